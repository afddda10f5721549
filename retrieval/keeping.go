package retrieval

import (
	"context"
	"crypto/sha256"
	"sync"
)

// VectorStore keeps vectors by the hash of what they were made from.
type VectorStore interface {
	// Get returns the vectors, in order; nil where it has none.
	Get(hashes [][32]byte) [][]float32
	// Put adds vectors, one for each of the hashes.
	Put(hashes [][32]byte, vectors [][]float32) error
}

// Keeping returns an Embedder whose vectors of passages are kept in a store, and
// made only where it has none; they are there as soon as the embedder has made
// them, whatever becomes of the index. Questions are not kept. fault is told of
// the first vectors that could not be kept, which changes nothing else.
func Keeping(e Embedder, s VectorStore, fault func(error)) Embedder {
	return &keeping{Embedder: e, store: s, fault: fault}
}

type keeping struct {
	Embedder
	store VectorStore
	once  sync.Once
	fault func(error)
}

// embedEntries returns the vectors of passages.
func (k *keeping) embedEntries(ctx context.Context, texts []string) ([][]float32, error) {
	hashes := make([][32]byte, len(texts))
	for i, s := range texts {
		hashes[i] = sha256.Sum256([]byte(s))
	}
	vectors := k.store.Get(hashes)
	var missing []int
	var ask []string
	for i, v := range vectors {
		if v == nil {
			missing = append(missing, i)
			ask = append(ask, texts[i])
		}
	}
	if len(ask) == 0 {
		return vectors, ctx.Err()
	}
	made, err := embedAll(ctx, k.Embedder, ask)
	if err != nil {
		return nil, err
	}
	fresh := make([][32]byte, len(missing))
	for n, i := range missing {
		vectors[i], fresh[n] = made[n], hashes[i]
	}
	if err := k.store.Put(fresh, made); err != nil {
		k.once.Do(func() { k.fault(err) })
	}
	return vectors, nil
}
