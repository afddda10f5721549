package answer

import (
	"slices"
	"strings"

	"rapporteur/glossary"
	"rapporteur/text"
)

// personBeside reports that a person stands right beside something the
// question names: "Turkey's Feridun Sinirlioglu".
func (e *Engine) personBeside(q *question, s *sentence) bool {
	for i := range s.names {
		n := &s.names[i]
		if n.kind != glossary.Person || n.via == glossary.ByTitle || q.hasName(e, n) || governs(s, n) {
			continue
		}
		for k := range q.terms {
			t := &q.terms[k]
			if t.name == nil || t.date != nil || e.isMeeting(t.name) {
				continue
			}
			for _, at := range e.spots(t, s) {
				if gap(n, at) == 1 {
					return true
				}
			}
		}
	}
	return false
}

// role returns the term of a who-question that says what the person wanted is
// or does ("head", "signed"), -1 when there is none or when the question gives
// the person and asks for something else.
func (q *question) role() int {
	if q.kind != KindWho {
		return -1
	}
	for i, t := range q.terms {
		if t.name == nil && (roleWords[t.stem] || roleWords[t.head] || personWords[t.stem] || strings.HasPrefix(t.word, "representative")) {
			return i
		}
	}
	return -1
}

// holds reports that s names a person of whom the role holds: a person stands
// by the role, and what the question ties to the role ("Turkish delegation")
// stands by it too. Without it the name of one delegation's head would be
// given for another's.
func (e *Engine) holds(q *question, role int, s *sentence) bool {
	spots := s.stems[q.terms[role].stem]
	if roleWords[q.terms[role].head] {
		spots = s.stems[q.terms[role].head]
	}
	if leadWords[q.terms[role].stem] || q.terms[role].stem == presidentStem && slices.Contains(q.words, "delegation") {
		spots = e.spots(&q.terms[role], s)
		for i, t := range s.tokens {
			if representing[t.Fold] {
				spots = append(spots, i)
			}
		}
	}
	general := personWords[q.terms[role].stem] || strings.HasPrefix(q.terms[role].word, "representative")
	for i := range s.names {
		n := &s.names[i]
		if n.kind != glossary.Person || n.via == glossary.ByTitle || q.hasName(e, n) || governs(s, n) {
			continue
		}
		if general {
			if e.presented(q, role, s, n) {
				return true
			}
			continue
		}
		for _, at := range spots {
			if !hyphened(s, at) && gap(n, at) <= 12 && e.tied(q, role, s, n, at) {
				return true
			}
		}
	}
	return false
}

// representing are the forms of the verb for standing in for a side.
var representing = wordsOf(`represents represented representing`)

// bindsTitle reports that what stands at token k can belong to the title at
// token at: "Syrian president", "president of Syria". Leading a delegation goes
// by many words and in any order.
func (e *Engine) bindsTitle(q *question, role int, s *sentence, at, k int) bool {
	if t := &q.terms[role]; leadWords[t.stem] || t.stem == presidentStem && slices.Contains(q.words, "delegation") {
		return true
	}
	if k < at {
		return at-k <= 3
	}
	return at+1 < len(s.tokens) && s.tokens[at+1].Fold == "of"
}

// hyphened reports that token i is the end of a compound: "Iranian-led".
func hyphened(s *sentence, i int) bool {
	start := s.tokens[i].Start
	return start > 0 && s.text[start-1] == '-'
}

// presented reports that each name the question ties to the role introduces the
// person: "Iranian Foreign Minister Mohammad Javad Zarif", "Turkey's Feridun
// Sinirlioglu".
func (e *Engine) presented(q *question, role int, s *sentence, who *name) bool {
	for i := range q.terms {
		t := &q.terms[i]
		if i == role || t.date != nil || !ties(t) || !e.together(q, role, i) {
			continue
		}
		if v, _ := e.match(t, e.header(s.article)); v >= ofEvent {
			continue
		}
		near := false
		for _, k := range e.spots(t, s) {
			near = near || k < who.first && introduces(s, k+1, who.first)
		}
		if !near {
			return false
		}
	}
	return true
}

// introduces reports that only titles stand between tokens a and b.
func introduces(s *sentence, a, b int) bool {
	if b-a > 8 {
		return false
	}
	for _, t := range s.tokens[a:b] {
		if !titleWords[t.Fold] && !roleWords[t.Stem] && !personWords[t.Stem] && !t.Stop && !t.Capital {
			return false
		}
	}
	return true
}

// presidentStem: in several languages one word presides over a country and
// over a delegation.
var presidentStem = text.Stem("president")

// tied reports that each name that the question ties to the role stands within
// reach of the role at token at, or of the person.
func (e *Engine) tied(q *question, role int, s *sentence, who *name, at int) bool {
	for i := range q.terms {
		t := &q.terms[i]
		if i == role || t.date != nil || !ties(t) || !e.together(q, role, i) {
			continue
		}
		if v, _ := e.match(t, e.header(s.article)); v >= ofEvent {
			continue // where the article reports from
		}
		near := false
		for _, k := range e.spots(t, s) {
			near = near || e.bindsTitle(q, role, s, at, k) && (abs(k-at) <= 4 || gap(who, k) <= 3 && gap(who, at) <= 4)
		}
		if !near {
			return false
		}
	}
	return true
}

// together reports that two terms belong to one phrase of the question: at
// most one noun and no verb parts them.
func (e *Engine) together(q *question, a, b int) bool {
	if a > b {
		a, b = b, a
	}
	if b-a > 2 || b-a == 2 && (q.terms[a+1].name == nil && e.isVerb(&q.terms[a+1])) {
		return false
	}
	for i := a; i < b; i++ {
		if !slices.Contains(q.pairs, [2]int{i, i + 1}) {
			return false
		}
	}
	return true
}

// ties reports that a term narrows down whose role is meant: "Turkish",
// "opposition".
func ties(t *term) bool {
	if t.name != nil {
		return t.name.kind != glossary.Event && (t.name.kind != glossary.Person || t.name.entry == nil)
	}
	return sideWords[t.stem]
}

// sideWords are the nouns for a side that has people of its own.
var sideWords = text.StemSet(`opposition rebel government regime party group union army militia state ministry`)

// gap is the distance in tokens between a name and token i, 0 within it.
func gap(n *name, i int) int {
	switch {
	case i < n.first:
		return n.first - i
	case i >= n.last:
		return i - n.last + 1
	}
	return 0
}
