package main

import (
	"strings"

	"rapporteur/answer"
	"rapporteur/corpus"
)

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

// pointsByAspect writes points in their order, a heading above those that stand
// together under it. What is of one article has its date and publisher
// at the top.
func (s screen) pointsByAspect(b *strings.Builder, r *answer.Report) {
	if articles := byArticle(r.Citations); len(articles) == 1 {
		b.WriteString(s.as(bold, s.wrap(originOf(articles[0][0].Article), "", "  ")) + "\n")
	}
	var heading answer.Heading
	for i, p := range r.Points {
		if p.Heading != heading {
			heading = p.Heading
			if i > 0 {
				b.WriteByte('\n')
			}
			if heading != "" {
				b.WriteString(s.as(bold, s.wrap(oneLine(string(heading)), "", "")) + "\n")
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
