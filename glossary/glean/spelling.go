package glean

import (
	"strings"

	"rapporteur/text"
)

// spelled is a name of one person, with what is needed to compare it.
type spelled struct {
	words []string // evened
}

// spell returns a name in the form for alike, and the key that all names like it
// share; "" for one that is too short to be told from others.
func spell(name string) (spelled, string) {
	var out spelled
	var key strings.Builder
	for _, w := range text.Words(name) {
		if particles[w] || articles[w] {
			continue
		}
		w = evened(w)
		out.words = append(out.words, w)
		key.WriteString(skeleton(w))
		key.WriteByte(' ')
	}
	if len(out.words) < 2 {
		return out, ""
	}
	return out, key.String()
}

var articles = text.Set(`al el an ar as ash at`)

// evened unites what transcriptions from other alphabets write in several ways
// and English tells apart nowhere.
func evened(w string) string {
	if strings.IndexFunc(w, func(r rune) bool { return r >= 0x80 }) >= 0 {
		return w
	}
	return strings.TrimSuffix(evener.Replace(w+"$"), "$")
}

var evener = strings.NewReplacer(
	"che$", "sh$", "off$", "ov$", "sch", "sh", "tch", "ch", "kh", "h", "ck", "k", "q", "k", "ph", "f", "w", "v",
	"ou", "u", "oo", "u", "ey", "i", "ei", "i", "iy", "i", "ye", "ie", "y", "i", "j", "i",
	"bb", "b", "dd", "d", "ff", "f", "gg", "g", "ll", "l", "mm", "m", "nn", "n", "pp", "p", "rr", "r", "ss", "s", "tt", "t", "zz", "z",
)

// skeleton returns the consonants of an evened word and a vowel at its beginning.
func skeleton(w string) string {
	var b strings.Builder
	for i, r := range w {
		if i == 0 || !strings.ContainsRune("aeiou", r) {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// alike reports that two names with one key are spellings of one name: short
// words are the same, longer ones differ in a vowel or two, and none in its end,
// where Mario differs from Maria.
func alike(a, b spelled) bool {
	if len(a.words) != len(b.words) {
		return false
	}
	for i, w := range a.words {
		v := b.words[i]
		switch {
		case w == v:
		case len(w) <= 4 || len(v) <= 4 || w[len(w)-1] != v[len(v)-1] || len(w)-len(v) > 1 || len(v)-len(w) > 1:
			return false
		case vowelsApart(w, v) > 1+len(w)/7:
			return false
		}
	}
	return true
}

// vowelsApart counts in how many places two words of one skeleton have other
// vowels between the same consonants.
func vowelsApart(a, b string) int {
	apart := 0
	for a != "" || b != "" {
		va, ra := leadingVowels(a)
		vb, rb := leadingVowels(b)
		if va != vb {
			apart++
		}
		if ra == "" || rb == "" {
			return apart
		}
		a, b = ra[1:], rb[1:]
	}
	return apart
}

func leadingVowels(s string) (vowels, rest string) {
	i := 0
	for i < len(s) && strings.IndexByte("aeiou", s[i]) >= 0 {
		i++
	}
	return s[:i], s[i:]
}

// partOf reports that the words of a short name are some of those of a long one,
// in order, with its last: Tayyip Erdogan of Recep Tayyip Erdogan.
func partOf(short, long spelled) bool {
	if len(short.words) >= len(long.words) || short.words[len(short.words)-1] != long.words[len(long.words)-1] {
		return false
	}
	i := 0
	for _, w := range long.words {
		if i < len(short.words) && w == short.words[i] {
			i++
		}
	}
	return i == len(short.words)
}
