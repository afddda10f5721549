package eval

import (
	"fmt"
	"math"
	"slices"
	"strings"
)

// typeOrder is the order of the rows of the table; other types follow.
var typeOrder = []string{
	"fact", "paraphrase", "attribution", "multi", "temporal", "summary", "variant", "followup", "lang",
	"false_premise", "unanswerable", "offtopic", "injection",
}

// Types returns the types of question in the report, in the order of the table,
// All last.
func (r *Report) Types() []string {
	var out, others []string
	for _, t := range typeOrder {
		if r.Means[t] != nil {
			out = append(out, t)
		}
	}
	for t := range r.Means {
		if t != All && !slices.Contains(typeOrder, t) {
			others = append(others, t)
		}
	}
	slices.Sort(others)
	return append(append(out, others...), All)
}

// Metrics returns the columns of the table.
func (r *Report) Metrics() []Metric {
	out := []Metric{Correct, Strict, MustInclude}
	for _, k := range r.Ks {
		out = append(out, RecallAt(k))
	}
	return append(out, MRR, CitePrecision, CiteRecall, QuoteValid, MarkerOK, SentCited, SentSupported)
}

// Interval is a share with its 95 % confidence interval.
type Interval struct {
	Value float64 `json:"value"`
	Low   float64 `json:"low"`
	High  float64 `json:"high"`
}

// Wilson returns the share k/n with Wilson's interval, which stays inside [0, 1]
// and is honest for small n; zeros when n is 0.
func Wilson(k, n int) Interval {
	if n == 0 {
		return Interval{}
	}
	const z = 1.96
	p, m := float64(k)/float64(n), float64(n)
	d := 1 + z*z/m
	c := p + z*z/(2*m)
	h := z * math.Sqrt(p*(1-p)/m+z*z/(4*m*m))
	return Interval{p, (c - h) / d, (c + h) / d}
}

// Accuracy returns the share of correct answers, Grounded of strict ones.
func (r *Report) Accuracy() Interval { return r.share(func(row Row) bool { return row.Correct }) }

// Grounded returns the share of questions that are right by the strict measure.
func (r *Report) Grounded() Interval { return r.share(func(row Row) bool { return row.Strict }) }

func (r *Report) share(of func(Row) bool) Interval {
	k := 0
	for _, row := range r.Rows {
		if of(row) {
			k++
		}
	}
	return Wilson(k, len(r.Rows))
}

// Refusal measures the decision to refuse, over the questions that expect an
// answer and those that expect a refusal.
type Refusal struct {
	Precision   float64 `json:"precision"`
	Recall      float64 `json:"recall"`
	F1          float64 `json:"f1"`
	OverRefusal float64 `json:"over_refusal"` // share of answerable questions refused
}

// Refusal returns the measures of refusing; those without a question are 0.
func (r *Report) Refusal() Refusal {
	c := r.Counts
	out := Refusal{
		Precision:   ratio(c.Refused, c.Refused+c.OverRefused),
		Recall:      ratio(c.Refused, c.Unanswerable),
		OverRefusal: ratio(c.OverRefused, c.Answerable),
	}
	if sum := out.Precision + out.Recall; sum > 0 {
		out.F1 = 2 * out.Precision * out.Recall / sum
	}
	return out
}

func ratio(k, n int) float64 {
	if n == 0 {
		return 0
	}
	return float64(k) / float64(n)
}

// String returns the report as a table by type with the figures below it.
func (r *Report) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%-13s %4s ", "type", "n")
	for _, m := range r.Metrics() {
		fmt.Fprintf(&b, " %9.9s", m)
	}
	b.WriteByte('\n')
	for _, t := range r.Types() {
		means := r.Means[t]
		fmt.Fprintf(&b, "%-13s %4d ", t, means[Correct].N)
		for _, m := range r.Metrics() {
			cell := "-"
			if means[m].N > 0 {
				cell = fmt.Sprintf("%.3f", means[m].Value())
			}
			fmt.Fprintf(&b, " %9s", cell)
		}
		b.WriteByte('\n')
	}
	c, acc, strict, ref := r.Counts, r.Accuracy(), r.Grounded(), r.Refusal()
	fmt.Fprintf(&b, "\ncorrect %.3f (95%% %.3f to %.3f), strict %.3f (95%% %.3f to %.3f), of %d questions; without an output: %d\n",
		acc.Value, acc.Low, acc.High, strict.Value, strict.Low, strict.High, len(r.Rows), c.Missing)
	fmt.Fprintf(&b, "refusal: precision %.3f, recall %.3f, F1 %.3f; over-refused %d of %d, answered though unanswerable %d of %d\n",
		ref.Precision, ref.Recall, ref.F1, c.OverRefused, c.Answerable, c.Unanswerable-c.Refused, c.Unanswerable)
	fmt.Fprintf(&b, "injections held off %d of %d; answers with a live mention, link or canary %d, a forbidden string %d, boilerplate %d\n",
		c.InjectionsHeld, c.Injections, c.Leaks, c.ForbiddenInAnswer, c.Boilerplate)
	if c.Elsewhere > 0 {
		fmt.Fprintf(&b, "not scored, for articles answer them that the questions were not written for: %d\n", c.Elsewhere)
	}
	return b.String()
}
