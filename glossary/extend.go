package glossary

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
)

// Bounds of what is taken from an operator's file.
const (
	MaxFile    = 4 << 20 // bytes
	maxEntries = 20_000
	maxName    = 200  // bytes of one name, title or id
	maxValue   = 8000 // of any value, the quotation of a role above all
)

// Mistake is what is wrong with an operator's file, in one sentence.
type Mistake struct {
	File string // as it was named to Extend
	Line int    // 0 when it is nowhere in particular
	Text string
}

func (m *Mistake) Error() string {
	where := m.File
	switch {
	case m.Line > 0 && where != "":
		where += fmt.Sprintf(", line %d", m.Line)
	case m.Line > 0:
		where = fmt.Sprintf("line %d", m.Line)
	case where == "":
		return m.Text
	}
	return where + ": " + m.Text
}

// Extend returns the glossary that an operator's file makes of g, which stays as
// it was. An entry of the file whose id is new is added; one with the id of an
// entry of g takes its place or, when it has no name, adds its names, titles and
// roles to that entry. Of two entries with one name, that of the file is found.
//
// file names the data in errors, which are all a *Mistake: then nothing of the
// data is taken. Data that holds nothing but comments changes nothing.
func (g *Glossary) Extend(file string, data []byte) (*Glossary, error) {
	entries, mistake := readEntries(data)
	if mistake == nil {
		var out *Glossary
		if out, mistake = g.with(file, entries); mistake == nil {
			return out, nil
		}
	}
	mistake.File = file
	return nil, mistake
}

// Sources returns the files that an entry comes from, in the order in which they
// were read; nil for an entry that is as the first glossary had it.
func (g *Glossary) Sources(id string) []string { return g.from[id] }

// placed is an entry with the line where it stands.
type placed struct {
	Entry
	line int
}

// with returns g with entries that were added, of which no two have one id.
func (g *Glossary) with(file string, added []placed) (*Glossary, *Mistake) {
	out := &Glossary{byID: maps.Clone(g.byID), from: maps.Clone(g.from)}
	if out.byID == nil {
		out.byID = map[string]*Entry{}
	}
	if out.from == nil {
		out.from = map[string][]string{}
	}
	var fresh []*Entry
	for i := range added {
		entry, known := &added[i].Entry, g.byID[added[i].ID]
		sources := []string{file}
		switch {
		case entry.Name == "" && known == nil:
			return nil, &Mistake{Line: added[i].line, Text: entry.ID + " has no name, and there is no other entry with this id for it to add to"}
		case entry.Name == "":
			entry = known.plus(entry)
			sources = append(slices.Clone(g.from[entry.ID]), file)
		case known == nil:
			fresh = append(fresh, entry)
		}
		out.byID[entry.ID], out.from[entry.ID] = entry, sources
		out.first = append(out.first, entry)
	}
	for _, e := range g.first {
		if out.byID[e.ID] == e {
			out.first = append(out.first, e)
		}
	}
	for _, e := range g.entries {
		out.entries = append(out.entries, out.byID[e.ID])
	}
	out.entries = append(out.entries, fresh...)
	for i := range added {
		if mistake := out.refers(&added[i]); mistake != nil {
			return nil, mistake
		}
	}
	out.index()
	return out, nil
}

// refers checks that the entries to which e refers are there.
func (g *Glossary) refers(e *placed) *Mistake {
	for _, ref := range []struct{ key, id string }{{"stands_for", e.StandsFor}, {"in", e.In}, {"of", e.Of}, {"place", e.Where}} {
		if ref.id != "" && g.byID[ref.id] == nil {
			return &Mistake{Line: e.line, Text: fmt.Sprintf("%s is %s %q, and no entry has this id", e.ID, ref.key, ref.id)}
		}
	}
	return nil
}

// plus returns e with the names, titles and roles of more, and with what else
// more states in place of what e states.
func (e *Entry) plus(more *Entry) *Entry {
	out := *e
	out.Spellings = union(e.Spellings, more.Spellings)
	out.Adjectives = union(e.Adjectives, more.Adjectives)
	out.Exact = union(e.Exact, more.Exact)
	out.Titles = union(e.Titles, more.Titles)
	out.Articles = union(e.Articles, more.Articles)
	out.Roles = slices.Concat(e.Roles, more.Roles)
	out.Languages = map[string][]string{}
	for _, languages := range []map[string][]string{e.Languages, more.Languages} {
		for language, names := range languages {
			out.Languages[language] = union(out.Languages[language], names)
		}
	}
	out.Kind = cmp.Or(more.Kind, e.Kind)
	out.StandsFor = cmp.Or(more.StandsFor, e.StandsFor)
	out.In = cmp.Or(more.In, e.In)
	out.Of = cmp.Or(more.Of, e.Of)
	out.Series = cmp.Or(more.Series, e.Series)
	out.Ordinal = cmp.Or(more.Ordinal, e.Ordinal)
	out.Date = cmp.Or(more.Date, e.Date)
	out.Where = cmp.Or(more.Where, e.Where)
	return &out
}

// union returns a and what of b is not in it.
func union(a, b []string) []string {
	out := slices.Clone(a)
	seen := make(map[string]bool, len(a)+len(b))
	for _, s := range a {
		seen[s] = true
	}
	for _, s := range b {
		if !seen[s] {
			seen[s] = true
			out = append(out, s)
		}
	}
	return out
}
