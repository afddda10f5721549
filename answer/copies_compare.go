package answer

import (
	"fmt"
	"slices"

	"rapporteur/corpus"
)

// onceOnBothSides takes out of the sides what they only repeat: within a side the
// sentences that another of it is cited for, and of sides without an article in
// common those that both print, for a copy is no second side that says the same.
// Sides that have an article in common are given the same sentence of it. It
// reports that nothing is left of a side.
func (c *comparison) onceOnBothSides() bool {
	first := c.e.copies.first(slices.Concat(c.a.sentences, c.b.sentences))
	if len(first) == 0 {
		return false
	}
	together := slices.ContainsFunc(c.a.articles, func(a *corpus.Article) bool { return slices.Contains(c.b.articles, a) })
	lead := func(s *sentence) *sentence {
		if first[s] != nil {
			return first[s]
		}
		return s
	}
	sides := [2]map[*sentence]bool{{}, {}}
	for i, side := range []*comparand{c.a, c.b} {
		for _, s := range side.sentences {
			sides[i][lead(s)] = true
		}
	}
	for i, side := range []*comparand{c.a, c.b} {
		here := map[*sentence]bool{}
		for _, s := range side.sentences {
			here[s] = true
		}
		var kept []*sentence
		told := map[*sentence]bool{}
		for _, s := range side.sentences {
			switch of := lead(s); {
			case told[of]:
			case !together && sides[0][of] && sides[1][of]:
				if i == 0 {
					c.shared++
				}
			case together || here[of]:
				kept = append(kept, of)
			default:
				kept = append(kept, s)
			}
			told[lead(s)] = true
		}
		side.sentences = kept
	}
	return len(c.a.sentences) == 0 || len(c.b.sentences) == 0
}

func sharedNote(n int) string {
	if n == 1 {
		return "One sentence that both sides print in the same words, a copy of one text, is left out."
	}
	return fmt.Sprintf("%d sentences that both sides print in the same words, copies of one text, are left out.", n)
}
