package glean

import (
	"rapporteur/glossary"
)

// places returns the places that a line calls by what they are.
func (r *reader) places(l *line, runs []run) []found {
	var out []found
	for _, at := range runs {
		if f, ok := r.place(l, at); ok {
			out = append(out, f)
		}
	}
	return out
}

func (r *reader) place(l *line, at run) (found, bool) {
	kind, last := l.placeNoun(at)
	if kind == "" || last <= at.first {
		return found{}, false
	}
	for i := at.first; i < last; i++ {
		t, m := &l.tokens[i], l.known[i]
		switch {
		case t.Acronym || offices[t.Fold] || bodyHeads[t.Fold] || generic[t.Fold] || openers[t.Fold] || r.lower[t.Fold],
			m != nil && m.Via == glossary.ByAdjective,
			last < len(l.tokens) && vague[l.tokens[last].Fold] && !r.sites[t.Fold],
			last-at.first == 1 && noPerson[t.Fold]:
			return found{}, false
		}
	}
	if last-at.first > 3 || r.has(l, at.first, last) || l.credited(at.first, at.last) {
		return found{}, false
	}
	return found{kind: kind, name: l.named(at.first, last), at: l.evidence(at.first, last), known: true}, true
}

// placeNoun returns what kind of place the text calls a run, "" when it calls it
// none, and where the name ends in the run.
func (l *line) placeNoun(at run) (glossary.Kind, int) {
	// Idlib Province, Idlib province
	if head := l.tokens[at.last-1].Fold; regionNouns[head] {
		return glossary.Region, at.last - 1
	}
	if at.last < len(l.tokens) && l.joined(at.last) && regionNouns[l.tokens[at.last].Fold] && !l.possessive(at.last-1) {
		return glossary.Region, at.last
	}
	// the Russian city of Sochi, but not a suburb of Damascus, nor the capital of Kazakhstan
	if at.first >= 3 && l.tokens[at.first-1].Fold == "of" && l.joined(at.first) {
		noun := l.tokens[at.first-2].Fold
		for k := at.first - 3; k >= max(0, at.first-7) && l.joined(k+1); k-- {
			fold := l.tokens[k].Fold
			if fold == "capital" || fold == "a" || fold == "an" {
				break
			}
			if fold != "the" {
				continue
			}
			switch {
			case noun == "capital":
			case cityNouns[noun]:
				return glossary.City, at.last
			case regionNouns[noun] && !l.tokens[at.first-2].Capital: // but not the District of Columbia
				return glossary.Region, at.last
			}
			break
		}
	}
	// Eastern Ghouta, a region close to Damascus
	if i := at.last; i+2 < len(l.tokens) && l.after(i) == ", " && (l.tokens[i].Fold == "a" || l.tokens[i].Fold == "the") && !l.possessive(i-1) {
		for k := i + 1; k < min(i+4, len(l.tokens)) && l.joined(k); k++ {
			switch fold := l.tokens[k].Fold; {
			case cityNouns[fold] && !l.tokens[k].Capital:
				return glossary.City, at.last
			case regionNouns[fold] && !l.tokens[k].Capital:
				return glossary.Region, at.last
			}
		}
	}
	return "", 0
}
