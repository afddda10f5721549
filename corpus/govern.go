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
			return
		}
	}
}

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
		if who.Speaker == "" {
			continue
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
