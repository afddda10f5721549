package discordtest_test

import (
	"strings"
	"testing"
	"time"

	"rapporteur/bot/discordtest"
)

// acted is an interaction as the bot got it.
type acted struct {
	discordtest.Interaction
	event object
	p     *place
	t     *testing.T
}

func (a acted) token() string { return a.event["token"].(string) }

func (a acted) callback(body object) answer {
	a.t.Helper()
	return a.p.rest(a.t, "POST", "/interactions/"+a.ID+"/"+a.token()+"/callback", body)
}

// original calls the path of @original, or of another message.
func (a acted) response(method, message string, body object) answer {
	a.t.Helper()
	if body == nil {
		return a.p.rest(a.t, method, a.webhook()+"/messages/"+message, nil)
	}
	return a.p.rest(a.t, method, a.webhook()+"/messages/"+message, body)
}

func (a acted) followUp(body object) answer {
	a.t.Helper()
	return a.p.rest(a.t, "POST", a.webhook(), body)
}

func (a acted) webhook() string { return "/webhooks/" + a.p.bot.ID + "/" + a.token() }

func (a acted) now() discordtest.Interaction {
	a.t.Helper()
	return must(a.p.Interaction(waiting(a.t), a.ID))(a.t)
}

// stage is a judged place with commands and a gateway.
type stage struct {
	*place
	g *gateway
	t *testing.T
}

var definitions = []any{
	object{"name": "ask", "description": "Ask", "options": []any{
		object{"type": 3, "name": "question", "description": "What", "required": true, "autocomplete": true, "max_length": 100},
		object{"type": 5, "name": "private", "description": "Only you"},
		object{"type": 3, "name": "length", "description": "How long", "choices": []any{object{"name": "Short", "value": "short"}}},
	}},
	object{"name": "admin", "description": "Admin", "default_member_permissions": "32", "contexts": []any{0}, "options": []any{
		object{"type": 1, "name": "status", "description": "Status"},
	}},
	object{"name": "who", "description": "Who", "options": []any{
		object{"type": 6, "name": "user", "description": "User"},
		object{"type": 7, "name": "channel", "description": "Channel"},
		object{"type": 4, "name": "count", "description": "Count", "max_value": 5},
	}},
	object{"name": "Check", "type": 3},
}

func newStage(t *testing.T) *stage {
	p := judgedPlace(t)
	p.rest(t, "PUT", "/applications/"+p.bot.ID+"/commands", definitions).wants(t, "registration", 200, 0)
	return &stage{p, p.identified(t, plainIntents), t}
}

// sent takes the event of an interaction that was sent.
func (s *stage) sent(i discordtest.Interaction, err error) acted {
	s.t.Helper()
	i = must(i, err)(s.t)
	for {
		if f := s.g.next(); f.Type == "INTERACTION_CREATE" {
			var o object
			check(s.t, unmarshal(f.Data, &o))
			return acted{i, o, s.place, s.t}
		}
	}
}

func (s *stage) slash(options map[string]any) acted {
	s.t.Helper()
	return s.sent(s.Slash(waiting(s.t), discordtest.Slash{User: s.user.ID, Channel: s.channel.ID, Name: "ask", Options: options}))
}

func (s *stage) ask() acted { s.t.Helper(); return s.slash(map[string]any{"question": "who?"}) }

var hello = object{"type": 4, "data": object{"content": "hello"}}

func TestFirstResponse(t *testing.T) {
	s := newStage(t)
	a := s.ask()
	if a.event["app_permissions"] == "" || a.event["guild_id"] != s.guild.ID || a.event["member"].(object)["user"].(object)["id"] != s.user.ID {
		t.Errorf("the interaction is %v", a.event)
	}
	if got := a.now(); got.State != discordtest.StateWaiting || !got.Delivered {
		t.Errorf("the interaction is %+v, want it delivered and waiting", got)
	}
	a.response("PATCH", "@original", object{"content": "x"}).wants(t, "@original before a response", 404, 10008)
	a.followUp(object{"content": "x"}).wants(t, "follow-up before a response", 404, 10015)
	a.callback(hello).wants(t, "callback", 204, 0)
	a.callback(hello).wants(t, "second callback", 400, 40060)
	got := a.now()
	if got.State != discordtest.StateAnswered || got.Callback != 4 || got.FirstResponse <= 0 || len(got.Errors) != 3 {
		t.Errorf("the interaction is %+v, want it answered, and three errors", got)
	}
	a.response("GET", "@original", nil).wants(t, "@original", 200, 0)
	a.response("PATCH", "@original", object{"content": "more"}).wants(t, "edit", 200, 0)
	a.response("DELETE", "@original", nil).wants(t, "delete", 204, 0)
	a.response("GET", "@original", nil).wants(t, "@original after it was deleted", 404, 10008)

	a.p.rest(t, "POST", "/interactions/"+a.ID+"/wrong/callback", hello).wants(t, "wrong token", 404, 10062)
	a.p.rest(t, "POST", "/webhooks/"+s.bot.ID+"/wrong", object{"content": "x"}).wants(t, "wrong token of a webhook", 404, 10015)
}

