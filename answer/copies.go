package answer

import (
	"cmp"
	"hash/fnv"
	"slices"
	"sync"
	"time"

	"rapporteur/corpus"
	neardup "rapporteur/near"
	"rapporteur/text"
)

// Also is another article that prints the very words of a citation: the same
// text, taken over, and not a second witness of what it says.
type Also struct {
	Article ArticleRef `json:"article"`
	Start   int        `json:"start"` // bytes
	End     int        `json:"end"`
	Quote   string     `json:"quote"` // article.Body[Start:End]
}

const (
	// leastCopied is how many words two articles of one time hardly share by
	// chance; fewer are a copy only where the articles as a whole are.
	leastCopied = 8
	// copiedWithin is how far apart articles are published that are no copies of
	// each other and share a sentence because one took it from the other. Later,
	// “on Monday” is another day.
	copiedWithin = 7 * 24 * time.Hour
	// leastPrinted is how many words a sentence has that is looked for at all.
	leastPrinted = 4
	// maxAlso bounds the other articles that are named with one citation.
	maxAlso = 12
)

// copies finds sentences that several articles print. It reads an article when
// it is first asked about and keeps what it read; it is safe for concurrent use.
type copies struct {
	prints sync.Map // *corpus.Article → []uint64, by the index of a sentence
	near   neardup.Memory
}

// of returns, for each sentence of an article, a hash of its words, 0 for one of
// fewer than leastPrinted.
func (c *copies) of(a *corpus.Article) []uint64 {
	if known, ok := c.prints.Load(a); ok {
		return known.([]uint64)
	}
	prints := make([]uint64, len(a.Sentences))
	for i := range a.Sentences {
		prints[i] = printOf(text.Words(a.Text(printedAt(a, i))))
	}
	c.prints.Store(a, prints)
	return prints
}

// printedAt returns where sentence i of an article stands, without the dateline
// that it may begin with: each publisher has its own.
func printedAt(a *corpus.Article, i int) corpus.Span {
	at := a.Sentences[i].Span
	if i == 0 || a.Sentences[i-1].Paragraph != a.Sentences[i].Paragraph {
		at.Start += corpus.DatelineLen(a.Text(at))
	}
	return at
}

// printOf hashes words as a quotation is compared by: case, accents, marks and
// white space do not count.
func printOf(words []string) uint64 {
	if len(words) < leastPrinted {
		return 0
	}
	h := fnv.New64a()
	for _, w := range words {
		h.Write([]byte(w))
		h.Write([]byte{' '})
	}
	return max(1, h.Sum64())
}

// in returns the first sentence of b that is sentence i of a, word by word, -1
// when there is none or when chance may have it so.
func (c *copies) in(b, a *corpus.Article, i int) int {
	print := c.of(a)[i]
	if a == b || print == 0 {
		return -1
	}
	k := slices.Index(c.of(b), print)
	if k < 0 {
		return -1
	}
	words := text.Words(a.Text(printedAt(a, i)))
	if !slices.Equal(words, text.Words(b.Text(printedAt(b, k)))) || !c.taken(a, b, len(words)) {
		return -1
	}
	return k
}

// taken reports that one of two articles that share a sentence of so many words
// has it from the other, or both from a third.
func (c *copies) taken(a, b *corpus.Article, words int) bool {
	if words >= leastCopied && a.Published.Day != 0 && b.Published.Day != 0 &&
		a.Published.First().Sub(b.Published.First()).Abs() <= copiedWithin {
		return true
	}
	return c.near.Near(a, b)
}

// also returns the stretches of the articles that print sentence i of a, or that
// part of it, in the order in which they would be cited.
func (c *copies) also(a *corpus.Article, i int, part corpus.Span, among []*corpus.Article) []Also {
	var at []*corpus.Article
	spans := map[*corpus.Article]corpus.Span{}
	for _, b := range among {
		if _, seen := spans[b]; seen {
			continue
		}
		if k := c.in(b, a, i); k >= 0 {
			at, spans[b] = append(at, b), partOf(b, a, printedAt(b, k), printedAt(a, i), part)
		}
	}
	slices.SortFunc(at, citedBefore)
	var out []Also
	for _, b := range at[:min(len(at), maxAlso)] {
		out = append(out, alsoAt(b, spans[b]))
	}
	return out
}

func alsoAt(a *corpus.Article, at corpus.Span) Also {
	return Also{Article: Reference(a), Start: at.Start, End: at.End, Quote: a.Text(at)}
}

// citedBefore orders articles that print one text by which of them is cited for
// it: one that states its date before one whose date is inferred, and that before
// one without; then the earliest, for the others may have it from that one; then
// by id.
func citedBefore(a, b *corpus.Article) int {
	return cmp.Or(
		cmp.Compare(datedHow(a), datedHow(b)),
		a.Published.Compare(b.Published),
		cmp.Compare(b.Published.Precision(), a.Published.Precision()),
		cmp.Compare(a.ID, b.ID),
	)
}

func datedHow(a *corpus.Article) int {
	switch {
	case a.Published.IsZero():
		return 2
	case a.PublishedBasis == corpus.Inferred:
		return 1
	}
	return 0
}
