package chronology

import (
	"strings"
	"unicode"
)

// loosely reports that a word for the present says no more than "nowadays": it
// stands with the present tense, in somebody's mouth or for a month or a year.
func (p *phrase) loosely(d dated) bool {
	if p.isNamed(d) || p.inQuotes(d.Start) && p.remarked(d) {
		return true
	}
	switch low := p.low(d.last - 1); low {
	case "yesterday", "tomorrow", "tonight", "night", "morning":
		if !months[p.low(d.first)] && !weekdays[p.low(d.first)] && p.inQuotes(d.Start) {
			return true // counted from when it was said
		}
	}
	if d.tense == past || d.tense == future {
		return false
	}
	for i := d.clause.first; i < d.clause.last; i++ {
		switch p.low(i) {
		case "usually", "typically", "generally", "often", "always":
			return true
		}
	}
	switch p.low(d.first) {
	case "today":
		return p.low(d.first-1) == "from" || p.inQuotes(d.Start) || d.first == 0
	case "this":
		unit := p.low(d.first + 1)
		return (unit == "year" || unit == "month" || seasonal[unit]) && !p.possessive(d)
	}
	return false
}

// isNamed reports that a sentence only says what time it is: "this is March
// 2022".
func (p *phrase) isNamed(d dated) bool {
	verb := p.low(d.first - 1)
	if verb == "its" && d.Period.From.Day == 0 && p.possessed(d.first-1) {
		return true
	}
	if verb == "not" {
		return true
	}
	if !beForms[verb] {
		return false
	}
	subject := p.low(d.first - 2)
	return subject == "this" || subject == "it" || p.inQuotes(d.Start)
}

// remarked reports that somebody speaks of a day, in quotation marks, without
// telling what happened on it: "Today was a special day". What they say was agreed
// or done, and what they say is to come, is told.
func (p *phrase) remarked(d dated) bool {
	if before := d.first - 1; p.finite(d.last) && (d.first == d.clause.first || before < 0 || p.finite(before) && !doForms[p.low(before)] || p.low(before) == "that") {
		return true
	}
	if d.tense == future || d.basis == Stated {
		return false
	}
	for i := d.clause.first; i < d.clause.last; i++ {
		switch p.low(i) {
		case "agreed", "decided", "signed", "met", "launched", "announced", "began", "adopted", "resigned", "arrested", "filed", "approved":
			return false
		}
	}
	return true
}

// nameOnly reports that a date is part of a name: "Black Friday", "Tokyo 2020",
// "the 19th of April Movement", "Saturday Night Live".
func (p *phrase) nameOnly(d dated) bool {
	low, before, after := p.low(d.first), p.low(d.first-1), p.low(d.last)
	if (low == "today" || low == "tonight" || low == "tomorrow") && d.first > 0 && p.words[d.first].Capital {
		return true
	}
	if weekdays[low] && before == "the" && (after == "before" || after == "after") {
		return true // "the Wednesday before the holiday"
	}
	if weekdays[low] && (before == "a" || before == "every" || before == "each" || before == "most") && d.last-d.first == 1 && !p.possessive(d) && (d.last == len(p.words) || !p.nounLike(d.last) || !p.adjoins(d.last)) {
		return true // "on a Friday"
	}
	if low == "this" && d.first > 0 && p.words[d.first].Capital {
		return true // "on CBS This Morning"
	}
	if p.modelYear(d) {
		return true
	}
	if d.first > 0 && p.gap(d.first) == "-" || d.last < len(p.words) && p.gap(d.last) == "-" && weekdays[low] {
		return true
	}
	if weekdays[low] && p.adjoins(d.first) && namedBefore[before] && p.words[d.first-1].Capital {
		return true
	}
	if d.last < len(p.words) && p.adjoins(d.last) && p.words[d.last].Capital && !p.words[d.last].Acronym {
		if after == "movement" || weekdays[low] && (namedAfter[after] || after == "night" || after == "morning") {
			return true
		}
	}
	if d.last-d.first == 1 && p.words[d.first].Start == d.Start && unicode.IsDigit(rune(p.s[d.Start])) && p.adjoins(d.first) {
		w := p.words[d.first-1]
		if w.Capital && d.first > 1 && !months[w.Fold] && !linkers[w.Fold] && !weekdays[w.Fold] {
			return true
		}
	}
	// What happens on a day is never "in" it: there the day is a name.
	if before == "in" && d.Relative && d.Period.From == d.Period.To && d.Period.From.Day != 0 && months[low] {
		return true // "their role in January 6"
	}
	if n := d.last; d.Relative && d.Period.From.Day != 0 && months[low] && before == "the" && n < len(p.words) && p.years[[2]int{d.Period.From.Month, d.Period.From.Day}] == 0 {
		for k := n; k < len(p.words) && k < n+4 && p.adjoins(k); k++ {
			if disputedDays[p.words[k].Stem] {
				return true
			}
		}
	}
	if p.inQuotes(d.Start) && strings.Contains(p.gap(d.first), "(") {
		return true // put in by the writer
	}
	switch before {
	case "resolution", "room", "section", "page", "article":
		return true
	}
	return false
}

// modelYear reports that a year is part of a name: "won 2021 Car of the Year", "the
// all-electric 2021 Mustang", "certain 2016-2018 Santa Fe cars", "2006’s “The Departed”".
func (p *phrase) modelYear(d dated) bool {
	for k := d.first; k < d.last; k++ {
		if p.low(k) == "" || p.low(k)[0] > '9' {
			return false
		}
	}
	if d.Period.From.Month != 0 || d.Period.From.Year == 0 || d.last >= len(p.words) || !unicode.IsDigit(rune(p.s[d.Start])) {
		return false
	}
	if p.possessive(d) {
		return strings.ContainsAny(p.gap(d.last), "“\"")
	}
	if d.first == 0 || !p.adjoins(d.first) || !p.adjoins(d.last) || !p.words[d.last].Capital || happenings[p.words[d.last].Stem] {
		return false
	}
	before := p.low(d.first - 1)
	return !linkers[before] && !subordinate[before] && !beforeYear[before] && !months[before]
}
