package corpus

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/text"
)

// line is a line of the body with white space trimmed, never empty.
type line struct {
	Span
	gap bool // a blank line stands before it
}

// splitLines returns the lines of body that hold more than white space.
func splitLines(body string) []line {
	var out []line
	gap := false
	for at := 0; at < len(body); {
		end := strings.IndexAny(body[at:], "\r\n")
		next := len(body)
		if end < 0 {
			end = len(body)
		} else {
			end += at
			next = end + 1
			if body[end] == '\r' && next < len(body) && body[next] == '\n' {
				next++
			}
		}
		if s := trim(body, Span{at, end}); s.Len() > 0 {
			out = append(out, line{Span: s, gap: gap})
			gap = false
		} else {
			gap = len(out) > 0
		}
		at = next
	}
	return out
}

// trim returns s without the white space at its ends.
func trim(body string, s Span) Span {
	for s.Start < s.End {
		r, n := utf8.DecodeRuneInString(body[s.Start:s.End])
		if !isSpace(r) {
			break
		}
		s.Start += n
	}
	for s.Start < s.End {
		r, n := utf8.DecodeLastRuneInString(body[s.Start:s.End])
		if !isSpace(r) {
			break
		}
		s.End -= n
	}
	return s
}

// paragraph is a paragraph of the article with the part it plays.
type paragraph struct {
	Span
	role Role
}

// paragraphs joins what cleaning left of the lines into paragraphs and gives
// each its role. A line is a paragraph, except in a text that was wrapped to a
// width, where blank lines separate them.
func paragraphs(a *Article, lines []line, cleaned cleaning) []paragraph {
	kept := keptPieces(a.Body, lines, cleaned.removals)
	wrapped := isWrapped(a.Body, lines)
	var out []paragraph
	for i, p := range kept {
		joins := wrapped && i > 0 && !lines[p.line].gap && p.line == kept[i-1].line+1 && kept[i-1].whole && p.whole
		switch {
		case joins:
			out[len(out)-1].End = p.End
		case cleaned.captions[p.line]:
			out = append(out, paragraph{p.Span, InCaption})
		default:
			out = append(out, paragraph{p.Span, InBody})
		}
	}
	assignRoles(a, out)
	a.Paragraphs = make([]Span, len(out))
	for i, p := range out {
		a.Paragraphs[i] = p.Span
	}
	return out
}

// piece is what is left of a line between removals.
type piece struct {
	Span
	line  int
	whole bool // nothing of the line was removed
}

func keptPieces(body string, lines []line, removed []Removal) []piece {
	out := make([]piece, 0, len(lines))
	r := 0
	for i, l := range lines {
		at, whole := l.Start, true
		for r < len(removed) && removed[r].End <= l.Start {
			r++
		}
		for j := r; j < len(removed) && removed[j].Start < l.End; j++ {
			if s := trim(body, Span{at, max(at, removed[j].Start)}); s.Len() > 0 {
				out = append(out, piece{s, i, false})
			}
			at, whole = removed[j].End, false
		}
		if s := trim(body, Span{min(at, l.End), l.End}); s.Len() > 0 {
			out = append(out, piece{s, i, whole})
		}
	}
	return out
}

// maxWrapWidth is the widest column that editors and mail programs wrap to.
const maxWrapWidth = 120

// isWrapped reports that lines end where the next word would not have fit, so
// that a line break says nothing.
func isWrapped(body string, lines []line) bool {
	width := 0
	for _, l := range lines {
		width = max(width, l.Len())
	}
	if width > maxWrapWidth {
		return false
	}
	breaks, full := 0, 0
	for i := 1; i < len(lines); i++ {
		if lines[i].gap {
			continue
		}
		breaks++
		word := strings.IndexFunc(body[lines[i].Start:lines[i].End], isSpace)
		if word < 0 {
			word = lines[i].Len()
		}
		if lines[i-1].Len()+1+word > width {
			full++
		}
	}
	return breaks >= 3 && full*10 >= breaks*8
}

const (
	maxTitleBytes      = 160
	maxStandfirstBytes = 320
	maxHeadingBytes    = 80
)

// assignRoles names the headline and the line under it, cross-headings, and
// the publisher's own comment, which runs to the end.
func assignRoles(a *Article, ps []paragraph) {
	if t := titleParagraph(a, ps); t >= 0 {
		ps[t].role = InTitle
		if t+1 < len(ps)-1 && ps[t+1].role == InBody && isStandfirst(a.Text(ps[t+1].Span)) {
			ps[t+1].role = InStandfirst
		}
	}
	for i := range ps {
		s := a.Text(ps[i].Span)
		if opensComment(s) {
			for j := i; j < len(ps); j++ {
				ps[j].role = InComment
			}
			return
		}
		if ps[i].role == InBody && i > 0 && i+1 < len(ps) && isHeading(s, a.Text(ps[i+1].Span)) {
			ps[i].role = InHeading
		}
	}
}

