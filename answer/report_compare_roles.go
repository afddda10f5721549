package answer

import (
	"fmt"
	"slices"
	"strings"

	"rapporteur/glossary"
	"rapporteur/text"
)

// compareRole is that somebody stands for a country, a body or a group.
type compareRole struct {
	key   string // of whom they stand for
	label string
	who   string // key of the person, named once in a comparison as the head of a delegation
	title string // words between the two: "foreign minister"; "" for a delegation
	leads bool   // they lead its delegation, rather than hold an office
	chief bool   // the sentence says so in so many words; a negotiator may be one of several
	at    compareSpot
}

// roleMatters sets side by side who leads and who speaks for whom.
func (c *comparison) roleMatters() []compareMatter {
	a, b := c.roles(c.a), c.roles(c.b)
	if c.within {
		return c.rolesOfSides(a, b)
	}
	var out []compareMatter
	done := map[string]bool{}
	for _, list := range [][]compareRole{a, b} {
		for _, r := range list {
			id := fmt.Sprint(r.key, "/", r.title, "/", r.leads)
			if done[id] {
				continue
			}
			done[id] = true
			if m, ok := c.roleMatter(r, rolesLike(a, r), rolesLike(b, r), officials(a, r.key), officials(b, r.key)); ok {
				out = append(out, m)
			}
		}
	}
	return out
}

// roleMatter weighs one role: inA and inB hold it itself, officialsA and
// officialsB those of the same country in any office.
func (c *comparison) roleMatter(r compareRole, inA, inB, officialsA, officialsB []compareRole) (compareMatter, bool) {
	m := compareMatter{class: classRole, aspect: capitalised(r.label), alien: true}
	switch {
	case len(inA) > 0 && len(inB) > 0:
		m.weight = 100
		if !r.leads {
			m.weight = 84
		}
		if inA[0].who == inB[0].who {
			m.relation = Same
			m.weight -= 12
		}
		if inA[0].who == inB[0].who && !r.leads {
			return m, false // the same minister on both sides is no matter of its own
		}
	case !r.leads:
		return m, false
	case len(inA) > 0 && len(officialsB) > 0:
		m.weight, inB = 92, officialsB
		m.aspect = c.names.label(r.key) + ": who speaks for it"
	case len(inB) > 0 && len(officialsA) > 0:
		m.weight, inA = 92, officialsA
		m.aspect = c.names.label(r.key) + ": who speaks for it"
	default:
		m.weight = 90
	}
	m.a, m.b = roleSpots(inA), roleSpots(inB)
	if len(m.a) == 0 {
		m.a = c.represented(c.a, c.keysLike(r.key))
	}
	if len(m.b) == 0 {
		m.b = c.represented(c.b, c.keysLike(r.key))
	}
	for _, o := range append(slices.Clone(inA), inB...) {
		m.covers = append(m.covers, o.who)
	}
	return m, labelled(m.aspect)
}

// rolesOfSides sets those who lead the delegation of the one actor, or speak for
// it, beside those of the other, and beside how it is represented where nobody is
// named.
func (c *comparison) rolesOfSides(a, b []compareRole) []compareMatter {
	m := compareMatter{class: classRole, aspect: "Delegation", weight: 100, alien: true}
	leadsA, leadsB := c.leadersOf(a, c.a, true), c.leadersOf(b, c.b, true)
	m.a, m.b = leadsA, leadsB
	if len(m.a) == 0 {
		m.a = append(c.leadersOf(a, c.a, false), c.represented(c.a, c.a.own)...)
	}
	if len(m.b) == 0 {
		m.b = append(c.leadersOf(b, c.b, false), c.represented(c.b, c.b.own)...)
	}
	if len(leadsA) == 0 || len(leadsB) == 0 {
		m.aspect, m.weight = "Who speaks for it", 92
		if !c.sameActor() {
			m.aspect = "Who speaks for them"
		}
	}
	if len(m.a) == 0 || len(m.b) == 0 || len(c.a.own) == 0 || len(c.b.own) == 0 {
		return nil
	}
	return []compareMatter{m}
}

// isOwn reports that a delegation is that of the party that a side is.
func (c *comparison) isOwn(side *comparand, key string) bool {
	for k := range c.keysLike(key) {
		if side.own[k] {
			return true
		}
	}
	return false
}

// leadersOf returns where those are named who lead the delegation of a side, or
// who hold an office of it.
func (c *comparison) leadersOf(roles []compareRole, side *comparand, lead bool) []compareCandidate {
	var held []compareRole
	for _, r := range roles {
		if r.leads == lead && c.isOwn(side, r.key) {
			held = append(held, r)
		}
	}
	return roleSpots(held)
}

// presentFor are words with which somebody is present for others.
var presentFor = wordsOf(`represented representatives representative attending attend attended ambassador envoy delegates`)

