package answer

import (
	"slices"
	"strings"

	"rapporteur/glossary"
	"rapporteur/text"
)

// agree reports that two rows of names are of the same: no name in one that is
// of the sort of one in the other, and another.
func (e *Engine) agree(a, b []*name) bool {
	for _, n := range a {
		if !e.comparable(n, b) {
			continue
		}
		if !slices.ContainsFunc(b, func(m *name) bool {
			return e.sameName(n, m) >= ofCountry || e.sameName(m, n) >= ofCountry || n.fold == m.fold || sameParty(n, m)
		}) {
			return false
		}
	}
	return true
}

// comparable reports that a row has a name of the sort of n.
func (e *Engine) comparable(n *name, row []*name) bool {
	return slices.ContainsFunc(row, func(m *name) bool { return isSide(n) == isSide(m) })
}

// isSide reports that a name is of a group or of a side of a war.
func isSide(n *name) bool {
	last := lastStem(n)
	return n.kind == glossary.Group || rulers[last] || risers[last]
}

// sameParty reports that two sides of a war are one by whatever word: the rebels
// are the opposition, the regime the government.
func sameParty(a, b *name) bool {
	x, y := lastStem(a), lastStem(b)
	return rulers[x] && rulers[y] || risers[x] && risers[y]
}

func lastStem(n *name) string { return text.Stem(n.fold[strings.LastIndexByte(n.fold, ' ')+1:]) }

var (
	rulers = text.StemSet(`government governments regime`)
	risers = text.StemSet(`rebel rebels opposition insurgent insurgents`)
)

// otherCity reports that c has something in a city that the sentence it cites
// names only for its government, or not at all.
func (e *Engine) otherCity(c *claim) string {
	for _, n := range outermost(c.sentence) {
		if n.kind != glossary.City || n.first == 0 || !cityBefore[c.tokens[n.first-1].Fold] || addressed(c.sentence, n) {
			continue
		}
		held := slices.ContainsFunc(c.given, func(g *sentence) bool {
			if slices.ContainsFunc(g.names, func(m name) bool { return m.entry == n.entry }) {
				return true
			}
			if slices.ContainsFunc(e.header(g.article).names, func(m name) bool { return m.entry == n.entry }) {
				return true
			}
			return e.impliedIn(n, g)
		})
		if !held {
			return looseRoles + ": " + n.fold
		}
	}
	return ""
}

var cityBefore = wordsOf(`in at to from of near`)

// otherwiseNamed reports that the sentence c cites does not itself name somebody
// whom c names, nor points back to them: what an article is about as a whole is
// not what each of its sentences tells of.
func (e *Engine) otherwiseNamed(c *claim) string {
	for _, n := range outermost(c.sentence) {
		if n.kind == glossary.Event || n.kind == glossary.City || n.kind == glossary.Outlet {
			continue
		}
		if !slices.ContainsFunc(c.given, func(g *sentence) bool { return e.namesHere(c, n, g) }) {
			return looseRoles + ": " + n.fold
		}
	}
	return ""
}

func (e *Engine) namesHere(c *claim, n *name, g *sentence) bool {
	for i := range c.names {
		m := &c.names[i]
		if !m.inner || m.first < n.first || m.last > n.last || m.kind != glossary.Country || n.kind == glossary.Person {
			continue
		}
		about, _ := e.matchName(m, e.analyst.text(g.article.Title+". "+g.article.Event))
		if about < sameHead && !slices.ContainsFunc(g.names, func(o name) bool { return e.sameName(m, &o) >= ofCountry }) && !e.impliedIn(m, g) {
			return false // the Russian in "Russian jets"
		}
	}
	if e.namesIt(n, g) || e.speakerIs(n, g) || e.impliedIn(n, g) || e.takenUp(n, g) || publishes(g.article, &attribution{fold: n.fold}) {
		return true
	}
	if n.kind == glossary.Country || n.kind == glossary.Region {
		if slices.ContainsFunc(g.names, func(m name) bool { return e.sameName(n, &m) >= ofCountry || e.sameName(&m, n) >= inCountry }) {
			return true
		}
		v, _ := e.matchName(n, e.header(g.article))
		return v >= sameHead && locates(c.sentence, n)
	}
	return e.qualifies(c, n) || n.last-n.first > 1 && e.partsHeld(c, n)
}
