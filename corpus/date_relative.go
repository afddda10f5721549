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
	if !ok {
		return DateMention{}, unitWords(unit) * 3
	}
	return DateMention{Period: p, Relative: true}, 3
}

func unitWords(unit string) int {
	switch unit {
	case "day", "week", "month", "year":
		return 1
	}
	return 0
}

// shift returns the day, week, month or year n units from the reference, if
// the reference is precise enough.
func (f dateFinder) shift(unit string, n int) (Period, bool) {
	switch {
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

func dateOf(t time.Time) Date { return Date{t.Year(), int(t.Month()), t.Day()} }

// relative reads "today", "tomorrow", "last week", "this month", "next year".
func (f dateFinder) relative(i int) (DateMention, int) {
	unit, n, words := "", 0, 1
	switch w := f.words[i]; w.low {
	case "today", "tonight":
		unit = "day"
	case "yesterday":
		unit, n = "day", -1
	case "tomorrow":
		unit, n = "day", 1
	case "last", "this", "next", "previous", "past", "coming":
		unit, words = f.word(i+1).low, 2
		if unitWords(unit) == 0 || unit == "day" || !f.spaced(i) {
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

// weekday reads "on Friday", "last Monday", "next Friday".
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
