package glossary

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"rapporteur/text"
)

// An operator's file is read more strictly than the glossary in the program: a
// key that is mistyped would otherwise be a name that is never found.

// form says what the value of a key looks like.
type form int

const (
	aWord form = iota
	aList
	aNumber
	byLanguage
	theRoles
)

var entryForm = map[string]form{
	"id": aWord, "kind": aWord, "name": aWord, "stands_for": aWord, "in": aWord, "of": aWord, "series": aWord, "date": aWord, "place": aWord,
	"spellings": aList, "adjectives": aList, "exact": aList, "titles": aList, "articles": aList,
	"ordinal": aNumber, "languages": byLanguage, "roles": theRoles,
}

var roleForm = map[string]form{"title": aWord, "article": aWord, "date": aWord, "as_of": aWord, "quote": aWord}

var kinds = []string{
	string(Person), string(Country), string(City), string(Region), string(Place),
	string(Body), string(Group), string(Event), string(Outlet),
}

// readEntries reads the entries of an operator's file.
func readEntries(data []byte) ([]placed, *Mistake) {
	if len(data) > MaxFile {
		return nil, &Mistake{Text: fmt.Sprintf("more than %d bytes", MaxFile)}
	}
	if !utf8.Valid(data) {
		return nil, &Mistake{Text: "not UTF-8"}
	}
	list, mistake := entryList(data)
	if mistake != nil || list == nil {
		return nil, mistake
	}
	if len(list.Content) > maxEntries {
		return nil, &Mistake{Line: list.Line, Text: fmt.Sprintf("more than %d entries", maxEntries)}
	}
	out := make([]placed, 0, len(list.Content))
	lines := map[string]int{}
	for _, n := range list.Content {
		e, mistake := readEntry(n)
		if mistake != nil {
			return nil, mistake
		}
		if line, twice := lines[e.ID]; twice {
			return nil, &Mistake{Line: e.line, Text: fmt.Sprintf("%s is the id of the entry in line %d too", e.ID, line)}
		}
		lines[e.ID] = e.line
		out = append(out, e)
	}
	return out, nil
}

// entryList returns the list of the entries, nil when there is none.
func entryList(data []byte) (*yaml.Node, *Mistake) {
	var doc yaml.Node
	if err := yaml.Unmarshal(data, &doc); err != nil {
		return nil, malformed(err)
	}
	if len(doc.Content) == 0 || doc.Content[0].Tag == "!!null" {
		return nil, nil
	}
	top := doc.Content[0]
	if top.Kind != yaml.MappingNode {
		return nil, &Mistake{Line: top.Line, Text: `not "version: 1" and "entries:"`}
	}
	var list *yaml.Node
	version := ""
	for key, value := range pairs(top) {
		switch key.Value {
		case "version":
			version = value.Value
		case "entries":
			list = value
		default:
			return nil, &Mistake{Line: key.Line, Text: fmt.Sprintf("%q is neither version nor entries", short(key.Value))}
		}
	}
	switch {
	case version != "1":
		return nil, &Mistake{Line: top.Line, Text: fmt.Sprintf("version is %q and has to be 1", short(version))}
	case list == nil || list.Tag == "!!null":
		return nil, nil
	case list.Kind != yaml.SequenceNode:
		return nil, &Mistake{Line: list.Line, Text: "entries is not a list"}
	}
	return list, nil
}

// malformed says where data is no YAML.
func malformed(err error) *Mistake {
	found := yamlLine.FindStringSubmatch(err.Error())
	if found == nil {
		return &Mistake{Text: "not YAML: " + strings.TrimPrefix(err.Error(), "yaml: ")}
	}
	line, _ := strconv.Atoi(found[1])
	return &Mistake{Line: line, Text: "not YAML: " + found[2]}
}

var yamlLine = regexp.MustCompile(`line (\d+): (.*)`)

// pairs goes over the keys and values of a mapping.
func pairs(n *yaml.Node) func(func(key, value *yaml.Node) bool) {
	return func(yield func(key, value *yaml.Node) bool) {
		for i := 0; i+1 < len(n.Content); i += 2 {
			if !yield(n.Content[i], n.Content[i+1]) {
				return
			}
		}
	}
}

