package answer

import (
	"math"
	"slices"
	"strings"

	"rapporteur/text"
)

const (
	// leastCovered is the share of a claim, by weight, that what it cites has
	// to speak of.
	leastCovered = 0.5
	// leastClause is the same for each clause of four words or more.
	leastClause = 0.2
	// besideWord is what a word counts that stands only in a sentence beside
	// one cited.
	besideWord = 0.4
	// besideName is what a name counts beside the words.
	besideName = 0.3
)

// uncovered says that too little of c stands in what it cites.
func (e *Engine) uncovered(c *claim) string {
	if len(c.terms) == 0 {
		return dropUncovered // a name alone claims nothing that can be looked up
	}
	share, clause := e.claimCoverage(c)
	if share < leastCovered || clause < leastClause {
		return dropUncovered
	}
	return ""
}

// claimCoverage returns the weighted share of the words of c that what it cites
// speaks of, and that of the clause where it is least.
func (e *Engine) claimCoverage(c *claim) (share, clause float64) {
	borne := make([]float64, len(c.terms))
	sum, total := 0.0, 0.0
	for i := range c.terms {
		borne[i] = e.borne(c, &c.terms[i])
		sum += c.terms[i].weight * borne[i]
		total += c.terms[i].weight
	}
	clause = 1
	for first := 0; first < len(c.terms); {
		last := first + 1
		for last < len(c.terms) && !e.clauseBetween(c, c.terms[last-1].first, c.terms[last].first) {
			last++
		}
		s, w, most := 0.0, 0.0, 0.0
		for i := first; i < last; i++ {
			s += c.terms[i].weight * borne[i]
			w += c.terms[i].weight
			most = math.Max(most, borne[i])
		}
		switch {
		case last-first >= 4:
			clause = math.Min(clause, s/w)
		case last-first >= 2 && most < besideWord && !e.holdsMore(c, first, last):
			clause = 0 // "…, which is a shameless lie"
		}
		first = last
	}
	named := 0.0
	for i := range c.names {
		if !c.names[i].inner && !e.isMeeting(&c.names[i]) {
			named += besideName // otherNames has seen to it that they are held
		}
	}
	named = math.Min(named, total/2) // and what is said of them counts more
	if total == 0 {
		return 0, clause
	}
	return (sum + named) / (total + named), clause
}

// holdsMore reports that the clause of the terms [first, last) of c holds a name
// or a number: those have been looked at.
func (e *Engine) holdsMore(c *claim, first, last int) bool {
	from, to := c.terms[first].first, c.terms[last-1].last
	for from > 0 && !e.clauseBetween(c, from-1, from) {
		from--
	}
	for to < len(c.tokens) && !e.clauseBetween(c, to-1, to) {
		to++
	}
	return slices.ContainsFunc(c.names, func(n name) bool { return n.first >= from && n.last <= to }) ||
		slices.ContainsFunc(c.tokens[from:to], func(t text.Token) bool { return isNumber(t.Fold) })
}

func (e *Engine) clauseBetween(c *claim, a, b int) bool {
	for k := a; k < b; k++ {
		if strings.ContainsAny(c.text[c.tokens[k].End:c.tokens[k+1].Start], ",;:–—(") || clauseStarts[c.tokens[k+1].Fold] {
			return true
		}
	}
	return false
}

var clauseStarts = wordsOf(`and but which who while whereas although though because since after before when as`)

// borne is how well what c cites speaks of one of its words, in [0,1].
func (e *Engine) borne(c *claim, t *term) float64 {
	best := 0.0
	for _, g := range c.given {
		v, _ := e.match(t, g)
		best = math.Max(best, v)
		if best >= sameConcept {
			return best
		}
		v, _ = e.match(t, e.header(g.article))
		best = math.Max(best, headerWord*v)
		for _, near := range e.around(g) {
			v, _ = e.match(t, near)
			best = math.Max(best, besideWord*v)
		}
	}
	return best
}