// represented returns the sentences of a side that say how one of the keys is
// represented, without naming anybody who leads.
func (c *comparison) represented(side *comparand, keys map[string]bool) []compareCandidate {
	var out []compareCandidate
	for key := range keys {
		for _, at := range side.names[key] {
			if at.share == 0 {
				continue
			}
			for k := max(0, at.first-5); k < min(len(at.tokens), at.last+12); k++ {
				if presentFor[at.tokens[k].Fold] {
					out = append(out, compareCandidate{at, 1.2 + standing(at.sentence)})
					break
				}
			}
		}
	}
	return topCandidates(out)
}

// keysLike returns the key of whom a delegation is of, and, where that is only a
// word, the groups and bodies whose names end with it: the Syrian government for
// "the government delegation".
func (c *comparison) keysLike(key string) map[string]bool {
	out := map[string]bool{key: true}
	word, only := strings.CutPrefix(key, "word:")
	if !only {
		return out
	}
	for k, entry := range c.names.entries {
		if words := text.Tokens(entry.Name); (entry.Kind == glossary.Group || entry.Kind == glossary.Body) && len(words) > 0 && words[len(words)-1].Stem == word {
			out[k] = true
		}
	}
	return out
}

func rolesLike(roles []compareRole, r compareRole) []compareRole {
	var out []compareRole
	for _, o := range roles {
		if o.key == r.key && o.title == r.title && o.leads == r.leads {
			out = append(out, o)
		}
	}
	return out
}

func officials(roles []compareRole, key string) []compareRole {
	var out []compareRole
	for _, o := range roles {
		if o.key == key && !o.leads {
			out = append(out, o)
		}
	}
	return out
}

// roleSpots makes candidates of roles: the first that an article states weighs
// most, and one of an article's text more than a picture's caption.
func roleSpots(roles []compareRole) []compareCandidate {
	out := make([]compareCandidate, len(roles))
	for i, r := range roles {
		score := 2 - 0.1*float64(min(i, 5)) + standing(r.at.sentence)
		if r.leads && !r.chief {
			score -= 0.5
		}
		out[i] = compareCandidate{r.at, score}
	}
	return out
}

// roles finds who stands for whom in the sentences of a side, each person once
// as the leader of one delegation.
func (c *comparison) roles(side *comparand) []compareRole {
	var out []compareRole
	for _, s := range side.sentences {
		held := c.rolesIn(s)
		out = append(append(out, held.leaders...), held.officials...)
	}
	leads := map[string]string{} // person → key of the delegation
	kept := out[:0]
	for _, r := range out {
		if r.leads {
			if of := leads[r.who]; of != "" && of != r.key {
				continue // the rebel delegation by another name
			}
			leads[r.who] = r.key
		}
		kept = append(kept, r)
	}
	return kept
}

var (
	delegations = text.StemSet(`delegation team mission`)
	negotiators = text.StemSet(`negotiator`)
	// leadersForms say that somebody leads; those of leadVerbs do so as verbs.
	leadersForms = wordsOf(`head heads headed lead leads led leader chief chairs chaired`)
	standsFor    = wordsOf(`represents represented representing`)
	groupsOfTalk = text.StemSet(`government opposition rebel regime union company`)
)

// heldRoles are the roles that a sentence tells of.
type heldRoles struct{ leaders, officials []compareRole }

// rolesIn returns who is said in s to stand for whom, which is read once.
func (c *comparison) rolesIn(s *sentence) heldRoles {
	held, ok := c.held[s]
	if !ok {
		held = heldRoles{c.leadersIn(s), c.officialsIn(s)}
		c.held[s] = held
	}
	return held
}

// leadersIn finds who leads whose delegation in s.
func (c *comparison) leadersIn(s *sentence) []compareRole {
	var out []compareRole
	add := func(key, label string, who *name, at int, chief bool) {
		if who != nil && key != "" {
			out = append(out, compareRole{
				key: key, label: label, who: c.names.key(who), leads: true, chief: chief,
				at: compareSpot{s, min(at, who.first), max(at+1, who.last), 1},
			})
		}
	}
	for i, t := range s.tokens {
		switch {
		case delegations[t.Stem]:
			lead := leadNear(s, i)
			if lead < 0 {
				continue
			}
			key, label := c.whose(s, i)
			add(key, label, c.leaderOf(s, lead, i), i, true)
		case negotiators[t.Stem] && t.Fold == "negotiator":
			key, label := c.whose(s, i)
			add(key, label, personBy(s, i-3, i+1), i, false)
		case standsFor[t.Fold] && i+1 < len(s.tokens):
			if n := nameFrom(s, i+1); n != nil && c.standsForSomething(n) {
				key := c.names.key(n)
				add(key, possessive(c.names.label(key))+" delegation", personBefore(s, i), i, true)
			}
		}
	}
	return out
}

// leadNear returns the word for leading that belongs to the delegation at token
// i, -1 when there is none.
func leadNear(s *sentence, i int) int {
	for k := i - 1; k >= max(0, i-6); k-- {
		if leadersForms[s.tokens[k].Fold] {
			return k
		}
		if clauseParts(s, k, k+1) && k < i-1 {
			break
		}
	}
	for k := i + 1; k < min(len(s.tokens), i+4); k++ {
		if leadersForms[s.tokens[k].Fold] {
			return k
		}
		if clauseParts(s, k-1, k) {
			break
		}
	}
	return -1
}

