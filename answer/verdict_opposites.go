package answer

import (
	"strings"
)

// opposites puts a word of c as its opposite, where that stands in g beside the
// same word.
func (e *Engine) opposites(c *claim, g *sentence, reason string) []variant {
	var out []variant
	if i, k, ok := e.opposedPredicates(c, g); ok {
		out = append(out, e.putOpposite(c, c.terms[i].first, g, k))
	}
	for i, t := range c.tokens {
		w := term{stem: t.Stem, word: t.Fold}
		if g.stems[t.Stem] != nil || t.Stop && opposites[t.Stem] == nil {
			continue
		}
		for k, o := range g.tokens {
			if (!o.Stop || t.Stop) && e.areOpposites(&w, o) && c.stems[o.Stem] == nil && !compounds(g, k) &&
				(besideSame(c.sentence, i, g, k) || (!irregularOrEd(t.Fold) || undergone(c.sentence, i) || e.sameDoer(c, i, g, k)) && reason == dropNegation+": "+t.Fold+" "+o.Fold) {
				out = append(out, e.putOpposite(c, i, g, k))
			}
		}
	}
	return out
}

// sameDoer reports that token i is the verb of c, and that the same does it as does
// what token k of g says.
func (e *Engine) sameDoer(c *claim, i int, g *sentence, k int) bool {
	mine, theirs := e.doer(c), e.clearDoerAt(g, k)
	return mine != nil && theirs != nil && c.terms[c.verb].first == i && e.actsAt(g, k) && (e.isSame(mine, theirs) || e.isSame(theirs, mine))
}

func (e *Engine) putOpposite(c *claim, i int, g *sentence, k int) variant {
	return variant{put(c, i, i+1, raw(g, k, k+1)), clashOpposite, raw(c.sentence, i, i+1), raw(g, k, k+1)}
}

// besideSame reports that the word with a meaning before token i of a, or the one
// behind it, stands in the same place about token k of b.
func besideSame(a *sentence, i int, b *sentence, k int) bool {
	if x, y := fullWord(a, i, 1), fullWord(b, k, 1); x >= 0 && y >= 0 && !a.tokens[i].Capital && irregularOrEd(a.tokens[i].Fold) && irregularOrEd(b.tokens[k].Fold) {
		return a.tokens[x].Stem == b.tokens[y].Stem // verbs are opposites of the same object
	}
	for _, step := range []int{-1, 1} {
		x, y := fullWord(a, i, step), fullWord(b, k, step)
		if x >= 0 && y >= 0 && (a.tokens[x].Stem == b.tokens[y].Stem || timeUnits[a.tokens[x].Stem] && timeUnits[b.tokens[y].Stem]) {
			return true
		}
	}
	return false
}

func irregularOrEd(w string) bool { return strings.HasSuffix(w, "ed") || irregularPast[w] }

// fullWord returns the first word with a meaning before or behind token i, -1
// when there is none near.
func fullWord(s *sentence, i, step int) int {
	for k := i + step; k >= 0 && k < len(s.tokens) && k >= i-4 && k <= i+4; k += step {
		if t := s.tokens[k]; !t.Stop && !claimForm[t.Stem] {
			return k
		}
	}
	return -1
}
