package chronology

// adjoinsNoun reports that what follows goes on from a length of time: "in three
// days of talks", "in two years’ time" not.
func (p *phrase) adjoinsNoun(i int) bool {
	low := p.low(i)
	return low == "of" || low == "or" || low == "after" || low == "before" || low == "since" || p.adjoins(i) && p.nounLike(i)
}

// within dates what is to come "in seven days" from the article's date.
func (r *reader) within(p *phrase, d distance, found []dated) (Event, bool) {
	c := p.clauseAt(d.first)
	v := p.governing(c, d.first)
	if v < 0 || v > d.first || c.kind == condition || r.pub.Day == 0 {
		return Event{}, false
	}
	t := p.tenseOf(v, c.last)
	if t != future && !(t == now && scheduled[p.low(v)]) || modals[p.low(v)] && p.low(v) != "will" {
		return Event{}, false
	}
	for _, f := range found {
		if f.clause == c {
			return Event{}, false
		}
	}
	when, ok := shift(r.pub, d.unit, d.n)
	if !ok {
		return Event{}, false
	}
	e, ok := p.clauseEvent(dated{first: d.first, last: d.last, when: when, basis: Resolved, clause: c, tense: future})
	e.Rough = d.unit != "day" || p.low(d.first-1) == "within"
	return e, ok
}
