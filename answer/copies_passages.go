package answer

import (
	"slices"

	"rapporteur/corpus"
	"rapporteur/retrieval"
)

// copiedShare is the share of a passage, in bytes, that better passages of other
// articles have to hold for it to be a copy of them: of wire copy each publisher
// cuts and words a little otherwise, and passages begin at other sentences.
const copiedShare = 0.6

// apart returns the hits that are no copies of better ones, then the copies, each
// in their order: however many publishers print a report, it takes the room of
// one. Where a copy is of the very words of a better passage, nearly as good and
// cited before it, the two change places. mine says which articles count, nil for
// all; the passages of others stay where they are.
func (c *copies) apart(hits []retrieval.Hit, mine func(*corpus.Article) bool) (own, copied []retrieval.Hit) {
	seen := map[uint64]*corpus.Article{} // sentences, and the first article that prints them
	whole := map[uint64]int{}            // passages by their words, and where they are in own
	for _, h := range hits {
		p := h.Passage
		if mine != nil && !mine(p.Article) {
			own = append(own, h)
			continue
		}
		prints := c.of(p.Article)[p.First:p.Last]
		key := printOfAll(prints)
		if i, same := whole[key]; same && own[i].Passage.Article != p.Article &&
			h.Score >= nearlyAsGood*own[i].Score && citedBefore(p.Article, own[i].Passage.Article) < 0 {
			h, own[i] = own[i], withScore(h, own[i].Score)
		} else if !same && !isCopy(p, prints, seen) {
			whole[key] = len(own)
			own = append(own, h)
			for _, print := range prints {
				if _, known := seen[print]; !known && print != 0 {
					seen[print] = p.Article
				}
			}
			continue
		}
		copied = append(copied, h)
	}
	return own, copied
}

// nearlyAsGood is how near the score of a copy has to come for it to be shown in
// place of what it is a copy of.
const nearlyAsGood = 0.9

func withScore(h retrieval.Hit, score float64) retrieval.Hit {
	h.Score = score
	return h
}

// isCopy reports that other articles print most of a passage.
func isCopy(p *corpus.Passage, prints []uint64, seen map[uint64]*corpus.Article) bool {
	all, held := 0, 0
	for i, print := range prints {
		n := p.Article.Sentences[p.First+i].Len()
		all += n
		if first := seen[print]; first != nil && first != p.Article {
			held += n
		}
	}
	return held > 0 && float64(held) >= copiedShare*float64(all)
}

func printOfAll(prints []uint64) uint64 {
	h := uint64(len(prints))
	for _, p := range prints {
		h = (h ^ p) * 1099511628211
		h ^= h >> 31
	}
	return h
}

// copyOf returns the stretch of b that prints a passage word by word, false when
// there is none or chance may have it so.
func (c *copies) copyOf(p *corpus.Passage, b *corpus.Article) (corpus.Span, bool) {
	k := c.in(b, p.Article, p.First)
	n := p.Last - p.First
	if k < 0 || k+n > len(b.Sentences) || !slices.Equal(c.of(b)[k:k+n], c.of(p.Article)[p.First:p.Last]) {
		return corpus.Span{}, false
	}
	return corpus.Span{Start: printedAt(b, k).Start, End: b.Sentences[k+n-1].End}, true
}

// articlesOfHits returns the articles of passages, each once, in their order.
func articlesOfHits(hits []retrieval.Hit) []*corpus.Article {
	var out []*corpus.Article
	for _, h := range hits {
		if !slices.Contains(out, h.Passage.Article) {
			out = append(out, h.Passage.Article)
		}
	}
	return out
}

// once returns the hits that are no copies of better ones, each with the articles
// that print all of it, and then those copies that say more than that.
func (c *copies) once(hits []retrieval.Hit) []retrieval.Hit {
	own, copied := c.apart(hits, nil)
	printers := articlesOfHits(copied)
	shown := map[*corpus.Article]map[uint64]bool{} // what of the others own shows, and names them with
	for i := range own {
		p := own[i].Passage
		for _, b := range printers {
			span, all := c.copyOf(p, b)
			if !all || len(own[i].Copies) == maxAlso {
				continue
			}
			own[i].Copies = append(own[i].Copies, retrieval.Copy{Article: b, Span: span})
			if shown[b] == nil {
				shown[b] = map[uint64]bool{0: true}
			}
			for _, print := range c.of(p.Article)[p.First:p.Last] {
				shown[b][print] = true
			}
		}
		slices.SortFunc(own[i].Copies, func(a, b retrieval.Copy) int { return citedBefore(a.Article, b.Article) })
	}
	for _, h := range copied {
		p := h.Passage
		if slices.ContainsFunc(c.of(p.Article)[p.First:p.Last], func(print uint64) bool { return !shown[p.Article][print] }) {
			own = append(own, h)
		}
	}
	return own
}
