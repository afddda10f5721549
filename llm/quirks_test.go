package llm_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rapporteur/llm"
	"rapporteur/llm/llmtest"
)

// fussy refuses requests that hold one of the fields, as OpenAI words it.
func fussy(fields map[string]string) func(llmtest.Call) llmtest.Script {
	return func(c llmtest.Call) llmtest.Script {
		for field, message := range fields {
			if _, ok := c.Body[field]; ok {
				return llmtest.Failure(400, message)
			}
		}
		return whole
	}
}

func TestChatLearnsWhatAModelWants(t *testing.T) {
	const (
		tokens      = "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead."
		temperature = "Unsupported value: 'temperature' does not support 0.01 with this model. Only the default (1) value is supported."
		options     = "Unrecognized request argument supplied: stream_options"
		effort      = "Unsupported parameter: 'reasoning_effort' is not supported with this model."
	)
	for _, test := range []struct {
		name   string
		model  string
		server func(llmtest.Call) llmtest.Script
		calls  int // of the first request
		has    []string
		hasNot []string
	}{
		{"nothing", "m", fussy(nil), 1, []string{"max_tokens", "temperature", "stream_options"}, []string{"max_completion_tokens", "reasoning_effort"}},
		{"the name of a bound", "m", fussy(map[string]string{"max_tokens": tokens}), 2, []string{"max_completion_tokens", "temperature", "reasoning_effort"}, []string{"max_tokens"}},
		{"no temperature", "m", fussy(map[string]string{"temperature": temperature}), 2, []string{"max_tokens"}, []string{"temperature"}},
		{"no options of a stream", "m", fussy(map[string]string{"stream_options": options}), 2, []string{"temperature"}, []string{"stream_options"}},
		{"all at once", "m", fussy(map[string]string{"max_tokens": tokens, "temperature": temperature, "stream_options": options, "reasoning_effort": effort}), 5, []string{"max_completion_tokens"}, []string{"max_tokens", "temperature", "stream_options", "reasoning_effort"}},
		{"what go-openai knows of a name", "gpt-5-mini", fussy(nil), 1, []string{"max_completion_tokens", "reasoning_effort"}, []string{"max_tokens", "temperature"}},
		{"what go-openai knows of an older name", "o3-mini", fussy(nil), 1, []string{"max_completion_tokens"}, []string{"max_tokens", "temperature"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			inBubble(t, test.server, func(t *testing.T, s *llmtest.Server) {
				c := chat(t, s, func(cfg *llm.ChatConfig) { cfg.Model = test.model })
				for i := range 2 {
					var p page
					if _, err := c.Write(t.Context(), question, &p); err != nil || p.text != "It is so." {
						t.Fatalf("the sink got %+v, error %v", p, err)
					}
					if n := len(s.Calls()); n != test.calls+i { // the second request knows already
						t.Errorf("%d calls, want %d", n, test.calls+i)
					}
				}
				calls := s.Calls()
				body := calls[len(calls)-1].Body
				for _, field := range test.has {
					if _, ok := body[field]; !ok {
						t.Errorf("no %s in %v", field, body)
					}
				}
				for _, field := range test.hasNot {
					if _, ok := body[field]; ok {
						t.Errorf("%s in %v", field, body)
					}
				}
			})
		})
	}
}

func TestChatDoesNotLearnForEver(t *testing.T) {
	inBubble(t, llmtest.Always(llmtest.Failure(400, "bad temperature")), func(t *testing.T, s *llmtest.Server) {
		_, err := chat(t, s).Write(t.Context(), question, &page{})
		var status *llm.StatusError
		if !errors.As(err, &status) || status.Status != 400 || len(s.Calls()) != 2 {
			t.Errorf("Write = %v after %d calls, want status 400 after 2", err, len(s.Calls()))
		}
	})
}

func TestChatLeavesRoomForThoughts(t *testing.T) {
	const (
		vllm   = "'max_tokens' or 'max_completion_tokens' is too large: 1224. This model's maximum context length is 4096 tokens and your request has 3500 input tokens (1224 > 4096 - 3500)."
		openAI = "This model's maximum context length is 4096 tokens. However, you requested 4724 tokens (3500 in the messages, 1224 in the completion). Please reduce the length of the messages or completion."
	)
	bounds := func(calls []llmtest.Call) (out []any) {
		for _, c := range calls {
			out = append(out, c.Body["max_tokens"])
		}
		return out
	}
	for _, test := range []struct {
		name   string
		answer func(llmtest.Call) llmtest.Script
		max    int
		want   []any
		is     error
	}{
		{"always", llmtest.Always(whole), 200, []any{1224.0}, nil},
		{"but for a reply without a bound", llmtest.Always(whole), 0, []any{nil}, nil},
		{"unless the window of vLLM is too small", llmtest.Steps(llmtest.Failure(400, vllm), whole), 200, []any{1224.0, 200.0}, nil},
		{"unless the window at OpenAI is too small", llmtest.Steps(llmtest.Failure(400, openAI), whole), 200, []any{1224.0, 200.0}, nil},
		{"and a prompt that never fits is told", llmtest.Always(llmtest.Failure(400, vllm)), 200, []any{1224.0, 200.0}, llm.ErrContextLength},
	} {
		t.Run(test.name, func(t *testing.T) {
			inBubble(t, test.answer, func(t *testing.T, s *llmtest.Server) {
				r := question
				r.MaxTokens = test.max
				if _, err := chat(t, s).Write(t.Context(), r, &page{}); !errors.Is(err, test.is) {
					t.Errorf("Write = %v, want %v", err, test.is)
				}
				if diff := cmp.Diff(test.want, bounds(s.Calls())); diff != "" {
					t.Errorf("max_tokens (-want +got):\n%s", diff)
				}
			})
		})
	}
}
