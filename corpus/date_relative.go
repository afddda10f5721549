package corpus

import (
	"strings"
	"time"
)

// ago reads "three weeks ago", "a year later" not.
func (f dateFinder) ago(i int) (DateMention, int) {
	n := f.words[i].number
	if n < 0 {
		n = numbersInWords[f.words[i].low]
	}
	if n <= 0 || f.word(i+2).low != "ago" || !f.spaced(i) || !f.spaced(i+1) {
		return DateMention{}, 0
	}
	unit := strings.TrimSuffix(f.word(i+1).low, "s")
	p, ok := f.shift(unit, -n)
	switch {
	case unit == "week" && ok && n == 1:
		p, ok = f.aWeekAgo(i)
	case unit == "week" && ok:
		p = f.about(i, p)
	}
	if !ok {
		return DateMention{}, unitWords(unit) * 3
	}
	return DateMention{Period: p, Relative: true}, 3
}

// about widens a week so many weeks ago by the words before its number, word i:
// "more than six weeks ago", "nearly three weeks ago".
func (f dateFinder) about(i int, p Period) Period {
	switch before := f.word(i - 1).low; {
	case before == "over" || before == "than" && f.word(i-2).low == "more":
		p.From = dateOf(p.From.First().AddDate(0, 0, -7))
	case before == "nearly" || before == "almost" || before == "than" && f.word(i-2).low == "less":
		p.To = dateOf(p.To.First().AddDate(0, 0, 7))
	case before == "about" || before == "around" || before == "roughly" || before == "some":
		p.From, p.To = dateOf(p.From.First().AddDate(0, 0, -7)), dateOf(p.To.First().AddDate(0, 0, 7))
	}
	return p
}

// aWeekAgo reads "a week ago" as that day, and "less than a week ago" as the days
// since then.
func (f dateFinder) aWeekAgo(i int) (Period, bool) {
	day, _ := f.shift("day", -7)
	if f.word(i-1).low != "than" {
		return day, true
	}
	if f.word(i-2).low != "less" {
		return Period{}, false // some day before that
	}
	from, _ := f.shift("day", -6)
	return Period{from.From, f.ref}, true
}

func unitWords(unit string) int {
	switch unit {
	case "day", "week", "weekend", "month", "year", "decade":
		return 1
	}
	return 0
}

// shift returns the day, week, month or year n units from the reference, if
// the reference is precise enough.
func (f dateFinder) shift(unit string, n int) (Period, bool) {
	switch {
	case unit == "decade" && f.ref.Year != 0 && n < 0:
		d := Date{Year: f.ref.Year + 10*n}
		return Period{d, d}, d.Year > 0
	case unit == "weekend" && f.ref.Day != 0:
		// On a weekday "this weekend" is ahead, at a weekend it is that one.
		saturday := f.ref.First().AddDate(0, 0, 7*n+5-(int(f.ref.First().Weekday())+6)%7)
		return Period{dateOf(saturday), dateOf(saturday.AddDate(0, 0, 1))}, true
	case unit == "year" && f.ref.Year != 0:
		d := Date{Year: f.ref.Year + n}
		return Period{d, d}, true
	case unit == "month" && f.ref.Month != 0:
		t := time.Date(f.ref.Year, time.Month(f.ref.Month+n), 1, 0, 0, 0, 0, time.UTC)
		d := Date{t.Year(), int(t.Month()), 0}
		return Period{d, d}, true
	case unit == "week" && f.ref.Day != 0:
		monday := f.ref.First().AddDate(0, 0, 7*n-(int(f.ref.First().Weekday())+6)%7)
		return Period{dateOf(monday), dateOf(monday.AddDate(0, 0, 6))}, true
	case unit == "day" && f.ref.Day != 0:
		d := dateOf(f.ref.First().AddDate(0, 0, n))
		return Period{d, d}, true
	}
	return Period{}, false
}

// partOfDay reads "last night" and "this morning" as days from the reference.
func partOfDay(which, part string) (days int, ok bool) {
	switch part {
	case "night":
		return -1, which == "last"
	case "morning", "afternoon", "evening":
		return 0, which == "this"
	}
	return 0, false
}

func dateOf(t time.Time) Date { return Date{t.Year(), int(t.Month()), t.Day()} }

