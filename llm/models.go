package llm

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"

	openai "github.com/sashabaranov/go-openai"
)

// errNoModel says that a server lists nothing that writes.
var errNoModel = errors.New("the server lists no model that writes text; name one")

// unnamed is asked for where a server keeps no list. Servers of one model,
// such as llama.cpp, take any name.
const unnamed = "default"

// preferred are the models of OpenAI to write with, best first, of a list that
// is in no order and holds very costly ones.
var preferred = []string{"gpt-5-mini", "gpt-4.1-mini", "gpt-4o-mini"}

// notWriters are parts of the names of models that do not write.
var notWriters = []string{
	"embed", "rerank", "whisper", "tts", "dall-e", "moderation", "image", "audio", "realtime",
	"transcribe", "speech", "sora", "minilm", "bge", "colbert", "davinci", "babbage",
}

// Name returns the model that writes: the configured one, or the one chosen
// from the server's list by the first Write; "" while that is not known.
func (c *Chat) Name() string {
	if name := c.model.Load(); name != nil {
		return *name
	}
	return ""
}

// choose returns the model, which it asks from the server when none was named.
// Two first requests at a time may both ask.
func (c *Chat) choose(ctx context.Context) (string, error) {
	if name := c.Name(); name != "" {
		return name, nil
	}
	var list openai.ModelsList
	err := c.cfg.attempt(ctx, chatTries, func(ctx context.Context, n *note) error {
		ctx, cancel := context.WithTimeoutCause(ctx, c.cfg.FirstByte, slowError{"no list", c.cfg.FirstByte})
		defer cancel()
		var err error
		list, err = c.client.ListModels(ctx)
		return c.cfg.ended(ctx, err, n.status)
	})
	name, err := pick(list, err, c.cfg.BaseURL == defaultBaseURL)
	if err != nil {
		return "", err
	}
	c.model.Store(&name)
	return name, nil
}

func pick(list openai.ModelsList, err error, atOpenAI bool) (string, error) {
	var status *StatusError
	if errors.As(err, &status) && (status.Status == http.StatusNotFound || status.Status == http.StatusMethodNotAllowed) {
		return unnamed, nil
	}
	if err != nil {
		return "", err
	}
	var writers []string
	for _, m := range list.Models {
		name := strings.ToLower(m.ID)
		if m.ID != "" && !slices.ContainsFunc(notWriters, func(part string) bool { return strings.Contains(name, part) }) {
			writers = append(writers, m.ID)
		}
	}
	if atOpenAI {
		for _, name := range preferred {
			if slices.Contains(writers, name) {
				return name, nil
			}
		}
	}
	if len(writers) == 0 {
		return "", errNoModel
	}
	return writers[0], nil
}

// forget drops a chosen model that the server no longer knows, so that the
// next request asks for the list again.
func (c *Chat) forget(err error) {
	var status *StatusError
	if c.cfg.Model == "" && errors.As(err, &status) && status.Status == http.StatusNotFound {
		c.model.Store(nil)
	}
}
