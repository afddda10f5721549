package answer

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"rapporteur/glossary"
	"rapporteur/prompts"
	"rapporteur/text"
)

// writer takes what a model writes and keeps what is proved. It is a Sink, used
// by one goroutine.
type writer struct {
	engine   *Engine
	given    *given
	prompt   prompts.Prompt
	question string       // as the writer is asked it
	language string       // of the question
	grow     func(string) // may be nil

	draft     *draft
	before    string // what a reader has just read: the question, or the sentences up to the one written last if that is shown
	shown     []proved
	citations []Citation
	dropped   []Dropped
	unproved  int  // of dropped, those that claim something
	refused   bool // the writer found no answer
	denied    bool // it said so in words of its own
	leaked    bool // it wrote of its prompt

	verifying time.Duration // that the proof took, of all that was written
}

// proved is a sentence that may be shown.
type proved struct {
	text    string // with its markers
	claim   *claim
	markers []int
}

// errEnough ends a reply of which nothing more is shown.
var errEnough = errors.New("enough was written")

const (
	maxShown   = 12 // sentences of an answer
	maxDropped = 24 // sentences that are not shown before a writer is given up
)

// Start forgets what was written before.
func (w *writer) Start() {
	w.draft, w.shown, w.citations, w.dropped = &draft{}, nil, []Citation{}, []Dropped{}
	w.before = w.question
	w.unproved, w.refused, w.denied, w.leaked = 0, false, false, false
}

// Write takes the next piece.
func (w *writer) Write(delta string) error {
	for _, next := range w.draft.add(delta) {
		if err := w.take(next); err != nil {
			return err
		}
	}
	if len(w.shown) == 0 && strings.HasPrefix(strings.TrimSpace(w.draft.rest), prompts.NotFound) {
		w.refused = true
		return errEnough
	}
	return nil
}

// finish takes what is left. whole says that the writer stopped by itself.
func (w *writer) finish(whole bool) {
	for _, next := range w.draft.end(whole) {
		if w.take(next) != nil {
			return
		}
	}
	if len(w.shown) == 0 && w.denied {
		w.refused = true
	}
	w.checkLeak()
}

// take checks one sentence and shows it if it is proved.
func (w *writer) take(next written) error {
	if strings.Contains(next.text, prompts.NotFound) {
		if len(w.shown) == 0 {
			w.refused = true
			return errEnough
		}
		return nil // beside an answer it is about another part of the question
	}
	if w.checkLeak() {
		return errEnough
	}
	began := time.Now()
	p, reason := w.prove(next)
	w.verifying += time.Since(began)
	if reason != "" {
		w.before = ""
		w.drop(next, reason)
		if len(w.dropped) >= maxDropped {
			return errEnough
		}
		return nil
	}
	if len(w.shown) == 0 {
		w.before = "" // so far it was the question
	}
	w.before = strings.TrimSpace(w.before + " " + next.text)
	w.show(p)
	if w.grow != nil {
		w.grow(w.text())
	}
	if len(w.shown) >= maxShown {
		return errEnough
	}
	return nil
}

// checkLeak reports that the reply holds a part of its instructions. Nothing of
// it is shown then.
func (w *writer) checkLeak() bool {
	if !w.leaked && w.engine.writing.Prompts.Leaks(w.draft.seen.String(), w.prompt, w.engine.canary) {
		w.leaked, w.shown, w.citations = true, nil, []Citation{}
	}
	return w.leaked
}

// prove returns the sentence as it may be shown, or the reason why it may not.
func (w *writer) prove(next written) (proved, string) {
	switch {
	case unsafe.MatchString(next.text) || oddRunes(next.text):
		return proved{}, dropUnsafe
	case next.cut:
		return proved{}, dropCut
	case next.bad != "":
		return proved{}, dropUnknown + ": " + next.bad
	case len(next.refs) == 0:
		return proved{}, dropUncited
	case len(next.text) > maxSentenceBytes || len(next.refs) > maxRefs:
		return proved{}, dropLong
	}
	cited, missing := w.given.cited(next.refs)
	if missing != "" {
		return proved{}, dropUnknown + ": " + missing
	}
	if w.repeats(next) {
		return proved{}, dropRepeated
	}
	c := w.engine.newClaim(next.text, w.before, w.languageOf(next.text), cited)
	reason, owner := w.engine.unsupported(c)
	if reason != "" {
		return proved{}, reason
	}
	p := proved{text: withOwner(next.text, owner), claim: c}
	if unsafe.MatchString(p.text) {
		return proved{}, dropUnsafe
	}
	return p, ""
}

// maxRefs is how many sentences one sentence may rest on.
const maxRefs = 8

// unsafe matches what no sentence about the news needs: links, mentions, code.
var unsafe = regexp.MustCompile("(?i)[a-z][a-z0-9+.-]*://|\\bwww\\.|\\]\\s*\\(|<[@#/a-z!:][^>]*>|@\\s*(?:everyone|here)\\b|```|\\b(?:javascript|data|mailto):" +
	`|^\s*\||\b[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|org|net|io|info|biz|xyz|ru|gg|ly|co|me|dev|app|site|online|link|tv)\b(?:/|\s|$|[.,;:!?)])`)

