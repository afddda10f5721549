package answer

import (
	"slices"
	"strings"
)

// maxToldWhy is how many words of a sentence are quoted to say why it contradicts.
const maxToldWhy = 14

// toldWhy sets what is quoted of the sentence that denies a claim, affirms it or
// has it the other way round: the words from who does it, or from what denies it,
// up to what is done. It reports false when a denial stands in another statement
// than what it would deny.
func (e *Engine) toldWhy(c *claim, k *clash) bool {
	if k.theirs != "" {
		return true
	}
	g := k.by
	first, last := e.spanTold(c, g)
	if first < 0 {
		return k.kind != clashDenied
	}
	if k.kind == clashDenied {
		at := denialNear(g, first, last)
		if at < 0 {
			return false
		}
		first, last = min(first, at), max(last, at)
	}
	if doer := e.clearDoerAt(g, first); doer != nil && first-doer.first <= maxToldWhy {
		first = doer.first
	}
	last = min(last, first+maxToldWhy, len(g.tokens)-1)
	k.theirs = raw(g, first, last+1)
	return true
}

// spanTold returns the first and last token of g that say what c says is done and
// of what: the tokens nearest to its verb, in one statement. -1 when it says
// nothing of it.
func (e *Engine) spanTold(c *claim, g *sentence) (first, last int) {
	verb := e.verbFrom(c.sentence)
	at := e.verbIn(c, g)
	first, last = at, at
	for i := range c.terms {
		if c.terms[i].first < verb {
			continue
		}
		for _, k := range e.standsAt(&c.terms[i], g) {
			end := k + g.lengthAs(c.terms[i].sayings, k) - 1
			switch {
			case first < 0:
				first, last = k, end
			case newStatement(g, min(first, k), max(last, end)) || max(last, end)-min(first, k) > maxToldWhy:
			default:
				first, last = min(first, k), max(last, end)
			}
		}
	}
	return first, last
}

// denialNear returns the token of a denial in the statement of tokens first to last
// of s, -1 when there is none.
func denialNear(s *sentence, first, last int) int {
	is := func(k int) bool {
		t := s.tokens[k]
		return negators[t.Fold] && !isParticle(s, k) || refusals[t.Stem] || doubts[t.Fold] || strings.HasSuffix(t.Fold, "n't")
	}
	for k := last; k >= 0; k-- {
		if is(k) {
			return k
		}
		if k <= first && k > 0 && startsStatement(s, k) {
			break
		}
	}
	for k := last + 1; k < min(len(s.tokens), last+4) && !breaksClause(s, k-1); k++ {
		if is(k) {
			return k
		}
	}
	return -1
}

// startsStatement reports that token k starts another statement: an "and" does not
// in a row of names.
func startsStatement(s *sentence, k int) bool {
	if s.tokens[k].Fold == "and" && slices.ContainsFunc(s.names, func(n name) bool { return n.last == k || n.first == k+1 }) {
		return false
	}
	if s.tokens[k].Fold == "with" && k > 0 {
		return strings.Contains(s.text[s.tokens[k-1].End:s.tokens[k].Start], ",")
	}
	return statementStarts[s.tokens[k].Fold]
}

// statementStarts start another statement of a sentence.
var statementStarts = wordsOf(`but although though while whereas because and after before when who which`)
