package discordtest

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"mime"
	"mime/multipart"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

// maxBody is the most that Discord takes of a request.
const maxBody = 25 << 20

// Exchange is one REST request, and its answer where Status is not 0.
type Exchange struct {
	Method      string
	Path        string // with /api/v10
	Route       string // such as "POST /channels/{channel}/messages"; "" for none
	RawQuery    string
	ContentType string
	Request     []byte
	Status      int
	Response    []byte
}

// call is a request that was read.
type call struct {
	exchange Exchange
	auth     string // the header; never recorded
	agent    string
	route    *route
	params   map[string]string
	query    url.Values
	raw      []byte                     // the JSON body, also out of a multipart one
	body     map[string]json.RawMessage // its fields, if it is an object
	files    []string                   // names of what was uploaded
	broken   bool                       // the body is not JSON
	tooLarge bool
}

// reply is an answer, complete but for its headers of rate limits.
type reply struct {
	status int
	code   int // Discord's, 0 for none
	body   any // nil for none
	html   string
	header http.Header
	raw    []byte // body as bytes
}

func ok(body any) reply { return reply{status: http.StatusOK, body: body} }

func noContent() reply { return reply{status: http.StatusNoContent} }

// serveREST answers a request, or does to it what a fault says.
func (s *Server) serveREST(w http.ResponseWriter, r *http.Request) {
	began := s.now()
	c := read(r)
	f := s.fault(c)
	var a reply
	if f.before() {
		s.wait(r.Context(), f.Latency)
		a = f.reply()
	} else {
		if !f.Apply {
			s.wait(r.Context(), f.Latency)
		}
		a = s.answer(c)
		if f.Apply {
			s.wait(r.Context(), f.Latency)
			if f.fails() {
				a = f.reply()
			}
		}
	}
	s.limits.count(s, a)
	a.raw = a.encode()
	s.recordExchange(c, a, began, f)
	if f.Cut {
		panic(http.ErrAbortHandler)
	}
	a.write(w)
}

// wait is a latency: it ends early when the client has gone or the server is
// closed.
func (s *Server) wait(ctx context.Context, d time.Duration) {
	if d <= 0 {
		return
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
	case <-ctx.Done():
	case <-s.done:
	}
}

// answer is the path of a request: who asks, how often, is it well formed, and
// what comes of it.
func (s *Server) answer(c *call) reply {
	if a, banned := s.limits.banned(s.now()); banned {
		return a
	}
	if !strings.HasPrefix(c.agent, "DiscordBot (") {
		s.violate(ByBot, "user agent %q is not of the form that Discord demands: DiscordBot (url, version)", c.agent)
	}
	if c.route == nil {
		s.violate(ByBot, "unknown route %s %s", c.exchange.Method, c.exchange.Path)
		return reply{status: http.StatusNotFound, body: object{"message": "404: Not Found", "code": 0}}
	}
	if c.route.auth && c.auth != "Bot "+s.cfg.Token {
		return reply{status: http.StatusUnauthorized, body: object{"message": "401: Unauthorized", "code": 0}}
	}
	header, limited := s.limits.take(c, s.now())
	if limited != nil {
		return *limited
	}
	a := s.carryOut(c)
	a.header = header
	s.checkAnswer(c, a)
	return a
}

