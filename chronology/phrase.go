package chronology

import (
	"strings"
	"unicode"

	"rapporteur/corpus"
	"rapporteur/text"
)

// phrase is a sentence with its words and clauses. Offsets are in s.
type phrase struct {
	article *corpus.Article
	src     *corpus.Sentence
	index   int
	s       string
	pub     corpus.Date // see reader
	words   []text.Token
	verbs   []int8 // what finite found of each word, 0 when it was not asked
	clauses []clause
	ifs     bool           // some clause is a condition
	times   int            // dates in it
	years   map[[2]int]int // see reader
	opening bool           // it is the first sentence of the body
	named   bool           // "May" is somebody's name in the article
}

// phrase reads sentence i.
func (r *reader) phrase(i int) *phrase {
	src := &r.article.Sentences[i]
	p := &phrase{article: r.article, src: src, index: i, s: r.article.Text(src.Span), pub: r.pub, years: r.years, named: r.named, opening: i == r.lead}
	p.words = text.Tokens(p.s)
	p.verbs = make([]int8, len(p.words))
	p.cut()
	return p
}

func (p *phrase) low(i int) string {
	if i < 0 || i >= len(p.words) {
		return ""
	}
	return p.words[i].Fold
}

// gap is what stands between word i and the one before it.
func (p *phrase) gap(i int) string {
	switch {
	case i <= 0:
		return p.s[:p.words[0].Start]
	case i >= len(p.words):
		return p.s[p.words[len(p.words)-1].End:]
	}
	return p.s[p.words[i-1].End:p.words[i].Start]
}

// adjoins reports that only space parts word i from the one before it.
func (p *phrase) adjoins(i int) bool {
	return i > 0 && i < len(p.words) && strings.TrimFunc(p.gap(i), unicode.IsSpace) == ""
}

// hyphened reports that a hyphen joins word i to a neighbour.
func (p *phrase) hyphened(i int) bool {
	return i > 0 && p.gap(i) == "-" || i+1 < len(p.words) && p.gap(i+1) == "-"
}

// wordAt returns the first word that ends after a byte.
func (p *phrase) wordAt(offset int) int {
	for i, w := range p.words {
		if w.End > offset {
			return i
		}
	}
	return len(p.words)
}

// wordsOf returns the words [first, last) of a stretch.
func (p *phrase) wordsOf(s corpus.Span) (first, last int) {
	first = p.wordAt(s.Start)
	for last = first; last < len(p.words) && p.words[last].Start < s.End; last++ {
	}
	return first, last
}

// asks reports that the sentence is a question.
func (p *phrase) asks() bool {
	return strings.HasSuffix(strings.TrimRightFunc(p.s, func(r rune) bool { return unicode.IsSpace(r) || r == '"' || r == '”' }), "?")
}

// fragment reports that the sentence does not end like one, as the lines of a
// table and the titles of other articles do not, or that it is no news: what is
// usual, and what the site asks of its readers.
func (p *phrase) fragment() bool {
	if len(p.words) < 4 || signposts[p.low(0)] && (strings.HasPrefix(p.gap(1), ":") || strings.HasPrefix(p.gap(2), ":")) {
		return true
	}
	for i := 1; i < min(len(p.words), 8); i++ {
		if c := p.s[p.words[i].Start]; p.gap(i) == ":" && (c < '0' || c > '9') {
			return true // "LATEST UPDATES:Park damaged by floods"
		}
	}
	for i := range p.words {
		switch p.low(i) {
		case "subscribe", "newsletter", "newsletters", "annually":
			return true
		case "story", "article", "report":
			if p.low(i-1) == "this" && p.ofItself(i+1) {
				return true
			}
		case "pictured", "photographed", "photo":
			if i < 8 && !p.caption() && !p.finiteAhead(0, i) {
				return true // what is seen in a picture
			}
		case "sign":
			if p.low(i+1) == "up" {
				return true
			}
		case "every", "each":
			next := p.low(i + 1)
			if usual := next == "year" || next == "day" || next == "month" || next == "week" || weekdays[next] || months[next]; i < 2 && usual {
				return true
			}
		}
	}
	if p.caption() {
		return false
	}
	tail := strings.TrimRightFunc(p.s, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(")]\"'”’»", r) })
	return !strings.HasSuffix(tail, ".") && !strings.HasSuffix(tail, "!") && !strings.HasSuffix(tail, "…")
}

