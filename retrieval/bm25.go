package retrieval

import (
	"cmp"
	"context"
	"math"
	"slices"
	"sync"

	"rapporteur/text"
)

// Search returns at most limit passages, best first, ties in order of key.
func (l *Lexical) Search(ctx context.Context, query string, limit int) ([]Scored, error) {
	return l.SearchWhere(ctx, query, nil, limit, nil)
}

// SearchWhere is Search with further words that count less, among the passages
// whose keys keep accepts; nil accepts all.
func (l *Lexical) SearchWhere(ctx context.Context, query string, extra []string, limit int, keep func(key string) bool) ([]Scored, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if limit <= 0 {
		return nil, nil
	}
	l.mu.RLock()
	defer l.mu.RUnlock()
	terms, ideal := l.queryTerms(query, extra)
	if len(terms) == 0 || l.live == 0 {
		return nil, nil
	}
	found := l.score(terms, keep)
	// The nearness of words costs a walk over the passage, so only those that
	// can still come to the top are looked at.
	top := best(found, max(limit, 100))
	l.addNearness(terms, top)
	sortScored(l, top)
	out := make([]Scored, 0, min(limit, len(top)))
	for _, c := range top[:min(limit, len(top))] {
		out = append(out, Scored{l.docs[c.doc].key, float64(c.score) / ideal})
	}
	return out, nil
}

// queryTerm is one distinct stem of a query; known is false when no passage
// holds it.
type queryTerm struct {
	term   uint32
	known  bool
	weight float64 // of the word in the query, 1 for one of its text
	idf    float64
}

// queryTerms analyses a query and returns the score of the ideal passage.
func (l *Lexical) queryTerms(query string, extra []string) ([]queryTerm, float64) {
	var out []queryTerm
	at := map[string]int{}
	ideal := 0.0
	collect := func(s string, weight float64) {
		for _, t := range text.Tokens(s) {
			if !carriesMeaning(s, t) {
				continue
			}
			if _, ok := at[t.Stem]; ok {
				continue
			}
			at[t.Stem] = len(out)
			id, known := l.terms[t.Stem]
			q := queryTerm{term: id, known: known && l.df[id] > 0, weight: weight}
			q.idf = l.idf(q, t.Fold)
			out = append(out, q)
			if weight == 1 {
				ideal += q.idf * (l.cfg.K1 + 1) * (1 + l.cfg.Article)
			}
		}
	}
	collect(query, 1)
	if len(out) == 0 {
		ideal = 1
	}
	for _, s := range extra {
		collect(s, l.cfg.Extra)
	}
	return out, ideal
}

// backgroundDocs is how many passages of general language the corpus' own
// counts are mixed with.
const backgroundDocs = 300

// idf is the inverse document frequency, over the corpus and as many passages
// of general language in which words are spread by Zipf's law.
func (l *Lexical) idf(q queryTerm, fold string) float64 {
	df, n := 0.0, float64(l.live)
	if q.known {
		df = float64(l.df[q.term])
	}
	if l.cfg.Rank != nil {
		rank := l.cfg.Rank(fold)
		if rank == 0 {
			rank = 60000
		}
		df += backgroundDocs * (1 - math.Exp(-8/float64(rank))) // 100 words, the word of rank r making 0.08/r of them
		n += backgroundDocs
	}
	return math.Log(1 + (n-df+0.5)/(df+0.5))
}

type candidate struct {
	doc   uint32
	score float32
}

// scoreboard holds the sums of one search, by document and by article. Boards
// are used again: at 100,000 passages one is 400 kB.
type scoreboard struct{ docs, articles []float32 }

var boards = sync.Pool{New: func() any { return new(scoreboard) }}

// clear returns both boards at the given sizes, all zero.
func (b *scoreboard) clear(docs, articles int) (byDoc, byArticle []float32) {
	b.docs = slices.Grow(b.docs[:0], docs)[:docs]
	b.articles = slices.Grow(b.articles[:0], articles)[:articles]
	clear(b.docs)
	clear(b.articles)
	return b.docs, b.articles
}

