package answer

import (
	"slices"
	"strings"

	"rapporteur/corpus"
	"rapporteur/text"
)

// negators turn what follows them into its opposite.
var negators = wordsOf(`not no never none nobody nothing neither nor without cannot cant didnt dont doesnt isnt arent wasnt werent wont
	wouldnt couldnt shouldnt hasnt havent hadnt aint`)

// refusals are words that deny without a negation, as stems. The verbs among
// them turn round what they are followed by: "refused to sign".
var refusals = text.StemSet(`refuse reject deny decline fail lack exclude oppose absent boycott failure refusal rejection denial absence
	prevent avoid forbid ban impossible unlikely unwilling unable stop halt cease abandon doubt balk baulk rebuff dismiss resist withhold withheld prohibit bar block disallow`)

// doubts say little or nothing of something; a denial of it is no other claim.
var doubts = wordsOf(`only few little scant hardly barely rather instead merely unclear uncertain early cut deprived shortage free against
	unprecedented unacceptable ignored ignore ignores exempt unknown without`)

// otherPolarity reports that c denies what a sentence cited affirms, or
// affirms what it denies: a word that both have is negated in one and not in
// the other, or c has the opposite of a word.
func (e *Engine) otherPolarity(c *claim) string {
	if c.polarityAside {
		return ""
	}
	if e.uncertain(c) {
		return dropNegation
	}
	if e.compared(c) {
		return dropRoles
	}
	if pair := e.opposed(c); pair != "" {
		return dropNegation + ": " + pair
	}
	if deniedWhole(c) || slices.ContainsFunc(c.tokens, func(t text.Token) bool {
		return falsehoods[t.Fold] && !slices.ContainsFunc(c.given, func(g *sentence) bool { return g.stems[t.Stem] != nil })
	}) {
		return dropNegation
	}
	mine := negated(c.sentence)
	theirs := make([]map[int]bool, len(c.given))
	for k, g := range c.given {
		theirs[k] = negated(g)
	}
	affirmed, denied := "", "" // words that only the source, only the claim negates
	for i := range c.terms {
		t := &c.terms[i]
		same, other := false, false
		for k, g := range c.given {
			for _, at := range e.standsAt(t, g) {
				switch {
				case mine[t.first] == theirs[k][at],
					theirs[k][at] && deniedBefore(c.sentence, t.first), mine[t.first] && deniedBefore(g, at):
					same = true
				default:
					other = true
				}
			}
		}
		switch {
		case same || !other:
		case mine[t.first]:
			denied = t.word
		default:
			affirmed = t.word
		}
	}
	switch {
	case affirmed != "" && !e.deniesElse(c):
		return dropNegation + ": " + affirmed
	case denied != "" && !slices.ContainsFunc(c.given, e.deniesBesides(c)):
		return dropNegation + ": " + denied
	case len(mine) > 0 && e.deniesMore(c) && !slices.ContainsFunc(c.given, e.hasOpposite(c, mine)):
		return dropNegation
	case len(mine) == 0 && !denies(c.sentence):
		for k, g := range c.given {
			if e.deniedClause(c, g, theirs[k]) && slices.ContainsFunc(g.tokens, func(t text.Token) bool { return negators[t.Fold] && t.Fold != "without" }) {
				return dropNegation
			}
		}
	}
	return ""
}

// denies reports that a sentence holds a word that denies something.
func denies(s *sentence) bool {
	return slices.ContainsFunc(s.tokens, func(t text.Token) bool {
		return negators[t.Fold] || refusals[t.Stem] || doubts[t.Fold]
	})
}

// falsehoods say of something that it is not so.
var falsehoods = wordsOf(`myth false untrue hoax fake falsehood fiction fabricated`)

// deniedWhole reports that all that c cites is denied from its first word on,
// "Nor did …", and nothing in c.
func deniedWhole(c *claim) bool {
	return !denies(c.sentence) && !slices.ContainsFunc(c.given, func(g *sentence) bool { return len(g.tokens) == 0 || g.tokens[0].Fold != "nor" })
}

