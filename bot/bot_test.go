package bot_test

import (
	"context"
	"flag"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"rapporteur/answer"
	"rapporteur/bot"
	"rapporteur/bot/discordtest"
	"rapporteur/bot/discordtest/valid"
	"rapporteur/bot/suggest"
	"rapporteur/corpus"
	"rapporteur/glossary"
	"rapporteur/retrieval"
	"rapporteur/retrieval/static"
	"rapporteur/seeds"
	"rapporteur/store"
)

// TestMain has more tests run at once than there are processors: they wait most
// of the time, a second for each connection to be closed.
func TestMain(m *testing.M) {
	flag.Parse()
	if f := flag.Lookup("test.parallel"); f.Value.String() == f.DefValue {
		must(f.Value.Set("8"))
	}
	os.Exit(m.Run())
}

// syria is the library over the embedded articles, made once: it does not
// change.
var syria = sync.OnceValue(func() *bot.Library {
	c, err := corpus.Load(seeds.Articles, corpus.Options{})
	must(err)
	names, err := glossary.Parse(seeds.Glossary())
	must(err)
	words, err := glossary.ParseLexicon(seeds.Lexicon())
	must(err)
	index, err := retrieval.Build(context.Background(), c.Articles, retrieval.Config{})
	must(err)
	engine, err := answer.New(answer.Config{Articles: c.Articles, Index: index, Glossary: names, Lexicon: words, Words: static.New()})
	must(err)
	return bot.NewLibrary(engine, c.Articles, suggest.New(c.Articles, names))
})

func must(err error) {
	if err != nil {
		panic(err)
	}
}

// checker validates what the bot sends, against Discord's own description too
// where that is at hand.
var checker = sync.OnceValue(func() *valid.Checker {
	path := os.Getenv("DISCORD_OPENAPI")
	if path == "" {
		if near := filepath.Join("..", "..", "shared", "discord", "openapi.json"); exists(near) {
			path = near
		}
	}
	c, err := valid.Load(path)
	must(err)
	return c
})

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// stage is a bot in a fake Discord with a server, two channels and a few people.
type stage struct {
	*discordtest.Driver
	t   *testing.T
	url string

	me, alice, bob, admin string
	guild, general, other string

	store *store.Store
	data  string // file of the store, "" in memory

	mu   sync.Mutex // guards the fields below
	stop func() error

	ended chan error // what Run returned when nobody stopped it
}

// scene is what differs between stages.
type scene struct {
	discord discordtest.Config
	bot     func(*bot.Config)
	data    string // file of the store, "" in memory
	loose   bool   // what breaks Discord's rules is part of the test
}

// play sets the stage and starts the bot.
func play(t *testing.T, sc scene) *stage {
	t.Helper()
	s := rehearse(t, sc)
	s.start(sc.bot)
	s.ready()
	return s
}

// rehearse sets the stage; the bot is not there yet.
func rehearse(t *testing.T, sc scene) *stage {
	t.Helper()
	server, err := discordtest.Start(discordtest.Validated(sc.discord, checker()))
	if err != nil {
		t.Fatal(err)
	}
	s := &stage{Driver: server.Driver(), t: t, url: server.URL(), data: sc.data}
	t.Cleanup(func() {
		s.quit()
		if !sc.loose {
			s.noViolations()
		}
		s.Driver.Close()
		if err := server.Close(); err != nil {
			t.Errorf("close the fake Discord: %v", err)
		}
	})
	s.build()
	return s
}

// build makes the world.
func (s *stage) build() {
	s.t.Helper()
	ctx := s.t.Context()
	me, err := s.Bot(ctx)
	s.check(err)
	s.me = me.ID
	for name, id := range map[string]*string{"alice": &s.alice, "bob": &s.bob, "admin": &s.admin} {
		u, err := s.AddUser(ctx, discordtest.User{Name: name})
		s.check(err)
		*id = u.ID
	}
	g, err := s.AddGuild(ctx, discordtest.Guild{Name: "Diplomacy"})
	s.check(err)
	s.guild = g.ID
	s.check(s.SetMember(ctx, s.guild, s.admin, "MANAGE_GUILD"))
	for name, id := range map[string]*string{"general": &s.general, "other": &s.other} {
		c, err := s.AddChannel(ctx, discordtest.Channel{Guild: s.guild, Name: name})
		s.check(err)
		*id = c.ID
	}
}

