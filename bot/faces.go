package bot

import (
	"cmp"
	"strings"

	"github.com/bwmarrin/discordgo"

	"rapporteur/answer"
	"rapporteur/corpus"
)

// face turns a command into a request for the engine, and into the line that
// shows others what was asked.
type face func(lib *Library, data discordgo.ApplicationCommandInteractionData, o options) (r answer.Request, shown string)

// faces are the commands that the engine answers.
var faces = map[string]face{
	"ask":      askFace,
	askAbout:   aboutFace,
	"summary":  summaryFace,
	"timeline": timelineFace,
	"quotes":   quotesFace,
	"compare":  compareFace,
}

// askAbout is the name of the message command.
const askAbout = "Ask about this"

func askFace(_ *Library, _ discordgo.ApplicationCommandInteractionData, o options) (answer.Request, string) {
	return asking(o.text("question"))
}

func asking(question string) (answer.Request, string) {
	return answer.Request{Question: question}, question
}

// aboutFace asks what the message says that the command was used on.
func aboutFace(_ *Library, data discordgo.ApplicationCommandInteractionData, _ options) (answer.Request, string) {
	if data.Resolved != nil {
		if m := data.Resolved.Messages[data.TargetID]; m != nil {
			return asking(m.Content)
		}
	}
	return asking("")
}

func summaryFace(lib *Library, _ discordgo.ApplicationCommandInteractionData, o options) (answer.Request, string) {
	scope := o.text("scope")
	question := "Summary"
	if o.text("length") == "short" {
		question = "Short summary"
	}
	if scope != "" {
		question += " of " + scope
	}
	return within(lib, question, scope)
}

func timelineFace(lib *Library, _ discordgo.ApplicationCommandInteractionData, o options) (answer.Request, string) {
	scope := o.text("scope")
	question := "Timeline"
	if about := cmp.Or(o.text("actor"), scope); about != "" {
		question += " of " + about
	}
	return within(lib, question+period(o), scope)
}

func quotesFace(_ *Library, _ discordgo.ApplicationCommandInteractionData, o options) (answer.Request, string) {
	question := "What did " + o.text("speaker") + " say"
	if about := o.text("about"); about != "" {
		question += " about " + about
	}
	return asking(question + "?")
}

func compareFace(lib *Library, _ discordgo.ApplicationCommandInteractionData, o options) (answer.Request, string) {
	question := "Compare " + lib.nameOf(o.text("a")) + " and " + lib.nameOf(o.text("b"))
	if about := o.text("about"); about != "" {
		question += " on " + about
	}
	return asking(question)
}

// period says between which dates, in the words of a question.
func period(o options) string {
	switch from, to := strings.TrimSpace(o.text("from")), strings.TrimSpace(o.text("to")); {
	case from != "" && to != "":
		return " between " + from + " and " + to
	case from != "":
		return " since " + from
	case to != "":
		return " until " + to
	}
	return ""
}

// within asks about one article when scope names one, else as it stands.
func within(lib *Library, question, scope string) (answer.Request, string) {
	a := lib.Names.Named(scope)
	if scope == "" || a == nil {
		return asking(question)
	}
	r, _ := asking(question)
	r.Articles = []string{a.ID}
	r.Question = strings.Replace(question, " of "+scope, "", 1)
	return r, strings.Replace(question, scope, titleOf(a), 1)
}

// nameOf returns the title and date of the article that value names, else value.
func (l *Library) nameOf(value string) string {
	if a := l.Names.Named(value); a != nil {
		return strings.TrimSpace(titleOf(a) + " " + a.Published.Short())
	}
	return value
}

func titleOf(a *corpus.Article) string { return cmp.Or(a.Title, a.ID) }
