package glossary_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rapporteur/glossary"
)

var linnet = glossary.Entry{
	ID: "dora-linnet", Kind: glossary.Person, Name: "Dora Linnet", Spellings: []string{"Linnet", "True"}, Exact: []string{"DL"},
	Roles: []glossary.Role{{Title: "mayor: of Velmora", Article: "a", AsOf: "2020-01-01", Quote: "“Yes”, said Dora Linnet, the mayor: of Velmora."}},
}

func TestAdd(t *testing.T) {
	for _, tt := range []struct{ name, file, want string }{
		{
			"beside what is there",
			"# my names\nversion: 1\nentries:\n  # the town\n  - id: velmora # where I live\n    kind: city\n    name: Velmora\n  # the end\n",
			"# my names\nversion: 1\nentries:\n  # the town\n  - id: velmora # where I live\n    kind: city\n    name: Velmora\n" + linnetYAML + "# the end\n",
		},
		{
			"to an entry that is there",
			"version: 1\nentries:\n  - id: dora-linnet # me\n    kind: person\n    name: D. Linnet\n    spellings: [Linnet]\n    of: velmora\n",
			"version: 1\nentries:\n  - id: dora-linnet # me\n    kind: person\n    name: D. Linnet\n    spellings: [Linnet, \"True\"]\n    of: velmora\n    exact: [DL]\n" + rolesYAML,
		},
		{"to an empty list", "version: 1\nentries: []\n", "version: 1\nentries:\n" + linnetYAML},
		{"to no list", "version: 1\n", "version: 1\nentries:\n" + linnetYAML},
		{"to comments", "# nothing yet\n", "# nothing yet\n\nversion: 1\nentries:\n" + linnetYAML},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := glossary.Add([]byte(tt.file), []glossary.Entry{linnet})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, string(got)); diff != "" {
				t.Errorf("Add (-want +got):\n%s", diff)
			}
			again, err := glossary.Add(got, []glossary.Entry{linnet})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(got), string(again)); diff != "" {
				t.Errorf("adding it again changes the file (-want +got):\n%s", diff)
			}
		})
	}
}

const (
	rolesYAML = `    roles:
      - title: 'mayor: of Velmora'
        article: a
        as_of: "2020-01-01"
        quote: '“Yes”, said Dora Linnet, the mayor: of Velmora.'
`
	linnetYAML = `  - id: dora-linnet
    kind: person
    name: Dora Linnet
    spellings: [Linnet, "True"]
    exact: [DL]
` + rolesYAML
)

func TestAddMakesAFile(t *testing.T) {
	data, err := glossary.Add(nil, []glossary.Entry{linnet})
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(string(data), "# ") {
		t.Errorf("a new file does not say what it is:\n%s", data)
	}
	g, err := (&glossary.Glossary{}).Extend("new", data)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(&linnet, g.Entry("dora-linnet")); diff != "" {
		t.Errorf("what was added is read as (-want +got):\n%s", diff)
	}
}

func TestAddMistakes(t *testing.T) {
	for _, tt := range []struct {
		name, file string
		add        glossary.Entry
	}{
		{"a file with a mistake", "version: 1\nentries: 7\n", linnet},
		{"an entry that cannot be read back", "", glossary.Entry{ID: "No Id", Name: "N", Kind: glossary.City}},
	} {
		if got, err := glossary.Add([]byte(tt.file), []glossary.Entry{tt.add}); err == nil || got != nil {
			t.Errorf("%s: Add = %q, %v, want an error", tt.name, got, err)
		}
	}
}
