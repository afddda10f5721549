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
	if k, ok := x.vectors.(keeper); ok {
		vectors = k.Vectors()
		vectors = slices.DeleteFunc(vectors, func(v Vector) bool { return x.Passage(v.Key) == nil })
		slices.SortFunc(vectors, func(a, b Vector) int { return cmp.Compare(a.Key, b.Key) })
	}
	packed.WriteList(&w, vectors, func(v *Vector) {
		w.String(v.Key)
		w.String(v.Hash)
		w.Bool(v.Empty)
		w.Floats(v.Numbers)
	})
	return append(b, w.Bytes()...)
}

// Restore is Build with what AppendTo wrote, for the same articles or others:
// what is missing is indexed, and what is of no article left out. The vector
// leg must be empty, or one that keeps its vectors itself.
func Restore(ctx context.Context, data []byte, articles []*corpus.Article, cfg Config) (*Index, error) {
	x := &Index{cfg: cfg}
	x.setDefaults()
	if err := x.hold(articles); err != nil {
		return nil, err
	}
	r := packed.NewReader(data)
	x.lexical = readLexical(r, x.cfg.Lexical)
	embedder := r.String()
	vectors := packed.ReadList(r, func(v *Vector) {
		v.Key, v.Hash, v.Empty, v.Numbers = r.String(), r.String(), r.Bool(), r.Floats()
	})
	if err := r.Err(); err != nil {
		return nil, fmt.Errorf("restore the index: %w", err)
	}
	if embedder != x.cfg.Embedder.Name() {
		vectors = nil
	}
	g, ctx := errgroup.WithContext(ctx)
	g.Go(func() error { return x.restoreLexical(ctx) })
	g.Go(func() error { return x.restoreVectors(ctx, vectors) })
	if err := g.Wait(); err != nil {
		return nil, fmt.Errorf("restore the index: %w", err)
	}
	return x, nil
}

func (x *Index) restoreLexical(ctx context.Context) error {
	var gone []string
	for key := range x.lexical.byKey {
		if x.Passage(key) == nil {
			gone = append(gone, key)
		}
	}
	missing := slices.DeleteFunc(entriesOf(x.articles), func(e Entry) bool {
		_, held := x.lexical.byKey[e.Key]
		return held
	})
	if err := x.lexical.Remove(ctx, gone); err != nil {
		return err
	}
	return x.lexical.Add(ctx, missing)
}

func (x *Index) restoreVectors(ctx context.Context, vectors []Vector) error {
	k, ok := x.leg.(keeper)
	if !ok {
		return x.addVectors(ctx, entriesOf(x.articles))
	}
	held := make(map[string]bool, len(vectors))
	vectors = slices.DeleteFunc(vectors, func(v Vector) bool {
		wanted := x.Passage(v.Key) != nil && !held[v.Key]
		held[v.Key] = true
		return !wanted
	})
	if err := k.Restore(ctx, vectors); err != nil {
		return err
	}
	return x.addVectors(ctx, slices.DeleteFunc(entriesOf(x.articles), func(e Entry) bool { return held[e.Key] }))
}

// pack writes the words of the passages in order; the rest follows from them.
func (l *Lexical) pack(w *packed.Writer) {
	l.mu.RLock()
	defer l.mu.RUnlock()
	words := make([]string, len(l.postings))
	for word, t := range l.terms {
		words[t] = word
	}
	packed.WriteList(w, words, func(s *string) { w.String(*s) })
	live := make([]*lexicalDoc, 0, l.live)
	for i := range l.docs {
		if l.docs[i].key != "" {
			live = append(live, &l.docs[i])
		}
	}
	packed.WriteList(w, live, func(d **lexicalDoc) {
		w.String((*d).key)
		packed.WriteList(w, (*d).seq, func(t *uint32) { w.Uint32(*t + 1) }) // endOfHeader is 0
	})
}

// readLexical reads what pack wrote.
func readLexical(r *packed.Reader, cfg LexicalConfig) *Lexical {
	l := NewLexical(cfg)
	for i, word := range packed.ReadList(r, func(s *string) { *s = r.String() }) {
		l.terms[word] = uint32(i)
	}
	l.postings = make([][]posting, len(l.terms))
	l.df = make([]int32, len(l.terms))
	docs := packed.ReadList(r, func(d *lexicalDoc) {
		d.key = r.String()
		d.seq = packed.ReadList(r, func(t *uint32) { *t = r.Uint32() - 1 })
		if !l.sound(d) {
			r.Fail()
		}
	})
	if r.Err() != nil {
		return NewLexical(cfg)
	}
	l.reserve(docs)
	for _, d := range docs {
		if _, twice := l.byKey[d.key]; twice {
			r.Fail()
			continue
		}
		l.link(d)
	}
	return l
}

// sound reports that a document that was read is one: it has a key, one end of
// its header, and terms that there are.
func (l *Lexical) sound(d *lexicalDoc) bool {
	ends := 0
	for _, t := range d.seq {
		if t == endOfHeader {
			ends++
		} else if int(t) >= len(l.postings) {
			return false
		}
	}
	return d.key != "" && ends == 1
}

// reserve makes room for the postings of documents, each list of its length.
func (s *lexicalState) reserve(docs []lexicalDoc) {
	count := make([]int32, len(s.postings))
	last := make([]int, len(s.postings))
	total := 0
	for i, d := range docs {
		for _, t := range d.seq {
			if t != endOfHeader && last[t] != i+1 {
				last[t] = i + 1
				count[t]++
				total++
			}
		}
	}
	room := make([]posting, total)
	for t, n := range count {
		s.postings[t], room = room[:0:n], room[n:]
	}
	s.docs = make([]lexicalDoc, 0, len(docs))
	s.lead = make([]bool, 0, len(docs))
	s.length = make([]float32, 0, len(docs))
	s.article = make([]uint32, 0, len(docs))
}
