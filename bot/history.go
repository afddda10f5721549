package bot

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/bwmarrin/discordgo"

	"rapporteur/answer"
	"rapporteur/bot/reply"
)

// What is read back of a conversation. It comes from Discord itself, so it is
// no more than whoever asks can see there, and it survives a restart.
const (
	maxTurns     = 6               // turns handed to the engine
	maxChain     = 8               // messages followed upwards by their replies
	maxThread    = 20              // messages read of a thread or a direct conversation
	chainReaches = 24 * time.Hour  // how far back replies and threads are followed
	readingTakes = 8 * time.Second // what reading it back may take; then it is none
	dmReaches    = time.Hour       // how far back a direct message continues the ones before
)

// before returns what was said before a message: up the chain of replies, else
// what stands above it in a thread or a direct conversation. A conversation that
// cannot be read is none.
func (b *Bot) before(ctx context.Context, m *discordgo.Message, kind string) []answer.Turn {
	ctx, cancel := context.WithTimeout(ctx, readingTakes)
	defer cancel()
	since := time.Now().Add(-chainReaches)
	if forgotten, err := b.cfg.Store.ForgottenSince(ctx, m.Author.ID); err == nil && forgotten.After(since) {
		since = forgotten
	}
	var said []*discordgo.Message // newest first
	switch {
	case m.ReferencedMessage != nil:
		said = b.chain(ctx, m.ReferencedMessage, since)
	case kind == kindDM:
		if near := time.Now().Add(-dmReaches); near.After(since) {
			since = near
		}
		said = b.above(ctx, m, since)
	default:
		if p, ok := b.channel(ctx, m.ChannelID); ok && p.thread() {
			said = b.inThread(ctx, m, p, since)
		}
	}
	return b.turns(ctx, said, kind)
}

// beforeCommand returns what was said before a command: only in a thread or a
// direct conversation is that one conversation.
func (b *Bot) beforeCommand(ctx context.Context, i *incoming) []answer.Turn {
	ctx, cancel := context.WithTimeout(ctx, readingTakes)
	defer cancel()
	reaches, kind := chainReaches, "command"
	var p place
	if i.GuildID == "" {
		reaches, kind = dmReaches, kindDM
	} else if at, ok := b.channel(ctx, i.ChannelID); ok && at.thread() {
		p = at
	} else {
		return nil
	}
	since := time.Now().Add(-reaches)
	if forgotten, err := b.cfg.Store.ForgottenSince(ctx, i.user); err == nil && forgotten.After(since) {
		since = forgotten
	}
	return b.turns(ctx, b.inThread(ctx, &discordgo.Message{ID: i.ID, ChannelID: i.ChannelID}, p, since), kind)
}

// turns returns what the messages, newest first, add up to, oldest first.
func (b *Bot) turns(ctx context.Context, said []*discordgo.Message, kind string) []answer.Turn {
	var turns []answer.Turn
	for _, s := range said {
		turns = append(turns, b.turnsOf(ctx, s, kind)...)
		if len(turns) >= maxTurns {
			break
		}
	}
	turns = turns[:min(len(turns), maxTurns)]
	slices.Reverse(turns)
	return turns
}

// chain follows replies upwards from m, newest first.
func (b *Bot) chain(ctx context.Context, m *discordgo.Message, since time.Time) []*discordgo.Message {
	var out []*discordgo.Message
	for len(out) < maxChain && m != nil && m.Timestamp.After(since) {
		out = append(out, m)
		m = b.repliedTo(ctx, m)
	}
	return out
}

// repliedTo returns the message that m replies to, nil when it replies to none
// or that cannot be had. A message that came within another may lack what it
// replies to, and is read anew.
func (b *Bot) repliedTo(ctx context.Context, m *discordgo.Message) *discordgo.Message {
	if m.Type != discordgo.MessageTypeReply {
		return nil
	}
	if m.ReferencedMessage == nil && m.MessageReference == nil {
		if m = b.readMessage(ctx, m.ChannelID, m.ID); m == nil {
			return nil
		}
	}
	if m.ReferencedMessage != nil {
		return m.ReferencedMessage
	}
	up := m.MessageReference
	if up == nil || up.MessageID == "" || up.ChannelID != "" && up.ChannelID != m.ChannelID {
		return nil
	}
	return b.readMessage(ctx, m.ChannelID, up.MessageID)
}

