package eval

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// sentence is one sentence of an answer without its markers.
type sentence struct {
	text    string
	markers []int // inside it or directly after it
	line    int   // of the answer, from 0
}

var (
	// space matches what isSpace does; \s alone is ASCII.
	space = `[\s\v\x1c-\x1f\x{85}\p{Z}]`

	marker  = regexp.MustCompile(`\[(\p{Nd}{1,3})\]`)
	bullets = regexp.MustCompile(`(?m)^` + space + `*(?:[>*•-]|\p{Nd}+[.)])` + space + `+`)
)

// markers returns the numbers of the markers in s, in order.
func markers(s string) []int {
	var out []int
	for _, m := range marker.FindAllStringSubmatch(s, -1) {
		n := 0
		for _, r := range m[1] {
			n = 10*n + digit(r)
		}
		out = append(out, n)
	}
	return out
}

// digit returns the value of a decimal digit of any script: each has its ten in
// a row, and ranges that hold several scripts start at a zero too.
func digit(r rune) int {
	for _, t := range unicode.Nd.R16 {
		if rune(t.Lo) <= r && r <= rune(t.Hi) {
			return int(r-rune(t.Lo)) % 10
		}
	}
	for _, t := range unicode.Nd.R32 {
		if rune(t.Lo) <= r && r <= rune(t.Hi) {
			return int(r-rune(t.Lo)) % 10
		}
	}
	return 0
}

// sentences splits an answer at line ends and after closing punctuation, but
// not after an abbreviation. Bullets and quote signs are dropped. A part without
// a word gives its markers to the sentence before it.
func sentences(answer string) []sentence {
	var out []sentence
	for n, line := range strings.Split(bullets.ReplaceAllString(answer, ""), "\n") {
		for _, part := range splitLine(line) {
			ms := markers(part)
			txt := strings.TrimFunc(marker.ReplaceAllString(part, ""), isSpace)
			if strings.IndexFunc(txt, isWordRune) >= 0 {
				out = append(out, sentence{txt, ms, n})
			} else if len(out) > 0 && len(ms) > 0 {
				last := &out[len(out)-1]
				last.markers = append(last.markers, ms...)
				last.line = n
			}
		}
	}
	return out
}

// splitLine cuts a line after each sentence end, keeping every character.
func splitLine(line string) []string {
	var parts []string
	start := 0
	for i := 0; i < len(line); {
		end := sentenceEnd(line, i)
		if end < 0 {
			i++
			continue
		}
		i = end
		if !endsInAbbreviation(line[start:end]) {
			parts = append(parts, line[start:end])
			start = end
		}
	}
	if rest := line[start:]; strings.TrimFunc(rest, isSpace) != "" {
		parts = append(parts, rest)
	}
	return parts
}

const (
	enders  = ".!?…؟"
	closers = "\"\u201d\u2019')*_"
)

// markerAhead matches one marker with the white space before it.
var markerAhead = regexp.MustCompile(`^` + space + `*\[\p{Nd}{1,3}\]`)

// sentenceEnd returns where a sentence ends whose closing mark is at i: after
// closing quotation marks and the markers behind them, if white space or the
// end of the line follows; -1 when none does or there is no such mark at i.
func sentenceEnd(line string, i int) int {
	mark, n := utf8.DecodeRuneInString(line[i:])
	if !strings.ContainsRune(enders, mark) {
		return -1
	}
	end := -1
	rest := strings.TrimLeft(line[i+n:], closers)
	for {
		if next, _ := utf8.DecodeRuneInString(rest); rest == "" || isSpace(next) {
			end = len(line) - len(rest)
		}
		m := markerAhead.FindString(rest)
		if m == "" {
			return end
		}
		rest = rest[len(m):]
	}
}

// abbreviations end in a stop that does not end a sentence.
var abbreviations = []string{"U.S", "U.N", "Dec", "Mr", "Mrs", "Dr", "St", "Jan", "Feb", "Aug", "Sept", "Oct", "Nov", "e.g", "i.e"}

func endsInAbbreviation(s string) bool {
	s = strings.TrimFunc(marker.ReplaceAllString(s, ""), isSpace)
	s, ok := strings.CutSuffix(strings.TrimRight(s, closers), ".")
	if !ok {
		return false
	}
	for _, a := range abbreviations {
		if before, ok := strings.CutSuffix(s, a); ok {
			if last, _ := utf8.DecodeLastRuneInString(before); before == "" || !isWordRune(last) {
				return true
			}
		}
	}
	return false
}

// numberRun matches a number as it is written, in any script's digits.
var numberRun = regexp.MustCompile(`\p{Nd}+`)

// supported reports that at least 60 % of the content words of a sentence stand
// in the quotes it cites, and that each of its numbers, and each capitalised
// word but the first, stands there or in the question.
func supported(s string, quotes []string, question string) bool {
	source := strings.Join(quotes, " ")
	if len(quotes) == 0 || coverage(s, source) < 0.6 {
		return false
	}
	known := set(latinWord.FindAllString(fold(source+" "+question), -1))
	for _, n := range numberRun.FindAllString(s, -1) {
		if !known[n] {
			return false
		}
	}
	runs := strings.FieldsFunc(typographic.Replace(s), func(r rune) bool { return !isWordRune(r) || r == '_' })
	for i, w := range runs {
		first, _ := utf8.DecodeRuneInString(w)
		if f := fold(w); i > 0 && unicode.IsUpper(first) && !known[f] && !stop[f] {
			return false
		}
	}
	return true
}
