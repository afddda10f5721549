package reply

import (
	"rapporteur/answer"
)

// Hit is one hit of a look-up.
type Hit struct {
	answer.Retrieved
	Paragraph int // in which it begins, from 1; 0 when unknown
}

// Hits returns what was found as hits. Articles may be nil; the paragraphs are
// unknown then.
func Hits(found []answer.Retrieved, articles Articles) []Hit {
	out := make([]Hit, len(found))
	for i, r := range found {
		out[i] = Hit{Retrieved: r}
		if a := lookUp(articles, r.Article.ID); a != nil {
			out[i].Paragraph = paragraphOf(a, r.Start)
		}
	}
	return out
}

// LookupPage is a page of the hits of a look-up.
type LookupPage struct {
	Query string // whose words are shown in bold
	Hits  []Hit  // all of them, best first
	Page  int    // which page is shown, from 0; the last one when there are fewer
}

// perPage hits are on a page at most, each in at most maxHit units; the first of
// a page is always there.
const (
	perPage = 3
	maxHit  = 570
)

// Lookup returns one page of the hits: as many as fit, up to three. How many
// that are depends on their texts and the language, nothing else, so that pages
// may be turned from one message to the next. The select opens a hit by its index
// in Hits.
func Lookup(p LookupPage, o Options) Message {
	if len(p.Hits) == 0 {
		return Text(o.Texts.Say("lookup.none"))
	}
	first, content, page := 0, "", 0
	var next int
	for {
		content, next = lookupPage(p, first, o.Texts)
		if next >= len(p.Hits) || page >= p.Page {
			break
		}
		first, page = next, page+1
	}
	m := message(content)
	var turn []Component
	if page > 0 || next < len(p.Hits) {
		turn = []Component{
			button(ID{ActionPage, o.Key, page - 1, 0}, o.Texts.Say("button.previous"), "◀️", page == 0),
			button(ID{ActionPage, o.Key, page + 1, 0}, o.Texts.Say("button.next"), "▶️", next >= len(p.Hits)),
		}
	}
	var options []Option
	for i, h := range p.Hits[first:next] {
		options = append(options, entry{article: h.Article, text: h.Text}.option(first+i, o.Texts))
	}
	m.Components = rows(o, turn, readSelect(options, o))
	return m
}

// lookupPage returns the page that starts with a hit, and the first hit of the
// next one.
func lookupPage(p LookupPage, first int, t Texts) (content string, next int) {
	for next = first; next < len(p.Hits) && next < first+perPage; next++ {
		block := hitBlock(p, next, t)
		if next > first {
			block = content + "\n\n" + block
		}
		if size(block) > maxContent && next > first {
			break
		}
		content = block
	}
	return content, next
}

// hitBlock returns one hit: its place among all, where it is from, its text.
func hitBlock(p LookupPage, i int, t Texts) string {
	h := p.Hits[i]
	line := "**" + t.Say("lookup.position", "i", i+1, "n", len(p.Hits)) + "** · " + h.from(t) + " · " + published(h.Article, t)
	if h.Paragraph > 0 {
		line += " · " + t.Say("source.paragraph", "n", h.Paragraph)
	}
	if also := alsoNames(h.Also, t); also != "" {
		line += "\n" + smallMark + t.Say("source.also", "names", also)
	}
	shown := newExcerpt(h.Text, wordsIn(h.Text, p.Query)).quoted(min(maxHit, maxContent-size(line)-1))
	if shown == "" {
		shown = smallMark + t.Say("expired.article")
	}
	return line + "\n" + shown
}

// from names the publisher, the title when that is not known.
func (h Hit) from(t Texts) string {
	if oneLine(h.Article.Publisher) == "" {
		return title(h.Article)
	}
	return publisher(h.Article, t)
}
