package answer

import (
	"cmp"
	"hash/fnv"
	"io"
	"slices"
	"strings"
	"sync"

	"rapporteur/corpus"
	"rapporteur/glossary"
	"rapporteur/text"
)

// text analyses a text that is no sentence of an article.
func (an *analyst) text(s string) *sentence {
	out := &sentence{text: s, tokens: text.Tokens(s)}
	out.stems = make(map[string][]int, len(out.tokens))
	out.words = make([]int32, len(out.tokens))
	for k, t := range out.tokens {
		out.stems[t.Stem] = append(out.stems[t.Stem], k)
		out.words[k] = an.words.ID(t.Fold)
	}
	out.names = an.names(s, out.tokens)
	out.concept = an.concepts(out.tokens)
	return out
}

// setting is what every sentence of an article is understood with: the event
// and the place it reports from, who publishes it, and when. The title is no
// part of it: it says what the article is about, not each of its sentences.
func setting(a *corpus.Article) string {
	return strings.Join([]string{a.Event, a.Place, a.Publisher, a.Published.Words()}, ". ")
}

// header returns the setting of an article, analysed like a sentence.
func (e *Engine) header(a *corpus.Article) *sentence { return e.analyst.sentence(a, headerIndex) }

// findMeetings notes which articles report from which event of the glossary,
// and from which series of events.
func (e *Engine) findMeetings() {
	e.meetings = map[string][]string{}
	found := map[string][]*glossary.Entry{} // by event: many articles are of one
	for _, a := range e.cfg.Articles {
		entries, known := found[a.Event]
		if !known {
			entries = e.meetingsIn(a.Event)
			found[a.Event] = entries
		}
		for _, entry := range entries {
			e.meetings[entry.ID] = append(e.meetings[entry.ID], a.ID)
		}
	}
}

// meetingsIn returns the events that a text names, and the series they are of.
func (e *Engine) meetingsIn(event string) []*glossary.Entry {
	var out []*glossary.Entry
	for _, m := range e.cfg.Glossary.Find(event, text.Tokens(event)) {
		if m.Entry.Kind != glossary.Event {
			continue
		}
		out = append(out, m.Entry)
		for _, other := range e.cfg.Glossary.Entries() {
			if other != m.Entry && other.Kind == glossary.Event && other.Ordinal == 0 && m.Entry.Series != "" &&
				(other.Series == m.Entry.Series || other.ID == m.Entry.Series) {
				out = append(out, other)
			}
		}
	}
	return out
}

// reportsFrom reports that an article is of those that report from an event.
func (e *Engine) reportsFrom(event string, a *corpus.Article) bool {
	held := e.meetings[event] // in the order of the corpus
	_, ok := slices.BinarySearchFunc(held, e.shelf.order[a.ID], func(id string, at int) int {
		return cmp.Compare(e.shelf.order[id], at)
	})
	return ok
}

// nameCounts keeps how many sentences of an article name each entry of the
// glossary.
type nameCounts struct {
	mu sync.Mutex // guards of
	of map[*corpus.Article]map[string]int
}

// measuredArticles is how many articles a corpus is judged by.
const measuredArticles = 100

// measureNames counts in which share of the sentences each entry of the
// glossary is named. A corpus with thousands of articles is judged by some of
// them: those with the least hashes, so that one article more changes one of
// them at most.
func (e *Engine) measureNames() {
	e.named.mu.Lock()
	defer e.named.mu.Unlock()
	read := map[*corpus.Article]map[string]int{}
	total := map[string]int{}
	sentences := 0
	for _, a := range sample(e.cfg.Articles, measuredArticles) {
		counts, known := e.named.of[a]
		if !known {
			counts = e.countNames(a)
		}
		read[a] = counts
		sentences += len(a.Sentences)
		for id, n := range counts {
			total[id] += n
		}
	}
	e.named = &nameCounts{of: read}
	e.common = make(map[string]float64, len(total))
	for id, n := range total {
		e.common[id] = float64(n) / float64(sentences)
	}
}

func (e *Engine) countNames(a *corpus.Article) map[string]int {
	counts := map[string]int{}
	for k := range a.Sentences {
		s := a.Text(a.Sentences[k].Span)
		seen := map[string]bool{}
		for _, m := range e.cfg.Glossary.Find(s, text.Tokens(s)) {
			if !seen[m.Entry.ID] {
				seen[m.Entry.ID] = true
				counts[m.Entry.ID]++
			}
		}
	}
	return counts
}

// sample returns at most n of the articles, all when there are no more.
func sample(articles []*corpus.Article, n int) []*corpus.Article {
	if len(articles) <= n {
		return articles
	}
	type drawn struct {
		hash uint64
		a    *corpus.Article
	}
	all := make([]drawn, len(articles))
	for i, a := range articles {
		h := fnv.New64a()
		io.WriteString(h, a.ID)
		all[i] = drawn{h.Sum64(), a}
	}
	slices.SortFunc(all, func(x, y drawn) int { return cmp.Or(cmp.Compare(x.hash, y.hash), cmp.Compare(x.a.ID, y.a.ID)) })
	out := make([]*corpus.Article, n)
	for i := range out {
		out[i] = all[i].a
	}
	return out
}

// knows reports that the corpus has a word for the term.
func (e *Engine) knows(t *term) bool {
	if t.date != nil {
		return true
	}
	if t.name != nil {
		if t.name.entry != nil {
			return e.common[t.name.entry.ID] > 0 || e.common[e.cfg.Glossary.Government(t.name.entry).ID] > 0
		}
		for _, tok := range text.Tokens(t.name.fold) {
			if e.cfg.Index.DocFreq(tok.Stem) > 0 {
				return true
			}
		}
		return false
	}
	if e.cfg.Index.DocFreq(t.stem) > 0 {
		return true
	}
	for _, f := range e.cfg.Lexicon.Find("en", text.Tokens(t.word)) {
		for _, c := range f.Concepts {
			for _, w := range c.English {
				for _, tok := range text.Tokens(w) {
					if !tok.Stop && e.cfg.Index.DocFreq(tok.Stem) > 0 {
						return true
					}
				}
			}
		}
	}
	return false
}
