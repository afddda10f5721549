package bot_test

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"rapporteur/bot"
	"rapporteur/bot/discordtest"
	"rapporteur/bot/reply"
	"rapporteur/corpus"
)

// shelf is an editor whose articles are nowhere: what it does is what a test
// wants to happen.
type shelf struct {
	propose func(ctx context.Context, s bot.Source) (bot.Proposals, error) // nil proposes one article
	keep    func(ctx context.Context) error
	change  error // of Remove and Restore
	refresh error
	removed []bot.RemovedArticle
	state   bot.EditorState

	mu   sync.Mutex // guards the fields below
	kept []string   // id and who
	out  []string
}

func (s *shelf) Propose(ctx context.Context, src bot.Source, step func(bot.Step)) (bot.Proposals, error) {
	step(bot.Reading)
	if s.propose != nil {
		return s.propose(ctx, src)
	}
	return one(string(src.Data)), nil
}

// one is the proposal of a text.
func one(text string) bot.Proposals {
	a, err := corpus.Decode("harbour.md", []byte(text), corpus.Options{})
	must(err)
	return bot.Proposals{List: []bot.Proposal{{Proposal: reply.Proposal{Article: a, Change: reply.Adds}}}}
}

func (s *shelf) Keep(ctx context.Context, p bot.Proposal, who string) error {
	if s.keep != nil {
		if err := s.keep(ctx); err != nil {
			return err
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.kept = append(s.kept, p.Article.ID+" "+who)
	return nil
}

func (s *shelf) Remove(_ context.Context, id, who string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.out = append(s.out, id+" "+who)
	return s.change
}

func (s *shelf) Restore(context.Context, string, string) error { return s.change }
func (s *shelf) Refresh(context.Context) error                 { return s.refresh }
func (s *shelf) Removed() ([]bot.RemovedArticle, error)        { return s.removed, nil }
func (s *shelf) State() bot.EditorState                        { return s.state }

func (s *shelf) all() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]string(nil), s.kept...)
}

// edited sets the stage with an editor.
func edited(t *testing.T, e *shelf) *stage {
	t.Helper()
	return play(t, scene{bot: func(c *bot.Config) { c.Editor, c.Editing = e, bot.Editing{All: true} }})
}

const harbour = "The harbour commission of Latakia met on Sunday."

// add hands in a file, and does not wait.
func (s *stage) add(text string) discordtest.Interaction {
	s.t.Helper()
	i, err := s.Slash(s.t.Context(), discordtest.Slash{
		User: s.admin, Channel: s.general, Name: "rapporteur add",
		Files: map[string]discordtest.Upload{"file": {Name: "harbour.md", Data: []byte(text)}},
	})
	s.check(err)
	return i
}

// says waits until the message of an interaction matches.
func (s *stage) says(i discordtest.Interaction, want string) discordtest.Message {
	s.t.Helper()
	ctx, cancel := s.soon()
	defer cancel()
	re := regexp.MustCompile(want)
	var m discordtest.Message
	_, err := s.WaitInteraction(ctx, i.ID, func(i discordtest.Interaction) bool {
		if i.Original == "" {
			return false
		}
		var err error
		m, err = s.Message(ctx, i.Original)
		return err == nil && re.MatchString(m.Content)
	})
	if err != nil {
		s.t.Fatalf("the message is %q, want %s: %v", m.Content, want, err)
	}
	return m
}

// tap presses the first button with an action, and does not wait.
func (s *stage) tap(m discordtest.Message, action string) discordtest.Interaction {
	s.t.Helper()
	for _, c := range m.Parts() {
		if strings.HasPrefix(c.CustomID, action+":") {
			i, err := s.Press(s.t.Context(), discordtest.Press{User: s.admin, Message: m.ID, CustomID: c.CustomID})
			s.check(err)
			return i
		}
	}
	s.t.Fatalf("no %s in %+v", action, m.Components)
	panic("unreachable")
}

func TestTwoPressesAddOnce(t *testing.T) {
	t.Parallel()
	goOn := make(chan struct{})
	e := &shelf{keep: func(context.Context) error { <-goOn; return nil }}
	s := edited(t, e)
	m := s.says(s.add(harbour), "It would be a new article")
	// The buttons stand until the first response is through.
	s.fault(discordtest.Fault{Method: "POST", Path: callback, Latency: 300 * time.Millisecond, Times: 2})
	first, second := s.tap(m, "keep"), s.tap(m, "keep")
	for _, i := range []discordtest.Interaction{first, second} {
		if _, err := s.WaitInteraction(t.Context(), i.ID, nil); err != nil {
			t.Fatal(err)
		}
	}
	close(goOn)
	s.says(first, "^Added: ")
	if got := e.all(); len(got) != 1 || got[0] != fmt.Sprintf("harbour Discord user %s in server %s", s.admin, s.guild) {
		t.Errorf("kept %q, want one article by its user", got)
	}
	s.says(second, "^Added: ")
}

