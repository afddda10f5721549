package discordtest_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"rapporteur/bot/discordtest"
)

func TestRecordHoldsEverythingButTokens(t *testing.T) {
	var out bytes.Buffer
	p := start(t, generous(discordtest.Config{Record: &out}))
	ctx := waiting(t)
	p.rest(t, "PUT", "/applications/"+p.bot.ID+"/commands", definitions).wants(t, "registration", 200, 0)
	s := &stage{p, p.identified(t, plainIntents), t}
	a := s.ask()
	a.callback(hello).wants(t, "callback", 204, 0)
	a.response("PATCH", "@original", object{"content": "more"}).wants(t, "edit", 200, 0)

	kept := must(p.Record(ctx, 0, ""))(t)
	if got := must(p.Record(ctx, kept[0].N, discordtest.KindREST))(t); len(got) == 0 || got[0].Kind != discordtest.KindREST {
		t.Errorf("the record has %d requests", len(got))
	}
	check(t, p.server.Close())
	for _, secret := range []string{"test-token", a.token(), "Authorization"} {
		if strings.Contains(out.String(), secret) {
			t.Errorf("the record holds %q", secret)
		}
	}
	kinds := map[string]int{}
	n := int64(0)
	for lines := bufio.NewScanner(&out); lines.Scan(); {
		var e discordtest.Event
		if err := json.Unmarshal(lines.Bytes(), &e); err != nil {
			t.Fatalf("line %d of the record: %v", n+1, err)
		}
		if n++; e.N != n {
			t.Errorf("event %d has the number %d", n, e.N)
		}
		kinds[e.Kind+" "+e.Name]++
	}
	for _, want := range []string{
		"control add-guild", "control slash", "dispatch INTERACTION_CREATE", "dispatch MESSAGE_CREATE", "gateway identify",
		"rest POST /interactions/{interaction}/{token}/callback", "rest PATCH /webhooks/{webhook}/{token}/messages/{message}",
	} {
		if kinds[want] == 0 {
			t.Errorf("the record has no %q among %v", want, kinds)
		}
	}
}

func TestTranscript(t *testing.T) {
	s := newStage(t)
	ctx := waiting(t)
	asked := must(s.Post(ctx, discordtest.Post{Author: s.user.ID, Channel: s.channel.ID, Content: "<@" + s.bot.ID + "> hello"}))(t)
	s.say(t, s.channel.ID, object{
		"content": "hi", "message_reference": object{"message_id": asked.ID}, "embeds": []any{object{"title": "T"}},
	}).wants(t, "reply", 200, 0)
	a := s.ask()
	a.callback(object{"type": 4, "data": object{"content": "for you", "flags": 64}}).wants(t, "callback", 204, 0)

	mine := must(s.Transcript(ctx, s.channel.ID, s.user.ID))(t)
	if len(mine.Messages) != 3 || mine.Channel != (discordtest.TranscriptChannel{Name: "diplomacy", Type: "text", Guild: "Vienna"}) {
		t.Fatalf("the transcript is %+v", mine)
	}
	reply, private := mine.Messages[1], mine.Messages[2]
	if reply.ReplyTo == nil || reply.ReplyTo.Author.Name != "alice" || !reply.Author.Bot || len(reply.Embeds) != 1 {
		t.Errorf("the reply is %+v", reply)
	}
	if !private.Ephemeral || private.Interaction == nil || private.Interaction.Name != "ask" || private.Interaction.User.Name != "alice" {
		t.Errorf("the private answer is %+v", private)
	}
	if mine.Users[s.bot.ID] != "rapporteur" {
		t.Errorf("users are %v, want the bot by its id", mine.Users)
	}
	if others := must(s.Transcript(ctx, s.channel.ID, s.guild.Owner))(t); len(others.Messages) != 2 {
		t.Errorf("another user's transcript has %d messages, want 2", len(others.Messages))
	}
}
