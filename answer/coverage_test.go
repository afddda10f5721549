package answer_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rapporteur/answer"
)

func TestCoverageOfTheEmbeddedArticles(t *testing.T) {
	c := syria(t).Coverage()
	got := []any{c.Articles, c.From, c.To, c.Months, c.Gaps, len(c.Publishers), c.Places[0], c.Thin}
	want := []any{
		5, "2015-10-23", "2017-12-21",
		[]answer.MonthCount{{"2015-10", 1}, {"2016-08", 2}, {"2017-01", 1}, {"2017-12", 1}},
		[]answer.Gap{{"2015-10-23", "2016-08", 283}, {"2016-08-25", "2017-01-25", 153}, {"2017-01-25", "2017-12-21", 330}},
		5,
		answer.CoverageName{Name: "Astana", Articles: 2, From: "2017-01-25", To: "2017-12-21"},
		[]string{
			"No article between Nov 2015 and Jul 2016.", "No article between Sep 2016 and Dec 2016.", "No article between Feb 2017 and Nov 2017.",
			"Each publisher has only one article.",
			"One article each on Vienna talks, October 2015; Tehran visit of the UN envoy, August 2016; Geneva talks, August 2016; Astana talks, first round; Astana talks, eighth round.",
		},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("Coverage (-want +got):\n%s", diff)
	}
	for _, want := range []answer.CoverageName{
		{Name: "Iran", Articles: 4, From: "2015-10-23", To: "2017-12-21"},
		{Name: "John Kerry", Articles: 3, From: "2015-10-23", To: "2016-08-25"},
		{Name: "Alexander Lavrentyev", Articles: 2, From: "2017-01-25", To: "2017-12-21"},
		{Name: "Mohammad Alloush", Articles: 1, From: "2017-01-25", To: "2017-01-25"},
	} {
		if !slices.Contains(c.Actors, want) {
			t.Errorf("Coverage has no actor %+v", want)
		}
	}
	if c != syria(t).Coverage() {
		t.Error("Coverage was reckoned twice")
	}
}

func TestCoverageOfOddCorpora(t *testing.T) {
	const text = "The court in Madrid ruled on Friday that the mine must close, and the owners said they would appeal.\n\n“We will fight on,” said Maria Fontes."
	file := func(head string) string {
		return "---\n" + head + "\n---\n" + text + "\n\n" + head + " was what it said."
	}
	for _, tt := range []struct {
		name  string
		files map[string]string
		thin  []string
		gaps  int
	}{
		{"one article", map[string]string{"a.md": file("published: 2020-01-05")}, []string{"There is only one article."}, 0},
		{
			"without dates",
			map[string]string{"a.md": file("place: Madrid"), "b.md": file("place: Seville")},
			[]string{"2 articles without a date."},
			0,
		},
		{
			"a year that may fill the gap",
			map[string]string{"a.md": file("published: 2020-01-05"), "b.md": file("published: 2020"), "c.md": file("published: 2020-11-30")},
			[]string{},
			0,
		},
		{
			"one publisher and a gap of a month",
			map[string]string{"a.md": file("published: 2020-01-05\npublisher: The Courier"), "b.md": file("published: 2020-03-30\npublisher: The Courier")},
			[]string{"No article in Feb 2020.", "Only one publisher: The Courier."},
			1,
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := newBench(t, files(tt.files)).Coverage()
			if diff := cmp.Diff(tt.thin, c.Thin); diff != "" {
				t.Errorf("Thin (-want +got):\n%s", diff)
			}
			if len(c.Gaps) != tt.gaps {
				t.Errorf("Gaps = %v, want %d", c.Gaps, tt.gaps)
			}
			if c.Articles > 1 && !slices.ContainsFunc(c.Actors, func(n answer.CoverageName) bool { return n.Name == "Maria Fontes" }) {
				t.Errorf("Actors = %v, without whom the articles quote", c.Actors)
			}
		})
	}
}

// TestCoverageIsBounded: many articles make long lists no longer.
func TestCoverageIsBounded(t *testing.T) {
	many := map[string]string{}
	for i := range 400 {
		many[fmt.Sprintf("a%03d.md", i)] = fmt.Sprintf("---\npublished: %d-01-05\npublisher: Paper %d\nplace: Town %d\nevent: Fair number %d\n---\nThe fair number %d opened on Friday with a speech, said Maria Fon%stes.",
			1600+i, i, i, i, i, strings.Repeat("a", i%90))
	}
	c := newBench(t, files(many)).Coverage()
	if want := "and 394 more"; !slices.ContainsFunc(c.Thin, func(s string) bool { return strings.Contains(s, want) }) {
		t.Errorf("Thin = %q, want events with one article counted in all: %q", c.Thin, want)
	}
	if c.Articles != 400 || len(c.Publishers) > 60 || len(c.Events) > 60 || len(c.Places) > 60 || len(c.Actors) > 60 || len(c.Gaps) > 12 || len(c.Thin) > 12 {
		t.Errorf("Coverage of %d articles lists %d publishers, %d events, %d places, %d actors, %d gaps, %d thin spots",
			c.Articles, len(c.Publishers), len(c.Events), len(c.Places), len(c.Actors), len(c.Gaps), len(c.Thin))
	}
}
