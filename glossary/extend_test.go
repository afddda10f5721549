package glossary_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rapporteur/glossary"
	"rapporteur/seeds"
)

func cityGlossary(t testing.TB) *glossary.Glossary {
	t.Helper()
	g, err := glossary.Parse([]byte(city))
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func TestExtend(t *testing.T) {
	for _, tt := range []struct{ name, file, in, want string }{
		{
			"a new entry", "version: 1\nentries:\n  - {id: harrowby, kind: city, name: Harrowby, in: norland}\n",
			"Harrowby and Velmora", "harrowby=Harrowby; velmora=Velmora",
		},
		{
			"one in the place of another", "version: 1\nentries:\n  - {id: dora-linnet, kind: person, name: Dora L.}\n",
			"Dora L, Linnet, mayor of Velmora", "dora-linnet=Dora L; velmora=Velmora",
		},
		{
			"one without a name adds", "version: 1\nentries:\n  - {id: dora-linnet, spellings: [Lynnet], titles: [mayoress]}\n",
			"Lynnet, Linnet, the mayoress", "dora-linnet=Lynnet; dora-linnet=Linnet; dora-linnet=mayoress (title)",
		},
		{
			"a name that another entry has", "version: 1\nentries:\n  - {id: lake, kind: place, name: Lake Velmora, spellings: [Velmora]}\n",
			"Velmora", "lake=Velmora",
		},
		{"letters in capitals only", "version: 1\nentries:\n  - {id: dora-linnet, exact: [IT]}\n", "IT is it", "dora-linnet=IT"},
		{"comments only", "# nothing yet\n", "Velmora", "velmora=Velmora"},
		{"nothing", "", "Velmora", "velmora=Velmora"},
		{"no entries", "version: 1\nentries:\n", "Velmora", "velmora=Velmora"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			g, err := cityGlossary(t).Extend("own.yaml", []byte(tt.file))
			if err != nil {
				t.Fatal(err)
			}
			if got := mentions(tt.in, g.Find); got != tt.want {
				t.Errorf("Find(%q) = %s, want %s", tt.in, got, tt.want)
			}
		})
	}
}

func TestExtendAddsNamesInOtherLanguages(t *testing.T) {
	g, err := cityGlossary(t).Extend("own.yaml", []byte("version: 1\nentries:\n  - {id: dora-linnet, languages: {ru: [Лина]}}\n"))
	if err != nil {
		t.Fatal(err)
	}
	if got, want := mentions("Лина и Дора Линнет", g.FindAny), "dora-linnet=Лина; dora-linnet=Дора Линнет"; got != want {
		t.Errorf("FindAny = %s, want %s", got, want)
	}
}

func TestExtendLeavesTheGlossaryAsItWas(t *testing.T) {
	g := cityGlossary(t)
	more, err := g.Extend("own.yaml", []byte("version: 1\nentries:\n  - {id: dora-linnet, spellings: [Lynnet]}\n  - {id: harrowby, kind: city, name: Harrowby}\n"))
	if err != nil {
		t.Fatal(err)
	}
	if got := mentions("Lynnet of Harrowby", g.Find); got != "" {
		t.Errorf("the first glossary finds %s", got)
	}
	if g.Entry("harrowby") != nil || slices.Contains(g.Entry("dora-linnet").Spellings, "Lynnet") {
		t.Error("the first glossary has what was added to the second")
	}
	if want := len(g.Entries()) + 1; len(more.Entries()) != want {
		t.Errorf("%d entries, want %d", len(more.Entries()), want)
	}
}

func TestSources(t *testing.T) {
	g := cityGlossary(t)
	for _, file := range []struct{ name, data string }{
		{"one.yaml", "version: 1\nentries:\n  - {id: dora-linnet, spellings: [Lynnet]}\n  - {id: velmora, kind: city, name: Velmora}\n"},
		{"two.yaml", "version: 1\nentries:\n  - {id: dora-linnet, spellings: [Lynette]}\n  - {id: velmora, kind: city, name: New Velmora}\n"},
	} {
		var err error
		if g, err = g.Extend(file.name, []byte(file.data)); err != nil {
			t.Fatal(err)
		}
	}
	for id, want := range map[string][]string{
		"dora-linnet": {"one.yaml", "two.yaml"},
		"velmora":     {"two.yaml"},
		"norland":     nil,
	} {
		if diff := cmp.Diff(want, g.Sources(id)); diff != "" {
			t.Errorf("Sources(%q) (-want +got):\n%s", id, diff)
		}
	}
}

