package answer

import (
	"slices"
	"strings"

	"rapporteur/text"
)

// compareFigure is a number in a sentence, with what it counts.
type compareFigure struct {
	figure
	key, label string
	at         compareSpot
	places     []string // keys of the places that the sentence names
}

// figureMatters sets numbers side by side that count the same thing and differ.
func (c *comparison) figureMatters() []compareMatter {
	a, b := c.figuresOf(c.a), c.figuresOf(c.b)
	var out []compareMatter
	done := map[string]bool{}
	for _, f := range a {
		if done[f.key] {
			continue
		}
		done[f.key] = true
		if m, ok := c.figureMatter(f.key, a, b); ok {
			out = append(out, m)
		}
	}
	return out
}

// figureMatter returns the first pair of figures of a key that count the same
// and differ; false when there is none.
func (c *comparison) figureMatter(key string, a, b []compareFigure) (compareMatter, bool) {
	for i := range a {
		for k := range b {
			f, g := &a[i], &b[k]
			if f.key != key || g.key != key || f.at.sentence == g.at.sentence || f.value == g.value || !c.countTheSame(f, g) {
				continue
			}
			return compareMatter{
				aspect: capitalised(f.label), class: classFigure, weight: 80,
				a: []compareCandidate{{f.at, 2}}, b: []compareCandidate{{g.at, 2}},
			}, true
		}
	}
	return compareMatter{}, false
}

// countTheSame reports that two figures of one key may be of the same thing: the
// length of the same, or a count at no two different places in sentences that
// have more in common than what is counted.
func (c *comparison) countTheSame(f, g *compareFigure) bool {
	if strings.HasPrefix(f.key, lengthOf) {
		return true
	}
	if f.share != g.share || f.ordinal || g.ordinal {
		return false
	}
	if len(f.places) > 0 && len(g.places) > 0 && !slices.ContainsFunc(f.places, func(p string) bool { return slices.Contains(g.places, p) }) {
		return false
	}
	shared := 0
	for stem, at := range f.at.stems {
		t := f.at.tokens[at[0]]
		if other := g.at.stems[stem]; other != nil && !t.Stop && !claimForm[stem] && !isNumber(t.Fold) && (at[0] < f.at.first || at[0] >= f.at.last) {
			if _, number := text.Number(t.Fold); !number {
				shared++
			}
		}
	}
	return shared >= 3
}

// lengthOf starts the keys of figures that say how long something has lasted.
const lengthOf = "length of "

// figuresOf returns the figures of a side with what they count, dates and what
// only numbers a meeting left aside.
func (c *comparison) figuresOf(side *comparand) []compareFigure {
	var out []compareFigure
	for _, s := range side.sentences {
		if holdsNumber(s) {
			out = append(out, c.figuresIn(s)...)
		}
	}
	return out
}

// figuresIn returns the figures of a sentence with what they count.
func (c *comparison) figuresIn(s *sentence) []compareFigure {
	var out []compareFigure
	for _, f := range figures(s) {
		if f.ordinal || f.round || f.last >= len(s.tokens) {
			continue
		}
		if key, label, last := c.lasting(s, f); key != "" {
			out = append(out, compareFigure{figure: f, key: key, label: label, at: compareSpot{s, f.first, last, 1}})
			continue
		}
		counted := c.e.countedBy(s, f)
		if len(counted) == 0 || unitWords[counted[0].Stem] || isDateToken(s, s.tokens[f.first]) {
			continue
		}
		head := counted[len(counted)-1]
		key := head.Stem
		if person[key] {
			key = "people" // counts mix them freely
		}
		out = append(out, compareFigure{
			figure: f, key: key, label: neutral(head.Fold), places: c.placesIn(s),
			at: compareSpot{s, f.first, min(len(s.tokens), f.last+2), 1},
		})
	}
	return out
}

// holdsNumber is a cheap test for whether s has any figure.
func holdsNumber(s *sentence) bool {
	return slices.ContainsFunc(s.tokens, func(t text.Token) bool {
		_, ok := text.Number(t.Fold)
		return ok
	})
}

// lasting reads how long something has lasted: "almost five years of war", "the
// six-year-old war". last is the token behind it.
func (c *comparison) lasting(s *sentence, f figure) (key, label string, last int) {
	unit := s.tokens[f.last]
	if !unitWords[unit.Stem] {
		return "", "", 0
	}
	for k := f.last + 1; k < min(len(s.tokens), f.last+5); k++ {
		gap := s.text[s.tokens[k-1].End:s.tokens[k].Start]
		if strings.ContainsAny(gap, ",;.:()") {
			return "", "", 0
		}
		t := s.tokens[k]
		switch {
		case t.Fold == "of" || t.Fold == "old" || t.Fold == "long" || gap == "-":
			continue
		case t.Stop || t.Capital:
			return "", "", 0
		}
		joined := s.text[s.tokens[f.last-1].End:unit.Start] == "-" || tokenAt(s.tokens, f.last+1) == "of"
		if !joined && s.text[unit.End:s.tokens[f.last+1].Start] != "-" && unit.Fold != text.Fold(yearStem) {
			return "", "", 0 // "three weeks bombing": too loose
		}
		thing := t.Stem
		for _, found := range c.e.cfg.Lexicon.Find("en", s.tokens[k:k+1]) {
			for _, concept := range found.Concepts {
				if concept.Class == "noun" {
					thing = concept.ID
					break
				}
			}
		}
		return lengthOf + thing + " in " + unit.Stem, "length of the " + neutral(t.Fold), k + 1
	}
	return "", "", 0
}

// placesIn returns the keys of the places that s names.
func (c *comparison) placesIn(s *sentence) []string {
	var out []string
	for i := range s.names {
		if n := &s.names[i]; isPlace(n) {
			out = append(out, c.names.key(n))
		}
	}
	return out
}
