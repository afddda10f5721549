package chronology

import (
	"strings"

	"rapporteur/corpus"
)

// dated is a date in a sentence. Its words are [first, last), its opener
// ("since") not among them.
type dated struct {
	corpus.DateMention
	first, last int
	opener      string // "since", "after", "before", "until", "till" or ""
	when        corpus.Period
	basis       Basis
	clause      clause
	tense       tense
}

// hasDistance reports that a text may say how far apart two things are, without
// reading it: "a day later", "in seven days", "the following day".
func hasDistance(s string) bool {
	for _, unit := range []string{"day", "week", "month", "year"} {
		for at := 0; ; {
			i := strings.Index(s[at:], unit)
			if i < 0 {
				break
			}
			i += at
			at = i + len(unit)
			before, after := s[max(0, i-24):i], strings.TrimPrefix(s[at:min(len(s), at+10)], "s")
			for _, w := range []string{" after", " before", " later", " earlier"} {
				if strings.HasPrefix(after, w) {
					return true
				}
			}
			for _, w := range []string{"in ", "In ", "fter ", "ollowing ", "next ", "end of "} {
				if strings.Contains(before, w) {
					return true
				}
			}
		}
	}
	return false
}

// dates returns those of the sentence's dates that say when something is.
func (p *phrase) dates(mentions []corpus.DateMention) []dated {
	p.times = len(mentions)
	var out []dated
	for k, m := range mentions {
		if k+1 < len(mentions) && mentions[k+1].Start-m.End <= 2 && weekdays[strings.ToLower(m.Text)] && !weekdays[strings.ToLower(mentions[k+1].Text)] {
			continue // "Tuesday, Feb. 15"
		}
		if p.named && m.Text == "May" && !beforeMay[p.low(p.wordAt(m.Start)-1)] {
			continue
		}
		d := dated{DateMention: m, first: p.wordAt(m.Start)}
		_, d.last = p.wordsOf(m.Span)
		if d.first >= d.last {
			continue
		}
		switch low := p.low(d.first); low {
		case "since", "after", "before", "until", "till":
			d.opener = low
			d.first++
		}
		if d.first >= d.last || p.nameOnly(d) {
			continue
		}
		d.clause = p.clauseAt(d.first)
		if told, ok := p.toldWhen(d); ok {
			d = told
		} else if p.measures(d) || p.openEnded(d) {
			continue
		}
		if p.doubted(d) {
			continue
		}
		d.tense = p.tenseAt(d.clause, d.first)
		if d.basis = Resolved; d.Stated() {
			d.basis = Stated
		}
		if w, ok := p.resolve(d); ok && !p.loosely(d) {
			d.when = w
			out = append(out, p.inTurn(d, out))
		}
	}
	return out
}

// toldWhen reads "July 2007, when the bank failed" after "the first since": the
// date is that of what is told after "when".
func (p *phrase) toldWhen(d dated) (dated, bool) {
	if p.low(d.last) != "when" {
		return d, false
	}
	c := p.clauseAt(d.last)
	if c.kind != adverbial || c.first != d.last {
		return d, false
	}
	d.clause, d.opener = c, ""
	if d.Period.From.IsZero() {
		d.Period.From = d.Period.To
	}
	d.Period.To = d.Period.From
	return d, !d.Period.From.IsZero()
}

// inTurn moves a day of the week that is to come behind the one that the same
// clause names before it: "on Thursday, a race on Friday and the final on Sunday".
func (p *phrase) inTurn(d dated, before []dated) dated {
	if n := len(before); n > 0 && weekdays[p.low(d.first)] && d.last-d.first == 1 && (p.low(d.first-1) == "and" || p.low(d.first-1) == "or") && before[n-1].last == d.first-1 {
		if last := before[n-1].when.From; last.Day != 0 && last.Compare(p.pub) >= 0 && d.when.From.Compare(last) < 0 {
			at := dateOf(d.when.From.First().AddDate(0, 0, 7)) // "for Friday and Saturday"
			d.when = corpus.Period{From: at, To: at}
			return d
		}
	}
	if len(before) == 0 || !weekdays[p.low(d.first)] || d.last-d.first > 1 || d.tense != future {
		return d
	}
	last := before[len(before)-1]
	if last.tense == future && last.clause == d.clause && last.when.From.Day != 0 && d.when.From.Compare(last.when.From) < 0 {
		at := dateOf(d.when.From.First().AddDate(0, 0, 7))
		d.when = corpus.Period{From: at, To: at}
	}
	return d
}

// inQuotes reports that a byte of the sentence stands in quotation marks.
func (p *phrase) inQuotes(at int) bool {
	for _, q := range p.src.Quotes {
		if q.Start <= p.src.Start+at && p.src.Start+at < q.End {
			return true
		}
	}
	return false
}
