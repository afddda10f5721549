package corpus

import (
	"strings"

	"rapporteur/text"
)

// adjuncts returns the word after those from j on that only say when, where, how
// or through what: "in an email to reporters on Friday".
func (w *witness) adjuncts(j int) int {
	for j < len(w.p.words) && (j == 0 || w.p.adjoining(j)) && !w.p.words[j].quoted {
		low := w.p.words[j].low
		switch {
		case low == "when" && (w.p.at(j+1).low == "asked" || w.p.at(j+1).low == "pressed"):
			for j++; j < len(w.p.words) && w.p.adjoining(j); j++ {
			}
		case calendar[low], skippedBeforeVerb[low], strings.HasSuffix(low, "ly"):
			j++
			for j < len(w.p.words) && w.p.adjoining(j) && isDigits(w.p.words[j].low) {
				j++
			}
		case low == "last" || low == "this" || low == "next" || adjunctPrepositions[low]:
			end := w.nounPhrase(j + 1)
			if end == j+1 {
				return j
			}
			j = end
		default:
			return j
		}
	}
	return j
}

var adjunctPrepositions = text.Set(`on in at during to via through of about from after before following by with for alongside outside`)

// nounPhrase returns the word after the one that starts at j, j when none does.
func (w *witness) nounPhrase(j int) int {
	start := j
	for j < len(w.p.words) && j-start < 2 && w.p.adjoining(j) && determiners[w.p.words[j].low] {
		j++
	}
	first := j
	for j < len(w.p.words) && j-first < maxOpen && w.p.adjoining(j) && !w.p.words[j].quoted {
		low := w.p.words[j].low
		if calendar[low] && j > first {
			break
		}
		if _, verb := reportingVerbs[low]; verb && low != "report" && low != "post" && low != "state" && low != "comment" && low != "states" && low != "reports" || text.IsStop(low) && !w.p.isName(j) {
			break
		}
		if j++; calendar[low] {
			for j < len(w.p.words) && w.p.adjoining(j) && isDigits(w.p.words[j].low) {
				j++
			}
			return j
		}
	}
	if j == first {
		return start
	}
	return j
}

func isDigits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

// saysSomething reports that what stands before word i can be what is said: it is
// more than "In an address to the nation, …" or "Moving forward, …".
func (w *witness) saysSomething(i int) bool {
	return i >= minReport && w.adjuncts(0) < i
}

// minReport is how many words a report before its speaker has at least.
const minReport = 3
