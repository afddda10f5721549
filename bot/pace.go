package bot

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/time/rate"
)

// Discord takes 50 requests a second of a bot over all routes. The bot does not
// keep to that by itself: a server in Discord's place may take more, and who
// asks is better heard at once. Only after Discord has said that it is too much
// are requests spaced, for a while: were each to wait and try again by itself,
// all would come together again.
const (
	pacedRate  = 45 // requests a second
	pacedBurst = 10
	pacedFor   = 30 * time.Second
)

// errPaced says that something was left out because the bot sends too much.
var errPaced = errors.New("left out: the bot sends as much as Discord takes")

// pace spaces requests after a global limit was met. The zero value is ready.
// Safe for concurrent use.
type pace struct {
	until   atomic.Pointer[time.Time] // when it ends; nil before the first limit
	held    atomic.Pointer[time.Time] // until when nothing is taken at all
	limiter atomic.Pointer[rate.Limiter]
}

// trip begins to space requests, after a limit on everything that lasts for
// some time.
func (p *pace) trip(lasts time.Duration) {
	held := time.Now().Add(lasts)
	p.held.Store(&held)
	p.limiter.CompareAndSwap(nil, rate.NewLimiter(pacedRate, pacedBurst))
	until := time.Now().Add(pacedFor)
	p.until.Store(&until)
}

// wait returns when a request may be sent. What is optional does not wait: it
// is left out with errPaced.
func (p *pace) wait(ctx context.Context, optional bool) error {
	until := p.until.Load()
	if until == nil || time.Now().After(*until) {
		return nil
	}
	if optional {
		return errPaced
	}
	return p.limiter.Load().Wait(ctx)
}

// left returns for how long Discord takes nothing at all.
func (p *pace) left() time.Duration {
	until := p.held.Load()
	if until == nil {
		return 0
	}
	return max(0, time.Until(*until))
}

// holds remembers until when Discord takes no more requests of a bucket. Whoever
// asks waits here, where the end of a context is noticed, and not in discordgo,
// which sleeps through it. Safe for concurrent use.
type holds struct {
	mu    sync.Mutex // guards until
	until map[string]time.Time
}

// maxHolds bounds how many are remembered; they last for seconds.
const maxHolds = 10_000

func (h *holds) set(bucket string, lasts time.Duration) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.until == nil || len(h.until) >= maxHolds {
		h.until = map[string]time.Time{}
	}
	h.until[bucket] = time.Now().Add(lasts)
}

// left returns how long the bucket is held still.
func (h *holds) left(bucket string) time.Duration {
	h.mu.Lock()
	defer h.mu.Unlock()
	until, held := h.until[bucket]
	if !held {
		return 0
	}
	left := time.Until(until)
	if left <= 0 {
		delete(h.until, bucket)
	}
	return max(0, left)
}

// errHeld says that Discord takes no request of this kind for longer than there
// is time.
var errHeld = errors.New("limited by Discord for longer than there is time")
