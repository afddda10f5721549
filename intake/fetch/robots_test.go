package fetch_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"rapporteur/intake/fetch"
)

func TestRobots(t *testing.T) {
	const ours = "User-agent: Rapporteur\nDisallow: /closed/\nAllow: /closed/open\n\nUser-agent: *\nDisallow: /\n"
	tests := map[string]struct {
		status int
		robots string
		path   string
		want   error
	}{
		"nothing said":              {404, "", "/story", nil},
		"forbidden to ask":          {403, "", "/story", nil},
		"empty":                     {200, "", "/story", nil},
		"all closed":                {200, "User-agent: *\nDisallow: /", "/story", fetch.ErrRobots},
		"open for all":              {200, "User-agent: *\nDisallow:", "/story", nil},
		"our group, open":           {200, ours, "/story", nil},
		"our group, closed":         {200, ours, "/closed/story", fetch.ErrRobots},
		"our group, exception":      {200, ours, "/closed/open", nil},
		"in capitals":               {200, "USER-AGENT: RAPPORTEUR\nDISALLOW: /", "/story", fetch.ErrRobots},
		"another's group":           {200, "User-agent: Other\nDisallow: /", "/story", nil},
		"two agents, one group":     {200, "User-agent: Other\nUser-agent: Rapporteur\nDisallow: /", "/story", fetch.ErrRobots},
		"wildcard":                  {200, "User-agent: *\nDisallow: /*.pdf$", "/a/story.pdf", fetch.ErrRobots},
		"wildcard, not it":          {200, "User-agent: *\nDisallow: /*.pdf$", "/a/story.pdf.html", nil},
		"query":                     {200, "User-agent: *\nDisallow: /*?print=", "/story?print=1", fetch.ErrRobots},
		"comments and CRLF":         {200, "# hello\r\nUser-agent: * # all\r\nDisallow: /story # no\r\n", "/story", fetch.ErrRobots},
		"byte order mark":           {200, "\ufeffUser-agent: *\nDisallow: /", "/story", fetch.ErrRobots},
		"bad delay does not matter": {200, "User-agent: *\nCrawl-delay: soon\nSitemap: ::\nDisallow: /story", "/story", fetch.ErrRobots},
		"a page instead":            {200, "<html><p>Hello: world</html>", "/story", nil},
		"bytes that are no text":    {200, "\xff\xfe\x00:\x01", "/story", nil},
		"server error":              {500, "", "/story", fetch.ErrUnavailable},
		"too many requests":         {429, "", "/story", fetch.ErrUnavailable},
		"long rules are not read":   {200, "User-agent: *\nDisallow: /" + strings.Repeat("*a", 5000), "/story", nil},
		"rules past the bound":      {200, "User-agent: *\n" + strings.Repeat("Disallow: /*x*y*z$\n", 100_000) + "Disallow: /", "/story", nil},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			client, base, _ := web(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if r.URL.Path == "/robots.txt" {
					w.WriteHeader(test.status)
					fmt.Fprint(w, test.robots)
					return
				}
				fmt.Fprint(w, "<p>Talks")
			}), nil)
			got, err := client.Get(t.Context(), base+test.path)
			if test.want != nil {
				wantRefusal(t, test.path, got, err, test.want)
			} else if err != nil {
				t.Errorf("Get(%q) = %v, want the page", test.path, err)
			}
		})
	}
}

// TestRobotsAreKept: asked for once an hour, and again after five minutes when
// the site was not in order.
func TestRobotsAreKept(t *testing.T) {
	now := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	asked, status := 0, 500
	client, base, _ := web(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			asked++
			w.WriteHeader(status)
			return
		}
		fmt.Fprint(w, "<p>Talks")
	}), func(c *fetch.Config) { c.Now = func() time.Time { return now } })
	get := func(wantAsked int) error {
		t.Helper()
		_, err := client.Get(t.Context(), base+"/story")
		if asked != wantAsked {
			t.Errorf("robots.txt was asked for %d times, want %d", asked, wantAsked)
		}
		return err
	}
	for range 2 {
		if get(1) == nil {
			t.Error("a page was fetched while robots.txt was not in order")
		}
	}
	now, status = now.Add(6*time.Minute), 404
	if err := get(2); err != nil {
		t.Error(err)
	}
	now = now.Add(59 * time.Minute)
	if err := get(2); err != nil {
		t.Error(err)
	}
	now = now.Add(2 * time.Minute)
	if err := get(3); err != nil {
		t.Error(err)
	}
}
