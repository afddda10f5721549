package discordtest_test

import (
	"encoding/json"
	"strings"
	"testing"

	"rapporteur/bot/discordtest"
)

// FuzzBodies sends any body to the routes that read one: the server answers
// each, with JSON, and is able to show what came of it.
func FuzzBodies(f *testing.F) {
	for _, seed := range []string{
		`{"content":"hello"}`, `{"content":null,"embeds":[{"title":1}]}`, `{"nonce":{},"enforce_nonce":true,"content":"x"}`,
		`{"content":"x","components":[{"type":1,"components":[{"type":2,"custom_id":"c","id":{}}]}]}`,
		`{"type":4,"data":{"content":"x","flags":64}}`, `{"type":9,"data":[]}`, `{"type":8,"data":{"choices":[{"name":1}]}}`,
		`[{"name":"a","description":"b","options":[{"type":"x"}]}]`, `[]`, `null`, `{"message_reference":7,"content":"x"}`,
		`{"content":"<@1> @everyone https://x [a](https://b)","allowed_mentions":[],"flags":-1}`, "\xff", `{"name":"t","auto_archive_duration":"x"}`,
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, body string) {
		// A place for each body: what one has done must not hide what the next does.
		p := start(t, generous(discordtest.Config{}))
		ctx := waiting(t)
		p.rest(t, "PUT", "/applications/"+p.bot.ID+"/commands", definitions)
		s := &stage{p, p.identified(t, plainIntents), t}
		messages := "/channels/" + p.channel.ID + "/messages"
		said := p.say(t, p.channel.ID, object{"content": "x"}).id()
		act := s.ask()
		for _, to := range []string{
			"POST " + messages, "PATCH " + messages + "/" + said, "POST " + messages + "/" + said + "/threads",
			"POST /interactions/" + act.ID + "/" + act.token() + "/callback", "PATCH " + act.webhook() + "/messages/@original",
			"POST " + act.webhook(), "PUT /applications/" + p.bot.ID + "/commands", "POST /applications/" + p.bot.ID + "/commands",
			"POST /users/@me/channels", "PATCH /channels/" + p.channel.ID,
		} {
			method, path, _ := strings.Cut(to, " ")
			a := p.rest(t, method, path, body)
			if a.status >= 500 || a.raw != "" && !json.Valid([]byte(a.raw)) {
				t.Errorf("%s %q: %d %q", to, body, a.status, a.raw)
			}
		}
		must(p.Messages(ctx, p.channel.ID, ""))(t)
		must(p.Transcript(ctx, p.channel.ID, ""))(t)
		must(p.Interactions(ctx))(t)
		must(p.Commands(ctx))(t)
	})
}
