package discordtest_test

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"time"

	"rapporteur/bot/discordtest"
)

func TestRateLimitsAreByBucket(t *testing.T) {
	p := start(t, discordtest.Config{Limits: map[string]discordtest.Limit{
		"POST /channels/{channel}/messages": {Requests: 2, Per: 4 * time.Second},
	}})
	ctx := waiting(t)
	other := must(p.AddChannel(ctx, discordtest.Channel{Guild: p.guild.ID, Name: "other"}))(t)
	first := p.say(t, p.channel.ID, object{"content": "1"}).wants(t, "first", 200, 0)
	for header, want := range map[string]string{"X-RateLimit-Limit": "2", "X-RateLimit-Remaining": "1"} {
		if got := first.header.Get(header); got != want {
			t.Errorf("%s = %q, want %q", header, got, want)
		}
	}
	if first.header.Get("X-RateLimit-Bucket") == "" || first.header.Get("X-RateLimit-Reset-After") == "" || first.header.Get("X-RateLimit-Reset") == "" {
		t.Errorf("headers of the bucket are missing in %v", first.header)
	}
	p.say(t, p.channel.ID, object{"content": "2"}).wants(t, "second", 200, 0)
	third := p.say(t, p.channel.ID, object{"content": "3"}).wants(t, "third", 429, 0)
	after, _ := third.body["retry_after"].(float64)
	if after <= 0 || after > 4 || third.body["global"] != false || third.header.Get("X-RateLimit-Scope") != "user" || third.header.Get("Retry-After") == "" {
		t.Errorf("the 429 is %s with %v", third.raw, third.header)
	}
	p.say(t, other.ID, object{"content": "1"}).wants(t, "another channel", 200, 0)
	must(p.Advance(ctx, 4*time.Second))(t)
	p.say(t, p.channel.ID, object{"content": "3"}).wants(t, "third, later", 200, 0)
	if got := must(p.Limits(ctx))(t); got.Hits != 1 || got.Invalid != 1 {
		t.Errorf("Limits = %+v, want one hit", got)
	}
}

func TestGlobalLimitExemptsCallbacks(t *testing.T) {
	s := newStage(t)
	ctx := waiting(t)
	a := s.ask()
	check(t, s.SetLimit(ctx, "global", discordtest.Limit{Requests: 1, Per: time.Minute}))
	s.rest(t, "GET", "/users/@me", nil).wants(t, "first", 200, 0)
	second := s.rest(t, "GET", "/users/@me", nil).wants(t, "second", 429, 0)
	if second.body["global"] != true || second.header.Get("X-RateLimit-Global") != "true" || second.header.Get("X-RateLimit-Scope") != "global" {
		t.Errorf("the 429 is %s with %v, want a global one", second.raw, second.header)
	}
	a.callback(hello).wants(t, "callback", 204, 0)
}

func TestManyInvalidRequestsLeadToABan(t *testing.T) {
	p := start(t, discordtest.Config{InvalidRequests: 3})
	ctx := waiting(t)
	for range 3 {
		must(p.try(t, "GET", "/users/@me", nil, "Bot wrong"))(t).wants(t, "wrong token", 401, 0)
	}
	banned := p.rest(t, "GET", "/users/@me", nil).wants(t, "after three of them", 429, 0)
	if !strings.HasPrefix(banned.header.Get("Content-Type"), "text/html") || !strings.Contains(banned.raw, "1015") {
		t.Errorf("the ban is %q, want Cloudflare's page", banned.raw)
	}
	must(p.Advance(ctx, 11*time.Minute))(t)
	p.rest(t, "GET", "/users/@me", nil).wants(t, "ten minutes later", 200, 0)
}

