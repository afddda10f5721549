package reply

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/corpus"
	"rapporteur/text"
)

// excerpt is a stretch of an article as it is shown: cut into pieces between
// words and where bold begins or ends, so that it can be shortened and escaped
// piece by piece.
type excerpt []piece

// piece is a run of characters without white space, all bold or all not.
type piece struct {
	shown string // escaped
	bold  bool
	gap   gap // what stands before it
}

// gap is what parts a piece from the one before it.
type gap int

const (
	joined gap = iota
	spaced
	newParagraph
	leftOut // something between the two is not shown
)

// newExcerpt cuts a text with the stretches in bold, as bytes of s. They may
// overlap and be in any order; what lies outside s is ignored.
func newExcerpt(s string, bold []corpus.Span) excerpt {
	at := near(s, corpus.Span{End: len(s)}, bold)
	b := excerptBuilder{}
	b.add(s[at.Start:at.End], shifted(bold, at.Start))
	return b.pieces
}

// maxExcerpt bounds how many bytes are read for an excerpt, which is always
// shorter, and maxBefore how many of them before the first stretch in bold.
const (
	maxExcerpt = 32 << 10
	maxBefore  = 8 << 10
)

// near returns as much of a stretch of s as is read for an excerpt: all of it,
// or what stands around the first stretch in bold.
func near(s string, at corpus.Span, bold []corpus.Span) corpus.Span {
	if at.Len() <= maxExcerpt {
		return at
	}
	first := at.End
	for _, b := range bold {
		if b.End > at.Start {
			first = min(first, b.Start)
		}
	}
	if first == at.End {
		first = at.Start
	}
	at.Start = max(at.Start, first-maxBefore)
	at.End = min(at.End, at.Start+maxExcerpt)
	for at.Start < at.End && !utf8.RuneStart(s[at.Start]) {
		at.Start++
	}
	for at.End < len(s) && at.End > at.Start && !utf8.RuneStart(s[at.End]) {
		at.End--
	}
	return at
}

// passageExcerpt cuts a stretch of an article, with the stretches of the article
// in bold. What cleaning took out of the article is left out of it.
func passageExcerpt(a *corpus.Article, at corpus.Span, bold []corpus.Span) excerpt {
	at = near(a.Body, at, bold)
	b := excerptBuilder{}
	show := func(from, to int) {
		if from < to {
			b.add(a.Body[from:to], shifted(bold, from))
		}
	}
	from := at.Start
	for _, r := range a.Removed {
		if r.End <= from || r.Start >= at.End {
			continue
		}
		show(from, r.Start)
		if strings.TrimSpace(a.Body[r.Start:r.End]) != "" {
			b.gap = leftOut
		}
		from = r.End
	}
	show(from, at.End)
	return b.pieces
}

// shifted returns spans as seen from byte offset on.
func shifted(spans []corpus.Span, offset int) []corpus.Span {
	out := make([]corpus.Span, len(spans))
	for i, s := range spans {
		out[i] = corpus.Span{Start: s.Start - offset, End: s.End - offset}
	}
	return out
}

// maxSearched is how much of a text is searched for words.
const maxSearched = 64 << 10

// wordsIn returns where the words of a query stand in s, by their stems.
func wordsIn(s, query string) []corpus.Span {
	s = prefix(s, maxSearched)
	stems := map[string]bool{}
	for _, t := range text.Content(query) {
		stems[t.Stem] = true
	}
	var out []corpus.Span
	for _, t := range text.Tokens(s) {
		if stems[t.Stem] {
			out = append(out, corpus.Span{Start: t.Start, End: t.End})
		}
	}
	return out
}

type excerptBuilder struct {
	pieces excerpt
	gap    gap // before the next piece
}

func (b *excerptBuilder) add(s string, bold []corpus.Span) {
	bold = slices.Clone(bold)
	slices.SortFunc(bold, func(x, y corpus.Span) int { return x.Start - y.Start })
	start, isBold := 0, false
	for i := 0; i < len(s); {
		r, width := utf8.DecodeRuneInString(s[i:])
		for len(bold) > 0 && bold[0].End <= i {
			bold = bold[1:]
		}
		now := len(bold) > 0 && bold[0].Start <= i
		if unicode.IsSpace(r) {
			b.piece(s[start:i], isBold)
			end := i + len(s[i:]) - len(strings.TrimLeftFunc(s[i:], unicode.IsSpace))
			b.space(s[i:end])
			i, start = end, end
			continue
		}
		if now != isBold {
			b.piece(s[start:i], isBold)
			start, isBold = i, now
		}
		i += width
	}
	b.piece(s[start:], isBold)
}

