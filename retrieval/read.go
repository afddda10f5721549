package retrieval

import (
	"cmp"
	"context"
	"runtime"

	"golang.org/x/sync/errgroup"

	"rapporteur/retrieval/static"
	"rapporteur/text"
)

// analysedEntry is a passage in the words that the legs go by.
type analysedEntry struct {
	key          string
	header, text []string  // stems
	vector       []float32 // nil when it is made elsewhere
}

// reader takes passages apart, each once for both legs.
type reader struct {
	model   *static.Model // makes the vectors; nil for none
	workers int           // 0 for as many as there are processors
}

// readBatch is how many passages are read by one worker at a time.
const readBatch = 64

func (r reader) read(ctx context.Context, entries []Entry) ([]analysedEntry, error) {
	analysed := make([]analysedEntry, len(entries))
	var g errgroup.Group
	g.SetLimit(cmp.Or(r.workers, runtime.GOMAXPROCS(0)))
	for start := 0; start < len(entries); start += readBatch {
		g.Go(func() error {
			end := min(start+readBatch, len(entries))
			r.readInto(analysed[start:end], entries[start:end])
			return ctx.Err()
		})
	}
	return analysed, g.Wait()
}

// readInto reads passages of which many have the same header: those of one
// article.
func (r reader) readInto(out []analysedEntry, entries []Entry) {
	var header []string
	var sum []float32
	for i, e := range entries {
		if i == 0 || e.Header != entries[i-1].Header {
			tokens := text.Tokens(e.Header)
			header = stemsOf(e.Header, tokens)
			if r.model != nil {
				sum = r.model.Sum(tokens, nil)
			}
		}
		tokens := text.Tokens(e.Text)
		out[i] = analysedEntry{key: e.Key, header: header, text: stemsOf(e.Text, tokens)}
		if r.model != nil {
			out[i].vector = r.model.EmbedTokens(sum, tokens)
		}
	}
}

// stemsOf returns the stems of those words of s that carry meaning.
func stemsOf(s string, tokens []text.Token) []string {
	out := make([]string, 0, len(tokens))
	for _, t := range tokens {
		if carriesMeaning(s, t) {
			out = append(out, t.Stem)
		}
	}
	return out
}
