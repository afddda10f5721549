// Package llm talks to a language model through the interface that OpenAI
// defined and Ollama, llama.cpp, vLLM and LM Studio share: [Embedder] turns
// texts into vectors, [Chat] writes text, and [Budget] bounds what that costs
// a day. It is the only package that imports go-openai, and it knows nothing
// of articles.
//
// A request is retried when the server is busy or breaks off, as long as the
// caller's context lasts; what a server sends is bounded in size; and no error
// ever holds the key, the value of an extra header or the password of an
// address.
package llm

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	openai "github.com/sashabaranov/go-openai"
)

// Config says which server and model to use.
type Config struct {
	// BaseURL holds the version, "https://api.openai.com/v1" when empty. Its
	// query, when it has one, is sent with each request.
	BaseURL string
	Key     string // may be empty for a server of one's own
	Model   string
	// HTTPClient carries the requests (default: one of its own). Its Timeout
	// applies beside Timeout.
	HTTPClient *http.Client
	// Batch is the number of texts sent at once (default 64). Embeddings only.
	Batch int
	// Timeout bounds each attempt (default 30 seconds); the context bounds all.
	// Embeddings only: [ChatConfig] has its own bounds.
	Timeout time.Duration
	// ExtraHeaders are sent with each request, for proxies that ask for them.
	ExtraHeaders map[string]string
}

const (
	defaultBaseURL = "https://api.openai.com/v1"
	defaultBatch   = 64
	defaultTimeout = 30 * time.Second
	// maxVectors bounds an answer after decompression: 64 vectors of 4,096
	// numbers, generously printed, take 8 MB.
	maxVectors = 32 << 20
	// maxStream bounds an answer of a chat likewise. A piece of a stream is one
	// token in some 250 bytes of JSON.
	maxStream = 2 << 20
)

// withDefaults fills in and checks everything but the model, which a chat can
// do without.
func (c Config) withDefaults() (Config, error) {
	c.BaseURL = cmp.Or(c.BaseURL, defaultBaseURL)
	c.Batch = cmp.Or(max(c.Batch, 0), defaultBatch)
	c.Timeout = cmp.Or(max(c.Timeout, 0), defaultTimeout)
	if c.HTTPClient == nil {
		c.HTTPClient = ownClient
	}
	u, err := url.Parse(c.BaseURL)
	if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" {
		return c, errors.New("base address of the model server: want http:// or https:// and a host")
	}
	return c, nil
}

// ownClient carries the requests of everybody who brings no client. Proxies
// come from the environment, as in [http.DefaultTransport].
var ownClient = &http.Client{
	Transport: &http.Transport{
		Proxy:                  http.ProxyFromEnvironment,
		DialContext:            (&net.Dialer{Timeout: 5 * time.Second, KeepAlive: 30 * time.Second}).DialContext,
		ForceAttemptHTTP2:      true,
		TLSHandshakeTimeout:    5 * time.Second,
		MaxIdleConns:           16,
		MaxIdleConnsPerHost:    4,
		IdleConnTimeout:        90 * time.Second,
		MaxResponseHeaderBytes: 64 << 10,
	},
	// net/http takes the key along to the same host only, extra headers to any.
	CheckRedirect: func(req *http.Request, via []*http.Request) error {
		if req.URL.Host != via[0].URL.Host || len(via) >= 3 {
			return errors.New("the server sends requests elsewhere; check the base address")
		}
		return nil
	},
}

// client returns a client whose answers are at most limit bytes long.
func (c Config) client(limit int) *openai.Client {
	oc := openai.DefaultConfig(c.Key)
	t := &transport{client: c.HTTPClient, headers: c.ExtraHeaders, limit: limit}
	if u, err := url.Parse(c.BaseURL); err == nil {
		t.query = u.RawQuery
		u.RawQuery, u.ForceQuery, u.Fragment = "", false, ""
		oc.BaseURL = u.String()
	}
	oc.HTTPClient = t
	return openai.NewClientWithConfig(oc)
}

// transport adds headers and the query of the base address, bounds answers
// and notes what go-openai drops.
type transport struct {
	client  *http.Client
	headers map[string]string
	query   string
	limit   int
}

func (t *transport) Do(req *http.Request) (*http.Response, error) {
	for k, v := range t.headers {
		req.Header.Set(k, v)
	}
	req.URL.RawQuery = strings.Trim(t.query+"&"+req.URL.RawQuery, "&")
	resp, err := t.client.Do(req)
	if err != nil {
		return nil, err
	}
	resp.Body = &boundedBody{resp.Body, t.limit, t.limit}
	if n, ok := req.Context().Value(noteKey{}).(*note); ok {
		n.status = resp.StatusCode
		n.retryAfter = retryAfter(resp.Header, time.Now())
		if n.wrap != nil && resp.StatusCode < http.StatusBadRequest {
			n.wrap(resp)
		}
	}
	return resp, nil
}

// note takes what an attempt learnt from the response's header.
type note struct {
	status     int // 0 without a response
	retryAfter time.Duration
	wrap       func(*http.Response) // called with a success, before its body is read
}

type noteKey struct{}

// boundedBody fails instead of ending when more than left bytes come: a cut
// answer must not pass for a whole one.
type boundedBody struct {
	io.ReadCloser
	left, limit int
}

var errTooLong = errors.New("the answer is too long")

func (b *boundedBody) Read(p []byte) (int, error) {
	if b.left <= 0 {
		return 0, fmt.Errorf("%w: more than %d bytes", errTooLong, b.limit)
	}
	n, err := b.ReadCloser.Read(p[:min(len(p), b.left)])
	b.left -= n
	return n, err
}
