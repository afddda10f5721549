package llm_test

import (
	"context"
	"encoding/base64"
	"errors"
	"strings"
	"testing"
	"time"

	"rapporteur/llm"
	"rapporteur/llm/llmtest"
)

// fault is what a server does, and what has to come of it.
type fault struct {
	name    string
	steps   []llmtest.Script
	calls   int
	is      error         // the error; nil for success
	status  int           // of the error; 0 for none
	text    string        // what the sink holds
	atLeast time.Duration // passed on the clock
	within  time.Duration
}

// errAny stands for an error without a name.
var errAny = errors.New("any error")

var whole = llmtest.Text("It is so.")

func faults() []fault {
	s := func(steps ...llmtest.Script) []llmtest.Script { return steps }
	const quick, so = 3 * time.Second, "It is so."
	return []fault{
		// 13
		{"a busy server's wait is kept to", s(llmtest.Busy("7"), whole), 2, nil, 0, so, 7 * time.Second, 8 * time.Second},
		{"a busy server without a wait is asked again soon", s(llmtest.Busy(""), whole), 2, nil, 0, so, 0, quick},
		{"a server that stays busy is given up", s(llmtest.Busy("")), 3, errAny, 429, "", 0, quick},
		{"a wait past the deadline is not begun", s(llmtest.Busy("59")), 1, errAny, 429, "", 0, quick},
		{"a wait of an hour is not begun", s(llmtest.Busy("3600")), 1, errAny, 429, "", 0, quick},
		// 14
		{"a broken server is asked again", s(llmtest.Broken(500), llmtest.Broken(503), whole), 3, nil, 0, so, 0, quick},
		{"an overloaded server is given up", s(llmtest.Broken(529)), 3, errAny, 529, "", 0, quick},
		{"a bad gateway is given up", s(llmtest.Broken(502)), 3, errAny, 502, "", 0, quick},
		{"a server's own timeout is tried again", s(llmtest.Failure(408, "timeout"), whole), 2, nil, 0, so, 0, quick},
		{"a refused connection is tried again", s(llmtest.Refused(), whole), 2, nil, 0, so, 0, quick},
		{"a refused connection is given up", s(llmtest.Refused()), 3, errAny, 0, "", 0, quick},
		// 15
		{"silence is asked once more", s(llmtest.Silent(), whole), 2, nil, 0, so, 10 * time.Second, 12 * time.Second},
		{"silence is given up", s(llmtest.Silent()), 2, context.DeadlineExceeded, 0, "", 20 * time.Second, 22 * time.Second},
		// 16
		{"a stalled stream is asked once more", s(llmtest.Stalled("It "), whole), 2, nil, 0, so, 5 * time.Second, 7 * time.Second},
		{"a stalled stream is given up", s(llmtest.Stalled("It ")), 2, context.DeadlineExceeded, 0, "It ", 10 * time.Second, 12 * time.Second},
		{"comments do not keep a stream alive", s(llmtest.Script{Pieces: []string{"It "}, Stall: true, KeepAlive: time.Second}), 2, context.DeadlineExceeded, 0, "It ", 10 * time.Second, 12 * time.Second},
		{"comments are no first text", s(llmtest.Script{Pieces: []string{}, Stall: true, KeepAlive: time.Second}), 2, context.DeadlineExceeded, 0, "", 20 * time.Second, 22 * time.Second},
		{"an endless stream is cut off", s(llmtest.Endless()), 1, errAny, 0, "*", 0, quick},
		{"an endless stream of thoughts is cut off", s(llmtest.Script{Body: endlessThoughts(), ContentType: "text/event-stream"}), 1, errAny, 0, "", 0, quick},
		{"a drip ends with the total", s(llmtest.Drip(time.Second)), 1, context.DeadlineExceeded, 0, "*", 45 * time.Second, 45 * time.Second},
		// 17
		{"a cut stream is asked once more", s(llmtest.Cut("It ", "was "), whole), 2, nil, 0, so, 0, quick},
		{"a cut stream is given up", s(llmtest.Cut("It ")), 2, errAny, 0, "It ", 0, quick},
		{"a stream that ends early is no reply", s(llmtest.Ended("It ")), 2, errAny, 0, "It ", 0, quick},
		{"broken JSON is asked once more", s(llmtest.Malformed(), whole), 2, nil, 0, so, 0, quick},
		{"broken JSON is given up", s(llmtest.Malformed()), 2, errAny, 0, "", 0, quick},
		{"a plain answer of broken JSON is given up", s(llmtest.Script{Body: `{"choices":[`}), 2, errAny, 0, "", 0, quick},
		{"an answer of nothing is given up", s(llmtest.Script{Status: 200}), 2, errAny, 0, "", 0, quick},
		{"JSON of another kind is given up", s(llmtest.Script{Body: `["no"]`}), 2, errAny, 0, "", 0, quick},
		{"an HTML page with success is an error", s(llmtest.HTML()), 2, errAny, 0, "", 0, quick},
		{"a gzip bomb does not go off", s(llmtest.GzipBomb()), 1, errAny, 0, "", 0, quick},
		{"what does not inflate is an error", s(llmtest.BadGzip()), 2, errAny, 0, "", 0, quick},
		{"a broken server amid a stream is asked again", s(llmtest.StreamError("server_error", "boom"), whole), 2, nil, 0, so, 0, quick},
		{"an overloaded server amid a stream is given up", s(llmtest.StreamError("overloaded_error", "boom")), 3, errAny, 503, "The ", 0, quick},
		{"an unknown error amid a stream is asked once more", s(llmtest.StreamError("odd", "boom "+key)), 2, errAny, 0, "The ", 0, quick},
		{"a bad request amid a stream is final", s(llmtest.StreamError("invalid_request_error", "no")), 1, errAny, 400, "The ", 0, quick},
		{"a prompt too long amid a stream is final", s(llmtest.StreamError("exceed_context_size_error", "no")), 1, llm.ErrContextLength, 400, "The ", 0, quick},
		// 18
		{"an empty reply is asked once more", s(llmtest.Empty(), whole), 2, nil, 0, so, 0, quick},
		{"an empty reply is an error", s(llmtest.Empty()), 2, errAny, 0, "", 0, quick},
		{"null is an error", s(llmtest.Null()), 2, errAny, 0, "", 0, quick},
		{"white space is an error", s(llmtest.Blank()), 2, errAny, 0, " \n\t \n", 0, quick},
		{"the call of a tool is an error", s(llmtest.Tool()), 2, errAny, 0, "", 0, quick},
		{"an unfinished reply is told", s(llmtest.Unfinished("It is")), 1, llm.ErrUnfinished, 0, "It is", 0, quick},
		{"an unfinished plain reply is told", s(llmtest.Script{Text: "It is", Finish: "length", Plain: true}), 1, llm.ErrUnfinished, 0, "It is", 0, quick},
		{"a filtered reply is told", s(llmtest.Filtered("It")), 1, llm.ErrFiltered, 0, "It", 0, quick},
		{"a filtered prompt is told", s(llmtest.Script{Status: 400, Body: `{"error":{"code":"content_filter","message":"The response was filtered"}}`}), 1, llm.ErrFiltered, 400, "", 0, quick},
		// 22
		{"a wrong key is not tried again", s(llmtest.WrongKey(key + " " + headerSecret + " " + password)), 1, errAny, 401, "", 0, quick},
		{"a forbidden model is not tried again", s(llmtest.Failure(403, "no")), 1, errAny, 403, "", 0, quick},
		{"an unknown model is not tried again", s(llmtest.NoModel()), 1, errAny, 404, "", 0, quick},
		{"a spent quota is not tried again", s(llmtest.QuotaSpent()), 1, errAny, 429, "", 0, quick},
		{"a bad request is not tried again", s(llmtest.Script{Status: 400, Body: "bad\n" + key[:5] + "\xff" + key[5:]}), 1, errAny, 400, "", 0, quick},
		{"a prompt too long is told", s(llmtest.TooLong()), 1, llm.ErrContextLength, 400, "", 0, quick},
		{"a prompt too long for llama.cpp is told", s(llmtest.Failure(400, "the request exceeds the available context size, try increasing it")), 1, llm.ErrContextLength, 400, "", 0, quick},
		{"a prompt too long for a proxy is told", s(llmtest.Script{Status: 413, Body: `{"detail":"prompt is too long: 9000 tokens"}`}), 1, llm.ErrContextLength, 413, "", 0, quick},
	}
}

