package eval_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rapporteur/answer"
	"rapporteur/corpus"
	"rapporteur/eval"
)

// oracle answers a case from its own gold: what a perfect system would report.
type oracle struct {
	sources map[string]eval.Source
	out     eval.ReportOutput
}

func (o *oracle) cite(e eval.Evidence) int {
	start := strings.Index(o.sources[e.Article].Body, e.Text)
	n := len(o.out.Citations) + 1
	o.out.Citations = append(o.out.Citations, eval.ReportCitation{
		Citation: eval.Citation{Marker: n, Article: e.Article, Quote: e.Text}, Start: start, End: start + len(e.Text),
	})
	return n
}

func (o *oracle) answer(c eval.ReportCase) eval.ReportOutput {
	o.out = eval.ReportOutput{ID: c.ID, Refused: c.Expect == eval.ExpectRefuse}
	if o.out.Refused {
		return o.out
	}
	for _, e := range c.Events {
		if e.Must {
			event := answer.Event{Date: e.Date, Planned: e.Planned, Text: e.Evidence[0].Text, Markers: []int{o.cite(e.Evidence[0])}}
			if len(e.Place) > 0 {
				event.Place = e.Place[0]
			}
			o.out.Events = append(o.out.Events, event)
		}
	}
	slices.SortFunc(o.out.Events, func(a, b answer.Event) int { return strings.Compare(a.Date, b.Date) })
	for _, q := range c.Quotes {
		if q.Must {
			given := answer.Quotation{Speaker: q.Speaker[0], Kind: q.Kind, Text: q.Text, Marker: o.cite(eval.Evidence{Article: q.Article, Text: q.Text})}
			if len(q.Date) > 0 {
				given.Date = q.Date[0]
			}
			o.out.Quotes = append(o.out.Quotes, given)
		}
	}
	for _, k := range c.Key {
		o.out.Points = append(o.out.Points, answer.Point{Text: strings.ReplaceAll(k.ID, "-", ""), Markers: []int{o.cite(k.Evidence[0])}})
	}
	for i, d := range slices.Concat(c.Differences, c.Same) {
		p := answer.Point{Relation: answer.Changed, A: o.side(d.A), B: o.side(d.B)}
		if i >= len(c.Differences) {
			p.Relation = answer.Same
		}
		for _, side := range []*answer.Side{p.A, p.B} {
			if side != nil {
				p.Markers = append(p.Markers, side.Markers...)
			}
		}
		o.out.Points = append(o.out.Points, p)
	}
	for _, claim := range c.Claims {
		checked := answer.Checked{Text: claim.Text, Verdict: claim.Verdict}
		if claim.Text == "" {
			checked.Text = c.Request.Text
		}
		if len(claim.Evidence) > 0 {
			checked.Markers = []int{o.cite(claim.Evidence[0])}
		}
		o.out.Sentences = append(o.out.Sentences, checked)
	}
	return o.out
}

func (o *oracle) side(evidence []eval.Evidence) *answer.Side {
	if len(evidence) == 0 {
		return nil
	}
	return &answer.Side{Text: evidence[0].Text, Markers: []int{o.cite(evidence[0])}}
}

// lowerIsBetter are the metrics of what goes wrong, and those that count.
var lowerIsBetter = []eval.Metric{
	eval.EventsWrong, eval.Twice, eval.Strangers, eval.Redundant, eval.TooLong, eval.Repeated, eval.FalseSupported,
}

