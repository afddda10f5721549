package answer

import (
	"strconv"
	"strings"

	"rapporteur/text"
)

// figure is a number in a sentence, of one word or several.
type figure struct {
	value       float64
	first, last int // tokens [first, last)
	ordinal     bool
	round       bool // it numbers a round of talks, as "eighth round" and "round eight" do
	share       bool // per cent
	many        bool // "dozens", not "a dozen"
	side        int  // 1 for "more than", -1 for "less than" and "almost"
	about       bool // "about"
}

// figures returns the numbers of a sentence in order, dates among them.
func figures(s *sentence) []figure {
	var out []figure
	for i := 0; i < len(s.tokens); {
		f, n := readFigure(s.tokens[i:])
		if n == 0 {
			i++
			continue
		}
		f.first, f.last = i, i+n
		f.share = isShare(s, f.last)
		f.side, f.about = sideOf(s.tokens, i)
		f.round = isRound(tokenAt(s.tokens, f.last)) || i > 0 && isRound(s.tokens[i-1].Fold)
		if f.last < len(s.tokens) {
			f.value *= inYears(s.tokens[f.last].Stem)
		}
		out = append(out, f)
		i += n
	}
	return out
}

// readFigure reads the number that tokens begin with and how many of them it
// takes: 0 when there is none.
func readFigure(tokens []text.Token) (figure, int) {
	if o, ok := text.Ordinal(tokens[0].Fold); ok {
		return figure{value: float64(o), ordinal: true}, 1
	}
	v, ok := text.Number(tokens[0].Fold)
	if tokens[0].Fold == "tens" {
		v, ok = 10, true
	}
	if !ok {
		return figure{}, 0
	}
	many := scales[tokens[0].Fold]
	n := 1
	if tokens[0].Fold == "half" && len(tokens) > 2 && tokens[1].Fold == "a" {
		if scale, ok := text.Number(tokens[2].Fold); ok && scale >= 100 {
			return figure{value: v * scale}, 3 // half a million
		}
	}
	for n < len(tokens) {
		word := tokens[n].Fold
		next, isNumber := text.Number(word)
		o, isOrdinal := text.Ordinal(word)
		tens := v >= 20 && v < 100 && int(v)%10 == 0 && tokens[n-1].Fold[0] > '9'
		switch {
		case isNumber && next >= 100 && word[0] > '9' && next > v, isNumber && (next == 1000 || next == 1e6 || next == 1e9) && word[0] > '9':
			v *= next
		case tens && isNumber && next >= 1 && next < 10 && word[0] > '9':
			v += next
		case tens && isOrdinal && o < 10:
			return figure{value: v + float64(o), ordinal: true}, n + 1
		case word == "and" && n+2 < len(tokens) && tokens[n+1].Fold == "a" && tokens[n+2].Fold == "half":
			return figure{value: v + 0.5}, n + 3
		case word == "of" && n+1 < len(tokens) && scales[tokens[n+1].Fold] && scales[tokens[n-1].Fold]:
			next, _ = text.Number(tokens[n+1].Fold)
			v *= next
			n++
		default:
			return figure{value: v, many: many}, n
		}
		n++
	}
	return figure{value: v, many: many}, n
}

// scales are the plurals in "hundreds of thousands".
var scales = wordsOf(`tens dozens hundreds thousands millions billions`)

func isShare(s *sentence, last int) bool {
	if strings.HasPrefix(strings.TrimLeft(s.text[s.tokens[last-1].End:], " "), "%") {
		return true
	}
	return last < len(s.tokens) && (s.tokens[last].Fold == "percent" ||
		s.tokens[last].Fold == "per" && last+1 < len(s.tokens) && s.tokens[last+1].Fold == "cent")
}

// inYears returns how many years a unit of time is, where it is told in years
// too: 10 for a decade.
func inYears(stem string) float64 {
	switch stem {
	case decadeStem:
		return 10
	case centuryStem:
		return 100
	}
	return 1
}

var decadeStem, centuryStem, yearStem = text.Stem("decade"), text.Stem("century"), text.Stem("year")

// sideOf says on which side of the number at token i the true one lies, and
// whether the number is a rough one.
func sideOf(tokens []text.Token, i int) (side int, about bool) {
	for k := max(0, i-3); k < i; k++ {
		switch tokens[k].Fold {
		case "more", "over", "above", "least", "exceeding", "beyond":
			return 1, false
		case "less", "fewer", "under", "below", "almost", "nearly":
			return -1, false
		case "about", "around", "roughly", "some", "approximately":
			about = true
		case "most":
			if k > 0 && tokens[k-1].Fold == "at" {
				return -1, false
			}
		}
	}
	return 0, about
}

// fits reports that the number h of a source bears out f: they are equal, or h
// is an exact one and f is a rounder one that says so.
func (f figure) fits(h figure) bool {
	if f.share != h.share || f.many != h.many || f.side*h.side < 0 || f.ordinal != h.ordinal && !f.round && !h.round {
		return false
	}
	if h.value == f.value {
		return true
	}
	if h.side != 0 || h.about || significant(f.value) >= significant(h.value) {
		return false
	}
	const rounded = 0.05
	switch {
	case f.side > 0:
		return h.value > f.value && h.value <= f.value*(1+rounded)
	case f.side < 0:
		return h.value < f.value && h.value >= f.value*(1-rounded)
	case f.about:
		return h.value >= f.value*(1-rounded) && h.value <= f.value*(1+rounded)
	}
	return false
}

// digits writes the number.
func (f figure) digits() string { return strconv.FormatFloat(f.value, 'f', -1, 64) }

// significant returns how many digits of a number are significant: 2 of 1,500.
func significant(v float64) int {
	digits := strings.TrimLeft(strings.ReplaceAll(strconv.FormatFloat(v, 'f', -1, 64), ".", ""), "0")
	return len(strings.TrimRight(digits, "0"))
}

// oddNumber returns a number of s with a comma that parts no thousands, for "1,9"
// would be read as 19; "" when there is none.
func oddNumber(s string) string {
	for _, n := range withComma.FindAllString(s, -1) {
		if !thousands.MatchString(n) {
			return n
		}
	}
	return ""
}

// digitsOf returns a word with digits as it is compared: 8 for 8th and 80 for
// 80s, but 3DS for itself; "" for a word without.
func digitsOf(fold string) string {
	if !strings.ContainsAny(fold, "0123456789") {
		return ""
	}
	for _, end := range []string{"st", "nd", "rd", "th", "s"} {
		if t := strings.TrimSuffix(fold, end); t != fold && strings.Trim(t, "0123456789.") == "" {
			return t
		}
	}
	return fold
}
