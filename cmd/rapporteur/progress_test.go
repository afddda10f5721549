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
		want     string
	}{
		{"short work shows nothing", false, 14 * time.Second, ""},
		{"long work shows lines", false, 31 * time.Second, "rapporteur: reading, 15s so far\nrapporteur: reading, 30s so far\n"},
		{"a terminal shows one line and takes it away", true, 2500 * time.Millisecond, "\r\x1b[Kreading … 1s\r\x1b[Kreading … 2s\r\x1b[K"},
	} {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var b strings.Builder
				ended := make(chan struct{})
				go func() {
					time.Sleep(test.took)
					close(ended)
				}()
				showProgress(&b, test.terminal, "reading", ended)
				if b.String() != test.want {
					t.Errorf("showed %q, want %q", b.String(), test.want)
				}
			})
		})
	}
}
