package answer

import (
	"slices"
	"strings"

	"rapporteur/text"
)

// mainVerb returns the term of c that says what is done, -1 when there is none
// to be found.
func (e *Engine) mainVerb(c *claim) int {
	for i := range c.terms {
		t := &c.terms[i]
		if !sayVerbs[t.stem] && !telling[t.stem] && !(refusals[t.stem] && tokenAt(c.tokens, t.last) == "to") && !bareNoun(c.sentence, t.first) && e.actsAt(c.sentence, t.first) {
			return i
		}
	}
	return bareVerb(c)
}

// bareVerb returns the term of a short claim that can only be its verb, for
// nothing else in it is one: "the plan limits the fighting"; -1 when there is none.
func bareVerb(c *claim) int {
	if slices.ContainsFunc(c.tokens, func(t text.Token) bool {
		return auxiliaries[t.Fold] || beForms[t.Fold] || modals[t.Fold] || sayVerbs[t.Stem]
	}) {
		return -1
	}
	for i := range c.terms {
		k := c.terms[i].first
		w := c.tokens[k]
		if k == 0 || k+1 >= len(c.tokens) || w.Capital || c.tokens[k-1].Stop || bareNoun(c.sentence, k) {
			continue
		}
		inflected := strings.HasSuffix(w.Fold, "s") && !strings.HasSuffix(w.Fold, "ss") || irregularOrEd(w.Fold)
		if next := c.tokens[k+1]; inflected && (next.Stop && next.Fold != "of" && !auxiliaries[next.Fold] || next.Capital) {
			return i
		}
	}
	return -1
}

// verbIn returns the token of g that says what c says is done, -1 when there is
// none.
func (e *Engine) verbIn(c *claim, g *sentence) int {
	if c.verb < 0 {
		return -1
	}
	return e.actAt(&c.terms[c.verb], g)
}

// otherActor reports that what c says somebody does is done in g, at token at, by
// somebody else who is named, and not by them together.
func (e *Engine) otherActor(c *claim, g *sentence, at int) bool {
	mine := e.doer(c)
	if mine == nil || at < 0 || !e.actsAt(g, at) || strings.HasSuffix(g.tokens[at].Fold, "ing") || infinitive(g, at) || undergone(c.sentence, c.terms[c.verb].first) || undergone(g, at) || e.speakerIs(mine, g) {
		return false
	}
	same := func(m *name) bool {
		return e.sameName(mine, m) >= ofCountry || e.sameName(m, mine) >= ofCountry || e.isSame(mine, m) || e.isSame(m, mine) || sameParty(mine, m)
	}
	theirs := e.clearDoerAt(g, at)
	if theirs == nil || same(theirs) {
		return false
	}
	acting := e.acting(g)
	i := slices.IndexFunc(acting, func(m *name) bool { return m.first == theirs.first })
	for ; i > 0 && inRow(g, acting[i-1].last, acting[i].first); i-- {
		if same(acting[i-1]) {
			return false
		}
	}
	return i >= 0
}

// doer returns who does what c says is done, nil when nobody is named.
func (e *Engine) doer(c *claim) *name {
	if c.verb < 0 {
		return nil
	}
	return e.doerAt(c.sentence, c.terms[c.verb].first)
}

// otherDoer reports that another one is named before a verb of c than before
// the word of the same meaning in the sentence that it cites, where who c names
// stands elsewhere.
func (e *Engine) otherDoer(c *claim) string {
	for i := range c.terms {
		t := &c.terms[i]
		if !e.actsAt(c.sentence, t.first) || relative(c.sentence, t.first) || refusals[t.stem] {
			continue
		}
		for _, g := range c.given {
			at := e.actAt(t, g)
			if at < 0 || relative(g, at) || infinitive(g, at) || infinitive(c.sentence, t.first) || e.doneElsewhere(c, t, g) {
				continue
			}
			if e.swapped(c, t.first, g, at) || e.otherSubject(c, t.first, g, at) || e.turned(c.sentence, t.first, g, at) || e.turned(g, at, c.sentence, t.first) {
				return looseRoles + ": " + t.word
			}
		}
	}
	return ""
}

