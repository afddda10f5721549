package llm_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"rapporteur/llm"
	"rapporteur/llm/llmtest"
)

func TestChatLeavesAServerAloneThatFails(t *testing.T) {
	inBubble(t, llmtest.Steps(
		llmtest.HTML(), llmtest.HTML(), llmtest.HTML(), llmtest.HTML(), llmtest.HTML(), llmtest.HTML(), // two tries each
		llmtest.HTML(), llmtest.HTML(), // the first probe
		whole,
	), func(t *testing.T, s *llmtest.Server) {
		c := chat(t, s)
		write := func() error {
			_, err := c.Write(t.Context(), question, &page{})
			checkShown(t, err)
			return err
		}
		expect := func(err, want error, calls int) {
			t.Helper()
			if (want == nil) != (err == nil) || want != errAny && !errors.Is(err, want) || want == errAny && errors.Is(err, llm.ErrAway) {
				t.Errorf("Write = %v, want %v", err, want)
			}
			if n := len(s.Calls()); n != calls {
				t.Errorf("%d calls, want %d", n, calls)
			}
		}
		for i := range 3 {
			expect(write(), errAny, 2*(i+1))
		}
		start := time.Now()
		expect(write(), llm.ErrAway, 6)
		if time.Since(start) != 0 {
			t.Errorf("it took %v to know", time.Since(start))
		}
		<-time.After(29 * time.Second)
		expect(write(), llm.ErrAway, 6)
		<-time.After(2 * time.Second)
		expect(write(), errAny, 8)
		expect(write(), llm.ErrAway, 8)
		<-time.After(31 * time.Second)
		expect(write(), nil, 9)
		expect(write(), nil, 10)
	})
}

func TestChatKnowsWhoFailed(t *testing.T) {
	for _, test := range []struct {
		name   string
		answer llmtest.Script
		open   bool // after one request
	}{
		{"a wrong key", llmtest.WrongKey("x"), true},
		{"a forbidden model", llmtest.Failure(403, ""), true},
		{"an unknown model", llmtest.NoModel(), true},
		{"a spent quota", llmtest.QuotaSpent(), true},
		{"a busy server", llmtest.Busy(""), false},
		{"a broken server", llmtest.Broken(500), false},
	} {
		t.Run(test.name, func(t *testing.T) {
			inBubble(t, llmtest.Always(test.answer), func(t *testing.T, s *llmtest.Server) {
				c := chat(t, s)
				_, first := c.Write(t.Context(), question, &page{})
				_, second := c.Write(t.Context(), question, &page{})
				if first == nil || errors.Is(first, llm.ErrAway) || errors.Is(second, llm.ErrAway) != test.open {
					t.Errorf("errors %v, then %v", first, second)
				}
			})
		})
	}
	for name, answer := range map[string]llmtest.Script{
		"a bad request":       llmtest.Failure(400, "no"),
		"a prompt too long":   llmtest.TooLong(),
		"an unfinished reply": llmtest.Unfinished("It is"),
		"a filtered reply":    llmtest.Filtered("It is"),
	} {
		t.Run(name+" is no fault of the server", func(t *testing.T) {
			inBubble(t, llmtest.Always(answer), func(t *testing.T, s *llmtest.Server) {
				c := chat(t, s)
				for range 5 {
					if _, err := c.Write(t.Context(), question, &page{}); err == nil || errors.Is(err, llm.ErrAway) {
						t.Errorf("Write = %v", err)
					}
				}
			})
		})
	}
}

func TestChatSendsAFewRequestsAtOnce(t *testing.T) {
	var release chan struct{}
	slow := func(llmtest.Call) llmtest.Script { return llmtest.Script{Text: "Yes.", Wait: release} }
	inBubble(t, slow, func(t *testing.T, s *llmtest.Server) {
		release = make(chan struct{})
		c := chat(t, s, func(cfg *llm.ChatConfig) { cfg.Concurrent = 2 })
		var all sync.WaitGroup
		for range 5 {
			all.Go(func() {
				if _, err := c.Write(t.Context(), question, &page{}); err != nil {
					t.Error(err)
				}
			})
		}
		synctest.Wait()
		if n := len(s.Calls()); n != 2 {
			t.Errorf("%d requests at once, want 2", n)
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		p := page{}
		if _, err := c.Write(ctx, question, &p); !errors.Is(err, context.DeadlineExceeded) || p.starts != 0 {
			t.Errorf("Write = %v after %d starts, want %v and none", err, p.starts, context.DeadlineExceeded)
		}
		close(release)
		all.Wait()
		if n := len(s.Calls()); n != 5 {
			t.Errorf("%d requests, want 5", n)
		}
	})
}

// A probe whose caller leaves, or whose sink panics, must not be the last.
func TestChatProbesAgainWhenAProbeSaysNothing(t *testing.T) {
	inBubble(t, llmtest.Steps(llmtest.WrongKey("x"), llmtest.Stalled("one"), whole), func(t *testing.T, s *llmtest.Server) {
		c := chat(t, s)
		c.Write(t.Context(), question, &page{})
		<-time.After(31 * time.Second)
		ctx, cancel := context.WithTimeout(t.Context(), time.Hour)
		time.AfterFunc(time.Second, cancel)
		if _, err := c.Write(ctx, question, &page{}); !errors.Is(err, context.Canceled) {
			t.Errorf("Write = %v, want %v", err, context.Canceled)
		}
		if _, err := c.Write(t.Context(), question, &page{}); err != nil {
			t.Errorf("Write = %v", err)
		}
	})
}
