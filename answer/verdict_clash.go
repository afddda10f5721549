package answer

import (
	"fmt"
	"slices"
	"strings"

	"rapporteur/glossary"
	"rapporteur/text"
)

// A claim is contradicted by a sentence that bears it out once one thing in it
// is put as the sentence has it: another number, date, name or place, the
// opposite of a word, no "not", or who acts and who is acted upon exchanged. What
// of the thing may well be true besides (somebody else attended too) is none.

// clash is how a sentence contradicts a claim.
type clash struct {
	by           *sentence
	kind         clashKind
	mine, theirs string  // what the claim and the sentence say
	share        float64 // of the claim that the sentence speaks of, see spokenOf
	owner        string  // in whose name the article says so, "" for its own
}

type clashKind int

const (
	clashFigure clashKind = iota
	clashDate
	clashName
	clashOpposite
	clashDenied   // the claim says what the sentence denies
	clashAffirmed // the claim denies what the sentence says
	clashSwapped
)

// why says in one clause what clashes.
func (k *clash) why() string {
	who := "The article"
	if k.owner != "" {
		who = "The article, citing " + k.owner + ","
	}
	switch k.kind {
	case clashDenied:
		return fmt.Sprintf("%s denies it: “%s”.", who, neutral(k.theirs))
	case clashAffirmed:
		return fmt.Sprintf("%s says that it is so: “%s”.", who, neutral(k.theirs))
	case clashSwapped:
		return fmt.Sprintf("%s has it the other way round: “%s”.", who, neutral(k.theirs))
	}
	return fmt.Sprintf("%s says “%s”, not “%s”.", who, neutral(k.theirs), neutral(k.mine))
}

// variant is a claim with one thing in it put as a sentence has it.
type variant struct {
	text         string
	kind         clashKind
	mine, theirs string
}

// firstClash returns how the first of the sentences that contradicts c does.
// tried is what became of proving c from each of them.
func (e *Engine) firstClash(c *claim, tried []proof) (clash, bool) {
	most := 0.0
	for _, p := range tried {
		most = max(most, p.share)
	}
	for _, p := range tried {
		if p.share < most-farBehind || p.share < leastShared {
			continue // another sentence is on the very thing, or none is
		}
		if k, ok := e.clash(c, p); ok && e.toldWhy(c, &k) && (p.share >= most-timesBehind || k.kind != clashDate && k.kind != clashFigure) {
			k.share = p.share
			return k, true
		}
	}
	for _, p := range tried {
		if k, ok := e.plainClash(c, p); ok && e.toldWhy(c, &k) && p.share >= most-farBehind {
			k.share = p.share
			return k, true
		}
	}
	return clash{}, false
}

// partyAside reports that c tells of a side of a war that g does not name.
func (e *Engine) partyAside(c *claim, g *sentence) bool {
	return slices.ContainsFunc(partiesIn(c.sentence), func(p *name) bool {
		part := e.wordTerm(c.sentence, p.first)
		v, _ := e.match(&part, g)
		return v < nearMeaning && !slices.ContainsFunc(g.tokens, func(t text.Token) bool { return groupPronouns[t.Fold] })
	})
}

// leastShared is the share of a claim of which a sentence has to speak to
// contradict it.
const leastShared = 0.4

// maxVariants bounds how many variants of a claim are tried on one sentence.
const maxVariants = 12

