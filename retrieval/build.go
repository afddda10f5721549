package retrieval

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"time"

	"golang.org/x/sync/errgroup"

	"rapporteur/corpus"
	"rapporteur/retrieval/static"
)

// Config says how an Index is built. The zero value needs nothing from outside.
type Config struct {
	// Embedder makes the vectors; nil uses the words embedded in the program
	// (package static).
	Embedder Embedder
	// VectorWeight is the share of the vector leg, 0 to 1; 0 takes the share that
	// was measured to be good for the embedder, a negative one leaves the leg out.
	// For the embedded words it is the most: the better the words of a question
	// are found, the smaller their share.
	VectorWeight float64
	// Vectors is the vector leg; nil makes one in memory over Embedder. It may
	// already hold entries of an earlier run.
	Vectors Leg
	// Lexical sets the weights of the lexical leg.
	Lexical LexicalConfig
}

// Index finds passages of a fixed set of articles. Safe for concurrent use; to
// change the set, build another and swap.
type Index struct {
	cfg      Config
	weak     bool // the vector leg is too weak for fusion by rank
	lexical  *Lexical
	vectors  Leg    // nil when left out or not built
	degraded string // why vectors could not be built
	articles []*corpus.Article
	byID     map[string]*corpus.Article
	catalog  *Catalog
	newest   time.Time // day of the newest article
}

// pruner is a leg that can list what it holds. A leg that outlives the process
// must drop the passages of articles that are gone.
type pruner interface {
	Prune(ctx context.Context, keep func(key string) bool) error
}

// Build indexes the passages of the articles. A failing vector leg leaves the
// index lexical, see Result.Degraded; the error is for a cancelled context and
// for articles that share an id.
func Build(ctx context.Context, articles []*corpus.Article, cfg Config) (*Index, error) {
	x := &Index{cfg: cfg, articles: slices.Clone(articles), byID: make(map[string]*corpus.Article, len(articles))}
	for _, a := range articles {
		if x.byID[a.ID] != nil {
			return nil, fmt.Errorf("two articles have the id %q", a.ID)
		}
		x.byID[a.ID] = a
		if day := a.Published.First(); day.After(x.newest) {
			x.newest = day
		}
	}
	x.setDefaults()
	x.catalog = NewCatalog(articles)
	entries := entriesOf(articles)

	g, ctx := errgroup.WithContext(ctx)
	g.Go(func() error { return x.lexical.Add(ctx, entries) })
	if x.vectors != nil {
		g.Go(func() error { return x.addVectors(ctx, entries) })
	}
	if err := g.Wait(); err != nil {
		return nil, fmt.Errorf("index %d passages: %w", len(entries), err)
	}
	return x, nil
}

func (x *Index) setDefaults() {
	model := static.New()
	if x.cfg.Lexical.Rank == nil {
		x.cfg.Lexical.Rank = model.Rank
	}
	x.lexical = NewLexical(x.cfg.Lexical)
	if x.cfg.Embedder == nil {
		x.cfg.Embedder = model
	}
	_, x.weak = x.cfg.Embedder.(*static.Model)
	if x.cfg.VectorWeight == 0 {
		x.cfg.VectorWeight = 0.5
		if x.weak {
			x.cfg.VectorWeight = 0.3 // at most: see fuse
		}
	}
	if x.cfg.VectorWeight < 0 {
		return
	}
	x.vectors = x.cfg.Vectors
	if x.vectors == nil {
		x.vectors = NewVectors(x.cfg.Embedder)
	}
}

func entriesOf(articles []*corpus.Article) []Entry {
	n := 0
	for _, a := range articles {
		n += len(a.Passages)
	}
	entries := make([]Entry, 0, n)
	for _, a := range articles {
		header := a.Header()
		for i := range a.Passages {
			p := &a.Passages[i]
			entries = append(entries, Entry{Key: corpus.PassageKey(a.ID, i), Header: header, Text: a.Text(p.Span)})
		}
	}
	return entries
}

// addVectors fills the vector leg. Its failure is no failure of the index.
func (x *Index) addVectors(ctx context.Context, entries []Entry) error {
	err := x.vectors.Add(ctx, entries)
	if p, ok := x.vectors.(pruner); ok && err == nil {
		known := make(map[string]bool, len(entries))
		for _, e := range entries {
			known[e.Key] = true
		}
		err = p.Prune(ctx, func(key string) bool { return known[key] })
	}
	if err == nil {
		return nil
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	x.vectors, x.degraded = nil, "vectors were not built: "+err.Error()
	return nil
}

// Article returns the article with the id, nil when there is none.
func (x *Index) Article(id string) *corpus.Article { return x.byID[id] }

// Catalog returns what ParseMeta needs of the articles.
func (x *Index) Catalog() *Catalog { return x.catalog }

// Passage returns the passage with the key, nil when there is none.
func (x *Index) Passage(key string) *corpus.Passage {
	id := articleOf(key)
	a := x.byID[id]
	if a == nil || len(key) <= len(id)+1 {
		return nil
	}
	n, err := strconv.ParseUint(key[len(id)+1:], 10, 31)
	if err != nil || int(n) >= len(a.Passages) {
		return nil
	}
	return &a.Passages[n]
}
