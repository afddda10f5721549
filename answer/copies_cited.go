package answer

import (
	"slices"

	"rapporteur/corpus"
)

// attributed returns the evidence as it is cited: each sentence from the article
// that is cited before the others that print it, and once. An article that the
// question names stays.
func (e *Engine) attributed(f *finding, chosen []evidence) []evidence {
	var out []evidence
	for _, ev := range chosen {
		ev.sentence = e.firstPrinted(f, ev.sentence)
		if !slices.ContainsFunc(out, func(have evidence) bool { return have.sentence == ev.sentence }) {
			out = append(out, ev)
		}
	}
	return out
}

// firstPrinted returns the sentence as the article prints it that is cited for it.
func (e *Engine) firstPrinted(f *finding, s *sentence) *sentence {
	if f.q.means(s.article) {
		return s
	}
	best := s
	for _, b := range f.printers {
		if !f.q.inScope(b.ID) || citedBefore(b, best.article) >= 0 {
			continue
		}
		k := e.copies.in(b, s.article, s.index)
		if k < 0 || b.Sentences[k].Role != s.src.Role || e.instructs(b, k) {
			continue
		}
		if other := e.analyst.sentence(b, k); spokenBy(other) == spokenBy(s) {
			best = other
		}
	}
	return best
}

// means reports that the question names an article or its publisher.
func (q *question) means(a *corpus.Article) bool {
	return slices.Contains(q.meta.Articles, a.ID) || slices.Contains(q.meta.Publishers, a.Publisher)
}

// nameCopies says with each citation which of the articles found print it too.
func (e *Engine) nameCopies(a *Answer, found []finding) {
	var among []*corpus.Article
	for _, f := range found {
		for _, b := range f.printers {
			if f.q.inScope(b.ID) && !slices.Contains(among, b) {
				among = append(among, b)
			}
		}
	}
	for i := range a.Citations {
		c := &a.Citations[i]
		c.Also = e.alsoCited(c, among)
	}
}
