// Package llm talks to a language model through the interface that OpenAI
// defined and Ollama, llama.cpp, vLLM and LM Studio share. It is the only
// package that imports go-openai, and it knows nothing of articles.
//
// A request is retried when the server is busy or breaks off, as long as the
// caller's context lasts; what a server sends is bounded in size; and no error
// ever holds the key.
package llm

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	openai "github.com/sashabaranov/go-openai"
)

// Config says which server and model to use.
type Config struct {
	BaseURL string // with the version, "https://api.openai.com/v1" when empty
	Key     string // may be empty for a server of one's own
	Model   string
	// HTTPClient carries the requests (default: one of its own). Its Timeout
	// applies beside Timeout.
	HTTPClient *http.Client
	// Batch is the number of texts sent at once (default 64).
	Batch int
	// Timeout bounds each attempt (default 30 seconds); the context bounds all.
	Timeout time.Duration
	// ExtraHeaders are sent with each request, for proxies that ask for them.
	ExtraHeaders map[string]string
}

const (
	defaultBaseURL = "https://api.openai.com/v1"
	defaultBatch   = 64
	defaultTimeout = 30 * time.Second
	// maxResponse bounds an answer after decompression: 64 vectors of 4,096
	// numbers, generously printed, take 8 MB.
	maxResponse = 32 << 20
)

func (c Config) withDefaults() (Config, error) {
	c.BaseURL = strings.TrimRight(cmp.Or(c.BaseURL, defaultBaseURL), "/")
	c.Batch = cmp.Or(max(c.Batch, 0), defaultBatch)
	c.Timeout = cmp.Or(max(c.Timeout, 0), defaultTimeout)
	if c.HTTPClient == nil {
		c.HTTPClient = &http.Client{}
	}
	u, err := url.Parse(c.BaseURL)
	if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" {
		return c, errors.New("base address of the model server: want http:// or https:// and a host")
	}
	if c.Model == "" {
		return c, errors.New("no model named")
	}
	return c, nil
}

func (c Config) client() *openai.Client {
	oc := openai.DefaultConfig(c.Key)
	oc.BaseURL = c.BaseURL
	oc.HTTPClient = &transport{client: c.HTTPClient, headers: c.ExtraHeaders}
	return openai.NewClientWithConfig(oc)
}

// transport adds headers, bounds answers and notes what go-openai drops.
type transport struct {
	client  *http.Client
	headers map[string]string
}

func (t *transport) Do(req *http.Request) (*http.Response, error) {
	for k, v := range t.headers {
		req.Header.Set(k, v)
	}
	resp, err := t.client.Do(req)
	if err != nil {
		return nil, err
	}
	if note, ok := req.Context().Value(noteKey{}).(*note); ok {
		note.status = resp.StatusCode
		note.retryAfter = retryAfter(resp.Header, time.Now())
	}
	resp.Body = &boundedBody{resp.Body, maxResponse}
	return resp, nil
}

// note takes what an attempt learnt from the response's header.
type note struct {
	status     int
	retryAfter time.Duration
}

type noteKey struct{}

// boundedBody fails instead of ending when more than left bytes come: a cut
// answer must not pass for a whole one.
type boundedBody struct {
	io.ReadCloser
	left int
}

var errTooLong = fmt.Errorf("the answer is longer than %d bytes", maxResponse)

func (b *boundedBody) Read(p []byte) (int, error) {
	if b.left <= 0 {
		return 0, errTooLong
	}
	n, err := b.ReadCloser.Read(p[:min(len(p), b.left)])
	b.left -= n
	return n, err
}