// doneElsewhere reports that the same who are named right before the verb t in c
// are so in some other place of g where it stands.
func (e *Engine) doneElsewhere(c *claim, t *term, g *sentence) bool {
	doer := e.doerAt(c.sentence, t.first)
	if doer == nil || len(g.stems[t.stem]) < 2 {
		return false
	}
	return slices.ContainsFunc(g.stems[t.stem], func(k int) bool {
		return slices.ContainsFunc(e.acting(g), func(n *name) bool { return n.last == k && e.sameName(doer, n) >= bySurname })
	})
}

// turned reports that the last who is named before token i of s, its doer, is
// named in o only behind token k, where somebody else stands before it.
func (e *Engine) turned(s *sentence, i int, o *sentence, k int) bool {
	if undergone(s, i) != undergone(o, k) {
		return false
	}
	doer, other := e.doerAt(s, i), e.doerAt(o, k)
	if doer == nil || other == nil || e.sameName(doer, other) >= ofCountry || e.sameName(other, doer) >= ofCountry {
		return false
	}
	behind := false
	for _, n := range e.acting(o) {
		if e.sameName(doer, n) < bySurname {
			continue
		}
		if n.first < k {
			return false
		}
		behind = true
	}
	return behind
}

// acting returns who is named in s that can act, sides of a war too, in order.
func (e *Engine) acting(s *sentence) []*name {
	named := append(partiesIn(s), outermost(s)...)
	slices.SortFunc(named, func(a, b *name) int { return a.first - b.first })
	return slices.DeleteFunc(named, func(n *name) bool {
		return !canAct(n) || strings.HasPrefix(s.text[s.tokens[n.last-1].End:], "-") // "rebel-held"
	})
}

// doerAt returns the last who is named before token i of s as who acts, nil when
// nobody is.
func (e *Engine) doerAt(s *sentence, i int) *name {
	var doer *name
	for _, n := range e.acting(s) {
		if n.last > i || owns(s, n) || describesOnly(s, n) || beside(s, n, governing) {
			continue
		}
		if doer != nil && clauseParts(s, n.last-1, i) {
			continue
		}
		doer = n
	}
	return doer
}

// clearDoerAt is doerAt where no other clause starts between the two.
func (e *Engine) clearDoerAt(s *sentence, i int) *name {
	if n := e.doerAt(s, i); n != nil && !clauseParts(s, n.last-1, i) {
		return n
	}
	return nil
}

// undergone reports that the verb at token i is in the passive.
func undergone(s *sentence, i int) bool {
	if tokenAt(s.tokens, i+1) == "by" {
		return true
	}
	return passive(s, i) && byAt(s, i) < 0
}

// actsAt reports that token i of s is a verb with its subject before it, an
// adverb between them left aside.
func (e *Engine) actsAt(s *sentence, i int) bool {
	if i > 0 && strings.Contains(s.text[s.tokens[i-1].End:s.tokens[i].Start], "(") {
		return false // "(left)", of a picture
	}
	if i > 0 && strings.HasSuffix(strings.ReplaceAll(s.text[s.tokens[i-1].Start:s.tokens[i-1].End], "’", "'"), "'s") {
		return false
	}
	if e.isVerbAt(s, i) {
		return true
	}
	w := s.tokens[i].Fold
	if i < 2 || s.tokens[i].Capital || !strings.HasSuffix(w, "ed") && !irregularPast[w] {
		return false
	}
	before := s.tokens[i-1].Fold
	return passing[before] || strings.HasSuffix(before, "ly")
}

// infinitive reports that the verb at token i follows "to": who does it may stand
// before or behind another verb.
func infinitive(s *sentence, i int) bool {
	return i > 0 && s.tokens[i-1].Fold == "to" || i > 1 && s.tokens[i-2].Fold == "to" && s.tokens[i-1].Fold == "be"
}

// telling are verbs of saying besides sayVerbs, as stems.
var telling = text.StemSet(`indicate signal hint allege contend note predict confirm assert reveal boast maintain`)

// passing are adverbs that stand between a subject and its verb.
var passing = wordsOf(`also then still already never now again later ever just even soon only`)

// actAt returns the token of g that says what the verb t says, -1 when there is
// none: a noun of the same stem is no act.
func (e *Engine) actAt(t *term, g *sentence) int {
	v, at := e.match(t, g)
	if v < nearMeaning || at < 0 {
		return -1
	}
	for _, k := range e.standsAt(t, g) {
		if e.actsAt(g, k) || strings.HasSuffix(g.tokens[k].Fold, "ing") {
			return k
		}
	}
	if g.tokens[at].Stem == t.stem {
		return -1
	}
	return at
}
