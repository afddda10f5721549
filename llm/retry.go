package llm

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/cenkalti/backoff/v5"
)

const (
	embedTries = 4 // nobody waits for an index
	chatTries  = 3
	firstWait  = 250 * time.Millisecond
	longestTry = time.Minute // longer than a question can wait; a server that asks for more is down
)

// attempt calls do until it succeeds, fails for good, ctx ends or it was
// called tries times. The note takes what do's requests are answered; do
// returns errors that [Config.clean] has seen.
func (c Config) attempt(ctx context.Context, tries uint, do func(context.Context, *note) error) error {
	var last error
	doubts := 0
	wait := backoff.NewExponentialBackOff()
	wait.InitialInterval = firstWait
	_, err := backoff.Retry(ctx, func() (struct{}, error) {
		var n note
		last = do(context.WithValue(ctx, noteKey{}, &n), &n)
		if last == nil {
			return struct{}{}, nil
		}
		v := judge(last)
		if v == once {
			doubts++
		}
		if ctx.Err() != nil || v == never || doubts > 1 {
			return struct{}{}, backoff.Permanent(last)
		}
		if n.retryAfter > 0 && v == again {
			if !fits(ctx, n.retryAfter) {
				return struct{}{}, backoff.Permanent(last)
			}
			return struct{}{}, &backoff.RetryAfterError{Duration: n.retryAfter}
		}
		return struct{}{}, last
	}, backoff.WithBackOff(wait), backoff.WithMaxTries(tries))
	if err == nil {
		return nil
	}
	if cause := context.Cause(ctx); cause != nil && !errors.Is(last, cause) {
		return fmt.Errorf("%w (after: %w)", cause, last)
	}
	return last
}

// fits reports whether a wait is reasonable and ends before ctx does.
func fits(ctx context.Context, d time.Duration) bool {
	deadline, ok := ctx.Deadline()
	return d <= longestTry && (!ok || time.Now().Add(d).Before(deadline))
}

// retryAfter reads the header of that name, in seconds or as a date; 0 when
// there is none.
func retryAfter(h http.Header, now time.Time) time.Duration {
	v := strings.TrimSpace(h.Get("Retry-After"))
	if seconds, err := strconv.ParseFloat(v, 64); err == nil && seconds > 0 && seconds < 1e6 {
		return time.Duration(seconds * float64(time.Second))
	}
	if at, err := http.ParseTime(v); err == nil && at.After(now) {
		return at.Sub(now)
	}
	return 0
}

// verdict says whether another try may succeed.
type verdict int

const (
	never verdict = iota
	once          // one more, whatever the number of tries: the fault may lie in the request
	again         // the server is busy or broken, or the connection was
)

func judge(err error) verdict {
	var caller callerError
	var slow slowError
	var status *StatusError
	is := func(target error) bool { return errors.Is(err, target) }
	switch {
	case errors.As(err, &caller), is(errAnswer), is(errTooLong), is(errNoModel),
		is(ErrUnfinished), is(ErrFiltered), is(ErrContextLength):
		return never
	case errors.As(err, &slow), is(errMalformed), is(errCut), is(errEmpty), is(errInStream):
		return once
	case errors.As(err, &status):
		busy := status.Status == http.StatusTooManyRequests && !status.quotaSpent()
		if busy || status.Status == http.StatusRequestTimeout || status.Status >= 500 {
			return again
		}
		return never
	}
	return again
}
