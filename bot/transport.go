package bot

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"path"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/bwmarrin/discordgo"
)

// maxBody bounds what is read of an answer of Discord's.
const maxBody = 8 << 20

// Invalid requests are answers of 401, 403 and 429 (other than those of a
// shared limit). At 10,000 of them in ten minutes Discord bars the address:
// https://discord.com/developers/docs/topics/rate-limits#invalid-request-limit-aka-cloudflare-bans
const (
	invalidWindow = 10 * time.Minute
	invalidLimit  = 5_000
)

// errTooManyInvalid ends a request before it is sent.
var errTooManyInvalid = errors.New("too many requests were refused in ten minutes: none is sent for a while")

// transport carries requests to Discord, or to the server that stands in for
// it, and makes what discordgo cannot tell apart into what it can. Safe for
// concurrent use.
type transport struct {
	base    *url.URL // nil for Discord itself
	next    http.RoundTripper
	refused *refused               // shared by all transports of a bot
	pace    *pace                  // as well; set off by a limit on everything
	watch   Watcher                // told of each request; nil for nobody
	gateway atomic.Pointer[string] // the address that the API gave for it
}

// refused counts the invalid requests of a bot. Safe for concurrent use.
type refused struct {
	now func() time.Time

	mu     sync.Mutex // guards the two below
	window time.Time  // when the count began
	count  int
}

// gatewayAddress returns the address of the gateway that was asked for last, ""
// before.
func (t *transport) gatewayAddress() string {
	if at := t.gateway.Load(); at != nil {
		return *at
	}
	return ""
}

// noteGateway remembers the address that an answer of /gateway gives.
func (t *transport) noteGateway(resp *http.Response) error {
	defer resp.Body.Close()
	body, err := io.ReadAll(io.LimitReader(resp.Body, 64<<10))
	if err != nil {
		return err
	}
	resp.Body = io.NopCloser(bytes.NewReader(body))
	var said struct {
		URL string `json:"url"`
	}
	if json.Unmarshal(body, &said) == nil && said.URL != "" {
		t.gateway.Store(&said.URL)
	}
	return nil
}

// RoundTrip sends one request.
func (t *transport) RoundTrip(r *http.Request) (*http.Response, error) {
	if t.refused.tooMany() {
		return nil, errTooManyInvalid
	}
	if t.base != nil {
		r = r.Clone(r.Context())
		t.redirect(r)
	}
	began := time.Now()
	resp, err := t.next.RoundTrip(r)
	t.tell(r, resp, time.Since(began))
	if err != nil {
		return nil, err
	}
	t.refused.note(resp)
	switch resp.StatusCode {
	case http.StatusTooManyRequests:
		return t.limited(resp)
	case http.StatusBadGateway:
		// discordgo gives up on a 502 with an error that has no status in it.
		resp.StatusCode, resp.Status = http.StatusServiceUnavailable, "503 Service Unavailable"
	}
	if resp.StatusCode == http.StatusOK && strings.HasSuffix(r.URL.Path, "/gateway") {
		return resp, t.noteGateway(resp)
	}
	resp.Body = bounded{io.LimitReader(resp.Body, maxBody), resp.Body}
	return resp, nil
}

// tell tells the watcher of a request and its answer, nil when none came.
func (t *transport) tell(r *http.Request, resp *http.Response, took time.Duration) {
	if t.watch == nil {
		return
	}
	sent := Sent{Method: r.Method, Route: route(r.URL.Path), Took: took}
	if resp != nil {
		sent.Status = resp.StatusCode
		if sent.Status == http.StatusTooManyRequests {
			sent.Scope = limitScope(resp.Header)
		}
	}
	t.watch.Sent(sent)
}

type bounded struct {
	io.Reader
	io.Closer
}

// redirect points a request for Discord's API at the base.
func (t *transport) redirect(r *http.Request) {
	rest, ok := strings.CutPrefix(r.URL.String(), discordgo.EndpointAPI)
	if !ok {
		return
	}
	target := strings.TrimSuffix(t.base.String(), "/") + "/" + rest
	if u, err := url.Parse(target); err == nil {
		r.URL, r.Host = u, u.Host
	}
}

var apiVersion = regexp.MustCompile(`/v\d+$`)

// apiBase returns the address below which the routes of the API are: address
// itself when it ends in a version, else with what Discord has between its
// host and the routes.
func apiBase(address string) (*url.URL, error) {
	u, err := url.Parse(address)
	if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" {
		return nil, fmt.Errorf("%q is not an address such as http://127.0.0.1:8080/api/v10", address)
	}
	u.Path = strings.TrimSuffix(u.Path, "/")
	u.RawQuery, u.Fragment = "", ""
	version := "v" + discordgo.APIVersion
	switch {
	case apiVersion.MatchString(u.Path):
	case path.Base(u.Path) == "api":
		u.Path += "/" + version
	default:
		u.Path += "/api/" + version
	}
	return u, nil
}

// tooMany reports that so many requests were refused that more would have the
// address barred.
func (r *refused) tooMany() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.now().Sub(r.window) > invalidWindow {
		r.window, r.count = r.now(), 0
	}
	return r.count >= invalidLimit
}

// note counts an answer, if it is a refusal.
func (r *refused) note(resp *http.Response) {
	switch resp.StatusCode {
	case http.StatusUnauthorized, http.StatusForbidden, http.StatusTooManyRequests:
	default:
		return
	}
	if resp.Header.Get("X-RateLimit-Scope") == "shared" {
		return
	}
	r.mu.Lock()
	r.count++
	r.mu.Unlock()
}

// limited gives a 429 the JSON body that discordgo reads, also where the network
// before Discord sent a page of HTML: that one bars every route.
func (t *transport) limited(resp *http.Response) (*http.Response, error) {
	defer resp.Body.Close()
	body, err := io.ReadAll(io.LimitReader(resp.Body, 64<<10))
	if err != nil {
		return nil, err
	}
	kind, _, _ := mime.ParseMediaType(resp.Header.Get("Content-Type"))
	var limit struct {
		RetryAfter *float64 `json:"retry_after"`
		Global     bool     `json:"global"`
	}
	if kind != "application/json" || json.Unmarshal(body, &limit) != nil || limit.RetryAfter == nil {
		wait := retryAfter(resp.Header)
		body = fmt.Appendf(nil, `{"message":"barred by the network before Discord","retry_after":%d,"global":true}`, wait)
		resp.Header.Set("X-RateLimit-Global", "true")
		t.pace.trip(time.Duration(wait) * time.Second)
	} else if limit.Global || resp.Header.Get("X-RateLimit-Global") != "" {
		t.pace.trip(time.Duration(*limit.RetryAfter * float64(time.Second)))
	}
	// How long to wait is in the body; discordgo would sleep by the headers.
	resp.Header.Del("X-RateLimit-Reset-After")
	resp.Header.Del("X-RateLimit-Reset")
	resp.Body, resp.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
	return resp, nil
}

// retryAfter returns the seconds that a header asks to wait, a minute when it
// does not say.
func retryAfter(h http.Header) int {
	if n, err := strconv.Atoi(h.Get("Retry-After")); err == nil && n > 0 {
		return min(n, 24*3600)
	}
	return 60
}
