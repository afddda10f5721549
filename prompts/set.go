package prompts

import (
	"embed"
	"fmt"
	"maps"
	"slices"
	"strings"
	"text/template"
)

// suffix ends the name of every template.
const suffix = ".tmpl"

//go:embed templates/*.tmpl
var embedded embed.FS

// Set renders the prompts. It is safe for concurrent use.
type Set struct {
	templates map[string]*template.Template // by file name; never changed after making
}

// Default returns the embedded templates. It panics only on a bug in them.
func Default() *Set {
	s, err := loadEmbedded()
	if err != nil {
		panic(err)
	}
	return s
}

func loadEmbedded() (*Set, error) {
	entries, err := embedded.ReadDir("templates")
	if err != nil {
		return nil, err
	}
	s := &Set{templates: map[string]*template.Template{}}
	for _, e := range entries {
		text, err := embedded.ReadFile("templates/" + e.Name())
		if err != nil {
			return nil, err
		}
		if err := s.add(e.Name(), string(text)); err != nil {
			return nil, err
		}
	}
	return s, nil
}

// Names returns the file names of all templates, sorted.
func (s *Set) Names() []string { return slices.Sorted(maps.Keys(s.templates)) }

// add parses the template name, tries it on samples and puts it in the place of
// the one it had.
func (s *Set) add(name, text string) error {
	t, err := template.New(name).Option("missingkey=error").Parse(text)
	if err != nil {
		return plain(err)
	}
	if err := check(t); err != nil {
		return err
	}
	s.templates[name] = t
	return nil
}

func (s *Set) execute(name string, view any) (string, error) { return execute(s.templates[name], view) }

func execute(t *template.Template, view any) (string, error) {
	var b strings.Builder
	if err := t.Execute(&b, view); err != nil {
		return "", plain(err)
	}
	return strings.TrimSpace(b.String()), nil
}

// plain says what the template library says of a broken template without its
// preambles: "answer.user.tmpl:3: unclosed action".
func plain(err error) error {
	where, what, ok := strings.Cut(strings.TrimPrefix(err.Error(), "template: "), ": ")
	if !ok {
		return err
	}
	if _, after, ok := strings.Cut(what, ">: "); ok { // executing "x" at <.y>:
		what = after
	}
	if _, after, ok := strings.Cut(what, "can't evaluate field "); ok {
		field, _, _ := strings.Cut(after, " ")
		what = "there is no field " + field + " here"
	}
	return fmt.Errorf("%s: %s", where, what)
}
