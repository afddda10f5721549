package locale_test

import (
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"go.yaml.in/yaml/v3"

	"rapporteur/bot/locale"
)

// forms are the plural forms that whole numbers take in each language. French
// and Spanish have another one for millions, which differs only where they are
// written in words ("un million d'articles"): we write digits.
var forms = map[string][]string{
	"ar": {"few", "many", "one", "other", "two", "zero"},
	"de": {"one", "other"},
	"en": {"one", "other"},
	"es": {"one", "other"},
	"fr": {"one", "other"},
	"ru": {"few", "many", "one", "other"},
	"tr": {"one", "other"},
}

// entry is a text as its file has it: one form by the name of "", or several.
type entry map[string]string

// UnmarshalYAML reads a text or a mapping of forms.
func (e *entry) UnmarshalYAML(node *yaml.Node) error {
	if node.Kind == yaml.MappingNode {
		return node.Decode((*map[string]string)(e))
	}
	*e = entry{"": node.Value}
	return nil
}

// read returns the texts by language and key.
func read(t *testing.T) map[string]map[string]entry {
	t.Helper()
	all := map[string]map[string]entry{}
	for language := range forms {
		data, err := os.ReadFile(filepath.Join("texts", language+".yaml"))
		if err != nil {
			t.Fatal(err)
		}
		texts := map[string]entry{}
		if err := yaml.Unmarshal(data, &texts); err != nil {
			t.Fatalf("texts/%s.yaml: %v", language, err)
		}
		all[language] = texts
	}
	return all
}

// arguments returns the names in braces of all forms of a text, sorted.
func (e entry) arguments() []string {
	var names []string
	for _, text := range e {
		for _, m := range braced.FindAllStringSubmatch(text, -1) {
			names = append(names, m[1])
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

var braced = regexp.MustCompile(`\{([^{}]*)\}`)

func TestEveryLanguageSaysEverything(t *testing.T) {
	all := read(t)
	english := slices.Sorted(maps.Keys(all["en"]))
	if diff := cmp.Diff(english, locale.Keys()); diff != "" {
		t.Errorf("Keys() are not those of texts/en.yaml (-file +Keys):\n%s", diff)
	}
	for language, texts := range all {
		if diff := cmp.Diff(english, slices.Sorted(maps.Keys(texts))); diff != "" {
			t.Errorf("keys of %s (-English +%s):\n%s", language, language, diff)
		}
		for key, e := range texts {
			want := []string{""}
			if len(all["en"][key]) > 1 {
				want = forms[language]
			}
			if diff := cmp.Diff(want, slices.Sorted(maps.Keys(e))); diff != "" {
				t.Errorf("%s: forms of %s (-want +got):\n%s", language, key, diff)
			}
		}
	}
}

func TestTheSameArgumentsInEveryLanguage(t *testing.T) {
	all := read(t)
	simple := regexp.MustCompile(`^[a-z]+$`)
	for key, e := range all["en"] {
		for _, name := range e.arguments() {
			if strings.Contains(name, ".") && all["en"][name] == nil || !strings.Contains(name, ".") && !simple.MatchString(name) {
				t.Errorf("%s has {%s}, which is neither a key nor a name", key, name)
			}
		}
		for language, texts := range all {
			if diff := cmp.Diff(e.arguments(), texts[key].arguments()); diff != "" {
				t.Errorf("arguments of %s (-English +%s):\n%s", key, language, diff)
			}
		}
	}
}

// Only numbers that the word itself tells may be left out: one article, two of
// them, none.
func TestFormsTellTheirNumber(t *testing.T) {
	for language, texts := range read(t) {
		for key, e := range texts {
			if !strings.Contains(e["other"], "{n}") {
				continue
			}
			for form, text := range e {
				exact := form == "one" && language != "ru" || form == "two" || form == "zero"
				if !exact && !strings.Contains(text, "{n}") {
					t.Errorf("%s: the form %s of %s does not say {n}: %q", language, form, key, text)
				}
			}
		}
	}
}

func TestTextsAreFitToBeSaid(t *testing.T) {
	for language := range forms {
		texts := locale.ForLanguage(language)
		for _, key := range locale.Keys() {
			for _, n := range []int{0, 1, 2, 5, 30, 100} {
				checkFit(t, language, key, texts.Say(key, "n", n))
			}
		}
	}
}

var forbidden = regexp.MustCompile(`(?i)@everyone|@here|<[@#:t/]|https?:|www\.|discord\.gg|\]\(|\{[a-z_]*\.|  |\{\{|\}\}`)

func checkFit(t *testing.T, language, key, text string) {
	t.Helper()
	const most = 1900 // of a message's 2000: what arguments add is the caller's to watch
	if n := utf8.RuneCountInString(text); n > most || text == "" || text == key && !strings.HasSuffix(key, ".name") {
		t.Errorf("%s: %s has %d characters, want 1 to %d: %q", language, key, n, most, text)
	}
	if text != strings.TrimSpace(text) {
		t.Errorf("%s: %s begins or ends with space: %q", language, key, text)
	}
	if bad := forbidden.FindString(text); bad != "" {
		t.Errorf("%s: %s holds %q", language, key, bad)
	}
	for _, r := range text {
		if unicode.Is(unicode.So, r) || unicode.Is(unicode.Cs, r) || r == utf8.RuneError || r < ' ' && r != '\n' {
			t.Errorf("%s: %s holds %U", language, key, r)
		}
	}
}

// A text that was copied and never translated passes all the other tests.
func TestNothingIsLeftInEnglish(t *testing.T) {
	all := read(t)
	for language, texts := range all {
		for key, e := range texts {
			for form, text := range e {
				words := strings.Fields(braced.ReplaceAllString(text, ""))
				if language != "en" && len(words) > 3 && !strings.HasPrefix(key, "date.") && text == all["en"][key][form] {
					t.Errorf("%s: %s is the English text: %q", language, key, text)
				}
			}
		}
	}
}
