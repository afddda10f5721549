package bot_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"rapporteur/bot"
	"rapporteur/bot/discordtest"
)

func (s *stage) fault(f discordtest.Fault) {
	s.t.Helper()
	_, err := s.Fault(s.t.Context(), f)
	s.check(err)
}

func (s *stage) gateway(a discordtest.GatewayAction) {
	s.t.Helper()
	s.check(s.Do(s.t.Context(), a))
}

const (
	createMessage = `^/channels/\d+/messages$`
	editMessage   = `^/channels/\d+/messages/\d+$`
	original      = `/messages/@original$`
	callback      = `/callback$`
)

// TestConnectionsThatEnd: whatever ends a connection, what is asked meanwhile is
// answered once, after it is back.
func TestConnectionsThatEnd(t *testing.T) {
	for _, tt := range []struct {
		name    string
		actions []discordtest.GatewayAction
		resumes bool
	}{
		{"a drop", []discordtest.GatewayAction{{Do: discordtest.DoDrop}}, true},
		{"a request to reconnect", []discordtest.GatewayAction{{Do: discordtest.DoReconnect}}, true},
		{"a close that may be resumed", []discordtest.GatewayAction{{Do: discordtest.DoClose, Code: 4000}}, true},
		{"a session that timed out", []discordtest.GatewayAction{{Do: discordtest.DoDrop}, {Do: discordtest.DoForgetSessions}}, false},
		{"an invalid session", []discordtest.GatewayAction{{Do: discordtest.DoInvalidate}}, false},
		{"an invalid session that may be resumed", []discordtest.GatewayAction{{Do: discordtest.DoResumable}}, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := play(t, scene{})
			for _, a := range tt.actions {
				s.gateway(a)
			}
			asked := s.ask(s.alice, s.general, whoLed)
			if tt.resumes {
				if m := s.replyTo(asked, finished); !strings.Contains(m.Content, whoLedBy) {
					t.Errorf("the reply is %q, want %s", m.Content, whoLedBy)
				}
				s.onlyReply(asked)
			}
			s.ready()
			again := s.ask(s.bob, s.other, whoLed)
			s.replyTo(again, finished)
			s.onlyReply(again)
			g, err := s.Gateway(t.Context())
			s.check(err)
			if n := len(g.Identifies); tt.resumes && n != 1 || !tt.resumes && n != 2 {
				t.Errorf("%d identifies, resumes %v", n, g.Resumes)
			}
		})
	}
}

// TestAnIdentifyThatWasLate: the time between two identifies counts from when the
// first reached Discord, not from when it was begun.
func TestAnIdentifyThatWasLate(t *testing.T) {
	t.Parallel()
	s := rehearse(t, scene{})
	s.fault(discordtest.Fault{Method: "GET", Path: "^/gateway$", Latency: 2 * time.Second, Times: 1})
	s.start(nil)
	s.ready()
	s.gateway(discordtest.GatewayAction{Do: discordtest.DoInvalidate})
	ctx, cancel := s.soon()
	defer cancel()
	s.check(s.Wait(ctx, func() (bool, error) {
		g, err := s.Gateway(ctx)
		return len(g.Identifies) == 2 && g.Ready, err
	}))
}

// TestHeartbeatsWithoutAnAnswer: a connection that does not answer is given up
// before discordgo would, and resumed.
func TestHeartbeatsWithoutAnAnswer(t *testing.T) {
	t.Parallel()
	s := play(t, scene{discord: discordtest.Config{Heartbeat: time.Second}})
	ctx, cancel := s.soon()
	defer cancel()
	until := func(done func(discordtest.Gateway) bool) {
		s.check(s.Wait(ctx, func() (bool, error) {
			g, err := s.Gateway(ctx)
			return done(g), err
		}))
	}
	until(func(g discordtest.Gateway) bool { return g.Heartbeats >= 4 })
	s.gateway(discordtest.GatewayAction{Do: discordtest.DoMute})
	asked := s.ask(s.alice, s.general, whoLed)
	until(func(g discordtest.Gateway) bool { return len(g.Resumes) > 0 && g.Ready && len(g.Identifies) == 1 })
	s.replyTo(asked, finished)
	s.onlyReply(asked)
}

func TestAnEventThatComesTwiceIsAnsweredOnce(t *testing.T) {
	t.Parallel()
	s := play(t, scene{})
	asked := s.ask(s.alice, s.general, whoLed)
	s.gateway(discordtest.GatewayAction{Do: discordtest.DoRepeat, Event: "MESSAGE_CREATE"})
	s.replyTo(asked, finished)
	i, _ := s.slash(s.alice, s.general, "ask", map[string]any{"question": whoLed})
	s.gateway(discordtest.GatewayAction{Do: discordtest.DoRepeat, Event: "INTERACTION_CREATE"})
	after := s.ask(s.bob, s.general, whoLed)
	s.replyTo(after, finished)
	s.onlyReply(asked)
	i, err := s.Interaction(t.Context(), i.ID)
	s.check(err)
	if len(i.Messages) != 1 || len(i.Errors) != 0 {
		t.Errorf("the interaction has messages %v and errors %v, want one and none", i.Messages, i.Errors)
	}
}

