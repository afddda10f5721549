package bot

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"time"

	"github.com/bwmarrin/discordgo"

	"rapporteur/bot/reply"
	"rapporteur/store"
)

// component answers a button or a select. What it needs was kept under the key
// that its custom id carries, so it works after a restart, for as long as that
// is kept.
func (b *Bot) component(ctx context.Context, i *incoming) {
	data := i.MessageComponentData()
	id, ok := reply.ParseID(data.CustomID)
	if !ok {
		b.tell(ctx, i, i.texts.Say("expired.reply"))
		return
	}
	if id.Action == reply.ActionForget {
		b.forget(ctx, i)
		return
	}
	if editActions[id.Action] {
		b.confirm(ctx, i, id)
		return
	}
	quick, cancel := context.WithTimeout(ctx, storePatience)
	defer cancel()
	kept, found, err := b.kept(quick, i, id.Key)
	switch {
	case err != nil:
		b.failNow(ctx, i, err)
		return
	case !found:
		b.tell(ctx, i, i.texts.Say("expired.reply"))
		return
	}
	p := press{incoming: i, id: id, kept: kept, lib: b.cfg.Library()}
	switch id.Action {
	case reply.ActionSources:
		b.respondMany(ctx, i, reply.Sources(kept.Answer(p.lib), kept.Articles(p.lib), p.options()))
	case reply.ActionNearest:
		b.respondMany(ctx, i, reply.Nearest(kept.Nearest(p.lib), p.options()))
	case reply.ActionUp, reply.ActionDown:
		b.vote(quick, p)
	case reply.ActionRead:
		b.read(ctx, p, data.Values)
	case reply.ActionPassage:
		b.turnPassage(p)
	case reply.ActionPage:
		b.turnPage(p)
	case reply.ActionCited:
		b.cited(ctx, p)
	}
}

// storePatience is how long the store is waited for where the first response
// hangs on it.
const storePatience = 1500 * time.Millisecond

// press is a button or select that was used, with what was kept for it.
type press struct {
	*incoming
	id   reply.ID
	kept *reply.Kept
	lib  *Library
}

func (p press) options() reply.Options {
	return reply.Options{
		Texts: p.texts, Embeds: p.embeds(), Key: p.id.Key, Private: true, Coverage: p.lib.coverage(),
	}
}

// kept reads back what was kept under a key, where it was shown and for who saw
// it: a key from elsewhere opens nothing.
func (b *Bot) kept(ctx context.Context, i *incoming, key string) (*reply.Kept, bool, error) {
	r, found, err := b.cfg.Store.Reply(ctx, key)
	if err != nil || !found || r.Channel != i.ChannelID || r.Kind == keptPrivate && r.Asker != i.user {
		return nil, false, err
	}
	kept, err := reply.ParseKept(r.Body)
	if errors.Is(err, reply.ErrKept) {
		b.cfg.Log.Warn("a kept reply cannot be read", "error", err)
		return nil, false, nil
	}
	return kept, err == nil, err
}

// failNow responds that something went wrong, with a code that is in the log.
func (b *Bot) failNow(ctx context.Context, i *incoming, err error) {
	id := errorCode()
	b.cfg.Log.Error("interaction failed", "interaction", i.ID, "code", id, "error", err)
	b.tell(ctx, i, i.texts.Say("error", "code", id))
}

func (b *Bot) vote(ctx context.Context, p press) {
	change, err := b.cfg.Store.Vote(ctx, store.Vote{
		Key: p.id.Key, User: p.user, Server: p.GuildID, Up: p.id.Action == reply.ActionUp,
	})
	switch {
	case errors.Is(err, store.ErrNoReply):
		b.tell(ctx, p.incoming, p.texts.Say("expired.reply"))
	case err != nil:
		b.failNow(ctx, p.incoming, err)
	case change == store.Replaced:
		b.tell(ctx, p.incoming, p.texts.Say("vote.changed"))
	case change == store.Withdrawn:
		b.tell(ctx, p.incoming, p.texts.Say("vote.withdrawn"))
	default:
		b.tell(ctx, p.incoming, p.texts.Say("vote.thanks"))
	}
}

// read shows the passage that was chosen in a select.
func (b *Bot) read(ctx context.Context, p press, values []string) {
	entry, err := strconv.Atoi(strings.Join(values, " ")) // one value, or none that is a number
	if err != nil {
		b.tell(ctx, p.incoming, p.texts.Say("expired.reply"))
		return
	}
	b.showPassage(p, entry, reply.Own, responseMessage)
}

// turnPassage goes on to the passage before or after.
func (b *Bot) turnPassage(p press) {
	b.showPassage(p, p.id.N, p.id.M, b.inPlace(p))
}

func (b *Bot) showPassage(p press, entry, ordinal, kind int) {
	r, ok := p.kept.Reading(entry, ordinal, p.lib)
	if !ok {
		b.respondAs(p.incoming, kind, reply.Text(p.texts.Say("expired.article")))
		return
	}
	b.respondAs(p.incoming, kind, reply.Passage(r, p.options()))
}

// turnPage shows another page of a look-up or a report.
func (b *Bot) turnPage(p press) {
	if page, ok := p.kept.ReportPage(p.id.N, p.lib); ok {
		b.respondAs(p.incoming, b.inPlace(p), reply.Report(page, p.reportOptions()))
		return
	}
	page, ok := p.kept.Page(p.id.N, p.lib)
	if !ok {
		b.respondWith(p.incoming, reply.Text(p.texts.Say("expired.article")))
		return
	}
	b.respondAs(p.incoming, b.inPlace(p), reply.Lookup(page, p.options()))
}

// cited shows what a page of a report cites.
func (b *Bot) cited(ctx context.Context, p press) {
	page, ok := p.kept.ReportPage(p.id.N, p.lib)
	if !ok {
		b.tell(ctx, p.incoming, p.texts.Say("expired.reply"))
		return
	}
	b.respondMany(ctx, p.incoming, reply.Cited(page, p.kept.Articles(p.lib), p.reportOptions()))
}

// reportOptions are those with which the first page of a report was shown, so
// that the others go on from there.
func (p press) reportOptions() reply.Options {
	o := p.options()
	o.Question = p.kept.Report.Shown
	return o
}

// inPlace says how to show the next page: in the place of this one where only
// its reader sees it, as one of their own where others read too.
func (b *Bot) inPlace(p press) int {
	private := p.Message != nil && p.Message.Flags&discordgo.MessageFlagsEphemeral != 0
	if private || p.GuildID == "" {
		return responseUpdate
	}
	return responseMessage
}
