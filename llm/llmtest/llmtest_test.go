package llmtest_test

import (
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"

	"rapporteur/llm/llmtest"
)

func TestServerOverTheLoopback(t *testing.T) {
	s := llmtest.New(t, llmtest.Always(llmtest.Text("Four ministers met.")))
	get := func(path, body string) string {
		t.Helper()
		var resp *http.Response
		var err error
		if body == "" {
			resp, err = http.Get(s.URL() + path)
		} else {
			resp, err = http.Post(s.URL()+path, "application/json", strings.NewReader(body))
		}
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		got, err := io.ReadAll(resp.Body)
		if err != nil {
			t.Fatal(err)
		}
		return string(got)
	}
	if got := get("/models", ""); !strings.Contains(got, `"id":"test-model"`) {
		t.Errorf("models = %s", got)
	}
	const asked = `{"model":"m","messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"Who met?"}]`
	if got := get("/chat/completions", asked+"}"); !strings.Contains(got, `"Four ministers met."`) {
		t.Errorf("answer = %s", got)
	}
	if got := get("/chat/completions", asked+`,"stream":true}`); !strings.Contains(got, `"ministers "`) || !strings.HasSuffix(got, "data: [DONE]\n\n") {
		t.Errorf("stream = %s", got)
	}
	if got := get("/chat/completions", "{}"); !strings.Contains(got, `"error"`) {
		t.Errorf("answer to no chat = %s", got)
	}
	calls := s.Calls()
	if len(calls) != 2 || calls[1].N != 2 || calls[0].Stream || !calls[1].Stream || calls[0].System != "Be brief." || calls[0].User != "Who met?" {
		t.Errorf("calls = %+v", calls)
	}
	var vectors struct {
		Data []struct{ Embedding []float32 }
	}
	if err := json.Unmarshal([]byte(get("/embeddings", `{"input":["the war","The war!"]}`)), &vectors); err != nil || len(vectors.Data) != 2 {
		t.Fatalf("vectors: %v, %v", vectors, err)
	}
	if v := vectors.Data; len(v[0].Embedding) != llmtest.Dims || v[0].Embedding[0] != v[1].Embedding[0] {
		t.Errorf("vectors = %v", v)
	}
}
