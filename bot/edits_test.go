package bot

import (
	"fmt"
	"testing"
	"testing/synctest"
	"time"
)

// TestEditsWait: what waits is found by whoever began it, for as long as it may
// be answered, and there is a bound to how much waits.
func TestEditsWait(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newEdits()
		e := &edit{server: "s", user: "u", until: time.Now().Add(editLife)}
		w.add(e)
		for _, tt := range []struct {
			key, server, user string
			found, theirs     bool
		}{
			{e.key, "s", "u", true, true},
			{e.key, "s", "v", false, false},
			{e.key, "r", "u", false, false},
			{"other", "s", "u", false, true},
		} {
			got, theirs := w.find(tt.key, tt.server, tt.user)
			if (got != nil) != tt.found || theirs != tt.theirs {
				t.Errorf("find(%q, %q, %q) = %v, %v, want %v, %v", tt.key, tt.server, tt.user, got != nil, theirs, tt.found, tt.theirs)
			}
		}
		time.Sleep(editLife - time.Second) // of the bubble's clock
		if got, _ := w.find(e.key, "s", "u"); got == nil {
			t.Error("a second before its end the edit is gone")
		}
		time.Sleep(2 * time.Second)
		if got, theirs := w.find(e.key, "s", "u"); got != nil || !theirs {
			t.Errorf("after its end find = %v, %v, want nothing of theirs", got, theirs)
		}

		large := &edit{user: "large", until: time.Now().Add(editLife), size: maxEditBytes}
		w.add(large)
		if len(w.list) != 1 || w.bytes != maxEditBytes {
			t.Errorf("with a large one %d edits of %d bytes wait, want it alone: what is over is dropped", len(w.list), w.bytes)
		}
		for n := range 3 * maxEdits {
			w.add(&edit{user: fmt.Sprint(n), until: time.Now().Add(editLife), size: 1})
		}
		if len(w.list) != maxEdits || w.bytes != maxEdits {
			t.Errorf("%d edits of %d bytes wait, want %d", len(w.list), w.bytes, maxEdits)
		}
		for range 3 * maxUserEdits {
			w.add(&edit{user: "u", until: time.Now().Add(editLife)})
		}
		theirs := 0
		for _, o := range w.list {
			if o.user == "u" {
				theirs++
			}
		}
		if theirs != maxUserEdits {
			t.Errorf("%d edits of one user wait, want %d", theirs, maxUserEdits)
		}
	})
}

// TestOneSourceAServer: of each server one source is read at a time, and a few in
// all.
func TestOneSourceAServer(t *testing.T) {
	w := newEdits()
	var done []func()
	for n := range maxReading {
		end, ok := w.read(fmt.Sprint(n))
		if !ok {
			t.Fatalf("no turn for server %d", n)
		}
		done = append(done, end)
		if _, ok := w.read(fmt.Sprint(n)); ok {
			t.Errorf("a second turn for server %d", n)
		}
	}
	if _, ok := w.read("one more"); ok {
		t.Error("a turn for one server too many")
	}
	done[0]()
	if _, ok := w.read("one more"); !ok {
		t.Error("no turn where one is free")
	}
}
