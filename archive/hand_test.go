package archive_test

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"rapporteur/archive"
	"rapporteur/corpus"
)

func writeByHand(t *testing.T, dir, name string, data []byte) {
	t.Helper()
	name = filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, data, 0o644); err != nil {
		t.Fatal(err)
	}
}

// TestByHand: what an operator puts into the folder is an article, is changed
// where it lies, and keeps its name until it is removed.
func TestByHand(t *testing.T) {
	dir := t.TempDir()
	a := open(t, dir, archive.Hurried())
	put(t, a, "first", 1)
	plain := []byte("The delegations met in Geneva, officials said.\n")
	writeByHand(t, dir, "articles/2017/Second Round.txt", text("second", 1))
	writeByHand(t, dir, "articles/No Front Matter.txt", plain)
	writeByHand(t, dir, "articles/🙂.md", plain[:len(plain)-2])
	writeByHand(t, dir, "articles/picture.png", []byte("\x89PNG"))

	hash := corpusHash(t, plain[:len(plain)-2])
	if got, want := ids(t, a), []string{"article-" + hash[:12], "first", "no-front-matter", "second"}; !slices.Equal(got, want) {
		t.Errorf("articles = %q, want %q", got, want)
	}
	news, err := a.Notice(t.Context())
	var found []string
	for _, e := range news {
		if e.Op != archive.Found || e.Who != "" || e.Hash == "" || e.Time.IsZero() {
			t.Errorf("Notice = %+v, want it found", e)
		}
		found = append(found, e.File)
	}
	slices.Sort(found)
	want := []string{"articles/2017/Second Round.txt", "articles/No Front Matter.txt", "articles/🙂.md"}
	if diff := cmp.Diff(want, found); diff != "" || err != nil {
		t.Errorf("Notice (-want +got), %v:\n%s", err, diff)
	}
	if news, err := a.Notice(t.Context()); len(news) > 0 || err != nil {
		t.Errorf("Notice again = %+v, %v, want nothing", news, err)
	}

	if r := put(t, a, "second", 2); r.Op != archive.Changed || r.File != "articles/2017/Second Round.txt" {
		t.Errorf("Put = %+v, want it changed where it lies", r)
	}
	if v, err := a.Versions("second"); len(v) != 1 || err != nil || v[0].Hash != archive.HashOf(text("second", 1)) {
		t.Errorf("Versions = %v, %v, want the text that was put there by hand", v, err)
	}
	if r, err := a.Remove(t.Context(), "second", nil, "ada"); err != nil || r.File != "removed/second.md" {
		t.Errorf("Remove = %+v, %v, want removed/second.md", r, err)
	}
	if r, err := a.Restore(t.Context(), "second", nil, "ada"); err != nil || r.File != "articles/second.md" {
		t.Errorf("Restore = %+v, %v, want articles/second.md", r, err)
	}

	// Edited, and deleted.
	writeByHand(t, dir, "articles/first.md", text("first", 5))
	touch(t, dir, "articles/first.md")
	if err := os.Remove(filepath.Join(dir, "articles", "No Front Matter.txt")); err != nil {
		t.Fatal(err)
	}
	news, err = a.Notice(t.Context())
	slices.SortFunc(news, func(x, y archive.Event) int { return strings.Compare(x.File, y.File) })
	if err != nil || len(news) != 2 ||
		news[0].Op != archive.Gone || news[0].ID != "no-front-matter" ||
		news[1].Op != archive.Found || news[1].ID != "first" || news[1].Was != archive.HashOf(text("first", 1)) {
		t.Errorf("Notice = %+v, %v, want one gone and first found with another text", news, err)
	}
	if got, want := ops(t, a, "first"), []archive.Op{archive.Added, archive.Found}; !slices.Equal(got, want) {
		t.Errorf("History of first = %v, want %v", got, want)
	}
	if problems, err := a.Check(t.Context()); err != nil || !slices.Equal(problems, []string{
		"articles/picture.png is no article by its ending; take it in with the program instead",
	}) {
		t.Errorf("Check = %q, %v, want only the picture", problems, err)
	}
}