func TestExtendMistakes(t *testing.T) {
	const head = "version: 1\nentries:\n"
	for _, tt := range []struct{ name, file, want string }{
		{"no YAML", "version: [", "own.yaml, line 1: not YAML"},
		{"a list", "- a\n", `own.yaml, line 1: not "version: 1"`},
		{"no version", "entries: []\n", `own.yaml, line 1: version is ""`},
		{"another version", "version: 2\nentries: []\n", `own.yaml, line 1: version is "2"`},
		{"another key", "version: 1\nentires: []\n", `own.yaml, line 2: "entires" is neither`},
		{"no list", "version: 1\nentries: a\n", "own.yaml, line 2: entries is not a list"},
		{"an entry that is a word", head + "  - a\n", "own.yaml, line 3: an entry is not of the form"},
		{"a mistyped key", head + "  - id: a\n    kind: city\n    nam: A\n", `own.yaml, line 5: an entry has no key "nam"`},
		{"a key twice", head + "  - id: a\n    kind: city\n    kind: city\n", "own.yaml, line 5: kind is there twice"},
		{"no id", head + "  - {kind: city, name: A}\n", "own.yaml, line 3: an entry's id"},
		{"an id with capitals", head + "  - {id: Ab, kind: city, name: Ab}\n", `not "Ab"`},
		{"an unknown kind", head + "  - {id: ab, kind: town, name: Ab}\n", `ab has the kind "town", which is none of person, country`},
		{"no kind", head + "  - {id: ab, name: Ab}\n", `ab has the kind "", which is none`},
		{"no name", head + "  - {id: ab, kind: city}\n", "own.yaml, line 3: ab has no name, and there is no other entry"},
		{"one id twice", head + "  - {id: ab, kind: city, name: Ab}\n  - {id: ab, kind: city, name: Ba}\n", "own.yaml, line 4: ab is the id of the entry in line 3 too"},
		{"a word for a list", head + "  - {id: ab, kind: city, name: Ab, spellings: Ba}\n", "spellings is not a list"},
		{"a list for a word", head + "  - {id: ab, kind: city, name: [Ab]}\n", "name is not a word"},
		{"a list in a list", head + "  - {id: ab, kind: city, name: Ab, spellings: [[Ba]]}\n", "spellings has an item"},
		{"a word for languages", head + "  - {id: ab, kind: city, name: Ab, languages: ru}\n", "languages is not of the form"},
		{"an ordinal in words", head + "  - {id: ab, kind: event, name: Ab, ordinal: first}\n", "ordinal is not a whole number"},
		{"a role with another key", head + "  - id: ab\n    kind: person\n    name: Ab\n    roles:\n      - {titel: mayor}\n", `own.yaml, line 7: a role has no key "titel"`},
		{"a name that is every word", head + "  - {id: ab, kind: person, name: Ab, spellings: [the]}\n", "ab: the is a word of every sentence"},
		{"a name without letters", head + "  - {id: ab, kind: person, name: '!!'}\n", "has no letter"},
		{"a long name", head + "  - {id: ab, kind: person, name: " + strings.Repeat("a", 300) + "}\n", "is longer than 200 bytes"},
		{"an entry that is not there", head + "  - {id: ab, kind: city, name: Ab, in: nowhere}\n", `own.yaml, line 3: ab is in "nowhere", and no entry has this id`},
		{"an alias", head + "  - {id: ab, kind: city, name: Ab, spellings: &s [Ba]}\n  - {id: cd, kind: city, name: Cd, spellings: *s}\n", "own.yaml, line 4: spellings"},
		{"too much", "#" + strings.Repeat("a", glossary.MaxFile), "own.yaml: more than"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			g, err := cityGlossary(t).Extend("own.yaml", []byte(tt.file))
			var mistake *glossary.Mistake
			if g != nil || !errors.As(err, &mistake) {
				t.Fatalf("Extend = %v, %v, want a Mistake", g, err)
			}
			if got := err.Error(); !strings.Contains(got, tt.want) || strings.Contains(got, "\n") {
				t.Errorf("Extend: %s, want one line with %s", got, tt.want)
			}
		})
	}
}

// What the program brings is in the form that an operator's file has to have.
func TestSeedsAreAnOperatorsFile(t *testing.T) {
	g, err := (&glossary.Glossary{}).Extend("seeds", seeds.Glossary())
	if err != nil {
		t.Fatal(err)
	}
	if got, want := len(g.Entries()), len(seeded().Entries()); got != want {
		t.Errorf("%d entries, want %d", got, want)
	}
}

// Roles are read by people: the same names are found with them and without.
func TestRolesAreNoNames(t *testing.T) {
	g, err := cityGlossary(t).Extend("own.yaml", []byte("version: 1\nentries:\n  - id: dora-linnet\n    roles:\n      - {title: chief driver, article: a, as_of: 2020-01-01, quote: the chief driver}\n"))
	if err != nil {
		t.Fatal(err)
	}
	if got := mentions("the chief driver of the tram", g.Find); got != "" {
		t.Errorf("a role is found as %s", got)
	}
	if roles := g.Entry("dora-linnet").Roles; len(roles) != 1 || roles[0].Title != "chief driver" {
		t.Errorf("the roles are %+v", roles)
	}
}

func FuzzExtend(f *testing.F) {
	f.Add([]byte(city))
	f.Add([]byte("version: 1\nentries:\n  - {id: dora-linnet, spellings: [Lynnet], roles: [{title: a}]}\n"))
	f.Add([]byte("version: 1\nentries: [&a {id: b, kind: city, name: *a}]"))
	f.Fuzz(func(t *testing.T, data []byte) {
		g, err := cityGlossary(t).Extend("own.yaml", data)
		if (g == nil) == (err == nil) {
			t.Fatalf("Extend(%q) = %v, %v", data, g, err)
		}
		if err != nil {
			return
		}
		// What is taken can be added to, and is taken again.
		more, err := glossary.Add(data, []glossary.Entry{{ID: "added", Kind: glossary.City, Name: "Added", Spellings: []string{"Addit"}}})
		if err != nil {
			t.Fatalf("Add(%q): %v", data, err)
		}
		again, err := cityGlossary(t).Extend("own.yaml", more)
		if err != nil {
			t.Fatalf("Add(%q) = %q: %v", data, more, err)
		}
		if want := len(g.Entries()); len(again.Entries()) < want {
			t.Errorf("%d entries after Add, want %d or more", len(again.Entries()), want)
		}
	})
}
