package llm

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/cenkalti/backoff/v5"
	openai "github.com/sashabaranov/go-openai"
)

// StatusError is an answer of the server other than success.
type StatusError struct {
	Status  int
	Message string // the server's, shortened, without the key
}

func (e *StatusError) Error() string {
	return strings.TrimSuffix(fmt.Sprintf("status %d %s: %s", e.Status, http.StatusText(e.Status), e.Message), ": ")
}

const (
	maxTries   = 4
	firstWait  = 250 * time.Millisecond
	longestTry = time.Minute // longer than a question can wait; a server that asks for more is down
)

// attempt calls do until it succeeds, fails for good, or ctx ends. Each call
// has the configured timeout. Errors never hold the key.
func (c Config) attempt(ctx context.Context, do func(context.Context) error) error {
	var last error
	malformed := 0
	wait := backoff.NewExponentialBackOff()
	wait.InitialInterval = firstWait
	_, err := backoff.Retry(ctx, func() (struct{}, error) {
		var n note
		err := c.once(ctx, &n, do)
		last = c.clean(err, n.status)
		switch {
		case err == nil:
			return struct{}{}, nil
		case ctx.Err() != nil:
			return struct{}{}, backoff.Permanent(last)
		case isMalformed(err, n.status):
			if malformed++; malformed > 1 {
				return struct{}{}, backoff.Permanent(last)
			}
		case !retryable(err, n.status):
			return struct{}{}, backoff.Permanent(last)
		}
		if n.retryAfter > 0 {
			if !fits(ctx, n.retryAfter) {
				return struct{}{}, backoff.Permanent(last)
			}
			return struct{}{}, &backoff.RetryAfterError{Duration: n.retryAfter}
		}
		return struct{}{}, last
	}, backoff.WithBackOff(wait), backoff.WithMaxTries(maxTries))
	if err == nil {
		return nil
	}
	if cause := context.Cause(ctx); cause != nil {
		return fmt.Errorf("%w (after: %v)", cause, last)
	}
	return last
}

func (c Config) once(ctx context.Context, n *note, do func(context.Context) error) error {
	ctx, cancel := context.WithTimeout(context.WithValue(ctx, noteKey{}, n), c.Timeout)
	defer cancel()
	return do(ctx)
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

// errAnswer marks an answer that is well-formed and wrong: asking again would
// bring the same.
var errAnswer = errors.New("unusable answer")

// retryable reports whether another try may succeed: the server is busy or
// broken, or the connection was.
func retryable(err error, status int) bool {
	switch {
	case errors.Is(err, errAnswer) || errors.Is(err, errTooLong):
		return false
	case status >= 400:
		return status == http.StatusTooManyRequests || status == http.StatusRequestTimeout || status >= 500
	}
	return true
}

// isMalformed reports an answer that claims success and is not the JSON it
// should be.
func isMalformed(err error, status int) bool {
	if status < 200 || status >= 400 {
		return false
	}
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	return errors.As(err, &syntax) || errors.As(err, &kind) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF)
}

// clean turns what go-openai returns into an error of one short line that does
// not hold the key. Only what callers decide by stays reachable: the status,
// and the end of a context.
func (c Config) clean(err error, status int) error {
	if err == nil {
		return nil
	}
	var api *openai.APIError
	var request *openai.RequestError
	var address *url.Error
	switch {
	case errors.As(err, &api):
		return &StatusError{api.HTTPStatusCode, c.short(api.Message)}
	case errors.As(err, &request):
		return &StatusError{request.HTTPStatusCode, c.short(plain(request.Body))}
	case errors.Is(err, context.DeadlineExceeded):
		return fmt.Errorf("no answer within %v: %w", c.Timeout, context.DeadlineExceeded)
	case errors.Is(err, context.Canceled):
		return context.Canceled
	case errors.As(err, &address):
		return errors.New(c.short(address.Err.Error())) // the address may hold a user and password
	case isMalformed(err, status):
		return errors.New("the answer is not the JSON of an OpenAI-compatible server; check the base address")
	}
	return errors.New(c.short(err.Error()))
}

// plain returns the text of an error page that is not JSON.
func plain(body []byte) string {
	s := string(body)
	if strings.Contains(strings.ToLower(s[:min(len(s), 200)]), "<html") {
		return "an HTML page"
	}
	return s
}

// short cuts a message to one line of bearable length and hides the key.
func (c Config) short(s string) string {
	if c.Key != "" {
		s = strings.ReplaceAll(s, c.Key, "[key]")
	}
	s = strings.Join(strings.Fields(strings.ToValidUTF8(s, "")), " ")
	if runes := []rune(s); len(runes) > 200 {
		s = string(runes[:200]) + "…"
	}
	return s
}
