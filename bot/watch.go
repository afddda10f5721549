package bot

import (
	"errors"
	"net/http"
	"strings"
	"sync/atomic"
	"time"

	"rapporteur/answer"
	"rapporteur/bot/queue"
)

// Watcher is told what the bot does, by whoever counts it. Its methods are called
// by many goroutines at once and return at once. But for the Answer, which is not
// to be kept, nothing that it is told holds a user's words, an id or a token.
type Watcher interface {
	// Done is called once for each question, report and look-up, after its reply.
	Done(Done)
	// Sent is called for each request to Discord's API, after its answer.
	Sent(Sent)
	// Gateway is called when the state of a connection changes.
	Gateway(Link)
}

// Done is what became of a question.
type Done struct {
	Kind    string // mention, reply, dm, lookup, or the command that asked
	Direct  bool   // it was not asked on a server
	Outcome Outcome
	Limit   string         // of what was turned away: the bound that was met, or "closed"
	Answer  *answer.Answer // nil where there is none; of a report, what it is as an answer
	// Waited is the time before its turn, Delivered that which Discord took to
	// take the reply, and Total that from its arrival until then.
	Waited, Delivered, Total time.Duration
}

// Outcome says in one word what became of a question.
type Outcome string

// The outcomes.
const (
	Answered    Outcome = "answered"
	Refused     Outcome = "refused"     // the articles hold no answer, or it was no question
	Failed      Outcome = "failed"      // the asker was told that something went wrong
	Undelivered Outcome = "undelivered" // Discord did not take the reply
	TurnedAway  Outcome = "turned_away" // at a limit
	Dropped     Outcome = "dropped"     // the bot was to stop before
	Deleted     Outcome = "gone"        // deleted meanwhile
)

// Sent is one request to Discord's API.
type Sent struct {
	Method string
	Route  string        // with {id} for what is an id, a token or unknown
	Status int           // of HTTP, 0 when no answer came
	Took   time.Duration // until the answer
	Scope  string        // of the limit, with status 429: global, user or shared
}

// Link is a change of a connection to the gateway.
type Link string

// The changes.
const (
	LinkBegun   Link = "begun"   // connected, with a new session
	LinkResumed Link = "resumed" // connected, going on where it was lost
	LinkLost    Link = "lost"
	LinkFailed  Link = "failed" // a try to connect failed
)

// unwatched is the Watcher where there is none.
type unwatched struct{}

func (unwatched) Done(Done)    {}
func (unwatched) Sent(Sent)    {}
func (unwatched) Gateway(Link) {}

// Status is how a bot is doing.
type Status struct {
	Shards, Connected  int // connections that there should be, and are; 0 before Discord was asked
	Stopping           bool
	Questions, Lookups queue.Stats
}

// Status returns how the bot is doing at this moment. It takes no time.
func (b *Bot) Status() Status {
	return Status{
		Shards: int(b.links.wanted.Load()), Connected: int(b.links.up.Load()), Stopping: b.closing.Load(),
		Questions: b.questions.Stats(), Lookups: b.lookups.Stats(),
	}
}

// uplinks counts the connections of all shards. Safe for concurrent use.
type uplinks struct {
	wanted, up atomic.Int64
	watch      Watcher
}

func (l *uplinks) connected(resumed bool) {
	l.up.Add(1)
	if resumed {
		l.watch.Gateway(LinkResumed)
		return
	}
	l.watch.Gateway(LinkBegun)
}

// ended notes that a connection is over; lost that it was not meant to be.
func (l *uplinks) ended(lost bool) {
	l.up.Add(-1)
	if lost {
		l.watch.Gateway(LinkLost)
	}
}

func (l *uplinks) failed() { l.watch.Gateway(LinkFailed) }

// outcomeOf says what became of a question.
func outcomeOf(out outcome) Outcome {
	switch {
	case out.dropped:
		return Dropped
	case errors.Is(out.err, errGone):
		return Deleted
	case out.code != "":
		return Failed
	case out.err != nil:
		return Undelivered
	case out.answer != nil && out.answer.Refused:
		return Refused
	}
	return Answered
}

// limitOf names the bound that turned a question away.
func limitOf(err error) string {
	var limit *queue.LimitError
	if errors.As(err, &limit) {
		return strings.ReplaceAll(string(limit.Kind), " ", "_")
	}
	return "closed"
}

// routeWords are the parts of routes that are no ids.
var routeWords = map[string]bool{
	"applications": true, "bot": true, "bulk-delete": true, "callback": true, "channels": true, "commands": true, "gateway": true,
	"guilds": true, "interactions": true, "members": true, "messages": true, "threads": true, "typing": true, "users": true,
	"webhooks": true, "@me": true, "@original": true,
}

// longestRoute bounds the parts of a template.
const longestRoute = 8

// route returns the template of a path of the API: what is no word of it is
// {id}, so that neither ids nor tokens are in what is counted.
func route(path string) string {
	_, rest, found := strings.Cut(path, "/api/")
	if !found {
		rest = path
	}
	parts := strings.Split(strings.Trim(rest, "/"), "/")
	if apiVersion.MatchString("/" + parts[0]) {
		parts = parts[1:]
	}
	parts = parts[:min(len(parts), longestRoute)]
	for i, p := range parts {
		if !routeWords[p] {
			parts[i] = "{id}"
		}
	}
	return "/" + strings.Join(parts, "/")
}

// limitScope says what a 429 is about.
func limitScope(h http.Header) string {
	switch scope := h.Get("X-RateLimit-Scope"); {
	case h.Get("X-RateLimit-Global") != "" || scope == "global":
		return "global"
	case scope == "shared":
		return "shared"
	case scope == "":
		return "global" // the network before Discord does not say
	}
	return "user"
}
