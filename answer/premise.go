package answer

import "slices"

// markDenials marks the best sentence when it denies what the question takes
// for granted: "Why did the rebels endorse it?" – "the rebels did not endorse
// it". Only why-questions take the whole of what they say for granted.
func (e *Engine) markDenials(q *question, chosen []evidence) []evidence {
	if q.kind != KindWhy || len(chosen) == 0 || slices.ContainsFunc(q.words, func(w string) bool { return negations[w] }) {
		return chosen
	}
	top := chosen[0]
	for i := range q.terms {
		t := &q.terms[i]
		if t.name != nil || t.date != nil || top.cover.ownValue[i] < strictly || !(e.isVerb(t) || i == q.verb) {
			continue
		}
		for _, at := range e.spots(t, top.sentence) {
			if denied(top.sentence, at) {
				out := slices.Clone(chosen)
				out[0].against = true
				return out
			}
		}
	}
	return chosen
}

// denied reports that a negation stands right before token i.
func denied(s *sentence, i int) bool {
	for k := max(0, i-3); k < i; k++ {
		if negations[s.tokens[k].Fold] {
			return true
		}
	}
	return false
}

var negations = wordsOf(`not never no nor didnt dont doesnt isnt wasnt wont cannot cant couldnt wouldnt refused failed rejected without`)