func (s *Server) carryOut(c *call) reply {
	switch {
	case c.tooLarge:
		return fail(codeTooLarge)
	case c.broken:
		return fail(codeBadJSON)
	}
	if s.cfg.Policy != nil {
		for _, text := range s.cfg.Policy(c.exchange) {
			s.violate(ByBot, "%s: %s", c.route.name(), text)
		}
	}
	if s.cfg.Check != nil {
		if found := s.cfg.Check(c.exchange); len(found) > 0 {
			return refused(found)
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	a := c.route.handle(s, c)
	// The body may hold parts of the world: it is written while they are locked.
	a.raw = a.encode()
	return a
}

// checkAnswer has the server's own answer checked.
func (s *Server) checkAnswer(c *call, a reply) {
	if s.cfg.Check == nil {
		return
	}
	e := c.exchange
	e.Status, e.Response = a.status, a.encode()
	for _, text := range s.cfg.Check(e) {
		s.violate(ByServer, "%s answered %d: %s", c.route.name(), a.status, text)
	}
}

// read takes a request in.
func read(r *http.Request) *call {
	path := strings.TrimPrefix(strings.TrimPrefix(r.URL.Path, "/api/v9"), "/api/v10")
	c := &call{
		auth:  r.Header.Get("Authorization"),
		agent: r.UserAgent(),
		query: r.URL.Query(),
		exchange: Exchange{
			Method: r.Method, Path: "/api/v10" + path, RawQuery: r.URL.RawQuery,
			ContentType: r.Header.Get("Content-Type"),
		},
	}
	if strings.HasPrefix(r.URL.Path, "/api/v9/") || strings.HasPrefix(r.URL.Path, "/api/v10/") {
		c.route, c.params = findRoute(r.Method, path)
	}
	if c.route != nil {
		c.exchange.Route = c.route.name()
	}
	raw, err := io.ReadAll(http.MaxBytesReader(nil, r.Body, maxBody))
	var tooLong *http.MaxBytesError
	if errors.As(err, &tooLong) {
		c.tooLarge = true
		return c
	}
	c.exchange.Request, c.raw = raw, raw
	kind, params, _ := mime.ParseMediaType(c.exchange.ContentType)
	if kind == "multipart/form-data" {
		c.raw, c.files = payload(raw, params["boundary"])
	}
	if len(c.raw) > 0 {
		c.broken = !json.Valid(c.raw)
		// What is no object has no fields: json.Unmarshal leaves the map nil.
		_ = json.Unmarshal(c.raw, &c.body)
	}
	return c
}

// payload takes payload_json and the names of the files out of a form.
func payload(body []byte, boundary string) (raw []byte, files []string) {
	form := multipart.NewReader(bytes.NewReader(body), boundary)
	for {
		part, err := form.NextPart()
		if err != nil {
			return raw, files
		}
		if part.FormName() == "payload_json" {
			raw, _ = io.ReadAll(part)
		} else if name := part.FileName(); name != "" {
			files = append(files, name)
		}
	}
}

func (a reply) encode() []byte {
	switch {
	case a.raw != nil:
		return a.raw
	case a.html != "":
		return []byte(a.html)
	case a.body == nil:
		return nil
	}
	raw, err := json.Marshal(a.body)
	if err != nil {
		panic(fmt.Sprintf("an answer that is no JSON: %v", err))
	}
	return raw
}

func (a reply) write(w http.ResponseWriter) {
	maps.Copy(w.Header(), a.header)
	switch {
	case a.html != "":
		w.Header().Set("Content-Type", "text/html; charset=UTF-8")
	case a.raw != nil:
		w.Header().Set("Content-Type", "application/json")
	}
	w.WriteHeader(a.status)
	w.Write(a.raw)
}

// route is one path of REST and what it does. Its handler runs under the
// server's mutex.
type route struct {
	method string
	path   string // with {names}
	auth   bool   // needs the bot's token
	handle func(*Server, *call) reply
	steps  []string
}

func (r *route) name() string { return r.method + " " + r.path }

func newRoute(method, path string, auth bool, handle func(*Server, *call) reply) *route {
	return &route{method: method, path: path, auth: auth, handle: handle, steps: strings.Split(path, "/")}
}

// findRoute returns the route of a path, and the path's parameters. Fixed
// steps come before parameters in the table.
func findRoute(method, path string) (*route, map[string]string) {
	steps := strings.Split(path, "/")
	i := slices.IndexFunc(routes, func(r *route) bool { return r.method == method && r.matches(steps) })
	if i < 0 {
		return nil, nil
	}
	params := map[string]string{}
	for n, step := range routes[i].steps {
		if strings.HasPrefix(step, "{") {
			params[strings.Trim(step, "{}")] = steps[n]
		}
	}
	return routes[i], params
}

func (r *route) matches(steps []string) bool {
	return slices.EqualFunc(r.steps, steps, func(want, got string) bool {
		return want == got || strings.HasPrefix(want, "{") && got != ""
	})
}

// text is a field of the body that is a string; "" when it is not there.
func (c *call) text(field string) string {
	var v string
	_ = json.Unmarshal(c.body[field], &v)
	return v
}
