package answer

import (
	"slices"
	"strings"

	"rapporteur/text"
)

// Why a claim that the proof of a model's sentences lets pass is not called
// supported. A claim comes from anybody, with any sentence of any article to
// rest on: it needs more than a sentence that was written from what it cites.
const (
	looseGeneral = "it is more general than the text"
	looseCertain = "it is more certain than the text"
	looseWords   = "it says more than the text"
	looseVerb    = "the text does not say that this was done"
	looseRoles   = "the text does not say it of the same"
	looseDenied  = "the text denies it"
)

// stricter says why c, which the sentence it cites bears out by the proof of a
// model's sentences, is not called supported; "" when it is.
func (e *Engine) stricter(c *claim) string {
	for _, check := range []func(*claim) string{e.tooGeneral, e.tooCertain, e.saysMore, e.otherDoer, e.otherCity, e.turnedOver, e.inOtherOffice, e.otherwiseNamed, e.otherWords, e.otherSlot, e.deniesPlain, e.guarded} {
		if reason := check(c); reason != "" {
			return reason
		}
	}
	return ""
}

// sweeping are the words that make a claim one about all, or about no other,
// by what they have in common. One of a row in the text bears out another.
var sweeping = func() map[string]int {
	out := map[string]int{}
	for i, row := range []string{
		`all every each everyone everybody everything everywhere entire entirely whole wholly`,
		`always constantly permanently invariably continually`,
		`never`,
		`only solely exclusively sole alone just unique`,
		`none nobody nothing nowhere`,
		`most mostly majority largely mainly`,
		`completely totally fully absolutely utterly complete total full`,
		`definitely certainly undoubtedly surely proven proved proves clearly obviously guaranteed definite certain`,
		`finally permanent final`,
		`forever eternal`,
		`main chief biggest largest greatest key principal`,
		`immediately instantly immediate`,
		`many numerous countless several`,
		`same identical`,
	} {
		for _, w := range strings.Fields(row) {
			out[w] = i + 1
		}
	}
	return out
}()

// tooGeneral reports that c is about all, always or only where the sentences
// that it cites are not.
func (e *Engine) tooGeneral(c *claim) string {
	for i, t := range c.tokens {
		row := sweeping[t.Fold]
		if row == 0 || t.Fold == "all" && i > 0 && c.tokens[i-1].Fold == "at" || t.Fold == "just" || t.Fold == "both" {
			continue
		}
		if slices.ContainsFunc(c.names, func(n name) bool { return n.first <= i && i < n.last && n.last-n.first > 1 }) {
			continue
		}
		if !slices.ContainsFunc(c.given, func(g *sentence) bool {
			return slices.ContainsFunc(g.tokens, func(o text.Token) bool { return sweeping[o.Fold] == row || o.Stem == t.Stem })
		}) {
			return looseGeneral + ": " + t.Fold
		}
	}
	return ""
}

const (
	// leastTold is the share of a claim, by weight, of which the sentence it
	// rests on has to speak itself.
	leastTold = 0.6
	// nearVerb is how near in meaning the word for what is done has to be where it
	// is not the same or a synonym: what is said besides has to be told by
	// mostlyTold then, and to weigh otherWeight.
	nearVerb    = 0.62
	mostlyTold  = 0.75
	otherWeight = 1.2
	// In a claim of fewTerms none of heavyTerm may be missing, and in a longer one
	// one of perHeavy.
	fewTerms  = 4
	heavyTerm = 0.7
	perHeavy  = 6
)

// vagueVerbs say little of what is done, as stems; they need not stand in the
// text.
var vagueVerbs = text.StemSet(`have make take hold go give get become do come involve include happen occur remain describe call talk meet work keep let use see
	got made took held gave went came did had kept saw met`)

// saysMore reports that c says something of which the sentences that it cites
// do not speak. A word that is only near in meaning counts half: what destroys
// is near to what kills.
func (e *Engine) saysMore(c *claim) string {
	verb := c.verb
	sum, total, besides, others := 0.0, 0.0, 0.0, 0.0
	missing, heavy, absent := "", 0, 0
	for i := range c.terms {
		t := &c.terms[i]
		v := e.told(c, t)
		if v < nearMeaning && e.countsParties(c, t) {
			v = nearMeaning
		}
		if vagueVerbs[t.stem] && v < nearMeaning {
			continue
		}
		if v < strictly {
			if t.weight >= heavyTerm && i != verb {
				heavy++
				if v < nearMeaning {
					absent++
				}
			}
			if t.weight > lightWeight && missing == "" {
				missing = t.word
			}
		}
		switch {
		case v < nearMeaning:
			v = 0
		case v < strictly:
			v /= 2
		}
		total += t.weight
		sum += v * t.weight
		if i != verb {
			others += t.weight
			besides += v * t.weight
		}
	}
	if verb >= 0 && (!vagueVerbs[c.terms[verb].stem] || others == 0) {
		switch v := e.toldAsAct(c, &c.terms[verb]); {
		case v >= strictly:
		case v < nearVerb, others < otherWeight, besides < mostlyTold*others:
			return looseVerb + ": " + c.terms[verb].word
		}
	}
	if verb > 0 {
		// What does it, where that is a noun: "the president opened".
		t := &c.terms[verb-1]
		if gap := c.terms[verb].first - t.last; gap >= 0 && gap <= 2 && !e.clauseBetween(c, t.first, c.terms[verb].first) && e.told(c, t) < nearMeaning && !strings.HasSuffix(t.word, "ly") {
			return looseWords + ": " + t.word
		}
	}
	if total > 0 && sum/total < leastTold || len(c.terms) <= fewTerms && heavy > 0 || absent > (len(c.terms)-1)/perHeavy {
		return looseWords + ": " + missing
	}
	return ""
}

