package reply_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rapporteur/answer"
	"rapporteur/bot/reply"
)

// reported returns a report that the program made, from testdata/reports.
func reported(t testing.TB, name string) *answer.Report {
	t.Helper()
	body, err := os.ReadFile(filepath.Join("testdata", "reports", name+".json"))
	if err != nil {
		t.Fatal(err)
	}
	r := &answer.Report{}
	if err := json.Unmarshal(body, r); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return r
}

// asked returns options with the command above the page.
func asked(command string, o reply.Options) reply.Options {
	o.Question = command
	return o
}

// reportKinds are the replies with reports, as in shown.
var reportKinds = []kind{
	{"a summary by point", "", false, paged("summary", "/summary Astana talks", 0, english)},
	{"a summary by point, told in German", "", false, paged("summary", "/zusammenfassung Astana talks", 0, func() reply.Options { return in("de") })},
	{"a summary of several articles", "", false, paged("summary_all", "/summary", 0, english)},
	{"a timeline, first page", "", false, paged("timeline", "/timeline", 0, english)},
	{"a timeline, second page", "Next", true, paged("timeline", "/timeline", 1, english)},
	{"a timeline, last page", "Next", true, paged("timeline", "/timeline", 99, english)},
	{"a timeline, told in Arabic", "", false, paged("timeline", "/timeline", 0, func() reply.Options { return in("ar") })},
	{"a timeline, for a reader of another language", "", false, paged("timeline", "/timeline", 1, foreign)},
	{"who said what", "", false, paged("quotes", "/quotes Iran", 0, english)},
	{"who said what, told in Russian", "", false, paged("quotes", "/цитаты Iran", 0, func() reply.Options { return in("ru") })},
	{"actors by issue", "", false, paged("matrix", "/quotes Iran, ceasefire · matrix", 0, english)},
	{"a comparison", "", false, paged("compare", "/compare Iran · Turkey", 0, english)},
	{"a comparison of long names", "", false, func(t *testing.T) []reply.Message {
		k := reply.KeepReport(reported(t, "compare"), "", "", "US and Russia at loggerheads at Syria peace talks", "Turkey", seedCorpus())
		p, _ := k.ReportPage(0, seedCorpus())
		return []reply.Message{reply.Report(p, english())}
	}},
	{"a comparison, told in French", "", false, paged("compare", "/comparer Iran · Turkey", 0, func() reply.Options { return in("fr") })},
	{"a check", "", true, paged("check", "", 0, english)},
	{"a check, told in Turkish", "", true, paged("check", "", 0, func() reply.Options { return in("tr") })},
	{"a check, told in Spanish", "", true, paged("check", "", 0, func() reply.Options { return in("es") })},
	{"the sources of a page", "Sources", true, func(t *testing.T) []reply.Message {
		k := kept(t, "timeline", "/timeline")
		p, _ := k.ReportPage(1, seedCorpus())
		return reply.Cited(p, k.Articles(seedCorpus()), asked("/timeline", english()))
	}},
	{"a report that holds nothing", "", false, func(*testing.T) []reply.Message {
		return []reply.Message{reply.Report(reply.ReportPage{Report: &answer.Report{Kind: answer.ReportTimeline}}, asked("/timeline Brazil", english()))}
	}},
	{"a report that was refused", "", false, func(*testing.T) []reply.Message {
		r := &answer.Report{Kind: answer.ReportQuotes, Text: "The articles don't mention that name.", Refused: true, Reason: answer.ReasonUnknownName}
		return reply.Answer(reply.Refusal(r, "What did Merkel say?"), asked("/zitate Merkel", in("de")))
	}},
}

func kept(t testing.TB, name, command string) *reply.Kept {
	t.Helper()
	k := reply.KeepReport(reported(t, name), "", command, "Iran", "Turkey", seedCorpus())
	body, err := k.Encode()
	if err != nil {
		t.Fatal(err)
	}
	if k, err = reply.ParseKept(body); err != nil {
		t.Fatal(err)
	}
	return k
}

func paged(name, command string, page int, options func() reply.Options) func(t *testing.T) []reply.Message {
	return func(t *testing.T) []reply.Message {
		p, ok := kept(t, name, command).ReportPage(page, seedCorpus())
		if !ok {
			t.Fatalf("ReportPage(%d) of %s reports no report", page, name)
		}
		return []reply.Message{reply.Report(p, asked(command, options()))}
	}
}

var markers = regexp.MustCompile(`\[(\d+)\]`)

