package valid_test

import (
	"bytes"
	"mime/multipart"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rapporteur/bot/discordtest/valid"
)

// Where the bodies of the tables go.
const (
	messages  = "POST /api/v9/channels/1/messages"
	message   = "PATCH /api/v9/channels/1/messages/2"
	followUps = "POST /api/v9/webhooks/1/token"
	original  = "PATCH /api/v9/webhooks/1/token/messages/@original"
	callback  = "POST /api/v9/interactions/1/token/callback"
	threads   = "POST /api/v9/channels/1/threads"
	thread    = "POST /api/v9/channels/1/messages/2/threads"
	commands  = "PUT /api/v9/applications/1/commands"
	command   = "POST /api/v9/applications/1/commands"
	oldone    = "PATCH /api/v9/applications/1/guilds/2/commands/3"
)

// row is a body and the problems it has: "path CODE" each, none if it is valid.
type row struct {
	name  string
	route string
	body  string
	want  []string
}

func exchange(route, body string) valid.Exchange {
	method, path, _ := strings.Cut(route, " ")
	return valid.Exchange{Method: method, Path: path, ContentType: "application/json", Request: []byte(body)}
}

func load(t testing.TB, path string) *valid.Checker {
	t.Helper()
	c, err := valid.Load(path)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// descriptionFile returns where the OpenAPI description is, empty if it is
// nowhere.
func descriptionFile() string {
	if path := os.Getenv("DISCORD_OPENAPI"); path != "" {
		return path
	}
	path := filepath.Join("..", "..", "..", "..", "shared", "discord", "openapi.json")
	if _, err := os.Stat(path); err != nil {
		return ""
	}
	return path
}

func described(t testing.TB) *valid.Checker {
	t.Helper()
	path := descriptionFile()
	if path == "" {
		t.Skip("Discord's OpenAPI description is not here: name its file in DISCORD_OPENAPI to run this test.")
	}
	return load(t, path)
}

func codes(problems []valid.Problem) []string {
	var all []string
	for _, p := range problems {
		all = append(all, strings.TrimSpace(p.Path+" "+p.Code))
	}
	return all
}

// checkRows checks bodies by the hand list. The description, where it is at
// hand, must agree that the valid ones are.
func checkRows(t *testing.T, rows []row) {
	t.Helper()
	byHand := load(t, "")
	for _, test := range rows {
		t.Run(test.name, func(t *testing.T) {
			x := exchange(test.route, test.body)
			if diff := cmp.Diff(test.want, codes(byHand.Request(x))); diff != "" {
				t.Errorf("problems of %.300s (-want +got):\n%s", test.body, diff)
			}
			if file := descriptionFile(); file != "" && test.want == nil {
				if got := load(t, file).Request(x); got != nil {
					t.Errorf("the description has against %.300s: %v", test.body, got)
				}
			}
		})
	}
}

// of returns a text of n letters that take two bytes each.
func of(n int) string { return strings.Repeat("é", n) }

// times returns s n times with commas between, each # in it replaced by a
// number of its own.
func times(n int, s string) string {
	var all []string
	for i := range n {
		all = append(all, strings.ReplaceAll(s, "#", string(rune('a'+i/26))+string(rune('a'+i%26))))
	}
	return strings.Join(all, ",")
}

func TestLoadSaysWhatIsWrong(t *testing.T) {
	missing := filepath.Join(t.TempDir(), "missing.json")
	if _, err := valid.Load(missing); err == nil || !strings.Contains(err.Error(), "missing.json") {
		t.Errorf("Load of a file that is not there: %v, want an error that names it", err)
	}
}

func TestBodies(t *testing.T) {
	c := load(t, "")
	form := func(name, json string) valid.Exchange {
		var b bytes.Buffer
		w := multipart.NewWriter(&b)
		if err := w.WriteField(name, json); err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		x := exchange(messages, b.String())
		x.ContentType = w.FormDataContentType()
		return x
	}
	bare := exchange(messages, `{"content":"x"}`)
	bare.ContentType = ""
	cut := form("payload_json", `{"content":"x"}`)
	cut.Request = cut.Request[:len(cut.Request)-20]
	for _, test := range []struct {
		name string
		x    valid.Exchange
		want []string
	}{
		{"JSON", exchange(messages, `{"content":"x"}`), nil},
		{"cut JSON", exchange(messages, `{"content":"x"`), []string{"50109"}},
		{"two bodies", exchange(messages, `{"content":"x"}{}`), []string{"50109"}},
		{"bytes that are no text", exchange(messages, "{\"content\":\"\xff\"}"), []string{"50109"}},
		{"no type", bare, []string{"CONTENT_TYPE_INVALID"}},
		{"no body", exchange(messages, ""), []string{"50006"}},
		{"a part of a form", form("payload_json", `{"content":"x"}`), nil},
		{"a part that is wrong", form("payload_json", `{"content":""}`), []string{"50006"}},
		{"a form without the part", form("file", "x"), []string{"50006"}},
		{"a cut form", cut, []string{"50035"}},
		{"a base before the path", exchange("POST /fake/7/api/v9/channels/1/messages", `{}`), []string{"50006"}},
		{"no version", exchange("POST /api/channels/1/messages", `{}`), []string{"50006"}},
		{"a message forwarded", exchange(messages, `{"message_reference":{"type":1,"message_id":"1","channel_id":"2"}}`), nil}, // not in the description
		{"another route", exchange("POST /api/v9/channels/1/typing", `{}`), nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, codes(c.Request(test.x))); diff != "" {
				t.Errorf("problems (-want +got):\n%s", diff)
			}
		})
	}
}

