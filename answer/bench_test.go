package answer_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"
	"unicode"

	"rapporteur/corpus"
	"rapporteur/retrieval/static"
	"rapporteur/seeds"
)

// BenchmarkAnswer asks the development questions in turn, of the five articles
// and of corpora in which they are lost among invented ones.
func BenchmarkAnswer(b *testing.B) {
	b.Run("articles=5", func(b *testing.B) { benchmarkAnswer(b, syria(b)) })
	for _, passages := range []int{10_000, 100_000} {
		b.Run(fmt.Sprintf("passages=%d", passages), func(b *testing.B) {
			if testing.Short() {
				b.Skip("a large corpus takes long to build")
			}
			benchmarkAnswer(b, largeBench(b, passages))
		})
	}
}

func benchmarkAnswer(b *testing.B, engine *bench) {
	all := seedRequests()
	for _, r := range all { // fill the caches
		if _, err := engine.Answer(b.Context(), r); err != nil {
			b.Fatal(err)
		}
	}
	var times []time.Duration
	b.ReportAllocs()
	for b.Loop() {
		start := time.Now()
		if _, err := engine.Answer(b.Context(), all[len(times)%len(all)]); err != nil {
			b.Fatal(err)
		}
		times = append(times, time.Since(start))
	}
	slices.Sort(times)
	b.ReportMetric(milliseconds(times[len(times)/2]), "p50-ms")
	b.ReportMetric(milliseconds(times[len(times)*99/100]), "p99-ms")
}

func milliseconds(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// large keeps the corpora of benchmarks, which take long to build, for all runs.
var large = map[int]*bench{}

// largeBench returns an engine over the five articles and enough invented ones
// to make about the given number of passages.
func largeBench(tb testing.TB, passages int) *bench {
	if large[passages] != nil {
		return large[passages]
	}
	c, err := corpus.Load(seeds.Articles, corpus.Options{})
	if err != nil {
		tb.Fatal(err)
	}
	articles, n := c.Articles, 0
	for _, a := range articles {
		n += len(a.Passages)
	}
	for seed := uint64(1); n < passages; seed++ {
		more, err := corpus.Load(inventedArticles(seed, 500), corpus.Options{})
		if err != nil {
			tb.Fatal(err)
		}
		for _, a := range more.Articles {
			if n < passages {
				articles, n = append(articles, a), n+len(a.Passages)
			}
		}
	}
	slices.SortStableFunc(articles, func(a, b *corpus.Article) int { return a.Published.Compare(b.Published) })
	clear(large) // one at a time: each takes gigabytes
	large[passages] = benchOf(tb, articles)
	tb.Logf("%d articles with %d passages", len(articles), n)
	return large[passages]
}

// inventedArticles makes articles of some thousand words whose frequencies are
// those of English, with names of the glossary among them, in sentences of
// about twenty words.
func inventedArticles(seed uint64, n int) fstest.MapFS {
	rng := rand.New(rand.NewPCG(seed, 1))
	common := static.New().Common(30_000)
	words := rand.NewZipf(rng, 1.07, 3, uint64(len(common)-1))
	entries := names().Entries()
	named := rand.NewZipf(rng, 1.1, 5, uint64(len(entries)-1))
	out := fstest.MapFS{}
	for i := range n {
		id := fmt.Sprintf("invented-%d-%d", seed, i)
		var b strings.Builder
		fmt.Fprintf(&b, "---\nid: %s\ntitle: %s\npublisher: Outlet %d\npublished: %d-%02d-%02d\nlanguage: en\n---\n",
			id, common[words.Uint64()]+" "+common[words.Uint64()], rng.IntN(50), 2012+rng.IntN(8), 1+rng.IntN(12), 1+rng.IntN(28))
		for range 10 {
			for range 5 {
				for k := range 12 + rng.IntN(16) {
					w := common[words.Uint64()]
					switch {
					case rng.IntN(20) == 0:
						w = entries[named.Uint64()].Name
					case k == 0:
						w = string(unicode.ToUpper(rune(w[0]))) + w[1:]
					}
					b.WriteString(w)
					b.WriteByte(' ')
				}
				b.WriteString("indeed. ")
			}
			b.WriteString("\n\n")
		}
		out[id+".md"] = &fstest.MapFile{Data: []byte(b.String())}
	}
	return out
}

// BenchmarkNew measures what an engine prepares once its articles are indexed.
func BenchmarkNew(b *testing.B) {
	c, err := corpus.Load(seeds.Articles, corpus.Options{})
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		benchOf(b, c.Articles)
	}
}