// readMessage reads one message, nil when it cannot be had.
func (b *Bot) readMessage(ctx context.Context, channel, id string) *discordgo.Message {
	var m discordgo.Message
	err := b.rest.do(ctx, call{
		method: "GET", path: "channels/" + channel + "/messages/" + id, bucket: bucket{"GET message", channel},
		into: &m, tries: 3, each: 3 * time.Second,
	})
	if err != nil {
		b.cfg.Log.Debug("a message of the conversation could not be read", "channel", channel, "error", err)
		return nil
	}
	return &m
}

// inThread returns what stands above m in its thread and, where the thread was
// opened from a message, that one.
func (b *Bot) inThread(ctx context.Context, m *discordgo.Message, p place, since time.Time) []*discordgo.Message {
	said := b.above(ctx, m, since)
	if len(said) >= maxThread || p.Parent == "" {
		return said
	}
	first := b.readMessage(ctx, p.Parent, m.ChannelID) // it has the thread's id
	if first != nil && first.Timestamp.After(since) {
		said = append(said, first)
	}
	return said
}

// above returns the messages before m in its channel, newest first.
func (b *Bot) above(ctx context.Context, m *discordgo.Message, since time.Time) []*discordgo.Message {
	var all []*discordgo.Message
	err := b.rest.do(ctx, call{
		method: "GET", path: "channels/" + m.ChannelID + "/messages?limit=" + strconv.Itoa(maxThread) + "&before=" + m.ID,
		bucket: bucket{"GET messages", m.ChannelID}, into: &all, tries: 3, each: 3 * time.Second,
	})
	if err != nil {
		b.cfg.Log.Debug("the conversation could not be read", "channel", m.ChannelID, "error", err)
		return nil
	}
	all = slices.DeleteFunc(all, func(s *discordgo.Message) bool { return !s.Timestamp.After(since) })
	return all[:min(len(all), maxThread)]
}

// turnsOf returns what a message adds to the conversation, newest first: an
// answer of the bot with the question that it shows, or a question to the bot.
// Whatever else people said is theirs.
func (b *Bot) turnsOf(ctx context.Context, m *discordgo.Message, kind string) []answer.Turn {
	switch {
	case m.Author == nil:
		return nil
	case m.Author.ID == b.me().userID:
		return b.ownTurns(ctx, m)
	case m.Author.Bot || m.WebhookID != "":
		return nil
	case kind != kindDM && !b.mentioned(m.Content) && !mentions(m, b.me().userID):
		return nil
	}
	if said := b.withoutMention(m.Content); said != "" {
		return []answer.Turn{{Role: "user", Content: said}}
	}
	return nil
}

// mentions reports that the message mentions the user, as a reply with a ping
// does without saying so in its text.
func mentions(m *discordgo.Message, user string) bool {
	return slices.ContainsFunc(m.Mentions, func(u *discordgo.User) bool { return u.ID == user })
}

// ownTurns reads back a reply of the bot: from what is kept of it, or else from
// the message. A question is added only where the reply answers a command, for
// those that came as messages are in the conversation themselves.
func (b *Bot) ownTurns(ctx context.Context, m *discordgo.Message) []answer.Turn {
	question, said := shownIn(m.Content)
	if key := keyOf(m); key != "" {
		if kept, ok, err := b.cfg.Store.Reply(ctx, key); err == nil && ok && kept.Channel == m.ChannelID {
			if k, err := reply.ParseKept(kept.Body); err == nil && k.Text != "" {
				said = k.Text
				if question != "" {
					question = k.Question
				}
			}
		}
	}
	var out []answer.Turn
	if said != "" {
		out = append(out, answer.Turn{Role: "assistant", Content: said})
	}
	if question != "" {
		out = append(out, answer.Turn{Role: "user", Content: question})
	}
	return out
}

// keyOf returns the key that the buttons of a message carry, "" without any.
func keyOf(m *discordgo.Message) string {
	for _, row := range m.Components {
		line, ok := row.(*discordgo.ActionsRow)
		if !ok {
			continue
		}
		for _, c := range line.Components {
			if button, ok := c.(*discordgo.Button); ok {
				if id, ok := reply.ParseID(button.CustomID); ok {
					return id.Key
				}
			}
		}
	}
	return ""
}

// shownIn parts the content of a reply into the question that it quotes at its
// head, if it does, and the answer without its list of sources.
func shownIn(content string) (question, said string) {
	var lines []string
	for i, line := range strings.Split(content, "\n") {
		switch {
		case i == 0 && strings.HasPrefix(line, "> "):
			question = strings.TrimPrefix(line, "> ")
		case strings.HasPrefix(line, "-# "):
		default:
			lines = append(lines, line)
		}
	}
	return strings.TrimSpace(question), strings.TrimSpace(strings.Join(lines, "\n"))
}
