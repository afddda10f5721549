package answer

import (
	"cmp"
	"context"
	"math"
	"slices"
	"strings"

	"rapporteur/corpus"
	"rapporteur/glossary"
	"rapporteur/retrieval"
)

// evidence is a sentence weighed as part of an answer.
type evidence struct {
	*sentence
	cover   coverage
	speaker float64 // how surely the wanted speaker says it, for KindSay
	typed   float64 // how well it holds the sort of thing wanted near what is asked
	hit     bool    // it holds the sort of thing wanted at all
	prior   float64 // rank of its passage, 1 for the best
	against bool    // it denies what the question takes for granted
	score   float64
}

const (
	// retrievedPassages is how many passages are read for evidence, and
	// retrievedFromMany how many of a corpus of more than manyPassages: what
	// ranks lower there is about something else.
	retrievedPassages = 48
	retrievedFromMany = 24
	manyPassages      = 1000
	// scopeSentences is the size up to which articles named by the question are
	// read whole, whatever retrieval found.
	scopeSentences = 160
)

// search retrieves the passages for a question. What of the index could not be
// searched is said in degraded.
func (e *Engine) search(ctx context.Context, f *finding) (degraded string, err error) {
	q, most := f.q, e.passagesToRead()
	r, err := e.cfg.Index.SearchDetailed(ctx, retrieval.Query{
		Text: q.text, Extra: e.expansions(q), Meta: q.meta, Limit: most, Spare: spareFor(most),
	})
	if err != nil {
		return "", err
	}
	f.printers = articlesOfHits(r.Hits)
	if f.hits = r.Hits; len(q.groups) == 0 && !q.each {
		own, copied := e.copies.apart(r.Hits, func(a *corpus.Article) bool { return q.inScope(a.ID) && !q.means(a) })
		f.hits = append(own, copied...)
	}
	f.hits = f.hits[:min(most, len(f.hits))]
	return r.Degraded, nil
}

// spareFor is how many passages are looked at besides, in place of copies.
func spareFor(n int) int { return 4 * n }

func (e *Engine) passagesToRead() int {
	if e.cfg.Index.Len() > manyPassages {
		return retrievedFromMany
	}
	return retrievedPassages
}

// expansions returns the other words for the terms of q that may stand in a
// passage.
func (e *Engine) expansions(q *question) []string {
	out := strings.Fields(q.search)
	for _, t := range q.terms {
		switch {
		case t.name != nil && t.name.entry != nil:
			out = append(out, t.name.entry.Name)
			out = append(out, t.name.entry.Spellings...)
			if g := e.cfg.Glossary.Government(t.name.entry); g != t.name.entry {
				out = append(out, g.Name)
			}
		case t.name == nil && t.date == nil:
			for _, f := range e.cfg.Lexicon.Find("en", q.tokens[t.first:t.last]) {
				for _, c := range f.Concepts {
					out = append(out, c.English...)
				}
			}
		}
	}
	return out
}

// weigh returns the sentences of the passages, and of short articles that the
// question names, in order of their worth as evidence.
func (e *Engine) weigh(q *question, hits []retrieval.Hit) []evidence {
	prior := map[sentenceKey]float64{}
	var order []sentenceKey
	add := func(a *corpus.Article, i int, p float64) {
		if !q.inScope(a.ID) {
			return
		}
		at := sentenceKey{a, i}
		if _, seen := prior[at]; !seen {
			order = append(order, at)
		}
		prior[at] = math.Max(prior[at], p)
	}
	for rank, h := range hits {
		for i := h.Passage.First; i < h.Passage.Last; i++ {
			add(h.Passage.Article, i, 1/(1+0.15*float64(rank)))
		}
	}
	for _, a := range e.scoped(q) {
		for i := range a.Sentences {
			add(a, i, 0)
		}
	}
	e.analyst.readAhead(order)
	out := make([]evidence, 0, len(order))
	for _, at := range order {
		out = append(out, e.weighOne(q, e.analyst.sentence(at.article, at.index), prior[at]))
	}
	slices.SortStableFunc(out, func(a, b evidence) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.article.ID, b.article.ID), a.index-b.index)
	})
	return out
}

