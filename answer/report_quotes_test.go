package answer_test

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"rapporteur/answer"
	"rapporteur/corpus"
)

// goldQuote is a statement that a reader found in the five articles.
type goldQuote struct {
	Article, Speaker, Kind, Text, To, Role, Date, Basis string
}

func goldQuotes(t *testing.T) []goldQuote {
	t.Helper()
	f, err := os.Open("testdata/quotes.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out []goldQuote
	for lines := bufio.NewScanner(f); lines.Scan(); {
		var g goldQuote
		if err := json.Unmarshal(lines.Bytes(), &g); err != nil {
			t.Fatal(err)
		}
		out = append(out, g)
	}
	return out
}

func (b *bench) quotes(tb testing.TB, r answer.QuotesRequest) *answer.Report {
	tb.Helper()
	rep, err := b.Quotes(tb.Context(), r)
	if err != nil {
		tb.Fatalf("Quotes(%+v): %v", r, err)
	}
	return rep
}

// TestQuotesGold holds what is found in the five articles against what a reader
// found.
func TestQuotesGold(t *testing.T) {
	b := syria(t)
	rep := b.quotes(t, answer.QuotesRequest{})
	gold := goldQuotes(t)
	found, speaker, wanted := 0, 0, make([]bool, len(rep.Quotes))
	for _, g := range gold {
		k := slices.IndexFunc(rep.Quotes, func(q answer.Quotation) bool {
			return citedIn(rep, q) == g.Article && string(q.Kind) == g.Kind && strings.Contains(q.Text, g.Text)
		})
		if k < 0 { // the same words, of the other kind
			k = slices.IndexFunc(rep.Quotes, func(q answer.Quotation) bool {
				return citedIn(rep, q) == g.Article && strings.Contains(q.Text+"|"+q.Clause, g.Text)
			})
		}
		if k < 0 {
			t.Logf("%s: nothing with %q", g.Article, g.Text)
			continue
		}
		q := rep.Quotes[k]
		found++
		wanted[k] = true
		if q.Speaker == g.Speaker {
			speaker++
		} else {
			t.Logf("%s: speaker of %q = %q, want %q", g.Article, g.Text, q.Speaker, g.Speaker)
		}
		for _, field := range []struct{ name, got, want string }{
			{"to", q.To, g.To}, {"role", q.Role, g.Role}, {"date", q.Date, g.Date}, {"basis", string(q.Basis), g.Basis},
		} {
			if field.want != "" && field.got != field.want {
				t.Errorf("%s: %s of %q = %q, want %q", g.Article, field.name, g.Text, field.got, field.want)
			}
		}
	}
	extra := 0
	for i, w := range wanted {
		if !w {
			extra++
			t.Logf("not in the list: %s: %q", rep.Quotes[i].Speaker, rep.Quotes[i].Text)
		}
	}
	if found*100 < 95*len(gold) {
		t.Errorf("%d of %d statements found, want 95 %%", found, len(gold))
	}
	if speaker*100 < 97*found {
		t.Errorf("%d of %d speakers right, want 97 %%", speaker, found)
	}
	if extra*100 > 10*len(rep.Quotes) {
		t.Errorf("%d of %d statements are not in the list, want at most 10 %%", extra, len(rep.Quotes))
	}
}

func citedIn(rep *answer.Report, q answer.Quotation) string {
	return rep.Citations[q.Marker-1].Article.ID
}

// TestQuotesVerbatim checks that the words of every statement stand in its
// citation, and the citation in its article.
func TestQuotesVerbatim(t *testing.T) {
	for name, b := range map[string]*bench{"five articles": syria(t), "others": newBench(t, quotesNews)} {
		t.Run(name, func(t *testing.T) {
			for _, r := range []answer.QuotesRequest{{}, {Matrix: true}} {
				checkQuotes(t, b, b.quotes(t, r))
			}
		})
	}
}

func checkQuotes(t *testing.T, b *bench, rep *answer.Report) {
	t.Helper()
	for i, c := range rep.Citations {
		a := b.article(c.Article.ID)
		if c.Marker != i+1 || a == nil || a.Body[c.Start:c.End] != c.Quote {
			t.Errorf("citation %d is not a span of its article: %+v", i+1, c)
		}
	}
	for _, q := range rep.Quotes {
		cited := strings.Join(strings.Fields(rep.Citations[q.Marker-1].Quote), " ")
		if !strings.Contains(strings.ReplaceAll(cited, " “", " "), strings.ReplaceAll(q.Text, " “", " ")) { // opening marks of paragraphs
			t.Errorf("the words %q do not stand in %q", q.Text, cited)
		}
		if q.Clause != "" && (!strings.Contains(cited, q.Clause) || !strings.Contains(q.Clause, q.Text)) {
			t.Errorf("the clause %q does not stand in %q, or not hold %q", q.Clause, cited, q.Text)
		}
		if q.Speaker == "" || q.Text == "" || q.Date == "" || q.Basis == "" {
			t.Errorf("incomplete: %+v", q)
		}
	}
	for _, m := range markers(rep.Text) {
		if m < 1 || m > len(rep.Citations) {
			t.Errorf("marker [%d] of %d citations", m, len(rep.Citations))
		}
	}
}

var quotesNews = fstest.MapFS{
	"strike.md": {Data: []byte(`---
id: strike
title: Rail union calls strike
publisher: The Example
published: 2024-03-14
language: en
---
The rail union called a strike on Thursday after talks over pay broke down in Leeds.

“We did not want this,” said Carla Nowak, the general secretary of the Union of Rail Workers. “But nobody listened.”

Transport Minister Paul Ross rejected the demand. In an interview with the BBC on Wednesday, Ross said the offer was “fair and final”.

"There will be trains," the minister told lawmakers, "and there will be buses."

One driver, who asked not to be named, said the mood was bitter.

“The company knows what we need.

“It has known for two years,” Nowak told reporters on Monday. She added that the strike could last a week.

“Passengers will suffer,” the text of the “final offer” was called by some.
`)},
	"merger.md": {Data: []byte(`---
id: merger
title: Banks call off merger
publisher: The Other
published: 2024-03-20
language: en
---
Northern Bank and Harbour Bank called off their merger on Wednesday, according to a person familiar with the talks.

“It was the right thing to do,” Northern Bank chief executive Anna Keller wrote in a letter to shareholders. “We wish them well.”

Paul Ross, a spokesman for Harbour Bank, said the decision had been mutual, while analysts said the price was too high.

Karl Baum, who runs a rival, called the plan “a fantasy” and accused both boards of “wasting a good year”.
`)},
}

func TestQuotesOtherNews(t *testing.T) {
	rep := newBench(t, quotesNews).quotes(t, answer.QuotesRequest{})
	want := []string{
		`2024-03-11 published=false Carla Nowak (the general secretary of the Union of Rail Workers) to reporters: verbatim "The company knows what we need. It has known for two years,"`,
		`2024-03-13 published=false Paul Ross (Transport Minister) in an interview with the BBC on Wednesday: verbatim "fair and final"`,
		`2024-03-14 published=true Carla Nowak (the general secretary of the Union of Rail Workers): verbatim "We did not want this,"`,
		`2024-03-14 published=true Carla Nowak (the general secretary of the Union of Rail Workers): verbatim "But nobody listened."`,
		`2024-03-14 published=true Paul Ross (Transport Minister): reported "rejected the demand"`,
		`2024-03-14 published=true Paul Ross (Transport Minister) to lawmakers: verbatim "There will be trains,"`,
		`2024-03-14 published=true Paul Ross (Transport Minister) to lawmakers: verbatim "and there will be buses."`,
		`2024-03-14 published=true one driver: reported "the mood was bitter"`,
		`2024-03-14 published=true Carla Nowak (the general secretary of the Union of Rail Workers): reported "the strike could last a week"`,
		`2024-03-20 published=true a person familiar with the talks: reported "Northern Bank and Harbour Bank called off their merger on Wednesday"`,
		`2024-03-20 published=true Anna Keller (Northern Bank chief executive) in a letter to shareholders: verbatim "It was the right thing to do,"`,
		`2024-03-20 published=true Anna Keller (Northern Bank chief executive) in a letter to shareholders: verbatim "We wish them well."`,
		`2024-03-20 published=true Paul Ross (a spokesman for Harbour Bank): reported "the decision had been mutual"`,
		`2024-03-20 published=true analysts: reported "the price was too high"`,
		`2024-03-20 published=true Karl Baum: verbatim "a fantasy"`,
		`2024-03-20 published=true Karl Baum: verbatim "wasting a good year"`,
	}
	var got []string
	for _, q := range rep.Quotes {
		got = append(got, describeQuote(q))
	}
	for i, w := range want {
		if !slices.Contains(got, w) {
			t.Errorf("no statement %s", w)
		}
		want[i] = w
	}
	if t.Failed() {
		t.Logf("got:\n%s", strings.Join(got, "\n"))
	}
}

func describeQuote(q answer.Quotation) string {
	s := fmt.Sprintf("%s published=%v %s", q.Date, q.Basis == answer.DatePublished, q.Speaker)
	if q.Role != "" {
		s += " (" + q.Role + ")"
	}
	if q.To != "" {
		first, _, _ := strings.Cut(q.To, " ")
		if first != "in" && first != "at" {
			s += " to"
		}
		s += " " + q.To
	}
	return fmt.Sprintf("%s: %s %q", s, q.Kind, q.Text)
}

// TestQuotesFilters asks for speakers and subjects, and names the speakers that
// may and must be in the report.
func TestQuotesFilters(t *testing.T) {
	day := func(s string) corpus.Date {
		d, err := corpus.ParseDate(s)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	for name, c := range map[string]struct {
		request answer.QuotesRequest
		want    []string // speakers, each once, in any order
	}{
		"a person":                        {answer.QuotesRequest{Speaker: "Kerry"}, []string{"John Kerry"}},
		"in another language":             {answer.QuotesRequest{Speaker: "Лавров"}, []string{"Sergei Lavrov"}},
		"by office":                       {answer.QuotesRequest{Speaker: "the Russian foreign minister"}, []string{"Sergei Lavrov"}},
		"spelt otherwise":                 {answer.QuotesRequest{Speaker: "Lavrentiev"}, []string{"Alexander Lavrentyev"}},
		"a country is its officers":       {answer.QuotesRequest{Speaker: "Russia", About: "Iran"}, []string{"Sergei Lavrov"}},
		"a country and its capital":       {answer.QuotesRequest{Speaker: "United States"}, []string{"John Kerry", "US officials", "United States", "Washington", "the US and its regional allies"}},
		"officials of a country":          {answer.QuotesRequest{Speaker: "Iranian officials"}, []string{"Iranian officials"}},
		"no opposition for its country":   {answer.QuotesRequest{Speaker: "Damascus"}, []string{"Bashar al-Jaafari", "the Syrian government delegation"}},
		"a sort of people":                {answer.QuotesRequest{Speaker: "diplomats", About: "Iran"}, []string{"Western diplomats", "one of the Western diplomats", "rebels and Western diplomats"}},
		"about a person":                  {answer.QuotesRequest{Speaker: "Kerry", About: "Assad"}, []string{"John Kerry"}},
		"about the speaker's own country": {answer.QuotesRequest{Speaker: "Tehran", About: "Iran"}, nil},
		"about one of several":            {answer.QuotesRequest{About: "silver bullet, lasagna"}, []string{"Andrey Kortunov"}},
		"in articles":                     {answer.QuotesRequest{Articles: []string{"2017-12-21-astana-8"}}, []string{"Syrian Observatory for Human Rights", "the Iran’s Tasnim News Agency", "the Iranian media"}},
		"in an event":                     {answer.QuotesRequest{Speaker: "Lavrov", About: "Vienna talks"}, []string{"Sergei Lavrov"}},
		"when it was said":                {answer.QuotesRequest{Period: corpus.Period{From: day("2015-10-22"), To: day("2015-10-22")}}, []string{"Vladimir Putin"}},
		"a body by its own name":          {answer.QuotesRequest{Speaker: "Syrian Observatory for Human Rights"}, []string{"Syrian Observatory for Human Rights"}},
		"before the article":              {answer.QuotesRequest{Period: corpus.Period{From: day("2016-07"), To: day("2016-07")}}, []string{"Adel al-Jubeir"}},
	} {
		t.Run(name, func(t *testing.T) {
			b := syria(t)
			rep := b.quotes(t, c.request)
			var got []string
			for _, q := range rep.Quotes {
				got = append(got, q.Speaker)
			}
			slices.Sort(got)
			slices.Sort(c.want)
			if got = slices.Compact(got); !slices.Equal(got, c.want) {
				t.Errorf("Quotes(%+v): speakers %q, want %q\n%s", c.request, got, c.want, rep.Text)
			}
			if rep.Refused != (len(rep.Quotes) == 0) {
				t.Errorf("Quotes(%+v): refused = %v with %d statements", c.request, rep.Refused, len(rep.Quotes))
			}
			checkQuotes(t, b, rep)
		})
	}
}

func TestQuotesRefusals(t *testing.T) {
	for name, c := range map[string]struct {
		request answer.QuotesRequest
		reason  string
		says    string
	}{
		"who is nowhere named":          {answer.QuotesRequest{Speaker: "Zorblax"}, answer.ReasonUnknownName, "Sergei Lavrov"},
		"who is known and not here":     {answer.QuotesRequest{Speaker: "Angela Merkel"}, answer.ReasonUnknownName, "John Kerry"},
		"who is named and says nothing": {answer.QuotesRequest{Speaker: "de Mistura"}, answer.ReasonNoEvidence, "nothing that Staffan de Mistura said"},
		"who speaks of other things":    {answer.QuotesRequest{Speaker: "Kerry", About: "lasagna"}, answer.ReasonNoEvidence, "other things that John Kerry said"},
		"what nobody speaks of":         {answer.QuotesRequest{About: "lasagna"}, answer.ReasonNoEvidence, "nothing that anybody said about that"},
		"no such article":               {answer.QuotesRequest{Articles: []string{"nowhere"}}, answer.ReasonNoEvidence, "no statements"},
		"only marks":                    {answer.QuotesRequest{Speaker: "??"}, answer.ReasonEmpty, "Sergei Lavrov"},
		"markers and pings":             {answer.QuotesRequest{Speaker: "@everyone [1] Zorblax"}, answer.ReasonUnknownName, "John Kerry"},
	} {
		t.Run(name, func(t *testing.T) {
			rep := syria(t).quotes(t, c.request)
			if !rep.Refused || rep.Reason != c.reason || !strings.Contains(rep.Text, c.says) {
				t.Errorf("Quotes(%+v) = refused %v, %q: %q; want %q with %q", c.request, rep.Refused, rep.Reason, rep.Text, c.reason, c.says)
			}
			if len(rep.Quotes)+len(rep.Citations) > 0 || len(markers(rep.Text)) > 0 || strings.Contains(rep.Text, "@everyone") || strings.Contains(rep.Text, "lasagna") {
				t.Errorf("Quotes(%+v): a refusal with %d statements: %q", c.request, len(rep.Quotes), rep.Text)
			}
		})
	}
}

func TestQuotesText(t *testing.T) {
	rep := syria(t).quotes(t, answer.QuotesRequest{Speaker: "Kortunov"})
	want := "c. 25 Jan 2017, Andrey Kortunov (director general of the Russian International Affairs Council), to Reuters: " +
		"the talks had been “better than nothing.” … “But there is no silver bullet” [1]"
	if rep.Text != want {
		t.Errorf("Text = %q, want %q", rep.Text, want)
	}
	rep = syria(t).quotes(t, answer.QuotesRequest{Speaker: "Kerry", About: "Iran"})
	for _, part := range []string{", reported: rejected the suggestion of involving Tehran for now [1]", ": “For the moment Iran is not at the table. And there"} {
		if !strings.Contains(rep.Text, part) {
			t.Errorf("Text = %q, want it to hold %q", rep.Text, part)
		}
	}
}

// TestQuotesSaidBefore: what an article says was said earlier was said before its
// date, which is an inferred one.
func TestQuotesSaidBefore(t *testing.T) {
	rep := syria(t).quotes(t, answer.QuotesRequest{Speaker: "Lavrov", About: "Geneva"})
	if len(rep.Quotes) == 0 || !rep.Quotes[0].Before || !rep.Quotes[0].Rough || !strings.HasPrefix(rep.Text, "before c. 25 Jan 2017, Sergei Lavrov") {
		t.Errorf("Quotes(Lavrov about Geneva) = %+v\n%s", rep.Quotes, rep.Text)
	}
}

func TestQuotesMatrix(t *testing.T) {
	rep := syria(t).quotes(t, answer.QuotesRequest{About: "Iran, Assad, lasagna", Matrix: true})
	if want := []string{"Iran", "Assad"}; rep.Matrix == nil || !slices.Equal(rep.Matrix.Issues, want) {
		t.Fatalf("issues = %+v, want %q", rep.Matrix, want)
	}
	rows := map[string][][]int{}
	for _, r := range rep.Matrix.Rows {
		rows[r.Actor] = r.Cells
		for i, cell := range r.Cells {
			for _, k := range cell {
				if k < 0 || k >= len(rep.Quotes) {
					t.Fatalf("cell of %s on %s holds %d of %d statements", r.Actor, rep.Matrix.Issues[i], k, len(rep.Quotes))
				}
			}
		}
	}
	for _, c := range []struct {
		actor string
		issue int
		text  string
	}{
		{"John Kerry", 0, "not at the table"},
		{"John Kerry", 1, "impossible dynamic"},
		{"Sergei Lavrov", 1, "the fate of the president of Syria"},
		{"United States", 1, "Assad-Must-Go"},
		{"Russia", 0, ""},
	} {
		holds := c.text == "" && rows[c.actor] == nil
		if rows[c.actor] != nil {
			for _, k := range rows[c.actor][c.issue] {
				holds = holds || strings.Contains(rep.Quotes[k].Text, c.text)
			}
		}
		if !holds {
			t.Errorf("%s on %s: no statement with %q in %v", c.actor, rep.Matrix.Issues[c.issue], c.text, rows[c.actor])
		}
	}
	common := syria(t).quotes(t, answer.QuotesRequest{Matrix: true})
	if len(common.Matrix.Issues) < 3 || !slices.Contains(common.Matrix.Issues, "Iran") {
		t.Errorf("issues spoken of most = %q, want Iran among them", common.Matrix.Issues)
	}
}

// news returns an article for tests.
func news(id, body string) *fstest.MapFile {
	return &fstest.MapFile{Data: []byte("---\nid: " + id + "\ntitle: " + id + "\npublisher: The Example\npublished: 2024-03-14\nlanguage: en\n---\n" + body)}
}

func TestQuotesRepeated(t *testing.T) {
	b := newBench(t, fstest.MapFS{
		"one.md": news("one", "“The bridge is safe again,” said Carla Nowak.\n\n“No,” said Otto Blum.\n\n“No,” said Otto Blum."),
		"two.md": news("two", "“The bridge is safe again,” Carla Nowak said on the radio. “The bridge is safe again,” said Otto Blum."),
	})
	rep := b.quotes(t, answer.QuotesRequest{})
	var got []string
	for _, q := range rep.Quotes {
		got = append(got, q.Speaker+": "+strings.Trim(q.Text, ","))
	}
	want := []string{"Carla Nowak: The bridge is safe again", "Otto Blum: No", "Otto Blum: No", "Otto Blum: The bridge is safe again"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("Quotes (-want +got):\n%s", diff)
	}
	if !strings.Contains(rep.Text, "One statement that comes again in the same words is left out.") {
		t.Errorf("Quotes = %q, want what is left out told", rep.Text)
	}
}

func TestQuotesOfManyArticles(t *testing.T) {
	files := fstest.MapFS{}
	for _, of := range []struct {
		id string
		n  int
	}{{"few", 3}, {"many", 300}, {"more", 150}} {
		var body strings.Builder
		for i := range of.n {
			fmt.Fprintf(&body, "“Part %d of %s is done,” said Carla Nowak.\n\n", i, of.id)
		}
		files[of.id+".md"] = news(of.id, body.String())
	}
	rep := newBench(t, files).quotes(t, answer.QuotesRequest{})
	counts := map[string]int{}
	for _, q := range rep.Quotes {
		counts[rep.Citations[q.Marker-1].Article.ID]++
	}
	if diff := cmp.Diff(map[string]int{"few": 3, "many": 98, "more": 98}, counts); diff != "" {
		t.Errorf("statements by article (-want +got):\n%s", diff)
	}
	if !strings.Contains(rep.Text, "These are 199 of 453, at most 98 from one article") {
		t.Errorf("Quotes ends with %q, want a note", rep.Text[max(0, len(rep.Text)-160):])
	}
}

func TestQuotesToldByAnother(t *testing.T) {
	b := newBench(t, fstest.MapFS{"one.md": news("one", "He was believed to have fled, police told Reuters, the agency reported.\n\nAnna Lund said that Peter Vogt had told the council that the plan was dead.")})
	describe := func(r answer.QuotesRequest) (out []string) {
		for _, q := range b.quotes(t, r).Quotes {
			out = append(out, q.Speaker+" via "+q.Via+": "+q.Text)
		}
		return out
	}
	all := []string{"police via the agency: He was believed to have fled", "Anna Lund via : Peter Vogt had told the council that the plan was dead"}
	if diff := cmp.Diff(all, describe(answer.QuotesRequest{})); diff != "" {
		t.Errorf("Quotes of all (-want +got):\n%s", diff)
	}
	one := []string{"Peter Vogt via Anna Lund: the plan was dead"}
	if diff := cmp.Diff(one, describe(answer.QuotesRequest{Speaker: "Peter Vogt"})); diff != "" {
		t.Errorf("Quotes of one (-want +got):\n%s", diff)
	}
}

// TestMatrixCitesItsCells checks that nothing is cited that no cell shows.
func TestMatrixCitesItsCells(t *testing.T) {
	rep := syria(t).quotes(t, answer.QuotesRequest{Matrix: true})
	shown := map[int]bool{}
	for _, row := range rep.Matrix.Rows {
		for _, cell := range row.Cells {
			for _, k := range cell {
				shown[rep.Quotes[k].Marker] = true
			}
		}
	}
	for _, c := range rep.Citations {
		if !shown[c.Marker] {
			t.Errorf("[%d] %q is in no cell", c.Marker, c.Quote)
		}
	}
}

func TestQuotesBounds(t *testing.T) {
	var body strings.Builder
	body.WriteString("---\nid: long\ntitle: Long\npublisher: The Example\npublished: 2024-03-14\nlanguage: en\n---\n")
	for i := range 400 {
		fmt.Fprintf(&body, "“Part %d is done,” said Carla Nowak.\n\n", i)
	}
	b := newBench(t, fstest.MapFS{"long.md": {Data: []byte(body.String())}})
	rep := b.quotes(t, answer.QuotesRequest{})
	if len(rep.Quotes) != 200 || !strings.Contains(rep.Text, "first 200 of 400") {
		t.Errorf("%d statements and %q, want 200 and a note", len(rep.Quotes), rep.Text[max(0, len(rep.Text)-120):])
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := b.Quotes(ctx, answer.QuotesRequest{}); !errors.Is(err, context.Canceled) {
		t.Errorf("Quotes with a cancelled context: %v, want %v", err, context.Canceled)
	}
}

// BenchmarkQuotes lists who said what in the five articles, and in more.
func BenchmarkQuotes(b *testing.B) {
	for name, r := range map[string]answer.QuotesRequest{
		"all": {}, "speaker": {Speaker: "Lavrov"}, "about": {About: "Iran"}, "matrix": {Matrix: true},
	} {
		b.Run(name, func(b *testing.B) {
			engine := syria(b)
			engine.quotes(b, r)
			var longest time.Duration
			for b.Loop() {
				start := time.Now()
				engine.quotes(b, r)
				longest = max(longest, time.Since(start))
			}
			b.ReportMetric(milliseconds(longest), "max-ms")
		})
	}
}
