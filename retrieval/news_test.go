package retrieval_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"rapporteur/corpus"
	"rapporteur/retrieval"
)

// TestNews measures the ranking on news collections with known answers:
//
//	RAPPORTEUR_NEWS=eval/news go test ./retrieval -run TestNews -v
//
// The folder holds one folder a collection with articles.jsonl and
// queries.jsonl. The figures are those of score_retrieval.py; the floors are a
// little below what was measured when they were written.
func TestNews(t *testing.T) {
	dir := os.Getenv("RAPPORTEUR_NEWS")
	if dir == "" {
		t.Skip("RAPPORTEUR_NEWS names no folder of news collections: ranking not measured")
	}
	floors := map[string]newsScores{
		"rtqa2022": {h1: .62, mrr: .71, w700: .80},
		"time1963": {h1: .50, mrr: .66, w700: .84},
	}
	sets, err := filepath.Glob(filepath.Join(dir, "*", "queries.jsonl"))
	if err != nil || len(sets) == 0 {
		t.Fatalf("no collection in %s: %v", dir, err)
	}
	for _, path := range sets {
		name := filepath.Base(filepath.Dir(path))
		t.Run(name, func(t *testing.T) {
			c := loadNews(t, filepath.Join(filepath.Dir(path), "articles.jsonl"))
			x, err := retrieval.Build(t.Context(), c.Articles, retrieval.Config{})
			if err != nil {
				t.Fatal(err)
			}
			got := scoreNews(t, x, path)
			t.Logf("H@1 %.3f  H@4 %.3f  H@10 %.3f  MRR@10 %.3f  R@10 %.3f  W700 %.3f  n=%d", got.h1, got.h4, got.h10, got.mrr, got.r10, got.w700, got.n)
			floor := floors[name]
			if got.h1 < floor.h1 || got.mrr < floor.mrr || got.w700 < floor.w700 {
				t.Errorf("below the floor: H@1 %.2f, MRR@10 %.2f, W700 %.2f", floor.h1, floor.mrr, floor.w700)
			}
		})
	}
}

// loadNews loads articles.jsonl as the folder that to_corpus.py makes of it.
func loadNews(t *testing.T, path string) *corpus.Corpus {
	t.Helper()
	files := fstest.MapFS{}
	eachLine(t, path, func(line []byte) {
		var a map[string]string
		if err := json.Unmarshal(line, &a); err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		b.WriteString("---\n")
		for _, k := range []string{"id", "title", "publisher", "published", "url"} {
			if a[k] != "" {
				v, _ := json.Marshal(a[k])
				b.WriteString(k + ": " + string(v) + "\n")
			}
		}
		b.WriteString("---\n" + a["body"] + "\n")
		files[a["id"]+".md"] = &fstest.MapFile{Data: b.Bytes()}
	})
	c, err := corpus.Load(files, corpus.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func eachLine(t *testing.T, path string, f func([]byte)) {
	t.Helper()
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 16<<20)
	for lines.Scan() {
		if len(bytes.TrimSpace(lines.Bytes())) > 0 {
			f(lines.Bytes())
		}
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
}

type newsScores struct {
	n                           int
	h1, h4, h10, mrr, r10, w700 float64
}

type newsQuery struct {
	ID, Query    string
	Answer, Gold []string
}

func scoreNews(t *testing.T, x *retrieval.Index, path string) newsScores {
	t.Helper()
	var s newsScores
	eachLine(t, path, func(line []byte) {
		var q newsQuery
		if err := json.Unmarshal(line, &q); err != nil {
			t.Fatal(err)
		}
		hits, err := x.Search(t.Context(), retrieval.Query{Text: q.Query, Meta: retrieval.ParseMeta(q.Query, x.Catalog()), Limit: 30})
		if err != nil {
			t.Fatal(err)
		}
		s.n++
		s.add(q, hits)
	})
	n := float64(s.n)
	return newsScores{s.n, s.h1 / n, s.h4 / n, s.h10 / n, s.mrr / n, s.r10 / n, s.w700 / n}
}

// add counts one question as score_retrieval.py does: a hit is a passage of a
// gold article that holds an answer, where the question has one.
func (s *newsScores) add(q newsQuery, hits []retrieval.Hit) {
	gold, found := map[string]bool{}, map[string]bool{}
	for _, id := range q.Gold {
		gold[id] = true
	}
	first, words, within := 0, 0, false
	for i, h := range hits {
		body := h.Passage.Text()
		words += len(strings.Fields(body))
		if !gold[h.Passage.Article.ID] || !holdsAnswer(body, q.Answer) {
			continue
		}
		within = within || words <= 700
		if i < 10 {
			found[h.Passage.Article.ID] = true
			if first == 0 {
				first = i + 1
			}
		}
	}
	if first > 0 {
		s.mrr += 1 / float64(first)
		s.h10++
	}
	if first > 0 && first <= 4 {
		s.h4++
	}
	if first == 1 {
		s.h1++
	}
	if within {
		s.w700++
	}
	s.r10 += float64(len(found)) / float64(min(len(q.Gold), 10))
}

func holdsAnswer(body string, answers []string) bool {
	folded := foldNews(body)
	for _, a := range answers {
		if strings.Contains(folded, foldNews(a)) {
			return true
		}
	}
	return len(answers) == 0
}

var newsWord = regexp.MustCompile(`[\p{L}\p{N}]+`)

func foldNews(s string) string {
	return " " + strings.Join(newsWord.FindAllString(strings.ToLower(s), -1), " ") + " "
}