// TestReportPagesHoldEverythingOnce: all items on all pages, in order, each with
// the articles that it is from on the same page.
func TestReportPagesHoldEverythingOnce(t *testing.T) {
	for _, length := range []int{10, 200, 900, 5000} {
		r := events(11, strings.Repeat("word ", length/5))
		k := reply.KeepReport(r, "", "/timeline", "", "", nil)
		var seen []string
		for n := 0; ; n++ {
			p, _ := k.ReportPage(n, nil)
			m := reply.Report(p, asked("/timeline", english()))
			checkLimits(t, m)
			text, sources, _ := strings.Cut(m.Content, "\n-# ")
			for _, marker := range markers.FindAllString(text, -1) {
				if !strings.Contains(sources, marker) {
					t.Errorf("%d characters: page %d has %s without its source: %q", length, n, marker, m.Content)
				}
				seen = append(seen, marker)
			}
			if next := m.Components[0].Components[1]; next.Label != "Next" || next.Disabled {
				break
			}
			if n > 200 {
				t.Fatal("the pages do not end")
			}
		}
		var want []string
		for i := range 11 {
			want = append(want, fmt.Sprintf("[%d]", i+1))
		}
		if diff := cmp.Diff(want, seen); diff != "" {
			t.Errorf("%d characters: markers on all pages (-want +got):\n%s", length, diff)
		}
	}
}

// events returns a timeline of n events that say the same, each of an article of
// its own.
func events(n int, text string) *answer.Report {
	r := &answer.Report{Kind: answer.ReportTimeline, Writer: answer.Extractive}
	for i := range n {
		r.Events = append(r.Events, answer.Event{Date: "2017-12-21", Text: strings.TrimSpace(text), Markers: []int{i + 1}})
		r.Citations = append(r.Citations, answer.Citation{
			Marker: i + 1, Quote: text, End: len(text),
			Article: answer.ArticleRef{ID: fmt.Sprint("a", i), Title: fmt.Sprint("Title ", i), Publisher: "P", Published: "2017-12-22"},
		})
	}
	return r
}

// TestLongItemsArePartedWithEllipses: what is cut inside a quotation says so.
func TestLongItemsArePartedWithEllipses(t *testing.T) {
	long := strings.TrimSpace(strings.Repeat("word ", 800))
	r := &answer.Report{Kind: answer.ReportQuotes, Writer: answer.Extractive, Quotes: []answer.Quotation{
		{Speaker: "Somebody", Kind: answer.Verbatim, Text: long, Date: "2017-12-21", Marker: 1},
	}, Citations: []answer.Citation{{Marker: 1, Quote: long, End: len(long), Article: answer.ArticleRef{ID: "a", Title: "T"}}}}
	k := reply.KeepReport(r, "", "", "", "", nil)
	words := 0
	for n := range 3 {
		p, _ := k.ReportPage(n, nil)
		m := reply.Report(p, english())
		checkLimits(t, m)
		words += strings.Count(m.Content, "word")
		quote := strings.Split(m.Content, "\n")[1]
		if begins := strings.HasPrefix(quote, "> … word"); begins != (n > 0) {
			t.Errorf("page %d begins %.30q", n, quote)
		}
		if ends := strings.HasSuffix(quote, "word …"); ends != (n < 2) {
			t.Errorf("page %d ends %q", n, quote[len(quote)-30:])
		}
		if !strings.Contains(m.Content, "**Somebody**") || !strings.Contains(m.Content, "-# [1] T") {
			t.Errorf("page %d names neither speaker nor source: %q", n, m.Content)
		}
	}
	if words != 800 {
		t.Errorf("the pages have %d words, want 800", words)
	}
}

