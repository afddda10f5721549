package answer

import (
	"slices"
	"strings"

	"rapporteur/corpus"
	"rapporteur/text"
)

// sameUnit reports that two numbers are not of different units of time: three
// months are not three weeks.
func sameUnit(a *sentence, f figure, b *sentence, g figure) bool {
	x, y := unitAt(a, f.last), unitAt(b, g.last)
	return x == "" || y == "" || x == y
}

func unitAt(s *sentence, i int) string {
	if i >= len(s.tokens) || !timeUnits[s.tokens[i].Stem] {
		return ""
	}
	if inYears(s.tokens[i].Stem) > 1 {
		return yearStem
	}
	return s.tokens[i].Stem
}

// timeUnits are the units in which times are told, as stems. A day goes by many
// names (tomorrow, the next one) and is left out.
var timeUnits = text.StemSet(`minute hour week month year decade century`)

// otherUnits says which unit of time of c is another one in what it cites: "a
// month later" for "a week later", "week-long" for "hour-length".
func (e *Engine) otherUnits(c *claim) string {
	for i, t := range c.tokens {
		if !spans(c.sentence, i) {
			continue
		}
		same, other := false, false
		for _, g := range c.given {
			for k, u := range g.tokens {
				equal := u.Stem == t.Stem || timeUnits[u.Stem] && unitAt(g, k) == unitAt(c.sentence, i)
				same = same || equal
				other = other || !equal && spans(g, k)
			}
		}
		if other && !same {
			return dropFigure + ": " + c.text[t.Start:t.End]
		}
	}
	return ""
}

// spans reports that token i is a unit that says how long, or how long before
// or after.
func spans(s *sentence, i int) bool {
	if !timeUnits[s.tokens[i].Stem] || i+1 >= len(s.tokens) {
		return false
	}
	switch s.tokens[i+1].Fold {
	case "later", "earlier", "ago", "before", "after", "long", "length", "old":
		return true
	}
	return false
}

// datedTokens marks the tokens that belong to dates.
func datedTokens(s *sentence, dates []corpus.DateMention) []bool {
	out := make([]bool, len(s.tokens))
	for _, d := range dates {
		for i, t := range s.tokens {
			out[i] = out[i] || d.Start <= t.Start && t.Start < d.End
		}
	}
	return out
}

// otherDates says which date of c neither stands in what it cites nor is that
// of an article cited.
func (e *Engine) otherDates(c *claim) string {
	missing := ""
	for _, g := range c.given {
		missing = ""
		for _, d := range corpus.FindDates(c.text, g.article.Published) {
			if !e.holdsDate(c, d) {
				missing = d.Text
			}
		}
		if missing == "" {
			return ""
		}
	}
	return dropDate + ": " + missing
}

// namesOtherDay reports that g names a day: the one on which its article appeared
// is not that of what it tells then.
func namesOtherDay(g *sentence) bool {
	return slices.ContainsFunc(g.times(), func(h corpus.DateMention) bool { return h.Period.From.Day > 0 }) &&
		!slices.ContainsFunc(g.tokens, func(t text.Token) bool { return t.Fold == "today" })
}

// closed returns the one date that a period names when it is open at one end:
// "since 1969" names 1969.
func closed(p corpus.Period) corpus.Period {
	if p.From.IsZero() {
		p.From = p.To
	}
	if p.To.IsZero() {
		p.To = p.From
	}
	return p
}

// otherDays says which weekday or month of c, named apart from a whole date,
// is not in what it cites.
func (e *Engine) otherDays(c *claim) string {
	for _, t := range c.tokens {
		if !t.Capital || !calendar[t.Fold] {
			continue
		}
		if !slices.ContainsFunc(c.given, func(g *sentence) bool {
			return g.stems[t.Stem] != nil || e.header(g.article).stems[t.Stem] != nil || dayIn(g, t.Fold)
		}) {
			return dropDate + ": " + c.text[t.Start:t.End]
		}
	}
	return ""
}

// dayIn reports that a date of s falls on the weekday or in the month named.
func dayIn(s *sentence, word string) bool {
	for _, d := range s.times() {
		if d.Period.From.Month > 0 && strings.ToLower(d.Period.From.First().Month().String()) == word {
			return true
		}
		if d.Period.From.Day > 0 && strings.ToLower(d.Period.From.First().Weekday().String()) == word {
			return true
		}
	}
	return false
}

func (e *Engine) holdsDate(c *claim, d corpus.DateMention) bool {
	for _, g := range c.given {
		if strings.Contains(text.Fold(g.text), text.Fold(d.Text)) {
			return true
		}
		for _, h := range g.times() {
			if h.Relative && namesOtherYear(c.sentence, g) {
				continue
			}
			mine, theirs := closed(d.Period), closed(h.Period)
			if !mine.IsZero() && !theirs.IsZero() && mine.Meets(theirs) && mine.From.Precision() <= theirs.From.Precision() {
				return true
			}
			if d.Period.From.Year == 0 && h.Period.From.Month == d.Period.From.Month && d.Period.From.Month > 0 && (d.Period.From.Day == 0 || d.Period.From.Day == h.Period.From.Day) {
				return true
			}
		}
		p := g.article.Published
		if mine := closed(d.Period); !p.IsZero() && !(mine.From.Day > 0 && namesOtherDay(g)) && !namesOtherYear(c.sentence, g) && mine.Overlaps(p) && !mine.IsZero() && mine.From.Precision() <= p.Precision() {
			return true
		}
	}
	return false
}
