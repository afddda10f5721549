package answer_test

import (
	"testing"

	"rapporteur/answer"
)

// BenchmarkCheck checks the claims of testdata/checks.jsonl in turn, a sentence
// at a time.
func BenchmarkCheck(b *testing.B) {
	engine := syria(b)
	all := readChecks(b)
	i := 0
	b.ReportAllocs()
	for b.Loop() {
		if _, err := engine.Check(b.Context(), answer.CheckRequest{Text: all[i%len(all)].Claim}); err != nil {
			b.Fatal(err)
		}
		i++
	}
}