// TestIDEditedByHand: a file that has got another id is not taken for the
// article it was.
func TestIDEditedByHand(t *testing.T) {
	dir := t.TempDir()
	a := open(t, dir, archive.Hurried())
	put(t, a, "first", 1)
	writeByHand(t, dir, "articles/first.md", text("second", 1))
	if r := put(t, a, "first", 2); r.Op != archive.Added || r.File == "articles/first.md" {
		t.Errorf("Put = %+v, want first added beside the file that is second now", r)
	}
	if got := ids(t, a); !slices.Equal(got, []string{"first", "second"}) {
		t.Errorf("articles = %q, want first and second", got)
	}
	if got, err := a.Read("second"); err != nil || !bytes.Equal(got, text("second", 1)) {
		t.Errorf("Read = %q, %v, want what was written by hand", got, err)
	}
}

// TestTwiceByHand: an article that lies there under two names is removed as one.
func TestTwiceByHand(t *testing.T) {
	dir := t.TempDir()
	a := open(t, dir, archive.Hurried())
	put(t, a, "first", 1)
	writeByHand(t, dir, "articles/z/copy.md", text("first", 2))
	if _, err := a.Remove(t.Context(), "first", nil, "ada"); err != nil {
		t.Fatal(err)
	}
	if got := ids(t, a); len(got) > 0 {
		t.Errorf("articles = %q, want none", got)
	}
	if v, err := a.Versions("first"); err != nil || len(v) != 1 || v[0].Hash != archive.HashOf(text("first", 2)) {
		t.Errorf("Versions = %v, %v, want the copy", v, err)
	}
	whole(t, a)
}

// TestNotice notes more than one write of the history holds, and a text that
// took the place of another without being newer.
func TestNotice(t *testing.T) {
	dir := t.TempDir()
	a := open(t, dir, archive.Hurried())
	put(t, a, "first", 1)
	const n = 700
	for i := range n {
		id := fmt.Sprint("dropped-", i)
		writeByHand(t, dir, "articles/"+id+".md", text(id, i))
	}
	if news, err := a.Notice(t.Context()); err != nil || len(news) != n {
		t.Errorf("Notice = %d, %v, want %d", len(news), err, n)
	}
	if events, damaged, err := a.History(archive.Past{Limit: 2 * n}); err != nil || damaged > 0 || len(events) != n+1 {
		t.Errorf("History = %d, %d damaged, %v, want %d", len(events), damaged, err, n+1)
	}
	whole(t, a)
	info, err := os.Stat(filepath.Join(dir, "articles", "first.md"))
	if err != nil {
		t.Fatal(err)
	}
	writeByHand(t, dir, "articles/first.md", text("first", 1_000))
	if err := os.Chtimes(filepath.Join(dir, "articles", "first.md"), info.ModTime(), info.ModTime()); err != nil {
		t.Fatal(err)
	}
	if news, err := a.Notice(t.Context()); err != nil || len(news) != 1 || news[0].ID != "first" {
		t.Errorf("Notice = %+v, %v, want first found", news, err)
	}
	whole(t, a)
}

func corpusHash(t *testing.T, data []byte) string {
	t.Helper()
	article, err := corpus.Decode("x.md", data, corpus.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return article.Hash
}

// touch makes a file look written later than all before, as it is when a person
// writes it.
func touch(t *testing.T, dir, name string) {
	t.Helper()
	later := time.Now().Add(time.Hour)
	if err := os.Chtimes(filepath.Join(dir, name), later, later); err != nil {
		t.Fatal(err)
	}
}

// TestInTheWay: a name that an operator has given to something else is left
// alone, and its article finds another.
func TestInTheWay(t *testing.T) {
	for _, c := range []struct {
		name string
		make func(t *testing.T, at string)
	}{
		{"another article", func(t *testing.T, at string) { writeByHand(t, "", at, text("stranger", 1)) }},
		{"a file that cannot be an article", func(t *testing.T, at string) { writeByHand(t, "", at, []byte("\x00\x01\x02")) }},
		{"a folder", func(t *testing.T, at string) { mkdir(t, at) }},
		{"a link", func(t *testing.T, at string) { link(t, "elsewhere", at) }},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			a := open(t, dir, archive.Hurried())
			c.make(t, filepath.Join(dir, "articles", "first.md"))
			c.make(t, filepath.Join(dir, "removed", "first.md"))
			before, err := os.Lstat(filepath.Join(dir, "articles", "first.md"))
			if err != nil {
				t.Fatal(err)
			}
			put(t, a, "first", 1)
			put(t, a, "first", 2)
			if got, err := a.Read("first"); err != nil || !bytes.Equal(got, text("first", 2)) {
				t.Errorf("Read = %q, %v, want what was put", got, err)
			}
			if _, err := a.Remove(t.Context(), "first", nil, "ada"); err != nil {
				t.Errorf("Remove = %v", err)
			}
			if _, err := a.Restore(t.Context(), "first", nil, "ada"); err != nil {
				t.Errorf("Restore = %v", err)
			}
			if after, err := os.Lstat(filepath.Join(dir, "articles", "first.md")); err != nil || !os.SameFile(before, after) {
				t.Errorf("what was in the way is not what it was: %v, %v", after, err)
			}
		})
	}
}

