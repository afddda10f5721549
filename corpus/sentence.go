package corpus

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/text"
)

// maxSentence is the longest sentence in bytes: a longer run is cut where a
// clause or a word ends, for nobody can check a quotation of a page.
const maxSentence = 1500

// splitSentences cuts each paragraph into sentences. The scanner is our own:
// the segmentation of Unicode Annex 29, which design.md looked at, ends a
// sentence after "U.S." and "Sept.", never ends one in a lower-case text, and
// tears an attribution from its quotation ("…?” said X"); mending all three
// after the fact needs every rule below and its boundaries as well.
func splitSentences(body string, ps []paragraph, quotes []quotation) []Sentence {
	out := make([]Sentence, 0, len(body)/120+len(ps))
	q := 0
	for i, p := range ps {
		sp := splitter{body: body, end: p.End, lower: isLowerCase(body[p.Start:p.End])}
		for start := p.Start; start < p.End; {
			end := p.End // a headline is one sentence, whatever marks it holds
			if p.role != InTitle && p.role != InHeading {
				end = sp.next(start)
			}
			s := trim(body, Span{start, end})
			start = end
			if n := len(out); n > 0 && out[n-1].Paragraph == i && !hasWord(body[s.Start:s.End]) && s.End-out[n-1].Start <= maxSentence {
				out[n-1].End = max(out[n-1].End, s.End) // "…", a stray mark
				continue
			}
			for _, part := range capLength(body, s) {
				sentence := Sentence{Span: part, Paragraph: i, Role: p.role}
				for q < len(quotes) && quotes[q].End <= part.Start {
					q++
				}
				for k := q; k < len(quotes) && quotes[k].Start < part.End; k++ {
					sentence.Quotes = append(sentence.Quotes, quotedPart(body, quotes[k].Span, part))
				}
				out = append(out, sentence)
			}
		}
	}
	return out
}

// quotedPart returns the part of the quotation q that lies in the sentence s.
func quotedPart(body string, q, s Span) Span {
	return trim(body, Span{max(q.Start, s.Start), min(q.End, s.End)})
}

// isLowerCase reports that a text has been folded to lower case, so that a
// capital cannot be expected to start a sentence.
func isLowerCase(s string) bool {
	upper, lower := 0, 0
	for i := 0; i < len(s) && lower < 2000; i++ {
		switch c := s[i]; {
		case c >= 'A' && c <= 'Z':
			upper++
		case c >= 'a' && c <= 'z':
			lower++
		}
	}
	return lower >= 40 && upper*200 < lower
}

// splitter finds the ends of sentences in one paragraph.
type splitter struct {
	body  string
	end   int  // of the paragraph
	lower bool // the paragraph is in lower case throughout
}

// next returns where the sentence that starts at start ends.
func (sp splitter) next(start int) int {
	for i := start; i < sp.end; {
		c := sp.body[i]
		if c < utf8.RuneSelf {
			if c != '.' && c != '!' && c != '?' {
				i++
				continue
			}
			stop := sp.stops(i + 1)
			if end := sp.closers(stop); sp.ends(start, i, stop, end) {
				return end
			}
			i = stop
			continue
		}
		r, n := utf8.DecodeRuneInString(sp.body[i:sp.end])
		if r != '…' && !unicode.Is(unicode.STerm, r) {
			i += n
			continue
		}
		stop := sp.stops(i + n)
		end := sp.closers(stop)
		if r != '…' && r > 0x2fff || sp.ends(start, i, stop, end) {
			return end // ideographic stops are followed by no space
		}
		i = stop
	}
	return sp.end
}

// stops returns the end of a run of stops: "...", "?!".
func (sp splitter) stops(i int) int {
	for i < sp.end && strings.IndexByte(".!?", sp.body[i]) >= 0 {
		i++
	}
	if strings.HasPrefix(sp.body[i:sp.end], "…") {
		return i + len("…")
	}
	return i
}

// closers returns the end of the quotation marks and brackets that close with
// the sentence, also the French and the spaced ones.
func (sp splitter) closers(i int) int {
	for i < sp.end {
		r, n := utf8.DecodeRuneInString(sp.body[i:sp.end])
		switch r {
		case '”', '’', '»', ')', ']', '}', '」', '』':
		case '"', '\'':
			if next, _ := utf8.DecodeRuneInString(sp.body[i+n : sp.end]); i+n < sp.end && (unicode.IsLetter(next) || unicode.IsDigit(next)) {
				return i // it opens what follows without a space
			}
		case '\u00a0', '\u202f', ' ':
			if !strings.HasPrefix(sp.body[i+n:sp.end], "»") {
				return i
			}
		default:
			return i
		}
		i += n
	}
	return i
}

