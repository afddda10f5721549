package corpus

import (
	"strings"
	"unicode"
)

// accordingTo reads "according to X": what it covers stands before, or after a
// comma when it opens the sentence.
func (w *witness) accordingTo(k int) (Attribution, bool) {
	m := w.p.mentionAt(k + 2)
	if m.kind == noOne || m.kind == pronoun && m.head != "him" {
		return Attribution{}, false
	}
	s := w.sentences[w.current]
	scope := Span{s.Start, w.p.words[k].Start}
	if k <= 2 || strings.TrimFunc(w.body[s.Start:scope.End], func(r rune) bool { return !unicode.IsLetter(r) }) == "" {
		scope = Span{w.p.words[m.to-1].End, s.End}
	}
	return w.make(m, k, "according to", scope)
}

// finite reads "X said", "said X", "X, who heads Y, said", "… and said".
func (w *witness) finite(k, last int, form verbForm, earlier []Attribution) (Attribution, bool) {
	verb, low := w.body[w.p.words[k].Start:w.p.words[last].End], w.p.words[k].low
	closed := endsWithMark(w.p.words[k].sep)
	if closed && !form.base {
		if a, ok := w.inverted(k, verb); ok {
			return a, true
		}
	}
	chain, ok := w.chain(k)
	if ok && (!form.base || chain == k) {
		if m, after := w.subject(chain, form); m.kind != noOne {
			if !w.meets(form.need, last, after) {
				return Attribution{}, false
			}
			if m.kind == pronoun && len(earlier) > 0 && !after && contains(earlier[len(earlier)-1].Scope, w.p.words[k].Start) {
				return Attribution{}, false // "Kerry said he hoped": still Kerry's words
			}
			return w.make(m, k, verb, w.scope(k, last, m, after))
		}
	}
	if !form.base && !closed && low != "told" && low != "tells" && strings.HasPrefix(w.p.words[k].sep, ",") {
		return w.inverted(k, verb)
	}
	return Attribution{}, false
}

// inverted reads "…,” said X" and "…, complained X".
func (w *witness) inverted(k int, verb string) (Attribution, bool) {
	if !w.p.adjoining(k + 1) {
		return Attribution{}, false
	}
	m := w.p.mentionAt(k + 1)
	if m.kind == noOne || m.kind == pronoun && m.head != "he" && m.head != "she" || w.goesOn(m.to) {
		return Attribution{}, false
	}
	s := w.sentences[w.current]
	scope := Span{s.Start, w.p.words[k].Start}
	if !endsWithMark(w.p.words[k].sep) && w.resumes(m.to) {
		scope.End = s.End
	}
	m.following = w.apposition(m.to)
	return w.make(m, k, verb, scope)
}

// goesOn reports that the word at i makes the mention before it the subject of
// something else: "said Moscow would welcome".
func (w *witness) goesOn(i int) bool {
	next := w.p.at(i)
	if i >= len(w.p.words) || !w.p.adjoining(i) {
		return false
	}
	if modals[next.low] || beForms[next.low] || next.low == "had" || next.low == "has" || next.low == "have" || next.low == "did" || next.low == "to" || next.low == "not" || next.low == "that" {
		return true
	}
	_, verb := reportingVerbs[next.low]
	return verb || !prepositions[next.low] && !openers[next.low] && !calendar[next.low] && !skippedBeforeVerb[next.low] && !next.capital && next.low != "who" && !strings.HasSuffix(next.low, "ly") && !strings.HasSuffix(next.low, "ing")
}

// resumes reports that the sentence goes on after an attribution in its middle:
// "…, complained Alloush, and did not address …".
func (w *witness) resumes(i int) bool {
	return i+2 < len(w.p.words) && strings.HasPrefix(strings.TrimFunc(w.p.words[i].sep, isSpace), ",") &&
		w.apposition(i) == ""
}

// apposition returns the noun of ", an opposition spokesman" after a mention
// that ends before word i, "" when none follows.
func (w *witness) apposition(i int) string {
	if i >= len(w.p.words) || !strings.HasPrefix(w.p.words[i].sep, ",") {
		return ""
	}
	for j := i; j < i+5 && j < len(w.p.words) && (j == i || w.p.adjoining(j)); j++ {
		if nouns[w.p.words[j].low] {
			return w.p.words[j].low
		}
	}
	return ""
}

