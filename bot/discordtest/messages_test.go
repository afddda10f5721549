package discordtest_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"rapporteur/bot/discordtest"
)

func TestMessageCreate(t *testing.T) {
	p := judgedPlace(t)
	for _, row := range []struct {
		name   string
		body   object
		status int
		code   int
	}{
		{"text", object{"content": "hello"}, 200, 0},
		{"embed alone", object{"embeds": []any{object{"title": "T", "description": "D"}}}, 200, 0},
		{"nothing", object{}, 400, 50006},
		{"white space", object{"content": " \n "}, 400, 50006},
		{"2,000 characters", object{"content": strings.Repeat("é", 2000)}, 200, 0},
		{"2,001 characters", object{"content": strings.Repeat("é", 2001)}, 400, 50035},
		{"content that is no text", object{"content": []any{1}}, 400, 50035},
		{"unknown reference", object{"content": "x", "message_reference": object{"message_id": "1"}}, 400, 50035},
		{"unknown reference, forgiven", object{"content": "x", "message_reference": object{"message_id": "1", "fail_if_not_exists": false}}, 200, 0},
	} {
		p.say(t, p.channel.ID, row.body).wants(t, row.name, row.status, row.code)
	}
	p.say(t, "1", object{"content": "x"}).wants(t, "unknown channel", 404, 10003)
	p.rest(t, "POST", "/channels/"+p.channel.ID+"/messages", "{").wants(t, "no JSON", 400, 50109)
}

func TestNonceMakesCreateIdempotent(t *testing.T) {
	p := judgedPlace(t)
	ctx := waiting(t)
	first := p.say(t, p.channel.ID, object{"content": "a", "nonce": "n1", "enforce_nonce": true})
	again := p.say(t, p.channel.ID, object{"content": "a", "nonce": "n1", "enforce_nonce": true})
	if first.id() == "" || first.id() != again.id() {
		t.Errorf("the same nonce made %s and %s, want one message", first.id(), again.id())
	}
	if other := p.say(t, p.channel.ID, object{"content": "a", "nonce": "n1"}); other.id() == first.id() {
		t.Error("a nonce that is not enforced found the first message, want a new one")
	}
	must(p.Advance(ctx, 10*time.Minute))(t)
	if later := p.say(t, p.channel.ID, object{"content": "a", "nonce": "n1", "enforce_nonce": true}); later.id() == first.id() {
		t.Error("a nonce was remembered for ten minutes, want a new message")
	}
}

func TestEditTellsAbsentFromNull(t *testing.T) {
	p := judgedPlace(t)
	ctx := waiting(t)
	whole := object{
		"content": "text", "embeds": []any{object{"title": "T"}},
		"components": []any{object{"type": 1, "components": []any{object{"type": 2, "style": 2, "label": "L", "custom_id": "c"}}}},
	}
	type parts struct {
		Content            string
		Embeds, Components int
	}
	for _, row := range []struct {
		name string
		edit object
		want parts
	}{
		{"absent keeps", object{"content": "new"}, parts{"new", 1, 1}},
		{"null clears embeds", object{"embeds": nil}, parts{"text", 0, 1}},
		{"[] clears embeds", object{"embeds": []any{}}, parts{"text", 0, 1}},
		{"null clears components", object{"components": nil}, parts{"text", 1, 0}},
		{"[] clears components", object{"components": []any{}}, parts{"text", 1, 0}},
		{"null clears content", object{"content": nil}, parts{"", 1, 1}},
	} {
		id := p.say(t, p.channel.ID, whole).id()
		p.rest(t, "PATCH", "/channels/"+p.channel.ID+"/messages/"+id, row.edit).wants(t, row.name, 200, 0)
		m := must(p.Message(ctx, id))(t)
		if got := (parts{m.Content, len(m.Embeds), len(m.Components)}); got != row.want {
			t.Errorf("%s: the message is %+v, want %+v", row.name, got, row.want)
		}
		if m.Edits() != 1 || m.Edited.IsZero() {
			t.Errorf("%s: %d edits, want 1", row.name, m.Edits())
		}
	}
	id := p.say(t, p.channel.ID, object{"content": "x"}).id()
	p.rest(t, "PATCH", "/channels/"+p.channel.ID+"/messages/"+id, object{"content": ""}).wants(t, "nothing left", 400, 50006)
}

