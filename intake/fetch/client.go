package fetch

import (
	"cmp"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"time"
)

// Defaults of Config.
const (
	DefaultUserAgent    = "Rapporteur/1.0 (adds one article when asked to)"
	DefaultMaxBody      = 32 << 20
	DefaultMaxHeader    = 64 << 10
	DefaultMaxRedirects = 5
	DefaultTimeout      = 30 * time.Second
)

// Config says how pages are fetched. The zero value is useful.
type Config struct {
	UserAgent    string        // its first word, up to "/", is the name in robots.txt
	MaxBody      int64         // bytes of a page after decompression
	MaxHeader    int64         // bytes of the header of an answer
	MaxRedirects int           // below 0: none
	Timeout      time.Duration // for everything: look-ups, robots.txt, redirects, the page

	Resolver Resolver         // nil means net.DefaultResolver
	Now      func() time.Time // nil means time.Now

	// Permit lets connections through that the guard would refuse, such as to
	// the server of a test. It sees the address and the port a connection goes
	// to. Nil, as it should be outside of tests, permits none.
	Permit func(netip.AddrPort) bool
}

// Client fetches pages. It is safe for concurrent use.
type Client struct {
	config    Config
	transport *http.Transport
	robots    *robots
}

// Page is what an address held.
type Page struct {
	URL  string // where the page was in the end; its host is in ASCII
	Type string // the media type the server declared, "" when none
	Data []byte // the body, decompressed
}

// New returns a client.
func New(c Config) *Client {
	c.UserAgent = cmp.Or(c.UserAgent, DefaultUserAgent)
	c.MaxBody = cmp.Or(c.MaxBody, DefaultMaxBody)
	c.MaxHeader = cmp.Or(c.MaxHeader, DefaultMaxHeader)
	c.MaxRedirects = cmp.Or(c.MaxRedirects, DefaultMaxRedirects)
	c.Timeout = cmp.Or(c.Timeout, DefaultTimeout)
	if c.Resolver == nil {
		c.Resolver = net.DefaultResolver
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	transport := &http.Transport{
		Proxy:                  nil, // a proxy would connect where the guard does not see it
		DialContext:            guard{c.Resolver, c.Permit}.dial,
		DisableKeepAlives:      true, // every request is judged by a connection of its own
		MaxResponseHeaderBytes: c.MaxHeader,
	}
	return &Client{config: c, transport: transport, robots: newRobots(c)}
}

// Get fetches the page at address, following redirects. The error is an *Error;
// nothing is returned with it.
func (c *Client) Get(ctx context.Context, address string) (*Page, error) {
	ctx, cancel := context.WithTimeout(ctx, c.config.Timeout)
	defer cancel()
	response, at, err := c.follow(ctx, address, c.allowedByRobots)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	if err := judgeStatus(response, at.Hostname()); err != nil {
		return nil, err
	}
	data, err := readBody(ctx, response, at.Hostname(), c.config.MaxBody)
	if err != nil {
		return nil, err
	}
	return &Page{URL: at.String(), Type: response.Header.Get("Content-Type"), Data: data}, nil
}

// follow asks for address and for what it redirects to, each judged anew and
// by allowed. The caller closes the body.
func (c *Client) follow(ctx context.Context, address string, allowed func(context.Context, *url.URL) error) (*http.Response, *url.URL, error) {
	at, refusal := judgeAddress(address, c.config.Permit != nil)
	if refusal != nil {
		return nil, nil, refusal
	}
	for redirects := 0; ; redirects++ {
		if err := allowed(ctx, at); err != nil {
			return nil, nil, err
		}
		response, err := c.ask(ctx, at)
		if err != nil {
			return nil, nil, explain(ctx, err, shortName(at.Hostname()))
		}
		target := response.Header.Get("Location")
		if !isRedirect(response.StatusCode) || target == "" {
			return response, at, nil
		}
		response.Body.Close()
		if redirects >= c.config.MaxRedirects {
			return nil, nil, refuse("The page on %s redirects more than %d times.", shortName(at.Hostname()), max(0, c.config.MaxRedirects))
		}
		if at, err = c.redirected(at, target); err != nil {
			return nil, nil, err
		}
	}
}

// redirected judges where an answer of the page at from points to.
func (c *Client) redirected(from *url.URL, target string) (*url.URL, error) {
	host := shortName(from.Hostname())
	if len(target) > maxAddress || strings.ContainsFunc(target, isOdd) {
		return nil, refuse("The page on %s redirects to an address that is not a valid one.", host)
	}
	next, err := from.Parse(target)
	if err != nil {
		return nil, refuse("The page on %s redirects to an address that is not a valid one.", host)
	}
	to, refusal := judgeAddress(next.String(), c.config.Permit != nil)
	if refusal != nil {
		return nil, refuse("The page on %s redirects elsewhere. %s", host, refusal.Sentence)
	}
	return to, nil
}

// ask makes one request. It goes to the transport and not to an http.Client,
// which would add cookies, referrers and redirects of its own.
func (c *Client) ask(ctx context.Context, at *url.URL) (*http.Response, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, at.String(), nil)
	if err != nil {
		return nil, err
	}
	request.Header.Set("User-Agent", c.config.UserAgent)
	request.Header.Set("Accept", "text/html,application/xhtml+xml,application/pdf,application/rss+xml,application/atom+xml,application/feed+json,text/markdown,text/plain;q=0.9,*/*;q=0.1")
	return c.transport.RoundTrip(request)
}

