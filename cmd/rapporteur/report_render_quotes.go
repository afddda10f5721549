package main

import (
	"strings"

	"rapporteur/answer"
)

// quotes returns who said what, by day and publisher: the speaker's own words in
// quotation marks, what is in the article's words marked as reported. What is
// piped is one line each.
func (s screen) quotes(r *answer.Report) string {
	if r.Matrix != nil && len(r.Matrix.Rows) > 0 {
		return s.shown(citedIn(r), func(b *strings.Builder) { s.matrix(b, r) })
	}
	return s.shown(r, func(b *strings.Builder) {
		switch {
		case s.width == 0 || len(r.Quotes) == 0:
			s.lines(b, r)
		default:
			s.saidByDay(b, r)
		}
	})
}

func (s screen) saidByDay(b *strings.Builder, r *answer.Report) {
	known := datesOf(r)
	day, speaker := "", ""
	for i, q := range r.Quotes {
		if i > 0 && q.StandsIn(r.Quotes[i-1]) {
			continue
		}
		if d := saidOn(q, known); d != day || i == 0 {
			if i > 0 {
				b.WriteByte('\n')
			}
			day, speaker = d, ""
			b.WriteString(s.as(bold, s.wrap(day, "", "  ")) + "\n")
		}
		if who := q.Speaker + "\x00" + q.Role; who != speaker {
			speaker = who
			b.WriteString(s.speaker(q) + "\n")
		}
		b.WriteString(s.said(q, "    ") + "\n")
	}
}

// saidOn is the heading that a quotation stands under.
func saidOn(q answer.Quotation, known dates) string {
	day := orDefault(saidWhen(q), "date unknown")
	if q.Basis == answer.DateResolved {
		day += " (resolved)"
	}
	if q.Publisher != "" {
		day += " · " + oneLine(marked(q.Publisher, known[q.Marker].PublisherBasis))
	}
	return day
}

// saidWhen returns when something was said: "before c. Aug 2016"; "" when that is
// not known.
func saidWhen(q answer.Quotation) string {
	day := shortDate(q.Date, q.Rough)
	if q.Before && day != "" {
		day = "before " + day
	}
	return day
}

// speaker returns the line of who speaks.
func (s screen) speaker(q answer.Quotation) string {
	const indent = "  "
	name := oneLine(orDefault(q.Speaker, q.AsWritten))
	rest := ""
	if q.Role != "" {
		rest = ", " + oneLine(q.Role)
	}
	lines := s.wrap(name+rest, indent, indent)
	if !strings.HasPrefix(lines, indent+name) { // broken within the name
		return lines
	}
	return indent + s.as(bold, name) + lines[len(indent+name):]
}

// said returns what was said, with whom it was said to and its marker.
func (s screen) said(q answer.Quotation, indent string) string {
	text, own := spoken(q)
	if !own {
		text = inReported + " " + text
	}
	if q.Via != "" {
		text += " (according to " + oneLine(q.Via) + ")"
	}
	if q.To != "" {
		text += " (" + saidTo(q.To) + ")"
	}
	lines := s.wrap(withMarkers(text, q.Marker), indent, indent)
	if !own {
		lines = strings.Replace(lines, inReported, s.as(dim, inReported), 1)
	}
	return lines
}

// inReported stands before what is in the article's words.
const inReported = "reported:"

// spoken returns what was said: the speaker's own words in quotation marks, else a
// clause that holds some of them as the article prints it, or the article's words.
func spoken(q answer.Quotation) (text string, own bool) {
	switch {
	case q.Clause != "":
		return oneLine(q.Clause), false
	case q.Kind == answer.Verbatim:
		return inMarks(strings.TrimRight(oneLine(q.Text), ", ")), true
	}
	return oneLine(q.Text), false
}

// saidTo says to whom, or where, with the preposition that the article has.
func saidTo(to string) string {
	to = oneLine(to)
	first, _, _ := strings.Cut(to, " ")
	switch strings.ToLower(first) {
	case "to", "at", "in", "on", "during", "after", "before", "with", "by", "via", "through", "from", "following", "outside", "near":
		return to
	}
	return "to " + to
}
