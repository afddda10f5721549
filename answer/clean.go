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
	s = markup.ReplaceAllString(s, " ")
	s = addresses.ReplaceAllString(s, " ")
	var b strings.Builder
	n, space := 0, false
	for _, r := range s {
		if r == '\u200c' { // Persian joins and parts words with it
			r = ' '
		}
		switch {
		case r == '\t' || r == '\n' || r == '\r' || r == ' ' || r == '\u00a0':
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
