package discordtest_test

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"testing"

	"rapporteur/bot/discordtest"
	"rapporteur/bot/discordtest/valid"
)

type object = map[string]any

// answer is what the server said to a request.
type answer struct {
	status int
	code   int // Discord's
	body   object
	list   []any
	raw    string
	header http.Header
}

func (a answer) id() string { s, _ := a.body["id"].(string); return s }

func (a answer) text(field string) string { s, _ := a.body[field].(string); return s }

func (a answer) number(field string) int { n, _ := a.body[field].(float64); return int(n) }

// rest makes a request as the bot, with a JSON body unless it is nil.
func (p *place) rest(t testing.TB, method, path string, body any) answer {
	t.Helper()
	a, err := p.try(t, method, path, body, "Bot test-token")
	if err != nil {
		t.Fatalf("%s %s: %v", method, path, err)
	}
	return a
}

// try does the same with another authorization, and returns a broken
// connection as an error.
func (p *place) try(t testing.TB, method, path string, body any, auth string) (answer, error) {
	t.Helper()
	var in io.Reader
	if body != nil {
		raw, isText := body.(string)
		if !isText {
			raw = string(must(json.Marshal(body))(t))
		}
		in = bytes.NewReader([]byte(raw))
	}
	req := must(http.NewRequestWithContext(t.Context(), method, p.server.URL()+path, in))(t)
	req.Header.Set("User-Agent", "DiscordBot (https://example.org, 1)")
	req.Header.Set("Authorization", auth)
	if body != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return answer{}, err
	}
	defer resp.Body.Close()
	raw, err := io.ReadAll(resp.Body)
	if err != nil {
		return answer{}, err
	}
	a := answer{status: resp.StatusCode, header: resp.Header, raw: string(raw)}
	_ = json.Unmarshal(raw, &a.body)
	_ = json.Unmarshal(raw, &a.list)
	a.code = a.number("code")
	return a, nil
}

// wants checks the status and the code of an answer.
func (a answer) wants(t testing.TB, what string, status, code int) answer {
	t.Helper()
	if a.status != status || a.code != code {
		t.Errorf("%s: %d with code %d, want %d with %d (%s)", what, a.status, a.code, status, code, a.raw)
	}
	return a
}

// say posts a message as the bot.
func (p *place) say(t testing.TB, channel string, body object) answer {
	t.Helper()
	return p.rest(t, "POST", "/channels/"+channel+"/messages", body)
}

// generous are limits that no test meets by accident.
func generous(cfg discordtest.Config) discordtest.Config {
	if cfg.Limits == nil {
		cfg.Limits = map[string]discordtest.Limit{}
	}
	for _, route := range []string{
		"POST /channels/{channel}/messages", "PATCH /channels/{channel}/messages/{message}",
		"DELETE /channels/{channel}/messages/{message}", "POST /webhooks/{webhook}/{token}",
		"POST /channels/{channel}/messages/{message}/threads",
		"PATCH /webhooks/{webhook}/{token}/messages/{message}", "PUT /applications/{application}/commands",
	} {
		if _, set := cfg.Limits[route]; !set {
			cfg.Limits[route] = discordtest.Limit{Requests: 1000, Per: 1e9}
		}
	}
	cfg.Global = discordtest.Limit{Requests: 10_000, Per: 1e9}
	return cfg
}

// judged is a configuration in which exchanges are checked, also by Discord's
// description where it is at hand, and a test fails if the server's own
// answers are not what Discord's would be.
func judged(t *testing.T, cfg discordtest.Config) discordtest.Config {
	t.Helper()
	return discordtest.Validated(generous(cfg), must(valid.Load(description()))(t))
}

// description is where Discord's OpenAPI description is, or "".
func description() string {
	if path := os.Getenv("DISCORD_OPENAPI"); path != "" {
		return path
	}
	path := filepath.Join("..", "..", "..", "shared", "discord", "openapi.json")
	if _, err := os.Stat(path); err != nil {
		return ""
	}
	return path
}

// judgedPlace is a place whose own answers must be right.
func judgedPlace(t *testing.T) *place {
	t.Helper()
	p := start(t, judged(t, discordtest.Config{}))
	t.Cleanup(func() {
		ctx := waitingAfter(t)
		for _, v := range must(p.Violations(ctx))(t) {
			if v.By == discordtest.ByServer {
				t.Errorf("the server broke a rule: %s", v.What)
			}
		}
	})
	return p
}

func unmarshal(raw []byte, to any) error { return json.Unmarshal(raw, to) }
