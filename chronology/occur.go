package chronology

import (
	"strings"

	"rapporteur/corpus"
	"rapporteur/text"
)

// occurrence returns what a date dates: a noun, a clause, or the saying of one.
func (r *reader) occurrence(p *phrase, d dated) (Event, bool) {
	if n, ok := p.nounAfter(d); ok {
		if p.isSubject(d, n) {
			d.tense = noVerb
			return p.clauseEvent(d)
		}
		return p.nounEvent(d, n)
	}
	if d.clause.kind == condition {
		return Event{}, false
	}
	if n, by, ok := p.nounBefore(d); ok && !p.caption() && !p.thin(d, n) && (by != "during" || !p.namesBefore(n.first)) {
		return p.told(d, n.first, n.last), true
	}
	return p.clauseEvent(d)
}

// isSubject reports that a noun with a date before it is what its sentence tells
// of: "A July 29 quake killed 16 people".
func (p *phrase) isSubject(d dated, n noun) bool {
	if n.head < 0 || n.first != d.clause.first || d.clause.kind != mainClause {
		return false
	}
	if v := n.last; p.finite(v) && p.tenseOf(v, d.clause.last) == past {
		return true
	}
	return n.first == 0 && len(p.clauses) == 1 && !p.several()
}

// nounEvent returns the event that a noun with a date before it names, or the
// clause that it dates: "in a Wednesday press release".
func (p *phrase) nounEvent(d dated, n noun) (Event, bool) {
	before := p.low(n.first - 1)
	if before == "in" || before == "at" || before == "during" || before == "on" {
		if n.head < 0 && !p.speechIn(d.last, n.last) {
			return Event{}, false // "in its September issue"
		}
		return p.clauseEvent(d)
	}
	if n.head < 0 || d.clause.kind == condition || p.thin(d, n) && (d.basis != Stated || d.when.From.Day == 0) {
		return Event{}, false
	}
	return p.told(d, n.first, n.last), true
}

// speechIn reports that the words [first, last) name something that is said or
// written: "press release".
func (p *phrase) speechIn(first, last int) bool {
	for k := first; k < last; k++ {
		if saidIn[p.words[k].Stem] {
			return true
		}
	}
	return false
}

// told returns the event that the words [first, last) tell.
func (p *phrase) told(d dated, first, last int) Event {
	span, words := p.quote(first, last)
	return Event{
		Sentence: p.index, Span: span, Text: words, When: d.when, Basis: d.basis, Planned: p.planned(d.when, p.vaguely(d)),
		at: p.src.Start + p.words[d.first].Start,
	}
}

// vaguely returns the tense around a noun with a date for an article that is
// itself dated to the month or the year: there the date does not tell what was
// still ahead.
func (p *phrase) vaguely(d dated) tense {
	if p.pub.Day == 0 {
		return d.tense
	}
	return noVerb
}

// clauseEvent returns the event that the clause of a date tells.
func (p *phrase) clauseEvent(d dated) (Event, bool) {
	c := d.clause
	if p.says(d) {
		first, last := 0, len(p.words)
		if c.kind == mainClause && c.first > 0 && p.standsAlone(c.from, last) {
			first = c.from // "…, and Putin on Thursday stressed …"
		}
		e := p.told(d, first, last)
		e.Saying, e.main = true, true
		v := p.governing(d.clause, d.first)
		p.setDeed(&e, d.clause, v)
		e.newsworthy = p.opening || v >= 0 && newsworthy[p.low(v)]
		return e, true
	}
	if d.opener == "since" && !p.lasts(d) || p.stranded(d) {
		return Event{}, false
	}
	if p.governing(c, d.first) < 0 && c.kind != participial && !p.caption() && c.from == c.first && len(p.clauses) == 1 {
		return Event{}, false // a line without a verb
	}
	first, last := p.extent(c, d)
	e := p.told(d, first, last)
	e.Planned = p.planned(d.when, d.tense) && !p.cameToPass(d)
	p.setDeed(&e, c, p.governing(c, d.first))
	if deed := p.intended(d); deed != "" {
		e.Deed = deed
	}
	e.main = (c.kind == mainClause || c.kind == together || c.kind == resumed) && !p.foretold(d)
	return e, true
}

// foretold reports that a date is of what the sentence says was announced or
// planned, so that the main verb has no date of its own.
func (p *phrase) foretold(d dated) bool {
	v := p.mainVerb()
	return d.tense == future && v >= 0 && v < d.first && p.tenseOf(v, len(p.words)) == past
}

