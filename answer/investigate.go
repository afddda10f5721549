package answer

import (
	"context"
	"slices"
	"strings"
	"time"

	"rapporteur/corpus"
	"rapporteur/glossary"
	"rapporteur/retrieval"
	"rapporteur/text"
)

// finding is what came of one of the questions in a message.
type finding struct {
	q    *question
	hits []retrieval.Hit
	// printers are the articles of all passages found, also of those that only
	// repeat better ones.
	printers []*corpus.Article

	chosen []evidence // in order of worth; also when refused
	reason string     // why it is refused, "" when it is answered
}

// investigate looks into each of the questions that a message asks. The later
// ones are understood with the first, as in a conversation. words are other
// words for all of it to search with, "" for none. within are the articles that
// alone may answer, nil for all.
func (e *Engine) investigate(ctx context.Context, asked string, turns []Turn, words string, within []string, a *Answer) ([]finding, error) {
	start := time.Now()
	defer func() { a.Timing.Retrieve = milliseconds(time.Since(start)) }()
	var out []finding
	asks := parts(asked)
	if len(asks) > 1 {
		words = "" // they are for all of it together
	}
	for i, part := range asks {
		if i > 0 {
			turns = append(turns[:len(turns):len(turns)], Turn{Role: "user", Content: out[0].q.asked})
		}
		if i > 0 {
			part = "And " + part // it leans on the one before
		}
		f := finding{q: e.understandIn(part, turns)}
		f.q.help(e, words)
		if i > 0 && f.q.scope == nil {
			f.q.scope = out[0].q.scope
		}
		if len(within) > 0 {
			f.q.scope, f.q.groups = within, eachAlone(within)
		}
		var err error
		var degraded string
		if degraded, err = e.search(ctx, &f); err != nil {
			return nil, err
		}
		ranked := e.weigh(f.q, f.hits)
		if degraded != "" {
			a.Degraded = "The embedding model is not available; the passages were found by their words alone."
			a.Trace.Degraded = degraded
		}
		if f.q.fresh {
			e.settleFresh(&f, ranked)
		} else {
			f.chosen, f.reason = e.settle(f.q, ranked)
		}
		if each := e.eachGroup(f); anyAnswered(each) {
			out = append(out, fillIn(each, f)...)
		} else {
			out = append(out, f)
		}
	}
	e.trace(a, out)
	return out, nil
}

// eachAlone returns a group of its own for each of a few articles, so that each
// is asked; nil for one, and for many.
func eachAlone(ids []string) [][]string {
	if len(ids) < 2 || len(ids) > 4 {
		return nil
	}
	groups := make([][]string, len(ids))
	for i, id := range ids {
		groups[i] = []string{id}
	}
	return groups
}

func anyAnswered(found []finding) bool {
	return slices.ContainsFunc(found, func(f finding) bool { return f.reason == "" && len(f.chosen) > 0 })
}

// fillIn gives the groups that have no answer of their own what the question
// as a whole found in their articles.
func fillIn(each []finding, whole finding) []finding {
	if whole.reason != "" {
		return each
	}
	for i := range each {
		if each[i].reason == "" {
			continue
		}
		var held []evidence
		for _, ev := range whole.chosen {
			if each[i].q.inScope(ev.article.ID) {
				held = append(held, ev)
			}
		}
		if len(held) > 0 {
			each[i].chosen, each[i].reason = held[:1], ""
		}
	}
	return each
}

// eachGroup asks a question that names several articles of each of them alone,
// without what names them.
func (e *Engine) eachGroup(f finding) []finding {
	if f.q.groups == nil || f.q.kind == KindSummary || f.q.kind == KindTimeline {
		return nil
	}
	var out []finding
	for _, g := range f.q.groups {
		q := *f.q
		q.scope, q.groups = g, nil
		q.terms = slices.Clone(f.q.terms)
		for i := range q.terms {
			if t := &q.terms[i]; e.namesGroup(t) && e.given(f.q, t) {
				t.weight = 0
			}
		}
		own := e.weigh(&q, f.hits)
		chosen := e.choose(&q, own)
		if len(chosen) > 2 {
			chosen = chosen[:2]
		}
		out = append(out, finding{q: &q, hits: f.hits, printers: f.printers, chosen: chosen, reason: e.decide(&q, chosen)})
	}
	return out
}

// wholeMeeting reports that the question is about talks as a whole: "What
// happened in Vienna?", "Compare the first and the eighth round".
func (e *Engine) wholeMeeting(q *question) bool {
	switch q.kind {
	case KindWhat, KindHow, KindChange:
	default:
		return false
	}
	for i := range q.terms {
		if t := &q.terms[i]; !outcomeWords[t.stem] && !(e.namesGroup(t) && e.given(q, t)) {
			return false
		}
	}
	return len(q.scope) > 0
}

// settingsRead is how many articles' settings are looked through for a term.
const settingsRead = 300

// given reports that a term is part of the setting of some article in scope.
func (e *Engine) given(q *question, t *term) bool {
	if t.name != nil && t.name.setting {
		return true
	}
	for _, id := range q.scope[:min(len(q.scope), settingsRead)] {
		if a := e.cfg.Index.Article(id); a != nil {
			if v, _ := e.match(t, e.header(a)); v >= sameHead {
				return true
			}
		}
	}
	return false
}

// outcomeWords ask how a meeting went as a whole.
var outcomeWords = text.StemSet(`result outcome end finish conclude conclusion peace negotiation`)

