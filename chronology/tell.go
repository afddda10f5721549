package chronology

import (
	"strings"
	"unicode"

	"rapporteur/corpus"
)

// quote returns the words [first, last) of the sentence as a quotation, with an
// ellipsis where they were cut, and the span they are from. Who says them is
// named in brackets when the words do not.
func (p *phrase) quote(first, last int) (corpus.Span, string) {
	start, end := p.words[first].Start, p.words[last-1].End
	head, tail := "… ", " …"
	if first == 0 {
		start, head = 0, ""
	}
	if last == len(p.words) {
		end, tail = len(p.s), ""
	}
	cut := strings.TrimRightFunc(p.s[start:end], unicode.IsSpace)
	span := corpus.Span{Start: p.src.Start + start, End: p.src.Start + start + len(cut)}
	return span, "“" + head + cut + tail + "”" + p.nameFor(first, span)
}

// nameFor returns in brackets the name that the words from first on lack: of who
// says them, or whom their first word means.
func (p *phrase) nameFor(first int, span corpus.Span) string {
	if who := p.sayer(span); who != "" {
		return who
	}
	return p.meant(first)
}

// meant names whom the "he" or "she" means that the words from first on start with.
func (p *phrase) meant(first int) string {
	if first != 0 || p.src.Subject == "" {
		return ""
	}
	return " (" + p.low(0) + ": " + p.src.Subject + ")"
}

// sayer names who says a stretch of the sentence when it does not name them.
func (p *phrase) sayer(span corpus.Span) string {
	if who := p.src.Speaker; who != "" && !span.Contains(p.src.SpeakerAt) && p.spoken(span) {
		return " (" + who + ")"
	}
	return ""
}

// vouches reports that an attribution makes its speaker the source of what is
// told, rather than somebody with a stance to it ("rejected", "welcomed").
func vouches(a corpus.Attribution) bool {
	return a.Direct || a.Verb == "" || a.Verb == "according to" || sayings[strings.ToLower(a.Verb)]
}

// spoken reports that a stretch is attributed to the sentence's speaker.
func (p *phrase) spoken(span corpus.Span) bool {
	for _, a := range p.src.Attributions {
		if a.Speaker == p.src.Speaker && vouches(a) && a.Scope.Start < span.End && span.Start < a.Scope.End {
			return true
		}
	}
	return false
}
