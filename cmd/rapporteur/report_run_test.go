package main

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestSidesOfAComparison(t *testing.T) {
	type pair struct{ A, B string }
	for _, test := range []struct {
		name  string
		words []string
		want  pair // empty when they are not two
	}{
		{"two words", []string{"Iran", "Turkey"}, pair{"Iran", "Turkey"}},
		{"two texts", []string{"first Astana round", "eighth Astana round"}, pair{"first Astana round", "eighth Astana round"}},
		{"two texts that hold the word between", []string{"Trinidad and Tobago", "Iran"}, pair{"Trinidad and Tobago", "Iran"}},
		{"and between", []string{"Iran", "and", "Turkey"}, pair{"Iran", "Turkey"}},
		{"capitals", []string{"Iran", "AND", "Turkey"}, pair{"Iran", "Turkey"}},
		{"words of a line", []string{"first", "Astana", "round", "vs", "eighth", "Astana", "round"}, pair{"first Astana round", "eighth Astana round"}},
		{"one text", []string{"Iran and Turkey"}, pair{"Iran", "Turkey"}},
		{"texts and a word between", []string{"first round", "with", "eighth round"}, pair{"first round", "eighth round"}},
		{"a bar beats and", []string{"Iran", "and", "Russia", "|", "Turkey"}, pair{"Iran and Russia", "Turkey"}},
		{"a bar without spaces", []string{"Iran|Turkey"}, pair{"Iran", "Turkey"}},
		{"versus beats and", []string{"Iran and Russia vs. Turkey"}, pair{"Iran and Russia", "Turkey"}},
		{"nothing", nil, pair{}},
		{"one side", []string{"Iran"}, pair{}},
		{"an empty side", []string{"Iran", " "}, pair{}},
		{"nothing after and", []string{"Iran", "and"}, pair{}},
		{"nothing before and", []string{"and", "Iran"}, pair{}},
		{"three sides", []string{"Iran", "and", "Turkey", "and", "Russia"}, pair{}},
		{"three words without a sign", []string{"Iran", "Turkey", "Russia"}, pair{}},
	} {
		a, b, ok := sides(test.words)
		if !ok {
			a, b = "", ""
		}
		if got := (pair{a, b}); got != test.want || ok != (got != pair{}) {
			t.Errorf("%s: sides(%q) = %q, %v, want %q", test.name, test.words, got, ok, test.want)
		}
	}
}

func TestWordsOfALineOfChat(t *testing.T) {
	for _, test := range []struct {
		in   string
		want []string
	}{
		{"", nil},
		{"  Kerry   --about Assad ", []string{"Kerry", "--about", "Assad"}},
		{`--speaker "John Kerry" --about Iran`, []string{"--speaker", "John Kerry", "--about", "Iran"}},
		{"--speaker “Staffan de Mistura”", []string{"--speaker", "Staffan de Mistura"}},
		{`--about="safe zones"`, []string{"--about=safe zones"}},
		{"Russia's role", []string{"Russia's", "role"}},
		{`"" x`, []string{"", "x"}},
		{`"never closed --from x`, []string{"never closed --from x"}},
	} {
		if diff := cmp.Diff(test.want, chatWords(test.in)); diff != "" {
			t.Errorf("chatWords(%q) (-want +got):\n%s", test.in, diff)
		}
	}
}

func TestLinesAreDrawnAsTheLocaleAllows(t *testing.T) {
	for _, test := range []struct {
		env  map[string]string
		want bool
	}{
		{map[string]string{"LANG": "en_GB.UTF-8"}, true},
		{map[string]string{"LANG": "C.utf8"}, true},
		{map[string]string{"LANG": "C"}, false},
		{map[string]string{"LANG": "en_GB.UTF-8", "LC_ALL": "C"}, false},
		{map[string]string{"LANG": "C", "LC_CTYPE": "de_DE.UTF-8"}, true},
		{map[string]string{"LANG": "de_DE.UTF-8", "LC_ALL": ""}, true},
		{map[string]string{"LANG": "de_DE.ISO-8859-1"}, false},
	} {
		a := &app{lookupEnv: func(name string) (string, bool) { v, ok := test.env[name]; return v, ok }}
		if got := a.utf8Locale(); got != test.want {
			t.Errorf("locale of %v is UTF-8: %v, want %v", test.env, got, test.want)
		}
	}
}

func TestTextsBrokenForTheirWidthAreJoined(t *testing.T) {
	wide := "The delegations met in Vienna for two days of talks with"
	for _, test := range []struct{ name, in, want string }{
		{"nothing", "", ""},
		{"a small letter goes on", "The talks\nfailed.", "The talks failed."},
		{"Windows", "The talks\r\nfailed.\r\n", "The talks failed.\n"},
		{"a long line goes on with a name", wide + "\nRussia.", wide + " Russia."},
		{"a short line ends", "Vienna\nRussia was there.", "Vienna\nRussia was there."},
		{"a sentence ends", "The talks failed.\nalso here", "The talks failed.\nalso here"},
		{"an empty line parts", wide + "\n\nrussia", wide + "\n\nrussia"},
		{"points of a list stay", wide + "\n- russia\n> iran", wide + "\n- russia\n> iran"},
	} {
		if got := unwrapped(test.in); got != test.want {
			t.Errorf("%s: unwrapped(%q) = %q, want %q", test.name, test.in, got, test.want)
		}
	}
}
