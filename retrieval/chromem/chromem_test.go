package chromem_test

import (
	"context"
	"errors"
	"hash/fnv"
	"math"
	"os"
	"path/filepath"
	"sync/atomic"
	"testing"

	"rapporteur/retrieval"
	"rapporteur/retrieval/chromem"
	"rapporteur/retrieval/retrievaltest"
	"rapporteur/retrieval/static"
	"rapporteur/text"
)

func open(t *testing.T, cfg chromem.Config) *chromem.Leg {
	t.Helper()
	leg, err := chromem.New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	return leg
}

func TestLegInMemory(t *testing.T) {
	retrievaltest.TestLeg(t, func(t *testing.T) retrieval.Leg {
		return open(t, chromem.Config{Embedder: static.New()})
	})
}

func TestLegInADirectory(t *testing.T) {
	retrievaltest.TestLeg(t, func(t *testing.T) retrieval.Leg {
		return open(t, chromem.Config{Embedder: static.New(), Dir: t.TempDir()})
	})
}

func TestLegOverAnotherEmbedder(t *testing.T) {
	retrievaltest.TestLeg(t, func(t *testing.T) retrieval.Leg {
		return open(t, chromem.Config{Embedder: &hashing{}})
	})
}

// hashing counts words in buckets; it records how many texts it was given.
type hashing struct {
	texts atomic.Int64
	fail  error
}

func (h *hashing) Name() string { return "test/hashing v1" }

func (h *hashing) Embed(_ context.Context, texts []string) ([][]float32, error) {
	if h.fail != nil {
		return nil, h.fail
	}
	out := make([][]float32, len(texts))
	for i, s := range texts {
		out[i] = make([]float32, 512)
		norm := 0.0
		for _, w := range text.Content(s) {
			sum := fnv.New32()
			sum.Write([]byte(w.Stem))
			out[i][sum.Sum32()%512]++
		}
		for _, x := range out[i] {
			norm += float64(x * x)
		}
		for d := range out[i] {
			if norm > 0 {
				out[i][d] /= float32(math.Sqrt(norm))
			}
		}
	}
	h.texts.Add(int64(len(texts)))
	return out, nil
}

var entries = []retrieval.Entry{
	{Key: "a#0", Text: "The water supply of the capital was cut off."},
	{Key: "a#1", Text: "Parliament will vote on the budget."},
	{Key: "b#0", Text: "…"},
}

func TestADirectoryKeepsVectorsForTheNextRun(t *testing.T) {
	dir, embedder := t.TempDir(), &hashing{}
	leg := open(t, chromem.Config{Embedder: embedder, Dir: dir})
	if err := leg.Add(t.Context(), entries); err != nil {
		t.Fatal(err)
	}

	again := open(t, chromem.Config{Embedder: embedder, Dir: dir})
	if again.Len() != 3 {
		t.Fatalf("Len() after opening again = %d, want 3", again.Len())
	}
	embedder.texts.Store(0)
	changed := append([]retrieval.Entry{{Key: "a#1", Text: "Parliament has voted."}}, entries[0], entries[2])
	if err := again.Add(t.Context(), changed); err != nil {
		t.Fatal(err)
	}
	if n := embedder.texts.Load(); n != 1 {
		t.Errorf("embedded %d texts, want only the changed one", n)
	}
	if err := again.Prune(t.Context(), func(key string) bool { return key != "b#0" }); err != nil {
		t.Fatal(err)
	}
	third := open(t, chromem.Config{Embedder: embedder, Dir: dir})
	hits, err := third.Search(t.Context(), "parliament voted", 5)
	if err != nil || third.Len() != 2 || len(hits) == 0 || hits[0].Key != "a#1" {
		t.Errorf("third run: %d passages, hits %v, error %v; want 2, a#1 first", third.Len(), hits, err)
	}
}

func TestVectorsOfDifferentEmbeddersDoNotMix(t *testing.T) {
	dir := t.TempDir()
	if err := open(t, chromem.Config{Embedder: &hashing{}, Dir: dir}).Add(t.Context(), entries); err != nil {
		t.Fatal(err)
	}
	if n := open(t, chromem.Config{Embedder: static.New(), Dir: dir}).Len(); n != 0 {
		t.Errorf("the other embedder's index holds %d passages, want 0", n)
	}
}

func TestUnreadableFilesAreSetAside(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "vectors")
	if err := open(t, chromem.Config{Embedder: &hashing{}, Dir: dir}).Add(t.Context(), entries); err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(filepath.Join(dir, "*", "*.gob"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no files to damage: %v", err)
	}
	for _, f := range files {
		if err := os.WriteFile(f, []byte("not a gob"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	leg := open(t, chromem.Config{Embedder: &hashing{}, Dir: dir})
	if leg.SetAside() == nil || leg.Len() != 0 {
		t.Errorf("SetAside() = %v with %d passages, want a reason and 0", leg.SetAside(), leg.Len())
	}
	if err := leg.Add(t.Context(), entries); err != nil {
		t.Errorf("Add after setting aside: %v", err)
	}
	if _, err := os.Stat(dir + ".broken"); err != nil {
		t.Errorf("the damaged files are gone: %v", err)
	}
}

func TestAFailingEmbedderAddsNothing(t *testing.T) {
	down := errors.New("connection refused")
	leg := open(t, chromem.Config{Embedder: &hashing{fail: down}})
	if err := leg.Add(t.Context(), entries); !errors.Is(err, down) {
		t.Errorf("Add = %v, want %v", err, down)
	}
	if leg.Len() != 0 {
		t.Errorf("Len() = %d, want 0", leg.Len())
	}
}