func readEntry(n *yaml.Node) (placed, *Mistake) {
	out := placed{line: n.Line}
	if mistake := conforms(n, entryForm, "an entry"); mistake != nil {
		return out, mistake
	}
	if err := n.Decode(&out.Entry); err != nil {
		return out, malformed(err)
	}
	if mistake := out.check(); mistake != "" {
		return out, &Mistake{Line: n.Line, Text: mistake}
	}
	return out, nil
}

// conforms checks that n is a mapping whose keys and values are as in known.
func conforms(n *yaml.Node, known map[string]form, what string) *Mistake {
	if n.Kind != yaml.MappingNode {
		return &Mistake{Line: n.Line, Text: fmt.Sprintf("%s is not of the form \"key: value\"", what)}
	}
	seen := map[string]bool{}
	for key, value := range pairs(n) {
		want, ok := known[key.Value]
		switch {
		case !ok:
			return &Mistake{Line: key.Line, Text: fmt.Sprintf("%s has no key %q", what, short(key.Value))}
		case seen[key.Value]:
			return &Mistake{Line: key.Line, Text: key.Value + " is there twice"}
		case value.Tag == "!!null":
			continue
		}
		seen[key.Value] = true
		if mistake := want.fits(value); mistake != "" {
			return &Mistake{Line: value.Line, Text: key.Value + " " + mistake}
		}
		if want == theRoles {
			for _, role := range value.Content {
				if mistake := conforms(role, roleForm, "a role"); mistake != nil {
					return mistake
				}
			}
		}
	}
	return nil
}

// fits returns what is wrong with a value, "" when it has the form.
func (f form) fits(n *yaml.Node) string {
	switch f {
	case aWord:
		return isWord(n)
	case aNumber:
		if _, err := strconv.ParseUint(n.Value, 10, 16); err != nil || n.Kind != yaml.ScalarNode {
			return "is not a whole number"
		}
	case byLanguage:
		if n.Kind != yaml.MappingNode {
			return "is not of the form \"fr: [names]\""
		}
		for _, value := range pairs(n) {
			if mistake := aList.fits(value); mistake != "" {
				return mistake
			}
		}
	default:
		if n.Kind != yaml.SequenceNode {
			return "is not a list such as [one, another]"
		}
		if f == theRoles {
			return ""
		}
		for _, item := range n.Content {
			if mistake := isWord(item); mistake != "" {
				return "has an item that " + mistake
			}
		}
	}
	return ""
}

func isWord(n *yaml.Node) string {
	switch {
	case n.Kind == yaml.AliasNode:
		return "refers to another place of the file, which is not done here"
	case n.Kind != yaml.ScalarNode || n.Tag == "!!null":
		return "is not a word or words"
	case len(n.Value) > maxValue:
		return fmt.Sprintf("is longer than %d bytes", maxValue)
	}
	return ""
}

// check returns what is wrong with an entry that was read, "" for nothing.
func (e *placed) check() string {
	switch {
	case !goodID.MatchString(e.ID):
		return fmt.Sprintf("an entry's id is lower-case letters, digits and hyphens, and not %q", short(e.ID))
	case e.Name != "" && e.Kind == "" || e.Kind != "" && !slices.Contains(kinds, string(e.Kind)):
		return fmt.Sprintf("%s has the kind %q, which is none of %s", e.ID, short(string(e.Kind)), strings.Join(kinds, ", "))
	}
	lists := [][]string{e.Spellings, e.Adjectives, e.Exact, e.Titles}
	if e.Name != "" {
		lists = append(lists, []string{e.Name})
	}
	for _, names := range e.Languages {
		lists = append(lists, names)
	}
	for _, name := range slices.Concat(lists...) {
		if err := goodName(name); err != nil {
			return fmt.Sprintf("%s: %s", e.ID, err)
		}
	}
	return ""
}

var goodID = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{0,199}$`)

// goodName returns why a name could never be found, or would be found
// everywhere.
func goodName(name string) error {
	tokens := text.Tokens(name)
	switch {
	case len(tokens) == 0:
		return fmt.Errorf("the name %q has no letter", short(name))
	case len(name) > maxName:
		return fmt.Errorf("the name %q is longer than %d bytes", short(name), maxName)
	case len(tokens) == 1 && tokens[0].Stop:
		return errors.New(name + " is a word of every sentence, and cannot be a name")
	}
	return nil
}

// short returns the beginning of what a message quotes.
func short(s string) string {
	s = text.OneLine(s)
	if r := []rune(s); len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return s
}