func TestFatalClosesEndTheBot(t *testing.T) {
	t.Run("at the start, a wrong token", func(t *testing.T) {
		t.Parallel()
		s := rehearse(t, scene{loose: true})
		s.start(func(c *bot.Config) { c.Token = "wrong" })
		s.ends(4004, "DISCORD_TOKEN")
	})
	for code, hint := range map[int]string{4004: "DISCORD_TOKEN", 4013: "intents", 4014: "intents"} {
		t.Run(fmt.Sprintf("while connected, %d", code), func(t *testing.T) {
			t.Parallel()
			s := play(t, scene{loose: true})
			s.gateway(discordtest.GatewayAction{Do: discordtest.DoClose, Code: code})
			s.ends(code, hint)
		})
	}
}

// ends waits for the bot to end with a FatalError.
func (s *stage) ends(code int, hint string) {
	s.t.Helper()
	var fatal *bot.FatalError
	select {
	case err := <-s.ended:
		if !errors.As(err, &fatal) || !strings.Contains(err.Error(), hint) || strings.Contains(err.Error(), "\n") {
			s.t.Errorf("after %d the bot ended with %v, want one sentence on %s", code, err, hint)
		}
	case <-time.After(time.Minute):
		s.t.Errorf("the bot goes on after %d", code)
	}
}

// TestRESTFaults: what fails for a while does no harm, and whatever was carried
// out though its answer was lost is not done twice.
func TestRESTFaults(t *testing.T) {
	for _, tt := range []struct {
		name  string
		fault discordtest.Fault
	}{
		{"messages fail", discordtest.Fault{Method: "POST", Path: createMessage, Status: 500, Times: 3}},
		{"messages fail behind a proxy", discordtest.Fault{Method: "POST", Path: createMessage, Status: 502, HTML: true, Times: 3}},
		{"a message is taken and its answer lost", discordtest.Fault{Method: "POST", Path: createMessage, Cut: true, Apply: true, Times: 2}},
		{"a message is taken and answered with an error", discordtest.Fault{Method: "POST", Path: createMessage, Status: 503, Apply: true, Times: 2}},
		{"messages are limited", discordtest.Fault{Method: "POST", Path: createMessage, Status: 429, RetryAfter: 300 * time.Millisecond, Times: 2}},
		{"everything is limited", discordtest.Fault{Path: ".", Status: 429, RetryAfter: 300 * time.Millisecond, Global: true, Scope: "global", Times: 2}},
		{"a shared limit", discordtest.Fault{Method: "POST", Path: createMessage, Status: 429, RetryAfter: 300 * time.Millisecond, Scope: "shared", Times: 2}},
		{"a page of HTML bars everything", discordtest.Fault{Path: ".", Status: 429, RetryAfter: time.Second, HTML: true, Times: 2}},
		{"typing fails", discordtest.Fault{Method: "POST", Path: "typing", Status: 500}},
		{"first responses fail", discordtest.Fault{Path: callback, Status: 500, Times: 2}},
		{"a first response is taken and its answer lost", discordtest.Fault{Path: callback, Cut: true, Apply: true, Times: 1}},
		{"a first response is slow", discordtest.Fault{Path: callback, Latency: 1500 * time.Millisecond, Apply: true, Times: 1}},
		{"edits fail", discordtest.Fault{Method: "PATCH", Path: original, Status: 503, Times: 4}},
		{"edits are limited", discordtest.Fault{Method: "PATCH", Path: original, Status: 429, RetryAfter: 500 * time.Millisecond, Times: 2}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := play(t, scene{})
			s.fault(tt.fault)
			asked := s.ask(s.alice, s.general, whoLed)
			_, m := s.slash(s.bob, s.other, "ask", map[string]any{"question": whoLed})
			if !strings.Contains(m.Content, whoLedBy) {
				t.Errorf("the response is %q, want %s", m.Content, whoLedBy)
			}
			if m := s.replyTo(asked, finished); !strings.Contains(m.Content, whoLedBy) {
				t.Errorf("the reply is %q, want %s", m.Content, whoLedBy)
			}
			s.onlyReply(asked)
			list, err := s.Messages(t.Context(), s.other, "")
			s.check(err)
			if len(list) != 1 {
				t.Errorf("the interaction left %d messages, want 1", len(list))
			}
		})
	}
}

