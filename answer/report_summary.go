package answer

import (
	"context"
	"errors"
	"time"

	"rapporteur/corpus"
	"rapporteur/retrieval"
)

// SummaryRequest asks for a summary.
type SummaryRequest struct {
	Scope    string        // article, event, actor, place or period; "" is all
	Articles []string      // ids of the only articles that count; nil for all
	Period   corpus.Period // only articles that report on it
	Short    bool          // two or three sentences, or one of each of a few articles, rather than point by point
	Server   string        // as in Request
	Grow     func(text string)
}

// Summary returns a summary of what the articles hold on a scope: of one article
// by point, of several in the order of time, each point with its date and its
// citations. What the articles have nothing on is refused, with the passages that
// come nearest. The error is for a cancelled context only.
func (e *Engine) Summary(ctx context.Context, r SummaryRequest) (*Report, error) {
	start := time.Now()
	report := e.newReport(ReportSummary, r.Scope)
	report.Points = []Point{}
	if e.hasNothing(report) {
		return report, nil
	}
	err := e.summaryOf(ctx, r, report)
	report.Timing.Total = milliseconds(time.Since(start))
	return report, err
}

func (e *Engine) summaryOf(ctx context.Context, r SummaryRequest, report *Report) error {
	sub, reason := e.subjectOf(r.Scope, r.Articles)
	if !r.Period.IsZero() {
		sub.period = r.Period
	}
	if reason != "" {
		return e.refuseSummary(ctx, sub, reason, report)
	}
	start := time.Now()
	m, reason, err := e.matterOf(ctx, sub)
	if err != nil {
		return cancelled(ctx, err)
	}
	var points []digestPoint
	if reason == "" {
		if points = e.digestOf(m, r.Short); len(points) == 0 {
			reason = ReasonNoEvidence
		}
	}
	report.Timing.Retrieve = milliseconds(time.Since(start))
	if reason != "" {
		return e.refuseSummary(ctx, sub, reason, report)
	}
	start = time.Now()
	if !e.composeSummary(ctx, r, m, points, report) {
		e.tellPoints(m, points, r.Short, report)
	}
	e.nameCopiesIn(report, m.printers)
	report.Timing.Write = milliseconds(time.Since(start))
	return cancelled(ctx, nil)
}

// cancelled returns an error only when nobody waits any more.
func cancelled(ctx context.Context, err error) error {
	if errors.Is(ctx.Err(), context.Canceled) {
		return ctx.Err()
	}
	return err
}

// refuseSummary says why there is nothing to sum up, with the nearest passages.
func (e *Engine) refuseSummary(ctx context.Context, sub *subject, reason string, report *Report) error {
	q := sub.q
	if q == nil {
		q = &question{}
	}
	report.Refused, report.Reason, report.Text = true, reason, e.refuse(&question{}, reason)
	if reason == ReasonEmpty {
		report.Text = "That names nothing to sum up: name an article, an event, an actor, a place or a time (" + e.coverage + ")."
	}
	if reason == ReasonEmpty || q.text == "" {
		return cancelled(ctx, nil)
	}
	if reason == ReasonOutOfRange && sub.whole() {
		report.Retrieved = Passages(e.nearestInTime(sub))
		return cancelled(ctx, nil)
	}
	return e.offerNearest(ctx, report, retrieval.Query{Text: q.text, Meta: q.meta})
}

// nearestInTime returns how the articles begin that come right before and right
// after the subject's period.
func (e *Engine) nearestInTime(sub *subject) []retrieval.Hit {
	var before, after *corpus.Article
	for _, a := range sub.articles {
		switch {
		case a.Published.IsZero() || len(a.Passages) == 0:
		case !sub.period.From.IsZero() && a.Published.Compare(sub.period.From) < 0:
			before = a // they are in order of date
		case after == nil:
			after = a
		}
	}
	var out []retrieval.Hit
	for _, a := range []*corpus.Article{before, after} {
		if a != nil {
			out = append(out, retrieval.Hit{Passage: &a.Passages[0]})
		}
	}
	return out
}
