package bot

import (
	"context"
	"strings"

	"rapporteur/bot/reply"
	"rapporteur/bot/suggest"
)

// askRemoval asks whether an article is to be removed.
func (b *Bot) askRemoval(i *incoming, o options) reply.Message {
	typed := o.text("id")
	a := b.cfg.Library().Names.Named(typed)
	if a == nil {
		return reply.Text(i.texts.Say("lookup.unknown_article", "name", reply.EscapeLine(typed)))
	}
	e := &edit{server: i.GuildID, user: i.user, until: i.arrived.Add(editLife), remove: a.ID, title: reply.Name(a)}
	b.edits.add(e)
	return reply.Removal(a, e.until, reply.Options{Texts: i.texts, Key: e.key})
}

// remove removes the article that a button confirmed.
func (b *Bot) remove(ctx context.Context, i *incoming, e *edit) (reply.Message, error) {
	if err := b.cfg.Editor.Remove(ctx, e.remove, who(i)); err != nil {
		return reply.Message{}, err
	}
	e.close()
	b.edits.remove(e)
	b.cfg.Log.Info("article removed", "server", i.GuildID, "user", i.user, "article", e.remove)
	text := i.texts.Say("remove.done", "title", e.title, "id", reply.Code(e.remove))
	if b.refresh(ctx, i) {
		text += "\n-# " + i.texts.Say("edit.later")
	}
	return reply.Text(text), nil
}

// restore brings back an article that was removed.
func (b *Bot) restore(ctx context.Context, i *incoming, o options) (reply.Message, error) {
	typed := o.text("id")
	removed, err := b.cfg.Editor.Removed()
	if err != nil {
		return reply.Message{}, err
	}
	id, ok := removedID(removed, typed)
	if !ok {
		return reply.Text(i.texts.Say("restore.unknown", "id", reply.Code(typed))), nil
	}
	if err := b.cfg.Editor.Restore(ctx, id, who(i)); err != nil {
		return reply.Message{}, err
	}
	b.cfg.Log.Info("article restored", "server", i.GuildID, "user", i.user, "article", id)
	later := b.refresh(ctx, i)
	text := i.texts.Say("restore.done", "title", reply.Code(id))
	if a := b.cfg.Library().Article(id); a != nil {
		text = i.texts.Say("restore.done", "title", reply.Name(a))
	}
	if later {
		text += "\n-# " + i.texts.Say("edit.later")
	}
	return reply.Text(text), nil
}

// removedID returns the id that is meant by what was typed or chosen: that one,
// or the only one that begins so, for choices are cut.
func removedID(removed []RemovedArticle, typed string) (id string, ok bool) {
	typed = strings.TrimSpace(typed)
	begin := 0
	for _, a := range removed {
		switch {
		case a.ID == typed:
			return a.ID, true
		case typed != "" && strings.HasPrefix(a.ID, typed):
			id = a.ID
			begin++
		}
	}
	return id, begin == 1
}

// maxChoices is how many choices Discord takes.
const maxChoices = 25

// suggestEdit returns what completes an id of a subcommand that removes or
// restores, for those who may.
func (b *Bot) suggestEdit(i *incoming, name, typed string) []suggest.Choice {
	if b.cfg.Editor == nil || !i.manages() {
		return nil
	}
	ctx, cancel := context.WithTimeout(b.life, storePatience)
	defer cancel()
	if may, err := b.mayEdit(ctx, i.GuildID); err != nil || !may {
		return nil
	}
	if name == "remove" {
		return b.cfg.Library().Names.Articles(typed)
	}
	removed, err := b.cfg.Editor.Removed()
	if err != nil {
		b.cfg.Log.Warn("removed articles cannot be listed", "error", err)
		return nil
	}
	var choices []suggest.Choice
	for _, a := range removed {
		if len(choices) == maxChoices {
			break
		}
		if strings.Contains(strings.ToLower(a.ID), strings.ToLower(strings.TrimSpace(typed))) {
			choices = append(choices, removedChoice(a, i))
		}
	}
	return choices
}

// maxChoice is how long a choice may be.
const maxChoice = 100

func removedChoice(a RemovedArticle, i *incoming) suggest.Choice {
	when := " · " + i.texts.Date(a.At.UTC().Format("2006-01-02"))
	value := []rune(a.ID)
	label := value
	if most := maxChoice - len([]rune(when)); len(label) > most {
		label = append(label[:most-1:most-1], '…')
	}
	return suggest.Choice{Label: string(label) + when, Value: string(value[:min(len(value), maxChoice)])}
}
