package answer

import (
	"slices"
	"strings"

	"rapporteur/glossary"
	"rapporteur/text"
)

// actingWords are what people are called together who act as one: "the
// opposition" is a side of a comparison as a country is.
var actingWords = text.StemSet(`opposition government rebel militant militia insurgent army police union company regime protester striker senate
	parliament congress court prosecution defence defense committee church team family crew republican democrat`)

// settleParty says whether a side is somebody who acts, alone or together.
func (c *comparison) settleParty(side *comparand) {
	for key := range side.own {
		side.party = side.party || c.names.isActor(key)
	}
	for i := range side.subject.terms {
		if t := &side.subject.terms[i]; actingWords[t.stem] {
			side.party = true
			c.ownGroup(side, t)
		}
	}
	side.members = map[string]bool{}
	if !side.party || len(side.own) == 0 {
		return
	}
	for _, s := range side.read {
		held := c.rolesIn(s)
		for _, r := range slices.Concat(held.officials, held.leaders) {
			if side.own[r.key] {
				side.members[r.who] = true
			}
		}
	}
}

// ownGroup takes the group or the body that the articles name and whose name
// ends with the word that a side is for the side itself: the Syrian opposition
// for "the opposition".
func (c *comparison) ownGroup(side *comparand, t *term) {
	for key := range side.names {
		entry := c.names.entries[key]
		if entry == nil || entry.Kind != glossary.Group && entry.Kind != glossary.Body {
			continue
		}
		if words := text.Tokens(entry.Name); len(words) > 0 && words[len(words)-1].Stem == t.stem {
			side.own[key] = true
		}
	}
}

// isMember reports that a key is somebody who stands for one of the two parties.
func (c *comparison) isMember(key string) bool {
	if !c.within || !c.a.party || !c.b.party || c.names.kinds[key] != glossary.Person {
		return false
	}
	entry := c.names.entries[key]
	for _, side := range []*comparand{c.a, c.b} {
		if side.members[key] || entry != nil && side.own[c.governmentOf(entry)] {
			return true
		}
	}
	return false
}

// utteredBy reports that what a sentence says is put in the mouth of somebody
// whom the subject names, or of an official of the country that it names, even
// where another sentence names them.
func (e *Engine) utteredBy(of *subject, s *sentence) bool {
	if len(of.names) != 1 || len(of.terms) > 0 || s.src.Speaker == "" {
		return false
	}
	n, who := &of.names[0], s.src.Speaker
	for _, m := range e.cfg.Glossary.Find(who, text.Tokens(who)) {
		named := name{entry: m.Entry, kind: m.Entry.Kind, via: m.Via, fold: text.Fold(who)}
		if v := e.sameName(n, &named); v >= ofCountry {
			return true
		}
	}
	return n.entry == nil && n.kind == glossary.Person && (n.fold == text.Fold(who) || hasWordSuffix(n.fold, text.Fold(who)))
}

// namesOfficial reports that a sentence names somebody who stands for the only
// country or body that a subject names.
func (e *Engine) namesOfficial(of *subject, s *sentence) bool {
	if len(of.names) != 1 || len(of.terms) > 0 || of.names[0].entry == nil {
		return false
	}
	return slices.ContainsFunc(s.names, func(n name) bool {
		return n.kind == glossary.Person && n.entry != nil && !n.inner && e.sameName(&of.names[0], &n) >= ofCountry
	})
}

// weighOwn says of each sentence how much it tells of what the party that a side
// is does, says or undergoes.
func (c *comparison) weighOwn(side *comparand) {
	side.onOwn, side.spots = map[*sentence]float64{}, map[*sentence][]compareSpot{}
	for _, s := range side.sentences {
		for _, at := range c.partySpots(side, s) {
			v := at.share*c.deed(&at) - 0.06*float64(max(0, c.actorsNamed(s)-3))
			side.onOwn[s] = max(side.onOwn[s], v)
		}
		if c.e.utteredBy(side.subject, s) {
			side.onOwn[s] = max(side.onOwn[s], 0.9)
		}
	}
}

// ofMember is how much what an official of a country does is done by the country.
const ofMember = 0.9

// partySpots returns where a sentence names the party that a side is, or those
// who stand for it.
func (c *comparison) partySpots(side *comparand, s *sentence) []compareSpot {
	spots, ok := side.spots[s]
	if !ok {
		spots = c.findParty(side, s)
		side.spots[s] = spots
	}
	return spots
}

func (c *comparison) findParty(side *comparand, s *sentence) []compareSpot {
	var out []compareSpot
	for i := range s.names {
		n := &s.names[i]
		key := c.names.key(n)
		switch {
		case side.own[key]:
			out = append(out, compareSpot{s, n.first, n.last, 1})
		case side.members[key] || n.entry != nil && !n.inner && side.own[c.governmentOf(n.entry)]:
			out = append(out, compareSpot{s, n.first, n.last, ofMember})
		}
	}
	if len(out) > 0 {
		return out
	}
	for i := range side.subject.names {
		if _, k := c.e.matchName(&side.subject.names[i], s); k >= 0 {
			out = append(out, compareSpot{s, k, k + 1, ofMember})
		}
	}
	for i := range side.subject.terms {
		t := &side.subject.terms[i]
		for k, w := range s.tokens {
			if w.Stem == t.stem || conceptAt(t.concepts, s, k) {
				out = append(out, compareSpot{s, k, k + 1, 1})
			}
		}
	}
	return out
}

