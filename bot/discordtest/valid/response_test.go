package valid_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// made is a message as Discord answers it.
const made = `{"id":"2","channel_id":"1","type":0,"content":"x","mentions":[],"mention_roles":[],"mention_everyone":false,
	"attachments":[],"embeds":[],"components":[{"type":1,"id":1,"components":[{"type":2,"id":2,"style":1,"label":"l","custom_id":"i"}]}],
	"timestamp":"2026-01-02T03:04:05+00:00","edited_timestamp":null,"flags":0,"pinned":false,"tts":false,
	"author":{"id":"9","username":"rapporteur","discriminator":"0","avatar":null,"global_name":null,"public_flags":0,"flags":0,"primary_guild":null,"bot":true}}`

func TestResponses(t *testing.T) {
	byHand := load(t, "")
	for _, test := range []struct {
		name   string
		route  string
		status int
		body   string
		want   []string
	}{
		{"a message", messages, 200, made, nil},
		{"a message that is cut", messages, 200, made[:50], []string{"json"}},
		{"ids that are numbers", messages, 200, `{"id":2,"author":{"id":9},"guild_id":null}`, []string{"author.id type", "id type"}},
		{"no body", messages, 200, ``, []string{"body"}},
		{"204", callback, 204, ``, nil},
		{"204 with a body", callback, 204, `{}`, []string{"body"}},
		{"an error", messages, 403, `{"message":"Missing Permissions","code":50013}`, nil},
		{"an error without a code", messages, 403, `{"message":"Missing Permissions"}`, []string{"code type"}},
		{"an error of a page", messages, 403, `<html>`, []string{"json"}},
		{"limited", messages, 429, `{"message":"You are being rate limited.","retry_after":0.5,"global":false}`, nil},
		{"limited without a time", messages, 429, `{"message":"You are being rate limited.","global":false}`, []string{"retry_after type"}},
		{"limited by a proxy", messages, 429, `<html>error 1015</html>`, nil},
		{"away", messages, 502, `<html>`, nil},
		{"no status", messages, 0, ``, []string{"status"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			x := exchange(test.route, `{}`)
			x.Status, x.Response = test.status, []byte(test.body)
			if diff := cmp.Diff(test.want, codes(byHand.Response(x))); diff != "" {
				t.Errorf("problems of %d %s (-want +got):\n%s", test.status, test.body, diff)
			}
			if file := descriptionFile(); file != "" && test.want == nil {
				if got := load(t, file).Response(x); got != nil {
					t.Errorf("the description has against %d %s: %v", test.status, test.body, got)
				}
			}
		})
	}
}

func TestDescribedResponses(t *testing.T) {
	c := described(t)
	for _, test := range []struct {
		name   string
		route  string
		status int
		body   string
		want   []string
	}{
		{"a message without an author", messages, 200, made[:strings.Index(made, `"author"`)] + `"nonce":"n"}`, []string{"author BASE_TYPE_REQUIRED"}},
		{"a status that is no answer", messages, 201, made, []string{"status"}},
		{"a route that is not there", "GET /api/v9/nowhere", 200, `{}`, []string{"0"}},
		{"a route that is not there, and said so", "GET /api/v9/nowhere", 404, `{"message":"404: Not Found","code":0}`, nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			x := exchange(test.route, ``)
			x.Status, x.Response = test.status, []byte(test.body)
			if diff := cmp.Diff(test.want, codes(c.Response(x))); diff != "" {
				t.Errorf("problems of %d %s (-want +got):\n%s", test.status, test.body, diff)
			}
		})
	}
}
