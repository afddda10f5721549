// Package llmtest is a model server for tests: it speaks the interface of
// OpenAI (chat as JSON and as a stream, embeddings, the list of models), and
// fails in every way that real servers do, as a script says.
//
// It is reached by [Server.URL] over the loopback, or by [Server.Transport]
// without a network, which a synctest bubble needs. It keeps no state but the
// calls it got.
package llmtest

import (
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
)

// Call is a request for a chat.
type Call struct {
	System, User string // the messages of that role
	Model        string
	Stream       bool
	N            int // 1 for the server's first call, and so on
	Header       http.Header
	Query        string         // of the address
	Body         map[string]any // all of the request
}

// Server answers as its script says. Safe for concurrent use. It is closed at
// the end of the test.
type Server struct {
	tb    testing.TB
	write func(Call) Script

	mu       sync.Mutex // guards the fields below
	calls    []Call
	models   []string
	modelsAs *Script
	url      string
	pipe     http.RoundTripper

	answering atomic.Int64
}

// New returns a server that asks write what to answer to each chat. It opens
// no port before URL is called. The function may be called by several
// goroutines at once.
func New(tb testing.TB, write func(Call) Script) *Server {
	return &Server{tb: tb, write: write, models: []string{"test-model"}}
}

// Models sets what the list of models holds; without it, "test-model".
func (s *Server) Models(names ...string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.models, s.modelsAs = names, nil
}

// ModelsAs has the list of models answered by a script with a status or a
// body.
func (s *Server) ModelsAs(answer Script) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.modelsAs = &answer
}

// Calls returns the chats asked for so far, in order.
func (s *Server) Calls() []Call {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.calls)
}

// outside runs functions outside of any synctest bubble: there, a goroutine
// that waits for the network would keep the clock from moving.
var outside = make(chan func())

func init() {
	go func() {
		for f := range outside {
			go f()
		}
	}()
}

// URL returns the base address, with the version. It works over the loopback,
// and with Transport as any address does.
func (s *Server) URL() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.url != "" {
		return s.url
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		s.tb.Fatal(err)
	}
	server := &http.Server{Handler: s.handler()}
	outside <- func() { server.Serve(l) }
	s.tb.Cleanup(func() {
		l.Close()
		outside <- func() { server.Close() }
	})
	s.url = "http://" + l.Addr().String() + "/v1"
	return s.url
}

// Transport returns a way to the server without a network: HTTP over pipes in
// the process. All hosts lead to the server. It is the same at every call.
func (s *Server) Transport() http.RoundTripper {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.pipe == nil {
		s.pipe = pipeTransport(s.tb, s.handler())
	}
	return s.pipe
}

// Client returns a client that uses Transport.
func (s *Server) Client() *http.Client { return &http.Client{Transport: s.Transport()} }

// Answering returns the number of requests being answered: after a client gave
// one up, it has to let go of the connection for the answer to end.
func (s *Server) Answering() int { return int(s.answering.Load()) }

func (s *Server) handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("POST /v1/chat/completions", s.chat)
	mux.HandleFunc("POST /v1/embeddings", s.embed)
	mux.HandleFunc("GET /v1/models", s.list)
	// Azure's addresses have the name of a deployment for a version.
	mux.HandleFunc("POST /openai/deployments/{name}/chat/completions", s.chat)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.answering.Add(1)
		defer s.answering.Add(-1)
		mux.ServeHTTP(w, r)
	})
}

// message is one of a chat. Its content is a text, or a list of parts.
type message struct {
	Role    string
	Content any
}

func (s *Server) chat(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return // the client went
	}
	var req struct {
		Model         string
		Stream        bool
		Messages      []message
		StreamOptions struct {
			IncludeUsage bool `json:"include_usage"`
		} `json:"stream_options"`
	}
	call := Call{Header: r.Header.Clone(), Query: r.URL.RawQuery}
	if json.Unmarshal(body, &req) != nil || json.Unmarshal(body, &call.Body) != nil || len(req.Messages) == 0 {
		play(w, r, Failure(http.StatusBadRequest, "the request is not the JSON of a chat"), Call{})
		return
	}
	call.Model, call.Stream = req.Model, req.Stream
	for _, m := range req.Messages {
		switch m.Role {
		case "system", "developer":
			call.System += fmt.Sprint(m.Content)
		case "user":
			call.User += fmt.Sprint(m.Content)
		}
	}
	s.mu.Lock()
	call.N = len(s.calls) + 1
	s.calls = append(s.calls, call)
	s.mu.Unlock()
	answer := s.write(call)
	answer.NoUsage = answer.NoUsage || req.Stream && !req.StreamOptions.IncludeUsage
	play(w, r, answer, call)
}

func (s *Server) list(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	names, as := s.models, s.modelsAs
	s.mu.Unlock()
	if as != nil {
		play(w, r, *as, Call{})
		return
	}
	var list []string
	for _, name := range names {
		list = append(list, fmt.Sprintf(`{"id":%q,"object":"model","created":1700000000,"owned_by":"library"}`, name))
	}
	w.Header().Set("Content-Type", "application/json")
	fmt.Fprintf(w, `{"object":"list","data":[%s]}`, strings.Join(list, ","))
}
