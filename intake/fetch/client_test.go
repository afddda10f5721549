package fetch_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"rapporteur/intake/fetch"
)

// hosts is a resolver that knows a few names; a name may answer differently
// every time it is asked.
type hosts struct {
	mu    sync.Mutex
	names map[string][]string // one element an answer: addresses with spaces between; the last stays
	asked int
}

func (h *hosts) LookupNetIP(_ context.Context, _, host string) ([]netip.Addr, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.asked++
	answers, known := h.names[host]
	if !known {
		return nil, &net.DNSError{Err: "no such host", Name: host, IsNotFound: true}
	}
	if len(answers) > 1 {
		h.names[host] = answers[1:]
	}
	var ips []netip.Addr
	for s := range strings.FieldsSeq(answers[0]) {
		ips = append(ips, netip.MustParseAddr(s))
	}
	return ips, nil
}

// web serves handler to a client that may reach it under the name
// news.example.org, and nothing else that a client in use may not.
func web(t *testing.T, handler http.Handler, change func(*fetch.Config)) (*fetch.Client, string, *hosts) {
	t.Helper()
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	own := netip.MustParseAddrPort(server.Listener.Addr().String())
	names := &hosts{names: map[string][]string{"news.example.org": {own.Addr().String()}}}
	c := fetch.Config{Resolver: names, Permit: func(a netip.AddrPort) bool { return a == own }}
	if change != nil {
		change(&c)
	}
	return fetch.New(c), fmt.Sprintf("http://news.example.org:%d", own.Port()), names
}

func page(body string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprint(w, body)
	}
}

func TestGet(t *testing.T) {
	var headers http.Header
	mux := http.NewServeMux()
	mux.HandleFunc("/story", func(w http.ResponseWriter, r *http.Request) {
		headers = r.Header.Clone()
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprint(w, "<p>Talks resume.")
	})
	mux.HandleFunc("/old", func(w http.ResponseWriter, r *http.Request) {
		http.SetCookie(w, &http.Cookie{Name: "id", Value: "1"})
		http.Redirect(w, r, "/story?from=old", http.StatusMovedPermanently)
	})
	t.Setenv("HTTP_PROXY", "http://127.0.0.1:1")
	client, base, _ := web(t, mux, nil)
	got, err := client.Get(t.Context(), base+"/old#part")
	if err != nil {
		t.Fatal(err)
	}
	if want := base + "/story?from=old"; got.URL != want || got.Type != "text/html; charset=utf-8" || string(got.Data) != "<p>Talks resume." {
		t.Errorf("Get = %q %q %q, want the page at %s", got.URL, got.Type, got.Data, want)
	}
	for _, name := range []string{"Cookie", "Referer", "Authorization"} {
		if headers.Get(name) != "" {
			t.Errorf("the request carries %s: %q", name, headers.Get(name))
		}
	}
}

func TestAnswersThatAreNoPage(t *testing.T) {
	bomb := func() []byte {
		var b bytes.Buffer
		z := gzip.NewWriter(&b)
		zeros := make([]byte, 1<<20)
		for range 64 {
			z.Write(zeros)
		}
		z.Close()
		return b.Bytes()
	}()
	var served atomic.Int64
	status := func(code int) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(code) }
	}
	tests := map[string]struct {
		page http.HandlerFunc
		want error
	}{
		"not found":           {status(404), fetch.ErrNotFound},
		"gone":                {status(410), fetch.ErrNotFound},
		"login":               {status(401), fetch.ErrDenied},
		"forbidden":           {status(403), fetch.ErrDenied},
		"teapot":              {status(418), fetch.ErrDenied},
		"too many requests":   {status(429), fetch.ErrUnavailable},
		"server error":        {status(500), fetch.ErrUnavailable},
		"no content":          {status(204), fetch.ErrUnusable},
		"redirect to nowhere": {status(302), fetch.ErrUnusable},
		"empty":               {status(200), fetch.ErrUnusable},
		"odd compression": {func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", "br")
			fmt.Fprint(w, "x")
		}, fetch.ErrUnusable},
		"large and says so": {func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "99999999")
			w.WriteHeader(200)
		}, fetch.ErrTooLarge},
		"endless": {endless(&served), fetch.ErrTooLarge},
		"gzip bomb": {func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", "gzip")
			w.Write(bomb)
		}, fetch.ErrTooLarge},
		"large header": {func(w http.ResponseWriter, _ *http.Request) { w.Header().Set("X", strings.Repeat("x", 200<<10)) }, fetch.ErrTooLarge},
		"broken off": {func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "100")
			fmt.Fprint(w, "x")
		}, fetch.ErrUnavailable},
		"hangs up":      {func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }, fetch.ErrUnavailable},
		"never answers": {func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }, fetch.ErrTimedOut},
		"drips": {func(w http.ResponseWriter, r *http.Request) {
			fmt.Fprint(w, "x")
			w.(http.Flusher).Flush()
			<-r.Context().Done()
		}, fetch.ErrTimedOut},
		"redirects for ever": {func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/page", http.StatusFound) }, fetch.ErrRefused},
		"redirects to nonsense": {func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Location", "http://[::1")
			w.WriteHeader(302)
		}, fetch.ErrRefused},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			client, base, _ := web(t, withoutRobots(test.page), func(c *fetch.Config) {
				c.MaxBody = 1 << 20
				c.Timeout = 2 * time.Second
				if test.want == fetch.ErrTimedOut {
					c.Timeout = 50 * time.Millisecond
				}
			})
			got, err := client.Get(t.Context(), base+"/page")
			wantRefusal(t, base+"/page", got, err, test.want)
		})
	}
	if n := served.Load(); n > 64<<20 {
		t.Errorf("the client took %d bytes of an endless page", n)
	}
}

