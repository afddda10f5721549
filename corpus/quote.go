package corpus

import (
	"unicode"
	"unicode/utf8"
)

// quotation is a stretch between quotation marks inside one paragraph.
type quotation struct {
	Span           // without the marks
	outer     Span // with the marks
	paragraph int
	unclosed  bool // it runs on into the next paragraph
	resumed   bool // it runs on from the paragraph before
}

// maxSingleQuote is how far a single quotation mark looks for its partner. An
// apostrophe must not swallow the paragraph.
const maxSingleQuote = 600

// findQuotes pairs the quotation marks of each paragraph. A quotation left
// open at the end of a paragraph is one only if the next paragraph goes on
// with it: with an opening mark, or with a closing one that has no other
// opening.
func findQuotes(body string, ps []paragraph) []quotation {
	var out []quotation
	carried := false
	for i := range ps {
		found, open := paragraphQuotes(body, ps[i].Span, i, carried)
		if carried && (len(found) == 0 || !found[0].resumed) && len(out) > 0 {
			out = out[:len(out)-1] // the open quotation was a missing mark
		}
		out = append(out, found...)
		carried = open
	}
	if carried && len(out) > 0 {
		out = out[:len(out)-1]
	}
	return out
}

// paragraphQuotes returns the quotations of one paragraph in order, and
// whether the last one is left open.
func paragraphQuotes(body string, p Span, index int, carried bool) ([]quotation, bool) {
	var out []quotation
	open, inner := -1, -1 // outer start and inner start of the open quotation
	resumed := false
	add := func(end, outerEnd int, unclosed bool) {
		if inner < end {
			out = append(out, quotation{Span{inner, end}, Span{open, outerEnd}, index, unclosed, resumed})
		}
		open, resumed = -1, false
	}
	prev := rune(-1)
	searched := 0 // no single mark closes before here
	for i := p.Start; i < p.End; {
		r, n := rune(body[i]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(body[i:p.End])
		}
		switch kind := markKind(body[i+n:p.End], prev, r); {
		case kind == noMark:
		case open < 0 && kind == closingMark && carried && len(out) == 0:
			open, inner, resumed = p.Start, p.Start, true
			add(i, i+n, false)
		case open < 0 && kind != closingMark:
			open, inner = i, i+n
			resumed = carried && len(out) == 0 && i == p.Start
		case open >= 0 && kind == closingMark || open >= 0 && r == '"' && kind == eitherMark:
			add(i, i+n, false)
		case open >= 0 && kind == openingMark:
			open, inner, resumed = i, i+n, false // the earlier mark had no partner
		}
		if open < 0 && i >= searched && (r == '\'' || r == '‘') && opensSingle(body[i+n:p.End], prev) {
			end, size := closeSingle(body, i+n, min(p.End, i+n+maxSingleQuote))
			if size > 0 {
				open, inner = i, i+n
				add(end, end+size, false)
				i, prev = end+size, '\''
				continue
			}
			searched = end
		}
		prev = r
		i += n
	}
	if open >= 0 {
		add(p.End, p.End, true)
		return out, len(out) > 0 && out[len(out)-1].unclosed
	}
	return out, false
}

type mark int

const (
	noMark mark = iota
	openingMark
	closingMark
	eitherMark
)

// markKind says whether r, between prev and rest, opens or closes a quotation.
// Straight marks, and curly ones that were typed the wrong way round, are
// judged by what stands beside them.
func markKind(rest string, prev, r rune) mark {
	switch r {
	case '“', '«':
		return openingMark
	case '”', '»':
		return closingMark
	case '„', '‟':
		return openingMark
	case '"':
	default:
		return noMark
	}
	next, _ := utf8.DecodeRuneInString(rest)
	freeLeft := prev < 0 || isSpace(prev) || prev == '(' || prev == '[' || prev == '—' || prev == '–'
	freeRight := rest == "" || isSpace(next) || unicode.IsPunct(next) && next != '(' && next != '[' && next != '\'' && next != '‘' && next != '$'
	switch {
	case freeLeft && !freeRight:
		return openingMark
	case freeRight && !freeLeft:
		return closingMark
	}
	return eitherMark
}

// opensSingle reports that a single mark stands where a quotation starts: not
// after a letter, and before one. ('90s and 'em have no partner to close them.)
func opensSingle(rest string, prev rune) bool {
	next, _ := utf8.DecodeRuneInString(rest)
	return (prev < 0 || isSpace(prev) || prev == '(') && rest != "" && (unicode.IsLetter(next) || unicode.IsDigit(next))
}

// closeSingle returns the position and size of the single mark that closes a
// quotation opened before from; size 0, and how far it looked, when none does
// before end.
func closeSingle(body string, from, end int) (int, int) {
	for i := from; i < end; {
		r, n := utf8.DecodeRuneInString(body[i:])
		switch r {
		case '\'', '’':
			before, _ := utf8.DecodeLastRuneInString(body[from:i])
			after, _ := utf8.DecodeRuneInString(body[i+n:])
			if !isSpace(before) && !unicode.IsLetter(after) && !unicode.IsDigit(after) && i > from && !isPluralPossessive(before, body[i+n:]) {
				return i, n
			}
		case '“', '”', '"', '‘':
			return i, 0
		}
		i += n
	}
	return end, 0
}

// isPluralPossessive reports that the mark after an s is followed by a word,
// as in "the talks' sponsors", with no stop or comma between.
func isPluralPossessive(before rune, rest string) bool {
	if before != 's' || len(rest) < 2 || rest[0] != ' ' {
		return false
	}
	r, _ := utf8.DecodeRuneInString(rest[1:])
	return unicode.IsLower(r)
}
