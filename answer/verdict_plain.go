package answer

import (
	"fmt"
	"slices"
	"strings"
)

// farBehind is by how much less of a claim a sentence may speak than the one that
// speaks of most of it, to contradict it still, and timesBehind the same for another
// date or number: there are many of them.
const (
	farBehind   = 0.3
	timesBehind = 0.2
)

// How much of a claim a sentence has to speak of to contradict it by what kept it
// from bearing the claim out alone: that it denies it, has it the other way round,
// or gives it to somebody else.
const (
	mostlyDenied = 0.85
	allRoles     = 0.95
	allSpoken    = 0.85
)

// plainClash reports that all of c is in the sentence that p tried, but denied,
// the other way round, or in the mouth of another.
func (e *Engine) plainClash(c *claim, p proof) (clash, bool) {
	g := p.by[0]
	k := clash{by: g, owner: p.owner}
	is := func(reasons ...string) bool {
		return slices.ContainsFunc(reasons, func(r string) bool { return strings.HasPrefix(p.reason, r) })
	}
	if denials(c.sentence, weakToo) > 0 && denials(g, weakToo) > 0 || !e.alike(c, g, clashName) {
		return k, false
	}
	switch {
	case is(dropNegation+": ", looseDenied) && p.share >= mostlyDenied:
		k.kind = clashDenied
		if denials(c.sentence, weakToo) > 0 {
			k.kind = clashAffirmed
		}
	case is(dropRoles) && p.share >= allRoles:
		k.kind = clashSwapped
	case is(dropSpeaker) && p.share >= allSpoken:
		k.kind = clashSwapped
	default:
		return k, false
	}
	return k, true
}

// wouldHold reports that the proof of a variant failed for nothing that keeps a
// sentence from contradicting: a text that is less sure than the claim, or tells
// less, still has the one thing otherwise.
func wouldHold(reason string) bool {
	return reason == "" || strings.HasPrefix(reason, looseCertain) || strings.HasPrefix(reason, looseDenied) ||
		strings.HasPrefix(reason, looseVerb) || strings.HasPrefix(reason, looseWords) || reason == dropStitched
}

// both returns variants with a second thing put as g has it, where one is not
// enough: the time and the place are others.
func (e *Engine) both(c *claim, g *sentence, single []variant) []variant {
	var out []variant
	for _, v := range single {
		if v.kind == clashSwapped || v.kind == clashOpposite {
			continue
		}
		once := e.newClaim(v.text, c.before, "en", c.given)
		for _, w := range e.variants(once, g, dropName) {
			if strings.HasPrefix(c.text, w.mine) || strings.HasPrefix(c.text, v.mine) {
				continue // who did it: somebody else at another time is another thing
			}
			if w.kind != v.kind && w.kind != clashSwapped && w.kind != clashOpposite && len(out) < maxVariants {
				out = append(out, variant{w.text, v.kind, v.mine, v.theirs})
			}
		}
	}
	return out
}

// deniedElsewhere reports that a sentence that speaks of as much of c as the one
// that bears it out says the opposite.
func (e *Engine) deniedElsewhere(c *claim, proved *proof, tried []proof) bool {
	most := e.wordShare(c, proved.by[0], strictly)
	return slices.ContainsFunc(tried, func(p proof) bool {
		return (strings.HasPrefix(p.reason, dropNegation) || strings.HasPrefix(p.reason, looseDenied)) && e.wordShare(c, p.by[0], strictly) >= most
	})
}

// toldBy names whom the article has it from, "" for nobody.
func toldBy(who string) string {
	if who == "" {
		return ""
	}
	return fmt.Sprintf("The article has it from %s.", who)
}
