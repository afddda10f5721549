package answer

import (
	"slices"
)

// turnedOver reports that what c says is denied in the sentence that it cites,
// or the other way round.
func (e *Engine) turnedOver(c *claim) string {
	if c.polarityAside {
		return ""
	}
	for _, g := range c.given {
		if _, ok := e.flipped(c, g); ok {
			return looseDenied
		}
		_, _, opposed := e.opposedPredicates(c, g)
		if _, _, beside := e.opposedBeside(c, g); opposed || beside {
			return looseDenied
		}
	}
	return ""
}

// opposedBeside returns a word of c and its opposite in g when that stands right
// beside another word of c: "diminished influence", where c has influence grow.
func (e *Engine) opposedBeside(c *claim, g *sentence) (i, k int, ok bool) {
	for i := range c.terms {
		t := &c.terms[i]
		for k, o := range g.tokens {
			if o.Stop || c.stems[o.Stem] != nil || !opposites[t.stem][o.Stem] || o.Fold == "opposing" || compounds(g, k) ||
				slices.ContainsFunc(g.stems[t.stem], func(at int) bool { return besideSame(c.sentence, t.first, g, at) }) {
				continue
			}
			for _, near := range []int{k - 1, k + 1} {
				if near >= 0 && near < len(g.tokens) && !g.tokens[near].Stop && c.stems[g.tokens[near].Stem] != nil && g.tokens[near].Stem != t.stem {
					return t.first, k, true
				}
			}
		}
	}
	return 0, 0, false
}

// opposedPredicates returns the words that c and g say of the same noun with a
// form of "be" when they are opposites: "envoys were present", "envoys were
// absent".
func (e *Engine) opposedPredicates(c *claim, g *sentence) (i, k int, ok bool) {
	for n := range c.terms {
		t := &c.terms[n]
		about := predicated(c.sentence, t.first)
		if about < 0 {
			continue
		}
		for k, o := range g.tokens {
			if !e.areOpposites(t, o) {
				continue
			}
			if at := predicated(g, k); at >= 0 && g.tokens[at].Stem == c.tokens[about].Stem {
				return n, k, true
			}
		}
	}
	return 0, 0, false
}

// predicated returns the word of which token i is said with a form of "be" right
// before it, -1 when it is not said so.
func predicated(s *sentence, i int) int {
	if i < 2 || !beForms[s.tokens[i-1].Fold] {
		return -1
	}
	return i - 2
}
