package main

import (
	"fmt"
	"strings"

	"rapporteur/answer"
)

// checked returns the sentences of what was checked, each with its verdict and
// the quotations that decide it.
func (s screen) checked(r *answer.Report) string {
	var b strings.Builder
	if r.Refused || len(r.Sentences) == 0 {
		return s.shown(r, func(b *strings.Builder) { s.lines(b, r) })
	}
	cited := map[int]answer.Citation{}
	for _, c := range r.Citations {
		cited[c.Marker] = c
	}
	for i, sentence := range r.Sentences {
		if i > 0 {
			b.WriteByte('\n')
		}
		s.verdict(&b, sentence, cited)
	}
	if r.Degraded != "" {
		b.WriteString("\n" + s.as(dim, s.wrap(printable(r.Degraded), "", "")) + "\n")
	}
	return b.String()
}

// verdictWords are the verdicts as they are shown.
var verdictWords = map[answer.Verdict]string{
	answer.Supported: "SUPPORTED", answer.Contradicted: "CONTRADICTED", answer.NotCovered: "NOT COVERED",
}

func (s screen) verdict(b *strings.Builder, c answer.Checked, cited map[int]answer.Citation) {
	const indent = "  "
	word := orDefault(verdictWords[c.Verdict], oneLine(string(c.Verdict)))
	lines := s.wrap(word+": "+oneLine(answer.Neutral(c.Text)), "", indent)
	b.WriteString(strings.Replace(lines, word, s.as(bold, word), 1) + "\n")
	if c.Why != "" {
		b.WriteString(s.wrap(oneLine(c.Why), indent, indent) + "\n")
	}
	for _, m := range c.Markers {
		quote, ok := cited[m]
		if !ok {
			continue
		}
		b.WriteString(s.wrap(inMarks(answer.Neutral(quote.Quote)), indent+fmt.Sprintf("[%d] ", m), indent+"    ") + "\n")
		b.WriteString(s.as(dim, s.wrap(source(quote.Article), indent+"    ", indent+"    ")) + "\n")
		s.also(b, []answer.Citation{quote}, indent+"    ")
	}
}
