package statements

import (
	"strings"

	"rapporteur/corpus"
	"rapporteur/text"
)

// reachOfNesting is how many attributions of a sentence to each side of one are
// looked at for who tells of it: a sentence that nests more deeply is no news.
const reachOfNesting = 3

// nest looks at what one attribution of sentence i has to do with the others: who
// is said to have told of it, and where what was said ends because somebody else
// is named for it.
func (r *reader) nest(i int, says []saying, ts []corpus.Attribution) {
	for k := range says {
		for n := max(0, k-reachOfNesting); n < min(len(says), k+reachOfNesting+1); n++ {
			if ts[n].Speaker == ts[k].Speaker {
				continue
			}
			if r.tells(&says[n], &ts[n], &ts[k]) && says[k].via == "" {
				says[k].via = ts[n].Speaker
			}
			r.cutTail(i, &says[k], &ts[k], &ts[n])
		}
	}
}

// tells reports that what t attributes is told by the speaker of outer: "the
// agency said that police had found", "police said, the agency reported".
func (r *reader) tells(say *saying, outer, t *corpus.Attribution) bool {
	if !outer.Scope.Contains(t.At) || outer.Scope.Contains(outer.At) || t.Scope.Contains(outer.At) && t.At.Start > outer.At.Start {
		return false
	}
	if outer.At.Start > t.At.End {
		return outer.Scope.Start <= t.Scope.Start
	}
	opening := text.Words(r.a.Body[min(say.clause.Start, t.At.Start):t.At.Start])
	if len(opening) > maxOpening {
		return false
	}
	for _, w := range opening {
		if joiners[w] && w != "" || w == "if" || w == "when" {
			return false
		}
	}
	return t.Scope.Start >= t.At.End
}

// maxOpening is how many words stand at most between "said" and whoever said it
// to the one who tells: "told reporters that the".
const maxOpening = 4

// cutTail ends the clause of t where it runs into who is named for it besides:
// ", the ministry said, according to the agency", ", the agency reported".
func (r *reader) cutTail(i int, say *saying, t, other *corpus.Attribution) {
	c := &say.clause
	behind := max(t.At.End, say.verb.End)
	switch {
	case c.Start < t.At.Start && t.Scope.Contains(t.At) && other.Scope.Contains(t.At) && behind <= other.At.Start &&
		len(text.Words(r.a.Body[behind:other.At.Start])) <= maxTail:
		c.End = t.At.Start
	case t.At.Start < c.Start && other.At.Start > c.Start && other.At.End <= c.End && other.Scope.Start <= c.Start &&
		len(text.Words(r.a.Body[other.At.End:c.End])) <= maxTail:
		comma := strings.LastIndexByte(r.a.Body[c.Start:other.At.Start], ',')
		if comma <= 0 {
			return
		}
		c.End = c.Start + comma
	default:
		return
	}
	*c = r.whole(i, tidy(r.a.Body, *c))
}

// maxTail is how many words stand at most between two who are named for one
// thing: "said, according to the news agency".
const maxTail = 6