// score returns the documents that hold some term of the query with their
// scores.
func (l *Lexical) score(terms []queryTerm, keep func(string) bool) []candidate {
	b := boards.Get().(*scoreboard)
	defer boards.Put(b)
	scores, articles := b.clear(len(l.docs), len(l.size))
	longest := 0
	for _, q := range terms {
		if q.known {
			l.scoreTerm(q, scores, articles)
			longest = max(longest, len(l.postings[q.term]))
		}
	}
	out := make([]candidate, 0, longest)
	for doc, s := range scores {
		if s == 0 || (keep != nil && !keep(l.docs[doc].key)) {
			continue
		}
		s += float32(l.cfg.Article) * articles[l.article[doc]]
		if l.lead[doc] {
			s *= 1 + float32(l.cfg.Lead)
		}
		out = append(out, candidate{uint32(doc), s})
	}
	return out
}

// scoreTerm adds what one term contributes to documents and articles.
func (l *Lexical) scoreTerm(q queryTerm, scores, articles []float32) {
	k1, b, header := float32(l.cfg.K1), float32(l.cfg.B), float32(l.cfg.Header)
	perDoc := k1 * b / float32(max(l.words, 1)/float64(l.live))
	perArticle := k1 * b / float32(max(l.words, 1)/float64(l.filled))
	flat := k1 * (1 - b)
	w := float32(q.weight*q.idf) * (k1 + 1)
	current, inText, inHeader := ^uint32(0), float32(0), float32(0)
	flush := func() {
		if tf := inText + header*inHeader; tf > 0 {
			articles[current] += w * tf / (tf + flat + perArticle*l.size[current])
		}
	}
	for _, p := range l.postings[q.term] {
		length := l.length[p.doc]
		if length < 0 {
			continue
		}
		tf := float32(p.text) + header*float32(p.header)
		scores[p.doc] += w * tf / (tf + flat + perDoc*length)
		if a := l.article[p.doc]; a != current {
			flush()
			current, inText, inHeader = a, 0, 0
		}
		inText += float32(p.text)
		inHeader = max(inHeader, float32(p.header)) // each passage repeats the header
	}
	flush()
}

// nearWindow is how far apart two words may stand to count as near, in words
// that carry meaning.
const nearWindow = 5

// addNearness raises passages in which neighbouring words of the query stand
// near each other, the more the nearer (Rasolofo and Savoy 2003).
func (l *Lexical) addNearness(terms []queryTerm, found []candidate) {
	if l.cfg.Near == 0 {
		return
	}
	last := make([]int, len(terms))
	nearest := make([]int, len(terms))
	sieve := uint64(0) // most words of a passage are not in the query
	for _, q := range terms {
		if q.known && q.weight == 1 {
			sieve |= 1 << (q.term & 63)
		}
	}
	for i := range found {
		for t := range terms {
			last[t], nearest[t] = -1000, 1000
		}
		for at, term := range l.docs[found[i].doc].seq {
			if sieve&(1<<(term&63)) == 0 {
				continue
			}
			t := slices.IndexFunc(terms, func(q queryTerm) bool { return q.known && q.term == term && q.weight == 1 })
			if t < 0 {
				continue
			}
			last[t] = at
			if t > 0 {
				nearest[t-1] = min(nearest[t-1], at-last[t-1])
			}
			if t+1 < len(terms) {
				nearest[t] = min(nearest[t], at-last[t+1]+1) // the wrong order counts as one word further
			}
		}
		for t := range len(terms) - 1 {
			if d := nearest[t]; d <= nearWindow {
				found[i].score += float32(l.cfg.Near * (l.cfg.K1 + 1) * min(terms[t].idf, terms[t+1].idf) / float64(d))
			}
		}
	}
}

// best moves the n candidates of the highest scores to the front, by
// quickselect, and returns them in no order. Equal scores at the border are
// taken in order of arrival.
func best(found []candidate, n int) []candidate {
	if len(found) <= n {
		return found
	}
	before := func(a, b candidate) bool { return a.score > b.score || a.score == b.score && a.doc < b.doc }
	for lo, hi := 0, len(found)-1; lo < hi; {
		pivot := found[lo+(hi-lo)/2]
		i, j := lo, hi
		for i <= j {
			for before(found[i], pivot) {
				i++
			}
			for before(pivot, found[j]) {
				j--
			}
			if i <= j {
				found[i], found[j] = found[j], found[i]
				i++
				j--
			}
		}
		switch {
		case n-1 <= j:
			hi = j
		case n-1 >= i:
			lo = i
		default:
			lo = hi
		}
	}
	return found[:n]
}

func sortScored(l *Lexical, found []candidate) {
	slices.SortFunc(found, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(l.docs[a.doc].key, l.docs[b.doc].key))
	})
}
