package reply

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Escape returns a text from outside, of an article, a user or a model, so that
// Discord shows it as it is: no markdown, mention, link, invitation, emoji code
// or timestamp in it is obeyed, wherever in a line or a quotation it is put.
// What is invisible is removed (see clean), white space is folded to single
// spaces, line breaks and blank lines, with none at the ends. All visible
// characters stay, most with no backslash; the result is valid UTF-8.
func Escape(s string) string { return escape(strings.TrimSpace(clean(s))) }

// zeroWidth parts what would be read as one. It is used where a backslash does
// not help: the ends that parse mentions on the server know no backslashes.
const zeroWidth = "\u200b"

// escape is Escape for a text that is clean.
func escape(s string) string { return escapeLines(s, true) }

// escapeInLine is escape for a text that stands behind another on its line.
func escapeInLine(s string) string { return escapeLines(s, false) }

func escapeLines(s string, lineStart bool) string {
	var b strings.Builder
	b.Grow(len(s) + len(s)/16)
	start := lineStart
	for i, r := range s {
		if lineStart {
			b.WriteString(lineEscape(s[i:]))
		}
		lineStart = r == '\n'
		rest := s[i+utf8.RuneLen(r):]
		switch {
		case strings.ContainsRune("\\*_`~|[]", r):
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '<':
			b.WriteString("\\<")
			if next, _ := utf8.DecodeRuneInString(rest); rest != "" && !unicode.IsSpace(next) {
				b.WriteString(zeroWidth)
			}
		case r == '@' && pings.MatchString(rest):
			b.WriteString("@" + zeroWidth)
		case r == ':' && emojiCode.MatchString(rest):
			b.WriteString("\\:")
		case r == '/' && (strings.HasSuffix(s[:i], ":") || invites(s[:i])):
			b.WriteString("\\/")
		case r == '.' && (start || strings.Contains(s[:i], "\n")) && numbered(s[:i], rest):
			b.WriteString("\\.")
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

var (
	pings     = regexp.MustCompile(`^(?i:everyone|here)`)
	emojiCode = regexp.MustCompile(`^[A-Za-z0-9_+~-]{1,64}:`)
	invite    = regexp.MustCompile(`(?i)discord[a-z]*\.[a-z]{2,24}$`)
)

// maxInvite is longer than what invite matches.
const maxInvite = 48

// invites reports that a slash after s would make the address of an invitation,
// which Discord shows as a card even without a scheme before it.
func invites(s string) bool {
	return invite.MatchString(s[max(0, len(s)-maxInvite):])
}

// lineEscape returns the backslash that a line needs which would otherwise start
// a heading, a list, a quotation or small print.
func lineEscape(line string) string {
	switch {
	case line[0] == '>' || line[0] == '#':
		return "\\"
	case line[0] == '-' && (endsWord(line[1:]) || line[1] == '#'), line[0] == '+' && endsWord(line[1:]):
		return "\\"
	}
	return ""
}

// endsWord reports that rest starts with white space or is empty. An empty rest
// counts because more may be written behind it.
func endsWord(rest string) bool {
	return rest == "" || rest[0] == ' ' || rest[0] == '\n'
}

// maxListNumber is how many digits a number of a list may have.
const maxListNumber = 9

// numbered reports that a full stop between before and rest makes the number
// before it that of a list: nothing else stands on the line so far.
func numbered(before, rest string) bool {
	digits := 0
	for digits < len(before) && before[len(before)-1-digits] >= '0' && before[len(before)-1-digits] <= '9' {
		if digits++; digits > maxListNumber {
			return false
		}
	}
	before = before[:len(before)-digits]
	return digits > 0 && endsWord(rest) && (before == "" || strings.HasSuffix(before, "\n"))
}

// EscapeLine is Escape for a text that is shown on one line.
func EscapeLine(s string) string { return escape(oneLine(s)) }
