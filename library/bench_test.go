package library_test

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"rapporteur/answer"
	"rapporteur/corpus"
	"rapporteur/library"
	"rapporteur/retrieval"
	"rapporteur/retrieval/static"
	"rapporteur/seeds"
)

// The benchmarks work with articles that are made of the seeds by changing
// words, or with a folder of real ones:
//
//	RAPPORTEUR_BENCH_ARTICLES   how many to make (2000)
//	RAPPORTEUR_BENCH_CORPUS     a folder of articles to take instead
//	RAPPORTEUR_BENCH_QUESTIONS  files of questions, one JSON object a line, with
//	                            commas between their names (those of the seeds)
//	RAPPORTEUR_BENCH_ADD        how many are added while questions are asked (100)
//	RAPPORTEUR_BENCH_CACHE      a folder for what is derived of that corpus, so that
//	                            only the first run has to build it

// benchNumber reads a number from the environment.
func benchNumber(b *testing.B, name string, def int) int {
	b.Helper()
	s := os.Getenv(name)
	if s == "" {
		return def
	}
	n, err := strconv.Atoi(s)
	if err != nil || n <= 0 {
		b.Fatalf("%s = %q, want a number", name, s)
	}
	return n
}

// benchFolder returns the folder that the environment names, or a new one.
func benchFolder(b *testing.B) string {
	b.Helper()
	if dir := os.Getenv("RAPPORTEUR_BENCH_CORPUS"); dir != "" {
		return dir
	}
	dir := b.TempDir()
	for n := range benchNumber(b, "RAPPORTEUR_BENCH_ARTICLES", 2000) {
		benchWrite(b, dir, n)
	}
	return dir
}

// benchWrite writes the n-th article that is made of the seeds.
func benchWrite(b *testing.B, dir string, n int) {
	b.Helper()
	names, err := fs.Glob(seeds.Articles, "*.md")
	if err != nil || len(names) == 0 {
		b.Fatalf("the seeds: %v, %v", names, err)
	}
	file, err := fs.ReadFile(seeds.Articles, names[n%len(names)])
	if err != nil {
		b.Fatal(err)
	}
	a, err := corpus.Decode(names[n%len(names)], file, corpus.Options{})
	if err != nil {
		b.Fatal(err)
	}
	day := time.Date(2015, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, n%2500)
	text := fmt.Sprintf("---\nid: made-%06d\ntitle: %q\npublisher: %q\npublished: %s\n---\n%s", n,
		otherWords(a.Title, n), a.Publisher, day.Format(time.DateOnly), otherWords(a.Body, n))
	if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("made-%06d.md", n)), []byte(text), 0o644); err != nil {
		b.Fatal(err)
	}
}

// otherWords changes a third of the longer words of a text by turning their
// letters, the same word in the same way throughout.
func otherWords(s string, n int) string {
	r := rand.New(rand.NewPCG(uint64(n), 7))
	turn, share := 1+rune(r.IntN(25)), r.Uint32()
	return strings.Join(slices.Collect(func(yield func(string) bool) {
		for word := range strings.SplitSeq(s, " ") {
			h := fnv.New32a()
			h.Write([]byte(word))
			if utf8.RuneCountInString(word) >= 5 && (h.Sum32()^share)%3 == 0 {
				word = strings.Map(func(c rune) rune {
					if c < 'a' || c > 'z' {
						return c
					}
					return 'a' + (c-'a'+turn)%26
				}, word)
			}
			if !yield(word) {
				return
			}
		}
	}), " ")
}

// benchQuestions returns what is asked.
func benchQuestions(b *testing.B) []string {
	b.Helper()
	files := [][]byte{seeds.Questions()}
	if names := os.Getenv("RAPPORTEUR_BENCH_QUESTIONS"); names != "" {
		files = nil
		for name := range strings.SplitSeq(names, ",") {
			data, err := os.ReadFile(name)
			if err != nil {
				b.Fatal(err)
			}
			files = append(files, data)
		}
	}
	var out []string
	for _, data := range files {
		for lines := bufio.NewScanner(bytes.NewReader(data)); lines.Scan(); {
			var q struct {
				Question string `json:"question"`
				Query    string `json:"query"`
			}
			if err := json.Unmarshal(lines.Bytes(), &q); err != nil {
				b.Fatal(err)
			}
			out = append(out, cmp.Or(q.Question, q.Query))
		}
	}
	return out
}

