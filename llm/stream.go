package llm

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"

	openai "github.com/sashabaranov/go-openai"
)

// watch ends a request whose server keeps silent, by ending its context.
type watch struct {
	cancel context.CancelCauseFunc
	idle   time.Duration
	first  *time.Timer // until the first text
	next   *time.Timer // from then on, while a piece is awaited
}

func newWatch(cancel context.CancelCauseFunc, first, idle time.Duration) *watch {
	return &watch{cancel: cancel, idle: idle, first: time.AfterFunc(first, func() {
		cancel(slowError{"no text", first})
	})}
}

// begun says that the first text came.
func (w *watch) begun() {
	if w.first.Stop() && w.next == nil {
		w.next = time.AfterFunc(w.idle, func() { w.cancel(slowError{"no further text", w.idle}) })
	}
}

// await is called before a piece is read, rest after: the time that the sink
// takes is not the server's. A piece is awaited for at most d.
func (w *watch) await(d time.Duration) {
	if w.next != nil {
		w.next.Reset(d)
	}
}

func (w *watch) rest() {
	if w.next != nil {
		w.next.Stop()
	}
}

func (w *watch) stop() {
	w.first.Stop()
	w.rest()
}

// send sends one request and reads its answer to the end. Nothing of it goes
// on after send returned: the end of its context ends the connection, too.
func (c *Chat) send(ctx context.Context, n *note, req openai.ChatCompletionRequest, to Sink, spent *Usage) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	w := newWatch(cancel, c.cfg.FirstByte, c.cfg.Idle)
	defer w.stop()
	a := &answer{chat: c, watch: w, to: to}
	*n = note{wrap: func(resp *http.Response) { a.body, a.refused = newEvents(resp, w.begun) }}
	to.Start()
	stream, err := c.client.CreateChatCompletionStream(ctx, req)
	if err == nil {
		defer stream.Close()
		err = a.read(stream)
	}
	spent.add(a.spent(req, n.status == 0 && ctx.Err() != nil))
	return c.cfg.ended(ctx, err, n.status)
}

// ended is [Config.clean] for a request whose context has causes to end for.
func (c Config) ended(ctx context.Context, err error, status int) error {
	if cause := context.Cause(ctx); err != nil && cause != nil && !isOwn(err) {
		return cause
	}
	return c.clean(err, status)
}

// answer is what came of one answer so far.
type answer struct {
	chat    *Chat
	watch   *watch
	to      Sink
	body    *events
	refused error // why the body cannot be a reply

	text    strings.Builder
	thought int // tokens
	finish  string
	tools   bool
	usage   *openai.Usage
}

// afterEnd is the patience with what follows the end of the text: the usage.
const afterEnd = 2 * time.Second

func (a *answer) read(stream *openai.ChatCompletionStream) error {
	if a.refused != nil || a.body == nil {
		return cmp.Or(a.refused, errMalformed)
	}
	for {
		wait := a.chat.cfg.Idle
		if a.finish != "" {
			wait = min(wait, afterEnd)
			a.watch.begun() // a reply may end before it has any text
		}
		a.watch.await(wait)
		line, err := stream.RecvRaw()
		a.watch.rest()
		switch {
		case errors.Is(err, io.EOF) && !a.body.done && a.finish == "":
			return errCut
		case err != nil && (a.body.done || a.finish != ""): // the text has ended, however the stream does
			return a.end()
		case errors.Is(err, io.ErrUnexpectedEOF):
			return errCut
		case err != nil:
			return err
		}
		if err := a.take(line); err != nil {
			return err
		}
	}
}

// chunk is a piece of a stream, or a whole plain answer.
type chunk struct {
	Choices []struct {
		Delta, Message struct {
			Content          string
			Reasoning        string
			ReasoningContent string          `json:"reasoning_content"`
			ToolCalls        json.RawMessage `json:"tool_calls"`
			FunctionCall     json.RawMessage `json:"function_call"`
		}
		Index        int
		FinishReason string `json:"finish_reason"`
	}
	Usage *openai.Usage
	Error json.RawMessage
}