func endlessThoughts() string {
	line := `data: {"choices":[{"delta":{"reasoning_content":"` + strings.Repeat("hm ", 1000) + `"}}]}` + "\n\n"
	b := make([]byte, 0, 3<<20)
	for len(b) < 3<<20-len(line) {
		b = append(b, line...)
	}
	return string(b)
}

func TestChatFaults(t *testing.T) {
	for _, test := range faults() {
		t.Run(test.name, func(t *testing.T) {
			inBubble(t, llmtest.Steps(test.steps...), func(t *testing.T, s *llmtest.Server) {
				c := chat(t, s, func(cfg *llm.ChatConfig) {
					cfg.FirstByte, cfg.Idle, cfg.Total = 10*time.Second, 5*time.Second, 45*time.Second
				})
				var p page
				start := time.Now()
				reply, err := c.Write(t.Context(), question, &p)
				passed := time.Since(start)
				test.check(t, err)
				if n := len(s.Calls()); n != test.calls || p.starts != n {
					t.Errorf("%d calls and %d starts, want %d (error: %v)", n, p.starts, test.calls, err)
				}
				if test.text != "*" && p.text != test.text {
					t.Errorf("the sink holds %q, want %q", p.text, test.text)
				}
				if len(p.text) > 64<<10 {
					t.Errorf("the sink got %d bytes", len(p.text))
				}
				if passed < test.atLeast || passed > test.within {
					t.Errorf("took %v, want %v to %v", passed, test.atLeast, test.within)
				}
				if p.text != "" && reply.Usage == (llm.Usage{}) {
					t.Error("there is text, and no tokens were spent")
				}
			})
		})
	}
}

