package answer

import (
	"slices"
	"strings"
	"unicode"

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
	for _, g := range c.given {
		if e.namesIt(n, g) || e.speakerIs(n, g) || e.settingIs(c, n, g) || e.impliedIn(n, g) || e.takenUp(n, g) {
			return true
		}
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

// strangeTitle returns the title that stands before a person in c and that the
// article gives them nowhere: "President Lavrov". "" when there is none.
func (e *Engine) strangeTitle(c *claim, n *name) string {
	if n.kind != glossary.Person || n.via != glossary.ByName || n.first == 0 {
		return ""
	}
	t := c.tokens[n.first-1]
	if !titleWords[t.Fold] || !roleWords[t.Stem] && t.Fold != "general" && t.Fold != "senator" {
		return ""
	}
	if n.entry != nil && bearsTitle(n.entry, c.tokens[:n.first]) {
		return "" // as far as the glossary knows; a title in full is looked up as a name
	}
	for _, g := range c.given {
		for _, i := range nearby(g.article, g.index) {
			s := e.analyst.sentence(g.article, i)
			for k := range s.names {
				if e.sameName(n, &s.names[k]) < bySurname {
					continue
				}
				if slices.ContainsFunc(s.stems[t.Stem], func(at int) bool { return gap(&s.names[k], at) <= 10 && nearestPerson(s, at) == k }) {
					return ""
				}
			}
		}
	}
	return c.text[t.Start:c.tokens[n.last-1].End]
}

// bearsTitle reports that the words of a title at the end of tokens stand in one
// of the titles that the glossary gives a person.
func bearsTitle(entry *glossary.Entry, tokens []text.Token) bool {
	first := len(tokens)
	for first > 0 && titleWords[tokens[first-1].Fold] && len(tokens)-first < 3 {
		first--
	}
	return slices.ContainsFunc(entry.Titles, func(title string) bool {
		words := text.Words(title)
		return !slices.ContainsFunc(tokens[first:], func(t text.Token) bool { return !slices.Contains(words, t.Fold) })
	})
}

// nearestPerson returns the name of s that is nearest to token i among those of
// persons, the one behind it before the one in front; -1 when there is none.
func nearestPerson(s *sentence, i int) int {
	best, least := -1, 0
	for k := range s.names {
		n := &s.names[k]
		if n.kind != glossary.Person || n.inner {
			continue
		}
		d := 2 * gap(n, i)
		if n.last <= i {
			d++
		}
		if best < 0 || d < least {
			best, least = k, d
		}
	}
	return best
}

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

// openingRank is how far up the list of English words by frequency one stands
// that is written with a capital only because it opens a sentence.
const openingRank = 4000

// strangeStart returns the word that opens c when it may be a name and nothing
// that c cites holds it.
func (e *Engine) strangeStart(c *claim) (text.Token, bool) {
	if len(c.tokens) == 0 {
		return text.Token{}, false
	}
	t := c.tokens[0]
	if !t.Capital || t.Stop || calendar[t.Fold] || titleWords[t.Fold] || negators[t.Fold] || t.Fold[0] <= '9' {
		return t, false
	}
	for _, n := range c.names {
		if n.first == 0 {
			return t, false // looked at as a name
		}
	}
	common := e.analyst.words.Rank(t.Fold) > 0 && e.analyst.words.Rank(t.Fold) <= openingRank || e.analyst.words.DefinedID(e.analyst.words.ID(t.Fold))
	if strings.HasSuffix(t.Fold, "ly") || common && (!actsFirst(c.sentence) || len(e.conceptsOf(c.tokens[:1])) > 0) {
		return t, false
	}
	for i := range c.terms {
		if c.terms[i].first == 0 {
			least := nearMeaning
			if len(c.tokens) > 2 && c.tokens[1].Fold == "and" && c.tokens[2].Capital {
				least = strictly // one of two names: a city is near another in meaning
			}
			return t, e.borne(c, &c.terms[i]) < least
		}
	}
	return t, false
}

// actsFirst reports that the word that opens s stands there as a name does: bare
// before a verb, or before "and" and a name.
func actsFirst(s *sentence) bool {
	w := s.tokens[0].Fold
	if len(s.tokens) < 3 || strings.HasSuffix(w, "s") || strings.HasSuffix(w, "ing") || strings.HasSuffix(w, "ed") {
		return false
	}
	next := s.tokens[1]
	return auxiliaries[next.Fold] || modals[next.Fold] || irregularPast[next.Fold] || strings.HasSuffix(next.Fold, "ed") || sayVerbs[next.Stem] ||
		next.Fold == "and" && s.tokens[2].Capital
}

// strangeSide says which side that fights c names by a common noun, "the rebels",
// of which neither what it cites nor, where that points back, the sentences
// before speak.
func (e *Engine) strangeSide(c *claim) string {
	for _, p := range partiesIn(c.sentence) {
		part := e.wordTerm(c.sentence, p.first)
		held := slices.ContainsFunc(c.given, func(g *sentence) bool {
			if v, _ := e.match(&part, g); v >= nearMeaning {
				return true
			}
			if !slices.ContainsFunc(g.tokens, func(t text.Token) bool { return groupPronouns[t.Fold] || togetherWords[t.Stem] }) {
				return false
			}
			return slices.ContainsFunc(e.around(g), func(near *sentence) bool { v, _ := e.match(&part, near); return v >= nearMeaning })
		})
		if !held {
			return c.text[c.tokens[p.first].Start:c.tokens[p.first].End]
		}
	}
	return ""
}

// strangeWord says which word of a claim in another language looks like a name
// that neither the glossary knows nor the sources hold. English claims have no
// such words left: their names have been looked at.
func (e *Engine) strangeWord(c *claim) string {
	tokens := text.Tokens(c.written)
	if c.language == "en" {
		return e.strangeScript(c, tokens)
	}
	known := make([]bool, len(tokens))
	for _, m := range e.cfg.Glossary.FindAny(c.written, tokens) {
		for i := m.First; i < m.Last; i++ {
			known[i] = true
		}
	}
	for _, f := range e.cfg.Lexicon.Find(c.language, tokens) {
		for i := f.First; i < f.Last; i++ {
			known[i] = true
		}
	}
	if word := e.strangeRow(c, tokens, known); word != "" {
		return dropName + ": " + word
	}
	for i, t := range tokens {
		if known[i] || i == 0 || !t.Capital || t.Fold[0] <= '9' || c.language == "de" && germanNoun(tokens, i) {
			continue
		}
		held := slices.ContainsFunc(c.given, func(g *sentence) bool {
			return slices.ContainsFunc(g.tokens, func(o text.Token) bool { return o.Fold == t.Fold })
		})
		if !held {
			return dropName + ": " + c.written[t.Start:t.End]
		}
	}
	return ""
}

// strangeScript says which word of an English claim is not in Latin letters, or
// in letters of two scripts, and in no sentence cited: letters of other scripts
// look like Latin ones.
func (e *Engine) strangeScript(c *claim, tokens []text.Token) string {
	for _, t := range tokens {
		raw := c.written[t.Start:t.End]
		if strings.IndexFunc(raw, func(r rune) bool { return unicode.IsLetter(r) && !unicode.Is(unicode.Latin, r) }) < 0 {
			continue
		}
		if !slices.ContainsFunc(c.given, func(g *sentence) bool { return strings.Contains(g.text, raw) }) {
			return dropName + ": " + raw
		}
	}
	return ""
}

// strangeRow returns two words in a row that neither the glossary nor the
// lexicon knows, in a script without capitals: a name may be among them.
func (e *Engine) strangeRow(c *claim, tokens []text.Token, known []bool) string {
	if text.Script(c.written) != "arabic" {
		return ""
	}
	strange := func(i int) bool {
		t := tokens[i]
		return !known[i] && !e.cfg.Lexicon.Knows(c.language, t) && t.Fold[0] > '9'
	}
	for i := 1; i < len(tokens); i++ {
		if strange(i-1) && strange(i) {
			return c.written[tokens[i-1].Start:tokens[i].End]
		}
	}
	return ""
}

// germanNoun reports that the capital of token i is that of a noun: names are
// seldom said with an article.
func germanNoun(tokens []text.Token, i int) bool {
	for k := i - 1; k >= max(0, i-2); k-- {
		if germanArticles[tokens[k].Fold] {
			return true
		}
	}
	return false
}

var germanArticles = wordsOf(`der die das den dem des ein eine einer eines einem einen im am zum zur vom beim ins aus ihr ihre ihrer ihres ihrem ihren
	sein seine seiner seines seinem seinen dieser diese dieses diesem diesen kein keine keiner keinen wieder in`)
