package eval

// ReportFloor is the least, or greatest, value of a figure of reports.
type ReportFloor struct {
	Task   Task
	Metric Metric
	Bound  float64
	AtMost bool
}

// DefaultReportFloors are the project's own, for seeds.Reports with the articles
// embedded beside them. They are raised when the figures allow, never lowered.
var DefaultReportFloors = []ReportFloor{
	{Task: TaskTimeline, Metric: Decided, Bound: 0.95},
	{Task: TaskTimeline, Metric: EventsFound, Bound: 0.97},
	{Task: TaskTimeline, Metric: EventsWrong, Bound: 0.02, AtMost: true},
	{Task: TaskTimeline, Metric: PlannedOK, Bound: 0.97},
	{Task: TaskTimeline, Metric: PlaceRight, Bound: 0.95},
	{Task: TaskQuotes, Metric: Decided, Bound: 0.95},
	{Task: TaskQuotes, Metric: QuotesFound, Bound: 0.97},
	{Task: TaskQuotes, Metric: SpeakerRight, Bound: 0.98},
	{Task: TaskQuotes, Metric: KindRight, Bound: 0.98},
	{Task: TaskQuotes, Metric: Strangers, Bound: 0.02, AtMost: true},
	{Task: TaskSummary, Metric: Decided, Bound: 0.95},
	{Task: TaskSummary, Metric: KeyFacts, Bound: 0.85},
	{Task: TaskSummary, Metric: Redundant, Bound: 0.02, AtMost: true},
	{Task: TaskSummary, Metric: TooLong, Bound: 0, AtMost: true},
	{Task: TaskCompare, Metric: Decided, Bound: 0.95},
	{Task: TaskCompare, Metric: DifferencesNamed, Bound: 0.97},
	{Task: TaskCheck, Metric: SupportedRight, Bound: 0.85},
	{Task: TaskCheck, Metric: ContradictedRight, Bound: 0.72},
	{Task: TaskCheck, Metric: NotCoveredRight, Bound: 0.95},
	{Task: TaskCheck, Metric: FalseSupported, Bound: 0, AtMost: true},
}

// PromisedReportFloors hold for whatever is asked of whatever articles.
var PromisedReportFloors = []ReportFloor{
	{Task: TaskTimeline, Metric: Ordered, Bound: 1},
	{Task: TaskTimeline, Metric: Sound, Bound: 1},
	{Task: TaskQuotes, Metric: WordsRight, Bound: 1},
	{Task: TaskQuotes, Metric: Sound, Bound: 1},
	{Task: TaskSummary, Metric: Sound, Bound: 1},
	{Task: TaskCompare, Metric: Sound, Bound: 1},
	{Task: TaskCheck, Metric: Sound, Bound: 1},
}

// CheckReports holds figures of reports against floors, in their order. A floor of
// which there is no figure is left out where its task had nothing to answer, and
// else is not met: nothing was measured.
func CheckReports(r *ReportScores, floors []ReportFloor) []FloorCheck {
	var out []FloorCheck
	for _, f := range floors {
		mean := r.Means[f.Task][f.Metric]
		if mean.N == 0 && r.Due[f.Task] == 0 {
			continue
		}
		v := mean.Value()
		ok := v >= f.Bound
		if f.AtMost {
			ok = v <= f.Bound
		}
		ok = ok && mean.N > 0
		out = append(out, FloorCheck{string(f.Task) + " " + string(f.Metric), v, f.Bound, f.AtMost, ok})
	}
	return out
}