// conceptAt reports that a word for one of the concepts first stands at
// token k.
func conceptAt(concepts []string, s *sentence, k int) bool {
	return slices.ContainsFunc(concepts, func(c string) bool { return slices.Contains(s.concept[c], k) })
}

// governmentOf returns the key of the country or the body that an entry is of.
func (c *comparison) governmentOf(entry *glossary.Entry) string {
	of := c.e.cfg.Glossary.Entry(entry.Of)
	if of == nil {
		return ""
	}
	return c.e.cfg.Glossary.Government(of).ID
}

// deed says in [0,1] how much a sentence tells of what is named at a spot: most
// when they say or do what it tells, much when something strong is done to them,
// little when they stand in a list.
func (c *comparison) deed(at *compareSpot) float64 {
	s := at.sentence
	start, end := s.src.Start+s.tokens[at.first].Start, s.src.Start+s.tokens[at.last-1].End
	for _, a := range s.src.Attributions {
		if a.At.Start < end && start < a.At.End {
			return 1
		}
	}
	v := 0.35
	switch k := c.verbOf(at); {
	case k >= 0 && stanceWords[s.tokens[k].Stem]:
		v = 1
	case k >= 0:
		v = 0.85
	case c.undergoes(at):
		v = 0.75
	}
	if hyphened(s, at.first) || hyphened(s, at.last-1) {
		v = min(v, 0.45) // "Iranian-backed", "the rebel-held province"
	}
	if rowed(at) {
		v *= 0.6
	}
	return v
}

// verbOf returns the verb whose subject is named at a spot, a title or an
// apposition between them left aside, -1 when there is none.
func (c *comparison) verbOf(at *compareSpot) int {
	s := at.sentence
	if at.first > 0 {
		before := at.first - 1
		if s.tokens[before].Fold == "the" && before > 0 {
			before--
		}
		if governing[s.tokens[before].Fold] {
			return -1
		}
	}
	if at.first > 1 && helpingVerbs[s.tokens[at.first-1].Fold] || at.first > 2 && s.tokens[at.first-1].Fold == "the" && helpingVerbs[s.tokens[at.first-2].Fold] {
		return at.first - 1 // "nor did the rebels"
	}
	k := behindAppositions(s, at.last)
	for end := min(len(s.tokens), k+5); k < end; k++ {
		w := s.tokens[k]
		if c.e.isVerbAt(s, k) || sayVerbs[w.Stem] && !w.Stop || stanceWords[w.Stem] && strings.HasSuffix(w.Fold, "s") && !s.tokens[k-1].Stop {
			return k
		}
		if !helpingVerbs[w.Fold] && !modals[w.Fold] && governing[w.Fold] {
			break
		}
	}
	return -1
}

// behindAppositions returns the token behind what is set off by commas after
// token k-1: "Lavrov, the minister, who was tired, said".
func behindAppositions(s *sentence, k int) int {
	comma := func(k int) bool {
		return k > 0 && k < len(s.tokens) && strings.Contains(s.text[s.tokens[k-1].End:s.tokens[k].Start], ",")
	}
	start := k
	for n := 0; n < 3 && comma(k); n++ {
		end := k + 1
		for end < min(len(s.tokens), k+14) && !comma(end) {
			end++
		}
		if !comma(end) {
			return start
		}
		start, k = end, end
	}
	return k
}

// undergoes reports that a stance is taken on what is named at a spot, or
// something strong done to it or by it: "backed by Turkish tanks".
func (c *comparison) undergoes(at *compareSpot) bool {
	s := at.sentence
	for k := max(0, at.first-4); k < min(len(s.tokens), at.last+3); k++ {
		if stanceWords[s.tokens[k].Stem] && !clauseParts(s, min(k, at.first), max(k, at.first)) {
			return true
		}
	}
	return false
}

// rowed reports that what is named at a spot stands in a list of three or more.
func rowed(at *compareSpot) bool {
	s := at.sentence
	n := 0
	for i := range s.names {
		m := &s.names[i]
		switch {
		case m.inner:
		case m.last <= at.first && at.first-m.last <= 6 && oneList(s, m.last, at.first), m.first >= at.last && m.first-at.last <= 6 && oneList(s, at.last, m.first):
			n++
		}
	}
	return n >= 2
}

// lean is what a sentence gains as one on a side for being about its party, and
// loses for being more about the other one.
func (c *comparison) lean(side *comparand, s *sentence) float64 {
	if !side.party {
		return 0
	}
	other := c.a
	if side == c.a {
		other = c.b
	}
	own := side.onOwn[s]
	if c.sameActor() {
		return 1.2 * own
	}
	return 1.2*own - 0.8*max(0, other.onOwn[s]-own)
}
