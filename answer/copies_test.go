package answer_test

import (
	"slices"
	"strings"
	"testing"

	"rapporteur/answer"
	"rapporteur/corpus"
	"rapporteur/text"
)

// wire is a report as an agency sends it.
const wire = `Water engineers repaired the main pumping station in the port of Marrin on Monday, ending a shortage that had lasted eleven days.

“Pressure is back to four bars in every district of the city,” said Lena Orsk, head of the Marrin water board.

The station had been damaged by flooding on 21 April, when the river Tessa rose by three metres in a night.

The government of Karvia paid 12 million euros for the repair, and opposition leader Jan Velt called the sum absurd.

Engineers from Denmark brought two pumps by ferry, and a Danish company will train the staff until the end of summer.`

// printed is the report as several publishers print it, and other news.
func printed() map[string]string {
	_, rest, _ := strings.Cut(wire, "\n\n")
	return map[string]string{
		"agency.md":  printedOn("Agency", "2022-05-02", "MARRIN (Agency) - "+wire),
		"daily.md":   printedOn("Daily", "2022-05-03", strings.ReplaceAll(wire, "“", "\"")+"\n\nThe mayor of Marrin said that swimming pools would open again in June."),
		"own.md":     printedOn("Own Lead", "2022-05-03", "Our correspondent in Marrin reports that the queues at the wells are gone.\n\n"+rest),
		"undated.md": printedOn("Undated Mirror", "", wire),
		"later.md":   printedOn("Gazette", "2022-09-09", "“Pressure is back to four bars in every district of the city,” said Lena Orsk, head of the Marrin water board.\n\nIn Lower Marrin the taps had run dry again the day before, and nobody from the board could be reached."),
		"cup.md":     printedOn("Sport", "2022-05-04", "Rovers beat United in the cup final on Saturday in front of 20,000 people."),
	}
}

// wantAlso checks that a citation is of one article and names others, each with
// the very words.
func wantAlso(tb testing.TB, b *bench, c answer.Citation, cited string, also ...string) {
	tb.Helper()
	if c.Article.ID != cited {
		tb.Errorf("%q is cited from %s, want %s", c.Quote, c.Article.ID, cited)
	}
	var named []string
	for _, a := range c.Also {
		named = append(named, a.Article.ID)
		body := b.article(a.Article.ID).Body
		if a.Start < 0 || a.End > len(body) || body[a.Start:a.End] != a.Quote {
			tb.Errorf("%q in %s is not what stands there", a.Quote, a.Article.ID)
		}
		ours := text.Words(c.Quote[corpus.DatelineLen(c.Quote):])
		if theirs := text.Words(a.Quote); !slices.Equal(ours, theirs) {
			tb.Errorf("%s is said to print %q, and prints %q", a.Article.ID, c.Quote, a.Quote)
		}
	}
	if !slices.Equal(named, also) {
		tb.Errorf("%q in %s also names %v, want %v", c.Quote, c.Article.ID, named, also)
	}
}

func TestCopiesAreCitedOnce(t *testing.T) {
	b := newBench(t, files(printed()))
	for _, tt := range []struct {
		question, cited string
		also            []string
	}{
		{"How long did the shortage of water in Marrin last?", "agency", []string{"daily", "undated"}},
		{"How much did the government of Karvia pay for the repair?", "agency", []string{"daily", "own", "undated"}},
		{"Who brought two pumps by ferry?", "agency", []string{"daily", "own", "undated"}},
		{"When will the swimming pools of Marrin open?", "daily", nil},
		{"Who called the sum absurd?", "agency", []string{"daily", "own", "undated"}},
	} {
		a := b.ask(t, tt.question)
		if a.Refused || len(a.Citations) == 0 {
			t.Errorf("Answer(%q) = %q, want it answered", tt.question, a.Text)
			continue
		}
		wantAlso(t, b, a.Citations[0], tt.cited, tt.also...)
		for i, c := range a.Citations {
			for _, d := range a.Citations[:i] {
				if slices.Equal(text.Words(c.Quote), text.Words(d.Quote)) {
					t.Errorf("Answer(%q) quotes %q twice", tt.question, c.Quote)
				}
			}
		}
	}
}

// TestNamedArticleStays: who asks what one publisher printed is told that.
func TestNamedArticleStays(t *testing.T) {
	b := newBench(t, files(printed()))
	a := b.ask(t, "According to the Own Lead, how much did the government of Karvia pay for the repair?")
	if len(a.Citations) == 0 || a.Citations[0].Article.ID != "own" {
		t.Errorf("Answer = %q, want it from the publisher that was named", a.Text)
	}
	only, err := b.Answer(t.Context(), answer.Request{Question: "How much did the government of Karvia pay for the repair?", Articles: []string{"daily"}})
	if err != nil {
		t.Fatal(err)
	}
	if len(only.Citations) == 0 {
		t.Fatalf("Answer within one article = %q, want it answered", only.Text)
	}
	wantAlso(t, b, only.Citations[0], "daily")
}

