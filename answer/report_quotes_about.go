package answer

import (
	"slices"

	"rapporteur/corpus"
	"rapporteur/statements"
)

// issueMeaning is how near a word must come to one that was asked about: "truce"
// will do for a ceasefire, "peace" will not.
const issueMeaning = 0.8

// askedIssue is something that statements are to be about.
type askedIssue struct {
	*subject
	city *subject                 // by which it names its articles, as what may be spoken of in any; nil when it does not
	own  map[*corpus.Article]bool // those that it names; nil for all
}

// askedIssue prepares an issue: the talks in Geneva are spoken of elsewhere too.
func (e *Engine) askedIssue(s *subject) askedIssue {
	out := askedIssue{subject: s}
	if s.named {
		out.own = make(map[*corpus.Article]bool, len(s.articles))
		for _, a := range s.articles {
			out.own[a] = true
		}
	}
	if city, _ := e.cityOf(s); city != nil {
		out.city = &subject{text: s.text, q: s.q, names: []name{*city}, period: s.period}
	}
	return out
}

// holds reports that a is one of the issue's articles.
func (i *askedIssue) holds(a *corpus.Article) bool { return i.own == nil || i.own[a] }

// concernsArticle reports that the article may hold something on an issue: it is
// one of those that an issue names, when it names any.
func (w *wanted) concernsArticle(a *corpus.Article) bool {
	if len(w.issues) == 0 {
		return true
	}
	for i := range w.issues {
		if w.issues[i].holds(a) || w.issues[i].city != nil {
			return true
		}
	}
	return false
}

// aboutIssues returns which of the issues a statement is about.
func (w *wanted) aboutIssues(st *statements.Statement) []int {
	var out []int
	for i := range w.issues {
		s := &w.issues[i]
		in := s.period.IsZero() || s.period.Overlaps(st.Article.Published)
		if in && (s.holds(st.Article) && w.engine.isAbout(s.subject, st) || s.city != nil && w.engine.isAbout(s.city, st)) {
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
	sentences := make([]*sentence, 0, st.Last-st.First+1)
	for i := st.First; i <= st.Last; i++ {
		sentences = append(sentences, e.analyst.sentence(st.Article, i))
	}
	var around []*sentence // the clause, and its sentences
	speaks := func(least float64, match func(*sentence) (float64, int)) bool {
		if !slices.ContainsFunc(sentences, func(sen *sentence) bool { v, _ := match(sen); return v >= least }) {
			return false // what they do not speak of, the clause does not
		}
		if around == nil {
			around = append([]*sentence{e.analyst.text(st.Article.Text(st.Clause))}, sentences...)
		}
		return anyHolds(around, st, least, match)
	}
	for i := range s.names {
		if !speaks(inCountry, func(sen *sentence) (float64, int) { return e.matchName(&s.names[i], sen) }) {
			return false
		}
	}
	for i := range s.terms {
		if !speaks(issueMeaning, func(sen *sentence) (float64, int) { return e.match(&s.terms[i], sen) }) {
			return false
		}
	}
	return true
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