func TestOldMessagesTakeFewEdits(t *testing.T) {
	p := judgedPlace(t)
	ctx := waiting(t)
	path := "/channels/" + p.channel.ID + "/messages/" + p.say(t, p.channel.ID, object{"content": "x"}).id()
	must(p.Advance(ctx, 61*time.Minute))(t)
	for range 5 {
		p.rest(t, "PATCH", path, object{"content": "y"}).wants(t, "edit", 200, 0)
	}
	p.rest(t, "PATCH", path, object{"content": "y"}).wants(t, "sixth edit", 429, 30046)
}

func TestWhatIsNotTheBotsCannotBeEdited(t *testing.T) {
	p := judgedPlace(t)
	m := must(p.Post(waiting(t), discordtest.Post{Author: p.user.ID, Channel: p.channel.ID, Content: "x"}))(t)
	path := "/channels/" + p.channel.ID + "/messages/" + m.ID
	p.rest(t, "PATCH", path, object{"content": "y"}).wants(t, "edit", 403, 50005)
	p.rest(t, "DELETE", path, nil).wants(t, "delete", 403, 50013)
	p.rest(t, "GET", path, nil).wants(t, "get", 200, 0)
	check(t, p.DeleteMessage(waiting(t), m.ID))
	p.rest(t, "GET", path, nil).wants(t, "get after it was deleted", 404, 10008)
	p.say(t, p.channel.ID, object{"content": "x", "message_reference": object{"message_id": m.ID}}).wants(t, "reply to it", 400, 50035)
}

func TestPermissions(t *testing.T) {
	p := judgedPlace(t)
	ctx := waiting(t)
	asked := must(p.Post(ctx, discordtest.Post{Author: p.user.ID, Channel: p.channel.ID, Content: "hello"}))(t)
	messages := "/channels/" + p.channel.ID + "/messages"
	reply := object{"content": "x", "message_reference": object{"message_id": asked.ID}}
	for _, row := range []struct {
		name    string
		may     []string
		method  string
		path    string
		body    object
		status  int
		code    int
		dropped int
	}{
		{"send without seeing", nil, "POST", messages, object{"content": "x"}, 403, 50001, 0},
		{"send", []string{"VIEW_CHANNEL"}, "POST", messages, object{"content": "x"}, 403, 50013, 0},
		{"typing", []string{"VIEW_CHANNEL"}, "POST", "/channels/" + p.channel.ID + "/typing", nil, 403, 50013, 0},
		{"reply without history", []string{"VIEW_CHANNEL", "SEND_MESSAGES"}, "POST", messages, reply, 403, 160002, 0},
		{"reply", []string{"VIEW_CHANNEL", "SEND_MESSAGES", "READ_MESSAGE_HISTORY"}, "POST", messages, reply, 200, 0, 0},
		{"thread", []string{"VIEW_CHANNEL", "SEND_MESSAGES"}, "POST", messages + "/" + asked.ID + "/threads", object{"name": "T"}, 403, 50013, 0},
		{"embed with text", []string{"VIEW_CHANNEL", "SEND_MESSAGES"}, "POST", messages, object{"content": "x", "embeds": []any{object{"title": "T"}}}, 200, 0, 1},
		{"embed alone", []string{"VIEW_CHANNEL", "SEND_MESSAGES"}, "POST", messages, object{"embeds": []any{object{"title": "T"}}}, 400, 50006, 0},
	} {
		check(t, p.SetPermissions(ctx, p.channel.ID, row.may...))
		var body any
		if row.body != nil {
			body = row.body
		}
		a := p.rest(t, row.method, row.path, body).wants(t, row.name, row.status, row.code)
		if row.dropped > 0 {
			if m := must(p.Message(ctx, a.id()))(t); m.DroppedEmbeds != row.dropped || len(m.Embeds) != 0 {
				t.Errorf("%s: %d embeds dropped and %d kept, want %d and 0", row.name, m.DroppedEmbeds, len(m.Embeds), row.dropped)
			}
		}
	}
	check(t, p.SetPermissions(ctx, p.channel.ID, "VIEW_CHANNEL"))
	if a := p.rest(t, "GET", messages, nil); a.status != 200 || len(a.list) != 0 {
		t.Errorf("history without the permission: %d with %d messages, want none", a.status, len(a.list))
	}
}

