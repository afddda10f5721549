package answer

import (
	"slices"

	"rapporteur/corpus"
	"rapporteur/glossary"
	"rapporteur/text"
)

// The checks below need no parse: each looks for one way in which a sentence that
// holds all the words of a claim still does not say it. They would rather lose a
// right claim than call a wrong one supported.

// guarded says why the sentences that c cites do not bear it out though they hold
// its words, "" when nothing is found.
func (e *Engine) guarded(c *claim) string {
	if c.guardAside || c.polarityAside {
		return ""
	}
	for _, g := range c.given {
		at := e.verbIn(c, g)
		switch {
		case e.unsure(c, g):
			return looseCertain
		case e.ofNoMeeting(c, g), e.onlyNear(c, g, at), e.otherTaker(c, g), e.elsewhere(c, g), e.quotedSelf(c, g, at), e.otherSubjects(c, g), e.otherRow(c, g), e.onlyTried(c, g, at), e.onlyAgainst(c, g), e.predicatedElse(c, g), e.otherActor(c, g, at):
			return looseRoles
		case otherSince(c, g):
			return dropDate
		}
	}
	return ""
}

// hedges keep what a sentence holds from being so, wherever in it they stand, as
// stems: on a condition, in a rumour, called off.
var hedges = text.StemSet(`if unless false falsely untrue wrong wrongly rumour rumor almost nearly allege alleged allegedly cancel cancelled canceled
	postpone postponed avert averted novel fictional fiction deny denied denial hoax supposedly hypothetical imagine pretend hope solely exclusively`)

// unsure reports that g holds a word that keeps something in it from being so, and
// that c does not hold, nor put in other words.
func (e *Engine) unsure(c *claim, g *sentence) bool {
	for k, t := range g.tokens {
		if !hedges[t.Stem] || c.stems[t.Stem] != nil || nearlyWords[t.Fold] && k+1 < len(g.tokens) && isAmount(g.tokens[k+1].Fold) {
			continue
		}
		if !slices.ContainsFunc(c.terms, func(o term) bool { return slices.Contains(e.standsAt(&o, g), k) }) {
			return true
		}
	}
	return len(g.tokens) > 2 && g.tokens[0].Fold == "had" && c.stems[g.tokens[0].Stem] == nil // "Had it been signed, …"
}

var nearlyWords = wordsOf(`almost nearly`)

func isAmount(w string) bool {
	_, ok := text.Number(w)
	return ok || w == "all" || w == "every"
}

// otherTaker reports that a word stands right before a name in c and before
// another name, or a noun of its own, in g: "back groups fighting Assad", "meet
// Putin".
func (e *Engine) otherTaker(c *claim, g *sentence) bool {
	for _, n := range outermost(c.sentence) {
		i := n.first - 1
		for i >= 0 && (c.tokens[i].Fold == "the" || titleWords[c.tokens[i].Fold]) {
			i--
		}
		if i < 0 || n.kind == glossary.Event || describesOnly(c.sentence, n) || owns(c.sentence, n) || c.tokens[i].Capital || !mayAct(c.tokens[i]) || breaksClause(c.sentence, i) {
			continue
		}
		met, other := false, false
		spots := g.stems[c.tokens[i].Stem]
		if t := slices.IndexFunc(c.terms, func(t term) bool { return t.first == i }); t >= 0 && len(spots) == 0 {
			spots = e.standsAt(&c.terms[t], g)
		}
		for _, k := range spots {
			for _, m := range outermost(g) {
				if m.first <= k || m.first > k+6 || clauseParts(g, k, m.first) {
					continue
				}
				plain := slices.ContainsFunc(g.tokens[k+1:m.first], func(t text.Token) bool {
					return !t.Stop && !t.Capital && !titleWords[t.Fold] && c.stems[t.Stem] == nil
				})
				switch same := e.isSame(n, m) || e.isSame(m, n); {
				case same && !plain:
					met = true
				default:
					other = true
				}
			}
		}
		if other && !met {
			return true
		}
	}
	return false
}

// mayAct reports that a word can be a verb: it is no preposition, article or
// conjunction.
func mayAct(t text.Token) bool {
	return !t.Stop || t.Fold == "back" || t.Fold == "met"
}

// elsewhere reports that c names a city that g does not, where g names another.
func (e *Engine) elsewhere(c *claim, g *sentence) bool {
	for _, n := range outermost(c.sentence) {
		own := e.placeOf(n)
		if own == nil || n.kind == glossary.City && !meetingBeside(c.sentence, n) {
			continue
		}
		if slices.ContainsFunc(g.names, func(m name) bool { return m.entry != nil && (m.entry == n.entry || m.entry == own) }) {
			continue // that the article is of the meeting is not enough where another one is named
		}
		for i := range g.names {
			m := &g.names[i]
			if place := e.placeOf(m); place != nil && place != own && (m.kind == glossary.Event || meetingBeside(g, m)) {
				return true
			}
		}
	}
	return false
}

