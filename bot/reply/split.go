package reply

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Split cuts a text of ours, in Discord's markdown, into parts of at most max
// UTF-16 units (2 at least, as one character may need them), and so of at most
// as many code points. It cuts between lines where that leaves no part half
// empty, else between sentences, else between words, and inside a word only when
// the word is longer than a part; never inside a character, between a letter and
// its marks, inside a joined emoji, or after the backslash of an escape. A
// marker such as [1] stays with the words before it. A code block, a quotation
// and small print that are cut go on in the next part. No part is blank; a blank
// text has none.
func Split(text string, max int) []string {
	if max < 2 {
		max = 2
	}
	rest := strings.Trim(strings.ToValidUTF8(text, "\uFFFD"), "\n")
	var parts []string
	for strings.TrimSpace(rest) != "" {
		part, more := splitOnce(rest, max)
		if part = strings.TrimRight(part, " \n"); strings.TrimSpace(part) != "" {
			parts = append(parts, part)
		}
		rest = more
	}
	return parts
}

// minFrame is the shortest part in which a cut block is closed and opened again.
const minFrame = 64

// splitOnce returns the first part of s and what is left, closed and opened
// again where a block was cut.
func splitOnce(s string, max int) (part, rest string) {
	if fits(s, max) {
		return s, ""
	}
	room := max
	fenced := max >= minFrame && strings.Contains(s, fence)
	if fenced {
		room -= len("\n" + fence)
	}
	i := border(s, room)
	part, rest = s[:i], strings.TrimLeft(s[i:], " ")
	midLine := !strings.HasPrefix(rest, "\n")
	rest = strings.TrimLeft(rest, "\n")
	if rest == "" {
		return part, rest
	}
	if max < minFrame {
		if midLine {
			rest = guard(rest)
		}
		return part, rest
	}
	if open, found := openFence(part); fenced && found {
		return strings.TrimRight(part, " \n") + "\n" + fence, open + "\n" + rest
	}
	if midLine {
		return part, lineMark(part) + guard(rest)
	}
	return part, rest
}

// opening returns the length of what splitOnce may have put before s.
func opening(s string) int {
	if after, found := strings.CutPrefix(s, fence); found {
		if info, _, ends := strings.Cut(after, "\n"); ends && len(info) <= maxFenceInfo {
			return len(fence) + len(info) + 1
		}
		return len(fence)
	}
	line, _, _ := strings.Cut(s, "\n")
	return len(lineMark(line))
}

// guard returns s so that it can begin a line that it did not begin before:
// what would then be a heading or an item of a list is escaped.
func guard(s string) string {
	if mark := lineEscape(s); mark != "" {
		return mark + s
	}
	digits := len(s) - len(strings.TrimLeft(s, "0123456789"))
	if strings.HasPrefix(s[digits:], ".") && numbered(s[:digits], s[digits+1:]) {
		return s[:digits] + "\\" + s[digits:]
	}
	return s
}

const fence = "```"

// maxFenceInfo bounds what follows an opening fence and is repeated.
const maxFenceInfo = 16

// openFence returns the line that opened the code block in which s ends.
func openFence(s string) (string, bool) {
	open, info := false, ""
	for {
		_, after, found := strings.Cut(s, fence)
		if !found {
			return fence + info, open
		}
		open, info = !open, ""
		if first, _, ends := strings.Cut(after, "\n"); open && ends && len(first) <= maxFenceInfo && !strings.Contains(first, "`") {
			info = first
		}
		s = after
	}
}

// lineMark returns the mark at the start of the last line of s that the next
// line must have as well when the line is cut: a quotation or small print.
func lineMark(s string) string {
	line := s[strings.LastIndexByte(s, '\n')+1:]
	for _, mark := range lineMarks {
		if strings.HasPrefix(line, mark) && len(line) > len(mark) {
			return mark
		}
	}
	return ""
}

