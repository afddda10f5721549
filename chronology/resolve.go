package chronology

import (
	"strings"
	"time"

	"rapporteur/corpus"
)

// resolve returns the time that a date means in its clause. The finder of dates
// reads each by itself and takes the nearest; here the tense decides between the
// last such day and the next.
func (p *phrase) resolve(d dated) (corpus.Period, bool) {
	pub, w := p.pub, d.Period
	if d.opener == "since" {
		if pub.IsZero() || w.From.Compare(pub) > 0 {
			return corpus.Period{}, false
		}
		return corpus.Period{From: w.From, To: pub}, true
	}
	if w.From.IsZero() || w.To.IsZero() {
		return corpus.Period{}, false
	}
	if !d.Relative {
		return w, true
	}
	low := p.low(d.first)
	switch {
	case weekdays[low] && d.last-d.first == 1:
		return p.weekday(d, w), true
	case low == "this" && weekdays[p.low(d.first+1)]:
		return p.weekday(d, w), true
	case d.Yearless:
		w = p.yearless(d, w)
		return w, !w.IsZero()
	}
	return p.elapsed(d, w), true
}

// finished returns the day on which an article was finished, from which its days
// are counted: the one of publication, or the next one when the first sentence
// says that something happened on that day of the week. News that is changed in
// the night, or comes from farther east, keeps the date of its first version, and
// does not call a day six days gone "on Tuesday".
func (r *reader) finished() corpus.Date {
	pub := r.article.Published
	if pub.Day == 0 || r.lead < 0 || r.article.PublishedBasis == corpus.Inferred {
		return pub
	}
	next := pub.First().AddDate(0, 0, 1)
	name := next.Weekday().String()
	if !strings.Contains(r.article.Text(r.article.Sentences[r.lead].Span), name) {
		return pub
	}
	p := r.phrase(r.lead)
	for _, d := range p.dates(corpus.FindDates(p.s, pub)) {
		before := p.low(d.first - 1)
		if d.last-d.first != 1 || p.low(d.first) != strings.ToLower(name) || p.possessive(d) || before == "the" || before == "for" || before == "last" {
			continue
		}
		if d.tense == past && !d.when.From.First().After(pub.First()) {
			return dateOf(next)
		}
	}
	return pub
}

// weekday chooses between the last and the next such day of the week.
func (p *phrase) weekday(d dated, w corpus.Period) corpus.Period {
	pub := p.pub
	if pub.Day == 0 {
		return w
	}
	back := (int(pub.First().Weekday()) - int(w.From.First().Weekday()) + 7) % 7
	next := p.nextDay(d)
	switch p.low(d.first - 1) {
	case "into", "through", "by": // "snow is forecast into Friday"
		next = next || back > 3
	}
	day := pub.First().AddDate(0, 0, -back)
	if next && back > 0 {
		day = day.AddDate(0, 0, 7)
	}
	at := dateOf(day)
	return corpus.Period{From: at, To: at}
}

// nextDay reports that a day of the week is one to come.
func (p *phrase) nextDay(d dated) bool {
	tied := p.possessive(d) || p.low(d.first-1) == "the"
	if before := p.low(d.first - 1); d.tense == future && (!tied || before == "in" || before == "at" || before == "during" || before == "for") {
		return true
	}
	if !tied && (p.isScheduled(d) || p.isSet(d)) {
		return true
	}
	// "postponed the Friday meeting", "ahead of talks on Friday"
	for k := d.first - 1; k >= max(0, d.first-8); k-- {
		if callOff[p.low(k)] && k >= d.first-2 {
			return false // "were cancelled on Monday"
		}
		if putOff[p.low(k)] {
			return true
		}
		if p.finite(k) {
			return false
		}
	}
	return false
}

// isSet reports that a sentence in the present says what day something is: "the
// funeral is Saturday", "Thursday is the soonest".
func (p *phrase) isSet(d dated) bool {
	if p.caption() {
		return false
	}
	before, after := p.low(d.first-1), p.low(d.last)
	if d.first == d.clause.first && (after == "is" || after == "may") {
		return true
	}
	v := p.governing(d.clause, d.first)
	if v >= 0 && p.perfectInfinitive(v, d.clause.last) {
		return false
	}
	if v > d.first && d.first == 1 && before == "on" && p.low(v+1) != "being" && (p.low(v) == "is" || p.low(v) == "are") {
		return true // "On Thursday, rain is likely"
	}
	if v < 0 || v > d.first || p.low(v) != "is" && p.low(v) != "are" {
		return before == "for" && v >= 0 && v < d.first && !p.possessive(d)
	}
	return v == d.first-1 || before == "on" || before == "for"
}

