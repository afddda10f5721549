package archive_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"rapporteur/archive"
)

// limitedEnv says that this process may limit itself.
const limitedEnv = "ARCHIVE_TEST_LIMITED"

// TestShortWrite lets the system write only a part of an article, and of a line
// of the history. It runs in a process of its own, for the limit holds for all
// that a process writes.
func TestShortWrite(t *testing.T) {
	if os.Getenv(limitedEnv) == "" {
		c := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestShortWrite$")
		c.Env = append(os.Environ(), limitedEnv+"=1")
		if out, err := c.CombinedOutput(); err != nil {
			t.Errorf("in a process of its own: %v\n%s", err, out)
		}
		return
	}
	dir := t.TempDir()
	a := open(t, dir, archive.Hurried())
	put(t, a, "first", 1)
	limit(t, 4096)
	long := append(text("long", 1), bytes.Repeat([]byte("The talks went on. "), 1_000)...)
	_, err := a.Put(t.Context(), archive.Change{ID: "long", File: long})
	if !errors.Is(err, syscall.EFBIG) || !strings.HasSuffix(err.Error(), "the system allows no file of this size") {
		t.Errorf("Put = %v, want it to be too big", err)
	}
	n := 0
	for ; err == nil || n == 0; n++ {
		id := fmt.Sprint(n)
		if _, err = a.Put(t.Context(), archive.Change{ID: id, File: text(id, n)}); n > 100 {
			t.Fatal("a history of any length fits")
		}
	}
	if !errors.Is(err, syscall.EFBIG) {
		t.Errorf("Put = %v, want a history that is too big", err)
	}
	if got := ids(t, a); len(got) != n || slices.Contains(got, fmt.Sprint(n-1)) {
		t.Errorf("%d articles, %q, want %d and not the last one", len(got), got, n)
	}
	whole(t, a)
	open(t, dir, archive.Hurried())
	limit(t, 1<<40)
	put(t, a, "long", 2)
	if a.Health() != nil {
		t.Errorf("Health = %v, want nil", a.Health())
	}
	whole(t, a)
}

// limit bounds the size of files that this process writes, until the end of the
// test.
func limit(t *testing.T, size uint64) {
	t.Helper()
	var was syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_FSIZE, &was); err != nil {
		t.Skip(err)
	}
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: min(size, was.Max), Max: was.Max}); err != nil {
		t.Skip(err)
	}
	t.Cleanup(func() {
		if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &was); err != nil {
			t.Error(err)
		}
	})
}

// TestPipes: a pipe without a writer would hold up whoever opens it.
func TestPipes(t *testing.T) {
	dir := t.TempDir()
	a := open(t, dir, archive.Hurried())
	put(t, a, "first", 1)
	pipes := []string{"articles/pipe.md", "articles/second.md", "removed/pipe.md", "removed/pipe.purged", "versions/first/x.md"}
	put(t, a, "first", 2)
	for _, name := range pipes {
		pipe(t, filepath.Join(dir, name))
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		put(t, a, "second", 1)
		if got := ids(t, a); !slices.Equal(got, []string{"first", "second"}) {
			t.Errorf("articles = %q, want first and second", got)
		}
		if _, err := a.Removed(); err != nil {
			t.Errorf("Removed = %v", err)
		}
		if v, err := a.Versions("first"); err != nil || len(v) != 1 {
			t.Errorf("Versions = %v, %v, want one", v, err)
		}
		for _, name := range []string{"pipe.md", "second.md"} {
			if _, err := a.FS().Open(name); err == nil {
				t.Errorf("Open(%q) = nil, want an error", name)
			}
		}
		if problems, err := a.Check(t.Context()); err != nil || len(problems) != len(pipes) {
			t.Errorf("Check = %q, %v, want the %d pipes", problems, err, len(pipes))
		}
		for _, name := range []string{"lock", "history.jsonl"} {
			unlink(t, dir, name)
			pipe(t, filepath.Join(dir, name))
			if _, err := a.Put(t.Context(), archive.Change{ID: "first", File: text("first", 3)}); err == nil {
				t.Errorf("Put with %s a pipe = nil, want an error", name)
			}
			b, _, err := archive.Open(dir, archive.Hurried())
			if err != nil {
				t.Errorf("Open with %s a pipe = %v", name, err)
				continue
			}
			b.Close()
			unlink(t, dir, name)
		}
	}()
	select {
	case <-done:
	case <-time.After(time.Minute):
		t.Fatal("something waits for a pipe")
	}
}

func pipe(t *testing.T, name string) {
	t.Helper()
	if err := syscall.Mkfifo(name, 0o644); err != nil {
		t.Skip(err)
	}
}
