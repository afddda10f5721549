package answer

import (
	"strings"

	"rapporteur/glossary"
)

// nominalised reports that token k of g names by a noun what c says is done, with
// the same one doing it or undergoing it: "De Mistura's meetings" for "de Mistura
// met", "the attack on the port" for "the port was attacked".
func (e *Engine) nominalised(c *claim, g *sentence, k int) bool {
	if c.verb < 0 {
		return false
	}
	if i := c.terms[c.verb].first; undergone(c.sentence, i) {
		return e.undergoesNoun(c, i, g, k)
	}
	doer := e.doer(c)
	return doer != nil && e.nominal(doer, g, k)
}

// nominal reports that the noun at token k of g is said to be of doer, or by them.
func (e *Engine) nominal(doer *name, g *sentence, k int) bool {
	for j := range g.names {
		m := &g.names[j]
		if !e.isSame(doer, m) && !e.isSame(m, doer) {
			continue
		}
		before := m.last <= k && m.last >= k-1 && (owns(g, m) || describesOnly(g, m) && m.kind != glossary.Person)
		if before || tokenAt(g.tokens, k+1) == "by" && m.first > k+1 && m.first <= k+3 {
			return true
		}
	}
	return false
}

// undergoesNoun reports that the subject of the verb at token i of c stands behind
// the noun at token k of g and a preposition.
func (e *Engine) undergoesNoun(c *claim, i int, g *sentence, k int) bool {
	switch tokenAt(g.tokens, k+1) {
	case "on", "of", "against":
	default:
		return false
	}
	for _, n := range outermost(c.sentence) {
		if n.last > i {
			continue
		}
		for j := range g.names {
			if m := &g.names[j]; m.first > k && m.first <= k+3 && (e.isSame(n, m) || e.isSame(m, n)) {
				return true
			}
		}
	}
	for j := range c.terms[:c.verb] {
		if at := g.stems[c.terms[j].stem]; len(at) > 0 && at[0] > k && at[0] <= k+4 && !strings.HasSuffix(c.terms[j].word, "ly") {
			return true
		}
	}
	return false
}
