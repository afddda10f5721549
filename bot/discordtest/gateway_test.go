package discordtest_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"rapporteur/bot/discordtest"
)

const plainIntents = 1<<0 | 1<<9 | 1<<12

func TestIdentifyIsChecked(t *testing.T) {
	p := start(t, discordtest.Config{})
	for _, row := range []struct {
		name          string
		token         string
		intents       int
		shard, shards int
		code          int
	}{
		{"wrong token", "other", plainIntents, 0, 1, 4004},
		{"unknown intent", "test-token", 1 << 30, 0, 1, 4013},
		{"message content that is not allowed", "test-token", plainIntents | discordtest.IntentContent, 0, 1, 4014},
		{"shard out of bounds", "test-token", plainIntents, 2, 2, 4010},
	} {
		g := p.dial(t)
		g.identify(row.token, row.intents, row.shard, row.shards)
		if got := g.closed(); got != row.code {
			t.Errorf("%s: closed with %d, want %d", row.name, got, row.code)
		}
	}
}

func TestReadyNamesGuildsAndApplication(t *testing.T) {
	p := start(t, discordtest.Config{Intents: discordtest.IntentContent})
	g := p.dial(t)
	g.identify("test-token", plainIntents|discordtest.IntentContent, 0, 1)
	ready := g.event("READY")
	guilds := ready["guilds"].([]any)
	if len(guilds) != 1 || guilds[0].(object)["unavailable"] != true || guilds[0].(object)["id"] != p.guild.ID {
		t.Errorf("READY has the guilds %v, want %s, unavailable", guilds, p.guild.ID)
	}
	app := ready["application"].(object)
	if app["id"] != p.bot.ID || app["flags"] != float64(1<<19) {
		t.Errorf("READY has the application %v, want %s with the flag for message content", app, p.bot.ID)
	}
	if name := g.event("GUILD_CREATE")["name"]; name != "Vienna" {
		t.Errorf("GUILD_CREATE is of %v, want Vienna", name)
	}
	later := must(p.AddGuild(waiting(t), discordtest.Guild{Name: "Geneva"}))(t)
	if name := g.event("GUILD_CREATE")["name"]; name != "Geneva" {
		t.Errorf("GUILD_CREATE is of %v, want Geneva", name)
	}
	check(t, p.RemoveBot(waiting(t), later.ID))
	if id := g.event("GUILD_DELETE")["id"]; id != later.ID {
		t.Errorf("GUILD_DELETE is of %v, want %s", id, later.ID)
	}
}

func TestProtocolFaultsCloseTheConnection(t *testing.T) {
	p := start(t, discordtest.Config{})
	for _, row := range []struct {
		name string
		do   func(*gateway)
		code int
	}{
		{"presence before identify", func(g *gateway) { g.send(3, object{}) }, 4003},
		{"unknown op", func(g *gateway) { g.send(99, nil) }, 4001},
		{"no JSON", func(g *gateway) { g.ws.WriteMessage(1, []byte("{")) }, 4002},
		{"payload of 4,097 bytes", func(g *gateway) { g.send(1, strings.Repeat("x", 4097)) }, 4002},
		{"121 heartbeats at once", func(g *gateway) {
			for range 121 {
				g.send(1, nil)
			}
		}, 4008},
		{"identify twice", func(g *gateway) {
			g.identify("test-token", 0, 0, 1)
			g.identify("test-token", 0, 0, 1)
		}, 4005},
	} {
		g := p.dial(t)
		row.do(g)
		if got := g.closed(); got != row.code {
			t.Errorf("%s: closed with %d, want %d", row.name, got, row.code)
		}
	}
}

