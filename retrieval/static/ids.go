package static

import (
	"hash/maphash"
	"sort"
	"strings"
	"sync/atomic"
)

// ID returns a handle for the base form of a folded word, 0 when the model
// does not know it. Handles make repeated comparisons cheap: see RelatedIDs.
func (m *Model) ID(word string) int32 {
	slot := &handles[maphash.String(handleSeed, word)%uint64(len(handles))]
	if known := slot.Load(); known != nil && known.word == word {
		return known.id
	}
	var id int32
	if bases := m.bases(word); len(bases) > 0 {
		id = int32(bases[len(bases)-1]) + 1
	}
	slot.Store(&handleOf{strings.Clone(word), id})
	return id
}

// handleOf is a word with its handle.
type handleOf struct {
	word string
	id   int32
}

// handles keeps the handles of the words met last, each in the one place that
// its hash gives it; some 2 MB at most. All models share the embedded data.
var (
	handles    [1 << 14]atomic.Pointer[handleOf]
	handleSeed = maphash.MakeSeed()
)

// RelatedIDs is Related for handles, tempered for words of many meanings: a
// synonym counts the more the nearer the vectors are, for most of a word's
// meanings are not the one meant. It is 1 for one word, .82 for derivations,
// .6 to .95 for synonyms, up to .72 for other words, and 0 when a handle is.
func (m *Model) RelatedIDs(a, b int32) float64 {
	if a == 0 || b == 0 {
		return 0
	}
	i, j := int(a)-1, int(b)-1
	if i == j {
		return 1
	}
	cosine := max(0, m.cosine(i, j))
	switch {
	case m.t.holds(i, derived, j) || m.t.holds(j, derived, i):
		return 0.82
	case m.t.holds(i, synonym, j) || m.t.holds(j, synonym, i):
		return 0.6 + 0.35*cosine
	}
	return min(0.72, 1.2*cosine)
}

// holds reports that word j stands in the given relation to word i.
func (t *tables) holds(i, kind, j int) bool {
	list := t.lists[2*u32(t.starts, i) : 2*u32(t.starts, i+1)]
	for len(list) > 0 {
		n := int(list[0])
		if int(list[1]) == kind {
			for k := 2; k < 2+2*n; k += 2 {
				if int(list[k])|int(list[k+1])<<8 == j {
					return true
				}
			}
			return false
		}
		list = list[2+2*n:]
	}
	return false
}

// Common returns the n most frequent words that the model knows, in order of
// rank.
func (m *Model) Common(n int) []string {
	out := make([]int, 0, n)
	for i := range m.t.n {
		if int(u32(m.t.ranks, i)) <= n {
			out = append(out, i)
		}
	}
	sort.Slice(out, func(a, b int) bool { return u32(m.t.ranks, out[a]) < u32(m.t.ranks, out[b]) })
	words := make([]string, len(out))
	for k, i := range out {
		words[k] = m.t.word(i)
	}
	return words
}

// OpposedIDs reports that WordNet has the words of two handles as opposites:
// accept and reject. False when a handle is 0.
func (m *Model) OpposedIDs(a, b int32) bool {
	if a == 0 || b == 0 {
		return false
	}
	i, j := int(a)-1, int(b)-1
	return m.t.holds(i, opposite, j) || m.t.holds(j, opposite, i)
}

// DefinedID reports that WordNet has the word of a handle among its common
// words, with others like it: a name it has not. False when the handle is 0.
func (m *Model) DefinedID(a int32) bool {
	return a != 0 && m.anyRelated([]int{int(a) - 1})
}
