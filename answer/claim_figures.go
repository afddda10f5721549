package answer

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"rapporteur/corpus"
	"rapporteur/glossary"
	"rapporteur/text"
)

// otherFigures says which number of c does not stand in what it cites, or
// counts something else there.
func (e *Engine) otherFigures(c *claim) string {
	if word := e.strangeDigits(c); word != "" {
		return dropFigure + ": " + word
	}
	dated := datedTokens(c.sentence, c.times())
	if word := oddNumber(c.text); word != "" {
		return dropFigure + ": " + word
	}
	if last := e.lastForFirst(c); last != "" {
		return dropFigure + ": " + last
	}
	for _, f := range figures(c.sentence) {
		word := c.tokens[f.first].Fold
		if word == "first" && (f.last == len(c.tokens) || c.tokens[f.last].Stop || e.isVerbAt(c.sentence, f.last)) {
			continue // "he first stopped", "appears first in"
		}
		if dated[f.first] || word == "one" || word == "ones" || e.countsNames(c, f) && !e.countedElse(c, f) {
			continue
		}
		if !e.holdsFigure(c, f) {
			return dropFigure + ": " + c.text[c.tokens[f.first].Start:c.tokens[f.last-1].End]
		}
	}
	return ""
}

var (
	withComma = regexp.MustCompile(`\d+(?:[.,]\d+)*,\d+(?:[.,]\d+)*`)
	thousands = regexp.MustCompile(`^\d{1,3}(?:,\d{3})+(?:\.\d+)?$`)
)

// lastForFirst returns "last" or "first" where c says it of what a sentence cited
// says the other of: "the last time" for "the first time".
func (e *Engine) lastForFirst(c *claim) string {
	other := map[string]string{"last": "first", "first": "last"}
	for i, t := range c.tokens {
		if other[t.Fold] == "" || i+1 == len(c.tokens) {
			continue
		}
		for _, g := range c.given {
			same, turned := false, false
			for _, k := range g.stems[c.tokens[i+1].Stem] {
				same = same || k > 0 && g.tokens[k-1].Fold == t.Fold
				turned = turned || k > 0 && g.tokens[k-1].Fold == other[t.Fold]
			}
			if turned && !same {
				return t.Fold
			}
		}
	}
	return ""
}

// strangeDigits returns a word of c with digits that the sentences cited hold
// less often, "" when there is none. The days and years that their dates come to
// count, and those of the article, unless a sentence names another year.
func (e *Engine) strangeDigits(c *claim) string {
	have := map[string]int{}
	for _, g := range c.given {
		for _, t := range g.tokens {
			have[digitsOf(t.Fold)]++
		}
		for _, f := range figures(g) {
			if s := f.digits(); s != digitsOf(g.tokens[f.first].Fold) {
				have[s]++
			}
		}
		for _, d := range g.times() {
			if d.Relative && namesOtherYear(c.sentence, g) {
				continue
			}
			for _, at := range []corpus.Date{d.Period.From, d.Period.To} {
				for _, n := range []int{at.Year, at.Day} {
					if digits := strconv.Itoa(n); have[digits] == 0 {
						have[digits] = 2 // it is not written there, but meant
					}
				}
			}
		}
		published := g.article.Published
		if !namesOtherYear(c.sentence, g) {
			have[strconv.Itoa(published.Year)] = max(have[strconv.Itoa(published.Year)], 2)
			have[dayKey+strconv.Itoa(published.Day)]++
		}
		for _, f := range figures(e.analyst.text(g.article.Event)) {
			have[roundKey+f.digits()] = 2
		}
	}
	rough := map[int]bool{}  // tokens of numbers that round others
	long := map[int]string{} // digits of numbers of several words, by their first
	for _, f := range figures(c.sentence) {
		rough[f.first] = f.side != 0 || f.about || inYears(tokenStem(c.tokens, f.last)) > 1
		if f.last-f.first > 1 {
			long[f.first] = f.digits()
		}
	}
	dated := datedTokens(c.sentence, c.times())
	for i, t := range c.tokens {
		digits := cmp.Or(long[i], digitsOf(t.Fold))
		if digits == "" || digits == "0" || rough[i] {
			continue
		}
		if have[digits]--; have[digits] >= 0 || dated[i] && have[dayKey+digits] > 0 || have[roundKey+digits] > 0 && numbersRound(c.sentence, i) {
			continue
		}
		return c.text[t.Start:t.End]
	}
	return ""
}