func (p *phrase) caption() bool { return p.src.Role == corpus.InCaption }

// says reports that a date dates the saying of the sentence, and not what is
// said: it lies outside of what is attributed, by a verb of saying.
func (p *phrase) says(d dated) bool {
	at := p.src.Start + p.words[d.first].Start
	for _, a := range p.src.Attributions {
		if a.Scope.Start <= at && at < a.Scope.End {
			return false
		}
	}
	if len(p.src.Attributions) == 0 {
		return false
	}
	v := p.governing(d.clause, d.first)
	if v < 0 {
		return false
	}
	for _, a := range p.src.Attributions {
		if a.Verb != "" && strings.HasSuffix(strings.ToLower(a.Verb), p.low(v)) || sayings[p.low(v)] {
			return true
		}
	}
	return false
}

// lasts reports that what is said to be so since a date has gone on or come
// about since then: "have been killed since November".
func (p *phrase) lasts(d dated) bool {
	for k := d.clause.first; k < d.clause.last; k++ {
		switch p.low(k) {
		case "has", "have", "hasnt", "havent", "had", "began", "started":
			return true
		}
	}
	return false
}

// extent returns the words that tell the event of a clause: the whole sentence,
// or the clause where the rest is of another time or makes it too long, and
// leaving it out changes nothing of what is said.
func (p *phrase) extent(c clause, d dated) (first, last int) {
	whole := len(p.words)
	first, last = c.from, c.last
	if c.kind == adverbial {
		first++
	}
	if first == 0 && last == whole || !p.standsAlone(first, last) {
		return 0, whole
	}
	if c.kind == adverbial || p.several() || len(p.s) > 260 {
		return first, last
	}
	return 0, whole
}

// several reports that the sentence names more than one time.
func (p *phrase) several() bool { return p.times > 1 }

// namesBefore reports that something is named before word i, so that the clause
// there may be of somebody who does something.
func (p *phrase) namesBefore(i int) bool {
	for k := 1; k < i; k++ {
		if p.words[k].Capital && !text.IsStop(p.low(k)) {
			return true
		}
	}
	return false
}

// standsAlone reports that the words [first, last) can be quoted without the
// rest of the sentence: they have a subject and a verb, whoever is said to say
// them is among them, and nothing outside denies, doubts or conditions them.
func (p *phrase) standsAlone(first, last int) bool {
	if p.ifs || last-first < 4 || pronouns[p.low(first)] || p.ragged(first, last) || p.finite(first) || !p.balanced(first, last) {
		return false
	}
	verb := first
	for verb < last && !p.finite(verb) {
		verb++
	}
	if verb == last || pronouns[p.low(verb-1)] && first > 0 {
		return false
	}
	for k := 0; k < first; k++ {
		if low := p.low(k); doubting[low] || denials[low] || low == "that" {
			return false
		}
	}
	span := corpus.Span{Start: p.src.Start + p.words[first].Start, End: p.src.Start + p.words[last-1].End}
	if last == len(p.words) {
		span.End = p.src.End
	}
	for _, a := range p.src.Attributions {
		if a.Scope.End > span.Start && a.Scope.Start < span.End && !(span.Start <= a.At.Start && a.At.End <= span.End && span.Contains(a.Scope)) {
			return false
		}
	}
	return true
}

// ragged reports that the words [first, last) start or end with a word that
// leads on to others.
func (p *phrase) ragged(first, last int) bool {
	if c := p.s[p.words[first].Start]; c >= '0' && c <= '9' || linksClauses(p.low(first)) || linksClauses(p.low(first+1)) && strings.Contains(p.gap(first+2), ",") {
		return true
	}
	if p.afterDash(first) && !p.words[first].Capital && !determiners[p.low(first)] {
		return true // "— factors that led voters"
	}
	end := p.low(last - 1)
	return last < len(p.words) && (determiners[end] || linkers[end] || relatives[end] || subordinate[end] || linksClauses(end))
}

func (p *phrase) afterDash(i int) bool {
	return i > 0 && (strings.Contains(p.gap(i), "—") || strings.Contains(p.gap(i), " –") || strings.Contains(p.gap(i), " -"))
}

// balanced reports that no quotation is cut in two.
func (p *phrase) balanced(first, last int) bool {
	s := p.s[p.words[first].Start:p.words[last-1].End]
	return strings.Count(s, "“") == strings.Count(s, "”") && strings.Count(s, "\"")%2 == 0 && strings.Count(s, "(") == strings.Count(s, ")")
}
