package corpus

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/text"
)

// word is a word of a sentence, as the search for speakers sees it.
type word struct {
	Span
	low        string // lower case, without a possessive ending
	capital    bool
	possessive bool
	quoted     bool   // inside quotation marks
	sep        string // what stands between the word before and this one
}

// appendWords appends the words of s to buf. A hyphen or an apostrophe inside
// a word belongs to it, as do the stops of initials.
func appendWords(buf []word, body string, s Span, quotes []Span) []word {
	last := s.Start
	q := 0
	for i := s.Start; i < s.End; {
		if c := body[i]; c < utf8.RuneSelf && !isASCIIWord(c) {
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(body[i:s.End])
		if r >= utf8.RuneSelf && !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			i += n
			continue
		}
		end := wordEnd(body[:s.End], i)
		w := word{Span: Span{i, end}, sep: body[last:i], capital: unicode.IsUpper(r)}
		raw := body[i:end]
		if t, ok := cutPossessive(raw, body[end:s.End]); ok {
			raw, w.possessive = t, true
			w.End = i + len(t)
		}
		w.low = lowerWord(raw)
		if !w.capital && len(raw) > 3 && (raw[2] == '-' || raw[1] == '-') {
			if head, tail, ok := strings.Cut(raw, "-"); ok && articlePrefixes[head] {
				c, _ := utf8.DecodeRuneInString(tail)
				w.capital = unicode.IsUpper(c)
			}
		}
		for q < len(quotes) && quotes[q].End <= i {
			q++
		}
		w.quoted = q < len(quotes) && quotes[q].Start <= i
		buf = append(buf, w)
		last, i = w.End, end
	}
	return buf
}

func isASCIIWord(c byte) bool {
	return c|0x20 >= 'a' && c|0x20 <= 'z' || c >= '0' && c <= '9'
}

// lowerWord is strings.ToLower without work for what is in lower case.
func lowerWord(s string) string {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c >= utf8.RuneSelf || c >= 'A' && c <= 'Z' {
			return strings.ToLower(s)
		}
	}
	return s
}

func wordEnd(body string, i int) int {
	for i < len(body) {
		if isASCIIWord(body[i]) {
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(body[i:])
		if r >= utf8.RuneSelf && (unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r)) {
			i += n
			continue
		}
		if r != '\'' && r != '’' && r != '-' && r != '.' {
			return i
		}
		next, _ := utf8.DecodeRuneInString(body[i+n:])
		if unicode.IsLetter(next) || unicode.IsDigit(next) {
			i += n
			continue
		}
		if r == '.' && i >= 2 && body[i-2] == '.' {
			return i + n // the last stop of "U.S."
		}
		return i
	}
	return i
}

// cutPossessive removes 's from raw; after an s the apostrophe alone, which
// then is the first thing of rest, is a possessive too.
func cutPossessive(raw, rest string) (string, bool) {
	if raw[len(raw)-1]|0x20 != 's' {
		return raw, false
	}
	for _, end := range []string{"'s", "’s", "'S", "’S"} {
		if t := strings.TrimSuffix(raw, end); t != raw {
			return t, true
		}
	}
	return raw, strings.HasPrefix(rest, "’ ") || strings.HasPrefix(rest, "' ")
}

// adjoins reports that only white space, or the stop of an abbreviation,
// separates w from the word before.
func (w word) adjoins(before word) bool {
	sep := strings.TrimFunc(w.sep, isSpace)
	return (sep == "" || sep == "@") && w.sep != "" || sep == "." && w.capital && (len(before.low) == 1 || abbreviations[before.low]) ||
		before.possessive && (sep == "'s" || sep == "’s" || sep == "’" || sep == "'")
}

type kind int

const (
	noOne   kind = iota
	person       // a personal name
	body         // an organisation, a place, an unknown name
	group        // people by what they are: "one Western diplomat"
	pronoun      // he, she, they, it, who
)

// mention is somebody, or something, that can say things, in words [from, to).
type mention struct {
	from, to  int
	kind      kind
	name      Span   // the name without titles; the whole mention unless person
	head      string // the noun of a group, the pronoun
	title     string // the last title before a person's name
	following string // the noun of an apposition, set by the caller
}

// phrase parses mentions in the words of one sentence.
type phrase struct {
	body  string
	words []word
}

func (p phrase) at(i int) word {
	if i < 0 || i >= len(p.words) {
		return word{sep: "\x00"}
	}
	return p.words[i]
}

// adjoining reports that word i follows the one before without punctuation.
func (p phrase) adjoining(i int) bool {
	return i > 0 && i < len(p.words) && p.words[i].adjoins(p.words[i-1])
}

// text returns the stretch that words [from, to) cover.
func (p phrase) span(from, to int) Span {
	return Span{p.words[from].Start, p.words[to-1].End}
}

