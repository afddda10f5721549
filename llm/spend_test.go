package llm_test

import (
	"errors"
	"math"
	"testing"

	"rapporteur/llm"
	"rapporteur/llm/llmtest"
)

// Each try is paid for, so each is asked for before it is made.
func TestChatAsksBeforeEachTry(t *testing.T) {
	inBubble(t, llmtest.Steps(llmtest.Cut("It ", "is "), whole), func(t *testing.T, s *llmtest.Server) {
		var asked []int
		r := question
		r.Allow = func(tokens int) error { asked = append(asked, tokens); return nil }
		reply, err := chat(t, s).Write(t.Context(), r, &page{})
		if err != nil || len(asked) != 2 || asked[0] != r.Most() || asked[1] <= r.Most() || asked[1] >= 2*r.Most() {
			t.Errorf("asked for %v of %d each, error %v", asked, r.Most(), err)
		}
		if used := reply.Usage.Prompt + reply.Usage.Completion; used <= 7+3 || used >= asked[1] || !reply.Usage.Estimated {
			t.Errorf("%+v for two tries", reply.Usage)
		}
	})
}

func TestChatMakesNoTryThatIsNotAllowed(t *testing.T) {
	for _, test := range []struct {
		name   string
		answer llmtest.Script
		allow  int // tries
		calls  int
	}{
		{"not the first", whole, 0, 0},
		{"not the second after a cut", llmtest.Cut("It "), 1, 1},
		{"not the third of a broken server", llmtest.Broken(500), 2, 2},
	} {
		t.Run(test.name, func(t *testing.T) {
			inBubble(t, llmtest.Always(test.answer), func(t *testing.T, s *llmtest.Server) {
				c := chat(t, s)
				for range 4 { // more than opens the breaker
					left := test.allow
					r := question
					r.Allow = func(int) error {
						if left--; left < 0 {
							return llm.ErrBudget
						}
						return nil
					}
					if _, err := c.Write(t.Context(), r, &page{}); !errors.Is(err, llm.ErrBudget) {
						t.Errorf("Write = %v, want %v", err, llm.ErrBudget)
					} else {
						checkShown(t, err)
					}
				}
				if n := len(s.Calls()); n != 4*test.calls {
					t.Errorf("%d calls, want %d", n, 4*test.calls)
				}
			})
		})
	}
}

func TestMostHoldsPromptReplyAndThoughts(t *testing.T) {
	r := llm.Request{System: "You are brief.", User: "Who met in Vienna?", MaxTokens: 200}
	prompt := llm.Request{System: r.System, User: r.User}.Most()
	if words := llm.Tokens(r.System) + llm.Tokens(r.User); prompt < words || prompt > words+20 || r.Most() != prompt+200+1024 {
		t.Errorf("Most() = %d, without a bound %d, for a prompt of %d", r.Most(), prompt, words)
	}
}

// A server that says nothing may have read the prompt; one that is away or
// refuses has not.
func TestChatCountsTriesThatBringNothing(t *testing.T) {
	for _, test := range []struct {
		name   string
		answer llmtest.Script
		tries  int // that count
	}{
		{"silence", llmtest.Silent(), 2},
		{"a connection that breaks off", llmtest.Refused(), 0},
		{"an error", llmtest.Broken(503), 0},
		{"a refusal", llmtest.WrongKey("x"), 0},
	} {
		t.Run(test.name, func(t *testing.T) {
			inBubble(t, llmtest.Always(test.answer), func(t *testing.T, s *llmtest.Server) {
				reply, err := chat(t, s).Write(t.Context(), question, &page{})
				prompt := llm.Request{System: question.System, User: question.User}.Most()
				if want := (llm.Usage{Prompt: test.tries * prompt, Estimated: test.tries > 0}); err == nil || reply.Usage != want {
					t.Errorf("usage %+v, want %+v (error: %v)", reply.Usage, want, err)
				}
			})
		})
	}
}

// What a server says it took is added up.
func TestChatDoesNotBelieveImpossibleUsage(t *testing.T) {
	body := `{"choices":[{"message":{"content":"Four."},"finish_reason":"length"}],"usage":{"prompt_tokens":9223372036854775807,"completion_tokens":9223372036854775807}}`
	inBubble(t, llmtest.Always(llmtest.Script{Body: body}), func(t *testing.T, s *llmtest.Server) {
		reply, _ := chat(t, s).Write(t.Context(), question, &page{})
		if u := reply.Usage; u.Prompt < 1<<20 || u.Completion < 1<<20 || u.Prompt > math.MaxInt32 || u.Completion > math.MaxInt32 {
			t.Errorf("usage %+v", u)
		}
	})
}
