package answer

import (
	"context"
	"slices"
	"strings"

	"rapporteur/corpus"
	"rapporteur/glossary"
	"rapporteur/retrieval"
	"rapporteur/text"
)

// comparand is one side of a comparison: what it is, the articles that are read
// for it, and their sentences.
type comparand struct {
	subject  *subject
	articles []*corpus.Article // read, in order of date
	of       int               // how many articles there are, read or not
	// sentences are those on the side that may be quoted, and read all those on
	// it, pictures' captions and headings too: what it is said not to mention is
	// in none of them.
	sentences, read []*sentence
	own             map[string]bool // names that the side itself is
	names, topics   map[string][]compareSpot
	// onOwn says how much a sentence is about the actor that the side is, rather
	// than one that names it in passing; 0 for all of articles as a whole.
	onOwn map[*sentence]float64
	spots map[*sentence][]compareSpot // where they name the party that the side is
	words map[string]bool             // see wordsOfSide
	// party reports that the side is somebody who acts; members are the keys of
	// those whom the articles name as holding an office of it.
	party   bool
	members map[string]bool
}

// Bounds on what is read for a side: articles as a whole, sentences looked at
// for something within articles, and passages where there are more.
const (
	compareArticles  = 12
	compareSentences = 1200
	comparePassages  = 80
)

// comparandOf reads what one side is. reason is why it cannot be compared.
func (e *Engine) comparandOf(ctx context.Context, asked string) (c *comparand, reason string, err error) {
	if len(text.Tokens(clean(asked))) == 0 {
		return nil, ReasonEmpty, ctx.Err()
	}
	s, reason := e.subjectOf(asked, nil)
	if reason != "" {
		return nil, reason, ctx.Err()
	}
	c = &comparand{subject: s, articles: s.articles}
	e.dropSetting(s)
	if !s.period.IsZero() {
		if c.articles = inPeriod(s.articles, s.period); len(c.articles) == 0 {
			return nil, ReasonOutOfRange, ctx.Err()
		}
	} else if !s.named && s.whole() {
		return nil, ReasonNoEvidence, ctx.Err() // it names nothing to read
	}
	c.of = len(c.articles)
	return c, "", ctx.Err()
}

// dropSetting takes off a subject that names its articles what only describes
// them: the envoy in "the Tehran visit of the envoy", where the event of the
// article is called so.
func (e *Engine) dropSetting(s *subject) {
	if !s.named {
		return
	}
	everywhere := func(match func(*sentence) float64) bool {
		return !slices.ContainsFunc(s.articles, func(a *corpus.Article) bool { return match(e.header(a)) < strictly })
	}
	s.names = slices.DeleteFunc(s.names, func(n name) bool {
		return everywhere(func(h *sentence) float64 {
			if containsWords(text.Fold(h.text), n.fold) || strings.Contains(text.Fold(h.text), " "+n.fold) {
				return 1 // within the name of the event
			}
			v, _ := e.matchName(&n, h)
			return v
		})
	})
	s.terms = slices.DeleteFunc(s.terms, func(t term) bool {
		return everywhere(func(h *sentence) float64 { v, _ := e.match(&t, h); return v })
	})
}

// inPeriod returns the articles of a period: those published in it, or, when
// there are none, those that may still report on it.
func inPeriod(articles []*corpus.Article, p corpus.Period) []*corpus.Article {
	var published, reporting []*corpus.Article
	for _, a := range articles {
		switch {
		case a.Published.IsZero():
		case p.Overlaps(a.Published):
			published = append(published, a)
		case !p.From.IsZero() && reports(a, p):
			reporting = append(reporting, a)
		}
	}
	if len(published) > 0 {
		return published
	}
	return reporting
}

// same reports that two sides cannot be told apart.
func (c *comparand) same(o *comparand) bool {
	if !slices.Equal(c.articles, o.articles) || len(c.subject.names) != len(o.subject.names) || len(c.subject.terms) != len(o.subject.terms) {
		return false
	}
	for i := range c.subject.names {
		if c.subject.names[i].id() != o.subject.names[i].id() {
			return false
		}
	}
	for i := range c.subject.terms {
		if c.subject.terms[i].stem != o.subject.terms[i].stem {
			return false
		}
	}
	return true
}

// part takes the articles that both sides have, as a whole, from the one that
// has more: a series of talks is compared with one of its rounds by the others.
func (c *comparand) part(o *comparand) {
	if !c.subject.whole() || !o.subject.whole() {
		return
	}
	larger, smaller := c, o
	if len(o.articles) > len(c.articles) {
		larger, smaller = o, c
	}
	rest := slices.DeleteFunc(slices.Clone(larger.articles), func(a *corpus.Article) bool { return slices.Contains(smaller.articles, a) })
	if len(rest) > 0 {
		larger.articles, larger.of = rest, len(rest)
	}
}

// title is what the side is called for people.
func (c *comparand) title() string {
	if len(c.articles) == 1 && c.subject.whole() {
		a := c.articles[0]
		for _, s := range []string{a.Event, a.Title} {
			if s != "" {
				return s
			}
		}
	}
	return c.subject.text
}

