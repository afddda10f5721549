package fetch

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
)

// The kinds of failure. Every error of Get is an *Error that wraps one of them.
var (
	ErrRefused     = errors.New("refused by a guard")       // the address, a redirect or a connection
	ErrRobots      = errors.New("not allowed by robots")    // the site's robots.txt says no
	ErrNotFound    = errors.New("not found")                // no such host or page
	ErrDenied      = errors.New("denied by the site")       // a login, a payment, a block
	ErrTooLarge    = errors.New("too large")                // more than Config.MaxBody or MaxHeader
	ErrTimedOut    = errors.New("timed out")                // Config.Timeout or the caller's deadline
	ErrUnavailable = errors.New("unavailable for now")      // the site's fault; later it may work
	ErrUnusable    = errors.New("not usable as a web page") // an answer that makes no sense
)

// Error says why a page was not fetched.
type Error struct {
	// Sentence is for people: it names the host, never a path, a user name or
	// an IP address, and ends with a full stop.
	Sentence string
	kind     error
	cause    error
}

// Error returns the sentence.
func (e *Error) Error() string { return e.Sentence }

// Unwrap returns the kind, such as ErrRefused, and the error underneath if any.
func (e *Error) Unwrap() []error {
	if e.cause == nil {
		return []error{e.kind}
	}
	return []error{e.kind, e.cause}
}

func fail(kind, cause error, format string, args ...any) *Error {
	return &Error{Sentence: fmt.Sprintf(format, args...), kind: kind, cause: cause}
}

func refuse(format string, args ...any) *Error { return fail(ErrRefused, nil, format, args...) }

// explain turns what a connection to host ended with into an *Error.
func explain(ctx context.Context, err error, host string) *Error {
	var known *Error
	var dns *net.DNSError
	var network net.Error
	switch {
	case errors.As(err, &known):
		return known
	case errors.Is(err, context.Canceled) || errors.Is(ctx.Err(), context.Canceled):
		return fail(context.Canceled, err, "Fetching the page from %s was stopped.", host)
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, os.ErrDeadlineExceeded), ctx.Err() != nil:
		return timedOut(err, host)
	case errors.As(err, &dns) && dns.IsNotFound:
		return fail(ErrNotFound, err, "There is no host called %s.", host)
	case errors.As(err, &dns):
		return fail(ErrUnavailable, err, "The address of %s could not be looked up just now.", host)
	case errors.As(err, &network) && network.Timeout():
		return timedOut(err, host)
	case headerTooLarge(err):
		return fail(ErrTooLarge, err, "The header of the page on %s is too large.", host)
	}
	return fail(ErrUnavailable, err, "The connection to %s did not work.", host)
}

func timedOut(cause error, host string) *Error {
	return fail(ErrTimedOut, cause, "The page on %s did not arrive in time.", host)
}
