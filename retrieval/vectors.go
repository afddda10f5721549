package retrieval

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"runtime"
	"slices"
	"sync"
)

// Vectors is an exact vector index in memory: a Leg over any Embedder that
// compares the query with every passage. It holds nothing on disk; where
// vectors cost money, an Embedder made by Keeping has them kept.
type Vectors struct {
	embedder Embedder

	mu   sync.RWMutex // guards all below
	dims int
	keys []string
	flat []float32 // dims numbers a key
	at   map[string]int
}

// NewVectors returns an empty index over e.
func NewVectors(e Embedder) *Vectors { return &Vectors{embedder: e, at: map[string]int{}} }

// embedBatch is how many texts are given to the embedder at once: enough for
// any server's own batches, and few enough to notice a cancelled context.
const embedBatch = 512

// Len returns the number of passages held.
func (v *Vectors) Len() int {
	v.mu.RLock()
	defer v.mu.RUnlock()
	return len(v.keys)
}

// Add indexes entries, replacing those whose keys it holds. When the embedder
// fails nothing is added.
func (v *Vectors) Add(ctx context.Context, entries []Entry) error {
	vectors := make([][]float32, 0, len(entries))
	for batch := range slices.Chunk(entries, embedBatch) {
		got, err := EmbedEntries(ctx, v.embedder, batch)
		if err != nil {
			return err
		}
		vectors = append(vectors, got...)
	}
	keys := make([]string, len(entries))
	for i, e := range entries {
		keys[i] = e.Key
	}
	return v.Put(keys, vectors)
}

// embedAll calls the embedder and checks that every text has its vector.
func embedAll(ctx context.Context, e Embedder, texts []string) ([][]float32, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	vectors, err := e.Embed(ctx, texts)
	if err != nil {
		return nil, fmt.Errorf("embed %d passages with %s: %w", len(texts), e.Name(), err)
	}
	if len(vectors) != len(texts) {
		return nil, fmt.Errorf("embed with %s: %d vectors for %d texts", e.Name(), len(vectors), len(texts))
	}
	for _, vec := range vectors {
		if len(vec) != len(vectors[0]) || len(vec) == 0 {
			return nil, fmt.Errorf("embed with %s: vectors of %d and %d numbers", e.Name(), len(vectors[0]), len(vec))
		}
	}
	return vectors, nil
}

func (v *Vectors) put(key string, vec []float32) {
	i, ok := v.at[key]
	if !ok {
		i = len(v.keys)
		v.at[key] = i
		v.keys = append(v.keys, key)
		v.flat = append(v.flat, vec...)
		return
	}
	copy(v.flat[i*v.dims:], vec)
}

// Remove forgets the passages with these keys; unknown keys are ignored.
func (v *Vectors) Remove(ctx context.Context, keys []string) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	for _, key := range keys {
		i, ok := v.at[key]
		if !ok {
			continue
		}
		last := len(v.keys) - 1
		copy(v.flat[i*v.dims:(i+1)*v.dims], v.flat[last*v.dims:])
		v.keys[i] = v.keys[last]
		v.at[v.keys[i]] = i
		delete(v.at, key)
		v.keys, v.flat = v.keys[:last], v.flat[:last*v.dims]
	}
	return nil
}

// Prune removes the passages whose keys keep does not accept.
func (v *Vectors) Prune(ctx context.Context, keep func(key string) bool) error {
	v.mu.RLock()
	gone := slices.DeleteFunc(slices.Clone(v.keys), keep)
	v.mu.RUnlock()
	return v.Remove(ctx, gone)
}

// Search returns at most limit passages by cosine, best first, ties in order
// of key. Passages whose vectors are zero, and those that point away from the
// query, are left out.
func (v *Vectors) Search(ctx context.Context, query string, limit int) ([]Scored, error) {
	return v.SearchWhere(ctx, query, nil, limit, nil)
}

// SearchWhere is Search among the passages whose keys keep accepts; nil
// accepts all. The extra words are not used: a mean of vectors has no way to
// count them less than the query.
func (v *Vectors) SearchWhere(ctx context.Context, query string, _ []string, limit int, keep func(key string) bool) ([]Scored, error) {
	if limit <= 0 || v.Len() == 0 {
		return nil, ctx.Err()
	}
	vectors, err := embedAll(ctx, v.embedder, []string{query})
	if err != nil {
		return nil, err
	}
	return v.Nearest(vectors[0], limit, keep)
}

// Put takes in vectors of unit length, replacing those whose keys it holds: one
// for each of the keys.
func (v *Vectors) Put(keys []string, vectors [][]float32) error {
	v.mu.Lock()
	defer v.mu.Unlock()
	for _, vec := range vectors {
		if v.dims != 0 && len(vec) != v.dims {
			return fmt.Errorf("vector of %d numbers in an index of %d", len(vec), v.dims)
		}
		v.dims = len(vec)
	}
	v.keys = slices.Grow(v.keys, len(keys))
	v.flat = slices.Grow(v.flat, len(keys)*v.dims)
	for i, key := range keys {
		v.put(key, vectors[i])
	}
	return nil
}

// takeIn puts the vectors that came with passages.
func (v *Vectors) takeIn(analysed []analysedEntry) {
	keys, vectors := make([]string, len(analysed)), make([][]float32, len(analysed))
	for i := range analysed {
		keys[i], vectors[i] = analysed[i].key, analysed[i].vector
	}
	_ = v.Put(keys, vectors) // all are of the length of the model
}

