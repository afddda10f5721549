package main

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"strings"
	"time"

	"rapporteur/answer"
	"rapporteur/eval"
	"rapporteur/seeds"
)

// The values of --only.
const (
	onlyQuestions = "questions"
	onlyReports   = "reports"
)

// aboutQuestions reports that a flag was given that says what to ask, or who
// answers and where that goes.
func (f evalFlags) aboutQuestions() bool {
	return f.questions+f.outputs+f.score+f.writer+f.record+f.replay != ""
}

func (f evalFlags) wantsQuestions() bool {
	return f.only == onlyQuestions || f.only == "" && f.reports == ""
}

func (f evalFlags) wantsReports() bool {
	return f.only == onlyReports || f.only == "" && (f.reports != "" || !f.aboutQuestions())
}

func (f evalFlags) checkOnly() error {
	switch {
	case f.only != "" && f.only != onlyQuestions && f.only != onlyReports:
		return usagef("--only %s is neither %s nor %s", f.only, onlyQuestions, onlyReports)
	case f.only == onlyQuestions && f.reports != "":
		return usagef("--reports is not about questions; drop it or --only questions")
	case (f.only == onlyReports || f.reports != "") && f.questions+f.outputs+f.score+f.record+f.replay != "":
		return usagef("--questions, --outputs, --score, --record and --replay are not about reports; drop them, or --only and --reports")
	}
	return nil
}

func (f evalFlags) readReports() ([]eval.ReportCase, error) {
	if f.reports == "" {
		return eval.ReadReportCases(bytes.NewReader(seeds.Reports()))
	}
	return readLines("--reports", f.reports, eval.ReadReportCases)
}

// reportFloors are those that the reports are held to: what is promised of any
// report, and the project's own for the reports that come with the program.
func (f evalFlags) reportFloors() []eval.ReportFloor {
	if f.reports != "" {
		return eval.PromisedReportFloors
	}
	return append(eval.PromisedReportFloors[:len(eval.PromisedReportFloors):len(eval.PromisedReportFloors)], eval.DefaultReportFloors...)
}

// reportFigures is what the reports came to.
type reportFigures struct {
	scores *eval.ReportScores
	checks []eval.FloorCheck
	times  map[eval.Task][]float64 // milliseconds that each took
}

// evalReports asks for every report and scores them.
func (a *app) evalReports(ctx context.Context, f evalFlags) (*reportFigures, error) {
	cases, err := f.readReports()
	if err != nil {
		return nil, err
	}
	if err := a.chooseWriter(cmp.Or(f.writer, writerExtractive)); err != nil {
		return nil, err
	}
	engine, err := a.engine(ctx)
	if err != nil {
		return nil, err
	}
	c, err := a.articles()
	if err != nil {
		return nil, err
	}
	figures := &reportFigures{times: map[eval.Task][]float64{}}
	outputs, err := a.askReports(ctx, engine, cases, figures.times)
	if err != nil {
		return nil, err
	}
	figures.scores = eval.ScoreReports(cases, outputs, eval.Sources(c.Articles))
	figures.checks = eval.CheckReports(figures.scores, f.reportFloors())
	return figures, nil
}

// askReports asks for one report after the other, so that the times are those of
// each alone.
func (a *app) askReports(ctx context.Context, engine *answer.Engine, cases []eval.ReportCase, times map[eval.Task][]float64) ([]eval.ReportOutput, error) {
	done := a.progress(fmt.Sprintf("asking for %d reports", len(cases)))
	defer done()
	var outputs []eval.ReportOutput
	for _, c := range cases {
		start := time.Now()
		report, err := askReport(ctx, engine, c)
		if err != nil {
			return nil, fmt.Errorf("report %s: %w", c.ID, err)
		}
		times[c.Task] = append(times[c.Task], float64(time.Since(start).Microseconds())/1000)
		outputs = append(outputs, eval.FromReport(c.ID, report))
	}
	return outputs, nil
}

