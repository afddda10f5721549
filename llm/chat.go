package llm

import (
	"cmp"
	"context"
	"fmt"
	"sync/atomic"
	"time"

	openai "github.com/sashabaranov/go-openai"
	"github.com/sony/gobreaker/v2"
	"golang.org/x/sync/semaphore"
)

// ChatConfig says which server and model write, and how long that may take.
type ChatConfig struct {
	// Config names the server. Its Model may be empty: the server's list is
	// asked then, see [Chat.Name]. Batch and Timeout do not apply.
	Config
	// FirstByte bounds the time from sending a request to the first text of a
	// stream, or to the first byte of an answer that is none (default 30
	// seconds). A thought of a model that thinks aloud counts as text.
	FirstByte time.Duration
	// Idle bounds the time between two pieces of a stream (default 15
	// seconds). The comments by which proxies keep a connection open are no
	// pieces.
	Idle time.Duration
	// Total bounds all tries of a request together, the wait for its turn
	// included (default 75 seconds).
	Total time.Duration
	// Concurrent is the number of requests at once (default 4). Others wait for
	// their turn.
	Concurrent int
	// MaxReply bounds the text of a reply in bytes (default 64 KiB). A longer
	// one ends the request with an error.
	MaxReply int
}

func (c ChatConfig) withDefaults() (ChatConfig, error) {
	c.FirstByte = cmp.Or(max(c.FirstByte, 0), 30*time.Second)
	c.Idle = cmp.Or(max(c.Idle, 0), 15*time.Second)
	c.Total = cmp.Or(max(c.Total, 0), 75*time.Second)
	c.Concurrent = cmp.Or(max(c.Concurrent, 0), 4)
	c.MaxReply = cmp.Or(max(c.MaxReply, 0), 64<<10)
	var err error
	c.Config, err = c.Config.withDefaults()
	return c, err
}

// Chat writes text with a model of the server. Safe for concurrent use.
//
// After three failures of the server in a row, or one refusal of the key or
// the model, it is not asked for half a minute: see [ErrAway].
type Chat struct {
	cfg     ChatConfig
	client  *openai.Client
	model   atomic.Pointer[string] // nil until known
	quirks  quirks
	turns   *semaphore.Weighted
	breaker *gobreaker.CircuitBreaker[struct{}]
}

// NewChat checks the configuration; it sends nothing.
func NewChat(cfg ChatConfig) (*Chat, error) {
	cfg, err := cfg.withDefaults()
	if err != nil {
		return nil, fmt.Errorf("configure chat: %w", err)
	}
	c := &Chat{
		cfg:     cfg,
		client:  cfg.client(maxStream),
		turns:   semaphore.NewWeighted(int64(cfg.Concurrent)),
		breaker: newBreaker(),
	}
	if cfg.Model != "" {
		c.model.Store(&cfg.Model)
	}
	return c, nil
}

// Request is what a model is asked. It is sent with a temperature next to
// zero.
type Request struct {
	System, User string
	// MaxTokens bounds the reply; 0 leaves that to the server. The server is
	// asked for 1,024 more, for thoughts, so a reply may be longer.
	MaxTokens int
	// Allow, when it is not nil, is asked before each try whether the tries up
	// to that one may take so many tokens together. Its error ends the request.
	Allow func(tokens int) error
}

// Most estimates how many tokens one try of r may take; of a reply without a
// bound, the prompt alone is known.
func (r Request) Most() int {
	return promptTokens(quirk(0).request("", r, 0)) + r.bound(thoughtRoom)
}

// bound is what the server is asked to bound the reply to, 0 for nothing.
func (r Request) bound(room int) int {
	if r.MaxTokens <= 0 {
		return 0
	}
	return r.MaxTokens + room
}

// allow asks whether one more try fits after those that took spent; before is
// what the last of them ended with.
func (r Request) allow(spent Usage, before error) error {
	if r.Allow == nil {
		return nil
	}
	err := r.Allow(spent.Prompt + spent.Completion + r.Most())
	switch {
	case err == nil:
		return nil
	case before != nil:
		err = fmt.Errorf("%w (after: %w)", err, before)
	}
	return callerError{err}
}

// Reply says who wrote a text and what it took.
type Reply struct {
	Model string
	Usage Usage // of all tries together
}

// Sink takes the text of a model as it comes.
type Sink interface {
	// Start is called before each try: what came before it is void.
	Start()
	// Write takes the next piece of text, never an empty one. Its error ends
	// the request with that error, without another try.
	Write(delta string) error
}

// Write asks the model and hands its text on as it comes. Without an error the
// sink has got a whole reply that is not blank. With one, the reply still
// says what was spent as far as known, and what the sink got since its last
// Start is a beginning at most.
//
// When the bound of tokens was reached or the server filters, the error is
// [ErrUnfinished] or [ErrFiltered]; a prompt that does not fit brings
// [ErrContextLength], and a server that was not asked [ErrAway].
func (c *Chat) Write(ctx context.Context, r Request, to Sink) (Reply, error) {
	if c.breaker.State() == gobreaker.StateOpen {
		return Reply{Model: c.Name()}, ErrAway
	}
	caller := ctx
	ctx, cancel := context.WithTimeoutCause(ctx, c.cfg.Total, slowError{"no whole answer", c.cfg.Total})
	defer cancel()
	if c.turns.Acquire(ctx, 1) != nil {
		return Reply{Model: c.Name()}, fmt.Errorf("wait for a turn: %w", context.Cause(ctx))
	}
	defer c.turns.Release(1)
	var reply Reply
	err := c.guard(caller, func() error {
		model, err := c.choose(ctx)
		if err != nil {
			return fmt.Errorf("list the models of the server: %w", err)
		}
		reply.Model = model
		return c.write(ctx, r, to, &reply)
	})
	return reply, err
}

func (c *Chat) write(ctx context.Context, r Request, to Sink, reply *Reply) error {
	var before error
	room := thoughtRoom
	err := c.cfg.attempt(ctx, chatTries, func(ctx context.Context, n *note) error {
		if err := r.allow(reply.Usage, before); err != nil {
			return err
		}
		for {
			q := c.quirks.known()
			before = c.send(ctx, n, q.request(reply.Model, r, room), to, &reply.Usage)
			switch {
			case c.quirks.learn(q, before): // and send it otherwise: a refusal took nothing
			case room > 0 && roomRefused(before):
				room = 0
			default:
				return before
			}
		}
	})
	if err != nil {
		c.forget(err)
		return fmt.Errorf("write with %s: %w", reply.Model, err)
	}
	return nil
}
