package answer

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"rapporteur/glossary"
	"rapporteur/text"
)

// digestPoint is one point of a summary in an article's own words: a sentence that
// stands by itself, or one with the sentence before it.
type digestPoint struct {
	*sentence
	before *sentence // nil when the sentence stands by itself
	aspect string
	score  float64 // how much it tells of what is summed up
	// strangers are surnames of whom nothing else in it says who they are.
	strangers []string
}

// digestPoints makes points of those of the sentences that can be one, each with
// the worth that rate gives it. Sentences that give orders to the reader of a
// prompt are none.
func (e *Engine) digestPoints(all []*sentence, rate []float64) []digestPoint {
	var out []digestPoint
	for i, s := range all {
		x, ok := e.digestPointOf(s)
		if !ok {
			continue
		}
		x.score *= rate[i]
		out = append(out, x)
	}
	return out
}

// digestPointOf makes a point of a sentence; its score says how well it reads by
// itself.
func (e *Engine) digestPointOf(s *sentence) (digestPoint, bool) {
	is := s.stands()
	if is.how == standsNever || e.instructs(s.article, s.index) {
		return digestPoint{}, false
	}
	x := digestPoint{sentence: s, aspect: is.aspect, score: 1}
	switch {
	case is.how == standsBehind:
		if x.before = e.sentenceBefore(s); x.before == nil {
			return digestPoint{}, false
		}
		x.score = 0.55
	case s.index > 0 && !is.tied && leansBack(s, e.analyst.sentence(s.article, s.index-1)):
		x.before, x.score = e.sentenceBefore(s), 0.6
	case e.takesUp(s):
		x.before, x.score = e.sentenceBefore(s), 0.6
	}
	if is.tied {
		x.score *= 0.95
	}
	if spokenBy(s) != "" {
		x.score *= 0.8 // words of which the sentence does not say whose they are
	}
	if quotedShare(s) > 0.7 {
		x.score *= 0.8
	}
	if strings.HasPrefix(s.text, "(") {
		x.score *= 0.6 // an aside
	}
	switch n := len(s.tokens); {
	case n < 9:
		x.score *= 0.6
	case n > 60:
		x.score *= 0.8
	}
	return x, true
}

// takesUp reports that s is about what an earlier sentence introduced, and calls it
// by a word that says no more: "the comments", "the company", "the actress". What
// the lead or the title calls so, a reader knows.
func (e *Engine) takesUp(s *sentence) bool {
	at := s.tokenFrom(s.stands().span.Start - s.src.Start)
	if at < 0 || at+2 >= len(s.tokens) || s.tokens[at].Fold != "the" {
		return false
	}
	noun, next := s.tokens[at+1], s.tokens[at+2]
	if noun.Capital || !introducedWords[noun.Stem] || next.Capital || boundBy[next.Fold] || s.text[noun.End:next.Start] != " " {
		return false
	}
	if lead := e.leadSentence(s.article); lead != nil && (lead == s || lead.stems[noun.Stem] != nil) {
		return false
	}
	return !strings.Contains(text.Fold(s.article.Title), noun.Fold)
}

// introducedWords are what news calls persons and things by that it has introduced.
var introducedWords = text.StemSet(`comment remark statement announcement decision move letter agency company firm group organization organisation
	initiative actor actress singer author duo couple pair man woman boy girl teenager suspect gunman findings study researcher report review lawsuit
	complaint measure bill proposal plan program programme incident warning comparison`)

// boundBy stand behind a noun and say which it is.
var boundBy = wordsOf(`of that who which whose in at on from for to between behind with against about by into over under during after before`)

// sentenceBefore returns the sentence that s leans on, nil when that one leans on
// another itself, or is none of the article's report.
func (e *Engine) sentenceBefore(s *sentence) *sentence {
	if s.index == 0 {
		return nil
	}
	b := e.analyst.sentence(s.article, s.index-1)
	if b.src.Role != s.src.Role || b.src.Paragraph < s.src.Paragraph-1 || len(b.text)+len(s.text) > 700 || e.instructs(b.article, b.index) {
		return nil
	}
	if b.stands().how != standsAlone || !saysWhom(b, s) || e.takesUp(b) {
		return nil
	}
	return b
}

// saysWhom reports that b may say whom s opens with: a person before "he", two
// of whatever before "the two".
func saysWhom(b, s *sentence) bool {
	at := 0
	if len(s.tokens) > 2 && tieAt(s) > 0 {
		at = 1
	}
	switch s.tokens[at].Fold {
	case "he", "she", "his", "her":
		return slices.ContainsFunc(b.names, func(n name) bool { return n.kind == glossary.Person })
	case "both":
		return namedActors(b) > 1
	case "the":
		if s.opens(at, "the two") || s.opens(at, "the pair") {
			return namedActors(b) > 1
		}
	}
	return true
}

// namedActors counts the persons and countries that s names.
func namedActors(s *sentence) int {
	seen := map[string]bool{}
	for i := range s.names {
		if n := &s.names[i]; !n.inner && (n.kind == glossary.Person || n.kind == glossary.Country) {
			seen[n.id()] = true
		}
	}
	return len(seen)
}

