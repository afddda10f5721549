package answer

import (
	"slices"

	"rapporteur/text"
)

// polarityClash reports that g denies what c says, or says what c denies, and
// bears out all else in it.
func (e *Engine) polarityClash(c *claim, g *sentence) (clash, bool) {
	found := clash{by: g}
	kind, ok := e.flipped(c, g)
	if i, k, beside := e.opposedBeside(c, g); !ok && beside {
		kind, ok = clashOpposite, true
		found.mine, found.theirs = raw(c.sentence, i, i+1), raw(g, k, k+1)
	}
	if !ok || denials(c.sentence, weakToo) > 0 && (denials(g, weakToo) > 0 || c.stems[untilStem] != nil) {
		return clash{}, false // what each denies is not told apart well enough
	}
	aside := *c
	aside.polarityAside = true
	p := e.prove(&aside, []*sentence{g})
	if !wouldHold(p.reason) || p.reason != "" && e.wordShare(c, g, strictly) < leastAlike || p.owner != "" && !isOutlet(p.owner) {
		return clash{}, false // what somebody only says is no fact to be contradicted with
	}
	found.kind, found.owner = kind, p.owner
	return found, true
}

// isOutlet reports that who is said to report something is an agency or an
// observer, rather than somebody with a view.
func isOutlet(who string) bool {
	return slices.ContainsFunc(text.Words(who), func(w string) bool {
		return outletWords[w] || w == "news" || w == "observatory" || w == "reporters"
	})
}

var untilStem = text.Stem("until") // "not until Friday" is on Friday

// flipped reports that what c says is denied in g, or the other way round: most
// of what both speak of, or the verb of it, is denied in one of them only.
func (e *Engine) flipped(c *claim, g *sentence) (clashKind, bool) {
	if slices.ContainsFunc(g.tokens, func(t text.Token) bool { return t.Fold == "whether" }) || firstIn(c.sentence) != firstIn(g) {
		return 0, false
	}
	mine, theirs := negated(c.sentence), negated(g)
	both := denials(c.sentence, weakToo) > 0 && denials(g, weakToo) > 0
	start := e.verbFrom(c.sentence)
	same, denied, affirmed := 0.0, 0.0, 0.0
	for i := range c.terms {
		t := &c.terms[i]
		w := t.weight
		at := e.standsAt(t, g)
		if t.first < start {
			continue // who does it is not denied
		}
		if k := e.actAt(t, g); i == c.verb && k >= 0 && g.tokens[k].Stem == t.stem {
			w *= 3
			at = []int{k}
		}
		if len(at) == 0 {
			continue
		}
		m := mine[t.first] || deniedNear(c.sentence, t.first)
		agrees := slices.ContainsFunc(at, func(k int) bool { return (theirs[k] || deniedNear(g, k)) == m })
		if both && !agrees {
			// Each denies something: only the very words that are denied count.
			agrees = i != c.verb || mine[t.first] == theirs[at[0]]
		}
		switch {
		case agrees:
			same += w
		case m:
			denied += w
		default:
			affirmed += w
		}
	}
	switch {
	case denied > same && denied > affirmed:
		return clashAffirmed, true
	case affirmed > same:
		return clashDenied, true
	}
	return 0, false
}

// verbFrom returns the first token of s that belongs to its verb, 0 when none is
// found.
func (e *Engine) verbFrom(s *sentence) int {
	for i, t := range s.tokens {
		if i > 0 && (auxiliaries[t.Fold] || beForms[t.Fold] || modals[t.Fold] || t.Fold == "went" || e.actsAt(s, i)) {
			return i
		}
	}
	return 0
}

// firstIn reports that s tells of the first time that something happens, which
// says that it did not before.
func firstIn(s *sentence) bool {
	for i, t := range s.tokens {
		if t.Fold == "first" && tokenAt(s.tokens, i+1) == "time" {
			return true
		}
	}
	return false
}

// deniedNear reports that something is denied before token i of s in its clause,
// in whatever words, and that no "and" with its own subject lies between.
func deniedNear(s *sentence, i int) bool {
	if w := tokenAt(s.tokens, i+1); (w == "no" || w == "nothing" || w == "nobody") && !breaksClause(s, i) {
		return true // "produced no results"
	}
	for k := i - 1; k >= 0 && !breaksClause(s, k); k-- {
		t := s.tokens[k]
		if negators[t.Fold] && !isParticle(s, k) || refusals[t.Stem] && t.Fold != "opposing" {
			return true
		}
		if t.Fold == "and" && k+1 < len(s.tokens) && (s.tokens[k+1].Capital || s.tokens[k+1].Fold == "the") {
			return false
		}
	}
	return false
}
