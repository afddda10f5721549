package corpus

import "time"

// seasons are the months of the northern hemisphere's seasons, by the first one.
// That is where most English news is written; a text from the south means other
// months by the same words.
var seasons = map[string]int{"spring": 3, "summer": 6, "fall": 9, "autumn": 9, "winter": 12}

// season reads "spring 2020", "winter of last year", "the summer" after "over",
// "during" or "in".
func (f dateFinder) season(i int) (DateMention, int) {
	first, ok := seasons[f.words[i].low]
	if !ok {
		return DateMention{}, 0
	}
	if y := f.yearAfter(i); y.words > 0 {
		return DateMention{Period: seasonOf(y.value, first), Relative: y.relative}, 1 + y.words
	}
	if f.words[i].capital || f.word(i-1).low != "the" || !f.spaced(i-1) || f.word(i+1).low == "of" {
		return DateMention{}, 0
	}
	switch f.word(i - 2).low {
	case "over", "during", "in":
	default:
		return DateMention{}, 0
	}
	n := -1
	if f.isAhead(i) {
		n = 1
	}
	p, ok := f.seasonNear(first, n)
	if !ok {
		return DateMention{}, 1
	}
	return DateMention{Period: p, Relative: true}, 1
}

// seasonNear returns the season that lasts at the reference, or else was last
// (n < 0) or is next (n > 0); with n of 0 that of the year of the reference.
func (f dateFinder) seasonNear(first, n int) (Period, bool) {
	if f.ref.Month == 0 {
		return Period{}, false
	}
	p := seasonOf(f.ref.Year, first)
	switch {
	case n < 0 && p.From.First().After(f.ref.First()), n == 0 && first == 12 && f.ref.Month < 7:
		p = seasonOf(f.ref.Year-1, first)
	case n > 0 && p.To.Last().Before(f.ref.First()):
		p = seasonOf(f.ref.Year+1, first)
	}
	return p, true
}

// whichSeason reads the season of "last spring", "this summer", "next fall".
func (f dateFinder) whichSeason(which string, first int) (Period, bool) {
	n := 0
	switch which {
	case "last":
		// The one that is over this year is "this spring".
		if first != 12 && f.ref.Month != 0 {
			return seasonOf(f.ref.Year-1, first), true
		}
		n = -1
	case "past", "previous":
		n = -1
	case "next", "coming":
		n = 1
	}
	p, ok := f.seasonNear(first, n)
	if ok && which != "past" && n != 0 && p.Overlaps(f.ref) {
		p = seasonOf(p.From.Year+n, first)
	}
	return p, ok
}

// seasonOf returns the three months of a season that begins in a month of a year.
func seasonOf(year, first int) Period {
	end := time.Date(year, time.Month(first+2), 1, 0, 0, 0, 0, time.UTC)
	return Period{Date{Year: year, Month: first}, Date{Year: end.Year(), Month: int(end.Month())}}
}
