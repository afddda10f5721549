package store_test

import (
	"bytes"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"rapporteur/store"
)

// clock is one that a test sets. Safe for concurrent use.
type clock struct {
	mu sync.Mutex // guards at
	at time.Time
}

func newClock() *clock { return &clock{at: time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)} }

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *clock) pass(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(d)
}

// open opens a store, closed at the end of the test. Closing twice is fine.
func open(tb testing.TB, cfg store.Config) *store.Store {
	tb.Helper()
	s, err := store.New(tb.Context(), cfg)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		if err := s.Close(); err != nil {
			tb.Errorf("Close() = %v", err)
		}
	})
	return s
}

func file(tb testing.TB) string { return filepath.Join(tb.TempDir(), "data", "store.db") }

// everywhere runs a test on every kind of store: in memory, in a file, and on
// a file that fails while it is used.
func everywhere(t *testing.T, f func(t *testing.T, s *store.Store, c *clock)) {
	for _, kind := range []struct {
		name string
		open func(t *testing.T, c *clock) *store.Store
	}{
		{"memory", func(t *testing.T, c *clock) *store.Store { return open(t, store.Config{Now: c.now}) }},
		{"file", func(t *testing.T, c *clock) *store.Store { return open(t, store.Config{Path: file(t), Now: c.now}) }},
		{"ill", func(t *testing.T, c *clock) *store.Store {
			s := open(t, store.Config{Path: file(t), Now: c.now})
			s.Pragma(t, "query_only = 1")
			t.Cleanup(func() { s.Pragma(t, "query_only = 0") })
			return s
		}},
	} {
		t.Run(kind.name, func(t *testing.T) {
			c := newClock()
			f(t, kind.open(t, c), c)
		})
	}
}

// must fails the test on an error.
func must(tb testing.TB, err error) {
	tb.Helper()
	if err != nil {
		tb.Fatal(err)
	}
}

// get fails the test on an error and returns the value.
func get[T any](tb testing.TB) func(T, error) T {
	return func(v T, err error) T {
		tb.Helper()
		if err != nil {
			tb.Fatal(err)
		}
		return v
	}
}

func reply(key, asker string) store.Reply {
	return store.Reply{
		Key: key, Server: "s", Channel: "c", Asker: asker, Message: "m", Kind: "answer",
		Body: []byte("Who asked? " + asker), At: newClock().now(),
	}
}

// fresh is a reply of now, for stores with the usual clock.
func fresh(key, asker string) store.Reply {
	r := reply(key, asker)
	r.At = time.Now()
	return r
}

// has reports that a reply is kept.
func has(tb testing.TB, s *store.Store, key string) bool {
	tb.Helper()
	_, found, err := s.Reply(tb.Context(), key)
	must(tb, err)
	return found
}

func TestSettings(t *testing.T) {
	everywhere(t, func(t *testing.T, s *store.Store, c *clock) {
		ctx := t.Context()
		want := store.Settings{Mode: store.ModeReply}
		if diff := cmp.Diff(want, get[store.Settings](t)(s.Settings(ctx, "s"))); diff != "" {
			t.Errorf("before any are set (-want +got):\n%s", diff)
		}
		must(t, s.SetChannel(ctx, "s", "20", false, "ann"))
		must(t, s.SetChannel(ctx, "s", "10", false, "ann"))
		must(t, s.SetChannel(ctx, "s", "20", false, "ann"))
		c.pass(time.Minute)
		must(t, s.SetMode(ctx, "s", store.ModeThread, "bob"))
		want = store.Settings{Mode: store.ModeThread, Off: []string{"10", "20"}, Changed: c.now(), ChangedBy: "bob"}
		got := get[store.Settings](t)(s.Settings(ctx, "s"))
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("settings (-want +got):\n%s", diff)
		}
		if !got.Silent("10") || got.Silent("30") {
			t.Errorf("Silent(10) = %v, Silent(30) = %v", got.Silent("10"), got.Silent("30"))
		}
		got.Off[0] = "99" // is the caller's
		must(t, s.SetChannel(ctx, "s", "20", true, "ann"))
		want = store.Settings{Mode: store.ModeThread, Off: []string{"10"}, Changed: c.now(), ChangedBy: "ann"}
		for range 2 { // from the file, and remembered
			if diff := cmp.Diff(want, get[store.Settings](t)(s.Settings(ctx, "s"))); diff != "" {
				t.Errorf("settings (-want +got):\n%s", diff)
			}
		}
		if got := get[store.Settings](t)(s.Settings(ctx, "other")); got.Mode != store.ModeReply || got.Off != nil {
			t.Errorf("another server has %+v", got)
		}
		if err := s.SetMode(ctx, "s", "loud", "ann"); !errors.Is(err, store.ErrInvalid) {
			t.Errorf("SetMode(loud) = %v, want %v", err, store.ErrInvalid)
		}
	})
}

