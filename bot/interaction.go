package bot

import (
	"context"
	"errors"
	"runtime/debug"
	"time"

	"github.com/bwmarrin/discordgo"

	"rapporteur/answer"
	"rapporteur/bot/locale"
	"rapporteur/bot/queue"
	"rapporteur/bot/reply"
	"rapporteur/store"
)

// incoming is one interaction: a command, a button, a select, or a word being
// typed.
type incoming struct {
	*discordgo.Interaction
	arrived time.Time
	user    string
	texts   *locale.Texts
}

// onInteraction takes up interactions. Discord waits three seconds for the
// first response, so it comes before everything else.
func (b *Bot) onInteraction(e *discordgo.InteractionCreate) {
	arrived := time.Now()
	if e.Interaction == nil || !b.seen.first(e.ID) {
		return
	}
	i := &incoming{Interaction: e.Interaction, arrived: arrived, texts: locale.For(string(e.Locale))}
	switch {
	case e.Member != nil && e.Member.User != nil:
		i.user = e.Member.User.ID
	case e.User != nil:
		i.user = e.User.ID
	}
	b.hear("interaction", func(ctx context.Context) {
		defer func() {
			if p := recover(); p != nil {
				b.panicked(p, debug.Stack())
				b.failNow(ctx, i, errPanic)
			}
		}()
		switch e.Type {
		case discordgo.InteractionApplicationCommand:
			b.command(ctx, i)
		case discordgo.InteractionMessageComponent:
			b.component(ctx, i)
		case discordgo.InteractionApplicationCommandAutocomplete:
			b.complete(i)
		default:
			b.tell(ctx, i, i.texts.Say("usage.outdated"))
		}
	})
}

func (i *incoming) place() queue.Place {
	return queue.Place{Server: i.GuildID, Channel: i.ChannelID, User: i.user}
}

// embeds reports that the bot may embed where the interaction was made. In a
// direct message it may.
func (i *incoming) embeds() bool {
	return i.GuildID == "" || i.AppPermissions == 0 || i.AppPermissions&discordgo.PermissionEmbedLinks != 0
}

// surface returns where the response to i is shown.
func (b *Bot) surface(i *incoming, private bool) *interactionSurface {
	return &interactionSurface{bot: b, i: i.Interaction, private: private, since: i.arrived, acked: make(chan struct{})}
}

// command runs a command.
func (b *Bot) command(ctx context.Context, i *incoming) {
	data := i.ApplicationCommandData()
	o := optionsOf(data.Options)
	settings, silent := b.quickSettings(ctx, i)
	switch name := data.Name; {
	case name == "rapporteur":
		b.admin(ctx, i, data.Options)
	case name == "help":
		b.tell(ctx, i, b.helpText(i))
	case name == "privacy":
		b.privacy(ctx, i, o)
	case name == "sources":
		b.listSources(ctx, i, o)
	case silent && !private(i, data, o, settings): // what others do not see does not disturb
		b.tell(ctx, i, i.texts.Say("channel.off"))
	case name == "lookup":
		b.lookup(i, o, private(i, data, o, settings))
	default:
		b.ask(ctx, i, data, o, settings)
	}
}

// private says whether only the asker is to see the answer to a command: as the
// server has it, or else as they choose. What one looks up, or asks about or
// checks of what somebody said, is nobody else's business.
func private(i *incoming, data discordgo.ApplicationCommandInteractionData, o options, s store.Settings) bool {
	if i.GuildID != "" && s.Mode == store.ModeEphemeral {
		return true
	}
	return o.yes("private", i.GuildID != "" && data.Name == "lookup" || data.Name == askAbout || data.Name == checkMessage)
}

// quickSettings reads the settings of the server that i comes from. They are in
// memory nearly always; where they are not, a first response cannot wait long.
func (b *Bot) quickSettings(ctx context.Context, i *incoming) (store.Settings, bool) {
	ctx, cancel := context.WithTimeout(ctx, 700*time.Millisecond)
	defer cancel()
	return b.settings(ctx, i.GuildID, i.ChannelID)
}

