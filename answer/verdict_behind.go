package answer

import (
	"slices"

	"rapporteur/corpus"
	"rapporteur/glossary"
)

// otherWords reports that c gives somebody words that a sentence it cites gives
// to somebody else: both speak in it, each of their own.
func (e *Engine) otherWords(c *claim) string {
	for i := range c.said {
		at := &c.said[i]
		for _, g := range c.given {
			for k := range g.said {
				if e.sameSpeaker(at, &g.said[k]) {
					continue
				}
				if word := e.onlyIn(c, g, g.said[k].scope, at); word != "" {
					return looseRoles + ": " + word
				}
			}
		}
	}
	return ""
}

// onlyIn returns a word that c gives to its speaker and that stands in g only in
// the words of another, "" when there is none.
func (e *Engine) onlyIn(c *claim, g *sentence, scope corpus.Span, at *attribution) string {
	for i := range c.terms {
		t := &c.terms[i]
		if t.weight <= lightWeight {
			continue
		}
		spots := e.standsAt(t, g)
		inside := 0
		for _, k := range spots {
			where := g.src.Start + g.tokens[k].Start
			own := slices.ContainsFunc(g.said, func(o attribution) bool {
				return e.sameSpeaker(at, &o) && o.scope.Start <= where && where < o.scope.End
			})
			if scope.Start <= where && where < scope.End && !own {
				inside++
			}
		}
		if inside > 0 && inside == len(spots) {
			return t.word
		}
	}
	return ""
}

// otherSlot reports that c puts a name behind a preposition behind which the
// sentence it cites has another: signed "with Australia" for "with China".
func (e *Engine) otherSlot(c *claim) string {
	for _, n := range outermost(c.sentence) {
		x := wordBefore(c.sentence, n)
		if n.kind == glossary.Event || !slotPrepositions[x] && x != "by" {
			continue
		}
		for _, g := range c.given {
			held, other := false, false
			for _, m := range outermost(g) {
				same := e.isSame(n, m) || e.isSame(m, n)
				switch y := wordBefore(g, m); {
				case same && y == x:
					held = true
				case !same && y == x && sameSortOf(n, m) && !e.alsoNames(c.sentence, m) && (besideSame(c.sentence, n.first, g, m.first) || e.behindSameVerb(c, n, g, m)):
					other = true
				}
			}
			if other && !held {
				return looseRoles + ": " + n.fold
			}
		}
	}
	return ""
}

// behindSameVerb reports that n stands closely behind the verb of c, and m behind
// the same one in g.
func (e *Engine) behindSameVerb(c *claim, n *name, g *sentence, m *name) bool {
	return c.verb >= 0 && e.told(c, &c.terms[c.verb]) >= strictly && afterVerb(c.sentence, c.terms[c.verb].first, n) && e.afterSame(c, g, m)
}

// deniesPlain reports that c denies, by no or not, a word that the sentence it
// cites has and nowhere denies.
func (e *Engine) deniesPlain(c *claim) string {
	if c.polarityAside {
		return ""
	}
	denied := negated(c.sentence)
	for i := range c.terms {
		t := &c.terms[i]
		if !denied[t.first] {
			continue
		}
		for _, g := range c.given {
			theirs := negated(g)
			spots := g.stems[t.stem]
			if len(spots) > 0 && !slices.ContainsFunc(spots, func(k int) bool { return theirs[k] || deniedNear(g, k) }) && !e.hasOpposite(c, denied)(g) {
				return looseDenied + ": " + t.word
			}
		}
	}
	return ""
}

// slotPrepositions tie what follows them to a verb: two names behind the same one
// stand in the same place.
var slotPrepositions = wordsOf(`in at with from to into against for near on`)

// afterVerb reports that a name stands behind token i, in its clause and close.
func afterVerb(s *sentence, i int, n *name) bool {
	return n.first > i && n.first <= i+8 && !clauseParts(s, i, n.first)
}

// afterSame reports that m stands behind the verb of c in g as closely.
func (e *Engine) afterSame(c *claim, g *sentence, m *name) bool {
	at := e.verbIn(c, g)
	return at >= 0 && afterVerb(g, at, m)
}

// doesThere reports that n stands in g right before a word before which it stands
// in c: "which Riyadh has resisted".
func (e *Engine) doesThere(c *claim, n *name, g *sentence) bool {
	for i := n.last; i < len(c.tokens) && i <= n.last+2; i++ {
		if c.tokens[i].Stop {
			continue
		}
		return slices.ContainsFunc(g.stems[c.tokens[i].Stem], func(k int) bool {
			return slices.ContainsFunc(g.names, func(m name) bool { return m.last <= k && m.last >= k-2 && e.isSame(n, &m) })
		})
	}
	return false
}
