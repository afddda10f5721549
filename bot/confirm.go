package bot

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"rapporteur/bot/reply"
)

// editActions are the buttons and selects of what waits to be confirmed.
var editActions = map[string]bool{
	reply.ActionKeep: true, reply.ActionDiscard: true, reply.ActionEntry: true, reply.ActionEntries: true, reply.ActionRemove: true,
}

// confirm answers a button or select of an edit, for the one who began it, as
// long as it waits and they may manage the server.
func (b *Bot) confirm(ctx context.Context, i *incoming, id reply.ID) {
	if !i.manages() {
		b.tell(ctx, i, i.texts.Say("only.managers"))
		return
	}
	quick, cancel := context.WithTimeout(ctx, storePatience)
	defer cancel()
	m, ok, err := b.editable(quick, i)
	switch {
	case err != nil:
		b.failNow(ctx, i, err)
		return
	case !ok:
		b.respondWith(i, m)
		return
	}
	e, theirs := b.edits.find(id.Key, i.GuildID, i.user)
	switch {
	case !theirs:
		b.tell(ctx, i, i.texts.Say("edit.expired"))
	case e == nil:
		b.respondAs(i, responseUpdate, reply.Text(i.texts.Say("edit.expired")))
	default:
		b.press(i, e, id)
	}
}

func (b *Bot) press(i *incoming, e *edit, id reply.ID) {
	o := reply.Options{Texts: i.texts}
	switch id.Action {
	case reply.ActionKeep, reply.ActionRemove:
		b.carryOut(i, e, id)
	case reply.ActionDiscard:
		b.discard(i, e)
	case reply.ActionEntries:
		b.respondAs(i, responseUpdate, e.show(o))
	case reply.ActionEntry:
		n, err := strconv.Atoi(strings.Join(i.MessageComponentData().Values, " "))
		m, ok := e.entry(n, o)
		if err != nil || !ok {
			m = e.show(o)
		}
		b.respondAs(i, responseUpdate, m)
	}
}

// discard ends an edit with nothing done, or nothing more.
func (b *Bot) discard(i *incoming, e *edit) {
	if !e.begin() {
		b.nothing(i)
		return
	}
	e.close()
	b.edits.remove(e)
	key := "edit.discarded"
	if e.remove != "" {
		key = "edit.kept"
	}
	b.respondAs(i, responseUpdate, reply.Text(i.texts.Say(key)))
}

// nothing responds to a press that another one came before.
func (b *Bot) nothing(i *incoming) {
	err := b.respond(i.Interaction, i.arrived, map[string]int{"type": responseNothing})
	if err != nil && !errors.Is(err, errDuplicate) {
		b.cfg.Log.Warn("an interaction was not responded to", "interaction", i.ID, "error", err)
	}
}

// carryOut does what a button confirms, once. The buttons are taken away first,
// which is the first response as well.
func (b *Bot) carryOut(i *incoming, e *edit, id reply.ID) {
	if !e.begin() {
		b.nothing(i)
		return
	}
	working := "edit.adding"
	if e.remove != "" {
		working = "edit.removing"
	}
	if !b.respondAs(i, responseUpdate, reply.Growing(i.texts.Say(working), reply.Options{Texts: i.texts})) {
		e.end()
		return
	}
	at := b.surface(i, true)
	close(at.acked)
	b.later(i, at, carryTimeout, func(ctx context.Context) (reply.Message, error) {
		defer e.end()
		if e.remove != "" {
			return b.remove(ctx, i, e)
		}
		return b.keepProposals(ctx, i, at, e, id.N)
	})
}

// who says in the history who made a change. Names change; ids do not.
func who(i *incoming) string {
	return fmt.Sprintf("Discord user %s in server %s", i.user, i.GuildID)
}

// keepProposals keeps the n-th proposal, or all for -1.
func (b *Bot) keepProposals(ctx context.Context, i *incoming, at surface, e *edit, n int) (reply.Message, error) {
	t, o := i.texts, reply.Options{Texts: i.texts}
	open := e.open(n)
	progress := b.grow(at, func() {}, o)
	defer progress.stop()
	var failed error
	for k, one := range open {
		if k > 0 {
			progress.put(t.Say("edit.adding_of", "i", k+1, "n", len(open)))
		}
		p := e.proposal(one)
		if failed = b.cfg.Editor.Keep(ctx, p, who(i)); failed != nil {
			break
		}
		e.kept(one)
		b.cfg.Log.Info("article kept", "server", i.GuildID, "user", i.user, "article", p.Article.ID, "changed", p.Change == reply.Replaces)
	}
	later := b.refresh(ctx, i)
	m := e.show(o)
	if n >= 0 && !e.single() {
		m, _ = e.entry(n, o)
	}
	if failed != nil {
		m = b.keepFailed(i, e, m, failed)
	} else if len(e.open(-1)) == 0 && e.single() {
		b.edits.remove(e)
	}
	if later && len(open) > 0 {
		m.Content += "\n-# " + t.Say("edit.later")
	}
	return m, nil
}

// keepFailed says why a proposal was not kept, with the buttons for another try
// where that can help.
func (b *Bot) keepFailed(i *incoming, e *edit, m reply.Message, err error) reply.Message {
	said := b.editFailed(i, err)
	var why *EditError
	if errors.As(err, &why) && why.Reason == Overtook {
		e.close()
		b.edits.remove(e)
		return said
	}
	said.Components = m.Components
	return said
}

// refresh has answers come from the articles as they are now. It reports whether
// that takes longer; the library goes on trying by itself.
func (b *Bot) refresh(ctx context.Context, i *incoming) (later bool) {
	if err := b.cfg.Editor.Refresh(ctx); err != nil {
		b.cfg.Log.Warn("answers do not know of a change yet", "interaction", i.ID, "error", err)
		return true
	}
	return false
}
