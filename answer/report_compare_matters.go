package answer

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"rapporteur/glossary"
	"rapporteur/text"
)

// compareMatter is one thing that two sides can be compared on, with the
// sentences of each that may stand for what it says; one list is empty when only
// the other side speaks of it.
type compareMatter struct {
	aspect   string   // what it is called
	key      string   // of the name or the topic that it is, "" for others
	of       *subject // that it was asked for by, nil for most
	class    compareClass
	weight   float64 // the most telling matters have most
	a, b     []compareCandidate
	relation Relation // "" when the sentences are to tell
	kin      float64  // how much two sentences must speak of the same besides
	several  int      // how many pairs it may give; 0 is one; below 0 it is a further one
	covers   []string // names of which nothing more need be told
	together bool     // one sentence stands for both sides
	stance   bool     // what two parties do and say about it, several times if need be
	alien    bool     // what else the sentences of a pair have in common does not count
}

// compareCandidate is a sentence that may stand for what a side says of a matter.
type compareCandidate struct {
	compareSpot
	score float64
}

// compareClass is a sort of matter; see classLimits.
type compareClass int

const (
	classRole compareClass = iota
	classCue
	classMain // what the comparison is about by itself
	classActor
	classTopic
	classFigure
	classOwn // one of two actors by itself
	classOnlyName
	classOnlyTopic
	classes
)

// matters returns everything that the sides can be compared on, the weightiest
// first.
func (c *comparison) matters() []compareMatter {
	out := c.mainMatters()
	out = append(out, c.roleMatters()...)
	out = append(out, c.cueMatters()...)
	out = append(out, c.figureMatters()...)
	out = append(out, c.nameMatters()...)
	out = append(out, c.topicMatters()...)
	out = append(out, c.ownMatters()...)
	if len(c.about) > 0 {
		out = c.narrowed(out)
	}
	slices.SortStableFunc(out, func(x, y compareMatter) int {
		return cmp.Or(cmp.Compare(y.weight, x.weight), cmp.Compare(x.aspect, y.aspect), cmp.Compare(x.key, y.key))
	})
	return out
}

// nameMatters compares what the sides say of the names that both speak of, and
// tells those of which only one does.
func (c *comparison) nameMatters() []compareMatter {
	var out []compareMatter
	for key, a := range c.a.names {
		if c.skips(key) {
			continue
		}
		b := c.b.names[key]
		m := compareMatter{aspect: c.names.label(key), key: key}
		switch {
		case !labelled(m.aspect):
			continue
		case len(b) > 0:
			wa, wb := weightOfNames(c.a, a), weightOfNames(c.b, b)
			if wa == 0 || wb == 0 {
				continue
			}
			m.class, m.weight = classActor, 50+math.Min(30, 7*math.Log2(1+math.Min(wa, wb))+2*math.Log2(1+wa+wb))
			if !c.names.isActor(key) {
				m.weight -= 8
			}
			m.a, m.b = c.named(c.a, key), c.named(c.b, key)
			if c.names.kinds[key] == glossary.Country || c.names.kinds[key] == glossary.Group {
				m.several = 2
			}
			if c.a.party && c.b.party && math.Min(wa, wb) >= 2 && m.several == 0 || m.several == 2 && c.a.party && c.b.party {
				m.several, m.stance = 2, true
			}
			if onlySetting(a) && onlySetting(b) {
				m.weight, m.several = m.weight-30, 0
				c.settings[key] = true
			}
		default:
			if c.holdsName(c.b, key) || !c.onlySide(&m, c.a, a) {
				continue
			}
			m.a = c.named(c.a, key)
		}
		out = append(out, m)
	}
	for key, b := range c.b.names {
		if len(c.a.names[key]) > 0 || c.skips(key) {
			continue
		}
		m := compareMatter{aspect: c.names.label(key), key: key}
		if labelled(m.aspect) && !c.holdsName(c.a, key) && c.onlySide(&m, c.b, b) {
			m.b = c.named(c.b, key)
			out = append(out, m)
		}
	}
	return out
}

// skips reports that a name is no matter: it is one of the sides, or the meeting
// that both are on.
func (c *comparison) skips(key string) bool {
	if c.a.own[key] || c.b.own[key] || c.isMember(key) {
		return true
	}
	return len(c.e.meetings[key]) > 1
}

// onlySide weighs a name that only one side speaks of; false when it is too
// little to be told.
func (c *comparison) onlySide(m *compareMatter, side *comparand, spots []compareSpot) bool {
	w := weightOfNames(side, spots)
	least := 1.0
	if len(side.sentences) > 60 {
		least = 2
	}
	if w < least || !c.names.isActor(m.key) && w < 1.5*least && c.names.entries[m.key] == nil {
		return false
	}
	m.class, m.weight = classOnlyName, 40+8*math.Log2(1+w)
	if side.party {
		m.weight -= 8 // what a party does comes before whom it is named with
	}
	if c.names.kinds[m.key] == glossary.Country {
		m.weight += 8
	}
	return true
}

