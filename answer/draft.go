package answer

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/corpus"
)

// ref is the number of a sentence as a writer is given it: [2.4] is sentence 4
// of source 2.
type ref struct{ source, sentence int }

// written is one sentence of a draft.
type written struct {
	text string // without markers and list marks
	refs []ref  // in order, without doubles
	bad  string // a marker that names no sentence at all, "" when there is none
	cut  bool   // the draft ends within it
}

// draft cuts what a writer writes into sentences, as they are completed. The
// zero value is an empty draft. It is used by one goroutine.
type draft struct {
	rest    string          // what is not cut yet
	seen    strings.Builder // all that came, without thoughts
	begun   bool            // something but white space and thoughts has come
	closed  bool            // what was cut last ended with a stop behind its marker
	thought bool            // inside <think>
}

// maxSentenceBytes bounds what is kept waiting for the end of a sentence.
const maxSentenceBytes = 2000

// add takes the next piece of the text and returns the sentences that are
// complete with it.
func (d *draft) add(delta string) []written {
	before := len(d.rest)
	d.rest += delta
	if d.begun {
		d.seen.WriteString(delta)
	}
	d.skipThoughts()
	if d.thought {
		return nil
	}
	if d.closed {
		// Its markers stood before its stop: those behind it are nobody's.
		d.rest = leading.ReplaceAllString(d.rest, "")
		start := strings.TrimSpace(d.rest)
		d.closed = start == "" || strings.HasPrefix(start, "[") || strings.HasPrefix(start, "【") || strings.HasPrefix(start, "［")
	}
	if !mayEnd(d.rest, before) && len(d.rest) <= maxSentenceBytes {
		return nil
	}
	var out []written
	for {
		line, more, ended := strings.Cut(d.rest, "\n")
		if !ended {
			break
		}
		out = append(out, cutSentences(line)...)
		d.rest = more
	}
	end := lastStart(d.rest)
	if finished.MatchString(d.rest) {
		end, d.closed = len(d.rest), true
	}
	out = append(out, cutSentences(d.rest[:end])...)
	d.rest = d.rest[end:]
	if len(d.rest) > maxSentenceBytes {
		all := cutSentences(d.rest)
		for i := range all {
			all[i].cut = true
		}
		d.rest = ""
		out = append(out, all...)
	}
	return out
}

// leading matches markers at the start of a text.
var leading = regexp.MustCompile(`^(?:` + markers.String() + `)+`)

// mayEnd reports that what came from byte from on may complete a sentence: a line
// or a marked sentence ends with it, or a word behind a stop does. It is asked
// for each piece of a reply, and cheap.
func mayEnd(s string, from int) bool {
	came := s[min(from, len(s)):]
	if strings.Contains(came, "\n") || finished.MatchString(s[max(0, len(s)-24):]) {
		return true
	}
	if !strings.ContainsAny(came, " \t") {
		return false
	}
	depth, stopped, word := 0, false, false
	for _, r := range s {
		switch {
		case r == '[' || r == '【' || r == '［':
			depth++
		case r == ']' || r == '】' || r == '］':
			depth = max(0, depth-1)
		case depth > 0: // the stops in [1.2] end nothing
		case strings.ContainsRune(".!?…؟。", r):
			stopped, word = true, false
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			word = word || stopped
		case unicode.IsSpace(r) && word:
			return true
		}
	}
	return false
}

// end returns what is left when the writer has stopped. whole says that it
// stopped by itself: a last sentence without a full stop is then complete if
// its marker ends it.
func (d *draft) end(whole bool) []written {
	if d.thought {
		return nil
	}
	out := cutSentences(d.rest)
	if n := len(out); n > 0 {
		rest := strings.TrimRightFunc(d.rest, unicode.IsSpace)
		if !whole || !endsWhole.MatchString(rest) {
			out[n-1].cut = true
		}
	}
	d.rest = ""
	return out
}

