package answer

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
)

// comparePoint is a matter with the sentences that stand for it.
type comparePoint struct {
	aspect   string
	class    compareClass
	weight   float64
	a, b     *compareCandidate // one is nil when only the other side speaks of it
	relation Relation
}

// mostCompared is how many points a comparison has at most.
const mostCompared = 25

// classLimits bound how many points are of each class, so that none of them
// crowds out the rest: at first, and when there is room left.
var classLimits = [2][classes]int{
	{classRole: 6, classCue: 8, classMain: 9, classActor: 10, classTopic: 4, classFigure: 2, classOwn: 3, classOnlyName: 6, classOnlyTopic: 2},
	{classRole: 8, classCue: 8, classMain: 12, classActor: 13, classTopic: 8, classFigure: 3, classOwn: 14, classOnlyName: 9, classOnlyTopic: 5},
}

// compareChoice is the points that were chosen so far.
type compareChoice struct {
	points  []comparePoint
	counts  [classes]int
	taken   map[[2]*sentence]bool // pairs that points rest on
	called  map[string]bool       // what they are called
	covered map[string]bool       // names of which they tell
}

// choose picks the points of a comparison: matters in order of weight, each with
// the pair of sentences that tells most and that no other point rests on.
func (c *comparison) choose(matters []compareMatter) []comparePoint {
	c.prepareKin()
	queue := withFurther(matters)
	chosen := compareChoice{taken: map[[2]*sentence]bool{}, called: map[string]bool{}, covered: map[string]bool{}}
	for _, limits := range classLimits {
		var rest []compareMatter
		for _, m := range queue {
			if !c.take(&chosen, &m, limits[m.class]) {
				rest = append(rest, m)
			}
		}
		queue = rest
	}
	slices.SortStableFunc(chosen.points, func(x, y comparePoint) int { return cmp.Compare(y.weight, x.weight) })
	return chosen.points
}

// withFurther returns the matters, those that give several points once for each,
// in order of weight.
func withFurther(matters []compareMatter) []compareMatter {
	var out []compareMatter
	for _, m := range matters {
		out = append(out, m)
		for i := 1; i < m.several; i++ {
			again := m
			again.several = -i
			again.weight -= 3 * float64(i)
			if m.class == classActor && !m.stance {
				again.weight -= 14 // to fill up with
			}
			out = append(out, again)
		}
	}
	slices.SortStableFunc(out, func(x, y compareMatter) int { return cmp.Compare(y.weight, x.weight) })
	return out
}

// take adds the point that a matter gives to those chosen, false when there is
// no room for it or nothing in it that others do not tell.
func (c *comparison) take(chosen *compareChoice, m *compareMatter, limit int) bool {
	if len(chosen.points) == mostCompared || chosen.counts[m.class] >= limit || m.class == classOnlyName && chosen.covered[m.key] {
		return false
	}
	p, ok := c.best(m, chosen.taken)
	if !ok || chosen.called[p.aspect] {
		return false
	}
	chosen.called[p.aspect] = true
	if head, other, two := strings.Cut(p.aspect, ": "); two {
		chosen.called[other+": "+head] = true
	}
	chosen.counts[m.class]++
	for _, key := range m.covers {
		chosen.covered[key] = true
	}
	chosen.taken[p.pair()] = true
	for _, x := range []*compareCandidate{p.a, p.b} {
		if x != nil {
			c.used[x.sentence]++
		}
	}
	chosen.points = append(chosen.points, p)
	return true
}

func (p *comparePoint) pair() [2]*sentence {
	var out [2]*sentence
	if p.a != nil {
		out[0] = p.a.sentence
	}
	if p.b != nil {
		out[1] = p.b.sentence
	}
	return out
}

