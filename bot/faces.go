package bot

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/bwmarrin/discordgo"

	"rapporteur/answer"
	"rapporteur/bot/locale"
)

// face turns a command into what the engine is to do, or says what is wrong with
// the command.
type face func(lib *Library, data discordgo.ApplicationCommandInteractionData, o options, t *locale.Texts) (w work, wrong string)

// work is what the engine is to do for somebody.
type work struct {
	request answer.Request // a question; of a report, what somebody would say to ask for it
	report  reporting      // makes a report; nil for a question
	a, b    string         // what a report compares, by the names that people know
}

// faces are the commands that the engine answers.
var faces = map[string]face{
	"ask":        askFace,
	askAbout:     aboutFace,
	"summary":    summaryFace,
	"timeline":   timelineFace,
	"quotes":     quotesFace,
	"compare":    compareFace,
	"check":      checkFace,
	checkMessage: checkMessageFace,
}

// The names of the message commands.
const (
	askAbout     = "Ask about this"
	checkMessage = "Check against the articles"
)

func askFace(_ *Library, _ discordgo.ApplicationCommandInteractionData, o options, _ *locale.Texts) (work, string) {
	return work{request: answer.Request{Question: o.text("question")}}, ""
}

// aboutFace asks what the message says that the command was used on.
func aboutFace(_ *Library, data discordgo.ApplicationCommandInteractionData, _ options, t *locale.Texts) (work, string) {
	if m := target(data); m != nil && strings.TrimSpace(m.Content) != "" {
		return work{request: answer.Request{Question: m.Content}}, ""
	}
	return work{}, t.Say("usage.ask_about")
}

// target returns the message that a message command was used on, nil when it did
// not come with the command.
func target(data discordgo.ApplicationCommandInteractionData) *discordgo.Message {
	if data.Resolved == nil {
		return nil
	}
	return data.Resolved.Messages[data.TargetID]
}

// shownFor returns the line above an answer that shows others what was asked: a
// question as it is, a command with its options in the asker's language. A check
// quotes what it checks.
func shownFor(lib *Library, data discordgo.ApplicationCommandInteractionData, asked answer.Request, t *locale.Texts) string {
	switch data.Name {
	case "ask", askAbout:
		return asked.Question
	case "check":
		return "/" + t.Say("command.check.name")
	case checkMessage:
		return ""
	}
	var parts []string
	for _, given := range data.Options {
		if value, ok := given.Value.(string); ok {
			parts = append(parts, lib.nameOf(value))
		}
	}
	return strings.TrimSpace(fmt.Sprintf("/%s %s", t.Say("command."+data.Name+".name"), strings.Join(parts, " · ")))
}

// nameOf returns the title of the article that value names, else value.
func (l *Library) nameOf(value string) string {
	if a := l.Names.Named(value); a != nil && value != "" {
		return cmp.Or(a.Title, a.ID)
	}
	return value
}
