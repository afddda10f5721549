package store_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"rapporteur/store"
)

var noContext = context.Background()

// TestAnIllDiskCostsNothing goes through each way of falling ill and getting
// well again.
func TestAnIllDiskCostsNothing(t *testing.T) {
	for _, disk := range []struct {
		name      string
		ill, well string // pragmas
	}{
		{"full", "max_page_count = 1", "max_page_count = 1000000"},
		{"read-only", "query_only = 1", "query_only = 0"},
	} {
		t.Run(disk.name, func(t *testing.T) {
			c := newClock()
			path := file(t)
			ctx := t.Context()
			s := open(t, store.Config{Path: path, Now: c.now})
			must(t, s.SetMode(ctx, "s", store.ModeThread, "ann"))
			must(t, s.Keep(ctx, reply("before", "ann")))
			_ = get[store.Change](t)(s.Vote(ctx, store.Vote{Key: "before", User: "bob", Server: "s", Up: true}))
			_ = get[bool](t)(s.Claim(ctx, "before"))

			s.Pragma(t, disk.ill)
			big := store.Reply{Key: "big", Asker: "ann", Body: bytes.Repeat([]byte("b"), store.MostBody)}
			must(t, s.Keep(ctx, big))
			if err := s.Health(); err == nil || !strings.Contains(err.Error(), "2026-03-01 12:00:00 UTC") {
				t.Errorf("Health() = %v, want since when", err)
			}
			inMemory := func() {
				t.Helper()
				if !has(t, s, "before") || !has(t, s, "big") {
					t.Error("a reply is gone")
				}
				if first := get[bool](t)(s.Claim(ctx, "before")); first {
					t.Error("an event can be claimed again")
				}
				if got := get[store.Settings](t)(s.Settings(ctx, "s")); got.Mode != store.ModeThread {
					t.Errorf("settings = %+v", got)
				}
			}
			inMemory()
			vote := store.Vote{Key: "before", User: "bob", Server: "s", Up: true}
			if got := get[store.Change](t)(s.Vote(ctx, vote)); got != store.Withdrawn {
				t.Errorf("Vote = %v, want it withdrawn", got)
			}
			_ = get[bool](t)(s.Claim(ctx, "meanwhile"))
			must(t, s.SetChannel(ctx, "s", "10", false, "ann"))

			c.pass(time.Minute)
			_ = get[bool](t)(s.Claim(ctx, "still ill")) // tried again, in vain
			if s.Health() == nil {
				t.Error("Health() = nil though the disk is as it was")
			}
			inMemory()

			s.Pragma(t, disk.well)
			c.pass(time.Hour)
			_ = get[bool](t)(s.Claim(ctx, "well"))
			if err := s.Health(); err != nil {
				t.Errorf("Health() = %v on a disk that is well again", err)
			}
			inMemory()
			must(t, s.Close())

			s = open(t, store.Config{Path: path, Now: c.now})
			inMemory()
			if first := get[bool](t)(s.Claim(ctx, "meanwhile")); first {
				t.Error("an event that was claimed in memory can be claimed again")
			}
			if got := get[store.Tally](t)(s.Votes(ctx, "s", 0)); got.Up != 0 {
				t.Errorf("a vote withdrawn in memory is back: %+v", got)
			}
			if got := get[store.Settings](t)(s.Settings(ctx, "s")); !got.Silent("10") {
				t.Errorf("settings = %+v", got)
			}
		})
	}
}

// TestWhatMemoryDoesNotHoldIsRead: only the latest replies are at hand while
// the disk is ill; the others are read when asked for, unless they were
// forgotten meanwhile.
func TestWhatMemoryDoesNotHoldIsRead(t *testing.T) {
	s := open(t, store.Config{Path: file(t)})
	ctx := t.Context()
	for i := range 600 {
		asker := "ann"
		if i%2 > 0 {
			asker = "bob"
		}
		r := reply(fmt.Sprint(i), asker)
		r.At = time.Now().Add(time.Duration(i-2000) * time.Second)
		must(t, s.Keep(ctx, r))
	}
	s.Pragma(t, "query_only = 1")
	_ = get[bool](t)(s.Claim(ctx, "any"))
	if s.Health() == nil {
		t.Fatal("Health() = nil, the test does not test")
	}
	if !has(t, s, "0") {
		t.Error("an old reply is not found")
	}
	if got, err := s.Vote(ctx, store.Vote{Key: "2", User: "bob"}); got != store.Added || err != nil {
		t.Errorf("Vote on an old reply = %v, %v", got, err)
	}
	_ = get[store.Kept](t)(s.Forget(ctx, "bob"))
	if has(t, s, "1") || has(t, s, "599") || !has(t, s, "4") {
		t.Error("replies of one who was forgotten are found, or those of another not")
	}
	s.Pragma(t, "query_only = 0")
	must(t, s.Prune(ctx))
	if has(t, s, "1") || !has(t, s, "0") || s.Health() != nil {
		t.Errorf("on a disk that is well again bob is not forgotten, or ann is; health: %v", s.Health())
	}
	if got := get[store.Kept](t)(s.Kept(ctx, "ann")); got.Replies != 300 {
		t.Errorf("%d replies of ann are kept, want 300", got.Replies)
	}
}