var (
	// finished matches a text whose last sentence is complete as it stands: its
	// stop follows its marker.
	finished = regexp.MustCompile(`[\]】][.!?؟。]["”’»)]*\s*$`)
	// endsWhole matches the end of a complete sentence.
	endsWhole = regexp.MustCompile(`(?:[.!?…؟。]["”’»)]*|[\]】])$`)
)

// skipThoughts drops what models that think aloud put before their answer.
func (d *draft) skipThoughts() {
	const open, shut = "<think>", "</think>"
	if !d.begun {
		start := strings.TrimLeftFunc(d.rest, unicode.IsSpace)
		switch {
		case strings.HasPrefix(start, open):
			d.thought = true
		case start == "" || strings.HasPrefix(open, start):
			d.thought = start != "" // may become one
			if d.thought {
				return
			}
		default:
			d.begin(d.rest)
		}
	}
	if !d.thought {
		return
	}
	if _, after, ok := strings.Cut(d.rest, shut); ok {
		d.begin(after)
	} else if start := strings.TrimLeftFunc(d.rest, unicode.IsSpace); !strings.HasPrefix(start, open) && !strings.HasPrefix(open, start) {
		d.begin(d.rest)
	}
}

// begin starts the answer with what is there of it.
func (d *draft) begin(text string) {
	d.rest, d.thought, d.begun = text, false, true
	d.seen.WriteString(text)
}

// lastStart returns where the last sentence of s starts, or a marker that is
// not closed yet: what stands before it is complete.
func lastStart(s string) int {
	masked, marks := mask(s)
	open := strings.LastIndexAny(masked, "[")
	if o := strings.LastIndex(masked, "【"); o > open {
		open = o
	}
	if open >= 0 && !strings.ContainsAny(masked[open:], "]】") {
		masked = masked[:open]
	}
	sentences := corpus.Written(masked).Sentences
	last := len(sentences) - 1
	if last > 0 && !wholeWord.MatchString(masked[sentences[last].Start:]) {
		last-- // "U.N. S": only the whole word tells whether a sentence ended before it
		if last > 0 {
			return inOriginal(sentences[last].Start, marks, len(s))
		}
	}
	if last < 1 {
		return 0
	}
	return inOriginal(sentences[last].Start, marks, len(s))
}

// wholeWord matches a text that starts with a whole word.
var wholeWord = regexp.MustCompile(`^\S*[\pL\pN]\S*\s`)

// inOriginal returns the byte of a text at which a byte of the masked one
// stood: each mark before it was cut out there.
func inOriginal(at int, marks []mark, most int) int {
	out := at
	for _, m := range marks {
		if m.at <= at {
			out += m.length
		}
	}
	return min(out, most)
}

// mark is a marker that was cut out of a text.
type mark struct {
	at, length int // where it stood in the masked text, and its bytes in the original
	refs       []ref
	bad        string
}

// markers matches anything in square brackets, of whatever width, that may be
// meant as a citation: it holds a digit.
var markers = regexp.MustCompile(`\s*(?:\[[^\[\]\n]{0,60}\d[^\[\]\n]{0,60}\]|【[^【】\n]{0,60}\d[^【】\n]{0,60}】|［[^［］\n]{0,60}\d[^［］\n]{0,60}］)`)

// mask cuts the markers out of s.
func mask(s string) (string, []mark) {
	var b strings.Builder
	var marks []mark
	last := 0
	for _, m := range markers.FindAllStringIndex(s, -1) {
		b.WriteString(s[last:m[0]])
		raw := s[m[0]:m[1]]
		refs, ok := parseMarker(raw)
		next := mark{at: b.Len(), length: m[1] - m[0], refs: refs}
		if !ok {
			next.bad = strings.TrimSpace(raw)
		}
		marks = append(marks, next)
		last = m[1]
	}
	b.WriteString(s[last:])
	return b.String(), marks
}

var (
	oneMarker = regexp.MustCompile(`^(\d{1,3})\s*[.:]\s*(\d{1,4})$`)
	rangeOf   = regexp.MustCompile(`^(\d{1,3})\.(\d{1,4})\s*[-–—]\s*(?:(\d{1,3})\.)?(\d{1,4})$`)
)

