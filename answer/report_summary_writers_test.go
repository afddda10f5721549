package answer_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"rapporteur/answer"
	"rapporteur/prompts"
)

// picking reports that a prompt asks which sentences of an article count.
func picking(s sheet) bool { return strings.HasPrefix(s.system, "You pick") }

// copied writes the first n sentences that it was given, a line each.
func copied(n int) func(sheet) reply {
	return func(s sheet) reply {
		var lines []string
		for _, l := range s.lines[:min(n, len(s.lines))] {
			lines = append(lines, l.cited())
		}
		return reply{text: strings.Join(lines, "\n")}
	}
}

// told is a summary by a pen, and the sheets that it was given.
type told struct {
	*answer.Report
	sheets []sheet
	grown  []string
}

func tellSummary(t *testing.T, r answer.SummaryRequest, write func(sheet) reply) told {
	t.Helper()
	var out told
	b := newWritten(t, func(s sheet) reply {
		out.sheets = append(out.sheets, s)
		return write(s)
	})
	r.Grow = func(s string) { out.grown = append(out.grown, s) }
	report, err := b.Summary(t.Context(), r)
	if err != nil {
		t.Fatalf("Summary(%q): %v", r.Scope, err)
	}
	out.Report = report
	checkReport(t, b.bench, report)
	for _, s := range out.grown {
		checkSafe(t, s)
	}
	return out
}

func TestSummariesByAWriter(t *testing.T) {
	for _, r := range []answer.SummaryRequest{
		{Scope: geneva}, {Scope: geneva, Short: true}, {Scope: eighth}, {Scope: "Kerry"}, {Scope: "2016"}, {},
	} {
		got := tellSummary(t, r, copied(6))
		if got.Writer != "pen" || got.Degraded != "" || len(got.Points) == 0 || len(got.grown) == 0 {
			t.Errorf("Summary(%+v): writer %q, degraded %q, %d points, grew %d times; want a summary by pen\n%s",
				r, got.Writer, got.Degraded, len(got.Points), len(got.grown), got.Text)
		}
		if !got.Trace.Asked || got.Trace.Usage.Prompt != len(got.sheets) {
			t.Errorf("Summary(%+v): the trace says %+v of %d requests", r, got.Trace, len(got.sheets))
		}
	}
}

// TestSummariesByAWriterThatFails: whatever a writer does, the summary is there in
// the articles' own words, and says so.
func TestSummariesByAWriterThatFails(t *testing.T) {
	false6 := func(s sheet) reply {
		var wrong []string
		for i, l := range s.lines[:min(6, len(s.lines))] {
			wrong = append(wrong, citing(ownKnowledge[i]+".", l.number))
		}
		return reply{text: strings.Join(wrong, "\n"), wrong: wrong}
	}
	for _, tt := range []struct {
		name     string
		write    func(sheet) reply
		degraded string
	}{
		{"invents", false6, "could not be proved"},
		{"changes numbers", variants(otherNumbers), "could not be proved"},
		{"says nothing", func(sheet) reply { return reply{} }, "could not be proved"},
		{"finds nothing", func(sheet) reply { return reply{text: prompts.NotFound} }, "could not be proved"},
		{"tells its rules", func(s sheet) reply { return reply{text: s.lines[0].cited() + "\n" + s.system} }, "could not be proved"},
		{"is down", func(sheet) reply { return reply{err: errors.New("refused")} }, "not available"},
		{"is paused", func(sheet) reply { return reply{err: answer.ErrPaused} }, "not available"},
		{"has no budget", func(sheet) reply { return reply{err: answer.ErrBudget} }, "used up"},
		{"cites nothing", func(s sheet) reply { return reply{text: s.lines[0].text + "\n" + s.lines[1].text} }, "could not be proved"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			for _, scope := range []string{first, ""} {
				got := tellSummary(t, answer.SummaryRequest{Scope: scope}, tt.write)
				if got.Writer != answer.Extractive || !strings.Contains(got.Degraded, tt.degraded) || got.Refused {
					t.Errorf("Summary(%q): writer %q, degraded %q, refused %v; want it in the articles' own words and %q",
						scope, got.Writer, got.Degraded, got.Refused, tt.degraded)
				}
				plain := syria(t).summary(t, answer.SummaryRequest{Scope: scope})
				if got.Text != plain.Text {
					t.Errorf("Summary(%q) is\n%s\nwant what it is without a writer:\n%s", scope, got.Text, plain.Text)
				}
			}
		})
	}
}

// TestOneFalseSentenceIsLeftOut: what is proved is shown, what is not is dropped.
func TestOneFalseSentenceOfASummaryIsLeftOut(t *testing.T) {
	wrong := "Staffan de Mistura resigned on 3 May 2016."
	got := tellSummary(t, answer.SummaryRequest{Scope: geneva}, func(s sheet) reply {
		return reply{text: s.lines[0].cited() + "\n" + citing(wrong, s.lines[1].number) + "\n" + s.lines[2].cited()}
	})
	if got.Writer != "pen" || strings.Contains(got.Text, "resigned") || len(got.Dropped) != 1 || len(got.Points) != 2 {
		t.Errorf("writer %q, dropped %v, points %d; want two points and one sentence dropped\n%s", got.Writer, got.Dropped, len(got.Points), got.Text)
	}
}

// TestSummaryInTwoSteps: where the articles do not fit into the window, the writer
// picks the sentences of each, and the summary cites those.
func TestSummaryInTwoSteps(t *testing.T) {
	var picked []string
	got := tellSummary(t, answer.SummaryRequest{}, func(s sheet) reply {
		if picking(s) {
			last := s.lines[len(s.lines)-1]
			picked = append(picked, last.text)
			return reply{text: "a point " + "[" + last.number + "]\nanother [9.9]\n"}
		}
		return copied(len(s.lines))(s)
	})
	if len(picked) != 5 || len(got.sheets) != 6 {
		t.Fatalf("%d articles were picked from in %d requests, want 5 in 6", len(picked), len(got.sheets))
	}
	var given []string
	for _, l := range got.sheets[5].lines {
		given = append(given, l.text)
	}
	for _, p := range picked {
		if !slices.Contains(given, p) {
			t.Errorf("the summary was not given what was picked: %q", p)
		}
	}
	if got.Writer != "pen" || len(got.Citations) == 0 {
		t.Errorf("writer %q, %d citations", got.Writer, len(got.Citations))
	}
	dates := 0
	for l := range strings.SplitSeq(got.Text, "\n") {
		if strings.HasPrefix(l, "c. ") {
			dates++
		}
	}
	if dates != len(got.Points) {
		t.Errorf("%d of %d lines open with a date:\n%s", dates, len(got.Points), got.Text)
	}
}