// TestQuestionsAreAnsweredMeanwhile: while an article is read, another one is not
// taken up from this server, and questions are answered.
func TestQuestionsAreAnsweredMeanwhile(t *testing.T) {
	t.Parallel()
	goOn := make(chan struct{})
	e := &shelf{propose: func(context.Context, bot.Source) (bot.Proposals, error) { <-goOn; return one(harbour), nil }}
	s := edited(t, e)
	first := s.add(harbour)
	s.says(first, "^(Fetching|Reading) it …$")
	s.says(s.add(harbour), "^Another article is being read")
	s.replyTo(s.ask(s.alice, s.general, whoLed), finished)
	close(goOn)
	s.says(first, "It would be a new article")
	s.says(s.add(harbour), "It would be a new article")
}

// TestStoppingWhileAnArticleIsRead: it is said at once, and nothing hangs.
func TestStoppingWhileAnArticleIsRead(t *testing.T) {
	t.Parallel()
	e := &shelf{propose: func(ctx context.Context, _ bot.Source) (bot.Proposals, error) {
		<-ctx.Done()
		return bot.Proposals{}, ctx.Err()
	}}
	s := edited(t, e)
	i := s.add(harbour)
	s.says(i, "it …$")
	s.check(s.quit())
	s.says(i, "^I'm being restarted")
}

// TestFailuresOfAnEditor: each is a sentence, a fault one with a code, and what
// waits can be tried again where that may help.
func TestFailuresOfAnEditor(t *testing.T) {
	for _, tt := range []struct {
		name    string
		err     error
		says    string
		buttons bool
	}{
		{"the disk", &bot.EditError{Reason: bot.Disk, Cause: errors.New("/data/articles: no space left")}, "^That could not be written", true},
		{"another process", &bot.EditError{Reason: bot.Locked}, "^The articles are being changed elsewhere", true},
		{"overtaken", &bot.EditError{Reason: bot.Overtook}, "^The articles have changed since", false},
		{"a sentence", &bot.EditError{Sentence: "The *file* @everyone is no good."}, `^The \\\*file\\\* @\x{200b}everyone is no good\.$`, true},
		{"a fault", errors.New("/data/secret is broken"), "tell an admin the code", true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var once sync.Once
			e := &shelf{keep: func(context.Context) error {
				var err error
				once.Do(func() { err = tt.err })
				return err
			}}
			s := edited(t, e)
			m := s.says(s.add(harbour), "It would be a new article")
			m = s.says(s.tap(m, "keep"), tt.says)
			if got := len(m.Components) > 0; got != tt.buttons {
				t.Fatalf("buttons: %v, want %v", got, tt.buttons)
			}
			if tt.buttons {
				s.says(s.tap(m, "keep"), "^Added: ")
			}
		})
	}
	t.Run("a panic", func(t *testing.T) {
		t.Parallel()
		s := edited(t, &shelf{propose: func(_ context.Context, src bot.Source) (bot.Proposals, error) {
			if string(src.Data) == "x" {
				panic("a page that was not thought of")
			}
			return one(harbour), nil
		}})
		s.says(s.add("x"), "tell an admin the code")
		s.says(s.add(harbour), "It would be a new article")
	})
	t.Run("answers do not know yet", func(t *testing.T) {
		t.Parallel()
		s := edited(t, &shelf{refresh: errors.New("the folder is away")})
		m := s.says(s.add(harbour), "It would be a new article")
		s.says(s.tap(m, "keep"), "(?s)^Added: .*It is kept on the disk; answers will know it in a while")
	})
}