// ofItself reports that the words from i on say what became of the article:
// "has been updated", "was first published".
func (p *phrase) ofItself(i int) bool {
	for k := i; k < len(p.words) && k < i+5; k++ {
		switch p.low(k) {
		case "updated", "published", "corrected", "appeared", "edited":
			return true
		}
	}
	return false
}

// finite reports that word i may be the verb of a clause.
func (p *phrase) finite(i int) bool {
	if i < 0 || i >= len(p.words) {
		return false
	}
	if p.verbs[i] == 0 {
		p.verbs[i] = -1
		if p.isVerb(i) {
			p.verbs[i] = 1
		}
	}
	return p.verbs[i] > 0
}

// isVerb is finite without its memory.
func (p *phrase) isVerb(i int) bool {
	w := p.words[i]
	low := w.Fold
	if w.Capital && i > 0 || w.Acronym || p.hyphened(i) {
		return false
	}
	if (low == "do" || low == "have") && p.low(i-1) == "to" {
		return false
	}
	if beForms[low] && low != "be" && low != "been" && low != "being" || haveForms[low] && low != "having" || doForms[low] ||
		modals[low] || denials[low] {
		return !(low == "may" && w.Capital)
	}
	before := p.low(i - 1)
	if !p.adjoins(i) {
		before = ""
	}
	if p.adjoins(i) && p.possessed(i-1) {
		return false
	}
	if before == "may" && p.named && p.words[i-1].Capital {
		before = ""
	}
	if before == "to" || modals[before] || doForms[before] || denials[before] {
		return false
	}
	if determiners[before] && before != "that" || linkers[before] {
		return false
	}
	if irregularPast[low] {
		return !p.participle(i)
	}
	if strings.HasSuffix(before, "ly") && determiners[p.low(i-2)] {
		return false // "his highly anticipated album"
	}
	if len(low) > 3 && strings.HasSuffix(low, "ed") && (!edNoun[low] || edVerb[low] && p.takesObject(i)) {
		return !p.participle(i)
	}
	return present[low] && before != "" && (strings.HasSuffix(low, "s") || !pastOrBase[low] && p.plural(i-1)) && p.plausibleSubject(i)
}

// plural reports that word i may be the subject of a verb without an ending: "the
// talks begin", "who host", and not "CNN host".
func (p *phrase) plural(i int) bool {
	low := p.low(i)
	return pronouns[low] || relatives[low] || strings.HasSuffix(low, "ly") || strings.HasSuffix(low, "s") && !strings.HasSuffix(low, "ss") ||
		low == "people" || low == "police" || low == "men" || low == "women" || low == "children" || low == "also" || p.words[i].Acronym && strings.HasSuffix(low, "s")
}

// takesObject reports that a form in "ed" that is often an adjective is a verb
// here: "increased 0.7%", "continued to soar".
func (p *phrase) takesObject(i int) bool {
	next := p.low(i + 1)
	return next != "" && p.adjoins(i+1) && (next[0] >= '0' && next[0] <= '9' || next == "to" || determiners[next] || linkers[next] || strings.HasSuffix(next, "ly")) &&
		!determiners[p.low(i-1)] && !linkers[p.low(i-1)]
}

// possessed reports that word i ends in ’s.
func (p *phrase) possessed(i int) bool {
	w := p.words[i]
	tail := p.s[w.Start:min(len(p.s), w.End+4)]
	return strings.Contains(tail, "’s") || strings.Contains(tail, "'s")
}

// plausibleSubject reports that the word before a verb of the present may end
// its subject: "talks take place", and not "the visit ends".
func (p *phrase) plausibleSubject(i int) bool {
	before := p.low(i - 1)
	return !text.IsStop(before) || pronouns[before] || relatives[before]
}

// participle reports that the past form at i belongs to a noun or to another
// verb: "rebels backed by Turkey", "was killed", "has won".
func (p *phrase) participle(i int) bool {
	if p.low(i+1) == "by" && p.adjoins(i+1) {
		return true
	}
	for k := i - 1; k >= 0 && k >= i-3 && p.adjoins(k+1); k-- {
		low := p.low(k)
		if beForms[low] || haveForms[low] || denials[low] {
			return true
		}
		if !strings.HasSuffix(low, "ly") && low != "not" && low != "also" && low != "never" && low != "already" && low != "just" && low != "since" {
			return false
		}
	}
	return false
}
