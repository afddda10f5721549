// Package retrievaltest holds the contract of retrieval.Leg as a test that
// every index passes, those in memory, on disk and on a server alike.
package retrievaltest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rapporteur/retrieval"
)

// TestLeg checks that what open returns keeps the contract of retrieval.Leg.
// Each call of open must return an empty leg; open registers its own cleanup.
func TestLeg(t *testing.T, open func(t *testing.T) retrieval.Leg) {
	for _, test := range []struct {
		name string
		run  func(*testing.T, retrieval.Leg)
	}{
		{"an empty leg finds nothing", emptyFindsNothing},
		{"what is added is found, the better match first", findsBestFirst},
		{"the header counts as text of the passage", findsByHeader},
		{"a passage may be nothing but its header", findsByHeaderAlone},
		{"adding a key again replaces its passage", addReplaces},
		{"the last of two entries with one key wins", lastOfTwoWins},
		{"what is removed is not found", removeForgets},
		{"limits are kept and may exceed the size", keepsLimit},
		{"equal passages come in order of key", breaksTiesByKey},
		{"a query without a usable word finds nothing", noWordFindsNothing},
		{"passages without a usable word do no harm", noWordIsHarmless},
		{"other scripts and broken text do no harm", survivesUnicode},
		{"a search during changes sees all or nothing of one", changesAreAtomic},
		{"a cancelled context stops the work", obeysContext},
	} {
		t.Run(test.name, func(t *testing.T) { test.run(t, open(t)) })
	}
}

var (
	water = retrieval.Entry{Key: "a#0", Text: "The water supply of the capital was cut off by the fighting."}
	vote  = retrieval.Entry{Key: "b#0", Text: "Parliament will vote on the budget and the election law."}
	truce = retrieval.Entry{Key: "c#0", Text: "Diplomats signed a ceasefire after two days of negotiations."}
)

func emptyFindsNothing(t *testing.T, leg retrieval.Leg) {
	wantKeys(t, leg, "water", 10)
	if n := leg.Len(); n != 0 {
		t.Errorf("Len() = %d, want 0", n)
	}
	if err := leg.Remove(t.Context(), []string{"a#0"}); err != nil {
		t.Errorf("Remove of an unknown key: %v", err)
	}
	if err := leg.Add(t.Context(), nil); err != nil {
		t.Errorf("Add of nothing: %v", err)
	}
	if err := leg.Remove(t.Context(), nil); err != nil {
		t.Errorf("Remove of nothing: %v", err)
	}
}

func findsBestFirst(t *testing.T, leg retrieval.Leg) {
	add(t, leg, water, vote, truce)
	for query, key := range map[string]string{
		"water supply capital": "a#0", "election law vote": "b#0", "ceasefire negotiations diplomats": "c#0",
	} {
		hits := search(t, leg, query, 3)
		if len(hits) == 0 || hits[0].Key != key {
			t.Errorf("Search(%q) = %v, want %s first", query, hits, key)
		}
		if !slices.IsSortedFunc(hits, func(a, b retrieval.Scored) int { return -compareFloat(a.Score, b.Score) }) {
			t.Errorf("Search(%q) = %v, want falling scores", query, hits)
		}
	}
	if n := leg.Len(); n != 3 {
		t.Errorf("Len() = %d, want 3", n)
	}
}