func endless(served *atomic.Int64) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		line := bytes.Repeat([]byte("talks "), 1000)
		for range 100_000 {
			n, err := w.Write(line)
			served.Add(int64(n))
			if err != nil {
				return
			}
		}
	}
}

func withoutRobots(h http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			http.NotFound(w, r)
			return
		}
		h(w, r)
	}
}

func TestRedirects(t *testing.T) {
	hops := func(n int) http.Handler {
		return withoutRobots(func(w http.ResponseWriter, r *http.Request) {
			var at int
			fmt.Sscanf(r.URL.Path, "/%d", &at)
			if at == n {
				fmt.Fprint(w, "there")
				return
			}
			http.Redirect(w, r, fmt.Sprintf("/%d", at+1), http.StatusFound)
		})
	}
	client, base, _ := web(t, hops(5), nil)
	if got, err := client.Get(t.Context(), base+"/0"); err != nil || !strings.HasSuffix(got.URL, "/5") {
		t.Errorf("Get over five redirects = %v, %v, want the page", got, err)
	}
	client, base, _ = web(t, hops(6), nil)
	got, err := client.Get(t.Context(), base+"/0")
	wantRefusal(t, "six redirects", got, err, fetch.ErrRefused)
}

func TestCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	client, base, _ := web(t, withoutRobots(func(_ http.ResponseWriter, r *http.Request) { cancel(); <-r.Context().Done() }), nil)
	if _, err := client.Get(ctx, base+"/page"); !errors.Is(err, context.Canceled) {
		t.Errorf("Get, cancelled = %v, want context.Canceled", err)
	}
}

// TestManyAtOnce is for the race detector.
func TestManyAtOnce(t *testing.T) {
	client, base, _ := web(t, page("<p>Talks"), nil)
	var group sync.WaitGroup
	for i := range 20 {
		group.Go(func() {
			if _, err := client.Get(t.Context(), fmt.Sprintf("%s/%d", base, i)); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
}

// wantRefusal checks that err is one of a kind and says so in one sentence that
// gives nothing away.
func wantRefusal(t *testing.T, address string, got *fetch.Page, err, want error) {
	t.Helper()
	if !errors.Is(err, want) || got != nil {
		t.Errorf("Get(%q) = %v, %v, want %v", shorten(address), got, err, want)
		return
	}
	var e *fetch.Error
	if !errors.As(err, &e) {
		t.Errorf("Get(%q) = %T, want a *fetch.Error", shorten(address), err)
		return
	}
	s := e.Sentence
	if !strings.HasSuffix(s, ".") || len(s) > 300 || strings.ContainsAny(s, "\r\n\x00\u202e") || strings.Contains(s, "dial tcp") || strings.Contains(s, "s3cret") {
		t.Errorf("Get(%q) says %q, want one plain sentence", shorten(address), s)
	}
}

func shorten(s string) string { return s[:min(len(s), 120)] }