func mkdir(t *testing.T, at string) {
	t.Helper()
	if err := os.Mkdir(at, 0o755); err != nil {
		t.Fatal(err)
	}
}

func link(t *testing.T, to, at string) {
	t.Helper()
	if err := os.Symlink(to, at); err != nil {
		t.Skip(err)
	}
}

// TestLinks: nothing is read or written through a link.
func TestLinks(t *testing.T) {
	outside := t.TempDir()
	writeByHand(t, outside, "secret.md", text("secret", 1))
	dir := t.TempDir()
	a := open(t, dir, archive.Hurried())
	put(t, a, "first", 1)
	link(t, filepath.Join(outside, "secret.md"), filepath.Join(dir, "articles", "secret.md"))
	link(t, outside, filepath.Join(dir, "articles", "folder"))
	link(t, "..", filepath.Join(dir, "articles", "loop"))
	link(t, "first.md", filepath.Join(dir, "articles", "inside.md"))
	link(t, filepath.Join(outside, "secret.md"), filepath.Join(dir, "removed", "secret.md"))
	link(t, outside, filepath.Join(dir, "versions", "first"))

	if got := ids(t, a); !slices.Equal(got, []string{"first"}) {
		t.Errorf("articles = %q, want first", got)
	}
	loaded, err := corpus.Load(a.FS(), corpus.Options{})
	if err != nil || len(loaded.Articles) != 1 || len(loaded.Skipped) != 4 {
		t.Errorf("Load = %v, %v, want first, and four links skipped", loaded, err)
	}
	for _, name := range []string{"secret.md", "folder", "folder/secret.md", "loop/removed", "inside.md", "loop", "../lock", ".new"} {
		if f, err := a.FS().Open(name); err == nil {
			f.Close()
			t.Errorf("Open(%q) = nil, want an error", name)
		}
	}
	if _, err := a.Put(t.Context(), archive.Change{ID: "first", File: text("first", 2)}); err == nil {
		t.Error("Put = nil, want an error: the versions are a link")
	}
	if entries, err := os.ReadDir(outside); err != nil || len(entries) != 1 {
		t.Errorf("outside = %v, %v, want nothing written there", entries, err)
	}
	if got, err := a.Read("first"); err != nil || !bytes.Equal(got, text("first", 1)) {
		t.Errorf("Read = %q, %v, want the text as it was", got, err)
	}
	problems, err := a.Check(t.Context())
	if err != nil || len(problems) != 6 {
		t.Errorf("Check = %q, %v, want the six links", problems, err)
	}

	for _, part := range []string{"articles", "removed", "versions"} {
		dir := t.TempDir()
		link(t, outside, filepath.Join(dir, part))
		if _, _, err := archive.Open(dir, archive.Hurried()); err == nil {
			t.Errorf("Open with %s a link = nil, want an error", part)
		}
	}
	for _, name := range []string{"lock", "history.jsonl"} {
		dir := t.TempDir()
		link(t, filepath.Join(outside, "made"), filepath.Join(dir, name))
		a, _, err := archive.Open(dir, archive.Hurried())
		if err != nil {
			continue
		}
		if _, err := a.Put(t.Context(), archive.Change{ID: "x", File: text("x", 1)}); err == nil {
			t.Errorf("Put with %s a link = nil, want an error", name)
		}
		a.Close()
	}
	if _, err := os.Lstat(filepath.Join(outside, "made")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a link was followed: %v", err)
	}
}

