package corpus

import (
	"strings"
	"unicode/utf8"

	"rapporteur/text"
)

// learn hands every personal name of the sentence at hand to note.
func (w *witness) learn(note func(mention)) {
	for i := 0; i < len(w.p.words); {
		end := w.p.name(i)
		if end == i {
			i++
			continue
		}
		if m := w.p.nameMention(i, i, end); m.kind == person {
			note(m)
		}
		i = end
	}
}

// meet remembers a full name unless its surname is known.
func (w *witness) meet(m mention) {
	if _, known := w.names[surname(w.body[m.name.Start:m.name.End])]; !known {
		w.remember(m)
	}
}

// remember makes a full name the one that its surname stands for from now on.
func (w *witness) remember(m mention) {
	full := strings.Join(strings.Fields(w.body[m.name.Start:m.name.End]), " ")
	key := surname(full)
	first, _, several := strings.Cut(full, " ")
	if key == "" || !several {
		return
	}
	known, met := w.names[key]
	if met && isSurnameOf(full, known.speaker) && full != known.speaker {
		return
	}
	if particles[strings.ToLower(first)] && strings.Count(full, " ") == 1 {
		return // "De Mistura", "Al Jaafari": a surname
	}
	if met && !sameInitial(full, known.speaker) {
		w.namesakes[key] = true
	}
	if g := titleGender[m.title]; g != "" {
		w.gender[full] = g
	}
	w.names[key] = naming{speaker: full, at: m.name, kind: person, role: m.title}
}

// sameInitial tells two spellings of one name ("Sergey", "Sergei") from two
// people's.
func sameInitial(a, b string) bool {
	r, _ := utf8.DecodeRuneInString(foldName(a))
	s, _ := utf8.DecodeRuneInString(foldName(b))
	return r == s
}

// surname returns the folded last word of a name without an article ("al-").
func surname(name string) string {
	name = strings.TrimRight(name, ".")
	if i := strings.LastIndexFunc(name, isSpace); i >= 0 {
		name = name[i+1:]
	}
	fold := foldName(name)
	if head, tail, ok := strings.Cut(fold, "-"); ok && articlePrefixes[head] {
		return tail
	}
	return fold
}

// foldName is text.Fold for the short ASCII strings that most names are.
func foldName(s string) string {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return text.Fold(s)
		}
	}
	return strings.ToLower(s)
}

// resolve returns the speaker that a mention means.
func (w *witness) resolve(m mention) (naming, bool) {
	switch m.kind {
	case pronoun:
		return w.resolvePronoun(m)
	case person, body:
		full := w.body[m.name.Start:m.name.End]
		alone := !strings.ContainsFunc(full, isSpace)
		if alone && w.namesakes[surname(full)] {
			return naming{speaker: w.verbatim(m), at: m.name, kind: m.kind, role: m.title}, true
		}
		if known, ok := w.names[surname(full)]; ok && (m.kind == person || isSurnameOf(full, known.speaker)) && sameName(full, known.speaker) {
			return naming{speaker: known.speaker, at: m.name, kind: person, role: known.role}, true
		}
		return naming{speaker: w.verbatim(m), at: m.name, kind: m.kind, role: m.title}, true
	}
	if m.to-m.from == 2 && w.p.words[m.from].low == "the" {
		if w.lastOne.role == m.head && w.near(w.lastOne, 4) {
			return naming{speaker: w.lastOne.speaker, at: w.lastOne.at, kind: person, role: m.head}, true
		}
		if known, ok := w.groups[m.head]; ok && w.near(known, 4) && strings.Contains(known.speaker, m.head) {
			return naming{speaker: known.speaker, at: m.name, kind: group}, true
		}
	}
	return naming{speaker: w.verbatim(m), at: m.name, kind: group}, true
}

// near reports that n was met at most the given number of paragraphs before.
func (w *witness) near(n naming, paragraphs int) bool {
	return n.speaker != "" && w.sentences[w.current].Paragraph-n.paragraph <= paragraphs
}

// isSurnameOf reports that short is the end of the full name.
func isSurnameOf(short, full string) bool {
	return strings.HasSuffix(foldName(full), foldName(short)) || surname(short) == surname(full) && !strings.ContainsFunc(strings.TrimSpace(short), isSpace)
}

