package chronology

import (
	"strings"

	"rapporteur/text"
)

// clauseKind says how a clause hangs on its sentence.
type clauseKind int

const (
	mainClause  clauseKind = iota
	adverbial              // after "after", "when", "while": a subject and a verb of its own
	condition              // after "if", "unless", "whether"
	relative               // after "which", "who", "that"
	together               // a further verb of the subject before: "… and agreed …"
	participial            // ", announcing …", "after winning …"
	resumed                // the rest of the clause that another one interrupted
)

// clause is a run of words [first, last) with one main verb. from is the word
// where it is to be quoted from so that it has a subject.
type clause struct {
	kind        clauseKind
	first, last int
	from        int
	opening     bool // nothing but a dateline stands before it
}

// cut parts the sentence into clauses.
func (p *phrase) cut() {
	cur := clause{opening: true}
	p.clauses = p.clauses[:0]
	for i := range p.words {
		kind, ok := p.boundary(i, cur)
		if !ok {
			continue
		}
		if i > cur.first {
			cur.last = i
			p.clauses = append(p.clauses, cur)
		}
		from := i
		switch kind {
		case together, participial, relative:
			from = cur.from
		case resumed:
			from = p.interrupted()
		case mainClause:
			if linksClauses(p.low(i)) {
				from = i + 1
			}
		}
		if kind == condition {
			p.ifs = true
		}
		cur = clause{kind: kind, first: i, from: from, opening: i == 0 || kind != relative && cur.opening && !p.finiteBehind(i, cur)}
	}
	cur.last = len(p.words)
	if cur.last > cur.first {
		p.clauses = append(p.clauses, cur)
	}
}

// opensDate reports that a date may start at word i: "since January".
func (p *phrase) opensDate(i int) bool {
	if i >= len(p.words) {
		return false
	}
	low, c := p.low(i), p.s[p.words[i].Start]
	return months[low] || weekdays[low] || c >= '0' && c <= '9' || (low == "last" || low == "this") && (weekly(p.low(i+1)) || months[p.low(i+1)])
}

// linksClauses reports that a word may join a clause to the one before it.
func linksClauses(low string) bool {
	return low == "and" || low == "but" || low == "or" || low == "yet" || low == "then"
}

// interrupted returns where the last clause with a subject of its own starts.
func (p *phrase) interrupted() int {
	for k := len(p.clauses) - 1; k >= 0; k-- {
		switch p.clauses[k].kind {
		case mainClause, resumed:
			return p.clauses[k].from
		}
	}
	return 0
}

// boundary reports that a new clause starts at word i.
func (p *phrase) boundary(i int, cur clause) (clauseKind, bool) {
	low, gap := p.low(i), p.gap(i)
	if i == 0 {
		switch {
		case conditional[low]:
			return condition, true
		case alsoLinks[low] && !strings.HasSuffix(p.low(i+1), "ing") && !p.finiteBefore(i+1, ","):
			return mainClause, false // "After three days of talks, the ministers left"
		case subordinate[low] && p.finiteAhead(i+1, 12):
			return adverbial, true
		case subordinate[low] && strings.HasSuffix(p.low(i+1), "ing"):
			return participial, true
		}
		return mainClause, false
	}
	hard := strings.ContainsAny(gap, ";—(") || strings.Contains(gap, " - ") || strings.Contains(gap, " – ") || strings.Contains(gap, ": ") || strings.Contains(gap, "--")
	comma := strings.Contains(gap, ",")
	hard = hard || comma && low == "so"
	switch {
	case conditional[low]:
		return condition, true
	case subordinate[low] && p.opensDate(i+1), low == "as" && p.low(i+1) == "well", low == "since" && !p.finiteAhead(i+1, 8):
		return mainClause, false
	case subordinate[low] && i > cur.first && p.finiteAhead(i+1, 12):
		return adverbial, true
	case (subordinate[low] || low == "by") && strings.HasSuffix(p.low(i+1), "ing") && len(p.low(i+1)) > 5:
		return participial, true
	case cur.kind == relative && resumes[low] && p.interrupts(i, cur):
		return resumed, true
	case relatives[low] && low != "that":
		return relative, true
	case hard:
		return mainClause, true
	case linksClauses(low) && i+1 < len(p.words):
		if p.verbHere(i+1) && p.finiteBehind(i, cur) {
			return together, true
		}
		if (comma || low == "but") && p.finiteAhead(i+1, 10) && !p.verbHere(i+1) && p.finiteBehind(i, cur) {
			return mainClause, true
		}
	case comma && strings.HasSuffix(low, "ing") && len(low) > 5 && p.finiteBehind(i, cur):
		return participial, true
	case comma && (cur.kind == adverbial || cur.kind == condition || cur.kind == participial) && cur.opening && p.finiteAhead(i, 12) && p.finiteOrIng(i, cur):
		return mainClause, true
	case comma && (cur.kind == relative || cur.kind == participial || cur.kind == adverbial) && !cur.opening && p.verbHere(i):
		return resumed, true
	}
	return mainClause, false
}

