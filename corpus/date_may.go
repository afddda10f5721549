package corpus

import (
	"strings"

	"rapporteur/text"
)

// MayDate reports that a text may hold what FindDates finds. It is a cheap test:
// false is certain, true is not.
func MayDate(s string) bool {
	if strings.ContainsAny(s, "0123456789") {
		return true
	}
	for at := 0; at < len(s); {
		if c := s[at]; !isASCIIWord(c) {
			at++
			continue
		}
		end := at + 1
		for end < len(s) && isASCIIWord(s[end]) {
			end++
		}
		if end-at <= maxDateSign && dateSigns[strings.ToLower(s[at:end])] {
			return true
		}
		at = end
	}
	return false
}

// maxDateSign is the longest word among dateSigns, in bytes.
const maxDateSign = 12

// dateSigns are words of which each date without figures holds one.
var dateSigns = func() map[string]bool {
	m := text.Set(`today tonight yesterday tomorrow day days week weeks weekend month months year years decade decades night morning afternoon evening`)
	for w := range monthNames {
		m[w] = true
	}
	for w := range weekdays {
		m[w] = true
	}
	for w := range seasons {
		m[w] = true
	}
	for _, days := range feasts {
		for _, day := range days {
			m[day.words[len(day.words)-1]] = true // not the first: "new", "good"
		}
	}
	return m
}()

// Stated reports that the date is written with its month or in figures, rather
// than counted from another ("on Friday", "two years ago").
func (m DateMention) Stated() bool {
	words := dateWords(m.Text)
	if n := len(words); n > 0 && words[n-1].low == "ago" {
		return false
	}
	for _, w := range words {
		if _, month := monthNames[w.low]; month || w.number >= 0 {
			return true
		}
	}
	return false
}