// clash returns how the sentence that p tried contradicts c.
func (e *Engine) clash(c *claim, p proof) (clash, bool) {
	if p.reason == "" {
		return clash{}, false
	}
	g := p.by[0]
	try := *c
	try.given = []*sentence{g}
	c = &try
	if k, ok := e.officeClash(c, g); ok {
		return k, true
	}
	if k, ok := e.polarityClash(c, g); ok {
		return k, true
	}
	if e.partyAside(c, g) {
		return clash{}, false
	}
	variants := e.variants(c, g, p.reason)
	variants = variants[:min(len(variants), maxVariants)]
	for _, v := range append(variants, e.both(c, g, variants)...) {
		other := e.newClaim(v.text, c.before, "en", c.given)
		other.guardAside = true
		other.certaintyAside = v.kind != clashOpposite && ahead(c.sentence)
		p := e.prove(other, []*sentence{g})
		if wouldHold(p.reason) && e.alike(other, g, v.kind) {
			return clash{by: g, kind: v.kind, mine: v.mine, theirs: v.theirs, owner: p.owner}, true
		}
	}
	return clash{}, false
}

// ahead reports that s tells of what is still to come.
func ahead(s *sentence) bool {
	for i := range s.tokens {
		if w := surenessOf(s, i, len(s.tokens)); w == coming || w == foreseen {
			return true
		}
	}
	return false
}

// leastAlike is the share of a variant that the sentence has to say in the same
// or synonymous words.
const leastAlike = 0.7

// alike reports that g tells of the very thing that c, a variant of a claim, does:
// in the same words, of the same, at a time of which the claim speaks.
func (e *Engine) alike(c *claim, g *sentence, kind clashKind) bool {
	if e.wordShare(c, g, strictly) < leastAlike {
		return false
	}
	if c.verb >= 0 && !vagueVerbs[c.terms[c.verb].stem] && e.told(c, &c.terms[c.verb]) < strictly {
		return false
	}
	if (kind == clashName || kind == clashSwapped) && (namesOtherYear(c.sentence, g) || e.ofNoMeeting(c, g)) {
		return false
	}
	if kind == clashDate && !e.doneIn(c, g) {
		return false
	}
	for i := range c.tokens {
		if surenessOf(c.sentence, i, len(c.tokens)) == guessed && g.stems[c.tokens[i].Stem] == nil {
			return false
		}
	}
	for _, n := range outermost(c.sentence) {
		if n.kind == glossary.City || n.kind == glossary.Country || n.kind == glossary.Event || e.namesIt(n, g) || e.speakerIs(n, g) || e.impliedIn(n, g) || e.takenUp(n, g) || e.partsHeld(c, n) {
			continue
		}
		return false
	}
	return true
}

// doneIn reports that g tells that what c says is done is done: an invitation to
// join is not the joining, and its day is another.
func (e *Engine) doneIn(c *claim, g *sentence) bool {
	if c.verb >= 0 && !vagueVerbs[c.terms[c.verb].stem] {
		at := e.verbIn(c, g)
		return at < 0 || !infinitive(g, at)
	}
	// A verb that says little by itself has to be there.
	i := e.verbFrom(c.sentence)
	for i > 0 && i+1 < len(c.tokens) && (auxiliaries[c.tokens[i].Fold] || beForms[c.tokens[i].Fold] || c.tokens[i].Fold == "not") && e.actsAt(c.sentence, i+1) {
		i++
	}
	stem := c.tokens[i].Stem
	if i == 0 || !vagueVerbs[stem] {
		return true
	}
	return slices.ContainsFunc(g.stems[stem], func(at int) bool { return !infinitive(g, at) })
}

// variants returns c with one thing in it put as g has it.
func (e *Engine) variants(c *claim, g *sentence, reason string) []variant {
	out := e.otherCounts(c, g)
	out = append(out, e.otherTimes(c, g)...)
	out = append(out, e.opposites(c, g, reason)...)
	misplaced := slices.ContainsFunc([]string{dropName, dropRoles, dropSpeaker, looseRoles}, func(r string) bool { return strings.HasPrefix(reason, r) })
	out = append(out, e.otherNamed(c, g, misplaced)...)
	if misplaced {
		out = append(out, e.exchanged(c, g)...)
	}
	return out
}

// put returns c with tokens [first, last) replaced.
func put(c *claim, first, last int, by string) string {
	return c.text[:c.tokens[first].Start] + by + c.text[c.tokens[last-1].End:]
}
