package answer

import (
	"context"
	"strings"

	"rapporteur/corpus"
	"rapporteur/glossary"
	"rapporteur/retrieval"
	"rapporteur/text"
)

// LookupRequest asks for passages, not for an answer.
type LookupRequest struct {
	Query      string
	From, To   corpus.Date // of publication
	Articles   []string    // ids; nil for all
	Publishers []string
	Actor      string // a name; other passages are left out
	Limit      int    // default 10
}

// Lookup returns the passages that match best, best first. What several articles
// print is there once, with the others as its copies; what repeats much of better
// passages in other words comes last.
func (e *Engine) Lookup(ctx context.Context, r LookupRequest) ([]retrieval.Hit, error) {
	if r.Limit <= 0 {
		r.Limit = 10
	}
	asked := clean(r.Query)
	q := &question{language: glossary.Language(asked)}
	english := e.english(q.language, asked)
	query := retrieval.Query{
		Text:   strings.TrimSpace(english + " " + r.Actor),
		Meta:   retrieval.ParseMeta(english, e.catalog),
		Filter: retrieval.Filter{Articles: r.Articles, Publishers: r.Publishers, Period: corpus.Period{From: r.From, To: r.To}},
		Limit:  r.Limit,
		Spare:  spareFor(r.Limit),
	}
	if r.Actor != "" {
		query.Limit, query.Spare = max(200, 10*r.Limit), 0
	}
	hits, err := e.cfg.Index.Search(ctx, query)
	if err != nil {
		return nil, err
	}
	if r.Actor != "" {
		hits = e.naming(r.Actor, hits)
	}
	hits = e.copies.once(hits)
	return hits[:min(r.Limit, len(hits))], nil
}

// naming returns the hits that name an actor.
func (e *Engine) naming(who string, hits []retrieval.Hit) []retrieval.Hit {
	actor := e.analyst.text(who)
	e.analyst.prepare(actor.names)
	var out []retrieval.Hit
	for _, h := range hits {
		if e.namedIn(actor, h.Passage) {
			out = append(out, h)
		}
	}
	return out
}

// namedIn reports that some sentence of the passage names the actor.
func (e *Engine) namedIn(actor *sentence, p *corpus.Passage) bool {
	for i := p.First; i < p.Last; i++ {
		s := e.analyst.sentence(p.Article, i)
		for k := range actor.names {
			if v, _ := e.matchName(&actor.names[k], s); v >= sameGovernment {
				return true
			}
		}
		if len(actor.names) == 0 {
			if holdsAll(s, actor.tokens) {
				return true
			}
		}
	}
	return false
}

// holdsAll reports that s holds every one of the words.
func holdsAll(s *sentence, words []text.Token) bool {
	for _, w := range words {
		if s.stems[w.Stem] == nil {
			return false
		}
	}
	return len(words) > 0
}