// leaderOf returns the person who leads, by the word for it at token lead, the
// delegation at token i.
func (c *comparison) leaderOf(s *sentence, lead, i int) *name {
	switch next := tokenAt(s.tokens, lead+1); {
	case next == "by":
		return personAfter(s, lead+2, lead+12)
	case next == "of": // "P, the head of the delegation," or "the head of the delegation, P"
		return personBy(s, lead, i+1)
	case leadVerbs[s.tokens[lead].Fold] && lead < i:
		return personBefore(s, lead)
	}
	return personBy(s, min(lead, i), max(lead, i)+1)
}

// whose returns the key of whose delegation stands at token i, and what it is
// called; "" when nothing before it tells.
func (c *comparison) whose(s *sentence, i int) (key, label string) {
	for k := range s.names {
		n := &s.names[k]
		if n.last <= i && i-n.last <= 1 && n.via != glossary.ByTitle && c.standsForSomething(n) {
			key = c.names.key(n)
			c.names.see(key, s, n)
			label = possessive(c.names.label(key)) + " delegation"
		}
	}
	if key == "" && i > 0 && groupsOfTalk[s.tokens[i-1].Stem] {
		return "word:" + s.tokens[i-1].Stem, s.tokens[i-1].Fold + " delegation"
	}
	return key, label
}

// possessive writes whose: Russia's, the United States'.
func possessive(s string) string {
	if strings.HasSuffix(s, "s") {
		return s + "’"
	}
	return s + "’s"
}

func (c *comparison) standsForSomething(n *name) bool {
	return n.kind == glossary.Country || n.kind == glossary.Body || n.kind == glossary.Group || n.entry != nil && n.entry.StandsFor != ""
}

// personAfter returns the first person named in tokens [from, to).
func personAfter(s *sentence, from, to int) *name {
	var best *name
	for k := range s.names {
		if n := &s.names[k]; isNamedPerson(s, n) && n.first >= from && n.first < to && (best == nil || n.first < best.first) {
			best = n
		}
	}
	return best
}

// personBefore returns the last person named before token i who is not only
// named for what is theirs.
func personBefore(s *sentence, i int) *name {
	var best *name
	for k := range s.names {
		if n := &s.names[k]; isNamedPerson(s, n) && n.last <= i && i-n.last <= 16 && (best == nil || n.first > best.first) {
			best = n
		}
	}
	return best
}

// personBy returns the person who stands right before or right behind tokens
// [first, last), a comma and an article left aside.
func personBy(s *sentence, first, last int) *name {
	var best *name
	far := 5
	for k := range s.names {
		n := &s.names[k]
		if !isNamedPerson(s, n) {
			continue
		}
		gap := n.first - last
		if n.last <= first {
			gap = first - n.last
		}
		if gap < far {
			best, far = n, max(0, gap)
		}
	}
	return best
}

// isNamedPerson reports that n is a person by name, not a title and not the
// owner of something.
func isNamedPerson(s *sentence, n *name) bool {
	return n.kind == glossary.Person && n.via == glossary.ByName && !n.inner && !owns(s, n) && !governs(s, n)
}

// nameFrom returns the name that starts at token i, an article left aside.
func nameFrom(s *sentence, i int) *name {
	if tokenAt(s.tokens, i) == "the" {
		i++
	}
	for k := range s.names {
		if n := &s.names[k]; n.first == i && n.via != glossary.ByTitle {
			return n
		}
	}
	return nil
}

// officialsIn finds who is named with the office they hold for whom: "Russian
// Foreign Minister Sergei Lavrov", "Turkey's Feridun Sinirlioglu".
func (c *comparison) officialsIn(s *sentence) []compareRole {
	var out []compareRole
	for i := range s.names {
		who := &s.names[i]
		if !isNamedPerson(s, who) {
			continue
		}
		for k := range s.names {
			n := &s.names[k]
			if n.last > who.first || who.first-n.last > 6 || n.via == glossary.ByTitle || !c.standsForSomething(n) || !onlyOffice(s, n.last, who.first) {
				continue
			}
			if n.last == who.first && !owns(s, n) {
				continue
			}
			title := strings.ToLower(strings.TrimSpace(s.text[s.tokens[n.last-1].End:s.tokens[who.first].Start]))
			for _, start := range []string{"'s", "’s"} {
				title = strings.TrimSpace(strings.TrimPrefix(title, start))
			}
			key := c.names.key(n)
			c.names.see(key, s, n)
			out = append(out, compareRole{
				key: key, label: possessive(c.names.label(key)) + " " + title, who: c.names.key(who), title: title,
				at: compareSpot{s, n.first, who.last, 1},
			})
			break
		}
	}
	return out
}

// onlyOffice reports that only words for an office stand in tokens [a, b).
func onlyOffice(s *sentence, a, b int) bool {
	for _, t := range s.tokens[a:b] {
		if !titleWords[t.Fold] && !roleWords[t.Stem] && !personWords[t.Stem] && t.Fold != "counterpart" && t.Fold != "state" && t.Fold != "of" {
			return false
		}
	}
	return !clauseParts(s, max(0, a-1), b)
}
