package archive_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"rapporteur/archive"
)

// TestSmallDisk fills a disk. It needs a small one: run it with TMPDIR on a
// file system of a megabyte.
func TestSmallDisk(t *testing.T) {
	dir := t.TempDir()
	a := open(t, dir, archive.Hurried())
	kept := map[string][]byte{}
	var full error
	for i := 0; i < 40 && full == nil; i++ {
		id := fmt.Sprint(i % 30)
		file := append(text(id, i), bytes.Repeat([]byte("The talks went on. "), 5_000)...)
		if _, full = a.Put(t.Context(), archive.Change{ID: id, File: file}); full == nil {
			kept[id] = file
		}
	}
	if full == nil {
		t.Skip("the disk is not small")
	}
	if !errors.Is(full, syscall.ENOSPC) || !strings.HasSuffix(full.Error(), "was not kept: the disk is full") {
		t.Errorf("Put = %v, want it to say that the disk is full", full)
	}
	if err := a.Health(); err == nil || !strings.Contains(err.Error(), "the disk is full") {
		t.Errorf("Health = %v, want the disk to be full", err)
	}
	for i := range 50 { // until not even a line of the history fits
		_, _ = a.Put(t.Context(), archive.Change{ID: fmt.Sprint("small-", i), File: text(fmt.Sprint("small-", i), i)})
	}
	for id, want := range kept {
		if got, err := a.Read(id); err != nil || !bytes.Equal(got, want) {
			t.Errorf("Read(%q) on a full disk = %d bytes, %v, want %d", id, len(got), err, len(want))
		}
	}
	whole(t, a)
	b, mended, err := archive.Open(dir, archive.Options{})
	if err != nil || len(mended) > 0 {
		t.Errorf("Open on a full disk = %q, %v, want nothing to mend", mended, err)
	}
	b.Close()
	if err := os.RemoveAll(filepath.Join(dir, "versions")); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(filepath.Join(dir, "articles", "0.md")); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(a.Try(t.Context()), a.Health()); err != nil {
		t.Errorf("Try with room on the disk = %v", err)
	}
}

// TestNoPermission needs a user whom permissions bind.
func TestNoPermission(t *testing.T) {
	if os.Geteuid() <= 0 {
		t.Skip("permissions do not bind this user")
	}
	dir := t.TempDir()
	a := open(t, dir, archive.Options{})
	put(t, a, "first", 1)
	chmod := func(mode os.FileMode, names ...string) {
		for _, name := range names {
			if err := os.Chmod(filepath.Join(dir, name), mode); err != nil {
				t.Fatal(err)
			}
		}
	}
	chmod(0o555, "articles")
	t.Cleanup(func() { chmod(0o755, ".", "articles", "removed", "versions") })
	_, err := a.Put(t.Context(), archive.Change{ID: "first", File: text("first", 2)})
	if !errors.Is(err, os.ErrPermission) || !strings.HasSuffix(err.Error(), "no permission: articles/.new") {
		t.Errorf("Put = %v, want no permission for articles/.new", err)
	}
	if a.Health() == nil {
		t.Error("Health = nil, want the fault")
	}
	whole(t, a)
	chmod(0o755, "articles")
	if r := put(t, a, "first", 2); r.Op != archive.Changed || a.Health() != nil {
		t.Errorf("Put = %+v, Health = %v, want all well again", r, a.Health())
	}

	// All of it read-only: it opens and can be read.
	chmod(0o444, "history.jsonl", "lock")
	chmod(0o555, "articles", "removed", "versions", ".")
	b := open(t, dir, archive.Options{})
	if got, err := b.Read("first"); err != nil || !bytes.Equal(got, text("first", 2)) {
		t.Errorf("Read = %q, %v, want the article", got, err)
	}
	if _, err := b.Remove(t.Context(), "first", nil, "ada"); !errors.Is(err, os.ErrPermission) {
		t.Errorf("Remove = %v, want no permission", err)
	}
	whole(t, b)
	chmod(0o644, "history.jsonl", "lock")

	// A file that cannot be read is left out and found by Check.
	chmod(0o755, "articles", "removed", "versions", ".")
	put(t, a, "second", 1)
	chmod(0, "articles/second.md")
	problems, err := a.Check(t.Context())
	if err != nil || len(problems) != 1 || problems[0] != "articles/second.md cannot be read: no permission: articles/second.md" {
		t.Errorf("Check = %q, %v, want the file that cannot be read", problems, err)
	}
	chmod(0o644, "articles/second.md")
	whole(t, a)
}

func TestOpenFails(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	for _, dir := range []string{file, filepath.Join(file, "below"), "\x00"} {
		if _, _, err := archive.Open(dir, archive.Options{}); err == nil {
			t.Errorf("Open(%q) = nil, want an error", dir)
		}
	}
}
