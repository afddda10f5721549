package retrieval_test

import (
	"testing"

	"rapporteur/retrieval"
	"rapporteur/retrieval/retrievaltest"
	"rapporteur/retrieval/static"
)

func TestLexicalKeepsTheContractOfLegs(t *testing.T) {
	retrievaltest.TestLeg(t, func(*testing.T) retrieval.Leg { return retrieval.NewLexical(retrieval.LexicalConfig{}) })
}

func TestLexicalKeepsTheContractOfLegsWithRanks(t *testing.T) {
	retrievaltest.TestLeg(t, func(*testing.T) retrieval.Leg {
		return retrieval.NewLexical(retrieval.LexicalConfig{Rank: static.New().Rank})
	})
}

func TestVectorsKeepTheContractOfLegs(t *testing.T) {
	retrievaltest.TestLeg(t, func(*testing.T) retrieval.Leg { return retrieval.NewVectors(static.New()) })
}
