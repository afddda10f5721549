package llm

import (
	"errors"
	"net/http"
	"sync/atomic"

	openai "github.com/sashabaranov/go-openai"
)

// nearZero stands for a temperature of 0, which go-openai leaves out of the
// request; the server's default would follow, often 1. The smallest float, as
// go-openai advises, divides by next to nothing in llama.cpp, and vLLM raises
// anything smaller than this to it.
const nearZero = 0.01

// thoughtRoom is added to the bound of a reply, for the thoughts of a model
// that thinks aloud: servers count them as its text, in fields of their own or
// amid it. Which models think is not known beforehand, so all get it; who takes
// a reply bounds what it uses of it.
const thoughtRoom = 1024

// roomRefused reports that a reply with room for thoughts does not fit beside
// the prompt into the model's window. Most servers cut it there; vLLM and the
// older models of OpenAI refuse it, and name the part of the reply.
func roomRefused(err error) bool {
	var s *StatusError
	return errors.Is(err, ErrContextLength) && errors.As(err, &s) &&
		s.says("max_tokens", "max_completion_tokens", "in the completion", "for the completion")
}

// quirk is a set of what a model wants otherwise than most.
type quirk uint32

const (
	// completionTokens: max_completion_tokens in place of max_tokens. A model
	// that wants it thinks before it writes.
	completionTokens quirk = 1 << iota
	noTemperature
	noStreamOptions // no usage at the end of a stream
	noEffort        // no reasoning_effort
)

// request puts r as a model with these quirks takes it, with room for thoughts.
func (q quirk) request(model string, r Request, room int) openai.ChatCompletionRequest {
	req := openai.ChatCompletionRequest{Model: model}
	if r.System != "" {
		req.Messages = append(req.Messages, openai.ChatCompletionMessage{Role: openai.ChatMessageRoleSystem, Content: r.System})
	}
	req.Messages = append(req.Messages, openai.ChatCompletionMessage{Role: openai.ChatMessageRoleUser, Content: r.User})
	if q&completionTokens == 0 {
		//lint:ignore SA1019 most servers know this name only
		req.MaxTokens = r.bound(room)
	} else {
		req.MaxCompletionTokens = r.bound(room)
	}
	if q&completionTokens != 0 && q&noEffort == 0 {
		req.ReasoningEffort = openai.ReasoningEffortLow
	}
	if q&noTemperature == 0 {
		req.Temperature = nearZero
	}
	if q&noStreamOptions == 0 {
		req.StreamOptions = &openai.StreamOptions{IncludeUsage: true}
	}
	return req
}

// promptTokens estimates what the prompt of a request takes.
func promptTokens(req openai.ChatCompletionRequest) int {
	n := 0
	for _, m := range req.Messages {
		n += Tokens(m.Content) + 4 // the marks around a message
	}
	return n
}

// quirks remembers what the refusals of a server taught. Safe for concurrent
// use.
type quirks struct{ set atomic.Uint32 }

func (k *quirks) known() quirk { return quirk(k.set.Load()) }

// learn reports whether err, the end of a request sent with these quirks, says
// how to send it otherwise. It is true at most once a quirk.
func (k *quirks) learn(sent quirk, err error) bool {
	found := complaint(sent, err) &^ sent
	if found == 0 {
		return false
	}
	k.set.Or(uint32(found))
	return true
}

// complaint reads which quirk a refusal asks for, of the server or of
// go-openai itself, which knows some names of models.
func complaint(sent quirk, err error) quirk {
	var s *StatusError
	switch {
	case errors.Is(err, openai.ErrReasoningModelMaxTokensDeprecated):
		return completionTokens
	case errors.Is(err, openai.ErrReasoningModelLimitationsOther), errors.Is(err, openai.ErrReasoningSamplingUnsupported):
		return noTemperature
	case errors.Is(err, ErrContextLength), !errors.As(err, &s):
		return 0
	case s.Status != http.StatusBadRequest && s.Status != http.StatusUnprocessableEntity:
		return 0
	case s.says("max_completion_tokens") && s.says("max_tokens"):
		return completionTokens
	case s.says("temperature"):
		return noTemperature
	case s.says("stream_options"):
		return noStreamOptions
	case s.says("reasoning_effort", "reasoning.effort") && sent&completionTokens != 0:
		return noEffort
	}
	return 0
}
