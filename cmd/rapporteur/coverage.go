package main

import (
	"context"
	"fmt"
	"strings"

	"rapporteur/answer"
	"rapporteur/corpus"
)

// showCoverage prints what the articles cover.
func (a *app) showCoverage(ctx context.Context) error {
	engine, err := a.engine(ctx)
	if err != nil {
		return err
	}
	c := engine.Coverage()
	if a.json {
		return printJSON(a.stdout, c)
	}
	_, err = fmt.Fprint(a.stdout, a.screen().coverage(c))
	return err
}

// maxCovered names are listed of a kind.
const maxCovered = 12

// coverage returns what the articles cover: the months in a table, the names
// with most articles, and where it is thin.
func (s screen) coverage(c *answer.Coverage) string {
	var b strings.Builder
	head := plural(c.Articles, "article")
	if c.From != "" {
		head += ", " + shortDate(c.From, false)
		if c.To != c.From {
			head += " to " + shortDate(c.To, false)
		}
	}
	b.WriteString(s.wrap(head, "", "") + "\n")
	s.months(&b, c.Months)
	s.names(&b, "Publishers", c.Publishers)
	s.names(&b, "Events", c.Events)
	s.names(&b, "Places", c.Places)
	s.names(&b, "Actors", c.Actors)
	if len(c.Thin) > 0 {
		b.WriteString("\n" + s.as(bold, "Where it is thin") + "\n")
	}
	for _, line := range c.Thin {
		b.WriteString(s.wrap(oneLine(line), "- ", "  ") + "\n")
	}
	return b.String()
}

// months writes a line for each year with articles, how many each month has.
func (s screen) months(b *strings.Builder, months []answer.MonthCount) {
	type year struct {
		of     int
		counts [12]int
	}
	var years []year
	cell := 1
	for _, m := range months {
		d, err := corpus.ParseDate(m.Month)
		if err != nil || d.Month == 0 {
			continue
		}
		if len(years) == 0 || years[len(years)-1].of != d.Year {
			years = append(years, year{of: d.Year})
		}
		years[len(years)-1].counts[d.Month-1] += m.Articles
		cell = max(cell, len(fmt.Sprint(years[len(years)-1].counts[d.Month-1])))
	}
	if len(years) == 0 {
		return
	}
	none := "·"
	if s.ascii {
		none = "."
	}
	b.WriteString("\n" + s.as(dim, "    "+columnsOf(strings.Split("JFMAMJJASOND", ""), cell)) + "\n")
	for i, y := range years {
		if i > 0 && years[i-1].of+1 < y.of {
			b.WriteString(s.as(dim, "…") + "\n")
		}
		cells := make([]string, len(y.counts))
		for k, n := range y.counts {
			cells[k] = none
			if n > 0 {
				cells[k] = fmt.Sprint(n)
			}
		}
		fmt.Fprintf(b, "%04d%s\n", y.of, columnsOf(cells, cell))
	}
}

// columnsOf sets cells to the right of columns that are width wide.
func columnsOf(cells []string, width int) string {
	var b strings.Builder
	for _, c := range cells {
		b.WriteString("  " + strings.Repeat(" ", width-columns(c)) + c)
	}
	return b.String()
}

// names writes the names with most articles and the dates of those.
func (s screen) names(b *strings.Builder, heading string, list []answer.CoverageName) {
	if len(list) == 0 {
		return
	}
	b.WriteString("\n" + s.as(bold, heading) + "\n")
	for _, n := range list[:min(len(list), maxCovered)] {
		line := fmt.Sprintf("%s: %s", oneLine(n.Name), plural(n.Articles, "article"))
		switch {
		case n.From == "":
		case n.From == n.To:
			line += ", " + shortDate(n.From, false)
		default:
			line += ", " + shortDate(n.From, false) + " to " + shortDate(n.To, false)
		}
		b.WriteString(s.wrap(line, "- ", "  ") + "\n")
	}
	if more := len(list) - maxCovered; more > 0 {
		b.WriteString(s.as(dim, fmt.Sprintf("  and %d more, all of them with --json", more)) + "\n")
	}
}