func TestDirectMessages(t *testing.T) {
	p := judgedPlace(t)
	ctx := waiting(t)
	opened := p.rest(t, "POST", "/users/@me/channels", object{"recipient_id": p.user.ID}).wants(t, "open", 200, 0)
	dm := must(p.AddChannel(ctx, discordtest.Channel{Kind: discordtest.DM, Recipient: p.user.ID}))(t)
	if opened.id() != dm.ID {
		t.Errorf("the direct message is %s and %s, want one channel", opened.id(), dm.ID)
	}
	p.say(t, dm.ID, object{"content": "hello"}).wants(t, "send", 200, 0)
	p.user.NoDM = true
	check(t, p.SetUser(ctx, p.user))
	p.say(t, dm.ID, object{"content": "hello"}).wants(t, "send to who takes none", 403, 50007)
	p.rest(t, "POST", "/users/@me/channels", object{"recipient_id": "1"}).wants(t, "open with nobody", 400, 50035)
}

func TestThreads(t *testing.T) {
	p := judgedPlace(t)
	ctx := waiting(t)
	m := must(p.Post(ctx, discordtest.Post{Author: p.user.ID, Channel: p.channel.ID, Content: "x"}))(t)
	path := "/channels/" + p.channel.ID + "/messages/" + m.ID + "/threads"
	p.rest(t, "POST", path, object{"name": ""}).wants(t, "no name", 400, 50035)
	made := p.rest(t, "POST", path, object{"name": "T", "auto_archive_duration": 60}).wants(t, "create", 201, 0)
	if made.id() != m.ID || made.number("type") != 11 {
		t.Errorf("the thread is %s of type %d, want the message's id %s and 11", made.id(), made.number("type"), m.ID)
	}
	p.rest(t, "POST", path, object{"name": "T"}).wants(t, "create again", 400, 160004)
	said := p.say(t, made.id(), object{"content": "in the thread"}).wants(t, "say", 200, 0)
	p.rest(t, "POST", "/channels/"+made.id()+"/messages/"+said.id()+"/threads", object{"name": "T"}).wants(t, "thread in a thread", 400, 50024)

	check(t, p.SetThread(ctx, made.id(), true, false))
	p.rest(t, "PATCH", "/channels/"+made.id()+"/messages/"+said.id(), object{"content": "y"}).wants(t, "edit in an archived thread", 400, 50083)
	p.say(t, made.id(), object{"content": "again"}).wants(t, "say in an archived thread", 200, 0)
	if c := must(p.Channel(ctx, made.id()))(t); c.Archived {
		t.Error("the thread is archived after a message, want it open")
	}
	check(t, p.SetThread(ctx, made.id(), false, true))
	p.say(t, made.id(), object{"content": "x"}).wants(t, "say in a locked thread", 403, 160005)
	check(t, p.SetThread(ctx, made.id(), true, true))
	p.say(t, made.id(), object{"content": "x"}).wants(t, "say in an archived and locked thread", 400, 50083)

	check(t, p.SetPermissions(ctx, p.channel.ID, "VIEW_CHANNEL", "SEND_MESSAGES", "CREATE_PUBLIC_THREADS"))
	free := p.rest(t, "POST", "/channels/"+p.channel.ID+"/threads", object{"name": "F", "type": 11}).wants(t, "thread without a message", 201, 0)
	p.say(t, free.id(), object{"content": "x"}).wants(t, "say without SEND_MESSAGES_IN_THREADS", 403, 50013)
	check(t, p.DeleteChannel(ctx, p.channel.ID))
	p.say(t, free.id(), object{"content": "x"}).wants(t, "say in a thread of a deleted channel", 404, 10003)
}

func TestRemovedBotMissesAccess(t *testing.T) {
	p := judgedPlace(t)
	check(t, p.RemoveBot(waiting(t), p.guild.ID))
	p.say(t, p.channel.ID, object{"content": "x"}).wants(t, "say", 403, 50001)
	p.rest(t, "GET", "/guilds/"+p.guild.ID, nil).wants(t, "guild", 404, 10004)
}

func TestMessagesAreListedLatestFirst(t *testing.T) {
	p := judgedPlace(t)
	var ids []string
	for _, text := range []string{"0", "1", "2", "3", "4"} {
		ids = append(ids, p.say(t, p.channel.ID, object{"content": text}).id())
	}
	for query, want := range map[string]string{
		"":                            "43210",
		"?limit=2":                    "43",
		"?before=" + ids[2]:           "10",
		"?after=" + ids[2]:            "43",
		"?limit=1&after=" + ids[1]:    "2",
		"?limit=2&before=" + ids[4]:   "32",
		"?limit=3&around=" + ids[2]:   "321",
		"?limit=100&before=" + ids[0]: "",
	} {
		a := p.rest(t, "GET", "/channels/"+p.channel.ID+"/messages"+query, nil).wants(t, query, 200, 0)
		got := ""
		for _, m := range a.list {
			got += m.(object)["content"].(string)
		}
		if got != want {
			t.Errorf("messages%s = %q, want %q", query, got, want)
		}
	}
	p.rest(t, "GET", "/channels/"+p.channel.ID+"/messages?limit=101", nil).wants(t, "limit=101", 400, 50035)
}

