package glean

import (
	"slices"

	"rapporteur/glossary"
)

// maxAlike bounds how many names with one key, or one surname, are compared with
// each other.
const maxAlike = 64

// unite puts the spellings of one person together, and finds those that are
// spellings of somebody whom the glossary has.
func (t *tally) unite() {
	byKey, bySurname := map[string][]*candidate{}, map[string][]*candidate{}
	var kept []*candidate
	for _, c := range t.order {
		if c.kind != glossary.Person {
			kept = append(kept, c)
			continue
		}
		var key string
		if c.spelled, key = spell(c.fold); key == "" {
			continue
		}
		if c.adds = t.entryLike(c.spelled, key); c.adds != nil {
			kept = append(kept, c)
			continue
		}
		same := byKey[key]
		if i := slices.IndexFunc(same, func(o *candidate) bool { return alike(o.spelled, c.spelled) }); i >= 0 {
			same[i].absorb(c)
			continue
		}
		if len(same) < maxAlike {
			byKey[key] = append(same, c)
		}
		surname := c.spelled.words[len(c.spelled.words)-1]
		bySurname[surname] = append(bySurname[surname], c)
		kept = append(kept, c)
	}
	gone := map[*candidate]bool{}
	for _, same := range bySurname {
		shorten(same, gone)
	}
	t.order = slices.DeleteFunc(kept, func(c *candidate) bool { return gone[c] })
}

// shorten has the longer of two names of people with one surname take over what
// the shorter shows: Recep Tayyip Erdogan is Tayyip Erdogan, if nobody else can
// be. It notes in gone what was taken over.
func shorten(same []*candidate, gone map[*candidate]bool) {
	if len(same) > maxAlike {
		for _, c := range same {
			c.ambiguous = true
		}
		return
	}
	for _, short := range same {
		longer := slices.DeleteFunc(slices.Clone(same), func(c *candidate) bool { return !partOf(short.spelled, c.spelled) })
		if len(longer) == 1 && !gone[longer[0]] {
			longer[0].absorb(short)
			gone[short] = true
		}
	}
	left := slices.DeleteFunc(slices.Clone(same), func(c *candidate) bool { return gone[c] })
	for _, c := range left {
		c.ambiguous = len(left) > 1
	}
}

// absorb takes over what another spelling shows.
func (c *candidate) absorb(o *candidate) {
	for _, f := range o.forms {
		c.forms = add(c.forms, f.text, f.at, f.count)
	}
	for _, f := range o.alone {
		c.alone = add(c.alone, f.text, f.at, f.count)
	}
	c.roles = append(c.roles, o.roles...)
	c.articles += o.articles
	if c.last == o.last {
		c.articles--
	}
	c.shown = c.shown || o.shown
	c.ambiguous = c.ambiguous || o.ambiguous
}

// entryLike returns the person of the glossary of whose name this is another
// spelling.
func (g *Gleaner) entryLike(s spelled, key string) *glossary.Entry {
	if key == "" {
		return nil
	}
	for _, known := range g.people[key] {
		if alike(s, known.spelled) {
			return known.entry
		}
	}
	return nil
}
