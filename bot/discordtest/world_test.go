package discordtest_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"rapporteur/bot/discordtest"
)

func TestWhatUsersDo(t *testing.T) {
	s := newStage(t)
	ctx := waiting(t)
	role := must(s.AddRole(ctx, discordtest.Role{Guild: s.guild.ID, Name: "envoys", Permissions: []string{"MANAGE_GUILD"}}))(t)
	hook := must(s.AddUser(ctx, discordtest.User{Name: "hook", Bot: true}))(t)
	m := must(s.Post(ctx, discordtest.Post{
		Author: hook.ID, Channel: s.channel.ID, Content: "<@" + s.bot.ID + "> <@&" + role.ID + "> @here", Webhook: true,
		Attachments: []discordtest.Attachment{{Name: "a.txt"}},
	}))(t)
	sent := s.g.event("MESSAGE_CREATE")
	if sent["webhook_id"] != hook.ID || sent["mention_everyone"] != true || len(sent["mention_roles"].([]any)) != 1 ||
		sent["author"].(object)["bot"] != true || len(sent["attachments"].([]any)) != 1 {
		t.Errorf("the webhook's message came as %v", sent)
	}
	must(s.EditPost(ctx, m.ID, "changed, <@"+s.bot.ID+">"))(t)
	if edited := s.g.event("MESSAGE_UPDATE"); edited["content"] != "changed, <@"+s.bot.ID+">" || edited["edited_timestamp"] == nil {
		t.Errorf("the edit came as %v", edited)
	}
	check(t, s.DeleteMessage(ctx, m.ID))
	if id := s.g.event("MESSAGE_DELETE")["id"]; id != m.ID {
		t.Errorf("MESSAGE_DELETE is of %v, want %s", id, m.ID)
	}
	if gone := must(s.DeletedMessages(ctx, s.channel.ID))(t); len(gone) != 1 || gone[0].Deleted.IsZero() {
		t.Errorf("deleted messages are %v, want the one", gone)
	}
	if _, err := s.Post(ctx, discordtest.Post{Author: "1", Channel: s.channel.ID, Content: "x"}); err == nil {
		t.Error("Post by nobody = nil, want an error")
	}
}

func TestReadingTheWorld(t *testing.T) {
	p := judgedPlace(t)
	ctx := waiting(t)
	for path, want := range map[string]string{
		"/users/@me":                p.bot.ID,
		"/users/" + p.user.ID:       p.user.ID,
		"/applications/@me":         p.bot.ID,
		"/oauth2/applications/@me":  p.bot.ID,
		"/guilds/" + p.guild.ID:     p.guild.ID,
		"/channels/" + p.channel.ID: p.channel.ID,
		"/channels/" + p.channel.ID + "/messages/" + p.say(t, p.channel.ID, object{"content": "x"}).id(): "",
	} {
		if a := p.rest(t, "GET", path, nil).wants(t, path, 200, 0); want != "" && a.id() != want {
			t.Errorf("GET %s has the id %s, want %s", path, a.id(), want)
		}
	}
	for path, want := range map[string]int{
		"/users/@me/guilds":                   1,
		"/guilds/" + p.guild.ID + "/channels": 1,
		"/guilds/" + p.guild.ID + "/roles":    2,
	} {
		if a := p.rest(t, "GET", path, nil).wants(t, path, 200, 0); len(a.list) != want {
			t.Errorf("GET %s has %d elements, want %d", path, len(a.list), want)
		}
	}
	member := p.rest(t, "GET", "/guilds/"+p.guild.ID+"/members/"+p.bot.ID, nil).wants(t, "member", 200, 0)
	if roles := member.body["roles"].([]any); len(roles) != 1 {
		t.Errorf("the bot has the roles %v, want its own", roles)
	}
	p.rest(t, "GET", "/guilds/"+p.guild.ID+"/members/1", nil).wants(t, "no member", 404, 10007)
	p.rest(t, "GET", "/users/1", nil).wants(t, "nobody", 404, 10013)
	if all := must(p.Channels(ctx, p.guild.ID))(t); len(all) != 1 || all[0].ID != p.channel.ID {
		t.Errorf("Channels = %v, want the one", all)
	}
	if _, err := p.AddUser(ctx, discordtest.User{ID: p.user.ID}); err == nil {
		t.Error("AddUser with an id that is taken = nil, want an error")
	}
	v9 := strings.Replace(p.server.URL(), "/v10", "/v9", 1)
	resp := must(http.Get(v9 + "/gateway"))(t)
	resp.Body.Close()
	if resp.StatusCode != 200 {
		t.Errorf("GET %s/gateway = %d, want 200", v9, resp.StatusCode)
	}
}

func TestThreadsAreChangedByTheirOwner(t *testing.T) {
	p := judgedPlace(t)
	ctx := waiting(t)
	theirs := must(p.AddChannel(ctx, discordtest.Channel{Kind: discordtest.Thread, Parent: p.channel.ID, Name: "theirs"}))(t)
	mine := p.rest(t, "POST", "/channels/"+p.channel.ID+"/threads", object{"name": "mine", "type": 11}).wants(t, "create", 201, 0).id()
	p.rest(t, "PUT", "/channels/"+theirs.ID+"/thread-members/@me", nil).wants(t, "join", 204, 0)
	p.rest(t, "PUT", "/channels/"+p.channel.ID+"/thread-members/@me", nil).wants(t, "join of no thread", 400, 50024)
	p.rest(t, "PATCH", "/channels/"+theirs.ID, object{"name": "ours"}).wants(t, "rename of another's", 403, 50013)
	p.rest(t, "PATCH", "/channels/"+p.channel.ID, object{"name": "ours"}).wants(t, "rename of a channel", 403, 50013)
	p.rest(t, "PATCH", "/channels/"+mine, object{"locked": true}).wants(t, "lock without MANAGE_THREADS", 403, 50013)
	p.rest(t, "PATCH", "/channels/"+mine, object{"name": "renamed", "archived": true}).wants(t, "archive", 200, 0)
	if c := must(p.Channel(ctx, mine))(t); c.Name != "renamed" || !c.Archived {
		t.Errorf("the thread is %+v, want it renamed and archived", c)
	}
	p.rest(t, "PUT", "/channels/"+mine+"/thread-members/@me", nil).wants(t, "join of an archived thread", 400, 50083)
}

func TestWaitingEndsWithItsContext(t *testing.T) {
	s := newStage(t)
	ctx := waiting(t)
	check(t, s.WaitReady(ctx))
	short, cancel := contextFor(t, 30*time.Millisecond)
	defer cancel()
	must(s.Post(ctx, discordtest.Post{Author: s.user.ID, Channel: s.channel.ID, Content: "something else"}))(t)
	_, err := s.WaitMessage(short, s.channel.ID, "", func(m discordtest.Message) bool { return m.Content == "never" })
	if err == nil || !strings.Contains(err.Error(), "something else") {
		t.Errorf("WaitMessage: %v, want an error with what was there", err)
	}
}
