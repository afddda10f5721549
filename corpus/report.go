package corpus

import (
	"strings"
	"unicode"

	"rapporteur/text"
)

// accordingTo reads "according to X": what it covers stands before, or after a
// comma when it opens the sentence.
func (w *witness) accordingTo(k int) (Attribution, bool) {
	m := w.p.mentionAt(k + 2)
	if m.kind == noOne || w.p.adjoining(m.to) && !text.IsStop(w.p.at(m.to).low) {
		if open := w.openSource(k + 2); open.kind != noOne {
			m = open
		}
	}
	if m.kind == noOne || strings.ContainsAny(w.p.at(m.to).sep, "\"“‘") || m.kind == pronoun && m.head != "him" {
		return Attribution{}, false
	}
	s := w.sentences[w.current]
	scope := Span{s.Start, w.p.words[k].Start}
	if k <= 2 || m.to < len(w.p.words) && w.adjuncts(0) >= k || // "For his part, according to …"
		strings.TrimFunc(w.body[s.Start:scope.End], func(r rune) bool { return !unicode.IsLetter(r) }) == "" {
		scope = Span{w.p.words[w.detail(m.to)-1].End, s.End}
	}
	if before := w.p.at(k - 1).low; k > 2 && m.to < len(w.p.words) && (beForms[before] || modals[before] || before == "has" || before == "have" || before == "had") {
		scope = s.Span // "support has, according to the polls, fallen"
	}
	return w.make(m, k, "according to", scope)
}

// asStated reads "…, as stipulated in the text, “…”": a document says what is
// quoted after it.
func (w *witness) asStated(k int) (Attribution, bool) {
	if in := w.p.at(k + 2).low; !statedWords[w.p.at(k+1).low] || in != "in" && in != "by" || !w.p.adjoining(k+1) || !w.p.adjoining(k+2) {
		return Attribution{}, false
	}
	m := w.p.mentionAt(k + 3)
	if m.kind == noOne || m.kind == pronoun || m.to >= len(w.p.words) || !w.p.words[m.to].quoted {
		return Attribution{}, false
	}
	return w.make(m, k+1, w.p.words[k+1].low, Span{w.p.words[m.to-1].End, w.sentences[w.current].End})
}

// statedWords say of a document that it holds something.
var statedWords = text.Set(`stipulated stated set laid described provided outlined defined specified worded quoted put written`)

// detail returns the word after what only describes the source that ends before
// word i: "a survey of 1,100 retirees, …".
func (w *witness) detail(i int) int {
	for j := i; j < len(w.p.words) && j < i+maxModifiers*4; j++ {
		if strings.Contains(w.p.words[j].sep, ", ") {
			return j
		}
	}
	return i
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
	if m := w.whatCalled(k); m.kind != noOne {
		return w.make(m, k, verb, w.p.quotedFrom(last+1))
	}
	chain, ok := w.chain(k)
	if ok && (!form.base || chain == k) {
		if m, after := w.subject(chain, form); m.kind != noOne {
			after = after || w.afterQuote(m.from) && w.closes(last)
			if !w.meets(form.need, last, after) || documentVerbs[low] && !documents[m.head] || form.need == needsQuote && !w.opensClause(m.from) {
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
	if m.kind == noOne && endsWithMark(w.p.words[k].sep) && speechVerbs[w.p.words[k].low] {
		m = w.openInverted(k + 1)
	}
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
// before white space, but for a comma.
func endsWithMark(sep string) bool {
	sep = strings.TrimRightFunc(sep, isSpace)
	if cut := strings.TrimSuffix(sep, ","); cut != "" {
		sep = cut // the comma stands outside the marks in British print
	}
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
	if someOf[before.low] {
		return w.oneOf(k, verb, scope, earlier)
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

// someOf are words for part of a group that was named before.
var someOf = text.Set(`one another some others many several most few both`)

// oneOf reads "Western diplomats said they saw it, with one saying …": one, or
// some, of the group that speaks before.
func (w *witness) oneOf(k int, verb string, scope Span, earlier []Attribution) (Attribution, bool) {
	if k < 2 || w.p.words[k-2].low != "with" || !w.p.adjoining(k-1) || len(earlier) == 0 {
		return Attribution{}, false
	}
	of := earlier[len(earlier)-1].Speaker
	words := strings.Fields(of)
	noun := strings.ToLower(words[len(words)-1])
	if !isPluralNoun(noun) || strings.Contains(of, " and ") {
		return Attribution{}, false
	}
	if determiners[strings.ToLower(words[0])] {
		words = words[1:]
	}
	one := w.p.words[k-1]
	who := one.low + " of the " + strings.Join(words, " ")
	scope = trimScope(w.body, scope)
	if scope.Len() == 0 {
		return Attribution{}, false
	}
	return Attribution{Speaker: who, At: one.Span, Scope: scope, Verb: verb, Direct: w.holdsQuote(scope)}, true
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
	case needsQuote:
		return w.quoteWithin(last, 8)
	case needsClause:
		if j := w.adjuncts(last + 1); next.low != "to" && j > last+1 && j < len(w.p.words) { // "wrote on Twitter that", "wrote on Monday: “"
			if w.p.words[j].low == "that" || strings.ContainsAny(w.p.words[j].sep, ":\"“") {
				return true
			}
		}
		return after || next.low == "that" || clauseOpeners[next.low] || quoteFollows || strings.Contains(next.sep, ":") || last+1 == len(w.p.words)
	case needsFor:
		return next.low == "for" || next.low == "on" || next.low == "upon" || w.quoteWithin(last, 12)
	case needsOf:
		return w.wordWithin("of", last, 12)
	case needsTo:
		return next.low == "to"
	}
	return false
}

// clauseOpeners are subjects that open a clause.
var clauseOpeners = text.Set(`he she they there`)

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
