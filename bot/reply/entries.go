package reply

import (
	"fmt"
	"slices"
	"strconv"

	"rapporteur/answer"
	"rapporteur/corpus"
)

// entry is a passage that can be opened from a reply. Its place in the list of
// entries is what custom ids and the values of selects name, so the list is the
// same whenever it is made of the same answer.
type entry struct {
	article answer.ArticleRef
	at      corpus.Span
	text    string        // "" when it is not known
	marks   []corpus.Span // what is cited of it
	markers []int
}

// entries returns the passages that hold what an answer cites, in order of the
// markers, then the nearest others, at most as many as a select has options.
func entries(a *answer.Answer) []entry {
	var out []entry
	for _, c := range a.Citations {
		at := corpus.Span{Start: c.Start, End: c.End}
		i := slices.IndexFunc(out, func(e entry) bool { return e.article.ID == c.Article.ID && e.at.Contains(at) })
		if i < 0 {
			i = len(out)
			out = append(out, around(c, at, a.Retrieved))
		}
		out[i].marks = append(out[i].marks, at)
		out[i].markers = append(out[i].markers, c.Marker)
	}
	for _, r := range a.Retrieved {
		at := corpus.Span{Start: r.Start, End: r.End}
		if !slices.ContainsFunc(out, func(e entry) bool { return e.article.ID == r.Article.ID && e.at == at }) {
			out = append(out, entry{article: r.Article, at: at, text: r.Text})
		}
	}
	return out[:min(len(out), maxOptions)]
}

// around returns the retrieved passage that holds a citation; the quote itself
// when none does.
func around(c answer.Citation, at corpus.Span, retrieved []answer.Retrieved) entry {
	for _, r := range retrieved {
		if span := (corpus.Span{Start: r.Start, End: r.End}); r.Article.ID == c.Article.ID && span.Contains(at) {
			return entry{article: r.Article, at: span, text: r.Text}
		}
	}
	return entry{article: c.Article, at: at, text: c.Quote}
}

// option returns entry i as a choice: its title, and below it its date and first
// words.
func (e entry) option(i int, t Texts) Option {
	label := oneLine(e.article.Title)
	if label == "" {
		label = oneLine(e.article.Publisher)
	}
	if label == "" {
		label = oneLine(e.article.ID)
	}
	for k := len(e.markers) - 1; k >= 0; k-- {
		label = fmt.Sprintf("[%d] %s", e.markers[k], label)
	}
	return Option{
		Label:       shorten(orDash(label), maxOptionText),
		Value:       strconv.Itoa(i),
		Description: shorten(join(" · ", published(e.article, t), preview(e.text, maxOptionText)), maxOptionText),
	}
}
