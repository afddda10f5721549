package glean

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"rapporteur/text"
)

// suggestion puts a candidate into the form for people.
func (t *tally) suggestion(c *candidate) Suggestion {
	best := slices.MaxFunc(c.forms, func(a, b form) int { return cmp.Compare(a.count, b.count) })
	s := Suggestion{
		Kind: c.kind, Name: best.text, Evidence: best.at, Adds: c.adds,
		Mentions: c.mentions(), Articles: c.articles, Roles: rolesOf(c.roles),
	}
	if s.Adds != nil {
		s.Name = s.Adds.Name
	}
	seen := map[string]bool{strings.Join(text.Words(s.Name), " "): true}
	for _, f := range c.forms {
		s.spelling(f, seen, t.Gleaner)
	}
	if !c.ambiguous {
		for _, f := range c.alone {
			if t.mayStandAlone(f.text) {
				s.spelling(f, seen, t.Gleaner)
			}
		}
	}
	for _, f := range c.letters {
		if tokens := text.Tokens(f.text); len(t.names.Find(f.text, tokens)) == 0 {
			s.Letters = append(s.Letters, Spelling{f.text, f.at})
		}
	}
	return s
}

// spelling adds a spelling that neither s nor the glossary has.
func (s *Suggestion) spelling(f form, seen map[string]bool, g *Gleaner) {
	fold := strings.Join(text.Words(f.text), " ")
	if seen[fold] || len(s.Spellings) == maxSpellings {
		return
	}
	seen[fold] = true
	tokens := text.Tokens(f.text)
	if found := g.names.Find(f.text, tokens); len(found) == 1 && found[0].First == 0 && found[0].Last == len(tokens) {
		return
	}
	s.Spellings = append(s.Spellings, Spelling{f.text, f.at})
}

// mayStandAlone reports that a surname is told from a common word: names are
// found in any case.
func (t *tally) mayStandAlone(name string) bool {
	tokens := text.Tokens(name)
	if len(tokens) == 0 || len(t.names.Find(name, tokens)) > 0 {
		return false
	}
	last := tokens[len(tokens)-1]
	return len(tokens) > 1 || !last.Stop && !t.common[last.Fold] && !givenNames[last.Fold] && !calendar[last.Fold] && !noPerson[last.Fold] && len(last.Fold) > 2
}

// rolesOf returns roles in order of the dates of their articles. A title that
// many articles give is there twice: as of the first of them, and of the last.
func rolesOf(roles []Role) []Role {
	roles = slices.Clone(roles)
	slices.SortStableFunc(roles, func(a, b Role) int { return a.Article.Published.Compare(b.Article.Published) })
	first, last := map[string]int{}, map[string]int{}
	for i, r := range roles {
		title := strings.ToLower(r.Title)
		if j, ok := first[title]; !ok {
			first[title] = i
		} else if roles[j].Article == r.Article {
			continue
		}
		if j, ok := last[title]; !ok || roles[j].Article != r.Article {
			last[title] = i
		}
	}
	var out []Role
	for i, r := range roles {
		if title := strings.ToLower(r.Title); i == first[title] || i == last[title] {
			out = append(out, r)
		}
	}
	return out[max(0, len(out)-maxRoles):]
}

// freeID returns an id for s that no entry has and no suggestion before it; that
// of the entry which s adds to.
func (t *tally) freeID(s Suggestion, taken map[string]bool) string {
	if s.Adds != nil {
		return s.Adds.ID
	}
	id := slug(s.Name)
	for n := 2; taken[id] || t.names.Entry(id) != nil; n++ {
		id = slug(s.Name) + "-" + strconv.Itoa(n)
	}
	taken[id] = true
	return id
}

// slug returns a name as an id: "Feridun Sinirlioğlu" is feridun-sinirlioglu.
func slug(name string) string {
	id := strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '-':
			return r
		case r == ' ':
			return '-'
		}
		return -1
	}, strings.Join(text.Words(name), " "))
	if id = strings.Trim(id, "-"); id == "" {
		return "name"
	}
	return id[:min(len(id), 80)]
}
