// Package text turns written language into comparable units: folded strings,
// tokens with byte offsets, stems, and numbers.
//
// Folding lowers case, strips diacritics and unites typographic variants, so
// that "Önal", "Onal" and "ÖNAL" are one word. Offsets always refer to the
// string that was passed in: folding never moves a quotation.
//
// Everything here is a pure function of its input and safe for concurrent use.
package text

import (
	"hash/maphash"
	"strings"
	"sync/atomic"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Fold returns s in the form used for comparison: compatibility-decomposed
// without combining marks, lower case, typographic quotation marks and dashes
// as their ASCII counterparts, runs of white space as one space, none at the
// ends. Invisible format characters are dropped.
func Fold(s string) string {
	if isPlain(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	space := false
	for _, r := range norm.NFKD.String(s) {
		r = foldRune(r)
		switch {
		case r < 0:
			continue
		case unicode.IsSpace(r):
			space = b.Len() > 0
			continue
		}
		if space {
			b.WriteByte(' ')
			space = false
		}
		b.WriteRune(r)
	}
	return b.String()
}

// isPlain reports that Fold would return s unchanged, without building it.
func isPlain(s string) bool {
	space := true
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c >= utf8.RuneSelf || ('A' <= c && c <= 'Z') || c < ' ' || (c == ' ' && space) {
			return false
		}
		space = c == ' '
	}
	return !space || s == ""
}

// foldRune maps one decomposed rune to its folded form, -1 to drop it.
func foldRune(r rune) rune {
	switch r {
	case '\u2018', '\u2019', '\u201a', '\u2032', '\u00b4', '`', '\u02bc', '\u02be', '\u02bf':
		return '\''
	case '\u201c', '\u201d', '\u201e', '\u00ab', '\u00bb', '\u2033':
		return '"'
	case '\u2010', '\u2011', '\u2012', '\u2013', '\u2014', '\u2015', '\u2212':
		return '-'
	case '\u0131': // dotless i
		return 'i'
	case '\u0141', '\u0142':
		return 'l'
	case '\u00f8', '\u00d8':
		return 'o'
	case '\u0640': // Arabic tatweel
		return -1
	// Arabic letters that writers interchange.
	case '\u0622', '\u0623', '\u0625', '\u0671':
		return '\u0627'
	case '\u0649', '\u06cc':
		return '\u064a'
	case '\u0629':
		return '\u0647'
	case '\u06a9':
		return '\u0643'
	case '\u0451', '\u0401':
		return '\u0435'
	}
	if unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Cf, r) {
		return -1
	}
	if r < ' ' && !unicode.IsSpace(r) {
		return -1
	}
	return unicode.ToLower(r)
}

// Token is one word of a text.
type Token struct {
	Start, End int    // bytes of the original string
	Fold       string // folded, possessive and inner apostrophes removed; "U.S." is "us"
	Stem       string // English stem of Fold
	Capital    bool   // starts with an upper-case letter
	Acronym    bool   // two or more letters, all upper case (US, U.N., IS)
	Stop       bool   // a function word, unless written as an acronym
}

// Tokens splits s into words: runs of letters, marks and digits, joined over
// inner apostrophes (Ja'afari), over the stops of initialisms (U.S.) and over
// the separators inside numbers (1,200; 7.5). A hyphen ends a token.
func Tokens(s string) []Token {
	var out []Token
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		if !wordRune(r) {
			i += n
			continue
		}
		end := wordEnd(s, i)
		if t := tokenOf(s[i:end]); t.Fold != "" {
			t.Start, t.End = i, end
			out = append(out, t)
		}
		i = end
	}
	return out
}

// Words returns the folded words of s, the Folds of its Tokens.
func Words(s string) []string {
	tokens := Tokens(s)
	out := make([]string, len(tokens))
	for i, t := range tokens {
		out[i] = t.Fold
	}
	return out
}

func wordRune(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r) || r == '\u200c'
}

// wordEnd returns the byte after the word that starts at i.
func wordEnd(s string, i int) int {
	runes, initials := 0, true // initials: single letters between stops so far
	for j := i; j < len(s); {
		r, n := utf8.DecodeRuneInString(s[j:])
		if wordRune(r) {
			runes++
			j += n
			continue
		}
		next, _ := utf8.DecodeRuneInString(s[j+n:])
		if !wordRune(next) {
			return j
		}
		switch {
		case isApostrophe(r):
		case r == '.' && initials && runes == 1 && unicode.IsLetter(next):
			runes = 0
			j += n
			continue
		case (r == ',' || r == '.') && unicode.IsDigit(next) && unicode.IsDigit(rune(s[j-1])):
		default:
			return j
		}
		initials = false
		j += n
	}
	return len(s)
}

