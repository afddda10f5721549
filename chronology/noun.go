package chronology

import (
	"strings"

	"rapporteur/text"
)

// A noun is a run of words [first, last) around a noun that a date belongs to;
// head is the noun itself.
type noun struct{ first, last, head int }

// before returns the noun that follows the date: "a shaky Dec. 30 truce", "last
// year's election", "Sunday's run-off vote". ok is false when the date stands
// by itself.
func (p *phrase) nounAfter(d dated) (n noun, ok bool) {
	i := d.last
	if i >= len(p.words) || !p.belongs(d, i) {
		return noun{}, false
	}
	for partsOfDay[p.low(i)] && i < len(p.words) {
		i++
	}
	n = noun{head: -1, last: i}
	for n.last < len(p.words) && n.last < i+5 && (n.last == i || p.joinsNoun(n.last)) && p.nounLike(n.last) {
		if happenings[p.words[n.last].Stem] {
			n.head = n.last
		}
		n.last++
	}
	if n.last == i {
		return noun{}, false
	}
	n.first = p.nounStart(d.first)
	n.last = p.complement(n.last)
	return n, true
}

// belongs reports that the date is tied to the word after it: by a possessive,
// or by a determiner, an adjective or a preposition that takes no bare date
// before it.
func (p *phrase) belongs(d dated, i int) bool {
	gap := p.gap(i)
	if p.possessive(d) {
		return true
	}
	switch p.low(d.last - 1) {
	case "today", "tomorrow", "yesterday", "tonight", "ago":
		return false
	}
	if strings.TrimSpace(gap) != "" && gap != "-" || p.words[i].Fold == "" || !p.nounLike(i) && !partsOfDay[p.low(i)] {
		return false
	}
	if next := p.low(i + 1); strings.HasSuffix(p.low(i), "ing") && (determiners[next] || pronouns[next]) {
		return false // "this weekend protesting the ruling"
	}
	before := p.low(d.first - 1)
	if d.first == 0 || !p.adjoins(d.first) && p.gap(d.first) != "-" {
		return false
	}
	if d.opener != "" {
		return happenings[p.words[i].Stem]
	}
	switch before {
	case "on", "in", "by", "until", "till", "late", "early", "last", "next", "this", "said", "mid", "each", "every":
		return false
	}
	if determiners[before] {
		return true
	}
	if linkers[before] || subordinate[before] {
		return happenings[p.words[i].Stem]
	}
	// An adjective, and a determiner before it.
	for k := d.first - 2; k >= 0 && k >= d.first-4 && p.adjoins(k+1); k-- {
		if determiners[p.low(k)] {
			return !p.finite(d.first-1) && !p.words[d.first-1].Capital
		}
	}
	return false
}

// possessive reports that the date ends in ’s: "Friday's", "last year’s".
func (p *phrase) possessive(d dated) bool { return p.possessed(d.last - 1) }

// nounLike reports that word i may be part of a run of nouns and adjectives.
func (p *phrase) nounLike(i int) bool {
	low := p.low(i)
	return low != "" && !p.words[i].Stop && !p.finite(i) && !strings.HasSuffix(low, "ly") && !subordinate[low] && !weekdays[low]
}

// joinsNoun reports that a space, a hyphen or the stop of an initial parts word i
// from the one before it.
func (p *phrase) joinsNoun(i int) bool {
	if i > 0 && i < len(p.words) && p.gap(i) == ". " {
		w := p.words[i-1]
		return w.Capital && w.End-w.Start <= 3 && p.words[i].Capital
	}
	return p.adjoins(i) || p.gap(i) == "-"
}

// nounStart goes back from word i over what stands before a noun.
func (p *phrase) nounStart(i int) int {
	for k := i - 1; k >= 0 && k >= i-4 && p.joinsNoun(k+1); k-- {
		if determiners[p.low(k)] {
			return k
		}
		if !p.nounLike(k) {
			break
		}
	}
	return i
}

// complement goes on from word i over what is said of a noun with prepositions:
// "between Syria’s warring parties", "in Vienna with Lavrov".
func (p *phrase) complement(i int) int {
	for i < len(p.words) {
		low := p.low(i)
		if !linkers[low] || low == "by" || !p.adjoins(i) {
			return i
		}
		k := i + 1
		for k < len(p.words) && k < i+8 && p.joinsNoun(k) && (p.nounLike(k) || determiners[p.low(k)] || p.low(k) == "and" && k+1 < len(p.words) && p.words[k+1].Capital) {
			k++
		}
		if k == i+1 || k < len(p.words) && p.finite(k) {
			return i
		}
		i = k
	}
	return i
}

// nounBefore returns the noun with a date behind it that another word than a
// verb governs: "after talks in Vienna on Friday", "during President Erdogan’s
// visit to Moscow on August 9". by is that word.
func (p *phrase) nounBefore(d dated) (n noun, by string, ok bool) {
	first := d.first
	switch p.low(first - 1) {
	case "on", "in", "of", "from", "for", "at":
		first--
	case "early", "late", "mid":
		first -= 2
	}
	n = noun{head: -1, last: d.last}
	for k := first - 1; k >= max(d.clause.first, first-14) && k >= 0; k-- {
		low := p.low(k)
		if p.finite(k) || relatives[low] || strings.ContainsAny(p.gap(k+1), ",;:—(") {
			return noun{}, "", false
		}
		if happenings[p.words[k].Stem] && n.head < 0 && !p.hyphened(k) {
			n.head = k
		}
		if n.head < 0 || k == n.head {
			continue
		}
		switch low {
		case "after", "before", "during", "since", "following", "despite", "until", "amid":
			if strings.HasSuffix(p.low(k+1), "ing") {
				return noun{}, "", false // "after winning the race on Sunday"
			}
			n.first = k + 1
			return n, low, true
		case "to", "of":
			if prior := p.low(k - 1); prior == "prior" || prior == "ahead" || prior == "leading" || prior == "wake" {
				n.first = k + 1
				return n, prior, true
			}
			if low == "to" {
				return noun{}, "", false
			}
		}
	}
	return noun{}, "", false
}

// thin reports that the words of a noun tell nothing by themselves: "Sunday's
// race", "the 2018 election".
func (p *phrase) thin(d dated, n noun) bool {
	if n.last-n.first > 3+d.last-d.first {
		return false
	}
	for k := n.first; k < n.last; k++ {
		if (k < d.first || k >= d.last) && p.words[k].Capital && !determiners[p.low(k)] {
			return false
		}
	}
	content := 0
	for k := n.first; k < n.last; k++ {
		if (k < d.first || k >= d.last) && !text.IsStop(p.low(k)) {
			content++
		}
	}
	return content < 2
}

// stranded reports that a preposition of time stands between the verb and the
// date, so that it is open which of the two the date belongs to: "lifted after
// heavy snow last month".
func (p *phrase) stranded(d dated) bool {
	for k := d.first - 1; k >= d.clause.first && k >= 0; k-- {
		if p.finite(k) {
			return false
		}
		switch p.low(k) {
		case "after", "before", "following", "despite", "since":
			return k < d.first-1 && k > d.clause.first && !strings.HasSuffix(p.low(k+1), "ing")
		}
	}
	return false
}
