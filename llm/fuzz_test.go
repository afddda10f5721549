package llm_test

import (
	"io"
	"net/http"
	"strings"
	"testing"

	"rapporteur/llm"
)

// roundTrip answers requests in place.
type roundTrip func(*http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// Whatever a server sends, a reply without an error is text, and an error shows
// nothing it should not.
func FuzzChatReadsAnything(f *testing.F) {
	f.Add("text/event-stream", "data: {\"choices\":[{\"delta\":{\"content\":\"Yes.\"},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n")
	f.Add("application/json", `{"choices":[{"message":{"content":"Yes."},"finish_reason":"stop"}]}`)
	f.Add("text/event-stream", "event: error\ndata: {\"error\":{\"message\":\""+key+"\",\"code\":400}}\n\n")
	f.Add("text/plain", "{\"error\":\"no\"}")
	f.Add("", ": comment\n\n{\ndata:\ndata: []\ndata: null\n")
	f.Fuzz(func(t *testing.T, kind, body string) {
		client := &http.Client{Transport: roundTrip(func(r *http.Request) (*http.Response, error) {
			return &http.Response{
				StatusCode: http.StatusOK, Header: http.Header{"Content-Type": {kind}},
				Body: io.NopCloser(strings.NewReader(body)), Request: r,
			}, nil
		})}
		c, err := llm.NewChat(llm.ChatConfig{Config: llm.Config{Key: key, Model: "m", HTTPClient: client}, Total: 1e6})
		if err != nil {
			t.Fatal(err)
		}
		var p page
		reply, err := c.Write(t.Context(), question, &p)
		if err == nil && strings.TrimSpace(p.text) == "" {
			t.Error("a blank reply passes for one")
		}
		if err != nil && strings.Contains(err.Error(), key) {
			t.Errorf("the error shows the key: %q", err)
		}
		if reply.Usage.Prompt < 0 || reply.Usage.Completion < 0 {
			t.Errorf("usage = %+v", reply.Usage)
		}
	})
}
