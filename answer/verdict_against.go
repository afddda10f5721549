package answer

import (
	"slices"
	"strings"

	"rapporteur/text"
)

// onlyAgainst reports that g has what c says only as what is not so, or what they
// say: behind "they said", behind the
// "than" of a comparison, or behind a word of failing or refusing, where c has no
// such word.
func (e *Engine) onlyAgainst(c *claim, g *sentence) bool {
	if denies(c.sentence) {
		return false
	}
	if at := reportedFrom(g); at >= 0 && !saysSo(c) && (g.tokens[at].Fold == "as" || e.ownerIn(c, g) == nil) && e.anyBehind(c, g, at) {
		return true
	}
	if at := thanAt(g); at >= 0 && thanAt(c.sentence) < 0 && e.anyBehind(c, g, at) {
		return true
	}
	for i, t := range g.tokens {
		switch {
		case blaming[t.Stem] && c.stems[t.Stem] == nil && e.liesBehind(c, g, i):
			return true
		case failing[t.Stem]:
			to := slices.IndexFunc(g.tokens[i:], func(t text.Token) bool { return t.Fold == "to" })
			if to >= 0 && e.liesBehind(c, g, i+to) {
				return true
			}
		}
	}
	return false
}

// saysSo reports that c tells what somebody says.
func saysSo(c *claim) bool {
	return len(c.said) > 0 || slices.ContainsFunc(c.tokens, func(t text.Token) bool { return tellVerbs[t.Stem] || telling[t.Stem] })
}

var (
	// failing are words after which what follows behind "to" has not been done, as
	// stems, however far behind it stands: "failed, as he predicted, to take".
	failing = text.StemSet(`fail refuse decline unable unwilling forget neglect`)
	// blaming are words after which somebody's bad word of another follows, as stems.
	blaming = text.StemSet(`accuse insinuate suspect imply`)
)

// liesBehind reports that g has what c says is done, or else all that c says of it,
// behind token at, and before the next statement.
func (e *Engine) liesBehind(c *claim, g *sentence, at int) bool {
	seen, verb := false, e.verbFrom(c.sentence)
	for i := range c.terms {
		if c.terms[i].first < verb {
			continue // who does it
		}
		spots := e.standsAt(&c.terms[i], g)
		if len(spots) == 0 {
			continue
		}
		if !slices.ContainsFunc(spots, func(k int) bool { return k > at && !newStatement(g, at, k) }) {
			return false
		}
		seen = true
	}
	return seen
}

// anyBehind reports that a word of c that weighs stands in g nowhere but behind
// token at, before the next statement.
func (e *Engine) anyBehind(c *claim, g *sentence, at int) bool {
	return slices.ContainsFunc(c.terms, func(t term) bool {
		spots := e.standsAt(&t, g)
		return t.weight > lightWeight && len(spots) > 0 && !slices.ContainsFunc(spots, func(k int) bool { return k < at || newStatement(g, at, k) })
	})
}

// newStatement reports that a conjunction starts another statement between tokens
// a and b.
func newStatement(s *sentence, a, b int) bool {
	for k := a + 1; k < b; k++ {
		if startsStatement(s, k) {
			return true
		}
	}
	return false
}

// predicatedElse reports that what c says with a form of "be" of somebody or of
// something stands in g in another clause than they do: one is rude there, and
// others negotiate.
func (e *Engine) predicatedElse(c *claim, g *sentence) bool {
	for i := range c.terms {
		t := &c.terms[i]
		if t.first < 2 || !beForms[c.tokens[t.first-1].Fold] || irregularOrEd(t.word) || strings.HasSuffix(t.word, "en") || strings.HasSuffix(t.word, "ing") {
			continue
		}
		spots := e.standsAt(t, g)
		if len(spots) == 0 {
			continue
		}
		var subjects []int
		for k := range c.terms[:i] {
			subjects = append(subjects, e.standsAt(&c.terms[k], g)...)
		}
		for _, n := range outermost(c.sentence) {
			for _, m := range g.names {
				if n.last <= t.first && (e.isSame(n, &m) || e.isSame(&m, n)) {
					subjects = append(subjects, m.last-1)
				}
			}
		}
		if len(subjects) > 0 && !slices.ContainsFunc(spots, func(k int) bool {
			return slices.ContainsFunc(subjects, func(at int) bool { return at < k && !newStatement(g, at, k) })
		}) {
			return true
		}
	}
	return false
}
