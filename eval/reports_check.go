package eval

import (
	"rapporteur/answer"
)

// recallOf maps a verdict to the metric of finding it.
var recallOf = map[answer.Verdict]Metric{
	answer.Supported: SupportedRight, answer.Contradicted: ContradictedRight, answer.NotCovered: NotCoveredRight,
}

// check measures verdicts.
func (s *reportScoring) check() {
	for _, claim := range s.c.Claims {
		s.claim(claim)
	}
}

func (s *reportScoring) claim(gold GoldClaim) {
	text := gold.Text
	if text == "" {
		text = s.c.Request.Text
	}
	given := s.checked(text)
	row := s.scores.Verdicts[gold.Verdict]
	if row == nil {
		row = map[answer.Verdict]int{}
		s.scores.Verdicts[gold.Verdict] = row
	}
	row[given.Verdict]++
	right := given.Verdict == gold.Verdict
	s.addIf(recallOf[gold.Verdict], right)
	if gold.Verdict != answer.Supported {
		s.addIf(FalseSupported, given.Verdict == answer.Supported)
	}
	if !right {
		s.fault("%q is %s, not %q", shorten(text), gold.Verdict, given.Verdict)
	}
	if right && len(gold.Evidence) > 0 {
		ok := s.citedBy(given.Markers, gold.Evidence)
		s.addIf(EvidenceRight, ok)
		if !ok {
			s.fault("%q is %s by other sentences: %s", shorten(text), gold.Verdict, s.quoted(given.Markers))
		}
	}
}

// checked returns what was found of a sentence: the one given that holds most of
// its words.
func (s *reportScoring) checked(text string) answer.Checked {
	var best answer.Checked
	most := 0.5 // of a sentence that shares less, this is not the verdict
	for _, c := range s.out.Sentences {
		if share := coverage(text, c.Text); share > most {
			best, most = c, share
		}
	}
	return best
}

// quoted returns what markers cite, for people.
func (s *reportScoring) quoted(markers []int) []string {
	var out []string
	for _, n := range markers {
		out = append(out, shorten(s.cited[n].Quote))
	}
	return out
}
