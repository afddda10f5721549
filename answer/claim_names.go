package answer

import (
	"slices"
	"strings"

	"rapporteur/corpus"
	"rapporteur/glossary"
	"rapporteur/text"
)

// otherNames says which name of c nothing that it cites bears out.
func (e *Engine) otherNames(c *claim) string {
	for i := range c.names {
		n := &c.names[i]
		if n.inner || e.holdsName(c, n) {
			if title := e.strangeTitle(c, n); title != "" {
				return dropName + ": " + title
			}
			continue
		}
		return dropName + ": " + c.text[c.tokens[n.first].Start:c.tokens[n.last-1].End]
	}
	if side := e.strangeSide(c); side != "" {
		return dropName + ": " + side
	}
	if t, ok := e.strangeStart(c); ok {
		return dropName + ": " + c.text[t.Start:t.End]
	}
	return e.strangeWord(c)
}

// holdsName reports that a sentence cited names n, or that n is who it speaks
// of without a name, or that n only says where and when all of it happened.
func (e *Engine) holdsName(c *claim, n *name) bool {
	if e.namedInGiven(c, n) {
		return true
	}
	if n.entry == nil && n.first == 0 && n.last > 1 && e.analyst.words.DefinedID(e.analyst.words.ID(c.tokens[0].Fold)) {
		// "Analysts Brauer and …": the first word has its capital from its place.
		rest := []name{{fold: foldTokens(c.tokens[1:n.last]), first: 1, last: n.last, kind: n.kind}}
		e.analyst.prepare(rest)
		if e.holdsName(c, &rest[0]) {
			return true
		}
	}
	if n.entry != nil && (n.via == glossary.ByTitle || n.via == glossary.ByAdjective) || n.kind == glossary.Country || n.kind == glossary.Body {
		if e.qualifies(c, n) {
			return true
		}
	}
	return n.last-n.first > 1 && e.partsHeld(c, n)
}

// namedInGiven is holdsName by the whole name alone. n need not stand in c: of its
// place there nothing is asked.
func (e *Engine) namedInGiven(c *claim, n *name) bool {
	return slices.ContainsFunc(c.given, func(g *sentence) bool {
		return e.namesIt(n, g) || e.speakerIs(n, g) || e.settingIs(c, n, g) || e.impliedIn(n, g) || e.takenUp(n, g)
	})
}

// namesIt reports that s names what n names, by whichever of its names.
func (e *Engine) namesIt(n *name, s *sentence) bool {
	for i := range s.names {
		if v := e.sameName(n, &s.names[i]); v >= bySurname {
			if n.entry == nil && len(n.fold) > len(s.names[i].fold) && !inArticle(n, s) {
				continue // a surname bears out a full name that the article gives
			}
			return n.via != glossary.ByTitle || s.names[i].via == glossary.ByTitle || e.titled(n, s)
		}
	}
	switch {
	case n.entry == nil:
		if v, at := matchWords(n, s); v == 1 || v >= sameHead && at >= 0 && inArticle(n, s) {
			return true
		}
		return e.byInitials(n, s)
	case n.kind == glossary.Group || n.kind == glossary.Body || n.kind == glossary.Event || n.kind == glossary.Place || n.kind == glossary.Region:
		v, _ := e.matchName(n, s)
		return v >= sameHead*sameConcept
	}
	return false
}

// inArticle reports that the article of s, if it has one, holds the name in
// full.
func inArticle(n *name, s *sentence) bool { return s.article != nil && n.heldBy(s.article) }

// nearby returns the sentences of an article in which people are presented or
// meant: the first ones and those around one.
func nearby(a *corpus.Article, index int) []int {
	const first, around = 60, 30
	var out []int
	for i := range a.Sentences {
		if i < first || i >= index-around && i <= index+around {
			out = append(out, i)
		}
	}
	return out
}

