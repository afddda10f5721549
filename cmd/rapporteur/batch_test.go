package main

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
)

func TestInOrderKeepsTheOrder(t *testing.T) {
	items := make([]int, 200)
	for i := range items {
		items[i] = i
	}
	var got []int
	err := inOrder(t.Context(), items,
		func(_ context.Context, n int) (int, error) { return n * n, nil },
		func(n int) error { got = append(got, n); return nil })
	if err != nil {
		t.Fatal(err)
	}
	for i, n := range got {
		if n != i*i {
			t.Fatalf("result %d = %d, want %d", i, n, i*i)
		}
	}
	if len(got) != len(items) {
		t.Errorf("%d results, want %d", len(got), len(items))
	}
}

func TestInOrderStopsAtTheFirstError(t *testing.T) {
	broken := errors.New("broken")
	var running atomic.Int32
	var got []int
	err := inOrder(t.Context(), make([]int, 50),
		func(context.Context, int) (int, error) {
			running.Add(1)
			defer running.Add(-1)
			return 1, nil
		},
		func(n int) error {
			if len(got) == 3 {
				return broken
			}
			got = append(got, n)
			return nil
		})
	if !errors.Is(err, broken) || len(got) != 3 {
		t.Errorf("error %v after %d results, want %v after 3", err, len(got), broken)
	}
	if n := running.Load(); n != 0 {
		t.Errorf("%d calls still run", n)
	}
}

func TestInOrderEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	var got []int
	err := inOrder(ctx, make([]int, 1000),
		func(ctx context.Context, n int) (int, error) { return n, ctx.Err() },
		func(n int) error {
			if got = append(got, n); len(got) == 5 {
				cancel()
			}
			return nil
		})
	if !errors.Is(err, context.Canceled) || len(got) >= 1000 {
		t.Errorf("error %v after %d results", err, len(got))
	}
}

// FuzzReadBatch: any input gives items or one usage error that names the file
// and never a panic; ids come back as they were given.
func FuzzReadBatch(f *testing.F) {
	f.Add("{\"id\":1,\"question\":\"q\"}\n{\"id\":\"1\",\"question\":\"q\",\"context\":[{\"role\":\"user\",\"content\":\"c\"}]}\n")
	f.Add("\uFEFF{\"id\":-1e5,\"question\":\"\\ud800\"}\r\n\r\n")
	f.Add("[]\nnull\n{\"id\":null}")
	f.Fuzz(func(t *testing.T, input string) {
		requests, err := readBatch("-", strings.NewReader(input), readRequest)
		var usage *usageError
		switch {
		case err != nil && !errors.As(err, &usage):
			t.Errorf("error %v is no usage error", err)
		case err != nil && requests != nil:
			t.Error("requests with an error")
		case err == nil && len(requests) == 0:
			t.Error("neither requests nor an error")
		}
		var ids []string
		for _, r := range requests {
			if !strings.Contains(input, r.id.String()) {
				t.Errorf("id %s is not in the input", r.id)
			}
			ids = append(ids, r.id.key())
		}
		slices.Sort(ids)
		if len(slices.Compact(ids)) != len(requests) {
			t.Error("an id came twice")
		}
	})
}
