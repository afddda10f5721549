package bot

import (
	"context"
	"regexp"
	"strings"

	"github.com/bwmarrin/discordgo"

	"rapporteur/answer"
	"rapporteur/bot/locale"
	"rapporteur/bot/reply"
	"rapporteur/corpus"
)

// reporting has the engine make a report, for a server, and shows with grow what
// a model has written of it so far.
type reporting func(ctx context.Context, e Engine, server string, grow func(text string)) (*answer.Report, error)

func summaryFace(lib *Library, _ discordgo.ApplicationCommandInteractionData, o options, t *locale.Texts) (work, string) {
	period, wrong := o.period(t)
	if wrong != "" {
		return work{}, wrong
	}
	scope, ids := lib.scope(o.text("scope"))
	r := answer.SummaryRequest{Scope: scope, Articles: ids, Period: period, Short: o.text("length") == "short"}
	return work{
		request: answer.Request{Question: r.Question(), Articles: ids},
		report: func(ctx context.Context, e Engine, server string, grow func(string)) (*answer.Report, error) {
			asked := r
			asked.Server, asked.Grow = server, grow
			return e.Summary(ctx, asked)
		},
	}, ""
}

func timelineFace(lib *Library, _ discordgo.ApplicationCommandInteractionData, o options, t *locale.Texts) (work, string) {
	period, wrong := o.period(t)
	if wrong != "" {
		return work{}, wrong
	}
	scope, ids := lib.scope(o.text("scope"))
	r := answer.TimelineRequest{Scope: scope, Articles: ids, Actor: o.text("actor"), Place: o.text("place"), Period: period}
	return work{
		request: answer.Request{Question: r.Question(), Articles: ids},
		report: func(ctx context.Context, e Engine, _ string, _ func(string)) (*answer.Report, error) {
			return e.Timeline(ctx, r)
		},
	}, ""
}

func quotesFace(_ *Library, _ discordgo.ApplicationCommandInteractionData, o options, _ *locale.Texts) (work, string) {
	r := answer.QuotesRequest{Speaker: o.text("speaker"), About: o.text("about"), Matrix: o.text("view") == "matrix"}
	return work{
		request: answer.Request{Question: r.Question()},
		report: func(ctx context.Context, e Engine, _ string, _ func(string)) (*answer.Report, error) {
			return e.Quotes(ctx, r)
		},
	}, ""
}

func compareFace(lib *Library, _ discordgo.ApplicationCommandInteractionData, o options, _ *locale.Texts) (work, string) {
	w := work{a: lib.nameOf(o.text("a")), b: lib.nameOf(o.text("b"))}
	r := answer.CompareRequest{A: w.a, B: w.b, About: o.text("about")}
	w.request.Question = r.Question()
	r.A, r.B = lib.side(o.text("a")), lib.side(o.text("b"))
	w.report = func(ctx context.Context, e Engine, _ string, _ func(string)) (*answer.Report, error) {
		return e.Compare(ctx, r)
	}
	return w, ""
}

func checkFace(_ *Library, _ discordgo.ApplicationCommandInteractionData, o options, t *locale.Texts) (work, string) {
	return checks(o.text("text"), t)
}

// checkMessageFace checks what the message says that the command was used on. Only
// who uses it sees the result: nobody is shown up before others.
func checkMessageFace(_ *Library, data discordgo.ApplicationCommandInteractionData, _ options, t *locale.Texts) (work, string) {
	return checks(said(target(data)), t)
}

func checks(text string, t *locale.Texts) (work, string) {
	if strings.TrimSpace(text) == "" {
		return work{}, t.Say("usage.check")
	}
	r := answer.CheckRequest{Text: text}
	return work{
		request: answer.Request{Question: r.Question()},
		report: func(ctx context.Context, e Engine, _ string, _ func(string)) (*answer.Report, error) {
			return e.Check(ctx, r)
		},
	}, ""
}

// maxChecked bounds the text that is checked, in bytes: the longest message of
// Discord in any script.
const maxChecked = 16_000

// said returns what a message says: its text and that of what it forwards; where
// that is links alone, what their previews say. It is "" for nil.
func said(m *discordgo.Message) string {
	if m == nil {
		return ""
	}
	parts, embeds := []string{m.Content}, m.Embeds
	for _, s := range m.MessageSnapshots {
		if s.Message != nil {
			parts, embeds = append(parts, s.Message.Content), append(embeds, s.Message.Embeds...)
		}
	}
	if text := strings.Join(parts, "\n"); strings.TrimSpace(links.ReplaceAllLiteralString(text, "")) != "" {
		return clipped(text)
	}
	parts = nil
	for _, e := range embeds {
		if e != nil {
			parts = append(parts, e.Title, e.Description)
		}
	}
	return clipped(strings.Join(parts, "\n"))
}

var links = regexp.MustCompile(`<?https?://\S+`)

func clipped(s string) string {
	return strings.TrimSpace(strings.ToValidUTF8(s[:min(len(s), maxChecked)], ""))
}

// period reads the options from and to, or says what is wrong with them.
func (o options) period(t *locale.Texts) (p corpus.Period, wrong string) {
	p.From, p.To, wrong = periodOf(strings.TrimSpace(o.text("from")), strings.TrimSpace(o.text("to")), t)
	return p, wrong
}

// scope parts what a report is to be on into words and the one article that they
// name.
func (l *Library) scope(value string) (words string, ids []string) {
	if a := l.Names.Named(value); a != nil && value != "" {
		return "", []string{a.ID}
	}
	return value, nil
}

// side returns what is compared as the engine knows it: an article by its id.
func (l *Library) side(value string) string {
	if _, ids := l.scope(value); ids != nil {
		return ids[0]
	}
	return value
}

// deliverReport shows the first page of a report, and keeps the others.
func (b *Bot) deliverReport(ctx context.Context, q *asked, lib *Library, r *answer.Report) error {
	kept := reply.KeepReport(r, q.request.Question, q.shown, q.a, q.b, lib)
	key := b.keep(ctx, q, kept)
	return b.show(ctx, q, func(embeds bool) []reply.Message {
		page, _ := kept.ReportPage(0, lib)
		return []reply.Message{reply.Report(page, reply.Options{
			Texts: q.texts, Embeds: embeds, Question: q.shown, Key: key, Private: q.private, Coverage: lib.coverage(),
		})}
	})
}