// ends decides whether the stops at [dot, stop), closed at end, end the
// sentence that starts at start.
func (sp splitter) ends(start, dot, stop, end int) bool {
	if end >= sp.end {
		return true
	}
	next, gap := sp.after(end)
	if next >= sp.end {
		return true
	}
	r, _ := utf8.DecodeRuneInString(sp.body[next:sp.end])
	single := stop == dot+1 && sp.body[dot] == '.'
	if gap == 0 {
		return sp.runsOn(dot, end, next, single)
	}
	if r == '-' || r == '–' || r == '—' {
		return false
	}
	if sp.lower {
		return sp.endsLower(start, dot, stop, end, next, single)
	}
	if unicode.IsLower(r) && !startsName(sp.body[next:sp.end]) {
		return false // an attribution, an abbreviation, a pause
	}
	if single && end == stop {
		return !sp.abbreviates(start, dot, next)
	}
	if single && sp.abbreviatesInside(start, dot) {
		return false
	}
	return true
}

// after returns the next character that is not white space, and how much
// white space stands before it.
func (sp splitter) after(i int) (next, gap int) {
	next = i
	for next < sp.end {
		r, n := utf8.DecodeRuneInString(sp.body[next:sp.end])
		if !isSpace(r) {
			break
		}
		next += n
	}
	return next, next - i
}

// runsOn decides about a stop that no space follows ("the deal.The rebels"):
// it ends a sentence between a word of lower-case letters and a capitalised
// one, which leaves names of sites and initials alone.
func (sp splitter) runsOn(dot, end, next int, single bool) bool {
	rest := sp.body[next:sp.end]
	if rest[0] == '"' {
		rest = rest[1:]
	} else if t := strings.TrimPrefix(rest, "“"); t != rest {
		rest = t
	}
	first, n := utf8.DecodeRuneInString(rest)
	second, _ := utf8.DecodeRuneInString(rest[min(n, len(rest)):])
	if !unicode.IsUpper(first) || !unicode.IsLower(second) && !unicode.IsSpace(second) {
		return false
	}
	if !single {
		return end > dot+1 || sp.body[dot] != '.'
	}
	before := sp.body[max(0, dot-2):dot]
	return len(before) == 2 && before[0] >= 'a' && before[0] <= 'z' && before[1] >= 'a' && before[1] <= 'z' &&
		!abbreviations[strings.ToLower(lastWord(sp.body[:dot]))]
}

// endsLower decides in a text without capitals, where a stop may stand apart
// ("the u.s . first").
func (sp splitter) endsLower(start, dot, stop, end, next int, single bool) bool {
	if !single {
		return end == stop || !startsAttribution(sp.body[next:sp.end])
	}
	word := lastWord(strings.TrimRight(sp.body[start:dot], " \u00a0"))
	fold := strings.ToLower(word)
	switch {
	case len(fold) == 1 && fold[0] >= 'a' && fold[0] <= 'z' && fold != "i" && fold != "a":
		return false
	case strings.Contains(fold, ".") && isInitials(fold):
		return false
	case abbreviations[fold] || ambiguous[fold]:
		return false
	case beforeNumber[fold] && unicode.IsDigit(rune(sp.body[next])):
		return false
	}
	return true
}

func startsAttribution(s string) bool {
	w := strings.ToLower(s[:min(len(s), 12)])
	for _, p := range []string{"said", "says", "he ", "she ", "they ", "asked", "cried", "replied", "told"} {
		if strings.HasPrefix(w, p) {
			return true
		}
	}
	return false
}