func TestFaults(t *testing.T) {
	p := start(t, generous(discordtest.Config{}))
	ctx := waiting(t)
	for _, row := range []struct {
		name     string
		fault    discordtest.Fault
		status   int
		code     int
		contains string
		header   map[string]string
		carried  bool
	}{
		{"502", discordtest.Fault{Status: 502}, 502, 0, "<h1>502", map[string]string{"Content-Type": "text/html; charset=UTF-8"}, false},
		{"503 after it was carried out", discordtest.Fault{Status: 503, Apply: true}, 503, 0, "", nil, true},
		{"500 as JSON", discordtest.Fault{Status: 500, Message: "500: Internal Server Error"}, 500, 0, "Internal", nil, false},
		{"429 of all", discordtest.Fault{Status: 429, RetryAfter: 1500 * time.Millisecond, Global: true}, 429, 0, `"retry_after":1.5`, map[string]string{"X-RateLimit-Global": "true", "Retry-After": "2", "X-RateLimit-Scope": "global"}, false},
		{"429 shared", discordtest.Fault{Status: 429, RetryAfter: time.Second, Scope: "shared"}, 429, 0, "", map[string]string{"X-RateLimit-Scope": "shared"}, false},
		{"429 by Cloudflare", discordtest.Fault{Status: 429, HTML: true, RetryAfter: time.Minute}, 429, 0, "1015", map[string]string{"Retry-After": "60"}, false},
		{"a code", discordtest.Fault{Code: 50013}, 403, 50013, "Missing Permissions", nil, false},
		{"another method", discordtest.Fault{Method: "PATCH", Status: 500}, 200, 0, "", nil, true},
		{"another path", discordtest.Fault{Path: "^/webhooks", Status: 500}, 200, 0, "", nil, true},
		{"slow", discordtest.Fault{Latency: 20 * time.Millisecond}, 200, 0, "", nil, true},
	} {
		t.Run(row.name, func(t *testing.T) {
			before := len(must(p.Messages(ctx, p.channel.ID, ""))(t))
			row.fault.Times = 1
			must(p.Fault(ctx, row.fault))(t)
			began := time.Now()
			a := p.say(t, p.channel.ID, object{"content": "x"}).wants(t, "answer", row.status, row.code)
			if !strings.Contains(a.raw, row.contains) {
				t.Errorf("the body is %q, want %q in it", a.raw, row.contains)
			}
			for name, want := range row.header {
				if got := a.header.Get(name); got != want {
					t.Errorf("%s = %q, want %q", name, got, want)
				}
			}
			if took := time.Since(began); took < row.fault.Latency {
				t.Errorf("the answer took %v, want at least %v", took, row.fault.Latency)
			}
			after := len(must(p.Messages(ctx, p.channel.ID, ""))(t))
			if carried := after > before; carried != row.carried {
				t.Errorf("carried out: %t, want %t", carried, row.carried)
			}
			check(t, p.ClearFaults(ctx))
			p.say(t, p.channel.ID, object{"content": "x"}).wants(t, "after the fault", 200, 0)
		})
	}
}

func TestCutConnections(t *testing.T) {
	p := start(t, generous(discordtest.Config{}))
	ctx := waiting(t)
	for _, apply := range []bool{false, true} {
		must(p.Fault(ctx, discordtest.Fault{Method: "POST", Cut: true, Apply: apply, Times: 1}))(t)
		body := object{"content": "x", "nonce": "n", "enforce_nonce": true}
		if a, err := p.try(t, "POST", "/channels/"+p.channel.ID+"/messages", body, "Bot test-token"); err == nil {
			t.Errorf("a cut connection answered %d", a.status)
		}
		p.say(t, p.channel.ID, body).wants(t, "once more", 200, 0)
	}
	if list := must(p.Messages(ctx, p.channel.ID, ""))(t); len(list) != 1 {
		t.Errorf("the nonce left %d messages, want 1", len(list))
	}
	if f := must(p.Faults(ctx))(t); len(f) != 2 || f[0].Hits != 1 || f[1].Hits != 1 {
		t.Errorf("Faults = %+v, want one hit each", f)
	}
}

