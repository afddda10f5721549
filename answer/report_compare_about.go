package answer

import (
	"cmp"
	"slices"

	"rapporteur/corpus"
	"rapporteur/text"
)

// mainMatters are those that the comparison itself names: what it is about, and
// an actor that both sides are.
func (c *comparison) mainMatters() []compareMatter {
	var out []compareMatter
	for key := range c.a.own {
		if c.b.own[key] {
			m := compareMatter{
				aspect: c.names.label(key), key: key, class: classMain, weight: 99, several: mostOfMain,
				a: c.named(c.a, key), b: c.named(c.b, key),
			}
			if c.a.party && len(c.a.own) == 1 && len(c.b.own) == 1 {
				m.several, m.a, m.b = mostOfActor, c.deeds(c.a), c.deeds(c.b)
			}
			out = append(out, m)
		}
	}
	slices.SortFunc(out, func(x, y compareMatter) int { return cmp.Compare(x.key, y.key) })
	if m, ok := c.togetherMatter(); ok {
		out = append(out, m)
	}
	if !c.within && len(c.about) == 0 {
		out = append(out, c.newsMatter())
	}
	for _, s := range c.about {
		if s.whole() {
			continue // words such as "outcome" that call an aspect
		}
		m := compareMatter{aspect: capitalised(neutral(cutTitle(s.text, 60))), of: s, class: classMain, weight: 97, several: mostOfMain, a: c.onSubject(c.a, s), b: c.onSubject(c.b, s)}
		if len(s.names) == 1 && len(s.terms) == 0 {
			m.key = c.names.key(&s.names[0])
			m.aspect = c.names.label(m.key)
		}
		out = append(out, m)
	}
	return slices.DeleteFunc(out, func(m compareMatter) bool { return len(m.a) == 0 && len(m.b) == 0 })
}

// newsMatter sets side by side what the articles of both sides report first.
func (c *comparison) newsMatter() compareMatter {
	heads := func(side *comparand) (out []compareCandidate) {
		for _, s := range side.sentences {
			if s.index < leadSentences && s.src.Role == corpus.InBody {
				out = append(out, compareCandidate{compareSpot{s, 0, 1, 1}, 1.5 + standing(s) - 0.3*float64(s.index)})
			}
		}
		return topCandidates(out)
	}
	return compareMatter{aspect: "The news", class: classMain, weight: 78, alien: true, a: heads(c.a), b: heads(c.b)}
}

// togetherMatter is what the articles say of both parties in one sentence, most
// of all what the one says of the other; false unless the sides are two
// different ones.
func (c *comparison) togetherMatter() (compareMatter, bool) {
	m := compareMatter{class: classMain, weight: 96, several: mostTogether, relation: Same, together: true}
	if !c.a.party || !c.b.party || c.sameActor() {
		return m, false
	}
	m.aspect = c.partyLabel(c.a) + " and " + c.partyLabel(c.b)
	if !labelled(m.aspect) {
		return m, false
	}
	var both []compareCandidate
	for _, s := range c.a.sentences {
		onA, onB := c.a.onOwn[s], c.b.onOwn[s]
		if spots := c.partySpots(c.a, s); min(onA, onB) >= leastOwn && len(spots) > 0 && len(c.partySpots(c.b, s)) > 0 {
			both = append(both, compareCandidate{spots[0], 1 + standing(s) + onA + onB})
		}
	}
	m.a, m.b = topCandidates(both), topCandidates(slices.Clone(both))
	return m, len(both) > 0
}

// mostTogether is how many points rest on one sentence on both parties.
const mostTogether = 6

// partyLabel is what people call a party: by its name, or as it was asked for.
func (c *comparison) partyLabel(side *comparand) string {
	if len(side.own) == 1 && len(side.subject.names) == 1 {
		for key := range side.own {
			return c.names.label(key)
		}
	}
	return capitalised(neutral(cutTitle(side.subject.text, 40)))
}

// mostOfMain is how many points a comparison has on what it is about, and
// mostOfActor how many on an actor that it sets beside itself at another time.
const (
	mostOfMain  = 6
	mostOfActor = 10
)

