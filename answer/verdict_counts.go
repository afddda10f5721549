package answer

import (
	"slices"
	"strings"

	"rapporteur/corpus"
	"rapporteur/text"
)

// otherCounts puts numbers, and units of time, as g has them.
func (e *Engine) otherCounts(c *claim, g *sentence) []variant {
	var out []variant
	dated := datedTokens(c.sentence, c.times())
	theirsDated := datedTokens(g, g.times())
	theirs := figures(g)
	for _, f := range figures(c.sentence) {
		if dated[f.first] || f.last >= len(c.tokens) {
			continue
		}
		if slices.ContainsFunc(theirs, func(h figure) bool { return f.fits(h) && f.side == h.side && sameUnit(c.sentence, f, g, h) }) {
			continue
		}
		for _, h := range theirs {
			if counted := e.countedBy(c.sentence, f); theirsDated[h.first] || len(counted) > 0 && !e.sameCounted(counted[:1], e.countedBy(g, h)) {
				continue
			}
			if h.ordinal != f.ordinal && !f.round && !h.round || h.share != f.share || h.value == f.value && sameUnit(c.sentence, f, g, h) {
				continue
			}
			if agreeRoughly(c.sentence, f, h) {
				continue
			}
			out = append(out, variant{put(c, f.first, f.last, raw(g, h.first, h.last)), clashFigure, withCounted(c.sentence, f), withCounted(g, h)})
		}
	}
	for i, t := range c.tokens {
		if !timeUnits[t.Stem] || dated[i] {
			continue
		}
		for k, u := range g.tokens {
			if timeUnits[u.Stem] && unitAt(g, k) != unitAt(c.sentence, i) && k > 0 && i > 0 && sameAmount(c.tokens[i-1].Fold, g.tokens[k-1].Fold) {
				out = append(out, variant{put(c, i, i+1, raw(g, k, k+1)), clashFigure, raw(c.sentence, i-1, i+1), raw(g, k-1, k+1)})
			}
		}
	}
	return out
}

// farAbove is by how much a number has to be above another to be no longer what
// "more than" it says.
const farAbove = 1.5

// agreeRoughly reports that both numbers can be true of one thing: "more than 100"
// where there are 200, and 210 where there are "more than 200".
func agreeRoughly(s *sentence, f, h figure) bool {
	if f.first > 0 && nearlyWords[s.tokens[f.first-1].Fold] {
		f.side = 0 // "nearly 900" is not 500
	}
	switch {
	case f.fits(h):
		return true
	case f.side > 0:
		return h.value > f.value
	case f.side < 0:
		return h.value < f.value
	}
	return h.side > 0 && f.value > h.value && f.value < farAbove*h.value
}

// sameAmount reports that two words before a unit say the same number of it.
func sameAmount(a, b string) bool {
	x, ok := text.Number(a)
	y, also := text.Number(b)
	return a == b || ok && also && x == y || oneWords[a] && oneWords[b]
}

var oneWords = wordsOf(`a an one`)

// withCounted returns a number with what is before it, "more than", and the word or
// two behind it, for people.
func withCounted(s *sentence, f figure) string {
	first, last := f.first, f.last
	for last < min(len(s.tokens), f.last+2) && !s.tokens[last].Stop && !strings.ContainsAny(s.text[s.tokens[last-1].End:s.tokens[last].Start], ",;.:()") {
		last++
	}
	switch w := s.tokens[max(0, first-1)].Fold; {
	case first > 1 && (w == "than" || w == "least" || w == "most"):
		first -= 2
	case first > 0 && (nearlyWords[w] || w == "over" || w == "about" || w == "around"):
		first--
	}
	return raw(s, first, last)
}

// sameTime is how far apart, in days, two times of one thing may be told for one
// of them to be wrong; what is further apart may be another thing of the sort.
const sameTime = 62

// otherTimes puts dates, weekdays and months as g has them.
func (e *Engine) otherTimes(c *claim, g *sentence) []variant {
	var out []variant
	theirs := g.times()
	for _, d := range corpus.FindDates(c.text, publishedOn(g)) {
		first, last := tokensAt(c.tokens, d.Span)
		if first < 0 || e.holdsDate(c, d) {
			continue
		}
		mine := closed(d.Period)
		for _, h := range theirs {
			their := closed(h.Period)
			if mine.From.IsZero() || their.From.IsZero() || d.Period.To.IsZero() != h.Period.To.IsZero() || mine.Meets(their) || !e.closeTo(c, mine, their) || !e.datesVerb(c, g, h) {
				continue
			}
			out = append(out, variant{put(c, first, last, h.Text), clashDate, d.Text, dated(h)})
		}
	}
	return out
}

// dated returns a date as written, with the one that is meant where it has to be
// counted out.
func dated(d corpus.DateMention) string {
	if words := d.Period.From.Words(); d.Relative && words != "" && d.Period.From == d.Period.To && !d.Yearless {
		return d.Text + " (" + words + ")"
	}
	return d.Text
}

// datesVerb reports that a date of g stands in the clause of what c says is done,
// and that the same does it: another date may be of something else.
func (e *Engine) datesVerb(c *claim, g *sentence, d corpus.DateMention) bool {
	at, when := e.verbIn(c, g), g.tokenFrom(d.Start)
	if at >= 0 {
		mine, theirs := e.doer(c), e.clearDoerAt(g, at)
		if mine != nil && theirs != nil && !e.isSame(mine, theirs) && !e.isSame(theirs, mine) {
			return false
		}
	}
	return at < 0 || when < 0 || !clauseParts(g, min(at, when), max(at, when)) || when < at && when <= 2
}

// closeTo reports that two times are near enough for one thing to be told of
// both, or that the claim is of what happens once.
func (e *Engine) closeTo(c *claim, a, b corpus.Period) bool {
	if !slices.ContainsFunc(c.tokens, func(t text.Token) bool { return againWords[t.Stem] }) || slices.ContainsFunc(c.tokens, func(t text.Token) bool { return onceVerbs[t.Stem] }) || slices.ContainsFunc(figures(c.sentence), func(f figure) bool { return f.ordinal && f.round }) {
		return true
	}
	x, y := a.From.First(), b.From.First()
	if x.IsZero() || y.IsZero() {
		return false
	}
	days := x.Sub(y).Hours() / 24
	return days <= sameTime && days >= -sameTime
}

// againWords tell of what happens again and again, as stems: that it did at some
// time says nothing of another.
var againWords = text.StemSet(`meet met meeting talk visit strike attack bomb kill vote round match win won lose lost play say said tell told call travel go went
	come came hold held host negotiate speak spoke report publish write warn condemn agree demand ask see saw send sent fight fought arrest release rise rose
	fall fell increase raise cut grow gain drop pay paid buy bought sell sold announce discuss attend hit election statement interview conference summit session`)

// onceVerbs tell of what happens once to a thing, as stems.
var onceVerbs = text.StemSet(`launch begin start found establish die born elect end kill assassinate invent open close sign create enact introduce approve pass publish release`)
