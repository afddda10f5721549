package suggest

import (
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// mostUnits bounds labels and values. Discord says characters; counting as
// JavaScript does, in units of UTF-16, is the strictest reading.
const mostUnits = 100

func units(s string) int {
	n := 0
	for _, r := range s {
		n += utf16.RuneLen(r)
	}
	return n
}

// fits reports that s can be a value as it is.
func fits(s string) bool {
	return strings.TrimSpace(s) != "" && utf8.ValidString(s) && units(s) <= mostUnits
}

// clean returns s on one line without what cannot be seen or is no text.
func clean(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && !unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) && r != '\u200c' && r != '\u200d' {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, ""))
	return strings.Join(strings.Fields(s), " ")
}

// fit joins head and tail within the bound, at the cost of the head first.
func fit(head, tail string) string {
	tail = cut(tail, mostUnits*2/3)
	return cut(head, mostUnits-units(tail)) + tail
}

// cut shortens s to so many units, with an ellipsis in place of what is left
// out.
func cut(s string, most int) string {
	if units(s) <= most {
		return s
	}
	n := 1 // the ellipsis
	for i, r := range s {
		if n += utf16.RuneLen(r); n > most {
			return strings.TrimRightFunc(s[:i], unicode.IsSpace) + "…"
		}
	}
	return s
}