func compareFloat(a, b float64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

func findsByHeader(t *testing.T, leg retrieval.Leg) {
	add(t, leg, vote, retrieval.Entry{Key: "d#0", Header: "Earthquake in Japan", Text: "Thousands spent the night outside."})
	if hits := search(t, leg, "earthquake in Japan", 1); len(hits) != 1 || hits[0].Key != "d#0" {
		t.Errorf("Search by header = %v, want d#0", hits)
	}
}

func findsByHeaderAlone(t *testing.T, leg retrieval.Leg) {
	add(t, leg, retrieval.Entry{Key: "d#0", Header: "Earthquake in Japan"})
	wantKeys(t, leg, "earthquake", 10, "d#0")
}

func addReplaces(t *testing.T, leg retrieval.Leg) {
	add(t, leg, water, vote)
	add(t, leg, retrieval.Entry{Key: "a#0", Text: truce.Text})
	if n := leg.Len(); n != 2 {
		t.Errorf("Len() = %d after replacing, want 2", n)
	}
	if hits := search(t, leg, "ceasefire negotiations", 1); len(hits) != 1 || hits[0].Key != "a#0" {
		t.Errorf("Search for the new text = %v, want a#0", hits)
	}
	if hits := search(t, leg, "ceasefire negotiations", 10); count(hits, "a#0") != 1 {
		t.Errorf("Search = %v, want a#0 once", hits)
	}
}

func lastOfTwoWins(t *testing.T, leg retrieval.Leg) {
	add(t, leg, water, retrieval.Entry{Key: water.Key, Text: truce.Text}, vote)
	if n := leg.Len(); n != 2 {
		t.Errorf("Len() = %d, want 2", n)
	}
	if hits := search(t, leg, "ceasefire negotiations", 1); len(hits) != 1 || hits[0].Key != water.Key {
		t.Errorf("Search for the last text = %v, want %s", hits, water.Key)
	}
}

func removeForgets(t *testing.T, leg retrieval.Leg) {
	add(t, leg, water, vote, truce)
	if err := leg.Remove(t.Context(), []string{"a#0", "a#0", "unknown#7"}); err != nil {
		t.Fatalf("Remove: %v", err)
	}
	if hits := search(t, leg, "water supply capital", 10); count(hits, "a#0") != 0 {
		t.Errorf("Search = %v, want a#0 gone", hits)
	}
	if n := leg.Len(); n != 2 {
		t.Errorf("Len() = %d, want 2", n)
	}
	if err := leg.Remove(t.Context(), []string{"b#0", "c#0"}); err != nil {
		t.Fatalf("Remove: %v", err)
	}
	wantKeys(t, leg, "vote ceasefire", 10)
	add(t, leg, water)
	wantKeys(t, leg, "water supply capital", 10, "a#0")
}

func keepsLimit(t *testing.T, leg retrieval.Leg) {
	var entries []retrieval.Entry
	for i := range 20 {
		entries = append(entries, retrieval.Entry{Key: fmt.Sprintf("a#%d", i), Text: water.Text})
	}
	add(t, leg, entries...)
	for limit, want := range map[int]int{-1: 0, 0: 0, 1: 1, 7: 7, 20: 20, 21: 20, 1000: 20} {
		if hits := search(t, leg, "water", limit); len(hits) != want {
			t.Errorf("Search with limit %d returned %d hits, want %d", limit, len(hits), want)
		}
	}
}

func breaksTiesByKey(t *testing.T, leg retrieval.Leg) {
	var entries []retrieval.Entry
	for i := range 60 {
		entries = append(entries, retrieval.Entry{Key: fmt.Sprintf("t%02d#0", (i*37)%60), Text: truce.Text})
	}
	add(t, leg, entries...)
	var want []string
	for i := range 10 {
		want = append(want, fmt.Sprintf("t%02d#0", i))
	}
	for range 3 {
		wantKeys(t, leg, "ceasefire", 10, want...)
	}
}

func noWordFindsNothing(t *testing.T, leg retrieval.Leg) {
	add(t, leg, water, vote)
	for _, query := range []string{"", " \n", "?!…", "the of and", "🙂", "\x00\xff", "#"} {
		wantKeys(t, leg, query, 10)
	}
}

func noWordIsHarmless(t *testing.T, leg retrieval.Leg) {
	add(t, leg, retrieval.Entry{Key: "z#0", Text: "…"}, retrieval.Entry{Key: "z#1"}, water, retrieval.Entry{Key: "z#2", Text: "of the"})
	wantKeys(t, leg, "water supply", 10, "a#0")
	if n := leg.Len(); n != 4 {
		t.Errorf("Len() = %d, want 4", n)
	}
}

func survivesUnicode(t *testing.T, leg retrieval.Leg) {
	add(t, leg, water,
		retrieval.Entry{Key: "é#0", Text: "İstanbul'da görüşmeler sürüyor. محادثات أستانا. Переговоры в Астане 停火."},
		retrieval.Entry{Key: "bad#0", Text: "broken \xff\xfe bytes \u202e and marks e\u0301\u0301\u0301"})
	for _, query := range []string{"محادثات", "Переговоры", "停火", "\xff water", "wa\u200bter", "e\u0301"} {
		search(t, leg, query, 10)
	}
	if hits := search(t, leg, "WATER Supply", 1); len(hits) != 1 || hits[0].Key != "a#0" {
		t.Errorf("Search in capitals = %v, want a#0", hits)
	}
}

// changesAreAtomic adds and removes pairs of equal passages: a search must
// see both of a pair or none.
func changesAreAtomic(t *testing.T, leg retrieval.Leg) {
	add(t, leg, vote)
	stop := make(chan struct{})
	var wg sync.WaitGroup
	for range 3 {
		wg.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
				}
				hits, err := leg.Search(context.Background(), "ceasefire negotiations", 10)
				if err != nil {
					t.Errorf("Search during changes: %v", err)
					return
				}
				if x, y := count(hits, "x#0"), count(hits, "x#1"); x != y || x > 1 {
					t.Errorf("Search during changes = %v, want both of x#0 and x#1 or none", hits)
					return
				}
				leg.Len()
			}
		})
	}
	pair := []retrieval.Entry{{Key: "x#0", Text: truce.Text}, {Key: "x#1", Text: truce.Text}}
	for range 20 {
		add(t, leg, pair...)
		if err := leg.Remove(t.Context(), []string{"x#0", "x#1"}); err != nil {
			t.Errorf("Remove: %v", err)
		}
	}
	close(stop)
	wg.Wait()
}