// abbreviates reports that the stop at dot belongs to the word before it and
// does not end the sentence that starts at start.
func (sp splitter) abbreviates(start, dot, next int) bool {
	word := lastWord(sp.body[start:dot])
	if word == "" {
		return false
	}
	rest := sp.body[next:sp.end]
	digit := rest[0] >= '0' && rest[0] <= '9'
	fold := strings.ToLower(word)
	switch {
	case isNumber(word) && trimmedStart(sp.body[start:dot]) == word:
		return true // "1. January 6": the number of an item
	case abbreviations[fold]:
		return true
	case beforeNumber[fold]:
		return digit || fold != "no" && !startsSentence(rest)
	case ambiguous[fold], isInitials(fold), len(word) == 1 && word[0] >= 'A' && word[0] <= 'Z' && word != "I":
		return !startsSentence(rest)
	}
	return false
}

// abbreviatesInside is for a stop that a closing mark follows: "(the U.S.)",
// "Mr.)". Only what never ends a sentence counts.
func (sp splitter) abbreviatesInside(start, dot int) bool {
	return abbreviations[strings.ToLower(lastWord(sp.body[start:dot]))]
}

func trimmedStart(s string) string { return strings.TrimLeftFunc(s, isSpace) }

// lastWord returns the letters, digits and inner stops at the end of s.
func lastWord(s string) string {
	i := len(s)
	for i > 0 && i > len(s)-24 {
		r, n := utf8.DecodeLastRuneInString(s[:i])
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '.' {
			break
		}
		i -= n
	}
	return strings.TrimLeft(s[i:], ".")
}

func isNumber(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != "" && len(s) <= 3
}

// isInitials reports single letters joined by stops: "u.s", "p.m", "j.k".
func isInitials(fold string) bool {
	if len(fold) < 3 || len(fold)%2 == 0 {
		return false
	}
	for i := 0; i < len(fold); i++ {
		if i%2 == 0 && (fold[i] < 'a' || fold[i] > 'z') || i%2 == 1 && fold[i] != '.' {
			return false
		}
	}
	return true
}

// startsName reports a name that is written with a small first letter:
// "al-Jubeir", "de Mistura", "iPhone".
func startsName(s string) bool {
	w := s
	if i := strings.IndexFunc(s[:min(len(s), 32)], func(r rune) bool { return !unicode.IsLetter(r) }); i > 0 {
		w = s[:i]
		if len(s) > i+1 && (s[i] == '-' && articlePrefixes[w] || s[i] == ' ' && particles[w]) {
			r, _ := utf8.DecodeRuneInString(s[i+1:])
			return unicode.IsUpper(r)
		}
	}
	return len(w) > 2 && w[1] >= 'A' && w[1] <= 'Z' && (w[0] == 'i' || w[0] == 'e')
}

var (
	// particles stand before or inside surnames.
	particles = text.Set(`al el de di da del della der den van von ter bin ibn ben bint abu ul`)
	// articlePrefixes are joined to them by a hyphen, as in "al-Jubeir".
	articlePrefixes = text.Set(`al el ad an ar as ash at az es d l`)
)

// startsSentence reports that rest begins with a capitalised word that begins
// sentences far more often than it follows an abbreviation.
func startsSentence(rest string) bool {
	rest = strings.TrimLeft(rest, "\"'“‘«([")
	i := strings.IndexFunc(rest, func(r rune) bool { return !unicode.IsLetter(r) && r != '\'' && r != '’' })
	if i < 0 {
		i = len(rest)
	}
	if i == 0 || i > 16 {
		return false
	}
	fold := strings.ToLower(rest[:i])
	return text.IsStop(fold) || starters[fold]
}

// capLength cuts s into parts of at most maxSentence bytes, at the end of a
// clause if one ends in the second half, else after a word.
func capLength(body string, s Span) []Span {
	if s.Len() == 0 {
		return nil
	}
	var out []Span
	for s.Len() > maxSentence {
		cut := s.Start + cutAt(body[s.Start:s.Start+maxSentence])
		for !utf8.RuneStart(body[cut]) {
			cut--
		}
		if part := trim(body, Span{s.Start, cut}); part.Len() > 0 {
			out = append(out, part)
		}
		s = trim(body, Span{cut, s.End})
	}
	if s.Len() > 0 {
		out = append(out, s)
	}
	return out
}

func cutAt(s string) int {
	half := len(s) / 2
	for _, mark := range []string{"; ", ": ", ", ", " – ", " - ", " "} {
		if i := strings.LastIndex(s[half:], mark); i >= 0 {
			return half + i + len(mark)
		}
	}
	if i := strings.LastIndexFunc(s[half:], isSpace); i >= 0 {
		return half + i
	}
	return len(s) // no space anywhere
}
