package discordtest

import (
	"fmt"
	"net/http"
	"regexp"
	"time"
)

// Fault is a rule that makes REST go wrong. The first whose method and path
// match a request, and whose turns and chance allow it, is applied to it.
type Fault struct {
	ID     string `json:"id,omitempty"` // given by the server
	Method string `json:"method,omitempty"`
	// Path is a regular expression of the path without /api/v10, found
	// anywhere in it; "" matches all.
	Path string `json:"path,omitempty"`

	// Status fails the request with it; 0 does not (Latency alone slows it down).
	Status  int    `json:"status,omitempty"`
	Code    int    `json:"code,omitempty"` // Discord's, such as 50013; gives the status, too
	Message string `json:"message,omitempty"`
	// RetryAfter, Global and Scope ("user", "shared", "global") are of a 429.
	RetryAfter time.Duration `json:"retry_after,omitempty"`
	Global     bool          `json:"global,omitempty"`
	Scope      string        `json:"scope,omitempty"`
	HTML       bool          `json:"html,omitempty"` // a proxy's page; for 429 Cloudflare's 1015

	Latency time.Duration `json:"latency,omitempty"` // before the request is carried out, or after it with Apply
	Cut     bool          `json:"cut,omitempty"`     // the connection breaks off without an answer
	// Apply carries the request out first: its answer alone is late, lost or
	// replaced.
	Apply bool `json:"apply,omitempty"`

	Times       int     `json:"times,omitempty"`       // 0 for no end
	Probability float64 `json:"probability,omitempty"` // 0 for always
	Hits        int     `json:"hits,omitempty"`        // how often it was applied; the server counts

	path *regexp.Regexp
}

// addFault adds a rule after the others.
func (s *Server) addFault(f Fault) (Fault, error) {
	var err error
	if f.path, err = regexp.Compile(f.Path); err != nil {
		return f, fmt.Errorf("the path of a fault: %w", err)
	}
	if f.Status == 0 && f.Code != 0 {
		f.Status = fail(f.Code).status
	}
	f.ID, f.Hits = s.world.id(s.now()), 0
	s.faults = append(s.faults, &f)
	return f, nil
}

// fault returns the rule for a request: one that does nothing, if none holds.
func (s *Server) fault(c *call) Fault {
	s.mu.Lock()
	defer s.mu.Unlock()
	path := c.exchange.Path[len("/api/v10"):]
	for _, f := range s.faults {
		switch {
		case f.Method != "" && f.Method != c.exchange.Method:
		case !f.path.MatchString(path):
		case f.Times > 0 && f.Hits >= f.Times:
		case f.Probability > 0 && s.chance.Float64() >= f.Probability:
		default:
			f.Hits++
			return *f
		}
	}
	return Fault{}
}

func (f Fault) fails() bool { return f.Status != 0 || f.Cut }

// before reports a failure in place of the request.
func (f Fault) before() bool { return f.fails() && !f.Apply }

func (f Fault) reply() reply {
	switch {
	case f.Status == http.StatusTooManyRequests && f.HTML:
		return cloudflare(f.RetryAfter)
	case f.Status == http.StatusTooManyRequests && f.Code == 0:
		scope := f.Scope
		if scope == "" && f.Global {
			scope = "global"
		}
		set(&scope, "user")
		return limited(f.RetryAfter, f.Global, scope)
	case f.HTML, f.Status >= 500 && f.Message == "" && f.Code == 0:
		title := fmt.Sprintf("%d %s", f.Status, http.StatusText(f.Status))
		return reply{status: f.Status, html: "<html><head><title>" + title + "</title></head><body><h1>" + title + "</h1></body></html>\n"}
	case f.Status == 0: // cut
		return reply{}
	}
	a := fail(f.Code)
	a.status = f.Status
	if f.Message != "" {
		a.body = object{"message": f.Message, "code": f.Code}
	}
	return a
}
