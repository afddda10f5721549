package reply

import (
	"slices"

	"rapporteur/answer"
	"rapporteur/corpus"
)

// Reading is one passage of an article that is being read.
type Reading struct {
	Article *corpus.Article // nil when it has changed or gone: Passage says so
	Passage int             // ordinal; the nearest that there is stands for one that is not
	Mark    []corpus.Span   // stretches of the article to show in bold
	Query   string          // whose words are shown in bold; "" for none
	Ref     int             // which entry of the kept reply it was opened from
}

// Passage returns a passage with its title line, and the buttons that lead to
// the passage before and the one after, disabled at the ends.
func Passage(r Reading, o Options) Message {
	if r.Article == nil || len(r.Article.Passages) == 0 {
		return Text(o.Texts.Say("expired.article"))
	}
	a := r.Article
	n := min(max(r.Passage, 0), len(a.Passages)-1)
	p := &a.Passages[n]
	ref := answer.Reference(a)
	line := "**" + title(ref) + "**" + link(ref) + " · " + publisher(ref, o.Texts) + " · " + published(ref, o.Texts)
	if at := paragraphs(a, p.Span, o.Texts); at != "" {
		line += " · " + at
	}
	bold := slices.Concat(r.Mark, shifted(wordsIn(p.Text(), r.Query), -p.Start))
	m := message(line + "\n" + passageExcerpt(a, p.Span, bold).quoted(maxContent-size(line)-1))
	m.Components = rows(o, []Component{
		button(ID{ActionPassage, o.Key, r.Ref, n - 1}, o.Texts.Say("button.before"), "", n == 0),
		button(ID{ActionPassage, o.Key, r.Ref, n + 1}, o.Texts.Say("button.after"), "", n == len(a.Passages)-1),
	})
	return m
}

// paragraphs says in which paragraphs of the article a stretch lies, "" when that
// cannot be told.
func paragraphs(a *corpus.Article, s corpus.Span, t Texts) string {
	first, last := paragraphOf(a, s.Start), paragraphOf(a, max(s.Start, s.End-1))
	switch {
	case first == 0:
		return ""
	case last <= first:
		return t.Say("source.paragraph_of", "i", first, "n", len(a.Paragraphs))
	}
	return t.Say("source.paragraphs_of", "i", first, "j", last, "n", len(a.Paragraphs))
}