// toldAsAct is told for what is done: another word has to be an act too, or an
// office for who leads.
func (e *Engine) toldAsAct(c *claim, t *term) float64 {
	v := e.told(c, t)
	if v < strictly {
		return v
	}
	for _, g := range c.given {
		for _, k := range e.standsAt(t, g) {
			if e.nominalised(c, g, k) {
				return v
			}
			if g.tokens[k].Stop {
				return v // the first word of a phrase: "at odds"
			}
			if isAgent(g.tokens[k].Fold) && (!e.actsAt(g, k) || breaksClause(g, k)) {
				continue // a negotiator is none who negotiates just then
			}
			if hyphened(g, k) && v < 1 {
				continue // "US-led"
			}
			if v == 1 && !bareNoun(g, k) {
				return v
			}
			if e.actsAt(g, k) || k > 0 && (beforeVerbs[g.tokens[k-1].Fold] || behindName(g, k)) || lightly(g, k) || strings.HasSuffix(g.tokens[k].Fold, "ing") && !(k > 0 && nounLeads[g.tokens[k-1].Fold]) || strings.HasSuffix(g.tokens[k].Fold, "ed") ||
				officeClass(g.tokens[k]) != "" {
				return v
			}
		}
	}
	return 0
}

// beforeVerbs stand before a verb in its base form.
var beforeVerbs = wordsOf(`to each all both also they who which we`)

// behindName reports that token k follows a name that does not describe it: it is a
// verb, in whatever form.
func behindName(s *sentence, k int) bool {
	return !s.tokens[k].Capital && k+1 < len(s.tokens) && !nounFollowers[s.tokens[k+1].Fold] && !breaksClause(s, k) &&
		slices.ContainsFunc(s.names, func(n name) bool { return n.last == k && !describesOnly(s, &n) && !owns(s, &n) && n.kind != "" })
}

// lightly reports that token k is the noun of a verb that says little: "made a
// surprise visit".
func lightly(s *sentence, k int) bool {
	for i := k - 1; i >= max(0, k-4) && !breaksClause(s, i); i-- {
		switch s.tokens[i].Fold {
		case "made", "make", "makes", "paid", "pay", "took", "take", "takes", "gave", "give", "gives", "held", "hold", "holds", "launched", "launch", "carried", "staged", "issued":
			return true
		}
	}
	return false
}

// countsParties reports that a word of c only says what those are called together
// whom the sentence names, and that c counts them: "the three countries".
func (e *Engine) countsParties(c *claim, t *term) bool {
	return partyWords[t.stem] && slices.ContainsFunc(figures(c.sentence), func(f figure) bool { return f.last == t.first && e.countsNames(c, f) })
}

// isAgent reports that a word names who does or is something: negotiators, the
// presidency.
func isAgent(w string) bool {
	w = strings.TrimSuffix(w, "s")
	return officeClass(text.Token{Fold: w}) == "" && slices.ContainsFunc([]string{"er", "or", "ency", "ist", "ship"}, func(end string) bool { return strings.HasSuffix(w, end) })
}

// bareNoun reports that token k, a word in "s", is a noun in the plural there: "the
// limits of", "sponsors,".
func bareNoun(s *sentence, k int) bool {
	if w := s.tokens[k].Fold; !strings.HasSuffix(w, "s") || strings.HasSuffix(w, "ss") {
		return false
	}
	if k+1 == len(s.tokens) || breaksClause(s, k) {
		return true
	}
	next := s.tokens[k+1].Fold
	return nounFollowers[next] || auxiliaries[next] || beForms[next] || modals[next] || k > 0 && nounLeads[s.tokens[k-1].Fold]
}

var (
	nounFollowers = wordsOf(`of in for between and or but who which with from on at by against`)
	nounLeads     = wordsOf(`the a an its their his her our this that these those no some any many several all of`)
)

// told is how well a sentence that c cites, or the setting of its article,
// speaks of a word of c.
func (e *Engine) told(c *claim, t *term) float64 {
	best := 0.0
	for _, g := range c.given {
		v, at := e.match(t, g)
		if v < 1 && at >= 0 && describesNext(c.sentence, t.last) && !describesNext(g, at+1) && !(at > 0 && beForms[g.tokens[at-1].Fold]) {
			v = 0 // "direct talks" is nothing that a director does
		}
		best = max(best, v)
		if sidesOfWar[t.word] && best < strictly && e.sideMeant(t, g) {
			best = strictly
		}
		if meetingWords[t.stem] {
			v, _ = e.match(t, e.header(g.article))
			best = max(best, headerWord*v)
		}
	}
	return best
}

// sideMeant reports that g speaks of a side of a war as "they", and that one of
// the two sentences before it names it.
func (e *Engine) sideMeant(t *term, g *sentence) bool {
	if !slices.ContainsFunc(g.tokens, func(o text.Token) bool { return o.Fold == "they" || o.Fold == "them" }) {
		return false
	}
	for i := g.index - 1; i >= max(0, g.index-2); i-- {
		if v, _ := e.match(t, e.analyst.sentence(g.article, i)); v >= strictly {
			return true
		}
	}
	return false
}

// describesNext reports that a noun follows what ends before token i: it may be an
// adjective there.
func describesNext(s *sentence, i int) bool {
	return i < len(s.tokens) && !s.tokens[i].Stop && (i == 0 || !strings.ContainsAny(s.text[s.tokens[i-1].End:s.tokens[i].Start], ",;:.()!?")) && !strings.HasSuffix(s.tokens[i].Fold, "ly") && !s.tokens[i].Capital
}