// uncertain reports that c states what a sentence cited leaves open: "whether …".
func (e *Engine) uncertain(c *claim) bool {
	if slices.ContainsFunc(c.tokens, func(t text.Token) bool { return openWords[t.Fold] || doubts[t.Fold] || negators[t.Fold] }) {
		return false
	}
	for _, g := range c.given {
		at := slices.IndexFunc(g.tokens, func(t text.Token) bool { return t.Fold == "whether" })
		if at < 0 || at+1 < len(g.tokens) && g.tokens[at+1].Fold == "to" || e.within(c, g, corpus.Span{Start: g.src.Start + g.tokens[at].End, End: g.src.End}) < 0.6 {
			return false
		}
	}
	return true
}

// openWords leave something open.
var openWords = wordsOf(`whether if unclear uncertain uncertainty unknown could might may would possible possibly perhaps question questions questioned wondered
	speculation doubt doubts soon open ask asked`)

// compared reports that c has the two sides of "more … than …" the other way
// round than a sentence cited.
func (e *Engine) compared(c *claim) bool {
	mine := thanAt(c.sentence)
	if mine < 0 {
		return false
	}
	for _, g := range c.given {
		theirs := thanAt(g)
		if theirs < 0 {
			continue
		}
		same, swapped := 0, 0
		for i := range c.terms {
			for _, at := range e.standsAt(&c.terms[i], g) {
				if (c.terms[i].first < mine) == (at < theirs) {
					same++
				} else {
					swapped++
				}
			}
		}
		if swapped > same {
			return true
		}
	}
	return false
}

// thanAt returns the "than" of a comparison of two acts, -1 when s has none.
func thanAt(s *sentence) int {
	more := false
	for i, t := range s.tokens {
		more = more || t.Fold == "more" || t.Fold == "less" || t.Fold == "rather"
		if more && t.Fold == "than" && i+1 < len(s.tokens) && !isNumber(s.tokens[i+1].Fold) {
			return i
		}
	}
	return -1
}

// deniesBesides returns a test for sentences that deny something in a word that
// c does not have: c may put that denial in its own words.
func (e *Engine) deniesBesides(c *claim) func(*sentence) bool {
	return func(g *sentence) bool {
		for i, t := range g.tokens {
			if (negators[t.Fold] || refusals[t.Stem] || doubts[t.Fold]) && c.stems[t.Stem] == nil && !isParticle(g, i) {
				return true
			}
		}
		return false
	}
}

// deniedBefore reports that something is denied before token i of s in its
// clause, in whatever words: "failed to make any major breakthrough".
func deniedBefore(s *sentence, i int) bool {
	for k := i - 1; k >= 0 && !breaksClause(s, k); k-- {
		if t := s.tokens[k]; negators[t.Fold] && !isParticle(s, k) || refusals[t.Stem] {
			return true
		}
	}
	return false
}

// deniesMore reports that c denies more than the one sentence that it cites, or
// anything where several deny nothing.
func (e *Engine) deniesMore(c *claim) bool {
	theirs := deniedIn(c.given)
	return theirs == 0 || len(c.given) == 1 && theirs < denials(c.sentence, strongOnly)
}

// deniedIn counts the denials of several sentences, weak ones too.
func deniedIn(sentences []*sentence) int {
	n := 0
	for _, s := range sentences {
		n += denials(s, weakToo)
	}
	return n
}

// strength says which words count as denials.
type strength bool

const (
	strongOnly strength = false // no, not, refused
	weakToo    strength = true  // and those that say little of something: only, few
)

// denials counts the words of s that deny something.
func denials(s *sentence, which strength) int {
	n := 0
	for i, t := range s.tokens {
		if negators[t.Fold] && !isParticle(s, i) || refusals[t.Stem] || which == weakToo && doubts[t.Fold] {
			n++
		}
	}
	return n
}

