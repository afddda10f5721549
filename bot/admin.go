package bot

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/bwmarrin/discordgo"

	"rapporteur/bot/reply"
	"rapporteur/store"
)

// admin answers /rapporteur, for those who may manage the server. Discord shows
// the command to them alone, and a server can have it shown to others: so it is
// checked here as well.
func (b *Bot) admin(ctx context.Context, i *incoming, given []*discordgo.ApplicationCommandInteractionDataOption) {
	switch {
	case i.GuildID == "" || i.Member == nil:
		b.tell(ctx, i, i.texts.Say("only.server"))
		return
	case !i.manages():
		b.tell(ctx, i, i.texts.Say("only.managers"))
		return
	case len(given) == 0:
		b.tell(ctx, i, i.texts.Say("usage.outdated"))
		return
	}
	o := optionsOf(given[0].Options)
	switch name := given[0].Name; name {
	case "add", "remove", "restore":
		b.edit(i, name, o)
		return
	case "status": // which asks the disk and Discord
		at := b.surface(i, true)
		at.acknowledge()
		b.later(i, at, statusTimeout, func(ctx context.Context) (reply.Message, error) {
			text, err := b.status(ctx, i)
			return reply.Text(text), err
		})
		return
	}
	ctx, cancel := context.WithTimeout(ctx, storePatience)
	defer cancel()
	var text string
	var err error
	switch given[0].Name {
	case "channels":
		text, err = b.switchChannel(ctx, i, o)
	case "mode":
		text, err = b.setMode(ctx, i, o)
	case "articles":
		lib := b.cfg.Library()
		b.respondMany(ctx, i, pages(i.texts.Say("admin.articles.title"), articleLines(lib, i), b.optionsFor(i, lib)))
		return
	case "feedback":
		text, err = b.feedback(ctx, i)
	}
	if err != nil {
		b.failNow(ctx, i, err)
		return
	}
	if !b.cfg.Store.Persistent() && given[0].Name != "feedback" {
		text += "\n-# " + i.texts.Say("admin.memory_only")
	}
	b.tell(ctx, i, text)
}

// statusTimeout bounds what status waits for.
const statusTimeout = 10 * time.Second

// status says how the bot is doing, and how it is set up on this server.
func (b *Bot) status(ctx context.Context, i *incoming) (string, error) {
	s, err := b.cfg.Store.Settings(ctx, i.GuildID)
	if err != nil {
		return "", err
	}
	lib, t := b.cfg.Library(), i.texts
	passages := 0
	for _, a := range lib.Articles {
		passages += len(a.Passages)
	}
	coverage := lib.coverage()
	writer := t.Say("admin.status.writer_none")
	if b.cfg.Writer != "" {
		writer = t.Say("admin.status.writer", "name", reply.EscapeLine(b.cfg.Writer))
	}
	kept := t.Say("admin.status.kept_memory")
	if b.cfg.Store.Persistent() {
		kept = t.Say("admin.status.kept_disk")
	}
	asked, looked := b.questions.Stats(), b.lookups.Stats()
	lines := []string{
		"**" + t.Say("admin.status.title") + "**",
		t.Say("admin.status.articles", "n", len(lib.Articles), "passages", passages),
		t.Say("admin.status.coverage", "from", t.Date(coverage.From.String()), "to", t.Date(coverage.To.String())),
		writer, kept,
		t.Say("admin.status.queue", "running", asked.Running+looked.Running, "waiting", asked.Waiting+looked.Waiting),
		t.Say("admin.status.mode", "mode", t.Say("mode."+string(s.Mode))),
		offLine(t.Say("admin.status.channels_all"), s, func(list string) string { return t.Say("admin.status.channels_off", "channels", list) }),
		t.Say("admin.status.shard", "i", b.shardOf(i.GuildID)+1, "n", b.shards[0].count),
		t.Say("admin.status.version", "version", reply.EscapeLine(b.cfg.Version)),
	}
	lines = append(lines, b.editorLines(ctx, i)...)
	lines = append(lines, lacking(i)...)
	if err := b.cfg.Store.Health(); err != nil {
		b.cfg.Log.Warn("the store is not well", "error", err)
		lines = append(lines, t.Say("admin.status.disk"))
	}
	return strings.Join(lines, "\n"), nil
}

// needed are the permissions that the bot makes use of, and what to say where it
// lacks one.
var needed = []struct {
	permission int64
	key        string
}{
	{discordgo.PermissionSendMessages, "permission.send"},
	{discordgo.PermissionReadMessageHistory, "permission.history"},
	{discordgo.PermissionEmbedLinks, "permission.embed"},
	{discordgo.PermissionCreatePublicThreads, "permission.thread"},
}

