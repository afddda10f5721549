package llm_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"rapporteur/llm"
)

const key = "sk-very-secret-0123456789"

// inProcess serves requests without a network, so that waits run on the clock
// of a synctest bubble.
type inProcess struct{ http.Handler }

func (s inProcess) RoundTrip(req *http.Request) (*http.Response, error) {
	done := make(chan *http.Response, 1)
	go func() {
		rec := httptest.NewRecorder()
		s.ServeHTTP(rec, req)
		done <- rec.Result()
	}()
	select {
	case resp := <-done:
		return resp, nil
	case <-req.Context().Done():
		return nil, req.Context().Err()
	}
}

func embedder(t *testing.T, h http.HandlerFunc, change ...func(*llm.Config)) *llm.Embedder {
	t.Helper()
	cfg := llm.Config{BaseURL: "http://model.test/v1", Key: key, Model: "embed-1", HTTPClient: &http.Client{Transport: inProcess{h}}}
	for _, f := range change {
		f(&cfg)
	}
	e, err := llm.NewEmbedder(cfg)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

type request struct {
	Input []string `json:"input"`
	Model string   `json:"model"`
}

// answer sends one vector of two numbers a text: its length, and 4. The last
// text's vector comes first.
func answer(w http.ResponseWriter, r *http.Request) {
	var req request
	if err := json.NewDecoder(r.Body).Decode(&req); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	var data []string
	for i := len(req.Input) - 1; i >= 0; i-- {
		data = append(data, fmt.Sprintf(`{"object":"embedding","index":%d,"embedding":[%d,4]}`, i, len(req.Input[i])))
	}
	fmt.Fprintf(w, `{"object":"list","model":%q,"data":[%s]}`, req.Model, strings.Join(data, ","))
}

func TestEmbedSendsBatchesAndKeepsOrder(t *testing.T) {
	var sizes []int
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			t.Error(err)
		}
		var req request
		if err := json.Unmarshal(body, &req); err != nil {
			t.Error(err)
		}
		sizes = append(sizes, len(req.Input))
		if got := r.Header.Get("Authorization"); got != "Bearer "+key {
			t.Errorf("Authorization = %q", got)
		}
		if got := r.Header.Get("X-Proxy"); got != "yes" {
			t.Errorf("X-Proxy = %q, want yes", got)
		}
		if r.URL.Path != "/v1/embeddings" {
			t.Errorf("path = %q", r.URL.Path)
		}
		r.Body = io.NopCloser(strings.NewReader(string(body)))
		answer(w, r)
	}))
	defer server.Close()
	e, err := llm.NewEmbedder(llm.Config{
		BaseURL: server.URL + "/v1/", Key: key, Model: "embed-1", Batch: 2,
		ExtraHeaders: map[string]string{"X-Proxy": "yes"},
	})
	if err != nil {
		t.Fatal(err)
	}
	got, err := e.Embed(t.Context(), []string{"abc", "  ", "abc", "abc"})
	if err != nil {
		t.Fatal(err)
	}
	v := []float32{0.6, 0.8}
	if diff := cmp.Diff([][]float32{v, {0, 0}, v, v}, got); diff != "" {
		t.Errorf("vectors (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]int{2, 1}, sizes); diff != "" {
		t.Errorf("batches (-want +got):\n%s", diff)
	}
	if e.Name() != "embed-1" {
		t.Errorf("Name() = %q", e.Name())
	}
}

func TestEmbedPutsVectorsInTheOrderOfTheTexts(t *testing.T) {
	e := embedder(t, answer)
	got, err := e.Embed(t.Context(), []string{"abc", "12345678"})
	if err != nil {
		t.Fatal(err)
	}
	if got[0][0] > got[1][0] {
		t.Errorf("vectors = %v, want the one of the longer text second", got)
	}
}

func TestEmbedWithoutIndexesTakesTheOrderSent(t *testing.T) {
	e := embedder(t, func(w http.ResponseWriter, _ *http.Request) {
		io.WriteString(w, `{"data":[{"embedding":[1,0]},{"embedding":[0,1]}]}`)
	})
	got, err := e.Embed(t.Context(), []string{"a", "b"})
	if diff := cmp.Diff([][]float32{{1, 0}, {0, 1}}, got); err != nil || diff != "" {
		t.Errorf("error %v, vectors (-want +got):\n%s", err, diff)
	}
}

func TestEmbedAsksForTheSizeOfBlankTexts(t *testing.T) {
	got, err := embedder(t, answer).Embed(t.Context(), []string{""})
	if diff := cmp.Diff([][]float32{{0, 0}}, got); err != nil || diff != "" {
		t.Errorf("error %v, vectors (-want +got):\n%s", err, diff)
	}
}

// script answers the n-th request with the n-th handler, the last one again.
func script(count *atomic.Int64, steps ...http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		n := int(count.Add(1))
		steps[min(n, len(steps))-1](w, r)
	}
}

func status(code int, retryAfter, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		if retryAfter != "" {
			w.Header().Set("Retry-After", retryAfter)
		}
		w.WriteHeader(code)
		io.WriteString(w, body)
	}
}

