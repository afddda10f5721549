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
			if f.fits(h) || f.side > 0 && h.value > f.value || f.side < 0 && h.value < f.value || h.side > 0 && f.side == 0 && f.value > h.value {
				continue // "more than 100" where it is 200: no clash
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

// sameAmount reports that two words before a unit say the same number of it.
func sameAmount(a, b string) bool {
	one := wordsOf(`a an one`)
	x, ok := text.Number(a)
	y, also := text.Number(b)
	return a == b || ok && also && x == y || one[a] && one[b]
}

// withCounted returns a number with the word behind it, for people.
func withCounted(s *sentence, f figure) string {
	last := f.last
	if last < len(s.tokens) && !s.tokens[last].Stop && !strings.ContainsAny(s.text[s.tokens[last-1].End:s.tokens[last].Start], ",;.:()") {
		last++
	}
	return raw(s, f.first, last)
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
			out = append(out, variant{put(c, first, last, h.Text), clashDate, d.Text, h.Text})
		}
	}
	return out
}

// datesVerb reports that a date of g stands in the clause of what c says is done,
// and that the same does it: another date may be of something else.
func (e *Engine) datesVerb(c *claim, g *sentence, d corpus.DateMention) bool {
	verb := e.mainVerb(c)
	if verb < 0 {
		return true
	}
	at, when := e.actAt(&c.terms[verb], g), g.tokenFrom(d.Start)
	if at >= 0 {
		mine, theirs := e.doerAt(c.sentence, c.terms[verb].first), e.doerAt(g, at)
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
