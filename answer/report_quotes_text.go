package answer

import (
	"cmp"
	"fmt"
	"strings"
)

// quotesText writes statements in lines, each with its date, who spoke, to whom,
// and a marker. Words in quotation marks are always the speaker's own; what the
// article words itself stands after "reported".
func quotesText(found []said, quotes []Quotation) string {
	var b strings.Builder
	for i := 0; i < len(found); {
		n := oneLine(found[i:], quotes[i:])
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(quoteHead(&found[i], &quotes[i]))
		b.WriteString(": ")
		b.WriteString(spokenWords(found[i:i+n], quotes[i:i+n]))
		fmt.Fprintf(&b, " [%d]", quotes[i].Marker)
		i += n
	}
	return b.String()
}

// oneLine returns how many statements from the first on are shown as one:
// fragments of one clause, with the clause itself, and the parts of a quotation
// that "he said" breaks.
func oneLine(found []said, quotes []Quotation) int {
	n := 1
	for n < len(found) && quotes[n].Marker == quotes[0].Marker && found[n].speaker == found[0].speaker {
		fragments := found[n].Clause == found[n-1].Clause && (found[n].Fragment || found[n-1].Fragment)
		broken := found[n].Verbatim && found[n-1].Verbatim && found[n].At == found[0].At
		if !fragments && !broken {
			break
		}
		n++
	}
	return n
}

// quoteHead writes "23 Oct 2015, John Kerry (US Secretary of State), to
// journalists", and for the article's words ", reported".
func quoteHead(s *said, q *Quotation) string {
	var b strings.Builder
	if d := saidShort(s); d != "" {
		b.WriteString(d + ", ")
	}
	b.WriteString(neutral(q.Speaker))
	if q.Role != "" {
		b.WriteString(" (" + neutral(q.Role) + ")")
	}
	if q.Via != "" {
		b.WriteString(", according to " + neutral(q.Via))
	}
	if q.To != "" {
		first, _, _ := strings.Cut(strings.ToLower(q.To), " ")
		if occasionWords[first] {
			b.WriteString(", " + neutral(q.To))
		} else {
			b.WriteString(", to " + neutral(q.To))
		}
	}
	if q.Kind == Reported {
		b.WriteString(", reported")
	}
	return b.String()
}

var occasionWords = wordsOf(`in at during on via through`)

// saidShort writes the date of a statement: "23 Oct 2015", "before c. Aug 2016".
func saidShort(s *said) string {
	d := s.date.Short()
	if d == "" {
		return ""
	}
	if roughlyDated(s.Article, s.basis) {
		d = "c. " + d
	}
	if s.before {
		d = "before " + d
	}
	return d
}

// spokenWords writes what was said: the speaker's words in quotation marks, a
// clause that holds some of them as the article prints it, or the article's words.
func spokenWords(found []said, quotes []Quotation) string {
	var parts []string
	for i := range found {
		if i > 0 && found[i].Clause == found[i-1].Clause {
			continue
		}
		switch {
		case found[i].Fragment:
			parts = append(parts, neutral(quotes[i].Clause))
		case found[i].Verbatim:
			parts = append(parts, "“"+neutral(strings.TrimRight(quotes[i].Text, ", "))+"”")
		default:
			parts = append(parts, neutral(quotes[i].Text))
		}
	}
	return strings.Join(parts, " … ")
}

// quotesNote says that there is more than is shown, "" when there is not. most is
// how many statements of an article are shown at most, 0 for all.
func quotesNote(shown, total, most, repeats int) string {
	var notes []string
	if repeats > 0 {
		notes = append(notes, repeatsNote(repeats))
	}
	switch {
	case shown < total && most < shown:
		notes = append(notes, fmt.Sprintf("These are %d of %d, at most %d from one article; name a speaker, a subject or a period to see others.", shown, total, most))
	case shown < total:
		notes = append(notes, fmt.Sprintf("These are the first %d of %d; name a speaker, a subject or a period to see others.", shown, total))
	}
	return strings.Join(notes, " ")
}

func repeatsNote(n int) string {
	if n == 1 {
		return "One statement that comes again in the same words is left out."
	}
	return fmt.Sprintf("%d statements that come again in the same words are left out.", n)
}

// quotesRefusal says that nothing was said of what was asked for, and who does
// speak. What was asked is not repeated, but for a name that the glossary knows: it
// may be anything.
func (e *Engine) quotesRefusal(w *wanted, r QuotesRequest, others []string, elsewhere bool, reason string) string {
	who, about := "", ""
	if strings.TrimSpace(r.Speaker) != "" {
		who = w.who.called()
	}
	if strings.TrimSpace(r.About) != "" {
		about = " about that"
	}
	var b strings.Builder
	switch {
	case reason == ReasonUnknownName || reason == ReasonEmpty && who == "":
		b.WriteString(e.refuse(&question{}, reason))
	case who != "" || about != "":
		fmt.Fprintf(&b, "The articles report nothing that %s said%s (%s).", cmp.Or(who, "anybody"), about, e.coverage)
	default:
		fmt.Fprintf(&b, "The articles report no statements there (%s).", e.coverage)
	}
	if elsewhere {
		b.WriteString(" They do report other things that " + who + " said.")
		return b.String()
	}
	if len(others) > 0 {
		b.WriteString(" They report what " + neutral(inWords(others)) + " said.")
	}
	return b.String()
}

// called returns the name of whom was asked for, or words for one without.
func (a *asked) called() string {
	if a != nil && len(a.names) == 1 && len(a.words) == 0 && a.names[0].entry != nil {
		return neutral(a.names[0].entry.Name)
	}
	return "such a speaker"
}

// inWords joins names as people list them.
func inWords(names []string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:len(names)-1], ", ") + " and " + names[len(names)-1]
}