func TestSettingsAreBounded(t *testing.T) {
	s := open(t, store.Config{})
	for i := range store.MostOff {
		must(t, s.SetChannel(t.Context(), "s", fmt.Sprint(i), false, "ann"))
	}
	if err := s.SetChannel(t.Context(), "s", "more", false, "ann"); !errors.Is(err, store.ErrTooMuch) {
		t.Errorf("SetChannel beyond the bound = %v, want %v", err, store.ErrTooMuch)
	}
	must(t, s.SetChannel(t.Context(), "s", "0", false, "ann")) // is silent already
	if got := get[store.Settings](t)(s.Settings(t.Context(), "s")); len(got.Off) != store.MostOff || got.Silent("more") {
		t.Errorf("%d channels are silent, want %d", len(got.Off), store.MostOff)
	}
}

func TestReplies(t *testing.T) {
	everywhere(t, func(t *testing.T, s *store.Store, c *clock) {
		want := reply("k", "ann")
		must(t, s.Keep(t.Context(), want))
		want.Message, want.Body = "later", []byte{0, 1, 0xff}
		must(t, s.Keep(t.Context(), want)) // again
		got, found, err := s.Reply(t.Context(), "k")
		if diff := cmp.Diff(want, got); diff != "" || !found || err != nil {
			t.Errorf("Reply(k) = %v, %v (-want +got):\n%s", found, err, diff)
		}
		if has(t, s, "l") {
			t.Error("Reply(l) found one")
		}
		must(t, s.Keep(t.Context(), store.Reply{Key: "now"}))
		if got, _, _ := s.Reply(t.Context(), "now"); !got.At.Equal(c.now()) || len(got.Body) != 0 {
			t.Errorf("a reply without time and body came back as %+v", got)
		}
		for _, bad := range []struct {
			reply store.Reply
			want  error
		}{
			{store.Reply{Key: ""}, store.ErrInvalid},
			{store.Reply{Key: strings.Repeat("k", 101)}, store.ErrInvalid},
			{store.Reply{Key: "big", Body: make([]byte, store.MostBody+1)}, store.ErrTooMuch},
		} {
			if err := s.Keep(t.Context(), bad.reply); !errors.Is(err, bad.want) {
				t.Errorf("Keep with a key of %d and a body of %d bytes = %v, want %v",
					len(bad.reply.Key), len(bad.reply.Body), err, bad.want)
			}
		}
		big := store.Reply{Key: "big", Body: bytes.Repeat([]byte("x"), store.MostBody)}
		must(t, s.Keep(t.Context(), big))
		if got, _, _ := s.Reply(t.Context(), "big"); !bytes.Equal(got.Body, big.Body) {
			t.Errorf("a body of %d bytes came back with %d", len(big.Body), len(got.Body))
		}
	})
}

func TestNewKey(t *testing.T) {
	seen := map[string]bool{}
	for range 1000 {
		key := store.NewKey()
		if len(key) > 26 || strings.Trim(key, "abcdefghijklmnopqrstuvwxyz234567") != "" || seen[key] {
			t.Fatalf("NewKey() = %q", key)
		}
		seen[key] = true
	}
}

