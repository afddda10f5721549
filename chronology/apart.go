package chronology

import (
	"strconv"
	"strings"
	"time"

	"rapporteur/corpus"
	"rapporteur/text"
)

// distance is a length of time in a sentence, [first, last) with the word that
// says from where: "three weeks after", "a day later", "just days before".
type distance struct {
	first, last int
	n           int // 0 when the article says no number: "days after"
	unit        string
	from        string // "after", "before", "later", "earlier"
}

// apart returns the events that the sentence dates by their distance from
// another.
func (r *reader) apart(p *phrase, found []dated) []Event {
	var out []Event
	for i := 0; i < len(p.words); i++ {
		if w, ok := r.endOf(p, i); ok {
			c := p.clauseAt(i)
			d := dated{first: i, last: i + 1, when: w, basis: Resolved, clause: c, tense: p.tenseAt(c, i)}
			if e, ok := p.clauseEvent(d); ok {
				out = append(out, e)
			}
			continue
		}
		d, ok := p.distance(i)
		if !ok {
			continue
		}
		switch d.from {
		case "in":
			if e, ok := r.within(p, d, found); ok {
				out = append(out, e)
			}
		case "later", "earlier":
			if e, ok := r.later(p, d, found); ok {
				out = append(out, e)
			}
		default:
			if e, ok := r.beside(p, d, found); ok {
				out = append(out, e)
			}
		}
		i = d.last - 1
	}
	return out
}

// distance reads a length of time that starts at word i.
func (p *phrase) distance(i int) (distance, bool) {
	d := distance{first: i, n: numerals[p.low(i)]}
	if d.n == 0 {
		if n, err := strconv.Atoi(p.low(i)); err == nil && n > 0 && n < 100 {
			d.n = n
		}
	}
	k := i + 1
	if d.n == 0 {
		k = i // "days after"
		if u := p.low(i); u != "days" && u != "hours" {
			if (u == "following" || u == "next") && p.low(i-1) == "the" && p.low(i+1) == "day" && p.adjoins(i+1) {
				return distance{first: i, last: i + 2, n: 1, unit: "day", from: "later"}, true
			}
			return distance{}, false
		}
	}
	switch p.low(i - 1) {
	case "to", "for", "of":
		return distance{}, false // "sentenced to 20 years after a trial"
	}
	d.unit = units[p.low(k)]
	if p.low(k) == "hours" && d.n == 0 {
		return distance{}, false
	}
	if d.unit == "" || k > i && !p.adjoins(k) {
		return distance{}, false
	}
	if before := p.low(i - 1); (before == "in" || before == "within") && d.n > 0 && p.adjoins(i) && !p.adjoinsNoun(k+1) {
		d.from, d.last = "in", k+1
		return d, true
	}
	switch d.from = p.low(k + 1); d.from {
	case "after", "before", "later", "earlier":
	default:
		return distance{}, false
	}
	if !p.adjoins(k + 1) {
		return distance{}, false
	}
	d.last = k + 2
	return d, true
}

// later dates the clause with "two years later" from the last date that the
// article named, which must not lie far back.
func (r *reader) later(p *phrase, d distance, found []dated) (Event, bool) {
	base := r.last.when
	near := r.last.sentence >= p.index-2 && !base.From.IsZero()
	for _, f := range found {
		if f.last <= d.first {
			base, near = f.when, true
		}
		if p.clauseAt(f.first) == p.clauseAt(d.first) {
			return Event{}, false // dated already
		}
	}
	if !near || base.From != base.To || d.n == 0 {
		return Event{}, false
	}
	sign := 1
	if d.from == "earlier" {
		sign = -1
	}
	when, ok := shift(base.From, d.unit, sign*d.n)
	if !ok {
		return Event{}, false
	}
	c := p.clauseAt(d.first)
	e, ok := p.clauseEvent(dated{first: d.first, last: d.last, when: when, basis: Resolved, clause: c, tense: p.tenseAt(c, d.first)})
	e.Rough = d.unit != "day"
	return e, ok
}

// beside dates what stands on one side of "a week after" by the other: by a date
// that is named there, or by the article's event when the sentence speaks of it
// in the present.
func (r *reader) beside(p *phrase, d distance, found []dated) (Event, bool) {
	inner := p.clauseAt(d.last)
	if inner.first < d.last-1 {
		inner = clause{kind: adverbial, first: d.last - 1, last: inner.last, from: d.last - 1}
	}
	outer := p.clauseAt(d.first)
	var inside, outside *dated
	for k := range found {
		switch f := &found[k]; {
		case f.first >= d.last && f.first < inner.last && f.first <= d.last+8:
			inside = f
		case f.last <= d.first && f.first >= outer.first:
			outside = f
		case f.last <= d.first && outer.kind != mainClause:
			return Event{}, false // dated by another clause
		}
	}
	sign := 1
	if d.from == "before" {
		sign = -1
	}
	switch p.low(d.first - 1) {
	case "than":
		if p.low(d.first-2) != "less" {
			return Event{}, false
		}
		if d.unit != "week" && d.unit != "month" || d.n != 1 {
			return Event{}, false
		}
		d.n = 0 // "less than a week after": some days
	}
	switch {
	case inside != nil && outside == nil:
		if inside.when.From != inside.when.To {
			return Event{}, false
		}
		when, ok := shift(inside.when.From, d.unit, sign*d.n)
		if !ok || d.n == 0 {
			return Event{}, false
		}
		e, ok := p.clauseEvent(dated{first: d.first, last: d.last, when: when, basis: Resolved, clause: outer, tense: p.tenseAt(outer, d.first)})
		e.Rough = true
		return e, ok
	case inside != nil:
		return Event{}, false
	}
	base := r.pub
	if at := r.mainDate(); !at.IsZero() {
		base = at
	}
	if outside != nil {
		if outside.when.From != outside.when.To {
			return Event{}, false
		}
		base = outside.when.From
	} else if v := p.governing(outer, d.first); v < 0 || p.tenseOf(v, outer.last) != now && !p.comesAfter(v) {
		return Event{}, false
	}
	if base.IsZero() {
		return Event{}, false
	}
	when, ok := shift(base, d.unit, -sign*d.n)
	switch {
	case d.n == 0 && d.unit == "month" && base.Day != 0 && sign > 0:
		t := base.First()
		when, ok = corpus.Period{From: dateOf(t.AddDate(0, -1, 1)), To: dateOf(t.AddDate(0, 0, -1))}, true
	case d.n == 0:
		when, ok = someDays(base, -sign)
	}
	if !ok {
		return Event{}, false
	}
	return p.besideEvent(d, inner, when)
}

