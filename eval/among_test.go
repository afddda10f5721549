package eval_test

import (
	"testing"

	"rapporteur/eval"
)

// TestAnsweredElsewhere: with Own set, a question that has no answer in its own
// articles and is answered from others alone is not scored; one that cites its
// own, and one that is refused, are.
func TestAnsweredElsewhere(t *testing.T) {
	cite := func(files ...string) (out []eval.Citation) {
		for i, f := range files {
			out = append(out, eval.Citation{Marker: i + 1, Article: f, Quote: "The talks ended."})
		}
		return out
	}
	outputs := []eval.Output{
		{ID: "other", Answer: "“The talks ended.” [1]", Citations: cite("news.md")},
		{ID: "own", Answer: "“The talks ended.” [1] [2]", Citations: cite("news.md", "own.md")},
		{ID: "refused", Answer: "No.", Refused: true},
		{ID: "answerable", Answer: "“The talks ended.” [1]", Citations: cite("news.md")},
	}
	var questions []eval.Question
	for _, o := range outputs {
		q := eval.Question{ID: o.ID, Question: "Who?", Type: "unanswerable", Expect: eval.ExpectRefuse}
		if o.ID == "answerable" {
			q.Type, q.Expect = "fact", eval.ExpectAnswer
		}
		questions = append(questions, q)
	}
	texts := map[string]string{"own.md": "The talks ended.", "news.md": "The talks ended."}
	for _, tt := range []struct {
		own             map[string]bool
		rows, elsewhere int
	}{
		{nil, 4, 0},
		{map[string]bool{"own.md": true}, 3, 1},
	} {
		r := eval.Score(questions, outputs, texts, eval.Options{Own: tt.own})
		if len(r.Rows) != tt.rows || r.Counts.Elsewhere != tt.elsewhere {
			t.Errorf("Own %v: %d questions scored and %d not, want %d and %d", tt.own, len(r.Rows), r.Counts.Elsewhere, tt.rows, tt.elsewhere)
		}
	}
}
