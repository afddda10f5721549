package reply

import (
	"slices"

	"rapporteur/answer"
)

// KeptReport is a report without its citations, which are in Kept beside it.
type KeptReport struct {
	Shown  string         `json:"shown,omitempty"` // above each page
	A      string         `json:"a,omitempty"`     // as in ReportPage
	B      string         `json:"b,omitempty"`
	Left   int            `json:"left,omitempty"`
	Report *answer.Report `json:"report"`
}

// maxKeptItems bounds how many items of a report are kept.
const maxKeptItems = 300

// KeepReport returns what is to be kept of a report that was not refused; its
// pages are those of Kept.ReportPage from the first on. question is the report as
// somebody would ask for it, for a conversation that goes on; shown stands above
// each page; a and b are what is compared. Of a report that is too long the
// beginning is kept.
func KeepReport(r *answer.Report, question, shown, a, b string, articles Articles) *Kept {
	for most := maxKeptItems; ; most /= 2 {
		k := &Kept{
			Version: KeptVersion, Question: question, Text: prefix(r.Text, maxContent), Writer: r.Writer, Sources: []KeptArticle{},
			Report: &KeptReport{Shown: prefix(shown, maxContent), A: prefix(a, maxName), B: prefix(b, maxName)},
		}
		k.Report.Report, k.Report.Left = beginning(r, most)
		k.addCitations(r.Citations, markersOf(k.Report.Report), articles)
		if _, err := k.Encode(); err == nil || most <= 1 {
			return k
		}
	}
}

// addCitations adds those that are used.
func (k *Kept) addCitations(list []answer.Citation, used map[int]bool, articles Articles) {
	for _, c := range list {
		if used[c.Marker] {
			k.Citations = append(k.Citations, KeptCitation{
				Marker: c.Marker, Quote: c.Quote, Start: c.Start, End: c.End, Article: k.source(c.Article, articles), Also: k.keepAlso(c.Also, articles),
			})
		}
	}
}

// ReportPage returns a page of a report, counted from 0; false for any other
// reply.
func (k *Kept) ReportPage(n int, articles Articles) (ReportPage, bool) {
	if k.Report == nil || k.Report.Report == nil || n < 0 {
		return ReportPage{}, false
	}
	r := *k.Report.Report
	r.Text, r.Writer = k.Text, k.Writer
	r.Citations = k.Answer(articles).Citations
	return ReportPage{Report: &r, A: k.Report.A, B: k.Report.B, Left: k.Report.Left, Page: n}, true
}

// beginning returns a report of at most so many items, without what is kept
// elsewhere or not shown, and how many were left out.
func beginning(r *answer.Report, most int) (short *answer.Report, left int) {
	short = &answer.Report{Kind: r.Kind, Degraded: prefix(r.Degraded, maxContent)}
	if r.Matrix != nil {
		short.Matrix, short.Quotes = smaller(r, most)
		return short, len(r.Matrix.Rows) - len(short.Matrix.Rows)
	}
	short.Points = firstOf(r.Points, most, &left)
	short.Events = firstOf(r.Events, most, &left)
	short.Quotes = firstOf(r.Quotes, most, &left)
	short.Sentences = firstOf(r.Sentences, most, &left)
	for i := range short.Points {
		p := &short.Points[i]
		p.Text, p.A, p.B = prefix(p.Text, 2*maxItem), side(p.A), side(p.B)
	}
	for i := range short.Events {
		e := &short.Events[i]
		e.Text, e.Place, e.Actors, e.Reported = prefix(e.Text, 2*maxItem), "", nil, ""
	}
	for i := range short.Quotes {
		short.Quotes[i].Text = prefix(short.Quotes[i].Text, 2*maxItem)
		short.Quotes[i].Publisher = ""
	}
	for i := range short.Sentences {
		short.Sentences[i].Text = prefix(short.Sentences[i].Text, 2*maxItem)
	}
	return short, left
}

// firstOf returns a copy of the first items, and counts the others into left.
func firstOf[T any](items []T, most int, left *int) []T {
	n := min(len(items), most)
	*left += len(items) - n
	return slices.Clone(items[:n])
}

func side(s *answer.Side) *answer.Side {
	if s == nil {
		return nil
	}
	short := *s
	short.Text = prefix(short.Text, 2*maxItem)
	return &short
}

// smaller returns a matrix of at most so many rows and issues, with as much of
// its quotations as is shown of them.
func smaller(r *answer.Report, most int) (*answer.Matrix, []answer.Quotation) {
	m := &answer.Matrix{Issues: slices.Clone(r.Matrix.Issues[:min(len(r.Matrix.Issues), most)])}
	var quotes []answer.Quotation
	for _, row := range r.Matrix.Rows[:min(len(r.Matrix.Rows), most)] {
		kept := answer.MatrixRow{Actor: row.Actor}
		for _, cell := range row.Cells[:min(len(row.Cells), len(m.Issues))] {
			var few []int
			for _, n := range cell[:min(len(cell), maxCellMarkers+1)] {
				if n < 0 || n >= len(r.Quotes) {
					continue
				}
				q := r.Quotes[n]
				q.Text = prefix(q.Text, 4*maxCell)
				few = append(few, len(quotes))
				quotes = append(quotes, q)
			}
			kept.Cells = append(kept.Cells, few)
		}
		m.Rows = append(m.Rows, kept)
	}
	return m, quotes
}

// markersOf returns the markers that a report's items have.
func markersOf(r *answer.Report) map[int]bool {
	used := map[int]bool{}
	add := func(markers ...int) {
		for _, m := range markers {
			used[m] = true
		}
	}
	for _, p := range r.Points {
		add(p.Markers...)
		for _, s := range []*answer.Side{p.A, p.B} {
			if s != nil {
				add(s.Markers...)
			}
		}
	}
	for _, e := range r.Events {
		add(e.Markers...)
	}
	for _, q := range r.Quotes {
		add(q.Marker)
	}
	for _, s := range r.Sentences {
		add(s.Markers...)
	}
	return used
}
