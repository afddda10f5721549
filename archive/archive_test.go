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
)

func open(t testing.TB, dir string, opts archive.Options) *archive.Archive {
	t.Helper()
	a, mended, err := archive.Open(dir, opts)
	if err != nil {
		t.Fatalf("Open(%q) = %v", dir, err)
	}
	if len(mended) > 0 {
		t.Errorf("Open(%q) mended %q, want nothing", dir, mended)
	}
	t.Cleanup(func() { a.Close() })
	return a
}

// text returns the file of an article.
func text(id string, says int) []byte {
	return fmt.Appendf(nil, "---\nid: %q\ntitle: The talks\n---\nThe delegations met in Astana for round %d, officials said.\n", id, says)
}

func put(t testing.TB, a *archive.Archive, id string, says int) archive.Result {
	t.Helper()
	r, err := a.Put(t.Context(), archive.Change{ID: id, File: text(id, says), Who: "ada", From: "talks.txt"})
	if err != nil {
		t.Fatalf("Put(%q, %d) = %v", id, says, err)
	}
	return r
}

func whole(t testing.TB, a *archive.Archive) {
	t.Helper()
	problems, err := a.Check(t.Context())
	if err != nil || len(problems) > 0 {
		t.Errorf("Check = %q, %v, want nothing", problems, err)
	}
}

func ids(t testing.TB, a *archive.Archive) []string {
	t.Helper()
	files, err := a.List()
	if err != nil {
		t.Fatalf("List = %v", err)
	}
	var out []string
	for _, f := range files {
		out = append(out, f.ID)
	}
	slices.Sort(out)
	return out
}

func ops(t testing.TB, a *archive.Archive, id string) []archive.Op {
	t.Helper()
	events, damaged, err := a.History(archive.Past{ID: id})
	if err != nil || damaged > 0 {
		t.Errorf("History = %d damaged, %v", damaged, err)
	}
	var out []archive.Op
	for _, e := range slices.Backward(events) {
		out = append(out, e.Op)
	}
	return out
}

func TestLifeOfAnArticle(t *testing.T) {
	dir := t.TempDir()
	a := open(t, dir, archive.Options{})
	first, second := text("first", 1), text("first", 2)

	r := put(t, a, "first", 1)
	want := archive.Result{Op: archive.Added, ID: "first", File: "articles/first.md", Hash: archive.HashOf(first)}
	if diff := cmp.Diff(want, r); diff != "" {
		t.Errorf("Put of a new article (-want +got):\n%s", diff)
	}
	if r = put(t, a, "first", 1); r.Op != archive.Unchanged {
		t.Errorf("Put of the same bytes = %v, want %v", r.Op, archive.Unchanged)
	}
	if r = put(t, a, "first", 2); r.Op != archive.Changed || r.Was != archive.HashOf(first) {
		t.Errorf("Put of another text = %+v, want %v from %s", r, archive.Changed, archive.HashOf(first))
	}
	if got, err := a.Read("first"); err != nil || !bytes.Equal(got, second) {
		t.Errorf("Read = %q, %v, want %q", got, err, second)
	}
	versions, err := a.Versions("first")
	if err != nil || len(versions) != 1 || versions[0].Hash != archive.HashOf(first) {
		t.Fatalf("Versions = %v, %v, want the first text", versions, err)
	}
	if got, err := a.ReadVersion("first", versions[0].Hash); err != nil || !bytes.Equal(got, first) {
		t.Errorf("ReadVersion = %q, %v, want %q", got, err, first)
	}

	if _, err := a.Remove(t.Context(), "first", nil, "bob"); err != nil {
		t.Errorf("Remove = %v", err)
	}
	if _, err := a.Read("first"); !errors.Is(err, archive.ErrUnknown) {
		t.Errorf("Read of a removed article = %v, want %v", err, archive.ErrUnknown)
	}
	removed, err := a.Removed()
	if err != nil || len(removed) != 1 || removed[0].ID != "first" || removed[0].Who != "bob" {
		t.Errorf("Removed = %+v, %v, want first, by bob", removed, err)
	}
	if got, err := a.ReadRemoved("first"); err != nil || !bytes.Equal(got, second) {
		t.Errorf("ReadRemoved = %q, %v, want %q", got, err, second)
	}
	if _, err := a.Remove(t.Context(), "first", nil, "bob"); !errors.Is(err, archive.ErrRemoved) {
		t.Errorf("Remove of a removed article = %v, want %v", err, archive.ErrRemoved)
	}
	whole(t, a)

	if r, err = a.Restore(t.Context(), "first", nil, "ada"); err != nil || r.File != "articles/first.md" {
		t.Errorf("Restore = %+v, %v, want articles/first.md", r, err)
	}
	if _, err := a.Restore(t.Context(), "first", nil, "ada"); !errors.Is(err, archive.ErrPresent) {
		t.Errorf("Restore of a present article = %v, want %v", err, archive.ErrPresent)
	}
	if err := a.Purge(t.Context(), "first", "ada"); !errors.Is(err, archive.ErrPresent) {
		t.Errorf("Purge of a present article = %v, want %v", err, archive.ErrPresent)
	}
	whole(t, a)

	if _, err := a.Remove(t.Context(), "first", nil, "ada"); err != nil {
		t.Errorf("Remove = %v", err)
	}
	if err := a.Purge(t.Context(), "first", "ada"); err != nil {
		t.Errorf("Purge = %v", err)
	}
	if versions, err := a.Versions("first"); err != nil || len(versions) > 0 {
		t.Errorf("Versions of a purged article = %v, %v, want none", versions, err)
	}
	if left := grep(t, dir, "delegations met"); len(left) > 0 {
		t.Errorf("a purged text is still in %q", left)
	}
	if _, err := a.Restore(t.Context(), "first", nil, "ada"); !errors.Is(err, archive.ErrPurged) {
		t.Errorf("Restore of a purged article = %v, want %v", err, archive.ErrPurged)
	}
	if hidden, err := a.Hidden(); err != nil || !slices.Equal(hidden, []string{"first"}) {
		t.Errorf("Hidden = %q, %v, want first", hidden, err)
	}
	whole(t, a)

	put(t, a, "first", 3)
	if hidden, err := a.Hidden(); err != nil || len(hidden) > 0 {
		t.Errorf("Hidden = %q, %v, want none of an article that is there", hidden, err)
	}
	whole(t, a)
	wantOps := []archive.Op{"added", "changed", "removed", "restored", "removed", "purged", "added"}
	if diff := cmp.Diff(wantOps, ops(t, a, "first")); diff != "" {
		t.Errorf("History (-want +got):\n%s", diff)
	}
}

