package answer

import (
	"fmt"
	"strings"

	"rapporteur/chronology"
	"rapporteur/corpus"
)

// rough reports that the time is only roughly known.
func (h *happening) rough() bool {
	return h.Rough || roughlyDated(h.article, eventBasis(h.Basis))
}

// label says when it happened and how that is known: "30 Sep 2015", "c. 23 Oct
// 2015 (resolved)", "9 Aug 2016 (planned)", "c. Aug 2016 (date of the article)".
func (h *happening) label() string {
	s := periodWords(h.When)
	if h.rough() {
		s = "c. " + s
	}
	var how []string
	if h.Planned {
		how = append(how, "planned")
	}
	switch h.Basis {
	case chronology.Resolved:
		how = append(how, "resolved")
	case chronology.Published:
		how = append(how, "date of the article")
	}
	if len(how) > 0 {
		s += " (" + strings.Join(how, ", ") + ")"
	}
	return s
}

// periodWords writes a date or a stretch of time: "19–23 Oct 2015", "Jun–Aug
// 2016", "Nov 2017 to 21 Dec 2017".
func periodWords(w corpus.Period) string {
	switch {
	case w.From == w.To:
		return w.From.Short()
	case w.From.Day != 0 && w.To.Day != 0 && w.From.Year == w.To.Year && w.From.Month == w.To.Month:
		return fmt.Sprintf("%d–%s", w.From.Day, w.To.Short())
	case w.From.Precision() == 2 && w.To.Precision() == 2 && w.From.Year == w.To.Year:
		return w.From.Short()[:3] + "–" + w.To.Short()
	}
	return w.From.Short() + " to " + w.To.Short()
}
