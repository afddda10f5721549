package answer

import (
	"slices"

	"rapporteur/corpus"
)

// What is newest is only asked for in so many words, is a matter of the dates of
// articles, never of the clock, and is looked for among the articles that speak
// of what is asked: an article on something else is no news of it, however new.

const (
	// relevantShare is how much of what the best sentence says of the question an
	// article has to say to be about it too.
	relevantShare = 0.75
	// mostFresh is how many articles are asked, the newest first, before the
	// question is put to all of them.
	mostFresh = 4
)

// findFresh settles what a question for the latest is asked of: the newest of the
// articles it names, the newest of all when it asks about nothing else, or, when
// fresh is set, the newest of those that are found to be about it.
func (q *question) findFresh(e *Engine) {
	if !q.meta.Latest {
		return
	}
	if len(q.scope) == 0 && len(q.terms) > 0 {
		q.fresh = true
		return
	}
	if id := e.newest(q.scope); id != "" {
		q.scope, q.groups = []string{id}, nil
	}
}

// settleFresh answers a question for the latest from the newest article that is
// about it and has an answer; from all of them when none of the newest has.
func (e *Engine) settleFresh(f *finding, ranked []evidence) {
	relevant := newestRelevant(ranked)
	reports := e.copies.onceOfArticles(relevant) // printed again is no newer
	for _, a := range reports[:min(len(reports), mostFresh)] {
		q := *f.q
		q.scope, q.groups, q.fresh = []string{a.ID}, nil, false
		for _, b := range relevant {
			if b != a && e.copies.near.Near(a, b) {
				q.scope = append(q.scope, b.ID)
			}
		}
		chosen, reason := e.settle(&q, e.weigh(&q, f.hits))
		if reason == "" && len(chosen) > 0 {
			f.q, f.chosen, f.reason = &q, chosen, reason
			return
		}
	}
	f.chosen, f.reason = e.settle(f.q, ranked)
}

// newestRelevant returns the dated articles that say nearly as much of what is
// asked as the best one does, the newest first.
func newestRelevant(ranked []evidence) []*corpus.Article {
	best := 0.0
	says := map[*corpus.Article]float64{}
	for i := range ranked {
		ev := &ranked[i]
		best = max(best, ev.cover.own)
		says[ev.article] = max(says[ev.article], ev.cover.own)
	}
	var out []*corpus.Article
	for a, v := range says {
		if v > 0 && v >= relevantShare*best && !a.Published.IsZero() {
			out = append(out, a)
		}
	}
	slices.SortFunc(out, func(a, b *corpus.Article) int {
		if c := b.Published.Compare(a.Published); c != 0 {
			return c
		}
		return citedBefore(a, b)
	})
	return out
}
