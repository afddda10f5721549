package locale_test

import (
	"fmt"
	"strings"
	"testing"

	"rapporteur/bot/locale"
)

func TestDate(t *testing.T) {
	for _, test := range []struct{ language, day, first, month, year string }{
		{"en", "21 Dec 2017", "1 May 2016", "May 2016", "2016"},
		{"de", "21. Dez. 2017", "1. Mai 2016", "Mai 2016", "2016"},
		{"fr", "21 déc. 2017", "1er mai 2016", "mai 2016", "2016"},
		{"es", "21 dic 2017", "1 may 2016", "may 2016", "2016"},
		{"tr", "21 Ara 2017", "1 May 2016", "May 2016", "2016"},
		{"ru", "21 дек. 2017", "1 мая 2016", "май 2016", "2016"},
		{"ar", "21 ديسمبر 2017", "1 مايو 2016", "مايو 2016", "2016"},
	} {
		texts := locale.ForLanguage(test.language)
		for iso, want := range map[string]string{
			"2017-12-21": test.day, "2016-05-01": test.first, "2016-05": test.month, "2016": test.year,
			"": "", "2017-02-30": "2017-02-30", "soon": "soon",
		} {
			if got := texts.Date(iso); got != want {
				t.Errorf("Date(%q) in %s = %q, want %q", iso, test.language, got, want)
			}
		}
	}
}

func TestEveryMonthHasAName(t *testing.T) {
	for language := range forms {
		texts := locale.ForLanguage(language)
		for _, key := range []string{"date.months", "date.months_alone"} {
			if names := strings.Fields(texts.Say(key)); len(names) != 12 {
				t.Errorf("%s: %s has %d names, want 12", language, key, len(names))
			}
		}
		seen := map[string]bool{}
		for month := 1; month <= 12; month++ {
			seen[texts.Date(fmt.Sprintf("2016-%02d", month))] = true
			seen[texts.Date(fmt.Sprintf("2016-%02d-15", month))] = true
		}
		if len(seen) != 24 {
			t.Errorf("%s: twelve months and twelve days are written in %d ways", language, len(seen))
		}
	}
}