// Numbers that an article's own date and event lend to a claim count only where
// a date or a round of talks is told.
const dayKey, roundKey = "day ", "round "

// numbersRound reports that token i of s numbers a round of talks.
func numbersRound(s *sentence, i int) bool {
	return tokenAt(s.tokens, i+1) == "talks" || tokenAt(s.tokens, i+2) == "talks" || isRound(tokenAt(s.tokens, i+1)) || isRound(tokenAt(s.tokens, i+2)) || isRound(tokenAt(s.tokens, i+3)) || i > 0 && isRound(s.tokens[i-1].Fold)
}

// namesOtherYear reports that a source names a year of which the claim says
// nothing: the year of its article is not that of what it tells then.
func namesOtherYear(claim, source *sentence) bool {
	for _, t := range source.tokens {
		if len(t.Fold) == 4 && (strings.HasPrefix(t.Fold, "19") || strings.HasPrefix(t.Fold, "20")) && isNumber(t.Fold) && claim.stems[t.Stem] == nil {
			return true
		}
	}
	return false
}

func tokenStem(tokens []text.Token, i int) string {
	if i < len(tokens) {
		return tokens[i].Stem
	}
	return ""
}

// holdsFigure reports that some sentence cited has the number, and not of
// something else while another number is there for what c counts.
func (e *Engine) holdsFigure(c *claim, f figure) bool {
	counted := e.countedBy(c.sentence, f)
	found, elsewhere := false, false
	for _, g := range c.given {
		for _, h := range figures(g) {
			near := e.sameCounted(counted, e.countedBy(g, h))
			if f.fits(h) && sameUnit(c.sentence, f, g, h) {
				if near {
					return true
				}
				found = true
				elsewhere = elsewhere || e.standsApart(c, f, g, h)
			} else if h.value != f.value && near && !h.ordinal && !(h.value >= 1900 && h.value < 2100) {
				elsewhere = true
			}
		}
		if (f.ordinal || f.value >= 1000 && f.value < 2200 || isRound(tokenAt(c.tokens, f.last))) && !namesOtherYear(c.sentence, g) {
			for _, h := range figures(e.analyst.text(g.article.Event)) {
				found = found || h.value == f.value && numbersRound(c.sentence, f.first)
			}
			found = found || float64(g.article.Published.Year) == f.value
			for _, d := range g.times() {
				found = found || float64(d.Period.From.Year) == f.value || float64(d.Period.To.Year) == f.value
			}
		}
	}
	return found && !elsewhere
}

// standsApart reports that what f counts is in g too, and not beside the same
// number: "three zones" for "three states, these zones". A sum of money counts
// nothing.
func (e *Engine) standsApart(c *claim, f figure, g *sentence, h figure) bool {
	if f.ordinal || h.ordinal || f.value >= 1000 || strings.ContainsAny(c.text[max(0, c.tokens[f.first].Start-3):c.tokens[f.first].Start], "$£€") {
		return false
	}
	head := ""
	if counted := e.countedBy(c.sentence, f); len(counted) > 0 {
		head = counted[0].Stem
	}
	for _, n := range outermost(c.sentence) {
		if n.first == f.last {
			head = c.tokens[n.last-1].Stem
		}
	}
	at := g.stems[head]
	return len(at) > 0 && !slices.ContainsFunc(e.countedBy(g, h), func(t text.Token) bool { return t.Stem == head }) &&
		!slices.ContainsFunc(at, func(i int) bool { return i < h.first && i >= h.first-2 })
}

// countedElse reports that a sentence cited counts the same with another number.
func (e *Engine) countedElse(c *claim, f figure) bool {
	counted := e.countedBy(c.sentence, f)
	parties := func(words []text.Token) bool {
		return slices.ContainsFunc(words, func(t text.Token) bool { return partyWords[t.Stem] })
	}
	return slices.ContainsFunc(c.given, func(g *sentence) bool {
		return slices.ContainsFunc(figures(g), func(h figure) bool {
			theirs := e.countedBy(g, h)
			return !h.ordinal && h.value != f.value && (e.sameCounted(counted, theirs) || parties(counted) && parties(theirs))
		})
	})
}

