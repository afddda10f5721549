package locale_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"rapporteur/bot/locale"
)

// commandName is Discord's rule for names of commands and options; Go does not
// know scx properties, and Deva and Thai are in no language of ours.
var commandName = regexp.MustCompile(`^[-_'\p{L}\p{N}]{1,32}$`)

// messageCommands are named as people speak and have no description.
var messageCommands = []string{"command.ask_about", "command.check_message"}

func TestCommandNames(t *testing.T) {
	for language := range forms {
		texts := locale.ForLanguage(language)
		siblings := map[string][]string{} // names by the path of what they stand under
		for _, key := range locale.Keys() {
			path, ok := strings.CutSuffix(key, ".name")
			if !ok || slices.Contains(messageCommands, path) {
				continue
			}
			name := texts.Say(key)
			if !commandName.MatchString(name) || name != strings.ToLower(name) {
				t.Errorf("%s: %s is %q, which Discord refuses", language, key, name)
			}
			above := path[:strings.LastIndex(path, ".")]
			if slices.Contains(siblings[above], name) {
				t.Errorf("%s: %s is %q, as another one under %s", language, key, name, above)
			}
			siblings[above] = append(siblings[above], name)
			if text := texts.Say(path + ".description"); text == path+".description" {
				t.Errorf("%s has no description", path)
			}
		}
		if n := len(siblings["command"]); n != 11 {
			t.Errorf("%s: %d commands, want 11", language, n)
		}
	}
}

// Discord's limits in characters, by what the keys begin and end with.
func TestLengths(t *testing.T) {
	limits := []struct {
		prefix, suffix string
		most           int
	}{
		{"command.ask_about.name", "", 32},
		{"command.check_message.name", "", 32},
		{"report.resolved_means", "", 150}, // reply reckons with it
		{"command.", ".description", 100},
		{"command.", "", 100}, // choices
		{"button.", "", 80},
		{"select.", "", 150},
		{"nearest.title", "", 256},
		{"sources.title", "", 256},
		{"admin.", ".title", 256},
	}
	for language := range forms {
		texts := locale.ForLanguage(language)
		for _, key := range locale.Keys() {
			for _, limit := range limits {
				if !strings.HasPrefix(key, limit.prefix) || !strings.HasSuffix(key, limit.suffix) {
					continue
				}
				if n := utf8.RuneCountInString(texts.Say(key)); n < 1 || n > limit.most {
					t.Errorf("%s: %s has %d characters, want 1 to %d", language, key, n, limit.most)
				}
				break
			}
		}
	}
}

// A command has 8,000 characters in all, each text counted in the language in
// which it is longest.
func TestCommandsFitAsAWhole(t *testing.T) {
	sum := map[string]int{}
	for _, key := range locale.Keys() {
		parts := strings.Split(key, ".")
		if parts[0] != "command" {
			continue
		}
		longest := 0
		for language := range forms {
			longest = max(longest, utf8.RuneCountInString(locale.ForLanguage(language).Say(key)))
		}
		sum[parts[1]] += longest
	}
	for command, n := range sum {
		if n > 8000 {
			t.Errorf("/%s has %d characters, want at most 8000", command, n)
		}
	}
}
