package ingest

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// maxBegin is how much of an article its beginning is, in characters.
const maxBegin = 240

// Begins returns the first words of what would be quoted of the article, on one
// line.
func (p *Proposal) Begins() string {
	var b strings.Builder
	for _, s := range p.Article.Sentences {
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(strings.Join(strings.Fields(p.Article.Text(s.Span)), " "))
		if utf8.RuneCountInString(b.String()) >= maxBegin {
			break
		}
	}
	return cut(b.String(), maxBegin)
}

// Cleaned says what of the text would be neither indexed nor quoted: a line for
// each rule, with how often it held and how it begins, in order of the text.
func (p *Proposal) Cleaned() []string {
	type took struct {
		reason, first string
		times, bytes  int
	}
	var order []string
	by := map[string]*took{}
	for _, r := range p.Article.Removed {
		t := by[r.Rule]
		if t == nil {
			t = &took{reason: r.Reason, first: strings.Join(strings.Fields(p.Article.Text(r.Span)), " ")}
			by[r.Rule] = t
			order = append(order, r.Rule)
		}
		t.times++
		t.bytes += r.Len()
	}
	var out []string
	for _, rule := range order {
		t := by[rule]
		times := ""
		if t.times > 1 {
			times = fmt.Sprintf(" (%d times, %d bytes)", t.times, t.bytes)
		}
		out = append(out, fmt.Sprintf("“%s”%s: %s", cut(t.first, 60), times, t.reason))
	}
	return out
}

// cut returns s, or its first words with an ellipsis where it is longer than
// most characters.
func cut(s string, most int) string {
	if utf8.RuneCountInString(s) <= most {
		return s
	}
	s = string([]rune(s)[:most])
	if at := strings.LastIndexByte(s, ' '); at > len(s)/2 {
		s = s[:at]
	}
	return s + "…"
}
