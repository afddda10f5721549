package answer_test

import (
	"testing"

	"rapporteur/answer"
)

// BenchmarkSummary sums up the five embedded articles in the ways that people do.
func BenchmarkSummary(b *testing.B) {
	five := syria(b)
	for _, scope := range []string{"", first, "Astana talks", "Iran", "2016"} {
		b.Run(scope, func(b *testing.B) {
			for b.Loop() {
				if _, err := five.Summary(b.Context(), answer.SummaryRequest{Scope: scope}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