// TestWhatIsVerbatimIsQuoted: the articles' words stand in quotation marks, a
// model's do not, and a date that rests on an inferred one says so.
func TestWhatIsVerbatimIsQuoted(t *testing.T) {
	c := []answer.Citation{{Marker: 1, Quote: "It ended on Friday.", Article: answer.ArticleRef{ID: "a", Published: "2017-12-21", PublishedBasis: "inferred"}}}
	point := func(text, writer string) *answer.Report {
		return &answer.Report{Kind: answer.ReportSummary, Writer: writer, Points: []answer.Point{{Aspect: "lead", Text: text, Markers: []int{1}}}, Citations: c}
	}
	event := func(basis answer.DateBasis, rough bool) *answer.Report {
		return &answer.Report{Kind: answer.ReportTimeline, Writer: answer.Extractive, Events: []answer.Event{
			{Date: "2017-12-19", DateEnd: "2017-12-21", Basis: basis, Rough: rough, Text: "It ended.", Markers: []int{1, 1, 7}},
		}, Citations: c}
	}
	for _, tt := range []struct {
		name   string
		report *answer.Report
		want   string
	}{
		{"the article's sentence", point("It ended on Friday.", answer.Extractive), "“It ended on Friday.” [1]\n"},
		{"part of it", point("ended on Friday", answer.Extractive), "“ended on Friday” [1]\n"},
		{"in quotation marks already", point("“It ended on Friday.”", answer.Extractive), "“It ended on Friday.” [1]\n"},
		{"a model's sentence", point("It ended [1] then.", "a-model"), "It ended [1] then.\n"},
		{"a marker without a citation", point("It ended [9].", "a-model"), "It ended \\[9\\]. [1]\n"},
		{"a stated date", event(answer.DateStated, false), "**19–21 Dec 2017** It ended. [1]\n"},
		{"a resolved date", event(answer.DateResolved, false), "**19–21 Dec 2017** (resolved) It ended. [1]\n"},
		{"a date resolved from one that is inferred", event(answer.DateResolved, true), "**c. 19–21 Dec 2017** (resolved) It ended. [1]\n"},
		{"the article's date", event(answer.DatePublished, true), "**c. 19–21 Dec 2017** (the article's date) It ended. [1]\n"},
	} {
		if got := reply.Report(reply.ReportPage{Report: tt.report}, english()).Content; !strings.HasPrefix(got, tt.want) {
			t.Errorf("%s: Report = %q, want it to begin with %q", tt.name, got, tt.want)
		}
	}
}

// hostileReports puts a text everywhere that a text from outside can stand in a
// report.
func hostileReports(s strange) map[string]*answer.Report {
	c := s.answer.Citations
	base := answer.Report{Writer: answer.Extractive, Degraded: s.text, Scope: s.text, Text: s.text, Citations: c}
	side := &answer.Side{Text: s.text, Date: s.text, Markers: []int{1}}
	quotes := []answer.Quotation{
		{Speaker: s.text, Role: s.text, To: s.text, Kind: answer.Verbatim, Text: s.text, Date: s.text, Marker: 1},
		{AsWritten: s.text, Kind: answer.Reported, Text: s.text, Date: s.text, Marker: 1},
	}
	out := map[string]*answer.Report{}
	add := func(name string, kind answer.ReportKind, fill func(r *answer.Report)) {
		r := base
		r.Kind = kind
		fill(&r)
		out[name] = &r
	}
	add("summary", answer.ReportSummary, func(r *answer.Report) {
		for range 5 {
			r.Points = append(r.Points, answer.Point{Aspect: s.text, Text: s.text, Date: s.text, Markers: []int{1}})
		}
	})
	add("timeline", answer.ReportTimeline, func(r *answer.Report) {
		r.Events = []answer.Event{{Date: s.text, DateEnd: "2016", Text: s.text, Planned: true, Basis: answer.DateResolved, Markers: []int{1}}}
	})
	add("quotes", answer.ReportQuotes, func(r *answer.Report) { r.Quotes = quotes })
	add("matrix", answer.ReportQuotes, func(r *answer.Report) {
		r.Quotes = quotes
		r.Matrix = &answer.Matrix{Issues: []string{s.text}, Rows: []answer.MatrixRow{{Actor: s.text, Cells: [][]int{{0, 1, -1, 99}}}}}
	})
	add("compare", answer.ReportCompare, func(r *answer.Report) {
		r.Points = []answer.Point{
			{Aspect: s.text, Text: s.text, Relation: answer.OnlyB, B: side, Markers: []int{1}},
			{Aspect: s.text, Text: s.text, Relation: answer.Relation(s.text), A: side, B: side},
			{Aspect: s.text, Text: s.text, Markers: []int{1}},
		}
	})
	add("check", answer.ReportCheck, func(r *answer.Report) {
		r.Sentences = []answer.Checked{{Text: s.text, Verdict: answer.Supported, Why: s.text, Markers: []int{1, 1, 2}}, {Text: s.text}}
	})
	return out
}

// ourWords are what reports have of our own that a hostile text could not.
var ourWords = strings.NewReplacer("*planned*", "", "*reported:*", "", "\n> “", "\n“", "\n> … ", "\n")

