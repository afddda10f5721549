package glossary

import (
	"fmt"
	"strings"
	"sync"

	"go.yaml.in/yaml/v3"

	"rapporteur/text"
)

// Concept is one meaning with the words for it. The first English word is the
// plainest.
type Concept struct {
	ID      string   `yaml:"id"`
	Class   string   `yaml:"class"` // question, verb, noun, adjective, number, month, other
	English []string `yaml:"en"`
	Arabic  []string `yaml:"ar"`
	French  []string `yaml:"fr"`
	Russian []string `yaml:"ru"`
	Turkish []string `yaml:"tr"`
	Persian []string `yaml:"fa"`
	Spanish []string `yaml:"es"`
	German  []string `yaml:"de"`
}

func (c *Concept) words(lang string) []string {
	switch lang {
	case "en":
		return c.English
	case "ar":
		return c.Arabic
	case "fr":
		return c.French
	case "ru":
		return c.Russian
	case "tr":
		return c.Turkish
	case "fa":
		return c.Persian
	case "es":
		return c.Spanish
	case "de":
		return c.German
	}
	return nil
}

// Languages lists the codes of the languages a Lexicon covers besides English.
var Languages = []string{"ar", "de", "es", "fa", "fr", "ru", "tr"}

// Lexicon finds concepts in texts of eight languages. The zero value knows none.
type Lexicon struct {
	roots map[string]func() *wordNode // by language, made when first used
}

// root returns the words of a language, nil when the lexicon has none.
func (l *Lexicon) root(lang string) *wordNode {
	if make := l.roots[lang]; make != nil {
		return make()
	}
	return nil
}

// wordNode is a trie over stems.
type wordNode struct {
	next     map[string]*wordNode
	concepts []*Concept
}

// Found is one place in a text that expresses a concept.
type Found struct {
	Concepts    []*Concept // more than one when the words are ambiguous
	First, Last int        // tokens [First, Last)
}

// ParseLexicon reads a lexicon: a YAML mapping with version 1 and a list of
// concepts.
func ParseLexicon(data []byte) (*Lexicon, error) {
	var file struct {
		Version  int        `yaml:"version"`
		Concepts []*Concept `yaml:"concepts"`
	}
	if err := yaml.Unmarshal(data, &file); err != nil {
		return nil, fmt.Errorf("lexicon: %w", err)
	}
	if file.Version != 1 {
		return nil, fmt.Errorf("lexicon: version %d, want 1", file.Version)
	}
	for _, c := range file.Concepts {
		if c.ID == "" || len(c.English) == 0 {
			return nil, fmt.Errorf("lexicon: a concept has no id or no English word (id %q)", c.ID)
		}
	}
	l := &Lexicon{roots: map[string]func() *wordNode{}}
	for _, lang := range append([]string{"en"}, Languages...) {
		l.roots[lang] = sync.OnceValue(func() *wordNode { return indexWords(lang, file.Concepts) })
	}
	return l, nil
}

func indexWords(lang string, concepts []*Concept) *wordNode {
	root := &wordNode{}
	for _, c := range concepts {
		for _, phrase := range c.words(lang) {
			root.add(lang, phrase, c)
		}
	}
	return root
}

func (n *wordNode) add(lang, phrase string, c *Concept) {
	tokens := text.Tokens(phrase)
	if len(tokens) == 0 {
		return
	}
	at := n
	for _, t := range tokens {
		key := wordKey(lang, t)
		if at.next == nil {
			at.next = map[string]*wordNode{}
		}
		if at.next[key] == nil {
			at.next[key] = &wordNode{}
		}
		at = at.next[key]
	}
	for _, have := range at.concepts {
		if have == c {
			return
		}
	}
	at.concepts = append(at.concepts, c)
}

func wordKey(lang string, t text.Token) string {
	switch lang {
	case "en":
		return t.Stem
	case "ar", "fa":
		return text.StemIn(lang, stripArabicPrefix(t.Fold))
	}
	return text.StemIn(lang, t.Fold)
}