// yearless gives a month or a day without a year the year that its tense asks
// for: what happened lies behind, with a few days' grace, for the date of
// publication may be off; what is to come ahead.
func (p *phrase) yearless(d dated, w corpus.Period) corpus.Period {
	// A day in the past without its year is seldom eleven months gone.
	grace := 45 * 24 * time.Hour
	if w.From.Day == 0 {
		grace = 4 * 24 * time.Hour
	}
	pub := p.pub
	if w.From.Day != 0 && p.otherYear(d) {
		return corpus.Period{}
	}
	if year := p.years[[2]int{w.From.Month, w.From.Day}]; year != 0 && w.From.Day != 0 {
		return shiftYears(w, year-w.From.Year)
	}
	switch before := p.low(d.first - 1); {
	case pub.IsZero() || pub.Month == 0:
		return w
	case before == "last":
		if !w.From.First().Before(pub.First()) {
			return shiftYears(w, -1)
		}
		return w
	case before == "next":
		if !w.To.Last().After(pub.Last()) {
			return shiftYears(w, 1)
		}
		return w
	}
	switch {
	case d.tense == future && p.couldBe(d) && w.From.First().After(pub.Last().AddDate(0, 3, 0)):
		return shiftYears(w, -1)
	case d.tense == future && p.fromPast(d):
		return w
	case d.tense != future && w.From.First().After(pub.Last().Add(grace)) && (d.tense == past || !p.isScheduled(d) && w.From.First().After(pub.Last().AddDate(0, 3, 0))):
		return shiftYears(w, -1)
	case d.tense == future && w.To.Last().Before(pub.First().Add(-grace)) && (w.From.Day != 0 || w.To.Last().Before(pub.First().AddDate(0, -3, 0))):
		return shiftYears(w, 1)
	}
	return w
}

// couldBe reports that only "could" makes a clause of what is to come, which it
// often is not: "nothing could keep the dust away".
func (p *phrase) couldBe(d dated) bool {
	v := p.governing(d.clause, d.first)
	return v >= 0 && p.low(v) == "could"
}

// fromPast reports that a date belongs to what something to come is said to follow
// from: "would result from the invasion of the island in February".
func (p *phrase) fromPast(d dated) bool {
	head := false
	for k := d.first - 1; k >= max(0, d.first-12) && !p.finite(k); k-- {
		head = head || happenings[p.words[k].Stem]
		switch p.low(k) {
		case "from", "since", "over", "despite", "following":
			return head
		}
	}
	return false
}

// otherYear reports that the sentence speaks of a year other than the article's
// and the one before, so that a day without its year may be of that one.
func (p *phrase) otherYear(d dated) bool {
	for _, m := range corpus.FindDates(p.s[:d.Start], corpus.Date{}) {
		if y := m.Period.From.Year; y != 0 && y < p.pub.Year-1 {
			return p.years[[2]int{d.Period.From.Month, d.Period.From.Day}] == 0
		}
	}
	return false
}

func shiftYears(w corpus.Period, n int) corpus.Period {
	w.From.Year += n
	w.To.Year += n
	return w
}

// elapsed cuts a week, a weekend, a season or the like that is not over at the
// article's date to the part that the tense speaks of, and takes the weekend that
// it speaks of.
func (p *phrase) elapsed(d dated, w corpus.Period) corpus.Period {
	pub := p.pub
	if pub.Day == 0 || w.From.Month == 0 {
		return w
	}
	ahead := d.tense == future || d.tense == now && p.isScheduled(d)
	if w.From == w.To {
		if p.low(d.last-1) == "week" && ahead && w.From.Day != 0 && w.From.Compare(pub) < 0 { // "will meet at the start of the week"
			next := dateOf(w.From.First().AddDate(0, 0, 7))
			return corpus.Period{From: next, To: next}
		}
		return w
	}
	if p.low(d.last-1) == "weekend" && p.low(d.first) != "last" && p.low(d.first) != "next" {
		w = besideWeekend(w, pub, d.tense)
	}
	if !within(w, pub) {
		return w
	}
	if w.From.Day == 0 {
		pub.Day = 0
	}
	if ahead {
		w.From = pub
	} else {
		w.To = pub
	}
	return w
}

// besideWeekend moves a weekend to the side of a day that the tense asks for.
func besideWeekend(w corpus.Period, pub corpus.Date, t tense) corpus.Period {
	days := 0
	switch {
	case t == future && w.To.Compare(pub) < 0:
		days = 7
	case t == past && w.From.Compare(pub) > 0:
		days = -7
	}
	w.From, w.To = dateOf(w.From.First().AddDate(0, 0, days)), dateOf(w.To.First().AddDate(0, 0, days))
	return w
}

func within(w corpus.Period, d corpus.Date) bool {
	return !d.First().Before(w.From.First()) && !d.Last().After(w.To.Last())
}

func dateOf(t time.Time) corpus.Date {
	return corpus.Date{Year: t.Year(), Month: int(t.Month()), Day: t.Day()}
}

// cameToPass reports that a clause tells as done what is dated after the article,
// as articles do that were changed after their date: "closed on March 24". What was
// only arranged by then is still to come.
func (p *phrase) cameToPass(d dated) bool {
	if d.tense != past || d.basis != Stated || d.when.From.Day == 0 || p.low(d.first-1) != "on" {
		return false
	}
	v := p.governing(d.clause, d.first)
	if v < 0 || v > d.first || sayings[p.low(v)] {
		return false
	}
	for k := d.clause.first; k < d.first; k++ {
		if low := p.low(k); ahead[low] || putOff[low] || low == "to" {
			return false
		}
	}
	return true
}

// planned reports that an event at w was ahead when the article was written: it
// lies after the article's date, or about it and is spoken of as to come.
func (p *phrase) planned(w corpus.Period, t tense) bool {
	pub := p.pub
	switch {
	case pub.IsZero():
		return t == future
	case w.From.First().After(pub.Last()):
		return true
	case w.To.Last().Before(pub.First()):
		return false
	}
	return t == future
}
