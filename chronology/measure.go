package chronology

import "strings"

// openEnded reports that a date only bounds what is told: "before March", "until
// 30 June" without a beginning.
func (p *phrase) openEnded(d dated) bool {
	return d.opener != "" && d.opener != "since"
}

// measures reports that a date is what something is measured by: "worse than in
// 2008", "the first since 2015", "compared with last year".
func (p *phrase) measures(d dated) bool {
	for k := d.first - 1; k >= max(0, d.first-3); k-- {
		if low := p.low(k); low == "until" || low == "till" {
			return true // "until at least Tuesday"
		}
	}
	switch p.low(d.first - 1) {
	case "through":
		if d.Period.From.Day == 0 {
			return true
		}
	case "over":
		if unit := p.low(d.last - 1); unit == "week" || unit == "month" || unit == "year" {
			return true // "down 11 cents over last week"
		}
	}
	if p.low(d.last-1) == "ago" && p.changed(d) || weekly(p.low(d.last-1)) && p.low(d.first-2) == "from" {
		return true
	}
	if before := p.low(d.first - 1); before == "as" && (p.low(d.first-2) == "recently" || p.low(d.last-1) == "ago") || before == "month" && p.low(d.first-2) == "same" || before == "previous" || before == "following" || before == "of" && recalled[p.low(d.first-2)] || before == "from" && d.opener == "" && weekly(p.low(d.last-1)) ||
		before == "last" && p.low(d.first-2) == "from" {
		return true
	}
	for k := d.first - 1; k >= max(0, d.first-10) && !strings.ContainsAny(p.gap(k+1), ",;:—"); k-- {
		if comparing[p.low(k)] && !p.counts(k) || p.low(k) == "where" && k >= d.first-4 {
			return true
		}
	}
	if d.opener != "since" {
		return false
	}
	for k := d.first - 2; k >= max(0, d.first-12); k-- {
		if firsts[p.low(k)] || strings.HasSuffix(p.low(k), "est") && len(p.low(k)) > 5 && !estNoun[p.low(k)] {
			return true
		}
	}
	return false
}

// changed reports that an earlier time is only what a figure is held against:
// "2.8% a year ago", "up from", "double what they were".
func (p *phrase) changed(d dated) bool {
	if d.Period.From.Day != 0 {
		return false
	}
	if before := p.low(d.first - 1); beForms[before] || strings.Contains(p.gap(d.first), "%") || before == "percent" {
		return true
	}
	for k := max(d.clause.first, d.first-8); k < d.first; k++ {
		switch p.low(k) {
		case "from", "double", "twice", "up", "down":
			return true
		}
	}
	return false
}

// counts reports that the "than" at word i bounds a number: "more than 3,000".
func (p *phrase) counts(i int) bool {
	switch p.low(i - 1) {
	case "more", "less", "fewer", "greater", "later", "earlier", "rather", "other":
	default:
		return false
	}
	low := p.low(i + 1)
	return low != "" && (low[0] >= '0' && low[0] <= '9' || strings.ContainsAny(p.gap(i+1), "$€£") || numerals[low] > 0 || low == "half" || low == "twice")
}

// weekly reports that a word ends a date that is a week or longer, or lies so far
// back: "from last week", "from two years ago".
func weekly(low string) bool {
	return low == "week" || low == "month" || low == "year" || low == "ago"
}