func TestWhatWaitsIsBounded(t *testing.T) {
	s := open(t, store.Config{Path: file(t)})
	ctx := t.Context()
	s.Pragma(t, "query_only = 1")
	must(t, s.SetMode(ctx, "s", store.ModeThread, "ann"))
	for i := range store.MostWaiting + 9 {
		_ = get[bool](t)(s.Claim(ctx, fmt.Sprint(i)))
	}
	if err := s.Health(); err == nil || !strings.Contains(err.Error(), "10 of them given up") {
		t.Errorf("Health() = %v, want that 10 changes were given up", err)
	}
	s.Pragma(t, "query_only = 0")
	must(t, s.Prune(ctx))
	if first := get[bool](t)(s.Claim(ctx, "9")); !first {
		t.Error("a change that was given up has been written")
	}
	if first := get[bool](t)(s.Claim(ctx, "10")); first {
		t.Error("a change that waited has not been written")
	}
	if got := get[store.Settings](t)(s.Settings(ctx, "s")); got.Mode != store.ModeThread {
		t.Errorf("a setting was given up: %+v", got)
	}
}

// TestAFolderThatCannotBeUsed: the store begins in memory and moves into the
// folder once it can.
func TestAFolderThatCannotBeUsed(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	must(t, os.WriteFile(dir, nil, 0o600)) // a file in its place stops root, too
	s := open(t, store.Config{Path: filepath.Join(dir, "store.db")})
	if s.Health() == nil || !s.Persistent() {
		t.Errorf("Health() = %v, Persistent() = %v", s.Health(), s.Persistent())
	}
	must(t, s.Keep(t.Context(), fresh("k", "ann")))
	must(t, os.Remove(dir))
	must(t, s.Prune(t.Context()))
	if err := s.Health(); err != nil || !has(t, s, "k") {
		t.Errorf("Health() = %v once the folder can be made", err)
	}
	if _, err := os.Stat(filepath.Join(dir, "store.db")); err != nil {
		t.Error(err)
	}
}

func TestAReadOnlyFolder(t *testing.T) {
	if os.Getuid() == 0 {
		t.Skip("root may write everywhere")
	}
	path := file(t)
	s := open(t, store.Config{Path: path})
	must(t, s.SetChannel(t.Context(), "s", "10", false, "ann"))
	must(t, s.Close())
	dir := filepath.Dir(path)
	must(t, errors.Join(os.Chmod(path, 0o400), os.Chmod(dir, 0o500)))
	t.Cleanup(func() { _ = os.Chmod(dir, 0o700) })

	s = open(t, store.Config{Path: path})
	if s.Health() == nil {
		t.Error("Health() = nil in a folder that is read-only")
	}
	if got := get[store.Settings](t)(s.Settings(t.Context(), "s")); !got.Silent("10") {
		t.Error("the settings in a file that is read-only do not count")
	}
	must(t, s.SetMode(t.Context(), "s", store.ModeThread, "ann"))
	must(t, errors.Join(os.Chmod(dir, 0o700), os.Chmod(path, 0o600)))
	must(t, s.Prune(t.Context()))
	got := get[store.Settings](t)(s.Settings(t.Context(), "s"))
	if s.Health() != nil || !got.Silent("10") || got.Mode != store.ModeThread {
		t.Errorf("once it can be written: Health() = %v, settings %+v", s.Health(), got)
	}
}

// TestAFileThatBreaksUnderWay is replaced with what memory holds.
func TestAFileThatBreaksUnderWay(t *testing.T) {
	path := file(t)
	s := open(t, store.Config{Path: path})
	ctx := t.Context()
	for i := range 100 {
		must(t, s.Keep(ctx, fresh(fmt.Sprint(i), "ann")))
	}
	must(t, s.SetMode(ctx, "s", store.ModeThread, "ann"))
	must(t, s.Close())
	s = open(t, store.Config{Path: path})
	noise := bytes.Repeat([]byte("noise"), 20_000)
	must(t, os.WriteFile(path, noise, 0o600))

	for i := range 100 {
		if _, err := s.Claim(ctx, fmt.Sprint(i)); err != nil {
			t.Fatalf("Claim in a broken file: %v", err)
		}
		must(t, s.Keep(ctx, fresh(fmt.Sprint("late ", i), "ann")))
		_ = has(t, s, fmt.Sprint(i))
	}
	if s.Health() == nil {
		t.Fatal("Health() = nil on a broken file")
	}
	must(t, s.Prune(ctx))
	if s.Health() != nil || s.SetAside() == nil {
		t.Errorf("Health() = %v, SetAside() = %v", s.Health(), s.SetAside())
	}
	if !has(t, s, "late 99") {
		t.Error("a reply is gone with the file")
	}
	if first := get[bool](t)(s.Claim(ctx, "99")); first {
		t.Error("a claim is gone with the file")
	}
	must(t, s.Close())
	if again := open(t, store.Config{Path: path}); again.SetAside() != nil || !has(t, again, "late 99") {
		t.Errorf("the next time: SetAside() = %v", again.SetAside())
	}
}

