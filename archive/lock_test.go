package archive_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"rapporteur/archive"
)

// TestBusy: while another process changes something, a change waits as long as
// it is told to, then says who is about it; reading never waits.
func TestBusy(t *testing.T) {
	dir := t.TempDir()
	opts := archive.Hurried()
	opts.Wait = 20 * time.Millisecond
	a := open(t, dir, opts)
	put(t, a, "first", 1)
	other := open(t, dir, archive.Hurried())
	release, err := archive.Signed(other, 4711)
	if err != nil {
		t.Fatal(err)
	}
	_, err = a.Put(t.Context(), archive.Change{ID: "first", File: text("first", 2)})
	var busy *archive.BusyError
	if !errors.As(err, &busy) || !errors.Is(err, archive.ErrBusy) || busy.PID != 4711 || !strings.Contains(err.Error(), "process 4711") {
		t.Errorf("Put = %v, want it busy with process 4711", err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
	defer cancel()
	if _, err := a.Remove(ctx, "first", nil, "ada"); !errors.Is(err, archive.ErrBusy) {
		t.Errorf("Remove = %v, want %v", err, archive.ErrBusy)
	}
	ctx, cancel = context.WithCancel(t.Context())
	cancel()
	if _, err := a.Remove(ctx, "first", nil, "ada"); !errors.Is(err, context.Canceled) {
		t.Errorf("Remove = %v, want %v", err, context.Canceled)
	}
	if err := a.Health(); err != nil {
		t.Errorf("Health = %v, want nil: to wait is no fault", err)
	}

	if got := ids(t, a); !slices.Equal(got, []string{"first"}) {
		t.Errorf("articles = %q, want first", got)
	}
	if _, err := a.Read("first"); err != nil {
		t.Errorf("Read = %v", err)
	}
	if _, _, err := a.History(archive.Past{}); err != nil {
		t.Errorf("History = %v", err)
	}
	third, _, err := archive.Open(dir, archive.Hurried())
	if err != nil || third.Health() != nil {
		t.Errorf("Open = %v, want it to work beside a change", err)
	}
	third.Close()

	release()
	if r := put(t, a, "first", 2); r.Op != archive.Changed {
		t.Errorf("Put = %+v, want it changed", r)
	}
}

// TestLockOfTheDead: what a process that is gone left in the lock file blocks
// nobody, nor does a lock file that was deleted.
func TestLockOfTheDead(t *testing.T) {
	dir := t.TempDir()
	a := open(t, dir, archive.Hurried())
	if err := os.WriteFile(filepath.Join(dir, "lock"), []byte("\x004711 \n"), 0o644); err != nil {
		t.Fatal(err)
	}
	put(t, a, "first", 1)
	unlink(t, dir, "lock")
	put(t, a, "first", 2)
	if err := os.WriteFile(filepath.Join(dir, "lock"), []byte("\x00what is this"), 0o644); err != nil {
		t.Fatal(err)
	}
	put(t, a, "first", 3)
	whole(t, a)
}

// TestTogether: goroutines of one archive and of another on the same folder
// change and read at once.
func TestTogether(t *testing.T) {
	dir := t.TempDir()
	archives := []*archive.Archive{open(t, dir, archive.Hurried()), open(t, dir, archive.Hurried())}
	const writers, changes = 4, 12
	var all sync.WaitGroup
	for w := range writers {
		all.Go(func() {
			a := archives[w%2]
			for i := range changes {
				id := fmt.Sprintf("%d-%d", w, i/2)
				if _, err := a.Put(t.Context(), archive.Change{ID: id, File: text(id, i)}); err != nil {
					t.Errorf("Put = %v", err)
				}
				if i%4 == 3 {
					if _, err := a.Remove(t.Context(), id, nil, "ada"); err != nil {
						t.Errorf("Remove = %v", err)
					}
				}
				if _, err := a.Put(t.Context(), archive.Change{ID: "shared", File: text("shared", w*changes+i)}); err != nil {
					t.Errorf("Put = %v", err)
				}
			}
		})
		all.Go(func() {
			a := archives[(w+1)%2]
			for range changes {
				_, listing := a.List()
				_, reading := a.Read("shared")
				_, hidden := a.Hidden()
				_, removed := a.Removed()
				_, versions := a.Versions("shared")
				_, _, past := a.History(archive.Past{})
				if errors.Is(reading, archive.ErrUnknown) {
					reading = nil // not there yet
				}
				if err := errors.Join(listing, reading, hidden, removed, versions, past, a.Health()); err != nil {
					t.Errorf("while others write: %v", err)
				}
			}
		})
	}
	all.Wait()
	for _, a := range archives {
		whole(t, a)
		if got := len(ids(t, a)); got != writers*changes/4+1 {
			t.Errorf("%d articles, want %d", got, writers*changes/4+1)
		}
		if v, err := a.Versions("shared"); err != nil || len(v) != writers*changes-1 {
			t.Errorf("%d versions, %v, want %d", len(v), err, writers*changes-1)
		}
	}
}

// TestSameTick: what another process did is seen even where the time of the
// folder does not tell.
func TestSameTick(t *testing.T) {
	dir := t.TempDir()
	a, b := open(t, dir, archive.Hurried()), open(t, dir, archive.Hurried())
	put(t, a, "first", 1)
	then, err := os.Stat(filepath.Join(dir, "articles"))
	if err != nil {
		t.Fatal(err)
	}
	put(t, b, "Second", 1)
	if err := os.Chtimes(filepath.Join(dir, "articles"), then.ModTime(), then.ModTime()); err != nil {
		t.Fatal(err)
	}
	if r := put(t, a, "Second", 2); r.Op != archive.Changed {
		t.Errorf("Put = %+v, want what the other process added changed", r)
	}
	whole(t, a)
}
