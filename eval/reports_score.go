package eval

import (
	"fmt"
	"slices"

	"rapporteur/answer"
)

// The metrics of reports. Shares are over what the name says, in all requests of
// a task together.
const (
	Decided Metric = "decided" // requests answered or refused as expected
	Sound   Metric = "sound"   // requests in which every item has a marker, every marker a citation, every citation is cut from its article, and nothing is shown that is forbidden, of the page around an article, or would act when it is posted

	EventsFound Metric = "found"   // of the events that must come, those with a right date
	EventsWrong Metric = "wrong"   // of the events given, those whose date the gold contradicts or that are out of the period asked for
	Ordered     Metric = "ordered" // of the requests, those with events in order of time
	PlannedOK   Metric = "planned" // of the events given with a right date, those rightly told from what was still ahead
	PlaceRight  Metric = "place"   // of the events given with a right date, those with a right place
	Twice       Metric = "twice"   // of the events found, those that come more than once

	QuotesFound  Metric = "found"
	SpeakerRight Metric = "speaker"  // of the quotations found
	KindRight    Metric = "kind"     // of the quotations found
	DateRight    Metric = "date"     // of the quotations found, those with a right date
	WordsRight   Metric = "verbatim" // of the quotations given, those whose words stand in the article that is cited
	Strangers    Metric = "strange"  // of the quotations given where one speaker was asked for, those by another

	KeyFacts  Metric = "key"       // weighted share of the facts that must come, those cited
	Redundant Metric = "redundant" // of the pairs of points, those that share most of their words
	Sentences Metric = "sentences" // in a summary, on average
	TooLong   Metric = "too_long"  // of the short summaries, those over three sentences

	DifferencesNamed  Metric = "named"    // of the differences, those with evidence cited on the right sides
	DifferencesPaired Metric = "paired"   // of the differences, those with both sides in one point
	SameNamed         Metric = "same"     // of what stays the same, what is said to
	RelationRight     Metric = "relation" // of the differences paired, those not said to be the same
	Repeated          Metric = "repeated" // of the sides of points, those that cite only what the same side cited before
	Points            Metric = "points"   // in a comparison, on average

	SupportedRight    Metric = "supported"    // of the claims that are supported, those found so
	ContradictedRight Metric = "contradicted" // likewise
	NotCoveredRight   Metric = "not_covered"  // likewise
	FalseSupported    Metric = "false_sup"    // of the claims that are not supported, those said to be
	EvidenceRight     Metric = "evidence"     // of the claims decided rightly by evidence, those that cite it
)

// metricsOf are the columns of the table of each task.
var metricsOf = map[Task][]Metric{
	TaskTimeline: {Decided, EventsFound, EventsWrong, Ordered, PlannedOK, PlaceRight, Twice, Sound},
	TaskQuotes:   {Decided, QuotesFound, SpeakerRight, KindRight, DateRight, WordsRight, Strangers, Sound},
	TaskSummary:  {Decided, KeyFacts, Redundant, Sentences, TooLong, Sound},
	TaskCompare:  {Decided, DifferencesNamed, DifferencesPaired, SameNamed, RelationRight, Repeated, Points, Sound},
	TaskCheck:    {Decided, SupportedRight, ContradictedRight, NotCoveredRight, FalseSupported, EvidenceRight, Sound},
}

// verdicts are those of a check, in the order of the table.
var verdicts = []answer.Verdict{answer.Supported, answer.Contradicted, answer.NotCovered}

// ReportScores is the outcome of scoring reports.
type ReportScores struct {
	Requests map[Task]int
	Due      map[Task]int // of the requests, those that are to be answered
	Means    map[Task]map[Metric]Mean
	// Verdicts counts claims by the verdict that is right and the one given, ""
	// when none was.
	Verdicts map[answer.Verdict]map[answer.Verdict]int
	Rows     []ReportRow // in order of the cases
}

// ReportRow is what was wrong with one report.
type ReportRow struct {
	ID   string   `json:"id"`
	Task Task     `json:"task"`
	Why  []string `json:"why,omitempty"`
}

// ScoreReports measures reports against cases. A case without an output counts
// as a report that holds nothing, an output without a case is ignored.
func ScoreReports(cases []ReportCase, outputs []ReportOutput, sources map[string]Source) *ReportScores {
	byID := make(map[string]ReportOutput, len(outputs))
	for _, o := range outputs {
		byID[o.ID] = o
	}
	r := &ReportScores{
		Requests: map[Task]int{}, Due: map[Task]int{}, Means: map[Task]map[Metric]Mean{},
		Verdicts: map[answer.Verdict]map[answer.Verdict]int{},
	}
	spaced := make(map[string]string, len(sources))
	for file, source := range sources {
		spaced[file] = oneSpace(source.Body)
	}
	for _, c := range cases {
		s := newReportScoring(r, c, byID[c.ID], sources)
		s.spaced = spaced
		s.decision()
		if c.Expect == ExpectAnswer {
			r.Due[c.Task]++
			s.content()
		}
		s.soundness()
		r.Rows = append(r.Rows, s.row)
	}
	return r
}

