package bot

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"runtime/debug"
	"sync"
	"sync/atomic"
	"time"

	"github.com/bwmarrin/discordgo"
	"golang.org/x/sync/errgroup"

	"rapporteur/answer"
	"rapporteur/bot/queue"
	"rapporteur/bot/reply"
	"rapporteur/bot/suggest"
	"rapporteur/corpus"
	"rapporteur/retrieval"
	"rapporteur/store"
)

// Engine answers questions, finds passages and reports on them. It is asked by
// many goroutines at once.
type Engine interface {
	Answer(ctx context.Context, r answer.Request) (*answer.Answer, error)
	Lookup(ctx context.Context, r answer.LookupRequest) ([]retrieval.Hit, error)

	Summary(ctx context.Context, r answer.SummaryRequest) (*answer.Report, error)
	Timeline(ctx context.Context, r answer.TimelineRequest) (*answer.Report, error)
	Quotes(ctx context.Context, r answer.QuotesRequest) (*answer.Report, error)
	Compare(ctx context.Context, r answer.CompareRequest) (*answer.Report, error)
	Check(ctx context.Context, r answer.CheckRequest) (*answer.Report, error)
	// Coverage says what the articles cover; it takes no time.
	Coverage() *answer.Coverage
}

// Library is one state of the articles with what answers from them. It does not
// change: a question keeps the one that it began with.
type Library struct {
	Engine   Engine
	Articles []*corpus.Article // in order of date
	Names    *suggest.Names    // over the same articles
	byID     func() map[string]*corpus.Article
	coverage func() reply.Coverage // reckoned once, for every answer needs it
}

// NewLibrary returns a library over articles.
func NewLibrary(engine Engine, articles []*corpus.Article, names *suggest.Names) *Library {
	return &Library{
		Engine: engine, Articles: articles, Names: names,
		byID: sync.OnceValue(func() map[string]*corpus.Article {
			byID := make(map[string]*corpus.Article, len(articles))
			for _, a := range articles {
				byID[a.ID] = a
			}
			return byID
		}),
		coverage: sync.OnceValue(func() reply.Coverage { return reply.CoverageOf(articles) }),
	}
}

// Article returns the article with this id, nil when there is none.
func (l *Library) Article(id string) *corpus.Article { return l.byID()[id] }

// Config is what a Bot works with. Token, Library, Store and Log are required.
type Config struct {
	Token string
	// APIURL is where Discord's REST API is spoken, "" for Discord itself. The
	// address of the gateway is what /gateway there says.
	APIURL string
	// ShardID and ShardCount choose one shard for this process. A ShardID below
	// 0 is all of them, and a ShardCount of 0 as many as Discord asks for.
	ShardID, ShardCount int

	Library func() *Library // the state of the articles; called once a question
	// Editor takes articles in and out; nil when they cannot be changed. Editing
	// says on which servers, and MaxSource how large a file may be (32 MiB when 0).
	Editor    Editor
	Editing   Editing
	MaxSource int64
	Store     *store.Store
	Log       *slog.Logger
	Watch     Watcher // nil for none

	Version string        // of the program, for the admins
	Writer  string        // who writes answers, for the admins
	PerHour int           // questions of one user in an hour, 0 for no bound
	Timeout time.Duration // of one question once its turn has come; default 3 minutes
	Grace   time.Duration // for what is being answered when Run's context ends; default 15 s
}

// Bot is one process's part of the bot.
type Bot struct {
	cfg  Config
	rest *rest
	self atomic.Pointer[self]

	questions *queue.Queue // what is bounded by the hour
	lookups   *queue.Queue // what is not
	seen      *recent      // ids of events that were taken up
	deleted   *recent      // ids of questions that are gone
	underway  *underway    // questions by the message that asks them
	hinted    *recent      // what was pointed out in the last hour
	limited   *recent      // users who were told of a limit in the last minute
	plain     *recent      // channels where the bot may not embed
	channels  *channels
	shards    []*shard

	wire    *http.Transport // of all requests
	refused *refused        // requests, over all sessions
	pace    *pace           // the same

	edits *edits     // changes of articles that wait to be confirmed
	own   ownServers // how many there are

	slots      chan struct{} // one for each event being looked at
	events     sync.WaitGroup
	unfinished sync.Once // taking up what an earlier run left
	closing    atomic.Bool
	links      *uplinks // connections to the gateway

	// life is the context of what no request has a context for: what an event
	// brings, and last words. It ends a little after the grace.
	life context.Context
	end  context.CancelFunc
	// taking is the context of what is not worth finishing when the bot is to stop.
	taking     context.Context
	stopTaking context.CancelFunc
}

// self is who the bot is.
type self struct{ userID, appID string }

// me returns who the bot is; before Discord has said so, nobody.
func (b *Bot) me() self {
	if s := b.self.Load(); s != nil {
		return *s
	}
	return self{}
}

// maxEvents bounds how many events are looked at at once. Each takes a moment:
// the work itself waits in a queue.
const maxEvents = 1024