// namesGroup reports that a term only says which articles are meant.
func (e *Engine) namesGroup(t *term) bool {
	switch {
	case t.date != nil:
		return t.date.Period.From.Day == 0
	case t.name != nil:
		return t.name.setting || e.isMeeting(t.name) || t.name.kind == glossary.City && t.name.entry != nil && t.name.entry.StandsFor == ""
	}
	_, ordinal := text.Ordinal(t.word)
	return ordinal || t.word == "round" || t.word == "meeting" || t.word == "talks"
}

func (e *Engine) trace(a *Answer, found []finding) {
	f := found[0]
	a.Trace.Kind, a.Trace.Language, a.Trace.Understood = f.q.kind, f.q.language, f.q.text
	for _, f := range found {
		a.Trace.Hits += len(f.hits)
		for _, ev := range f.chosen {
			a.Trace.Considered = append(a.Trace.Considered, cite(len(a.Trace.Considered)+1, ev.sentence))
		}
	}
	if len(f.chosen) > 0 && f.chosen[0].cover.values != nil {
		a.Trace.Signals = e.signals(f.q, f.chosen)
	}
}

// report writes the answer to those of the questions that have one, or the
// refusal when none has.
func (e *Engine) report(a *Answer, found []finding) {
	hits := hitsOf(found)
	var chosen []evidence
	for _, f := range found {
		if f.reason == "" {
			chosen = appendNew(chosen, arrange(f.q, e.attributed(&f, e.markDenials(f.q, f.chosen))))
		}
	}
	if len(chosen) == 0 {
		if found[0].reason != ReasonOffTopic {
			a.Retrieved = Passages(evidenceFirst(hits, nil, shownPassages))
		}
		e.refuseWith(a, found[0].q, found[0].reason)
		return
	}
	a.Text, a.Citations = e.write(chosen)
	e.nameCopies(a, found)
	a.Retrieved = Passages(evidenceFirst(hits, chosen, shownPassages))
	a.AsOf = e.asOf(chosen)
}

func hitsOf(found []finding) []retrieval.Hit {
	var out []retrieval.Hit
	for _, f := range found {
		out = append(out, f.hits...)
	}
	return out
}

// shownPassages is how many passages an answer lists as retrieved.
const shownPassages = 10

// appendNew appends the evidence that is not there yet.
func appendNew(to, more []evidence) []evidence {
	for _, ev := range more {
		if !slices.ContainsFunc(to, func(have evidence) bool { return have.sentence == ev.sentence }) {
			to = append(to, ev)
		}
	}
	return to
}

// settle chooses the sentences that answer q, or says why there are none.
func (e *Engine) settle(q *question, ranked []evidence) (chosen []evidence, reason string) {
	switch {
	case q.kind == KindSummary || q.kind == KindTimeline:
		return e.summarise(q, ranked)
	case e.wholeMeeting(q):
		return e.digests(q.scope), ""
	}
	chosen = e.chooseNews(q, ranked)
	return chosen, e.decide(q, chosen)
}

// maxOrders bounds how often sentences that give orders are chosen before they
// are given up with.
const maxOrders = 5

// chooseNews is choose without sentences that tell the reader of a prompt what
// to do: they are no news, even to quote.
func (e *Engine) chooseNews(q *question, ranked []evidence) []evidence {
	orders := func(ev evidence) bool { return ev.instructs() }
	for range maxOrders {
		chosen := e.choose(q, ranked)
		if !slices.ContainsFunc(chosen, orders) {
			return chosen
		}
		ranked = slices.DeleteFunc(slices.Clone(ranked), func(ev evidence) bool {
			return slices.ContainsFunc(chosen, func(c evidence) bool { return c.sentence == ev.sentence && orders(c) })
		})
	}
	return nil
}

// understandIn understands a question within a conversation.
func (e *Engine) understandIn(asked string, turns []Turn) *question {
	alone, carried := e.standalone(asked, turns)
	if carried == "" {
		return e.understand(alone)
	}
	return e.understandCarrying(alone, carried)
}

// understandCarrying understands a question whose subject is given by the
// words carried from the question before: they count for half.
func (e *Engine) understandCarrying(asked, carried string) *question {
	q := &question{asked: asked, language: glossary.Language(asked)}
	own := e.english(q.language, asked)
	q.text = strings.TrimRight(own, "?!. ") + " (" + carried + ")?"
	q.read(e)
	for i := range q.terms {
		if q.tokens[q.terms[i].first].Start > len(own) {
			q.terms[i].weight /= 2
		}
	}
	return q
}

// evidenceFirst returns the passages in the order in which they served: those
// of the chosen sentences, then the others as they were ranked.
func evidenceFirst(hits []retrieval.Hit, chosen []evidence, n int) []retrieval.Hit {
	var out []retrieval.Hit
	taken := map[string]bool{}
	take := func(h retrieval.Hit) {
		if key := h.Passage.Key(); !taken[key] {
			taken[key] = true
			out = append(out, h)
		}
	}
	covered := map[sentenceKey]bool{}
	for _, ev := range chosen {
		if covered[sentenceKey{ev.article, ev.index}] {
			continue
		}
		for _, h := range hits {
			if h.Passage.Article == ev.article && h.Passage.First <= ev.index && ev.index < h.Passage.Last {
				take(h)
				for i := h.Passage.First; i < h.Passage.Last; i++ {
					covered[sentenceKey{ev.article, i}] = true
				}
				break
			}
		}
	}
	for _, h := range hits {
		take(h)
	}
	return out[:min(n, len(out))]
}