// benchConfig is a library over a folder, and one to add to.
func benchConfig(b *testing.B, base, more, cache string) library.Config {
	b.Helper()
	names, words, err := lists()
	if err != nil {
		b.Fatal(err)
	}
	return library.Config{
		Base:   func(o corpus.Options) *corpus.Loader { return corpus.NewDirLoader(base, o) },
		Added:  &added{dir: more},
		Index:  func() (retrieval.Config, error) { return retrieval.Config{}, nil },
		Answer: answer.Config{Glossary: names, Lexicon: words, Words: static.New()},
		Cache:  cache,
	}
}

func benchOpen(b *testing.B, cfg library.Config) *library.Library {
	b.Helper()
	l, err := library.Open(b.Context(), cfg)
	if err != nil {
		b.Fatal(err)
	}
	return l
}

func benchAsk(b *testing.B, l *library.Library, question string) time.Duration {
	b.Helper()
	const slow = 200 * time.Millisecond
	began := time.Now()
	defer func() {
		if took := time.Since(began); took > slow {
			b.Logf("%v: %s", took, question)
		}
	}()
	if _, err := l.Current().Engine.Answer(b.Context(), answer.Request{Question: question}); err != nil {
		b.Fatal(err)
	}
	return time.Since(began)
}

// reportTimes reports how long the questions took.
func reportTimes(b *testing.B, times []time.Duration) {
	slices.Sort(times)
	for _, p := range []int{50, 99} {
		b.ReportMetric(float64(times[(len(times)-1)*p/100].Microseconds())/1000, fmt.Sprintf("p%d-ms", p))
	}
	b.ReportMetric(float64(times[len(times)-1].Microseconds())/1000, "max-ms")
}

// BenchmarkBuild is a start without anything derived.
func BenchmarkBuild(b *testing.B) {
	dir := benchFolder(b)
	passages := 0
	for b.Loop() {
		passages = benchOpen(b, benchConfig(b, dir, b.TempDir(), "")).Current().Index.Len()
	}
	b.ReportMetric(float64(passages*b.N)/b.Elapsed().Seconds(), "passages/s")
}

// BenchmarkRestart is a start with what was derived, up to the first answer.
func BenchmarkRestart(b *testing.B) {
	cfg := benchConfig(b, benchFolder(b), b.TempDir(), cmp.Or(os.Getenv("RAPPORTEUR_BENCH_CACHE"), b.TempDir()))
	if err := benchOpen(b, cfg).Close(); err != nil {
		b.Fatal(err)
	}
	question := benchQuestions(b)[0]
	for b.Loop() {
		benchAsk(b, benchOpen(b, cfg), question)
	}
}

// BenchmarkQuestions asks all questions, one after the other.
func BenchmarkQuestions(b *testing.B) {
	l := benchOpen(b, benchConfig(b, benchFolder(b), b.TempDir(), os.Getenv("RAPPORTEUR_BENCH_CACHE")))
	questions := benchQuestions(b)
	var times []time.Duration
	for b.Loop() {
		for _, q := range questions {
			times = append(times, benchAsk(b, l, q))
		}
	}
	reportTimes(b, times)
}

// BenchmarkRefresh adds an article at a time.
func BenchmarkRefresh(b *testing.B) {
	more := b.TempDir()
	l := benchOpen(b, benchConfig(b, benchFolder(b), more, os.Getenv("RAPPORTEUR_BENCH_CACHE")))
	n := 1 << 20
	for b.Loop() {
		b.StopTimer()
		benchWrite(b, more, n)
		n++
		b.StartTimer()
		if _, err := l.Refresh(b.Context()); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkQuestionsWhileAdding asks questions, with a pause of a few
// milliseconds between them, while articles are added and the library follows.
func BenchmarkQuestionsWhileAdding(b *testing.B) {
	more, add := b.TempDir(), benchNumber(b, "RAPPORTEUR_BENCH_ADD", 100)
	cfg := benchConfig(b, benchFolder(b), more, cmp.Or(os.Getenv("RAPPORTEUR_BENCH_CACHE"), b.TempDir()))
	swaps := 0
	cfg.Swapped = func(*library.Snapshot) { swaps++ }
	l := benchOpen(b, cfg)
	questions := benchQuestions(b)
	var times []time.Duration
	n, began := 1<<20, 0
	for b.Loop() {
		ctx, stop := context.WithCancel(b.Context())
		began = len(l.Current().Articles)
		watched := make(chan struct{})
		go func() {
			defer close(watched)
			l.Watch(ctx)
		}()
		tick := time.NewTicker(5 * time.Millisecond)
		for i := 0; len(l.Current().Articles) < began+add; i++ {
			if i < add {
				benchWrite(b, more, n)
				n++
			}
			times = append(times, benchAsk(b, l, questions[i%len(questions)]))
			<-tick.C
		}
		tick.Stop()
		stop()
		<-watched
	}
	reportTimes(b, times)
	b.ReportMetric(float64(swaps), "swaps")
}
