package llm_test

import (
	"context"
	"errors"
	"net/http"
	"runtime"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"rapporteur/llm"
	"rapporteur/llm/llmtest"
)

// What no error may show, beside key.
const (
	headerSecret = "header-secret-987"
	password     = "hunter2"
)

// chat returns a chat with s, in process, whose secrets are as many as can be.
func chat(t *testing.T, s *llmtest.Server, change ...func(*llm.ChatConfig)) *llm.Chat {
	t.Helper()
	cfg := llm.ChatConfig{Config: llm.Config{
		BaseURL: "http://user:" + password + "@model.test/v1", Key: key, Model: "writer-1",
		HTTPClient: s.Client(), ExtraHeaders: map[string]string{"X-Proxy-Token": headerSecret},
	}}
	for _, f := range change {
		f(&cfg)
	}
	c, err := llm.NewChat(cfg)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// page takes a reply.
type page struct {
	starts int
	text   string // since the last start
	pieces int
	err    error // of the next Write
}

func (p *page) Start() { p.starts++; p.text = ""; p.pieces = 0 }

func (p *page) Write(delta string) error {
	p.text += delta
	p.pieces++
	return p.err
}

var question = llm.Request{System: "You are brief.", User: "Who met in Vienna?", MaxTokens: 200}

// checkShown fails when an error is not fit for a log line, or shows a secret.
func checkShown(t *testing.T, err error) {
	t.Helper()
	if err == nil {
		return
	}
	for _, secret := range []string{key, headerSecret, password} {
		if strings.Contains(err.Error(), secret) {
			t.Errorf("the error shows a secret: %q", err)
		}
	}
	if strings.ContainsAny(err.Error(), "<\n") || len(err.Error()) > 600 {
		t.Errorf("error is not fit for a log line: %q", err)
	}
}

// inBubble runs f on the clock of a synctest bubble with a server, and checks
// that f leaves nothing running on either side.
func inBubble(t *testing.T, write func(llmtest.Call) llmtest.Script, f func(t *testing.T, s *llmtest.Server)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		s := llmtest.New(t, write)
		client := s.Client()
		synctest.Wait()
		before, _ := goroutines()
		f(t, s)
		synctest.Wait()
		if n := s.Answering(); n != 0 {
			t.Errorf("%d requests are still under way", n)
		}
		client.CloseIdleConnections()
		synctest.Wait()
		if n, stacks := goroutines(); n > before {
			t.Errorf("%d goroutines, %d before:\n%s", n, before, stacks)
		}
	})
}

// goroutines counts those of the bubble.
func goroutines() (int, string) {
	buf := make([]byte, 1<<20)
	stacks := string(buf[:runtime.Stack(buf, true)])
	return strings.Count(stacks, ", synctest bubble"), stacks
}

func TestChatStreamsAReply(t *testing.T) {
	s := llmtest.New(t, llmtest.Always(llmtest.Text("Four ministers met in Vienna.")))
	c := chat(t, s, func(cfg *llm.ChatConfig) { cfg.BaseURL, cfg.HTTPClient = s.URL(), nil })
	var p page
	got, err := c.Write(t.Context(), question, &p)
	if err != nil {
		t.Fatal(err)
	}
	want := llm.Reply{Model: "writer-1", Usage: llm.Usage{Prompt: 7, Completion: 5}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("reply (-want +got):\n%s", diff)
	}
	if p.text != "Four ministers met in Vienna." || p.starts != 1 || p.pieces != 5 {
		t.Errorf("the sink got %+v", p)
	}
	call := s.Calls()[0]
	if call.System != question.System || call.User != question.User || call.Model != "writer-1" || !call.Stream {
		t.Errorf("call = %+v", call)
	}
	if auth, token := call.Header.Get("Authorization"), call.Header.Get("X-Proxy-Token"); auth != "Bearer "+key || token != headerSecret {
		t.Errorf("headers = %q, %q", auth, token)
	}
	if call.Body["max_tokens"] != 200.0+1024 || call.Body["temperature"] != 0.01 {
		t.Errorf("request = %v", call.Body)
	}
	if c.Name() != "writer-1" {
		t.Errorf("Name() = %q", c.Name())
	}
}

