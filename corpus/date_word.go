package corpus

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/text"
)

// dateWord is a run of letters or of digits.
type dateWord struct {
	Span
	low     string // lower case
	capital bool
	number  int  // value when it is a number of one to four digits, else -1
	inner   bool // part of a longer number: 1,200, 3.14
	decade  bool // "1990s"
}

// dateWords returns the runs of letters and digits of s. Ordinal endings
// belong to their number ("21st"), apostrophe-s is dropped.
func dateWords(s string) []dateWord {
	out := make([]dateWord, 0, len(s)/6+1)
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case r >= '0' && r <= '9':
			out = append(out, numberWord(s, i))
		case unicode.IsLetter(r):
			j := i + n
			for j < len(s) {
				c, size := utf8.DecodeRuneInString(s[j:])
				if !unicode.IsLetter(c) {
					break
				}
				j += size
			}
			w := dateWord{Span: Span{i, j}, capital: unicode.IsUpper(r), number: -1}
			if j-i <= 12 {
				w.low = strings.ToLower(s[i:j])
			}
			out = append(out, w)
		default:
			i += n
			continue
		}
		i = out[len(out)-1].End
	}
	return out
}

func numberWord(s string, i int) dateWord {
	j, value := i, 0
	for j < len(s) && s[j] >= '0' && s[j] <= '9' {
		if j-i < 5 {
			value = value*10 + int(s[j]-'0')
		}
		j++
	}
	w := dateWord{Span: Span{i, j}, number: value}
	if j-i > 4 {
		w.number = -1
	}
	if i > 0 && (s[i-1] == '.' || s[i-1] == ',') && i > 1 && s[i-2] >= '0' && s[i-2] <= '9' ||
		j+1 < len(s) && s[j] == ',' && s[j+1] >= '0' && s[j+1] <= '9' {
		w.inner = true
	}
	if r, _ := utf8.DecodeRuneInString(s[min(j+1, len(s)):]); j-i == 4 && strings.HasPrefix(s[j:], "s") && !unicode.IsLetter(r) {
		w.End, w.decade = j+1, true
	}
	if len(s) >= j+2 && j-i <= 2 {
		switch strings.ToLower(s[j : j+2]) {
		case "st", "nd", "rd", "th":
			if r, _ := utf8.DecodeRuneInString(s[j+2:]); !unicode.IsLetter(r) {
				w.End = j + 2
			}
		}
	}
	return w
}

func isDay(w dateWord) bool { return w.number >= 1 && w.number <= 31 && !w.inner }

func isYear(w dateWord) bool {
	return w.number >= 1900 && w.number <= 2099 && w.End-w.Start == 4 && !w.inner
}

var monthNames = text.Months()

var numbersInWords = map[string]int{
	"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
	"thirteen": 13, "fourteen": 14, "fifteen": 15, "twenty": 20, "thirty": 30,
}

var weekdays = text.Weekdays()

// dateOpeners are the words that a date without a number at its beginning can
// start with.
var dateOpeners = func() map[string]bool {
	m := text.Set(`today tonight yesterday tomorrow last this next previous past coming over at start beginning end`)
	for w := range monthNames {
		m[w] = true
	}
	for w := range seasons {
		m[w] = true
	}
	for w := range feasts {
		m[w] = true
	}
	for w := range numbersInWords {
		m[w] = true
	}
	for w := range weekdays {
		m[w] = true
	}
	return m
}()