// onSubject returns the sentences of a side that speak of a subject.
func (c *comparison) onSubject(side *comparand, of *subject) []compareCandidate {
	var out []compareCandidate
	for _, s := range side.sentences {
		if !c.e.concerns(of, s, strictly) {
			continue
		}
		at := compareSpot{s, 0, 1, 1}
		for i := range of.names {
			if _, k := c.e.matchName(&of.names[i], s); k >= 0 {
				at.first, at.last = k, k+1
			}
		}
		for i := range of.terms {
			if _, k := c.e.match(&of.terms[i], s); k >= 0 {
				at.first, at.last = k, k+1
			}
		}
		out = append(out, compareCandidate{at, 1 + standing(s) + 0.6*c.actsHere(&at) + c.lean(side, s)})
	}
	return topCandidates(out)
}

// narrowed keeps of matters what the comparison is about: those that are called
// so, and of the others the sentences that speak of it.
func (c *comparison) narrowed(in []compareMatter) []compareMatter {
	calling := make([]bool, len(c.about)) // it asks for an aspect, or for who leads: no sentence need hold those words
	words := false
	for k, s := range c.about {
		for i := range in {
			calling[k] = calling[k] || (in[i].class == classRole || in[i].class == classCue) && calls(s, &in[i])
		}
		words = words || calling[k] || !s.whole()
	}
	if !words {
		return in // "everything"
	}
	speaks := func(x compareCandidate) bool {
		for k, s := range c.about {
			if !calling[k] && !s.whole() && c.e.concerns(s, x.sentence, strictly) {
				return true
			}
		}
		return false
	}
	var out []compareMatter
	for _, m := range in {
		if m.class == classMain && m.of != nil && calling[slices.Index(c.about, m.of)] {
			continue
		}
		if m.class != classMain && !slices.ContainsFunc(c.about, func(s *subject) bool { return calls(s, &m) }) {
			hadA, hadB := len(m.a) > 0, len(m.b) > 0
			m.a = slices.DeleteFunc(m.a, func(x compareCandidate) bool { return !speaks(x) })
			m.b = slices.DeleteFunc(m.b, func(x compareCandidate) bool { return !speaks(x) })
			if hadA && len(m.a) == 0 || hadB && len(m.b) == 0 {
				continue // what is left would be said to be on one side only
			}
		}
		out = append(out, m)
	}
	return out
}

// calls reports that words ask for a matter by what it is called.
func calls(s *subject, m *compareMatter) bool {
	label := text.Tokens(m.aspect)
	for _, t := range text.Tokens(s.text) {
		switch {
		case t.Stop:
		case m.class == classRole:
			if delegations[t.Stem] || leadWords[t.Stem] || standsFor[t.Fold] {
				return true
			}
		case slices.ContainsFunc(label, func(l text.Token) bool { return l.Stem == t.Stem }):
			return true
		}
	}
	return false
}

// ownMatters are what else each of two parties does, says and undergoes, on its
// side alone.
func (c *comparison) ownMatters() []compareMatter {
	if !c.within {
		return nil
	}
	var out []compareMatter
	for i, side := range []*comparand{c.a, c.b} {
		m := compareMatter{aspect: c.partyLabel(side) + ", further", class: classOwn, weight: 48, several: mostOfOwn}
		list := c.deeds(side)
		if c.sameActor() {
			m.aspect = capitalised(neutral(cutTitle(side.subject.text, 60))) + ", further"
		}
		if i == 0 {
			m.a = list
		} else {
			m.b = list
		}
		out = append(out, m)
	}
	return out
}

// mostOfOwn is how many points are on one of two parties alone, besides those on
// what it is named with; leastDeed is how
// much a sentence tells of it at least, and deedsWeighed how many are weighed.
const (
	mostOfOwn    = 8
	leastDeed    = 0.3
	deedsWeighed = 24
)

// deeds returns the sentences that tell most of the party that a side is, or
// those on the side where it is none.
func (c *comparison) deeds(side *comparand) []compareCandidate {
	if !side.party {
		return c.onSubject(side, side.subject)
	}
	var out []compareCandidate
	for _, s := range side.sentences {
		at := compareSpot{s, 0, 1, 1}
		if spots := c.partySpots(side, s); len(spots) > 0 {
			at = spots[0]
		}
		if v := side.onOwn[s]; v >= leastDeed {
			out = append(out, compareCandidate{at, 0.8 + standing(s) + c.lean(side, s)})
		}
	}
	return bestCandidates(out, deedsWeighed)
}