func TestScoresOfSystemsThatTheMeasureMustTellApart(t *testing.T) {
	cases, sources := seedCases(t), eval.Sources(seedArticles(t))
	var perfect, refused []eval.ReportOutput
	for _, c := range cases {
		o := oracle{sources: sources}
		perfect = append(perfect, o.answer(c))
		refused = append(refused, eval.ReportOutput{ID: c.ID, Refused: true})
	}
	found := []eval.Metric{
		eval.EventsFound, eval.QuotesFound, eval.KeyFacts, eval.DifferencesNamed,
		eval.SupportedRight, eval.ContradictedRight, eval.NotCoveredRight,
	}
	for _, test := range []struct {
		name    string
		outputs []eval.ReportOutput
		want    float64
	}{{"perfect", perfect, 1}, {"refusing", refused, 0}, {"silent", nil, 0}} {
		r := eval.ScoreReports(cases, test.outputs, sources)
		for _, task := range eval.Tasks {
			for _, m := range eval.MetricsOf(task) {
				v := r.Means[task][m]
				if slices.Contains(found, m) && v.Value() != test.want {
					t.Errorf("%s: %s %s = %.3f, want %v", test.name, task, m, v.Value(), test.want)
				}
				if test.name != "perfect" || m == eval.Sentences || m == eval.Points || m == eval.Repeated {
					continue
				}
				want := 1.0
				if slices.Contains(lowerIsBetter, m) {
					want = 0
				}
				if v.N == 0 || v.Value() != want {
					t.Errorf("perfect: %s %s = %.3f of %d, want %v", task, m, v.Value(), v.N, want)
				}
			}
		}
		if test.name == "perfect" {
			for _, row := range r.Rows {
				if len(row.Why) > 0 {
					t.Errorf("perfect: %s: %q", row.ID, row.Why)
				}
			}
		}
	}
}

// body is an article that the tests below report on.
const body = "AD: buy now. On Monday 3 May 2021 the ministers of Ruritania and Syldavia met in Zenda. " +
	"“We want peace in our time,” said Minister Black. The treaty of Strelsau ended in 2019. " +
	"The king did not sign the treaty of Zenda."

var (
	bodySource  = map[string]eval.Source{"a": {Body: body, Removed: []corpus.Span{{Start: 0, End: len("AD: buy now.")}}}}
	met         = eval.Evidence{Article: "a", Text: "the ministers of Ruritania and Syldavia met in Zenda"}
	ended       = eval.Evidence{Article: "a", Text: "The treaty of Strelsau ended in 2019"}
	spoke       = eval.Evidence{Article: "a", Text: "We want peace in our time"}
	unsigned    = eval.Evidence{Article: "a", Text: "The king did not sign the treaty of Zenda"}
	removed     = eval.Evidence{Article: "a", Text: "AD: buy now."}
	metEvent    = answer.Event{Date: "2021-05-03", Place: "Zenda", Text: met.Text, Markers: []int{1}}
	quotedBlack = answer.Quotation{Speaker: "Minister Black", Kind: answer.Verbatim, Date: "2021-05-03", Text: spoke.Text, Marker: 1}
)

// citing returns an output that cites stretches under markers from 1 on.
func citing(evidence ...eval.Evidence) eval.ReportOutput {
	o := oracle{sources: bodySource, out: eval.ReportOutput{ID: "x"}}
	for _, e := range evidence {
		o.cite(e)
	}
	return o.out
}

func with(out eval.ReportOutput, change func(*eval.ReportOutput)) eval.ReportOutput {
	change(&out)
	return out
}

func event(change func(*answer.Event)) func(*eval.ReportOutput) {
	e := metEvent
	change(&e)
	return func(o *eval.ReportOutput) { o.Events = append(o.Events, e) }
}

func quotation(change func(*answer.Quotation)) func(*eval.ReportOutput) {
	q := quotedBlack
	change(&q)
	return func(o *eval.ReportOutput) { o.Quotes = []answer.Quotation{q} }
}

func points(p ...answer.Point) func(*eval.ReportOutput) {
	return func(o *eval.ReportOutput) { o.Points = p }
}

func verdict(v answer.Verdict, markers ...int) func(*eval.ReportOutput) {
	return func(o *eval.ReportOutput) {
		o.Sentences = []answer.Checked{{Text: "The king signed the treaty.", Verdict: v, Markers: markers}}
	}
}

func side(n int) *answer.Side { return &answer.Side{Text: "said", Markers: []int{n}} }

