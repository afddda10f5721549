package answer

import (
	"math"
	"slices"

	"rapporteur/glossary"
)

// How well one thing stands for another, in [0,1]. The values were set by hand
// and then kept where the development questions did not move with them.
const (
	sameGovernment = 0.95 // Moscow for Russia
	nearMeaning    = 0.6  // from where on two words may stand for one another
	sameConcept    = 0.85 // truce for ceasefire
	inCountry      = 0.6  // Astana for Kazakhstan
	ofPlace        = 0.25 // Syria for Aleppo
	ofCountry      = 0.45 // Lavrov for Russia
	bySurname      = 0.85
	asCompound     = 0.6  // held in "opposition-held"
	ofEvent        = 0.9  // the article is about the event
	sameHead       = 0.8  // the rebels for the Syrian rebels
	contextName    = 0.55 // named in a sentence nearby
	contextWord    = 0.35
	headerName     = 0.85 // named in the title, event or place of the article
	headerWord     = 0.6
)

// weight says how much a term tells: a rare word in the corpus and in English
// at large more than a common one.
func (e *Engine) weight(t term) float64 {
	if t.date != nil {
		return 0.8
	}
	if t.name != nil {
		if t.name.entry != nil {
			return 1 - 0.75*math.Min(1, 2.5*e.common[t.name.entry.ID])
		}
		return 1
	}
	return e.wordWeight(t, float64(e.cfg.Index.Len()))
}

// rareOf is the number of passages of which a word in one is as rare as a verb
// gets. With the whole corpus for measure, a verb, which as many of a hundred
// passages hold in any corpus, would tell less the more unrelated articles there
// are, until a question for when troops left were answered with when they came.
const rareOf = 100

// verbWeight is the weight of the word for what is said to happen.
func (e *Engine) verbWeight(t term) float64 {
	return e.wordWeight(t, min(rareOf, float64(e.cfg.Index.Len())))
}

// wordWeight is the weight of a plain word, where one in so many passages is as
// rare as a word gets.
func (e *Engine) wordWeight(t term, rare float64) float64 {
	n := float64(e.cfg.Index.Len())
	df := float64(e.cfg.Index.DocFreq(t.stem))
	idf := math.Min(1, math.Log(1+(n-df+0.5)/(df+0.5))/math.Log(1+(rare+0.5)/0.5))
	background := 1.0
	if r := e.analyst.words.Rank(t.word); r > 0 {
		background = math.Min(1, math.Log(float64(r)+1)/math.Log(20000))
	}
	return 0.15 + 0.85*(0.5*idf+0.5*background)
}

// match says how well s speaks of t: 1 when it names it, less for what stands
// for it, 0 when it does not. The token that matches is returned, -1 for none.
func (e *Engine) match(t *term, s *sentence) (float64, int) {
	if t.date != nil {
		return matchDate(t, s)
	}
	if t.name != nil {
		return e.matchName(t.name, s)
	}
	if at := s.stems[t.stem]; at != nil && t.last-t.first == 1 {
		for _, i := range at {
			if !hyphened(s, i) {
				return 1, i
			}
		}
		return asCompound, at[0]
	}
	if at := s.saidAs(t.sayings); at >= 0 {
		return sameConcept, at
	}
	best, where := 0.0, -1
	for _, c := range t.concepts {
		for _, i := range s.concept[c] {
			switch {
			case !hyphened(s, i):
				best, where = sameConcept, i
			case asCompound > best: // "opposition-held"
				best, where = asCompound, i
			}
		}
	}
	if t.id == 0 || best >= sameConcept {
		return best, where
	}
	for i, id := range s.words {
		if id == 0 || s.tokens[i].Stop {
			continue
		}
		if r := e.related(t, id); r > best && r >= nearMeaning {
			best, where = r, i
		}
	}
	return best, where
}

func matchDate(t *term, s *sentence) (float64, int) {
	for _, d := range s.times() {
		if d.Period.From.IsZero() || d.Period.To.IsZero() {
			continue // "since November" is about no time in particular after it
		}
		if t.date.Period.Meets(d.Period) && t.date.Period.From.Precision() <= d.Period.From.Precision() {
			if at := s.tokenFrom(d.Start); at >= 0 {
				return 1, at
			}
		}
	}
	if s.article != nil && t.date.Period.Overlaps(s.article.Published) {
		return headerName, -1
	}
	return 0, -1
}

