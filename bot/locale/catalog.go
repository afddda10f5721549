package locale

import (
	"embed"
	"fmt"
	"strings"
	"sync"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"github.com/nicksnyder/go-i18n/v2/i18n/template"
	"go.yaml.in/yaml/v3"
	"golang.org/x/text/language"
)

//go:embed texts/*.yaml
var files embed.FS

// catalog is what the files hold.
type catalog struct {
	keys   map[string]bool
	spoken map[string]*Texts
}

// load reads the files when a text is first wanted, and panics when one is
// broken, which no built program is whose tests have passed.
var load = sync.OnceValue(func() *catalog {
	bundle := i18n.NewBundle(language.English)
	bundle.RegisterUnmarshalFunc("yaml", yaml.Unmarshal)
	c := &catalog{keys: map[string]bool{}, spoken: map[string]*Texts{}}
	names, err := files.ReadDir("texts")
	if err != nil {
		panic(err)
	}
	for _, entry := range names {
		file := parse(bundle, entry.Name())
		code := strings.TrimSuffix(entry.Name(), ".yaml")
		c.spoken[code] = &Texts{code, i18n.NewLocalizer(bundle, code)}
		if code != english {
			continue
		}
		for _, m := range file.Messages {
			c.keys[m.ID] = true
		}
	}
	return c
})

func parse(bundle *i18n.Bundle, name string) *i18n.MessageFile {
	data, err := files.ReadFile("texts/" + name)
	if err != nil {
		panic(err)
	}
	file, err := bundle.ParseMessageFileBytes(data, name)
	if err != nil {
		panic(fmt.Errorf("texts/%s: %w", name, err))
	}
	return file
}

// braces parses texts with {name} in them. It is used in place of text/template
// so that whoever translates meets nothing but names.
type braces struct{}

// Cacheable says that a text need be parsed only once.
func (braces) Cacheable() bool { return true }

// Parse cuts the text into literals and names, which alternate.
func (braces) Parse(text, _, _ string) (template.ParsedTemplate, error) {
	var p pieces
	for {
		before, rest, open := strings.Cut(text, "{")
		name, after, closed := strings.Cut(rest, "}")
		if !open || !closed {
			return append(p, text), nil
		}
		p = append(p, before, name)
		text = after
	}
}

// pieces are literals at even places and names at odd ones.
type pieces []string

// scope is where names get their values from.
type scope struct {
	texts  *Texts
	values values
}

// Execute fills in the names. One without a value stays as it is written.
func (p pieces) Execute(data any) (string, error) {
	s := data.(scope)
	var b strings.Builder
	for i, piece := range p {
		value, given := s.values[piece]
		switch {
		case i%2 == 0:
			b.WriteString(piece)
		case given:
			fmt.Fprint(&b, value)
		case strings.Contains(piece, "."):
			b.WriteString(s.texts.say(piece, s.values))
		default:
			b.WriteString("{" + piece + "}")
		}
	}
	return b.String(), nil
}