// start starts the bot. with changes its settings, unless it is nil.
func (s *stage) start(with func(*bot.Config)) {
	s.t.Helper()
	kept, err := store.Open(context.Background(), s.data, time.Now)
	s.check(err)
	cfg := bot.Config{
		Token: "test-token", APIURL: s.url, ShardID: -1, Library: syria, Store: kept,
		Log: slog.New(slog.NewTextHandler(testWriter{s.t}, &slog.HandlerOptions{Level: slog.LevelDebug})), Version: "test",
		Grace: 3 * time.Second,
	}
	if with != nil {
		with(&cfg)
	}
	b, err := bot.New(cfg)
	s.check(err)
	ctx, cancel := context.WithCancel(context.Background())
	done, ended := make(chan error, 1), make(chan error, 1)
	go func() {
		err := b.Run(ctx)
		done <- err
		ended <- err
	}()
	s.ended = ended
	s.mu.Lock()
	s.stop = sync.OnceValue(func() error {
		cancel()
		err := <-done
		if closed := kept.Close(); err == nil {
			err = closed
		}
		return err
	})
	s.store = kept
	s.mu.Unlock()
}

// quit stops the bot, if it runs, and returns what Run returned.
func (s *stage) quit() error {
	s.mu.Lock()
	stop := s.stop
	s.mu.Unlock()
	if stop == nil {
		return nil
	}
	return stop()
}

// testWriter logs to a test.
type testWriter struct{ t *testing.T }

func (w testWriter) Write(p []byte) (int, error) {
	if os.Getenv("BOT_LOG") != "" {
		w.t.Log(strings.TrimSpace(string(p)))
	}
	return len(p), nil
}

// ready waits until the bot is connected and its commands are registered.
func (s *stage) ready() {
	s.t.Helper()
	ctx, cancel := s.soon()
	defer cancel()
	s.check(s.WaitReady(ctx))
}

// soon bounds waiting for what has to happen.
func (s *stage) soon() (context.Context, context.CancelFunc) {
	return context.WithTimeout(s.t.Context(), time.Minute)
}

func (s *stage) check(err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
}

func (s *stage) noViolations() {
	s.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	list, err := s.Violations(ctx)
	if err != nil {
		s.t.Error(err)
	}
	for _, v := range list {
		s.t.Errorf("%s broke a rule: %s", v.By, v.What)
	}
}

// ask posts a message that mentions the bot.
func (s *stage) ask(user, channel, question string) discordtest.Message {
	s.t.Helper()
	return s.post(discordtest.Post{Author: user, Channel: channel, Content: "<@" + s.me + "> " + question})
}

func (s *stage) post(p discordtest.Post) discordtest.Message {
	s.t.Helper()
	m, err := s.Post(s.t.Context(), p)
	s.check(err)
	return m
}

// replyTo waits for the bot's reply to a message that satisfies want, or any
// reply when want is nil.
func (s *stage) replyTo(to discordtest.Message, want func(discordtest.Message) bool) discordtest.Message {
	s.t.Helper()
	return s.await(to.Channel, "", func(m discordtest.Message) bool {
		return m.Author.ID == s.me && m.ReplyTo == to.ID && (want == nil || want(m))
	})
}

// await waits for a message of a channel.
func (s *stage) await(channel, viewer string, want func(discordtest.Message) bool) discordtest.Message {
	s.t.Helper()
	ctx, cancel := s.soon()
	defer cancel()
	m, err := s.WaitMessage(ctx, channel, viewer, want)
	if err != nil {
		list, _ := s.Messages(s.t.Context(), channel, "")
		for _, m := range list {
			s.t.Logf("%s: %q (%d embeds)", m.Author.Name, m.Content, len(m.Embeds))
		}
		s.t.Fatal(err)
	}
	return m
}

// slash uses a command and waits for its finished response.
func (s *stage) slash(user, channel, name string, options map[string]any) (discordtest.Interaction, discordtest.Message) {
	s.t.Helper()
	i, err := s.Slash(s.t.Context(), discordtest.Slash{User: user, Channel: channel, Name: name, Options: options})
	s.check(err)
	return s.response(i)
}

// press presses a button, or chooses in a select, and waits for the response.
func (s *stage) press(user string, m discordtest.Message, action string, values ...string) (discordtest.Interaction, discordtest.Message) {
	s.t.Helper()
	for _, c := range m.Parts() {
		if strings.HasPrefix(c.CustomID, action+":") {
			i, err := s.Press(s.t.Context(), discordtest.Press{User: user, Message: m.ID, CustomID: c.CustomID, Values: values})
			s.check(err)
			return s.response(i)
		}
	}
	s.t.Fatalf("no %s in %+v", action, m.Components)
	panic("unreachable")
}

// response waits until an interaction is responded to with a message that is
// not "thinking" any more.
func (s *stage) response(i discordtest.Interaction) (discordtest.Interaction, discordtest.Message) {
	s.t.Helper()
	ctx, cancel := s.soon()
	defer cancel()
	var m discordtest.Message
	i, err := s.WaitInteraction(ctx, i.ID, func(i discordtest.Interaction) bool {
		if i.Original == "" {
			return false
		}
		var err error
		m, err = s.Message(ctx, i.Original)
		return err == nil && !m.Loading
	})
	s.check(err)
	return i, m
}

// finished reports that a message is an answer with its buttons.
func finished(m discordtest.Message) bool { return len(m.Components) > 0 }
