package answer

import (
	"slices"
	"strings"

	"rapporteur/text"
)

// How sure a text is of what it tells.
const (
	guessed  = 1 // hoped for, proposed, possible
	foreseen = 2 // expected, planned
	coming   = 3 // will be
	told     = 4 // is, was
)

// sureness is how sure words make what follows them.
var sureness = func() map[string]int {
	out := map[string]int{}
	for _, w := range strings.Fields(`hope hopes hoped hoping hopeful may might could possible possibly potential potentially potentiality try tries trying tried
		attempt attempts attempting attempted want wants wanted wanting seek seeks seeking sought aim aims aimed aiming propose proposes proposed
		proposing proposal proposals suggest suggests suggested suggestion if whether unless would-be apparently reportedly allegedly alleged
		rumoured rumored unconfirmed feared purpose consider considers considered considering urge urges urged demand demands demanded demanding
		offer offers offered willing ready threaten threatens threatened chance explore perhaps should ask asks asked seem seems seemed appear appears appeared
		likely unlikely supposed believe believes believed think thinks thought draft wish wishes wished unclear`) {
		out[w] = guessed
	}
	for _, w := range strings.Fields(`expect expects expected plan plans planned planning due scheduled intend intends intended set prepare prepares
		preparing pledge pledges pledged promise promises promised vow vows vowed upcoming incoming envisaged envisages slated agenda`) {
		out[w] = foreseen
	}
	out["will"], out["would"], out["shall"], out["wont"], out["going"] = coming, coming, coming, coming, coming
	return out
}()

// surenessAt is how sure s is of what it says at token k: the least sure word
// before it in its statement counts, those left aside that other has too, or that
// are meant by a word of it: a proposal, for a plan.
func surenessAt(s *sentence, k int, other *sentence, meant map[int]bool) int {
	least := told
	for i := k; i >= 0; i-- {
		if i < k && partsStatement(s, i) {
			break
		}
		if other.stems[s.tokens[i].Stem] == nil && (i == k || !meant[i]) {
			least = min(least, surenessOf(s, i, k))
		}
	}
	return least
}

// onlyMeant reports that token k names an act as what something is for or about:
// "a document for the formation of a group".
func onlyMeant(s *sentence, k int) bool {
	w := s.tokens[k].Fold
	if !strings.HasSuffix(w, "tion") && !strings.HasSuffix(w, "ment") && !strings.HasSuffix(w, "ing") && !strings.HasSuffix(w, "al") {
		return false
	}
	for i := k - 1; i >= max(0, k-2); i-- {
		switch s.tokens[i].Fold {
		case "for", "about", "on", "towards", "of", "from":
			return true
		}
	}
	return false
}

func surenessOf(s *sentence, i, k int) int {
	w := s.tokens[i].Fold
	v, ok := sureness[w]
	switch {
	case !ok && w == "to" && i > 0 && beForms[s.tokens[i-1].Fold] && i < k:
		return foreseen // "to be held"
	case !ok && w == "be" && i > 0 && s.tokens[i-1].Fold == "to":
		return foreseen
	case !ok || i == k && (w != "suggested"), i > 0 && (w == "think" || w == "believe") && (s.tokens[i-1].Fold == "i" || s.tokens[i-1].Fold == "we"):
		return told // "I think" is a speaker's way
	case w == "set" && tokenAt(s.tokens, i+1) != "to", w == "going" && tokenAt(s.tokens, i+1) != "to", w == "may" && s.tokens[i].Capital:
		return told
	}
	return v
}

// partsStatement reports that a new statement starts behind token k.
func partsStatement(s *sentence, k int) bool {
	if k+1 >= len(s.tokens) {
		return false
	}
	if strings.ContainsAny(s.text[s.tokens[k].End:s.tokens[k+1].Start], ",;:()–—!?") {
		return true
	}
	switch next := tokenAt(s.tokens, k+2); s.tokens[k+1].Fold {
	case "that":
		return beForms[next] || next == "has" || next == "have" || next == "had"
	case "and":
		return strings.HasSuffix(next, "ed")
	case "but", "although", "though", "while", "whereas", "because", "which", "who", "after", "when":
		return true
	}
	return false
}

// tooCertain reports that c is surer of a thing than the sentence that it
// cites: that what was hoped for, planned or proposed has come about.
func (e *Engine) tooCertain(c *claim) string {
	if c.certaintyAside {
		return ""
	}
	verb := c.verb
	for _, g := range c.given {
		mine := told
		for i, t := range c.tokens {
			if g.stems[t.Stem] == nil || t.Fold == "be" || t.Fold == "to" {
				mine = min(mine, surenessOf(c.sentence, i, len(c.tokens)))
			}
		}
		if verb < 0 && mine == told && slices.ContainsFunc(c.tokens, func(t text.Token) bool { return t.Fold == "is" || t.Fold == "are" || t.Fold == "takes" }) {
			mine = coming // "the visit is on August 9"
		}
		if mine == guessed {
			continue
		}
		unsure, all := 0.0, 0.0
		meant := e.nounsMeant(c, g)
		clause, unsureThere := 0.0, 0.0 // the same for the clause at hand
		for i := range c.terms {
			t := &c.terms[i]
			if i > 0 && (e.clauseBetween(c, c.terms[i-1].first, t.first) || thatBetween(c.tokens[c.terms[i-1].last:t.first])) {
				if clause > 2*lightWeight && unsureThere >= 0.6*clause {
					return looseCertain
				}
				clause, unsureThere = 0, 0
			}
			v, at := e.match(t, g)
			if v < nearMeaning || at < 0 {
				continue
			}
			w := t.weight
			if i == verb {
				w *= 3
			}
			all += w
			clause += w
			if surenessAt(g, at, c.sentence, meant) < mine || i == verb && mine == told && onlyMeant(g, at) {
				unsure += w
				unsureThere += w
			}
		}
		if verb < 0 || vagueVerbs[c.terms[verb].stem] {
			for _, n := range outermost(c.sentence) {
				for _, m := range outermost(g) {
					if e.sameName(n, m) >= bySurname {
						all++
						if surenessAt(g, m.first, c.sentence, meant) < mine {
							unsure++
						}
						break
					}
				}
			}
		}
		if all > 0 && unsure >= 0.5*all {
			return looseCertain
		}
	}
	return ""
}

// nounsMeant returns the tokens of g for what is planned or proposed that stand for
// a word of c.
func (e *Engine) nounsMeant(c *claim, g *sentence) map[int]bool {
	out := map[int]bool{}
	for i := range c.terms {
		for _, k := range e.standsAt(&c.terms[i], g) {
			out[k] = out[k] || plannedThings[g.tokens[k].Stem] && plannedThings[c.terms[i].stem]
		}
	}
	return out
}

var plannedThings = text.StemSet(`plan proposal suggestion draft offer demand threat promise pledge idea intention agenda`)

func thatBetween(tokens []text.Token) bool {
	return slices.ContainsFunc(tokens, func(t text.Token) bool { return t.Fold == "that" })
}