func tokenAt(tokens []text.Token, i int) string {
	if i < len(tokens) {
		return tokens[i].Fold
	}
	return ""
}

// countedBy returns what a number counts: the content words right behind it.
func (e *Engine) countedBy(s *sentence, f figure) []text.Token {
	var out []text.Token
	for i := f.last; i < len(s.tokens) && i < f.last+4 && len(out) < 2; i++ {
		if gap := s.text[s.tokens[i-1].End:s.tokens[i].Start]; strings.ContainsAny(gap, ",;.:()") {
			break
		}
		t := s.tokens[i]
		if _, ok := text.Number(t.Fold); ok || t.Stop && t.Fold != "of" && t.Fold != "the" && t.Fold != "more" || t.Fold == "last" || t.Fold == "next" {
			break
		}
		if !t.Stop {
			out = append(out, t)
		}
	}
	return out
}

// sameCounted reports that two numbers count the same sort of thing.
func (e *Engine) sameCounted(a, b []text.Token) bool {
	for _, x := range a {
		for _, y := range b {
			if x.Stem == y.Stem {
				return true
			}
		}
	}
	return false
}

// countsNames reports that a small number only counts those whom the claim, or
// a sentence that it cites or one before that, names in a row: "the three
// sponsors" for Russia, Turkey and Iran.
func (e *Engine) countsNames(c *claim, f figure) bool {
	if f.ordinal || f.share || f.value < 2 || f.value > 6 {
		return false
	}
	n := int(f.value)
	if (namesInRow(c.sentence, n) || actorsIn(c.sentence) == n) && (f.last == len(c.tokens) || c.tokens[f.last].Stop) {
		return true // "these three can"
	}
	party := slices.ContainsFunc(c.tokens[f.last:min(len(c.tokens), f.last+2)], func(t text.Token) bool { return partyWords[t.Stem] })
	if !party {
		return false
	}
	return namesInRow(c.sentence, n) || actorsIn(c.sentence) == n || slices.ContainsFunc(c.given, func(g *sentence) bool {
		for i := max(0, g.index-2); i <= g.index; i++ {
			if s := e.analyst.sentence(g.article, i); namesInRow(s, n) || n == 2 && (actorsIn(s) == n || slices.ContainsFunc(s.tokens, func(t text.Token) bool { return t.Fold == "both" || t.Fold == "counterpart" })) {
				return true
			}
		}
		return false
	})
}

// actorsIn returns how many who can act s names.
func actorsIn(s *sentence) int {
	seen := map[string]bool{}
	for _, n := range outermost(s) {
		if canSpeak(n) && !describesOnly(s, n) {
			seen[n.id()] = true
		}
	}
	return len(seen)
}

// namesInRow reports that s names exactly n in a row, with no more than a comma
// or "and" between them.
func namesInRow(s *sentence, n int) bool {
	var outermost []name
	for _, x := range s.names {
		if !x.inner && x.via != glossary.ByAdjective {
			outermost = append(outermost, x)
		}
	}
	slices.SortFunc(outermost, func(a, b name) int { return a.first - b.first })
	row := 0
	for i := range outermost {
		if i > 0 && inRow(s, outermost[i-1].last, outermost[i].first) {
			row++
		} else {
			if row == n {
				return true
			}
			row = 1
		}
	}
	return row == n
}

// inRow reports that tokens [a, b) of s are no more than "and" or "the".
func inRow(s *sentence, a, b int) bool {
	if b < a || b-a > 2 {
		return false
	}
	for _, t := range s.tokens[a:b] {
		if t.Fold != "and" && t.Fold != "the" {
			return false
		}
	}
	return true
}

// partyWords are what two or three who were named are called together, as stems.
var partyWords = text.StemSet(`side party country man leader minister diplomat nation power government delegation sponsor official
	state camp broker power counterpart envoy negotiator capital ally rival guarantor president foreign top`)
