package main

import (
	"fmt"
	"strings"

	"rapporteur/answer"
	"rapporteur/corpus"
)

// leastDrawn is the width from which on a timeline is drawn; narrower ones, and
// those that are piped, are plain lines.
const leastDrawn = 40

// rule holds what a line of time is drawn with.
type rule struct{ happened, planned, line, lasting string }

func (s screen) rule() rule {
	if s.ascii {
		return rule{"*", "o", "|", "#"}
	}
	return rule{"●", "○", "│", "┃"}
}

// timeline returns dated events: on a terminal along a drawn line, dates on its
// left.
func (s screen) timeline(r *answer.Report) string {
	return s.shown(r, func(b *strings.Builder) {
		if s.width < leastDrawn || len(r.Events) == 0 {
			s.lines(b, r)
			return
		}
		s.drawn(b, r)
	})
}

func (s screen) drawn(b *strings.Builder, r *answer.Report) {
	draw := s.rule()
	days := make([]string, len(r.Events))
	left := len("2017")
	for i, e := range r.Events {
		days[i] = dayOf(e)
		left = max(left, columns(days[i]))
	}
	year, day := "", "" // of the event before
	for i, e := range r.Events {
		if y := yearOf(e.Date); y != year {
			year, day = y, ""
			if days[i] != year { // else it stands at the event
				b.WriteString(s.as(bold, padded(year, left)) + " " + s.as(dim, draw.line) + "\n")
			}
		}
		label := days[i]
		if label == day {
			label = ""
		}
		day = days[i]
		label = strings.Repeat(" ", left-columns(label)) + label
		if days[i] == year {
			label = s.as(bold, padded(strings.TrimLeft(label, " "), left))
		}
		s.event(b, e, label, left, draw)
		if i < len(r.Events)-1 {
			b.WriteString(strings.Repeat(" ", left+1) + s.as(dim, draw.line) + "\n")
		}
	}
	b.WriteString("\n" + s.as(dim, s.wrap(draw.legend(r.Events), "", "")) + "\n")
}

// event draws one event, its date in the column on the left of the line.
func (s screen) event(b *strings.Builder, e answer.Event, label string, left int, draw rule) {
	lead := left + 3
	mark, line := draw.happened, draw.line
	if e.Planned {
		mark = draw.planned
	}
	if e.DateEnd != "" {
		line = draw.lasting
	}
	for i, text := range fill(withMarkers(e.Text, e.Markers...), s.width-lead) {
		if i == 0 {
			b.WriteString(label + " " + mark + " " + text + "\n")
			continue
		}
		b.WriteString(strings.Repeat(" ", lead-2) + s.as(dim, line) + " " + text + "\n")
	}
	details := detailsOf(e)
	if details == "" {
		return
	}
	for _, text := range fill(details, s.width-lead) {
		b.WriteString(strings.Repeat(" ", lead-2) + s.as(dim, line+" "+text) + "\n")
	}
}

// legend explains the marks that events are drawn with.
func (draw rule) legend(events []answer.Event) string {
	var happened, planned, lasting bool
	for _, e := range events {
		happened, planned, lasting = happened || !e.Planned, planned || e.Planned, lasting || e.DateEnd != ""
	}
	var parts []string
	for _, p := range []struct {
		there      bool
		mark, what string
	}{{happened, draw.happened, "happened"}, {planned, draw.planned, "planned when it was reported"}, {lasting, draw.lasting, "a stretch of time"}} {
		if p.there {
			parts = append(parts, p.mark+" "+p.what)
		}
	}
	return strings.Join(parts, ", ")
}

// yearOf returns the year of an ISO date, dayOf the rest of an event's date as
// people write it, or the year when that is all that is known.
func yearOf(iso string) string {
	d, err := corpus.ParseDate(iso)
	if err != nil {
		return "date unknown"
	}
	return corpus.Date{Year: d.Year}.Short()
}

func dayOf(e answer.Event) string {
	d, err := corpus.ParseDate(e.Date)
	if err != nil {
		return ""
	}
	day := d.Short()
	if end, ok := sameMonth(e); ok {
		day = fmt.Sprintf("%d–%s", d.Day, end.Short())
	}
	if d.Month > 0 {
		day = strings.TrimSuffix(day, " "+corpus.Date{Year: d.Year}.Short())
	}
	if e.Rough {
		day = "c. " + day
	}
	return day
}

// sameMonth returns the end of a stretch of days within one month.
func sameMonth(e answer.Event) (end corpus.Date, ok bool) {
	from, err := corpus.ParseDate(e.Date)
	if err != nil || from.Day == 0 {
		return end, false
	}
	end, err = corpus.ParseDate(e.DateEnd)
	return end, err == nil && end.Day > from.Day && end.Year == from.Year && end.Month == from.Month
}

// maxActors of an event are named below it.
const maxActors = 5

// detailsOf returns what is known of an event besides its text: how certain its
// date is, where it was, who took part, and when it was reported.
func detailsOf(e answer.Event) string {
	var parts []string
	add := func(part string) {
		if part = oneLine(part); part != "" {
			parts = append(parts, part)
		}
	}
	if e.Planned {
		add("planned")
	}
	if _, short := sameMonth(e); e.DateEnd != "" && !short {
		add("to " + shortDate(e.DateEnd, false))
	}
	switch e.Basis {
	case answer.DateResolved:
		add("date resolved")
	case answer.DatePublished:
		add("date of the article")
	}
	add(e.Place)
	actors := e.Actors[:min(len(e.Actors), maxActors)]
	who := strings.Join(actors, ", ")
	if more := len(e.Actors) - len(actors); more > 0 {
		who += fmt.Sprintf(" and %d more", more)
	}
	add(who)
	if e.Reported != "" && e.Reported != e.Date {
		add("reported " + shortDate(e.Reported, false))
	}
	return strings.Join(parts, " · ")
}