var (
	timelineCase = eval.ReportCase{
		Task: eval.TaskTimeline, Request: eval.ReportRequest{From: "2020"},
		Events: []eval.GoldEvent{
			{ID: "met", Date: "2021-05-03", Also: []string{"2021-05"}, Place: []string{"Zenda"}, Must: true, Evidence: []eval.Evidence{met}},
			{ID: "ended", Date: "2019", Evidence: []eval.Evidence{ended}},
		},
		Not: []eval.GoldTrap{{Date: "2021-05-10", Evidence: []eval.Evidence{met}, Note: "not the Monday after"}},
	}
	quotesCase = eval.ReportCase{
		Task: eval.TaskQuotes, Only: []string{"Black"},
		Quotes: []eval.GoldQuote{{
			ID: "peace", Speaker: []string{"Black"}, Kind: answer.Verbatim, Must: true, Article: "a", Text: spoke.Text, Date: []string{"2021-05-03"},
		}},
	}
	summaryCase = eval.ReportCase{
		Task: eval.TaskSummary, Request: eval.ReportRequest{Length: "short"}, Forbidden: []string{"Strelsau"},
		Key: []eval.GoldFact{{ID: "met", Weight: 3, Evidence: []eval.Evidence{met}}, {ID: "unsigned", Weight: 1, Evidence: []eval.Evidence{unsigned}}},
	}
	compareCase = eval.ReportCase{
		Task:        eval.TaskCompare,
		Differences: []eval.GoldDifference{{What: "who signs", A: []eval.Evidence{met}, B: []eval.Evidence{unsigned}}},
	}
	checkCase = eval.ReportCase{
		Task: eval.TaskCheck, Request: eval.ReportRequest{Text: "The king signed the treaty."},
		Claims: []eval.GoldClaim{{Verdict: answer.Contradicted, Evidence: []eval.Evidence{unsigned}}},
	}
)

