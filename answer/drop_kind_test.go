package answer_test

import (
	"testing"

	"rapporteur/answer"
)

func TestDroppedKind(t *testing.T) {
	for reason, want := range map[string]string{
		"it cites nothing": "uncited",
		"a name is not in what it cites: Kerry: of State": "name",
		"a number is not in what it cites: 12":            "figure",
		"something new":                                   "other",
		"":                                                "other",
		": it cites nothing":                              "other",
	} {
		if got := (answer.Dropped{Reason: reason}).Kind(); got != want {
			t.Errorf("Kind of %q = %q, want %q", reason, got, want)
		}
	}
}
