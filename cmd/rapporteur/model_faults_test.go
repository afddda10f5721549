package main

import (
	"context"
	"fmt"
	"net"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"rapporteur/llm/llmtest"
)

// fault is a way in which a server fails a question.
type fault struct {
	name     string
	answer   func(llmtest.Call) llmtest.Script
	models   *llmtest.Script // answers the list of models, and no model is named
	timeout  string          // RAPPORTEUR_CHAT_TIMEOUT
	calls    int             // exactly; 0 for at most three
	degraded string          // away when empty
}

// pieces is a reply of a good sentence and the beginning of another one.
func pieces(c llmtest.Call) []string { return []string{right(c), " " + partial} }

func faults() []fault {
	always := llmtest.Always
	allSecrets := "no good: " + secretKey + ", " + secretHeader + ", " + secretPassword
	out := []fault{
		{name: "busy without a time", answer: always(llmtest.Busy(""))},
		{name: "busy for longer than anybody waits", answer: always(llmtest.Busy("3600")), calls: 1},
		{name: "busy for longer than the time of the request", answer: always(llmtest.Busy("2")), timeout: "1s", calls: 1},
		{name: "the connection breaks off", answer: always(llmtest.Refused())},
		{name: "a web page with status 200", answer: always(llmtest.HTML())},
		{name: "malformed events", answer: always(llmtest.Malformed())},
		{name: "a document cut short", answer: always(llmtest.Script{Body: `{"choices":[{"message":{"content":"` + partial})},
		{name: "JSON that is no chat", answer: always(llmtest.Script{Body: `{"hello":"world"}`})},
		{name: "an empty body", answer: always(llmtest.Script{Status: 200})},
		{name: "plain text", answer: always(llmtest.Script{ContentType: "text/plain", Body: partial})},
		{name: "a stream cut in a sentence", answer: func(c llmtest.Call) llmtest.Script { return llmtest.Cut(pieces(c)...) }},
		{name: "a stream that ends in a sentence", answer: func(c llmtest.Call) llmtest.Script { return llmtest.Ended(pieces(c)...) }},
		{name: "a gzip bomb", answer: always(llmtest.GzipBomb())},
		{name: "gzip that is none", answer: always(llmtest.BadGzip())},
		{name: "silence", answer: always(llmtest.Silent()), timeout: "1s"},
		{name: "a stream that stalls after a good sentence", timeout: "1s", answer: func(c llmtest.Call) llmtest.Script { return llmtest.Stalled(pieces(c)...) }},
		{name: "a stream of comments after a good sentence", timeout: "1s", answer: func(c llmtest.Call) llmtest.Script {
			return llmtest.Script{Pieces: pieces(c), Stall: true, KeepAlive: 20 * time.Millisecond}
		}},
		{name: "a letter at a time", answer: always(llmtest.Drip(30 * time.Millisecond)), timeout: "1s", calls: 1},
		// What comes fast is read until there is too much of it to be an answer.
		{name: "an endless stream", answer: always(llmtest.Endless()), calls: 1, degraded: unproved},
		{name: "an empty reply", answer: always(llmtest.Empty())},
		{name: "null", answer: always(llmtest.Null())},
		{name: "white space", answer: always(llmtest.Blank())},
		{name: "the call of a tool", answer: always(llmtest.Tool())},
		{name: "a sentence cut at the greatest length", answer: always(llmtest.Unfinished(partial)), calls: 1, degraded: unproved},
		{name: "a filter after a good sentence", answer: func(c llmtest.Call) llmtest.Script { return llmtest.Filtered(strings.Join(pieces(c), "")) }},
		{name: "an error amid the stream", answer: always(llmtest.StreamError("server_error", allSecrets))},
		{name: "a wrong key, repeated", answer: always(llmtest.WrongKey(secretKey)), calls: 1},
		{name: "forbidden, with all secrets repeated", answer: always(llmtest.Failure(403, allSecrets)), calls: 1},
		{name: "an unknown model", answer: always(llmtest.NoModel()), calls: 1},
		{name: "the quota is spent", answer: always(llmtest.QuotaSpent()), calls: 1},
		{name: "broken, with all secrets repeated", answer: always(llmtest.Failure(500, allSecrets))},
		{name: "a prompt that never fits", answer: always(llmtest.TooLong()), calls: 2},
		{name: "the list of models is refused", answer: always(llmtest.Silent()), models: new(llmtest.WrongKey(secretKey))},
		{name: "the list of models is a web page", answer: always(llmtest.Silent()), models: new(llmtest.HTML())},
		{name: "no model that writes", answer: always(llmtest.Silent()), models: &llmtest.Script{Body: `{"object":"list","data":[{"id":"nomic-embed-text"}]}`}},
	}
	for _, status := range []int{500, 502, 503, 529} {
		out = append(out, fault{name: fmt.Sprintf("status %d", status), answer: always(llmtest.Broken(status)), calls: 3})
	}
	return out
}

