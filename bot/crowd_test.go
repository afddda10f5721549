package bot_test

import (
	"context"
	"fmt"
	"log/slog"
	"math"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"rapporteur/bot"
	"rapporteur/bot/discordtest"
	"rapporteur/bot/discordtest/valid"
	"rapporteur/store"
)

// generous is more than a test asks for in a second.
var generous = discordtest.Limit{Requests: 1_000_000, Per: time.Second}

// crowd is a bot on many servers. Its Discord judges by the hand list alone:
// the long description takes more time than all the rest.
type crowd struct {
	*discordtest.Driver
	tb      testing.TB
	me      string
	servers []server
	quit    func() // stops the bot; may be called twice
}

// server has a channel for commands, and people with a channel and a direct
// conversation each.
type server struct {
	guild, talk string
	people      []person
}

type person struct{ id, channel, dm string }

// quick is a fake Discord of this process.
func quick(tb testing.TB, cfg discordtest.Config) *discordtest.Server {
	tb.Helper()
	byHand, err := valid.Load("")
	if err != nil {
		tb.Fatal(err)
	}
	s, err := discordtest.Start(discordtest.Validated(cfg, byHand))
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		if err := s.Close(); err != nil {
			tb.Errorf("close the fake Discord: %v", err)
		}
	})
	return s
}

// gather makes servers with people and starts the bot. The address is where
// REST is.
func gather(tb testing.TB, d *discordtest.Driver, address string, servers, people int, with func(*bot.Config)) *crowd {
	tb.Helper()
	c := &crowd{Driver: d, tb: tb}
	ctx := tb.Context()
	me, err := d.Bot(ctx)
	c.check(err)
	c.me = me.ID
	for n := range servers {
		c.servers = append(c.servers, c.server(n, people))
	}
	c.start(address, with)
	tb.Cleanup(func() {
		c.quit()
		c.noViolations()
		d.Close()
	})
	ready, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	c.check(d.WaitReady(ready))
	return c
}

func (c *crowd) server(n, people int) server {
	c.tb.Helper()
	ctx := c.tb.Context()
	g, err := c.AddGuild(ctx, discordtest.Guild{Name: fmt.Sprintf("server %d", n)})
	c.check(err)
	channel := func(in discordtest.Channel) string {
		got, err := c.AddChannel(ctx, in)
		c.check(err)
		return got.ID
	}
	out := server{guild: g.ID, talk: channel(discordtest.Channel{Guild: g.ID, Name: "talk"})}
	for i := range people {
		u, err := c.AddUser(ctx, discordtest.User{Name: fmt.Sprintf("user %d-%d", n, i)})
		c.check(err)
		out.people = append(out.people, person{
			id: u.ID, channel: channel(discordtest.Channel{Guild: g.ID, Name: fmt.Sprintf("room-%d", i)}),
			dm: channel(discordtest.Channel{Kind: discordtest.DM, Recipient: u.ID}),
		})
	}
	return out
}

func (c *crowd) start(address string, with func(*bot.Config)) {
	c.tb.Helper()
	kept, err := store.Open(context.Background(), filepath.Join(c.tb.TempDir(), "kept.db"), time.Now)
	c.check(err)
	cfg := bot.Config{
		Token: "test-token", APIURL: address, ShardID: -1, Library: syria, Store: kept,
		Log: slog.New(slog.DiscardHandler), Version: "test", Grace: 3 * time.Second,
	}
	if with != nil {
		with(&cfg)
	}
	b, err := bot.New(cfg)
	c.check(err)
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- b.Run(ctx) }()
	c.quit = sync.OnceFunc(func() {
		cancel()
		if err := <-done; err != nil {
			c.tb.Errorf("Run: %v", err)
		}
		if err := kept.Close(); err != nil {
			c.tb.Errorf("close the store: %v", err)
		}
	})
}

func (c *crowd) check(err error) {
	c.tb.Helper()
	if err != nil {
		c.tb.Fatal(err)
	}
}

func (c *crowd) noViolations() {
	c.tb.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	list, err := c.Violations(ctx)
	if err != nil {
		c.tb.Error(err)
	}
	for _, v := range list {
		c.tb.Errorf("%s broke a rule: %s", v.By, v.What)
	}
}

// question is one that was asked, and what came of it.
type question struct {
	kind    string // "ask", "mention", "dm"
	server  int
	event   string // id of the message or interaction
	channel string
	asked   time.Time

	acked time.Duration // until the first sign that it was heard
	took  time.Duration // until the reply was complete
}

// kinds are what ten people of a server do.
var kinds = []string{"ask", "mention", "ask", "mention", "dm", "mention", "ask", "mention", "ask", "dm"}

// put asks a question.
func (c *crowd) put(n, i int, kind, text string) (question, error) {
	s := c.servers[n]
	p := s.people[i%len(s.people)]
	q := question{kind: kind, server: n}
	if kind == "ask" {
		got, err := c.Slash(c.tb.Context(), discordtest.Slash{User: p.id, Channel: s.talk, Name: "ask", Options: map[string]any{"question": text}})
		q.event, q.channel, q.asked = got.ID, s.talk, got.Created
		return q, err
	}
	q.channel = p.channel
	if kind == "dm" {
		q.channel = p.dm
	} else {
		text = "<@" + c.me + "> " + text
	}
	got, err := c.Post(c.tb.Context(), discordtest.Post{Author: p.id, Channel: q.channel, Content: text})
	q.event, q.asked = got.ID, got.Created
	return q, err
}