// deniesElse reports that c has a denial of its own, in other words than those
// of what it cites.
func (e *Engine) deniesElse(c *claim) bool {
	for i, t := range c.tokens {
		denial := refusals[t.Stem] || t.Fold == "rather" || t.Fold == "instead" || negators[t.Fold] && !isParticle(c.sentence, i)
		if denial && !slices.ContainsFunc(c.given, func(g *sentence) bool { return g.stems[t.Stem] != nil }) {
			return true
		}
	}
	return false
}

// deniedClause reports that g denies something, in words that c does not have,
// in the clause from which most of c is taken.
func (e *Engine) deniedClause(c *claim, g *sentence, theirs map[int]bool) bool {
	for at := range theirs {
		inside, all := 0.0, 0.0
		for i := range c.terms {
			for _, k := range e.standsAt(&c.terms[i], g)[:min(1, len(e.standsAt(&c.terms[i], g)))] {
				if k == at {
					return false
				}
				all += c.terms[i].weight
				if !clauseParts(g, min(k, at), max(k, at)) && !andBetween(g, min(k, at), max(k, at)) {
					inside += c.terms[i].weight
				}
			}
		}
		if all > 0 && inside >= 0.7*all {
			return true
		}
	}
	return false
}

// standsAt returns the tokens of g that say the same as t.
func (e *Engine) standsAt(t *term, g *sentence) []int {
	if out := g.stems[t.stem]; len(out) > 0 {
		return out
	}
	if v, at := e.match(t, g); v >= strictly && at >= 0 {
		return []int{at}
	}
	return nil
}

// negated returns the tokens of s that are denied: the first word with a
// meaning behind each negation, and what somebody refuses or fails to do.
func negated(s *sentence) map[int]bool {
	out := map[int]bool{}
	for i, t := range s.tokens {
		switch {
		case t.Fold == "nor":
			// what it denies stands behind its subject; see deniedWhole
		case negators[t.Fold]:
			if isParticle(s, i) || untilFollows(s, i) || slices.ContainsFunc(s.tokens[i+1:min(len(s.tokens), i+3)], func(t text.Token) bool { return t.Fold == "only" || t.Fold == "just" || t.Fold == "merely" }) {
				continue
			}
			if at := nextWord(s, i); at >= 0 {
				flip(out, at)
				if t.Fold == "no" || t.Fold == "without" || t.Fold == "any" {
					for k := at + 1; k < min(len(s.tokens), at+3) && !s.tokens[k].Stop && !breaksClause(s, k-1); k++ {
						flip(out, k) // "no discernible damage"
					}
				}
			}
		case refusals[t.Stem]:
			if at := refused(s, i); at >= 0 {
				flip(out, at)
			}
		}
	}
	return out
}

func flip(set map[int]bool, i int) {
	if set[i] {
		delete(set, i)
		return
	}
	set[i] = true
}

// isParticle reports that the negation at token i only answers a question:
// "No, …".
func isParticle(s *sentence, i int) bool {
	return i == 0 && s.tokens[i].Fold == "no" && (len(s.tokens) == 1 || strings.ContainsAny(s.text[s.tokens[0].End:s.tokens[1].Start], ",;:.–—"))
}

// untilFollows reports that "not" belongs to "until": it happens, only later.
func untilFollows(s *sentence, i int) bool {
	for k := i + 1; k < min(len(s.tokens), i+6); k++ {
		if s.tokens[k].Fold == "until" {
			return true
		}
		if breaksClause(s, k) {
			return false
		}
	}
	return false
}

// nextWord returns the first token behind i, in its clause, that has a meaning
// of its own; -1 when there is none.
func nextWord(s *sentence, i int) int {
	for k := i + 1; k < min(len(s.tokens), i+6); k++ {
		if breaksClause(s, k-1) && !opensQuotation(s, k) {
			return -1
		}
		if t := s.tokens[k]; !emptyWords[t.Fold] && !claimForm[t.Stem] && !t.Stop && !negators[t.Fold] {
			return k
		}
	}
	return -1
}

// opensQuotation reports that no more than an opening quotation mark parts token
// k from the one before it: "not “better than nothing”".
func opensQuotation(s *sentence, k int) bool {
	return !strings.ContainsAny(strings.TrimRight(s.text[s.tokens[k-1].End:s.tokens[k].Start], "“\"«„"), ",;:.!?()”»–—")
}

