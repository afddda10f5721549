package bot_test

import (
	"strings"
	"testing"

	"rapporteur/bot/discordtest"
)

const (
	whoLed    = "Who led Russia's delegation at the eighth Astana round?"
	whoLedBy  = "Lavrentiev"
	notThere  = "Who led the Turkish delegation at the January 2017 talks?"
	asksAgain = "And Iran's?"
)

func TestAMentionIsAnsweredAsAReply(t *testing.T) {
	s := play(t, scene{})
	asked := s.ask(s.alice, s.general, whoLed)
	m := s.replyTo(asked, finished)
	if !strings.Contains(m.Content, whoLedBy) || !strings.Contains(m.Content, "[1]") {
		t.Errorf("the reply is %q, want %s and a marker", m.Content, whoLedBy)
	}
	if len(m.Pings.Users) > 0 {
		t.Errorf("the reply pings %v", m.Pings.Users)
	}
	typing, err := s.Typing(t.Context(), s.general)
	s.check(err)
	if len(typing) == 0 {
		t.Error("the question was not acknowledged by typing")
	}
	s.onlyReply(asked)
}

// onlyReply checks that the bot has sent one message in reply to another.
func (s *stage) onlyReply(to discordtest.Message) {
	s.t.Helper()
	list, err := s.Messages(s.t.Context(), to.Channel, "")
	s.check(err)
	n := 0
	for _, m := range list {
		if m.Author.ID == s.me && m.ReplyTo == to.ID {
			n++
		}
	}
	if n != 1 {
		s.t.Errorf("%d replies to %q, want 1", n, to.Content)
	}
}

func TestASlashCommandIsAnswered(t *testing.T) {
	s := play(t, scene{})
	i, m := s.slash(s.alice, s.general, "ask", map[string]any{"question": whoLed})
	if i.Callback != 5 {
		t.Errorf("the first response is of type %d, want 5", i.Callback)
	}
	if !strings.HasPrefix(m.Content, "> Who led") || !strings.Contains(m.Content, whoLedBy) {
		t.Errorf("the response is %q, want the question and %s", m.Content, whoLedBy)
	}
	if m.Ephemeral {
		t.Error("the response is for the asker alone")
	}
	_, m = s.slash(s.alice, s.general, "ask", map[string]any{"question": notThere, "private": true})
	if !m.Ephemeral || !strings.Contains(m.Content, "don't say who") {
		t.Errorf("the private response is %q, ephemeral %v", m.Content, m.Ephemeral)
	}
}