// lacking says which permissions the bot lacks in the channel of i.
func lacking(i *incoming) []string {
	if i.AppPermissions == 0 || i.AppPermissions&discordgo.PermissionAdministrator != 0 {
		return nil
	}
	var lines []string
	for _, n := range needed {
		if i.AppPermissions&n.permission == 0 {
			lines = append(lines, "- "+i.texts.Say(n.key, "channel", "<#"+i.ChannelID+">"))
		}
	}
	return lines
}

// shardOf returns the shard that serves a server, from 0:
// https://discord.com/developers/docs/events/gateway#sharding
func (b *Bot) shardOf(server string) int {
	var id uint64
	_, _ = fmt.Sscan(server, &id)
	return int((id >> 22) % uint64(b.shards[0].count))
}

// maxOffListed bounds how many channels a line lists.
const maxOffListed = 40

func offLine(none string, s store.Settings, some func(list string) string) string {
	if len(s.Off) == 0 {
		return none
	}
	var list []string
	for n, id := range s.Off {
		if n == maxOffListed {
			list = append(list, fmt.Sprintf("… +%d", len(s.Off)-n))
			break
		}
		list = append(list, "<#"+id+">")
	}
	return some(strings.Join(list, ", "))
}

// switchChannel switches the bot on or off in a channel, or lists where it is
// off.
func (b *Bot) switchChannel(ctx context.Context, i *incoming, o options) (string, error) {
	channel, state := o.text("channel"), o.text("state")
	if channel == "" && state == "" {
		s, err := b.cfg.Store.Settings(ctx, i.GuildID)
		return offLine(i.texts.Say("admin.channels.none_off"), s, func(list string) string {
			return i.texts.Say("admin.channels.list", "channels", list)
		}), err
	}
	if channel == "" || state == "" {
		return i.texts.Say("admin.channels.both"), nil
	}
	on := state == "on"
	if err := b.cfg.Store.SetChannel(ctx, i.GuildID, channel, on, i.user); err != nil {
		return "", err
	}
	return i.texts.Say(map[bool]string{true: "admin.channels.set_on", false: "admin.channels.set_off"}[on], "channel", "<#"+channel+">"), nil
}

// setMode sets how the bot answers, or says how it does.
func (b *Bot) setMode(ctx context.Context, i *incoming, o options) (string, error) {
	mode := store.Mode(o.text("mode"))
	if mode == "" {
		s, err := b.cfg.Store.Settings(ctx, i.GuildID)
		return i.texts.Say("admin.mode.now", "mode", i.texts.Say("mode."+string(s.Mode))), err
	}
	if err := b.cfg.Store.SetMode(ctx, i.GuildID, mode, i.user); err != nil {
		return "", err
	}
	return i.texts.Say("admin.mode.set", "mode", i.texts.Say("mode."+string(mode))), nil
}

// worstShown is how many answers voted down the feedback lists.
const worstShown = 5

// feedback says how answers on this server were rated: counts, and the
// questions of this channel whose answers were not helpful: who manages a server
// need not see all its channels. Who asked or rated is not said, and what was
// asked in private is not shown.
func (b *Bot) feedback(ctx context.Context, i *incoming) (string, error) {
	tally, err := b.cfg.Store.Votes(ctx, i.GuildID, 4*worstShown)
	if err != nil {
		return "", err
	}
	t := i.texts
	if tally.Up+tally.Down == 0 {
		return t.Say("admin.feedback.none"), nil
	}
	lines := []string{
		"**" + t.Say("admin.feedback.title") + "**",
		t.Say("admin.feedback.line", "up", tally.Up, "down", tally.Down, "n", tally.Up+tally.Down),
	}
	for _, v := range tally.Worst {
		kept, err := reply.ParseKept(v.Reply.Body)
		if err != nil || v.Reply.Kind == keptPrivate || v.Reply.Channel != i.ChannelID || kept.Question == "" || len(lines) >= 2+worstShown {
			continue
		}
		lines = append(lines, fmt.Sprintf("- <#%s> %s (%d/%d)", v.Reply.Channel, reply.EscapeLine(firstRunes(kept.Question, 150)), v.Up, v.Down))
	}
	return strings.Join(lines, "\n"), nil
}

func firstRunes(s string, n int) string {
	runes := []rune(s)
	if len(runes) <= n {
		return s
	}
	return string(runes[:n]) + "…"
}
