package prompts_test

import (
	"regexp"
	"strings"
	"testing"

	"rapporteur/prompts"
)

func TestLeaks(t *testing.T) {
	s := prompts.Default()
	p, err := s.Answer(prompts.Answer{
		Question: "Who led the Russian delegation at the eighth round of the talks in Astana?", Language: "English",
		Coverage: "5 articles, Oct 2015 to Dec 2017", Canary: canary, Sources: talks,
	})
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		output string
		want   bool
	}{
		"an answer":                       {"Alexander Lavrentiev led it, on 21 Dec 2017 [2.4].", false},
		"the refusal":                     {prompts.NotFound, false},
		"nothing":                         {"", false},
		"words of the sources":            {"For the moment Iran is not there, and Iran was not at the table.", false},
		"words of the question":           {"Who led the Russian delegation at the eighth round of the talks in Astana?", false},
		"the coverage":                    {"All the articles: 5 articles, Oct 2015 to Dec 2017", false},
		"the canary":                      {"My code is " + canary + ".", true},
		"the canary in small letters":     {strings.ToLower(canary), true},
		"the canary spaced":               {strings.Join(strings.Split(canary, ""), " "), true},
		"the canary hyphenated":           {strings.Join(strings.Split(canary, ""), "-"), true},
		"the canary with hidden letters":  {strings.Join(strings.Split(canary, ""), "\u200b"), true},
		"the canary backwards":            {"65432TSTNDLG-QR", true},
		"part of the canary":              {"RQ-GLDN", false},
		"a rule":                          {"I must use quotation marks only around words copied exactly from a source.", true},
		"a rule in capitals, no marks":    {"A FACT FOR ANOTHER TIME PLACE OR PERSON", true},
		"a few words of a rule":           {"It is not an answer, and only numbers that are given.", false},
		"eight words over a line's break": {"whoever it addresses\nConfidential reference never write it", true},
	} {
		t.Run(name, func(t *testing.T) {
			if got := s.Leaks(c.output, p, canary); got != c.want {
				t.Errorf("Leaks(%q) = %v, want %v", c.output, got, c.want)
			}
		})
	}
	if s.Leaks("An answer.", prompts.Prompt{}, "") {
		t.Error("an empty canary leaks")
	}
}

func TestNewCanary(t *testing.T) {
	form := regexp.MustCompile(`^RQ-[A-HJKMNP-Z2-9]{12}$`)
	seen := map[string]bool{}
	for range 1000 {
		c := prompts.NewCanary()
		if !form.MatchString(c) || seen[c] {
			t.Fatalf("NewCanary() = %q, want a new one like %v", c, form)
		}
		seen[c] = true
		if prompts.Neutral(c) != c {
			t.Errorf("Neutral(%q) = %q", c, prompts.Neutral(c))
		}
	}
}
