package glean

import (
	"rapporteur/glossary"
	"rapporteur/text"
)

// rounds returns the talks that a line names: "the eighth round of the Astana
// talks", "the Munich Security Conference".
func (r *reader) rounds(l *line, runs []run) []found {
	var out []found
	for _, at := range runs {
		if f, ok := r.round(l, at); ok {
			out = append(out, f)
		}
	}
	return out
}

func (r *reader) round(l *line, at run) (found, bool) {
	first, last := at.first, at.last
	if first < last && l.opens(first) && openers[l.tokens[first].Fold] {
		first++
	}
	end := last
	for end < len(l.tokens) && l.joined(end) && talkWords[l.tokens[end].Fold] {
		end++
	}
	switch {
	case first == last || l.possessive(last-1):
		return found{}, false
	case end < len(l.tokens) && l.joined(end) && roundNouns[l.tokens[end].Fold]:
		end++
	case end == last && roundNouns[l.tokens[last-1].Fold] && last-first > 1:
	default:
		return found{}, false
	}
	ordered := l.orderedRound(first)
	distinct := ordered < first
	for i := first; i < last; i++ {
		t, m := &l.tokens[i], l.known[i]
		switch {
		case offices[t.Fold] || honorifics[t.Fold] || outletWords[t.Fold] || m != nil && m.Entry.Kind == glossary.Person || r.surnames[t.Fold] != nil:
			return found{}, false
		case generic[t.Fold] || roundNouns[t.Fold] || talkWords[t.Fold] || t.Acronym,
			m != nil && (m.Via == glossary.ByAdjective || m.Entry.Kind == glossary.Country || m.Entry.Kind == glossary.Group),
			i == first && l.opens(i) && r.lower[t.Fold]:
		default:
			distinct = true
		}
	}
	if !distinct || r.has(l, ordered, end) || r.has(l, first, end) {
		return found{}, false
	}
	return found{kind: glossary.Event, name: l.named(ordered, end), at: l.evidence(ordered, end), known: ordered < first}, true
}

// orderedRound returns where "the eighth round of" begins before token i, which
// is i when it does not stand there.
func (l *line) orderedRound(i int) int {
	k := i - 1
	if k >= 0 && l.tokens[k].Fold == "the" && l.joined(i) {
		k--
	}
	if k < 2 || l.tokens[k].Fold != "of" || l.tokens[k-1].Fold != "round" {
		return i
	}
	if _, ok := text.Ordinal(l.tokens[k-2].Fold); !ok {
		return i
	}
	return k - 2
}