func obeysContext(t *testing.T, leg retrieval.Leg) {
	add(t, leg, water)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := leg.Search(ctx, "water", 10); !errors.Is(err, context.Canceled) {
		t.Errorf("Search with a cancelled context: %v, want %v", err, context.Canceled)
	}
	if err := leg.Add(ctx, []retrieval.Entry{vote}); !errors.Is(err, context.Canceled) {
		t.Errorf("Add with a cancelled context: %v, want %v", err, context.Canceled)
	}
	if err := leg.Remove(ctx, []string{"a#0"}); !errors.Is(err, context.Canceled) {
		t.Errorf("Remove with a cancelled context: %v, want %v", err, context.Canceled)
	}
	wantKeys(t, leg, "water supply", 10, "a#0")
}

func add(t *testing.T, leg retrieval.Leg, entries ...retrieval.Entry) {
	t.Helper()
	if err := leg.Add(t.Context(), entries); err != nil {
		t.Fatalf("Add: %v", err)
	}
}

func search(t *testing.T, leg retrieval.Leg, query string, limit int) []retrieval.Scored {
	t.Helper()
	hits, err := leg.Search(t.Context(), query, limit)
	if err != nil {
		t.Fatalf("Search(%q, %d): %v", query, limit, err)
	}
	return hits
}

func wantKeys(t *testing.T, leg retrieval.Leg, query string, limit int, want ...string) {
	t.Helper()
	var got []string
	for _, h := range search(t, leg, query, limit) {
		got = append(got, h.Key)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("keys of Search(%q, %d) (-want +got):\n%s", query, limit, diff)
	}
}

func count(hits []retrieval.Scored, key string) int {
	n := 0
	for _, h := range hits {
		if h.Key == key {
			n++
		}
	}
	return n
}
