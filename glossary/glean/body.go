package glean

import (
	"strings"

	"rapporteur/glossary"
)

// found is a name of anything but a person, in one article.
type found struct {
	kind    glossary.Kind
	name    string
	at      Evidence
	letters *Spelling
	known   bool // by a pattern, not only by its words
}

var linking = map[string]bool{"of": true, "for": true, "on": true, "the": true, "and": true, "in": true, "to": true}

// bodies returns the bodies that a line names.
func (r *reader) bodies(l *line, runs []run) []found {
	var out []found
	for i := 1; i < len(l.tokens); i++ {
		if f, ok := r.lettered(l, i); ok {
			out = append(out, f)
		}
	}
	for _, at := range runs {
		if f, ok := r.body(l, at); ok {
			out = append(out, f)
		}
	}
	return out
}

// body takes a run for a body whose last word says what it is.
func (r *reader) body(l *line, at run) (found, bool) {
	first, last := at.first, at.last
	for first < last && l.opens(first) && openers[l.tokens[first].Fold] {
		first++
	}
	for first < last && (offices[l.tokens[first].Fold] || honorifics[l.tokens[first].Fold]) {
		first++
	}
	if first == last {
		return found{}, false
	}
	if first == at.first && first >= 2 && l.tokens[first-1].Fold == "and" && l.joined(first) && l.joined(first-1) && l.nameLike(first-2) {
		if first < 3 || l.tokens[first-3].Fold != "the" && l.known[first-3] == nil {
			return found{}, false
		}
		first -= 2 // the Food and Drug Administration
	}
	head := last - 1
	if !bodyHeads[l.tokens[head].Fold] {
		return found{}, false
	}
	last = l.ofPhrase(last)
	distinct := false
	for i := first; i < last; i++ {
		fold, m := l.tokens[i].Fold, l.known[i]
		switch {
		case outletWords[fold] || calendar[fold] || i < head && l.possessive(i) || l.tokens[i].Acronym && i != first:
			return found{}, false
		case i == head || generic[fold] || bodyHeads[fold] || linking[fold] || i == first && l.opens(i) && r.lower[fold]:
		case m != nil && (m.Via == glossary.ByAdjective || m.Entry.Kind == glossary.Country):
		default:
			distinct = true
		}
	}
	if !distinct || l.credited(first, last) || r.has(l, first, last) {
		return found{}, false
	}
	return found{kind: bodyKind(l.tokens[head].Fold), name: l.named(first, last), at: l.evidence(first, last)}, true
}

// ofPhrase returns the end of a name that ends before token i or goes on with
// "of" or "for": the Union of Rail Workers.
func (l *line) ofPhrase(i int) int {
	k := i
	if k+1 >= len(l.tokens) || l.possessive(k-1) || !l.joined(k) || l.tokens[k].Fold != "of" && l.tokens[k].Fold != "for" {
		return i
	}
	k++
	if l.tokens[k].Fold == "the" && l.joined(k) {
		k++
	}
	end := k
	for end < len(l.tokens) && l.joined(end) && l.nameLike(end) {
		end++
		if l.possessive(end - 1) {
			break
		}
	}
	if end == k {
		return i
	}
	return end
}

func bodyKind(head string) glossary.Kind {
	if groupHeads[head] {
		return glossary.Group
	}
	return glossary.Body
}

// lettered takes token i for the letters of the name before it: "Free Syrian
// Army (FSA)".
func (r *reader) lettered(l *line, i int) (found, bool) {
	t := &l.tokens[i]
	letters := t.Fold
	if !t.Acronym || len(letters) < 2 || len(letters) > 8 || l.raw(i) != strings.ToUpper(letters) || l.gap(i) != " (" || !strings.HasPrefix(l.after(i+1), ")") {
		return found{}, false
	}
	for k := i - 1; k >= max(0, i-12); k-- {
		if k < i-1 && !l.joined(k+1) || !l.nameLike(k) && !linking[l.tokens[k].Fold] {
			break
		}
		if !l.nameLike(k) || l.initials(k, i) != letters {
			continue
		}
		head := r.headOf(l, k, i)
		if head == "" || r.has(l, k, i) {
			return found{}, false
		}
		at := l.evidence(i, i+1)
		return found{
			kind: bodyKind(head), name: l.named(k, i), at: l.evidence(k, i), known: true,
			letters: &Spelling{Text: l.raw(i), Evidence: at},
		}, true
	}
	return found{}, false
}

// initials returns the first letters of the words in capitals.
func (l *line) initials(first, last int) string {
	var b strings.Builder
	for i := first; i < last; i++ {
		if l.tokens[i].Capital {
			b.WriteByte(l.tokens[i].Fold[0])
		}
	}
	return b.String()
}

// headOf returns the word by which tokens [first, last) are a body, "" when
// there is none.
func (r *reader) headOf(l *line, first, last int) string {
	for i := first; i < last; i++ {
		if fold := l.tokens[i].Fold; outletWords[fold] {
			return ""
		}
	}
	for i := last - 1; i >= first; i-- {
		if fold := l.tokens[i].Fold; bodyHeads[fold] {
			return fold
		}
	}
	return ""
}

// has reports that the glossary has tokens [first, last) as one name.
func (r *reader) has(l *line, first, last int) bool {
	if m := l.known[first]; m != nil && m.First <= first && m.Last >= last {
		return true
	}
	found := r.names.Find(l.text, l.tokens[first:last])
	return len(found) == 1 && found[0].First == 0 && found[0].Last == last-first
}
