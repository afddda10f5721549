package answer

import (
	"rapporteur/corpus"
	"rapporteur/glossary"
	"rapporteur/statements"
)

// issueMeaning is how near a word must come to one that was asked about: "truce"
// will do for a ceasefire, "peace" will not.
const issueMeaning = 0.8

// concernsArticle reports that the article may hold something on an issue: it is
// one of those that an issue names, when it names any.
func (w *wanted) concernsArticle(a *corpus.Article) bool {
	if len(w.issues) == 0 {
		return true
	}
	for i, s := range w.issues {
		if s.holds(a) || w.cities[i] != nil {
			return true
		}
	}
	return false
}

// cityIn returns the city by which a subject names its articles, as what may be
// spoken of in any: the talks in Geneva are spoken of elsewhere too. It is nil when
// the subject is more than a city, or does not name its articles.
func cityIn(s *subject) *subject {
	if !s.named || !s.whole() || len(s.q.names) != 1 || s.q.names[0].kind != glossary.City {
		return nil
	}
	return &subject{text: s.text, q: s.q, names: s.q.names[:1], period: s.period}
}

// holds reports that a is one of the subject's articles.
func (s *subject) holds(a *corpus.Article) bool {
	if !s.named {
		return true
	}
	for _, own := range s.articles {
		if own == a {
			return true
		}
	}
	return false
}

// aboutIssues returns which of the issues a statement is about.
func (w *wanted) aboutIssues(st *statements.Statement) []int {
	var out []int
	for i, s := range w.issues {
		in := s.period.IsZero() || s.period.Overlaps(st.Article.Published)
		if in && (s.holds(st.Article) && w.engine.isAbout(s, st) || w.cities[i] != nil && w.engine.isAbout(w.cities[i], st)) {
			out = append(out, i)
		}
	}
	return out
}

// isAbout reports that what is said speaks of all that the subject holds, or
// that the sentence around it does and nobody else's words in it.
func (e *Engine) isAbout(s *subject, st *statements.Statement) bool {
	if s.whole() {
		return true
	}
	if !e.mayBeAbout(s, st) {
		return false
	}
	clause := e.analyst.text(st.Article.Text(st.Clause))
	around := []*sentence{clause}
	for i := st.First; i <= st.Last; i++ {
		around = append(around, e.analyst.sentence(st.Article, i))
	}
	for i := range s.names {
		n := &s.names[i]
		if !anyHolds(around, st, inCountry, func(sen *sentence) (float64, int) { return e.matchName(n, sen) }) {
			return false
		}
	}
	for i := range s.terms {
		t := &s.terms[i]
		if !anyHolds(around, st, issueMeaning, func(sen *sentence) (float64, int) { return e.match(t, sen) }) {
			return false
		}
	}
	return true
}

// mayBeAbout is a cheap test that fails where isAbout does: what the sentences
// of the statement do not speak of, its clause does not.
func (e *Engine) mayBeAbout(s *subject, st *statements.Statement) bool {
	for i := range s.names {
		if !e.inSentences(st, inCountry, func(sen *sentence) (float64, int) { return e.matchName(&s.names[i], sen) }) {
			return false
		}
	}
	for i := range s.terms {
		if !e.inSentences(st, issueMeaning, func(sen *sentence) (float64, int) { return e.match(&s.terms[i], sen) }) {
			return false
		}
	}
	return true
}

func (e *Engine) inSentences(st *statements.Statement, least float64, match func(*sentence) (float64, int)) bool {
	for i := st.First; i <= st.Last; i++ {
		if v, _ := match(e.analyst.sentence(st.Article, i)); v >= least {
			return true
		}
	}
	return false
}

// anyHolds reports that the first of around, which is the statement's clause,
// matches, or one of its sentences outside the speaker's own name, if nobody else
// speaks there.
func anyHolds(around []*sentence, st *statements.Statement, least float64, match func(*sentence) (float64, int)) bool {
	for i, sen := range around {
		v, at := match(sen)
		if v < least {
			continue
		}
		if i == 0 || at < 0 {
			return true
		}
		pos := sen.src.Start + sen.tokens[at].Start
		if st.At.Start <= pos && pos < st.At.End || othersSpeak(sen, st) {
			continue
		}
		return true
	}
	return false
}

// othersSpeak reports that the sentence gives the words of somebody else too, so
// that what stands around a clause may be about theirs.
func othersSpeak(sen *sentence, st *statements.Statement) bool {
	for _, t := range sen.src.Attributions {
		if t.Speaker != st.Speaker {
			return true
		}
	}
	return false
}
