package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"rapporteur/answer"
	"rapporteur/corpus"
)

// cite makes a citation of one of two articles: "harbour" of a stated date, "vote" of an inferred one.
func cite(marker int, article, quote string) answer.Citation {
	refs := map[string]answer.ArticleRef{
		"harbour": {ID: "harbour", Title: "Harbour strike ends", Publisher: "The Port Gazette", Published: "2021-03-09", PublishedBasis: string(corpus.Stated)},
		"vote": {
			ID: "vote", Title: "Council votes on the bridge", Publisher: "City Post", PublisherBasis: string(corpus.Inferred),
			Published: "2022-05", PublishedBasis: string(corpus.Inferred),
		},
	}
	return answer.Citation{Marker: marker, Quote: quote, Article: refs[article]}
}

var reports = map[string]answer.Report{
	"timeline": {
		Kind: answer.ReportTimeline, Writer: answer.Extractive,
		Text: "Feb 2021 to 9 Mar 2021: “The strike at the harbour has gone on since February.” [1]\n9 Mar 2021: “The union and the harbour board signed an agreement on Tuesday.” [2]",
		Events: []answer.Event{
			{Date: "2019", Precision: "year", Basis: answer.DateStated, Text: "The old bridge was closed in 2019.", Markers: []int{4}, Reported: "2022-05"},
			{
				Date: "2021-02", DateEnd: "2021-03-09", Precision: "month", Basis: answer.DateResolved, Text: "“The strike at the harbour has gone on since February and has kept more than forty ships from being unloaded.”",
				Place: "Northport", Actors: []string{"Dockers' Union"}, Reported: "2021-03-09", Markers: []int{1},
			},
			{
				Date: "2021-03-09", Precision: "day", Basis: answer.DateResolved, Text: "The union and the harbour board signed an agreement on Tuesday.",
				Place: "Northport", Actors: []string{"Dockers' Union", "Harbour Board", "Ana Ruiz", "Li Wei", "Tom Ode", "Ida Berg"}, Reported: "2021-03-09", Markers: []int{2, 3},
			},
			{Date: "2021-03-09", Precision: "day", Basis: answer.DateStated, Text: "Work was resumed.", Reported: "2021-03-09", Markers: []int{2}},
			{Date: "2021-04-12", DateEnd: "2021-04-16", Precision: "day", Basis: answer.DateStated, Text: "Five days of talks.", Reported: "2022-05", Markers: []int{4}},
			{Date: "2022-05", Precision: "month", Basis: answer.DatePublished, Rough: true, Text: "The council voted for the bridge.", Reported: "2022-05", Markers: []int{4}},
			{Date: "2023", Precision: "year", Basis: answer.DateResolved, Rough: true, Planned: true, Text: "The bridge is to be opened next year.", Reported: "2022-05", Markers: []int{4}},
		},
		Citations: []answer.Citation{cite(1, "harbour", "a"), cite(2, "harbour", "b"), cite(3, "harbour", "c"), cite(4, "vote", "d")},
	},
	"quotes": {
		Kind: answer.ReportQuotes, Writer: answer.Extractive,
		Text: "9 Mar 2021, Ana Ruiz (head of the union), to reporters: “We got what we asked for” [1]",
		Quotes: []answer.Quotation{
			{Speaker: "Ana Ruiz", Role: "head of the union", Kind: answer.Verbatim, Text: "We got what we asked for, and nobody will lose a day's pay because of what was done here", To: "reporters", Date: "2021-03-09", Basis: answer.DatePublished, Publisher: "The Port Gazette", Marker: 1},
			{Speaker: "Ana Ruiz", Role: "head of the union", Kind: answer.Reported, Text: "work would be resumed at once", To: "at a press conference", Date: "2021-03-09", Basis: answer.DatePublished, Publisher: "The Port Gazette", Marker: 2},
			{Speaker: "Ana Ruiz", Role: "head of the union", Kind: answer.Verbatim, Text: "at once", Date: "2021-03-09", Basis: answer.DatePublished, Publisher: "The Port Gazette", Marker: 2},
			{Speaker: "Ana Ruiz", Role: "head of the union", Kind: answer.Verbatim, Text: "bleeding", Clause: "called the terms “bleeding” and “cold”", Date: "2021-03-09", Basis: answer.DatePublished, Publisher: "The Port Gazette", Marker: 3},
			{Speaker: "Ana Ruiz", Role: "head of the union", Kind: answer.Verbatim, Text: "cold", Clause: "called the terms “bleeding” and “cold”", Date: "2021-03-09", Basis: answer.DatePublished, Publisher: "The Port Gazette", Marker: 3},
			{Speaker: "one harbour official", Kind: answer.Verbatim, Text: "expensive", Date: "2021-03-08", Basis: answer.DateResolved, Publisher: "The Port Gazette", Marker: 3},
			{Speaker: "Li Wei", Role: "mayor", Kind: answer.Reported, Text: "The mayor denied that the bridge was unsafe.", Date: "2022-05", Basis: answer.DatePublished, Rough: true, Before: true, Publisher: "City Post", Marker: 4},
		},
		Citations: []answer.Citation{cite(1, "harbour", "a"), cite(2, "harbour", "b"), cite(3, "harbour", "c"), cite(4, "vote", "d")},
	},
	"compare": {
		Kind: answer.ReportCompare, Writer: answer.Extractive, Text: "Council: changed.",
		Points: []answer.Point{
			{
				Aspect: "Council", Relation: answer.Changed, Markers: []int{1, 3},
				A: &answer.Side{Text: "“The council refused to say who would pay for the repairs of the bridge.”", Date: "2021-03-09", Markers: []int{1}},
				B: &answer.Side{Text: "“The council voted to pay for all of the repairs, and for a second bridge upstream that had not been on any earlier plan.”", Date: "2022-05", Rough: true, Markers: []int{3}},
			},
			{Aspect: "Ana Ruiz", Relation: answer.OnlyA, Markers: []int{2}, A: &answer.Side{Text: "“Ana Ruiz led the union's delegation.”", Date: "2021-03-09", Markers: []int{2}}},
			{Aspect: "Ferry", Relation: answer.OnlyB, Markers: []int{4}, B: &answer.Side{Text: "“A ferry will run until then.”", Date: "2022-05", Rough: true, Markers: []int{4}}},
			{
				Aspect: "Cost", Relation: answer.Differ, SourcesDiffer: true, Markers: []int{1, 3},
				A: &answer.Side{Text: "“… four million”", Date: "2021-03-09", Markers: []int{1}}, B: &answer.Side{Text: "“… six million”", Date: "2022-05", Rough: true, Markers: []int{3}},
			},
			{
				Aspect: "Bridge: toll", Relation: answer.Same, Markers: []int{4},
				A: &answer.Side{Text: "No toll is asked for, then or now.", Date: "2022-05", Rough: true, Markers: []int{4}, By: "the mayor"}, B: &answer.Side{Text: "No toll is asked for, then or now.", Date: "2022-05", Rough: true, Markers: []int{4}, By: "the mayor"},
			},
		},
		Citations: []answer.Citation{cite(1, "harbour", "a"), cite(2, "harbour", "b"), cite(3, "vote", "c"), cite(4, "vote", "d")},
	},
	"check": {
		Kind: answer.ReportCheck, Writer: answer.Extractive, Text: "Supported: …", Degraded: "Only the first 3 sentences were checked.",
		Sentences: []answer.Checked{
			{Text: "The strike began in February.", Verdict: answer.Supported, Markers: []int{1}},
			{Text: "Twenty ships were kept waiting for the whole of those five weeks, according to the board.", Verdict: answer.Contradicted, Markers: []int{1, 2}, Why: "The article says more than forty ships, not twenty."},
			{Text: "What a shame!", Verdict: answer.NotCovered, Why: "not a claim"},
		},
		Citations: []answer.Citation{
			cite(1, "harbour", "The strike at the harbour has gone on since February and has kept more than forty ships from being unloaded."),
			cite(2, "vote", "Forty ships\nlay in the bay."),
		},
	},
	"summary": {
		Kind: answer.ReportSummary, Writer: answer.Extractive, Text: "9 Mar 2021, The Port Gazette: “The strike at the harbour is over.” [1]\nWho took part: “Both sides call it a success.” [2]",
		Points: []answer.Point{
			{Aspect: answer.AspectLead, Text: "“The strike at the harbour is over.”", Date: "2021-03-09", Markers: []int{1}},
			{Aspect: answer.AspectParticipants, Heading: answer.HeadingTookPart, Text: "“Ana Ruiz led the union's delegation, and Tom Ode, who had been called back from leave, that of the board.”", Date: "2021-03-09", Markers: []int{2}},
			{Aspect: answer.AspectParticipants, Heading: answer.HeadingTookPart, Text: "“The mayor was absent.”", Date: "2022-05", Markers: []int{4}},
			{Aspect: answer.AspectDispute, Heading: answer.HeadingDispute, Text: "“Who pays is open.”", Date: "2021-03-09", Markers: []int{3}},
		},
		Citations: []answer.Citation{cite(1, "harbour", "a"), cite(2, "harbour", "b"), cite(3, "harbour", "c"), cite(4, "vote", "d")},
	},
}

