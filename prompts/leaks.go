package prompts

import (
	"crypto/rand"
	"slices"
	"strings"
	"unicode"
)

const (
	// canaryAlphabet has no characters that are taken for one another.
	canaryAlphabet = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
	canaryRunes    = 12 // 59 bits: nobody guesses one
	// leakedWords is how many words of the rules in a row give them away: fewer
	// meet by chance.
	leakedWords = 8
)

// NewCanary returns a random line for the system part of prompts, to be made
// once a process. An answer that holds it gives the prompt away.
func NewCanary() string {
	b := make([]byte, 0, canaryRunes)
	var one [1]byte
	for len(b) < canaryRunes {
		_, _ = rand.Read(one[:]) // never fails: the program would have ended
		// The rest of the bytes is left out, for some letters would come more often.
		if n := int(one[0]); n < 256/len(canaryAlphabet)*len(canaryAlphabet) {
			b = append(b, canaryAlphabet[n%len(canaryAlphabet)])
		}
	}
	return "RQ-" + string(b)
}

// Leaks reports whether output gives the prompt away: it holds the canary, also
// spaced out, hyphenated, in other case or backwards, or eight words or more of
// p.System in a row. The words of p.User are no secret: answers quote them. An
// empty canary is not looked for.
func (s *Set) Leaks(output string, p Prompt, canary string) bool {
	letters := strings.Join(words(output), "")
	if c := strings.Join(words(canary), ""); c != "" {
		if strings.Contains(letters, c) || strings.Contains(letters, backwards(c)) {
			return true
		}
	}
	said := map[string]bool{}
	for run := range runs(words(output)) {
		said[run] = true
	}
	for run := range runs(words(p.System)) {
		if said[run] {
			return true
		}
	}
	return false
}

// runs yields every leakedWords words in a row.
func runs(words []string) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		for i := 0; i+leakedWords <= len(words); i++ {
			if !yield(strings.Join(words[i:i+leakedWords], " ")) {
				return
			}
		}
	}
}

// words returns the words of s in lower case, without invisible characters.
func words(s string) []string {
	s = strings.Map(func(r rune) rune {
		if hidden(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, s)
	return strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) })
}

func backwards(s string) string {
	runes := []rune(s)
	slices.Reverse(runes)
	return string(runes)
}
