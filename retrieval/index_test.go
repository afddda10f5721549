package retrieval_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"rapporteur/corpus"
	"rapporteur/retrieval"
)

// article makes an article with one passage for each of the texts.
func article(t testing.TB, id, publisher, published string, texts ...string) *corpus.Article {
	t.Helper()
	a := &corpus.Article{ID: id, Publisher: publisher, Body: strings.Join(texts, "\n")}
	if published != "" {
		a.Published = date(t, published)
	}
	at := 0
	for i, s := range texts {
		a.Passages = append(a.Passages, corpus.Passage{Article: a, Ordinal: i, First: i, Last: i + 1, Span: corpus.Span{Start: at, End: at + len(s)}})
		at += len(s) + 1
	}
	return a
}

func build(t testing.TB, cfg retrieval.Config, articles ...*corpus.Article) *retrieval.Index {
	t.Helper()
	x, err := retrieval.Build(t.Context(), articles, cfg)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

func keys(hits []retrieval.Hit) []string {
	var out []string
	for _, h := range hits {
		out = append(out, h.Passage.Key())
	}
	return out
}

func wantHits(t *testing.T, x *retrieval.Index, q retrieval.Query, want ...string) {
	t.Helper()
	hits, err := x.Search(t.Context(), q)
	if err != nil {
		t.Fatalf("Search(%+v): %v", q, err)
	}
	if diff := cmp.Diff(want, keys(hits)); diff != "" {
		t.Errorf("Search(%+v) (-want +got):\n%s", q, diff)
	}
}

func talks(t testing.TB) []*corpus.Article {
	return []*corpus.Article{
		article(t, "old", "Gulf News", "2015-10-23",
			"Ministers met in Vienna.", "Rebels dismissed the ceasefire statement.", "The envoy left on Monday."),
		article(t, "new", "Middle East Eye", "2017-12-21",
			"The ceasefire was discussed again by the delegations of seven governments, and the rebels listened.",
			"A statement that extends the ceasefire is expected of both delegations and perhaps of some rebels."),
		article(t, "undated", "", "", "Rice prices rose."),
	}
}

func TestSearch(t *testing.T) {
	x := build(t, retrieval.Config{VectorWeight: -1}, talks(t)...)
	ceasefire := func(change func(*retrieval.Query)) retrieval.Query {
		q := retrieval.Query{Text: "rebels ceasefire statement"}
		change(&q)
		return q
	}
	for _, test := range []struct {
		name string
		q    retrieval.Query
		want []string
	}{
		{"the best passages come first", ceasefire(func(*retrieval.Query) {}), []string{"old#1", "new#1", "new#0"}},
		{"a limit is kept", ceasefire(func(q *retrieval.Query) { q.Limit = 1 }), []string{"old#1"}},
		{"a filter by article hides the others", ceasefire(func(q *retrieval.Query) { q.Filter.Articles = []string{"old"} }), []string{"old#1"}},
		{"a filter by publisher hides the others", ceasefire(func(q *retrieval.Query) { q.Filter.Publishers = []string{"Middle East Eye"} }), []string{"new#1", "new#0"}},
		{"a filter by period hides the others", ceasefire(func(q *retrieval.Query) { q.Filter.Period.To = date(t, "2016") }), []string{"old#1"}},
		{"a filter that fits nothing finds nothing", ceasefire(func(q *retrieval.Query) { q.Filter.Articles = []string{"none"} }), nil},
		{"further words find more", retrieval.Query{Text: "envoy", Extra: []string{"rice"}}, []string{"old#2", "undated#0"}},
		{"unknown words find nothing", retrieval.Query{Text: "lasagne"}, nil},
		{"no words find nothing", retrieval.Query{Text: " … "}, nil},
	} {
		t.Run(test.name, func(t *testing.T) { wantHits(t, x, test.q, test.want...) })
	}
}

func TestWhatTheQuestionSaysOfArticlesRaisesThem(t *testing.T) {
	const same = "The rebels signed the ceasefire statement."
	x := build(t, retrieval.Config{},
		article(t, "a", "Gulf News", "2015-10-23", same), article(t, "b", "Middle East Eye", "2017-12-21", same))
	for _, test := range []struct {
		name string
		meta retrieval.Meta
		want []string
	}{
		{"nothing said: in order of key", retrieval.Meta{}, []string{"a#0", "b#0"}},
		{"publisher", retrieval.Meta{Publishers: []string{"Middle East Eye"}}, []string{"b#0", "a#0"}},
		{"article", retrieval.Meta{Articles: []string{"b"}}, []string{"b#0", "a#0"}},
		{"period", retrieval.Meta{Periods: []corpus.Period{{From: date(t, "2017"), To: date(t, "2017")}}}, []string{"b#0", "a#0"}},
		{"latest", retrieval.Meta{Latest: true}, []string{"b#0", "a#0"}},
		{"recent", retrieval.Meta{Recent: true}, []string{"b#0", "a#0"}},
		{"unknown names", retrieval.Meta{Publishers: []string{"?"}, Articles: []string{"?"}, Periods: []corpus.Period{{}}}, []string{"a#0", "b#0"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			wantHits(t, x, retrieval.Query{Text: "rebels ceasefire", Meta: test.meta}, test.want...)
		})
	}
}

func TestSearchBySharedMeaning(t *testing.T) {
	x := build(t, retrieval.Config{}, talks(t)...)
	hits, err := x.Search(t.Context(), retrieval.Query{Text: "insurgents truce", Limit: 1})
	if err != nil || len(hits) != 1 || hits[0].Lexical != 0 || hits[0].Vector == 0 || hits[0].Passage.Article.ID == "undated" {
		t.Errorf("Search by synonyms = %v, %v; want a passage on the rebels' ceasefire by its vector", keys(hits), err)
	}
}

// failing is an embedder whose server is down after so many calls.
type failing struct {
	left int
	err  error
}

func (f *failing) Name() string { return "failing" }

func (f *failing) Embed(_ context.Context, texts []string) ([][]float32, error) {
	if f.left--; f.left < 0 {
		return nil, f.err
	}
	out := make([][]float32, len(texts))
	for i := range out {
		out[i] = []float32{1, 0}
	}
	return out, nil
}

func TestAFailingVectorLegLeavesTheLexicalOne(t *testing.T) {
	for calls, stage := range []string{"not built", "not searched"} {
		x := build(t, retrieval.Config{Embedder: &failing{calls, errors.New("connection refused")}}, talks(t)...)
		r, err := x.SearchDetailed(t.Context(), retrieval.Query{Text: "rebels ceasefire", Limit: 2})
		if err != nil || len(r.Hits) != 2 {
			t.Fatalf("Search = %v, %v; want two hits", keys(r.Hits), err)
		}
		if !strings.Contains(r.Degraded, stage) || !strings.Contains(r.Degraded, "connection refused") {
			t.Errorf("Degraded = %q, want that vectors were %s and why", r.Degraded, stage)
		}
	}
	r, err := build(t, retrieval.Config{}, talks(t)...).SearchDetailed(t.Context(), retrieval.Query{Text: "rebels"})
	if err != nil || r.Degraded != "" {
		t.Errorf("a whole index is degraded: %q, %v", r.Degraded, err)
	}
}

func TestLegsOfLikeStrengthAreFusedByRank(t *testing.T) {
	x := build(t, retrieval.Config{Embedder: &failing{100, nil}}, talks(t)...)
	hits, err := x.Search(t.Context(), retrieval.Query{Text: "envoy"})
	if err != nil || len(hits) != 6 || hits[0].Passage.Key() != "old#2" {
		t.Errorf("Search = %v, %v; want all passages, the one with the word first", keys(hits), err)
	}
}

func TestBuildRefusesTwoArticlesWithOneID(t *testing.T) {
	a := article(t, "a", "", "", "Text.")
	if _, err := retrieval.Build(t.Context(), []*corpus.Article{a, a}, retrieval.Config{}); err == nil {
		t.Error("Build succeeded, want an error")
	}
}

func TestBuildStopsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := retrieval.Build(ctx, talks(t), retrieval.Config{}); !errors.Is(err, context.Canceled) {
		t.Errorf("Build = %v, want %v", err, context.Canceled)
	}
	x := build(t, retrieval.Config{}, talks(t)...)
	if _, err := x.Search(ctx, retrieval.Query{Text: "rebels"}); !errors.Is(err, context.Canceled) {
		t.Errorf("Search = %v, want %v", err, context.Canceled)
	}
}

