package answer

import "slices"

// markDenials marks the best sentence when it denies what the question takes
// for granted: "Why did the rebels endorse it?" – "the rebels did not endorse
// it". Only why-questions take the whole of what they say for granted; and it
// has to be the same who did not do it, for "not so" is a claim of our own.
func (e *Engine) markDenials(q *question, chosen []evidence) []evidence {
	if q.kind != KindWhy || len(chosen) == 0 || q.verb < 0 || slices.ContainsFunc(q.words, func(w string) bool { return negations[w] }) {
		return chosen
	}
	top := chosen[0]
	verb := &q.terms[q.verb]
	spots := top.stems[verb.stem]
	if len(spots) == 0 {
		spots = e.spots(verb, top.sentence)
	}
	if len(spots) != 1 || top.cover.ownValue[q.verb] < strictly {
		return chosen
	}
	not := negationBefore(top.sentence, spots[0])
	if not < 0 || !e.subjectAt(q, top.sentence, not) || limited(top.sentence, spots[0]) {
		return chosen
	}
	out := slices.Clone(chosen)
	out[0].against = true
	return out
}

// limited reports that what follows token i limits the negation: "is not
// focusing on this, but on that", "was not able to, in the way it could there".
func limited(s *sentence, i int) bool {
	for _, t := range s.tokens[i+1:] {
		switch t.Fold {
		case "but", "way", "than", "until", "unless", "except", "as", "only":
			return true
		}
	}
	return false
}

// negationBefore returns the negation right before token i, -1 when there is none.
func negationBefore(s *sentence, i int) int {
	for k := max(0, i-2); k < i; k++ {
		if negations[s.tokens[k].Fold] {
			return k
		}
	}
	return -1
}

// subjectAt reports that the subject of the question stands right before token
// i: at most an auxiliary parts them.
func (e *Engine) subjectAt(q *question, s *sentence, i int) bool {
	for k := range q.terms {
		t := &q.terms[k]
		if t.first >= q.terms[q.verb].first {
			return false
		}
		if t.name == nil && !peopleWords[t.stem] && !sideWords[t.stem] {
			continue
		}
		for _, at := range e.spots(t, s) {
			if v, _ := e.match(t, s); at < i && i-at <= 2 && v >= sameHead {
				return true
			}
		}
		return false // the first who is named is the subject
	}
	return false
}

var negations = wordsOf(`not never nor didnt dont doesnt isnt wasnt wont cannot cant couldnt wouldnt refused failed`)
