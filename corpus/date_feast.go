package corpus

import "time"

// feast is a day that a text may name instead of dating it.
type feast struct {
	words []string // in lower case, without the s of a possessive
	day   func(year int) Date
}

// feasts are days that news in English names, by their first word; those without
// a fixed date are of the United States, but for Easter's.
var feasts = map[string][]feast{
	"new":          {{[]string{"new", "year", "eve"}, on(12, 31)}, {[]string{"new", "year", "day"}, on(1, 1)}},
	"valentine":    {{[]string{"valentine", "day"}, on(2, 14)}},
	"juneteenth":   {{[]string{"juneteenth"}, on(6, 19)}},
	"fourth":       {{[]string{"fourth", "of", "july"}, on(7, 4)}},
	"halloween":    {{[]string{"halloween"}, on(10, 31)}},
	"veterans":     {{[]string{"veterans", "day"}, on(11, 11)}},
	"christmas":    {{[]string{"christmas", "eve"}, on(12, 24)}, {[]string{"christmas", "day"}, on(12, 25)}, {[]string{"christmas"}, on(12, 25)}},
	"boxing":       {{[]string{"boxing", "day"}, on(12, 26)}},
	"memorial":     {{[]string{"memorial", "day"}, nth(5, time.Monday, 25)}},
	"labor":        {{[]string{"labor", "day"}, nth(9, time.Monday, 1)}},
	"thanksgiving": {{[]string{"thanksgiving", "day"}, nth(11, time.Thursday, 22)}, {[]string{"thanksgiving"}, nth(11, time.Thursday, 22)}},
	"election":     {{[]string{"election", "day"}, nth(11, time.Tuesday, 2)}},
	"good":         {{[]string{"good", "friday"}, fromEaster(-2)}},
	"easter":       {{[]string{"easter", "sunday"}, fromEaster(0)}, {[]string{"easter", "monday"}, fromEaster(1)}},
}

func on(month, day int) func(int) Date {
	return func(year int) Date { return Date{year, month, day} }
}

// nth is the first such day of the week from a day of a month on.
func nth(month int, weekday time.Weekday, from int) func(int) Date {
	return func(year int) Date {
		t := time.Date(year, time.Month(month), from, 0, 0, 0, 0, time.UTC)
		return dateOf(t.AddDate(0, 0, (int(weekday)-int(t.Weekday())+7)%7))
	}
}

// fromEaster counts from Easter Sunday of the western churches, after the
// Gregorian computus.
func fromEaster(days int) func(int) Date {
	return func(year int) Date {
		a, b, c := year%19, year/100, year%100
		h := (19*a + b - b/4 - (b-(b+8)/25+1)/3 + 15) % 30
		l := (32 + 2*(b%4) + 2*(c/4) - h - c%4) % 7
		m := (a + 11*h + 22*l) / 451
		n := h + l - 7*m + 114
		return dateOf(time.Date(year, time.Month(n/31), n%31+1+days, 0, 0, 0, 0, time.UTC))
	}
}

// feast reads "on New Year’s Day", "Christmas Eve last year", "Thanksgiving 2021".
// By itself the name of a feast is no date: "Christmas shopping".
func (f dateFinder) feast(i int) (DateMention, int) {
	if !f.words[i].capital {
		return DateMention{}, 0
	}
	for _, day := range feasts[f.words[i].low] {
		n := f.feastWords(i, day.words)
		if n == 0 {
			continue
		}
		// A feast that is no date is skipped as a whole: July is none in "Fourth of July".
		y := f.yearAfter(i + n - 1)
		switch {
		case y.words > 0:
			d := day.day(y.value)
			return DateMention{Period: Period{d, d}, Relative: y.relative}, n + y.words
		case f.ref.Month == 0 || f.word(i-1).low != "on" && (f.word(i-1).low != "the" || f.word(i-2).low != "on"):
			return DateMention{}, n
		}
		near := day.day(f.ref.Year)
		d := day.day(f.nearestYear(near.Month, near.Day))
		return DateMention{Period: Period{d, d}, Relative: true, Yearless: true}, n
	}
	return DateMention{}, 0
}

// feastWords returns how many words from i on spell the name of a feast.
func (f dateFinder) feastWords(i int, name []string) int {
	k := i
	for n, w := range name {
		if n > 0 && f.word(k).low == "s" {
			k++
		}
		if f.word(k).low != w || n > 0 && !f.word(k).capital && w != "of" {
			return 0
		}
		k++
	}
	return k - i
}
