package answer

import (
	"slices"

	"rapporteur/corpus"
	"rapporteur/text"
)

// first returns, for sentences that others of the list print too, the one that is
// cited for all of them; of the others it says nothing.
func (c *copies) first(list []*sentence) map[*sentence]*sentence {
	at := map[uint64][]*sentence{}
	for _, s := range list {
		if print := printOf(wordsPrinted(s)); print != 0 {
			at[print] = append(at[print], s)
		}
	}
	out := map[*sentence]*sentence{}
	for _, group := range at {
		if len(group) < 2 {
			continue
		}
		group = slices.Clone(group)
		slices.SortStableFunc(group, func(x, y *sentence) int { return citedBefore(x.article, y.article) })
		for i, s := range group {
			for _, lead := range group[:min(i, maxAlso)] {
				if out[lead] == nil && c.same(lead, s) {
					out[s] = lead
					break
				}
			}
		}
	}
	return out
}

// wordsPrinted returns the folded words of a sentence without its dateline.
func wordsPrinted(s *sentence) []string {
	from := printedAt(s.article, s.index).Start - s.src.Start
	var out []string
	for _, t := range s.tokens {
		if t.Start >= from {
			out = append(out, t.Fold)
		}
	}
	return out
}

// same reports that two sentences of different articles are one that was printed
// twice.
func (c *copies) same(x, y *sentence) bool {
	if x.article == y.article {
		return false
	}
	words := wordsPrinted(x)
	return len(words) >= leastPrinted && slices.Equal(words, wordsPrinted(y)) && c.taken(x.article, y.article, len(words))
}

// onceRanked returns evidence, best first, without the sentences that repeat what
// another is cited for, which takes the place of the best of them.
func (c *copies) onceRanked(ranked []evidence) []evidence {
	list := make([]*sentence, len(ranked))
	at := make(map[*sentence]int, len(ranked))
	for i := range ranked {
		list[i] = ranked[i].sentence
		at[ranked[i].sentence] = i
	}
	first := c.first(list)
	if len(first) == 0 {
		return ranked
	}
	var out []evidence
	told := map[*sentence]bool{}
	for _, ev := range ranked {
		if lead := first[ev.sentence]; lead != nil {
			ev = ranked[at[lead]]
		}
		if !told[ev.sentence] {
			told[ev.sentence] = true
			out = append(out, ev)
		}
	}
	return out
}

// onceOfArticles returns the articles without those near to one that is cited
// before them.
func (c *copies) onceOfArticles(articles []*corpus.Article) []*corpus.Article {
	return slices.DeleteFunc(slices.Clone(articles), func(a *corpus.Article) bool {
		return slices.ContainsFunc(articles, func(b *corpus.Article) bool {
			return a != b && citedBefore(b, a) < 0 && c.near.Near(a, b)
		})
	})
}

// nameCopiesIn says with each citation of a report which of the articles print it
// too. Of a report on very many nothing is said.
func (e *Engine) nameCopiesIn(r *Report, among []*corpus.Article) {
	if len(among) > mostPrinters {
		return
	}
	for i := range r.Citations {
		r.Citations[i].Also = e.alsoCited(&r.Citations[i], among)
	}
}

// mostPrinters is how many articles are read for copies of what a report cites:
// reading one takes a quarter of a millisecond, the first time.
const mostPrinters = 200

// alsoCited returns the other stretches that print what is cited: a sentence, or
// a part of one.
func (e *Engine) alsoCited(c *Citation, among []*corpus.Article) []Also {
	a := e.cfg.Index.Article(c.Article.ID)
	if a == nil {
		return nil
	}
	i, is := slices.BinarySearchFunc(a.Sentences, c.Start, func(s corpus.Sentence, at int) int { return s.Start - at })
	if !is {
		i--
	}
	if i < 0 || !a.Sentences[i].Contains(corpus.Span{Start: c.Start, End: c.End}) {
		return nil
	}
	part := corpus.Span{Start: c.Start, End: c.End}
	if part == a.Sentences[i].Span {
		part = printedAt(a, i)
	}
	return e.copies.also(a, i, part, among)
}

// partOf returns the part of a printed stretch of b that corresponds to a part of
// the stretch of a with the same words.
func partOf(b, a *corpus.Article, at, whole, part corpus.Span) corpus.Span {
	if part.Start <= whole.Start && part.End >= whole.End {
		return at
	}
	theirs, ours := text.Tokens(b.Text(at)), text.Tokens(a.Text(whole))
	out := at
	begun := false
	for i, t := range ours {
		if whole.Start+t.Start >= part.Start && !begun && i < len(theirs) {
			begun = true
			if i > 0 {
				out.Start = at.Start + theirs[i].Start
			}
		}
		if whole.Start+t.Start >= part.End && i > 0 && i <= len(theirs) {
			out.End = at.Start + theirs[i-1].End
			break
		}
	}
	return out
}

// tellOnce leaves out the sentences that repeat what another of them is cited
// for.
func (e *Engine) tellOnce(m *matter) {
	first := e.copies.first(m.sentences)
	m.printers = append(slices.Clone(m.printers), articlesOfSentences(m.sentences)...)
	if len(first) == 0 {
		return
	}
	var sentences []*sentence
	var rate []float64
	for i, s := range m.sentences {
		if first[s] == nil {
			sentences, rate = append(sentences, s), append(rate, m.rate[i])
		}
	}
	m.sentences, m.rate = sentences, rate
}
