package bot_test

import (
	"strings"
	"testing"

	"rapporteur/bot/discordtest"
)

// TestAReplyToAnAnswerAsksOn: the conversation is read back from Discord, so it
// goes on after a restart too.
func TestAReplyToAnAnswerAsksOn(t *testing.T) {
	t.Parallel()
	s := play(t, scene{loose: true}) // two runs identify within five seconds
	answer := s.replyTo(s.ask(s.alice, s.general, whoLed), finished)
	for range 2 {
		asked := s.post(discordtest.Post{Author: s.alice, Channel: s.general, Content: asksAgain, ReplyTo: answer.ID})
		if m := s.replyTo(asked, finished); !strings.Contains(m.Content, "Jaberi Ansari") {
			t.Errorf("%q is answered with %q, want Iran's man of the same round", asksAgain, m.Content)
		}
		s.quit()
		s.start(nil)
		s.ready()
	}
}
