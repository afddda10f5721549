package answer

import (
	"strings"

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
func (e *Engine) header(a *corpus.Article) *sentence { return e.headers[a] }

// findMeetings notes which articles report from which event of the glossary,
// and from which series of events.
func (e *Engine) findMeetings() {
	e.meetings = map[string][]string{}
	for _, a := range e.cfg.Articles {
		for _, m := range e.cfg.Glossary.Find(a.Event, text.Tokens(a.Event)) {
			if m.Entry.Kind != glossary.Event {
				continue
			}
			e.meetings[m.Entry.ID] = append(e.meetings[m.Entry.ID], a.ID)
			for _, other := range e.cfg.Glossary.Entries() {
				if other != m.Entry && other.Kind == glossary.Event && other.Ordinal == 0 && m.Entry.Series != "" &&
					(other.Series == m.Entry.Series || other.ID == m.Entry.Series) {
					e.meetings[other.ID] = append(e.meetings[other.ID], a.ID)
				}
			}
		}
	}
}

// measureNames counts in which share of the sentences each entry of the
// glossary is named. A corpus with thousands of articles is judged by some of
// them.
func (e *Engine) measureNames() {
	const most = 100
	e.common = map[string]float64{}
	step := max(1, len(e.cfg.Articles)/most)
	sentences := 0
	for i := 0; i < len(e.cfg.Articles); i += step {
		a := e.cfg.Articles[i]
		sentences += len(a.Sentences)
		for k := range a.Sentences {
			s := a.Text(a.Sentences[k].Span)
			seen := map[string]bool{}
			for _, m := range e.cfg.Glossary.Find(s, text.Tokens(s)) {
				if !seen[m.Entry.ID] {
					seen[m.Entry.ID] = true
					e.common[m.Entry.ID]++
				}
			}
		}
	}
	for id := range e.common {
		e.common[id] /= float64(sentences)
	}
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