// TestAnInteractionThatCannotBeAcknowledged is answered in the channel, where
// that is possible.
func TestAnInteractionThatCannotBeAcknowledged(t *testing.T) {
	t.Parallel()
	s := play(t, scene{loose: true})
	s.fault(discordtest.Fault{Path: callback, Code: 10062})
	_, err := s.Slash(t.Context(), discordtest.Slash{User: s.alice, Channel: s.general, Name: "ask", Options: map[string]any{"question": whoLed}})
	s.check(err)
	_, err = s.Slash(t.Context(), discordtest.Slash{User: s.alice, Channel: s.other, Name: "ask", Options: map[string]any{"question": whoLed, "private": true}})
	s.check(err)
	m := s.await(s.general, "", finished)
	if m.Interaction != "" || !strings.Contains(m.Content, whoLedBy) {
		t.Errorf("the answer is %q of interaction %q, want one of its own", m.Content, m.Interaction)
	}
	after := s.ask(s.bob, s.other, whoLed)
	s.replyTo(after, finished)
	list, err := s.Messages(t.Context(), s.other, "")
	s.check(err)
	if len(list) != 2 {
		t.Errorf("%d messages where only a private answer was asked for, want the question and its reply", len(list))
	}
}

func TestWhatHasGoneIsNotAnswered(t *testing.T) {
	t.Run("the question was deleted", func(t *testing.T) {
		t.Parallel()
		s := play(t, scene{})
		s.fault(discordtest.Fault{Method: "POST", Path: createMessage, Status: 500, Times: 2})
		asked := s.ask(s.alice, s.general, whoLed)
		s.check(s.DeleteMessage(t.Context(), asked.ID))
		after := s.ask(s.bob, s.other, whoLed)
		s.replyTo(after, finished)
		s.quit()
		list, err := s.Messages(t.Context(), s.general, "")
		s.check(err)
		if len(list) != 0 {
			t.Errorf("a deleted question was answered: %q", list[0].Content)
		}
	})
	t.Run("the channel was deleted", func(t *testing.T) {
		t.Parallel()
		s := play(t, scene{})
		s.fault(discordtest.Fault{Method: "POST", Path: createMessage, Status: 500, Times: 2})
		s.ask(s.alice, s.general, whoLed)
		s.check(s.DeleteChannel(t.Context(), s.general))
		after := s.ask(s.bob, s.other, whoLed)
		s.replyTo(after, finished)
	})
	t.Run("the bot was removed from the server", func(t *testing.T) {
		t.Parallel()
		s := play(t, scene{})
		s.ask(s.alice, s.general, whoLed)
		s.check(s.RemoveBot(t.Context(), s.guild))
		dm, err := s.AddChannel(t.Context(), discordtest.Channel{Kind: discordtest.DM, Recipient: s.bob})
		s.check(err)
		asked := s.post(discordtest.Post{Author: s.bob, Channel: dm.ID, Content: whoLed})
		s.replyTo(asked, finished)
	})
}

func TestPermissionsThatAreMissing(t *testing.T) {
	may := []string{"VIEW_CHANNEL", "SEND_MESSAGES", "EMBED_LINKS", "READ_MESSAGE_HISTORY"}
	without := func(name string) []string {
		var out []string
		for _, p := range may {
			if p != name {
				out = append(out, p)
			}
		}
		return out
	}
	t.Run("to write: the asker is told in a direct message, once", func(t *testing.T) {
		t.Parallel()
		s := play(t, scene{})
		s.check(s.SetPermissions(t.Context(), s.general, without("SEND_MESSAGES")...))
		dm, err := s.AddChannel(t.Context(), discordtest.Channel{Kind: discordtest.DM, Recipient: s.alice})
		s.check(err)
		s.ask(s.alice, s.general, whoLed)
		m := s.await(dm.ID, "", func(m discordtest.Message) bool { return m.Author.ID == s.me })
		if !strings.Contains(m.Content, "<#"+s.general+">") {
			t.Errorf("the hint is %q, want it to name the channel", m.Content)
		}
		s.ask(s.alice, s.general, whoLed)
		s.replyTo(s.ask(s.bob, s.other, whoLed), finished)
		s.quit()
		list, err := s.Messages(t.Context(), dm.ID, "")
		s.check(err)
		if len(list) != 1 {
			t.Errorf("%d hints, want one an hour", len(list))
		}
	})
	t.Run("to read the history: the answer is no reply", func(t *testing.T) {
		t.Parallel()
		s := play(t, scene{})
		s.check(s.SetPermissions(t.Context(), s.general, without("READ_MESSAGE_HISTORY")...))
		s.ask(s.alice, s.general, whoLed)
		s.await(s.general, "", func(m discordtest.Message) bool { return m.Author.ID == s.me && finished(m) })
	})
}
