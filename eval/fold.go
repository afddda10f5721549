package eval

import (
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// This package folds and splits words by rules of its own, not by those of
// package text: a measure must not move when what it measures does.

var typographic = strings.NewReplacer(
	"\u2019", "'", "\u2018", "'", "\u201c", `"`, "\u201d", `"`,
	"\u2013", "-", "\u2014", "-", "\u00a0", " ",
)

// fold returns s without case, accents, typographic quotation marks and
// dashes, and with every run of white space as one space.
func fold(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	space := false
	for _, r := range norm.NFKD.String(typographic.Replace(s)) {
		r = unicode.ToLower(r)
		switch {
		case r >= 0x300 && norm.NFKD.PropertiesString(string(r)).CCC() != 0: // no combining mark is lower
			continue
		case isSpace(r):
			space = b.Len() > 0
			continue
		case r == 'ı':
			r = 'i'
		}
		if space {
			b.WriteByte(' ')
			space = false
		}
		b.WriteRune(r)
	}
	return b.String()
}

// isSpace is unicode.IsSpace with the separators of ASCII.
func isSpace(r rune) bool { return unicode.IsSpace(r) || 0x1c <= r && r <= 0x1f }

// isWordRune reports that r is a letter, a number or an underscore.
func isWordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) || r == '_' }

func isWordByte(c byte) bool { return 'a' <= c && c <= 'z' || isDigit(c) }

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// contains reports that needle occurs in hay after folding; at a word border
// when it starts with a Latin letter or a digit, so that "us" is not found in
// "discuss" while a stem such as "cooperat" is. Up to three letters must end at
// a border too, and a digit is never continued by another.
func contains(needle, hay string) bool {
	n, h := fold(needle), fold(hay)
	if n == "" {
		return false
	}
	if !isWordByte(n[0]) {
		return strings.Contains(h, n)
	}
	ends := func(byte) bool { return true }
	switch runes := []rune(n); {
	case countFunc(n, isWordRune) <= 3:
		ends = func(next byte) bool { return !isWordByte(next) }
	case unicode.IsDigit(runes[len(runes)-1]):
		ends = func(next byte) bool { return !isDigit(next) }
	}
	for at := 0; ; at++ {
		i := strings.Index(h[at:], n)
		if i < 0 {
			return false
		}
		at += i
		end := at + len(n)
		if (at == 0 || !isWordByte(h[at-1])) && (end == len(h) || ends(h[end])) {
			return true
		}
	}
}

// containsAnywhere is contains without borders, for forbidden strings.
func containsAnywhere(needle, hay string) bool {
	n := fold(needle)
	return n != "" && strings.Contains(fold(hay), n)
}

func countFunc(s string, f func(rune) bool) int {
	n := 0
	for _, r := range s {
		if f(r) {
			n++
		}
	}
	return n
}

// stop holds the words that carry no content for the overlap measures.
var stop = set(strings.Fields(`a an the of in on at to and or but for with by from as is are was were be been being it its this that these those he she they them his her
their we us our you your i not no nor so than then there which who whom what when where why how do did does has have had will would could should may might
can also about into over after before up out if any all both more most such only own same too very s t said says say according article articles`))

func set(words []string) map[string]bool {
	m := make(map[string]bool, len(words))
	for _, w := range words {
		m[w] = true
	}
	return m
}

var latinWord = regexp.MustCompile(`[a-z0-9]+`)

// words returns the folded Latin words and numbers of s that carry content.
func words(s string) []string {
	var out []string
	for _, w := range latinWord.FindAllString(fold(s), -1) {
		if !stop[w] {
			out = append(out, w)
		}
	}
	return out
}

// coverage returns the share of the content words of a that occur in b, each as
// often as in a; 0 when a has none.
func coverage(a, b string) float64 {
	wanted := words(a)
	if len(wanted) == 0 {
		return 0
	}
	have := map[string]int{}
	for _, w := range words(b) {
		have[w]++
	}
	n := 0
	for _, w := range wanted {
		if have[w] > 0 {
			have[w]--
			n++
		}
	}
	return float64(n) / float64(len(wanted))
}