// named returns the sentences of a side on a name, the most telling first.
func (c *comparison) named(side *comparand, key string) []compareCandidate {
	var out []compareCandidate
	for _, at := range side.names[key] {
		if at.share == 0 {
			continue
		}
		n := c.actorsNamed(at.sentence)
		score := at.share + standing(at.sentence) + 0.6*c.actsHere(&at) - 0.08*float64(max(0, n-3)) + c.lean(side, at.sentence)
		out = append(out, compareCandidate{at, score})
	}
	return topCandidates(out)
}

// topicMatters compares what the sides say of the topics that both speak of, and
// tells those of which only one does.
func (c *comparison) topicMatters() []compareMatter {
	var out []compareMatter
	for _, key := range topicKeys(c.a, c.b) {
		a, b := c.a.topics[key], c.b.topics[key]
		na, nb := float64(len(a)), float64(len(b))
		rare := c.rarity(a, b)
		m := compareMatter{aspect: capitalised(topicLabel(a, b)), key: key, a: c.onTopic(c.a, a), b: c.onTopic(c.b, b)}
		switch {
		case !labelled(m.aspect) || rare < 0.3:
			continue
		case na > 0 && nb > 0:
			if len(m.a) == 0 || len(m.b) == 0 {
				continue
			}
			base := 40.0
			if c.within {
				base = 54 // what two actors do about one thing tells more than whom they are named with
			}
			m.class, m.weight = classTopic, base+rare*(10*math.Log2(1+math.Min(na, nb))+3*math.Log2(1+na+nb))
		default:
			n := math.Max(na, nb)
			least := 2.0
			if len(c.a.sentences)+len(c.b.sentences) > 150 {
				least = 3
			}
			other := c.a
			if na > 0 {
				other = c.b
			}
			if c.holdsTopic(other, slices.Concat(a, b)) {
				continue
			}
			known := strings.HasPrefix(key, conceptKey)
			if n < least && !known || len(m.a)+len(m.b) == 0 {
				continue
			}
			m.class, m.weight = classOnlyTopic, 30+rare*9*math.Log2(1+n)
			if known {
				m.weight += 6
			}
		}
		out = append(out, m)
	}
	return out
}

// wordsOfSide returns the words of the titles and of all that is read for a side,
// and their stems.
func (c *comparison) wordsOfSide(side *comparand) map[string]bool {
	if side.words == nil {
		side.words = map[string]bool{}
		for _, a := range side.articles {
			for _, t := range text.Tokens(a.Title) {
				side.words[t.Fold], side.words[t.Stem] = true, true
			}
		}
		for _, s := range side.read {
			for _, t := range s.tokens {
				side.words[t.Fold] = true
			}
			for stem := range s.stems {
				side.words[stem] = true
			}
		}
	}
	return side.words
}

// holdsName reports that a side, which is not known to speak of a name that the
// glossary does not have, holds its last word: Holmes may be Elizabeth Holmes.
func (c *comparison) holdsName(side *comparand, key string) bool {
	return c.names.entries[key] == nil && c.wordsOfSide(side)[key[strings.LastIndexByte(key, ' ')+1:]]
}

// holdsTopic reports that a side holds one of the words by which the other speaks
// of a topic, so that it cannot be said to be silent on it.
func (c *comparison) holdsTopic(side *comparand, spots []compareSpot) bool {
	words := c.wordsOfSide(side)
	return slices.ContainsFunc(spots, func(at compareSpot) bool { return words[at.tokens[at.last-1].Stem] })
}

// onlySetting reports that a name hardly ever acts where it is named: it only says
// where or of what country, as Syria does in "the Syrian conflict".
func onlySetting(spots []compareSpot) bool {
	n := 0
	for _, at := range spots {
		for i := range at.names {
			if m := &at.names[i]; m.first == at.first && (describesOnly(at.sentence, m) || owns(at.sentence, m) || m.inner || beside(at.sentence, m, governing)) {
				n++
				break
			}
		}
	}
	return 10*n >= 7*len(spots)
}

// topicKeys returns the topics of both sides in order.
func topicKeys(a, b *comparand) []string {
	var out []string
	for k := range a.topics {
		out = append(out, k)
	}
	for k := range b.topics {
		if a.topics[k] == nil {
			out = append(out, k)
		}
	}
	slices.Sort(out)
	return out
}

func (c *comparison) onTopic(side *comparand, spots []compareSpot) []compareCandidate {
	var out []compareCandidate
	for _, at := range spots {
		if at.share > 0 {
			out = append(out, compareCandidate{at, 1 + standing(at.sentence) + c.lean(side, at.sentence)})
		}
	}
	return topCandidates(out)
}

// mostCandidates is how many sentences of a side are weighed for a matter.
const mostCandidates = 8

// topCandidates returns the best of the candidates, best first.
func topCandidates(in []compareCandidate) []compareCandidate {
	return bestCandidates(in, mostCandidates)
}

// bestCandidates returns at most n of the candidates, best first.
func bestCandidates(in []compareCandidate, n int) []compareCandidate {
	slices.SortStableFunc(in, func(x, y compareCandidate) int {
		return cmp.Or(cmp.Compare(y.score, x.score), cmp.Compare(x.article.ID, y.article.ID), x.index-y.index)
	})
	return in[:min(len(in), n)]
}
