package answer_test

import (
	"slices"
	"strings"
	"testing"

	"rapporteur/answer"
	"rapporteur/corpus"
	"rapporteur/retrieval"
)

// found returns the ids of the articles of hits, each once, in order of id.
func found(hits []retrieval.Hit) []string {
	var out []string
	for _, h := range hits {
		out = append(out, h.Passage.Article.ID)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func date(tb testing.TB, s string) corpus.Date {
	tb.Helper()
	d, err := corpus.ParseDate(s)
	if err != nil {
		tb.Fatal(err)
	}
	return d
}

func TestLookupFilters(t *testing.T) {
	b := syria(t)
	for _, tt := range []struct {
		name string
		ask  answer.LookupRequest
		want []string
	}{
		{"none", answer.LookupRequest{Query: "Syria peace talks", Limit: 100}, []string{vienna, geneva, tehran, first, eighth}},
		{"from a day on", answer.LookupRequest{Query: "talks", From: date(t, "2017-01-25"), Limit: 100}, []string{first, eighth}},
		{"up to a day", answer.LookupRequest{Query: "talks", To: date(t, "2015-12-31"), Limit: 100}, []string{vienna}},
		{"a month, with an article of the month and one of a day in it", answer.LookupRequest{Query: "talks", From: date(t, "2016-08"), To: date(t, "2016-08"), Limit: 100}, []string{geneva, tehran}},
		{"a year", answer.LookupRequest{Query: "talks", From: date(t, "2017"), To: date(t, "2017"), Limit: 100}, []string{first, eighth}},
		{"a time of which there is no article", answer.LookupRequest{Query: "talks", From: date(t, "2018"), Limit: 100}, nil},
		{"an article", answer.LookupRequest{Query: "talks", Articles: []string{tehran}, Limit: 100}, []string{tehran}},
		{"an unknown article", answer.LookupRequest{Query: "talks", Articles: []string{"none"}, Limit: 100}, nil},
		{"a publisher", answer.LookupRequest{Query: "talks", Publishers: []string{"Gulf News"}, Limit: 100}, []string{first}},
		{"two publishers", answer.LookupRequest{Query: "talks", Publishers: []string{"Gulf News", "Mehr News Agency"}, Limit: 100}, []string{tehran, first}},
		{"an unknown publisher", answer.LookupRequest{Query: "talks", Publishers: []string{"The Daily Planet"}, Limit: 100}, nil},
		{"a publisher at another time", answer.LookupRequest{Query: "talks", Publishers: []string{"Gulf News"}, To: date(t, "2016"), Limit: 100}, nil},
		{"an actor", answer.LookupRequest{Query: "talks", Actor: "Sedat Önal", Limit: 100}, []string{eighth}},
		{"an actor by another spelling", answer.LookupRequest{Query: "talks", Actor: "Lavrentyev", Limit: 100}, []string{first, eighth}},
		{"an actor whom no article names", answer.LookupRequest{Query: "talks", Actor: "Angela Merkel", Limit: 100}, nil},
		{"an actor whom the glossary does not know", answer.LookupRequest{Query: "talks", Actor: "Zaphod Beeblebrox", Limit: 100}, nil},
		{"an actor alone", answer.LookupRequest{Actor: "Osama Abu Zaid", Limit: 100}, []string{first}},
		{"nothing", answer.LookupRequest{Limit: 100}, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			hits, err := b.Lookup(t.Context(), tt.ask)
			if err != nil {
				t.Fatal(err)
			}
			if got := found(hits); !slices.Equal(got, tt.want) {
				t.Errorf("Lookup(%+v) finds passages of %q, want %q", tt.ask, got, tt.want)
			}
		})
	}
}

func TestLookupFindsWords(t *testing.T) {
	b := syria(t)
	for _, tt := range []struct{ name, query, want string }{
		{"a place", "Wadi Barada", "Wadi Barada"},
		{"words of a sentence", "horsemeat specialities Irish pub", "horsemeat"},
		{"another spelling", "Aloush bloodletting", "complained Alloush"},
		{"another language", "выборы, Вади Барада, вода Дамаск", "water for Damascus"},
		{"a misspelt name", "Sinirlioglo", "Feridun Sinirlioglu"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			hits, err := b.Lookup(t.Context(), answer.LookupRequest{Query: tt.query})
			if err != nil {
				t.Fatal(err)
			}
			if len(hits) == 0 || !strings.Contains(hits[0].Passage.Text(), tt.want) {
				t.Errorf("Lookup(%q): the best of %d passages does not hold %q", tt.query, len(hits), tt.want)
			}
		})
	}
}

func TestLookupLimit(t *testing.T) {
	b := syria(t)
	for _, tt := range []struct {
		name        string
		limit, want int
		actor       string
	}{
		{"ten by default", 0, 10, ""},
		{"ten for less than none", -3, 10, ""},
		{"one", 1, 1, ""},
		{"seven", 7, 7, ""},
		{"two of an actor", 2, 2, "Lavrov"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			hits, err := b.Lookup(t.Context(), answer.LookupRequest{Query: "Russia and the Syria talks", Limit: tt.limit, Actor: tt.actor})
			if err != nil {
				t.Fatal(err)
			}
			if len(hits) != tt.want {
				t.Errorf("Lookup with the limit %d finds %d passages, want %d", tt.limit, len(hits), tt.want)
			}
			for i := 1; i < len(hits); i++ {
				if hits[i-1].Score < hits[i].Score {
					t.Errorf("passage %d scores %g, the one after it %g", i, hits[i-1].Score, hits[i].Score)
				}
			}
		})
	}
}

func TestPassages(t *testing.T) {
	b := syria(t)
	hits, err := b.Lookup(t.Context(), answer.LookupRequest{Query: "Wadi Barada", Limit: 3})
	if err != nil {
		t.Fatal(err)
	}
	got := answer.Passages(hits)
	if len(got) != len(hits) {
		t.Fatalf("Passages of %d hits are %d", len(hits), len(got))
	}
	for i, p := range got {
		from := b.article(p.Article.ID)
		if p.Rank != i+1 || p.Text != from.Body[p.Start:p.End] || p.Article != answer.Reference(from) {
			t.Errorf("passage %d = %+v, want rank %d and a stretch of %s", i, p, i+1, from.ID)
		}
	}
	if got := answer.Passages(nil); got == nil || len(got) != 0 {
		t.Errorf("Passages(nil) = %#v, want a list without entries, for JSON", got)
	}
}
