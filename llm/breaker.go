package llm

import (
	"context"
	"errors"
	"net/http"
	"time"

	"github.com/sony/gobreaker/v2"
)

const (
	tripAfter = 3                // failures in a row
	openFor   = 30 * time.Second // then one request tries it
)

// What a request says of its server. No error: the server works, even when it
// refused this one request.
var (
	errFault   = errors.New("the server failed")
	errRefused = errors.New("the server refuses the key or the model")
	errCaller  = errors.New("the caller ended the request")
)

func newBreaker() *gobreaker.CircuitBreaker[struct{}] {
	refused := false // guarded by the breaker, which calls both functions under its lock
	return gobreaker.NewCircuitBreaker[struct{}](gobreaker.Settings{
		Timeout:    openFor,
		IsExcluded: func(err error) bool { return errors.Is(err, errCaller) },
		IsSuccessful: func(err error) bool {
			refused = errors.Is(err, errRefused)
			return err == nil
		},
		// A refusal stands until somebody changes the configuration, or the
		// server: it is worth as much as all failures together.
		ReadyToTrip: func(n gobreaker.Counts) bool { return refused || n.ConsecutiveFailures >= tripAfter },
	})
}

// guard calls do unless the breaker is open, and tells the breaker how it went.
func (c *Chat) guard(caller context.Context, do func() error) error {
	var err error
	_, said := c.breaker.Execute(func() (struct{}, error) {
		err = do()
		return struct{}{}, opinion(caller, err)
	})
	if errors.Is(said, gobreaker.ErrOpenState) || errors.Is(said, gobreaker.ErrTooManyRequests) {
		return ErrAway
	}
	return err
}

func opinion(caller context.Context, err error) error {
	var status *StatusError
	var ours callerError
	is := func(target error) bool { return errors.Is(err, target) }
	switch {
	case err == nil, is(ErrUnfinished), is(ErrFiltered), is(ErrContextLength), is(errNoModel):
		return nil
	case errors.Is(caller.Err(), context.Canceled), errors.As(err, &ours):
		return errCaller
	case !errors.As(err, &status):
		return errFault
	case status.quotaSpent():
		return errRefused
	}
	switch s := status.Status; {
	case s == http.StatusUnauthorized || s == http.StatusForbidden || s == http.StatusNotFound:
		return errRefused
	case s == http.StatusTooManyRequests || s == http.StatusRequestTimeout || s >= 500:
		return errFault
	}
	return nil
}
