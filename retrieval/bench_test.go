package retrieval_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	chromemgo "github.com/philippgille/chromem-go"

	"rapporteur/corpus"
	"rapporteur/retrieval"
	"rapporteur/retrieval/chromem"
	"rapporteur/retrieval/static"
)

// zipfText makes text whose words are spread as in language: the word of rank
// r is r times rarer than the first. Words are real ones where the model knows
// them, so that they have vectors.
type zipfText struct {
	rng   *rand.Rand
	ranks *rand.Zipf
}

func newZipfText(seed uint64) *zipfText {
	rng := rand.New(rand.NewPCG(seed, 1))
	return &zipfText{rng, rand.NewZipf(rng, 1.07, 8, uint64(len(benchWords)-1))}
}

// benchWords are the words of commonest inflections of a made-up language of
// syllables, some of which are English.
var benchWords = func() []string {
	var out []string
	for _, a := range strings.Fields("war talk peace land govern nation press vote trade court law bank state oil gas farm school hospital road port") {
		for _, b := range strings.Fields("s ed ing er ers ment ments able al ally ist ists ism ship ful less ness y ies ly") {
			out = append(out, a+b)
		}
	}
	for i := range 20_000 {
		out = append(out, fmt.Sprintf("w%s%d", string(rune('a'+i%26)), i))
	}
	return out
}()

func (z *zipfText) words(n int) string {
	out := make([]string, n)
	for i := range out {
		out[i] = benchWords[z.ranks.Uint64()]
	}
	return strings.Join(out, " ")
}

// zipfArticles makes articles of ten passages of 100 words.
func zipfArticles(tb testing.TB, passages int) []*corpus.Article {
	z := newZipfText(7)
	var out []*corpus.Article
	for len(out)*10 < passages {
		var texts []string
		for range 10 {
			texts = append(texts, z.words(100))
		}
		a := article(tb, fmt.Sprint("a", len(out)), fmt.Sprint("Outlet ", len(out)%50), "2017-12-21", texts...)
		a.Title = z.words(8)
		out = append(out, a)
	}
	return out
}

var benchSizes = []int{1_000, 10_000, 100_000}

// queries are of eight words each. The commonest words of the made-up language
// stand for function words, which no query searches for.
func queries() []string {
	z := newZipfText(99)
	out := make([]string, 200)
	for i := range out {
		var words []string
		for len(words) < 8 {
			if r := z.ranks.Uint64(); r >= 30 {
				words = append(words, benchWords[r])
			}
		}
		out[i] = strings.Join(words, " ")
	}
	return out
}

// reportP99 adds the 99th percentile to the mean that the benchmark reports.
func reportP99(b *testing.B, times []time.Duration) {
	slices.Sort(times)
	b.ReportMetric(float64(times[len(times)*99/100].Microseconds())/1000, "p99-ms")
}

func BenchmarkSearch(b *testing.B) {
	for _, n := range benchSizes {
		articles := zipfArticles(b, n)
		for _, kind := range []struct {
			name string
			cfg  retrieval.Config
		}{{"lexical", retrieval.Config{VectorWeight: -1}}, {"fused", retrieval.Config{}}} {
			b.Run(fmt.Sprintf("%s/%d", kind.name, n), func(b *testing.B) {
				x := build(b, kind.cfg, articles...)
				asked, i := queries(), 0
				var times []time.Duration
				b.ReportAllocs()
				for b.Loop() {
					start := time.Now()
					if _, err := x.Search(b.Context(), retrieval.Query{Text: asked[i%len(asked)]}); err != nil {
						b.Fatal(err)
					}
					times = append(times, time.Since(start))
					i++
				}
				reportP99(b, times)
			})
		}
	}
}

func BenchmarkBuild(b *testing.B) {
	for _, n := range benchSizes[:2] {
		articles := zipfArticles(b, n)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				build(b, retrieval.Config{}, articles...)
			}
			b.ReportMetric(float64(n*b.N)/b.Elapsed().Seconds(), "passages/s")
		})
	}
}

// BenchmarkVectors compares the vector legs with chromem-go as it is, on the
// same vectors.
func BenchmarkVectors(b *testing.B) {
	model := static.New()
	for _, n := range benchSizes {
		var entries []retrieval.Entry
		z := newZipfText(7)
		for i := range n {
			entries = append(entries, retrieval.Entry{Key: fmt.Sprintf("a%d#%d", i/10, i%10), Text: z.words(100)})
		}
		adapter, err := chromem.New(chromem.Config{Embedder: model})
		if err != nil {
			b.Fatal(err)
		}
		for name, leg := range map[string]retrieval.Leg{"flat": retrieval.NewVectors(model), "adapter": adapter} {
			b.Run(fmt.Sprintf("%s/%d", name, n), func(b *testing.B) {
				if err := leg.Add(b.Context(), entries[leg.Len():]); err != nil {
					b.Fatal(err)
				}
				search(b, func(ctx context.Context, q string) error {
					_, err := leg.Search(ctx, q, 200)
					return err
				})
			})
		}
		b.Run(fmt.Sprintf("plain/%d", n), func(b *testing.B) {
			plain := plainChromem(b, model, entries)
			search(b, func(ctx context.Context, q string) error {
				_, err := plain.Query(ctx, q, 200, nil, nil)
				return err
			})
		})
	}
}

func search(b *testing.B, ask func(context.Context, string) error) {
	asked, i := queries(), 0
	b.ReportAllocs()
	for b.Loop() {
		if err := ask(b.Context(), asked[i%len(asked)]); err != nil {
			b.Fatal(err)
		}
		i++
	}
}

func plainChromem(b *testing.B, model *static.Model, entries []retrieval.Entry) *chromemgo.Collection {
	c, err := chromemgo.NewDB().CreateCollection("plain", nil, func(ctx context.Context, s string) ([]float32, error) {
		v, err := model.Embed(ctx, []string{s})
		return v[0], err
	})
	if err != nil {
		b.Fatal(err)
	}
	docs := make([]chromemgo.Document, len(entries))
	for i, e := range entries {
		docs[i] = chromemgo.Document{ID: e.Key, Content: e.Text}
	}
	if err := c.AddDocuments(b.Context(), docs, 2); err != nil {
		b.Fatal(err)
	}
	return c
}
