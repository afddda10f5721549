package eval

import (
	"slices"

	"rapporteur/answer"
)

// compare measures a comparison.
func (s *reportScoring) compare() {
	s.padding()
	a, b := s.sides()
	for _, d := range s.c.Differences {
		named := (len(d.A) == 0 || s.citedBy(a, d.A)) && (len(d.B) == 0 || s.citedBy(b, d.B))
		s.addIf(DifferencesNamed, named)
		at := s.pointOn(d)
		if len(d.A) > 0 && len(d.B) > 0 {
			s.addIf(DifferencesPaired, at != nil)
		}
		if at != nil {
			s.addIf(RelationRight, at.Relation != answer.Same)
		}
		switch {
		case !named:
			s.fault("not named: %s", d.What)
		case at == nil:
			s.fault("not side by side: %s", d.What)
		case at.Relation == answer.Same:
			s.fault("said to be the same: %s", d.What)
		}
	}
	for _, d := range s.c.Same {
		at := s.pointOn(d)
		same := at != nil && at.Relation == answer.Same
		s.addIf(SameNamed, same)
		if !same {
			s.fault("not said to be the same: %s", d.What)
		}
	}
}

// padding measures what makes a comparison long without saying more: gold that is
// found among forty points is not easily found by people.
func (s *reportScoring) padding() {
	if len(s.out.Points) > 0 {
		s.add(Points, float64(len(s.out.Points)), 1)
	}
	seen := [2]map[int]bool{{}, {}}
	for _, p := range s.out.Points {
		for i, side := range []*answer.Side{p.A, p.B} {
			if side == nil || len(side.Markers) == 0 {
				continue
			}
			s.addIf(Repeated, !slices.ContainsFunc(side.Markers, func(n int) bool { return !seen[i][n] }))
			for _, n := range side.Markers {
				seen[i][n] = true
			}
		}
	}
}

// sides returns the markers of everything that is said on either side.
func (s *reportScoring) sides() (a, b []int) {
	for _, p := range s.out.Points {
		a = append(a, sideMarkers(p.A)...)
		b = append(b, sideMarkers(p.B)...)
	}
	return a, b
}

func sideMarkers(side *answer.Side) []int {
	if side == nil {
		return nil
	}
	return side.Markers
}

// pointOn returns a point that cites evidence of a difference on each side that
// has any, nil when there is none: the first that calls the sides the same where
// the gold does, and does not where that does not; else the first of all.
func (s *reportScoring) pointOn(d GoldDifference) *answer.Point {
	on := func(side *answer.Side, evidence []Evidence) bool {
		return len(evidence) == 0 || s.citedBy(sideMarkers(side), evidence)
	}
	same := slices.ContainsFunc(s.c.Same, func(same GoldDifference) bool { return same.What == d.What })
	var found *answer.Point
	for i := range s.out.Points {
		p := &s.out.Points[i]
		if !on(p.A, d.A) || !on(p.B, d.B) {
			continue
		}
		if (p.Relation == answer.Same) == same {
			return p
		}
		if found == nil {
			found = p
		}
	}
	return found
}
