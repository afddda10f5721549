package retrieval

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"golang.org/x/sync/errgroup"

	"rapporteur/corpus"
	"rapporteur/packed"
)

// Vector is a passage's place in a vector leg, as it is kept and brought back.
type Vector struct {
	Key     string
	Hash    string // of what the vector was made from, the leg's own
	Empty   bool   // the text has no word that the embedder knows
	Numbers []float32
}

// keeper is a vector leg that does not outlive the process by itself.
type keeper interface {
	// Vectors returns what the leg holds, in no order.
	Vectors() []Vector
	// Restore puts vectors back that an empty leg over the same embedder held.
	Restore(ctx context.Context, vectors []Vector) error
}

// AppendTo appends what Restore needs to make the index again without reading a
// word: what the lexical leg holds and, where the vector leg does not keep them
// itself, the vectors.
func (x *Index) AppendTo(b []byte) []byte {
	var w packed.Writer
	x.lexical.pack(&w)
	w.String(x.cfg.Embedder.Name())
	var vectors []Vector
	_, elsewhere := x.cfg.Embedder.(*keeping)
	if k, ok := x.vectors.(keeper); ok && !elsewhere {
		vectors = k.Vectors()
		vectors = slices.DeleteFunc(vectors, func(v Vector) bool { return x.Passage(v.Key) == nil })
		slices.SortFunc(vectors, func(a, b Vector) int { return cmp.Compare(a.Key, b.Key) })
	}
	writeVectors(&w, vectors)
	return append(b, w.Bytes()...)
}

// writeVectors writes the numbers of all vectors in one run.
func writeVectors(w *packed.Writer, vectors []Vector) {
	var numbers []float32
	packed.WriteList(w, vectors, func(v *Vector) {
		w.String(v.Key)
		w.String(v.Hash)
		w.Bool(v.Empty)
		w.Int(len(v.Numbers))
		numbers = append(numbers, v.Numbers...)
	})
	w.Floats(numbers)
}

func readVectors(r *packed.Reader) []Vector {
	var lengths []int
	vectors := packed.ReadList(r, func(v *Vector) {
		v.Key, v.Hash, v.Empty = r.String(), r.String(), r.Bool()
		lengths = append(lengths, r.Int())
	})
	numbers := r.Floats()
	if r.Err() != nil {
		return nil
	}
	for i, n := range lengths {
		if n < 0 || n > len(numbers) {
			r.Fail()
			return nil
		}
		vectors[i].Numbers, numbers = numbers[:n:n], numbers[n:]
	}
	return vectors
}

// Restore is Build with what AppendTo wrote, for the same articles or others:
// what is missing is indexed, and what is of no article left out. The vector
// leg must be empty, or one that keeps its vectors itself.
func Restore(ctx context.Context, data []byte, articles []*corpus.Article, cfg Config) (*Index, error) {
	kept, err := Unpack(data, cfg)
	if err != nil {
		return nil, err
	}
	return kept.Restore(ctx, articles)
}

// Kept is an index that was read back and is of no articles yet.
type Kept struct {
	x       *Index
	vectors []Vector
}

// Unpack is the part of Restore that needs no articles, so that they can be
// loaded meanwhile.
func Unpack(data []byte, cfg Config) (*Kept, error) {
	k := &Kept{x: &Index{cfg: cfg}}
	k.x.setDefaults()
	r := packed.NewReader(data)
	k.x.lexical = readLexical(r, k.x.cfg.Lexical)
	embedder := r.String()
	k.vectors = readVectors(r)
	if err := r.Err(); err != nil {
		return nil, fmt.Errorf("restore the index: %w", err)
	}
	if embedder != k.x.cfg.Embedder.Name() {
		k.vectors = nil
	}
	return k, nil
}

// Restore is the rest. It is called once.
func (k *Kept) Restore(ctx context.Context, articles []*corpus.Article) (*Index, error) {
	x, vectors := k.x, k.vectors
	if err := x.hold(articles); err != nil {
		return nil, err
	}
	g, ctx := errgroup.WithContext(ctx)
	g.Go(func() error { return x.restoreLexical(ctx) })
	g.Go(func() error { return x.restoreVectors(ctx, vectors) })
	if err := g.Wait(); err != nil {
		return nil, fmt.Errorf("restore the index: %w", err)
	}
	return x, nil
}

// restoreLexical brings what was read into step with the articles. The key of
// an article changes with its text, so its passages are all there or none is.
func (x *Index) restoreLexical(ctx context.Context) error {
	var gone []string
	for i := range x.lexical.docs {
		if key := x.lexical.docs[i].key; x.byKey[articleOf(key)] == nil {
			gone = append(gone, key)
		}
	}
	missing := slices.DeleteFunc(slices.Clone(x.articles), func(a *corpus.Article) bool {
		n, known := x.lexical.articles[a.Key()]
		return known && int(x.lexical.held[n]) == len(a.Passages)
	})
	if err := x.lexical.Remove(ctx, gone); err != nil || len(missing) == 0 {
		return err
	}
	return x.lexical.Add(ctx, entriesOf(missing))
}

func (x *Index) restoreVectors(ctx context.Context, vectors []Vector) error {
	k, ok := x.leg.(keeper)
	if !ok {
		return x.addVectors(ctx, entriesOf(x.articles))
	}
	vectors = slices.DeleteFunc(vectors, func(v Vector) bool { return x.Passage(v.Key) == nil })
	held := make(map[string]int, len(x.articles)) // vectors by article
	for _, v := range vectors {
		held[articleOf(v.Key)]++
	}
	if err := k.Restore(ctx, vectors); err != nil {
		return err
	}
	missing := slices.DeleteFunc(slices.Clone(x.articles), func(a *corpus.Article) bool { return held[a.Key()] == len(a.Passages) })
	return x.addVectors(ctx, entriesOf(missing))
}