func (b *excerptBuilder) space(s string) {
	b.gap = max(b.gap, spaced)
	if strings.Contains(clean(s), "\n\n") {
		b.gap = max(b.gap, newParagraph)
	}
}

func (b *excerptBuilder) piece(raw string, bold bool) {
	raw = clean(raw)
	if raw == "" {
		return
	}
	shown := escapeInLine(raw)
	if len(b.pieces) == 0 {
		b.gap = joined
	}
	if len(b.pieces) == 0 || b.gap == newParagraph {
		shown = escape(raw)
	}
	for shown != "" {
		cut := len(shown)
		if !fits(shown, maxPiece) {
			cut = inWord(shown, 0, len(prefix(shown, maxPiece)))
		}
		b.pieces = append(b.pieces, piece{shown: shown[:cut], bold: bold, gap: b.gap})
		shown, b.gap = shown[cut:], joined
	}
}

// maxPiece bounds a piece, so that an endless word can be shortened as well.
const maxPiece = 100

// quoted returns the excerpt as a block quotation of at most max units. What is
// too long is cut to what stands from the first stretch in bold on and around it,
// or to its start when there is none, with ellipses. An empty excerpt gives "".
func (e excerpt) quoted(max int) string {
	if len(e) == 0 {
		return ""
	}
	first, last := e.window(max)
	var b strings.Builder
	b.WriteString(quoteMark)
	if first > 0 {
		b.WriteString("… ")
	}
	bold := false
	for i, p := range e[first:last] {
		if bold && (!p.bold || p.gap >= newParagraph) {
			b.WriteString(boldMark)
			bold = false
		}
		if i > 0 {
			b.WriteString(p.gap.shown())
		}
		if p.bold && !bold {
			b.WriteString(boldMark)
			bold = true
		}
		b.WriteString(p.shown)
	}
	if bold {
		b.WriteString(boldMark)
	}
	if last < len(e) {
		b.WriteString(ellipsis)
	}
	return b.String()
}

const (
	quoteMark = "> "
	boldMark  = "**"
)

func (g gap) shown() string {
	switch g {
	case spaced:
		return " "
	case newParagraph:
		return "\n> \n> "
	case leftOut:
		return " … "
	}
	return ""
}

// cost is the most that a piece takes, with what stands before it.
func (p piece) cost() int {
	n := size(p.shown) + size(p.gap.shown())
	if p.bold {
		n += 2 * len(boldMark)
	}
	return n
}

// window returns which pieces are shown in max units.
func (e excerpt) window(max int) (first, last int) {
	max -= len(quoteMark) + size("… ") + size(ellipsis)
	first = slices.IndexFunc(e, func(p piece) bool { return p.bold })
	if first < 0 {
		first = 0
	}
	last = first
	forward := func() bool {
		if last == len(e) || e[last].cost() > max {
			return false
		}
		max -= e[last].cost()
		last++
		return true
	}
	back := func() bool {
		if first == 0 || e[first-1].cost() > max {
			return false
		}
		first--
		max -= e[first].cost()
		return true
	}
	for end := e.lastBold(); last <= end && forward(); {
	}
	for moved := true; moved; {
		moved = forward()
		moved = back() || moved
	}
	return first, last
}

// lastBold returns the last piece in bold, -1 when there is none.
func (e excerpt) lastBold() int {
	for i := len(e) - 1; i >= 0; i-- {
		if e[i].bold {
			return i
		}
	}
	return -1
}

// boldCost is what the pieces in bold, and what stands between the first and the
// last of them, take at most.
func (e excerpt) boldCost() int {
	first, n := slices.IndexFunc(e, func(p piece) bool { return p.bold }), 0
	if first < 0 {
		return 0
	}
	for _, p := range e[first : e.lastBold()+1] {
		n += p.cost()
	}
	return n
}
