package static

import (
	"math"
	"slices"

	"rapporteur/text"
)

// Related says how far two words mean about the same thing: 1 for the same
// word or inflections of one, 0.85 for synonyms and derivations, otherwise a
// figure from the similarity of their vectors, at most 0.8, that reaches 0.6
// where one may usually stand for the other. Opposites, siblings such as Monday
// and Tuesday, and names that WordNet does not have stay below 0.6 however
// alike they are used. 0 when one of the words is unknown.
func (m *Model) Related(a, b string) float64 {
	fa, fb := text.Fold(a), text.Fold(b)
	if fa == fb {
		return 1
	}
	as, bs := m.bases(fa), m.bases(fb)
	best, apart := 0.0, false
	for _, i := range as {
		for _, j := range bs {
			r := m.relatedForms(i, j)
			if r >= 0.85 {
				return r
			}
			best = max(best, r)
			apart = apart || m.areApart(i, j)
		}
	}
	if apart || !m.anyRelated(as) || !m.anyRelated(bs) {
		return min(best, 0.5)
	}
	return best
}

// anyRelated reports whether WordNet has one of the words.
func (m *Model) anyRelated(words []int) bool {
	return slices.ContainsFunc(words, func(i int) bool { return u32(m.t.starts, i) < u32(m.t.starts, i+1) })
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
	return min(0.8, max(0, 0.6*m.cosine(i, j)/m.likeness(i, j)))
}

// likeness is the cosine from which two words count as meaning about the same.
// Frequent words are near to many others of their topic (minister, president),
// so more is asked of them: .5 for words beyond the 5,000 commonest, rising to
// .7 for the 300 commonest.
func (m *Model) likeness(i, j int) float64 {
	rank := math.Sqrt(float64(u32(m.t.ranks, i)) * float64(u32(m.t.ranks, j)))
	common := (math.Log(5000) - math.Log(rank)) / (math.Log(5000) - math.Log(300))
	return 0.5 + 0.2*min(1, max(0, common))
}

// areApart reports whether WordNet has two words as opposites, or as different
// kinds of one thing.
func (m *Model) areApart(i, j int) bool {
	if slices.Contains(m.t.related(i, opposite), j) || slices.Contains(m.t.related(j, opposite), i) {
		return true
	}
	parents := m.t.related(j, parent)
	return slices.ContainsFunc(m.t.related(i, parent), func(p int) bool { return slices.Contains(parents, p) })
}
