package metrics

import (
	"slices"
	"sync"
)

// other stands for every value that a label does not have.
const other = "other"

// label is one label with the values that it can have.
type label struct {
	name   string
	values []string // nil: any, up to most different ones
	most   int

	mu   sync.Mutex // guards seen
	seen map[string]bool
}

// The labels. What is not listed is counted as other, so adding an outcome, a
// reason or a command elsewhere without adding it here loses no count.
func outcomes() *label {
	return &label{name: "outcome", values: []string{"answered", "refused", "failed", "undelivered", "turned_away", "dropped", "gone"}}
}

func writers() *label {
	return &label{name: "writer", values: []string{"extractive", "model", "fallback", "none"}}
}

func places() *label { return &label{name: "place", values: []string{"server", "dm"}} }

func kinds() *label {
	return &label{name: "kind", values: []string{
		"mention", "reply", "dm", "ask", "ask_about", "lookup", "summary", "timeline", "quotes", "compare", "check",
	}}
}

func reasons() *label {
	return &label{name: "reason", values: []string{
		"no_evidence", "outside_period", "unknown_name", "off_topic", "not_a_question", "empty", "same_sides", "no_articles",
	}}
}

func dropReasons() *label {
	return &label{name: "reason", values: []string{
		"uncited", "unknown_source", "unfinished", "unsafe", "repeated", "quote", "figure", "date", "name", "speaker", "owner",
		"negation", "roles", "uncovered", "too_long", "stitched", "pronoun",
	}}
}

func limits() *label {
	return &label{name: "limit", values: []string{"hour", "full_user", "full_server", "full", "closed"}}
}

func steps() *label {
	return &label{name: "step", values: []string{"wait", "retrieve", "write", "verify", "deliver"}}
}

func parts() *label {
	return &label{name: "part", values: []string{"index", "writer"}}
}

func directions() *label {
	return &label{name: "direction", values: []string{"prompt", "reply"}}
}

func faults() *label {
	return &label{name: "kind", values: []string{
		"away", "budget", "context_length", "empty", "filtered", "limited", "malformed", "network", "quota", "refused", "server",
		"timeout", "unfinished",
	}}
}

func methods() *label {
	return &label{name: "method", values: []string{"GET", "POST", "PUT", "PATCH", "DELETE"}}
}

// mostRoutes is far more than the templates of routes that there are.
const mostRoutes = 60

func routes() *label { return &label{name: "route", most: mostRoutes} }

// mostStatuses is more than the statuses that HTTP has.
const mostStatuses = 80

func statuses() *label { return &label{name: "status", most: mostStatuses} }

func scopes() *label {
	return &label{name: "scope", values: []string{"global", "user", "shared"}}
}

func queues() *label { return &label{name: "queue", values: []string{"questions", "lookups"}} }

func connects() *label { return &label{name: "how", values: []string{"new", "resumed"}} }

func components() *label {
	return &label{name: "component", values: []string{"archive", "cache", "library", "spending", "store"}}
}

// maxValue bounds the length of a value of a label that takes any.
const maxValue = 120

// of returns v as the label may have it.
func (l *label) of(v string) string {
	if l.values != nil {
		if slices.Contains(l.values, v) {
			return v
		}
		return other
	}
	if len(v) > maxValue {
		return other
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	switch {
	case l.seen[v]:
		return v
	case len(l.seen) >= l.most:
		return other
	case l.seen == nil:
		l.seen = map[string]bool{}
	}
	l.seen[v] = true
	return v
}
