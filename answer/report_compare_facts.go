package answer

import (
	"slices"
	"strings"

	"rapporteur/corpus"
	"rapporteur/text"
)

// The shares of the words of the shorter of two sentences that the longer has:
// from where on they say the same, of one dated event and of any, and from where on
// they are on one thing.
const (
	sameOfOne  = 0.5
	sameOfAny  = 0.75
	onOneThing = 0.25
)

// relate says how two sentences on a matter stand to each other, by what they tell:
// the same when most of the shorter is in the longer, with the same numbers and as
// much denied; different when they are of two actors, of one time or of one event,
// or have nothing in common but the matter; and else changed.
func (c *comparison) relate(m *compareMatter, x, y *sentence) Relation {
	if x == y {
		return Same
	}
	one := c.oneEvent(x, y)
	common := c.common(x, y, m.key)
	switch {
	case m.class == classRole, c.clash(x, y), denies(x) != denies(y): // another holder, number or stand
	case common >= sameOfAny, one && common >= sameOfOne:
		return Same
	}
	switch {
	case c.within && !c.sameActor(), one, !c.apart(x.article, y.article):
		return Differ
	case m.class == classRole, m.class == classFigure:
		return Changed
	case m.class == classCue && c.oneStory(), opposed(x, y):
		return Changed
	case m.class == classMain && m.key != "" && c.sameActor() && denies(x) != denies(y):
		return Changed // what is denied of an actor at one time is not at the other
	}
	if kin, _ := c.kinship(x, y, m.key); kin > 0 && c.oneStory() || common >= onOneThing {
		return Changed
	}
	return Differ
}

// opposed reports that what one sentence tells is the opposite of what the other
// does: that somebody agreed, and rejected.
func opposed(x, y *sentence) bool {
	for stem := range x.stems {
		for other := range opposites[stem] {
			if y.stems[other] != nil {
				return true
			}
		}
	}
	return false
}

// apart reports that two articles are known to be of two times.
func (c *comparison) apart(x, y *corpus.Article) bool {
	return !x.Published.IsZero() && !y.Published.IsZero() && !x.Published.Overlaps(y.Published)
}

// sourcesDiffer reports that the sides of a point are different accounts, by
// different articles, of one event: they date it alike, and count it differently
// or tell the opposite.
func (c *comparison) sourcesDiffer(p *comparePoint) bool {
	if p.relation != Differ || p.a == nil || p.b == nil || p.a.article == p.b.article || c.within {
		return false
	}
	x, y := p.a.sentence, p.b.sentence
	_, datedX := c.dated(x)
	_, datedY := c.dated(y)
	one := c.oneEvent(x, y) || (!datedX || !datedY) && !x.article.Published.IsZero() && x.article.Published.Overlaps(y.article.Published)
	if p.class == classFigure {
		return one
	}
	return one && c.common(x, y, "") >= sameOfOne && (c.clash(x, y) || opposed(x, y))
}

// dated returns the day, or days, of the event that a sentence tells of, as the
// timeline has it; false when it has none.
func (c *comparison) dated(s *sentence) (corpus.Period, bool) {
	for _, ev := range c.e.chronicle.of(s.article, c.e.cfg.Glossary) {
		if ev.Sentence == s.index && !ev.Planned && !ev.Saying && ev.When.From.Day > 0 && ev.When.To.Day > 0 {
			return ev.When, true
		}
	}
	return corpus.Period{}, false
}

// oneEvent reports that two sentences date what they tell on the same days.
func (c *comparison) oneEvent(x, y *sentence) bool {
	a, ok := c.dated(x)
	if !ok {
		return false
	}
	b, ok := c.dated(y)
	return ok && a == b
}

// clash reports that two sentences count the same thing differently.
func (c *comparison) clash(x, y *sentence) bool {
	for _, f := range c.counts(x) {
		for _, g := range c.counts(y) {
			if f.key == g.key && f.value != g.value && f.share == g.share && f.side == g.side {
				return true
			}
		}
	}
	return false
}

// counts returns the figures of a sentence that count something.
func (c *comparison) counts(s *sentence) []compareFigure {
	if !holdsNumber(s) {
		return nil
	}
	return c.figuresIn(s)
}