// Find returns the concepts that tokens express in the language lang, in order
// and without overlap: at each place the longest phrase wins.
func (l *Lexicon) Find(lang string, tokens []text.Token) []Found {
	root := l.root(lang)
	if root == nil {
		return nil
	}
	var out []Found
	for i := 0; i < len(tokens); {
		concepts, n := root.longest(lang, tokens[i:])
		if n == 0 {
			i++
			continue
		}
		out = append(out, Found{Concepts: concepts, First: i, Last: i + n})
		i += n
	}
	return out
}

func (n *wordNode) longest(lang string, tokens []text.Token) ([]*Concept, int) {
	var best []*Concept
	length := 0
	at := n
	for i, t := range tokens {
		if at = at.next[wordKey(lang, t)]; at == nil {
			break
		}
		if len(at.concepts) > 0 {
			best, length = at.concepts, i+1
		}
	}
	return best, length
}

// Translate renders a text of another language as English words, in its order:
// names by their preferred spelling, words by the plainest English word of
// their concept, numbers as they are, words in Latin script that neither knows
// as written when they are capitalised. The share of the tokens that it
// understood is returned with it.
func (l *Lexicon) Translate(lang, s string, g *Glossary) (english string, share float64) {
	tokens := text.Tokens(s)
	if len(tokens) == 0 {
		return "", 0
	}
	names := map[int]Mention{}
	for _, m := range g.FindAny(s, tokens) {
		names[m.First] = m
	}
	words := map[int]Found{}
	for _, f := range l.Find(lang, tokens) {
		words[f.First] = f
	}
	var out []string
	known := 0
	for i := 0; i < len(tokens); {
		t := tokens[i]
		f, isWord := words[i]
		m, isName := names[i]
		switch {
		case isName && (!isWord || m.Last-m.First >= f.Last-f.First):
			name := m.Entry.Name
			if m.Via == ByAdjective {
				name = m.Entry.Adjectives[0]
			}
			out = append(out, name)
			known += m.Last - m.First
			i = m.Last
			continue
		case isWord:
			out = append(out, f.Concepts[0].English[0])
			known += f.Last - f.First
			i = f.Last
			continue
		case t.Fold[0] >= '0' && t.Fold[0] <= '9':
			out = append(out, t.Fold)
			known++
		case t.Capital && text.Script(t.Fold) == "latin" && i > 0:
			out = append(out, s[t.Start:t.End])
		case functionWords[lang][t.Fold]:
			known++
		default:
			if c := l.nearest(lang, t); c != nil {
				out = append(out, c.English[0])
				known++
			}
		}
		i++
	}
	return strings.Join(out, " "), float64(known) / float64(len(tokens))
}

// Knows reports that a word is one of the lexicon's in the language lang, an
// inflected form of one, or a word that only gives a sentence its form.
func (l *Lexicon) Knows(lang string, t text.Token) bool {
	return functionWords[lang][t.Fold] || len(l.Find(lang, []text.Token{t})) > 0 || l.nearest(lang, t) != nil
}

// nearest returns the concept of the word with which t shares most of its
// beginning: an inflected form that the stemmer does not unite with it. Nil
// when too little is shared.
func (l *Lexicon) nearest(lang string, t text.Token) *Concept {
	root := l.root(lang)
	if root == nil {
		return nil
	}
	key := []rune(wordKey(lang, t))
	var best *Concept
	most := 0
	for word, n := range root.next {
		if len(n.concepts) == 0 {
			continue
		}
		other := []rune(word)
		k := 0
		for k < len(key) && k < len(other) && key[k] == other[k] {
			k++
		}
		if k < 4 || 3*k < 2*max(len(key), len(other)) || k < most {
			continue
		}
		if k > most || n.concepts[0].ID < best.ID {
			best, most = n.concepts[0], k
		}
	}
	return best
}
