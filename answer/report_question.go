package answer

import (
	"cmp"
	"strings"
)

// What a report answers, as one would ask for it: the question that those that
// follow in a conversation stand behind.

// Question returns the request as somebody would ask for it.
func (r SummaryRequest) Question() string { return reportOf("Summary", r.Scope) }

// Question returns the request as somebody would ask for it.
func (r TimelineRequest) Question() string {
	return reportOf("Timeline", cmp.Or(strings.TrimSpace(r.Scope), r.Actor, r.Place))
}

// Question returns the request as somebody would ask for it.
func (r QuotesRequest) Question() string {
	who := "everybody"
	if speaker := strings.TrimSpace(r.Speaker); speaker != "" {
		who = speaker
	}
	return "What did " + who + " say" + about(r.About) + "?"
}

// Question returns the request as somebody would ask for it.
func (r CompareRequest) Question() string {
	return "Compare " + strings.TrimSpace(r.A) + " and " + strings.TrimSpace(r.B) + about(r.About)
}

// Question returns the text that is to be checked.
func (r CheckRequest) Question() string { return r.Text }

func reportOf(what, scope string) string {
	if scope = strings.TrimSpace(scope); scope != "" {
		return what + " of " + scope
	}
	return what
}

func about(what string) string {
	if what = strings.TrimSpace(what); what != "" {
		return " about " + what
	}
	return ""
}
