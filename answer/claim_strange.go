package answer

import (
	"slices"
	"strings"
	"unicode"

	"rapporteur/glossary"
	"rapporteur/text"
)

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