// grep returns the files below dir that hold s.
func grep(t *testing.T, dir, s string) []string {
	t.Helper()
	var out []string
	err := filepath.WalkDir(dir, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.Type().IsRegular() {
			return err
		}
		data, err := os.ReadFile(name)
		if bytes.Contains(data, []byte(s)) {
			out = append(out, name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestBaseArticles(t *testing.T) {
	base := text("seed", 1)
	newer := text("seed", 2)
	hidden := func(t *testing.T, a *archive.Archive, want ...string) {
		t.Helper()
		if got, err := a.Hidden(); err != nil || !slices.Equal(got, want) {
			t.Errorf("Hidden = %q, %v, want %q", got, err, want)
		}
	}
	t.Run("removed and restored", func(t *testing.T) {
		a := open(t, t.TempDir(), archive.Options{})
		r, err := a.Remove(t.Context(), "seed", base, "ada")
		if err != nil || r.Hash != archive.HashOf(base) {
			t.Errorf("Remove = %+v, %v", r, err)
		}
		hidden(t, a, "seed")
		if got, err := a.ReadRemoved("seed"); err != nil || !bytes.Equal(got, base) {
			t.Errorf("ReadRemoved = %q, %v, want the base's text", got, err)
		}
		if _, err := a.Remove(t.Context(), "seed", base, "ada"); !errors.Is(err, archive.ErrRemoved) {
			t.Errorf("Remove of a removed article = %v, want %v", err, archive.ErrRemoved)
		}
		whole(t, a)
		if r, err := a.Restore(t.Context(), "seed", base, "ada"); err != nil || r.File != "" {
			t.Errorf("Restore = %+v, %v, want it left to the base", r, err)
		}
		hidden(t, a)
		whole(t, a)
	})
	t.Run("restored when the base has another text by now", func(t *testing.T) {
		a := open(t, t.TempDir(), archive.Options{})
		if _, err := a.Remove(t.Context(), "seed", base, "ada"); err != nil {
			t.Error(err)
		}
		if r, err := a.Restore(t.Context(), "seed", newer, "ada"); err != nil || r.File == "" {
			t.Errorf("Restore = %+v, %v, want an article of the archive", r, err)
		}
		if got, err := a.Read("seed"); err != nil || !bytes.Equal(got, base) {
			t.Errorf("Read = %q, %v, want what was removed", got, err)
		}
		hidden(t, a)
		whole(t, a)
	})
	t.Run("changed, then removed: the base's text does not come back", func(t *testing.T) {
		a := open(t, t.TempDir(), archive.Options{})
		put(t, a, "seed", 2)
		if _, err := a.Remove(t.Context(), "seed", base, "ada"); err != nil {
			t.Error(err)
		}
		hidden(t, a, "seed")
		if got, err := a.ReadRemoved("seed"); err != nil || !bytes.Equal(got, newer) {
			t.Errorf("ReadRemoved = %q, %v, want the archive's text", got, err)
		}
		whole(t, a)
	})
	t.Run("purged: hidden until it is restored", func(t *testing.T) {
		a := open(t, t.TempDir(), archive.Options{})
		if _, err := a.Remove(t.Context(), "seed", base, "ada"); err != nil {
			t.Error(err)
		}
		if err := a.Purge(t.Context(), "seed", "ada"); err != nil {
			t.Error(err)
		}
		hidden(t, a, "seed")
		if err := a.Purge(t.Context(), "seed", "ada"); !errors.Is(err, archive.ErrPurged) {
			t.Errorf("Purge of a purged article = %v, want %v", err, archive.ErrPurged)
		}
		if r, err := a.Restore(t.Context(), "seed", base, "ada"); err != nil || r.File != "" {
			t.Errorf("Restore = %+v, %v, want it left to the base", r, err)
		}
		hidden(t, a)
		whole(t, a)
	})
	for _, c := range []struct{ name, id, file, kept string }{
		{"no front matter", "talks-1", "The talks began on Monday.\n", "---\nid: \"talks-1\"\n---\nThe talks began on Monday.\n"},
		{"front matter without an id", "Talks <1>", "---\ntitle: X\n---\nThe talks began.\n", "---\nid: \"Talks-<1>\"\ntitle: X\n---\nThe talks began.\n"},
		{"front matter that is empty", "talks", "---\n---\nThe talks began.\n", "---\nid: \"talks\"\n---\nThe talks began.\n"},
		{"a byte order mark", "talks", "\ufeffThe talks began.\n", "---\nid: \"talks\"\n---\nThe talks began.\n"},
		{"a rule at the beginning", "talks", "---\n\nThe talks began.\n", "---\nid: \"talks\"\n---\n---\n\nThe talks began.\n"},
		{"lines as of Windows", "talks", "---\r\ntitle: X\r\n---\r\nThe talks began.\r\n", "---\r\nid: \"talks\"\ntitle: X\r\n---\r\nThe talks began.\r\n"},
	} {
		t.Run("a file that does not state its id: "+c.name, func(t *testing.T) {
			a := open(t, t.TempDir(), archive.Options{})
			id := strings.ReplaceAll(c.id, " ", "-")
			if _, err := a.Remove(t.Context(), id, []byte(c.file), "ada"); err != nil {
				t.Errorf("Remove = %v", err)
			}
			hidden(t, a, id)
			if got, err := a.ReadRemoved(id); err != nil || string(got) != c.kept {
				t.Errorf("ReadRemoved = %q, %v, want %q", got, err, c.kept)
			}
			whole(t, a)
			if r, err := a.Restore(t.Context(), id, []byte(c.file), "ada"); err != nil || r.File != "" {
				t.Errorf("Restore = %+v, %v, want it left to the base", r, err)
			}
			hidden(t, a)
			whole(t, a)
		})
	}
	t.Run("unknown", func(t *testing.T) {
		a := open(t, t.TempDir(), archive.Options{})
		_, removing := a.Remove(t.Context(), "seed", nil, "ada")
		_, restoring := a.Restore(t.Context(), "seed", base, "ada")
		purging := a.Purge(t.Context(), "seed", "ada")
		for _, err := range []error{removing, restoring, purging} {
			if !errors.Is(err, archive.ErrUnknown) {
				t.Errorf("error = %v, want %v", err, archive.ErrUnknown)
			}
		}
		if err := a.Health(); err != nil {
			t.Errorf("Health = %v, want nil: a refusal is no fault", err)
		}
	})
	t.Run("the text of another id", func(t *testing.T) {
		a := open(t, t.TempDir(), archive.Options{})
		if _, err := a.Remove(t.Context(), "other", base, "ada"); !errors.Is(err, archive.ErrRefused) {
			t.Errorf("Remove = %v, want %v", err, archive.ErrRefused)
		}
	})
}

func TestPurgeBefore(t *testing.T) {
	dir := t.TempDir()
	now := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	a := open(t, dir, archive.Options{Now: func() time.Time { return now }})
	for i, id := range []string{"a", "b", "c"} {
		put(t, a, id, i)
		put(t, a, id, i+10)
	}
	for _, id := range []string{"a", "b"} {
		if _, err := a.Remove(t.Context(), id, nil, "ada"); err != nil {
			t.Fatal(err)
		}
		now = now.Add(24 * time.Hour)
	}
	if _, err := a.Remove(t.Context(), "c", nil, "ada"); err != nil {
		t.Fatal(err)
	}
	if _, err := a.Remove(t.Context(), "seed", text("seed", 1), "ada"); err != nil {
		t.Fatal(err)
	}
	put(t, a, "d", 1)
	// A copy without its history still knows when each was removed.
	if err := os.Remove(filepath.Join(dir, "history.jsonl")); err != nil {
		t.Fatal(err)
	}
	if n, err := a.PurgeBefore(t.Context(), now.Add(-time.Hour), "ada"); n != 2 || err != nil {
		t.Errorf("PurgeBefore = %d, %v, want 2", n, err)
	}
	removed, err := a.Removed()
	if err != nil || len(removed) != 2 || removed[0].ID != "c" || removed[1].ID != "seed" {
		t.Errorf("Removed = %+v, %v, want c and seed", removed, err)
	}
	if left := grep(t, dir, "round 11"); len(left) > 0 {
		t.Errorf("a purged text is still in %q", left)
	}
	if got := ids(t, a); !slices.Equal(got, []string{"d"}) {
		t.Errorf("articles = %q, want d", got)
	}
}
