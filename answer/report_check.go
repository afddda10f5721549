package answer

import (
	"context"
	"fmt"
	"strings"
	"time"

	"rapporteur/glossary"
)

// CheckRequest asks what the articles make of a text.
type CheckRequest struct {
	Text     string   // a claim, or a message of several sentences
	Articles []string // ids of the only articles that count; nil for all
}

// maxChecked is how many sentences of a message are checked.
const maxChecked = 30

// Check returns for each sentence of a text whether the articles support or
// contradict it, or say nothing of it, in the order of the text. Questions,
// greetings and opinions are not covered, as what they are. Only a text without
// words is refused; the error is for a cancelled context only. Of a long text the
// beginning is checked, thirty sentences at most, and Degraded says so.
func (e *Engine) Check(ctx context.Context, r CheckRequest) (*Report, error) {
	start := time.Now()
	message, left := readMessage(r.Text)
	rep := e.newReport(ReportCheck, message.scope)
	rep.Sentences = []Checked{}
	if len(message.sentences) == 0 {
		rep.Refused, rep.Reason = true, ReasonEmpty
		rep.Text = "Give me a claim or a message to check against the articles."
		return rep, ctx.Err()
	}
	rep.Degraded = left
	before := ""
	for _, s := range message.sentences {
		if err := ctx.Err(); err != nil {
			return rep, err
		}
		v, degraded, err := e.ruleOn(ctx, s, before, r.Articles)
		if err != nil {
			return rep, err
		}
		e.addRuling(rep, s, v)
		if rep.Degraded == "" {
			rep.Degraded = degraded
		}
		before = s
	}
	e.dateCited(rep)
	rep.Text = e.checkText(rep)
	rep.Timing.Total = milliseconds(time.Since(start))
	return rep, nil
}

// ruleOn rules on one sentence of a message.
func (e *Engine) ruleOn(ctx context.Context, s, before string, articles []string) (ruling, string, error) {
	if kind := notClaimed(s); kind != "" {
		return ruling{verdict: NotCovered, why: kind}, "", nil
	}
	return e.judge(ctx, withoutLead(s), before, glossary.Language(s), articles)
}

// addRuling adds what was ruled on a sentence.
func (e *Engine) addRuling(r *Report, s string, v ruling) {
	c := Checked{Text: s, Verdict: v.verdict, Why: v.why, Markers: []int{}}
	known := len(r.Citations)
	for _, by := range v.deciding {
		c.Markers = addMarker(c.Markers, r.citeSentence(by))
	}
	for i := range r.Citations[known:] {
		r.Citations[known+i].Also = e.alsoCited(&r.Citations[known+i], v.printers)
	}
	r.Sentences = append(r.Sentences, c)
}

// verdictWords are what the verdicts are called in a text.
var verdictWords = map[Verdict]string{Supported: "Supported", Contradicted: "Contradicted", NotCovered: "Not covered"}

// checkText writes the report: for each sentence its verdict and why, and below
// it what the articles say.
func (e *Engine) checkText(r *Report) string {
	var b strings.Builder
	for i, c := range r.Sentences {
		if i > 0 {
			b.WriteByte('\n')
		}
		fmt.Fprintf(&b, "%s: %s", verdictWords[c.Verdict], quoted(c.Text))
		if c.Why != "" {
			b.WriteString(" — " + c.Why)
		}
		for _, m := range c.Markers {
			cited := &r.Citations[m-1]
			fmt.Fprintf(&b, "\n%s: %s [%d]", origin(e.cfg.Index.Article(cited.Article.ID)), quoted(cited.Quote), m)
		}
	}
	return b.String()
}