func TestAnEmptyIndexFindsNothing(t *testing.T) {
	x := build(t, retrieval.Config{}, article(t, "blank", "", ""))
	wantHits(t, x, retrieval.Query{Text: "rebels", Meta: retrieval.Meta{Latest: true, Articles: []string{"blank"}}})
}

func TestIndexFindsArticlesAndPassagesByKey(t *testing.T) {
	x := build(t, retrieval.Config{}, talks(t)...)
	if x.Article("new") == nil || x.Article("none") != nil {
		t.Error("Article finds the wrong ones")
	}
	for key, want := range map[string]bool{"old#0": true, "old#2": true, "old#3": false, "old#": false, "old": false, "old#-1": false, "none#0": false, "old#999999999999999999999": false} {
		if got := x.Passage(key); (got != nil) != want || got != nil && got.Key() != key {
			t.Errorf("Passage(%q) = %v, want one: %v", key, got, want)
		}
	}
}

func TestASmallCorpusIsIndexedAtOnce(t *testing.T) {
	start := time.Now()
	build(t, retrieval.Config{}, talks(t)...)
	if d := time.Since(start); d > time.Second {
		t.Errorf("Build took %v", d)
	}
}

func TestAnIndexWithRemovalsRanksLikeOneWithout(t *testing.T) {
	entries := func(from, to int) []retrieval.Entry {
		var out []retrieval.Entry
		for i := from; i < to; i++ {
			out = append(out, retrieval.Entry{Key: fmt.Sprintf("a%d#%d", i/3, i%3), Text: fmt.Sprintf("word%d word%d ceasefire talks %d", i%7, i%11, i)})
		}
		return out
	}
	removed, fresh := retrieval.NewLexical(retrieval.LexicalConfig{}), retrieval.NewLexical(retrieval.LexicalConfig{})
	for _, err := range []error{removed.Add(t.Context(), entries(0, 300)), fresh.Add(t.Context(), entries(150, 300))} {
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, e := range entries(0, 150) {
		if err := removed.Remove(t.Context(), []string{e.Key}); err != nil {
			t.Fatal(err)
		}
	}
	want, _ := fresh.Search(t.Context(), "word3 word5 ceasefire 200", 20)
	got, _ := removed.Search(t.Context(), "word3 word5 ceasefire 200", 20)
	if diff := cmp.Diff(want, got); diff != "" || len(want) != 20 {
		t.Errorf("after removals (-want +got):\n%s", diff)
	}
}