func TestEmbedRetries(t *testing.T) {
	const html = "<html><body><h1>502 Bad Gateway</h1></body></html>"
	for _, test := range []struct {
		name     string
		steps    []http.HandlerFunc
		requests int64
		status   int           // of the error; 0 for success, -1 for another error
		atLeast  time.Duration // passed on the clock
		within   time.Duration
	}{
		{"a busy server's wait is kept to", []http.HandlerFunc{status(429, "7", `{"error":{"message":"slow down"}}`), answer}, 2, 0, 7 * time.Second, 8 * time.Second},
		{"without a stated wait the wait is short", []http.HandlerFunc{status(429, "", `{}`), answer}, 2, 0, 0, time.Second},
		{"a broken server is asked again", []http.HandlerFunc{status(500, "", ""), status(503, "", html), answer}, 3, 0, 0, 3 * time.Second},
		{"a server that stays broken is given up", []http.HandlerFunc{status(500, "", html)}, 4, 500, 0, 10 * time.Second},
		{"a wait past the deadline is not begun", []http.HandlerFunc{status(429, "50", "")}, 1, 429, 0, time.Second},
		{"a wrong key is not tried again", []http.HandlerFunc{status(401, "", `{"error":{"message":"Incorrect API key provided: `+key+`"}}`)}, 1, 401, 0, time.Second},
		{"an unknown model is not tried again", []http.HandlerFunc{status(404, "", `{"error":{"message":"no such model"}}`)}, 1, 404, 0, time.Second},
		{"broken JSON is tried once more", []http.HandlerFunc{status(200, "", `{"data":[{"emb`), answer}, 2, 0, 0, time.Second},
		{"an HTML page with success is an error", []http.HandlerFunc{status(200, "", html)}, 2, -1, 0, time.Second},
		{"an empty answer is an error", []http.HandlerFunc{status(200, "", "")}, 2, -1, 0, time.Second},
		{"too few vectors are an error", []http.HandlerFunc{status(200, "", `{"data":[]}`)}, 1, -1, 0, time.Second},
		{"a doubled index is an error", []http.HandlerFunc{status(200, "", `{"data":[{"index":1,"embedding":[1]},{"index":1,"embedding":[1]}]}`)}, 1, -1, 0, time.Second},
		{"vectors of two lengths are an error", []http.HandlerFunc{status(200, "", `{"data":[{"index":0,"embedding":[1]},{"index":1,"embedding":[1,2]}]}`)}, 1, -1, 0, time.Second},
		{"an empty vector is an error", []http.HandlerFunc{status(200, "", `{"data":[{"index":0,"embedding":[]},{"index":1,"embedding":[]}]}`)}, 1, -1, 0, time.Second},
		{"an endless answer is cut off", []http.HandlerFunc{endless}, 1, -1, 0, time.Second},
		{"a server that does not answer is asked again", []http.HandlerFunc{silent, answer}, 2, 0, 5 * time.Second, 7 * time.Second},
		{"silence ends at the deadline", []http.HandlerFunc{silent}, 4, -1, 20 * time.Second, 30 * time.Second},
	} {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var count atomic.Int64
				e := embedder(t, script(&count, test.steps...), func(c *llm.Config) { c.Timeout = 5 * time.Second })
				ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
				defer cancel()
				start := time.Now()
				got, err := e.Embed(ctx, []string{"abc", "abcd"})
				passed := time.Since(start)
				checkOutcome(t, got, err, test.status)
				if count.Load() != test.requests {
					t.Errorf("%d requests, want %d (error: %v)", count.Load(), test.requests, err)
				}
				if passed < test.atLeast || passed > test.within {
					t.Errorf("took %v, want %v to %v", passed, test.atLeast, test.within)
				}
			})
		})
	}
}

func checkOutcome(t *testing.T, got [][]float32, err error, want int) {
	t.Helper()
	if want == 0 {
		if err != nil || len(got) != 2 {
			t.Fatalf("Embed = %v, %v; want two vectors", got, err)
		}
		return
	}
	if err == nil {
		t.Fatalf("Embed = %v, want an error", got)
	}
	if strings.Contains(err.Error(), key) || strings.ContainsAny(err.Error(), "<\n") || len(err.Error()) > 400 {
		t.Errorf("error is not fit for a log line: %q", err)
	}
	var s *llm.StatusError
	if errors.As(err, &s) && s.Status != want || want > 0 && s == nil {
		t.Errorf("error %v (%v), want status %d", err, s, want)
	}
}

func silent(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }

func endless(w http.ResponseWriter, _ *http.Request) {
	io.WriteString(w, `{"data":[`)
	for range 40 {
		io.WriteString(w, strings.Repeat(" ", 1<<20))
	}
}

func TestEmbedEndsWithItsContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		e := embedder(t, silent)
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if _, err := e.Embed(ctx, []string{"a"}); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("Embed = %v, want %v", err, context.DeadlineExceeded)
		}
	})
}

func TestEmbedNeverShowsThePasswordOfAnAddress(t *testing.T) {
	e, err := llm.NewEmbedder(llm.Config{BaseURL: "http://user:hunter2@127.0.0.1:1/v1", Model: "m", Timeout: 100 * time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
	defer cancel()
	if _, err = e.Embed(ctx, []string{"a"}); err == nil || strings.Contains(err.Error(), "hunter2") {
		t.Errorf("Embed = %v, want an error without the password", err)
	}
}

func TestNewEmbedderChecksItsConfiguration(t *testing.T) {
	for _, cfg := range []llm.Config{
		{},
		{Model: "m", BaseURL: "localhost:11434"},
		{Model: "m", BaseURL: "ftp://example.org"},
		{Model: "m", BaseURL: "://"},
	} {
		if _, err := llm.NewEmbedder(cfg); err == nil {
			t.Errorf("NewEmbedder(%+v) succeeded, want an error", cfg)
		}
	}
	if _, err := llm.NewEmbedder(llm.Config{Model: "m"}); err != nil {
		t.Errorf("NewEmbedder with a model only: %v", err)
	}
}
