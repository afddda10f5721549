package answer_test

import (
	"strings"
	"testing"

	"rapporteur/answer"
)

// harbour is an invented article with all that a summary must not tear from what
// stands before it.
const harbour = `---
title: Port of Vigo sells two ferries
published: 2021-05-04
---
Watch the new series on harbours on Sunday at nine in the evening.

The port of Vigo said on Tuesday that it will sell two ferries to a company from Lisbon for nine million euros.

The letter of intent was signed by the head of the port, Ana Ferro, and by the mayor of the town.

Researchers at the university published a study of the fares that the ferries took in ten years.

In it, they warned that no ferry had earned its fuel since the bridge was opened in the north of the bay.

If that happens again, the port will have to ask the region for two million euros, the study warned.

Days later, the unions refused the sale and called for a strike of all crews in the port of Vigo.

Ferro rejected the demand of the unions and said that the sale of the ferries was agreed for good.

“The ferries are sold and the money is spent. Nobody will take them back from Lisbon,” Ferro said.
`

// TestSummariesTakeAlongWhatTheyPointTo: what takes up the sentence before stands
// behind it or not at all, and a summary begins with the news.
func TestSummariesTakeAlongWhatTheyPointTo(t *testing.T) {
	b := newBench(t, files(map[string]string{"harbour.md": harbour}))
	for _, short := range []bool{false, true} {
		r := b.summary(t, answer.SummaryRequest{Articles: []string{"harbour"}, Short: short})
		checkReport(t, b, r)
		if len(r.Points) == 0 || !strings.Contains(r.Points[0].Text, "it will sell two ferries") {
			t.Fatalf("short %v: it begins with %+v, want the news", short, r.Points)
		}
		for _, c := range r.Citations {
			for _, opening := range []string{"In it,", "If that happens", "Days later"} {
				if !strings.HasPrefix(c.Quote, opening) {
					continue
				}
				if before := r.Citations[max(0, c.Marker-2)]; c.Marker == 1 || before.End > c.Start || c.Start-before.End > 2 {
					t.Errorf("short %v: %q stands without the sentence before it:\n%s", short, c.Quote, r.Text)
				}
			}
			if strings.HasPrefix(c.Quote, "Ferro rejected") && !strings.Contains(r.Text, "Ana Ferro") {
				t.Errorf("short %v: nobody says who Ferro is:\n%s", short, r.Text)
			}
		}
	}
}

// TestHeadingsAreTheReports: a full summary calls its points by what suits the
// article, a short one calls them nothing.
func TestHeadingsAreTheReports(t *testing.T) {
	b := newBench(t, files(map[string]string{"harbour.md": harbour}))
	for _, tt := range []struct {
		b     *bench
		id    string
		short bool
		want  map[string]answer.Heading
	}{
		{b, "harbour", false, map[string]answer.Heading{answer.AspectAgenda: answer.HeadingPlans, answer.AspectDispute: answer.HeadingDispute, answer.AspectLead: ""}},
		{b, "harbour", true, map[string]answer.Heading{answer.AspectAgenda: "", answer.AspectDispute: "", answer.AspectLead: ""}},
		{syria(t), vienna, false, map[string]answer.Heading{answer.AspectParticipants: answer.HeadingTookPart, answer.AspectAgenda: answer.HeadingOnTable}},
	} {
		r := tt.b.summary(t, answer.SummaryRequest{Articles: []string{tt.id}, Short: tt.short})
		for _, p := range r.Points {
			if want, ok := tt.want[p.Aspect]; ok && p.Heading != want {
				t.Errorf("%s, short %v: the heading of %q (%s) is %q, want %q", tt.id, tt.short, p.Text, p.Aspect, p.Heading, want)
			}
			if p.Heading != "" && !strings.Contains(r.Text, string(p.Heading)+": ") {
				t.Errorf("%s: the text lacks %q:\n%s", tt.id, p.Heading, r.Text)
			}
		}
	}
}

// TestRequestsAsQuestions: a request is asked for as people would.
func TestRequestsAsQuestions(t *testing.T) {
	for got, want := range map[string]string{
		answer.SummaryRequest{}.Question():                                              "Summary",
		answer.SummaryRequest{Scope: " Iran "}.Question():                               "Summary of Iran",
		answer.TimelineRequest{Place: "Astana"}.Question():                              "Timeline of Astana",
		answer.TimelineRequest{Scope: "2017", Actor: "Kerry"}.Question():                "Timeline of 2017",
		answer.QuotesRequest{}.Question():                                               "What did everybody say?",
		answer.QuotesRequest{Speaker: "Kerry", About: "Iran"}.Question():                "What did Kerry say about Iran?",
		answer.CompareRequest{A: "Iran", B: "Turkey"}.Question():                        "Compare Iran and Turkey",
		answer.CompareRequest{A: "Vienna", B: "Astana", About: "the rebels"}.Question(): "Compare Vienna and Astana about the rebels",
		answer.CheckRequest{Text: "The rebels left."}.Question():                        "The rebels left.",
	} {
		if got != want {
			t.Errorf("Question() = %q, want %q", got, want)
		}
	}
}