func (a *answer) take(line []byte) error {
	var ch chunk
	if err := json.Unmarshal(line, &ch); err != nil {
		return err
	}
	if len(ch.Error) > 0 && string(ch.Error) != "null" {
		return a.chat.cfg.streamError(ch.Error)
	}
	if ch.Usage != nil && max(ch.Usage.PromptTokens, ch.Usage.CompletionTokens) > 0 {
		a.usage = ch.Usage
	}
	for _, choice := range ch.Choices {
		if choice.Index != 0 {
			continue // one was asked for
		}
		d, m := choice.Delta, choice.Message
		if thought := d.Reasoning + d.ReasoningContent + m.Reasoning + m.ReasoningContent; thought != "" {
			a.watch.begun()
			a.thought += Tokens(thought)
		}
		a.tools = a.tools || called(d.ToolCalls) || called(m.ToolCalls) || called(d.FunctionCall) || called(m.FunctionCall)
		if err := a.hand(d.Content + m.Content); err != nil {
			return err
		}
		if choice.FinishReason != "" {
			a.finish = choice.FinishReason
		}
	}
	return nil
}

func called(raw json.RawMessage) bool {
	s := string(raw)
	return s != "" && s != "null" && s != "[]"
}

// hand gives text to the sink.
func (a *answer) hand(text string) error {
	if text == "" {
		return nil
	}
	a.watch.begun()
	a.watch.rest()
	if most := a.chat.cfg.MaxReply; a.text.Len()+len(text) > most {
		return fmt.Errorf("%w: its text has more than %d bytes", errTooLong, most)
	}
	a.text.WriteString(text)
	if err := a.to.Write(text); err != nil {
		return callerError{err}
	}
	return nil
}

// end judges a reply by the reason it ended for. Servers have more words for a
// good end than the one of OpenAI.
func (a *answer) end() error {
	blank := strings.TrimSpace(a.text.String()) == ""
	switch a.finish {
	case "length", "max_tokens", "model_length":
		return ErrUnfinished
	case "content_filter", "safety":
		return ErrFiltered
	case "tool_calls", "function_call":
		return fmt.Errorf("%w: it calls a tool", errEmpty)
	case "error":
		return errInStream
	}
	switch {
	case blank && a.tools:
		return fmt.Errorf("%w: it calls a tool", errEmpty)
	case blank:
		return errEmpty
	}
	return nil
}

// maxCount bounds what a server says a try took, so that sums stay numbers.
const maxCount = 1 << 30

// spent is the server's count, or else an estimate by the text. A server that
// was silent until the request was ended may have read the prompt; one that
// could not be reached, or refused, has not.
func (a *answer) spent(req openai.ChatCompletionRequest, silent bool) Usage {
	switch u := a.usage; {
	case u != nil:
		count := func(n int) int { return min(max(n, 0), maxCount) }
		return Usage{Prompt: count(u.PromptTokens), Completion: count(u.CompletionTokens)}
	case a.body != nil || silent:
		return Usage{Prompt: promptTokens(req), Completion: Tokens(a.text.String()) + a.thought, Estimated: true}
	}
	return Usage{}
}

// streamError reads the error that a server sends amid a stream, where there
// is no status: an object or a text.
func (c Config) streamError(raw json.RawMessage) error {
	var e struct {
		Message string
		Type    string
		Code    any
	}
	if json.Unmarshal(raw, &e) != nil && json.Unmarshal(raw, &e.Message) != nil {
		e.Message = string(raw)
	}
	kind := strings.ToLower(fmt.Sprint(e.Type, " ", e.Code))
	status, _ := strconv.Atoi(fmt.Sprint(e.Code))
	switch has := func(word string) bool { return strings.Contains(kind, word) }; {
	case status >= 400 && status < 600:
	case has("rate_limit"), has("insufficient_quota"):
		status = http.StatusTooManyRequests
	case has("overloaded"), has("unavailable"):
		status = http.StatusServiceUnavailable
	case has("server_error"), has("internal"):
		status = http.StatusInternalServerError
	case has("invalid_request"), has("context_length"), has("exceed_context"):
		status = http.StatusBadRequest
	default:
		return fmt.Errorf("%w: %s", errInStream, c.short(e.Message))
	}
	return c.refusal(status, e.Message, kind+" "+e.Message)
}
