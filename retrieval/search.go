package retrieval

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"
)

// Result is what a search found, and how well the index could do its work.
type Result struct {
	Hits []Hit // best first
	// Degraded says why only part of the index was searched; "" when all was.
	// It names no key and no address of a user, but is meant for operators.
	Degraded string
}

// Search returns the hits for q, best first; none is no error. A vector leg
// that fails is left out, see SearchDetailed.
func (x *Index) Search(ctx context.Context, q Query) ([]Hit, error) {
	r, err := x.SearchDetailed(ctx, q)
	return r.Hits, err
}

// SearchDetailed is Search that also tells whether the search was degraded.
func (x *Index) SearchDetailed(ctx context.Context, q Query) (Result, error) {
	if q.Limit <= 0 {
		q.Limit = 10
	}
	found, degraded, err := x.gather(ctx, q)
	if err != nil {
		return Result{}, fmt.Errorf("search: %w", err)
	}
	hits := make([]Hit, 0, len(found))
	for key, s := range found {
		if p := x.Passage(key); p != nil {
			hits = append(hits, Hit{Passage: p, Score: s.fused, Lexical: s.lexical, Vector: s.vector})
		}
	}
	x.boost(hits, q.Meta)
	slices.SortFunc(hits, func(a, b Hit) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.Passage.Article.ID, b.Passage.Article.ID),
			cmp.Compare(a.Passage.Ordinal, b.Passage.Ordinal))
	})
	return Result{hits[:min(q.Limit+q.Spare, len(hits))], degraded}, nil
}

// poolSize is how many passages each leg proposes at least: enough for the
// other leg and the boosts to reorder.
const poolSize = 200

// vectorTimeout bounds the search of the vector leg, and with it the wait for
// the vector of a question.
const vectorTimeout = 5 * time.Second

// searcher is a leg that can restrict its search and weigh further words. A
// leg that cannot is asked for more than is needed.
type searcher interface {
	SearchWhere(ctx context.Context, query string, extra []string, limit int, keep func(key string) bool) ([]Scored, error)
}

// gather asks the legs and fuses what they found, by passage key.
func (x *Index) gather(ctx context.Context, q Query) (map[string]shares, string, error) {
	pool, fits := max(poolSize, 5*q.Limit), x.filter(q.Filter)
	lexical, err := searchLeg(ctx, x.lexical, q, pool, fits)
	if keep := x.meant(q.Meta, fits); keep != nil && err == nil {
		lexical, err = x.addMeant(ctx, lexical, q, keep)
	}
	if err != nil {
		return nil, "", err
	}
	if x.vectors == nil {
		return x.fuse(lexical, nil), x.degraded, nil
	}
	// A server that is slow with the vector of the question must not take the
	// time of the answer.
	soon, cancel := context.WithTimeout(ctx, vectorTimeout)
	vector, err := searchLeg(soon, x.vectors, q, pool, fits)
	cancel()
	degraded := ""
	switch {
	case ctx.Err() != nil:
		return nil, "", ctx.Err()
	case err != nil:
		degraded = "vectors were not searched: " + err.Error()
	}
	return x.fuse(lexical, vector), degraded, nil
}

// meant decides whether a passage is of an article that the question points
// to and the filter lets through; nil when it points to none.
func (x *Index) meant(m Meta, fits func(string) bool) func(key string) bool {
	if len(m.Articles) == 0 && len(m.Publishers) == 0 {
		return nil
	}
	return func(key string) bool {
		a := x.byKey[articleOf(key)]
		return a != nil && (fits == nil || fits(key)) &&
			(slices.Contains(m.Articles, a.ID) || slices.Contains(m.Publishers, a.Publisher))
	}
}

// addMeant adds the best passages of the articles meant, which in a large
// corpus may not be among the best of all, so that the boosts can raise them.
func (x *Index) addMeant(ctx context.Context, found []Scored, q Query, keep func(string) bool) ([]Scored, error) {
	more, err := x.lexical.SearchWhere(ctx, q.Text, q.Extra, max(poolSize/4, q.Limit), keep)
	if err != nil {
		return nil, err
	}
	have := make(map[string]bool, len(found))
	for _, s := range found {
		have[s.Key] = true
	}
	for _, s := range more {
		if !have[s.Key] {
			found = append(found, s)
		}
	}
	return found, nil
}

func searchLeg(ctx context.Context, leg Leg, q Query, pool int, keep func(string) bool) ([]Scored, error) {
	if s, ok := leg.(searcher); ok {
		return s.SearchWhere(ctx, q.Text, q.Extra, pool, keep)
	}
	limit := pool
	if keep != nil {
		limit = leg.Len()
	}
	found, err := leg.Search(ctx, q.Text, limit)
	if keep != nil {
		found = slices.DeleteFunc(found, func(s Scored) bool { return !keep(s.Key) })
	}
	return found[:min(pool, len(found))], err
}

// filter returns what decides whether a passage fits f; nil when all do.
func (x *Index) filter(f Filter) func(key string) bool {
	if len(f.Articles) == 0 && len(f.Publishers) == 0 && f.Period.IsZero() {
		return nil
	}
	fits := make(map[string]bool, len(x.articles))
	among := make(map[string]bool, len(f.Articles)) // they may be thousands
	for _, id := range f.Articles {
		among[id] = true
	}
	for _, a := range x.articles {
		fits[a.Key()] = (len(f.Articles) == 0 || among[a.ID]) &&
			(len(f.Publishers) == 0 || slices.Contains(f.Publishers, a.Publisher)) &&
			f.Period.Overlaps(a.Published)
	}
	return func(key string) bool { return fits[articleOf(key)] }
}