func TestVotes(t *testing.T) {
	everywhere(t, func(t *testing.T, s *store.Store, c *clock) {
		ctx := t.Context()
		must(t, s.Keep(ctx, reply("k", "ann")))
		must(t, s.Keep(ctx, reply("l", "ann")))
		for i, step := range []struct {
			key, user string
			up        bool
			want      store.Change
			sum       store.Tally // its numbers
		}{
			{"k", "ann", true, store.Added, store.Tally{Up: 1}},
			{"k", "bob", true, store.Added, store.Tally{Up: 2}},
			{"k", "ann", true, store.Withdrawn, store.Tally{Up: 1}},
			{"k", "ann", false, store.Added, store.Tally{Up: 1, Down: 1}},
			{"k", "bob", false, store.Replaced, store.Tally{Down: 2}},
			{"l", "bob", false, store.Added, store.Tally{Down: 3}},
			{"k", "bob", true, store.Replaced, store.Tally{Up: 1, Down: 2}},
		} {
			c.pass(time.Second)
			got, err := s.Vote(ctx, store.Vote{Key: step.key, User: step.user, Server: "s", Up: step.up})
			if got != step.want || err != nil {
				t.Errorf("step %d: Vote = %v, %v, want %v", i, got, err, step.want)
			}
			sum := get[store.Tally](t)(s.Votes(ctx, "s", 0))
			if diff := cmp.Diff(step.sum, sum); diff != "" {
				t.Errorf("step %d: votes (-want +got):\n%s", i, diff)
			}
		}
		last := c.now()
		want := []store.Voted{
			{Reply: reply("l", "ann"), Down: 1, At: last.Add(-time.Second)},
			{Reply: reply("k", "ann"), Up: 1, Down: 1, At: last.Add(-3 * time.Second)},
		}
		if diff := cmp.Diff(want, get[store.Tally](t)(s.Votes(ctx, "s", 10)).Worst); diff != "" {
			t.Errorf("worst (-want +got):\n%s", diff)
		}
		if got := get[store.Tally](t)(s.Votes(ctx, "s", 1)).Worst; len(got) != 1 || got[0].Reply.Key != "l" {
			t.Errorf("worst of one = %+v", got)
		}
		if got := get[store.Tally](t)(s.Votes(ctx, "", 10)); got.Up+got.Down+len(got.Worst) != 0 {
			t.Errorf("votes of another server = %+v", got)
		}
		if _, err := s.Vote(ctx, store.Vote{Key: "none", User: "ann"}); !errors.Is(err, store.ErrNoReply) {
			t.Errorf("Vote on nothing = %v, want %v", err, store.ErrNoReply)
		}
		must(t, s.Keep(ctx, reply("k", "ann")))
		if got := get[store.Tally](t)(s.Votes(ctx, "s", 0)); got.Up != 1 || got.Down != 2 {
			t.Errorf("votes after the reply was kept again = %+v", got)
		}
	})
}

func TestClaims(t *testing.T) {
	everywhere(t, func(t *testing.T, s *store.Store, c *clock) {
		for _, step := range []struct {
			event string
			wait  time.Duration
			want  bool
		}{
			{"a", 0, true}, {"a", 0, false}, {"b", 0, true}, {"a", 47 * time.Hour, false}, {"b", 0, false},
		} {
			c.pass(step.wait)
			if got, err := s.Claim(t.Context(), step.event); got != step.want || err != nil {
				t.Errorf("Claim(%q) = %v, %v, want %v", step.event, got, err, step.want)
			}
		}
		must(t, s.Answered(t.Context(), "never claimed"))
		if first := get[bool](t)(s.Claim(t.Context(), "never claimed")); first {
			t.Error("an event that was answered can be claimed")
		}
		if _, err := s.Claim(t.Context(), ""); !errors.Is(err, store.ErrInvalid) {
			t.Errorf("Claim of nothing = %v, want %v", err, store.ErrInvalid)
		}
		if err := s.Answered(t.Context(), ""); !errors.Is(err, store.ErrInvalid) {
			t.Errorf("Answered of nothing = %v, want %v", err, store.ErrInvalid)
		}
		c.pass(2 * time.Hour)
		must(t, s.Prune(t.Context()))
		if first := get[bool](t)(s.Claim(t.Context(), "a")); !first {
			t.Error("a claim of two days ago still stands")
		}
		if got := get[[]store.Claimed](t)(s.Unfinished(t.Context(), 0)); got != nil {
			t.Errorf("Unfinished() = %v, which are this run's own", got)
		}
	})
}

func TestClaimHasOneFirst(t *testing.T) {
	everywhere(t, func(t *testing.T, s *store.Store, _ *clock) {
		var wg sync.WaitGroup
		firsts := make(chan string, 1000)
		for range 8 {
			wg.Go(func() {
				for i := range 50 {
					event := fmt.Sprint(i)
					switch first, err := s.Claim(t.Context(), event); {
					case err != nil:
						t.Errorf("Claim: %v", err)
					case first:
						firsts <- event
					}
				}
			})
		}
		wg.Wait()
		close(firsts)
		seen := map[string]bool{}
		for event := range firsts {
			if seen[event] {
				t.Errorf("event %s has two firsts", event)
			}
			seen[event] = true
		}
		if len(seen) != 50 {
			t.Errorf("%d events were claimed, want 50", len(seen))
		}
	})
}
