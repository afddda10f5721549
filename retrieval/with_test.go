package retrieval_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rapporteur/corpus"
	"rapporteur/packed"
	"rapporteur/retrieval"
	"rapporteur/retrieval/chromem"
	"rapporteur/retrieval/static"
)

// inMemory returns a configuration with a vector leg of its own.
func inMemory(t testing.TB) retrieval.Config {
	t.Helper()
	leg, err := chromem.New(chromem.Config{Embedder: static.New()})
	if err != nil {
		t.Fatal(err)
	}
	return retrieval.Config{Vectors: leg}
}

var towns = []string{"Vienna", "Tehran", "Geneva", "Astana", "Oslo", "Lagos", "Quito", "Hanoi", "Perth", "Turin"}

var matters = []string{"ceasefire", "budget", "harvest", "flood", "election", "strike", "vaccine", "pipeline", "trial", "festival"}

// report returns an article of two or three passages; the same number and
// edition give the same.
func report(t testing.TB, n, edition int) *corpus.Article {
	t.Helper()
	r := rand.New(rand.NewPCG(uint64(n), uint64(edition)))
	pick := func(of []string) string { return of[r.IntN(len(of))] }
	var texts []string
	for range 2 + r.IntN(2) {
		texts = append(texts, fmt.Sprintf("Envoys in %s spoke of the %s and the %s while %s waited for number %d.", pick(towns), pick(matters), pick(matters), pick(towns), r.IntN(50)))
	}
	a := article(t, fmt.Sprintf("report-%02d", n), "Wire", fmt.Sprintf("2016-%02d-11", 1+n%12), texts...)
	a.Title = pick(towns) + " and the " + pick(matters)
	a.Revision = fmt.Sprint(edition)
	return a
}

var probes = []string{"ceasefire in Vienna", "Who spoke of the harvest in Lagos?", "election strike", "flood", "number 7", "envoys", "vaccine trial Perth Oslo"}

// wantSame compares what two indexes find for the probes, scores and all.
func wantSame(t *testing.T, what string, got, want *retrieval.Index) {
	t.Helper()
	if got.Len() != want.Len() {
		t.Errorf("%s: Len() = %d, want %d", what, got.Len(), want.Len())
	}
	type hit struct {
		Key                    string
		Score, Lexical, Vector float64
	}
	find := func(x *retrieval.Index, q string) (out []hit) {
		r, err := x.SearchDetailed(t.Context(), retrieval.Query{Text: q, Limit: 40})
		if err != nil || r.Degraded != "" {
			t.Fatalf("%s: SearchDetailed(%q): %v, degraded %q", what, q, err, r.Degraded)
		}
		for _, h := range r.Hits {
			out = append(out, hit{h.Passage.Key(), h.Score, h.Lexical, h.Vector})
		}
		return out
	}
	for _, q := range probes {
		if diff := cmp.Diff(find(want, q), find(got, q)); diff != "" {
			t.Errorf("%s: %q finds (-afresh +got):\n%s", what, q, diff)
		}
	}
}

// TestWith: an index that was changed many times finds what one built afresh
// finds, and the ones before find what they found.
func TestWith(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	held := map[int]*corpus.Article{}
	list := func() (out []*corpus.Article) {
		for n := range 60 {
			if a := held[n]; a != nil {
				out = append(out, a)
			}
		}
		return out
	}
	x := build(t, inMemory(t))
	for round := range 25 {
		for range 1 + r.IntN(6) {
			n := r.IntN(60)
			switch r.IntN(3) {
			case 0:
				delete(held, n)
			default:
				held[n] = report(t, n, r.IntN(3))
			}
		}
		y, err := x.With(t.Context(), list())
		if err != nil {
			t.Fatal(err)
		}
		wantSame(t, fmt.Sprint("round ", round), y, build(t, inMemory(t), list()...))
		x = y
	}
}

// TestWithLeavesTheIndexBefore: whoever still asks the old index meanwhile gets
// the old articles, from many goroutines.
func TestWithLeavesTheIndexBefore(t *testing.T) {
	before := build(t, inMemory(t), report(t, 1, 0), report(t, 2, 0))
	probe := func() []string {
		hits, err := before.Search(t.Context(), retrieval.Query{Text: "envoys number", Limit: 20})
		if err != nil {
			t.Error(err)
		}
		return keys(hits)
	}
	want := probe()
	var asking sync.WaitGroup
	for range 4 {
		asking.Go(func() {
			for range 50 {
				if diff := cmp.Diff(want, probe()); diff != "" {
					t.Errorf("the index before finds (-before +meanwhile):\n%s", diff)
					return
				}
			}
		})
	}
	// Two indexes of one before, neither of which may disturb the other.
	for edition := range 20 {
		if _, err := before.With(t.Context(), []*corpus.Article{report(t, 1, edition), report(t, 3, edition)}); err != nil {
			t.Error(err)
		}
	}
	asking.Wait()
}

