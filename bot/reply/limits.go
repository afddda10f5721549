package reply

import "unicode/utf8"

// Discord's limits. It counts some of them in code points and some in UTF-16
// units; size counts the latter, of which there are never fewer.
const (
	maxContent     = 2000
	maxDescription = 4096 // of an embed
	maxCustomID    = 100
	maxOptions     = 25
	maxOptionText  = 100 // label and description of an option
	maxLabel       = 80  // of a button
	maxPlaceholder = 150
)

// size returns the length of s in UTF-16 units.
func size(s string) int {
	n := 0
	for _, r := range s {
		n++
		if r > 0xFFFF {
			n++
		}
	}
	return n
}

// fits reports that s is at most max UTF-16 units long. It reads no more of s
// than it must.
func fits(s string, max int) bool { return len(s) <= max || len(prefix(s, max)) == len(s) }

// prefix returns the longest start of s, on a rune border, of at most max
// UTF-16 units.
func prefix(s string, max int) string {
	n := 0
	for i, r := range s {
		n++
		if r > 0xFFFF {
			n++
		}
		if n > max {
			return s[:i]
		}
	}
	return s
}

// runeBefore returns the last rune of s and its length, 0 and 0 when s is empty.
func runeBefore(s string) (rune, int) {
	if s == "" {
		return 0, 0
	}
	return utf8.DecodeLastRuneInString(s)
}

// suffix returns the longest end of s, on a rune border, of at most max UTF-16
// units.
func suffix(s string, max int) string {
	n := 0
	for i := len(s); i > 0; {
		r, width := utf8.DecodeLastRuneInString(s[:i])
		n++
		if r > 0xFFFF {
			n++
		}
		if n > max {
			return s[i:]
		}
		i -= width
	}
	return s
}