// border returns where to cut s, which is longer than max, so that the first
// part has at most max units. It is more than 0 and behind what opens a block at
// the start, so that each cut comes nearer to the end.
func border(s string, max int) int {
	window, least := prefix(s, max), 0
	if max >= minFrame/2 {
		least = opening(s)
	}
	half := least + (len(window)-least)/2
	line, sentence, word := 0, 0, 0
	for i := len(window); i > least && line == 0; i-- {
		if i <= half && (sentence > 0 || word > 0) {
			break
		}
		switch {
		case s[i] == '\n':
			line = i
		case s[i] != ' ' || marked(s[i+1:]) || endsInMark(s[:i+1]):
		case sentence == 0 && endsSentence(s[:i], s[i+1:]):
			sentence = i
		case word == 0:
			word = i
		}
	}
	for _, at := range []int{line, sentence, word} {
		if at > 0 {
			return at
		}
	}
	return inWord(s, least, len(window))
}

// lineMarks are what may stand at the start of a line of ours.
var lineMarks = []string{quoteMark + smallMark, quoteMark, smallMark}

// endsInMark reports that nothing but a mark stands on the last line of s.
func endsInMark(s string) bool {
	return slices.Contains(lineMarks, s[strings.LastIndexByte(s, '\n')+1:])
}

// markers of ours stand in square brackets; those of articles are escaped.
var startsMarked = regexp.MustCompile(`^\[\d{1,3}\]`)

// marked reports that s starts with a marker, which belongs to what is before.
func marked(s string) bool { return startsMarked.MatchString(s) }

// stops matches the end of a sentence: its stop, what closes with it, its
// markers, and who says it.
var stops = regexp.MustCompile(`[.!?…؟。][”"’»)*]*(?: ?\[\d{1,3}\])*(?: \([^()\n]{1,80}\))?$`)

// tail is how much of a text stops is matched against.
const tail = 160

// endsSentence reports that a sentence ends between two stretches of a text.
func endsSentence(before, after string) bool {
	next, _ := utf8.DecodeRuneInString(after)
	if next == '(' || unicode.IsLower(next) {
		return false
	}
	from := max(0, len(before)-tail)
	for from > 0 && !utf8.RuneStart(before[from]) {
		from--
	}
	return stops.MatchString(before[from:]) && !initial.MatchString(before[from:])
}

// initial matches a stop that is part of an abbreviation such as "c." or "U.S.".
var initial = regexp.MustCompile(`(?:^|[^\pL])\pL\.$`)

// inWord returns where to cut a word: the last place between two characters as
// people see them, or, when there is none, between two runes.
func inWord(s string, least, end int) int {
	for i := end; i > least; {
		if divisible(s[:i], s[i:]) {
			return i
		}
		_, n := utf8.DecodeLastRuneInString(s[:i])
		i -= n
	}
	if end > least {
		return end
	}
	_, n := utf8.DecodeRuneInString(s[least:])
	return least + n
}

// divisible reports that a text may be cut between before and after without
// changing what is seen.
func divisible(before, after string) bool {
	last, _ := runeBefore(before)
	next, _ := utf8.DecodeRuneInString(after)
	switch {
	case last == '\\':
		return (len(before)-len(strings.TrimRight(before, "\\")))%2 == 0
	case last == '\u200d' || next == '\u200d' || next == '\u200c' || last == '\u200b' || next == '\u200b':
		return false
	case unicode.In(next, unicode.M) || isTag(next) || next >= 0x1F3FB && next <= 0x1F3FF:
		return false
	case isRegional(last) && isRegional(next):
		return regionalRun(before)%2 == 0
	case last == next && strings.ContainsRune("*`~|", last):
		return false
	}
	return true
}

// Two regional indicators make a flag.
func isRegional(r rune) bool { return r >= 0x1F1E6 && r <= 0x1F1FF }

func regionalRun(s string) int {
	n := 0
	for {
		r, width := runeBefore(s)
		if !isRegional(r) {
			return n
		}
		n++
		s = s[:len(s)-width]
	}
}

// cutTo returns s, or as much of its start as fits max units with an ellipsis.
func cutTo(s string, max int) string {
	if fits(s, max) {
		return s
	}
	return strings.TrimRight(s[:border(s, max-size(ellipsis))], " \n") + ellipsis
}

const ellipsis = " …"