// byInitials reports that s has the initials of a name, or the name whose
// initials n is: ITF for the International Tennis Federation.
func (e *Engine) byInitials(n *name, s *sentence) bool {
	for i := range s.names {
		if m := s.names[i].fold; initialsOf(n.fold) == m || initialsOf(m) == n.fold {
			return true
		}
	}
	for _, t := range s.tokens {
		if t.Acronym && initialsOf(n.fold) == t.Fold {
			return true
		}
	}
	return false
}

// initialsOf returns the initials of a name of three words or more, "" for a
// shorter one.
func initialsOf(fold string) string {
	words := strings.Fields(fold)
	if len(words) < 3 {
		return ""
	}
	var b strings.Builder
	for _, w := range words {
		if !text.IsStop(w) {
			b.WriteByte(w[0])
		}
	}
	return b.String()
}

// titled reports that some sentence of the article gives the person that title:
// the glossary knows who bore it once, and only the article says that it is so.
func (e *Engine) titled(n *name, s *sentence) bool {
	stems := n.stems
	for _, i := range nearby(s.article, s.index) {
		o := e.analyst.sentence(s.article, i)
		for k := range o.names {
			m := &o.names[k]
			if m.entry != n.entry {
				continue
			}
			if m.via == glossary.ByTitle || wordsNear(o, m, stems) {
				return true
			}
		}
	}
	return false
}

// wordsNear reports that the words of a title stand around a name, those of a
// country or body by any of their names left aside.
func wordsNear(s *sentence, at *name, stems []string) bool {
	for _, stem := range stems {
		near := false
		for _, i := range s.stems[stem] {
			near = near || gap(at, i) <= 8
		}
		if !near && !text.IsStop(stem) && (roleWords[stem] || sideWords[stem]) {
			return false
		}
	}
	return true
}

// speakerIs reports that the article gives s to n.
func (e *Engine) speakerIs(n *name, s *sentence) bool {
	if n.via == glossary.ByTitle && !e.titled(n, s) {
		return false
	}
	for _, at := range s.said {
		for i := range at.names {
			if e.sameName(n, &at.names[i]) >= bySurname {
				return true
			}
		}
		if n.entry == nil && (containsWords(at.fold, n.fold) || hasWordSuffix(n.fold, at.fold)) {
			return true
		}
	}
	return false
}

// settingIs reports that n belongs to the setting of the article that g is
// from: its event, its place, its publisher. A place does not when g names
// another one of which c says nothing.
func (e *Engine) settingIs(c *claim, n *name, g *sentence) bool {
	v, _ := e.matchName(n, e.header(g.article))
	if v < sameHead {
		return false
	}
	switch {
	case n.kind == glossary.Country && !locates(c.sentence, n) && !outletWords[tokenAt(c.tokens, n.last)], n.kind == glossary.City && c.language == "en" && !locates(c.sentence, n) && !meetingWords[tokenStem(c.tokens, n.last)] && !outletWords[tokenAt(c.tokens, n.last)]:
		return false // Iran is where the article is from, not who does what it tells
	case n.kind != glossary.City && n.kind != glossary.Country:
		return true
	}
	for i := range g.names {
		o := &g.names[i]
		if !o.inner && o.via == glossary.ByName && o.kind == n.kind && locates(g, o) && !e.namesIt(o, c.sentence) {
			return false
		}
	}
	return true
}

// qualifies reports that a country or title in c only says whose or what
// somebody named beside it is, and that the article bears that out: the
// Russian in "Russian diplomat Lavrov", "Sinirlioglu of Turkey".
func (e *Engine) qualifies(c *claim, n *name) bool {
	for i := range c.names {
		m := &c.names[i]
		if m == n || m.inner || m.kind != glossary.Person || !attached(c.sentence, n, m) {
			continue
		}
		for _, g := range c.given {
			if (e.namesIt(m, g) || e.speakerIs(m, g) || e.impliedIn(m, g)) && e.sideBySide(n, m, g) {
				return true
			}
		}
	}
	return false
}

