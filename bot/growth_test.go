package bot

import (
	"context"
	"errors"
	"log/slog"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"rapporteur/bot/locale"
	"rapporteur/bot/reply"
)

// slate is a surface that notes what is shown on it, and when.
type slate struct {
	takes time.Duration // to show something
	shown []string
	at    []time.Time
}

func (s *slate) show(ctx context.Context, m reply.Message) (bool, error) {
	if !sleep(ctx, s.takes) {
		return false, errors.New("cut off")
	}
	s.shown, s.at = append(s.shown, m.Content), append(s.at, time.Now())
	return true, nil
}
func (s *slate) more(context.Context, int, reply.Message) error { return nil }
func (s *slate) withdraw(context.Context)                       {}
func (s *slate) channelID() string                              { return "1" }

func TestGrowthEditsAtMostOnceASecond(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := &Bot{cfg: Config{Log: slog.New(slog.DiscardHandler)}, life: t.Context()}
		s := &slate{takes: 30 * time.Millisecond}
		g := b.grow(s, func() {}, reply.Options{Texts: locale.For("")})
		for _, text := range []string{"One.", "One. Two.", "One. Two. Three."} {
			g.put(text)
			time.Sleep(100 * time.Millisecond)
		}
		time.Sleep(3 * time.Second)
		g.put("One. Two. Three. Four.")
		time.Sleep(50 * time.Millisecond)
		g.stop()
		want := []string{"One. …", "One. Two. Three. …", "One. Two. Three. Four. …"}
		if diff := cmp.Diff(want, s.shown); diff != "" {
			t.Errorf("what was shown (-want +got):\n%s", diff)
		}
		for i := 1; i < len(s.at); i++ {
			if d := s.at[i].Sub(s.at[i-1]); d < time.Second {
				t.Errorf("two edits are %s apart, want a second at least", d)
			}
		}
	})
}

// TestGrowthWaitsForTheEditOnItsWay: an edit that is given up can still arrive,
// after the last one.
func TestGrowthWaitsForTheEditOnItsWay(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := &Bot{cfg: Config{Log: slog.New(slog.DiscardHandler)}, life: t.Context()}
		s := &slate{takes: 2 * time.Second}
		g := b.grow(s, func() {}, reply.Options{Texts: locale.For("")})
		g.put("One.")
		synctest.Wait()
		g.stop()
		if len(s.shown) != 1 {
			t.Errorf("stop returned after %d edits, want the one on its way to be over", len(s.shown))
		}
		s.takes = time.Hour
		g = b.grow(s, func() {}, reply.Options{Texts: locale.For("")})
		g.put("One.")
		synctest.Wait()
		began := time.Now()
		g.stop()
		if d := time.Since(began); d != settle {
			t.Errorf("an edit that never ends was waited for %s, want %s", d, settle)
		}
	})
}
