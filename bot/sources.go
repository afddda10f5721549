package bot

import (
	"context"
	"fmt"
	"strings"

	"rapporteur/answer"
	"rapporteur/bot/locale"
	"rapporteur/bot/reply"
	"rapporteur/corpus"
)

// listSources answers /sources: the articles, or one of them in detail.
func (b *Bot) listSources(ctx context.Context, i *incoming, o options) {
	lib := b.cfg.Library()
	typed := o.text("article")
	if typed == "" {
		lines := append(coverageLines(lib.Engine.Coverage(), i.texts), articleLines(lib, i)...)
		b.respondMany(ctx, i, pages(i.texts.Say("sources.title"), lines, b.optionsFor(i, lib)))
		return
	}
	a := lib.Names.Article(typed)
	if a == nil {
		b.tell(ctx, i, i.texts.Say("lookup.unknown_article", "name", reply.EscapeLine(typed)))
		return
	}
	b.tell(ctx, i, articleText(a, i, b.optionsFor(i, lib)))
}

func (b *Bot) optionsFor(i *incoming, lib *Library) reply.Options {
	return reply.Options{Texts: i.texts, Embeds: i.embeds(), Private: true, Coverage: lib.coverage()}
}

// maxGaps bounds the gaps between articles that are told.
const maxGaps = 3

// coverageLines say what the articles cover, in small print: who published them,
// who is in most of them, and between which dates there are none.
func coverageLines(c *answer.Coverage, t *locale.Texts) []string {
	var lines []string
	if names := counted(c.Publishers); names != "" {
		lines = append(lines, "-# "+t.Say("coverage.publishers", "names", names))
	}
	if names := counted(c.Actors); names != "" {
		lines = append(lines, "-# "+t.Say("coverage.actors", "names", names))
	}
	var gaps []string
	for _, g := range c.Gaps[:min(len(c.Gaps), maxGaps)] {
		gaps = append(gaps, t.Say("report.dates", "from", t.Date(g.From), "to", t.Date(g.To)))
	}
	if len(gaps) > 0 {
		lines = append(lines, "-# "+t.Say("coverage.gaps", "dates", strings.Join(gaps, ", ")))
	}
	return lines
}

// counted lists the first names with how many articles have them, escaped.
func counted(list []answer.CoverageName) string {
	var names []string
	for _, n := range list[:min(len(list), maxListed)] {
		names = append(names, fmt.Sprintf("%s (%d)", reply.EscapeLine(n.Name), n.Articles))
	}
	if len(list) > maxListed {
		names = append(names, "…")
	}
	return strings.Join(names, ", ")
}

// maxArticleLines bounds a list of articles: what is beyond is found by typing
// in the option of the command.
const maxArticleLines = 100

// articleLines lists the articles, newest first.
func articleLines(lib *Library, i *incoming) []string {
	var lines []string
	for n := len(lib.Articles) - 1; n >= 0 && len(lines) < maxArticleLines; n-- {
		lines = append(lines, "- "+reply.SourceLine(answer.Reference(lib.Articles[n]), i.texts))
	}
	if more := len(lib.Articles) - len(lines); more > 0 {
		lines = append(lines, fmt.Sprintf("… +%d", more))
	}
	return lines
}

// maxListMessages bounds a list that is shown at once.
const maxListMessages = 5

// pages puts a title and lines into as few messages as they fit in.
func pages(title string, lines []string, o reply.Options) []reply.Message {
	head := "**" + title + "** · " + o.Coverage.Words(o.Texts)
	parts := reply.Split(head+"\n"+strings.Join(lines, "\n"), 2000)
	out := make([]reply.Message, 0, len(parts))
	for _, p := range parts[:min(len(parts), maxListMessages)] {
		out = append(out, reply.Text(p))
	}
	return out
}

// articleText describes one article: what it is about, and how it begins.
func articleText(a *corpus.Article, i *incoming, o reply.Options) string {
	if len(a.Passages) == 0 {
		return reply.SourceLine(answer.Reference(a), i.texts)
	}
	title, text, _ := strings.Cut(reply.Passage(reply.Reading{Article: a}, o).Content, "\n")
	var about []string
	for _, part := range []string{a.Event, a.Place} {
		if part != "" {
			about = append(about, reply.EscapeLine(part))
		}
	}
	if len(about) > 0 {
		title += "\n-# " + strings.Join(about, " · ")
	}
	return title + "\n" + text
}