// comesAfter reports that the verb at word v puts what the article reports on
// behind something: "The announcement came a day after".
func (p *phrase) comesAfter(v int) bool {
	if low := p.low(v); low != "came" && low != "followed" && low != "happened" {
		return false
	}
	first := p.low(0)
	return first == "the" || first == "it" || first == "that" || first == "this" || first == "his" || first == "her" || first == "their"
}

// besideEvent returns the event after "a week after": a clause or a noun.
func (p *phrase) besideEvent(d distance, inner clause, when corpus.Period) (Event, bool) {
	first, last := d.last, inner.last
	v := -1
	for k := first; k < last && (k == first || !pronouns[p.low(k)] || !strings.Contains(p.gap(k), ",")); k++ {
		if p.finite(k) {
			v = k
			break
		}
	}
	x := dated{first: d.first, last: d.last, when: when, basis: Resolved, clause: inner, tense: past}
	if v < 0 {
		if n := p.complement(p.nounEnd(first)); p.happens(first, n) {
			last = n
		} else {
			return Event{}, false
		}
	} else if pronouns[p.low(first)] || !p.balanced(first, last) {
		first, last = 0, len(p.words)
	}
	e := p.told(x, first, last)
	e.Rough = true
	e.Planned = p.planned(when, noVerb)
	p.setDeed(&e, inner, v)
	return e, true
}

// nounEnd goes on from word i over a noun and what stands before it.
func (p *phrase) nounEnd(i int) int {
	for i < len(p.words) && (determiners[p.low(i)] || p.nounLike(i)) && (p.joinsNoun(i) || i == 0) {
		i++
	}
	return i
}

// happens reports that the words [first, last) name something that happens.
func (p *phrase) happens(first, last int) bool {
	for k := first; k < last; k++ {
		if happenings[p.words[k].Stem] {
			return true
		}
	}
	return false
}

// endOf reads at word i how many days the article's event took, "At the end of two
// chaotic days", "after three days of talks", and returns the last of them. It
// needs to know the first.
func (r *reader) endOf(p *phrase, i int) (corpus.Period, bool) {
	n := numerals[p.low(i)]
	if n < 2 {
		return corpus.Period{}, false
	}
	k := i + 1
	for k < len(p.words) && k < i+3 && p.adjoins(k) && units[p.low(k)] == "" {
		k++
	}
	if p.low(k) != "days" || !p.adjoins(k) {
		return corpus.Period{}, false
	}
	switch before := p.low(i - 1); {
	case before == "of" && p.low(i-2) == "end":
	case (before == "after" || before == "following") && p.low(k+1) == "of" && r.leadMeetings()[text.Stem(p.low(k+2))]:
	default:
		return corpus.Period{}, false
	}
	base := r.mainDate()
	if base.Day == 0 {
		return corpus.Period{}, false
	}
	end := dateOf(base.First().AddDate(0, 0, n-1))
	if r.pub.Day != 0 && end.Compare(r.pub) > 0 {
		end = r.pub
	}
	r.mainEnd = end
	return corpus.Period{From: end, To: end}, true
}

// shift returns the time n units from d, no more precise than the unit.
func shift(d corpus.Date, unit string, n int) (corpus.Period, bool) {
	t := d.First()
	switch {
	case d.IsZero():
		return corpus.Period{}, false
	case unit == "year":
		d = corpus.Date{Year: d.Year + n}
	case unit == "month" && d.Month != 0:
		t = time.Date(d.Year, time.Month(d.Month+n), 1, 0, 0, 0, 0, time.UTC)
		d = corpus.Date{Year: t.Year(), Month: int(t.Month())}
	case unit == "week" && d.Day != 0:
		d = dateOf(t.AddDate(0, 0, 7*n))
	case unit == "day" && d.Day != 0:
		d = dateOf(t.AddDate(0, 0, n))
	default:
		return corpus.Period{}, false
	}
	return corpus.Period{From: d, To: d}, d.Year > 0
}

// someDays returns the month of the days shortly before d (or after, when sign
// is positive), the stretch itself where it runs over the end of a month.
func someDays(d corpus.Date, sign int) (corpus.Period, bool) {
	if d.Day == 0 {
		return corpus.Period{}, false
	}
	near, far := dateOf(d.First().AddDate(0, 0, sign)), dateOf(d.First().AddDate(0, 0, sign*6))
	if sign < 0 {
		near, far = far, near
	}
	if near.Month == far.Month {
		near.Day, far.Day = 0, 0
	}
	return corpus.Period{From: near, To: far}, true
}
