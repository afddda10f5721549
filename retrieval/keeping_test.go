package retrieval_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"testing"

	"rapporteur/corpus"
	"rapporteur/retrieval"
	"rapporteur/retrieval/static"
	"rapporteur/retrieval/vectorfile"
)

// paid embeds as many texts as it is paid for.
type paid struct {
	*static.Model
	left, made int
}

func (p *paid) Embed(ctx context.Context, texts []string) ([][]float32, error) {
	if p.left -= len(texts); p.left < 0 {
		return nil, errors.New("no money left")
	}
	p.made += len(texts)
	return p.Model.Embed(ctx, texts)
}

// TestVectorsArePaidForOnce: those that were made before an interruption are not
// made again, and those of questions are not kept.
func TestVectorsArePaidForOnce(t *testing.T) {
	const articles = 1500
	var of []*corpus.Article
	for n := range articles {
		a, err := corpus.Decode(fmt.Sprintf("a%d.md", n), fmt.Appendf(nil, "The envoy of country %d spoke of a ceasefire.", n), corpus.Options{})
		if err != nil {
			t.Fatal(err)
		}
		of = append(of, a)
	}
	path := filepath.Join(t.TempDir(), "v.bin")
	build := func(p *paid) *retrieval.Index {
		t.Helper()
		kept, err := vectorfile.Open(path, p.Name())
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { kept.Close() })
		done, total := 0, 0
		cfg := retrieval.Config{
			Embedder: retrieval.Keeping(p, kept, func(err error) { t.Errorf("vectors are not kept: %v", err) }),
			Progress: func(s retrieval.Step, d, all int) {
				if s == retrieval.Embedding {
					if d <= done && total != 0 {
						t.Errorf("progress from %d to %d", done, d)
					}
					done, total = d, all
				}
			},
		}
		x, err := retrieval.Build(t.Context(), of, cfg)
		if err != nil {
			t.Fatal(err)
		}
		if p.left > 0 && (done != articles || total != articles) {
			t.Errorf("progress ended with %d of %d, want all of %d", done, total, articles)
		}
		return x
	}
	first := &paid{Model: static.New(), left: articles - 200}
	build(first)
	if first.made == 0 {
		t.Fatal("nothing was made before the money was gone")
	}
	second := &paid{Model: static.New(), left: 2 * articles}
	x := build(second)
	if first.made+second.made != articles {
		t.Errorf("%d and %d vectors were made, want %d together", first.made, second.made, articles)
	}
	if r, err := x.SearchDetailed(t.Context(), retrieval.Query{Text: "truce"}); err != nil || r.Degraded != "" || len(r.Hits) == 0 {
		t.Errorf("a search by meaning: %v, %v", r, err)
	}
	asked := second.made
	if asked != articles-first.made+1 {
		t.Errorf("%d vectors made with one for the question, want %d", asked, articles-first.made+1)
	}
	third := &paid{Model: static.New(), left: 10}
	x = build(third)
	if _, err := x.Search(t.Context(), retrieval.Query{Text: "truce"}); err != nil || third.made != 1 {
		t.Errorf("with all kept %d vectors are made for a question, %v; want 1", third.made, err)
	}
	// What the index keeps does not hold them a second time, and does without.
	data := x.AppendTo(nil)
	kept, err := vectorfile.Open(path, third.Name())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { kept.Close() })
	fourth := &paid{Model: static.New()}
	y, err := retrieval.Restore(t.Context(), data, of, retrieval.Config{Embedder: retrieval.Keeping(fourth, kept, nil)})
	if err != nil || y.Len() != articles || fourth.made > 0 {
		t.Errorf("Restore: %d passages, %d vectors made, %v", y.Len(), fourth.made, err)
	}
}
