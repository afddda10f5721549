package bot

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/bwmarrin/discordgo"

	"rapporteur/answer"
	"rapporteur/bot/locale"
	"rapporteur/corpus"
)

// face turns a command into a request for the engine, or says what is wrong with
// it.
type face func(lib *Library, data discordgo.ApplicationCommandInteractionData, o options, t *locale.Texts) (r answer.Request, wrong string)

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

func askFace(_ *Library, _ discordgo.ApplicationCommandInteractionData, o options, _ *locale.Texts) (answer.Request, string) {
	return answer.Request{Question: o.text("question")}, ""
}

// aboutFace asks what the message says that the command was used on.
func aboutFace(_ *Library, data discordgo.ApplicationCommandInteractionData, _ options, t *locale.Texts) (answer.Request, string) {
	if data.Resolved != nil {
		if m := data.Resolved.Messages[data.TargetID]; m != nil && strings.TrimSpace(m.Content) != "" {
			return answer.Request{Question: m.Content}, ""
		}
	}
	return answer.Request{}, t.Say("usage.ask_about")
}

func summaryFace(lib *Library, _ discordgo.ApplicationCommandInteractionData, o options, _ *locale.Texts) (answer.Request, string) {
	question := "Summary"
	if o.text("length") == "short" {
		question = "Short summary"
	}
	return about(lib, question, o.text("scope")), ""
}

// timelineFace asks for what happened, as told by the articles of the period.
func timelineFace(lib *Library, _ discordgo.ApplicationCommandInteractionData, o options, t *locale.Texts) (answer.Request, string) {
	from, to, wrong := periodOf(strings.TrimSpace(o.text("from")), strings.TrimSpace(o.text("to")), t)
	if wrong != "" {
		return answer.Request{}, wrong
	}
	r := about(lib, "Timeline", o.text("scope"))
	if actor := o.text("actor"); actor != "" {
		r.Question = "Timeline of " + actor
	}
	if from.IsZero() && to.IsZero() {
		return r, ""
	}
	r.Articles = lib.within(from, to, r.Articles)
	if len(r.Articles) == 0 {
		return r, t.Say("refusal.outside_period", "coverage", lib.coverage().Words(t))
	}
	return r, ""
}

func quotesFace(_ *Library, _ discordgo.ApplicationCommandInteractionData, o options, _ *locale.Texts) (answer.Request, string) {
	question := "What did " + o.text("speaker") + " say"
	if topic := o.text("about"); topic != "" {
		question += " about " + topic
	}
	return answer.Request{Question: question + "?"}, ""
}

func compareFace(lib *Library, _ discordgo.ApplicationCommandInteractionData, o options, t *locale.Texts) (answer.Request, string) {
	if o.text("a") == o.text("b") {
		return answer.Request{}, t.Say("compare.same")
	}
	r := answer.Request{Question: "Compare " + o.text("a") + " and " + o.text("b")}
	a, b := lib.Names.Named(o.text("a")), lib.Names.Named(o.text("b"))
	if a != nil && b != nil {
		r.Articles, r.Question = []string{a.ID, b.ID}, "Compare the articles"
	}
	if topic := o.text("about"); topic != "" {
		r.Question += " on " + topic
	}
	return r, ""
}

// about asks for something on a subject, or of the article that is named as it.
func about(lib *Library, what, subject string) answer.Request {
	if a := lib.Names.Named(subject); a != nil && subject != "" {
		return answer.Request{Question: what, Articles: []string{a.ID}}
	}
	if subject != "" {
		what += " of " + subject
	}
	return answer.Request{Question: what}
}

// within returns the ids of the articles published in a period, of those given
// or of all.
func (l *Library) within(from, to corpus.Date, of []string) []string {
	period := corpus.Period{From: from, To: to}
	var ids []string
	for _, a := range l.Articles {
		if period.Overlaps(a.Published) && (of == nil || of[0] == a.ID) {
			ids = append(ids, a.ID)
		}
	}
	return ids
}

// shownFor returns the line above an answer that shows others what was asked: a
// question as it is, a command with its options in the asker's language.
func shownFor(lib *Library, data discordgo.ApplicationCommandInteractionData, asked answer.Request, t *locale.Texts) string {
	if data.Name == "ask" || data.Name == askAbout {
		return asked.Question
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
