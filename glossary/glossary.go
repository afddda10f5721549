// Package glossary knows which strings name one thing and which words mean
// about the same. It serves retrieval, the matching of names in claims, and
// autocomplete; it never adds a fact to an answer.
//
// A Glossary holds names (people, places, bodies, rounds of talks) with their
// spellings in several languages; a Lexicon holds the vocabulary people ask
// with, grouped by meaning. Both are read from YAML, do not change once read,
// and are safe for concurrent use.
package glossary

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"rapporteur/text"
)

// Kind says what sort of thing an entry names.
type Kind string

const (
	Person  Kind = "person"
	Country Kind = "country"
	City    Kind = "city"
	Region  Kind = "region"
	Place   Kind = "place"
	Body    Kind = "body"
	Group   Kind = "group"
	Event   Kind = "event"
	Outlet  Kind = "outlet"
)

// Entry is one thing with all its names.
type Entry struct {
	ID         string              `yaml:"id"`
	Kind       Kind                `yaml:"kind"`
	Name       string              `yaml:"name"` // preferred
	Spellings  []string            `yaml:"spellings"`
	Languages  map[string][]string `yaml:"languages"`
	Adjectives []string            `yaml:"adjectives"` // "Russian", "Russians"
	Exact      []string            `yaml:"exact"`      // count only in this case: IS, US
	Titles     []string            `yaml:"titles"`     // "Russian foreign minister"
	StandsFor  string              `yaml:"stands_for"` // Moscow → russia
	In         string              `yaml:"in"`         // city → country
	Of         string              `yaml:"of"`         // person → country or body
	Series     string              `yaml:"series"`     // of a round of talks
	Ordinal    int                 `yaml:"ordinal"`
	Date       string              `yaml:"date"`
	Where      string              `yaml:"place"`
	Articles   []string            `yaml:"articles"` // that are about the event
	Roles      []Role              `yaml:"roles"`
}

// Role is what an article once stated that somebody is. It is kept for people to
// read: no name is found by it and no answer is made of it, because the next
// article may give the office to somebody else.
type Role struct {
	Title   string `yaml:"title"`
	Article string `yaml:"article"` // id of the article that states it
	Date    string `yaml:"date"`    // that the article states for it, ISO 8601; "" when it states none
	AsOf    string `yaml:"as_of"`   // date of the article, where that is all there is
	Quote   string `yaml:"quote"`   // the words that state it
}

// Via says by which of its names an entry was found.
type Via int

const (
	ByName Via = iota
	ByAdjective
	ByTitle
)

// Mention is one place in a text that names an entry.
type Mention struct {
	Entry       *Entry
	First, Last int // tokens [First, Last)
	Via         Via
}

// Glossary finds names in texts. The zero value knows none.
type Glossary struct {
	entries []*Entry
	byID    map[string]*Entry
	from    map[string][]string // id → the files behind its entry; see Extend
	first   []*Entry            // whose names go before those of other entries; see Extend
	root    node

	foreign func() *node // root with the names in other languages, made when first used
}

// Parse reads a glossary: a YAML mapping with version 1 and a list of entries.
func Parse(data []byte) (*Glossary, error) {
	var file struct {
		Version int      `yaml:"version"`
		Entries []*Entry `yaml:"entries"`
	}
	if err := yaml.Unmarshal(data, &file); err != nil {
		return nil, fmt.Errorf("glossary: %w", err)
	}
	if file.Version != 1 {
		return nil, fmt.Errorf("glossary: version %d, want 1", file.Version)
	}
	g := &Glossary{entries: file.Entries, byID: map[string]*Entry{}}
	for _, e := range file.Entries {
		if e == nil {
			return nil, errors.New("glossary: an entry is empty")
		}
		if e.ID == "" || e.Name == "" {
			return nil, fmt.Errorf("glossary: an entry has no id or no name (id %q, name %q)", e.ID, e.Name)
		}
		if g.byID[e.ID] != nil {
			return nil, fmt.Errorf("glossary: two entries have the id %q", e.ID)
		}
		g.byID[e.ID] = e
	}
	g.index()
	return g, nil
}

// index makes the names of all entries ready to be found. Of two entries with
// one name, that is the one which was indexed first.
func (g *Glossary) index() {
	before := make(map[*Entry]bool, len(g.first))
	for _, e := range g.first {
		before[e] = true
	}
	order := slices.Clone(g.first)
	for _, e := range g.entries {
		if !before[e] {
			order = append(order, e)
		}
	}
	for _, e := range order {
		g.root.index(e)
	}
	g.foreign = sync.OnceValue(func() *node {
		all := &node{}
		for _, e := range order {
			all.index(e)
			for _, names := range e.Languages {
				for _, s := range names {
					all.add(s, hit{entry: e, via: ByName})
				}
			}
		}
		return all
	})
}

