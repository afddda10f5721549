package answer

import (
	"fmt"
	"strings"

	"rapporteur/corpus"
)

// talksHeadings stand above the points of an article on talks, by aspect,
// newsHeadings above those of other news. What it is about needs none.
var (
	talksHeadings = map[string]Heading{
		AspectParticipants: HeadingTookPart,
		AspectAgenda:       HeadingOnTable,
		AspectOutcome:      HeadingHappened,
		AspectDispute:      HeadingDispute,
		AspectBackground:   HeadingBackground,
	}
	newsHeadings = map[string]Heading{
		AspectParticipants: HeadingWho,
		AspectAgenda:       HeadingPlans,
		AspectOutcome:      HeadingHappened,
		AspectDispute:      HeadingDispute,
		AspectBackground:   HeadingBackground,
	}
)

// headingsFor returns the headings that suit an article: whether it is on talks
// shows in its event or in its lead.
func headingsFor(lead *sentence) map[string]Heading {
	if lead.article.Event != "" {
		return talksHeadings
	}
	for stem := range lead.stems {
		if meetingForm[stem] {
			return talksHeadings
		}
	}
	return newsHeadings
}

// tellPoints writes the summary: a line for each point with its quotations and
// their markers. Points of one article stand under its date and publisher; where
// it is the only one, each with its heading, but for a short summary, which is read
// as one paragraph and has no headings.
func (e *Engine) tellPoints(m matter, points []digestPoint, short bool, r *Report) {
	var b strings.Builder
	if n := articlesOfPoints(points); m.of > n {
		fmt.Fprintf(&b, "%s; from %d of them:\n", e.spanOf(m), n)
	}
	var headings map[string]Heading
	var heading Heading
	one := m.sentences == nil && articlesOfPoints(points) == 1
	for i := range points {
		x := &points[i]
		if i == 0 || points[i-1].article != x.article {
			headings = headingsFor(x.sentence)
			b.WriteString(origin(x.article) + ":" + afterOrigin(points[i:]))
		}
		p := e.pointOf(x, r)
		if !short {
			p.Heading = headings[x.aspect]
		}
		if one && p.Heading != heading {
			heading = p.Heading
			b.WriteString(string(heading) + ": ")
		}
		b.WriteString(p.Text + " " + markersText(p.Markers) + "\n")
		r.Points = append(r.Points, p)
	}
	r.Text = strings.TrimSpace(b.String())
	e.dateCited(r)
}

// afterOrigin parts the date and the publisher from what follows: the only point
// of an article stands in their line.
func afterOrigin(points []digestPoint) string {
	if len(points) == 1 || points[1].article != points[0].article {
		return " "
	}
	return "\n"
}

// articlesOfPoints counts the articles of points in order of time.
func articlesOfPoints(points []digestPoint) int {
	n := 0
	for i := range points {
		if i == 0 || points[i].article != points[i-1].article {
			n++
		}
	}
	return n
}

// spanOf says how many articles a summary stands for, and of what time.
func (e *Engine) spanOf(m matter) string { return coverageOf(e.published(m.sub)) }

// pointOf cites the sentences of a point and quotes them.
func (e *Engine) pointOf(x *digestPoint, r *Report) Point {
	p := Point{Aspect: x.aspect, Date: x.article.Published.String()}
	if x.before != nil {
		p.Markers = append(p.Markers, r.cite(x.article, x.before.stands().span))
		p.Text = pointQuote(x.before) + " "
	}
	p.Markers = append(p.Markers, r.cite(x.article, x.stands().span))
	p.Text += pointQuote(x.sentence)
	if x.src.Role == corpus.InComment {
		p.Text = "The publisher comments: " + p.Text
	}
	return p
}
