package metrics

import (
	"strconv"
	"time"
)

// Question is one that came to its end.
type Question struct {
	Outcome string   // answered, refused, failed, undelivered, turned_away, dropped or gone
	Writer  string   // extractive, model, fallback (the model could not be used), or none
	Place   string   // server or dm
	Kind    string   // mention, reply, dm, or the command
	Reason  string   // of a refusal
	Limit   string   // of one that was turned away
	Dropped []string // the kinds of sentences that were not shown
	// Steps are those that there were, by name.
	Steps map[string]time.Duration
	Total time.Duration
	// IndexDegraded and WriterDegraded say what could not be used.
	IndexDegraded, WriterDegraded bool
}

// Question counts a question.
func (r *Registry) Question(q Question) {
	r.questions.add(1, q.Outcome, q.Writer, q.Place, q.Kind)
	switch q.Outcome {
	case "turned_away":
		r.turnedAway.add(1, q.Limit)
		return
	case "refused":
		r.refusals.add(1, q.Reason)
	}
	r.duration.observe(q.Total, q.Kind)
	for step, took := range q.Steps {
		r.step.observe(took, step)
	}
	for _, kind := range q.Dropped {
		r.dropped.add(1, kind)
	}
	if q.IndexDegraded {
		r.degraded.add(1, "index")
	}
	if q.WriterDegraded {
		r.degraded.add(1, "writer")
	}
}

// ModelRequest is one request to the model that writes, with all its tries.
type ModelRequest struct {
	Took          time.Duration
	Prompt, Reply int     // tokens
	Cost          float64 // dollars
	Fault         string  // kind; "" when there was none
}

// ModelRequest counts a request to the model that writes.
func (r *Registry) ModelRequest(m ModelRequest) {
	r.modelRequests.add(1)
	r.modelDuration.observe(m.Took)
	r.modelTokens.add(float64(m.Prompt), "prompt")
	r.modelTokens.add(float64(m.Reply), "reply")
	r.modelCost.add(m.Cost)
	if m.Fault != "" {
		r.modelFaults.add(1, m.Fault)
	}
}

// Embedding counts a request for the vectors of so many texts; fault is its kind,
// "" when there was none.
func (r *Registry) Embedding(texts int, fault string) {
	r.embedRequests.add(1)
	r.embedTexts.add(float64(texts))
	if fault != "" {
		r.embedFaults.add(1, fault)
	}
}

// Request is one request to Discord's API.
type Request struct {
	Method string
	Route  string // a template: ids and tokens are replaced
	Status int    // 0 when no answer came
	Took   time.Duration
	Scope  string // with status 429: global, user or shared
}

// Request counts a request to Discord's API.
func (r *Registry) Request(q Request) {
	status := "none"
	if q.Status > 0 {
		status = strconv.Itoa(q.Status)
	}
	r.sent.add(1, q.Method, q.Route, status)
	r.sentDuration.observe(q.Took, q.Method, q.Route)
	if q.Status == 429 {
		r.limited.add(1, q.Scope)
	}
}

// Connected counts a connection to the gateway.
func (r *Registry) Connected(resumed bool) {
	how := "new"
	if resumed {
		how = "resumed"
	}
	r.connects.add(1, how)
}

// Lost counts a connection to the gateway that was lost.
func (r *Registry) Lost() { r.losses.add(1) }

// NotConnected counts a try to connect to the gateway that failed.
func (r *Registry) NotConnected() { r.failures.add(1) }
