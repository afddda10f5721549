package answer

import (
	"slices"
	"strings"

	"rapporteur/glossary"
	"rapporteur/text"
)

// opening returns the names with which s starts, in a row, and the first word
// behind them; -1 when no name starts it.
func opening(s *sentence) (row []*name, behind int) {
	at := 0
	for at < len(s.tokens) && (s.tokens[at].Fold == "the" || s.tokens[at].Fold == "both") {
		at++
	}
	for _, n := range outermost(s) {
		if n.first < at {
			continue
		}
		if n.first > at || describesOnly(s, n) || owns(s, n) {
			break
		}
		row = append(row, n)
		at = n.last
		if at < len(s.tokens) && s.tokens[at].Fold == "and" {
			at++
		}
	}
	for at < len(s.tokens) && s.tokens[at].Stop && s.tokens[at].Fold != "back" {
		at++
	}
	if len(row) == 0 || at >= len(s.tokens) {
		return nil, -1
	}
	return row, at
}

// otherSubjects reports that a name with which c starts does nothing in g: it is
// not there, or only as an owner or an adjective, or only behind what is done.
func (e *Engine) otherSubjects(c *claim, g *sentence) bool {
	row, at := opening(c.sentence)
	if at < 0 || len(g.tokens) == 0 || groupPronouns[g.tokens[0].Fold] || personPronouns[g.tokens[0].Fold] {
		return false
	}
	p := e.wordTerm(c.sentence, at)
	all := g.stems[p.stem]
	if sayVerbs[p.stem] || c.tokens[at].Capital {
		all = nil
	}
	spots := slices.DeleteFunc(slices.Clone(all), func(k int) bool { return strings.HasSuffix(g.tokens[k].Fold, "s") && !e.actsAt(g, k) })
	if len(all) > 0 && len(spots) == 0 && !vagueVerbs[p.stem] && c.verb >= 0 && at == c.terms[c.verb].first {
		return true // "their sponsors" is nothing that anybody does
	}
	var deeds []int
	for i := range c.terms {
		if c.terms[i].first >= at {
			deeds = append(deeds, e.standsAt(&c.terms[i], g)...)
		}
	}
	if k := e.verbIn(c, g); len(spots) == 0 && k >= 0 && !sayVerbs[p.stem] && !vagueVerbs[p.stem] && at == c.terms[c.verb].first {
		spots = []int{k}
	}
	for _, n := range row {
		if n.kind != glossary.Country && n.kind != glossary.City && n.kind != glossary.Person {
			continue
		}
		if !slices.ContainsFunc(g.names, func(m name) bool { return e.actsFor(n, &m, g, spots, undergone(c.sentence, at)) }) && !e.speakerIs(n, g) && !e.takenUp(n, g) && !slices.ContainsFunc(deeds, func(k int) bool { return e.nominal(n, g, k) }) {
			return true
		}
	}
	return false
}

// actsFor reports that m names n, and does in g what stands at one of the spots.
func (e *Engine) actsFor(n, m *name, g *sentence, spots []int, undergone bool) bool {
	if e.sameName(n, m) < ofCountry && e.sameName(m, n) < ofCountry && !e.isSame(n, m) && !e.isSame(m, n) || owns(g, m) || hyphened(g, m.first) || m.first > 0 && placedBy[g.tokens[m.first-1].Fold] {
		return false
	}
	if describesOnly(g, m) && m.kind != glossary.Person {
		// "the Russian foreign minister said" is Russia's deed, "the Syrian war" is not.
		k := m.last
		for k < len(g.tokens) && k < m.last+3 && !actingForState[g.tokens[k].Stem] {
			k++
		}
		if k >= len(g.tokens) || k == m.last+3 {
			return false
		}
	}
	return len(spots) == 0 || undergone || slices.ContainsFunc(spots, func(k int) bool { return m.first < k || byBehind(g, k) >= 0 && byBehind(g, k) < m.first })
}

// byBehind is byAt for what has more between: "was walked in the eighth by Bautista".
func byBehind(s *sentence, i int) int {
	for k := i + 1; k < len(s.tokens) && k <= i+6 && !breaksClause(s, k-1); k++ {
		if s.tokens[k].Fold == "by" {
			return k
		}
	}
	return -1
}

// placedBy stand before what is a place in a sentence, or a party to nothing.
var placedBy = wordsOf(`in on over against into at near`)

// actingForState are who speaks and acts for the country before them, as stems.
var actingForState = text.StemSet(`minister president government official diplomat envoy force forces troop troops army jet jets warplane plane military
	ambassador delegation negotiator authority parliament counterpart ministry leader state media tank rebel opposition side regime`)