// shows are the renderers, by kind.
var shows = map[string]func(s screen, r *answer.Report) string{
	"timeline": screen.timeline,
	"quotes":   screen.quotes,
	"matrix":   screen.quotes,
	"compare":  func(s screen, r *answer.Report) string { return s.comparison(r, "March 2021", "the vote of May 2022") },
	"check":    screen.checked,
	"summary":  func(s screen, r *answer.Report) string { return s.summary(r, false) },
	"article":  func(s screen, r *answer.Report) string { return s.summary(r, false) },
	"written":  func(s screen, r *answer.Report) string { return s.summary(r, false) },
	"short":    func(s screen, r *answer.Report) string { return s.summary(r, true) },
}

func sampleReport(kind string) *answer.Report {
	switch kind {
	case "matrix":
		return matrixReport()
	case "short":
		kind = "summary"
	case "written":
		r := reports["summary"]
		r.Writer, r.Degraded = "a-model", "Two sentences could not be proved."
		r.Points = []answer.Point{
			{Aspect: answer.AspectLead, Text: "The strike ended on 9 March 2021 [1].", Markers: []int{1}},
			{Aspect: answer.AspectDispute, Heading: answer.HeadingDispute, Text: "Who pays was left open [3], and the mayor was absent a year later [4].", Markers: []int{3, 4}},
		}
		r.Citations = []answer.Citation{r.Citations[0], r.Citations[2], r.Citations[3]}
		return &r
	case "article":
		r := reports["summary"]
		r.Points = slices.DeleteFunc(slices.Clone(r.Points), func(p answer.Point) bool { return p.Date == "2022-05" })
		r.Citations = r.Citations[:3]
		return &r
	}
	r := reports[kind]
	return &r
}

