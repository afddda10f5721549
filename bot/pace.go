package bot

import (
	"context"
	"errors"
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
	until   atomic.Int64 // when it ends, in Unix nanoseconds
	limiter atomic.Pointer[rate.Limiter]
}

// trip begins to space requests.
func (p *pace) trip() {
	p.limiter.CompareAndSwap(nil, rate.NewLimiter(pacedRate, pacedBurst))
	p.until.Store(time.Now().Add(pacedFor).UnixNano())
}

// wait returns when a request may be sent. What is optional does not wait: it
// is left out with errPaced.
func (p *pace) wait(ctx context.Context, optional bool) error {
	limiter := p.limiter.Load()
	if limiter == nil || time.Now().UnixNano() > p.until.Load() {
		return nil
	}
	if optional {
		return errPaced
	}
	return limiter.Wait(ctx)
}