func TestChanceIsSeeded(t *testing.T) {
	run := func() string {
		p := start(t, generous(discordtest.Config{Seed: 7}))
		must(p.Fault(waiting(t), discordtest.Fault{Status: 500, Probability: 0.5}))(t)
		out := ""
		for range 20 {
			out += string(rune('0' + p.rest(t, "GET", "/users/@me", nil).status/100))
		}
		return out
	}
	first := run()
	if !strings.Contains(first, "2") || !strings.Contains(first, "5") {
		t.Errorf("a chance of a half gave %s, want both", first)
	}
	if second := run(); second != first {
		t.Errorf("the same seed gave %s and %s", first, second)
	}
}

func TestSlowAnswersEndWithTheServer(t *testing.T) {
	s := must(discordtest.Start(discordtest.Config{}))(t)
	d := s.Driver()
	must(d.Fault(t.Context(), discordtest.Fault{Latency: time.Hour}))(t)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	asked := make(chan error, 1)
	go func() {
		req, err := http.NewRequestWithContext(ctx, http.MethodGet, s.URL()+"/gateway", nil)
		if err == nil {
			var resp *http.Response
			if resp, err = http.DefaultClient.Do(req); err == nil {
				resp.Body.Close()
			}
		}
		asked <- err
	}()
	check(t, d.Wait(t.Context(), func() (bool, error) {
		f, err := d.Faults(t.Context())
		return len(f) == 1 && f[0].Hits == 1, err
	}))
	check(t, s.Close())
	<-asked
	check(t, s.Close())
}

func TestRESTAsksForTheToken(t *testing.T) {
	p := start(t, discordtest.Config{})
	must(p.try(t, "GET", "/users/@me", nil, ""))(t).wants(t, "no token", 401, 0)
	must(p.try(t, "GET", "/gateway", nil, ""))(t).wants(t, "/gateway without one", 200, 0)
	p.rest(t, "GET", "/unknown", nil).wants(t, "unknown route", 404, 0)
	if v := must(p.Violations(waiting(t)))(t); len(v) != 1 || v[0].By != discordtest.ByBot || !strings.Contains(v[0].What, "/unknown") {
		t.Errorf("violations are %v, want the unknown route", v)
	}
}

func TestCheckRefusesRequestsAndFindsFaultWithAnswers(t *testing.T) {
	p := start(t, discordtest.Config{
		Check: func(e discordtest.Exchange) []string {
			switch {
			case e.Status != 0:
				return []string{"the answer is wrong"}
			case strings.Contains(string(e.Request), "bad"):
				return []string{"embeds[0].title: TOO_BAD: It is bad.", "all of it"}
			}
			return nil
		},
		Policy: func(e discordtest.Exchange) []string { return []string{e.Route} },
	})
	a := p.say(t, p.channel.ID, object{"content": "bad"}).wants(t, "bad", 400, 50035)
	for _, want := range []string{`"embeds":{"0":{"title":{"_errors":[{"code":"TOO_BAD","message":"It is bad."}]}}}`, `"_errors":[{"code":"CHECK","message":"all of it"}]`} {
		if !strings.Contains(a.raw, want) {
			t.Errorf("the body is %s, want %s in it", a.raw, want)
		}
	}
	by := map[string]int{}
	for _, v := range must(p.Violations(waiting(t)))(t) {
		by[v.By]++
	}
	if by[discordtest.ByBot] != 1 || by[discordtest.ByServer] != 1 {
		t.Errorf("violations are %v, want one by each", by)
	}
}

func TestLimitsAreOfRoutesThatThereAre(t *testing.T) {
	limits := map[string]discordtest.Limit{"POST /channels/{id}/messages": {Requests: 1, Per: time.Second}}
	if s, err := discordtest.Start(discordtest.Config{Limits: limits}); err == nil {
		s.Close()
		t.Error("Start with the limit of an unknown route = nil, want an error")
	}
	p := start(t, discordtest.Config{})
	if err := p.SetLimit(waiting(t), "POST /channels", discordtest.Limit{}); err == nil {
		t.Error("SetLimit of an unknown route = nil, want an error")
	}
}