// TestASharedFileThatBreaks is replaced by one store and found by the other,
// which has the broken one open still.
func TestASharedFileThatBreaks(t *testing.T) {
	path := file(t)
	ctx := t.Context()
	fill(t, path)
	a, b := open(t, store.Config{Path: path}), open(t, store.Config{Path: path})
	must(t, os.WriteFile(path, bytes.Repeat([]byte("noise"), 20_000), 0o600))
	must(t, a.Keep(ctx, fresh("a", "ann")))
	must(t, b.Keep(ctx, fresh("b", "ann")))
	for _, s := range []*store.Store{a, b} {
		if err := s.Prune(ctx); err != nil || s.Health() != nil {
			t.Errorf("Prune() = %v, Health() = %v", err, s.Health())
		}
	}
	must(t, a.Keep(ctx, fresh("a again", "ann")))
	if a.SetAside() == nil || b.SetAside() != nil {
		t.Errorf("SetAside() = %v and %v, want that the first did it", a.SetAside(), b.SetAside())
	}
	must(t, a.Close())
	must(t, b.Keep(ctx, fresh("b again", "ann")))
	must(t, b.Close())
	s := open(t, store.Config{Path: path})
	for _, key := range []string{"a", "b", "a again", "b again"} {
		if !has(t, s, key) {
			t.Errorf("reply %s is gone", key)
		}
	}
	if s.SetAside() != nil {
		t.Errorf("the next time: SetAside() = %v", s.SetAside())
	}
}

func TestCloseTellsWhatIsLost(t *testing.T) {
	s, err := store.Open(t.Context(), file(t), nil)
	must(t, err)
	s.Pragma(t, "query_only = 1")
	must(t, s.Keep(t.Context(), reply("k", "ann")))
	if err := s.Close(); err == nil || !strings.Contains(err.Error(), "1 changes") {
		t.Errorf("Close() = %v, want what was not written", err)
	}
	if err := s.Close(); err != nil {
		t.Errorf("the second Close() = %v", err)
	}
	if _, _, err := s.Reply(t.Context(), "k"); !errors.Is(err, store.ErrClosed) {
		t.Errorf("Reply after Close = %v, want %v", err, store.ErrClosed)
	}
	if err := s.Keep(t.Context(), reply("k", "ann")); !errors.Is(err, store.ErrClosed) {
		t.Errorf("Keep after Close = %v, want %v", err, store.ErrClosed)
	}
}

func TestAContextEndsACall(t *testing.T) {
	everywhere(t, func(t *testing.T, s *store.Store, _ *clock) {
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if err := s.Keep(ctx, reply("k", "ann")); !errors.Is(err, context.Canceled) {
			t.Errorf("Keep = %v, want %v", err, context.Canceled)
		}
		if _, err := s.Claim(ctx, "e"); !errors.Is(err, context.Canceled) {
			t.Errorf("Claim = %v, want %v", err, context.Canceled)
		}
		if _, _, err := s.Reply(ctx, "k"); !errors.Is(err, context.Canceled) {
			t.Errorf("Reply = %v, want %v", err, context.Canceled)
		}
		if s.Health() != nil {
			t.Errorf("Health() = %v because a caller gave up", s.Health())
		}
	})
}

// TestManyAtOnce is for the race detector: everything at the same time, while
// the disk falls ill and gets well.
func TestManyAtOnce(t *testing.T) {
	s := open(t, store.Config{Path: file(t)})
	ctx := t.Context()
	var wg sync.WaitGroup
	for g := range 4 {
		wg.Go(func() {
			for i := range 15 {
				key, user := fmt.Sprint(g, " ", i), fmt.Sprint(g)
				_, claimErr := s.Claim(ctx, key)
				keepErr := s.Keep(ctx, fresh(key, user))
				_, found, replyErr := s.Reply(ctx, key)
				_, voteErr := s.Vote(ctx, store.Vote{Key: key, User: user, Server: "s"})
				_, votesErr := s.Votes(ctx, "s", 3)
				_, settingsErr := s.Settings(ctx, "s")
				modeErr := s.SetMode(ctx, "s", store.ModeThread, user)
				if err := errors.Join(claimErr, keepErr, replyErr, voteErr, votesErr, settingsErr, modeErr); err != nil || !found {
					t.Errorf("reply %s: found %v, %v", key, found, err)
				}
				if i%5 == 4 {
					_, err := s.Forget(ctx, user)
					must(t, err)
				}
			}
		})
	}
	for range 5 {
		s.Pragma(t, "query_only = 1")
		_ = s.Health()
		s.Pragma(t, "query_only = 0")
		_ = s.Prune(ctx) // may meet the pragma, as the others do
	}
	wg.Wait()
	must(t, s.Prune(ctx))
	if err := s.Health(); err != nil {
		t.Errorf("Health() = %v", err)
	}
	if got := get[store.Kept](t)(s.Kept(ctx, "0")); got != (store.Kept{}) {
		t.Errorf("Kept = %+v after Forget", got)
	}
}