// TestServerFaults: whatever a server does, a question is answered, in the
// articles' own words, and the answer says so.
func TestServerFaults(t *testing.T) {
	before := runtime.NumGoroutine()
	t.Run("fault", func(t *testing.T) {
		for i, f := range faults() {
			if i%3 > 0 && raced() {
				continue
			}
			t.Run(f.name, func(t *testing.T) {
				t.Parallel()
				f.check(t)
			})
		}
		t.Run("nobody listens", func(t *testing.T) {
			t.Parallel()
			env := settingsFor(closedAddress(t))
			checkOwnWords(t, play(t, env, "", "ask", "--json", "--log-level", "debug", asked).reply(t, exitDone), away)
		})
	})
	checkGoroutines(t, before)
}

func (f fault) check(t *testing.T) {
	server := llmtest.New(t, f.answer)
	env := settingsFor(server.URL(), "RAPPORTEUR_CHAT_MODEL="+modelName, "RAPPORTEUR_CHAT_TIMEOUT="+f.timeout)
	if f.models != nil {
		server.ModelsAs(*f.models)
		env["RAPPORTEUR_CHAT_MODEL"] = ""
	}
	s := play(t, env, "", "ask", "--json", "--log-level", "debug", asked)
	a := s.reply(t, exitDone)
	want := f.degraded
	if want == "" {
		want = away
	}
	checkOwnWords(t, a, want)
	if strings.Contains(a.Text, partial) || strings.Contains(a.Text, "Putin's special envoy") {
		t.Errorf("the answer holds a part of the reply: %s", a.Text)
	}
	calls := len(server.Calls())
	if f.calls > 0 && calls != f.calls || calls > 3 {
		t.Errorf("%d requests, want %d (0: at most three)", calls, f.calls)
	}
	if limit := 5000.0; f.timeout == "1s" && a.Timing.Write > limit {
		t.Errorf("the writer was waited for for %.0f ms though it has one second", a.Timing.Write)
	}
	if !strings.Contains(s.stderr, "level=WARN msg=written") && want == away {
		t.Errorf("no warning says why the model could not be had:\n%s", s.stderr)
	}
}

// closedAddress is the address of a server that was closed.
func closedAddress(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return "http://" + l.Addr().String() + "/v1"
}

// checkGoroutines waits until no more goroutines run than did before.
func checkGoroutines(t *testing.T, before int) {
	t.Helper()
	poll := time.NewTicker(5 * time.Millisecond)
	defer poll.Stop()
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	for runtime.NumGoroutine() > before {
		select {
		case <-poll.C:
			runtime.Gosched()
		case <-ctx.Done():
			stacks := make([]byte, 1<<20)
			t.Errorf("%d goroutines, %d before:\n%s", runtime.NumGoroutine(), before, stacks[:runtime.Stack(stacks, true)])
			return
		}
	}
}

func TestBusyServerIsWaitedFor(t *testing.T) {
	t.Parallel()
	var mu sync.Mutex
	var at []time.Time
	server := llmtest.New(t, func(c llmtest.Call) llmtest.Script {
		mu.Lock()
		defer mu.Unlock()
		if at = append(at, time.Now()); c.N == 1 {
			return llmtest.Busy("1")
		}
		return llmtest.Text(right(c))
	})
	a := play(t, settingsFor(server.URL()), "", "ask", "--json", asked).reply(t, exitDone)
	if a.Writer != "test-model" || a.Degraded != "" {
		t.Errorf("writer %q, degraded %q", a.Writer, a.Degraded)
	}
	mu.Lock()
	defer mu.Unlock()
	if len(at) != 2 || at[1].Sub(at[0]) < time.Second {
		t.Errorf("requests at %v, want two with a second between them", at)
	}
}

// A window smaller than it was said to be: half the sources fit.
func TestPromptTooLongOnce(t *testing.T) {
	t.Parallel()
	server := llmtest.New(t, func(c llmtest.Call) llmtest.Script {
		if c.N == 1 {
			return llmtest.TooLong()
		}
		return llmtest.Text(right(c))
	})
	a := play(t, settingsFor(server.URL()), "", "ask", "--json", asked).reply(t, exitDone)
	if a.Writer != "test-model" || a.Degraded != "" {
		t.Errorf("writer %q, degraded %q: %s", a.Writer, a.Degraded, a.Text)
	}
	calls := server.Calls()
	if len(calls) != 2 {
		t.Fatalf("%d requests, want 2", len(calls))
	}
	if first, second := len(calls[0].User), len(calls[1].User); second >= first*3/4 {
		t.Errorf("the second prompt has %d bytes, the first %d", second, first)
	}
}

// What was finished before the reply reached its greatest length is shown.
func TestReplyOfGreatestLength(t *testing.T) {
	t.Parallel()
	server := llmtest.New(t, func(c llmtest.Call) llmtest.Script { return llmtest.Unfinished(strings.Join(pieces(c), "")) })
	a := play(t, settingsFor(server.URL()), "", "ask", "--json", asked).reply(t, exitDone)
	if a.Writer != "test-model" || strings.Contains(a.Text, partial) {
		t.Errorf("writer %q: %s", a.Writer, a.Text)
	}
	if len(a.Dropped) != 1 || !strings.Contains(a.Dropped[0].Text, partial) {
		t.Errorf("dropped %+v, want the sentence that was cut", a.Dropped)
	}
}