// TestWhatEachFaultCosts changes one thing of a right report at a time. A figure
// that is not named is not judged in its row.
func TestWhatEachFaultCosts(t *testing.T) {
	type figures map[eval.Metric]float64
	for _, test := range []struct {
		name string
		c    eval.ReportCase
		out  eval.ReportOutput
		want figures
	}{
		{
			"an event as it should be", timelineCase, with(citing(met), event(func(*answer.Event) {})),
			figures{eval.Decided: 1, eval.EventsFound: 1, eval.EventsWrong: 0, eval.Ordered: 1, eval.PlannedOK: 1, eval.PlaceRight: 1, eval.Twice: 0, eval.Sound: 1},
		},
		{
			"a date that is right though shorter", timelineCase,
			with(citing(met), event(func(e *answer.Event) { e.Date = "2021-05" })),
			figures{eval.EventsFound: 1, eval.EventsWrong: 0},
		},
		{
			"another date", timelineCase,
			with(citing(met), event(func(e *answer.Event) { e.Date = "2021-05-04" })),
			figures{eval.EventsFound: 0, eval.EventsWrong: 1},
		},
		{
			"the date of a trap", timelineCase,
			with(citing(met), event(func(e *answer.Event) { e.Date = "2021-05-10" })),
			figures{eval.EventsFound: 0, eval.EventsWrong: 1},
		},
		{
			"a right date without its evidence", timelineCase, with(citing(unsigned), event(func(*answer.Event) {})),
			figures{eval.EventsFound: 0, eval.EventsWrong: 0},
		},
		{
			"a cited sentence that the event does not tell", timelineCase,
			with(citing(met), event(func(e *answer.Event) { e.Text = "Somebody sang" })),
			figures{eval.EventsFound: 0},
		},
		{"said to be ahead", timelineCase, with(citing(met), event(func(e *answer.Event) { e.Planned = true })), figures{eval.PlannedOK: 0}},
		{"another place", timelineCase, with(citing(met), event(func(e *answer.Event) { e.Place = "Strelsau" })), figures{eval.PlaceRight: 0, eval.EventsFound: 1}},
		{
			"out of the period", timelineCase, with(citing(ended), event(func(e *answer.Event) { e.Date, e.Text = "2019", ended.Text })),
			figures{eval.EventsWrong: 1},
		},
		{
			"begun before the period and lasting into it", timelineCase,
			with(citing(ended), event(func(e *answer.Event) { e.Date, e.DateEnd, e.Text = "2019", "2021", ended.Text })),
			figures{eval.EventsWrong: 0},
		},
		{
			"twice, and the later first", timelineCase,
			with(with(citing(met), event(func(*answer.Event) {})), event(func(e *answer.Event) { e.Date = "2021-05" })),
			figures{eval.Twice: 1, eval.Ordered: 1},
		},
		{
			"not in order", timelineCase,
			with(with(citing(met), event(func(*answer.Event) {})), event(func(e *answer.Event) { e.Date = "2021-04" })),
			figures{eval.Ordered: 0},
		},
		{
			"a quotation as it should be", quotesCase, with(citing(spoke), quotation(func(*answer.Quotation) {})),
			figures{eval.QuotesFound: 1, eval.SpeakerRight: 1, eval.KindRight: 1, eval.DateRight: 1, eval.WordsRight: 1, eval.Strangers: 0, eval.Sound: 1},
		},
		{
			"a speaker whose name begins alike", quotesCase, with(citing(spoke), quotation(func(q *answer.Quotation) { q.Speaker = "Minister Blackwood" })),
			figures{eval.QuotesFound: 1, eval.SpeakerRight: 0, eval.Strangers: 1},
		},
		{
			"a speaker not asked for", quotesCase, with(citing(spoke), quotation(func(q *answer.Quotation) { q.Speaker = "the king" })),
			figures{eval.QuotesFound: 1, eval.SpeakerRight: 0, eval.Strangers: 1},
		},
		{
			"own words said to be the article's", quotesCase, with(citing(spoke), quotation(func(q *answer.Quotation) { q.Kind = answer.Reported })),
			figures{eval.KindRight: 0},
		},
		{"another day", quotesCase, with(citing(spoke), quotation(func(q *answer.Quotation) { q.Date = "2021-05-02" })), figures{eval.DateRight: 0}},
		{
			"words put right", quotesCase, with(citing(spoke), quotation(func(q *answer.Quotation) { q.Text = "We want Peace in our time" })),
			figures{eval.QuotesFound: 1, eval.WordsRight: 0},
		},
		{
			"half of it", quotesCase, with(citing(spoke), quotation(func(q *answer.Quotation) { q.Text = "We want peace" })),
			figures{eval.QuotesFound: 0, eval.WordsRight: 1},
		},
		{
			"a summary of one of two facts", summaryCase, with(citing(met), points(answer.Point{Text: "They met.", Markers: []int{1}})),
			figures{eval.KeyFacts: 0.75, eval.Sentences: 1, eval.TooLong: 0, eval.Sound: 1},
		},
		{
			"a fact told twice", summaryCase,
			with(citing(met), points(answer.Point{Text: "Ministers met in Zenda.", Markers: []int{1}}, answer.Point{Text: "In Zenda ministers met.", Markers: []int{1}})),
			figures{eval.Redundant: 1},
		},
		{
			"too long", summaryCase, with(citing(met), points(answer.Point{Text: "They met. They sang. They ate. They slept.", Markers: []int{1}})),
			figures{eval.Sentences: 4, eval.TooLong: 1},
		},
		{
			"what must not be said", summaryCase,
			with(citing(met), func(o *eval.ReportOutput) {
				o.Answer, o.Points = "Strelsau [1]", []answer.Point{{Text: "Strelsau", Markers: []int{1}}}
			}),
			figures{eval.Sound: 0},
		},
		{
			"a comparison as it should be", compareCase,
			with(citing(met, unsigned), points(answer.Point{Relation: answer.Differ, Markers: []int{1, 2}, A: side(1), B: side(2)})),
			figures{eval.DifferencesNamed: 1, eval.DifferencesPaired: 1, eval.RelationRight: 1, eval.Repeated: 0, eval.Points: 1, eval.Sound: 1},
		},
		{
			"sides swapped", compareCase,
			with(citing(met, unsigned), points(answer.Point{Relation: answer.Differ, Markers: []int{1, 2}, A: side(2), B: side(1)})),
			figures{eval.DifferencesNamed: 0, eval.DifferencesPaired: 0},
		},
		{
			"sides in two points", compareCase,
			with(citing(met, unsigned), points(
				answer.Point{Relation: answer.OnlyA, Markers: []int{1}, A: side(1)}, answer.Point{Relation: answer.OnlyB, Markers: []int{2}, B: side(2)})),
			figures{eval.DifferencesNamed: 1, eval.DifferencesPaired: 0},
		},
		{
			"said to be the same, and again", compareCase,
			with(citing(met, unsigned), points(
				answer.Point{Relation: answer.Same, Markers: []int{1, 2}, A: side(1), B: side(2)}, answer.Point{Relation: answer.Same, Markers: []int{1, 2}, A: side(1), B: side(2)})),
			figures{eval.RelationRight: 0, eval.Repeated: 0.5},
		},
		{
			"a claim rightly contradicted", checkCase, with(citing(unsigned), verdict(answer.Contradicted, 1)),
			figures{eval.ContradictedRight: 1, eval.FalseSupported: 0, eval.EvidenceRight: 1, eval.Sound: 1},
		},
		{
			"contradicted by another sentence", checkCase, with(citing(met), verdict(answer.Contradicted, 1)),
			figures{eval.ContradictedRight: 1, eval.EvidenceRight: 0},
		},
		{"falsely supported", checkCase, with(citing(unsigned), verdict(answer.Supported, 1)), figures{eval.ContradictedRight: 0, eval.FalseSupported: 1}},
		{"not decided", checkCase, with(citing(), verdict(answer.NotCovered)), figures{eval.ContradictedRight: 0, eval.FalseSupported: 0, eval.Sound: 1}},
		{"decided without a sentence", checkCase, with(citing(), verdict(answer.Contradicted)), figures{eval.Sound: 0}},
		{"a marker without a citation", checkCase, with(citing(), verdict(answer.Contradicted, 7)), figures{eval.Sound: 0}},
		{"a citation of what was cleaned away", timelineCase, with(citing(met, removed), event(func(*answer.Event) {})), figures{eval.Sound: 0}},
		{
			"a citation that is not what stands there", timelineCase,
			with(with(citing(met), event(func(*answer.Event) {})), func(o *eval.ReportOutput) { o.Citations[0].Start++ }),
			figures{eval.Sound: 0},
		},
		{
			"a mention that would ring", timelineCase,
			with(with(citing(met), event(func(*answer.Event) {})), func(o *eval.ReportOutput) { o.Answer = "@everyone [1]" }),
			figures{eval.Sound: 0},
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			c := test.c
			c.ID, c.Expect = "x", eval.ExpectAnswer
			r := eval.ScoreReports([]eval.ReportCase{c}, []eval.ReportOutput{test.out}, bodySource)
			got := figures{}
			for m := range test.want {
				got[m] = r.Means[c.Task][m].Value()
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s%s", diff, strings.Join(r.Rows[0].Why, "\n"))
			}
		})
	}
}

