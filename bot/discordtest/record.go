package discordtest

import (
	"encoding/json"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"
)

// Kinds of recorded events.
const (
	KindREST      = "rest"      // a request and its answer
	KindDownload  = "download"  // a request for a file of a command
	KindDispatch  = "dispatch"  // an event, once, when it happened
	KindGateway   = "gateway"   // what passed on a connection: identify, resume, close …
	KindControl   = "control"   // what a test did
	KindViolation = "violation" // see Violation
	KindNote      = "note"      // what Discord would have done without saying so
)

// Event is a line of the record. Authorization is never in it, and the tokens
// of interactions are shortened.
type Event struct {
	N    int64     `json:"n"` // from 1, without gaps
	At   time.Time `json:"at"`
	Kind string    `json:"kind"`
	// Name is the route of a request, the name of an event or control route, or
	// who broke a rule.
	Name     string          `json:"name,omitempty"`
	Method   string          `json:"method,omitempty"`
	Path     string          `json:"path,omitempty"`
	Query    string          `json:"query,omitempty"`
	Status   int             `json:"status,omitempty"`
	Code     int             `json:"code,omitempty"`
	Took     time.Duration   `json:"took,omitempty"`
	Request  json.RawMessage `json:"request,omitempty"`
	Response json.RawMessage `json:"response,omitempty"`
	Fault    string          `json:"fault,omitempty"` // the rule that was applied
	Shard    int             `json:"shard,omitempty"`
	Text     string          `json:"text,omitempty"`
}

// By whom a rule was broken.
const (
	ByBot    = "bot"
	ByServer = "server"
)

// Violation is something that Discord forbids and does not punish at once, or
// that the server itself got wrong.
type Violation struct {
	At   time.Time `json:"at"`
	By   string    `json:"by"`
	What string    `json:"what"`
}

// Bounds of the record in memory; what is written out has none.
const (
	maxEvents     = 100_000
	maxEventBytes = 128 << 20 // of the bodies of all
	maxViolations = 1_000
	maxRecorded   = 64 << 10 // bytes of a body
)

type recorder struct {
	secret string

	mu         sync.Mutex // guards the fields below
	to         io.Writer
	n          int64
	events     []Event // the latest
	size       int     // of their bodies
	violations []Violation
}

// interactionToken is a token's beginning, which stays, and its rest.
var interactionToken = regexp.MustCompile(`(` + tokenPrefix + `[\w-]{6})[\w-]+`)

func (r *recorder) add(e Event) {
	e.Path = r.scrub(e.Path)
	e.Request, e.Response = r.scrubJSON(e.Request), r.scrubJSON(e.Response)
	e.Text = r.scrub(e.Text)
	r.mu.Lock()
	defer r.mu.Unlock()
	r.n++
	e.N = r.n
	r.events = append(r.events, e)
	r.size += e.size()
	if len(r.events) > maxEvents || r.size > maxEventBytes {
		r.drop(len(r.events)/10 + 1)
	}
	if r.to == nil {
		return
	}
	if line, err := json.Marshal(e); err == nil {
		// A record that cannot be written must not make the server fail; what it
		// says is in memory, too.
		_, _ = r.to.Write(append(line, '\n'))
	}
}

func (e Event) size() int { return len(e.Request) + len(e.Response) + len(e.Text) }

// drop forgets the oldest events.
func (r *recorder) drop(n int) {
	for _, e := range r.events[:n] {
		r.size -= e.size()
	}
	r.events = slices.Delete(r.events, 0, n)
}

func (r *recorder) scrub(s string) string {
	if r.secret != "" {
		s = strings.ReplaceAll(s, r.secret, "[token]")
	}
	return interactionToken.ReplaceAllString(s, "$1…")
}

// scrubJSON makes any body a JSON value without secrets: what is no JSON, or
// is long, becomes a string.
func (r *recorder) scrubJSON(raw json.RawMessage) json.RawMessage {
	if len(raw) == 0 {
		return nil
	}
	text := r.scrub(string(raw))
	if len(text) <= maxRecorded && json.Valid([]byte(text)) {
		return json.RawMessage(text)
	}
	out, err := json.Marshal(strings.ToValidUTF8(text[:min(len(text), maxRecorded)], "\uFFFD"))
	if err != nil {
		return nil
	}
	return out
}

// list returns the kept events after number n, of a kind if one is given.
func (r *recorder) list(after int64, kind string) []Event {
	r.mu.Lock()
	defer r.mu.Unlock()
	out := []Event{}
	for _, e := range r.events {
		if e.N > after && (kind == "" || e.Kind == kind) {
			out = append(out, e)
		}
	}
	return out
}

func (r *recorder) listViolations() []Violation {
	r.mu.Lock()
	defer r.mu.Unlock()
	return append([]Violation{}, r.violations...)
}

// violate records a broken rule.
func (s *Server) violate(by, format string, args ...any) {
	v := Violation{At: s.now(), By: by, What: s.record.scrub(fmt.Sprintf(format, args...))}
	s.record.mu.Lock()
	if len(s.record.violations) < maxViolations {
		s.record.violations = append(s.record.violations, v)
	}
	s.record.mu.Unlock()
	s.record.add(Event{At: v.At, Kind: KindViolation, Name: by, Text: v.What})
}

// note records what Discord does in silence.
func (s *Server) note(format string, args ...any) {
	s.record.add(Event{At: s.now(), Kind: KindNote, Text: fmt.Sprintf(format, args...)})
}

func (s *Server) recordExchange(c *call, a reply, began time.Time, f Fault) {
	body := c.exchange.Request
	if len(c.files) > 0 || len(c.raw) < len(body) {
		body = c.raw
	}
	e := Event{
		At: began, Kind: KindREST, Name: c.exchange.Route, Method: c.exchange.Method,
		Path: c.exchange.Path, Query: c.exchange.RawQuery, Status: a.status, Code: a.code,
		Took: s.now().Sub(began), Request: body, Response: a.raw, Fault: f.ID,
	}
	if f.Cut {
		e.Text = "the connection was cut before this answer"
	}
	s.record.add(e)
}