func isRedirect(status int) bool {
	switch status {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther, http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
		return true
	}
	return false
}

func judgeStatus(r *http.Response, host string) error {
	host = shortName(host)
	switch s := r.StatusCode; {
	case s == http.StatusOK, s == http.StatusNonAuthoritativeInfo:
		return nil
	case s == http.StatusNotFound, s == http.StatusGone:
		return fail(ErrNotFound, nil, "There is no such page on %s.", host)
	case s == http.StatusUnauthorized, s == http.StatusPaymentRequired, s == http.StatusForbidden, s == http.StatusUnavailableForLegalReasons:
		return fail(ErrDenied, nil, "%s does not show that page to programs or to strangers.", host)
	case s == http.StatusTooManyRequests, s >= 500:
		return fail(ErrUnavailable, nil, "%s cannot deliver the page at the moment.", host)
	case s >= 300 && s < 400:
		return fail(ErrUnusable, nil, "%s redirects without saying where to.", host)
	case s >= 400:
		return fail(ErrDenied, nil, "%s does not deliver the page.", host)
	}
	return fail(ErrUnusable, nil, "%s delivers no page at that address.", host)
}

// readBody reads the page up to the limit, which counts what decompression
// gives: a page that unfolds without end is left where it passes the limit.
func readBody(ctx context.Context, r *http.Response, host string, limit int64) ([]byte, error) {
	host = shortName(host)
	if encoding := r.Header.Get("Content-Encoding"); encoding != "" && !strings.EqualFold(encoding, "identity") {
		return nil, fail(ErrUnusable, nil, "%s delivers the page in a compression that was not asked for.", host)
	}
	tooLarge := fail(ErrTooLarge, nil, "The page on %s is larger than %d MB.", host, max(1, limit>>20))
	if r.ContentLength > limit {
		return nil, tooLarge
	}
	data, err := io.ReadAll(io.LimitReader(r.Body, limit+1))
	switch {
	case int64(len(data)) > limit:
		return nil, tooLarge
	case errors.Is(err, io.ErrUnexpectedEOF):
		return nil, fail(ErrUnavailable, err, "The page on %s broke off before its end.", host)
	case err != nil:
		return nil, explain(ctx, err, host)
	case len(data) == 0:
		return nil, fail(ErrUnusable, nil, "The page on %s is empty.", host)
	}
	return data, nil
}

// headerTooLarge recognises what net/http says when a header passes the limit;
// it has no error of its own for it.
func headerTooLarge(err error) bool {
	return err != nil && strings.Contains(err.Error(), "server response headers exceeded")
}
