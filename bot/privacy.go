package bot

import (
	"context"

	"rapporteur/bot/reply"
	"rapporteur/store"
)

// buttonDanger is the style of a button that cannot be undone.
const buttonDanger = 4

// privacy answers /privacy: what is kept, and of the user; or forgets it.
func (b *Bot) privacy(ctx context.Context, i *incoming, o options) {
	if o.yes("forget", false) {
		b.forget(ctx, i)
		return
	}
	ctx, cancel := context.WithTimeout(ctx, storePatience)
	defer cancel()
	kept, err := b.cfg.Store.Kept(ctx, i.user)
	if err != nil {
		b.failNow(ctx, i, err)
		return
	}
	text := i.texts.Say("privacy.text", "n", b.cfg.Store.Days()) + "\n\n" +
		i.texts.Say("privacy.kept", "answers", kept.Replies, "votes", kept.Votes)
	if !b.cfg.Store.Persistent() {
		text += "\n" + i.texts.Say("admin.status.kept_memory")
	}
	if b.cfg.Editor != nil && i.manages() {
		text += "\n" + i.texts.Say("privacy.editors")
	}
	m := reply.Text(text)
	if kept.Replies+kept.Votes > 0 {
		m.Components = []reply.Row{{Type: 1, Components: []reply.Component{{
			Type: 2, Style: buttonDanger, Label: i.texts.Say("button.forget"),
			CustomID: reply.ID{Action: reply.ActionForget, Key: store.NewKey()}.String(),
		}}}}
	}
	b.respondWith(i, m)
}

// forget deletes what is kept of the user, and says how much it was. That may
// take a while, so the response is deferred.
func (b *Bot) forget(ctx context.Context, i *incoming) {
	at := b.surface(i, true)
	at.acknowledge()
	text := ""
	gone, err := b.cfg.Store.Forget(ctx, i.user)
	switch {
	case err != nil:
		id := errorCode()
		b.cfg.Log.Error("interaction failed", "interaction", i.ID, "code", id, "error", err)
		text = i.texts.Say("error", "code", id)
	case gone.Replies+gone.Votes == 0:
		text = i.texts.Say("forget.nothing")
	default:
		text = i.texts.Say("forget.done", "answers", gone.Replies, "votes", gone.Votes)
	}
	if _, err := at.show(ctx, reply.Text(text)); err != nil {
		b.cfg.Log.Warn("what was forgotten was not told", "interaction", i.ID, "error", err)
	}
}

// helpText says what the bot does.
func (b *Bot) helpText(i *incoming) string {
	lib := b.cfg.Library()
	return i.texts.Say("help.text", "coverage", lib.coverage().Words(i.texts), "mention", "<@"+b.me().userID+">")
}