// best returns the point that a matter gives, false when its sentences are all
// spent on others.
func (c *comparison) best(m *compareMatter, taken map[[2]*sentence]bool) (comparePoint, bool) {
	p := comparePoint{aspect: m.aspect, class: m.class, weight: m.weight}
	if len(m.a) == 0 || len(m.b) == 0 {
		only := slices.Concat(m.a, m.b)
		if m.several < 0 && m.class != classOwn {
			return p, false
		}
		only = slices.DeleteFunc(only, func(x compareCandidate) bool {
			return taken[[2]*sentence{x.sentence, nil}] || taken[[2]*sentence{nil, x.sentence}]
		})
		x := c.bestAlone(m, only)
		if x == nil {
			return p, false
		}
		if p.a, p.relation = x, OnlyA; len(m.a) == 0 {
			p.a, p.b, p.relation = nil, x, OnlyB
		}
		if m.several < 0 {
			p.aspect += fmt.Sprintf(" (%d)", 1-m.several)
		}
		return p, true
	}
	most := math.Inf(-1)
	shared := ""
	for i := range m.a {
		for k := range m.b {
			x, y := &m.a[i], &m.b[k]
			if taken[[2]*sentence{x.sentence, y.sentence}] || (x.sentence == y.sentence) != m.together {
				continue
			}
			kin, by := c.kinship(x.sentence, y.sentence, m.key)
			if m.alien {
				kin = 0
			}
			if kin < m.kin || m.several < 0 && by == "" && m.class != classMain {
				continue
			}
			if c.within && (m.class == classActor || m.class == classTopic) && (c.ownActs(c.a, x.sentence) < leastOwn || c.ownActs(c.b, y.sentence) < leastOwn) {
				continue // both only name the side beside others
			}
			spent := c.spent(x.sentence) + c.spent(y.sentence)
			if c.within {
				spent *= 1.8 // there is more to tell of an actor than points
			}
			if m.alien {
				spent /= 3 // the sentence that says who leads stands for that whatever else it says
			}
			score := x.score + y.score + 0.7*kin - spent
			if score > most {
				most, p.a, p.b, shared = score, x, y, by
			}
		}
	}
	if p.a == nil || most < leastPair {
		return p, false
	}
	switch {
	case m.several < 0 && shared != "" && !strings.EqualFold(c.keyLabel(shared), p.aspect):
		p.aspect += ": " + c.keyLabel(shared)
	case m.several < 0:
		p.aspect += fmt.Sprintf(" (%d)", 1-m.several)
	}
	p.relation = c.relatePair(m, &p)
	return p, true
}

// leastPair is the score that a pair of sentences must have: two that both lean
// on others, or stand for other points already, tell nothing new.
const leastPair = 0.9

// bestAlone returns the best sentence of the only side that speaks of a matter.
func (c *comparison) bestAlone(m *compareMatter, list []compareCandidate) *compareCandidate {
	var best *compareCandidate
	most := 0.3
	if c.within && m.class != classRole {
		most = leastAlone
	}
	for i := range list {
		x := &list[i]
		used := c.used[x.sentence]
		if c.within && m.class != classOwn && max(c.ownActs(c.a, x.sentence), c.ownActs(c.b, x.sentence)) < leastOwn {
			continue // named beside others: it tells little of the side
		}
		if used > 0 && (c.within || m.class == classOnlyTopic || m.class == classOwn) || used > 1 && m.class != classRole {
			continue
		}
		if score := x.score - c.spent(x.sentence); score > most {
			best, most = x, score
		}
	}
	return best
}

// leastOwn is how much a sentence has to be about the actor that a side is for
// standing alone for it.
const leastOwn = 0.5

// leastAlone is the score of a sentence that is to stand alone for an actor.
const leastAlone = 0.6

// ownActs says how much a sentence is about the party that a side is; 1 when it
// is none.
func (c *comparison) ownActs(side *comparand, s *sentence) float64 {
	if !side.party {
		return 1
	}
	return side.onOwn[s]
}

// spent is what a sentence loses for each point that rests on it already.
func (c *comparison) spent(s *sentence) float64 {
	switch n := c.used[s]; n {
	case 0:
		return 0
	case 1, 2:
		return 0.55 * float64(n)
	}
	return 3
}

// sameActor reports that both sides are the same actor, at different times.
func (c *comparison) sameActor() bool {
	for key := range c.a.own {
		if c.b.own[key] {
			return true
		}
	}
	return c.a.subject.whole() || c.b.subject.whole()
}