func matrixReport() *answer.Report {
	r := reports["quotes"]
	r.Matrix = &answer.Matrix{
		Issues: []string{"bridge", "pay and hours"},
		Rows: []answer.MatrixRow{
			{Actor: "Ana Ruiz", Cells: [][]int{nil, {0, 1, 2, 3}}},
			{Actor: "one harbour official", Cells: [][]int{nil, {5}}},
			{Actor: "Li Wei", Cells: [][]int{{6}, nil}},
		},
	}
	return &r
}

// TestReportsAreShown holds each kind of report at each kind of width. The files
// are rewritten by -update and read in review.
func TestReportsAreShown(t *testing.T) {
	screens := []struct {
		name string
		s    screen
	}{
		{"wide", screen{width: 90}}, {"narrow", screen{width: 44}}, {"piped", screen{}}, {"ascii", screen{width: 80, ascii: true}},
	}
	for kind, show := range shows {
		for _, test := range screens {
			got := show(test.s, sampleReport(kind))
			path := filepath.Join("testdata", "report", kind+"-"+test.name+".txt")
			if *update {
				if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", path, diff)
			}
		}
	}
}

// TestReportsFitTheScreen: no line is wider than the screen, whatever its width,
// and style changes nothing but the style.
func TestReportsFitTheScreen(t *testing.T) {
	unstyled := strings.NewReplacer(bold, "", dim, "", plain, "")
	for kind, show := range shows {
		for width := 12; width < 120; width++ {
			got := show(screen{width: width}, sampleReport(kind))
			for _, line := range strings.Split(got, "\n") {
				if columns(line) > width && len(gluedFields(line)) > 2 {
					t.Errorf("%s: line %q is wider than %d", kind, line, width)
				}
			}
			styled := show(screen{width: width, style: true}, sampleReport(kind))
			if !strings.Contains(styled, "\x1b") {
				t.Errorf("%s: no style at %d", kind, width)
			}
			if diff := cmp.Diff(got, unstyled.Replace(styled)); diff != "" {
				t.Errorf("%s at %d: style changes the text:\n%s", kind, width, diff)
			}
		}
	}
}