func TestPings(t *testing.T) {
	p := start(t, generous(discordtest.Config{}))
	ctx := waiting(t)
	alice := p.user.ID
	asked := must(p.Post(ctx, discordtest.Post{Author: alice, Channel: p.channel.ID, Content: "hello"}))(t)
	mention := "<@" + alice + ">"
	for _, row := range []struct {
		name    string
		content string
		allowed any
		reply   bool
		want    discordtest.Pings
	}{
		{"everything by default", mention + " <@&7> @everyone @here", nil, false, discordtest.Pings{Users: []string{alice}, Roles: []string{"7"}, Everyone: true, Here: true}},
		{"nothing if none is allowed", mention + " <@&7> @everyone @here", object{"parse": []any{}}, true, discordtest.Pings{}},
		{"a reply by default", "x", nil, true, discordtest.Pings{Replied: alice}},
		{"a reply if asked for", "x", object{"parse": []any{}, "replied_user": true}, true, discordtest.Pings{Replied: alice}},
		{"users by list", mention, object{"parse": []any{}, "users": []any{alice}}, false, discordtest.Pings{Users: []string{alice}}},
		{"users alone", mention + " @everyone", object{"parse": []any{"users"}}, false, discordtest.Pings{Users: []string{alice}}},
		{"nothing in code", "`" + mention + "` ```@everyone```", nil, false, discordtest.Pings{}},
		{"nobody unknown", "<@1>", nil, false, discordtest.Pings{}},
	} {
		body := object{"content": row.content}
		if row.allowed != nil {
			body["allowed_mentions"] = row.allowed
		}
		if row.reply {
			body["message_reference"] = object{"message_id": asked.ID}
		}
		m := must(p.Message(ctx, p.say(t, p.channel.ID, body).wants(t, row.name, 200, 0).id()))(t)
		if diff := cmp.Diff(row.want, m.Pings); diff != "" {
			t.Errorf("%s: pings (-want +got):\n%s", row.name, diff)
		}
	}
}

func TestLinks(t *testing.T) {
	p := start(t, generous(discordtest.Config{}))
	ctx := waiting(t)
	link := func(url, kind string, unfurls bool) discordtest.Link {
		return discordtest.Link{URL: url, Kind: kind, In: "content", Unfurls: unfurls}
	}
	for _, row := range []struct {
		content string
		want    []discordtest.Link
	}{
		{"see https://a.example/x.", []discordtest.Link{link("https://a.example/x", "bare", true)}},
		{"see <https://a.example/x>", []discordtest.Link{link("https://a.example/x", "angle", false)}},
		{"[here](https://a.example/x)", []discordtest.Link{link("https://a.example/x", "masked", true)}},
		{"come to discord.gg/abc", []discordtest.Link{link("discord.gg/abc", "invite", true)}},
		{"`https://a.example/x`", nil},
		{"nothing at all", nil},
	} {
		m := must(p.Message(ctx, p.say(t, p.channel.ID, object{"content": row.content}).id()))(t)
		if diff := cmp.Diff(row.want, m.Links); diff != "" {
			t.Errorf("links of %q (-want +got):\n%s", row.content, diff)
		}
	}
}

func TestLinksOfEmbeds(t *testing.T) {
	p := start(t, generous(discordtest.Config{}))
	said := p.say(t, p.channel.ID, object{"embeds": []any{object{
		"title": "T", "url": "https://a.example/", "description": "[b](https://b.example/)",
		"fields": []any{object{"name": "N", "value": "https://c.example/"}},
	}}}).wants(t, "embed", 200, 0)
	want := []discordtest.Link{
		{URL: "https://a.example/", Kind: "masked", In: "embeds[0].url"},
		{URL: "https://b.example/", Kind: "masked", In: "embeds[0].description"},
		{URL: "https://c.example/", Kind: "bare", In: "embeds[0].fields[0].value"},
	}
	if diff := cmp.Diff(want, must(p.Message(waiting(t), said.id()))(t).Links); diff != "" {
		t.Errorf("links (-want +got):\n%s", diff)
	}
}
