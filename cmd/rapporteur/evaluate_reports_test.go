package main

import (
	"testing"
)

// TestWhatEvalMeasures: both by default; a flag that is about one leaves out the
// other, so that what a script asks for stays what it was.
func TestWhatEvalMeasures(t *testing.T) {
	for _, test := range []struct {
		name               string
		flags              evalFlags
		questions, reports bool
	}{
		{"no flag", evalFlags{}, true, true},
		{"fails", evalFlags{fails: true}, true, true},
		{"a file of questions", evalFlags{questions: "q.jsonl"}, true, false},
		{"outputs kept", evalFlags{outputs: "o.jsonl"}, true, false},
		{"outputs scored", evalFlags{score: "o.jsonl"}, true, false},
		{"a replay", evalFlags{replay: "r.jsonl"}, true, false},
		{"a model", evalFlags{writer: writerModel}, true, false},
		{"only questions", evalFlags{only: onlyQuestions}, true, false},
		{"a file of reports", evalFlags{reports: "r.jsonl"}, false, true},
		{"only reports", evalFlags{only: onlyReports}, false, true},
		{"only reports, by a model", evalFlags{only: onlyReports, writer: writerModel}, false, true},
		{"a file of reports, by a model", evalFlags{reports: "r.jsonl", writer: writerModel}, false, true},
	} {
		if got := test.flags.wantsQuestions(); got != test.questions {
			t.Errorf("%s: questions are measured = %v, want %v", test.name, got, test.questions)
		}
		if got := test.flags.wantsReports(); got != test.reports {
			t.Errorf("%s: reports are measured = %v, want %v", test.name, got, test.reports)
		}
		if err := test.flags.checkOnly(); err != nil {
			t.Errorf("%s: %v", test.name, err)
		}
	}
}
