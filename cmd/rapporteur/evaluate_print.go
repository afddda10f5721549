package main

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"rapporteur/eval"
)

// questionFigures is what the questions came to.
type questionFigures struct {
	report *eval.Report
	checks []eval.FloorCheck
	times  []float64
}

// evaluation is what eval found; what was not measured is nil.
type evaluation struct {
	questions *questionFigures
	reports   *reportFigures
}

// evalJSON is what eval --json prints: the figures of the questions as they were
// before there were reports, and those of the reports beside them.
type evalJSON struct {
	*questionsJSON
	Reports *reportsJSON `json:"reports,omitempty"`
}

func (e evaluation) json(fails bool) evalJSON {
	var out evalJSON
	if q := e.questions; q != nil {
		figures := questionsJSONOf(q.report, q.checks, q.times, fails)
		out.questionsJSON = &figures
	}
	if e.reports != nil {
		out.Reports = e.reports.json(fails)
	}
	return out
}

func (e evaluation) text(fails bool) string {
	var parts []string
	if q := e.questions; q != nil {
		parts = append(parts, evalText(q.report, q.checks, q.times, fails))
	}
	if e.reports != nil {
		parts = append(parts, e.reports.text(fails))
	}
	return strings.Join(parts, "\n")
}

// belowFloor returns an error that names the floors that do not hold.
func (e evaluation) belowFloor() error {
	var names []string
	if e.questions != nil {
		names = append(names, floorsMissed(e.questions.checks)...)
	}
	if e.reports != nil {
		names = append(names, floorsMissed(e.reports.checks)...)
	}
	if names == nil {
		return nil
	}
	what := "for the questions: rapporteur eval --fails"
	if e.questions == nil {
		what = "for the reports: rapporteur eval --only reports --fails"
	}
	return errors.New(strings.Join(names, "; ") + "; " + what)
}

// questionsJSON is what eval --json prints of the questions.
type questionsJSON struct {
	Questions int                                 `json:"questions"`
	Correct   eval.Interval                       `json:"correct"`
	Strict    eval.Interval                       `json:"strict"`
	Refusal   eval.Refusal                        `json:"refusal"`
	Types     map[string]map[eval.Metric]*float64 `json:"types"` // null: nothing to average
	Counts    eval.Counts                         `json:"counts"`
	Floors    []eval.FloorCheck                   `json:"floors"`
	Timing    *timingJSON                         `json:"timing_ms,omitempty"`
	Fails     []eval.Row                          `json:"fails,omitempty"` // with --fails
}

type timingJSON struct {
	P50 float64 `json:"p50"`
	P99 float64 `json:"p99"`
}

func questionsJSONOf(r *eval.Report, checks []eval.FloorCheck, times []float64, fails bool) questionsJSON {
	out := questionsJSON{
		Questions: len(r.Rows), Correct: r.Accuracy(), Strict: r.Grounded(), Refusal: r.Refusal(),
		Types: map[string]map[eval.Metric]*float64{}, Counts: r.Counts, Floors: checks,
	}
	for _, t := range r.Types() {
		row := map[eval.Metric]*float64{}
		for _, m := range r.Metrics() {
			row[m] = nil
			if mean := r.Means[t][m]; mean.N > 0 {
				v := fourDigits(mean.Value())
				row[m] = &v
			}
		}
		out.Types[t] = row
	}
	if len(times) > 0 {
		out.Timing = &timingJSON{quantile(times, 0.50), quantile(times, 0.99)}
	}
	if fails {
		out.Fails = failed(r)
	}
	return out
}

// fourDigits rounds from the exact value, halves to even, so that figures can
// be compared with those of other programs.
func fourDigits(v float64) float64 {
	rounded, _ := strconv.ParseFloat(strconv.FormatFloat(v, 'f', 4, 64), 64) // its own output
	return rounded
}

func failed(r *eval.Report) []eval.Row {
	var out []eval.Row
	for _, row := range r.Rows {
		if !row.Strict {
			out = append(out, row)
		}
	}
	return out
}

func evalText(r *eval.Report, checks []eval.FloorCheck, times []float64, fails bool) string {
	var b strings.Builder
	b.WriteString(r.String())
	if len(times) > 0 {
		fmt.Fprintf(&b, "time per question: p50 %.1f ms, p99 %.1f ms\n", quantile(times, 0.50), quantile(times, 0.99))
	}
	if fails {
		for _, row := range failed(r) {
			fmt.Fprintf(&b, "%s %s: %s\n", row.ID, row.Type, strings.Join(row.Why, "; "))
		}
	}
	b.WriteByte('\n')
	writeFloors(&b, checks, 12)
	return printable(b.String())
}

// writeFloors writes each floor with its figure, the names width wide.
func writeFloors(b *strings.Builder, checks []eval.FloorCheck, width int) {
	for _, c := range checks {
		verdict := "ok"
		if !c.OK {
			verdict = "BELOW"
			if c.AtMost {
				verdict = "ABOVE"
			}
		}
		fmt.Fprintf(b, "%-*s %5.3f  %s %5.3f  %s\n", width, c.Name, c.Value, bound(c), c.Floor, verdict)
	}
}

func bound(c eval.FloorCheck) string {
	if c.AtMost {
		return "at most "
	}
	return "at least"
}

// floorsMissed says which floors do not hold.
func floorsMissed(checks []eval.FloorCheck) []string {
	var names []string
	for _, c := range checks {
		if !c.OK {
			names = append(names, fmt.Sprintf("%s is %.3f and should be %s %.3f", c.Name, c.Value, strings.TrimSpace(bound(c)), c.Floor))
		}
	}
	return names
}

// quantile returns the q-quantile of values, the nearest one that occurs.
func quantile(values []float64, q float64) float64 {
	sorted := slices.Clone(values)
	slices.Sort(sorted)
	return sorted[int(math.Ceil(q*float64(len(sorted))))-1]
}
