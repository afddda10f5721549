package static

import (
	"context"
	_ "embed"
	"math"
	"runtime"
	"slices"

	"golang.org/x/sync/errgroup"

	"rapporteur/text"
)

// Notice holds the notices of the sources of the embedded data, which go
// wherever the data goes.
//
//go:embed NOTICE
var Notice string

// Model gives access to the embedded words. It holds no state of its own: all
// of its methods are safe for concurrent use and return the same for the same
// input on every machine.
type Model struct{ t *tables }

// New returns the model. The first call checks the embedded data, which takes
// about a millisecond; nothing is unpacked.
func New() *Model { return &Model{load()} }

// Name identifies the vectors; it changes whenever they do.
func (m *Model) Name() string { return "static-glove-100d-retrofit-v1" }

// Embed returns the mean of the vectors of each text's words, rare words
// counting more (smooth inverse frequency), scaled to unit length. Unknown
// words and function words are skipped; a text without any other word gets
// zeros.
func (m *Model) Embed(ctx context.Context, texts []string) ([][]float32, error) {
	out := make([][]float32, len(texts))
	var g errgroup.Group
	g.SetLimit(runtime.GOMAXPROCS(0))
	for i, s := range texts {
		g.Go(func() error {
			if ctx.Err() == nil {
				out[i] = m.embed(s)
			}
			return ctx.Err()
		})
	}
	if err := g.Wait(); err != nil {
		return nil, err
	}
	return out, nil
}

func (m *Model) embed(s string) []float32 { return m.EmbedTokens(nil, text.Tokens(s)) }

// EmbedTokens is Embed for the words of two texts, one behind the other, of
// which the first has been summed up; nil for none. sum stays as it is.
func (m *Model) EmbedTokens(sum []float32, tokens []text.Token) []float32 {
	vector := m.Sum(tokens, sum)
	toUnitLength(vector)
	return vector
}

// Sum returns the weighted sum of the vectors of words, added to what before
// holds; nil for nothing.
func (m *Model) Sum(tokens []text.Token, before []float32) []float32 {
	sum := make([]float32, m.t.dims)
	copy(sum, before)
	for _, token := range tokens {
		if token.Stop {
			continue
		}
		i := m.findToken(token)
		if i < 0 {
			continue
		}
		numbers, scale := m.t.vector(i)
		w := scale * sifWeight(int(u32(m.t.ranks, i)))
		for d, x := range numbers {
			sum[d] += w * float32(x)
		}
	}
	return sum
}

// toUnitLength scales a vector, unless it has no direction.
func toUnitLength(sum []float32) {
	norm := 0.0
	for _, x := range sum {
		norm += float64(x) * float64(x)
	}
	if norm > 0 {
		inverse := float32(1 / math.Sqrt(norm))
		for d := range sum {
			sum[d] *= inverse
		}
	}
}

// findToken prefers the initialism for a token in capitals: "US" is not "us".
func (m *Model) findToken(token text.Token) int {
	if token.Acronym {
		if i := m.t.find(token.Fold + "."); i >= 0 {
			return i
		}
	}
	return m.t.find(token.Fold)
}

// sifWeight is a/(a+p) with a = 0.001 as in Arora et al. and p, the share of
// running words, from the rank by Zipf's law (p ≈ 0.08/rank in news).
func sifWeight(rank int) float32 {
	p := 0.08 / float64(rank)
	return float32(1e-3 / (1e-3 + p))
}

// Rank returns the place of a word among the words of encyclopedia and news by
// frequency, 1 being the most frequent; 0 for an unknown word. Words are
// folded, not stemmed.
func (m *Model) Rank(word string) int {
	if i := m.t.find(text.Fold(word)); i >= 0 {
		return int(u32(m.t.ranks, i))
	}
	return 0
}

// Similarity returns the cosine of the vectors of two words, 0 when one of
// them is unknown. Words are folded, not stemmed. Words of one topic lie at .3
// to .6 whether they mean the same or the opposite; see Related.
func (m *Model) Similarity(a, b string) float64 {
	i, j := m.t.find(text.Fold(a)), m.t.find(text.Fold(b))
	if i < 0 || j < 0 {
		return 0
	}
	return m.cosine(i, j)
}

func (m *Model) cosine(i, j int) float64 {
	a, _ := m.t.vector(i)
	b, _ := m.t.vector(j)
	var ab, aa, bb int
	for d := range a {
		x, y := int(a[d]), int(b[d])
		ab += x * y
		aa += x * x
		bb += y * y
	}
	if aa == 0 || bb == 0 {
		return 0
	}
	return float64(ab) / math.Sqrt(float64(aa)*float64(bb))
}

// Synonyms returns the words that share a meaning with word, those of its
// commonest meaning first, and then the words derived from the same root
// (arrive, arrival); all as base forms, without word itself. Inflected words
// are looked up by their base forms too. Nil when there are none.
func (m *Model) Synonyms(word string) []string {
	var out []string
	bases := m.bases(text.Fold(word))
	for _, kind := range []int{synonym, derived} {
		for _, i := range bases {
			for _, j := range m.t.related(i, kind) {
				s := m.t.word(j)
				if !slices.Contains(out, s) && !slices.Contains(bases, j) {
					out = append(out, s)
				}
			}
		}
	}
	return out
}

// bases returns the positions of a folded word and of its base forms, those
// that are known.
func (m *Model) bases(fold string) []int {
	var out []int
	for _, s := range append([]string{fold}, baseForms(fold)...) {
		if i := m.t.find(s); i >= 0 && !slices.Contains(out, i) {
			out = append(out, i)
		}
	}
	return out
}
