package library_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"rapporteur/library"
)

// counted counts how often the folders were read.
type counted struct {
	*added
	reads atomic.Int64
}

func (c *counted) Hidden() (map[string]bool, error) {
	c.reads.Add(1)
	return c.added.Hidden()
}

// TestRefreshesComeTogether: those that wait for a refresh that begins after
// they were called are served by it.
func TestRefreshesComeTogether(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newStage(t)
		folders := &counted{added: s.added}
		busy, on := make(chan bool), make(chan bool)
		cfg := s.config()
		cfg.Added = folders
		cfg.Swapped = func(*library.Snapshot) {
			if busy != nil {
				close(busy)
				busy = nil
				<-on
			}
		}
		l, err := library.Open(t.Context(), cfg)
		s.check(err)
		s.Library = l
		refresh := func() {
			if _, err := l.Refresh(t.Context()); err != nil {
				t.Errorf("Refresh = %v", err)
			}
		}
		before := folders.reads.Load()
		var refreshing sync.WaitGroup
		began := busy
		s.put(s.more, "oslo", "Envoys met in Oslo. They spoke of a pipeline.")
		refreshing.Go(refresh)
		<-began
		s.put(s.more, "turin", "Envoys met in Turin. They spoke of a festival.")
		for range 8 {
			refreshing.Go(refresh)
		}
		synctest.Wait() // all eight wait for their turn
		close(on)
		refreshing.Wait()
		s.holds("geneva", "oslo", "turin", "vienna")
		if n := folders.reads.Load() - before; n != 2 {
			t.Errorf("the folders were read %d times for nine refreshes, want 2", n)
		}
		s.refresh(false)
		s.check(s.Close())
	})
}

// TestRefreshRests: after a long refresh the next one leaves the processors to
// others for as long, and gives up when nobody waits for it.
func TestRefreshRests(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newStage(t)
		const long = 5 * time.Second
		cfg := s.config()
		cfg.Swapped = func(*library.Snapshot) { time.Sleep(long) } // of the bubble
		l, err := library.Open(t.Context(), cfg)
		s.check(err)
		s.Library = l
		s.put(s.more, "oslo", "Envoys met in Oslo. They spoke of a pipeline.")
		start := time.Now()
		s.refresh(true)
		if took := time.Since(start); took != long {
			t.Errorf("the first refresh took %v, want %v", took, long)
		}
		s.put(s.more, "turin", "Envoys met in Turin. They spoke of a festival.")
		soon, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if _, err := l.Refresh(soon); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("a refresh that may not wait: %v, want %v", err, context.DeadlineExceeded)
		}
		s.refresh(true)
		if took := time.Since(start); took != 3*long {
			t.Errorf("two refreshes and the rest between them took %v, want %v", took, 3*long)
		}
		s.check(s.Close())
	})
}

func TestProgress(t *testing.T) {
	s := newStage(t)
	cfg := s.config()
	var got []library.Progress
	cfg.Progress = func(p library.Progress) { got = append(got, p) }
	l, err := library.Open(t.Context(), cfg)
	s.check(err)
	want := []library.Progress{{Step: library.Reading, Done: 2, Total: 2}, {Step: library.Indexing, Done: 2, Total: 2}, {Step: library.Embedding, Done: 2, Total: 2}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("progress (-want +got):\n%s", diff)
	}
	s.check(l.Close())
}

// TestInterruptedStart: a start that is interrupted ends with the error of its
// context, and what it has read by then is kept for the next.
func TestInterruptedStart(t *testing.T) {
	for _, at := range []library.Step{library.Reading, library.Indexing, library.Embedding} {
		s := newStage(t)
		cfg := s.config()
		ctx, cancel := context.WithCancel(t.Context())
		cfg.Progress = func(p library.Progress) {
			if p.Step == at {
				cancel()
			}
		}
		if _, err := library.Open(ctx, cfg); !errors.Is(err, context.Canceled) {
			t.Fatalf("Open that is interrupted while %s = %v, want %v", at, err, context.Canceled)
		}
		info, err := os.Stat(filepath.Join(s.cache, "derived.bin"))
		if kept := err == nil && info.Size() > 0; kept != (at != library.Reading) {
			t.Errorf("interrupted while %s: %v; want what was read kept once all is", at, err)
		}
		s.open()
		s.holds("geneva", "vienna")
		s.tells("What did the envoys in Vienna speak of?", "ceasefire")
		s.check(s.Close())
	}
}
