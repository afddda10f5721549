package corpus

import "strings"

// govern notes the quotation that an attribution with words [from, to) of the
// sentence at hand belongs to: the one that ends just before it, or else the
// first that starts after it in the same sentence.
func (w *witness) govern(a Attribution, from, to int) {
	start, end := w.p.words[from].Start, w.p.words[to-1].End
	for q := w.firstQ; q < len(w.quotes) && w.quotes[q].outer.Start < w.sentences[w.current].End; q++ {
		outer := w.quotes[q].outer
		before := outer.End <= start && strings.TrimFunc(w.body[outer.End:start], func(r rune) bool { return isSpace(r) || r == ',' }) == ""
		after := outer.Start >= end && contains(a.Scope, outer.Start)
		if (before || after) && w.governed[q].Speaker == "" {
			w.governed[q] = a
			if next := q + 1; before && next < len(w.quotes) && w.governed[next].Speaker == "" && w.breaksOff(end, w.quotes[next].outer) {
				w.governed[next] = a
			}
			return
		}
	}
}

// breaksOff reports that a quotation goes on where an attribution that ends at
// end broke it off: "“It is set,” Kinney says, “and done.”"
func (w *witness) breaksOff(end int, outer Span) bool {
	if outer.Start < end || outer.Start >= w.sentences[w.current].End || outer.Start-end > maxBreak {
		return false
	}
	gap := strings.TrimFunc(w.body[end:outer.Start], isSpace) // also ", told reporters on Monday,"
	return strings.HasSuffix(gap, ",") && !strings.ContainsAny(gap, ".;:\"“”")
}

// maxBreak is how many bytes may stand between a verb and the quotation that it
// breaks off.
const maxBreak = 120

// spread gives every sentence of a quotation its speaker: over the sentences
// it runs through, over paragraphs it is resumed in, and to a quotation that
// follows in the same paragraph without a speaker of its own.
func (w *witness) spread() {
	w.joinResumed()
	s := 0
	last := -1 // the last quotation with a speaker
	for q := range w.quotes {
		outer := w.quotes[q].outer
		for s < len(w.sentences) && w.sentences[s].End <= outer.Start {
			s++
		}
		who := w.governed[q]
		follows := who.Speaker == "" && last >= 0 && w.quotes[last].paragraph == w.quotes[q].paragraph && w.followsOn(last, q, s)
		if follows {
			who = w.governed[last]
			w.governed[q] = who
		}
		spokeOn := false
		if who.Speaker == "" {
			if who, spokeOn = w.speaksOn(q, s); spokeOn {
				w.governed[q] = who
			}
		}
		if who.Speaker == "" {
			continue
		}
		if !spokeOn {
			w.runs = 0
		}
		last = q
		for i := s; i < len(w.sentences) && w.sentences[i].Start < outer.End; i++ {
			w.give(i, who, outer)
		}
	}
}

// joinResumed gives the parts of a quotation in successive paragraphs the
// speaker of the part that has one.
func (w *witness) joinResumed() {
	for q := 1; q < len(w.quotes); q++ {
		if w.quotes[q].resumed && w.quotes[q-1].unclosed && w.governed[q].Speaker == "" {
			w.governed[q] = w.governed[q-1]
		}
	}
	for q := len(w.quotes) - 1; q > 0; q-- {
		if w.quotes[q].resumed && w.quotes[q-1].unclosed && w.governed[q-1].Speaker == "" {
			w.governed[q-1] = w.governed[q]
		}
	}
}

// followsOn reports that quotation q, which starts sentence s and fills it,
// goes on with what quotation last says: nothing but its attribution stands
// between the two.
func (w *witness) followsOn(last, q, s int) bool {
	if s >= len(w.sentences) || len(w.sentences[s].Attributions) > 0 || w.quotes[q].outer.Start != w.sentences[s].Start {
		return false
	}
	if w.quotes[q].outer.End < w.sentences[s].End {
		return false
	}
	// The sentence before must be the one that quotation last ends in.
	return s > 0 && w.quotes[last].outer.End > w.sentences[s-1].Start
}

// speaksOn reports that quotation q, which starts sentence s, gives the words of
// the one whom the sentence before reports: "Kerry said he was glad. “It works.”"
// In a paragraph of its own it has to fill the paragraph, and the one before has
// to be a person: a quotation without a word on who speaks is left to the last
// speaker, where no other has been named.
func (w *witness) speaksOn(q, s int) (Attribution, bool) {
	if s == 0 || s >= len(w.sentences) {
		return Attribution{}, false
	}
	this, before := &w.sentences[s], &w.sentences[s-1]
	if len(this.Attributions) > 0 || len(before.Attributions) == 0 || this.Role != InBody || before.Role != InBody ||
		w.quotes[q].outer.Start != this.Start || w.quotes[q].outer.End < this.End && !w.quotes[q].unclosed {
		return Attribution{}, false
	}
	last := before.Attributions[len(before.Attributions)-1]
	for _, a := range before.Attributions {
		if a.Speaker != last.Speaker {
			return Attribution{}, false
		}
	}
	if !w.isPerson(last.Speaker) && !(last.Direct && before.End-last.Scope.End <= 1) {
		return Attribution{}, false
	}
	if this.Paragraph == before.Paragraph {
		return last, true
	}
	if this.Paragraph != before.Paragraph+1 || w.runs >= maxRuns {
		return Attribution{}, false
	}
	for i := s; i < len(w.sentences) && w.sentences[i].Paragraph == this.Paragraph; i++ {
		if len(w.sentences[i].Attributions) > 0 || w.sentences[i].End > w.quotes[q].outer.End {
			return Attribution{}, false
		}
	}
	w.runs++
	return last, true
}

// maxRuns is how many paragraphs in a row may go without a word on who speaks.
const maxRuns = 3

// isPerson reports that a speaker is a person by name.
func (w *witness) isPerson(speaker string) bool {
	known, ok := w.names[surname(speaker)]
	return ok && known.speaker == speaker
}

// give adds the attribution of a quotation to a sentence that has none for it.
func (w *witness) give(i int, who Attribution, outer Span) {
	s := &w.sentences[i]
	part := trim(w.body, Span{max(outer.Start, s.Start), min(outer.End, s.End)})
	for _, a := range s.Attributions {
		if a.Scope.Start < part.End && part.Start < a.Scope.End {
			return
		}
	}
	if part.Len() == 0 {
		return
	}
	who.Scope, who.Direct = part, true
	at := 0
	for at < len(s.Attributions) && s.Attributions[at].Scope.Start < part.Start {
		at++
	}
	s.Attributions = append(s.Attributions[:at:at], append([]Attribution{who}, s.Attributions[at:]...)...)
}