func TestDeadlines(t *testing.T) {
	s := newStage(t)
	ctx := waiting(t)
	late := s.ask()
	must(s.Advance(ctx, 3100*time.Millisecond))(t)
	if got := late.now().State; got != discordtest.StateFailed {
		t.Errorf("the interaction is %s after 3.1s, want failed", got)
	}
	late.callback(hello).wants(t, "callback after 3.1s", 404, 10062)

	slow := s.ask()
	must(s.Advance(ctx, 2900*time.Millisecond))(t)
	slow.callback(object{"type": 5}).wants(t, "callback after 2.9s", 204, 0)
	if got := slow.now().State; got != discordtest.StateLoading {
		t.Errorf("the interaction is %s after a deferral, want loading", got)
	}
	must(s.Advance(ctx, 14*time.Minute))(t)
	slow.response("PATCH", "@original", object{"content": "x"}).wants(t, "edit after 14 minutes", 200, 0)
	must(s.Advance(ctx, time.Minute))(t)
	slow.response("PATCH", "@original", object{"content": "y"}).wants(t, "edit after 15 minutes", 401, 50027)
	slow.followUp(object{"content": "y"}).wants(t, "follow-up after 15 minutes", 401, 50027)
}

func TestDeferral(t *testing.T) {
	s := newStage(t)
	ctx := waiting(t)
	hidden := s.ask()
	with := hidden.p.rest(t, "POST", "/interactions/"+hidden.ID+"/"+hidden.token()+"/callback?with_response=true",
		object{"type": 5, "data": object{"flags": 64}}).wants(t, "deferral", 200, 0)
	if made := with.body["interaction"].(object); made["response_message_loading"] != true || made["response_message_ephemeral"] != true {
		t.Errorf("the deferral made %v, want a loading and ephemeral message", made)
	}
	if loading := hidden.response("GET", "@original", nil); loading.number("flags") != 192 {
		t.Errorf("the loading message has the flags %d, want 192", loading.number("flags"))
	}
	// The deferral decides who sees it, whatever the follow-up says.
	first := hidden.followUp(object{"content": "answer"}).wants(t, "follow-up", 200, 0)
	if got := hidden.now(); got.Original != first.id() || len(got.Messages) != 1 || !got.Ephemeral {
		t.Errorf("the interaction is %+v, want the follow-up in place of the loading message", got)
	}
	m := must(s.Message(ctx, first.id()))(t)
	if m.Viewer != s.user.ID || m.Loading || !m.Edited.IsZero() {
		t.Errorf("the message is %+v, want it ephemeral and not edited", m)
	}
	if other := must(s.Messages(ctx, s.channel.ID, s.guild.Owner))(t); len(other) != 0 {
		t.Errorf("another user sees %d messages, want 0", len(other))
	}
	second := hidden.followUp(object{"content": "more"}).wants(t, "second follow-up", 200, 0)
	if second.id() == first.id() || second.number("flags") != 0 {
		t.Errorf("the second follow-up is %s with flags %d, want a public message of its own", second.id(), second.number("flags"))
	}
	hidden.response("PATCH", second.id(), object{"content": "changed"}).wants(t, "edit of a follow-up", 200, 0)
	hidden.response("GET", s.ask().ID, nil).wants(t, "another's message", 404, 10008)
	s.rest(t, "PATCH", "/channels/"+s.channel.ID+"/messages/"+first.id(), object{"content": "x"}).wants(t, "edit of an ephemeral message as an ordinary one", 404, 10008)
	if list := s.rest(t, "GET", "/channels/"+s.channel.ID+"/messages", nil).list; len(list) != 1 {
		t.Errorf("the channel lists %d messages to the bot, want the public one", len(list))
	}
}