// isName reports a capitalised word that can be part of a name.
func (p phrase) isName(i int) bool {
	w := p.at(i)
	if !w.capital || w.quoted {
		return false
	}
	if calendar[w.low] || i == 0 && (openers[w.low] || starters[w.low] || prepositions[w.low]) {
		return false
	}
	return !text.IsStop(w.low) || w.low == "us" && p.body[w.Start+1] == 'S' || w.low == "will" && i > 0 || strings.Contains(w.low, ".")
}

// isParticle reports a word such as "de" or "bin"; none is longer than four
// letters.
func (p phrase) isParticle(i int) bool {
	w := p.at(i)
	return len(w.low) <= 4 && !w.capital && particles[w.low]
}

// name returns the end of the run of capitalised words that starts at i,
// joined over particles and, inside names of offices and bodies, over "of"
// and "for". A possessive ends it.
func (p phrase) name(i int) int {
	if !p.isName(i) && !(p.isParticle(i) && p.isName(i+1) && p.adjoining(i+1)) {
		return i
	}
	j := i + 1
	for j < len(p.words) && !p.words[j-1].possessive && p.adjoining(j) {
		w := p.words[j]
		switch {
		case p.isName(j), w.capital && !w.quoted && !calendar[w.low] && text.IsStop(w.low) && !pronouns[w.low]:
			j++ // also "Hawaii News Now"
		case p.isParticle(j) && p.isName(j+1) && p.adjoining(j+1):
			j += 2
		case (w.low == "of" || w.low == "for") && offices[p.words[j-1].low] && p.isName(j+1) && p.adjoining(j+1):
			j += 2
		case w.low == "of" && offices[p.words[j-1].low] && p.at(j+1).low == "the" && p.isName(j+2):
			j += 3
		default:
			return j
		}
	}
	return j
}

// mentionAt parses the mention that starts at word i; kind noOne when none
// does. Mentions joined by "and" are one.
func (p phrase) mentionAt(i int) mention {
	m := p.simpleMention(i)
	for m.kind == person || m.kind == body || m.kind == group {
		if p.at(m.to).low != "and" || !p.adjoining(m.to) || !p.adjoining(m.to+1) {
			break
		}
		n := p.simpleMention(m.to + 1)
		if n.kind == noOne || n.kind == pronoun {
			break
		}
		m = mention{from: m.from, to: n.to, kind: group, head: n.head, name: p.span(m.from, n.to)}
	}
	return m
}

// maxModifiers is how many words may describe a noun before it.
const maxModifiers = 4

func (p phrase) simpleMention(i int) mention {
	w := p.at(i)
	if w.quoted || w.low == "" {
		return mention{}
	}
	if strings.HasSuffix(w.sep, "@") { // the name of an account
		return mention{from: i, to: i + 1, kind: body, name: Span{w.Start - 1, w.End}}
	}
	switch w.low {
	case "he", "she", "they", "it", "who", "others":
		return mention{from: i, to: i + 1, kind: pronoun, head: w.low, name: w.Span}
	}
	k := i
	if determiners[w.low] && !(w.capital && p.isName(i)) {
		k++
		if w.low == "that" && p.isName(k) {
			return mention{}
		}
		if determiners[p.at(k).low] && p.adjoining(k) { // "the two", "all the"
			k++
		}
		if !p.adjoining(k) {
			return mention{}
		}
	}
	start := k
	for modifiers := 0; k < len(p.words) && modifiers <= maxModifiers; modifiers++ {
		if k > i && !p.adjoining(k) || p.words[k].quoted {
			return mention{}
		}
		if nouns[p.words[k].low] && !(p.isName(k) && k > start) {
			return p.groupAt(i, k)
		}
		if end := p.name(k); end > k {
			if p.adjoining(end) && p.leadsToNoun(end) {
				k = end
				continue
			}
			return p.nameMention(i, k, end)
		}
		if !p.leadsToNoun(k) || k == i && p.adjoining(i) && determiners[p.words[i-1].low] {
			return mention{} // also "crisis officials" in "a crisis officials said …"
		}
		k++
	}
	return mention{}
}

// leadsToNoun reports that the words from k on, none of which is a function
// word or a verb of reporting, lead to a noun for people or to a name after
// a possessive.
func (p phrase) leadsToNoun(k int) bool {
	for j := k; j < k+4 && j < len(p.words); j++ {
		w := p.words[j]
		if j > k && !p.adjoining(j) || w.quoted {
			return false
		}
		if nouns[w.low] {
			return true
		}
		if j == k && j > 0 && p.words[j-1].possessive && p.isName(j) {
			return true
		}
		if text.IsStop(w.low) || w.capital && j > k {
			return false
		}
		if _, verb := reportingVerbs[w.low]; verb {
			return false
		}
	}
	return false
}

