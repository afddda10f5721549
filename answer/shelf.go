package answer

import (
	"slices"

	"rapporteur/corpus"
	"rapporteur/glossary"
	"rapporteur/text"
)

// shelf finds articles by what they are called and by where they report from. It
// is made once, for a corpus may hold many thousands.
type shelf struct {
	order    map[string]int             // of an article in the corpus, by its id
	called   map[string]*corpus.Article // by source file, and by title with case and accents folded
	folded   map[*corpus.Article]string // titles, for the shelf after this one
	reported map[string][]string        // ids of the articles that report from a place, by its id in the glossary
}

// newShelf takes from the shelf before, which may be empty, what it knows of the
// same articles.
func newShelf(articles []*corpus.Article, g *glossary.Glossary, before shelf) shelf {
	s := shelf{
		order: make(map[string]int, len(articles)), called: make(map[string]*corpus.Article, 2*len(articles)),
		folded: make(map[*corpus.Article]string, len(articles)), reported: map[string][]string{},
	}
	places := map[string][]glossary.Mention{} // many articles are from one
	for i, a := range articles {
		s.order[a.ID] = i
		title, known := before.folded[a]
		if !known {
			title = text.Fold(a.Title)
		}
		s.folded[a] = title
		for _, called := range []string{a.SourceFile, title} {
			if called != "" && s.called[called] == nil {
				s.called[called] = a
			}
		}
		in, known := places[a.Place]
		if !known {
			in = g.Find(a.Place, text.Tokens(a.Place))
			places[a.Place] = in
		}
		for _, m := range in {
			if of := s.reported[m.Entry.ID]; len(of) == 0 || of[len(of)-1] != a.ID {
				s.reported[m.Entry.ID] = append(of, a.ID)
			}
		}
	}
	return s
}

// articlesOf returns the articles with these ids, in the order of the corpus.
func (e *Engine) articlesOf(ids []string) []*corpus.Article {
	at := make([]int, 0, len(ids))
	for _, id := range ids {
		if n, ok := e.shelf.order[id]; ok {
			at = append(at, n)
		}
	}
	slices.Sort(at)
	var out []*corpus.Article
	for _, n := range slices.Compact(at) {
		out = append(out, e.cfg.Articles[n])
	}
	return out
}

// articleCalled returns the article with this id, source file or title, nil
// when there is none.
func (e *Engine) articleCalled(s string) *corpus.Article {
	if a := e.cfg.Index.Article(s); a != nil {
		return a
	}
	if a := e.shelf.called[s]; a != nil && a.SourceFile == s {
		return a
	}
	return e.shelf.called[text.Fold(s)]
}

// articlesAt returns the articles that report from the event or the city that n
// names.
func (e *Engine) articlesAt(n *name) []string {
	if e.isMeeting(n) {
		return e.meetings[n.entry.ID]
	}
	if n.entry == nil || n.kind != glossary.City {
		return nil
	}
	return e.shelf.reported[n.entry.ID]
}

// cityOf returns the city by which alone a subject names its articles, nil when
// it names them otherwise or is about something in them. bare reports that the
// subject says no more than the city, as "the Vienna article" and "the talks in
// Vienna" do.
func (e *Engine) cityOf(s *subject) (city *name, bare bool) {
	if !s.named || !s.whole() {
		return nil, false
	}
	for i := range s.q.names {
		n := &s.q.names[i]
		switch {
		case n.inner:
		case city != nil || n.kind != glossary.City || n.entry == nil || e.isMeeting(n):
			return nil, false
		default:
			city = n
		}
	}
	return city, city != nil && saysNoMore(s.q, city)
}

// saysNoMore reports that a question holds nothing but a name, small words and
// dates.
func saysNoMore(q *question, n *name) bool {
	for k, t := range q.tokens {
		inDate := slices.ContainsFunc(q.dates, func(d corpus.DateMention) bool { return t.Start >= d.Start && t.End <= d.End })
		if (k < n.first || k >= n.last) && !t.Stop && !inDate {
			return false
		}
	}
	return true
}
