package eval

import "rapporteur/answer"

// maxShort is how many sentences a short summary may have; one of a few articles
// may have one for each.
const (
	maxShort  = 3
	maxOfEach = 5
)

// summary measures a summary.
func (s *reportScoring) summary() {
	var used []int
	for _, p := range s.out.Points {
		used = append(used, p.Markers...)
	}
	total, told := 0.0, 0.0
	for _, f := range s.c.Key {
		total += f.Weight
		if s.citedBy(used, f.Evidence) {
			told += f.Weight
		} else {
			s.fault("not told: %s %q", f.ID, shorten(f.Evidence[0].Text))
		}
	}
	if total > 0 {
		s.add(KeyFacts, told/total, 1)
	}
	s.redundancy()
	if n := s.length(); n > 0 {
		s.add(Sentences, float64(n), 1)
		if s.c.Request.Length == "short" {
			long := n > max(maxShort, min(s.articles(), maxOfEach))
			s.addIf(TooLong, long)
			if long {
				s.fault("%d sentences", n)
			}
		}
	}
}

// redundancy looks for pairs of points that say the same. The work is bounded by
// passing over points past the first hundred.
func (s *reportScoring) redundancy() {
	points := s.out.Points[:min(len(s.out.Points), 100)]
	for i, p := range points {
		for _, q := range points[:i] {
			again := max(coverage(p.Text, q.Text), coverage(q.Text, p.Text)) > 0.6
			s.addIf(Redundant, again)
			if again {
				s.fault("twice: %q", shorten(p.Text))
			}
		}
	}
}

// articles counts the articles that are cited.
func (s *reportScoring) articles() int {
	files := map[string]bool{}
	for _, c := range s.out.Citations {
		files[c.Article] = true
	}
	return len(files)
}

// length returns the sentences of the points.
func (s *reportScoring) length() int {
	n := 0
	for _, p := range s.out.Points {
		n += sentencesIn(p)
	}
	return n
}

func sentencesIn(p answer.Point) int {
	n := 0
	for _, sen := range sentences(p.Text) {
		if len(words(sen.text)) > 0 {
			n++
		}
	}
	return n
}