// relative reads "today", "tomorrow", "last week", "this month", "next year",
// "this morning", "over the weekend".
func (f dateFinder) relative(i int) (DateMention, int) {
	unit, n, words := "", 0, 1
	switch w := f.words[i]; w.low {
	case "today", "tonight":
		unit = "day"
	case "yesterday":
		unit, n = "day", -1
	case "tomorrow":
		unit, n = "day", 1
	case "over", "at":
		if f.word(i+1).low != "the" || f.word(i+2).low != "weekend" || !f.spaced(i) || !f.spaced(i+1) {
			return DateMention{}, 0
		}
		unit, n, words = "weekend", -1, 3
	case "start", "beginning", "end":
		return f.partOf(i)
	case "last", "this", "next", "previous", "past", "coming":
		unit, words = f.word(i+1).low, 2
		which := w.low
		if which == "this" && (unit == "past" || unit == "coming") {
			which, unit, words = unit, f.word(i+2).low, 3
		}
		if first, ok := seasons[unit]; ok && f.spaced(i) && f.spaced(i+words-2) && f.word(i-1).low != "the" {
			p, _ := f.whichSeason(which, first)
			return DateMention{Period: p, Relative: true}, words
		}
		unit, words = f.word(i+1).low, 2
		if n, ok := partOfDay(w.low, unit); ok && f.spaced(i) {
			p, _ := f.shift("day", n)
			return DateMention{Period: p, Relative: true}, words
		}
		if unitWords(unit) == 0 || unit == "day" || unit == "decade" || !f.spaced(i) {
			return DateMention{}, 0
		}
		switch w.low {
		case "last", "previous", "past":
			n = -1
		case "next", "coming":
			n = 1
		}
		if before := f.word(i - 1).low; before == "the" {
			return DateMention{}, 0 // "the last month" is a length of time
		}
	default:
		return DateMention{}, 0
	}
	p, ok := f.shift(unit, n)
	if !ok {
		return DateMention{}, words
	}
	return DateMention{Period: p, Relative: true}, words
}

// partOf reads "the start of the week" as its Monday, and the start or end of the
// month or year as that month or year.
func (f dateFinder) partOf(i int) (DateMention, int) {
	if f.word(i+1).low != "of" || f.word(i+2).low != "the" || !f.spaced(i) || !f.spaced(i+1) || !f.spaced(i+2) {
		return DateMention{}, 0
	}
	unit := f.word(i + 3).low
	switch unit {
	case "week":
		if f.words[i].low == "end" {
			return DateMention{}, 0
		}
	case "month", "year":
	default:
		return DateMention{}, 0
	}
	p, ok := f.shift(unit, 0)
	if !ok {
		return DateMention{}, 4
	}
	if unit == "week" {
		p.To = p.From
	}
	return DateMention{Period: p, Relative: true}, 4
}

// weekday reads "on Friday", "last Monday", "next Friday", "Tuesday of last week".
func (f dateFinder) weekday(i int) (DateMention, int) {
	which, words := "", 1
	if w := f.words[i].low; (w == "last" || w == "next" || w == "this") && f.spaced(i) {
		which, words = w, 2
	}
	w := f.word(i + words - 1)
	day, ok := weekdays[w.low]
	if !ok || !w.capital {
		return DateMention{}, 0
	}
	if f.ref.Day == 0 {
		return DateMention{}, words
	}
	ref := f.ref.First()
	if n, more := f.weekAfter(i + words - 1); more > 0 {
		d := dateOf(ref.AddDate(0, 0, 7*n-(int(ref.Weekday())+6)%7+(int(day)+6)%7))
		return DateMention{Period: Period{d, d}, Relative: true}, words + more
	}
	back := (int(ref.Weekday()) - int(day) + 7) % 7 // days since the last such day
	var t time.Time
	switch {
	case which == "next":
		// The day of the week after this one, as in "next Friday" on a Friday.
		t = ref.AddDate(0, 0, 7-(int(ref.Weekday())+6)%7+(int(day)+6)%7)
	case which == "last" && back == 0:
		t = ref.AddDate(0, 0, -7)
	case which == "last" || !f.isAhead(i):
		t = ref.AddDate(0, 0, -back)
	default:
		t = ref.AddDate(0, 0, (7-back)%7)
	}
	d := dateOf(t)
	return DateMention{Period: Period{d, d}, Relative: true}, words
}

// weekAfter reads "of last week", "next week" after word i: how many weeks on, and
// how many words it takes.
func (f dateFinder) weekAfter(i int) (n, words int) {
	k := i + 1
	if f.word(k).low == "of" {
		k++
	}
	n, ok := map[string]int{"last": -1, "this": 0, "next": 1}[f.word(k).low]
	if !ok || f.word(k+1).low != "week" || !f.spaced(i) || !f.spaced(k-1) || !f.spaced(k) {
		return 0, 0
	}
	return n, k + 1 - i
}

// isAhead reports that the words before word i, in the same sentence, speak of
// what is to come.
func (f dateFinder) isAhead(i int) bool {
	for j := i - 1; j >= 0 && j >= i-40; j-- {
		if strings.ContainsAny(f.between(j), ".!?") && !f.joined(j) {
			return false
		}
		switch f.words[j].low {
		case "will", "shall", "upcoming", "scheduled", "expected", "tomorrow", "due", "slated", "planned", "plans":
			return true
		case "said", "told", "announced", "failed", "met", "began", "was", "were", "had":
			return false
		}
	}
	return false
}
