package corpus

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// numeric reads 2017-12-21, 2016-08, 23.10.2015 and 10/23/2015. Where day and
// month could be taken for each other it reads the year alone.
func (f dateFinder) numeric(i int) (DateMention, int) {
	a, b, c := f.word(i), f.word(i+1), f.word(i+2)
	sep := f.between(i)
	three := c.number >= 0 && f.between(i+1) == sep
	c.inner = false // the last of 23.10.2015 looks like a fraction
	switch {
	case sep == "-" && isYear(a) && b.End-b.Start == 2 && b.number >= 1 && b.number <= 12:
		if three && c.End-c.Start == 2 {
			return single(Date{a.number, b.number, c.number}, 3)
		}
		return single(Date{a.number, b.number, 0}, 2)
	case !three || !isYear(c) || sep != "." && sep != "/" && sep != "-":
		return DateMention{}, 0
	case a.number > 12 || sep == ".":
		return single(Date{c.number, b.number, a.number}, 3)
	case b.number > 12 || a.number == b.number:
		return single(Date{c.number, a.number, b.number}, 3)
	}
	return single(Date{Year: c.number}, 3)
}

// single returns a mention of one date that s states in full, a blank one
// when there is no such date.
func single(d Date, words int) (DateMention, int) {
	if d.Month < 0 || d.Month > 12 || d.Day < 0 || !d.valid() || d.Month == 0 && d.Day != 0 {
		return DateMention{}, words
	}
	return DateMention{Period: Period{d, d}}, words
}

// dayMonth reads "30 October", "21st of December 2017", "24-26 January".
func (f dateFinder) dayMonth(i int) (DateMention, int) {
	day := f.word(i)
	if !isDay(day) {
		return DateMention{}, 0
	}
	n, last := 1, day
	if b := f.between(i); (b == "-" || b == "–") && isDay(f.word(i+1)) && f.word(i+1).number > day.number {
		last = f.word(i + 1)
		n = 2
	} else if f.spansDays(i) {
		last = f.word(i + 2)
		n = 3
	}
	if f.word(i+n).low == "of" && f.spaced(i+n-1) {
		n++
	}
	month, ok := f.monthAfterDay(i + n)
	if !ok || !f.spaced(i+n-1) {
		return DateMention{}, 0
	}
	n++
	return f.days(f.yearAfter(i+n-1), month, day.number, last.number, n)
}

// spansDays reads "3 to 6" of "3 to 6 October", and "3 and 4".
func (f dateFinder) spansDays(i int) bool {
	link, first, last := f.word(i+1).low, f.word(i), f.word(i+2)
	if !isDay(last) || last.number <= first.number || !f.spaced(i) || !f.spaced(i+1) || !f.spaced(i+2) {
		return false
	}
	if _, ok := f.monthAfterDay(i + 3); !ok {
		return false
	}
	return link == "to" || link == "through" || link == "and" && last.number == first.number+1
}

// monthFirst reads "Dec. 30", "July 17, 2016", "October 2015", "November".
func (f dateFinder) monthFirst(i int) (DateMention, int) {
	month, ok := f.month(i)
	if !ok {
		return DateMention{}, 0
	}
	if day := f.word(i + 1); isDay(day) && f.joined(i) && !f.joinsMore(i+1) {
		n, last := 2, day
		if b := f.between(i + 1); (b == "-" || b == "–") && isDay(f.word(i+2)) && f.word(i+2).number > day.number {
			last = f.word(i + 2)
			n = 3
		}
		return f.days(f.yearAfter(i+n-1), month, day.number, last.number, n)
	}
	if y := f.yearAfter(i); y.words > 0 {
		return f.days(y, month, 0, 0, 1)
	}
	if !f.monthAlone(i) {
		return DateMention{}, 0
	}
	return f.days(yearRead{}, month, 0, 0, 1)
}

// days returns the mention of one day or of a run of days of a month in words
// words and those of the year; without a year it takes the one that brings it
// nearest to the reference.
func (f dateFinder) days(y yearRead, month, first, last, words int) (DateMention, int) {
	words += y.words
	year := y.value
	if y.words == 0 {
		year = f.nearestYear(month, first)
	}
	from, to := Date{year, month, first}, Date{year, month, last}
	check := from
	if year == 0 {
		check.Year, to.Year = 2000, 2000
	}
	if check.Day = max(last, first); !check.valid() {
		return DateMention{}, words
	}
	to.Year = year
	yearless := y.words == 0 && year != 0
	return DateMention{Period: Period{from, to}, Relative: yearless || y.relative, Yearless: yearless}, words
}

// nearestYear returns the year that puts the month, or day, within half a year
// of the reference; 0 when that is unknown.
func (f dateFinder) nearestYear(month, day int) int {
	if f.ref.IsZero() || f.ref.Month == 0 {
		return f.ref.Year
	}
	year := f.ref.Year
	switch diff := month - f.ref.Month; {
	case diff > 6 || diff == 6 && day > max(f.ref.Day, 15):
		return year - 1
	case diff < -6:
		return year + 1
	}
	return year
}

// yearRead is a year behind a month or a day: in figures, or relative ("last
// year"). words is 0 when there is none.
type yearRead struct {
	value, words int
	relative     bool
}