// askReport asks for the report of a case.
func askReport(ctx context.Context, engine *answer.Engine, c eval.ReportCase) (*answer.Report, error) {
	r := c.Request
	period, err := r.Period()
	if err != nil {
		return nil, err
	}
	switch c.Task {
	case eval.TaskTimeline:
		return engine.Timeline(ctx, answer.TimelineRequest{Scope: r.Scope, Articles: r.Articles, Actor: r.Actor, Place: r.Place, Period: period})
	case eval.TaskQuotes:
		return engine.Quotes(ctx, answer.QuotesRequest{Speaker: r.Speaker, About: r.About, Articles: r.Articles, Period: period})
	case eval.TaskSummary:
		return engine.Summary(ctx, answer.SummaryRequest{Scope: r.Scope, Articles: r.Articles, Period: period, Short: r.Length == "short"})
	case eval.TaskCompare:
		return engine.Compare(ctx, answer.CompareRequest{A: r.A, B: r.B, About: r.About})
	case eval.TaskCheck:
		return engine.Check(ctx, answer.CheckRequest{Text: r.Text, Articles: r.Articles})
	}
	return nil, fmt.Errorf("no such task: %s", c.Task)
}

// reportsJSON is what eval --json prints of the reports.
type reportsJSON struct {
	Tasks    map[eval.Task]*taskJSON                   `json:"tasks"`
	Verdicts map[answer.Verdict]map[answer.Verdict]int `json:"verdicts"` // right, then given
	Floors   []eval.FloorCheck                         `json:"floors"`
	Fails    []eval.ReportRow                          `json:"fails,omitempty"` // with --fails
}

type taskJSON struct {
	Requests int                      `json:"requests"`
	Figures  map[eval.Metric]*float64 `json:"figures"` // null: nothing to measure
	Timing   timingJSON               `json:"timing_ms"`
}

func (f *reportFigures) json(fails bool) *reportsJSON {
	out := &reportsJSON{Tasks: map[eval.Task]*taskJSON{}, Verdicts: f.scores.Verdicts, Floors: f.checks}
	for _, t := range eval.Tasks {
		if f.scores.Requests[t] == 0 {
			continue
		}
		task := &taskJSON{
			Requests: f.scores.Requests[t], Figures: map[eval.Metric]*float64{},
			Timing: timingJSON{quantile(f.times[t], 0.50), quantile(f.times[t], 0.99)},
		}
		for _, m := range eval.MetricsOf(t) {
			task.Figures[m] = nil
			if mean := f.scores.Means[t][m]; mean.N > 0 {
				v := fourDigits(mean.Value())
				task.Figures[m] = &v
			}
		}
		out.Tasks[t] = task
	}
	if fails {
		out.Fails = f.fails()
	}
	return out
}

func (f *reportFigures) fails() []eval.ReportRow {
	var out []eval.ReportRow
	for _, row := range f.scores.Rows {
		if len(row.Why) > 0 {
			out = append(out, row)
		}
	}
	return out
}

// text returns a table a task with its times, what was missed, and the floors.
func (f *reportFigures) text(fails bool) string {
	var b strings.Builder
	for _, t := range eval.Tasks {
		if f.scores.Requests[t] == 0 {
			continue
		}
		b.WriteString(f.scores.Table(t))
		fmt.Fprintf(&b, "time per report: p50 %.1f ms, p99 %.1f ms\n\n", quantile(f.times[t], 0.50), quantile(f.times[t], 0.99))
	}
	if fails {
		for _, row := range f.fails() {
			fmt.Fprintf(&b, "%s:\n", row.ID)
			for _, why := range row.Why {
				fmt.Fprintf(&b, "  %s\n", why)
			}
		}
		b.WriteByte('\n')
	}
	writeFloors(&b, f.checks, 22)
	return printable(b.String())
}