// maxRange is how many sentences one marker may name by its ends.
const maxRange = 4

// parseMarker reads "[2.4]", "[2.4, 3.1]" and "[2.4-2.6]"; ok is false for
// anything else.
func parseMarker(raw string) (refs []ref, ok bool) {
	body := strings.Trim(strings.TrimSpace(raw), "[]【】［］")
	for _, part := range strings.FieldsFunc(body, func(r rune) bool { return r == ',' || r == ';' }) {
		part = strings.TrimSpace(part)
		if m := oneMarker.FindStringSubmatch(part); m != nil {
			refs = append(refs, ref{number(m[1]), number(m[2])})
			continue
		}
		m := rangeOf.FindStringSubmatch(part)
		if m == nil || m[3] != "" && m[3] != m[1] {
			return nil, false
		}
		from, to := number(m[2]), number(m[4])
		if to < from || to-from >= maxRange {
			return nil, false
		}
		for n := from; n <= to; n++ {
			refs = append(refs, ref{number(m[1]), n})
		}
	}
	return refs, len(refs) > 0
}

func number(digits string) int {
	n, _ := strconv.Atoi(digits) // at most four digits
	return n
}

// cutSentences returns the sentences of a line with their markers: those inside
// a sentence and those right behind it are its own.
func cutSentences(line string) []written {
	masked, marks := mask(line)
	var out []written
	var starts []int
	for _, s := range corpus.Written(masked).Sentences {
		text := undecorated(masked[s.Start:s.End])
		if !strings.ContainsFunc(text, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) {
			continue
		}
		out = append(out, written{text: text})
		starts = append(starts, s.Start)
	}
	closed := make([]bool, len(out)) // by a marker before its stop: those behind it are nobody's
	for _, m := range marks {
		i := 0
		for k := range starts {
			if starts[k] < m.at {
				i = k
			}
		}
		if len(out) == 0 {
			break
		}
		if closed[i] && stopBefore(masked, m.at) {
			continue
		}
		closed[i] = closed[i] || !stopBefore(masked, m.at) && strings.ContainsAny(masked[m.at:min(len(masked), m.at+1)], ".!?")
		for _, r := range m.refs {
			out[i].cite(r)
		}
		if m.bad != "" {
			out[i].bad = m.bad
		}
	}
	return out
}

// stopBefore reports that a sentence ends right before byte at of a masked text.
func stopBefore(masked string, at int) bool {
	before := strings.TrimRight(masked[:at], " ”\"’»)")
	return before != "" && strings.ContainsAny(before[len(before)-1:], ".!?")
}

func (w *written) cite(r ref) {
	for _, have := range w.refs {
		if have == r {
			return
		}
	}
	w.refs = append(w.refs, r)
}

var (
	listMark   = regexp.MustCompile(`^\s*(?:#{1,6}\s+|>\s+|[-*•–]\s+|\d{1,2}[.)]\s+)+`)
	particle   = regexp.MustCompile(`^(?i:not (?:entirely|exactly|quite|really|fully)|yes|no|correct|indeed|right|oui|non|si|sí|ja|nein|да|нет|evet|hayır|hayir|نعم|لا|بله|خیر|نه)\s*[,;:.!،؛—–-]+\s*`)
	decoration = strings.NewReplacer("**", "", "__", "", "\u200b", "", "\ufeff", "")
	beforeStop = regexp.MustCompile(`\s+([.,;:!?])`)
)

// undecorated returns a sentence without list marks, bold type and the "Yes," or
// "No," before it: the sentence itself answers, and it is what is checked.
func undecorated(s string) string {
	s = strings.TrimSpace(decoration.Replace(listMark.ReplaceAllString(s, "")))
	s = beforeStop.ReplaceAllString(s, "$1")
	rest := particle.ReplaceAllString(s, "")
	if rest == s || rest == "" {
		return s
	}
	first, n := utf8.DecodeRuneInString(rest)
	return string(unicode.ToUpper(first)) + rest[n:]
}