func TestResumeReplaysWhatWasMissed(t *testing.T) {
	p := start(t, discordtest.Config{})
	ctx := waiting(t)
	post := func(text string) {
		must(p.Post(ctx, discordtest.Post{Author: p.user.ID, Channel: p.channel.ID, Content: "<@" + p.bot.ID + "> " + text}))(t)
	}
	g := p.identified(t, plainIntents)
	session := g.ready["session_id"].(string)
	post("seen")
	g.event("MESSAGE_CREATE")
	check(t, p.Do(ctx, discordtest.GatewayAction{Do: discordtest.DoDrop, Shard: -1}))
	if code := g.closed(); code != 0 {
		t.Errorf("closed with %d, want a broken connection", code)
	}
	post("missed")

	again := p.dial(t)
	again.resume(session, g.seq)
	if text := again.event("MESSAGE_CREATE")["content"]; text != "<@"+p.bot.ID+"> missed" {
		t.Errorf("the replayed message is %q, want the missed one", text)
	}
	again.event("RESUMED")
	if again.seq != g.seq+2 {
		t.Errorf("the sequence is %d after RESUMED, want %d", again.seq, g.seq+2)
	}
	state := must(p.Gateway(ctx))(t)
	if len(state.Identifies) != 1 || len(state.Resumes) != 1 || state.Resumes[0].Replayed != 1 {
		t.Errorf("the gateway counts %+v, want one identify and one resume of one event", state)
	}
}

func TestWhatEndsASession(t *testing.T) {
	for _, row := range []struct {
		name    string
		do      func(*testing.T, *place, *gateway)
		resumed bool
	}{
		{"the client closes with 1000", func(t *testing.T, p *place, g *gateway) { g.goodbye(1000) }, false},
		{"the client closes with 1012", func(t *testing.T, p *place, g *gateway) { g.goodbye(1012) }, true},
		{"the client breaks off", func(t *testing.T, p *place, g *gateway) { g.ws.NetConn().Close() }, true},
		{"op 9 false", func(t *testing.T, p *place, g *gateway) {
			check(t, p.Do(waiting(t), discordtest.GatewayAction{Do: discordtest.DoInvalidate}))
			if f := g.next(); f.Op != 9 || string(f.Data) != "false" {
				t.Errorf("the server sent op %d %s, want 9 false", f.Op, f.Data)
			}
			g.ws.Close()
		}, false},
		{"op 9 true", func(t *testing.T, p *place, g *gateway) {
			check(t, p.Do(waiting(t), discordtest.GatewayAction{Do: discordtest.DoResumable}))
			if f := g.next(); f.Op != 9 || string(f.Data) != "true" {
				t.Errorf("the server sent op %d %s, want 9 true", f.Op, f.Data)
			}
			g.ws.Close()
		}, true},
		{"op 7", func(t *testing.T, p *place, g *gateway) {
			check(t, p.Do(waiting(t), discordtest.GatewayAction{Do: discordtest.DoReconnect}))
			if f := g.next(); f.Op != 7 {
				t.Errorf("the server sent op %d, want 7", f.Op)
			}
			g.goodbye(4000)
		}, true},
		{"the server closes with 4000", func(t *testing.T, p *place, g *gateway) {
			check(t, p.Do(waiting(t), discordtest.GatewayAction{Do: discordtest.DoClose, Code: 4000}))
			if code := g.closed(); code != 4000 {
				t.Errorf("closed with %d, want 4000", code)
			}
		}, true},
		{"the server closes with 4009", func(t *testing.T, p *place, g *gateway) {
			check(t, p.Do(waiting(t), discordtest.GatewayAction{Do: discordtest.DoClose, Code: 4009}))
			g.closed()
		}, false},
		{"it is away for an hour", func(t *testing.T, p *place, g *gateway) {
			check(t, p.Do(waiting(t), discordtest.GatewayAction{Do: discordtest.DoDrop}))
			must(p.Advance(waiting(t), time.Hour))(t)
		}, false},
	} {
		t.Run(row.name, func(t *testing.T) {
			p := start(t, discordtest.Config{})
			ctx := waiting(t)
			g := p.identified(t, plainIntents)
			row.do(t, p, g)
			check(t, p.Wait(ctx, func() (bool, error) {
				state, err := p.Gateway(ctx)
				return err == nil && (len(state.Sessions) == 0 || !state.Sessions[0].Connected), err
			}))
			again := p.dial(t)
			again.resume(g.ready["session_id"].(string), g.seq)
			f := again.next()
			if got := f.Type == "RESUMED"; got != row.resumed {
				t.Errorf("resuming led to op %d %s %s, want resumed %t", f.Op, f.Type, f.Data, row.resumed)
			}
			if !row.resumed {
				again.identify("test-token", plainIntents, 0, 1)
				again.event("READY")
			}
		})
	}
}