// Vectors returns what the index holds, in no order.
func (v *Vectors) Vectors() []Vector {
	v.mu.RLock()
	defer v.mu.RUnlock()
	flat := slices.Clone(v.flat)
	out := make([]Vector, len(v.keys))
	for i, key := range v.keys {
		out[i] = Vector{Key: key, Numbers: flat[i*v.dims : (i+1)*v.dims : (i+1)*v.dims]}
	}
	return out
}

// Restore puts vectors back that another index over the same embedder held.
func (v *Vectors) Restore(ctx context.Context, vectors []Vector) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	keys, numbers := make([]string, len(vectors)), make([][]float32, len(vectors))
	for i := range vectors {
		keys[i], numbers[i] = vectors[i].Key, vectors[i].Numbers
	}
	return v.Put(keys, numbers)
}

// Nearest returns at most limit passages by their cosine with q, which is of
// unit length, among those whose keys keep accepts; nil accepts all. keep may be
// called by several goroutines at once. The order is that of Search.
func (v *Vectors) Nearest(q []float32, limit int, keep func(key string) bool) ([]Scored, error) {
	v.mu.RLock()
	defer v.mu.RUnlock()
	if limit <= 0 || len(v.keys) == 0 {
		return nil, nil
	}
	if len(q) != v.dims {
		return nil, fmt.Errorf("query vector of %d numbers for an index of %d", len(q), v.dims)
	}
	share := max(scanShare, (len(v.keys)+runtime.GOMAXPROCS(0)-1)/runtime.GOMAXPROCS(0))
	if share >= len(v.keys) {
		top := newTopScored(limit)
		v.scan(q, 0, len(v.keys), keep, top)
		return top.sorted(), nil
	}
	var tops []*topScored
	var wg sync.WaitGroup
	for from := 0; from < len(v.keys); from += share {
		top := newTopScored(limit)
		tops = append(tops, top)
		wg.Go(func() { v.scan(q, from, min(from+share, len(v.keys)), keep, top) })
	}
	wg.Wait()
	var all []Scored
	for _, top := range tops {
		all = append(all, top.heap...)
	}
	slices.SortFunc(all, compareScored)
	return all[:min(limit, len(all))], nil
}

// scanShare is how many vectors are worth a goroutine.
const scanShare = 10_000

// scan compares q with some of the vectors.
func (v *Vectors) scan(q []float32, from, to int, keep func(key string) bool, top *topScored) {
	for i := from; i < to; i++ {
		score := dot(q, v.flat[i*v.dims:(i+1)*v.dims])
		if key := v.keys[i]; score > 0 && top.wants(score, key) && (keep == nil || keep(key)) {
			top.add(Scored{key, score})
		}
	}
}

// Each calls f with the key and the vector of every passage, in no order, until
// it returns false. f must neither keep the vector nor call the index.
func (v *Vectors) Each(f func(key string, vector []float32) bool) {
	v.mu.RLock()
	defer v.mu.RUnlock()
	for i, key := range v.keys {
		if !f(key, v.flat[i*v.dims:(i+1)*v.dims]) {
			return
		}
	}
}

// dot is unrolled four times: the compiler does not do it, and memory
// bandwidth is reached only so.
func dot(a, b []float32) float64 {
	b = b[:len(a)]
	var s0, s1, s2, s3 float32
	i := 0
	for ; i+4 <= len(a); i += 4 {
		s0 += a[i] * b[i]
		s1 += a[i+1] * b[i+1]
		s2 += a[i+2] * b[i+2]
		s3 += a[i+3] * b[i+3]
	}
	for ; i < len(a); i++ {
		s0 += a[i] * b[i]
	}
	if s := float64(s0 + s1 + s2 + s3); !math.IsNaN(s) {
		return s
	}
	return 0
}

// topScored keeps the best n of a stream in a heap whose root is the worst.
type topScored struct {
	n    int
	heap []Scored
}

func newTopScored(n int) *topScored { return &topScored{n: n} }

// compareScored orders by score, best first, then by key.
func compareScored(a, b Scored) int {
	return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.Key, b.Key))
}

func (t *topScored) wants(score float64, key string) bool {
	return len(t.heap) < t.n || compareScored(Scored{key, score}, t.heap[0]) < 0
}

// add takes s, which wants must have accepted.
func (t *topScored) add(s Scored) {
	h := t.heap
	if len(h) < t.n {
		h = append(h, s)
		for i := len(h) - 1; i > 0; {
			parent := (i - 1) / 2
			if compareScored(h[i], h[parent]) <= 0 {
				break
			}
			h[i], h[parent] = h[parent], h[i]
			i = parent
		}
		t.heap = h
		return
	}
	h[0] = s
	for i := 0; ; {
		worst := i
		for child := 2*i + 1; child <= 2*i+2 && child < len(h); child++ {
			if compareScored(h[child], h[worst]) > 0 {
				worst = child
			}
		}
		if worst == i {
			return
		}
		h[i], h[worst] = h[worst], h[i]
		i = worst
	}
}

func (t *topScored) sorted() []Scored {
	slices.SortFunc(t.heap, compareScored)
	return t.heap
}