// groupAt completes the group whose noun is word k. A name that follows the
// noun is the person meant ("opposition spokesman Osama Abu Zaid").
func (p phrase) groupAt(from, k int) mention {
	for nouns[p.at(k+1).low] && p.adjoining(k+1) && !p.words[k].possessive && !p.at(k+1).capital {
		k++
	}
	if p.words[k].possessive {
		if n := p.simpleMention(k + 1); n.kind != noOne && n.kind != pronoun && p.adjoining(k+1) {
			n.from = from
			if n.kind != person {
				n.name = p.span(from, n.to)
			}
			return n
		}
		return mention{}
	}
	if p.adjoining(k+1) && !isPluralNoun(p.words[k].low) { // not "told reporters Kerry had gone"
		if end := p.name(k + 1); end > k+1 && !p.words[end-1].possessive {
			m := p.nameMention(k+1, k+1, end)
			m.from = from
			m.title = p.words[k].low
			return m
		}
	}
	if low := p.words[from].low; isPluralNoun(p.words[k].low) && (low == "a" || low == "an" || low == "that") {
		return mention{} // "a crisis officials said …": the noun stands alone
	}
	m := mention{from: from, to: k + 1, kind: group, head: p.words[k].low}
	m.to = p.complement(k)
	m.name = p.span(from, m.to)
	return m
}

// isPluralNoun reports a noun for several people: "reporters".
func isPluralNoun(low string) bool { return strings.HasSuffix(low, "s") && nouns[low[:len(low)-1]] }

// complement returns the end of "of the Russian delegation", "in Iran", "for
// the rebels" after the noun at k, k+1 when none follows.
func (p phrase) complement(k int) int {
	end := k + 1
	if link := sourceLinks[p.at(end).low]; link != "" && p.at(end+1).low == link && p.adjoining(end) && p.adjoining(end+1) {
		return p.matter(end + 2)
	}
	switch p.at(end).low {
	case "of", "for", "in", "from", "at":
	default:
		return end
	}
	if !p.adjoining(end) {
		return end
	}
	j := end + 1
	if determiners[p.at(j).low] && p.adjoining(j) {
		j++
	}
	for n := 0; n < 4 && p.adjoining(j) && !p.at(j).quoted; n++ {
		if e := p.name(j); e > j {
			if p.adjoining(e) && p.leadsToNoun(e) {
				j = e
				continue
			}
			return e
		}
		if nouns[p.words[j].low] {
			return j + 1
		}
		if !p.leadsToNoun(j) {
			return end
		}
		j++
	}
	return end
}

// sourceLinks join an unnamed source to what makes it one: "a person familiar
// with the talks".
var sourceLinks = map[string]string{"familiar": "with", "close": "to", "briefed": "on"}

// matter returns the end of the thing that starts at word j: "the talks", "the
// president's thinking".
func (p phrase) matter(j int) int {
	for determiners[p.at(j).low] && p.adjoining(j) {
		j++
	}
	for n := 0; n < 4 && p.adjoining(j) && !p.words[j].quoted && !text.IsStop(p.words[j].low) && !calendar[p.words[j].low]; n++ {
		if _, verb := reportingVerbs[p.words[j].low]; verb {
			break
		}
		j++
	}
	return j
}

// nameMention classifies the capitalised run [k, end) of a mention that starts
// at from.
func (p phrase) nameMention(from, k, end int) mention {
	m := mention{from: from, to: end, kind: body}
	first := k
	for j := k; j < end; j++ {
		if titles[p.words[j].low] && j+1 < end {
			first, m.title = j+1, p.words[j].low
		}
	}
	for first+2 < end && (p.words[first].low == "for" || p.words[first].low == "of") {
		first += 2 // "Special Envoy for Syria Staffan de Mistura"
	}
	capitals, bodies := 0, false
	for j := first; j < end; j++ {
		if p.words[j].capital {
			capitals++
		}
		given := j == first && j+1 < end && givenNames[p.words[j].low]
		bodies = bodies || !given && (bodyWords[p.words[j].low] || adjectives[p.words[j].low])
	}
	determined := from < k && m.title == ""
	switch {
	case bodies || capitals == 0 || determined && first == k:
		m.name = p.span(from, end)
	case capitals >= 2 || m.title != "":
		m.kind, m.name = person, p.span(first, end)
	default:
		m.name = p.span(from, end)
	}
	return m
}

// mentionBefore returns the longest mention that ends just before word end.
func (p phrase) mentionBefore(end int) mention {
	from := end
	for from > 0 && end-from < 14 && (from == end || p.adjoining(from)) && !p.words[from-1].quoted {
		from--
	}
	for ; from < end; from++ {
		if m := p.mentionAt(from); m.kind != noOne && m.to == end {
			return m
		}
	}
	return mention{}
}
