package answer

import (
	"math"
	"slices"
)

// bearOn reports that what was written bears on one of the questions. A sentence
// can be proved and still be about something else: another round, another
// person, another time. Where the evidence by itself sufficed, it is enough that
// the writer rests on some of it.
func (e *Engine) bearOn(found []finding, w *writer) bool {
	return slices.ContainsFunc(found, func(f finding) bool {
		switch f.reason {
		case "":
			return restsOn(w, f.chosen) || e.answers(f.q, w)
		case ReasonNoEvidence:
			return e.answers(f.q, w)
		}
		return false
	})
}

// restsOn reports that the writer cites one of the sentences chosen, or one
// beside it.
func restsOn(w *writer, chosen []evidence) bool {
	return slices.ContainsFunc(w.evidence(), func(cited evidence) bool {
		return slices.ContainsFunc(chosen, func(ev evidence) bool {
			return ev.article == cited.article && abs(ev.index-cited.index) <= 1
		})
	})
}

// leastSpoken is the share of a question, by weight, of which what was written
// and cited has to speak.
const leastSpoken = 0.3

// answers reports that the sentences shown speak of most of q, of every name in
// it, of its time, and hold the sort of thing it asks for.
func (e *Engine) answers(q *question, w *writer) bool {
	var chosen []evidence
	for _, ev := range w.evidence() {
		chosen = append(chosen, e.weighOne(q, ev.sentence, 0))
	}
	if e.misdated(q, chosen) || e.stranger(q, chosen) || e.misnumbered(q, chosen[0]) || !e.holdsWanted(q, chosen) {
		return false
	}
	choice := slices.Contains(q.words, "or") // one of those named is the answer, the other need not be spoken of
	sum, total := 0.0, 0.0
	for i := range q.terms {
		t := &q.terms[i]
		v := bestMatch(chosen, i)
		for _, p := range w.shown {
			m, _ := e.match(t, p.claim.sentence)
			v = math.Max(v, m)
		}
		if t.name != nil && v < ofCountry && !choice {
			return false
		}
		sum += t.weight * v
		total += t.weight
	}
	return total == 0 || sum >= leastSpoken*total
}

// holdsWanted reports that one of the sentences cited holds the sort of thing
// that q asks for, or gives the speaker's words, and speaks of what is said to
// happen.
func (e *Engine) holdsWanted(q *question, chosen []evidence) bool {
	return slices.ContainsFunc(chosen, func(ev evidence) bool {
		return ev.hit && (q.speaker == nil || ev.speaker >= 0.5) && (q.verb < 0 || e.lightVerb(&q.terms[q.verb]) || ev.cover.ownValue[q.verb] >= asCompound)
	})
}

// lightVerb reports that what was taken for the verb is none, or says too little
// to be looked for.
func (e *Engine) lightVerb(t *term) bool {
	return claimForm[t.stem] || lightWords[t.stem] || emptyWords[t.word] || !e.isVerb(t) && !irregularPast[t.word]
}
