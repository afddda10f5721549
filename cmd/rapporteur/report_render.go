package main

import (
	"fmt"
	"slices"
	"strings"

	"rapporteur/answer"
	"rapporteur/corpus"
)

// shown returns a report: what body writes, or a refusal with the nearest
// passages; then what could not be used, and the articles cited.
func (s screen) shown(r *answer.Report, body func(b *strings.Builder)) string {
	var b strings.Builder
	if r.Refused {
		b.WriteString(s.wrap(printable(r.Text), "", "") + "\n")
	} else {
		body(&b)
	}
	if r.Degraded != "" {
		b.WriteString(s.as(dim, s.wrap(printable(r.Degraded), "", "")) + "\n")
	}
	if r.Refused {
		s.nearest(&b, r.Retrieved)
		return b.String()
	}
	s.cited(&b, r)
	return b.String()
}

// cited lists the articles that a report cites, each with its markers; with what
// a model wrote also the quotations.
func (s screen) cited(b *strings.Builder, r *answer.Report) {
	if r.Writer != answer.Extractive {
		s.sources(b, &answer.Answer{Writer: r.Writer, Citations: r.Citations})
		return
	}
	if len(r.Citations) > 0 {
		b.WriteByte('\n')
	}
	for _, cited := range byArticle(r.Citations) {
		markers := make([]int, len(cited))
		for i, c := range cited {
			markers[i] = c.Marker
		}
		line := markerRuns(markers) + " " + source(cited[0].Article)
		b.WriteString(s.as(dim, s.wrap(line, "", "    ")) + "\n")
		s.also(b, cited, "    ")
	}
}

// lines writes the text of a report as it is, for the sake of scripts and of
// terminals that are too narrow for anything else.
func (s screen) lines(b *strings.Builder, r *answer.Report) {
	b.WriteString(s.wrap(printable(r.Text), "", "") + "\n")
}

// markerRuns writes markers, three and more in a row as "[1]–[5]".
func markerRuns(markers []int) string {
	markers = slices.Compact(slices.Sorted(slices.Values(markers)))
	var parts []string
	for i := 0; i < len(markers); {
		end := i
		for end+1 < len(markers) && markers[end+1] == markers[end]+1 {
			end++
		}
		if end < i+2 {
			parts = append(parts, fmt.Sprintf("[%d]", markers[i]))
			i++
			continue
		}
		parts = append(parts, fmt.Sprintf("[%d]–[%d]", markers[i], markers[end]))
		i = end + 1
	}
	return strings.Join(parts, " ")
}

// withMarkers returns text in one line with its markers behind it, unless they
// are in it.
func withMarkers(text string, markers ...int) string {
	out := oneLine(text)
	for _, m := range markers {
		if marker := fmt.Sprintf("[%d]", m); m > 0 && !strings.Contains(text, marker) {
			out += " " + marker
		}
	}
	return strings.TrimSpace(out)
}

// inMarks returns text in one line and in quotation marks, once.
func inMarks(text string) string {
	text = oneLine(text)
	if strings.HasPrefix(text, "“") && strings.HasSuffix(text, "”") && strings.Count(text, "“") == 1 {
		return text
	}
	return "“" + text + "”"
}

// shortDate returns an ISO date as people write it, with "c." before one that
// is taken from articles whose own dates are inferred; what is no date as it is.
func shortDate(iso string, circa bool) string {
	d, err := corpus.ParseDate(iso)
	if err != nil {
		return oneLine(iso)
	}
	if circa {
		return "c. " + d.Short()
	}
	return d.Short()
}

// dates are the articles of a report, by marker.
type dates map[int]answer.ArticleRef

func datesOf(r *answer.Report) dates {
	d := make(dates, len(r.Citations))
	for _, c := range r.Citations {
		d[c.Marker] = c.Article
	}
	return d
}

// fill returns the lines of text in a column that is width wide; words that are
// wider are broken.
func fill(text string, width int) []string {
	width = max(width, 1)
	var out []string
	for _, line := range strings.Split(screen{width: width}.wrap(text, "", ""), "\n") {
		for columns(line) > width {
			cut := fitting(line, width)
			out = append(out, line[:cut])
			line = line[cut:]
		}
		out = append(out, line)
	}
	return out
}

// fitting returns how many bytes of line fit into width columns, one letter at
// the least.
func fitting(line string, width int) int {
	at := 0
	for i, r := range line {
		at += columns(string(r))
		if at > width && i > 0 {
			return i
		}
	}
	return len(line)
}

// padded returns text with spaces up to width columns.
func padded(text string, width int) string {
	return text + strings.Repeat(" ", max(0, width-columns(text)))
}
