package answer_test

import (
	"path/filepath"
	"testing"

	"rapporteur/corpus"
)

// BenchmarkSupport is the time that checking one written sentence takes, which
// a reader waits for besides the model's own time.
func BenchmarkSupport(b *testing.B) {
	s := syria(b)
	byID := map[string]*corpus.Article{}
	for _, a := range s.articles {
		byID[a.ID] = a
	}
	claims := readClaims(b, filepath.Join("testdata", "claims.jsonl"))
	for i := 0; b.Loop(); i++ {
		c := claims[i%len(claims)]
		s.Support(c.Claim, c.Question, "", citedBy(b, byID, c))
	}
}