// endsWithMark reports that a closing quotation mark is the last thing in sep
// before white space.
func endsWithMark(sep string) bool {
	sep = strings.TrimRightFunc(sep, isSpace)
	for _, mark := range []string{"\"", "”", "’", "'", "»"} {
		if strings.HasSuffix(sep, mark) {
			return true
		}
	}
	return false
}

// participle reads "with Kerry insisting …", "…, saying …", "cited X as saying".
func (w *witness) participle(k int, form verbForm, earlier []Attribution) (Attribution, bool) {
	if k == 0 || !w.meets(form.need, k, false) {
		return Attribution{}, false
	}
	verb := w.body[w.p.words[k].Start:w.p.words[k].End]
	scope := Span{w.p.words[k].End, w.clauseEnd(k)}
	before := w.p.words[k-1]
	if !w.p.adjoining(k) {
		if strings.TrimFunc(w.p.words[k].sep, isSpace) != "," {
			return Attribution{}, false
		}
		m := w.withSubject(k)
		if m.kind == noOne && len(earlier) > 0 {
			same := earlier[len(earlier)-1]
			if same.Scope.End >= w.p.words[k].Start && !same.Direct || same.At.End < w.p.words[k].Start {
				same.Verb, same.Scope, same.Direct = verb, trim(w.body, scope), w.holdsQuote(scope)
				return same, true
			}
		}
		if m.kind == noOne {
			m = w.mainSubject(k)
		}
		return w.make(m, k, verb, scope)
	}
	switch before.low {
	case "as":
		return w.cited(k, verb, scope)
	case "by", "and":
		return w.make(w.mainSubject(k-1), k, verb, scope)
	}
	m := w.p.mentionBefore(k)
	if m.kind == noOne || m.kind == pronoun || m.from == 0 || !w.p.adjoining(m.from) {
		return Attribution{}, false
	}
	switch w.p.words[m.from-1].low {
	case "with", "despite":
		return w.make(m, k, verb, scope)
	}
	return Attribution{}, false
}

// withSubject finds "despite X, the negotiator, saying": a mention after "with"
// or "despite", and between it and the verb nothing but its apposition.
func (w *witness) withSubject(k int) mention {
	start := k - 1
	for start > 0 && w.p.adjoining(start) {
		start--
	}
	if between := w.p.mentionAt(start); start == 0 || between.kind == noOne || between.to != k {
		return mention{}
	}
	m := w.p.mentionBefore(start)
	if m.kind == noOne || m.from == 0 || !w.p.adjoining(m.from) {
		return mention{}
	}
	if low := w.p.words[m.from-1].low; low != "with" && low != "despite" {
		return mention{}
	}
	return m
}

// cited reads "cited X as saying", "X was quoted as saying".
func (w *witness) cited(k int, verb string, scope Span) (Attribution, bool) {
	for j := k - 2; j >= 0 && j > k-14; j-- {
		switch w.p.words[j].low {
		case "cited", "quoted", "citing", "quoting", "cites", "quotes":
		default:
			continue
		}
		if j > 0 && beForms[w.p.words[j-1].low] {
			m, _ := w.subject(j-1, verbForm{})
			return w.make(m, k, verb, scope)
		}
		m := w.p.mentionAt(j + 1)
		if m.kind == pronoun || m.to > k-1 {
			return Attribution{}, false
		}
		return w.make(m, k, verb, scope)
	}
	return Attribution{}, false
}

// meets reports that what the verb needs stands beside it; last is its last
// word.
func (w *witness) meets(n need, last int, after bool) bool {
	next := w.p.at(last + 1)
	quoteFollows := next.quoted || strings.ContainsAny(next.sep, "\"“‘")
	switch n {
	case needsNothing:
		return true
	case needsClause:
		return after || next.low == "that" || quoteFollows || strings.Contains(next.sep, ":") || last+1 == len(w.p.words)
	case needsFor:
		return next.low == "for" || next.low == "on" || next.low == "upon" || w.quoteWithin(last, 12)
	case needsOf:
		return w.wordWithin("of", last, 12)
	case needsTo:
		return next.low == "to"
	}
	return false
}

func (w *witness) quoteWithin(k, n int) bool {
	for j := k + 1; j <= k+n && j < len(w.p.words); j++ {
		if w.p.words[j].quoted {
			return true
		}
	}
	return false
}

func (w *witness) wordWithin(low string, k, n int) bool {
	for j := k + 1; j <= k+n && j < len(w.p.words); j++ {
		if w.p.words[j].low == low {
			return true
		}
	}
	return false
}