// New returns a bot that is not connected yet.
func New(cfg Config) (*Bot, error) {
	if cfg.Token == "" || cfg.Library == nil || cfg.Store == nil || cfg.Log == nil {
		return nil, errors.New("bot: token, library, store and log are needed")
	}
	if cfg.Timeout == 0 {
		cfg.Timeout = 3 * time.Minute
	}
	if cfg.MaxSource == 0 {
		cfg.MaxSource = 32 << 20
	}
	if cfg.Grace == 0 {
		cfg.Grace = 15 * time.Second
	}
	if cfg.Watch == nil {
		cfg.Watch = unwatched{}
	}
	b := &Bot{
		cfg: cfg, links: &uplinks{watch: cfg.Watch}, deleted: newRecent(5_000, time.Hour), seen: newRecent(20_000, time.Hour), hinted: newRecent(5_000, time.Hour), limited: newRecent(20_000, time.Minute), plain: newRecent(5_000, time.Hour),
		underway: &underway{work: map[string]working{}}, channels: newChannels(),
		slots: make(chan struct{}, maxEvents), wire: http.DefaultTransport.(*http.Transport).Clone(),
		refused: &refused{now: time.Now}, pace: &pace{},
	}
	b.wire.MaxIdleConnsPerHost = 64
	b.life, b.end = context.WithCancel(context.Background())
	b.taking, b.stopTaking = context.WithCancel(b.life)
	b.edits = newEdits()
	bounds := queue.Config{PerHour: cfg.PerHour, Panicked: b.panicked}
	b.questions = queue.New(bounds)
	bounds.PerHour, bounds.Workers = 0, 8
	b.lookups = queue.New(bounds)
	b.rest = &rest{pace: b.pace}
	for _, s := range []**discordgo.Session{&b.rest.session, &b.rest.interactions} {
		var err error
		if *s, _, err = b.session(); err != nil {
			return nil, err
		}
	}
	return b, nil
}

// session returns a session of discordgo that keeps nothing and leaves all
// waiting and reconnecting to us.
func (b *Bot) session() (*discordgo.Session, *transport, error) {
	session, err := discordgo.New("Bot " + b.cfg.Token)
	if err != nil {
		return nil, nil, fmt.Errorf("bot: %w", err)
	}
	var base *url.URL
	if b.cfg.APIURL != "" {
		if base, err = apiBase(b.cfg.APIURL); err != nil {
			return nil, nil, err
		}
	}
	over := &transport{base: base, next: b.wire, refused: b.refused, pace: b.pace, watch: b.cfg.Watch}
	session.Client = &http.Client{Timeout: 20 * time.Second, Transport: over}
	session.UserAgent = "DiscordBot (rapporteur, " + b.cfg.Version + ")"
	session.LogLevel = discordgo.LogDebug // it is not written anywhere, see closes.go
	session.StateEnabled = false
	session.SyncEvents = true // handlers only hand on, see hear
	session.Identify.Intents = intents
	session.ShouldRetryOnRateLimit = false
	return session, over, nil
}

// Run connects and answers until ctx ends; then it finishes what is being
// answered within the grace, tells who still waits, and disconnects. The error
// is nil then, and a *FatalError or the reason why Discord could not be reached
// at the start otherwise.
func (b *Bot) Run(ctx context.Context) error {
	for _, step := range []func(context.Context) error{b.meet, b.planShards} {
		if err := step(ctx); err != nil && ctx.Err() == nil {
			return err
		}
	}
	if ctx.Err() != nil {
		return nil
	}
	defer b.end()
	// What goes on after ctx has ended, until all is said.
	after, end := context.WithCancel(context.WithoutCancel(ctx))
	defer end()
	var workers sync.WaitGroup
	workers.Go(func() { b.questions.Run(after) })
	workers.Go(func() { b.lookups.Run(after) })
	workers.Go(func() { b.tidy(after) })
	shards, connected := errgroup.WithContext(after)
	for _, s := range b.shards {
		shards.Go(func() error { return s.run(connected) })
	}
	select {
	case <-ctx.Done():
	case <-connected.Done():
	}
	b.closeDown(ctx)
	end()
	err := shards.Wait()
	b.events.Wait()
	workers.Wait()
	b.wire.CloseIdleConnections()
	return err
}

// tidy has the store drop what is old, also while nobody asks.
func (b *Bot) tidy(ctx context.Context) {
	if err := b.cfg.Store.Run(ctx); err != nil && ctx.Err() == nil {
		b.cfg.Log.Warn("what is kept is not pruned any more", "error", err)
	}
}

// closeDown takes nothing new and gives what is underway the grace, and what is
// to be said then a moment more.
func (b *Bot) closeDown(ctx context.Context) {
	b.closing.Store(true)
	b.stopTaking()
	time.AfterFunc(b.cfg.Grace+lastWords, b.end)
	grace, cancel := context.WithTimeout(context.WithoutCancel(ctx), b.cfg.Grace)
	defer cancel()
	var both sync.WaitGroup
	for _, q := range []*queue.Queue{b.questions, b.lookups} {
		both.Go(func() {
			if err := q.Drain(grace); err != nil {
				b.cfg.Log.Warn("what was being answered was cut short", "grace", b.cfg.Grace)
			}
		})
	}
	both.Wait()
}

// hear looks at one event, on a goroutine of its own so that the next one can
// be read.
func (b *Bot) hear(what string, f func(ctx context.Context)) {
	select {
	case b.slots <- struct{}{}:
	default:
		b.cfg.Log.Warn("too many events at once: one is left out", "event", what)
		return
	}
	b.spawn(func() {
		defer func() { <-b.slots }()
		ctx, cancel := context.WithTimeout(b.life, eventTimeout)
		defer cancel()
		f(ctx)
	})
}

// spawn runs f on a goroutine that Run waits for, and survives its panic.
func (b *Bot) spawn(f func()) {
	b.events.Go(func() {
		defer b.recovered()
		f()
	})
}

// recovered is to be deferred: it ends a panic.
func (b *Bot) recovered() {
	if p := recover(); p != nil {
		b.panicked(p, debug.Stack())
	}
}

// eventTimeout bounds what is done with an event besides what goes through a
// queue: answering buttons, settings, limits.
const eventTimeout = time.Minute

func (b *Bot) panicked(p any, stack []byte) {
	b.cfg.Log.Error("a part of the bot failed and was stopped", "panic", fmt.Sprint(p), "stack", string(stack))
}