func TestHeartbeats(t *testing.T) {
	p := start(t, discordtest.Config{})
	ctx := waiting(t)
	g := p.identified(t, plainIntents)
	if !g.silent() {
		t.Error("a heartbeat was not acknowledged")
	}
	check(t, p.Do(ctx, discordtest.GatewayAction{Do: discordtest.DoMute}))
	g.send(1, nil)
	check(t, p.Do(ctx, discordtest.GatewayAction{Do: discordtest.DoAskHeartbeat}))
	if f := g.next(); f.Op != 1 {
		t.Errorf("the server sent op %d, want 1 and no acknowledgement", f.Op)
	}
	check(t, p.Do(ctx, discordtest.GatewayAction{Do: discordtest.DoUnmute}))
	if !g.silent() {
		t.Error("a heartbeat was not acknowledged again")
	}
}

func TestAClientWithoutHeartbeatsIsClosed(t *testing.T) {
	p := start(t, discordtest.Config{Heartbeat: 10 * time.Millisecond})
	if code := p.identified(t, plainIntents).closed(); code != 4009 {
		t.Errorf("closed with %d, want 4009", code)
	}
}

func TestIntentsDecideWhatIsSent(t *testing.T) {
	p := start(t, discordtest.Config{Intents: discordtest.IntentContent})
	ctx := waiting(t)
	dm := must(p.AddChannel(ctx, discordtest.Channel{Kind: discordtest.DM, Recipient: p.user.ID}))(t)
	own := p.say(t, p.channel.ID, object{"content": "mine"}).id()
	mention := "<@" + p.bot.ID + "> hi"
	for _, row := range []struct {
		name    string
		intents int
		post    discordtest.Post
		sent    bool
		content string
	}{
		{"guild message without the intent", 1, discordtest.Post{Channel: p.channel.ID, Content: mention}, false, ""},
		{"mention", plainIntents, discordtest.Post{Channel: p.channel.ID, Content: mention}, true, mention},
		{"no mention", plainIntents, discordtest.Post{Channel: p.channel.ID, Content: "hi"}, true, ""},
		{"no mention, with the intent for content", plainIntents | discordtest.IntentContent, discordtest.Post{Channel: p.channel.ID, Content: "hi"}, true, "hi"},
		{"reply with its ping", plainIntents, discordtest.Post{Channel: p.channel.ID, Content: "hi", ReplyTo: own}, true, "hi"},
		{"reply without its ping", plainIntents, discordtest.Post{Channel: p.channel.ID, Content: "hi", ReplyTo: own, NoPing: true}, true, ""},
		{"direct message", plainIntents, discordtest.Post{Channel: dm.ID, Content: "hi"}, true, "hi"},
		{"direct message without the intent", 1, discordtest.Post{Channel: dm.ID, Content: "hi"}, false, ""},
	} {
		g := p.identified(t, row.intents)
		row.post.Author = p.user.ID
		must(p.Post(ctx, row.post))(t)
		if !row.sent {
			if !g.silent() {
				t.Errorf("%s: an event was sent, want none", row.name)
			}
		} else if m := g.event("MESSAGE_CREATE"); m["content"] != row.content {
			t.Errorf("%s: the content is %q, want %q", row.name, m["content"], row.content)
		} else if guild, _ := m["guild_id"].(string); (guild != "") != (row.post.Channel == p.channel.ID) {
			t.Errorf("%s: guild_id is %q", row.name, guild)
		}
		g.goodbye(1000)
	}
}

func TestChannelsOutOfSightSendNothing(t *testing.T) {
	p := start(t, discordtest.Config{})
	ctx := waiting(t)
	check(t, p.SetPermissions(ctx, p.channel.ID))
	g := p.identified(t, plainIntents)
	must(p.Post(ctx, discordtest.Post{Author: p.user.ID, Channel: p.channel.ID, Content: "<@" + p.bot.ID + ">"}))(t)
	if !g.silent() {
		t.Error("an event came from a channel that the bot does not see")
	}
}