// languageOf says in which language a sentence is: that of the question, or
// English.
func (w *writer) languageOf(s string) string {
	if w.language == "en" {
		return glossary.Language(s)
	}
	if guess := glossary.Language(s); guess != "en" {
		return guess
	}
	english := 0
	words := text.Tokens(s)
	for _, t := range words {
		if t.Stop {
			english++
		}
	}
	if 4*english >= len(words) {
		return "en"
	}
	return w.language
}

// repeats reports that a sentence was shown already, in much the same words.
func (w *writer) repeats(next written) bool {
	stems := text.StemSet(strings.Join(text.Words(next.text), " "))
	return slices.ContainsFunc(w.shown, func(p proved) bool {
		have := text.StemSet(strings.Join(text.Words(p.claim.written), " "))
		shared := 0
		for s := range stems {
			if have[s] {
				shared++
			}
		}
		return len(stems) > 0 && 10*shared >= 9*max(len(stems), len(have))
	})
}

// show gives a sentence its markers, in the order in which sentences of
// articles are first cited, and puts it into the answer.
func (w *writer) show(p proved) {
	for _, g := range p.claim.given {
		p.markers = append(p.markers, w.marker(g))
	}
	p.markers = compactInts(p.markers)
	var marks strings.Builder
	for _, m := range p.markers {
		fmt.Fprintf(&marks, " [%d]", m)
	}
	p.text = withMarks(neutral(p.text), marks.String())
	w.shown = append(w.shown, p)
}

func compactInts(s []int) []int {
	slices.Sort(s)
	return slices.Compact(s)
}

// marker returns the number under which a sentence of an article is cited.
func (w *writer) marker(s *sentence) int {
	for _, c := range w.citations {
		if c.Article.ID == s.article.ID && c.Start == s.src.Start {
			return c.Marker
		}
	}
	w.citations = append(w.citations, cite(len(w.citations)+1, s))
	return len(w.citations)
}

// withoutStop returns a sentence without its full stop; the stop of an initialism
// is none.
func withoutStop(s string) string {
	body := strings.TrimRight(s, ".!?…؟。")
	if initialism.MatchString(body) {
		return s
	}
	return body
}

// initialism matches the end of "the U.S" before its last stop.
var initialism = regexp.MustCompile(`\b\pL(?:\.\pL)+$`)

// withMarks puts markers before the full stop of a sentence, or behind it where
// a quotation ends with it.
func withMarks(s, marks string) string {
	body := withoutStop(s)
	return body + marks + s[len(body):]
}

// text is the answer so far.
func (w *writer) text() string {
	parts := make([]string, len(w.shown))
	for i, p := range w.shown {
		parts[i] = p.text
	}
	return strings.Join(parts, " ")
}

// evidence returns the sentences cited.
func (w *writer) evidence() []evidence {
	var out []evidence
	for _, p := range w.shown {
		for _, s := range p.claim.given {
			out = append(out, evidence{sentence: s})
		}
	}
	return out
}

// drop notes a sentence that is not shown.
func (w *writer) drop(next written, reason string) {
	w.dropped = append(w.dropped, Dropped{Text: neutral(next.text), Reason: neutral(reason)})
	switch {
	case reason == dropRepeated || reason == dropCut && len(w.shown) > 0:
	case reason == dropUncited && denial.MatchString(next.text):
		w.denied = true
	default:
		w.unproved++
	}
}

// denial matches a sentence that says, in words of its own instead of the token,
// that the sources have no answer.
var denial = regexp.MustCompile(`(?i)\b(?:articles?|sources?|passages?|sentences|texts?|context|information|documents?)\b.{0,60}\b(?:not|no|don't|doesn't|cannot|can't|nothing|neither|insufficient)\b` +
	`|\b(?:no|not enough|insufficient)\s+(?:information|mention|evidence|answer|details?)\b|\b(?:cannot|can't|unable to|do not|don't)\s+(?:answer|find|say|determine|know)\b`)

// WriterTrace is what became of what a model wrote, for operators.
type WriterTrace struct {
	Asked          bool
	Shown, Dropped int           // sentences
	Leaked         bool          // it wrote of its instructions, and nothing of it was shown
	Refused        bool          // it found no answer
	Error          string        // why the model could not be had, "" when it could
	Paused         bool          // for it failed before and was not asked
	Usage          Usage         // of all that was asked of it for one question
	Verifying      time.Duration // that the proof of its sentences took
}

func (t *WriterTrace) record(w *writer, err error) {
	t.Asked, t.Shown, t.Dropped, t.Leaked, t.Refused = true, len(w.shown), len(w.dropped), w.leaked, w.refused
	t.Verifying = w.verifying
	if err != nil {
		t.Error, t.Paused = err.Error(), errors.Is(err, ErrPaused)
	}
}
