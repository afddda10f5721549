package corpus

import (
	"strings"
)

// chain walks left from the verb at k over auxiliaries and adverbs. It returns
// the first word of the verb group; not ok for a passive, a negation, a modal
// or an infinitive.
func (w *witness) chain(k int) (int, bool) {
	for k > 0 && w.p.adjoining(k) {
		before := w.p.words[k-1]
		switch {
		case before.quoted:
			return k, true
		case beForms[before.low], modals[before.low], negators[before.low], before.low == "to", before.low == "having":
			return k, false
		case skippedBeforeVerb[before.low] && !(before.capital && k == 1), strings.HasSuffix(before.low, "ly") && !before.capital && before.low != "family" && before.low != "ally":
			k--
			if calendar[before.low] && k > 0 && w.p.words[k-1].low == "on" && w.p.adjoining(k) {
				k--
			}
		default:
			return k, true
		}
	}
	return k, true
}

// subject returns who the verb group that starts at word k belongs to, and
// whether what was said stands before.
func (w *witness) subject(k int, form verbForm) (mention, bool) {
	if k == 0 {
		return mention{}, false
	}
	if !w.p.adjoining(k) {
		sep := strings.TrimFunc(w.p.words[k].sep, isSpace)
		if sep != "," && sep != "–" && sep != "-" && sep != "—" && sep != ")" && sep != ")," {
			return mention{}, false
		}
		m := w.distantSubject(k)
		if m.from == 0 {
			return m, false
		}
		before := strings.TrimFunc(w.p.words[m.from].sep, isSpace)
		return m, endsWithMark(before) || before == "," && m.kind == person && w.endsClause(k) && w.saysSomething(m.from)
	}
	if low := w.p.words[k-1].low; low == "and" || low == "but" {
		return w.mainSubject(k - 1), false
	}
	if w.p.words[k-1].low == "which" {
		return w.documentBefore(k - 1), false
	}
	m := w.p.mentionBefore(k)
	if m.kind == noOne {
		if m = w.openSubject(k); m.kind == noOne {
			return m, false
		}
	}
	if m.kind == pronoun && m.head == "who" {
		m = w.antecedent(m.from)
		return m, false
	}
	m = w.holder(m)
	if form.base && !isPlural(m) || !w.canOpen(m) || w.opensWithParticiple(m) {
		return mention{}, false
	}
	m = w.described(w.list(m))
	sep := strings.TrimFunc(w.p.words[m.from].sep, isSpace)
	return m, m.from > 0 && (endsWithMark(sep) || sep == "," && w.endsClause(k) && w.saysSomething(m.from))
}

// holder returns the person of "Michael Robinson with the Center" where m is
// what the person belongs to, else m.
func (w *witness) holder(m mention) mention {
	if m.from < 2 || !w.p.adjoining(m.from) || !w.p.adjoining(m.from-1) {
		return m
	}
	switch w.p.words[m.from-1].low {
	case "with", "of", "from", "at":
		if p := w.p.mentionBefore(m.from - 1); p.kind == person {
			return p
		}
	case "in":
		if p := w.p.mentionBefore(m.from - 1); p.kind == person || p.kind == body && w.canOpen(p) && p.to-p.from > 1 {
			return p
		}
	}
	return m
}

func isPlural(m mention) bool {
	return m.head == "they" || m.head == "others" || m.kind == group && (strings.HasSuffix(m.head, "s") || m.head == "people" || m.head == "police" || m.head == "men" || m.head == "women" || m.head == "media")
}

// canOpen reports that the mention can be a subject where it stands: not after
// a preposition, and not in "what the document said".
func (w *witness) canOpen(m mention) bool {
	if m.from == 0 || !w.p.adjoining(m.from) {
		return true
	}
	switch before := w.p.words[m.from-1]; before.low {
	case "what", "whatever", "whom", "how", "whether", "why", "if", "unless", "than", "everything", "anything", "something", "nothing":
		return false
	case "that": // "something that Kerry dismisses"
		_, verb := reportingVerbs[w.p.at(m.from-2).low]
		return verb || m.from < 2 || !w.p.adjoining(m.from-1)
	case "as", "after", "before", "with", "like":
		return before.low != "with" && before.low != "like"
	default:
		return !prepositions[before.low]
	}
}

// list extends "Turkey and Iran" to "Russia, Turkey and Iran".
func (w *witness) list(m mention) mention {
	if m.kind != group || m.from < 1 || strings.TrimFunc(w.p.words[m.from].sep, isSpace) != "," || !w.p.isName(m.from) {
		return m
	}
	hasAnd := false
	for j := m.from; j < m.to; j++ {
		hasAnd = hasAnd || w.p.words[j].low == "and"
	}
	from := m.from
	for hasAnd && from > 0 && strings.TrimFunc(w.p.words[from].sep, isSpace) == "," {
		before := w.p.mentionBefore(from)
		if before.kind != body && before.kind != person || before.from > 0 && w.p.adjoining(before.from) && !openers[w.p.words[before.from-1].low] {
			break
		}
		from = before.from
	}
	if from < m.from {
		m.from = from
		m.name = w.p.span(from, m.to)
	}
	return m
}

