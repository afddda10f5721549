package bot

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"github.com/bwmarrin/discordgo"
	"github.com/gorilla/websocket"
)

func TestFatal(t *testing.T) {
	for code, want := range map[int]bool{1000: false, 1006: false, 4000: false, 4004: true, 4008: false, 4009: false, 4010: true, 4013: true, 4014: true} {
		f := fatal(fmt.Errorf("open: %w", &websocket.CloseError{Code: code}))
		if (f != nil) != want || want && f.Code != code {
			t.Errorf("fatal(close %d) = %v, want one: %v", code, f, want)
		}
	}
	if f := fatal(errors.New("no route to host")); f != nil {
		t.Errorf("fatal(network) = %v, want none", f)
	}
}

func TestUnresumable(t *testing.T) {
	for err, want := range map[error]bool{
		&websocket.CloseError{Code: 4007}: true, &websocket.CloseError{Code: 4009}: true,
		&websocket.CloseError{Code: 4000}: false, &websocket.CloseError{Code: 1006}: false,
		errNoWelcome: true, errors.New("connection refused"): false, discordgo.ErrWSNotFound: false,
	} {
		if got := unresumable(err); got != want {
			t.Errorf("unresumable(%v) = %v, want %v", err, got, want)
		}
	}
}

// TestPace: before a global limit nothing is spaced; after one everything is,
// and what is optional is left out.
func TestPace(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var p pace
		send := func(n int) time.Duration {
			began := time.Now()
			for range n {
				if err := p.wait(t.Context(), false); err != nil {
					t.Fatal(err)
				}
			}
			return time.Since(began)
		}
		if d := send(1000); d != 0 {
			t.Errorf("1000 requests took %s before there was a limit", d)
		}
		p.trip(0)
		if d := send(2*pacedRate + pacedBurst); d < 1900*time.Millisecond || d > 2100*time.Millisecond {
			t.Errorf("%d requests took %s after a limit, want about 2 s", 2*pacedRate+pacedBurst, d)
		}
		if err := p.wait(t.Context(), true); !errors.Is(err, errPaced) {
			t.Errorf("what is optional gets %v, want %v", err, errPaced)
		}
		ended, cancel := context.WithCancel(t.Context())
		cancel()
		if err := p.wait(ended, false); err == nil {
			t.Error("waiting goes on though nobody waits")
		}
		time.Sleep(pacedFor + time.Second)
		if d := send(1000); d != 0 {
			t.Errorf("1000 requests took %s long after the limit", d)
		}
	})
}
