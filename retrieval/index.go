package retrieval

import (
	"context"

	"rapporteur/corpus"
)

// Entry is what a leg indexes of one passage.
type Entry struct {
	Key    string // corpus.Passage.Key
	Header string // corpus.Article.Header
	Text   string
}

// EmbedEntries returns one vector for each of the entries, of their headers and
// texts together.
func EmbedEntries(ctx context.Context, e Embedder, entries []Entry) ([][]float32, error) {
	texts := make([]string, len(entries))
	for i, entry := range entries {
		texts[i] = entry.Header + "\n" + entry.Text
	}
	if k, ok := e.(*keeping); ok {
		return k.embedEntries(ctx, texts)
	}
	return embedAll(ctx, e, texts)
}

// Scored is one passage as a leg ranks it: higher is better, scores of
// different legs are not comparable.
type Scored struct {
	Key   string
	Score float64
}

// Leg is one index among those that are fused. Add and Remove are atomic for
// searches that run at the same time; all methods are safe for concurrent use.
// retrievaltest.TestLeg states and checks the whole contract.
type Leg interface {
	// Add indexes entries, replacing those whose keys it holds.
	Add(ctx context.Context, entries []Entry) error
	// Remove forgets the passages with these keys; unknown keys are ignored.
	Remove(ctx context.Context, keys []string) error
	// Search returns at most limit passages, best first, ties in order of key.
	// A query without a usable word finds nothing and is no error.
	Search(ctx context.Context, query string, limit int) ([]Scored, error)
	// Len returns the number of passages held.
	Len() int
}

// Embedder turns texts into vectors of one length. Safe for concurrent use.
type Embedder interface {
	// Embed returns one unit-length vector a text, in order. A text with no
	// known word gets a vector of zeros.
	Embed(ctx context.Context, texts []string) ([][]float32, error)
	// Name identifies model and version; vectors of different names never mix.
	Name() string
}

// Query is what to search for.
type Query struct {
	// Text is the question or the words, in English as far as it is known.
	Text string
	// Extra holds further words that may stand in a relevant passage, such as
	// synonyms and other spellings; they count less than those of Text.
	Extra []string
	// Meta is what the question says about the article rather than its text.
	Meta Meta
	// Filter leaves out what does not fit it; its zero value leaves out nothing.
	Filter Filter
	// Limit is the number of hits wanted (default 10).
	Limit int
	// Spare is how many more are taken if they were found on the way to those.
	Spare int
}

// Meta is what a question says about the articles that answer it. It raises
// passages of matching articles and never hides the others.
type Meta struct {
	Publishers []string        // as the corpus writes them
	Periods    []corpus.Period // when the article, or what it reports, is from
	Articles   []string        // ids of articles meant by title, event or round
	Latest     bool            // the newest article is asked for
	Recent     bool            // the question speaks of its own time ("this week")
}

// Filter restricts a search to some articles. Empty fields restrict nothing.
type Filter struct {
	Articles   []string
	Publishers []string
	Period     corpus.Period
}

// Hit is one passage found.
type Hit struct {
	Passage *corpus.Passage
	Score   float64 // after fusion and boosts
	Lexical float64 // share of the lexical leg, 0 when it did not find it
	Vector  float64 // share of the vector leg, 0 when it did not find it
	// Copies are stretches of other articles that print the same words. A search
	// does not look for them: who shows hits may note them here.
	Copies []Copy
}

// Copy is a stretch of an article.
type Copy struct {
	Article *corpus.Article
	Span    corpus.Span
}
