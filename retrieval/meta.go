package retrieval

import (
	"slices"
	"strconv"

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
var occasions = text.StemSet(`talks round meeting summit conference session negotiations visit congress gathering
	consultations dialogue trip tour event article piece report story coverage edition phase episode`)

// number reads a small number in digits; 0 when s is none.
func number(s string) int {
	if n, err := strconv.Atoi(s); err == nil && len(s) <= 3 {
		return n
	}
	return 0
}
