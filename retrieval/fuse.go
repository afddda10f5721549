package retrieval

import (
	"math"
	"slices"

	"rapporteur/corpus"
)

// shares are the scores of one passage in both legs and together.
type shares struct{ lexical, vector, fused float64 }

// fuse joins the rankings of the legs. Legs of like strength are joined by
// rank; a weak one adds a share of its score, since by rank its first hit
// would weigh as much as the other's.
func (x *Index) fuse(lexical, vector []Scored) map[string]shares {
	out := make(map[string]shares, len(lexical)+len(vector))
	w := x.cfg.VectorWeight
	switch {
	case vector == nil:
		w = 0
	case x.weak && len(lexical) > 0:
		// The better the words of the question are found, the less a guess at
		// their meaning can add.
		w *= max(0, 1-lexical[0].Score)
	}
	add := func(found []Scored, weight float64, set func(*shares, float64)) {
		for rank, f := range found {
			s := out[f.Key]
			set(&s, f.Score)
			if x.weak || w == 0 {
				s.fused += weight * f.Score
			} else {
				s.fused += weight * reciprocal(rank)
			}
			out[f.Key] = s
		}
	}
	add(lexical, 1-w, func(s *shares, v float64) { s.lexical = v })
	add(vector, w, func(s *shares, v float64) { s.vector = v })
	return out
}

// reciprocal is the score of a rank (Cormack et al. 2009, k = 60), scaled so
// that the first rank scores 1.
func reciprocal(rank int) float64 { return 61 / float64(61+rank) }

// Boosts multiply the score of a passage whose article the question points to.
// Between 1.5 and 2 was measured best for publishers; the others follow it.
const (
	boostPublisher = 1.7
	boostArticle   = 1.7
	boostPeriod    = 1.3
	boostLatest    = 0.7 // added for the newest article, less for older ones
	// boostRecent is added for an article as new as the newest of the corpus, and
	// a third of it for one that is recentYears older: +.02 MRR on weekly quizzes.
	boostRecent = 0.3
	recentYears = 1.0
)

func (x *Index) boost(hits []Hit, m Meta) {
	least := relevantShare * bestScore(hits)
	newness := x.newness(hits, m.Latest, least)
	for i := range hits {
		a := hits[i].Passage.Article
		factor := 1.0
		if slices.Contains(m.Publishers, a.Publisher) {
			factor *= boostPublisher
		}
		if slices.Contains(m.Articles, a.ID) {
			factor *= boostArticle
		}
		if slices.ContainsFunc(m.Periods, func(p corpus.Period) bool { return !p.IsZero() && p.Overlaps(a.Published) }) {
			factor *= boostPeriod
		}
		factor *= 1 + boostLatest*newness[a]
		if m.Recent && !a.Published.IsZero() && hits[i].Score >= least {
			years := x.newest.Sub(a.Published.First()).Hours() / 24 / 365
			factor *= 1 + boostRecent*math.Exp(-years/recentYears)
		}
		hits[i].Score *= factor
	}
}

// relevantShare is the share of the score of the best hit that one has to have
// for the age of its article to count: what is about something else is no newer
// news of what is asked.
const relevantShare = 0.5

func bestScore(hits []Hit) float64 {
	best := 0.0
	for _, h := range hits {
		best = max(best, h.Score)
	}
	return best
}

// newness places the articles of the hits that score at least so much between 0,
// the oldest, and 1, the newest; undated ones and others are at 0. Empty unless
// wanted.
func (x *Index) newness(hits []Hit, wanted bool, least float64) map[*corpus.Article]float64 {
	if !wanted {
		return nil
	}
	at := map[*corpus.Article]float64{}
	var dated []*corpus.Article
	for _, h := range hits {
		a := h.Passage.Article
		if _, seen := at[a]; !seen && h.Score >= least {
			at[a] = 0
			if !a.Published.IsZero() {
				dated = append(dated, a)
			}
		}
	}
	slices.SortFunc(dated, func(a, b *corpus.Article) int { return a.Published.Compare(b.Published) })
	for i, a := range dated {
		at[a] = 1 - float64(len(dated)-1-i)/float64(max(len(dated)-1, 1))
	}
	return at
}
