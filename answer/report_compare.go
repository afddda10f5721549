package answer

import (
	"context"
	"fmt"
	"strings"
	"time"

	"rapporteur/corpus"
	"rapporteur/retrieval"
)

// CompareRequest asks for a comparison of two events, articles, actors, places
// or periods; A and B are scopes as of a summary.
type CompareRequest struct {
	A, B  string
	About string // what they are compared on, several things parted by commas; "" is everything
}

// Compare sets what the articles say of two things side by side, point by point,
// the most telling point first. Each point is about one matter, which Aspect
// names, and rests on one sentence of each side, or of the only side that speaks
// of the matter; no two points rest on the same sentences. It is always written
// in the articles' own words. Sides that cannot be told apart, or that the
// articles do not know, are refused with the passages that come nearest. Points
// is never nil. The error is for a cancelled context only.
func (e *Engine) Compare(ctx context.Context, r CompareRequest) (*Report, error) {
	start := time.Now()
	scope := clean(r.A) + " and " + clean(r.B)
	if about := clean(r.About); about != "" {
		scope += ", about " + about
	}
	out := e.newReport(ReportCompare, scope)
	out.Points = []Point{}
	if e.hasNothing(out) {
		return out, nil
	}
	err := e.compare(ctx, r, out)
	out.Timing.Total = milliseconds(time.Since(start))
	return out, err
}

// compare is one comparison on its way: the sides are read, the matters of both
// found, each with its best pair of sentences, and the best of them written.
func (e *Engine) compare(ctx context.Context, r CompareRequest, out *Report) error {
	start := time.Now()
	c, refusal, err := e.comparison(ctx, r)
	if err != nil {
		return err
	}
	if refusal != nil {
		return e.refuseToCompare(ctx, refusal, out)
	}
	points := c.choose(c.matters())
	out.Timing.Retrieve = milliseconds(time.Since(start))
	if len(points) == 0 {
		return e.refuseToCompare(ctx, &compareRefusal{
			reason: ReasonNoEvidence, near: strings.TrimSpace(r.A + " " + r.B + " " + r.About),
			text: "The articles say nothing of both that could be set side by side" + onAbout(r.About) + " (" + e.coverage + ").",
		}, out)
	}
	start = time.Now()
	c.write(out, points)
	if c.shared > 0 {
		out.degrade(sharedNote(c.shared))
	}
	e.nameCopiesIn(out, c.printers)
	e.dateCited(out)
	out.Timing.Write = milliseconds(time.Since(start))
	return ctx.Err()
}

// onAbout points at what a comparison was to be about. What was asked is not
// repeated in a refusal: it may be anything.
func onAbout(about string) string {
	if clean(about) == "" {
		return ""
	}
	return " on that"
}

// comparison is two sides and how they are to be compared.
type comparison struct {
	e    *Engine
	a, b *comparand
	// within reports that a side is something within articles, an actor or a
	// word, rather than articles as a whole.
	within bool
	about  []*subject // that every point has to speak of one of; none is everything
	names  *compareNames
	used   map[*sentence]int // how many points rest on a sentence
	kin    compareKin
	// settings are names that only say where: they head no point of their own
	// before all others, and are nothing that two sentences have in common.
	settings map[string]bool
	story    *bool                   // see oneStory
	printers []*corpus.Article       // the articles of both sides
	shared   int                     // sentences that both sides print, and are left out
	held     map[*sentence]heldRoles // who is said to stand for whom, once for a sentence
}

// compareRefusal says which side cannot be compared, and why.
type compareRefusal struct {
	text   string
	reason string // one of the Reason constants
	near   string // what to look for instead, "" for nothing
}

func (e *Engine) refuseToCompare(ctx context.Context, f *compareRefusal, out *Report) error {
	out.Refused, out.Reason, out.Text = true, f.reason, f.text
	near := clean(f.near)
	return e.offerNearest(ctx, out, retrieval.Query{Text: near, Meta: retrieval.ParseMeta(near, e.catalog)})
}

// comparison reads both sides and what they are to be compared on.
func (e *Engine) comparison(ctx context.Context, r CompareRequest) (*comparison, *compareRefusal, error) {
	c := &comparison{e: e, used: map[*sentence]int{}, settings: map[string]bool{}, held: map[*sentence]heldRoles{}}
	for i, asked := range []string{r.A, r.B} {
		side, reason, err := e.comparandOf(ctx, asked)
		if err != nil {
			return nil, nil, err
		}
		if reason != "" {
			return nil, e.refuseSide([]string{"first", "second"}[i], asked, reason), nil
		}
		if i == 0 {
			c.a = side
		} else {
			c.b = side
		}
	}
	for _, part := range strings.Split(r.About, ",") {
		if strings.TrimSpace(part) == "" {
			continue
		}
		s, reason := e.subjectOf(part, nil)
		if reason == ReasonUnknownName {
			return nil, e.refuseSide("subject of comparison", part, reason), nil
		}
		c.about = append(c.about, s)
	}
	if c.a.same(c.b) {
		return nil, &compareRefusal{reason: ReasonSameSides, near: r.A, text: "Both sides are the same. Name two different articles, events, actors, places or periods."}, nil
	}
	c.a.part(c.b)
	c.within = !c.a.subject.whole() || !c.b.subject.whole()
	if refusal := c.read(ctx); refusal != nil {
		return nil, refusal, nil
	}
	return c, nil, ctx.Err()
}

// refuseSide says in a plain sentence which side the articles do not know.
func (e *Engine) refuseSide(which, asked, reason string) *compareRefusal {
	asked = clean(asked)
	if asked == "" {
		return &compareRefusal{reason: ReasonEmpty, text: "Name two things to compare: articles, events, actors, places or periods. The " + which + " is missing."}
	}
	switch which {
	case "first", "second":
		which += " side"
	}
	why := e.refuse(&question{}, reason)
	if reason == ReasonNoEvidence {
		why = "The articles say nothing of it (" + e.coverage + ")."
	}
	return &compareRefusal{reason: reason, near: asked, text: fmt.Sprintf("The %s: %s", which, why)}
}
