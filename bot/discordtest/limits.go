package discordtest

import (
	"fmt"
	"hash/fnv"
	"math"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// Limit is so many requests in so long.
type Limit struct {
	Requests int           `json:"requests"`
	Per      time.Duration `json:"per"`
}

// defaultLimits are of the size of Discord's, which it neither publishes nor
// keeps: only the headers say what holds.
var defaultLimits = map[string]Limit{
	"POST /channels/{channel}/messages":                     {5, 5 * time.Second},
	"PATCH /channels/{channel}/messages/{message}":          {5, 5 * time.Second},
	"DELETE /channels/{channel}/messages/{message}":         {5, time.Second},
	"POST /channels/{channel}/typing":                       {5, 5 * time.Second},
	"POST /channels/{channel}/messages/{message}/threads":   {5, 5 * time.Second},
	"PUT /applications/{application}/commands":              {5, 20 * time.Second},
	"POST /applications/{application}/commands":             {5, 20 * time.Second},
	"POST /webhooks/{webhook}/{token}":                      {5, 2 * time.Second},
	"PATCH /webhooks/{webhook}/{token}/messages/{message}":  {5, 2 * time.Second},
	"GET /webhooks/{webhook}/{token}/messages/{message}":    {5, 2 * time.Second},
	"DELETE /webhooks/{webhook}/{token}/messages/{message}": {5, 2 * time.Second},
}

// otherLimit is that of every other route.
var otherLimit = Limit{50, time.Second}

const callbackRoute = "POST /interactions/{interaction}/{token}/callback"

// knownRoute keeps a limit from being set for a route that is misspelt.
func knownRoute(name string) error {
	if slices.ContainsFunc(routes, func(r *route) bool { return r.name() == name }) {
		return nil
	}
	return fmt.Errorf("there is no route %q; one is written like %q", name, callbackRoute)
}

// limiter counts requests by bucket: a route and its major parameters.
type limiter struct {
	mu      sync.Mutex // guards the fields below
	limits  map[string]Limit
	global  Limit
	most    int // invalid requests
	buckets map[string]*window
	all     window
	invalid []time.Time // of the last ten minutes
	hits    int         // answers of 429 that were not a fault's
}

// window is a limit that is being used.
type window struct {
	left  int
	until time.Time
}

func newLimiter(cfg Config) *limiter {
	l := &limiter{limits: map[string]Limit{}, global: cfg.Global, most: cfg.InvalidRequests, buckets: map[string]*window{}}
	for route, limit := range defaultLimits {
		l.limits[route] = limit
	}
	for route, limit := range cfg.Limits {
		l.limits[route] = limit
	}
	return l
}

// set changes the limit of a route, or "global", and begins its windows anew.
func (l *limiter) set(route string, limit Limit) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if route == "global" {
		l.global, l.all = limit, window{}
		return
	}
	l.limits[route] = limit
	for key := range l.buckets {
		if strings.HasPrefix(key, route+" ") {
			delete(l.buckets, key)
		}
	}
}

// take counts a request. It returns the headers that say how things stand,
// and the answer if there were too many.
func (l *limiter) take(c *call, now time.Time) (http.Header, *reply) {
	l.mu.Lock()
	defer l.mu.Unlock()
	name := c.route.name()
	if name != callbackRoute && !l.all.take(l.global, now) {
		l.hits++
		wait := l.all.until.Sub(now)
		a := limited(wait, true, "global")
		return nil, &a
	}
	limit, ok := l.limits[name]
	if !ok {
		limit = otherLimit
	}
	key := name + " " + major(c.params)
	b := l.buckets[key]
	if b == nil {
		l.prune(now)
		b = &window{}
		l.buckets[key] = b
	}
	fits := b.take(limit, now)
	wait := b.until.Sub(now)
	h := http.Header{}
	h.Set("X-RateLimit-Bucket", bucketName(name))
	h.Set("X-RateLimit-Limit", strconv.Itoa(limit.Requests))
	h.Set("X-RateLimit-Remaining", strconv.Itoa(b.left))
	h.Set("X-RateLimit-Reset", fmt.Sprintf("%.3f", float64(b.until.UnixMilli())/1000))
	h.Set("X-RateLimit-Reset-After", fmt.Sprintf("%.3f", seconds(wait)))
	if fits {
		return h, nil
	}
	l.hits++
	a := limited(wait, false, "user")
	for k, v := range a.header {
		h[k] = v
	}
	a.header = h
	return h, &a
}

