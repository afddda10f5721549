package bot

import (
	"context"
	"strings"
	"sync"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/bwmarrin/discordgo"

	"rapporteur/answer"
	"rapporteur/bot/locale"
	"rapporteur/bot/queue"
	"rapporteur/glossary"
	"rapporteur/store"
)

// The kinds of requests that come as messages.
const (
	kindMention = "mention"
	kindReply   = "reply"
	kindDM      = "dm"
)

// kindLookup is the kind of what looks passages up.
const kindLookup = "lookup"

// onMessage takes up messages that ask the bot something.
func (b *Bot) onMessage(m *discordgo.MessageCreate) {
	kind := b.addressed(m.Message)
	if kind == "" || !b.seen.first(m.ID) {
		return
	}
	b.hear("message", func(ctx context.Context) { b.message(ctx, m.Message, kind) })
}

// onMessageDelete ends the answering of a question that is gone, also of one
// whose turn has not come.
func (b *Bot) onMessageDelete(m *discordgo.MessageDelete) { b.questionGone(m.ID) }

func (b *Bot) onMessageDeleteBulk(m *discordgo.MessageDeleteBulk) {
	for _, id := range m.Messages {
		b.questionGone(id)
	}
}

func (b *Bot) questionGone(id string) {
	if b.seen.has(id) { // others are no questions
		b.deleted.first(id)
		b.underway.cancel(id)
	}
}

// onGuildDelete forgets a server that the bot was removed from; one that is
// only unavailable stays.
func (b *Bot) onGuildDelete(g *discordgo.GuildDelete) {
	if g.Guild == nil || g.Unavailable {
		return
	}
	b.hear("guild delete", func(ctx context.Context) {
		if err := b.cfg.Store.ForgetServer(ctx, g.ID); err != nil {
			b.cfg.Log.Warn("the settings of a server that was left are still there", "server", g.ID, "error", err)
		}
	})
}

// addressed says how a message asks the bot, "" when it does not. Bots,
// webhooks and the bot itself ask nothing; nor do the notes of Discord, and
// ephemeral messages, which come without a server and are no direct messages.
func (b *Bot) addressed(m *discordgo.Message) string {
	switch {
	case m.Author == nil || m.Author.Bot || m.Author.System || m.Author.ID == b.me().userID || m.WebhookID != "":
		return ""
	case m.Type != discordgo.MessageTypeDefault && m.Type != discordgo.MessageTypeReply:
		return ""
	case m.Flags&discordgo.MessageFlagsEphemeral != 0:
		return ""
	case m.GuildID == "":
		return kindDM
	case b.mentioned(m.Content):
		return kindMention
	}
	if r := m.ReferencedMessage; r != nil && r.Author != nil && r.Author.ID == b.me().userID && m.Type == discordgo.MessageTypeReply {
		return kindReply
	}
	return ""
}

// mentioned reports that the text holds the bot's mention: a reply to somebody
// else's message that pings the bot as well does not, nor does @everyone.
func (b *Bot) mentioned(content string) bool {
	return strings.Contains(content, "<@"+b.me().userID+">") || strings.Contains(content, "<@!"+b.me().userID+">")
}

// withoutMention returns the text without the bot's mention.
func (b *Bot) withoutMention(content string) string {
	s := strings.NewReplacer("<@"+b.me().userID+">", " ", "<@!"+b.me().userID+">", " ").Replace(content)
	return strings.TrimSpace(s)
}

// message answers a message.
func (b *Bot) message(ctx context.Context, m *discordgo.Message, kind string) {
	settings, silent := b.settings(ctx, m.GuildID, m.ChannelID)
	if silent {
		return
	}
	q := b.messageAsks(m, kind, settings.Mode)
	question := q.request.Question
	t := &typing{bot: b, channel: m.ChannelID}
	q.accepted, q.finished = t.start, t.stop
	switch {
	case question == "" && kind == kindReply && len(m.Attachments) == 0:
		// Without a mention Discord does not show what a reply says. That it was
		// meant for the bot is not certain, so it is told once in a while only.
		if b.hinted.first("unreadable " + m.ChannelID) {
			b.sayOnce(q, m, q.texts.Say("usage.unreadable"))
		}
	case question == "":
		b.sayOnce(q, m, q.texts.Say("usage.mention", "mention", "<@"+b.me().userID+">"))
	case settings.Mode == store.ModeEphemeral && m.GuildID != "":
		b.sayOnce(q, m, q.texts.Say("mode.use_ask"))
	default:
		b.submit(ctx, q)
	}
}

// messageAsks returns what a message asks.
func (b *Bot) messageAsks(m *discordgo.Message, kind string, mode store.Mode) *asked {
	question := b.withoutMention(m.Content)
	q := &asked{
		event: m.ID, claim: claimOf(m), kind: kind, embeds: true, arrived: time.Now(),
		by:    queue.Place{Server: m.GuildID, Channel: m.ChannelID, User: m.Author.ID},
		texts: locale.ForLanguage(glossary.Language(question)),
		work:  work{request: answer.Request{Question: question}},
	}
	q.turns = func(ctx context.Context) []answer.Turn { return b.before(ctx, m, kind) }
	q.where = func(ctx context.Context) surface { return b.replyTo(ctx, m, mode, question) }
	return q
}

