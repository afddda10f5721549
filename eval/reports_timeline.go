package eval

import (
	"slices"

	"rapporteur/answer"
	"rapporteur/corpus"
)

// timeline measures events. An event given is that of the gold when it cites
// evidence of it and tells it; whether its date is right is another matter.
func (s *reportScoring) timeline() {
	times := make([]int, len(s.c.Events)) // that each event of the gold came with a right date
	for _, e := range s.out.Events {
		s.event(e, times)
	}
	for i, gold := range s.c.Events {
		if !gold.Must {
			continue
		}
		s.addIf(EventsFound, times[i] > 0)
		if times[i] > 0 {
			s.addIf(Twice, times[i] > 1)
		} else {
			s.fault("not found: %s %s %q", gold.ID, gold.Date, shorten(gold.Evidence[0].Text))
		}
	}
	if len(s.out.Events) > 0 {
		ordered := inTimeOrder(s.out.Events)
		s.addIf(Ordered, ordered)
		if !ordered {
			s.fault("not in order of time")
		}
	}
}

// inTimeOrder reports that no event comes before one that ended when it began; a
// month may stand before or after its days.
func inTimeOrder(events []answer.Event) bool {
	for i := 1; i < len(events); i++ {
		if eventDate(events[i-1]).First().After(eventDate(events[i]).Last()) {
			return false
		}
	}
	return true
}

// event judges one event that was given and counts in times which of the gold
// it is.
func (s *reportScoring) event(e answer.Event, times []int) {
	for _, t := range s.c.Not {
		if slices.Contains(append([]string{t.Date}, t.Also...), e.Date) && s.falls(e, t) {
			s.addIf(EventsWrong, true)
			s.fault("%s for %q: %s", e.Date, shorten(e.Text), t.Note)
			return
		}
	}
	if !s.inPeriod(e) {
		s.addIf(EventsWrong, true)
		s.fault("%s for %q is out of the period", e.Date, shorten(e.Text))
		return
	}
	right, known := false, ""
	for i, gold := range s.c.Events {
		told := s.tells(e, gold.Evidence)
		dated := gold.Date == e.Date || slices.Contains(gold.Also, e.Date)
		switch {
		case dated && (told || s.articlesCited(e.Markers) > 1 && s.citedBy(e.Markers, gold.Evidence)):
			times[i]++
			if !right && told {
				s.besides(e, gold)
			}
			right = true
		case told:
			known = gold.Date
		}
	}
	wrong := !right && known != ""
	s.addIf(EventsWrong, wrong)
	if wrong {
		s.fault("%s for %q should be %s", e.Date, shorten(e.Text), known)
	}
}

// besides judges what an event of the gold says besides its date.
func (s *reportScoring) besides(e answer.Event, gold GoldEvent) {
	s.addIf(PlannedOK, e.Planned == gold.Planned)
	if e.Planned != gold.Planned {
		s.fault("planned is %v for %q", e.Planned, shorten(e.Text))
	}
	if gold.Place == nil {
		return
	}
	there := slices.ContainsFunc(gold.Place, func(p string) bool { return p == e.Place || contains(p, e.Place) })
	s.addIf(PlaceRight, there)
	if !there {
		s.fault("at %q, not %q: %q", gold.Place[0], e.Place, shorten(e.Text))
	}
}

// tells reports that an event cites one of the stretches and that its text is
// about it: a sentence may date more than one thing.
func (s *reportScoring) tells(e answer.Event, evidence []Evidence) bool {
	return slices.ContainsFunc(evidence, func(v Evidence) bool {
		about := coverage(v.Text, e.Text) >= 0.5 || len(words(e.Text)) >= 3 && coverage(e.Text, v.Text) >= 0.8
		return about && s.citedBy(e.Markers, []Evidence{v})
	})
}

// falls reports that an event tells what a trap is about.
func (s *reportScoring) falls(e answer.Event, t GoldTrap) bool {
	return slices.ContainsFunc(t.Evidence, func(v Evidence) bool {
		return coverage(v.Text, e.Text) >= 0.7 && s.citedBy(e.Markers, []Evidence{v})
	})
}

// articlesCited returns how many articles the markers cite: the text of an event
// that several tell is that of one of them.
func (s *reportScoring) articlesCited(markers []int) int {
	articles := map[string]bool{}
	for _, n := range markers {
		if c, ok := s.cited[n]; ok {
			articles[c.Article] = true
		}
	}
	return len(articles)
}

func (s *reportScoring) inPeriod(e answer.Event) bool {
	period, err := s.c.Request.Period()
	if err != nil || period.IsZero() {
		return true
	}
	span := corpus.Period{From: eventDate(e), To: eventDate(e)}
	if end, err := corpus.ParseDate(e.DateEnd); err == nil {
		span.To = end
	}
	if span.From.IsZero() {
		return false
	}
	return (period.From.IsZero() || !span.To.Last().Before(period.From.First())) &&
		(period.To.IsZero() || !span.From.First().After(period.To.Last()))
}

// eventDate returns the date of an event, zero when it is none.
func eventDate(e answer.Event) corpus.Date {
	d, err := corpus.ParseDate(e.Date)
	if err != nil {
		return corpus.Date{}
	}
	return d
}
