package bot

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"time"

	"rapporteur/answer"
	"rapporteur/bot/reply"
)

// deliverTimeout bounds how long Discord is tried to take a reply that is ready.
const deliverTimeout = 45 * time.Second

// deliver shows an answer with its sources and buttons.
func (b *Bot) deliver(ctx context.Context, q *asked, lib *Library, a *answer.Answer) error {
	key := b.keep(ctx, q, reply.KeepAnswer(a, lib))
	return b.show(ctx, q, func(embeds bool) []reply.Message {
		return reply.Answer(a, reply.Options{
			Texts: q.texts, Embeds: embeds, Question: q.shown, Key: key, Private: q.private,
			Coverage: lib.coverage(),
		})
	})
}

// show puts a reply where it belongs: with embeds where they are let through,
// as plain text elsewhere.
func (b *Bot) show(ctx context.Context, q *asked, render func(embeds bool) []reply.Message) error {
	ctx, cancel := context.WithTimeout(ctx, deliverTimeout)
	defer cancel()
	at := q.surface(ctx)
	q.embeds = q.embeds && !b.embedless(q.by.Channel)
	messages := render(q.embeds)
	embedded, err := at.show(ctx, messages[0])
	if err == nil && !embedded {
		// Discord takes a message and leaves out what the bot may not embed.
		b.noEmbeds(q.by.Channel)
		messages = render(false)
		_, err = at.show(ctx, messages[0])
	}
	for n := 1; n < len(messages) && err == nil; n++ {
		err = at.more(ctx, n, messages[n])
	}
	return b.undelivered(ctx, q, err)
}

// undelivered decides what is done about a reply that Discord did not take.
func (b *Bot) undelivered(ctx context.Context, q *asked, err error) error {
	switch {
	case err == nil, errors.Is(err, errDuplicate):
		return nil
	case gone(err):
		return errGone
	case forbidden(err):
		b.hint(ctx, q)
	case code(err) == codeInvalidForm:
		// A reply of ours that Discord finds wrong is a fault of ours: the asker is
		// told so rather than left waiting.
		id := errorCode()
		b.cfg.Log.Error("Discord refused a reply", "request", q.event, "code", id, "error", err)
		_, _ = q.surface(ctx).show(ctx, reply.Text(q.texts.Say("error", "code", id)))
	}
	return fmt.Errorf("deliver: %w", err)
}

// say shows a fixed text as the reply.
func (b *Bot) say(ctx context.Context, q *asked, text string) {
	err := b.show(ctx, q, func(bool) []reply.Message { return []reply.Message{reply.Text(text)} })
	if err != nil && !errors.Is(err, errGone) {
		b.cfg.Log.Warn("a text was not delivered", "request", q.event, "error", err)
	}
}

// fail tells the asker that it is not their fault, with a code that is to stand
// in the question's line of the log beside the reason.
func (b *Bot) fail(ctx context.Context, q *asked) (code string) {
	code = errorCode()
	b.say(ctx, q, q.texts.Say("error", "code", code))
	return code
}

func errorCode() string {
	var raw [2]byte
	_, _ = rand.Read(raw[:]) // never fails
	return hex.EncodeToString(raw[:])
}

// embedless reports that the bot was found not to be allowed to embed in a
// channel, of late.
func (b *Bot) embedless(channel string) bool { return b.plain.has(channel) }

func (b *Bot) noEmbeds(channel string) { b.plain.first(channel) }

// hint tells the asker in a direct message that the bot may not write where
// they asked; once an hour for a channel.
func (b *Bot) hint(ctx context.Context, q *asked) {
	if !b.hinted.first("forbidden " + q.by.Channel) {
		return
	}
	b.cfg.Log.Warn("the bot may not write in a channel where it is asked", "server", q.by.Server, "channel", q.by.Channel)
	var dm struct {
		ID string `json:"id"`
	}
	err := b.rest.do(ctx, call{
		method: "POST", path: "users/@me/channels", bucket: bucket{kind: "POST users/@me/channels"},
		body: map[string]string{"recipient_id": q.by.User}, into: &dm, tries: 2,
	})
	if err == nil {
		text := reply.Text(q.texts.Say("permission.send", "channel", "<#"+q.by.Channel+">"))
		_, err = b.post(ctx, dm.ID, outgoing{Message: text, Nonce: "h" + q.event, EnforceNonce: true})
	}
	if err != nil {
		b.cfg.Log.Info("nor can the asker be told", "error", err)
	}
}

// timestamp writes a time that Discord shows in the reader's own zone.
func timestamp(t time.Time) string { return fmt.Sprintf("<t:%d:t>", t.Unix()) }