// emptyWords stand between a negation and what it denies.
var emptyWords = wordsOf(`longer yet any been able directly really necessarily immediately fully actually make made making have had take taken get give given`)

// ending are the refusals that are followed by what is not done any more.
var ending = text.StemSet(`stop halt cease avoid abandon`)

// refused returns the token for what the verb at token i says is not done: "to
// sign", "it from attacking", "guaranteeing"; -1 when it has a plain object.
func refused(s *sentence, i int) int {
	if withholding[s.tokens[i].Stem] {
		return nextWord(s, i) // "withheld their endorsement"
	}
	for k := i + 1; k < min(len(s.tokens), i+4); k++ {
		t := s.tokens[k]
		switch {
		case breaksClause(s, k-1):
			return -1
		case t.Fold == "to" && k == i+1 && k+1 < len(s.tokens) && !s.tokens[k+1].Stop, t.Fold == "from":
			return nextWord(s, k)
		case k == i+1 && strings.HasSuffix(t.Fold, "ing") && ending[s.tokens[i].Stem]:
			return k
		}
	}
	return -1
}

// withholding are refusals of what stands right behind them, as stems.
var withholding = text.StemSet(`withhold withheld lack`)

// breaksClause reports that another clause starts behind token k.
func breaksClause(s *sentence, k int) bool {
	if k < 0 || k+1 >= len(s.tokens) {
		return false
	}
	if strings.ContainsAny(s.text[s.tokens[k].End:s.tokens[k+1].Start], ",;:!?()“”\"–—") {
		return true
	}
	switch s.tokens[k+1].Fold {
	case "but", "although", "though", "while", "whereas", "because", "which", "who":
		return true
	}
	return false
}

// opposed reports that c has a word whose opposite stands in what it cites,
// where it does not stand itself, both affirmed or both denied.
func (e *Engine) opposed(c *claim) string {
	mine := negated(c.sentence)
	for i := range c.terms {
		t := &c.terms[i]
		if slices.ContainsFunc(c.given, func(g *sentence) bool { v, _ := e.match(t, g); return v >= strictly }) {
			continue
		}
		for _, g := range c.given {
			for k, o := range g.tokens {
				if o.Stop || !e.areOpposites(t, o) || c.stems[o.Stem] != nil || compounds(g, k) {
					continue
				}
				if mine[t.first] == negated(g)[k] {
					return t.word + " " + o.Fold
				}
			}
		}
	}
	return ""
}

// compounds reports that token k is the first part of a compound: the war in
// "war-torn".
func compounds(s *sentence, k int) bool { return strings.HasPrefix(s.text[s.tokens[k].End:], "-") }

// hasOpposite returns a test for sentences with the opposite of a word that c denies.
func (e *Engine) hasOpposite(c *claim, mine map[int]bool) func(*sentence) bool {
	return func(g *sentence) bool {
		for i := range c.terms {
			if !mine[c.terms[i].first] {
				continue
			}
			for _, o := range g.tokens {
				if e.areOpposites(&c.terms[i], o) {
					return true
				}
			}
		}
		return false
	}
}

func (e *Engine) areOpposites(t *term, o text.Token) bool {
	if o.Fold == "opposing" && t.stem != sameStem {
		return false // "each back opposing sides"
	}
	if opposites[t.stem][o.Stem] {
		return true
	}
	if loosely[t.stem] || loosely[o.Stem] {
		return false
	}
	return e.analyst.words.OpposedIDs(e.analyst.words.ID(t.word), e.analyst.words.ID(o.Fold))
}

var sameStem = text.Stem("same")

// loosely are words that WordNet has as opposites of others, and the news uses
// for the same: a statue stands or sits in a park.
var loosely = text.StemSet(`stand sit lie come go give take bring man woman day night king queen brother sister father mother first last`)

