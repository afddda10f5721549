package chronology

import (
	"slices"
	"strings"

	"rapporteur/text"
)

// setDeed notes what the verb at word v says is done, and who does it, so that
// two tellings can be held against each other: "Costa arrived" and "Costa left"
// are two events, however many words they share. v is -1 when there is none.
func (p *phrase) setDeed(e *Event, c clause, v int) {
	if v < 0 {
		return
	}
	e.Deed = p.deedAt(v)
	from := p.subjectFrom(c, v)
	for i := from; i < v; i++ {
		w := p.words[i]
		if linkers[w.Fold] && len(e.Doers) > 0 && !p.words[i-1].Capital {
			return // "the yard of Porto", and on over "Secretary of State John Kerry"
		}
		if !w.Stop && w.Fold[0] > '9' && !p.finite(i) && !weekdays[w.Fold] && !months[w.Fold] && !daysToldBy[w.Fold] && !slices.Contains(e.Doers, w.Fold) {
			e.Doers = append(e.Doers, w.Fold)
		}
	}
}

// daysToldBy are words for a day that are no name of it.
var daysToldBy = text.Set(`today tomorrow yesterday tonight`)

// intended returns the stem of what is to be done at a date to come: "reconvene"
// in "hoped to reconvene on Friday"; "" when the clause says it otherwise.
func (p *phrase) intended(d dated) string {
	if d.tense != future {
		return ""
	}
	for k := d.first - 1; k > d.clause.first; k-- {
		if p.low(k-1) == "to" && p.nounLike(k) && !p.words[k].Capital {
			return text.Stem(p.low(k))
		}
	}
	return ""
}

// subjectFrom returns where the subject of the verb at word v starts in its
// clause: after "On Monday", "In Porto", "Praised by the union, ".
func (p *phrase) subjectFrom(c clause, v int) int {
	from := c.from
	if from > v {
		from = c.first
	}
	low := p.low(from)
	if !linkers[low] && !strings.HasSuffix(low, "ed") && !strings.HasSuffix(low, "ing") {
		return from
	}
	for i := from + 1; i < v; i++ {
		if strings.Contains(p.gap(i), ",") {
			return i
		}
	}
	if !linkers[low] {
		return from
	}
	i := from + 1
	for i < v && (weekdays[p.low(i)] || months[p.low(i)] || p.low(i)[0] <= '9') {
		i++
	}
	if i > from+1 {
		return i
	}
	for i++; i < v && !determiners[p.low(i)]; i++ {
	}
	return i
}

// deedAt returns the stem of the verb that the group at word v leads up to:
// "was killed", "has not been signed"; "" when it is a form of "be" or "have"
// alone, which tells what is so.
func (p *phrase) deedAt(v int) string {
	for k := v; k < len(p.words) && k < v+6; k++ {
		low := p.low(k)
		switch {
		case beForms[low], haveForms[low], doForms[low], modals[low], denials[low], low == "not", low == "to",
			strings.HasSuffix(low, "ly"), low == "also", low == "now", low == "never", low == "just", low == "already":
			continue
		case k > v && !strings.HasSuffix(low, "ed") && !strings.HasSuffix(low, "ing") && !irregularDone[low] && !modals[p.low(v)] && !doForms[p.low(v)]:
			return ""
		}
		return text.Stem(low)
	}
	return ""
}
