package chronology_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"rapporteur/chronology"
	"rapporteur/corpus"
	"rapporteur/glossary"
	"rapporteur/seeds"
)

// goldEvent is an event as a reader of an article found it, or, with Not, a date
// that a reader does not give to these words.
type goldEvent struct {
	Article  string `json:"article"`
	Date     string `json:"date"`
	DateEnd  string `json:"date_end"`
	Planned  bool   `json:"planned"`
	Evidence string `json:"evidence"`
	Not      bool   `json:"not"`
}

// tells reports that e is g but perhaps for its date.
func (g goldEvent) tells(a *corpus.Article, e chronology.Event) bool {
	at := strings.Index(a.Body, g.Evidence)
	return at >= 0 && e.Span.Contains(corpus.Span{Start: at, End: at + len(g.Evidence)})
}

func (g goldEvent) at(e chronology.Event) bool {
	end := ""
	if e.When.To != e.When.From {
		end = e.When.To.String()
	}
	return e.When.From.String() == g.Date && end == g.DateEnd && e.Planned == g.Planned
}

// TestGold holds the events of the five articles against those that a reader
// wrote down: at least nine of ten are found with their date, and at most one of
// twenty events is one that no reader gave, or is dated otherwise.
func TestGold(t *testing.T) {
	c, err := corpus.Load(seeds.Articles, corpus.Options{})
	if err != nil {
		t.Fatal(err)
	}
	names := parsed(t)
	events := map[string][]chronology.Event{}
	extra := 0
	total := 0
	gold := readGold(t)
	for _, a := range c.Articles {
		events[a.ID] = chronology.Of(a, names)
		for _, e := range events[a.ID] {
			total++
			if !knownTo(gold, a, e) {
				extra++
				t.Logf("not in the gold: %s %s %s", a.ID, e.When.From, e.Text)
			}
		}
	}
	found, wanted := 0, 0
	for _, g := range gold {
		hit := false
		for _, e := range events[g.Article] {
			a := c.Article(g.Article)
			hit = hit || g.at(e) && (g.tells(a, e) || g.Not && strings.Contains(e.Text, g.Evidence))
		}
		switch {
		case g.Not && hit:
			t.Errorf("%s: %q is dated %s", g.Article, g.Evidence, g.Date)
		case !g.Not:
			wanted++
			if hit {
				found++
			} else {
				t.Logf("not found: %s %s %q", g.Article, g.Date, g.Evidence)
			}
		}
	}
	if 10*found < 9*wanted {
		t.Errorf("%d of %d events found, want nine of ten", found, wanted)
	}
	if 20*extra > total {
		t.Errorf("%d of %d events are in no reader's list, want at most one of twenty", extra, total)
	}
}

func knownTo(gold []goldEvent, a *corpus.Article, e chronology.Event) bool {
	for _, g := range gold {
		if g.Article == a.ID && !g.Not && g.at(e) && g.tells(a, e) {
			return true
		}
	}
	return false
}

func readGold(t *testing.T) []goldEvent {
	t.Helper()
	data, err := os.ReadFile("testdata/gold.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	var out []goldEvent
	for s := bufio.NewScanner(bytes.NewReader(data)); s.Scan(); {
		var g goldEvent
		if err := json.Unmarshal(s.Bytes(), &g); err != nil {
			t.Fatalf("%s: %v", s.Text(), err)
		}
		out = append(out, g)
	}
	return out
}

func parsed(tb testing.TB) *glossary.Glossary {
	tb.Helper()
	g, err := glossary.Parse(seeds.Glossary())
	if err != nil {
		tb.Fatal(err)
	}
	return g
}
