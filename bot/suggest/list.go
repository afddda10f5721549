package suggest

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"rapporteur/text"
)

// name is something to be offered and the texts by which it is found.
type name struct {
	Choice
	keys []string // besides the label
}

// list finds names by what is typed.
type list struct {
	choices []Choice // the most useful first
	folded  []string // labels
	words   []word   // in order of their text

	// Two more ways to the words: all texts in a row, each after a zero byte,
	// with where each begins; and their order when read from the end.
	row       string
	starts    []int
	backwards []backward
}

// word is a folded word with the choices that have it, in order.
type word struct {
	text  string
	items []int32
}

// backward is the text of a word, read from the end, and its place in words.
type backward struct {
	text string
	at   int
}

const (
	mostNames   = 60_000 // in a list
	mostTyped   = 200    // bytes that are looked at
	mostWords   = 5      // of those
	shortestFor = 4      // letters of a word that may be mistyped
)

func newList(names []name) *list {
	names = names[:min(len(names), mostNames)]
	l := &list{choices: make([]Choice, len(names)), folded: make([]string, len(names))}
	items := map[string][]int32{}
	for i, n := range names {
		l.choices[i], l.folded[i] = n.Choice, text.Fold(n.Label)
		for _, key := range append([]string{n.Label}, n.keys...) {
			for _, w := range text.Words(key) {
				if has := items[w]; len(has) == 0 || has[len(has)-1] != int32(i) {
					items[w] = append(has, int32(i))
				}
			}
		}
	}
	for w, has := range items {
		l.words = append(l.words, word{w, has})
	}
	slices.SortFunc(l.words, func(a, b word) int { return cmp.Compare(a.text, b.text) })
	var row strings.Builder
	for at, w := range l.words {
		l.starts = append(l.starts, row.Len())
		row.WriteString("\x00" + w.text)
		l.backwards = append(l.backwards, backward{reverse(w.text), at})
	}
	l.row = row.String()
	slices.SortFunc(l.backwards, func(a, b backward) int { return cmp.Compare(a.text, b.text) })
	return l
}

// How well a typed word fits a word of a name.
const (
	none uint8 = iota
	typo
	inside
	begins
	equal
	levels
)

// find returns at most [Most] choices for what is typed, best first.
func (l *list) find(typed string) []Choice {
	q := l.ask(typed)
	if len(q.words) == 0 {
		return slices.Clone(l.choices[:min(len(l.choices), Most)])
	}
	found := l.best(q)
	if len(found) < Most {
		l.each(q, l.fitInside)
		found = l.best(q)
	}
	if len(found) == 0 {
		l.each(q, l.fitTypo)
		found = l.best(q)
	}
	if len(found) == 0 {
		found = l.best(q.withoutStops())
	}
	out := make([]Choice, len(found))
	for i, item := range found {
		out[i] = l.choices[item]
	}
	return out
}

// contains returns the best choice that has all words of s, without errors.
func (l *list) contains(s string) (Choice, bool) {
	q := l.ask(s)
	l.each(q, l.fitInside)
	found := l.best(q)
	if len(found) == 0 {
		return Choice{}, false
	}
	return l.choices[found[0]], true
}

// query is what is typed and how well the choices fit each word of it.
type query struct {
	typed string
	words []string
	fits  [][]uint8 // by word and choice
}

// ask reads what is typed and looks for words that begin like its words.
func (l *list) ask(typed string) *query {
	q := &query{}
	q.typed, q.words = read(typed)
	for range q.words {
		q.fits = append(q.fits, make([]uint8, len(l.choices)))
	}
	l.each(q, l.fitBegin)
	return q
}

func (l *list) each(q *query, fit func(typed string, into []uint8)) {
	for i, w := range q.words {
		fit(w, q.fits[i])
	}
}

func (q *query) withoutStops() *query {
	out := &query{typed: q.typed}
	for i, w := range q.words {
		if !text.IsStop(w) {
			out.words, out.fits = append(out.words, w), append(out.fits, q.fits[i])
		}
	}
	return out
}

// read folds what is typed and cuts it into words.
func read(typed string) (string, []string) {
	typed = strings.ToValidUTF8(typed[:min(len(typed), mostTyped)], "")
	words := text.Words(typed)
	slices.Sort(words)
	words = slices.Compact(words)
	return text.Fold(typed), words[:min(len(words), mostWords)]
}

