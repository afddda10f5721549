package bot

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"
)

func TestAPIBase(t *testing.T) {
	for _, tt := range []struct{ address, want string }{
		{"http://127.0.0.1:8080", "http://127.0.0.1:8080/api/v9"},
		{"http://127.0.0.1:8080/", "http://127.0.0.1:8080/api/v9"},
		{"http://127.0.0.1:8080/api", "http://127.0.0.1:8080/api/v9"},
		{"http://127.0.0.1:8080/api/v10", "http://127.0.0.1:8080/api/v10"},
		{"http://127.0.0.1:8080/api/v10/", "http://127.0.0.1:8080/api/v10"},
		{"https://proxy.example/discord", "https://proxy.example/discord/api/v9"},
		{"https://proxy.example/discord/api/v9?x=y#z", "https://proxy.example/discord/api/v9"},
	} {
		got, err := apiBase(tt.address)
		if err != nil || got.String() != tt.want {
			t.Errorf("apiBase(%q) = %v, %v, want %s", tt.address, got, err, tt.want)
		}
	}
	for _, address := range []string{"", "127.0.0.1:8080", "ftp://127.0.0.1", "http://"} {
		if got, err := apiBase(address); err == nil {
			t.Errorf("apiBase(%q) = %s, want an error", address, got)
		}
	}
}

// wire is a transport towards a server that answers as handler does.
func wire(t *testing.T, handler http.HandlerFunc) *transport {
	t.Helper()
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	base, err := url.Parse(server.URL + "/api/v10")
	if err != nil {
		t.Fatal(err)
	}
	return &transport{base: base, next: http.DefaultTransport, refused: &refused{now: time.Now}, pace: &pace{}}
}

func get(t *testing.T, over http.RoundTripper, address string) (*http.Response, string) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), "GET", address, nil)
	if err != nil {
		t.Fatal(err)
	}
	resp, err := over.RoundTrip(r)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp, string(body)
}

func TestTransportRedirects(t *testing.T) {
	over := wire(t, func(w http.ResponseWriter, r *http.Request) { _, _ = io.WriteString(w, r.Host+r.URL.RequestURI()) })
	_, body := get(t, over, discordgo.EndpointAPI+"channels/1/messages?limit=20")
	if want := over.base.Host + "/api/v10/channels/1/messages?limit=20"; body != want {
		t.Errorf("the request went to %s, want %s", body, want)
	}
}

// TestTransportMakesAPageOfHTMLReadable: what stands before Discord's own
// servers bars an address with a page that discordgo cannot read.
func TestTransportMakesAPageOfHTMLReadable(t *testing.T) {
	over := wire(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		w.Header().Set("Retry-After", "17")
		w.WriteHeader(http.StatusTooManyRequests)
		_, _ = io.WriteString(w, "<html>error code: 1015</html>")
	})
	resp, body := get(t, over, discordgo.EndpointAPI+"users/@me")
	if !strings.Contains(body, `"retry_after":17`) || resp.Header.Get("X-RateLimit-Global") == "" {
		t.Errorf("a page of HTML became %q with headers %v, want a global limit of 17 s", body, resp.Header)
	}
}

// TestTransportStopsBeforeItIsBarred: Discord bars an address after 10,000
// refused requests in ten minutes; those of a shared limit do not count.
func TestTransportStopsBeforeItIsBarred(t *testing.T) {
	scope := "user"
	over := wire(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("X-RateLimit-Scope", scope)
		w.WriteHeader(http.StatusForbidden)
	})
	now := time.Now()
	over.refused.now = func() time.Time { return now }
	scope = "shared"
	get(t, over, discordgo.EndpointAPI+"users/@me")
	if over.refused.count != 0 {
		t.Error("a shared limit counts as a refused request")
	}
	scope = "user"
	get(t, over, discordgo.EndpointAPI+"users/@me")
	if over.refused.count != 1 {
		t.Errorf("a refused request counts %d, want 1", over.refused.count)
	}
	over.refused.count = invalidLimit
	r, _ := http.NewRequestWithContext(t.Context(), "GET", discordgo.EndpointAPI+"users/@me", nil)
	if _, err := over.RoundTrip(r); !errors.Is(err, errTooManyInvalid) {
		t.Errorf("after %d refused requests another one gives %v, want %v", invalidLimit, err, errTooManyInvalid)
	}
	now = now.Add(invalidWindow + time.Second)
	get(t, over, discordgo.EndpointAPI+"users/@me")
}