// common is the share of what the shorter of two sentences tells, the name or topic
// called except, times, numbers and who says it left aside, that the other
// tells too, by the same words or words for the same; 0 when it tells too little.
func (c *comparison) common(x, y *sentence, except string) float64 {
	a, b := c.telling(x, except), c.telling(y, except)
	if len(b) < len(a) {
		a, b = b, a
		x, y = y, x
	}
	if len(a) < leastTelling {
		return 0
	}
	shared := 0
	for stem, at := range a {
		if b[stem] > 0 || y.stems[stem] != nil || anyConceptOf(x, at-1, y) {
			shared++
		}
	}
	if len(b) > longerTelling*len(a) {
		return min(onOneThing, float64(shared)/float64(len(a))) // the one is but a part of the other
	}
	return float64(shared) / float64(len(a))
}

// leastTelling is how many words a sentence has to tell of to be told again, and
// longerTelling how many times as many the other may have.
const (
	leastTelling  = 2
	longerTelling = 3
)

// telling returns the stems of what a sentence tells, each with its token and one.
func (c *comparison) telling(s *sentence, except string) map[string]int {
	out := map[string]int{}
	skipped := make([]bool, len(s.tokens))
	for i := range s.names {
		if n := &s.names[i]; except != "" && c.names.key(n) == except {
			for k := n.first; k < n.last; k++ {
				skipped[k] = true
			}
		}
	}
	for k, t := range s.tokens {
		_, number := text.Number(t.Fold)
		if skipped[k] || tellsOnly(s, t) || number || t.Stop || calendar[t.Fold] || timeWords[t.Fold] || claimForm[t.Stem] || out[t.Stem] > 0 {
			continue
		}
		out[t.Stem] = k + 1
	}
	return out
}

// tellsOnly reports that a token is of the name of who is said to say what the
// sentence tells.
func tellsOnly(s *sentence, t text.Token) bool {
	return slices.ContainsFunc(s.src.Attributions, func(a corpus.Attribution) bool {
		at := s.src.Start + t.Start
		return a.At.Start <= at && at < a.At.End && !a.Scope.Contains(a.At)
	})
}

// anyConceptOf reports that a word for what token k of x means stands in y.
func anyConceptOf(x *sentence, k int, y *sentence) bool {
	for id, at := range x.concept {
		if slices.Contains(at, k) && y.concept[id] != nil {
			return true
		}
	}
	return false
}

// oneStory reports that the sides are about one thing at two times: one actor, a
// series of meetings, or news whose heads speak of the same.
func (c *comparison) oneStory() bool {
	if c.story == nil {
		story := c.ownStory()
		c.story = &story
	}
	return *c.story
}

// sharedHeads is how many names and topics the heads of two stories share at least.
const sharedHeads = 3

func (c *comparison) ownStory() bool {
	if c.within {
		return c.sameActor()
	}
	for key := range c.e.meetings {
		if c.e.anyFrom(key, c.a.articles) && c.e.anyFrom(key, c.b.articles) {
			return true
		}
	}
	heads := func(side *comparand) map[string]bool {
		out := map[string]bool{}
		for _, s := range side.sentences {
			if s.index >= leadSentences {
				continue
			}
			for _, key := range c.kin.keys[s] {
				out[key] = true
			}
		}
		return out
	}
	a, b, n := heads(c.a), heads(c.b), 0
	for key := range a {
		if b[key] {
			n++
		}
	}
	return n >= sharedHeads
}

// anyFrom reports that some of the articles report from an event.
func (e *Engine) anyFrom(event string, articles []*corpus.Article) bool {
	return slices.ContainsFunc(articles, func(a *corpus.Article) bool { return e.reportsFrom(event, a) })
}

// furniture reports that a sentence is a page's own: a label in capitals, or a call
// on the reader.
func furniture(s *sentence) bool {
	if len(s.tokens) < 3 {
		return true
	}
	first, second := s.tokens[0], s.tokens[1]
	capitals := func(t text.Token) bool {
		word := s.text[t.Start:t.End]
		return len(word) > 3 && word == strings.ToUpper(word)
	}
	if word := s.text[first.Start:first.End]; bidding[first.Fold] && word != strings.ToUpper(word) {
		return bidTo[second.Fold]
	}
	between := s.text[first.End:second.Start]
	return between == " " && capitals(first) && capitals(second) && !strings.ContainsAny(s.text[second.End:s.tokens[2].Start], "–—-,(")
}