// yearAfter reads a year after word i, with or without a comma: "2015", "of last
// year", "this year".
func (f dateFinder) yearAfter(i int) yearRead {
	gap := strings.TrimFunc(f.between(i), isSpace)
	if gap != "" && gap != "," && gap != "." {
		return yearRead{}
	}
	k := i + 1
	if f.word(k).low == "of" && f.spaced(k) {
		k++
	}
	if y := f.word(k); isYear(y) {
		return yearRead{value: y.number, words: k - i}
	}
	if f.ref.Year == 0 || f.word(k+1).low != "year" || !f.spaced(k) || strings.HasPrefix(f.s[f.word(k+1).End:], "’s") || strings.HasPrefix(f.s[f.word(k+1).End:], "'s") {
		return yearRead{}
	}
	n, ok := map[string]int{"last": -1, "this": 0, "next": 1}[f.word(k).low]
	if !ok {
		return yearRead{}
	}
	return yearRead{value: f.ref.Year + n, words: k + 1 - i, relative: true}
}

// joined reports that only space, or the stop of an abbreviation, separates
// word i from the next.
func (f dateFinder) joined(i int) bool {
	b := strings.TrimFunc(f.between(i), isSpace)
	return b == "" || b == "." && len(f.words[i].low) <= 4
}

// joinsMore reports that the number at i goes on to a unit, so that it is no
// day: "May 30 percent".
func (f dateFinder) joinsMore(i int) bool {
	switch f.word(i + 1).low {
	case "percent", "per", "million", "billion", "thousand", "people", "years", "degrees":
		return true
	}
	b := f.between(i)
	return strings.HasPrefix(b, "%") || strings.HasPrefix(b, ":")
}

// month reads the name of a month. In small letters it counts before a day or
// a year, except where it is a common word.
func (f dateFinder) month(i int) (int, bool) {
	w := f.word(i)
	m, ok := monthNames[w.low]
	if !ok || w.capital {
		return m, ok
	}
	next := f.word(i + 1)
	return m, len(w.low) > 4 && w.low != "march" && (isYear(next) || isDay(next))
}

// monthAfterDay is month after a number, where small letters do as well:
// "21st of december". "30 may be" and "10 march on" need a year.
func (f dateFinder) monthAfterDay(i int) (int, bool) {
	w := f.word(i)
	m, ok := monthNames[w.low]
	if !ok || w.capital {
		return m, ok
	}
	common := w.low == "may" || w.low == "march" || w.low == "mar" || w.low == "jan"
	return m, !common || isYear(f.word(i+1))
}

// monthAlone reports that a capitalised month without day or year is one: an
// abbreviation alone is not, nor "May" before a verb or after a name, nor
// "March" as the first word of an order.
func (f dateFinder) monthAlone(i int) bool {
	w := f.words[i]
	if !w.capital || len(w.low) == 3 && w.low != "may" {
		return false
	}
	before := f.word(i - 1).low
	if w.low != "may" && w.low != "march" && w.low != "august" && w.low != "april" && w.low != "june" {
		return true
	}
	switch before {
	case "in", "of", "last", "next", "this", "since", "until", "till", "by", "during", "from", "before", "after", "early", "late", "mid", "to", "and", "through", "between", "for", "that":
		return before != "that" && before != "for" || w.low != "may" && w.low != "march"
	}
	return i > 0 && w.low != "may" && w.low != "march" && (w.low == "august" || !f.word(i+1).capital)
}

// year reads a bare year and a decade.
func (f dateFinder) year(i int) (DateMention, int) {
	w := f.words[i]
	if w.decade && w.number%10 == 0 && w.number >= 1900 && w.number < 2100 {
		return DateMention{Period: Period{Date{Year: w.number}, Date{Year: w.number + 9}}}, 1
	}
	if !isYear(w) {
		return DateMention{}, 0
	}
	before, after := f.s[:w.Start], f.s[w.End:]
	if r, _ := utf8.DecodeLastRuneInString(before); before != "" && (strings.ContainsRune("$€£#@/", r) || unicode.IsLetter(r)) {
		return DateMention{}, 0
	}
	if strings.HasPrefix(after, "%") || strings.HasPrefix(after, ":") && len(after) > 1 && after[1] >= '0' && after[1] <= '9' {
		return DateMention{}, 0
	}
	if len(after) > 1 && after[0] == '.' && after[1] >= '0' && after[1] <= '9' {
		return DateMention{}, 0 // 1972.74 points
	}
	if b, end := f.between(i), f.word(i+1); (b == "-" || b == "–") && end.End-end.Start == 2 && end.number > w.number%100 {
		return DateMention{Period: Period{Date{Year: w.number}, Date{Year: w.number - w.number%100 + end.number}}}, 2 // 2013-16
	}
	switch next := f.word(i + 1).low; next {
	case "people", "civilians", "troops", "soldiers", "fighters", "refugees", "men", "women", "children", "dead", "deaths", "miles", "meters", "metres",
		"feet", "dollars", "euros", "pounds", "percent", "km", "kilometres", "kilometers", "points", "votes", "cases", "homes", "jobs":
		return DateMention{}, 0
	}
	return single(Date{Year: w.number}, 1)
}