// An event that two articles tell is in the words of one of them; it is found
// where the gold has the words of the other.
func TestEventOfTwoArticlesIsFoundByEither(t *testing.T) {
	sources := map[string]eval.Source{"a": bodySource["a"], "b": {Body: "Both sides sat down together at the castle."}}
	o := oracle{sources: sources, out: eval.ReportOutput{ID: "x"}}
	first, second := o.cite(eval.Evidence{Article: "b", Text: "Both sides sat down together"}), o.cite(met)
	c := timelineCase
	c.ID, c.Expect = "x", eval.ExpectAnswer
	for markers, want := range map[*[]int]float64{{first, second}: 1, {second}: 0} {
		o.out.Events = []answer.Event{{Date: "2021-05-03", Text: "Both sides sat down together", Markers: *markers}}
		r := eval.ScoreReports([]eval.ReportCase{c}, []eval.ReportOutput{o.out}, sources)
		if got := r.Means[eval.TaskTimeline][eval.EventsFound].Value(); got != want {
			t.Errorf("cited by %v: found %v, want %v", *markers, got, want)
		}
	}
}

func TestDecisions(t *testing.T) {
	said := with(citing(met), event(func(*answer.Event) {}))
	for _, test := range []struct {
		expect eval.Expect
		out    eval.ReportOutput
		want   float64
	}{
		{eval.ExpectAnswer, said, 1},
		{eval.ExpectAnswer, eval.ReportOutput{ID: "x", Refused: true}, 0},
		{eval.ExpectAnswer, eval.ReportOutput{ID: "x", Answer: "Words without anything."}, 0},
		{eval.ExpectRefuse, said, 0},
		{eval.ExpectRefuse, eval.ReportOutput{ID: "x"}, 0},
		{eval.ExpectRefuse, eval.ReportOutput{ID: "x", Refused: true}, 1},
		{eval.ExpectEither, said, 1},
		{eval.ExpectEither, eval.ReportOutput{ID: "x", Refused: true}, 1},
	} {
		c := timelineCase
		c.ID, c.Expect = "x", test.expect
		r := eval.ScoreReports([]eval.ReportCase{c}, []eval.ReportOutput{test.out}, bodySource)
		if got := r.Means[eval.TaskTimeline][eval.Decided].Value(); got != test.want {
			t.Errorf("expect %s of %d events, refused %v: decided = %v, want %v", test.expect, len(test.out.Events), test.out.Refused, got, test.want)
		}
	}
}