func isApostrophe(r rune) bool { return r == '\'' || r == '\u2019' || r == '\u2018' || r == '\u02bc' }

// tokenOf returns the token of a word as it is written, but for where it
// stands; its Fold is "" when nothing is left of the word.
func tokenOf(raw string) Token {
	if len(raw) > longestMet {
		return newToken(raw)
	}
	hash := maphash.String(seed, raw)
	first, second := &met[hash%uint64(len(met))], &met[hash>>32%uint64(len(met))]
	known := first.Load()
	if known != nil && known.raw == raw {
		return known.Token
	}
	if other := second.Load(); other != nil && other.raw == raw {
		return other.Token
	}
	raw = strings.Clone(raw) // what is kept must not keep the text it stands in
	t := newToken(raw)
	if known == nil {
		second = first
	}
	second.Store(&wordMet{raw, t})
	return t
}

// wordMet is a word as it is written, with its token.
type wordMet struct {
	raw string
	Token
}

// met keeps words that were met, each in one of two places that its hash gives
// it: in the first for good, which is where frequent words come to stand, or in
// the second until another takes it. Folding and stemming a word cost more than
// finding where it ends, and text repeats its words. It holds some 10 MB at most.
var (
	met  [1 << 16]atomic.Pointer[wordMet]
	seed = maphash.MakeSeed()
)

// longestMet is the longest word that is kept, in bytes.
const longestMet = 48

func newToken(raw string) Token {
	fold := Fold(raw)
	first, _ := utf8.DecodeRuneInString(raw)
	if strings.IndexByte(fold, '\'') >= 0 {
		fold = splitApostrophe(fold)
	}
	if strings.IndexByte(fold, '.') >= 0 || strings.IndexByte(fold, ',') >= 0 {
		if unicode.IsDigit(first) {
			fold = strings.ReplaceAll(fold, ",", "")
		} else {
			fold = strings.ReplaceAll(fold, ".", "")
		}
	}
	if fold == "" {
		return Token{}
	}
	t := Token{Fold: fold, Stem: Stem(fold), Capital: unicode.IsUpper(first), Acronym: acronym(raw)}
	t.Stop = !t.Acronym && IsStop(fold)
	return t
}

// splitApostrophe removes a possessive, keeps the word of an elided article
// (l'opposition, d'Assad) and closes the gap of a name (Ja'afari).
func splitApostrophe(fold string) string {
	head, tail, _ := strings.Cut(fold, "'")
	switch {
	case tail == "s" || tail == "":
		return head
	case len(head) == 1 && strings.Contains("dlcjmnst", head) || head == "qu":
		return strings.ReplaceAll(tail, "'", "")
	}
	tail = strings.TrimSuffix(tail, "'s")
	return head + strings.ReplaceAll(tail, "'", "")
}

func acronym(raw string) bool {
	n := 0
	for _, r := range raw {
		if unicode.IsLetter(r) {
			if !unicode.IsUpper(r) {
				return false
			}
			n++
		} else if r != '.' {
			return false
		}
	}
	return n >= 2
}

// Content returns the tokens of s that are not function words.
func Content(s string) []Token {
	all := Tokens(s)
	out := all[:0]
	for _, t := range all {
		if !t.Stop {
			out = append(out, t)
		}
	}
	return out
}

// Script names the writing system of most letters of s: "latin", "arabic",
// "cyrillic", "greek", "hebrew", "han" or "other"; "" when it has no letters.
func Script(s string) string {
	counts := map[string]int{}
	for _, r := range s {
		if unicode.IsLetter(r) {
			counts[runeScript(r)]++
		}
	}
	best := ""
	for name, n := range counts {
		if n > counts[best] || (n == counts[best] && name < best) {
			best = name
		}
	}
	return best
}

func runeScript(r rune) string {
	switch {
	case unicode.Is(unicode.Latin, r):
		return "latin"
	case unicode.Is(unicode.Arabic, r):
		return "arabic"
	case unicode.Is(unicode.Cyrillic, r):
		return "cyrillic"
	case unicode.Is(unicode.Greek, r):
		return "greek"
	case unicode.Is(unicode.Hebrew, r):
		return "hebrew"
	case unicode.Is(unicode.Han, r):
		return "han"
	}
	return "other"
}
