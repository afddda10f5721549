package answer

import (
	"slices"
	"strings"

	"rapporteur/text"
)

// relatePair says how the sentences of a point stand to each other, where the
// matter itself does not tell. One sentence on both sides says the same of them
// only when they stand side by side in it.
func (c *comparison) relatePair(m *compareMatter, p *comparePoint) Relation {
	switch {
	case p.a.sentence == p.b.sentence && !c.sideBySide(p.a.sentence):
		return Differ
	case m.relation != "":
		return m.relation
	}
	return c.relate(m, p.a.sentence, p.b.sentence)
}

// sideBySide reports that the two actors that are compared do or undergo the same
// in s: nothing but "and", commas and titles stands between their names.
func (c *comparison) sideBySide(s *sentence) bool {
	ours, theirs := c.mentions(c.a, s), c.mentions(c.b, s)
	return slices.ContainsFunc(ours, func(x *name) bool {
		return slices.ContainsFunc(theirs, func(y *name) bool {
			return x.last <= y.first && oneList(s, x.last, y.first) || y.last <= x.first && oneList(s, y.last, x.first)
		})
	})
}

// mentions returns where a sentence names the actor that a side is.
func (c *comparison) mentions(side *comparand, s *sentence) []*name {
	var out []*name
	for i := range s.names {
		if n := &s.names[i]; side.own[c.names.key(n)] {
			out = append(out, n)
		}
	}
	return out
}

// oneList reports that the tokens from first up to last part two names of one
// list: "Kerry and his Russian counterpart, Sergei Lavrov".
func oneList(s *sentence, first, last int) bool {
	joined := false
	for k := first; k < last; k++ {
		t := s.tokens[k]
		switch {
		case t.Fold == "and" || t.Fold == "or" || t.Fold == "both":
			joined = true
		case t.Capital || listWords[t.Fold] || officialStems[t.Stem]:
		default:
			return false
		}
	}
	gap := s.text[s.tokens[first-1].End:s.tokens[last].Start]
	return joined && !strings.ContainsAny(gap, ";:.“”\"") || strings.TrimSpace(gap) == "," // "Russia, Iran and Turkey"
}

var listWords = text.Set(`the a an his her its their former foreign deputy special counterpart counterparts l r left right`)