// hostile are texts that an article or an argument may hold.
var hostile = []string{
	"", " ", "\x1b]0;title\x07\x1b[2J", "a\u202eb\u2066c", "\u009b31m", "\x00\x00", strings.Repeat("x", 5000), strings.Repeat("漢字", 300),
	"a\r\nb\tc", "[1] [2] [3]", "“”“”", "\xff\xfe", "%s%d%!", "\u0301\u0301\u0301",
}

// TestReportsHoldNothingThatATerminalObeys: whatever stands in any field.
func TestReportsHoldNothingThatATerminalObeys(t *testing.T) {
	for _, h := range hostile {
		r := hostileReport(h)
		for kind, show := range shows {
			r.Matrix = nil
			if kind == "matrix" {
				r.Matrix = &answer.Matrix{Issues: []string{h, h}, Rows: []answer.MatrixRow{{Actor: h, Cells: [][]int{{0, 7}, {0}, {0}}}, {Actor: h}}}
			}
			for _, refused := range []bool{false, true} {
				r.Refused = refused
				for _, s := range []screen{{}, {width: 12}, {width: 44}, {width: 90}, {width: 90, ascii: true}} {
					checkSafe(t, fmt.Sprintf("%s of %.20q at %d", kind, h, s.width), show(s, r))
				}
			}
		}
		comparison := screen{width: 90}.comparison(r, h, h)
		checkSafe(t, fmt.Sprintf("names of sides %.20q", h), comparison)
		checkSafe(t, fmt.Sprintf("coverage of %.20q", h), screen{width: 90}.coverage(hostileCoverage(h)))
	}
}

func checkSafe(t *testing.T, what, got string) {
	t.Helper()
	if !utf8.ValidString(got) {
		t.Errorf("%s is no UTF-8: %q", what, got)
	}
	for _, r := range got {
		if r != '\n' && hidden(r) {
			t.Errorf("%s holds %U", what, r)
			return
		}
	}
}

// hostileReport has h in every field.
func hostileReport(h string) *answer.Report {
	c := answer.Citation{Marker: 1, Quote: h, Article: answer.ArticleRef{ID: h, Title: h, Publisher: h, PublisherBasis: h, Published: h, URL: h}}
	side := &answer.Side{Text: h, Date: h, Markers: []int{1, 9}}
	return &answer.Report{
		Text: h, Scope: h, Degraded: h, Writer: h,
		Points: []answer.Point{
			{Aspect: h, Text: h, Date: h, Markers: []int{1}, Relation: answer.Relation(h), A: side},
			{Aspect: h, Relation: answer.OnlyA, B: side},
		},
		Events:    []answer.Event{{Date: h, DateEnd: h, Text: h, Place: h, Actors: []string{h, h}, Reported: h, Markers: []int{1}}, {Date: "0001-01-01", Planned: true}},
		Quotes:    []answer.Quotation{{Speaker: h, AsWritten: h, Role: h, Kind: answer.Verbatim, Text: h, To: h, Date: h, Publisher: h, Marker: 1}, {Kind: answer.Reported, Text: h}},
		Sentences: []answer.Checked{{Text: h, Verdict: answer.Verdict(h), Markers: []int{1, 2}, Why: h}},
		Citations: []answer.Citation{c},
		Retrieved: []answer.Retrieved{{Text: h, Article: c.Article}},
	}
}