// opposites are pairs of verbs and adjectives of the news of talks that WordNet
// does not have as opposites, as stems, in both directions.
var opposites = pairs(`endorse/reject endorse/refuse endorse/oppose agree/refuse agree/reject approve/reject approve/refuse accept/refuse accept/reject
	accept/decline back/oppose back/condemn support/oppose support/reject attend/boycott attend/skip attend/shun join/boycott join/leave join/quit
	welcome/condemn welcome/reject welcome/denounce praise/criticise praise/criticize praise/condemn succeed/fail success/failure include/exclude
	allow/ban allow/prevent allow/forbid allow/block begin/end start/end open/end start/finish open/close strengthen/weaken advance/retreat gain/lose
	capture/lose violate/respect violate/observe breach/respect stop/continue halt/continue halt/resume end/continue cease/continue resume/suspend
	possible/impossible likely/unlikely direct/indirect official/unofficial able/unable increase/decrease rise/fall grow/shrink escalate/subside
	confirm/deny admit/deny acceptable/unacceptable closed/open public/private public/closed present/absent ally/enemy ally/foe friend/foe
	victory/defeat win/lose peaceful/violent optimistic/pessimistic near/far early/late progress/deadlock breakthrough/deadlock breakthrough/stalemate
	agreement/disagreement unite/divide united/divided willing/unwilling ready/unready fruitful/fruitless arrive/leave arrive/depart enter/leave
	enter/withdraw invade/withdraw deploy/withdraw maintain/abandon keep/abandon violation/compliance welcome/oppose continue/suspend continue/abandon welcome/reject help/hinder legitimate/illegitimate more/less
	same/opposing same/opposite same/different far/close distant/close better/worse best/worst attack/defend create/destroy accept/resist drop/maintain
	ease/tighten extend/shorten expand/shrink improve/worsen raise/lower raise/cut above/below guilty/innocent guilty/acquit convict/acquit legal/illegal
	safe/dangerous alive/dead survive/die direct/indirect largest/smallest biggest/smallest oldest/youngest permanent/temporary
	increase/decline increase/drop increase/fall increase/cut rise/drop rise/decline gain/loss profit/loss join/withdraw stay/leave remain/leave lift/impose
	allow/deny grant/deny arrest/release jail/free jail/release buy/sell import/export ahead/behind similar/different frosty/warm frosty/friendly cold/warm tense/relaxed scant/great scant/considerable scant/major little/great stay/go shaky/solid shaky/stable
	vague/clear vague/precise rude/polite chaotic/orderly difficult/easy tough/easy surprise/planned grow/diminish increase/diminish rise/diminish strengthen/diminish north/south northern/southern east/west eastern/western
	mandatory/optional mandatory/voluntary compulsory/voluntary compulsory/optional required/optional offensive/defensive free/forbid`)

func pairs(list string) map[string]map[string]bool {
	for _, a := range strings.Fields("begin start open launch initiate commence") {
		for _, b := range strings.Fields("end finish stop halt close conclude cease suspend cancel") {
			list += " " + a + "/" + b
		}
	}
	for _, a := range strings.Fields("endorse approve accept welcome support back praise hail applaud commend embrace favour favor") {
		for _, b := range strings.Fields("reject oppose condemn denounce decry criticise criticize deplore slam lambast rebuff dismiss resist protest") {
			list += " " + a + "/" + b
		}
	}
	for _, a := range strings.Fields("increase raise rise grow climb double boost hike lift") {
		for _, b := range strings.Fields("decrease lower shrink fall drop reduce decline cut halve") {
			list += " " + a + "/" + b
		}
	}
	for _, a := range strings.Fields("allow permit authorise authorize let grant") {
		for _, b := range strings.Fields("forbid ban block prohibit deny refuse bar prevent") {
			list += " " + a + "/" + b
		}
	}
	out := map[string]map[string]bool{}
	add := func(a, b string) {
		if out[a] == nil {
			out[a] = map[string]bool{}
		}
		out[a][b] = true
	}
	for _, p := range strings.Fields(list) {
		a, b, _ := strings.Cut(p, "/")
		add(text.Stem(a), text.Stem(b))
		add(text.Stem(b), text.Stem(a))
	}
	return out
}
