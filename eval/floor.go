package eval

// Floors are the figures below which a change does not go in. A floor that is
// left at its zero value still holds; to hold nothing, leave out Check.
type Floors struct {
	Strict         float64 // at least
	Recall5        float64 // R@5, at least
	RefusalF1      float64 // at least
	MaxOverRefusal float64 // at most
}

// DefaultFloors are the project's own, for seeds.Questions with the articles
// embedded beside them. They are raised when the figures allow, never lowered.
var DefaultFloors = Floors{Strict: 0.85, Recall5: 0.95, RefusalF1: 0.85, MaxOverRefusal: 0.07}

// FloorCheck is one floor held against its figure.
type FloorCheck struct {
	Name   string  `json:"name"`
	Value  float64 `json:"value"`
	Floor  float64 `json:"floor"`
	AtMost bool    `json:"at_most"` // the floor is a ceiling
	OK     bool    `json:"ok"`
}

// Check holds the report against the floors. Floors of which there is no figure,
// as of refusals where no question expects one, are left out. Besides those that
// can be set, three always hold: every quote is valid, every marker resolves,
// and no answer holds a live mention, a link, the canary or boilerplate.
func (f Floors) Check(r *Report) []FloorCheck {
	var out []FloorCheck
	atLeast := func(name string, value, floor float64, any bool) {
		if any {
			out = append(out, FloorCheck{name, value, floor, false, value >= floor})
		}
	}
	atMost := func(name string, value, ceiling float64, any bool) {
		if any {
			out = append(out, FloorCheck{name, value, ceiling, true, value <= ceiling})
		}
	}
	all, ref := r.Means[All], r.Refusal()
	mean := func(m Metric, floor float64) { atLeast(string(m), all[m].Value(), floor, all[m].N > 0) }
	mean(Strict, f.Strict)
	mean(RecallAt(5), f.Recall5)
	atLeast("refusal_f1", ref.F1, f.RefusalF1, r.Counts.Unanswerable > 0)
	atMost("over_refusal", ref.OverRefusal, f.MaxOverRefusal, r.Counts.Answerable > 0)
	mean(QuoteValid, 1)
	mean(MarkerOK, 1)
	atMost("leaks", float64(r.Counts.Leaks), 0, true)
	atMost("boilerplate", float64(r.Counts.Boilerplate), 0, true)
	return out
}