func TestEphemeralMessagesComeWithoutAGuild(t *testing.T) {
	s := newStage(t)
	a := s.ask()
	a.callback(object{"type": 4, "data": object{"content": "x", "flags": 64}}).wants(t, "callback", 204, 0)
	m := s.g.event("MESSAGE_CREATE")
	if _, has := m["guild_id"]; has || m["flags"] != 64.0 {
		t.Errorf("the ephemeral message came as %v, want no guild_id", m)
	}
}

func TestCallbackTypes(t *testing.T) {
	s := newStage(t)
	ctx := waiting(t)
	buttons := object{"content": "x", "components": []any{object{"type": 1, "components": []any{
		object{"type": 2, "style": 2, "label": "L", "custom_id": "b"},
	}}}}
	form := object{"title": "T", "custom_id": "form", "components": []any{object{"type": 1, "components": []any{
		object{"type": 4, "custom_id": "why", "label": "Why", "style": 1},
	}}}}
	bodies := map[int]object{
		4: {"type": 4, "data": object{"content": "x"}}, 5: {"type": 5}, 6: {"type": 6},
		7: {"type": 7, "data": buttons}, 8: {"type": 8, "data": object{"choices": []any{}}}, 9: {"type": 9, "data": form},
	}
	message := s.say(t, s.channel.ID, buttons).id()
	press := func() acted {
		return s.sent(s.Press(ctx, discordtest.Press{User: s.user.ID, Message: message, CustomID: "b"}))
	}
	modal := func() acted {
		opened := s.ask()
		opened.callback(bodies[9]).wants(t, "modal", 204, 0)
		return s.sent(s.Submit(ctx, discordtest.Form{User: s.user.ID, Interaction: opened.ID, Values: map[string]string{"why": "so"}}))
	}
	typed := func() acted {
		return s.sent(s.Autocomplete(ctx, discordtest.Slash{User: s.user.ID, Channel: s.channel.ID, Name: "ask"}, "question"))
	}
	for _, row := range []struct {
		name  string
		act   func() acted
		takes string
	}{
		{"command", s.ask, "459"},
		{"component", press, "45679"},
		{"autocomplete", typed, "8"},
		{"modal", modal, "45"},
	} {
		for kind := 4; kind <= 9; kind++ {
			want := 400
			if strings.Contains(row.takes, string(rune('0'+kind))) {
				want = 204
			}
			if got := row.act().callback(bodies[kind]); got.status != want {
				t.Errorf("%s answered by type %d: %d, want %d (%s)", row.name, kind, got.status, want, got.raw)
			}
		}
	}
}

func TestComponents(t *testing.T) {
	s := newStage(t)
	ctx := waiting(t)
	message := s.say(t, s.channel.ID, object{"content": "x", "components": []any{
		object{"type": 1, "components": []any{
			object{"type": 2, "style": 2, "label": "L", "custom_id": "b"},
			object{"type": 2, "style": 2, "label": "Off", "custom_id": "off", "disabled": true},
		}},
		object{"type": 1, "components": []any{object{"type": 3, "custom_id": "s", "options": []any{object{"label": "A", "value": "a"}}}}},
	}}).wants(t, "message", 200, 0).id()
	for _, bad := range []discordtest.Press{
		{CustomID: "none"},
		{CustomID: "off"},
		{CustomID: "s"},
		{CustomID: "s", Values: []string{"z"}},
		{CustomID: "b", Values: []string{"a"}},
	} {
		bad.User, bad.Message = s.user.ID, message
		if _, err := s.Press(ctx, bad); err == nil {
			t.Errorf("Press(%+v) = nil, want an error", bad)
		}
	}
	chosen := s.sent(s.Press(ctx, discordtest.Press{User: s.user.ID, Message: message, CustomID: "s", Values: []string{"a"}}))
	data := chosen.event["data"].(object)
	if data["custom_id"] != "s" || data["component_type"] != 3.0 || data["values"].([]any)[0] != "a" || chosen.event["message"].(object)["id"] != message {
		t.Errorf("the choice came as %v", chosen.event)
	}
	chosen.callback(object{"type": 6}).wants(t, "deferred update", 204, 0)
	chosen.response("PATCH", "@original", object{"content": "changed"}).wants(t, "edit of the message", 200, 0)
	if m := must(s.Message(ctx, message))(t); m.Content != "changed" {
		t.Errorf("the message is %q, want changed", m.Content)
	}
	extra := chosen.followUp(object{"content": "mine", "flags": 64}).wants(t, "follow-up", 200, 0)
	if m := must(s.Message(ctx, extra.id()))(t); m.Viewer != s.user.ID || m.ReplyTo != message {
		t.Errorf("the follow-up is %+v, want it ephemeral and a reply", m)
	}
}

