package bot

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/bwmarrin/discordgo"
)

// claimOf names a message in the store so that it can be found again:
// "message SERVER CHANNEL ID", with "-" for no server.
func claimOf(m *discordgo.Message) string {
	server := m.GuildID
	if server == "" {
		server = "-"
	}
	return "message " + server + " " + m.ChannelID + " " + m.ID
}

// How old a question left by an earlier run may be to be answered still, and how
// old it has to be where other processes may be at work on theirs.
const (
	unfinishedReaches = 30 * time.Minute
	othersMayWork     = 15 * time.Minute
)

// takeUpUnfinished answers what an earlier run of the program had begun and
// never finished, as after a crash: the questions that came as messages. What
// came as an interaction went with its token.
func (b *Bot) takeUpUnfinished(ctx context.Context) {
	age := time.Duration(0)
	if b.cfg.ShardID >= 0 {
		age = othersMayWork
	}
	left, err := b.cfg.Store.Unfinished(ctx, age)
	if err != nil {
		b.cfg.Log.Warn("what an earlier run left unfinished is not known", "error", err)
		return
	}
	for _, c := range left {
		var server, channel, id string
		if n, _ := fmt.Sscanf(c.Event, "message %s %s %s", &server, &channel, &id); n != 3 || time.Since(c.At) > unfinishedReaches {
			continue
		}
		if err := b.takeUp(ctx, strings.TrimPrefix(server, "-"), channel, id); err != nil {
			b.cfg.Log.Info("a question left unfinished is not answered", "request", id, "error", err)
		}
	}
}

// takeUp answers a message anew, in the place of what stands there of an answer.
func (b *Bot) takeUp(ctx context.Context, server, channel, id string) error {
	var m discordgo.Message
	err := b.rest.do(ctx, call{
		method: "GET", path: "channels/" + channel + "/messages/" + id, bucket: bucket{"GET message", channel}, into: &m, each: 5 * time.Second,
	})
	if err != nil {
		return err
	}
	m.GuildID = server
	kind := b.addressed(&m)
	settings, silent := b.settings(ctx, server, channel)
	if kind == "" || silent {
		return nil
	}
	q := b.messageAsks(&m, kind, settings.Mode)
	q.resumed = true
	at, done, err := b.answered(ctx, &m, q.where(ctx))
	if err != nil || done {
		return err
	}
	q.where = func(context.Context) surface { return at }
	b.cfg.Log.Info("a question left unfinished is answered", "request", id)
	b.submit(ctx, q)
	return nil
}

// answered looks for a reply to m that an earlier run has sent. done is true
// when it is a whole one; one that is not is to be written over.
func (b *Bot) answered(ctx context.Context, m *discordgo.Message, at surface) (_ surface, done bool, err error) {
	where, ok := at.(*channelSurface)
	if !ok {
		return at, false, nil
	}
	var later []*discordgo.Message
	err = b.rest.do(ctx, call{
		method: "GET", path: "channels/" + where.channel + "/messages?limit=50&after=" + m.ID,
		bucket: bucket{"GET messages", where.channel}, into: &later, each: 5 * time.Second,
	})
	if err != nil {
		return nil, false, err
	}
	for _, r := range later {
		inThread := where.channel == m.ID
		if r.Author == nil || r.Author.ID != b.me().userID || !inThread && (r.MessageReference == nil || r.MessageReference.MessageID != m.ID) {
			continue
		}
		if len(r.Components) > 0 {
			return at, true, nil
		}
		where.id = r.ID
	}
	return where, false, nil
}