// interrupts reports that the relative clause at hand has had its verb when that at
// word i comes, which is then of the clause around it: "The man who sold the ticket
// has been arrested".
func (p *phrase) interrupts(i int, cur clause) bool {
	if !p.finite(i) || pronouns[p.low(i-1)] || linksClauses(p.low(i-1)) || strings.HasSuffix(p.low(i-1), "ly") {
		return false
	}
	verb := -1
	for k := cur.first; k < i; k++ {
		if p.low(k) == "that" && k > cur.first {
			verb = -1
		}
		if p.finite(k) {
			if sayings[p.low(k)] || k == i-1 {
				return false
			}
			verb = k
		}
	}
	return verb >= 0
}

// verbHere reports that a finite verb stands at word i, or an adverb and then one.
func (p *phrase) verbHere(i int) bool {
	if i >= len(p.words) {
		return false
	}
	if p.finite(i) {
		return true
	}
	return i+1 < len(p.words) && (strings.HasSuffix(p.low(i), "ly") || p.low(i) == "also" || p.low(i) == "then" || p.low(i) == "later") && p.finite(i+1)
}

// finiteAhead reports that a finite verb stands among the n words from i on,
// before the clause ends.
func (p *phrase) finiteAhead(i, n int) bool {
	for k := i; k < len(p.words) && k < i+n; k++ {
		if k > i && (strings.ContainsAny(p.gap(k), ";:—") || relatives[p.low(k)] && p.low(k) != "that") {
			return false
		}
		if p.finite(k) {
			return true
		}
	}
	return false
}

// finiteBefore reports that a finite verb stands from word i on before a gap with
// the mark, or that there is no such gap.
func (p *phrase) finiteBefore(i int, mark string) bool {
	for k := i; k < len(p.words); k++ {
		if strings.Contains(p.gap(k), mark) {
			return false
		}
		if p.finite(k) {
			return true
		}
	}
	return true
}

// alsoLinks are subordinating words that may as well govern a noun.
var alsoLinks = text.Set(`after before since following until`)

// finiteBehind reports that the clause at hand has a verb before word i.
func (p *phrase) finiteBehind(i int, cur clause) bool {
	for k := cur.first; k < i; k++ {
		if p.finite(k) {
			return true
		}
	}
	return false
}

func (p *phrase) finiteOrIng(i int, cur clause) bool {
	return cur.kind == participial || p.finiteBehind(i, cur)
}

// clauseAt returns the clause that holds word i.
func (p *phrase) clauseAt(i int) clause {
	for _, c := range p.clauses {
		if c.first <= i && i < c.last {
			return c
		}
	}
	return clause{last: len(p.words)}
}

// isScheduled reports that the verb of a date tells in the present what a timetable
// says: "begins Wednesday".
func (p *phrase) isScheduled(d dated) bool {
	v := p.governing(d.clause, d.first)
	return v >= 0 && scheduled[p.low(v)] && !p.caption()
}

// governing returns the verb that word i, the first of a date, belongs to: the
// nearest finite verb before it in its clause, else the next after it; -1 when
// the clause has none.
func (p *phrase) governing(c clause, i int) int {
	for k := min(i, c.last) - 1; k >= c.first; k-- {
		if p.finite(k) {
			// "is expected", "has met": the group counts from its first word.
			return k
		}
	}
	for k := i; k < c.last; k++ {
		if p.finite(k) {
			return k
		}
	}
	return -1
}
