package retrieval

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"hash"
	"io"
	"math"
	"slices"
)

// Digest identifies what the index holds: the words of each passage in order
// and, where the vector leg can list them, the vectors. Indexes of the same
// articles have the same digest, however they came about: built at once, grown
// article by article, or brought back by Restore.
func (x *Index) Digest() string {
	h := sha256.New()
	x.lexical.digest(h)
	if k, ok := x.vectors.(keeper); ok {
		vectors := slices.DeleteFunc(k.Vectors(), func(v Vector) bool { return x.Passage(v.Key) == nil })
		slices.SortFunc(vectors, func(a, b Vector) int { return cmp.Compare(a.Key, b.Key) })
		for _, v := range vectors {
			digestString(h, v.Key)
			digestNumber(h, uint32(len(v.Numbers)))
			for _, n := range v.Numbers {
				digestNumber(h, math.Float32bits(n))
			}
		}
	}
	return hex.EncodeToString(h.Sum(nil)[:16])
}

// digest writes the passages in order of key.
func (l *Lexical) digest(h hash.Hash) {
	l.mu.RLock()
	defer l.mu.RUnlock()
	words := make([]string, len(l.postings))
	for word, t := range l.terms {
		words[t] = word
	}
	var live []*lexicalDoc
	for i := range l.docs {
		if l.docs[i].key != "" {
			live = append(live, &l.docs[i])
		}
	}
	slices.SortFunc(live, func(a, b *lexicalDoc) int { return cmp.Compare(a.key, b.key) })
	for _, d := range live {
		digestString(h, d.key)
		for _, t := range d.seq {
			if t == endOfHeader {
				digestString(h, "")
				continue
			}
			digestString(h, words[t])
		}
	}
}

// digestString writes s so that no two runs of strings are written alike.
func digestString(h hash.Hash, s string) {
	digestNumber(h, uint32(len(s)))
	_, _ = io.WriteString(h, s) // a hash takes all
}

func digestNumber(h hash.Hash, n uint32) {
	var b [4]byte
	binary.LittleEndian.PutUint32(b[:], n)
	_, _ = h.Write(b[:])
}