func TestChatUnderstandsWhatServersSend(t *testing.T) {
	const text = "Four ministers met."
	sse := func(lines ...string) llmtest.Script {
		return llmtest.Script{ContentType: "text/event-stream", Body: strings.Join(lines, "\n")}
	}
	counted := llm.Usage{Prompt: 7, Completion: 3}
	estimated := llm.Usage{Prompt: 19, Completion: 5, Estimated: true}
	for _, test := range []struct {
		name   string
		answer llmtest.Script
		usage  llm.Usage
	}{
		{"a plain answer of a server that does not stream", llmtest.Script{Text: text, Plain: true}, counted},
		{"a plain answer without a count", llmtest.Script{Text: text, Plain: true, NoUsage: true}, estimated},
		{"a stream without a count", llmtest.Script{Text: text, NoUsage: true}, estimated},
		{"a stream without a mark at its end", llmtest.Script{Text: text, NoDone: true}, counted},
		{"a stream without a reason for its end", llmtest.Script{Text: text, Finish: "-"}, counted},
		{"a connection that stays open", llmtest.Script{Text: text, Linger: true}, estimated},
		{"another word for a good end", llmtest.Script{Text: text, Finish: "eos_token"}, counted},
		{"comments, other fields, no spaces and Windows line ends", sse(
			": OPENROUTER PROCESSING\r", "\r", "id: 1\r", "event: message\r",
			`data:{"choices":[{"index":0,"delta":{"content":"Four ministers met."},"finish_reason":"stop"}],"usage":null,"error":null}`+"\r", "\r", "data:[DONE]\r", "\r"), estimated},
		{"no line end at the end", sse(`data: {"choices":[{"delta":{"content":"Four ministers met."}}]}`, "", "data: [DONE]"), estimated},
		{"an answer without a type", llmtest.Script{ContentType: "text/plain", Body: `{"choices":[{"message":{"content":"Four ministers met."},"finish_reason":"stop"}]}`}, estimated},
		{"a second choice nobody asked for", sse(
			`data: {"choices":[{"index":1,"delta":{"content":"No."}},{"index":0,"delta":{"content":"Four ministers met."}}]}`, "", "data: [DONE]"), estimated},
	} {
		t.Run(test.name, func(t *testing.T) {
			inBubble(t, llmtest.Always(test.answer), func(t *testing.T, s *llmtest.Server) {
				var p page
				got, err := chat(t, s).Write(t.Context(), question, &p)
				if err != nil || p.text != text || p.starts != 1 {
					t.Fatalf("the sink got %+v, error %v", p, err)
				}
				if diff := cmp.Diff(test.usage, got.Usage); diff != "" {
					t.Errorf("usage (-want +got):\n%s", diff)
				}
			})
		})
	}
}

func TestChatCountsThoughtsAsLife(t *testing.T) {
	answer := llmtest.Script{Think: []string{"Hm.", "Who?", "Ah."}, Text: "Four.", Drip: 10 * time.Second}
	inBubble(t, llmtest.Always(answer), func(t *testing.T, s *llmtest.Server) {
		var p page
		if _, err := chat(t, s).Write(t.Context(), question, &p); err != nil || p.text != "Four." {
			t.Errorf("the sink got %+v, error %v", p, err)
		}
	})
}

func TestChatEndsWithTheErrorOfItsSink(t *testing.T) {
	inBubble(t, llmtest.Always(llmtest.Text("one two three")), func(t *testing.T, s *llmtest.Server) {
		c := chat(t, s)
		p := page{err: errors.New("the page is full")}
		for range 4 { // more than opens the breaker
			if _, err := c.Write(t.Context(), question, &p); !errors.Is(err, p.err) {
				t.Fatalf("Write = %v, want %v", err, p.err)
			}
		}
		if n := len(s.Calls()); n != 4 || p.text != "one " {
			t.Errorf("%d calls, text %q", n, p.text)
		}
	})
}

func TestChatIsPatientWithItsSink(t *testing.T) {
	inBubble(t, llmtest.Always(llmtest.Text("one two three")), func(t *testing.T, s *llmtest.Server) {
		_, err := chat(t, s).Write(t.Context(), question, slowSink{})
		if err != nil {
			t.Error(err)
		}
	})
}

// slowSink takes longer for a piece than a server may.
type slowSink struct{}

func (slowSink) Start() {}

func (slowSink) Write(string) error {
	<-time.After(20 * time.Second)
	return nil
}

func TestChatSendsTheQueryOfItsAddress(t *testing.T) {
	s := llmtest.New(t, llmtest.Always(llmtest.Text("Yes.")))
	c := chat(t, s, func(cfg *llm.ChatConfig) {
		cfg.BaseURL = "https://host.test/openai/deployments/x?api-version=2024-06-01"
		cfg.HTTPClient = &http.Client{Transport: plainly{s.Transport()}}
	})
	if _, err := c.Write(t.Context(), question, &page{}); err != nil {
		t.Fatal(err)
	}
	if got := s.Calls()[0].Query; got != "api-version=2024-06-01" {
		t.Errorf("query = %q", got)
	}
}

// plainly leaves out TLS.
type plainly struct{ http.RoundTripper }

func (p plainly) RoundTrip(r *http.Request) (*http.Response, error) {
	r = r.Clone(r.Context())
	r.URL.Scheme = "http"
	return p.RoundTripper.RoundTrip(r)
}

func TestChatEndsWithItsCaller(t *testing.T) {
	inBubble(t, llmtest.Always(llmtest.Stalled("one")), func(t *testing.T, s *llmtest.Server) {
		c := chat(t, s)
		for range 4 { // more than opens the breaker
			ctx, cancel := context.WithCancel(t.Context())
			time.AfterFunc(time.Second, cancel)
			if _, err := c.Write(ctx, question, &page{}); !errors.Is(err, context.Canceled) {
				t.Errorf("Write = %v, want %v", err, context.Canceled)
			}
		}
	})
}

func TestNewChatChecksItsAddress(t *testing.T) {
	if _, err := llm.NewChat(llm.ChatConfig{Config: llm.Config{BaseURL: "localhost:11434"}}); err == nil {
		t.Error("NewChat succeeded, want an error")
	}
	c, err := llm.NewChat(llm.ChatConfig{})
	if err != nil || c.Name() != "" {
		t.Errorf("NewChat without a configuration: %v, name %q", err, c.Name())
	}
}
