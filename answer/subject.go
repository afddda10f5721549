package answer

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/corpus"
	"rapporteur/glossary"
	"rapporteur/text"
)

// A subject is what a report is to be on: articles, an event, actors, places, a
// period, or words, alone or together ("Iran in 2017", "Kerry in Vienna").
type subject struct {
	text string
	q    *question // its words as understood
	// articles are those that may tell of it, in order of date: those that the
	// subject names, or all.
	articles []*corpus.Article
	// named reports that the subject names the articles: by id, title, event or
	// the place they report from. It is about them as a whole then, unless it
	// holds more.
	named  bool
	names  []name        // actors and places that it is about
	terms  []term        // words that it is about, besides names and dates
	period corpus.Period // open when it names none
}

// whole reports that the subject is articles as a whole, rather than something
// in them.
func (s *subject) whole() bool { return len(s.names) == 0 && len(s.terms) == 0 }

// subjectOf reads what a report is to be on. ids, when there are any, are those
// of the only articles that count. "" is all that the articles hold; what is not
// empty and says nothing, such as spaces, is not. reason is why there is nothing
// to report: nothing was said, a name that no article knows, or a time that none
// covers; a period before or after the articles is left to the caller, for an
// article may tell of what was long before it.
func (e *Engine) subjectOf(asked string, ids []string) (s *subject, reason string) {
	given := asked
	asked = strings.TrimSpace(clean(asked))
	s = &subject{text: asked, articles: e.cfg.Articles}
	if len(ids) > 0 {
		s.articles, s.named = e.articlesOf(ids), true
		if len(s.articles) == 0 {
			return s, ReasonNoEvidence
		}
	}
	if len(text.Tokens(asked)) == 0 {
		s.q = &question{language: "en"}
		if given != "" {
			return s, ReasonEmpty
		}
		return s, ""
	}
	if a := e.articleCalled(asked); a != nil {
		s.q = &question{language: "en"}
		s.articles, s.named = []*corpus.Article{a}, true
		return s, ""
	}
	s.q = e.understand(plainDigits(asked))
	s.q.kind = KindSummary
	e.readSubject(s, len(ids) > 0)
	for _, n := range s.names {
		if !e.knows(&term{name: &n}) {
			return s, ReasonUnknownName
		}
	}
	for i := range s.terms {
		if !e.knows(&s.terms[i]) {
			return s, ReasonNoEvidence
		}
	}
	return s, ""
}

// plainDigits writes the decimal digits of any script as those of ASCII, which are
// what dates are read by: a date that is read in part is another one.
func plainDigits(s string) string {
	return strings.Map(func(r rune) rune {
		if r < utf8.RuneSelf || !unicode.Is(unicode.Nd, r) {
			return r
		}
		// The digits of a script stand in a row, and the rows are apart or full.
		zero := r
		for n := 0; n < 9 && unicode.Is(unicode.Nd, zero-1); n++ {
			zero--
		}
		return '0' + (r - zero)
	}, s)
}

func notEvent(n name) bool { return n.kind != glossary.Event }

// readSubject sorts what the question understood of the subject's words.
func (e *Engine) readSubject(s *subject, fixed bool) {
	q := s.q
	spent := make([]bool, len(q.tokens)) // tokens that only say which articles
	var meant [][]string
	for i := range q.names {
		n := &q.names[i]
		if n.inner {
			continue
		}
		at := e.articlesAt(n)
		switch {
		case len(at) > 0:
			meant = append(meant, at)
		case n.kind == glossary.Event && n.entry == nil:
			continue
		default:
			s.names = append(s.names, *n)
		}
		for k := n.first; k < n.last; k++ {
			spent[k] = true
		}
	}
	for _, d := range q.dates {
		if d.Period.From.Year == 0 && d.Period.To.Year == 0 {
			continue
		}
		s.period = d.Period
		for k, t := range q.tokens {
			spent[k] = spent[k] || t.Start >= d.Start && t.End <= d.End
		}
	}
	rounds := e.byOrdinal(q)
	if len(rounds) > 0 {
		meant = append(meant, rounds...)
	}
	if len(meant) > 0 && !fixed {
		s.named = true
		ids := meant[0]
		for _, m := range meant[1:] {
			ids = intersect(ids, m)
		}
		s.articles = e.articlesOf(ids)
	}
	e.settlePeriod(s)
	for _, t := range q.terms {
		if t.name != nil || t.date != nil || spent[t.first] || t.number || saysNothing(&t) || s.named && meetingForm[t.stem] {
			continue
		}
		s.terms = append(s.terms, t)
	}
	if !s.named && s.period.IsZero() && len(s.names) > 0 && !slices.ContainsFunc(s.names, notEvent) && e.describesMost(q) {
		s.names, s.terms = nil, nil // "the Syria peace talks": most articles are on them
	}
}

// settlePeriod narrows the articles that are named to those of the period ("the
// Astana talks in December 2017"). A period that only says which articles are
// meant is none of what they tell.
func (e *Engine) settlePeriod(s *subject) {
	if !s.named || s.period.IsZero() {
		return
	}
	within := slices.DeleteFunc(slices.Clone(s.articles), func(a *corpus.Article) bool { return !s.period.Overlaps(a.Published) })
	if len(within) > 0 {
		s.articles, s.period = within, corpus.Period{}
	}
}

// saysNothing reports that a term only asks for a report: "what happened in".
func saysNothing(t *term) bool {
	return subjectForm[t.stem] || slices.Contains(t.concepts, "take-place") || slices.Contains(t.concepts, "summarize")
}

// subjectForm are words of a scope that say nothing of what it is about.
var subjectForm = text.StemSet(`article articles story report piece event events happen happened role position stance view part everything all`)

// meetingForm are words of a scope that only call the articles' meeting by what
// it is.
var meetingForm = text.StemSet(`talk talks meeting round rounds conference negotiation negotiations summit peace`)

// concerns reports that a sentence, or what it is said in, is about the
// subject's names, and holds its words, or such as mean as much as least.
// Every sentence of its articles is about a subject that is articles as a whole.
func (e *Engine) concerns(s *subject, sen *sentence, least float64) bool {
	for i := range s.names {
		if v, _ := e.matchName(&s.names[i], sen); v < inCountry {
			return false
		}
	}
	for i := range s.terms {
		if v, _ := e.match(&s.terms[i], sen); v < least {
			return false
		}
	}
	return true
}
