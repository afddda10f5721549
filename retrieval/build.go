package retrieval

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"strconv"
	"time"

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
	// Progress is told, by one goroutine at a time, how many passages of how many
	// a step has done; may be nil.
	Progress func(s Step, done, total int)
}

// Step is a part of making an index.
type Step string

const (
	Indexing  Step = "indexing"  // reading the words
	Embedding Step = "embedding" // having vectors made
)

func (c *Config) progress(s Step, done, total int) {
	if c.Progress != nil {
		c.Progress(s, done, total)
	}
}

// Index finds passages of a fixed set of articles. Safe for concurrent use; to
// change the set, build another and swap.
type Index struct {
	cfg      Config
	weak     bool // the vector leg is too weak for fusion by rank
	lexical  *Lexical
	leg      Leg      // nil when left out; shared with the index before and after
	vectors  Leg      // leg, nil when it could not be filled
	degraded string   // why vectors could not be built
	left     []string // sorted keys that only the index before holds
	articles []*corpus.Article
	byID     map[string]*corpus.Article
	byKey    map[string]*corpus.Article // by corpus.Article.Key
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
	x := &Index{cfg: cfg}
	x.setDefaults()
	x.lexical = NewLexical(x.cfg.Lexical)
	if err := x.hold(articles); err != nil {
		return nil, err
	}
	entries := entriesOf(articles)
	if err := x.add(ctx, reader{}, entries, entries); err != nil {
		return nil, err
	}
	return x, nil
}

// add takes passages into the lexical leg, and others, mostly the same, into the
// vector leg.
func (x *Index) add(ctx context.Context, r reader, entries, vectors []Entry) error {
	together := x.vectorsTogether()
	if together != nil {
		r.model = x.cfg.Embedder.(*static.Model)
	}
	done := 0
	for batch := range slices.Chunk(entries, addBatch) {
		analysed, err := r.read(ctx, batch)
		if err != nil {
			return fmt.Errorf("index %d passages: %w", len(entries), err)
		}
		x.lexical.takeIn(analysed)
		if together != nil {
			together.takeIn(analysed)
		}
		done += len(batch)
		x.cfg.progress(Indexing, done, len(entries))
	}
	if together != nil {
		vectors = nil // done
	}
	if err := x.addVectors(ctx, vectors); err != nil {
		return fmt.Errorf("index %d passages: %w", len(vectors), err)
	}
	return nil
}

// vectorsTogether returns the vector leg when its vectors are made from the
// words that the lexical leg reads as well, nil otherwise.
func (x *Index) vectorsTogether() *Vectors {
	v, ok := x.leg.(*Vectors)
	if !ok || !x.weak || v.embedder != x.cfg.Embedder {
		return nil
	}
	return v
}

// With returns an index of other articles that takes over from x what it knows
// of those that are the same in both, so that its cost is that of the changes
// and a copy of some lists. x stays as it is and may be searched meanwhile and
// afterwards. Both share the vector leg: it forgets what x alone held when the
// index after this one is made, by when nobody should search x any more.
func (x *Index) With(ctx context.Context, articles []*corpus.Article) (*Index, error) {
	y := &Index{cfg: x.cfg, weak: x.weak, leg: x.leg, catalog: x.catalog}
	if err := y.hold(articles); err != nil {
		return nil, err
	}
	var added []*corpus.Article
	for _, a := range articles {
		if x.byKey[a.Key()] == nil {
			added = append(added, a)
		}
	}
	for key, a := range x.byKey {
		if y.byKey[key] == nil {
			y.left = append(y.left, keysOf(a)...)
		}
	}
	slices.Sort(y.left)
	y.lexical = x.lexical.Clone()
	if err := y.lexical.Remove(ctx, y.left); err != nil {
		return nil, fmt.Errorf("index: %w", err)
	}
	entries := entriesOf(added)
	vectors := entries
	if x.degraded != "" { // the leg has none of the others, or some of them
		vectors = entriesOf(articles)
	}
	if err := y.add(ctx, reader{workers: quietWorkers()}, entries, vectors); err != nil {
		return nil, err
	}
	return y, nil
}

// quietWorkers is how many processors are used while others answer from the
// index before: half of them.
func quietWorkers() int { return max(1, runtime.GOMAXPROCS(0)/2) }

// hold takes the articles that x is of. Its catalog is that of the index before,
// nil for none.
func (x *Index) hold(articles []*corpus.Article) error {
	x.articles = slices.Clone(articles)
	x.byID = make(map[string]*corpus.Article, len(articles))
	x.byKey = make(map[string]*corpus.Article, len(articles))
	for _, a := range articles {
		if x.byID[a.ID] != nil {
			return fmt.Errorf("two articles have the id %q", a.ID)
		}
		x.byID[a.ID], x.byKey[a.Key()] = a, a
		if day := a.Published.First(); day.After(x.newest) {
			x.newest = day
		}
	}
	x.catalog = newCatalog(articles, x.catalog)
	return nil
}

func (x *Index) setDefaults() {
	model := static.New()
	if x.cfg.Lexical.Rank == nil {
		x.cfg.Lexical.Rank = model.Rank
	}
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
	x.leg = x.cfg.Vectors
	if x.leg == nil {
		x.leg = NewVectors(x.cfg.Embedder)
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
		for i, key := range keysOf(a) {
			entries = append(entries, Entry{Key: key, Header: header, Text: a.Text(a.Passages[i].Span)})
		}
	}
	return entries
}

// keysOf returns the keys of an article's passages, in order.
func keysOf(a *corpus.Article) []string {
	keys := make([]string, len(a.Passages))
	for i := range a.Passages {
		keys[i] = a.Passages[i].Key()
	}
	return keys
}

// addBatch is how many passages a leg that others search is given at once: they
// wait while it takes them in.
const addBatch = 512

// addVectors fills the vector leg, and has it forget what x does not hold. Its
// failure is no failure of the index.
func (x *Index) addVectors(ctx context.Context, entries []Entry) error {
	if x.leg == nil {
		return nil
	}
	var err error
	done := 0
	for batch := range slices.Chunk(entries, addBatch) {
		if err = x.leg.Add(ctx, batch); err != nil {
			break
		}
		done += len(batch)
		x.cfg.progress(Embedding, done, len(entries))
	}
	if p, ok := x.leg.(pruner); ok && err == nil {
		err = p.Prune(ctx, x.needs)
	}
	if err == nil {
		x.vectors = x.leg
		return nil
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	x.degraded = "vectors were not built: " + err.Error()
	return nil
}

// needs reports that a passage is of x, or of the index before.
func (x *Index) needs(key string) bool {
	if x.Passage(key) != nil {
		return true
	}
	_, left := slices.BinarySearch(x.left, key)
	return left
}

// Article returns the article with the id, nil when there is none.
func (x *Index) Article(id string) *corpus.Article { return x.byID[id] }

// Catalog returns what ParseMeta needs of the articles.
func (x *Index) Catalog() *Catalog { return x.catalog }

// Passage returns the passage with the key, nil when there is none.
func (x *Index) Passage(key string) *corpus.Passage {
	of := articleOf(key)
	a := x.byKey[of]
	if a == nil || len(key) <= len(of)+1 {
		return nil
	}
	n, err := strconv.ParseUint(key[len(of)+1:], 10, 31)
	if err != nil || int(n) >= len(a.Passages) {
		return nil
	}
	return &a.Passages[n]
}