func TestVerdictTable(t *testing.T) {
	c := checkCase
	c.ID, c.Expect = "x", eval.ExpectAnswer
	r := eval.ScoreReports([]eval.ReportCase{c}, []eval.ReportOutput{with(citing(unsigned), verdict(answer.Supported, 1))}, bodySource)
	if n := r.Verdicts[answer.Contradicted][answer.Supported]; n != 1 {
		t.Errorf("contradicted and said to be supported: %d, want 1", n)
	}
	table := r.Table(eval.TaskCheck)
	if !strings.Contains(table, "false_sup") || strings.Count(table, "\n") != 6 {
		t.Errorf("the table of checks is\n%s", table)
	}
	if got := r.Table(eval.TaskQuotes); got != "" {
		t.Errorf("the table of what was not asked is %q", got)
	}
}

func TestCheckReports(t *testing.T) {
	r := &eval.ReportScores{
		Due: map[eval.Task]int{eval.TaskTimeline: 2, eval.TaskCheck: 1},
		Means: map[eval.Task]map[eval.Metric]eval.Mean{
			eval.TaskTimeline: {eval.EventsFound: {Sum: 9, N: 10}, eval.EventsWrong: {Sum: 1, N: 10}},
		},
	}
	var got []string
	for _, c := range eval.CheckReports(r, []eval.ReportFloor{
		{Task: eval.TaskTimeline, Metric: eval.EventsFound, Bound: 0.9},
		{Task: eval.TaskTimeline, Metric: eval.EventsFound, Bound: 0.95},
		{Task: eval.TaskTimeline, Metric: eval.EventsWrong, Bound: 0.1, AtMost: true},
		{Task: eval.TaskTimeline, Metric: eval.EventsWrong, Bound: 0.05, AtMost: true},
		{Task: eval.TaskQuotes, Metric: eval.QuotesFound, Bound: 1},
		{Task: eval.TaskCheck, Metric: eval.FalseSupported, Bound: 0, AtMost: true},
	}) {
		got = append(got, c.Name+" "+strconv.FormatBool(c.OK))
	}
	want := []string{"timeline found true", "timeline found false", "timeline wrong true", "timeline wrong false", "check false_sup false"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// A floor of a figure that its task does not have would hold whatever happens.
func TestReportFloorsAreOfFiguresThatThereAre(t *testing.T) {
	for _, f := range slices.Concat(eval.PromisedReportFloors, eval.DefaultReportFloors) {
		if !slices.Contains(eval.MetricsOf(f.Task), f.Metric) {
			t.Errorf("a floor for %s, which is no figure of a %s", f.Metric, f.Task)
		}
		if f.AtMost != slices.Contains(lowerIsBetter, f.Metric) {
			t.Errorf("the floor of %s %s is at most = %v", f.Task, f.Metric, f.AtMost)
		}
	}
}