// take takes one from the window, and begins a new one when it is over.
func (w *window) take(limit Limit, now time.Time) bool {
	if !now.Before(w.until) {
		w.left, w.until = limit.Requests, now.Add(limit.Per)
	}
	if w.left <= 0 {
		return false
	}
	w.left--
	return true
}

// prune forgets windows that are over, when there are many: the tokens of
// interactions make ever new ones.
func (l *limiter) prune(now time.Time) {
	if len(l.buckets) < 10_000 {
		return
	}
	for key, b := range l.buckets {
		if !now.Before(b.until) {
			delete(l.buckets, key)
		}
	}
}

// major are the parameters that part a route's buckets.
func major(params map[string]string) string {
	return params["channel"] + "/" + params["guild"] + "/" + params["webhook"] + params["interaction"] + "/" + params["token"]
}

func bucketName(route string) string {
	h := fnv.New64a()
	h.Write([]byte(route))
	return fmt.Sprintf("%016x", h.Sum64())
}

// seconds rounds up to the millisecond, so that who waits so long has waited
// long enough.
func seconds(d time.Duration) float64 {
	return math.Ceil(float64(max(d, 0))/float64(time.Millisecond)) / 1000
}

// limited is a 429.
func limited(wait time.Duration, global bool, scope string) reply {
	h := http.Header{}
	h.Set("Retry-After", strconv.Itoa(int(math.Ceil(seconds(wait)))))
	h.Set("X-RateLimit-Scope", scope)
	h.Set("X-RateLimit-Reset-After", fmt.Sprintf("%.3f", seconds(wait)))
	if global {
		h.Set("X-RateLimit-Global", "true")
	}
	return reply{status: http.StatusTooManyRequests, header: h, body: object{
		"message": "You are being rate limited.", "retry_after": seconds(wait), "global": global,
	}}
}

// cloudflare is the page that stands before Discord for an address that was
// banned.
func cloudflare(wait time.Duration) reply {
	h := http.Header{}
	h.Set("Retry-After", strconv.Itoa(int(math.Ceil(seconds(wait)))))
	h.Set("Server", "cloudflare")
	return reply{
		status: http.StatusTooManyRequests, header: h,
		html: "<!doctype html><html><head><title>Access denied | discord.com used Cloudflare to restrict access</title></head>" +
			"<body><h1>Error 1015</h1><h2>You are being rate limited</h2></body></html>\n",
	}
}

// Discord counts what it calls invalid requests by address over this time.
const invalidWindow = 10 * time.Minute

// count counts an answer that leads to a ban.
func (l *limiter) count(s *Server, a reply) {
	switch a.status {
	case http.StatusUnauthorized, http.StatusForbidden:
	case http.StatusTooManyRequests:
		if a.header.Get("X-RateLimit-Scope") == "shared" {
			return
		}
	default:
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.invalid = append(since(l.invalid, s.now().Add(-invalidWindow)), s.now())
}

// banned returns Cloudflare's page while there were too many invalid requests.
func (l *limiter) banned(now time.Time) (reply, bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.invalid = since(l.invalid, now.Add(-invalidWindow))
	if len(l.invalid) < l.most {
		return reply{}, false
	}
	return cloudflare(l.invalid[0].Add(invalidWindow).Sub(now)), true
}

// since drops the times before a moment; times are in order.
func since(times []time.Time, from time.Time) []time.Time {
	for len(times) > 0 && times[0].Before(from) {
		times = times[1:]
	}
	return times
}

// Limits says how the rate limits fared.
type Limits struct {
	Hits    int `json:"hits"`    // answers of 429, but for those of faults
	Invalid int `json:"invalid"` // answers of 401, 403 and 429 in the last ten minutes
}

func (l *limiter) state(now time.Time) Limits {
	l.mu.Lock()
	defer l.mu.Unlock()
	return Limits{Hits: l.hits, Invalid: len(since(l.invalid, now.Add(-invalidWindow)))}
}