func TestLookupOfCopies(t *testing.T) {
	b := newBench(t, files(printed()))
	hits, err := b.Lookup(t.Context(), answer.LookupRequest{Query: "pumping station Marrin", Limit: 10})
	if err != nil {
		t.Fatal(err)
	}
	found := answer.Passages(hits)
	if len(found) == 0 || found[0].Article.ID != "agency" {
		t.Fatalf("Lookup = %v, want the agency's first", found)
	}
	var also []string
	for _, a := range found[0].Also {
		also = append(also, a.Article.ID)
	}
	if want := []string{"daily", "undated"}; !slices.Equal(also, want) {
		t.Errorf("the first passage is also in %v, want %v", also, want)
	}
	for i, r := range found {
		if i > 0 && r.Article.ID == "undated" {
			t.Errorf("what only repeats another passage is hit %d", i+1)
		}
	}
	by, err := b.Lookup(t.Context(), answer.LookupRequest{Query: "pumping station", Publishers: []string{"Undated Mirror"}})
	if err != nil || len(by) == 0 || by[0].Passage.Article.ID != "undated" {
		t.Errorf("Lookup of one publisher = %v, %v, want that publisher's", by, err)
	}
}

func TestReportsTellCopiesOnce(t *testing.T) {
	b := newBench(t, files(printed()))
	timeline, err := b.Timeline(t.Context(), answer.TimelineRequest{})
	if err != nil {
		t.Fatal(err)
	}
	quoted := b.quotes(t, answer.QuotesRequest{Speaker: "Lena Orsk"})
	summary, err := b.Summary(t.Context(), answer.SummaryRequest{})
	if err != nil {
		t.Fatal(err)
	}
	check, err := b.Check(t.Context(), answer.CheckRequest{Text: "Jan Velt called the sum absurd."})
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range []*answer.Report{timeline, quoted, summary, check} {
		if r.Refused || len(r.Citations) == 0 {
			t.Errorf("%s is refused: %s", r.Kind, r.Text)
		}
		named := false
		for i, c := range r.Citations {
			named = named || len(c.Also) > 0
			for _, d := range r.Citations[:i] {
				if c.Article.Published != "2022-09-09" && slices.Equal(text.Words(c.Quote), text.Words(d.Quote)) {
					t.Errorf("%s cites %q of %s and of %s", r.Kind, c.Quote, d.Article.ID, c.Article.ID)
				}
			}
		}
		if !named {
			t.Errorf("%s names no copy: %+v", r.Kind, r.Citations)
		}
	}
	if n := len(quoted.Quotes); n != 1 && n != 2 {
		t.Errorf("%d quotations of one, want it once, and as it was printed again months later", n)
	}
}

func TestCopiesAreNoSides(t *testing.T) {
	b := newBench(t, files(printed()))
	same, err := b.Compare(t.Context(), answer.CompareRequest{A: "agency", B: "undated"})
	if err != nil {
		t.Fatal(err)
	}
	if !same.Refused || same.Reason != answer.ReasonSameSides {
		t.Errorf("Compare of a report with its copy = %q, want it refused", same.Text)
	}
	other, err := b.Compare(t.Context(), answer.CompareRequest{A: "agency", B: "own"})
	if err != nil {
		t.Fatal(err)
	}
	if other.Degraded == "" && !other.Refused {
		t.Errorf("Compare says nothing of what both sides print: %q", other.Text)
	}
	for _, p := range other.Points {
		if p.Relation == answer.Same {
			t.Errorf("Compare calls copies two that agree: %q", p.Text)
		}
	}
}

// TestCopiesLeaveRoom: a report that many print takes the room of one among the
// passages that an answer is made from.
func TestCopiesLeaveRoom(t *testing.T) {
	texts := printed()
	for _, name := range strings.Fields("Echo Courier Tribune Globe Star Post Sun Observer Argus Chronicle Standard Journal") {
		texts[strings.ToLower(name)+".md"] = printedOn(name, "2022-05-03", wire+"\n\nThe "+name+" is published daily but for Sundays and has an office in Marrin.")
	}
	b := newBench(t, files(texts))
	a := b.ask(t, "Who repaired the pumping station in Marrin?")
	repeated := 0
	for _, r := range a.Retrieved[:min(3, len(a.Retrieved))] {
		if strings.Contains(r.Text, "ending a shortage that had lasted eleven days") {
			repeated++
		}
	}
	if repeated != 1 {
		t.Errorf("%d of the first three passages tell of one report, want 1", repeated)
	}
	for _, c := range a.Citations {
		if len(c.Also) > 12 {
			t.Errorf("%d other articles are named with one citation", len(c.Also))
		}
	}
}
