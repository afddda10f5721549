package answer

import (
	"cmp"
	"fmt"
	"slices"
	"sync"

	"rapporteur/corpus"
	"rapporteur/prompts"
	"rapporteur/retrieval"
)

// given is what a writer is given to write from: sentences of articles under
// the numbers by which it has to cite them.
type given struct {
	sources   []prompts.Source
	sentences map[ref]*sentence
}

// passagesGiven is how many passages a writer gets at most, and with a summary.
const (
	passagesGiven        = 12
	passagesGivenSummary = 30
)

// give picks the sentences that fit into so many tokens: those chosen as
// evidence with their neighbours, then the passages as they were ranked. They
// are put in the order of time, each article's in its own order.
func (e *Engine) give(found []finding, tokens int) *given {
	most := passagesGiven
	var order []sentenceKey
	seen := map[sentenceKey]bool{}
	add := func(a *corpus.Article, i int) {
		if at := (sentenceKey{a, i}); i >= 0 && i < len(a.Sentences) && !seen[at] {
			seen[at] = true
			order = append(order, at)
		}
	}
	var hits []retrieval.Hit
	var chosen []evidence
	for _, f := range found {
		if f.q.kind == KindSummary || f.q.kind == KindTimeline {
			most = passagesGivenSummary
		}
		hits, chosen = append(hits, f.hits...), append(chosen, f.chosen...)
	}
	for _, ev := range chosen {
		for i := ev.index - 1; i <= ev.index+1; i++ {
			add(ev.article, i)
		}
	}
	for _, h := range evidenceFirst(hits, chosen, most) {
		for i := h.Passage.First; i < h.Passage.Last; i++ {
			add(h.Passage.Article, i)
		}
	}
	return e.number(e.fitting(order, tokens))
}

// headingTokens is what the heading of a source takes, roughly.
const headingTokens = 40

// fitting returns those of the sentences that fit into so many tokens, in order,
// without those that address the reader of a prompt.
func (e *Engine) fitting(order []sentenceKey, tokens int) []sentenceKey {
	var out []sentenceKey
	articles := map[*corpus.Article]bool{}
	for _, at := range order {
		if e.instructs(at.article, at.index) {
			continue
		}
		need := 8 + e.writing.Model.Tokens(at.article.Text(at.article.Sentences[at.index].Span))
		if !articles[at.article] {
			need += headingTokens
		}
		if need > tokens {
			continue // a shorter one may fit
		}
		tokens -= need
		articles[at.article] = true
		out = append(out, at)
	}
	return out
}

// instructs reports that the paragraph of a sentence tells the reader of a
// prompt what to do: no news does, and a model might obey. Each paragraph is
// read once, for one may hold tens of thousands of sentences.
func (e *Engine) instructs(a *corpus.Article, i int) bool {
	read := func() bool { return paragraphInstructs(a, i) }
	once, _ := e.instructing.LoadOrStore(paragraphOf(a, i), sync.OnceValue(read))
	return once.(func() bool)()
}

// paragraphKey names a paragraph of an article.
type paragraphKey struct {
	article *corpus.Article
	index   int // see corpus.Sentence.Paragraph
}

// paragraphOf returns the key of the paragraph that sentence i stands in.
func paragraphOf(a *corpus.Article, i int) paragraphKey {
	return paragraphKey{a, a.Sentences[i].Paragraph}
}

func paragraphInstructs(a *corpus.Article, i int) bool {
	paragraph := a.Sentences[i].Paragraph
	first := i
	for first > 0 && a.Sentences[first-1].Paragraph == paragraph {
		first--
	}
	for _, s := range a.Sentences[first:] {
		if s.Paragraph != paragraph {
			break
		}
		if prompts.Instructs(a.Text(s.Span)) {
			return true
		}
	}
	return false
}

// number gives the sentences their numbers.
func (e *Engine) number(order []sentenceKey) *given {
	slices.SortFunc(order, func(a, b sentenceKey) int {
		return cmp.Or(a.article.Published.Compare(b.article.Published), cmp.Compare(a.article.ID, b.article.ID), a.index-b.index)
	})
	g := &given{sentences: map[ref]*sentence{}}
	var before sentenceKey
	for _, at := range order {
		if before.article != at.article || at.index > before.index+1 {
			g.sources = append(g.sources, sourceOf(len(g.sources)+1, at.article))
		}
		before = at
		s := e.analyst.sentence(at.article, at.index)
		source := &g.sources[len(g.sources)-1]
		next := prompts.Sentence{Number: len(source.Sentences) + 1, Text: s.text}
		if s.src.Speaker != "" && !s.src.Contains(s.src.SpeakerAt) {
			next.Speaker = s.src.Speaker
		}
		source.Sentences = append(source.Sentences, next)
		g.sentences[ref{source.Number, next.Number}] = s
	}
	return g
}

// sourceOf describes an article to a writer.
func sourceOf(n int, a *corpus.Article) prompts.Source {
	return prompts.Source{
		Number: n, Title: harmless(a.Title), Event: harmless(a.Event), Publisher: harmless(a.Publisher), Date: a.Published.Words(),
		PublisherInferred: a.PublisherBasis == corpus.Inferred, DateInferred: a.PublishedBasis == corpus.Inferred,
	}
}

// harmless returns s, or "" when it tells the reader of a prompt what to do.
func harmless(s string) string {
	if prompts.Instructs(s) {
		return ""
	}
	return s
}

// cited returns the sentences that refs name; missing is the first that names
// none, as a writer would write it.
func (g *given) cited(refs []ref) (out []*sentence, missing string) {
	for _, r := range refs {
		s := g.sentences[r]
		if s == nil {
			return nil, fmt.Sprintf("[%d.%d]", r.source, r.sentence)
		}
		out = append(out, s)
	}
	return out, ""
}
