package bot

import (
	"context"
	"sync"
	"time"

	"github.com/bwmarrin/discordgo"
)

// place is what the bot knows of a channel.
type place struct {
	Type   discordgo.ChannelType `json:"type"`
	Parent string                `json:"parent_id"` // of a thread: its channel
	Guild  string                `json:"guild_id"`
}

func (p place) thread() bool {
	switch p.Type {
	case discordgo.ChannelTypeGuildPublicThread, discordgo.ChannelTypeGuildPrivateThread, discordgo.ChannelTypeGuildNewsThread:
		return true
	}
	return false
}

// channels remembers what kind of channels there are: bounded, and for an hour.
// Safe for concurrent use.
type channels struct {
	mu   sync.Mutex // guards byID
	byID map[string]known
}

type known struct {
	place place
	until time.Time
}

const (
	maxChannels = 10_000
	channelLife = time.Hour
)

func newChannels() *channels { return &channels{byID: map[string]known{}} }

func (c *channels) get(id string) (place, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	k, ok := c.byID[id]
	if !ok || time.Now().After(k.until) {
		return place{}, false
	}
	return k.place, true
}

func (c *channels) put(id string, p place) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.byID) >= maxChannels {
		clear(c.byID) // they are asked for again
	}
	c.byID[id] = known{p, time.Now().Add(channelLife)}
}

func (c *channels) drop(id string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.byID, id)
}

// channel returns what is known of a channel, asking Discord if need be; ok is
// false when it cannot be had.
func (b *Bot) channel(ctx context.Context, id string) (p place, ok bool) {
	if p, ok := b.channels.get(id); ok {
		return p, true
	}
	err := b.rest.do(ctx, call{method: "GET", path: "channels/" + id, bucket: bucket{"GET channel", id}, into: &p, tries: 3, each: 3 * time.Second})
	if err != nil {
		b.cfg.Log.Debug("channel not known", "channel", id, "error", err)
		return place{}, false
	}
	b.channels.put(id, p)
	return p, true
}

func (b *Bot) onChannelUpdate(c *discordgo.ChannelUpdate) { b.channels.drop(c.ID) }
func (b *Bot) onThreadUpdate(c *discordgo.ThreadUpdate)   { b.channels.drop(c.ID) }

// What is asked in a channel that goes is answered to nobody.
func (b *Bot) onChannelDelete(c *discordgo.ChannelDelete) { b.underway.cancelChannel(c.ID) }
func (b *Bot) onThreadDelete(c *discordgo.ThreadDelete)   { b.underway.cancelChannel(c.ID) }