func hostileCoverage(h string) *answer.Coverage {
	names := []answer.CoverageName{{Name: h, From: h, To: h}, {Name: h}}
	return &answer.Coverage{
		From: h, To: h, Months: []answer.MonthCount{{Month: h, Articles: 1}, {Month: "0001-01", Articles: 1 << 40}, {Month: "9999-12"}},
		Publishers: names, Events: names, Places: names, Actors: names, Thin: []string{h},
	}
}

func TestMarkersInARow(t *testing.T) {
	for _, test := range []struct {
		in   []int
		want string
	}{
		{nil, ""},
		{[]int{4}, "[4]"},
		{[]int{1, 2}, "[1] [2]"},
		{[]int{1, 2, 3}, "[1]–[3]"},
		{[]int{9, 2, 3, 4, 2, 7, 8}, "[2]–[4] [7]–[9]"},
		{[]int{1, 3, 4, 6}, "[1] [3] [4] [6]"},
	} {
		if got := markerRuns(test.in); got != test.want {
			t.Errorf("markerRuns(%v) = %q, want %q", test.in, got, test.want)
		}
	}
}

// FuzzFill: no line is wider than the column, and nothing but space is lost.
func FuzzFill(f *testing.F) {
	f.Add("a b c\n\nd [1]", 10)
	f.Add("漢字漢字漢字 \u0301\u0301", 1)
	f.Fuzz(func(t *testing.T, text string, width int) {
		width = 2 + abs(width)%100
		shown := printable(text)
		got := fill(shown, width)
		for _, line := range got {
			if columns(line) > width {
				t.Errorf("fill(%q, %d): line %q", text, width, line)
			}
		}
		squeeze := func(s string) string { return strings.Join(strings.Fields(s), "") }
		if a, b := squeeze(shown), squeeze(strings.Join(got, "")); a != b {
			t.Errorf("fill(%q, %d) = %q, which is not %q", text, width, b, a)
		}
	})
}

func TestCoverageIsATableOfMonths(t *testing.T) {
	c := &answer.Coverage{
		Articles: 14, From: "2015-10-23", To: "2019-01",
		Months:     []answer.MonthCount{{Month: "2015-10", Articles: 1}, {Month: "2016-08", Articles: 12}, {Month: "2019-01", Articles: 1}},
		Publishers: []answer.CoverageName{{Name: "City Post", Articles: 13, From: "2015-10-23", To: "2016-08"}, {Name: "Mail", Articles: 1, From: "2019-01", To: "2019-01"}},
		Thin:       []string{"No article between Aug 2016 and Jan 2019."},
	}
	want := `14 articles, 23 Oct 2015 to Jan 2019

       J   F   M   A   M   J   J   A   S   O   N   D
2015   ·   ·   ·   ·   ·   ·   ·   ·   ·   1   ·   ·
2016   ·   ·   ·   ·   ·   ·   ·  12   ·   ·   ·   ·
…
2019   1   ·   ·   ·   ·   ·   ·   ·   ·   ·   ·   ·

Publishers
- City Post: 13 articles, 23 Oct 2015 to Aug 2016
- Mail: 1 article, Jan 2019

Where it is thin
- No article between Aug 2016 and Jan 2019.
`
	if diff := cmp.Diff(want, screen{width: 80}.coverage(c)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