func TestWithTwiceTheSameID(t *testing.T) {
	x := build(t, inMemory(t), report(t, 1, 0))
	if _, err := x.With(t.Context(), []*corpus.Article{report(t, 1, 0), report(t, 1, 1)}); err == nil {
		t.Error("With of two articles with one id: no error")
	}
}

// TestWithAfterAFailure: vectors that could not be made are made with the next
// index.
func TestWithAfterAFailure(t *testing.T) {
	e := &flaky{fails: true}
	x := build(t, retrieval.Config{Embedder: e}, report(t, 1, 0))
	if r, err := x.SearchDetailed(t.Context(), retrieval.Query{Text: "envoys"}); err != nil || r.Degraded == "" || len(r.Hits) == 0 {
		t.Fatalf("without vectors: %+v, %v; want hits and a degraded search", r, err)
	}
	e.fails = false
	y, err := x.With(t.Context(), []*corpus.Article{report(t, 1, 0), report(t, 2, 0)})
	if err != nil {
		t.Fatal(err)
	}
	r, err := y.SearchDetailed(t.Context(), retrieval.Query{Text: "envoys"})
	if err != nil || r.Degraded != "" || len(r.Hits) == 0 || r.Hits[len(r.Hits)-1].Vector == 0 {
		t.Errorf("with vectors again: %+v, %v; want all hits with a share of the vectors", r, err)
	}
}

// TestRestore: an index that was written and read back is the same, also where
// the articles changed in between.
func TestRestore(t *testing.T) {
	var before, after []*corpus.Article
	for n := range 40 {
		before = append(before, report(t, n, 0))
		switch n % 4 {
		case 0: // gone
		case 1:
			after = append(after, report(t, n, 1)) // changed
		default:
			after = append(after, report(t, n, 0))
		}
	}
	after = append(after, report(t, 50, 0))
	data := build(t, inMemory(t), before...).AppendTo(nil)
	for name, articles := range map[string][]*corpus.Article{"the same articles": before, "other articles": after, "none": nil} {
		x, err := retrieval.Restore(t.Context(), data, articles, inMemory(t))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		wantSame(t, name, x, build(t, inMemory(t), articles...))
		y, err := x.With(t.Context(), before)
		if err != nil {
			t.Fatal(err)
		}
		wantSame(t, name+", changed back", y, build(t, inMemory(t), before...))
	}
}

func TestRestoreRefuses(t *testing.T) {
	data := build(t, inMemory(t), report(t, 1, 0), report(t, 2, 0)).AppendTo(nil)
	for n := range data {
		if _, err := retrieval.Restore(t.Context(), data[:n], nil, inMemory(t)); !errors.Is(err, packed.ErrDamaged) {
			t.Fatalf("Restore of the first %d of %d bytes: %v, want %v", n, len(data), err, packed.ErrDamaged)
		}
	}
}

// FuzzRestore: damaged bytes are an error or give an index that answers.
func FuzzRestore(f *testing.F) {
	whole := build(f, inMemory(f), report(f, 1, 0), report(f, 2, 0)).AppendTo(nil)
	f.Add(whole, 0, byte(0))
	f.Add(whole, len(whole)/3, byte(9))
	f.Fuzz(func(t *testing.T, data []byte, at int, with byte) {
		data = append([]byte(nil), data...)
		if at >= 0 && at < len(data) {
			data[at] ^= with
		}
		x, err := retrieval.Restore(t.Context(), data, []*corpus.Article{report(t, 1, 0)}, inMemory(t))
		if err != nil {
			return
		}
		if _, err := x.Search(t.Context(), retrieval.Query{Text: "envoys in Vienna"}); err != nil {
			t.Error(err)
		}
	})
}

// flaky embeds with the words in the program, when it does not fail.
type flaky struct{ fails bool }

func (f *flaky) Name() string { return "flaky" }

func (f *flaky) Embed(ctx context.Context, texts []string) ([][]float32, error) {
	if f.fails {
		return nil, errors.New("the server is away")
	}
	return static.New().Embed(ctx, texts)
}
