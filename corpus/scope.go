package corpus

import (
	"strings"
)

func contains(s Span, at int) bool { return s.Start <= at && at < s.End }

// scope returns what the verb at k covers: what follows it, or what stands
// before when that is what was said.
func (w *witness) scope(k, last int, m mention, after bool) Span {
	s := w.sentences[w.current]
	if m.to < len(w.p.words) && w.p.words[m.to].low == "which" {
		end := last + 1
		for end < len(w.p.words) && !strings.Contains(w.p.words[end].sep, ",") {
			end++
		}
		return Span{w.p.words[last].End, w.p.words[end-1].End}
	}
	if !after {
		return Span{w.p.words[w.addressee(last)].End, w.clauseEnd(last)}
	}
	if endsWithMark(w.p.words[m.from].sep) {
		return Span{s.Start, w.p.words[m.from].Start}
	}
	j := last + 1
	for j < len(w.p.words) && w.p.adjoining(j) {
		j++
	}
	if len(w.p.words)-j > 2 && strings.HasPrefix(w.p.words[j].sep, ",") {
		return s.Span
	}
	return Span{s.Start, w.p.words[m.from].Start}
}

// endsClause reports that the verb whose group starts at k closes what it
// reports: "…, the Observatory said Friday." or "…, the diplomat said, because …".
func (w *witness) endsClause(k int) bool {
	for j := k; j < len(w.p.words); j++ {
		if form, verb := reportingVerbs[w.p.words[j].low]; verb {
			return form.need <= needsClause && !objectVerbs[w.p.words[j].low] && w.closes(j)
		}
	}
	return false
}

// closes reports that after the verb at word k the clause only says when, where
// or to whom: "noted in an email", "told Reuters on Friday".
func (w *witness) closes(k int) bool {
	j := w.adjuncts(w.addressee(k) + 1)
	return j >= len(w.p.words) || !w.p.adjoining(j) && !strings.ContainsAny(w.p.words[j].sep, "\"“:")
}

// addressee returns the last word of "told Reuters", last when nobody is named.
func (w *witness) addressee(last int) int {
	next := w.p.at(last + 1)
	if w.p.words[last].low != "told" && w.p.words[last].low != "tells" || !w.p.adjoining(last+1) {
		return last
	}
	switch next.low {
	case "him", "her", "them", "us", "me", "parliament":
		return last + 1
	}
	if m := w.p.mentionAt(last + 1); m.kind != noOne && m.kind != pronoun && m.to < len(w.p.words) {
		return m.to - 1
	}
	return last
}

// clauseEnd returns where a report that starts after word k ends: at the end
// of the sentence, or where a new clause says something else.
func (w *witness) clauseEnd(k int) int {
	for j := k + 1; j+1 < len(w.p.words); j++ {
		if w.oneSays(j) || w.saysMore(k, j) {
			return w.p.words[j-1].End
		}
		if w.p.adjoining(j) || w.p.words[j].quoted || !strings.Contains(w.p.words[j].sep, ",") {
			continue
		}
		low, next := w.p.words[j].low, w.p.words[j+1].low
		if low == "while" || (low == "and" || low == "but") && (next == "there" || next == "others") || w.reportsAt(j) {
			return w.p.words[j-1].End + len(strings.TrimRightFunc(w.p.words[j].sep, func(r rune) bool { return isSpace(r) || r == ',' }))
		}
	}
	return w.sentences[w.current].End
}

// oneSays reports "with one saying" at word j: one of those who speak goes on, or some.
func (w *witness) oneSays(j int) bool {
	if w.p.words[j].low != "with" || w.p.words[j].quoted {
		return false
	}
	if !someOf[w.p.at(j+1).low] {
		return false
	}
	form, ok := reportingVerbs[w.p.at(j+2).low]
	return ok && form.participle
}

// saysMore reports that the speaker of a verb at k that has a thing for object
// says something else from word j on: "struck out at the plan and said …".
func (w *witness) saysMore(k, j int) bool {
	if !objectVerbs[w.p.words[k].low] || w.p.words[j].low != "and" || w.p.words[j].quoted {
		return false
	}
	next := w.p.at(j + 1)
	form, ok := reportingVerbs[next.low]
	return ok && !next.quoted && !form.participle && !form.base
}

// reportsAt reports that word j starts another report: "…, US officials
// indicated …".
func (w *witness) reportsAt(j int) bool {
	if low := w.p.words[j].low; low == "and" || low == "but" {
		j++
	}
	m := w.p.mentionAt(j)
	if m.kind == noOne || m.kind == pronoun || !w.p.adjoining(m.to) {
		return false
	}
	form, ok := reportingVerbs[w.p.at(m.to).low]
	return ok && !form.participle && form.need == needsNothing
}