func (f fault) check(t *testing.T, err error) {
	t.Helper()
	checkShown(t, err)
	switch {
	case f.is == nil:
		if err != nil {
			t.Errorf("Write: %v", err)
		}
		return
	case err == nil:
		t.Error("Write succeeded, want an error")
		return
	case f.is != errAny && !errors.Is(err, f.is):
		t.Errorf("error %v, want %v", err, f.is)
	}
	var s *llm.StatusError
	if errors.As(err, &s) != (f.status != 0) || s != nil && s.Status != f.status {
		t.Errorf("error %v (%+v), want status %d", err, s, f.status)
	}
	for _, other := range []error{llm.ErrContextLength, llm.ErrUnfinished, llm.ErrFiltered, llm.ErrAway} {
		if other != f.is && errors.Is(err, other) {
			t.Errorf("error %v is %v", err, other)
		}
	}
}

// A key is sent with the white space around it and quoted without; a name
// without a password in an address is a key.
func TestChatShowsNoSecretInAnyForm(t *testing.T) {
	for name, cfg := range map[string]llm.Config{
		"a key with blanks":           {Key: "  " + key + "\t "},
		"a header with blanks":        {ExtraHeaders: map[string]string{"X-Proxy-Token": " " + key + " "}},
		"a name alone":                {BaseURL: "http://" + key + "@model.test/v1"},
		"a name with a colon":         {BaseURL: "http://" + key + ":@model.test/v1"},
		"a password with blanks":      {BaseURL: "http://user:%20" + key + "%20@model.test/v1"},
		"a key in a query of an API":  {BaseURL: "http://model.test/v1?code=%20" + key},
		"white space is not a secret": {Key: " "},
	} {
		t.Run(name, func(t *testing.T) {
			said := key
			if name == "white space is not a secret" {
				said = "none at all"
			}
			auth := base64.StdEncoding.EncodeToString([]byte(said + ":"))
			s := llmtest.New(t, llmtest.Always(llmtest.WrongKey(said+" ("+auth+")")))
			_, err := chat(t, s, func(c *llm.ChatConfig) {
				cfg.Model, cfg.HTTPClient = "m", s.Client()
				if cfg.BaseURL == "" {
					cfg.BaseURL = "http://model.test/v1"
				}
				c.Config = cfg
			}).Write(t.Context(), question, &page{})
			checkShown(t, err)
			if err == nil || strings.Contains(name, "name a") && strings.Contains(err.Error(), auth) {
				t.Errorf("the error shows a secret: %v", err)
			}
			if said != key && !strings.Contains(err.Error(), said) {
				t.Errorf("error = %v", err)
			}
		})
	}
}
