package valid_test

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestPolicyOfTexts(t *testing.T) {
	c := load(t, "")
	for _, test := range []struct {
		name, content string
		want          []string
	}{
		{"plain", "Kerry and Lavrov met in Vienna [1].\n-# [1] Vienna talks · 23 Oct 2015", nil},
		{"everyone", "hello @everyone", []string{"content LIVE_MENTION"}},
		{"here", "hello @here!", []string{"content LIVE_MENTION"}},
		{"everyone, escaped for markdown only", `hello \@everyone`, []string{"content LIVE_MENTION"}},
		{"everyone, parted by a zero-width space", "hello @\u200beveryone", nil},
		{"everyone, in code", "the word `@everyone`", nil},
		{"a link in brackets", "<https://example.org/a?b=(c)>", nil},
		{"a bare link", "see https://example.org", []string{"content BARE_LINK"}},
		{"a bare link in capitals", "see HTTPS://example.org", []string{"content BARE_LINK"}},
		{"a link half in brackets", "<https://example.org", []string{"content BARE_LINK"}},
		{"a link and words in brackets", "<https://example.org and more>", []string{"content BARE_LINK"}},
		{"a link in escaped brackets", `\<https://example.org>`, []string{"content BARE_LINK"}},
		{"a link that is escaped", `https\://example.org`, nil},
		{"a link in code", "`https://example.org`", nil},
		{"a link in a fence", "```\nhttps://example.org\n```", nil},
		{"a link after code that is not closed", "`x https://example.org", []string{"content BARE_LINK"}},
		{"a link after an escaped backtick", "\\`x https://example.org`", []string{"content BARE_LINK"}},
		{"a link between two backticks of another number", "``x` https://example.org", []string{"content BARE_LINK"}},
		{"two links, one bare", "<https://a.org> http://b.org", []string{"content BARE_LINK"}},
		{"a masked link", "[here](<https://example.org>)", []string{"content MASKED_LINK"}},
		{"a masked and bare link", "[here](https://example.org)", []string{"content MASKED_LINK", "content BARE_LINK"}},
		{"a masked link around a marker", "[[1]](<https://example.org>)", []string{"content MASKED_LINK"}},
		{"a masked link that is escaped", `\[here\](<https://example.org>)`, nil},
		{"a marker before a bracket", "so it was [1](see below)", nil},
		{"a fence", "```go\nx\n```", nil},
		{"a fence in a line", "a ```x``` b", nil},
		{"an open fence", "```go\nx", []string{"content FENCE_OPEN"}},
		{"three fences", "```a``` ```b", []string{"content FENCE_OPEN"}},
		{"an escaped fence", "\\`\\`\\`", nil},
		{"an invitation", "join discord.gg/abc", []string{"content INVITE"}},
		{"an invitation in brackets", "<https://discord.com/invite/abc>", []string{"content INVITE"}},
		{"an old invitation", "discordapp.com/invite/abc", []string{"content INVITE"}},
		{"an invitation that is escaped", `discord\.gg/abc`, nil},
		{"an invitation in code", "`discord.gg/abc`", nil},
		{"another page of the site", "<https://discord.com/safety>", nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			content, err := json.Marshal(test.content)
			if err != nil {
				t.Fatal(err)
			}
			body := `{"content":` + string(content) + `,"allowed_mentions":{"parse":[]}}`
			if diff := cmp.Diff(test.want, codes(c.Policy(exchange(messages, body)))); diff != "" {
				t.Errorf("Policy of %q (-want +got):\n%s", test.content, diff)
			}
		})
	}
}

func TestPolicyOfMessages(t *testing.T) {
	c := load(t, "")
	open := []string{"allowed_mentions MENTIONS_NOT_CLOSED"}
	inData := []string{"data.allowed_mentions MENTIONS_NOT_CLOSED"}
	const closed = `,"allowed_mentions":{"parse":[]}`
	for _, test := range []row{
		{"closed", messages, `{"content":"x","allowed_mentions":{"parse":[]}}`, nil},
		{"closed in so many words", messages, `{"content":"x","allowed_mentions":{"parse":[],"users":[],"roles":null,"replied_user":false}}`, nil},
		{"absent", messages, `{"content":"x"}`, open},
		{"null", messages, `{"content":"x","allowed_mentions":null}`, open},
		{"without the list", messages, `{"content":"x","allowed_mentions":{}}`, open},
		{"of users", messages, `{"content":"x","allowed_mentions":{"parse":["users"]}}`, open},
		{"of one", messages, `{"content":"x","allowed_mentions":{"parse":[],"users":["1"]}}`, open},
		{"of a role", messages, `{"content":"x","allowed_mentions":{"parse":[],"roles":["1"]}}`, open},
		{"of who is replied to", messages, `{"content":"x","allowed_mentions":{"parse":[],"replied_user":true}}`, open},
		{"an edit", message, `{"content":"x"}`, open},
		{"a follow-up", followUps, `{"content":"x"}`, open},
		{"an edit by the webhook", original, `{"components":[]}`, open},
		{"a post in a forum", threads, `{"name":"n","message":{"content":"x"}}`, []string{"message.allowed_mentions MENTIONS_NOT_CLOSED"}},
		{"an answer", callback, `{"type":4,"data":{"content":"x"}}`, inData},
		{"an answer, closed", callback, `{"type":4,"data":{"content":"x"` + closed + `}}`, nil},
		{"an update", callback, `{"type":7,"data":{"content":"x"}}`, inData},
		{"an update of nothing", callback, `{"type":7}`, nil},
		{"a deferral", callback, `{"type":5}`, nil},
		{"a thread", thread, `{"name":"n"}`, nil},
		{"a request that cannot be read", messages, `{`, nil},
		{"links in an embed", messages, `{"embeds":[{"description":"[a](https://example.org) @everyone"}]` + closed + `}`, nil},
		{"an invitation in an embed", messages, `{"embeds":[{"fields":[{"name":"n","value":"discord.gg/abc"}]}]` + closed + `}`, []string{"embeds[0].fields[0].value INVITE"}},
		{"an open fence in an embed", messages, `{"embeds":[{"description":"` + "```x" + `"}]` + closed + `}`, []string{"embeds[0].description FENCE_OPEN"}},
		{"a bare link in a text of components", messages, `{"flags":32768,"components":[{"type":17,"components":[{"type":10,"content":"http://a.org"}]}]` + closed + `}`, []string{"components[0].components[0].content BARE_LINK"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, codes(c.Policy(exchange(test.route, test.body)))); diff != "" {
				t.Errorf("Policy of %s (-want +got):\n%s", test.body, diff)
			}
		})
	}
}