// TestRemovedArticlesAreOfferedCut: an id of any length can be restored, and
// offered to nobody who may not.
func TestRemovedArticlesAreOfferedCut(t *testing.T) {
	t.Parallel()
	long := "2017-" + strings.Repeat("long-", 40) + "end"
	e := &shelf{removed: []bot.RemovedArticle{{ID: long, At: time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC)}, {ID: "short"}}}
	for n := range 40 {
		e.removed = append(e.removed, bot.RemovedArticle{ID: fmt.Sprintf("other-%d", n)})
	}
	s := edited(t, e)
	i, err := s.Autocomplete(t.Context(), discordtest.Slash{User: s.admin, Channel: s.general, Name: "rapporteur restore"}, "id")
	s.check(err)
	ctx, cancel := s.soon()
	defer cancel()
	i, err = s.WaitInteraction(ctx, i.ID, nil)
	s.check(err)
	if len(i.Choices) != 25 || !strings.HasSuffix(i.Choices[0].Name, "… · 20 Nov 2026") {
		t.Fatalf("offered are %v, want 25 with the first one cut", i.Choices)
	}
	_, m := s.slash(s.admin, s.general, "rapporteur restore", map[string]any{"id": i.Choices[0].Value})
	if !strings.Contains(m.Content, "Restored: `"+long[:100]) {
		t.Errorf("the reply is %q, want %q restored", m.Content, long)
	}
}

// TestFilesLargerThanTold: what Discord says of the size of a file is not relied
// on.
func TestFilesLargerThanTold(t *testing.T) {
	t.Parallel()
	s := play(t, scene{bot: func(c *bot.Config) { c.Editor, c.Editing, c.MaxSource = &shelf{}, bot.Editing{All: true}, 1<<20 }})
	take := func(u discordtest.Upload) discordtest.Interaction {
		t.Helper()
		u.Name = "a.txt"
		i, err := s.Slash(t.Context(), discordtest.Slash{
			User: s.admin, Channel: s.general, Name: "rapporteur add", Files: map[string]discordtest.Upload{"file": u},
		})
		s.check(err)
		return i
	}
	text := []byte(harbour)
	s.says(take(discordtest.Upload{Data: append(text, make([]byte, 1<<20)...), Size: 50}), "^The file is larger than 1 MB")
	s.says(take(discordtest.Upload{Data: text, Size: 1<<20 + 1}), "^The file is larger than 1 MB")
	s.says(take(discordtest.Upload{Data: text}), "It would be a new article")
	list, err := s.Record(t.Context(), 0, discordtest.KindDownload)
	s.check(err)
	if len(list) != 2 {
		t.Errorf("%d files were fetched, want 2: not the one that is told to be too large", len(list))
	}
}

// TestAnEditWhoseInteractionIsGone is not begun: another process may answer it.
func TestAnEditWhoseInteractionIsGone(t *testing.T) {
	t.Parallel()
	e := &shelf{removed: []bot.RemovedArticle{{ID: "short"}}, propose: func(context.Context, bot.Source) (bot.Proposals, error) {
		t.Error("what nobody waits for is read")
		return one(harbour), nil
	}}
	s := edited(t, e)
	s.fault(discordtest.Fault{Method: "POST", Path: callback, Status: 404, Code: 10062, Times: 1})
	s.add(harbour)
	s.fault(discordtest.Fault{Method: "POST", Path: callback, Status: 400, Code: 40060, Times: 1})
	s.add(harbour)
	s.replyTo(s.ask(s.alice, s.general, whoLed), finished)
	s.check(s.quit())
}

// TestStatusOfTheArticles: what is wrong is said in plain words.
func TestStatusOfTheArticles(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 11, 20, 10, 0, 0, 0, time.UTC)
	s := edited(t, &shelf{state: bot.EditorState{
		Newest: at, Removed: 3, BuildingSince: at, Skipped: []string{"a.md holds no text", "b.md holds *no* text", "c", "d"},
		Unread: true, Unwritten: true, Uncached: true,
	}})
	_, m := s.slash(s.admin, s.general, "rapporteur status", nil)
	for _, want := range []string{
		"Articles: 5, passages: ", fmt.Sprintf("Last added or changed: <t:%d:f>", at.Unix()), "can be restored: 3", fmt.Sprintf("being taken in since <t:%d:t>", at.Unix()),
		"Files that cannot be used: 4\n- a.md holds no text\n- b.md holds \\*no\\* text\n- c\nThe folders", "could not be read the last time",
		"could not be written", "cannot be kept on the disk",
	} {
		if !strings.Contains(m.Content, want) {
			t.Errorf("status lacks %q: %s", want, m.Content)
		}
	}
}

// TestWhatWaitsIsBounded: of one user's many proposals the last ones wait.
func TestWhatWaitsIsBounded(t *testing.T) {
	t.Parallel()
	s := edited(t, &shelf{})
	var all []discordtest.Message
	for range 6 {
		all = append(all, s.says(s.add(harbour), "It would be a new article"))
	}
	s.says(s.tap(all[0], "keep"), "^That is no longer waiting")
	s.says(s.tap(all[5], "keep"), "^Added: ")
}
