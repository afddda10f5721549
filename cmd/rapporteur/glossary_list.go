package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"rapporteur/glossary"
	"rapporteur/text"
)

const glossaryHelp = `List the names that are known: people, places, bodies, rounds of talks. The
glossary says which strings mean the same; it adds no fact to any answer.

There is a built-in glossary. With --data, glossary.yaml in that folder extends
it; with --glossary FILE, that file extends both. An entry there whose id is new
is added; one with a known id takes the place of the known entry or, when it has
no name, adds its spellings to it:

  version: 1
  entries:
    - id: dora-linnet
      kind: person            # person, country, city, region, place, body, group, event or outlet
      name: Dora Linnet
      spellings: [Linnet]
      exact: [DL]             # found in capitals only
    - id: sergei-lavrov       # no name: it adds to the entry that is there
      spellings: [Lavrow]

All keys are those of seeds/glossary.yaml. A mistake in the file of --glossary
ends the program; with one in --data, the file is left out with a warning. A
change takes effect when the program is started next.`

const glossaryExamples = `  rapporteur glossary
  rapporteur glossary Lavrov
  rapporteur glossary suggest --corpus ./articles
  rapporteur glossary accept --corpus ./articles --data ./data "Dora Linnet"`

func newGlossary(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:     "glossary [NAME…]",
		Short:   "List the names that are known; suggest and accept new ones",
		Long:    glossaryHelp,
		Example: glossaryExamples,
		Args:    cobra.ArbitraryArgs,
		RunE:    func(_ *cobra.Command, names []string) error { return a.listGlossary(joined(names)) },
	}
	cmd.AddCommand(newGlossarySuggest(a), newGlossaryAccept(a))
	return cmd
}

// entryJSON is an entry as glossary --json prints it.
type entryJSON struct {
	ID        string     `json:"id"`
	Kind      string     `json:"kind"`
	Name      string     `json:"name"`
	Spellings []string   `json:"spellings"`
	Exact     []string   `json:"exact"`
	Titles    []string   `json:"titles"`
	Roles     []roleJSON `json:"roles"`
	From      []string   `json:"from"` // files; none for a built-in entry
}

type roleJSON struct {
	Title   string `json:"title"`
	Article string `json:"article"`
	Date    string `json:"date"`  // that the article states with it
	AsOf    string `json:"as_of"` // date of the article
	Quote   string `json:"quote"`
}

// listGlossary prints the entries in effect; those that name names, when it
// holds a word.
func (a *app) listGlossary(name string) error {
	g, err := a.glossary()
	if err != nil {
		return err
	}
	entries := g.Entries()
	if name != "" {
		entries = named(g, name)
	}
	if a.json {
		out := make([]entryJSON, len(entries))
		for i, e := range entries {
			out[i] = entryOf(g, e)
		}
		return printJSON(a.stdout, out)
	}
	if len(entries) == 0 {
		return a.say("The glossary has no " + name + ".\n")
	}
	return a.say(a.screen().entries(g, entries))
}

func (a *app) say(s string) error {
	_, err := fmt.Fprint(a.stdout, printable(s))
	return err
}

// named returns the entries that have the id, or are named in s.
func named(g *glossary.Glossary, s string) []*glossary.Entry {
	if e := g.Entry(s); e != nil {
		return []*glossary.Entry{e}
	}
	var out []*glossary.Entry
	for _, m := range g.FindAny(s, text.Tokens(s)) {
		out = append(out, m.Entry)
	}
	return out
}

func entryOf(g *glossary.Glossary, e *glossary.Entry) entryJSON {
	out := entryJSON{
		ID: e.ID, Kind: string(e.Kind), Name: e.Name, Spellings: filled(e.Spellings), Exact: filled(e.Exact), Titles: filled(e.Titles),
		Roles: make([]roleJSON, len(e.Roles)), From: filled(g.Sources(e.ID)),
	}
	for i, r := range e.Roles {
		out.Roles[i] = roleJSON(r)
	}
	return out
}

// filled returns list, and an empty list for nil, which JSON tells apart.
func filled(list []string) []string {
	if list == nil {
		return []string{}
	}
	return list
}

// entries returns the list of entries, with all names where it is short.
func (s screen) entries(g *glossary.Glossary, entries []*glossary.Entry) string {
	var b strings.Builder
	builtIn := 0
	for _, e := range entries {
		from := strings.Join(g.Sources(e.ID), ", ")
		if from == "" {
			builtIn++
			from = "built in"
		}
		b.WriteString(s.as(bold, oneLine(e.ID)) + s.as(dim, fmt.Sprintf("  %s, %s", e.Kind, oneLine(from))) + "\n")
		b.WriteString(s.wrap(oneLine(strings.Join(append([]string{e.Name}, names(e)...), ", ")), "  ", "  ") + "\n")
	}
	fmt.Fprintf(&b, "\n%d of %s, %d of them built in\n", len(entries), plural(len(g.Entries()), "name"), builtIn)
	return b.String()
}

func names(e *glossary.Entry) []string {
	var out []string
	out = append(out, e.Spellings...)
	out = append(out, e.Exact...)
	return append(out, e.Titles...)
}