// reportScoring is the work on one report.
type reportScoring struct {
	scores  *ReportScores
	c       ReportCase
	out     ReportOutput
	sources map[string]Source
	spaced  map[string]string      // the articles with single spaces, by source file
	cited   map[int]ReportCitation // by marker
	row     ReportRow
}

func newReportScoring(r *ReportScores, c ReportCase, out ReportOutput, sources map[string]Source) *reportScoring {
	s := &reportScoring{scores: r, c: c, out: out, sources: sources, cited: map[int]ReportCitation{}}
	s.row = ReportRow{ID: c.ID, Task: c.Task}
	for _, citation := range out.Citations {
		s.cited[citation.Marker] = citation
	}
	if r.Means[c.Task] == nil {
		r.Means[c.Task] = map[Metric]Mean{}
	}
	r.Requests[c.Task]++
	return s
}

// add adds sum of n to a metric of the task.
func (s *reportScoring) add(m Metric, sum float64, n int) {
	mean := s.scores.Means[s.c.Task][m]
	s.scores.Means[s.c.Task][m] = Mean{mean.Sum + sum, mean.N + n}
}

func (s *reportScoring) addIf(m Metric, ok bool) { s.add(m, one(ok), 1) }

func (s *reportScoring) fault(format string, args ...any) {
	s.row.Why = append(s.row.Why, fmt.Sprintf(format, args...))
}

// empty reports that nothing was reported, which is no refusal either.
func (s *reportScoring) empty() bool {
	return len(s.out.Events)+len(s.out.Quotes)+len(s.out.Points)+len(s.out.Sentences) == 0
}

func (s *reportScoring) decision() {
	answered := !s.out.Refused && !s.empty()
	ok := s.c.Expect == ExpectEither || s.c.Expect == ExpectAnswer && answered || s.c.Expect == ExpectRefuse && s.out.Refused
	s.addIf(Decided, ok)
	switch {
	case ok:
	case s.c.Expect == ExpectRefuse:
		s.fault("should refuse")
	case s.out.Refused:
		s.fault("over-refused")
	default:
		s.fault("holds nothing")
	}
}

func (s *reportScoring) content() {
	switch s.c.Task {
	case TaskTimeline:
		s.timeline()
	case TaskQuotes:
		s.quotes()
	case TaskSummary:
		s.summary()
	case TaskCompare:
		s.compare()
	case TaskCheck:
		s.check()
	}
}

// soundness holds a report to what every report promises. One that holds nothing
// keeps and breaks no promise.
func (s *reportScoring) soundness() {
	if s.empty() && !s.out.Refused {
		return
	}
	before := len(s.row.Why)
	for _, c := range s.out.Citations {
		if !c.valid(s.sources) {
			s.fault("citation %d is not cut from the article's text: %q", c.Marker, shorten(c.Quote))
		}
	}
	s.markersResolve()
	for _, f := range s.c.Forbidden {
		if containsAnywhere(f, s.out.Answer) {
			s.fault("forbidden %q", f)
		}
	}
	for _, b := range boilerplate {
		if containsAnywhere(b, s.out.Answer) {
			s.fault("boilerplate %q", b)
		}
	}
	for _, l := range leaks(s.out.Answer, "") {
		s.fault("leak %s", l)
	}
	s.addIf(Sound, len(s.row.Why) == before)
}

// markersResolve finds items without a marker, and markers without a citation.
func (s *reportScoring) markersResolve() {
	used := markers(s.out.Answer)
	item := func(text string, markers []int, need bool) {
		used = append(used, markers...)
		if need && len(markers) == 0 {
			s.fault("without a marker: %q", shorten(text))
		}
	}
	for _, e := range s.out.Events {
		item(e.Text, e.Markers, true)
	}
	for _, q := range s.out.Quotes {
		item(q.Text, []int{q.Marker}, true)
	}
	for _, p := range s.out.Points {
		item(p.Text, p.Markers, true)
		for _, side := range []*answer.Side{p.A, p.B} {
			if side != nil {
				item(side.Text, side.Markers, true)
			}
		}
	}
	for _, v := range s.out.Sentences {
		item(v.Text, v.Markers, v.Verdict != answer.NotCovered)
	}
	slices.Sort(used)
	for _, n := range slices.Compact(used) {
		if _, ok := s.cited[n]; !ok {
			s.fault("dangling marker %d", n)
		}
	}
}

// citedBy reports that one of the markers cites one of the stretches.
func (s *reportScoring) citedBy(markers []int, evidence []Evidence) bool {
	return slices.ContainsFunc(markers, func(n int) bool {
		c, ok := s.cited[n]
		return ok && citesAny(c.Citation, evidence)
	})
}

// shorten cuts what a fault quotes.
func shorten(s string) string {
	const most = 80
	r := []rune(s)
	if len(r) <= most {
		return s
	}
	return string(r[:most]) + "…"
}
