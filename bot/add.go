package bot

import (
	"context"
	"errors"
	"runtime/debug"
	"time"

	"rapporteur/bot/reply"
	"rapporteur/corpus"
)

// Bounds of what an edit takes: to propose, which may fetch a page and read a
// large file, and to carry out.
const (
	proposeTimeout = 3 * time.Minute
	carryTimeout   = 2 * time.Minute
)

// edit answers the subcommands of /rapporteur that change the articles, for those
// who may manage the server. What it says only they see.
func (b *Bot) edit(i *incoming, name string, o options) {
	at := b.surface(i, true)
	at.acknowledge()
	b.later(i, at, proposeTimeout, func(ctx context.Context) (reply.Message, error) {
		if m, ok, err := b.editable(ctx, i); err != nil || !ok {
			return m, err
		}
		switch name {
		case "add":
			return b.add(ctx, i, at, o)
		case "remove":
			return b.askRemoval(i, o), nil
		}
		return b.restore(ctx, i, o)
	})
}

// later runs f beside and shows what it returns, or why it failed. Nothing is
// begun for an interaction that another process answers, or that is gone.
func (b *Bot) later(i *incoming, at *interactionSurface, most time.Duration, f func(ctx context.Context) (reply.Message, error)) {
	b.spawn(func() {
		if err := at.wait(b.life); err != nil && !errors.Is(err, errNoAck) {
			b.cfg.Log.Info("an edit is not begun: its interaction is gone", "interaction", i.ID, "error", err)
			return
		}
		ctx, cancel := context.WithTimeout(b.life, most)
		defer cancel()
		m, err := guarded(func() (reply.Message, error) { return f(ctx) }, b.panicked)
		if err != nil {
			m = b.editFailed(i, err)
		}
		ctx, cancel = context.WithTimeout(b.life, deliverTimeout)
		defer cancel()
		if _, err := at.show(ctx, m); err != nil {
			b.cfg.Log.Warn("what came of an edit was not told", "interaction", i.ID, "error", err)
		}
	})
}

// guarded runs f, and makes an error of its panic.
func guarded(f func() (reply.Message, error), panicked func(any, []byte)) (m reply.Message, err error) {
	defer func() {
		if p := recover(); p != nil {
			panicked(p, debug.Stack())
			err = errPanic
		}
	}()
	return f()
}

// editable reports whether articles may be changed from where i was made; what
// to say if not.
func (b *Bot) editable(ctx context.Context, i *incoming) (m reply.Message, ok bool, err error) {
	if b.cfg.Editor == nil {
		return reply.Text(i.texts.Say("edit.no_data")), false, nil
	}
	may, err := b.mayEdit(ctx, i.GuildID)
	if err != nil || may {
		return m, may, err
	}
	return reply.Text(i.texts.Say("edit.elsewhere", "setting", "`RAPPORTEUR_EDITING_SERVERS`", "server", "`"+i.GuildID+"`")), false, nil
}

// editFailed says why an edit was not done.
func (b *Bot) editFailed(i *incoming, err error) reply.Message {
	t := i.texts
	var why *EditError
	switch {
	case b.closing.Load() && errors.Is(err, context.Canceled):
		return reply.Text(t.Say("closing"))
	case errors.As(err, &why) && why.Reason == Told:
		return reply.Text(reply.EscapeLine(why.Sentence))
	case errors.As(err, &why):
		if why.Reason == Disk {
			b.cfg.Log.Warn("an edit could not be written", "interaction", i.ID, "error", err)
		}
		return reply.Text(t.Say("edit.why." + string(why.Reason)))
	case errors.Is(err, errFileTooLarge):
		return reply.Text(t.Say("add.too_large", "most", b.cfg.MaxSource>>20))
	case errors.Is(err, errNoFile):
		b.cfg.Log.Warn("a file was not had from Discord", "interaction", i.ID, "error", err)
		return reply.Text(t.Say("add.not_fetched"))
	case errors.Is(err, context.DeadlineExceeded):
		return reply.Text(t.Say("edit.slow"))
	}
	id := errorCode()
	b.cfg.Log.Error("interaction failed", "interaction", i.ID, "code", id, "error", err)
	return reply.Text(t.Say("error", "code", id))
}

// add proposes what lies in a file or at an address. Nothing is kept yet.
func (b *Bot) add(ctx context.Context, i *incoming, at surface, o options) (reply.Message, error) {
	t := i.texts
	file, address := o.text("file"), o.text("url")
	if (file == "") == (address == "") {
		return reply.Text(t.Say("add.one_of")), nil
	}
	published := o.text("published")
	if _, err := corpus.ParseDate(published); published != "" && err != nil {
		return reply.Text(t.Say("lookup.bad_date", "value", reply.EscapeLine(published))), nil
	}
	done, free := b.edits.read(i.GuildID)
	if !free {
		return reply.Text(t.Say("edit.busy")), nil
	}
	defer done()
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	defer context.AfterFunc(b.taking, cancel)() // it is not worth finishing when the bot is to stop

	progress := b.grow(at, func() {}, reply.Options{Texts: t})
	defer progress.stop()
	step := func(s Step) { progress.put(t.Say(stepKeys[s])) }
	s := Source{Address: address, Title: o.text("title"), Publisher: o.text("publisher"), Published: published}
	if file != "" {
		step(Fetching)
		if err := b.takeFile(ctx, i, file, &s); err != nil {
			return reply.Message{}, err
		}
	}
	found, err := b.cfg.Editor.Propose(ctx, s, step)
	if err != nil {
		return reply.Message{}, err
	}
	b.cfg.Log.Info("articles proposed", "server", i.GuildID, "user", i.user, "proposals", len(found.List), "refused", len(found.Refused))
	return b.await(i, found), nil
}

var stepKeys = map[Step]string{Fetching: "edit.fetching", Reading: "edit.reading", Comparing: "edit.comparing"}

// takeFile puts the file that an option names into the source.
func (b *Bot) takeFile(ctx context.Context, i *incoming, id string, s *Source) (err error) {
	resolved := i.ApplicationCommandData().Resolved
	if resolved == nil || resolved.Attachments[id] == nil {
		return errNoFile
	}
	file := resolved.Attachments[id]
	s.Name, s.Type = file.Filename, file.ContentType
	s.Data, err = b.download(ctx, file)
	return err
}

// await has proposals wait for their buttons, and returns the message with them.
func (b *Bot) await(i *incoming, found Proposals) reply.Message {
	if len(found.List) == 0 {
		return reply.Text(i.texts.Say("entries.refused", "n", len(found.Refused)) + " – " + reply.EscapeLine(firstRunes(found.Refused[0], maxRefusal)))
	}
	e := &edit{server: i.GuildID, user: i.user, until: i.arrived.Add(editLife), refused: found.Refused}
	e.list = found.List[:min(len(found.List), reply.MaxEntries)]
	e.total = len(found.List)
	for _, p := range found.List[len(e.list):] {
		if p.Change != reply.Nothing {
			e.left++
		}
	}
	for _, p := range e.list {
		e.size += 4 * len(p.Article.Body) // the file, the text, and what is cut of it
	}
	b.edits.add(e)
	return e.show(reply.Options{Texts: i.texts})
}

// maxRefusal is how much of a sentence on an entry of a feed is shown.
const maxRefusal = 300