func (n *node) index(e *Entry) {
	n.add(e.Name, hit{entry: e, via: ByName})
	for _, s := range e.Spellings {
		n.add(s, hit{entry: e, via: ByName})
	}
	for _, s := range e.Adjectives {
		n.add(s, hit{entry: e, via: ByAdjective})
	}
	for _, s := range e.Titles {
		n.add(s, hit{entry: e, via: ByTitle})
	}
	for _, s := range e.Exact {
		n.add(s, hit{entry: e, via: ByName, exact: true})
	}
}

// Entries returns all entries in the order of the file.
func (g *Glossary) Entries() []*Entry { return g.entries }

// Entry returns the entry with this id, nil when there is none.
func (g *Glossary) Entry(id string) *Entry { return g.byID[id] }

// Find returns the English names among tokens, which are text.Tokens(s), in
// order and without overlap: at each place the longest name wins.
func (g *Glossary) Find(s string, tokens []text.Token) []Mention { return g.root.find(s, tokens) }

// FindAny is Find with the names in all languages of the glossary.
func (g *Glossary) FindAny(s string, tokens []text.Token) []Mention {
	if g.foreign == nil {
		return nil
	}
	return g.foreign().find(s, tokens)
}

func (n *node) find(s string, tokens []text.Token) []Mention {
	root := n
	var out []Mention
	for i := 0; i < len(tokens); {
		h, n := root.longest(s, tokens[i:])
		if n == 0 {
			i++
			continue
		}
		out = append(out, Mention{Entry: h.entry, First: i, Last: i + n, Via: h.via})
		i += n
	}
	return out
}

// Government returns the entry for which e speaks: russia for Moscow, and e
// itself when it stands for nothing else.
func (g *Glossary) Government(e *Entry) *Entry {
	if s := g.byID[e.StandsFor]; s != nil {
		return s
	}
	return e
}

// node is a trie over normalised tokens.
type node struct {
	next map[string]*node
	hits []hit
}

type hit struct {
	entry *Entry
	via   Via
	exact bool // the first token must be written in capitals
}

func (n *node) add(name string, h hit) {
	// An initialism that is also a word ("U.S.", "U.N.", "IS") counts in
	// capitals only.
	if first := text.Tokens(name); len(first) == 1 && first[0].Acronym && len(first[0].Fold) == 2 {
		h.exact = true
	}
	words := text.Words(name)
	if len(words) == 0 {
		return
	}
	at := n
	for _, w := range words {
		key := normalise(w)
		if at.next == nil {
			at.next = map[string]*node{}
		}
		if at.next[key] == nil {
			at.next[key] = &node{}
		}
		at = at.next[key]
	}
	at.hits = append(at.hits, h)
}

// longest returns the longest name that tokens begin with and its length.
func (n *node) longest(s string, tokens []text.Token) (hit, int) {
	var best hit
	length := 0
	at := n
	for i, t := range tokens {
		at = at.step(s, t)
		if at == nil {
			break
		}
		if h, ok := at.pick(tokens[0]); ok {
			best, length = h, i+1
		}
	}
	return best, length
}

func (n *node) step(s string, t text.Token) *node {
	if next := n.next[normalise(t.Fold)]; next != nil {
		return next
	}
	// A Turkish case ending after an apostrophe: Lavrov'un.
	raw := s[t.Start:t.End]
	if i := strings.IndexAny(raw, "'’"); i > 2 {
		return n.next[normalise(text.Fold(raw[:i]))]
	}
	return nil
}

func (n *node) pick(first text.Token) (hit, bool) {
	for _, h := range n.hits {
		if !h.exact || first.Acronym {
			return h, true
		}
	}
	return hit{}, false
}

// normalise unites the forms of one folded name token: Arabic prefixes are
// stripped, Cyrillic words stemmed.
func normalise(fold string) string {
	if fold[0] < utf8.RuneSelf {
		return fold
	}
	switch text.Script(fold) {
	case "arabic":
		return stripArabicPrefix(fold)
	case "cyrillic":
		return text.StemIn("ru", fold)
	}
	return fold
}

func stripArabicPrefix(w string) string {
	for _, p := range []string{"وال", "بال", "فال", "كال", "لل", "ال"} {
		if t := strings.TrimPrefix(w, p); t != w && len(t) >= 4 {
			return t
		}
	}
	return w
}
