package main

import (
	"fmt"
	"slices"
	"strings"

	"rapporteur/answer"
)

// leastCell is how wide a column of a matrix has to be.
const leastCell = 11

// matrix writes actors by issue: a table where it fits, else the actors under
// each issue; and below it what the markers stand for.
func (s screen) matrix(b *strings.Builder, r *answer.Report) {
	m := r.Matrix
	left := len("Speaker")
	for _, row := range m.Rows {
		left = max(left, columns(oneLine(row.Actor)))
	}
	left = min(left, 28)
	cell := 0
	if n := len(m.Issues); n > 0 {
		cell = min((s.width-left)/n-2, 24)
	}
	if cell >= leastCell {
		s.table(b, r, left, cell)
	} else {
		s.byIssue(b, r)
	}
	s.spoken(b, r)
}

// table writes a line for each actor, its markers under the issues.
func (s screen) table(b *strings.Builder, r *answer.Report, left, cell int) {
	issues := make([]string, len(r.Matrix.Issues))
	for i, issue := range r.Matrix.Issues {
		issues[i] = oneLine(issue)
	}
	s.row(b, bold, left, cell, "", issues)
	for _, actor := range r.Matrix.Rows {
		cells := make([]string, len(issues))
		for i := range cells {
			cells[i] = markerRuns(markersIn(r, actor, i))
		}
		s.row(b, "", left, cell, oneLine(actor.Actor), cells)
	}
}

// row writes a name in a column that is left wide, and cells beside it.
func (s screen) row(b *strings.Builder, style string, left, cell int, name string, cells []string) {
	blocks := [][]string{fill(name, left)}
	height := len(blocks[0])
	for _, c := range cells {
		block := fill(c, cell)
		blocks = append(blocks, block)
		height = max(height, len(block))
	}
	for k := range height {
		line := ""
		for i, block := range blocks {
			text, width := "", cell
			if k < len(block) {
				text = block[k]
			}
			if i == 0 {
				width = left
			} else {
				line += "  "
			}
			line += padded(text, width)
		}
		b.WriteString(s.as(style, strings.TrimRight(line, " ")) + "\n")
	}
}

// byIssue writes the actors under each issue.
func (s screen) byIssue(b *strings.Builder, r *answer.Report) {
	for i, issue := range r.Matrix.Issues {
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(s.as(bold, s.wrap(oneLine(issue), "", "")) + "\n")
		for _, actor := range r.Matrix.Rows {
			if markers := markersIn(r, actor, i); len(markers) > 0 {
				b.WriteString(s.wrap(oneLine(actor.Actor)+": "+markerRuns(markers), "  ", "    ") + "\n")
			}
		}
	}
}

// markersIn returns the markers of a cell.
func markersIn(r *answer.Report, row answer.MatrixRow, issue int) []int {
	var markers []int
	if issue >= len(row.Cells) {
		return nil
	}
	for _, i := range row.Cells[issue] {
		if i >= 0 && i < len(r.Quotes) {
			markers = append(markers, r.Quotes[i].Marker)
		}
	}
	return markers
}

// spoken writes what the markers of a matrix stand for.
func (s screen) spoken(b *strings.Builder, r *answer.Report) {
	in := inMatrix(r)
	b.WriteByte('\n')
	var before answer.Quotation
	for i, q := range r.Quotes {
		if !in[i] || q.StandsIn(before) {
			continue
		}
		before = q
		who := oneLine(orDefault(q.Speaker, q.AsWritten))
		if day := saidWhen(q); day != "" {
			who += ", " + day
		}
		text, own := spoken(q)
		if own {
			text = who + ": " + text
		} else {
			text = who + ", " + inReported + " " + text
		}
		b.WriteString(s.wrap(text, fmt.Sprintf("[%d] ", q.Marker), "    ") + "\n")
	}
}

// inMatrix returns the indexes of the quotations that a matrix holds.
func inMatrix(r *answer.Report) map[int]bool {
	in := map[int]bool{}
	for _, row := range r.Matrix.Rows {
		for _, cell := range row.Cells {
			for _, i := range cell {
				in[i] = true
			}
		}
	}
	return in
}

// citedIn returns r with the citations of its matrix alone.
func citedIn(r *answer.Report) *answer.Report {
	markers := map[int]bool{}
	for i := range inMatrix(r) {
		if i >= 0 && i < len(r.Quotes) {
			markers[r.Quotes[i].Marker] = true
		}
	}
	narrowed := *r
	narrowed.Citations = slices.DeleteFunc(slices.Clone(r.Citations), func(c answer.Citation) bool { return !markers[c.Marker] })
	return &narrowed
}
