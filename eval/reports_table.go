package eval

import (
	"fmt"
	"strings"
)

// MetricsOf returns the columns of the table of a task, in order.
func MetricsOf(t Task) []Metric { return metricsOf[t] }

// Table returns the figures of a task as two lines, with the counts of verdicts
// below those of checks; "" when nothing was asked of it.
func (r *ReportScores) Table(t Task) string {
	if r.Requests[t] == 0 {
		return ""
	}
	var head, row strings.Builder
	fmt.Fprintf(&head, "%-13s %4s ", t, "n")
	fmt.Fprintf(&row, "%-13s %4d ", "", r.Requests[t])
	for _, m := range metricsOf[t] {
		cell := "-"
		if mean := r.Means[t][m]; mean.N > 0 {
			cell = fmt.Sprintf("%.3f", mean.Value())
		}
		fmt.Fprintf(&head, " %12s", m)
		fmt.Fprintf(&row, " %12s", cell)
	}
	out := head.String() + "\n" + row.String() + "\n"
	if t == TaskCheck {
		out += r.verdictTable()
	}
	return out
}

// verdictTable sets the verdicts that are right against those given.
func (r *ReportScores) verdictTable() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%-18s %12s %12s %12s %12s\n", "  right \\ given", "supported", "contradicted", "not_covered", "none")
	for _, right := range verdicts {
		fmt.Fprintf(&b, "  %-16s", right)
		for _, given := range append(verdicts[:len(verdicts):len(verdicts)], "") {
			fmt.Fprintf(&b, " %12d", r.Verdicts[right][given])
		}
		b.WriteByte('\n')
	}
	return b.String()
}