// best returns the choices that fit all words. A choice is as good as its worst
// word; of equally good ones, those whose label begins as typed come first.
func (l *list) best(q *query) []int32 {
	if len(q.words) == 0 {
		return nil
	}
	worst := slices.Clone(q.fits[0])
	for _, fit := range q.fits[1:] {
		for i, n := range fit[:len(worst)] {
			worst[i] = min(worst[i], n)
		}
	}
	var by [2 * levels][]int32
	for i, n := range worst {
		if n == none {
			continue
		}
		at := 2 * n
		if strings.HasPrefix(l.folded[i], q.typed) {
			at++
		}
		if len(by[at]) < Most {
			by[at] = append(by[at], int32(i))
		}
	}
	var out []int32
	for at := len(by) - 1; at >= 0; at-- {
		out = append(out, by[at]...)
	}
	return out[:min(len(out), Most)]
}

// mark notes that the choices with a word fit at least so well.
func (w word) mark(into []uint8, n uint8) {
	for _, item := range w.items {
		into[item] = max(into[item], n)
	}
}

// from returns the words from the first that is not before s.
func (l *list) from(s string) []word {
	at, _ := slices.BinarySearchFunc(l.words, s, func(w word, s string) int { return cmp.Compare(w.text, s) })
	return l.words[at:]
}

func (l *list) fitBegin(typed string, into []uint8) {
	for _, w := range l.from(typed) {
		if !strings.HasPrefix(w.text, typed) {
			return
		}
		w.mark(into, begins)
		if w.text == typed {
			w.mark(into, equal)
		}
	}
}

// fitInside looks for typed inside of words. One or two letters are inside of
// too many; in scripts that have many letters, or write no vowels, two will do.
func (l *list) fitInside(typed string, into []uint8) {
	if len(typed) < 3 {
		return
	}
	for at := 0; at < len(l.row); {
		found := strings.Index(l.row[at:], typed)
		if found < 0 {
			return
		}
		k, exact := slices.BinarySearch(l.starts, at+found)
		if !exact {
			k-- // inside of the word that begins before
		}
		l.words[k].mark(into, inside)
		if k+1 == len(l.starts) {
			return
		}
		at = l.starts[k+1]
	}
}

// fitTypo looks for words that are one error away. Wherever that is, a word
// has its beginning or its end, of a little less than half, in common with
// what is typed.
func (l *list) fitTypo(typed string, into []uint8) {
	runes := []rune(typed)
	if len(runes) < shortestFor {
		return
	}
	half := (len(runes) - 1) / 2
	beginning := string(runes[:half])
	for _, w := range l.from(beginning) {
		if !strings.HasPrefix(w.text, beginning) {
			break
		}
		if oneOff(w.text, typed) {
			w.mark(into, typo)
		}
	}
	end := reverse(string(runes[len(runes)-half:]))
	at, _ := slices.BinarySearchFunc(l.backwards, end, func(w backward, s string) int { return cmp.Compare(w.text, s) })
	for _, b := range l.backwards[at:] {
		if !strings.HasPrefix(b.text, end) {
			return
		}
		if w := l.words[b.at]; oneOff(w.text, typed) {
			w.mark(into, typo)
		}
	}
}

func reverse(s string) string {
	runes := []rune(s)
	slices.Reverse(runes)
	return string(runes)
}

// oneOff reports that a and b differ by one letter more, less, or other, or by
// two neighbours that changed places.
func oneOff(a, b string) bool {
	if len(a) > len(b)+utf8.UTFMax || len(b) > len(a)+utf8.UTFMax {
		return false
	}
	for a != "" && b != "" {
		ra, na := utf8.DecodeRuneInString(a)
		rb, nb := utf8.DecodeRuneInString(b)
		if ra == rb {
			a, b = a[na:], b[nb:]
			continue
		}
		restA, restB := a[na:], b[nb:]
		if restA == restB || restA == b || a == restB {
			return true
		}
		nextA, ma := utf8.DecodeRuneInString(restA)
		nextB, mb := utf8.DecodeRuneInString(restB)
		return nextA == rb && nextB == ra && restA[ma:] == restB[mb:]
	}
	return utf8.RuneCountInString(a)+utf8.RuneCountInString(b) <= 1
}