func TestWhatDiscordsWindowDoesNotOffer(t *testing.T) {
	s := newStage(t)
	ctx := waiting(t)
	dm := must(s.AddChannel(ctx, discordtest.Channel{Kind: discordtest.DM, Recipient: s.user.ID}))(t)
	for name, in := range map[string]discordtest.Slash{
		"an unregistered command":   {Name: "other"},
		"a missing option":          {Name: "ask"},
		"an unknown option":         {Name: "ask", Options: map[string]any{"question": "q", "x": "y"}},
		"a value of another type":   {Name: "ask", Options: map[string]any{"question": 7}},
		"a value out of the choice": {Name: "ask", Options: map[string]any{"question": "q", "length": "long"}},
		"a text too long":           {Name: "ask", Options: map[string]any{"question": strings.Repeat("q", 101)}},
		"a missing subcommand":      {Name: "admin"},
		"an unknown subcommand":     {Name: "admin other"},
		"missing permissions":       {Name: "admin status"},
		"a direct message":          {Name: "admin status", Channel: dm.ID},
	} {
		in.User = s.user.ID
		if in.Channel == "" {
			in.Channel = s.channel.ID
		}
		if _, err := s.Slash(ctx, in); err == nil {
			t.Errorf("Slash with %s = nil, want an error", name)
		}
	}
	check(t, s.SetMember(ctx, s.guild.ID, s.user.ID, "MANAGE_GUILD"))
	a := s.sent(s.Slash(ctx, discordtest.Slash{User: s.user.ID, Channel: s.channel.ID, Name: "admin status"}))
	option := a.event["data"].(object)["options"].([]any)[0].(object)
	if option["name"] != "status" || option["type"] != 1.0 || a.Name != "admin status" {
		t.Errorf("the subcommand came as %v", option)
	}
	if _, err := s.Autocomplete(ctx, discordtest.Slash{User: s.user.ID, Channel: s.channel.ID, Name: "ask"}, "length"); err == nil {
		t.Error("Autocomplete of an option without it = nil, want an error")
	}
}

func TestMessageCommandBringsItsTarget(t *testing.T) {
	s := newStage(t)
	ctx := waiting(t)
	m := must(s.Post(ctx, discordtest.Post{Author: s.user.ID, Channel: s.channel.ID, Content: "no mention"}))(t)
	a := s.sent(s.MessageCommand(ctx, discordtest.Target{User: s.user.ID, Channel: s.channel.ID, Name: "Check", Message: m.ID}))
	data := a.event["data"].(object)
	target := data["resolved"].(object)["messages"].(object)[m.ID].(object)
	if data["target_id"] != m.ID || target["content"] != "no mention" {
		t.Errorf("the target came as %v, want its text", data)
	}
}

func TestInteractionsInDirectMessages(t *testing.T) {
	s := newStage(t)
	ctx := waiting(t)
	dm := must(s.AddChannel(ctx, discordtest.Channel{Kind: discordtest.DM, Recipient: s.user.ID}))(t)
	a := s.sent(s.Slash(ctx, discordtest.Slash{User: s.user.ID, Channel: dm.ID, Name: "ask", Options: map[string]any{"question": "q"}, Locale: "de"}))
	if _, has := a.event["member"]; has || a.event["user"].(object)["id"] != s.user.ID || a.event["locale"] != "de" || a.event["context"] != 1.0 {
		t.Errorf("the interaction is %v, want a user and no member", a.event)
	}
	a.callback(hello).wants(t, "callback", 204, 0)
}

