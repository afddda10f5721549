package archive_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rapporteur/archive"
	"rapporteur/corpus"
)

func TestRefused(t *testing.T) {
	a := open(t, t.TempDir(), archive.Options{MaxBytes: 10_000})
	for _, c := range []struct {
		name, id, file string
	}{
		{"no id", "", string(text("x", 1))},
		{"an id that is too long", strings.Repeat("x", 1001), string(text(strings.Repeat("x", 1001), 1))},
		{"no file", "x", ""},
		{"no front matter", "x", "The talks began on Monday.\n"},
		{"another id", "x", string(text("y", 1))},
		{"an id that a loader would change", "x y", string(text("x y", 1))},
		{"malformed front matter", "x", "---\nid: [x\n---\nThe talks began on Monday.\n"},
		{"front matter that is not closed", "x", "---\nid: x\nThe talks began on Monday.\n"},
		{"no text at all", "x", "\x7fELF\x00\x00\x00"},
		{"too large", "x", string(text("x", 1)) + strings.Repeat("word ", 2000)},
	} {
		_, err := a.Put(t.Context(), archive.Change{ID: c.id, File: []byte(c.file)})
		if !errors.Is(err, archive.ErrRefused) {
			t.Errorf("%s: Put = %v, want %v", c.name, err, archive.ErrRefused)
			continue
		}
		if s := err.Error(); strings.Contains(s, "\n") || len(s) > 400 {
			t.Errorf("%s: the error is no short sentence: %q", c.name, s)
		}
	}
	if got := ids(t, a); len(got) > 0 {
		t.Errorf("articles = %q, want none", got)
	}
	if err := a.Health(); err != nil {
		t.Errorf("Health = %v, want nil", err)
	}
}

func TestCancelled(t *testing.T) {
	a := open(t, t.TempDir(), archive.Options{})
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := a.Put(ctx, archive.Change{ID: "x", File: text("x", 1)}); !errors.Is(err, context.Canceled) {
		t.Errorf("Put = %v, want %v", err, context.Canceled)
	}
	if got := ids(t, a); len(got) > 0 {
		t.Errorf("articles = %q, want none", got)
	}
	whole(t, a)
}

// TestHostileIDs: each becomes a file inside the folder that reads back, and no
// two meet, also where the file system ignores case.
func TestHostileIDs(t *testing.T) {
	dir := t.TempDir()
	a := open(t, dir, archive.Options{})
	hostile := []string{
		"../../etc/passwd", "/etc/passwd", `..\..\windows`, "C:evil", ".", "..", "...", ".hidden", "a/b", "a-b", "a\\b",
		"CON", "con", "nul.txt", "com1", "lpt9.tar", "Astana", "astana", "ASTANA", "astana.", "astana.md", "astana.purged",
		"🙂", "🙃", "\u00e9", "e\u0301", "астана", "-rf", "~", "~root", "*", "?", "a:b", "a|b", "<a>", "'", `"`, "`id`", "$(id)", "%2e%2e",
		strings.Repeat("x", 100), strings.Repeat("x", 101), strings.Repeat("x", 300), strings.Repeat("х", 300), "history.jsonl",
		archive.Stem("Astana"),
	}
	for i, id := range hostile {
		put(t, a, id, i)
	}
	for i, id := range hostile {
		if got, err := a.Read(id); err != nil || !bytes.Equal(got, text(id, i)) {
			t.Errorf("Read(%q) = %q, %v, want what was put", id, got, err)
		}
		put(t, a, id, i+1000)
	}
	if got := ids(t, a); len(got) != len(hostile) {
		t.Errorf("%d articles, want %d", len(got), len(hostile))
	}
	whole(t, a)
	for _, id := range hostile {
		if _, err := a.Remove(t.Context(), id, nil, "ada"); err != nil {
			t.Errorf("Remove(%q) = %v", id, err)
		}
		if v, err := a.Versions(id); len(v) != 1 || err != nil {
			t.Errorf("Versions(%q) = %v, %v, want one", id, v, err)
		}
	}
	whole(t, a)
	for _, id := range hostile {
		if err := a.Purge(t.Context(), id, "ada"); err != nil {
			t.Errorf("Purge(%q) = %v", id, err)
		}
	}
	hidden, err := a.Hidden()
	slices.Sort(hostile)
	if diff := cmp.Diff(hostile, hidden); diff != "" || err != nil {
		t.Errorf("Hidden (-want +got), %v:\n%s", err, diff)
	}
	if left := grep(t, dir, "delegations met"); len(left) > 0 {
		t.Errorf("purged texts are still in %q", left)
	}
	entries, err := os.ReadDir(dir)
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	if diff := cmp.Diff([]string{"articles", "history.jsonl", "lock", "removed", "versions"}, names); diff != "" || err != nil {
		t.Errorf("the folder (-want +got), %v:\n%s", err, diff)
	}
}

// TestCopyIsBackup: a copy of the folder opens, is whole and says the same.
func TestCopyIsBackup(t *testing.T) {
	dir := t.TempDir()
	a := open(t, dir, archive.Options{})
	for i, id := range []string{"a", "b", "c/d"} {
		put(t, a, id, i)
		put(t, a, id, i+10)
	}
	if _, err := a.Remove(t.Context(), "b", nil, "bob"); err != nil {
		t.Fatal(err)
	}
	copied := filepath.Join(t.TempDir(), "copy")
	if err := os.CopyFS(copied, os.DirFS(dir)); err != nil {
		t.Fatal(err)
	}
	b := open(t, copied, archive.Options{})
	whole(t, b)
	if news, err := b.Notice(t.Context()); len(news) > 0 || err != nil {
		t.Errorf("Notice in a copy = %v, %v, want nothing", news, err)
	}
	for _, id := range []string{"a", "c/d"} {
		want, err := a.Read(id)
		got, copyErr := b.Read(id)
		if !bytes.Equal(got, want) || err != nil || copyErr != nil {
			t.Errorf("Read(%q) = %q, %v, want %q, %v", id, got, copyErr, want, err)
		}
	}
	want, _, err := a.History(archive.Past{})
	got, _, copyErr := b.History(archive.Past{})
	if diff := cmp.Diff(want, got); diff != "" || err != nil || copyErr != nil {
		t.Errorf("History (-want +got), %v, %v:\n%s", err, copyErr, diff)
	}
	if _, err := b.Restore(t.Context(), "b", nil, "ada"); err != nil {
		t.Errorf("Restore in a copy = %v", err)
	}
	put(t, b, "a", 20)
	whole(t, b)
	whole(t, a)
}

// TestLoad: what corpus.Load sees are the articles and nothing else.
func TestLoad(t *testing.T) {
	a := open(t, t.TempDir(), archive.Options{})
	for i, id := range []string{"a", "b", "c/d"} {
		put(t, a, id, i)
		put(t, a, id, i+10)
	}
	if _, err := a.Remove(t.Context(), "b", nil, "bob"); err != nil {
		t.Fatal(err)
	}
	loaded, err := corpus.Load(a.FS(), corpus.Options{})
	if err != nil || len(loaded.Skipped) > 0 {
		t.Fatalf("Load = %v, %v, want nothing skipped", loaded.Skipped, err)
	}
	var got []string
	for _, article := range loaded.Articles {
		got = append(got, article.ID)
	}
	if want := []string{"a", "c/d"}; !slices.Equal(got, want) {
		t.Errorf("articles = %q, want %q", got, want)
	}
}
