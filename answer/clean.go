package answer

import (
	"regexp"
	"strings"
	"unicode"
)

var (
	markup    = regexp.MustCompile(`</?[a-zA-Z][^<>]{0,80}>|<[@#][!&]?\d+>|@everyone|@here`)
	addresses = regexp.MustCompile(`https?://\S+`)
)

// maxQuestionRunes bounds a question; what is longer is cut.
const maxQuestionRunes = 1500

// clean makes a question safe to analyse and to echo: no control, format or
// markup characters, white space folded, at most maxQuestionRunes beside it.
func clean(s string) string {
	s, _ = cleanCut(s)
	return s
}

// cleanCut is clean that also tells whether the question was cut.
func cleanCut(s string) (cleaned string, cut bool) {
	s = strings.ToValidUTF8(s, " ")
	if len(s) > 8*maxQuestionRunes {
		s, cut = strings.ToValidUTF8(s[:8*maxQuestionRunes], ""), true
	}
	s = strings.Map(func(r rune) rune {
		if r != '\u200c' && isFormat(r) && !unicode.IsSpace(r) {
			return -1 // before pings are looked for: one may hide in them
		}
		return r
	}, s)
	s = markup.ReplaceAllString(s, " ")
	s = addresses.ReplaceAllString(s, " ")
	var b strings.Builder
	n, space := 0, false
	for _, r := range s {
		if r == '\u200c' { // Persian joins and parts words with it
			r = ' '
		}
		switch {
		case unicode.IsSpace(r):
			space = b.Len() > 0
			continue
		case r < ' ' || isFormat(r):
			continue
		}
		if n++; n > maxQuestionRunes {
			return b.String(), true
		}
		if space {
			b.WriteByte(' ')
			space = false
		}
		b.WriteRune(r)
	}
	return b.String(), cut
}

func isFormat(r rune) bool { return unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Cc, r) }

// calm returns a message that is all in capitals in lower case: shouting makes
// no initialism of a word.
func calm(s string) string {
	letters, upper := 0, 0
	for _, r := range s {
		switch {
		case unicode.IsUpper(r):
			letters, upper = letters+1, upper+1
		case unicode.IsLower(r):
			letters++
		}
	}
	if letters > 10 && upper == letters {
		return strings.ToLower(s)
	}
	return s
}