func TestShards(t *testing.T) {
	p := start(t, discordtest.Config{MaxConcurrency: 2, Shards: 2})
	ctx := waiting(t)
	// (id >> 22) % 2 is the shard.
	odd := must(p.AddGuild(ctx, discordtest.Guild{ID: "4194304", Name: "odd"}))(t)
	must(p.AddGuild(ctx, discordtest.Guild{ID: "8388608", Name: "even"}))(t)
	dm := must(p.AddChannel(ctx, discordtest.Channel{Kind: discordtest.DM, Recipient: p.user.ID}))(t)
	channel := must(p.AddChannel(ctx, discordtest.Channel{Guild: odd.ID}))(t)
	bot := p.rest(t, "GET", "/gateway/bot", nil)
	if bot.number("shards") != 2 || bot.body["session_start_limit"].(object)["max_concurrency"] != 2.0 {
		t.Errorf("/gateway/bot says %s, want 2 shards, 2 at once", bot.raw)
	}
	shards := make([]*gateway, 2)
	for i := range shards {
		shards[i] = p.dial(t)
		shards[i].identify("test-token", plainIntents, i, 2)
		guilds := shards[i].event("READY")["guilds"].([]any)
		for _, g := range guilds {
			id := g.(object)["id"].(string)
			if name := shards[i].event("GUILD_CREATE")["name"]; id == odd.ID && i != 1 || name == "even" && i != 0 {
				t.Errorf("shard %d has the guild %v", i, name)
			}
		}
	}
	must(p.Post(ctx, discordtest.Post{Author: p.user.ID, Channel: channel.ID, Content: "x"}))(t)
	shards[1].event("MESSAGE_CREATE")
	must(p.Post(ctx, discordtest.Post{Author: p.user.ID, Channel: dm.ID, Content: "x"}))(t)
	shards[0].event("MESSAGE_CREATE")
	if !must(p.Gateway(ctx))(t).Ready {
		t.Error("the gateway is not ready with both shards")
	}
	if v := must(p.Violations(ctx))(t); len(v) != 0 {
		t.Errorf("violations: %v", v)
	}
}

func TestIdentifiesAreCounted(t *testing.T) {
	p := start(t, discordtest.Config{Identifies: 2})
	ctx := waiting(t)
	p.identified(t, 0)
	p.identified(t, 0)
	if left := p.rest(t, "GET", "/gateway/bot", nil).body["session_start_limit"].(object)["remaining"]; left != 0.0 {
		t.Errorf("%v identifies remain, want 0", left)
	}
	g := p.dial(t)
	g.identify("test-token", 0, 0, 1)
	if code := g.closed(); code != 4004 {
		t.Errorf("closed with %d, want 4004", code)
	}
	var kinds []string
	for _, v := range must(p.Violations(ctx))(t) {
		kinds = append(kinds, strings.Fields(v.What)[0])
	}
	if !slices.Contains(kinds, "shard") || !slices.Contains(kinds, "more") {
		t.Errorf("violations are %q, want the spacing and the number of identifies", kinds)
	}
}

func TestEventsCanComeTwice(t *testing.T) {
	p := start(t, discordtest.Config{})
	ctx := waiting(t)
	g := p.identified(t, plainIntents)
	must(p.Post(ctx, discordtest.Post{Author: p.user.ID, Channel: p.channel.ID, Content: "x"}))(t)
	first := g.event("MESSAGE_CREATE")["id"]
	seq := g.seq
	check(t, p.Do(ctx, discordtest.GatewayAction{Do: discordtest.DoRepeat, Event: "MESSAGE_CREATE"}))
	if again := g.event("MESSAGE_CREATE")["id"]; again != first || g.seq != seq+1 {
		t.Errorf("the event came again with id %v and number %d, want %v and %d", again, g.seq, first, seq+1)
	}
}

func TestGatewayCanBeDown(t *testing.T) {
	p := start(t, discordtest.Config{})
	ctx := waiting(t)
	g := p.identified(t, plainIntents)
	check(t, p.Do(ctx, discordtest.GatewayAction{Do: discordtest.DoDown}))
	g.closed()
	s := p.session(t)
	if err := s.Open(); err == nil {
		t.Error("Open = nil while the gateway is down, want an error")
	}
	check(t, p.Do(ctx, discordtest.GatewayAction{Do: discordtest.DoUp}))
	p.identified(t, plainIntents)
}
