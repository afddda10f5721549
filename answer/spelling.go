package answer

import (
	"strings"
	"unicode/utf8"

	"rapporteur/text"
)

// slang maps the short forms of chat to words.
var slang = map[string]string{
	"wat": "what", "wut": "what", "wot": "what", "whats": "what is", "wats": "what is", "whos": "who is", "wheres": "where is",
	"whens": "when is", "hows": "how is", "abt": "about", "u": "you", "ur": "your", "r": "are", "b4": "before", "w": "with",
	"wanna": "want to", "gonna": "going to", "cuz": "because", "bc": "because", "gov": "government", "govt": "government",
	"ppl": "people", "rep": "represent", "pres": "president", "fm": "foreign minister", "y": "why",
	"russkies": "Russians", "yanks": "Americans", "def": "definitely", "n": "and", "teh": "the", "hte": "the", "nah": "", "lol": "", "pls": "", "plz": "",
}

// correct expands chat's short forms and mends words that neither English nor
// the corpus knows, when one known word is near enough.
func (e *Engine) correct(s string) string {
	tokens := text.Tokens(s)
	var b strings.Builder
	last, changed := 0, false
	for _, t := range tokens {
		better, ok := slang[t.Fold]
		if ok && t.Acronym {
			ok = false
		}
		if !ok {
			better, ok = e.mend(t)
		}
		if !ok {
			continue
		}
		b.WriteString(s[last:t.Start])
		b.WriteString(better)
		last, changed = t.End, true
	}
	if !changed {
		return s
	}
	b.WriteString(s[last:])
	return b.String()
}

// commonRank is how far down the list of English words by frequency a word may
// stand that another is mended to.
const commonRank = 30000

// everydayRank is how far down that list a word is meant as it is spelt.
const everydayRank = 8000

// mend returns the known word that t most likely misspells.
func (e *Engine) mend(t text.Token) (string, bool) {
	w := t.Fold
	if len(w) < 4 || protected[w] || t.Stop || t.Acronym || !ascii(w) || e.cfg.Index.DocFreq(t.Stem) > 0 || e.vocabulary.names[w] {
		return "", false
	}
	most := 1
	if len(w) >= 6 {
		most = 2
	}
	candidates := e.vocabulary.byInitial[w[0]]
	if len(w) == 4 && !t.Capital && e.analyst.words.Rank(w) > 0 {
		return "", false
	}
	if r := e.analyst.words.Rank(w); r > 0 {
		if r <= everydayRank {
			return "", false
		}
		// A rare word may be another spelling of a name, and nothing else.
		candidates, most = e.vocabulary.namesByInitial[w[0]], 1
	}
	best, near := "", most+1
	consider := func(c string) {
		if abs(len(c)-len(w)) >= near || c[0] != w[0] {
			return
		}
		if d := distance(w, c, near-1); d < near {
			best, near = c, d
		}
	}
	for _, c := range candidates {
		consider(c)
	}
	if best == "" {
		return "", false
	}
	if e.vocabulary.names[best] {
		best = strings.ToUpper(best[:1]) + best[1:]
	}
	return best, true
}

// protected are the words that the engine itself looks for.
var protected = func() map[string]bool {
	m := map[string]bool{}
	for _, pk := range phraseKinds {
		for _, p := range pk.patterns {
			for _, w := range strings.Fields(p) {
				m[strings.TrimPrefix(w, "^")] = true
			}
		}
	}
	return m
}()

// vocabulary holds the words that a question may have meant, those of names
// first, then by frequency in English.
type vocabulary struct {
	names          map[string]bool
	byInitial      map[byte][]string
	namesByInitial map[byte][]string
}

func (e *Engine) buildVocabulary() {
	v := vocabulary{names: map[string]bool{}, byInitial: map[byte][]string{}, namesByInitial: map[byte][]string{}}
	add := func(w string) {
		if len(w) >= 3 && ascii(w) {
			v.byInitial[w[0]] = append(v.byInitial[w[0]], w)
		}
	}
	name := func(s string) {
		for _, t := range text.Tokens(s) {
			if r := e.analyst.words.Rank(t.Fold); !v.names[t.Fold] && !t.Stop && (r == 0 || r > 2000) {
				v.names[t.Fold] = true
				add(t.Fold)
				if len(t.Fold) >= 4 && ascii(t.Fold) {
					v.namesByInitial[t.Fold[0]] = append(v.namesByInitial[t.Fold[0]], t.Fold)
				}
			}
		}
	}
	for _, entry := range e.cfg.Glossary.Entries() {
		name(entry.Name)
		for _, s := range entry.Spellings {
			name(s)
		}
	}
	for i, w := range e.analyst.words.Common(commonRank) {
		if i < commonRank {
			add(w)
		}
	}
	e.vocabulary = v
}

func ascii(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf || s[i] < 'a' || s[i] > 'z' {
			return false
		}
	}
	return s != ""
}

// distance returns the number of insertions, deletions, substitutions and
// swaps of neighbours between two ASCII words, or limit+1 when it is larger.
func distance(a, b string, limit int) int {
	var rows [3][64]int
	if len(a) > 60 || len(b) > 60 {
		return limit + 1
	}
	for j := range len(b) + 1 {
		rows[0][j] = j
	}
	for i := 1; i <= len(a); i++ {
		row, above, two := &rows[i%3], &rows[(i+2)%3], &rows[(i+1)%3]
		row[0] = i
		least := i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			d := min(row[j-1]+1, above[j]+1, above[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				d = min(d, two[j-2]+1)
			}
			row[j] = d
			least = min(least, d)
		}
		if least > limit {
			return limit + 1
		}
	}
	return rows[len(a)%3][len(b)]
}