func TestCheck(t *testing.T) {
	for _, c := range []struct {
		name string
		harm func(t *testing.T, dir string)
		want string // a part of the one problem
	}{
		{"a text that rotted", func(t *testing.T, dir string) { rot(t, dir, "articles/first.md") }, "articles/first.md is damaged"},
		{"a text edited by hand", func(t *testing.T, dir string) {
			writeByHand(t, dir, "articles/first.md", text("first", 9))
			touch(t, dir, "articles/first.md")
		}, "articles/first.md is not the text that the history says"},
		{"a text that is missing", func(t *testing.T, dir string) { unlink(t, dir, "articles/first.md") }, "articles/first.md is missing"},
		{"a removed text that is missing", func(t *testing.T, dir string) { unlink(t, dir, "removed/gone.md") }, "removed/gone.md is missing"},
		{"a removed text that rotted", func(t *testing.T, dir string) { rot(t, dir, "removed/gone.md") }, "removed/gone.md is damaged"},
		{"a mark that is missing", func(t *testing.T, dir string) { unlink(t, dir, "removed/purged.purged") }, "removed/purged.purged is missing"},
		{"a version that rotted", func(t *testing.T, dir string) {
			rot(t, dir, "versions/first/"+archive.HashOf(text("first", 1))+".md")
		}, "is not the text it is named by"},
		{"a version under another name", func(t *testing.T, dir string) { writeByHand(t, dir, "versions/first/x.md", nil) }, "versions/first/x.md is damaged"},
		{"a folder among versions", func(t *testing.T, dir string) { mkdir(t, filepath.Join(dir, "versions", "first", "x")) }, "where no folder belongs"},
		{"no history", func(t *testing.T, dir string) {
			unlink(t, dir, "history.jsonl")
		}, "articles/first.md is not in the history"},
		{"an id twice", func(t *testing.T, dir string) {
			writeByHand(t, dir, "articles/second.md", text("first", 1))
		}, `articles/second.md has the same id as articles/first.md: "first"`},
		{"an id there and removed", func(t *testing.T, dir string) {
			writeByHand(t, dir, "removed/first.md", text("first", 1))
		}, "is removed and there at the same time"},
		{"no article", func(t *testing.T, dir string) { writeByHand(t, dir, "articles/second.md", []byte("\n")) }, "articles/second.md holds no text"},
		{"a page", func(t *testing.T, dir string) {
			writeByHand(t, dir, "articles/second.md", []byte("<!doctype html><html><body><p>Text</p></body></html>"))
		}, "articles/second.md is an HTML page"},
		{"too large", func(t *testing.T, dir string) {
			writeByHand(t, dir, "articles/second.md", bytes.Repeat([]byte("word "), 3000))
		}, "articles/second.md cannot be read: it has 15000 bytes"},
		{"an id that is too long", func(t *testing.T, dir string) {
			writeByHand(t, dir, "articles/second.md", text(strings.Repeat("x", 2000), 1))
		}, "articles/second.md has an id of 2000 bytes"},
		{"another kind of file", func(t *testing.T, dir string) { writeByHand(t, dir, "articles/notes.pdf", []byte("%PDF-")) }, "is no article by its ending"},
		{"a change that was interrupted", func(t *testing.T, dir string) {
			setHistory(t, dir, bytes.TrimSuffix(historyOf(t, dir), []byte("\n")))
		}, "ends with a change that was interrupted"},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			opts := archive.Hurried()
			opts.MaxBytes = 10_000
			a := open(t, dir, opts)
			put(t, a, "first", 1)
			put(t, a, "first", 2)
			for _, id := range []string{"purged", "gone"} {
				put(t, a, id, 3)
				if _, err := a.Remove(t.Context(), id, nil, "ada"); err != nil {
					t.Fatal(err)
				}
			}
			if err := a.Purge(t.Context(), "purged", "ada"); err != nil {
				t.Fatal(err)
			}
			whole(t, a)
			c.harm(t, dir)
			problems, err := a.Check(t.Context())
			if err != nil || !slices.ContainsFunc(problems, func(p string) bool { return strings.Contains(p, c.want) }) || len(problems) > 2 {
				t.Errorf("Check = %q, %v, want one with %q", problems, err, c.want)
			}
		})
	}
}

// rot changes a byte of a file and leaves its times as they are.
func rot(t *testing.T, dir, name string) {
	t.Helper()
	name = filepath.Join(dir, filepath.FromSlash(name))
	info, err := os.Stat(name)
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	data[len(data)-5] ^= 1
	if err := os.WriteFile(name, data, 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Chtimes(name, info.ModTime(), info.ModTime()); err != nil {
		t.Fatal(err)
	}
}

func unlink(t *testing.T, dir, name string) {
	t.Helper()
	if err := os.Remove(filepath.Join(dir, filepath.FromSlash(name))); err != nil {
		t.Fatal(err)
	}
}
