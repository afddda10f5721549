package main

import (
	"cmp"
	"strings"

	"rapporteur/answer"
)

// leastBeside is the width from which on two sides stand beside each other.
const leastBeside = 80

// comparison returns two sides, point by point: beside each other where there
// is room, else one above the other; what is piped is the text as it is. a and b
// are what they are called.
func (s screen) comparison(r *answer.Report, a, b string) string {
	a, b = oneLine(a), oneLine(b)
	return s.shown(r, func(out *strings.Builder) {
		switch {
		case s.width == 0 || len(r.Points) == 0:
			s.lines(out, r)
		case s.width < leastBeside:
			s.stacked(out, r, a, b)
		default:
			s.beside(out, r, a, b)
		}
	})
}

// relationWords says how the sides stand to each other.
func relationWords(p answer.Point, a, b string) string {
	switch p.Relation {
	case answer.Changed:
		return "changed"
	case answer.Same:
		return "the same"
	case answer.Differ:
		switch {
		case p.SourcesDiffer:
			return "sources differ"
		case p.Together():
			return "both in one sentence"
		}
		return "different"
	case answer.OnlyA:
		return "only " + shorten(a, maxSideName)
	case answer.OnlyB:
		return "only " + shorten(b, maxSideName)
	}
	return oneLine(string(p.Relation))
}

// maxSideName bounds the name of a side where it is repeated, in letters.
const maxSideName = 40

func (s screen) aspectLine(p answer.Point, a, b string) string {
	aspect := oneLine(orDefault(p.Aspect, p.Text))
	line := aspect
	if words := relationWords(p, a, b); words != "" {
		line += " — " + words
	}
	lines := s.wrap(line, "", "  ")
	if !strings.HasPrefix(lines, aspect) {
		return lines
	}
	return s.as(bold, aspect) + lines[len(aspect):]
}

// side returns what a side says with its date and markers.
func side(x *answer.Side) string {
	if x == nil {
		return ""
	}
	text := withMarkers(inMarks(x.Text), x.Markers...)
	if x.By != "" {
		text += " (" + oneLine(x.By) + ")"
	}
	if day := shortDate(x.Date, x.Rough); day != "" {
		return day + ": " + text
	}
	return text
}

func (s screen) stacked(out *strings.Builder, r *answer.Report, a, b string) {
	for i, p := range r.Points {
		if i > 0 {
			out.WriteByte('\n')
		}
		out.WriteString(s.aspectLine(p, a, b) + "\n")
		switch {
		case p.A == nil || p.B == nil || p.Together():
			out.WriteString(s.wrap(side(cmp.Or(p.A, p.B)), "  ", "    ") + "\n")
		default:
			out.WriteString(s.wrap(shorten(a, maxSideName)+", "+side(p.A), "  ", "    ") + "\n")
			out.WriteString(s.wrap(shorten(b, maxSideName)+", "+side(p.B), "  ", "    ") + "\n")
		}
	}
}

func (s screen) beside(out *strings.Builder, r *answer.Report, a, b string) {
	between, dash := " │ ", "─"
	if s.ascii {
		between, dash = " | ", "-"
	}
	half := (s.width - columns(between)) / 2
	s.pair(out, bold, shorten(a, maxSideName), shorten(b, maxSideName), half, between)
	out.WriteString(s.as(dim, strings.Repeat(dash, 2*half+columns(between))) + "\n")
	for i, p := range r.Points {
		if i > 0 {
			out.WriteByte('\n')
		}
		out.WriteString(s.aspectLine(p, a, b) + "\n")
		if p.Together() {
			out.WriteString(s.wrap(side(p.A), "", "") + "\n")
			continue
		}
		s.pair(out, "", side(p.A), side(p.B), half, between)
	}
}

// pair writes two texts beside each other, each in a column half wide.
func (s screen) pair(out *strings.Builder, style, left, right string, half int, between string) {
	l, r := fill(left, half), fill(right, half)
	for i := range max(len(l), len(r)) {
		var x, y string
		if i < len(l) {
			x = l[i]
		}
		if i < len(r) {
			y = r[i]
		}
		gap := strings.Repeat(" ", half-columns(x))
		if y == "" {
			out.WriteString(s.as(style, x) + gap + s.as(dim, strings.TrimRight(between, " ")) + "\n")
			continue
		}
		out.WriteString(s.as(style, x) + gap + s.as(dim, between) + s.as(style, y) + "\n")
	}
}