func (q *question) inScope(id string) bool {
	if q.scope == nil {
		return true
	}
	if !q.within.isOf(q.scope) {
		q.within = newIDSet(q.scope)
	}
	return q.within.has(id)
}

// scoped returns the articles to read whole: those the question names, up to
// scopeSentences.
func (e *Engine) scoped(q *question) []*corpus.Article {
	var out []*corpus.Article
	n := 0
	for _, id := range q.scope {
		a := e.cfg.Index.Article(id)
		if a == nil {
			continue
		}
		if n += len(a.Sentences); n > scopeSentences {
			break
		}
		out = append(out, a)
	}
	return out
}

func (e *Engine) weighOne(q *question, s *sentence, prior float64) evidence {
	ev := evidence{sentence: s, prior: prior, cover: e.cover(q, s, e.around(s))}
	ev.score = 0.45*ev.cover.total + 0.35*ev.cover.own + 0.2*ev.cover.bound + 0.12*prior
	if q.each {
		ev.score = 0.2*ev.cover.total + 0.8*ev.cover.own
	}
	if q.speaker != nil {
		ev.speaker = e.says(q.speaker, s)
		ev.score += 0.45 * ev.speaker
	}
	for _, k := range q.focus {
		if ev.cover.ownValue[k] >= strictly {
			ev.score += 0.15 // it speaks of the sort of thing asked for
		}
	}
	ev.hit, ev.typed = e.typed(q, &ev)
	ev.score += 0.35 * ev.typed
	if !ev.hit {
		ev.score -= 0.1
	}
	switch s.src.Role {
	case corpus.InTitle, corpus.InStandfirst, corpus.InHeading:
		ev.score -= 0.06
	case corpus.InCaption:
		ev.score -= 0.12
	}
	if len(s.tokens) < 5 {
		ev.score -= 0.15
	}
	return ev
}

// around returns the sentences that a reader of s has in mind: two before it
// and one after.
func (e *Engine) around(s *sentence) []*sentence {
	var out []*sentence
	for _, i := range []int{s.index - 1, s.index - 2, s.index + 1} {
		if i >= 0 && i < len(s.article.Sentences) {
			out = append(out, e.analyst.sentence(s.article, i))
		}
	}
	return out
}

// says returns how surely s holds words or views of the speaker: 1 when the
// article attributes them, less when it only acts in the sentence.
func (e *Engine) says(speaker *name, s *sentence) float64 {
	if speaker.role != "" && s.stems[speaker.role] == nil {
		return 0
	}
	best := 0.0
	for _, at := range s.said {
		for i := range at.names {
			v := e.sameName(speaker, &at.names[i])
			if at.names[i].via == glossary.ByAdjective {
				v *= 0.8 // "Iranian officials" for Iran
			}
			best = math.Max(best, v)
		}
		if speaker.entry == nil && at.fold != "" && (containsWords(at.fold, speaker.fold) || hasWordSuffix(speaker.fold, at.fold)) {
			best = 1
		}
	}
	if best > 0 {
		return best
	}
	for i := range s.names {
		if v := e.sameName(speaker, &s.names[i]); v >= sameGovernment && e.actsAfter(s, s.names[i].last) {
			best = math.Max(best, 0.6*v)
		}
	}
	return best
}

// actsAfter reports that a verb of saying or wanting follows token i closely.
func (e *Engine) actsAfter(s *sentence, i int) bool {
	for k := i; k < len(s.tokens) && k < i+4; k++ {
		if s.tokens[k].Capital {
			return false // somebody else does
		}
		if sayVerbs[s.tokens[k].Stem] && !sayNouns[s.tokens[k].Stem] {
			return true
		}
	}
	return false
}

func containsWords(fold, part string) bool {
	return len(part) > 2 && (fold == part || len(fold) > len(part) &&
		(hasWordPrefix(fold, part) || hasWordSuffix(fold, part)))
}

func hasWordPrefix(s, p string) bool { return len(s) > len(p) && s[:len(p)] == p && s[len(p)] == ' ' }

func hasWordSuffix(s, p string) bool {
	return len(s) > len(p) && s[len(s)-len(p):] == p && s[len(s)-len(p)-1] == ' '
}
