package answer

import (
	"slices"
	"strings"
)

const (
	// leastTaken is the share of a claim, by weight, of which a sentence has to
	// speak to be cited with it.
	leastTaken = 0.15
	// leastBorne is the share of a clause that the sentence has to speak of that
	// holds its names, and mostlyTaken that from which on one says it.
	leastBorne  = 0.4
	mostlyTaken = 0.5
)

// relevant returns those of the sentences cited that c takes something from; all
// when it takes nothing from any.
func (e *Engine) relevant(c *claim) []*sentence {
	out := slices.DeleteFunc(slices.Clone(c.given), func(g *sentence) bool { return e.wordShare(c, g, nearMeaning) < leastTaken })
	if len(out) == 0 {
		return c.given
	}
	return out
}

// wordShare is the share of the words of c, by weight, that g speaks of at least as
// well as that; 1 when c has none.
func (e *Engine) wordShare(c *claim, g *sentence, least float64) float64 {
	sum, total := 0.0, 0.0
	for i := range c.terms {
		if v, _ := e.match(&c.terms[i], g); v >= least {
			sum += c.terms[i].weight
		}
		total += c.terms[i].weight
	}
	if total == 0 {
		return 1
	}
	return sum / total
}

// stitched says that a clause of c is put together from several sentences: one
// of them holds what is said, and not of whom, when or how many, which only
// another one names.
func (e *Engine) stitched(c *claim) string {
	if len(c.given) < 2 || c.language != "en" {
		return ""
	}
	for _, clause := range e.clauses(c) {
		says := func(g *sentence) bool {
			return len(clause.terms) > 0 && e.wordShare(clause, g, nearMeaning) >= mostlyTaken
		}
		bears := func(g *sentence) bool { return e.bearsClause(clause, g) }
		if slices.ContainsFunc(c.given, says) && !slices.ContainsFunc(c.given, bears) {
			return dropStitched + ": " + clause.text
		}
	}
	return ""
}

// bearsClause reports that one sentence bears a clause out.
func (e *Engine) bearsClause(clause *claim, g *sentence) bool {
	part := *clause
	part.given = []*sentence{g}
	for _, check := range []func(*claim) string{e.otherFigures, e.otherUnits, e.otherDates, e.otherDays} {
		if check(&part) != "" {
			return false
		}
	}
	for i := range part.names {
		if n := &part.names[i]; !n.inner && !e.holdsName(&part, n) {
			return false
		}
	}
	share, _ := e.claimCoverage(&part)
	return len(part.terms) == 0 || share >= leastBorne
}

// amongNames reports that token k, or the one behind it, goes on with a row of
// names: "Russia, Iran and Turkey".
func amongNames(c *claim, k int) bool {
	before, behind := false, false
	for _, n := range c.names {
		before = before || n.last == k
		behind = behind || n.first == k || n.first == k+1 && c.tokens[k].Fold == "and"
	}
	return before && behind
}

// clauses returns the clauses of c as claims of their own. What claims nothing
// by itself, a date or a list of names, goes with the clause behind it, or at
// the end with the one before it.
func (e *Engine) clauses(c *claim) []*claim {
	var out []*claim
	start := 0
	for k := 1; k <= len(c.tokens); k++ {
		if k < len(c.tokens) && (!e.clauseBetween(c, k-1, k) || amongNames(c, k)) {
			continue
		}
		last := k == len(c.tokens)
		if !last && !slices.ContainsFunc(c.terms, func(t term) bool { return t.first >= start && t.first < k && t.weight > lightWeight }) {
			continue
		}
		text := c.text[c.tokens[start].Start:c.tokens[k-1].End]
		next := e.newClaim(text, c.before, c.language, c.given)
		if last && len(next.terms) == 0 && len(out) > 0 {
			break // looked at as part of the whole
		}
		out = append(out, next)
		start = k
	}
	return slices.DeleteFunc(out, func(next *claim) bool { return strings.TrimSpace(next.text) == "" })
}