func TestConcurrentUse(t *testing.T) {
	c := load(t, descriptionFile())
	x := exchange(callback, `{"type":4,"data":{"content":"`+of(2001)+`"}}`)
	want := c.Request(x)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			if diff := cmp.Diff(want, c.Request(x)); diff != "" {
				t.Errorf("at once with others (-alone +got):\n%s", diff)
			}
		})
	}
	wg.Wait()
}

// FuzzStrangers: whatever is sent, it is judged.
func FuzzStrangers(f *testing.F) {
	c := load(f, "")
	f.Add(messages, `{"content":"<https://a.org> \\* `+"```x``` `a``b`"+`","embeds":[{"fields":[{}]}],"components":[{"type":1}]}`)
	f.Add(callback, `{"type":9,"data":{"components":[{"type":1,"components":[{}]}]}}`)
	f.Add(commands, `[{"name":1,"options":[{"type":2,"options":[3]}]}]`)
	f.Add("POST", `null`)
	f.Fuzz(func(t *testing.T, route, body string) {
		x := exchange(route, body)
		x.Status, x.Response = 200, []byte(body)
		for _, problems := range [][]valid.Problem{c.Request(x), c.Response(x), c.Policy(x)} {
			for _, p := range problems {
				if p.Code == "" || p.Message == "" {
					t.Errorf("%q to %q: a problem without words: %+v", body, route, p)
				}
			}
		}
	})
}

func BenchmarkChecker(b *testing.B) {
	x := exchange(callback, `{"type":4,"data":{"content":"x","embeds":[{"title":"t","description":"d"}],"components":[`+
		times(5, `{"type":1,"components":[{"type":2,"style":1,"label":"l","custom_id":"#"}]}`)+`]}}`)
	answered := exchange(messages, ``)
	answered.Status, answered.Response = 200, []byte(made)
	byHand := func(t testing.TB) *valid.Checker { return load(t, "") }
	for _, bench := range []struct {
		name  string
		load  func(testing.TB) *valid.Checker
		check func(*valid.Checker) []valid.Problem
	}{
		{"request by hand", byHand, func(c *valid.Checker) []valid.Problem { return c.Request(x) }},
		{"response by hand", byHand, func(c *valid.Checker) []valid.Problem { return c.Response(answered) }},
		{"request described", described, func(c *valid.Checker) []valid.Problem { return c.Request(x) }},
		{"response described", described, func(c *valid.Checker) []valid.Problem { return c.Response(answered) }},
	} {
		b.Run(bench.name, func(b *testing.B) {
			c := bench.load(b)
			b.ReportAllocs()
			for b.Loop() {
				if got := bench.check(c); got != nil {
					b.Fatal(got)
				}
			}
		})
	}
}
