package chronology

import "strings"

// tense is when a verb says that something happens.
type tense int

const (
	noVerb tense = iota
	past
	now
	future
)

// tenseOf reads the verb group that starts at word i.
func (p *phrase) tenseOf(i, last int) tense {
	low := p.low(i)
	switch {
	case modals[low]:
		if (low == "would" || low == "could" || low == "might" || low == "should") && p.nextVerb(i) == "have" {
			return past
		}
		if next := p.low(i + 2); low == "could" && p.low(i+1) == "be" && (next == "seen" || next == "heard" || next == "felt") {
			return past
		}
		return future
	case low == "was" || low == "were" || low == "had" || low == "did" || low == "wasnt" || low == "werent" || low == "hadnt" || low == "didnt":
		return past
	case low == "has" || low == "have" || low == "hasnt" || low == "havent":
		if p.leadsAhead(i, last) {
			return future
		}
		return past
	case beForms[low] || low == "isnt" || low == "arent":
		if p.perfectInfinitive(i, last) {
			return past
		}
		if p.leadsAhead(i, last) {
			return future
		}
		return now
	case low == "doesnt" || low == "dont", doForms[low], present[low]:
		if ahead[low] || low == "want" {
			return future
		}
		return now
	case ahead[low] && p.toFollows(i):
		return future
	}
	return past
}

// nextVerb returns the first word after i that is no adverb.
func (p *phrase) nextVerb(i int) string {
	for k := i + 1; k < len(p.words) && k < i+4; k++ {
		if low := p.low(k); !strings.HasSuffix(low, "ly") && low != "not" && low != "also" && low != "now" && low != "then" && low != "never" {
			return low
		}
	}
	return ""
}

// leadsAhead reports that a form of "be" or "have" at i goes on to what is to
// come: "is to visit", "is expected to", "are due", "has agreed to meet", "is
// holding a summit on".
func (p *phrase) leadsAhead(i, last int) bool {
	for k := i + 1; k < last && k <= i+4; k++ {
		low := p.low(k)
		switch {
		case low == "to":
			return k == i+1 || ahead[p.low(k-1)]
		case low == "due" || low == "scheduled" || low == "slated" || low == "set" || low == "planned" || low == "going" || low == "expected" || low == "poised":
			return true
		case ahead[low] && p.toFollows(k):
			return true
		}
	}
	return false
}

// perfectInfinitive reports "is said to have met" at word i.
func (p *phrase) perfectInfinitive(i, last int) bool {
	for k := i + 1; k+1 < last && k <= i+4; k++ {
		if p.low(k) == "to" && p.low(k+1) == "have" && (strings.HasSuffix(p.low(k+2), "ed") || irregularDone[p.low(k+2)] || p.low(k+2) == "been") {
			return true
		}
	}
	return false
}

// toFollows reports that an infinitive, or what stands for one, follows word i:
// "hoped to meet", "scheduled for Monday".
func (p *phrase) toFollows(i int) bool {
	for k := i + 1; k < len(p.words) && k <= i+3; k++ {
		switch p.low(k) {
		case "to", "for", "on":
			return true
		}
	}
	return false
}

// afterDoing reports that a date belongs to what somebody did before: "fresh off
// winning her third prize on Sunday".
func (p *phrase) afterDoing(c clause, i int) bool {
	for k := i - 1; k > c.first && !p.finite(k); k-- {
		if strings.HasSuffix(p.low(k), "ing") {
			before := p.low(k - 1)
			return before == "off" || before == "after"
		}
	}
	return false
}

// tenseAt returns the tense of what happens at the date that starts at word i.
func (p *phrase) tenseAt(c clause, i int) tense {
	switch p.low(i - 1) {
	case "earlier":
		return past
	case "later":
		if t := p.low(i); t == "this" || t == "today" {
			if v := p.governing(c, i); v < 0 || p.tenseOf(v, c.last) != past {
				return future
			}
		}
	}
	for k := i - 1; k > c.first && k >= i-4; k-- {
		if p.low(k) == "be" && p.low(k-1) == "to" {
			return future // "to be released Wednesday"
		}
	}
	v := p.governing(c, i)
	if p.afterDoing(c, i) {
		return past
	}
	if v < 0 {
		switch {
		case c.kind == participial && (p.low(c.first) == "after" || p.low(c.first) == "since" || p.low(c.first) == "following"):
			return past
		case c.from < c.first:
			if outer := p.clauseAt(c.from); outer.first < c.first {
				return p.tenseAt(outer, outer.first)
			}
		case c.first > 0:
			outer := p.clauseAt(c.first - 1)
			return p.tenseAt(outer, outer.last)
		}
		return noVerb
	}
	if settling[p.low(v)] && daysToldBy[p.low(i)] && p.low(i) != "tomorrow" {
		return past // "agreed to cut the tax today": it is the agreement that is of today
	}
	t := p.tenseOf(v, c.last)
	// "hoped to reconvene", "agreed to meet on Monday": the infinitive is ahead.
	if t != future && v < i && !(p.low(v) == "had" && unfulfilled[p.nextVerb(v)]) {
		for k := v; k < min(i, c.last); k++ {
			if p.low(k) == "to" && k+1 < i && ahead[p.low(k-1)] {
				return future
			}
		}
	}
	return t
}