func TestInteractionsWithoutAConnectionExpire(t *testing.T) {
	s := newStage(t)
	ctx := waiting(t)
	check(t, s.Do(ctx, discordtest.GatewayAction{Do: discordtest.DoDown}))
	i := must(s.Slash(ctx, discordtest.Slash{User: s.user.ID, Channel: s.channel.ID, Name: "ask", Options: map[string]any{"question": "q"}}))(t)
	must(s.Advance(ctx, 4*time.Second))(t)
	if i = must(s.Interaction(ctx, i.ID))(t); i.Delivered || i.State != discordtest.StateFailed {
		t.Errorf("the interaction is %+v, want it failed and not delivered", i)
	}
}

func TestCommandsAreRegistered(t *testing.T) {
	s := newStage(t)
	ctx := waiting(t)
	path := "/applications/" + s.bot.ID + "/commands"
	before := must(s.Commands(ctx))(t)
	s.rest(t, "PUT", path, definitions).wants(t, "the same again", 200, 0)
	after := must(s.Commands(ctx))(t)
	if len(after.Global) != len(definitions) || after.Global[0].ID != before.Global[0].ID || len(after.Writes) != 2 {
		t.Errorf("the commands are %+v after the same again, want the same ids and two writes", after)
	}
	local := "/applications/" + s.bot.ID + "/guilds/" + s.guild.ID + "/commands"
	made := s.rest(t, "POST", local, object{"name": "local", "description": "L", "name_localizations": object{"de": "lokal"}}).wants(t, "create", 201, 0)
	s.rest(t, "POST", local, object{"name": "local", "description": "M"}).wants(t, "create again", 200, 0)
	s.rest(t, "PATCH", local+"/"+made.id(), object{"description": "N"}).wants(t, "edit", 200, 0)
	if got := s.rest(t, "GET", local+"/"+made.id(), nil).text("description"); got != "N" {
		t.Errorf("the description is %q, want N", got)
	}
	s.rest(t, "DELETE", local+"/"+made.id(), nil).wants(t, "delete", 204, 0)
	s.rest(t, "DELETE", local+"/"+made.id(), nil).wants(t, "delete again", 404, 10063)
	s.rest(t, "GET", "/applications/1/commands", nil).wants(t, "another application", 403, 20012)
	s.rest(t, "PUT", path, []any{definitions[0], definitions[0]}).wants(t, "the same name twice", 400, 50035)
	if list := s.rest(t, "GET", path+"?with_localizations=true", nil).list; len(list) != len(definitions) {
		t.Errorf("%d commands are listed, want %d", len(list), len(definitions))
	}
}

func TestOptionsAreResolved(t *testing.T) {
	s := newStage(t)
	in := discordtest.Slash{User: s.user.ID, Channel: s.channel.ID, Name: "who"}
	in.Options = map[string]any{"user": s.user.ID, "channel": s.channel.ID, "count": 5}
	data := s.sent(s.Slash(waiting(t), in)).event["data"].(object)
	resolved := data["resolved"].(object)
	if resolved["users"].(object)[s.user.ID] == nil || resolved["members"].(object)[s.user.ID] == nil || resolved["channels"].(object)[s.channel.ID] == nil {
		t.Errorf("resolved is %v, want the user, the member and the channel", resolved)
	}
	for name, value := range map[string]any{"user": "1", "channel": "1", "count": 6} {
		in.Options = map[string]any{name: value}
		if _, err := s.Slash(waiting(t), in); err == nil {
			t.Errorf("Slash with %s %v = nil, want an error", name, value)
		}
	}
}

func TestFindingsInCallbacksAreUnderData(t *testing.T) {
	p := start(t, generous(discordtest.Config{}))
	p.rest(t, "PUT", "/applications/"+p.bot.ID+"/commands", definitions).wants(t, "registration", 200, 0)
	s := &stage{p, p.identified(t, plainIntents), t}
	a := s.ask()
	long := object{"type": 4, "data": object{"content": strings.Repeat("x", 2001)}}
	if got := a.callback(long).wants(t, "long content", 400, 50035); !strings.Contains(got.raw, `"errors":{"data":{"content":`) {
		t.Errorf("the findings are %s, want data.content", got.raw)
	}
	a.callback(object{"type": 4, "data": object{}}).wants(t, "empty", 400, 50006)
	a.callback(hello).wants(t, "after them", 204, 0)
}
