package retrieval

import (
	"slices"
	"strings"

	"rapporteur/corpus"
	"rapporteur/text"
)

// ParseMeta reads from a question what it says about the articles that answer
// it: publishers, titles and events it names, dates it states, and whether it
// asks for the newest or speaks of its own time. What it names is looked up in cat, which may be nil.
func ParseMeta(question string, cat *Catalog) Meta {
	m := Meta{Periods: statedPeriods(question)}
	tokens := text.Tokens(question)
	m.Latest = asksForLatest(tokens)
	m.Recent = speaksOfItsTime(tokens)
	if cat == nil {
		return m
	}
	m.Publishers = cat.publishersIn(tokens)
	m.Articles = cat.articlesIn(question, tokens, m.Periods)
	return m
}

// statedPeriods returns the dates that stand in the question with their year.
// Relative ones ("last week") depend on when the question is asked, which says
// nothing about a corpus of the past.
func statedPeriods(question string) []corpus.Period {
	var out []corpus.Period
	for _, d := range corpus.FindDates(question, corpus.Date{}) {
		if !d.Relative && !d.Period.IsZero() && !slices.Contains(out, d.Period) {
			out = append(out, d.Period)
		}
	}
	return out
}

// asksForLatest recognises "latest", "newest", "most recent" and "last" before
// what can have rounds.
func asksForLatest(tokens []text.Token) bool {
	for i, t := range tokens {
		switch t.Fold {
		case "latest", "newest":
			return true
		case "recent", "recently":
			if i > 0 && tokens[i-1].Fold == "most" {
				return true
			}
		case "last":
			if slices.ContainsFunc(tokens[i+1:min(len(tokens), i+3)], func(t text.Token) bool { return occasions[t.Stem] }) {
				return true
			}
		}
	}
	return false
}

// speaksOfItsTime recognises questions that were asked when the news was new:
// "this week", "recently", "currently".
func speaksOfItsTime(tokens []text.Token) bool {
	for i, t := range tokens {
		switch t.Fold {
		case "recent", "recently", "today", "yesterday", "current", "currently", "now", "newly":
			return true
		case "week", "weekend", "month", "year", "season", "summer", "autumn", "fall", "winter", "spring":
			if i > 0 && slices.Contains([]string{"this", "last", "past"}, tokens[i-1].Fold) {
				return true
			}
		}
	}
	return false
}

// occasions holds the stems of what events, and articles, are called by.
var occasions = stemSet(`talks round meeting summit conference session negotiations visit congress gathering
	consultations dialogue trip tour event article piece report story coverage edition phase episode`)

func stemSet(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[text.Stem(w)] = true
	}
	return m
}

// ordinal returns the number that a token means as an ordinal ("eighth",
// "8th"), 0 when it is none.
func ordinal(fold string) int {
	if n, ok := ordinals[fold]; ok {
		return n
	}
	for _, end := range []string{"st", "nd", "rd", "th"} {
		if n := number(strings.TrimSuffix(fold, end)); n > 0 && strings.HasSuffix(fold, end) {
			return n
		}
	}
	return 0
}

var ordinals = func() map[string]int {
	m := map[string]int{"1er": 1}
	for i, w := range strings.Fields(`first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth
		thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth`) {
		m[w] = i + 1
	}
	return m
}()

// number reads a small number in digits; 0 when s is none.
func number(s string) int {
	if s == "" || len(s) > 3 {
		return 0
	}
	n := 0
	for _, c := range []byte(s) {
		if c < '0' || c > '9' {
			return 0
		}
		n = 10*n + int(c-'0')
	}
	return n
}