// attached reports that n stands as a description right before or behind the
// person m.
func attached(s *sentence, n, m *name) bool {
	switch {
	case n.last <= m.first:
		if m.first-n.last > 4 || n.via == glossary.ByName && !owns(s, n) || clauseParts(s, n.last-1, m.first) {
			return false
		}
		for _, t := range s.tokens[n.last:m.first] {
			if t.Stop {
				return false
			}
		}
		return true
	case n.first-m.last <= 6:
		apposed := strings.HasPrefix(s.text[s.tokens[m.last-1].End:], ",")
		for k := m.last; k < n.first; k++ {
			t := s.tokens[k]
			if sayVerbs[t.Stem] || auxiliaries[t.Fold] || modals[t.Fold] || t.Fold == "and" || t.Fold == "that" {
				return false
			}
			apposed = apposed || t.Fold == "of" || t.Fold == "from" || t.Fold == "for" || t.Fold == "at"
		}
		return apposed
	}
	return false
}

// sideBySide reports that a sentence of the article has both names close to each
// other.
func (e *Engine) sideBySide(n, m *name, g *sentence) bool {
	for _, i := range nearby(g.article, g.index) {
		s := e.analyst.sentence(g.article, i)
		for k := range s.names {
			x := &s.names[k]
			if e.sameName(m, x) < bySurname {
				continue
			}
			for l := range s.names {
				y := &s.names[l]
				if v := e.sameName(n, y); v >= sameGovernment && gap(x, y.first) <= 6 {
					return true
				}
			}
			if n.via == glossary.ByTitle && x.via == glossary.ByTitle && x.entry == n.entry {
				return true
			}
		}
	}
	return false
}

// partsHeld reports that a name of several words is borne out by its parts: the
// names in it, and its other words, all in one sentence cited: "Moscow's chief
// envoy" for "Russia's main envoy", "the Syrian air force".
func (e *Engine) partsHeld(c *claim, n *name) bool {
	inner := make([]bool, len(c.tokens))
	for _, g := range c.given {
		ok := n.kind != glossary.Person || n.via == glossary.ByTitle
		for i := range c.names {
			m := &c.names[i]
			if !m.inner || m.first < n.first || m.last > n.last {
				continue
			}
			for k := m.first; k < m.last; k++ {
				inner[k] = true
			}
			ok = ok && (e.namesIt(m, g) || e.settingIs(c, m, g) || e.impliedIn(m, g) || e.topical(m, g))
		}
		for i := n.first; i < n.last && ok; i++ {
			t := c.tokens[i]
			if inner[i] || t.Stop {
				continue
			}
			part := e.wordTerm(c.sentence, i)
			v, _ := e.match(&part, g)
			ok = v >= nearMeaning || genericHeads[t.Stem]
		}
		if ok {
			return true
		}
	}
	return false
}

// topical reports that a country is what g's article is about as a whole.
func (e *Engine) topical(n *name, g *sentence) bool {
	if n.kind != glossary.Country || n.via != glossary.ByAdjective ||
		slices.ContainsFunc(g.names, func(m name) bool { return m.via == glossary.ByAdjective && m.entry != n.entry }) {
		return false
	}
	v, _ := e.matchName(n, e.analyst.text(g.article.Title+". "+g.article.Event))
	return v >= sameHead || e.oftenNamed(n, g)
}

// oftenNamed reports that an article names n in one of ten of its sentences, of
// those looked at, and in three at least.
func (e *Engine) oftenNamed(n *name, g *sentence) bool {
	named := 0
	looked := nearby(g.article, g.index)
	for _, i := range looked {
		s := e.analyst.sentence(g.article, i)
		if slices.ContainsFunc(s.names, func(m name) bool { return m.entry != nil && m.entry == n.entry }) {
			named++
		}
	}
	return named >= 3 && 10*named >= len(looked)
}

// genericHeads are the nouns that only say what a name of several words is, as
// stems.
var genericHeads = text.StemSet(`conflict war crisis talks issue question matter side capital city country`)

func sharesConcept(concepts []string, s *sentence) bool {
	return slices.ContainsFunc(concepts, func(id string) bool { return s.concept[id] != nil })
}
