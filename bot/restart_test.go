package bot_test

import (
	"context"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"rapporteur/answer"
	"rapporteur/bot"
	"rapporteur/bot/discordtest"
	"rapporteur/retrieval"
	"rapporteur/store"
)

// slow is an engine that answers when it is let.
type slow struct {
	bot.Engine
	begun chan string   // receives the question
	let   chan struct{} // closed when it may answer
	grows []string      // what it shows before
}

func newSlow(grows ...string) *slow {
	return &slow{Engine: syria().Engine, begun: make(chan string, 100), let: make(chan struct{}), grows: grows}
}

func (e *slow) Answer(ctx context.Context, r answer.Request) (*answer.Answer, error) {
	e.begun <- r.Question
	for _, text := range e.grows {
		r.Grow(text)
	}
	select {
	case <-e.let:
		return e.Engine.Answer(ctx, r)
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func (e *slow) Lookup(ctx context.Context, r answer.LookupRequest) ([]retrieval.Hit, error) {
	return e.Engine.Lookup(ctx, r)
}

func (e *slow) library() *bot.Library {
	return bot.NewLibrary(e, syria().Articles, syria().Names)
}

func with(e *slow) func(*bot.Config) {
	lib := e.library()
	return func(c *bot.Config) { c.Library = func() *bot.Library { return lib } }
}

func TestAnAnswerGrows(t *testing.T) {
	t.Parallel()
	e := newSlow("One sentence [1].")
	s := play(t, scene{bot: with(e)})
	asked := s.ask(s.alice, s.general, whoLed)
	m := s.replyTo(asked, nil)
	if !strings.Contains(m.Content, "One sentence") || finished(m) {
		t.Errorf("the growing reply is %q", m.Content)
	}
	close(e.let)
	if m = s.replyTo(asked, finished); !strings.Contains(m.Content, whoLedBy) {
		t.Errorf("the reply is %q, want %s", m.Content, whoLedBy)
	}
	s.onlyReply(asked)
}

// TestAQuestionDeletedWhileItIsAnswered takes what was shown of the answer with it.
func TestAQuestionDeletedWhileItIsAnswered(t *testing.T) {
	t.Parallel()
	e := newSlow("One sentence [1].")
	s := play(t, scene{bot: with(e)})
	asked := s.ask(s.alice, s.general, whoLed)
	s.replyTo(asked, nil)
	s.check(s.DeleteMessage(t.Context(), asked.ID))
	ctx, cancel := s.soon()
	defer cancel()
	s.check(s.Wait(ctx, func() (bool, error) {
		list, err := s.Messages(ctx, s.general, "")
		return len(list) == 0, err
	}))
}

// TestStopping: what is underway within the grace is answered, what is not is
// told so, and so is who waits.
func TestStopping(t *testing.T) {
	t.Run("within the grace", func(t *testing.T) {
		t.Parallel()
		e := newSlow()
		s := play(t, scene{bot: with(e)})
		asked := s.ask(s.alice, s.general, whoLed)
		<-e.begun
		time.AfterFunc(300*time.Millisecond, func() { close(e.let) })
		if err := s.quit(); err != nil {
			t.Errorf("Run returned %v", err)
		}
		if m := s.replyTo(asked, nil); !strings.Contains(m.Content, whoLedBy) {
			t.Errorf("the reply is %q, want %s", m.Content, whoLedBy)
		}
		g, err := s.Gateway(t.Context())
		s.check(err)
		if len(g.ClientCodes) != 1 || g.ClientCodes[0] != 1000 {
			t.Errorf("the connection was closed with %v, want 1000", g.ClientCodes)
		}
	})
	t.Run("past the grace", func(t *testing.T) {
		t.Parallel()
		e := newSlow("One sentence [1].")
		s := play(t, scene{bot: func(c *bot.Config) { with(e)(c); c.Grace = 200 * time.Millisecond }})
		var all []discordtest.Message
		for range 4 { // more than one user has answered at once
			all = append(all, s.ask(s.alice, s.general, whoLed))
		}
		<-e.begun
		if err := s.quit(); err != nil {
			t.Errorf("Run returned %v", err)
		}
		for _, asked := range all {
			if m := s.replyTo(asked, nil); !strings.Contains(m.Content, "restarted") {
				t.Errorf("the reply is %q, want that the bot is being restarted", m.Content)
			}
			s.onlyReply(asked)
		}
	})
}

// TestAfterACrash: a question that a crash cut off is answered by the next run,
// once, and over what stood there of its answer.
func TestAfterACrash(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "discord.db")
	s := rehearse(t, scene{data: file, loose: true}) // two runs identify within five seconds
	asked := s.ask(s.alice, s.general, whoLed)
	whole := s.ask(s.bob, s.other, whoLed)
	gone := s.ask(s.bob, s.other, notThere)
	s.check(s.DeleteMessage(t.Context(), gone.ID))

	// What the run that crashed has left: three claims.
	kept, err := store.Open(t.Context(), file, time.Now)
	s.check(err)
	for _, m := range []discordtest.Message{asked, whole, gone} {
		first, err := kept.Claim(t.Context(), "message "+s.guild+" "+m.Channel+" "+m.ID)
		if err != nil || !first {
			t.Fatalf("Claim = %v, %v", first, err)
		}
	}
	s.check(kept.Answered(t.Context(), "message "+s.guild+" "+whole.Channel+" "+whole.ID))
	s.check(kept.Close())

	s.start(nil)
	s.ready()
	if m := s.replyTo(asked, finished); !strings.Contains(m.Content, whoLedBy) {
		t.Errorf("the reply is %q, want %s", m.Content, whoLedBy)
	}
	s.quit()
	s.start(nil)
	s.ready()
	after := s.ask(s.bob, s.other, whoLed)
	s.replyTo(after, finished)
	s.onlyReply(asked)
	list, err := s.Messages(t.Context(), s.other, "")
	s.check(err)
	for _, m := range list {
		if m.ReplyTo == whole.ID || m.ReplyTo == gone.ID {
			t.Errorf("%q was answered though that was done, or it is gone", m.ReplyTo)
		}
	}
}

func TestAPanicIsOneQuestionsOwn(t *testing.T) {
	t.Parallel()
	lib := bot.NewLibrary(panicky{syria().Engine}, syria().Articles, syria().Names)
	s := play(t, scene{bot: func(c *bot.Config) { c.Library = func() *bot.Library { return lib } }})
	asked := s.ask(s.alice, s.general, "panic")
	if m := s.replyTo(asked, nil); !strings.Contains(m.Content, "on my side") || strings.Contains(m.Content, "goroutine") {
		t.Errorf("the reply is %q, want an apology with a code", m.Content)
	}
	s.replyTo(s.ask(s.alice, s.general, whoLed), finished)
}

type panicky struct{ bot.Engine }

func (p panicky) Answer(ctx context.Context, r answer.Request) (*answer.Answer, error) {
	if r.Question == "panic" {
		panic("boom")
	}
	return p.Engine.Answer(ctx, r)
}