// sayOnce puts a fixed text into the queue as the reply to a message, so that
// asking for nothing has the same bounds as asking. It opens no thread.
func (b *Bot) sayOnce(q *asked, m *discordgo.Message, text string) {
	q.where = func(context.Context) surface { return b.plainReply(m) }
	say := func(ctx context.Context, q *asked) {
		q.mu.Lock()
		defer q.mu.Unlock()
		b.say(ctx, q, text)
	}
	_, err := b.lookups.Submit(q.by, func(ctx context.Context) { b.guard(ctx, q, say) }, nil)
	if err != nil {
		b.cfg.Log.Info("a message without a question is left alone", "request", q.event, "reason", err)
	}
}

// plainReply shows the answer to a message as a reply to it.
func (b *Bot) plainReply(m *discordgo.Message) *channelSurface {
	return &channelSurface{bot: b, channel: m.ChannelID, reference: m.ID, nonce: m.ID}
}

// settings returns those of a server, and whether the bot is to be silent in the
// channel. A thread is as silent as its channel.
func (b *Bot) settings(ctx context.Context, server, channel string) (s store.Settings, silent bool) {
	if server == "" {
		return store.Settings{Mode: store.ModeReply}, false
	}
	s, err := b.cfg.Store.Settings(ctx, server)
	if err != nil {
		// What an admin has closed is not to open because of that.
		b.cfg.Log.Warn("settings not read; answers are private until they are", "server", server, "error", err)
		return store.Settings{Mode: store.ModeEphemeral}, false
	}
	if len(s.Off) == 0 {
		return s, false
	}
	if s.Silent(channel) {
		return s, true
	}
	p, ok := b.channel(ctx, channel)
	return s, !ok || p.thread() && s.Silent(p.Parent)
}

// replyTo opens where a message is answered: as a reply to it, or in a thread
// of its own.
func (b *Bot) replyTo(ctx context.Context, m *discordgo.Message, mode store.Mode, question string) surface {
	plain := b.plainReply(m)
	if mode != store.ModeThread || m.GuildID == "" {
		return plain
	}
	if p, ok := b.channel(ctx, m.ChannelID); !ok || p.Type != discordgo.ChannelTypeGuildText && p.Type != discordgo.ChannelTypeGuildNews {
		return plain
	}
	thread, err := b.openThread(ctx, m, question)
	if err != nil {
		if b.hinted.first("thread " + m.ChannelID) {
			b.cfg.Log.Warn("no thread can be opened; the answer is a reply", "server", m.GuildID, "channel", m.ChannelID, "error", err)
		}
		return plain
	}
	return &channelSurface{bot: b, channel: thread, nonce: m.ID}
}

// openThread opens a thread from the message, which then has the message's id.
func (b *Bot) openThread(ctx context.Context, m *discordgo.Message, question string) (id string, err error) {
	err = b.rest.do(ctx, call{
		method: "POST", path: "channels/" + m.ChannelID + "/messages/" + m.ID + "/threads", bucket: bucket{"POST thread", m.ChannelID},
		body: map[string]any{"name": threadName(question), "auto_archive_duration": 1440}, tries: 3,
	})
	if err != nil && code(err) != codeThreadExists {
		return "", err
	}
	b.channels.put(m.ID, place{Type: discordgo.ChannelTypeGuildPublicThread, Parent: m.ChannelID, Guild: m.GuildID})
	return m.ID, nil
}

// threadName returns the question as the name of a thread: at most 100
// characters, cut at a word, without what cannot be seen.
func threadName(question string) string {
	const most = 90
	seen := strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case !unicode.IsGraphic(r), unicode.Is(unicode.Other_Default_Ignorable_Code_Point, r), unicode.Is(unicode.Variation_Selector, r):
			return -1
		}
		return r
	}, question)
	name := answer.Neutral(strings.Join(strings.Fields(seen), " "))
	if !strings.ContainsFunc(name, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }) {
		return "Rapporteur"
	}
	if utf8.RuneCountInString(name) <= most {
		return name
	}
	cut := string([]rune(name)[:most])
	if i := strings.LastIndexByte(cut, ' '); i > most/2 {
		cut = cut[:i]
	}
	return cut + "…"
}

// typeEvery is how often typing is shown anew: it fades after ten seconds.
const typeEvery = 8 * time.Second

// typing shows that the bot is typing, from start to stop. It is the
// acknowledgement of a message, and nothing hangs on it. Safe for concurrent use.
type typing struct {
	bot     *Bot
	channel string

	mu     sync.Mutex // guards the two below
	cancel context.CancelFunc
	over   bool
}

// start begins to show it, unless stop came before.
func (t *typing) start() {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.over {
		return
	}
	var ctx context.Context
	ctx, t.cancel = context.WithCancel(t.bot.life)
	t.bot.spawn(func() { t.show(ctx) })
}

// stop ends it.
func (t *typing) stop() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.over = true
	if t.cancel != nil {
		t.cancel()
	}
}

func (t *typing) show(ctx context.Context) {
	for {
		err := t.bot.rest.do(ctx, call{
			method: "POST", path: "channels/" + t.channel + "/typing", bucket: bucket{"typing", t.channel},
			tries: 3, each: time.Second, optional: true,
		})
		if err != nil && ctx.Err() == nil {
			t.bot.cfg.Log.Debug("typing not shown", "channel", t.channel, "error", err)
		}
		if !sleep(ctx, typeEvery) {
			return
		}
	}
}
