package bot

import (
	"errors"

	"github.com/bwmarrin/discordgo"

	"rapporteur/bot/suggest"
)

// choice is one choice offered while a user types.
type choice struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// complete offers choices for the option that is being typed. It goes through
// no queue: it has to feel instant, and takes well under a millisecond; a few for
// articles that were removed.
func (b *Bot) complete(i *incoming) {
	data := i.ApplicationCommandData()
	var choices []suggest.Choice
	for _, o := range flat(data.Options) {
		switch typed, ok := o.Value.(string); {
		case !o.Focused || !ok:
		case data.Name == "rapporteur":
			choices = b.suggestEdit(i, data.Options[0].Name, typed)
		default:
			choices = suggestions(b.cfg.Library().Names, o.Name, typed)
		}
	}
	out := make([]choice, len(choices))
	for n, c := range choices {
		out[n] = choice{c.Label, c.Value}
	}
	body := map[string]any{"type": responseChoices, "data": map[string]any{"choices": out}}
	if err := b.respond(i.Interaction, i.arrived, body); err != nil && !errors.Is(err, errDuplicate) {
		b.cfg.Log.Debug("choices were not taken", "error", err)
	}
}

// suggestions returns what completes a word typed in an option, by its name.
func suggestions(names *suggest.Names, option, typed string) []suggest.Choice {
	switch option {
	case "article":
		return names.Articles(typed)
	case "publisher":
		return names.Publishers(typed)
	case "actor":
		return names.Actors(typed)
	case "place":
		return names.Places(typed)
	case "speaker":
		return names.Speakers(typed)
	case "scope", "a", "b":
		return names.Scopes(typed)
	}
	return nil
}

// flat returns the options with those of subcommands.
func flat(list []*discordgo.ApplicationCommandInteractionDataOption) []*discordgo.ApplicationCommandInteractionDataOption {
	var out []*discordgo.ApplicationCommandInteractionDataOption
	for _, o := range list {
		out = append(append(out, o), flat(o.Options)...)
	}
	return out
}