// putAll has all people of all servers ask at once.
func (c *crowd) putAll(texts []string) []question {
	c.tb.Helper()
	var mu sync.Mutex // guards the two below
	var all []question
	var failed error
	var servers sync.WaitGroup
	for n, s := range c.servers {
		servers.Go(func() {
			for i := range s.people {
				q, err := c.put(n, i, kinds[i%len(kinds)], texts[i%len(texts)])
				mu.Lock()
				all = append(all, q)
				if err != nil {
					failed = err
				}
				mu.Unlock()
			}
		})
	}
	servers.Wait()
	c.check(failed)
	return all
}

// await waits until a question is answered, and notes how long that took.
func (c *crowd) await(ctx context.Context, q *question) {
	c.tb.Helper()
	err := c.Wait(ctx, func() (bool, error) {
		m, found, err := c.answered(ctx, *q)
		if found {
			q.took = m.Versions[len(m.Versions)-1].At.Sub(q.asked)
			if q.kind != "ask" {
				q.acked = m.Created.Sub(q.asked)
			}
		}
		return found, err
	})
	if err != nil {
		c.tb.Fatalf("a question by %s on server %d: %v", q.kind, q.server, err)
	}
	if q.kind == "ask" {
		i, err := c.Interaction(ctx, q.event)
		c.check(err)
		q.acked = i.FirstResponse
		return
	}
	typing, err := c.Typing(ctx, q.channel)
	c.check(err)
	for _, t := range typing {
		if d := t.At.Sub(q.asked); d >= 0 && d < q.acked {
			q.acked = d
		}
	}
}

// answered returns the reply to a question, once it is complete.
func (c *crowd) answered(ctx context.Context, q question) (discordtest.Message, bool, error) {
	if q.kind == "ask" {
		i, err := c.Interaction(ctx, q.event)
		if err == nil && i.State == discordtest.StateFailed {
			err = fmt.Errorf("the interaction failed: %+v", i)
		}
		if err != nil || i.State != discordtest.StateAnswered {
			return discordtest.Message{}, false, err
		}
		m, err := c.Message(ctx, i.Original)
		return m, err == nil && complete(m), err
	}
	list, err := c.Messages(ctx, q.channel, "")
	i := slices.IndexFunc(list, func(m discordtest.Message) bool { return m.ReplyTo == q.event && m.Author.ID == c.me && complete(m) })
	if i < 0 {
		return discordtest.Message{}, false, err
	}
	return list[i], true, err
}

// complete reports that a message is no notice that one has to wait.
func complete(m discordtest.Message) bool {
	return !m.Loading && !strings.HasPrefix(m.Content, "Many questions at once.")
}

// replies counts the messages that a question brought.
func (c *crowd) replies(q question) int {
	c.tb.Helper()
	if q.kind == "ask" {
		i, err := c.Interaction(c.tb.Context(), q.event)
		c.check(err)
		return len(i.Messages)
	}
	list, err := c.Messages(c.tb.Context(), q.channel, "")
	c.check(err)
	n := 0
	for _, m := range list {
		if m.ReplyTo == q.event && m.Author.ID == c.me {
			n++
		}
	}
	return n
}

// unreliable makes one request in ten fail, one in forty by each of the ways;
// that of 502 after it was carried out.
func (c *crowd) unreliable() {
	c.tb.Helper()
	for _, f := range []discordtest.Fault{
		{Status: 500}, {Status: 502, Apply: true}, {Status: 503}, {Status: 429, RetryAfter: 400 * time.Millisecond},
	} {
		f.Probability = 0.025
		_, err := c.Fault(c.tb.Context(), f)
		c.check(err)
	}
}

// maxInvalid is far below the 10,000 invalid requests for which Discord bars an
// address, and the 5,000 after which the bot sends none.
const maxInvalid = 1000

// report logs figures of questions.
func (c *crowd) report(all []question, took time.Duration) {
	c.tb.Helper()
	c.tb.Logf("%d questions in %s, %.0f a second", len(all), took.Round(time.Millisecond), float64(len(all))/took.Seconds())
	for _, kind := range []string{"ask", "mention", "dm"} {
		var acked, answered []time.Duration
		for _, q := range all {
			if q.kind == kind {
				acked, answered = append(acked, q.acked), append(answered, q.took)
			}
		}
		c.tb.Logf("%-8s heard after %s; answered after %s", kind, spread(acked), spread(answered))
	}
	limits, err := c.Limits(c.tb.Context())
	c.check(err)
	c.tb.Logf("rate limits met %d times, %d requests count as invalid", limits.Hits, limits.Invalid)
	if limits.Invalid > maxInvalid {
		c.tb.Errorf("%d requests count as invalid, want at most %d", limits.Invalid, maxInvalid)
	}
}

// spread says how durations lie.
func spread(d []time.Duration) string {
	slices.Sort(d)
	at := func(p float64) time.Duration { return d[int(math.Ceil(p*float64(len(d))))-1].Round(time.Millisecond) }
	return fmt.Sprintf("p50 %s, p99 %s, at most %s", at(0.5), at(0.99), at(1))
}
