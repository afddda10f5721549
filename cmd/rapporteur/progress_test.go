package main

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

func TestProgress(t *testing.T) {
	for _, test := range []struct {
		name     string
		terminal bool
		took     time.Duration
		total    int // of which half is done after two seconds; 0 when it is not known
		want     string
	}{
		{"short work shows nothing", false, 14 * time.Second, 100, ""},
		{"short work shows nothing on a terminal", true, 900 * time.Millisecond, 100, ""},
		{"long work shows lines", false, 31 * time.Second, 0, "rapporteur: reading, 15s so far\nrapporteur: reading, 30s so far\n"},
		{"lines say how much is done", false, 16 * time.Second, 10_000, "rapporteur: indexing, 5000 of 10000 (50 %), 15s so far\n"},
		{"a terminal shows one line and takes it away", true, 2600 * time.Millisecond, 0, "\r\x1b[Kreading … 1s\r\x1b[Kreading … 2s\r\x1b[K"},
		{
			"a terminal shows a bar when it is known how much there is", true, 2600 * time.Millisecond, 3,
			"\r\x1b[Kreading … 1s\r\x1b[Kindexing ██████░░░░░░░░░░░░░░ 33 % (1 of 3) … 2s\r\x1b[K",
		},
		{"more than all is all", true, 2600 * time.Millisecond, -3, "\r\x1b[Kreading … 1s\r\x1b[Kindexing ████████████████████ 100 % (9 of 3) … 2s\r\x1b[K"},
	} {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var b strings.Builder
				m := &meter{ended: make(chan struct{}), now: work{what: "reading"}}
				m.shown.Go(func() { m.show(&b, test.terminal) })
				time.Sleep(min(test.took, 1900*time.Millisecond))
				switch {
				case test.total > 0:
					m.tell("indexing", test.total/2, test.total)
				case test.total < 0:
					m.tell("indexing", 9, -test.total)
				}
				time.Sleep(test.took - min(test.took, 1900*time.Millisecond))
				m.end()
				m.end()
				if b.String() != test.want {
					t.Errorf("showed %q, want %q", b.String(), test.want)
				}
			})
		})
	}
}
