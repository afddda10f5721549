package corpus_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"rapporteur/corpus"
)

// put writes a file that was changed so long ago.
func put(t *testing.T, dir, name, text string, age time.Duration) {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	then := time.Now().Add(-age)
	if err := os.Chtimes(path, then, then); err != nil {
		t.Fatal(err)
	}
}

// bodies returns what is loaded, by id.
func bodies(c *corpus.Corpus) map[string]string {
	out := map[string]string{}
	for _, a := range c.Articles {
		out[a.ID] = a.Body
	}
	return out
}

// TestLoader: what is loaded again is what a fresh load gives, and what did not
// change is not read a second time.
func TestLoader(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, "a.md", "Envoys met in Vienna.", time.Hour)
	put(t, dir, "b.md", "Envoys met in Geneva.", time.Hour)
	put(t, dir, "empty.md", " ", time.Hour)
	l := corpus.NewDirLoader(dir, corpus.Options{})
	load := func() *corpus.Corpus {
		t.Helper()
		c, err := l.Load()
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	before := load()
	steps := []struct {
		what string
		do   func()
	}{
		{"nothing", func() {}},
		{"a file changed", func() { put(t, dir, "b.md", "Envoys met in Astana.", time.Minute) }},
		{"a file changed within the same second, to the same length", func() { put(t, dir, "b.md", "Envoys met in Oslo!!.", 0) }},
		{"and once more, at the same time", func() {
			info, err := os.Stat(filepath.Join(dir, "b.md"))
			if err != nil {
				t.Fatal(err)
			}
			put(t, dir, "b.md", "Envoys met in Oslo?!.", time.Since(info.ModTime()))
			if err := os.Chtimes(filepath.Join(dir, "b.md"), info.ModTime(), info.ModTime()); err != nil {
				t.Fatal(err)
			}
		}},
		{"a file came", func() { put(t, dir, "c.md", "Envoys met in Turin.", time.Hour) }},
		{"a file went", func() { _ = os.Remove(filepath.Join(dir, "c.md")) }},
		{"an empty file was filled", func() { put(t, dir, "empty.md", "Envoys met in Quito.", time.Minute) }},
		{"a file was renamed", func() { _ = os.Rename(filepath.Join(dir, "b.md"), filepath.Join(dir, "d.md")) }},
	}
	for _, step := range steps {
		step.do()
		got := load()
		fresh, err := corpus.LoadDir(dir, corpus.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(bodies(fresh), bodies(got)); diff != "" {
			t.Errorf("%s (-fresh +again):\n%s", step.what, diff)
		}
		if diff := cmp.Diff(fresh.Skipped, got.Skipped); diff != "" {
			t.Errorf("%s: skipped (-fresh +again):\n%s", step.what, diff)
		}
		if got.Article("a") != before.Article("a") {
			t.Errorf("%s: the article that did not change was made again", step.what)
		}
	}
}

// TestLoadSettled: a file that is being written is left as it was.
func TestLoadSettled(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, "a.md", "Envoys met in Vienna.", time.Hour)
	l := corpus.NewDirLoader(dir, corpus.Options{})
	if _, err := l.Load(); err != nil {
		t.Fatal(err)
	}
	put(t, dir, "a.md", "Envoys met in Geneva and", 0)
	put(t, dir, "b.md", "Half of", 0)
	c, settling, err := l.LoadSettled(t.Context())
	if err != nil || !settling {
		t.Fatalf("LoadSettled = settling %v, %v; want that something is", settling, err)
	}
	if diff := cmp.Diff(map[string]string{"a": "Envoys met in Vienna."}, bodies(c)); diff != "" {
		t.Errorf("while files are being written (-want +got):\n%s", diff)
	}
	if !slices.ContainsFunc(c.Skipped, func(s corpus.Skip) bool { return s.Path == "b.md" && strings.Contains(s.Reason, "rests") }) {
		t.Errorf("skipped are %v, want b.md until it rests", c.Skipped)
	}
	put(t, dir, "a.md", "Envoys met in Geneva and left.", 3*time.Second)
	put(t, dir, "b.md", "Half of them stayed.", 3*time.Second)
	c, settling, err = l.LoadSettled(t.Context())
	if err != nil || settling || len(c.Articles) != 2 || len(c.Skipped) != 0 {
		t.Errorf("when they rest: %v, skipped %v, settling %v, %v; want both", bodies(c), c.Skipped, settling, err)
	}
}

func TestLoaderWithoutAFolder(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "later")
	l := corpus.NewDirLoader(dir, corpus.Options{})
	if _, err := l.Load(); err == nil || !strings.Contains(err.Error(), dir) {
		t.Errorf("Load without a folder: %v, want an error that names it", err)
	}
	if err := os.Mkdir(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	if c, err := l.Load(); err != nil || len(c.Articles) != 0 {
		t.Errorf("Load of an empty folder: %v, %v", c, err)
	}
}

func TestMerge(t *testing.T) {
	one := func(id, published, body string) *corpus.Corpus {
		a, err := corpus.Decode(id+".md", []byte("---\npublished: "+published+"\n---\n"+body), corpus.Options{})
		if err != nil {
			t.Fatal(err)
		}
		return &corpus.Corpus{Articles: []*corpus.Article{a}}
	}
	added := corpus.Merge(nil, one("new", "2016-02-01", "Envoys met in Oslo."), one("changed", "2016-01-01", "Envoys met, and left."))
	base := corpus.Merge(nil, one("changed", "2015-01-01", "Envoys met."), one("removed", "2015-02-01", "Envoys quarrelled."),
		one("copy", "2015-03-01", "Envoys  met in Oslo."), one("kept", "2017-01-01", "Envoys parted."))
	got := corpus.Merge(func(id string) bool { return id == "removed" || id == "new" }, added, base)
	want := map[string]string{"changed": "Envoys met, and left.", "new": "Envoys met in Oslo.", "kept": "Envoys parted."}
	if diff := cmp.Diff(want, bodies(got)); diff != "" {
		t.Errorf("Merge (-want +got):\n%s", diff)
	}
	if len(got.Skipped) != 1 || got.Skipped[0].Path != "copy.md" {
		t.Errorf("skipped are %v, want the copy", got.Skipped)
	}
	if got.Articles[0].ID != "changed" || got.Articles[2].ID != "kept" {
		t.Errorf("the order is %s, %s, %s; want that of publication", got.Articles[0].ID, got.Articles[1].ID, got.Articles[2].ID)
	}
}