// checkReports is checkReplies for all pages of reports.
func checkReports(t *testing.T, s strange) {
	t.Helper()
	for name, r := range hostileReports(s) {
		k := reply.KeepReport(r, s.text, s.text, s.text, s.text, s)
		body, err := k.Encode()
		if err != nil {
			t.Errorf("%s of %.100q cannot be kept: %v", name, s.text, err)
			continue
		}
		if k, err = reply.ParseKept(body); err != nil {
			t.Errorf("%s of %.100q cannot be read back: %v", name, s.text, err)
			continue
		}
		o := asked(s.text, english())
		for n := range 4 {
			p, _ := k.ReportPage(n, s)
			m := reply.Report(p, o)
			for _, problem := range overLimits(m) {
				t.Errorf("page %d of %s of %.100q: %s", n, name, s.text, problem)
			}
			for _, m := range append(reply.Cited(p, s, o), m) {
				shown := addresses.ReplaceAllString(inert(ourWords.Replace(shownText(m))), "")
				if m := obeyed.FindString(shown); m != "" {
					t.Errorf("page %d of %s of %.100q obeys %q: %.1000q", n, name, s.text, m, shown)
				}
				if m := lineStart.FindString(ourMark.ReplaceAllString(shown, "")); m != "" {
					t.Errorf("page %d of %s of %.100q has a line that starts with %q: %.1000q", n, name, s.text, m, shown)
				}
			}
		}
	}
}

func TestHostileTextsInReports(t *testing.T) {
	for _, tt := range hostile {
		t.Run(tt.name, func(t *testing.T) { checkReports(t, newStrange(tt.text)) })
	}
}

func FuzzReports(f *testing.F) {
	for _, tt := range hostile[:5] {
		f.Add(tt.text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 20_000 {
			t.Skip("longer than what Discord and the bot take")
		}
		checkReports(t, newStrange(text))
	})
}

// TestLongReportsAreKeptInPart: what is kept has a bound, and says what it lost.
func TestLongReportsAreKeptInPart(t *testing.T) {
	for _, tt := range []struct{ events, length, least int }{{1000, 20, 300}, {400, 3000, 30}, {20, 1 << 20, 10}} {
		k := reply.KeepReport(events(tt.events, strings.Repeat("x ", tt.length/2)), "", "/timeline", "", "", nil)
		body, err := k.Encode()
		if err != nil || len(body) > reply.MaxKept {
			t.Errorf("%d events of %d bytes take %d bytes (%v), want at most %d", tt.events, tt.length, len(body), err, reply.MaxKept)
			continue
		}
		p, ok := k.ReportPage(0, nil)
		if got := len(p.Report.Events); !ok || got < tt.least || got+p.Left != tt.events {
			t.Errorf("%d events of %d bytes: %d kept and %d left, want %d at least", tt.events, tt.length, got, p.Left, tt.least)
		}
		if said := strings.Contains(reply.Report(p, english()).Content, "not shown"); said != (p.Left > 0) {
			t.Errorf("%d events: that %d are not shown is said: %v", tt.events, p.Left, said)
		}
	}
}

// TestEntriesOfAReport: the select of each page opens the passage of its citation.
func TestEntriesOfAReport(t *testing.T) {
	k := kept(t, "timeline", "/timeline")
	for n := range 4 {
		p, _ := k.ReportPage(n, seedCorpus())
		m := reply.Report(p, asked("/timeline", english()))
		options := m.Components[len(m.Components)-1].Components[0].Options
		for _, o := range options {
			var entry int
			fmt.Sscan(o.Value, &entry)
			r, ok := k.Reading(entry, reply.Own, seedCorpus())
			i := slices.IndexFunc(p.Report.Citations, func(c answer.Citation) bool { return strings.HasPrefix(o.Label, fmt.Sprintf("[%d] ", c.Marker)) })
			if !ok || i < 0 || r.Article == nil || r.Article.ID != p.Report.Citations[i].Article.ID {
				t.Errorf("page %d: option %q opens %v", n, o.Label, r.Article)
				continue
			}
			if got := reply.Passage(r, english()).Content; !strings.Contains(got, "**") {
				t.Errorf("page %d: option %q shows nothing in bold: %q", n, o.Label, got)
			}
		}
	}
	if _, ok := k.ReportPage(-1, nil); ok {
		t.Error("ReportPage(-1) reports a page")
	}
	if _, ok := reply.KeepAnswer(recorded(t, "fact"), seedCorpus()).ReportPage(0, nil); ok {
		t.Error("ReportPage of an answer reports a page")
	}
}