// ask answers a command that asks a question.
func (b *Bot) ask(ctx context.Context, i *incoming, data discordgo.ApplicationCommandInteractionData, o options, settings store.Settings) {
	f, ok := faces[data.Name]
	if !ok {
		b.cfg.Log.Warn("unknown command", "command", data.Name)
		b.tell(ctx, i, i.texts.Say("usage.outdated"))
		return
	}
	lib := b.cfg.Library()
	todo, wrong := f(lib, data, o, i.texts)
	if wrong != "" {
		b.tell(ctx, i, wrong)
		return
	}
	hidden := private(i, data, o, settings)
	at := b.surface(i, hidden)
	q := &asked{
		event: i.ID, claim: "interaction " + i.ID, by: i.place(), kind: kindOf(data.Name), texts: i.texts, private: hidden,
		shown:  shownFor(lib, data, todo.request, i.texts),
		embeds: i.embeds(), arrived: i.arrived, work: todo,
		where: func(context.Context) surface { return at },
	}
	if todo.report == nil && (i.GuildID == "" || data.TargetID == "") {
		q.turns = func(ctx context.Context) []answer.Turn { return b.beforeCommand(ctx, i) }
	}
	at.acknowledge()
	b.submit(ctx, q)
}

// kindOf names what a command asks for: a check is one, whatever brings it about.
func kindOf(command string) string {
	if command == checkMessage {
		return "check"
	}
	return command
}

// tell responds to i at once, to its user alone.
func (b *Bot) tell(ctx context.Context, i *incoming, text string) {
	b.respondWith(i, reply.Text(text))
}

// respondWith responds to i with a message for its user alone.
func (b *Bot) respondWith(i *incoming, m reply.Message) { b.respondAs(i, responseMessage, m) }

// respondAs responds to i with a message of that type of response, and reports
// whether Discord took it.
func (b *Bot) respondAs(i *incoming, kind int, m reply.Message) bool {
	type data struct {
		reply.Message
		Flags int `json:"flags,omitempty"`
	}
	body := struct {
		Type int  `json:"type"`
		Data data `json:"data"`
	}{Type: kind, Data: data{Message: m}}
	if kind == responseMessage {
		body.Data.Flags = flagEphemeral
	}
	err := b.respond(i.Interaction, i.arrived, body)
	if err != nil && !errors.Is(err, errDuplicate) {
		b.cfg.Log.Warn("an interaction was not responded to", "interaction", i.ID, "error", err)
	}
	return err == nil
}

// respondMany responds with several messages for the user alone: the first as
// the response, the others after it.
func (b *Bot) respondMany(ctx context.Context, i *incoming, messages []reply.Message) {
	b.respondWith(i, messages[0])
	at := b.surface(i, true)
	for n, m := range messages[1:] {
		if err := at.more(ctx, n+1, m); err != nil {
			b.cfg.Log.Warn("a part of a response was not delivered", "interaction", i.ID, "error", err)
			return
		}
	}
}

// options are the options of a command, by name.
type options map[string]*discordgo.ApplicationCommandInteractionDataOption

func optionsOf(list []*discordgo.ApplicationCommandInteractionDataOption) options {
	o := options{}
	for _, given := range list {
		o[given.Name] = given
	}
	return o
}

// text returns a text option, "" when it was not given.
func (o options) text(name string) string {
	if given := o[name]; given != nil {
		if s, ok := given.Value.(string); ok {
			return s
		}
	}
	return ""
}

// yes returns an option of yes or no, def when it was not given.
func (o options) yes(name string, def bool) bool {
	if given := o[name]; given != nil {
		if v, ok := given.Value.(bool); ok {
			return v
		}
	}
	return def
}
