package llm_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"rapporteur/llm"
)

func TestFault(t *testing.T) {
	for _, test := range []struct {
		err  error
		want string
	}{
		{nil, ""},
		{fmt.Errorf("write: %w", context.Canceled), ""},
		{context.DeadlineExceeded, "timeout"},
		{llm.ErrAway, "away"},
		{llm.ErrBudget, "budget"},
		{fmt.Errorf("%w: %w", llm.ErrContextLength, &llm.StatusError{Status: 400}), "context_length"},
		{llm.ErrUnfinished, "unfinished"},
		{llm.ErrFiltered, "filtered"},
		{&llm.StatusError{Status: 401}, "refused"},
		{&llm.StatusError{Status: 429}, "limited"},
		{&llm.StatusError{Status: 503}, "server"},
		{&llm.StatusError{Status: 408}, "timeout"},
		{errors.New("connection refused"), "network"},
	} {
		if got := llm.Fault(test.err); got != test.want {
			t.Errorf("Fault(%v) = %q, want %q", test.err, got, test.want)
		}
	}
}
