package llm

import (
	"context"
	"errors"
	"net/http"
)

// Fault names in one word what went wrong with a request of this package, for
// whoever counts: "" for nil and for what the caller ended, and else one of away,
// budget, context_length, empty, filtered, limited, malformed, network, quota,
// refused, server, timeout and unfinished.
func Fault(err error) string {
	var status *StatusError
	var caller callerError
	is := func(target error) bool { return errors.Is(err, target) }
	switch {
	case err == nil:
		return ""
	case is(ErrBudget):
		return "budget"
	case errors.As(err, &caller), is(context.Canceled):
		return ""
	case is(ErrAway):
		return "away"
	case is(ErrContextLength):
		return "context_length"
	case is(ErrUnfinished):
		return "unfinished"
	case is(ErrFiltered):
		return "filtered"
	case errors.As(err, &status):
		return status.fault()
	case is(context.DeadlineExceeded):
		return "timeout"
	case is(errMalformed), is(errAnswer), is(errTooLong), is(errNoModel):
		return "malformed"
	case is(errEmpty):
		return "empty"
	case is(errInStream), is(errCut):
		return "server"
	}
	return "network"
}

func (e *StatusError) fault() string {
	switch {
	case e.quotaSpent():
		return "quota"
	case e.Status == http.StatusTooManyRequests:
		return "limited"
	case e.Status == http.StatusRequestTimeout:
		return "timeout"
	case e.Status >= 500:
		return "server"
	}
	return "refused"
}
