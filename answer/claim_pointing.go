package answer

import (
	"slices"

	"rapporteur/glossary"
	"rapporteur/text"
)

// nameless reports that c speaks of somebody as "he" or "they" whom neither it
// nor the sentence before it names, or who is not in what it cites. A reader
// would take it for somebody else.
func (e *Engine) nameless(c *claim) string {
	if c.language != "en" {
		return ""
	}
	at := slices.IndexFunc(c.tokens, func(t text.Token) bool { return personWordsBack[t.Fold] })
	if at > 0 && c.tokens[0].Capital && !c.tokens[0].Stop && len(e.conceptsOf(c.tokens[:1])) == 0 {
		return "" // a surname that opens the sentence: "Svitolina wrote that she …"
	}
	if at >= 0 && !slices.ContainsFunc(c.names, func(n name) bool {
		// "In his interview, Kerry said" names him late; "He met Kerry" does not.
		return n.kind == glossary.Person && (n.first < at || c.tokens[at].Fold != "he" && c.tokens[at].Fold != "she")
	}) {
		if !slices.ContainsFunc(e.personsBefore(c.before), func(n name) bool { return e.namedInGiven(c, &n) }) {
			return dropPronoun
		}
		return ""
	}
	if len(c.tokens) > 1 && c.before == "" && pointingStarts[c.tokens[0].Fold] && !pointsNowhere(c.sentence) {
		return dropPronoun
	}
	return ""
}

// pointsNowhere reports that the word that opens s stands there for nothing: "it
// was unclear", "there was", "this time".
func pointsNowhere(s *sentence) bool {
	first, next := s.tokens[0].Fold, s.tokens[1].Fold
	switch first {
	case "it":
		raw := s.text[s.tokens[0].Start:s.tokens[0].End]
		return len(raw) > 2 || beForms[next] || modals[next] || next == "remains" || next == "takes" || next == "took" || next == "seems" || next == "appears"
	case "there":
		return beForms[next] || next == "has" || next == "have" || modals[next]
	case "this":
		return next == "time" || next == "week" || next == "month" || next == "year"
	}
	return false
}

// pointingStarts open a sentence that leans on the one before it.
var pointingStarts = wordsOf(`they their this that these those there both such it`)

// personWordsBack point back to one person.
var personWordsBack = wordsOf(`he him his she her hers himself herself`)

// impliedIn reports that g speaks of n by a word that points back, and that
// nobody else of the sort was named in the two sentences before it. Several can
// be meant by one word: "the three countries".
func (e *Engine) impliedIn(n *name, g *sentence) bool {
	sort := pointsTo(n)
	if sort == nil {
		return false
	}
	alone, several := pointsBack(g, sort)
	if !alone && !several {
		return false
	}
	for i := g.index - 1; i >= max(0, g.index-2); i-- {
		before := e.analyst.sentence(g.article, i)
		held, others := false, false
		for k := range before.names {
			m := &before.names[k]
			if m.inner || !sameSort(pointsTo(m), sort) {
				continue
			}
			if e.sameName(n, m) >= bySurname {
				held = true
			} else {
				others = true
			}
		}
		if held || others && !several {
			return held && (several || !others)
		}
	}
	return false
}

// takenUp reports that g speaks of n by its last word, "these zones", and that
// one of the two sentences before it names n in full.
func (e *Engine) takenUp(n *name, g *sentence) bool {
	if n.kind == glossary.Person || len(n.stems) == 0 {
		return false
	}
	if len(n.stems) < 2 {
		return e.takenUpByKind(n, g)
	}
	if !slices.ContainsFunc(g.stems[n.stems[len(n.stems)-1]], func(i int) bool {
		return slices.ContainsFunc(g.tokens[max(0, i-3):i], func(t text.Token) bool { return taking[t.Fold] })
	}) {
		return false
	}
	for i := g.index - 1; i >= max(0, g.index-2); i-- {
		if e.namesIt(n, e.analyst.sentence(g.article, i)) {
			return true
		}
	}
	return false
}

// takenUpByKind reports that g speaks of n by what it is, "the province", and
// that the sentence before names it with that word: "Idlib Province".
func (e *Engine) takenUpByKind(n *name, g *sentence) bool {
	if g.index == 0 || !isPlace(n) && n.kind != "" {
		return false
	}
	before := e.analyst.sentence(g.article, g.index-1)
	for i := range before.names {
		m := &before.names[i]
		if e.sameName(n, m) < sameGovernment && !hasWordPrefix(m.fold, n.fold) || m.last > len(before.tokens) {
			continue
		}
		kind := before.tokens[m.last-1]
		if kind.Fold == n.fold || !bodyWords[kind.Fold] {
			continue
		}
		for _, k := range g.stems[kind.Stem] {
			if slices.ContainsFunc(g.tokens[max(0, k-3):k], func(t text.Token) bool { return taking[t.Fold] }) {
				return true
			}
		}
	}
	return false
}

var taking = wordsOf(`this that these those such the`)

// pointsBack says whether one of the words stands in s before anybody of the
// sort is named there, and whether one that means several does.
func pointsBack(s *sentence, sort wordSet) (alone, several bool) {
	named := len(s.tokens)
	for i := range s.names {
		if n := &s.names[i]; !n.inner && sameSort(pointsTo(n), sort) {
			named = min(named, n.first)
		}
	}
	for i, t := range s.tokens {
		if i < named && sort[t.Fold] {
			alone = true
			several = several || severalWords[t.Fold]
		}
		if i < named && sort["it"] && i > 0 && togetherWords[t.Stem] && backing[s.tokens[i-1].Fold] {
			several = true
		}
	}
	return alone, several
}

func sameSort(a, b wordSet) bool { return a != nil && b != nil && a["he"] == b["he"] }

// pointsTo returns the words that can stand for a name, nil when none can.
func pointsTo(n *name) wordSet {
	switch n.kind {
	case glossary.Person:
		return personPronouns
	case glossary.Country, glossary.Body, glossary.Group:
		return groupPronouns
	case glossary.City:
		if n.entry != nil && n.entry.StandsFor != "" {
			return groupPronouns
		}
	}
	return nil
}

var (
	personPronouns = wordsOf(`he him his she her hers`)
	groupPronouns  = wordsOf(`they them their it its both`)
	severalWords   = wordsOf(`they them their both`)
	// togetherWords and backing make "the sides", "three countries".
	togetherWords = text.StemSet(`side party country nation sponsor broker power state guarantor delegation`)
	backing       = wordsOf(`the both two three four these those warring would-be`)
)