// titleParagraph returns the index of the headline in the text, -1 when the
// text starts without one.
func titleParagraph(a *Article, ps []paragraph) int {
	known := text.Fold(a.Title)
	for i := range ps[:min(3, len(ps))] {
		if ps[i].role != InBody || ps[i].Len() > 2*maxTitleBytes {
			continue
		}
		s := a.Text(ps[i].Span)
		if known != "" && text.Fold(s) == known {
			return i
		}
		if i == 0 && i+1 < len(ps) && looksLikeTitle(s, a.Text(ps[i+1].Span)) {
			return i
		}
	}
	return -1
}

// looksLikeTitle reports that s is a short line without a final stop and that
// something longer follows.
func looksLikeTitle(s, next string) bool {
	return len(s) <= maxTitleBytes && len(next) > len(s) && !endsSentence(s) &&
		wordCount(s) >= 4 && startsUpper(s) && hasSmallWord(s) && !strings.HasSuffix(s, "—") && !strings.HasSuffix(s, "–") && dateline(s).place == "" && !isByline(s)
}

// hasSmallWord tells a headline from a line that is only names, such as an
// author's.
func hasSmallWord(s string) bool {
	for w := range strings.FieldsSeq(s) {
		if r, _ := utf8.DecodeRuneInString(w); !unicode.IsUpper(r) && unicode.IsLetter(r) {
			return true
		}
	}
	return strings.ToUpper(s) == s
}

func isStandfirst(s string) bool {
	return len(s) <= maxStandfirstBytes && !endsWithStop(s) && wordCount(s) >= 5 && dateline(s).place == "" && !isByline(s)
}

func isHeading(s, next string) bool {
	return len(s) <= maxHeadingBytes && !endsSentence(s) && startsUpper(s) &&
		len(next) > len(s) && len(next) > maxHeadingBytes && !isByline(s)
}

// isByline reports "By" and a name.
func isByline(s string) bool {
	name, ok := strings.CutPrefix(s, "By ")
	if !ok {
		name, ok = strings.CutPrefix(s, "BY ")
	}
	return ok && startsUpper(name) && len(s) <= maxHeadingBytes
}

var commentLabels = []string{"Comment", "Commentary", "Analysis", "Opinion", "Our view", "Editorial comment", "Editor's comment", "Editor’s comment"}

// opensComment reports that s starts the publisher's comment: a label with a
// colon, or a label alone.
func opensComment(s string) bool {
	label, rest, colon := strings.Cut(s[:min(len(s), 64)], ":")
	label = strings.TrimSpace(label)
	if !slices.ContainsFunc(commentLabels, func(l string) bool { return strings.EqualFold(l, label) }) {
		return false
	}
	return colon && (rest == "" || unicode.IsSpace(rune(rest[0]))) || !colon && len(s) == len(label)
}

// endsSentence reports that s ends like running text: in a stop, or in a mark
// that announces more.
func endsSentence(s string) bool {
	s = strings.TrimRight(s, "\"'”’»)] ")
	r, _ := utf8.DecodeLastRuneInString(s)
	return strings.ContainsRune(".:;,…।。", r)
}

// endsWithStop is endsSentence or a question or exclamation mark.
func endsWithStop(s string) bool {
	t := strings.TrimRight(s, "\"'”’»)] ")
	return endsSentence(s) || strings.HasSuffix(t, "?") || strings.HasSuffix(t, "!")
}

func startsUpper(s string) bool {
	for _, r := range s {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return !unicode.IsLower(r)
		}
	}
	return false
}

// wordCount counts runs of letters and digits; inner apostrophes, hyphens and
// stops do not separate.
func wordCount(s string) int {
	n, in := 0, false
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			i++
			switch {
			case c|0x20 >= 'a' && c|0x20 <= 'z' || c >= '0' && c <= '9':
				if !in {
					n++
				}
				in = true
			case c == '\'' || c == '-' || c == '.' || c == ',':
				in = in && i < len(s) && s[i] > ' '
			default:
				in = false
			}
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		i += size
		letter := unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r)
		if letter && !in {
			n++
		}
		in = letter || r == '’' && in
	}
	return n
}