// placeOf returns the city that n is or in which the meeting n is held, nil for
// none.
func (e *Engine) placeOf(n *name) *glossary.Entry {
	switch {
	case n.entry == nil:
		return nil
	case n.kind == glossary.City:
		return n.entry
	case n.kind == glossary.Event && n.entry.Where != "":
		if at := e.cfg.Glossary.Entry(n.entry.Where); at != nil && at.Kind == glossary.City {
			return at
		}
	}
	return nil
}

// meetingBeside reports that a meeting or a visit is named by the place n: "the
// Astana talks", "talks in Geneva".
func meetingBeside(s *sentence, n *name) bool {
	for k := max(0, n.first-3); k < min(len(s.tokens), n.last+2); k++ {
		if w := s.tokens[k]; meetingWords[w.Stem] || visitWords[w.Stem] {
			return true
		}
	}
	return false
}

var visitWords = text.StemSet(`visit trip tour`)

// quotedSelf reports that c says of a speaker what g has in the speaker's words
// of somebody else: “He lied,” said Vaz.
func (e *Engine) quotedSelf(c *claim, g *sentence, at int) bool {
	if at < 0 || len(c.said) > 0 {
		return false
	}
	if doer := e.doer(c); doer == nil || !e.speakerIs(doer, g) {
		return false
	}
	where := g.src.Start + g.tokens[at].Start
	return slices.ContainsFunc(g.src.Quotes, func(q corpus.Span) bool { return q.Start <= where && where < q.End })
}

// otherSince reports that c tells of what is so since a time, and g of what is so
// since another.
func otherSince(c *claim, g *sentence) bool {
	for _, d := range corpus.FindDates(c.text, publishedOn(g)) {
		if !d.Period.To.IsZero() || d.Period.From.IsZero() {
			continue
		}
		if !slices.ContainsFunc(g.times(), func(h corpus.DateMention) bool { return h.Period.To.IsZero() && h.Period.From == d.Period.From }) {
			return true
		}
	}
	return false
}

// otherRow reports that c lists somebody among others whom g lists without them:
// "Russia, Turkey and Syria" for "Russia, Turkey and Iran".
func (e *Engine) otherRow(c *claim, g *sentence) bool {
	theirs := listsOf(g)
	for _, mine := range listsOf(c.sentence) {
		for _, row := range theirs {
			shared, absent := false, false
			for _, n := range mine {
				switch {
				case slices.ContainsFunc(row, func(m *name) bool { return e.isSame(n, m) || e.isSame(m, n) }):
					shared = true
				case !slices.ContainsFunc(g.names, func(m name) bool { return e.actsFor(n, &m, g, nil, false) }):
					absent = true
				}
			}
			if shared && absent {
				return true
			}
		}
	}
	return false
}

// listsOf returns the rows of two names and more in s.
func listsOf(s *sentence) [][]*name {
	var out [][]*name
	var row []*name
	for _, n := range outermost(s) {
		if len(row) > 0 && !inRow(s, row[len(row)-1].last, n.first) {
			if len(row) > 1 {
				out = append(out, row)
			}
			row = nil
		}
		row = append(row, n)
	}
	if len(row) > 1 {
		out = append(out, row)
	}
	return out
}

// onlyTried reports that g has what c says was done behind "to": as what something
// is for, or after a word of failing or refusing that c has not.
func (e *Engine) onlyTried(c *claim, g *sentence, at int) bool {
	if at < 0 && c.verb >= 0 {
		at = slices.Max(append(e.standsAt(&c.terms[c.verb], g), -1))
	}
	if at < 0 || infinitive(c.sentence, c.terms[c.verb].first) || !infinitive(g, at) {
		return false
	}
	if slices.ContainsFunc(g.tokens[:at], func(t text.Token) bool { return refusals[t.Stem] && c.stems[t.Stem] == nil }) {
		return true
	}
	to := at - 1
	for to > 0 && g.tokens[to].Fold != "to" {
		to--
	}
	done := irregularOrEd(c.tokens[c.terms[c.verb].first].Fold) && !slices.ContainsFunc(c.tokens, func(t text.Token) bool { return modals[t.Fold] })
	return done && to > 0 && !bringing[g.tokens[to-1].Fold] && c.stems[g.tokens[to-1].Stem] == nil
}

// bringing stand before "to" and what is done then: "began to".
var bringing = wordsOf(`begin begins began begun started continue continues continued managed went came got able helped forced caused led proceeded used`)
