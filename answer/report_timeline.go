package answer

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"rapporteur/chronology"
	"rapporteur/corpus"
	"rapporteur/retrieval"
)

// TimelineRequest asks for dated events.
type TimelineRequest struct {
	Scope    string        // article, event, actor, place or period; "" is all
	Articles []string      // ids of the only articles that count; nil for all
	Actor    string        // only events that name this actor
	Place    string        // only events at or about this place
	Period   corpus.Period // only events in it, when they happened
}

// maxEvents bounds a timeline: more than that nobody reads.
const maxEvents = 200

// Timeline returns the dated events that the articles tell of, in order of time:
// what happened, not when it was reported. A period, in the request or its
// scope, is one of events. Each is told in the articles' words and once, with
// the marker of every sentence that tells of it. When there is none the report
// is a refusal with the nearest passages. The error is for a cancelled context
// only.
func (e *Engine) Timeline(ctx context.Context, r TimelineRequest) (*Report, error) {
	start := time.Now()
	report := e.newReport(ReportTimeline, timelineScope(r))
	report.Events = []Event{}
	if e.hasNothing(report) {
		return report, nil
	}
	s, reason := e.subjectOf(r.Scope, r.Articles)
	filter, unknown := e.timelineFilter(r, s)
	if reason == "" {
		reason = unknown
	}
	var told []*happening
	left := 0
	if reason == "" {
		told, left = e.happened(ctx, filter)
		if len(told) == 0 {
			reason = e.whyNoEvents(filter)
		}
	}
	if err := ctx.Err(); err != nil {
		return report, err
	}
	if reason != "" {
		e.refuseTimeline(ctx, report, r, reason)
	} else {
		e.writeTimeline(report, told, left)
	}
	report.Timing.Total = milliseconds(time.Since(start))
	return report, ctx.Err()
}

// timelineScope says what a timeline is of, for people.
func timelineScope(r TimelineRequest) string {
	var parts []string
	for _, s := range []string{r.Scope, r.Actor, r.Place} {
		if s = strings.TrimSpace(clean(s)); s != "" {
			parts = append(parts, s)
		}
	}
	return strings.Join(parts, ", ")
}

// whyNoEvents says why nothing was found.
func (e *Engine) whyNoEvents(f *eventFilter) string {
	first, last := corpus.Coverage(e.cfg.Articles)
	for _, p := range f.periods {
		if first.IsZero() || !p.Meets(corpus.Period{From: first, To: last}) {
			return ReasonOutOfRange
		}
	}
	return ReasonNoEvidence
}

// refuseTimeline makes the report a refusal, with the passages nearest to what
// was asked for.
func (e *Engine) refuseTimeline(ctx context.Context, report *Report, r TimelineRequest, reason string) {
	report.Refused, report.Reason = true, reason
	switch reason {
	case ReasonUnknownName, ReasonOutOfRange:
		report.Text = e.refuse(&question{}, reason)
	default:
		report.Text = "The articles give no date for anything like that (" + e.coverage + ")."
	}
	query := strings.TrimSpace(report.Scope)
	_ = e.offerNearest(ctx, report, retrieval.Query{
		Text: query, Meta: retrieval.ParseMeta(query, e.catalog), Filter: retrieval.Filter{Articles: r.Articles},
	}) // the caller looks at the context
}

// happened returns the events that are shown, in order of time, and how many are
// left out. Paragraphs that instruct whoever reads them tell of no event: they are
// looked for among what would be shown, for a reading costs as much as finding
// the events of all others.
func (e *Engine) happened(ctx context.Context, f *eventFilter) (told []*happening, left int) {
	const rounds = 4 // of what takes the place of what was not to be shown
	var orders map[paragraphKey]bool
	for range rounds {
		told, left = mostTold(e.mergeEvents(e.withoutCopied(e.gatherEvents(ctx, f, orders))))
		before := len(orders)
		for _, h := range told {
			for _, t := range h.told {
				if e.instructs(t.article, t.Sentence) {
					if orders == nil {
						orders = map[paragraphKey]bool{}
					}
					orders[paragraphOf(t.article, t.Sentence)] = true
				}
			}
		}
		if len(orders) == before {
			return told, left
		}
	}
	return slices.DeleteFunc(told, func(h *happening) bool {
		return slices.ContainsFunc(h.told, func(t account) bool { return e.instructs(t.article, t.Sentence) })
	}), left
}

// mostTold returns the events that are told of most, no more than a timeline
// shows, in order of time, and how many are left.
func mostTold(told []*happening) (shown []*happening, left int) {
	if left = max(0, len(told)-maxEvents); left > 0 {
		slices.SortStableFunc(told, func(a, b *happening) int { return b.weight() - a.weight() })
		told = told[:maxEvents]
	}
	slices.SortStableFunc(told, func(a, b *happening) int { return a.before(b) })
	return told, left
}

// writeTimeline fills the report with what happened.
func (e *Engine) writeTimeline(report *Report, told []*happening, left int) {
	if left > 0 {
		report.Degraded = fmt.Sprintf("Only the %d events that are told of most are shown; %d more were left out.", maxEvents, left)
	}
	lines := make([]string, 0, len(told))
	var printers []*corpus.Article
	for _, h := range told {
		ev := Event{
			Date: h.When.From.String(), Precision: datePrecision(h.When.From), Basis: eventBasis(h.Basis),
			Rough: h.rough(), Planned: h.Planned, Text: neutral(h.Text), Place: neutral(h.Place), Actors: []string{},
			Reported: h.reported().String(),
		}
		if h.When.To != h.When.From {
			ev.DateEnd = h.When.To.String()
		}
		for _, a := range h.Actors {
			ev.Actors = append(ev.Actors, neutral(a))
		}
		printers = append(printers, h.copied...)
		for _, at := range e.withoutNear(h.cited()) {
			ev.Markers = addMarker(ev.Markers, report.cite(at.article, at.article.Sentences[at.Sentence].Span))
		}
		report.Events = append(report.Events, ev)
		lines = append(lines, h.label()+": "+ev.Text+" "+markersText(ev.Markers))
	}
	report.Text = strings.Join(lines, "\n")
	e.nameCopiesIn(report, printers)
	e.dateCited(report)
}

func datePrecision(d corpus.Date) string {
	return [...]string{"year", "year", "month", "day"}[d.Precision()]
}

func eventBasis(b chronology.Basis) DateBasis {
	switch b {
	case chronology.Stated:
		return DateStated
	case chronology.Resolved:
		return DateResolved
	}
	return DatePublished
}
