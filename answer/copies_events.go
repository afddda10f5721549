package answer

import (
	"slices"

	"rapporteur/corpus"
	"rapporteur/text"
)

// withoutCopied leaves out events that an article tells in a sentence which it
// has from another: the first that is cited for it tells them, and dates them by
// its own day, not by that on which they were printed again.
func (e *Engine) withoutCopied(all []*happening) []*happening {
	printed := map[uint64][]*happening{}
	for _, h := range all {
		if h.print != 0 {
			printed[h.print] = append(printed[h.print], h)
		}
	}
	left := map[*happening]bool{}
	for _, group := range printed {
		if !slices.ContainsFunc(group, func(h *happening) bool { return h.article != group[0].article }) {
			continue
		}
		first := slices.MinFunc(group, func(x, y *happening) int { return citedBefore(x.article, y.article) })
		n := len(text.Words(first.article.Text(printedAt(first.article, first.Sentence))))
		for _, h := range group {
			if h.article != first.article && e.copies.taken(first.article, h.article, n) {
				left[h] = true
				first.copied = append(first.copied, h.article)
			}
		}
	}
	if len(left) == 0 {
		return all
	}
	return slices.DeleteFunc(all, func(h *happening) bool { return left[h] })
}

// withoutNear leaves out the tellings, but the first, of articles that are much
// the same as one before them: they are no further accounts.
func (e *Engine) withoutNear(told []account) []account {
	var out []account
	for _, t := range told {
		if !slices.ContainsFunc(out, func(o account) bool { return o.article != t.article && e.copies.near.Near(o.article, t.article) }) {
			out = append(out, t)
		}
	}
	return out
}

// articlesOfSentences returns the articles of sentences, each once, in their order.
func articlesOfSentences(list []*sentence) []*corpus.Article {
	var out []*corpus.Article
	seen := map[*corpus.Article]bool{}
	for _, s := range list {
		if !seen[s.article] {
			seen[s.article] = true
			out = append(out, s.article)
		}
	}
	return out
}
