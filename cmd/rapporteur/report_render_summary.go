package main

import (
	"strings"

	"rapporteur/answer"
	"rapporteur/corpus"
)

// aspectHeadings are what the points of a summary are called, in talks and in
// other news. What it is about needs no heading.
var aspectHeadings = map[string][]string{
	answer.AspectLead:         {""},
	answer.AspectParticipants: {"Who took part", "Who"},
	answer.AspectAgenda:       {"On the table", "Plans and aims"},
	answer.AspectOutcome:      {"What happened"},
	answer.AspectDispute:      {"In dispute"},
	answer.AspectBackground:   {"Background"},
}

// summary returns a summary: a short one as a paragraph, a full one by point.
// What is piped is the text as it is.
func (s screen) summary(r *answer.Report, short bool) string {
	return s.shown(r, func(b *strings.Builder) {
		switch {
		case short:
			b.WriteString(s.wrap(oneLine(r.Text), "", "") + "\n")
		case s.width == 0 || len(r.Points) == 0:
			s.lines(b, r)
		case r.Writer == answer.Extractive && len(byArticle(r.Citations)) > 1:
			s.pointsByArticle(b, r)
		default:
			s.pointsByAspect(b, r)
		}
	})
}

// pointsByAspect writes points in their order, a heading above those of one
// aspect that stand together. What is of one article has its date and publisher
// at the top.
func (s screen) pointsByAspect(b *strings.Builder, r *answer.Report) {
	if articles := byArticle(r.Citations); len(articles) == 1 {
		b.WriteString(s.as(bold, s.wrap(originOf(articles[0][0].Article), "", "  ")) + "\n")
	}
	aspect := ""
	for i, p := range r.Points {
		if p.Aspect != aspect {
			aspect = p.Aspect
			if i > 0 {
				b.WriteByte('\n')
			}
			if heading := headingOf(aspect, r.Text); heading != "" {
				b.WriteString(s.as(bold, s.wrap(heading, "", "")) + "\n")
			}
		}
		b.WriteString(s.wrap(withMarkers(p.Text, p.Markers...), "- ", "  ") + "\n")
	}
}

// pointsByArticle writes points in their order, which is that of time, a heading
// above those of one article.
func (s screen) pointsByArticle(b *strings.Builder, r *answer.Report) {
	from := datesOf(r)
	origin := ""
	for i, p := range r.Points {
		var at string
		if len(p.Markers) > 0 {
			at = originOf(from[p.Markers[0]])
		}
		if at != origin || i == 0 {
			origin = at
			if i > 0 {
				b.WriteByte('\n')
			}
			b.WriteString(s.as(bold, s.wrap(origin, "", "  ")) + "\n")
		}
		b.WriteString(s.wrap(withMarkers(p.Text, p.Markers...), "- ", "  ") + "\n")
	}
}

// originOf returns when an article was published and by whom.
func originOf(r answer.ArticleRef) string {
	parts := []string{publishedWords(r)}
	if _, err := corpus.ParseDate(r.Published); err != nil {
		parts = nil
	}
	if r.Publisher != "" {
		parts = append(parts, marked(r.Publisher, r.PublisherBasis))
	}
	if len(parts) == 0 {
		parts = []string{orDefault(r.Title, r.ID), "date and publisher unknown"}
	}
	return oneLine(strings.Join(parts, " · "))
}

// headingOf returns the heading of an aspect, "" for what needs none: that which
// the summary itself uses in its text, where there are two.
func headingOf(aspect, summary string) string {
	headings, ok := aspectHeadings[aspect]
	if !ok {
		return oneLine(aspect)
	}
	for _, h := range headings {
		if strings.Contains(summary, h+": ") {
			return h
		}
	}
	return headings[len(headings)-1]
}