// read gathers the sentences of both sides and what they speak of.
func (c *comparison) read(ctx context.Context) *compareRefusal {
	for i, side := range []*comparand{c.a, c.b} {
		c.e.gatherSide(ctx, side)
		if len(side.sentences) == 0 {
			return c.e.refuseSide([]string{"first", "second"}[i], side.subject.text, ReasonNoEvidence)
		}
	}
	if c.printers = append(slices.Clone(c.a.articles), c.b.articles...); c.onceOnBothSides() {
		return &compareRefusal{reason: ReasonSameSides, near: c.a.subject.text, text: "Both sides print the same report; one of them is a copy, so there is nothing to compare."}
	}
	c.names = newCompareNames(c.e, c.a, c.b)
	for _, side := range []*comparand{c.a, c.b} {
		side.own = map[string]bool{}
		for i := range side.subject.names {
			side.own[c.names.key(&side.subject.names[i])] = true
		}
		c.readNames(side)
		c.readTopics(side)
		c.settleParty(side)
		c.weighOwn(side)
	}
	return nil
}

// gatherSide collects the sentences of a side: of something within articles those
// that speak of it by the same words or words for the same, for what is near in
// meaning, as talks are to a ceasefire, is something else to compare.
func (e *Engine) gatherSide(ctx context.Context, c *comparand) {
	if c.subject.whole() {
		c.articles = spreadOver(c.articles, compareArticles)
		for _, a := range c.articles {
			for i := range min(len(a.Sentences), compareSentences/len(c.articles)) {
				e.addToSide(c, e.analyst.sentence(a, i))
			}
		}
		return
	}
	var held []*corpus.Article
	for _, at := range e.sentencesNear(ctx, c) {
		s := e.analyst.sentence(at.article, at.index)
		if heldByArticle(c.subject, at.article) && (e.concerns(c.subject, s, strictly) || e.namesOfficial(c.subject, s) || e.utteredBy(c.subject, s)) {
			e.addToSide(c, s)
			if len(held) == 0 || held[len(held)-1] != at.article {
				held = append(held, at.article)
			}
		}
	}
	c.articles, c.of = held, len(held)
}

// heldByArticle reports that an article holds in full every person whom a subject
// names and the glossary does not know: by surname alone they may be others.
func heldByArticle(s *subject, a *corpus.Article) bool {
	for i := range s.names {
		if n := &s.names[i]; n.entry == nil && n.kind == glossary.Person && n.last-n.first > 1 && !n.heldBy(a) {
			return false
		}
	}
	return true
}

// spreadOver returns at most n of the articles, evenly spread.
func spreadOver(articles []*corpus.Article, n int) []*corpus.Article {
	if len(articles) <= n {
		return articles
	}
	out := make([]*corpus.Article, n)
	for i := range out {
		out[i] = articles[i*(len(articles)-1)/(n-1)]
	}
	return out
}

// sentencesNear returns the sentences that may be about a side that is something
// within articles: all where there are few, and those of the passages found
// where there are many; in order of date and place.
func (e *Engine) sentencesNear(ctx context.Context, c *comparand) []sentenceKey {
	var out []sentenceKey
	total := 0
	for _, a := range c.articles {
		total += len(a.Sentences)
	}
	if total <= compareSentences {
		for _, a := range c.articles {
			for i := range a.Sentences {
				out = append(out, sentenceKey{a, i})
			}
		}
		return out
	}
	ids := make([]string, len(c.articles))
	rank := make(map[*corpus.Article]int, len(c.articles))
	for i, a := range c.articles {
		ids[i], rank[a] = a.ID, i
	}
	if len(ids) == len(e.cfg.Articles) {
		ids = nil
	}
	hits, err := e.cfg.Index.Search(ctx, retrieval.Query{
		Text: c.subject.q.text, Extra: e.expansions(c.subject.q), Filter: retrieval.Filter{Articles: ids}, Limit: comparePassages,
	})
	if err != nil {
		return nil
	}
	seen := map[sentenceKey]bool{}
	for _, h := range hits {
		for i := h.Passage.First; i < h.Passage.Last; i++ {
			if at := (sentenceKey{h.Passage.Article, i}); !seen[at] {
				seen[at] = true
				out = append(out, at)
			}
		}
	}
	slices.SortFunc(out, func(x, y sentenceKey) int {
		if x.article != y.article {
			return rank[x.article] - rank[y.article]
		}
		return x.index - y.index
	})
	return out
}

// addToSide takes a sentence into a side, for quoting if it is one of the
// article's text and no instruction to whoever reads it.
func (e *Engine) addToSide(c *comparand, s *sentence) {
	if s.instructs() {
		return
	}
	c.read = append(c.read, s)
	switch s.src.Role {
	case corpus.InBody, corpus.InComment, corpus.InCaption, corpus.InStandfirst:
		if len(s.tokens) >= 5 && len(s.text) <= longestCompared && !asksReader(s) && !furniture(s) {
			c.sentences = append(c.sentences, s)
		}
	}
}

// longestCompared is how many bytes a sentence has at most that is quoted: what
// is longer is a list or a page without stops.
const longestCompared = 700

// asksReader reports that a sentence is a question: it says nothing.
func asksReader(s *sentence) bool {
	return strings.HasSuffix(strings.TrimRight(s.text, "\"”’' "), "?")
}