func (e *Engine) matchName(n *name, s *sentence) (float64, int) {
	best, where := 0.0, -1
	if e.isMeeting(n) && s.article != nil && e.reportsFrom(n.entry.ID, s.article) {
		best = ofEvent
	}
	for i := range s.names {
		if v := e.sameName(n, &s.names[i]); v > best {
			best, where = v, s.names[i].first
		}
	}
	switch {
	case n.kind == glossary.Event && best < headerName:
		if v, at := matchWords(n, s); v > best {
			return v, at
		}
		return best, where
	case best > 0:
		return best, where
	case n.entry == nil:
		return matchWords(n, s)
	case n.kind == glossary.Group || n.kind == glossary.Body:
		return e.matchHead(n, s)
	}
	return best, where
}

// isMeeting reports that n names talks which articles report from, rather than
// an agreement or a plan.
func (e *Engine) isMeeting(n *name) bool {
	return n.entry != nil && len(e.meetings[n.entry.ID]) > 0
}

// matchHead finds a group or a body by the noun that says what it is: "the
// rebels" for the Syrian rebels.
func (e *Engine) matchHead(n *name, s *sentence) (float64, int) {
	if len(n.stems) == 0 || n.via != glossary.ByName || n.entry == nil || properHead(n.entry.Name) {
		return 0, -1
	}
	if at := s.stems[n.stems[len(n.stems)-1]]; at != nil {
		return sameHead, at[0]
	}
	for _, c := range n.concepts {
		if at := s.concept[c]; at != nil {
			return sameHead * sameConcept, at[0]
		}
	}
	return 0, -1
}

// matchWords finds a name that the glossary does not know by its words.
func matchWords(n *name, s *sentence) (float64, int) {
	found, where := 0, -1
	for _, stem := range n.stems {
		if at := s.stems[stem]; at != nil {
			found++
			where = at[0]
		}
	}
	if len(n.stems) == 0 {
		return 0, -1
	}
	if n.kind == glossary.Body && found > 0 && found < len(n.stems) && s.article != nil {
		if at := bodyAt(n, s); at >= 0 && n.heldBy(s.article) {
			return sameHead, at // "the union" in an article on the Union of Rail Workers
		}
	}
	share := float64(found) / float64(len(n.stems))
	if share < 1 && len(n.stems) > 1 {
		share *= 0.8
		if at := s.stems[n.stems[len(n.stems)-1]]; at != nil && n.kind == glossary.Person && alone(s, at[0]) {
			return bySurname, at[0] // news names people once in full
		}
	}
	return share, where
}

// bodyAt returns the token of s that says what sort of body n names, -1 when
// there is none.
func bodyAt(n *name, s *sentence) int {
	for i, t := range s.tokens {
		if bodyWords[t.Fold] && slices.Contains(n.stems, t.Stem) {
			return i
		}
	}
	return -1
}

// alone reports that token i is no part of a longer name: "Nasser" in "Nasser
// Judeh" is nobody's surname.
func alone(s *sentence, i int) bool {
	for _, n := range s.names {
		if n.first <= i && i < n.last && n.last-n.first > 1 {
			return false
		}
	}
	return true
}

// sameName says how well b names what a names.
func (e *Engine) sameName(a, b *name) float64 {
	if a.entry == nil || b.entry == nil {
		switch {
		case a.fold == b.fold:
			return 1
		case a.kind == glossary.Person && hasWordSuffix(a.fold, b.fold), b.kind == glossary.Person && hasWordSuffix(b.fold, a.fold):
			return bySurname
		}
		return 0
	}
	if a.entry == b.entry {
		return 1
	}
	g := e.cfg.Glossary
	ga, gb := g.Government(a.entry), g.Government(b.entry)
	switch {
	case ga == gb:
		return sameGovernment
	case b.entry.In != "" && b.entry.In == ga.ID && b.kind != glossary.Person:
		return inCountry
	case a.entry.In != "" && a.entry.In == gb.ID && a.kind == glossary.City:
		return ofPlace
	case b.entry.Of != "" && b.entry.Of == ga.ID:
		return ofCountry
	}
	return 0
}

// related is how near the words of t and of a token are in meaning; t keeps
// what was found, for the same words come again and again.
func (e *Engine) related(t *term, id int32) float64 {
	if v, ok := t.related[id]; ok {
		return v
	}
	v := e.analyst.words.RelatedIDs(t.id, id)
	if t.related == nil {
		t.related = map[int32]float64{}
	}
	t.related[id] = v
	return v
}
