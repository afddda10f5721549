package locale_test

import (
	"maps"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rapporteur/bot/locale"
)

func TestFor(t *testing.T) {
	for discord, want := range map[string]string{
		"ar": "ar", "de": "de", "fr": "fr", "ru": "ru", "tr": "tr", "es-ES": "es", "es-419": "es",
		"en-US": "en", "en-GB": "en", "": "en", "ja": "en", "zh-CN": "en", "-": "en", "../de": "en",
	} {
		if got := locale.For(discord).Language(); got != want {
			t.Errorf("For(%q) speaks %q, want %q", discord, got, want)
		}
	}
	for iso, want := range map[string]string{"ar": "ar", "DE": "de", "fa": "en", "": "en"} {
		texts := locale.ForLanguage(iso)
		if got := texts.Language(); got != want {
			t.Errorf("ForLanguage(%q) speaks %q, want %q", iso, got, want)
		}
		if got := texts.RightToLeft(); got != (want == "ar") {
			t.Errorf("RightToLeft() of %q = %v", want, got)
		}
	}
}

func TestSay(t *testing.T) {
	for _, test := range []struct {
		name, language, key string
		args                []any
		want                string
	}{
		{"a text", "en", "button.sources", nil, "Sources"},
		{"arguments", "en", "lookup.position", []any{"i", 2, "n", 12}, "2 of 12"},
		{"one", "en", "coverage.none", []any{"n", 1}, "1 article"},
		{"many", "en", "coverage.none", []any{"n", 5}, "5 articles"},
		{"a text for a number", "en", "queue.ahead", []any{"n", 0}, "Many questions at once. Yours is next; I'll answer here."},
		{"no text for that number", "en", "queue.ahead", []any{"n", 4}, "Many questions at once. Yours is next but 4; I'll answer here."},
		{
			"another text in it", "en", "lookup.none", nil,
			"No passage matches. Try other words, or see `/sources` for what there is.",
		},
		{
			"a command by its name in the language", "de", "usage.mention",
			[]any{"mention", "@Bot"},
			"Erwähnen Sie @Bot mit einer Frage oder verwenden Sie `/fragen`. Was ich kann, sagt `/hilfe`.",
		},
		{"braces in an argument stay", "en", "admin.status.writer", []any{"name", "{n} {error}"}, "Writer: {n} {error}"},
		{"a missing argument shows", "en", "admin.status.writer", nil, "Writer: {name}"},
		{"an argument too many", "en", "button.next", []any{"name", 1, "odd"}, "Next"},
		{"an unknown key", "fr", "no.such.key", []any{"n", 1}, "no.such.key"},
		{"Russian, one", "ru", "coverage.none", []any{"n", 21}, "21 статья"},
		{"Russian, few", "ru", "coverage.none", []any{"n", 3}, "3 статьи"},
		{"Russian, many", "ru", "coverage.none", []any{"n", 11}, "11 статей"},
		{"Arabic, none", "ar", "coverage.none", []any{"n", 0}, "لا مقالات"},
		{"Arabic, one", "ar", "coverage.none", []any{"n", 1}, "مقال واحد"},
		{"Arabic, two", "ar", "coverage.none", []any{"n", 2}, "مقالان"},
		{"Arabic, few", "ar", "coverage.none", []any{"n", 5}, "5 مقالات"},
		{"Arabic, many", "ar", "coverage.none", []any{"n", 11}, "11 مقالًا"},
		{"Arabic, hundreds", "ar", "coverage.none", []any{"n", 100}, "100 مقال"},
		{"French counts nought as one", "fr", "coverage.none", []any{"n", 0}, "0 article"},
		{"French writes millions in digits", "fr", "coverage.none", []any{"n", 1_000_000}, "1000000 articles"},
		{"Spanish, too", "es", "coverage.none", []any{"n", 1_000_000}, "1000000 artículos"},
		{"Turkish needs no plural", "tr", "coverage.none", []any{"n", 5}, "5 haber"},
		{"a form within a text", "de", "privacy.days", []any{"n", 1}, "1 Tag"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := locale.ForLanguage(test.language).Say(test.key, test.args...); got != test.want {
				t.Errorf("Say(%q, %v) = %q, want %q", test.key, test.args, got, test.want)
			}
		})
	}
}

func TestLocalisations(t *testing.T) {
	got := locale.Localisations("command.ask.name")
	locales := slices.Sorted(maps.Keys(got))
	if diff := cmp.Diff([]string{"ar", "de", "es-419", "es-ES", "fr", "ru", "tr"}, locales); diff != "" {
		t.Errorf("locales (-want +got):\n%s", diff)
	}
	for l, name := range got {
		if want := locale.For(l).Say("command.ask.name"); name != want {
			t.Errorf("Localisations has %q for %s, want %q", name, l, want)
		}
	}
	if got := locale.Localisations("no.such.key"); got != nil {
		t.Errorf("Localisations of an unknown key = %v, want nil", got)
	}
}
