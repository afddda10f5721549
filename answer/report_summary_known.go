package answer

import (
	"strings"

	"rapporteur/glossary"
)

// A person whom the article has introduced it calls by the surname from then on. In
// a summary that has left out the introduction, a reader does not know who that is.

// introductions returns the surnames of those whom the sentences name in full, with
// the first sentence that does. Those whom the glossary knows need none.
func introductions(all []*sentence) map[string]*sentence {
	out := map[string]*sentence{}
	for _, s := range all {
		for i := range s.names {
			if surname := fullName(&s.names[i]); surname != "" && out[surname] == nil {
				out[surname] = s
			}
		}
	}
	return out
}

// fullName returns the surname of a name of two words or more that may be a
// person's, "" for any other.
func fullName(n *name) string {
	if n.inner || n.entry != nil && n.kind != glossary.Person {
		return ""
	}
	words := strings.Fields(n.fold)
	if len(words) < 2 {
		return ""
	}
	return words[len(words)-1]
}

// strangersIn returns the surnames in a point that stand alone there, and whose
// owners an earlier sentence introduces.
func strangersIn(x *digestPoint, introduced map[string]*sentence) []string {
	var out []string
	for i := range x.names {
		n := &x.names[i]
		if by := introduced[n.fold]; n.entry == nil && !n.inner && by != nil && by.index < x.index && (x.before == nil || by != x.before) {
			out = append(out, n.fold)
		}
	}
	return out
}
