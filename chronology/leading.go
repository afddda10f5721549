package chronology

import (
	"strings"

	"rapporteur/corpus"
	"rapporteur/text"
)

// meetings are stems of nouns for what an article reports from, and that its
// other sentences speak of as "the talks".
var meetings = text.StemSet(`talk talks meeting summit conference negotiations round congress visit session debate hearing trial match game
	election ceremony`)

// mainDate returns the day on which what the article reports on happened or
// began: the one that its first sentence names, else that of the meeting it
// reports from in another sentence; zero when it gives none.
func (r *reader) mainDate() corpus.Date {
	for i := range r.events {
		if e := &r.events[i]; e.Sentence == r.lead && !e.Saying && e.When.From == e.When.To && (e.main || r.recent(e.When.From) || e.When.From.Day == 0 && e.Basis != Stated) {
			return e.When.From
		}
	}
	if r.lead < 0 {
		return corpus.Date{}
	}
	stems := r.leadMeetings()
	for i := range r.events {
		e := &r.events[i]
		if e.Planned || e.When.From != e.When.To || e.When.From.Day == 0 || !r.recent(e.When.From) {
			continue
		}
		if s := r.article.Text(e.Span); r.article.Place != "" && strings.Contains(s, r.article.Place) && holdsStem(s, stems) {
			return e.When.From
		}
	}
	return corpus.Date{}
}

// recent reports that a day lies within a week before the article's date.
func (r *reader) recent(d corpus.Date) bool {
	pub := r.pub
	return pub.Day != 0 && !d.First().After(pub.First()) && d.First().AddDate(0, 0, 7).After(pub.First())
}

// leadMeetings returns the stems of the meetings that the title and the first
// sentence name.
func (r *reader) leadMeetings() map[string]bool {
	out := map[string]bool{}
	if r.lead < 0 {
		return out
	}
	for _, t := range text.Tokens(r.article.Title + " " + r.article.Text(r.article.Sentences[r.lead].Span)) {
		if meetings[t.Stem] {
			out[t.Stem] = true
		}
	}
	return out
}

func holdsStem(s string, stems map[string]bool) bool {
	for _, t := range text.Tokens(s) {
		if stems[t.Stem] {
			return true
		}
	}
	return false
}

// addLeading adds the event that the article reports on when its first sentence
// gives it no date, and what came of it.
func (r *reader) addLeading() {
	if r.lead < 0 {
		return
	}
	main := r.leadEvent()
	p := r.phrase(r.lead)
	if main == nil || !main.main {
		if e, ok := r.undated(p); ok && (main == nil || main.When != e.When) {
			r.events = append(r.events, e)
			main = &r.events[len(r.events)-1]
		}
	}
	if main == nil || !main.main && main.Basis == Stated {
		return
	}
	main.Leading = true
	if main.Planned || main.When.From.Precision() < 2 {
		return
	}
	r.addOutcomes(*main)
}

// leadEvent returns the event that the first sentence dates, that of its main
// clause if it can; nil when it dates none.
func (r *reader) leadEvent() *Event {
	var out *Event
	for i := range r.events {
		if e := &r.events[i]; e.Sentence == r.lead && (out == nil || e.main && !out.main) {
			out = e
		}
	}
	return out
}

// undated returns the event of a first sentence without a date. It is dated by
// the meeting's own date where another sentence gives it, else by the article's.
// Only what is told as past has happened by then.
func (r *reader) undated(p *phrase) (Event, bool) {
	pub := r.article.Published
	if pub.IsZero() || p.asks() || p.ifs || !p.names() || p.personal() {
		return Event{}, false
	}
	v := p.mainVerb()
	if v < 0 || !p.hasHappened(v) || p.timed(v) {
		return Event{}, false
	}
	d := dated{first: 0, last: 1, when: corpus.Period{From: pub, To: pub}, basis: Published}
	if at := r.mainDate(); !at.IsZero() {
		d.when, d.basis = corpus.Period{From: at, To: at}, Resolved
		if !r.mainEnd.IsZero() {
			d.when.To = r.mainEnd
		}
	}
	e := p.told(d, 0, len(p.words))
	e.Planned, e.main = false, true
	p.setDeed(&e, p.clauseAt(v), v)
	return e, true
}

// mainVerb returns the first verb of the sentence that is of no clause within it,
// -1 when there is none.
func (p *phrase) mainVerb() int {
	for _, c := range p.clauses {
		if c.kind != mainClause && c.kind != resumed {
			continue
		}
		for i := c.first; i < c.last; i++ {
			if p.finite(i) {
				return i
			}
		}
	}
	return -1
}

// hasHappened reports that the verb at word v tells what has just happened: in the
// past, in the perfect or as a change that goes on; not what is or was so.
func (p *phrase) hasHappened(v int) bool {
	next := p.nextVerb(v)
	done := irregularDone[next] || strings.HasSuffix(next, "ed") && len(next) > 3
	switch low := p.low(v); {
	case low == "was" || low == "were":
		return done || p.article.Place != ""
	case low == "is" || low == "are":
		return turning[next]
	case low == "has" || low == "have":
		for i := range p.words {
			if lasting[p.low(i)] {
				return false
			}
		}
		if next == "been" {
			for k := v + 1; k < len(p.words) && k <= v+4; k++ {
				if p.low(k) == "been" {
					after := p.nextVerb(k)
					return irregularDone[after] || strings.HasSuffix(after, "ed") && len(after) > 3
				}
			}
		}
		return done
	case haveForms[low]:
		return false
	}
	return p.tenseOf(v, len(p.words)) == past
}

// timed reports that a time stands in the clause of the verb at word v, other than
// one that belongs to a noun or only measures.
func (p *phrase) timed(v int) bool {
	if !corpus.MayDate(p.s) {
		return false
	}
	c := p.clauseAt(v)
	for _, d := range p.dates(corpus.FindDates(p.s, p.pub)) {
		if _, ok := p.nounAfter(d); ok {
			continue
		}
		if _, _, ok := p.nounBefore(d); ok {
			continue
		}
		if (d.clause == c || d.clause.kind == together) && !p.foretold(d) {
			return true
		}
	}
	return false
}

// names reports that the sentence names somebody or something.
func (p *phrase) names() bool {
	for i, w := range p.words {
		if i > 0 && w.Capital && !weekdays[w.Fold] && !months[w.Fold] && !text.IsStop(w.Fold) {
			return true
		}
	}
	return false
}

// personal reports that the writer speaks of themselves or to the reader.
func (p *phrase) personal() bool {
	for i := range p.words {
		switch p.low(i) {
		case "i", "you", "your", "my", "we", "our":
			return true
		}
	}
	return false
}
