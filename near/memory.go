package near

import (
	"sync"

	"rapporteur/corpus"
)

// Memory compares articles two by two, without a Set of all of them, and keeps
// the fingerprints of those it was asked about. The zero value is ready; it is
// safe for concurrent use.
type Memory struct {
	marks sync.Map // *corpus.Article → []uint64, as Fingerprints returns them
}

// Near reports that two articles are much the same text. Of two alone it cannot
// be told what is standing text: that counts like any other.
func (m *Memory) Near(a, b *corpus.Article) bool {
	x, y := m.of(a), m.of(b)
	shared := 0
	for i, k := 0, 0; i < len(x) && k < len(y); {
		switch {
		case x[i] < y[k]:
			i++
		case x[i] > y[k]:
			k++
		default:
			shared, i, k = shared+1, i+1, k+1
		}
	}
	return shared >= fewest && float64(shared) >= Least*float64(min(len(x), len(y)))
}

func (m *Memory) of(a *corpus.Article) []uint64 {
	if known, ok := m.marks.Load(a); ok {
		return known.([]uint64)
	}
	marks := Fingerprints(a)
	m.marks.Store(a, marks)
	return marks
}
