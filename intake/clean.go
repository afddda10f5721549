package intake

import (
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"
)

// cleanText returns s as valid UTF-8 with line feeds as its only line ends and
// without characters that cannot be seen and change what is: controls, marks
// that turn the direction of a text around, tags, soft hyphens. The marks and
// joiners that Arabic, Persian and Hebrew are written with stay.
func cleanText(s string) string {
	if isClean(s) {
		return s
	}
	s = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\f", "\n", "\v", "\n", "\u2028", "\n", "\u2029", "\n\n", "\u0085", "\n").Replace(strings.ToValidUTF8(s, "\uFFFD"))
	return strings.Map(func(r rune) rune {
		if isUnseen(r) {
			return -1
		}
		return r
	}, s)
}

func isClean(s string) bool {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c < ' ' && c != '\n' && c != '\t' || c >= 0x7f {
			return false
		}
	}
	return true
}

func isUnseen(r rune) bool {
	switch {
	case r == '\n' || r == '\t':
		return false
	case r < ' ' || r >= 0x7f && r <= 0x9f:
		return true
	case r == '\u00ad', r == '\u200b', r == '\u2060', r == '\ufeff', r == '\ufffc', r == '\u180e', r == '\u034f', r == '\u3164', r == '\u115f', r == '\u1160':
		return true
	case r >= '\u202a' && r <= '\u202e', r >= '\u2061' && r <= '\u206f', r >= '\ufff0' && r <= '\ufffb':
		return true
	case r >= 0xe0000 && r <= 0xe0fff: // tags and supplementary selectors
		return true
	}
	return r&0xfffe == 0xfffe || r >= 0xfdd0 && r <= 0xfdef // no characters
}

// oneLine returns s on one line, cleaned and bounded.
func oneLine(s string) string {
	if len(s) > 4*maxField {
		s = s[:4*maxField]
	}
	s = strings.Join(strings.FieldsFunc(cleanText(s), unicode.IsSpace), " ")
	if len(s) <= maxField {
		return s
	}
	cut := maxField - len("…")
	for !utf8.RuneStart(s[cut]) {
		cut--
	}
	if space := strings.LastIndexByte(s[:cut], ' '); space > cut-40 {
		cut = space
	}
	return strings.TrimRightFunc(s[:cut], unicode.IsSpace) + "…"
}

// webAddress returns s when it is an absolute http or https address without a
// user in it, "" otherwise.
func webAddress(s string) string {
	s = strings.TrimSpace(s)
	u, err := url.Parse(s)
	if err != nil || len(s) > maxURL || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.User != nil {
		return ""
	}
	out := u.String()
	if strings.ContainsFunc(out, func(r rune) bool {
		return unicode.IsSpace(r) || unicode.IsControl(r) || isUnseen(r) || r == unicode.ReplacementChar
	}) || !utf8.ValidString(out) {
		return ""
	}
	return out
}
