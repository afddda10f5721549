package static

import (
	"slices"

	"rapporteur/text"
)

// Related says how far two words mean about the same thing: 1 for the same
// word or inflections of one, 0.85 for synonyms and derivations, otherwise a
// figure that grows with the similarity of their vectors and reaches 0.6 where
// one may usually stand for the other.
func (m *Model) Related(a, b string) float64 {
	fa, fb := text.Fold(a), text.Fold(b)
	if fa == fb {
		return 1
	}
	as, bs := m.bases(fa), m.bases(fb)
	best := 0.0
	for _, i := range as {
		for _, j := range bs {
			best = max(best, m.relatedForms(i, j))
		}
	}
	return best
}

func (m *Model) relatedForms(i, j int) float64 {
	if i == j {
		return 1
	}
	for _, kind := range []int{synonym, derived} {
		if slices.Contains(m.t.related(i, kind), j) || slices.Contains(m.t.related(j, kind), i) {
			return 0.85
		}
	}
	return min(0.8, max(0, 1.2*m.cosine(i, j)))
}
