package fetch

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/temoto/robotstxt"
)

const (
	// maxRobots is how much of a robots.txt is read (RFC 9309, section 2.5
	// asks for at least this).
	maxRobots = 500 << 10
	// maxRobotsLine and maxRobotsRules keep what a rule may cost small: the
	// library makes a regular expression of a rule with a wildcard.
	maxRobotsLine  = 1000
	maxRobotsRules = 2000
	// maxSites bounds what is remembered.
	maxSites = 256

	keepRobots = time.Hour
	keepNotNow = 5 * time.Minute
)

// robots remembers what sites say in their robots.txt.
type robots struct {
	agent string // the name to look for
	now   func() time.Time

	mu    sync.Mutex
	sites map[string]site // by scheme and host
}

// site is what one robots.txt said. Without rules everything is allowed; when
// notNow is set nothing is.
type site struct {
	rules   *robotstxt.RobotsData
	notNow  bool
	expires time.Time
}

func newRobots(c Config) *robots {
	agent, _, _ := strings.Cut(c.UserAgent, "/")
	agent, _, _ = strings.Cut(agent, " ")
	return &robots{agent: agent, now: c.Now, sites: map[string]site{}}
}

// allowedByRobots returns why the page at the address is not to be fetched.
func (c *Client) allowedByRobots(ctx context.Context, at *url.URL) error {
	key := at.Scheme + "://" + at.Host
	s, known := c.robots.get(key)
	if !known {
		var err error
		if s, err = c.askRobots(ctx, key); err != nil {
			return err
		}
		c.robots.put(key, s)
	}
	host := shortName(at.Hostname())
	switch {
	case s.notNow:
		return fail(ErrUnavailable, nil, "%s does not say at the moment whether programs may read its pages, so none is fetched now.", host)
	case s.rules != nil && !s.rules.TestAgent(at.RequestURI(), c.robots.agent):
		return fail(ErrRobots, nil, "%s asks programs not to read that page (robots.txt), so it is not fetched.", host)
	}
	return nil
}

// askRobots fetches the robots.txt of a site under the guards of any page. A
// client error allows everything, a server error nothing (RFC 9309, 2.3.1). A
// site that cannot be reached is an error: the page would fail the same way.
func (c *Client) askRobots(ctx context.Context, origin string) (site, error) {
	anything := func(context.Context, *url.URL) error { return nil }
	response, at, err := c.follow(ctx, origin+"/robots.txt", anything)
	if err != nil {
		return site{}, err
	}
	defer response.Body.Close()
	switch status := response.StatusCode; {
	case status == http.StatusTooManyRequests || status >= 500:
		return site{notNow: true, expires: c.config.Now().Add(keepNotNow)}, nil
	case status < 200 || status >= 300:
		return site{expires: c.config.Now().Add(keepRobots)}, nil
	}
	data, err := io.ReadAll(io.LimitReader(response.Body, maxRobots))
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) {
		return site{}, explain(ctx, err, shortName(at.Hostname()))
	}
	return site{rules: readRobots(data), expires: c.config.Now().Add(keepRobots)}, nil
}

// readRobots keeps the lines that say who may read what, since the library
// gives up a whole file for one bad delay or sitemap. Nil allows everything.
func readRobots(data []byte) *robotstxt.RobotsData {
	var kept strings.Builder
	rules := 0
	for line := range strings.Lines(strings.ToValidUTF8(string(data), "")) {
		field, value, found := strings.Cut(line, ":")
		field = strings.ToLower(strings.Trim(field, " \t\ufeff"))
		if !found || len(line) > maxRobotsLine || rules == maxRobotsRules {
			continue
		}
		if field == "user-agent" || field == "allow" || field == "disallow" {
			kept.WriteString(field + ": " + strings.TrimSpace(value) + "\n")
			rules++
		}
	}
	parsed, err := robotstxt.FromString(kept.String())
	if err != nil {
		return nil
	}
	return parsed
}

func (r *robots) get(key string) (site, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	s, known := r.sites[key]
	return s, known && r.now().Before(s.expires)
}

// put remembers a site; when there are too many, what has expired is forgotten,
// and if that is nothing, everything.
func (r *robots) put(key string, s site) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.sites) >= maxSites {
		now := r.now()
		for k, old := range r.sites {
			if !now.Before(old.expires) {
				delete(r.sites, k)
			}
		}
		if len(r.sites) >= maxSites {
			clear(r.sites)
		}
	}
	r.sites[key] = s
}
