package corpus

import (
	"strings"
	"unicode"
)

// guess finds what only its place in the page shows not to be the article:
// blocks of teasers, and the outlet's description of itself at the end.
func (c *cleaning) guess(body string, lines []line) []Removal {
	var out []Removal
	add := func(rule string, from, to int) {
		out = append(out, Removal{Span{lines[from].Start, lines[to-1].End}, rule, reasons[rule]})
	}
	if from := teasersFrom(body, lines); from > 0 {
		add("teaser", from, len(lines))
		lines = lines[:from]
	}
	if n := len(lines); n > 2 {
		if s := body[lines[n-1].Start:lines[n-1].End]; describesOutlet(s) {
			add("outlet-self-image", n-1, n)
		}
	}
	return out
}

// maxTeasers bounds the lines of a block of teasers at the end of a page.
const maxTeasers = 60

// teasersFrom returns the line at which a block of teasers starts that runs to
// the end, 0 when there is none. Such a block follows a separator or a heading
// ("Related articles") and holds headlines and summaries, none of which ends
// in a stop; what shows it is the label of the site's section after a summary
// ("… can resume Features -"), at least twice, or the heading.
func teasersFrom(body string, lines []line) int {
	labelled, stopped := 0, 0
	for i := len(lines) - 1; i > 0 && len(lines)-i <= maxTeasers; i-- {
		s := body[lines[i].Start:lines[i].End]
		n := len(lines) - 1 - i // lines below this one
		if announcesTeasers(s) && n >= 2 && stopped*5 <= n {
			return i
		}
		if !hasWord(s) && n >= 4 && labelled >= 2 && stopped*5 <= n {
			return i
		}
		if sectionLabel(s) {
			labelled++
		}
		if endsSentence(s) || len(s) > 400 {
			if stopped++; stopped > 4 {
				return 0
			}
		}
	}
	return 0
}

func announcesTeasers(s string) bool {
	switch strings.ToLower(strings.TrimRight(s, ": ")) {
	case "related articles", "related stories", "related news", "related content", "related coverage", "recommended for you", "recommended stories",
		"more on this story", "more stories", "you may also like", "you might also like", "most read", "most popular", "more from us", "read next":
		return true
	}
	return false
}

// sectionLabel reports a line that ends in the name of a section and a dash,
// "… flows can resume Features -": one to three capitalised words after words
// that are not.
func sectionLabel(s string) bool {
	head := strings.TrimRight(s, "-–| \u00a0")
	if len(head) == len(s) || !strings.HasPrefix(strings.TrimLeft(s[len(head):], " \u00a0"), s[len(s)-1:]) && len(s)-len(head) > 4 {
		return false
	}
	if r := rune(s[len(head)]); r != ' ' && r != 0xc2 {
		return false // a hyphen that belongs to a word
	}
	words := strings.Fields(head)
	capitals := 0
	for i := len(words) - 1; i >= 0 && capitals < 4; i-- {
		if r := []rune(words[i])[0]; !unicode.IsUpper(r) {
			break
		}
		capitals++
	}
	return capitals >= 1 && capitals <= 3 && len(words) >= capitals+4
}

// describesOutlet reports a paragraph in which a name "delivers independent
// coverage" and the like.
func describesOutlet(s string) bool {
	if len(s) > 500 || !startsUpper(s) || strings.ContainsAny(s, "\"“”") {
		return false
	}
	lower := strings.ToLower(s)
	return containsAny(lower, []string{
		" delivers independent", " is an independent news", " is an independent media", " is a nonprofit news", " is a non-profit news",
		" provides independent", " is an online news", " is a news website", " is a news agency that", " delivers the latest news", " brings you the latest news",
	})
}
