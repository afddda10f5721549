package answer_test

import (
	"bufio"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"rapporteur/answer"
	"rapporteur/text"
)

// fact is something that a summary of an article has to hold, with the words of
// the article any of which tell it.
type fact struct {
	Article string   `json:"article"`
	Fact    string   `json:"fact"`
	Quotes  []string `json:"quotes"`
}

func summaryFacts(tb testing.TB) []fact {
	tb.Helper()
	f, err := os.Open("testdata/summary_facts.jsonl")
	if err != nil {
		tb.Fatal(err)
	}
	defer f.Close()
	var out []fact
	for lines := bufio.NewScanner(f); lines.Scan(); {
		var next fact
		if err := json.Unmarshal(lines.Bytes(), &next); err != nil {
			tb.Fatal(err)
		}
		out = append(out, next)
	}
	return out
}

func (b *bench) summary(tb testing.TB, r answer.SummaryRequest) *answer.Report {
	tb.Helper()
	report, err := b.Summary(tb.Context(), r)
	if err != nil {
		tb.Fatalf("Summary(%q): %v", r.Scope, err)
	}
	return report
}

// holdsOne reports that a citation of r holds one of the quotes.
func holdsOne(r *answer.Report, quotes []string) bool {
	for _, c := range r.Citations {
		for _, q := range quotes {
			if strings.Contains(c.Quote, q) {
				return true
			}
		}
	}
	return false
}

// TestSummariesHoldTheKeyFacts: of the facts that a reader would put into a
// summary, most are in the full one, and no two points of it say the same.
func TestSummariesHoldTheKeyFacts(t *testing.T) {
	const floor = 0.85
	b := syria(t)
	held, facts := 0, summaryFacts(t)
	for _, f := range facts {
		r := b.summary(t, answer.SummaryRequest{Scope: f.Article})
		if holdsOne(r, f.Quotes) {
			held++
			continue
		}
		t.Logf("%s: %s", f.Article, f.Fact)
	}
	share := float64(held) / float64(len(facts))
	t.Logf("key facts held: %d of %d", held, len(facts))
	if share < floor {
		t.Errorf("summaries hold %.2f of the key facts, want at least %.2f", share, floor)
	}
}

func TestSummariesDoNotRepeatThemselves(t *testing.T) {
	const ceiling = 0.6 // of the words of the shorter of two points
	b := syria(t)
	for _, scope := range []string{vienna, tehran, geneva, first, eighth, ""} {
		r := b.summary(t, answer.SummaryRequest{Scope: scope})
		for i, a := range r.Citations {
			for _, c := range r.Citations[:i] {
				if got := wordsShared(a.Quote, c.Quote); got > ceiling {
					t.Errorf("Summary(%q): [%d] and [%d] have %.2f of their words in common, want at most %.2f\n%s\n%s",
						scope, a.Marker, c.Marker, got, ceiling, a.Quote, c.Quote)
				}
			}
		}
	}
}

// wordsShared is the share of the content words of the shorter text that the
// other has too.
func wordsShared(a, b string) float64 {
	x, y := contentStems(a), contentStems(b)
	if len(x) > len(y) {
		x, y = y, x
	}
	n := 0
	for s := range x {
		if y[s] {
			n++
		}
	}
	return float64(n) / float64(max(1, len(x)))
}

func contentStems(s string) map[string]bool {
	out := map[string]bool{}
	for _, t := range text.Content(s) {
		out[t.Stem] = true
	}
	return out
}
