package answer

import (
	"context"
	"errors"
	"slices"
	"strings"

	"rapporteur/prompts"
	"rapporteur/text"
)

// What an answer says of a writer that could not be used.
const (
	writerAway     = "The writer is not available; these are the articles' own words."
	writerSpent    = "The writer's share for today is used up; these are the articles' own words."
	writerUnproved = "What the writer wrote could not be proved from the articles; these are their own words."
)

// compose has the model write the answer, from the evidence found, and shows
// of it what is proved. It reports false, with the reason in a.Degraded, when
// the articles' own words have to do.
func (e *Engine) compose(ctx context.Context, r Request, asked string, found []finding, a *Answer) bool {
	if e.writing.Model == nil || !worthWriting(found) {
		return false
	}
	w, err := e.draftWith(ctx, r, asked, found, a)
	a.Trace.Writer.record(w, err)
	a.Dropped = w.dropped
	switch {
	case w.leaked:
		a.degrade(writerUnproved)
		return false
	case w.refused:
		e.refuseWritten(a, found)
		return true
	case errors.Is(err, ErrBudget):
		a.degrade(writerSpent)
		return false
	case err != nil:
		a.degrade(writerAway)
		return false
	case len(w.shown) == 0 || len(w.shown) < w.unproved:
		a.degrade(writerUnproved)
		return false
	case !e.bearOn(found, w):
		if answered(found) {
			a.degrade(writerUnproved)
			return false
		}
		e.refuseWritten(a, found)
		return true
	}
	a.Text, a.Citations = w.text(), w.citations
	e.nameCopies(a, found)
	a.Writer = e.writing.Model.Name()
	a.AsOf = e.asOf(w.evidence())
	a.Retrieved = Passages(evidenceFirst(hitsOf(found), w.evidence(), shownPassages))
	return true
}

// answered reports that the evidence by itself answers one of the questions.
func answered(found []finding) bool {
	return slices.ContainsFunc(found, func(f finding) bool { return f.reason == "" })
}

// worthWriting reports that a writer may find an answer in what was found: the
// evidence suffices, or only its words are too far from those of the question.
func worthWriting(found []finding) bool {
	for _, f := range found {
		if f.reason == "" || f.reason == ReasonNoEvidence && f.q.broken == "" && !f.q.present && len(f.hits) > 0 {
			return true
		}
	}
	return false
}

// refuseWritten refuses a question to which the writer found no answer.
func (e *Engine) refuseWritten(a *Answer, found []finding) {
	a.Writer = e.writing.Model.Name()
	var sure []evidence // what would have been the answer in the articles' words
	for _, f := range found {
		if f.reason == "" {
			sure = append(sure, f.chosen...)
		}
	}
	a.Retrieved = Passages(evidenceFirst(hitsOf(found), sure, shownPassages))
	e.refuseWith(a, found[0].q, ReasonNoEvidence)
}

// draftWith asks the model for an answer; once more with half the sources when
// its window is smaller than it was said to be.
func (e *Engine) draftWith(ctx context.Context, r Request, asked string, found []finding, a *Answer) (*writer, error) {
	tokens := e.room(replyLength(found))
	w, err := e.draftOnce(ctx, r, asked, found, tokens, a)
	if errors.Is(err, ErrPromptTooLong) {
		w, err = e.draftOnce(ctx, r, asked, found, tokens/2, a)
	}
	return w, err
}

func replyLength(found []finding) int {
	if summaryWanted(found) {
		return summaryTokens
	}
	return replyTokens
}

func summaryWanted(found []finding) bool {
	for _, f := range found {
		if f.q.kind == KindSummary || f.q.kind == KindTimeline || f.q.kind == KindChange || f.q.each {
			return true
		}
	}
	return false
}

func (e *Engine) draftOnce(ctx context.Context, r Request, asked string, found []finding, tokens int, a *Answer) (*writer, error) {
	q := found[0].q
	question := asked
	if len(r.Context) > 0 && text.Fold(q.text) != text.Fold(asked) {
		question = asked + " (that is: " + q.text + ")"
	}
	g := e.give(found, tokens)
	p, err := e.writing.Prompts.Answer(prompts.Answer{
		Question: question, Language: languageNames[q.language], Coverage: e.coverage, Canary: e.canary,
		Summary: summaryWanted(found), Sources: g.sources,
	})
	w := &writer{engine: e, given: g, prompt: p, question: question, language: q.language, grow: r.Grow}
	w.Start()
	if err != nil || len(g.sources) == 0 {
		return w, errors.Join(err, errNoSources)
	}
	used, err := e.ask(ctx, ModelRequest{Prompt: p, Question: question, MaxTokens: replyLength(found), Server: r.Server}, w)
	a.Trace.Writer.Usage.add(used)
	return w, err
}

var errNoSources = errors.New("no sentence fits into the prompt")

// languageNames are the languages in which answers are written.
var languageNames = map[string]string{
	"en": "English", "ar": "Arabic", "de": "German", "es": "Spanish", "fa": "Persian", "fr": "French", "ru": "Russian", "tr": "Turkish",
}

// degrade adds a sentence about what could not be used.
func (a *Answer) degrade(sentence string) { a.Degraded = alsoDegraded(a.Degraded, sentence) }

// degrade adds a sentence about what could not be used.
func (r *Report) degrade(sentence string) { r.Degraded = alsoDegraded(r.Degraded, sentence) }

func alsoDegraded(before, sentence string) string { return strings.TrimSpace(before + " " + sentence) }