// sameName reports that two names can be one person's: one is a surname, or
// they share the initial of the first name.
func sameName(a, b string) bool {
	if isSurnameOf(a, b) {
		return true
	}
	return strings.ContainsFunc(a, isSpace) && sameInitial(a, b)
}

// verbatim returns the mention as written; a determiner that opens the
// sentence loses its capital.
func (w *witness) verbatim(m mention) string {
	s := strings.Join(strings.Fields(w.body[m.name.Start:m.name.End]), " ")
	first := w.p.words[m.from]
	common := determiners[first.low] && !w.p.isName(m.from) || m.from == 0 && m.kind == group && nouns[first.low]
	if m.name.Start == first.Start && first.capital && common {
		return strings.ToLower(s[:1]) + s[1:]
	}
	return s
}

// resolvePronoun finds whom a pronoun means: the person, or the group, that
// spoke or was a subject last, if that was near enough.
func (w *witness) resolvePronoun(m mention) (naming, bool) {
	switch m.head {
	case "he", "she":
		if g := w.genderOf(w.lastOne.speaker); !w.near(w.lastOne, 2) || g != "" && g != m.head || w.rivals() || w.namesOther(m.from) || w.namesAgain(m.to) {
			return w.onlyOne(m)
		}
		w.gender[w.lastOne.speaker] = m.head
		return w.lastOne, true
	case "they":
		if who, ok := w.groupBefore(); ok {
			return who, true
		}
		return w.lastBody, w.spokeJustNow(w.lastBody)
	case "it":
		if w.near(w.lastBody, 0) && w.lastBody.kind != group || w.spokeJustNow(w.lastBody) && w.isInstitution(w.lastBody) {
			return w.lastBody, true
		}
	case "others":
		return naming{speaker: "others", at: m.name, kind: group}, true
	}
	return naming{}, false
}

// rivals reports that another person than the last one may be meant: one named
// since, or beside, unless it is the last one alone who speaks there and not to
// somebody, for then others are only spoken of.
func (w *witness) rivals() bool {
	if w.rival != w.lastOne.sentence {
		return w.rival > w.lastOne.sentence
	}
	said := w.sentences[w.rival].Attributions
	for _, a := range said {
		if a.Speaker != w.lastOne.speaker || a.Verb == "told" || a.Verb == "tells" || a.Verb == "asked" {
			return true
		}
	}
	return len(said) == 0
}

// namesOther reports that the first n words of the sentence at hand name
// another person than the last one, so that a pronoun after them is open.
func (w *witness) namesOther(n int) bool {
	for i := 0; i < n; {
		end := w.p.name(i)
		if end == i {
			i++
			continue
		}
		if m := w.p.nameMention(i, i, end); m.kind == person || m.kind == body {
			full := w.body[m.name.Start:m.name.End]
			known, met := w.names[surname(full)]
			if met && known.speaker != w.lastOne.speaker && isSurnameOf(full, known.speaker) {
				return true
			}
		}
		i = end
	}
	return false
}

// namesAgain reports that the last person is named after word i of the sentence
// at hand: in "she told Lavrov" the pronoun is somebody else.
func (w *witness) namesAgain(i int) bool {
	key := surname(w.lastOne.speaker)
	for ; i < len(w.p.words); i++ {
		if w.p.isName(i) && w.p.words[i].low == key {
			return true
		}
	}
	return false
}

// groupBefore returns the last group that was a subject in the sentence before
// the one at hand, when both are in the same or in neighbouring paragraphs.
func (w *witness) groupBefore() (naming, bool) {
	i := w.current - 1
	if i < 0 || w.sentences[w.current].Paragraph-w.sentences[i].Paragraph > 1 {
		return naming{}, false
	}
	at := *w
	at.p, at.current = phrase{w.body, appendWords(nil, w.body, w.sentences[i].Span, w.sentences[i].Quotes)}, i
	words := at.p.words
	for j := len(words) - 1; j > 0; j-- {
		_, reports := reportingVerbs[words[j].low]
		if words[j].quoted || !at.p.adjoining(j) || !reports && !beForms[words[j].low] && !modals[words[j].low] && !skippedBeforeVerb[words[j].low] {
			continue
		}
		if m := at.p.mentionBefore(j); m.kind == group && strings.HasSuffix(m.head, "s") && at.canOpen(m) {
			return naming{speaker: at.verbatim(m), at: m.name, kind: group}, true
		}
	}
	return naming{}, false
}
