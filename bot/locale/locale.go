package locale

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/nicksnyder/go-i18n/v2/i18n"
)

// english is the language of whoever speaks none of the others.
const english = "en"

// discordLocales are the locales of Discord that each language serves. English
// is what Discord shows where there is no localisation.
var discordLocales = map[string][]string{
	"ar": {"ar"},
	"de": {"de"},
	"es": {"es-ES", "es-419"},
	"fr": {"fr"},
	"ru": {"ru"},
	"tr": {"tr"},
}

// Texts speaks one language. Safe for concurrent use.
type Texts struct {
	language  string
	localizer *i18n.Localizer
}

// For returns the texts for a locale of Discord such as "de", "es-419" or
// "en-GB", and the English ones for what is not spoken.
func For(discordLocale string) *Texts {
	language, _, _ := strings.Cut(discordLocale, "-")
	return ForLanguage(language)
}

// ForLanguage returns the texts in a language by its code of ISO 639-1, such as
// "ar", and the English ones for what is not spoken.
func ForLanguage(iso639 string) *Texts {
	c := load()
	if t := c.spoken[strings.ToLower(iso639)]; t != nil {
		return t
	}
	return c.spoken[english]
}

// Language returns the code of ISO 639-1.
func (t *Texts) Language() string { return t.language }

// RightToLeft reports whether the language is written from right to left.
func (t *Texts) RightToLeft() bool { return t.language == "ar" }

// Say returns the text of a key. The arguments are pairs of a name and a value,
// which stands for {name} in the text as [fmt.Sprint] writes it; one that the
// text does not use is ignored. An unknown key, which is a mistake of the
// program, is returned as it is.
func (t *Texts) Say(key string, args ...any) string {
	return t.say(key, valuesOf(args))
}

func (t *Texts) say(key string, v values) string {
	cfg := &i18n.LocalizeConfig{MessageID: key, TemplateData: scope{t, v}, TemplateParser: braces{}}
	if n, ok := v["n"].(int); ok {
		cfg.PluralCount = n
		if exact := key + "." + strconv.Itoa(n); load().keys[exact] {
			cfg.MessageID = exact
		}
	}
	// A text without forms comes with an error and is right all the same.
	text, _ := t.localizer.Localize(cfg)
	if text == "" {
		return key
	}
	return text
}

// Keys returns the keys of all texts, sorted.
func Keys() []string {
	c := load()
	keys := make([]string, 0, len(c.keys))
	for key := range c.keys {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}

// Localisations returns the text of a key by locale of Discord, as
// name_localizations and the like want it: all but English. It is nil for an
// unknown key.
func Localisations(key string) map[string]string {
	if !load().keys[key] {
		return nil
	}
	by := map[string]string{}
	for language, locales := range discordLocales {
		for _, l := range locales {
			by[l] = ForLanguage(language).Say(key)
		}
	}
	return by
}

// values are the arguments of a text by name.
type values map[string]any

func valuesOf(args []any) values {
	v := values{}
	for i := 0; i+1 < len(args); i += 2 {
		v[fmt.Sprint(args[i])] = args[i+1]
	}
	return v
}
