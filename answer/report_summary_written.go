package answer

import (
	"slices"
	"strings"

	"rapporteur/corpus"
)

// tellWritten writes a model's summary: a line for each proved sentence, with the
// date and the publisher of the article that it rests on, or the dates of those
// that it does.
func (e *Engine) tellWritten(w *writer, short bool, r *Report) {
	r.Text = strings.Join(writtenLines(w), "\n")
	r.Writer = e.writing.Model.Name()
	r.Citations = w.citations
	r.Points = []Point{}
	for i := range w.shown {
		p := &w.shown[i]
		from := p.claim.given[0]
		point := Point{
			Aspect: aspectOfWritten(p, i), Text: withoutMarkers(p), Date: from.article.Published.String(), Markers: p.markers,
		}
		if !short {
			point.Heading = headingsFor(from)[point.Aspect]
		}
		r.Points = append(r.Points, point)
	}
	e.dateCited(r)
}

// aspectOfWritten says what a proved sentence is about: what those that it rests
// on are.
func aspectOfWritten(p *proved, i int) string {
	if i == 0 {
		return AspectLead
	}
	return p.claim.given[0].stands().aspect
}

// withoutMarkers returns a proved sentence as it reads without its markers.
func withoutMarkers(p *proved) string {
	text := p.text
	for _, m := range p.markers {
		text = strings.Replace(text, " "+markersText([]int{m}), "", 1)
	}
	return text
}

// writtenLines are the lines of a model's summary. All that rests on one article
// stands under its date and publisher.
func writtenLines(w *writer) []string {
	var out []string
	one := singleArticle(w)
	if one != nil {
		out = append(out, origin(one)+":")
	}
	for i := range w.shown {
		p := &w.shown[i]
		line := p.text
		if allComment(p.claim.given) {
			line = "The publisher comments: " + line
		}
		if one == nil {
			line = originsOf(p.claim.given) + ": " + line
		}
		out = append(out, line)
	}
	return out
}

// singleArticle returns the article on which all shown sentences rest, nil when
// they rest on several.
func singleArticle(w *writer) *corpus.Article {
	var one *corpus.Article
	for i := range w.shown {
		for _, g := range w.shown[i].claim.given {
			if one != nil && g.article != one {
				return nil
			}
			one = g.article
		}
	}
	return one
}

// originsOf names date and publisher of each of the articles.
func originsOf(given []*sentence) string {
	var parts []string
	var seen []*corpus.Article
	for _, g := range given {
		if !slices.Contains(seen, g.article) {
			seen = append(seen, g.article)
			parts = append(parts, origin(g.article))
		}
	}
	return strings.Join(parts, "; ")
}

// allComment reports that all of the sentences are the publisher's own opinion.
func allComment(given []*sentence) bool {
	for _, g := range given {
		if g.src.Role != corpus.InComment {
			return false
		}
	}
	return true
}
