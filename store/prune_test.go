package store_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"rapporteur/store"
)

func TestOldRepliesGo(t *testing.T) {
	everywhere(t, func(t *testing.T, s *store.Store, c *clock) {
		old, young := reply("old", "ann"), reply("young", "ann")
		young.At = c.now().Add(2 * time.Hour)
		must(t, s.Keep(t.Context(), old))
		must(t, s.Keep(t.Context(), young))
		_ = get[store.Change](t)(s.Vote(t.Context(), store.Vote{Key: "old", User: "bob", Server: "s"}))
		c.pass(30*24*time.Hour + time.Hour)
		if has(t, s, "old") || !has(t, s, "young") {
			t.Error("before pruning, the wrong reply is given out")
		}
		if _, err := s.Vote(t.Context(), store.Vote{Key: "old", User: "ann"}); !errors.Is(err, store.ErrNoReply) {
			t.Errorf("Vote on an old reply = %v, want %v", err, store.ErrNoReply)
		}
		must(t, s.Prune(t.Context()))
		if got := get[store.Kept](t)(s.Kept(t.Context(), "ann")); got.Replies != 1 {
			t.Errorf("after pruning %d replies are kept, want 1", got.Replies)
		}
		if got := get[store.Kept](t)(s.Kept(t.Context(), "bob")); got.Votes != 0 {
			t.Error("a vote outlived its reply")
		}
	})
}

func TestTheOldestRepliesMakeRoom(t *testing.T) {
	for _, path := range []string{"", file(t)} {
		s := open(t, store.Config{Path: path, Most: 20})
		for i := range 100 {
			r := reply(fmt.Sprintf("%02d", i), "ann")
			r.At = time.Now().Add(time.Duration(i) * time.Second)
			must(t, s.Keep(t.Context(), r))
			if got := get[store.Kept](t)(s.Kept(t.Context(), "ann")); got.Replies > 22 {
				t.Fatalf("%d replies are kept, want at most 20 and few more for a moment", got.Replies)
			}
		}
		must(t, s.Prune(t.Context()))
		if has(t, s, "79") || !has(t, s, "80") || !has(t, s, "99") {
			t.Errorf("not the latest 20 are kept: 79 %v, 80 %v, 99 %v", has(t, s, "79"), has(t, s, "80"), has(t, s, "99"))
		}
	}
}

func TestMemoryIsBoundedInBytes(t *testing.T) {
	s := open(t, store.Config{})
	body := make([]byte, store.MostBody)
	for i := range 280 { // 70 MiB, of which 64 MiB stay
		must(t, s.Keep(t.Context(), store.Reply{Key: fmt.Sprint(i), Asker: "ann", Body: body}))
	}
	must(t, s.Prune(t.Context()))
	if got := get[store.Kept](t)(s.Kept(t.Context(), "ann")); got.Replies != 256 {
		t.Errorf("%d replies are kept, want 256", got.Replies)
	}
}

func TestWritingPrunesByItself(t *testing.T) {
	c := newClock()
	s := open(t, store.Config{Now: c.now})
	must(t, s.Keep(t.Context(), reply("old", "ann")))
	c.pass(31 * 24 * time.Hour)
	_ = get[bool](t)(s.Claim(t.Context(), "any"))
	if got := get[store.Kept](t)(s.Kept(t.Context(), "ann")); got.Replies != 0 {
		t.Error("a reply outlived its time though something was written")
	}
}

func TestRunPrunesEveryHour(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, err := store.New(t.Context(), store.Config{})
		must(t, err)
		must(t, s.Keep(t.Context(), store.Reply{Key: "k", Asker: "ann"}))
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan error, 1)
		go func() { done <- s.Run(ctx) }()
		time.Sleep(30*24*time.Hour + 2*time.Hour) // of the bubble
		if got := get[store.Kept](t)(s.Kept(t.Context(), "ann")); got.Replies != 0 {
			t.Error("a reply outlived its time under Run")
		}
		cancel()
		must(t, <-done)
		must(t, s.Close())
		if err := s.Run(t.Context()); !errors.Is(err, store.ErrClosed) {
			t.Errorf("Run on a closed store = %v, want %v", err, store.ErrClosed)
		}
	})
}
