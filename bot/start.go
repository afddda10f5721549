package bot

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"github.com/bwmarrin/discordgo"
)

// startTries is how often Discord is asked at the start before the bot gives
// up: about a minute.
const startTries = 8

// meet asks Discord who the bot is, which tries the token before anything else.
// A server that stands in for Discord may leave the answer to the gateway.
func (b *Bot) meet(ctx context.Context) error {
	var me struct {
		ID string `json:"id"`
	}
	err := b.rest.do(ctx, call{method: "GET", path: "users/@me", bucket: bucket{kind: "users/@me"}, into: &me, tries: startTries, each: 10 * time.Second})
	if f := fatal(err); f != nil {
		return f
	}
	if err != nil && status(err) != http.StatusNotFound {
		return fmt.Errorf("cannot reach Discord; check the network and DISCORD_API_URL: %w", err)
	}
	if me.ID != "" {
		b.self.Store(&self{me.ID, me.ID})
	}
	return nil
}

// planShards decides which shards this process is.
func (b *Bot) planShards(ctx context.Context) error {
	plan := struct {
		Shards int `json:"shards"`
		Limit  struct {
			Total          int     `json:"total"`
			Remaining      int     `json:"remaining"`
			ResetAfter     float64 `json:"reset_after"` // milliseconds
			MaxConcurrency int     `json:"max_concurrency"`
		} `json:"session_start_limit"`
	}{}
	err := b.rest.do(ctx, call{method: "GET", path: "gateway/bot", bucket: bucket{kind: "gateway/bot"}, into: &plan, tries: startTries, each: 10 * time.Second})
	if err != nil && status(err) != http.StatusNotFound && b.cfg.ShardCount == 0 {
		return fmt.Errorf("cannot learn from Discord how many shards it wants; try again, or set DISCORD_SHARD_COUNT: %w", err)
	}
	count := b.cfg.ShardCount
	if count == 0 {
		count = max(1, plan.Shards)
	}
	first, last := 0, count-1
	if id := b.cfg.ShardID; id >= 0 {
		if id >= count {
			return fmt.Errorf("DISCORD_SHARD_ID %d is not less than DISCORD_SHARD_COUNT %d", id, count)
		}
		first, last = id, id
	}
	if l := plan.Limit; l.Total > 0 && l.Remaining < last-first+1 {
		wait := time.Duration(l.ResetAfter) * time.Millisecond
		b.cfg.Log.Error("no more connections are allowed for now; waiting", "for", wait.Round(time.Second))
		if !sleep(ctx, wait) {
			return ctx.Err()
		}
	}
	turns := make([]turn, max(1, plan.Limit.MaxConcurrency))
	for i := range turns {
		turns[i] = newTurn()
	}
	budget := identifies(last - first + 1)
	b.links.wanted.Store(int64(last - first + 1))
	for id := first; id <= last; id++ {
		b.shards = append(b.shards, &shard{
			id: id, count: count, turn: turns[id%len(turns)], log: b.cfg.Log, links: b.links, budget: budget, newSession: b.gatewaySession,
		})
	}
	return nil
}

// gatewaySession returns a session with the bot's handlers, and what tells the
// address of the gateway that it was given.
func (b *Bot) gatewaySession() (_ *discordgo.Session, gateway func() string) {
	session, over, err := b.session()
	if err != nil {
		panic(err) // New has made one with the same settings
	}
	session.AddHandler(survive(b, b.onReady))
	session.AddHandler(survive(b, b.onMessage))
	session.AddHandler(survive(b, b.onMessageDelete))
	session.AddHandler(survive(b, b.onMessageDeleteBulk))
	session.AddHandler(survive(b, b.onInteraction))
	session.AddHandler(survive(b, b.onGuildDelete))
	session.AddHandler(survive(b, b.onChannelUpdate))
	session.AddHandler(survive(b, b.onChannelDelete))
	session.AddHandler(survive(b, b.onThreadUpdate))
	session.AddHandler(survive(b, b.onThreadDelete))
	return session, over.gatewayAddress
}

// survive makes a handler of f that an odd event does not bring down: discordgo
// calls it where it reads the connection.
func survive[E any](b *Bot, f func(*E)) func(*discordgo.Session, *E) {
	return func(_ *discordgo.Session, e *E) {
		defer b.recovered()
		f(e)
	}
}

func (b *Bot) onReady(r *discordgo.Ready) {
	if r.User != nil {
		who := self{r.User.ID, r.User.ID} // the same id, but for applications older than 2016
		if r.Application != nil && r.Application.ID != "" {
			who.appID = r.Application.ID
		}
		b.self.Store(&who)
	}
	b.hear("ready", func(ctx context.Context) {
		if r.Shard == nil || r.Shard[0] == b.shards[0].id {
			b.registerCommands(ctx)
			b.unfinished.Do(func() { b.spawn(func() { b.takeUpUnfinished(b.life) }) })
		}
	})
}
