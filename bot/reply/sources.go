package reply

import (
	"slices"
	"strings"

	"rapporteur/answer"
	"rapporteur/corpus"
)

// Sources returns what an answer cites: for each passage the source line and the
// quotes, in bold, within the passage around them. Where the article is not
// there, the quote stands alone, and a line says that the article has changed or
// gone. The quotes are shown in full, the passages as far as they fit. Articles
// may be nil. There is at least one message; none has buttons.
func Sources(a *answer.Answer, articles Articles, o Options) []Message {
	groups := byPassage(a.Citations, articles)
	if len(groups) == 0 {
		return []Message{Text(o.Texts.Say("sources.none"))}
	}
	room := min(max(maxAround/len(groups), minAround), maxPassage)
	blocks := []string{boldMark + o.Texts.Say("sources.title") + boldMark}
	for _, g := range groups {
		blocks = append(blocks, g.block(room, o.Texts))
	}
	return pack(blocks)
}

// A passage has between minAround and maxPassage units; all passages together
// about maxAround.
const (
	minAround  = 350
	maxAround  = 6000
	maxPassage = 1500
)

// margin is more than the ellipses and the mark of the quotation take.
const margin = 10

// pack joins blocks to messages, each block whole unless it is longer than one.
func pack(blocks []string) []Message {
	var out []Message
	content := ""
	flush := func() {
		if strings.TrimSpace(content) != "" {
			out = append(out, inMessages(content)...)
		}
	}
	for _, b := range blocks {
		switch joint := content + "\n\n" + b; {
		case content == "":
			content = b
		case fits(joint, maxContent):
			content = joint
		default:
			flush()
			content = b
		}
	}
	flush()
	return out
}

// citedPassage is a passage with the citations in it.
type citedPassage struct {
	cited
	in *corpus.Passage // nil when the article is not there
}

// byPassage groups citations by the passage that holds them, in order of their
// first markers. One that no passage holds is a group of its own.
func byPassage(citations []answer.Citation, articles Articles) []citedPassage {
	var out []citedPassage
	for _, c := range citations {
		in := passageAround(lookUp(articles, c.Article.ID), c)
		i := slices.IndexFunc(out, func(g citedPassage) bool { return in != nil && g.in == in })
		if i < 0 {
			i = len(out)
			out = append(out, citedPassage{cited: cited{article: c.Article}, in: in})
		}
		out[i].citations = append(out[i].citations, c)
	}
	return out
}

func lookUp(articles Articles, id string) *corpus.Article {
	if articles == nil {
		return nil
	}
	return articles.Article(id)
}

// passageAround returns the passage that holds a citation, nil when there is none
// or when the article no longer says at that place what was cited.
func passageAround(a *corpus.Article, c answer.Citation) *corpus.Passage {
	if a == nil || c.Start < 0 || c.Start >= c.End || c.End > len(a.Body) || a.Body[c.Start:c.End] != c.Quote {
		return nil
	}
	return passageAt(a, corpus.Span{Start: c.Start, End: c.End})
}

// passageAt returns the first passage that holds a span whole, or else the first
// that reaches beyond its start; nil when there is none.
func passageAt(a *corpus.Article, at corpus.Span) *corpus.Passage {
	var touching *corpus.Passage
	for i := range a.Passages {
		p := &a.Passages[i]
		if p.Contains(at) {
			return p
		}
		if touching == nil && p.End > at.Start {
			touching = p
		}
	}
	return touching
}

// block returns the passage in at most about room units, more only for the
// quotes' sake.
func (g citedPassage) block(room int, t Texts) string {
	line := "**" + g.markers() + "** " + SourceLine(g.article, t)
	if g.in == nil {
		return join("\n", withAlso(line, g.citations, t), g.quotes(), smallMark+t.Say("expired.article"))
	}
	a := g.in.Article
	if n := paragraphOf(a, g.citations[0].Start); n > 0 {
		line += " · " + t.Say("source.paragraph", "n", n)
	}
	line = withAlso(line, g.citations, t)
	spans := make([]corpus.Span, len(g.citations))
	for i, c := range g.citations {
		spans[i] = corpus.Span{Start: c.Start, End: c.End}
	}
	e := passageExcerpt(a, g.in.Span, spans)
	need, most := e.boldCost()+margin, maxContent-size(line)-1
	if need > most {
		return join("\n", line, g.quotes())
	}
	return line + "\n" + e.quoted(min(max(room, need+minAround/2), most))
}

// quotes returns the quotes alone, a quotation line each.
func (c cited) quotes() string {
	var lines []string
	for _, one := range c.citations {
		if q := escape(oneLine(one.Quote)); q != "" {
			lines = append(lines, quoteMark+q)
		}
	}
	return strings.Join(lines, "\n"+quoteMark+"\n")
}