// antecedent returns the mention that the relative pronoun at i follows.
func (w *witness) antecedent(i int) mention {
	if i == 0 {
		return mention{}
	}
	if sep := strings.TrimFunc(w.p.words[i].sep, isSpace); sep != "" && sep != "," {
		return mention{}
	}
	m := w.p.mentionBefore(i)
	if m.kind == pronoun {
		return mention{}
	}
	return m
}

// documentBefore returns the document that "which" at word i goes on about: "a
// joint communique from Russia, Turkey and Iran which pledged …". Of several
// nouns between, it is not clear which pledges, and none is taken.
func (w *witness) documentBefore(i int) mention {
	for j := i - 1; j > 0 && i-j < 10 && !w.p.words[j].quoted; j-- {
		low := w.p.words[j].low
		if documents[low] {
			from := j
			for from > 0 && j-from < maxModifiers && w.p.adjoining(from) && !determiners[w.p.words[from].low] {
				from--
			}
			if !determiners[w.p.words[from].low] || !w.p.adjoining(i) {
				return mention{}
			}
			return mention{from: from, to: i, kind: group, head: low, name: w.p.span(from, i)}
		}
		if !w.p.isName(j) && !prepositions[low] && low != "and" {
			return mention{}
		}
	}
	return mention{}
}

// maxApposition is how many words may stand between a subject and its verb.
const maxApposition = 60

// distantSubject finds the subject of a verb at k that a comma precedes: the
// mention that fills a stretch between commas on its left, alone or after a
// conjunction. "X, head of Y, said"; "the head of Y, X, said".
func (w *witness) distantSubject(k int) mention {
	var best mention
	for end := k; end > 0 && k-end < maxApposition; {
		start := end - 1
		for start > 0 && w.p.adjoining(start) && !w.p.words[start-1].quoted {
			start--
		}
		if w.p.words[start].quoted {
			break
		}
		from, opened := start, false
		for from < end-1 && openers[w.p.words[from].low] {
			from++
			opened = true
		}
		m := w.p.mentionAt(from)
		switch {
		case m.kind == pronoun && m.head != "he" && m.head != "she" && m.head != "they":
		case opened && (w.p.words[start].low == "as" || w.p.words[start].low == "like"): // "As a former teacher, …"
		case m.kind != noOne && m.to == end && (end < k || m.kind == person):
			if best.kind != person || m.kind == person || opened {
				best = m
			}
			if opened {
				return best
			}
		case m.kind != noOne && m.to < end && (beForms[w.p.at(m.to).low] || modals[w.p.at(m.to).low] || skippedBeforeVerb[w.p.at(m.to).low]):
			return best // a clause with a subject of its own
		}
		if start > 0 && (endsWithMark(w.p.words[start].sep) || strings.ContainsAny(w.p.words[start].sep, ";:\"“”")) {
			break
		}
		end = start
	}
	return best
}

// mainSubject returns the subject of the clause that goes on at word k: the
// mention with which the clause starts.
func (w *witness) mainSubject(k int) mention {
	start := 0
	for j := k - 1; j > 0; j-- {
		if w.p.words[j].quoted || w.p.adjoining(j) {
			continue
		}
		if low := w.p.words[j].low; low == "while" || low == "but" || low == "who" || low == "which" || strings.Contains(w.p.words[j].sep, ";") {
			if low == "who" || low == "which" {
				return mention{} // whose clause goes on is not clear
			}
			start = j
			break
		}
	}
	for start < k && (openers[w.p.words[start].low] && !prepositions[w.p.words[start].low] || strings.HasSuffix(w.p.words[start].low, "ly")) {
		start++
	}
	if prepositions[w.p.at(start).low] { // "In Vienna on Friday, Kerry …"
		for start++; start < k && w.p.adjoining(start); start++ {
		}
	}
	if start >= k {
		return mention{}
	}
	m := w.p.mentionAt(start)
	if w.opensWithParticiple(m) {
		return mention{}
	}
	if m.kind == noOne || m.to >= k || prepositions[w.p.at(m.to).low] && w.p.adjoining(m.to) {
		return mention{}
	}
	if sep := strings.TrimFunc(w.p.at(m.to).sep, isSpace); sep != "" && sep != "," && sep != "-" && sep != "–" {
		return mention{}
	}
	// A name in apposition to a role is the better subject.
	if m.kind == group && !w.p.adjoining(m.to) {
		if n := w.p.mentionAt(m.to); n.kind == person && !w.p.adjoining(n.to) {
			return n
		}
	}
	return m
}