// quotedShare is the share of s that stands in quotation marks.
func quotedShare(s *sentence) float64 {
	n := 0
	for _, q := range s.src.Quotes {
		n += q.Len()
	}
	return float64(n) / float64(max(1, len(s.text)))
}

// pickPoints chooses up to n of the excerpts, and all of those in have, such that
// together they tell much and the same things once: what was told already, an
// aspect that has its points, and an article that has its share count less.
func pickPoints(have, from []digestPoint, n, perArticle int) []digestPoint {
	chosen := slices.Clone(have)
	aspects, articles, heard, met := map[string]int{}, map[string]int{}, map[string]bool{}, map[string]bool{}
	note := func(x *digestPoint) {
		if x.aspect != AspectLead {
			aspects[x.aspect]++
		}
		articles[x.article.ID]++
		for i := range x.names {
			heard[x.names[i].id()] = true
			met[fullName(&x.names[i])] = true
		}
	}
	for i := range chosen {
		note(&chosen[i])
	}
	left := slices.Clone(from)
	for len(chosen) < n {
		best, at := 0.0, -1
		for i := range left {
			x := &left[i]
			if articles[x.article.ID] >= perArticle {
				continue
			}
			v := x.score * aspectWorth(x, aspects[x.aspect]) * newNamesWorth(x, heard) * knownWorth(x, met) / (1 + 0.5*float64(articles[x.article.ID])*sharing(perArticle, n))
			if v > best {
				if same := redundancy(x, chosen); same < tooMuchSame {
					v *= 1 - same
				} else {
					v = 0
				}
			}
			if v > best {
				best, at = v, i
			}
		}
		if at < 0 {
			break
		}
		chosen = append(chosen, left[at])
		note(&left[at])
		left = slices.Delete(left, at, at+1)
	}
	return chosen
}

// sharing is 1 where articles share the points, 0 where there is but one.
func sharing(perArticle, n int) float64 {
	if perArticle >= n {
		return 0
	}
	return 1
}

// aspectWorth is what a point is worth for its aspect when that has so many.
func aspectWorth(x *digestPoint, have int) float64 {
	sure, less := 1+math.Min(float64(x.stands().clear), 30)/40, 0.6
	switch x.aspect {
	case AspectBackground:
		sure, less = 0.5, 1
	case AspectOutcome, AspectDispute:
		less = 0.4
	}
	return sure / (1 + less*float64(have))
}

// newNamesWorth is what a point is worth for the persons and bodies in it of which
// nothing was told yet.
func newNamesWorth(x *digestPoint, heard map[string]bool) float64 {
	n := 0
	for i := range x.names {
		if m := &x.names[i]; !m.inner && !heard[m.id()] && (m.kind == glossary.Person || m.kind == glossary.Body || m.kind == glossary.Country || m.kind == glossary.Group) {
			n++
		}
	}
	return 1 + 0.1*math.Min(float64(n), 4)
}

// knownWorth is what a point is worth for whether a reader who was told of those
// met knows of whom it speaks.
func knownWorth(x *digestPoint, met map[string]bool) float64 {
	for _, who := range x.strangers {
		if !met[who] {
			return 0.75
		}
	}
	return 1
}

// tooMuchSame is the share of words in common from which on two points say the
// same.
const tooMuchSame = 0.6

// redundancy is the greatest share of its words that a point has in common with
// one of those chosen.
func redundancy(x *digestPoint, chosen []digestPoint) float64 {
	most := 0.0
	for i := range chosen {
		c := &chosen[i]
		if c.sentence == x.sentence || x.before != nil && c.sentence == x.before || c.before != nil && c.before == x.sentence {
			return 1
		}
		most = math.Max(most, sharedWords(c, x))
	}
	return most
}

// sharedWords is the share of the content words of the shorter of two points that
// the other has too. Names count for less: one story has the same ones
// throughout.
func sharedWords(a, b *digestPoint) float64 {
	words, others := a.stands().words, b.stands().words
	if len(words) > len(others) {
		b, words = a, others
	}
	n, all := 0.0, 0.0
	for _, t := range words {
		weight := 1.0
		if t.Capital {
			weight = 0.4
		}
		all += weight
		if b.stems[t.Stem] != nil {
			n += weight
		}
	}
	if all == 0 {
		return 1
	}
	return n / all
}

// pointsByTime puts points in the order of time: by date of their articles, then
// the lead of each, then as they stand there.
func pointsByTime(points []digestPoint) {
	place := func(x digestPoint) int {
		if x.aspect == AspectLead {
			return -1
		}
		return x.index
	}
	slices.SortStableFunc(points, func(a, b digestPoint) int {
		return cmp.Or(a.article.Published.Compare(b.article.Published), cmp.Compare(a.article.ID, b.article.ID), place(a)-place(b))
	})
}

// pointsByAspect puts the points of one article in the order of a report: the lead,
// who was there, what was on the table, what came of it, what was disputed.
func pointsByAspect(points []digestPoint) {
	order := func(x digestPoint) int {
		if x.aspect == AspectLead {
			return -1
		}
		return slices.Index(aspects[:], x.aspect)
	}
	slices.SortStableFunc(points, func(a, b digestPoint) int { return cmp.Or(order(a)-order(b), a.index-b.index) })
}
