package answer

import (
	"math"
	"slices"
	"strings"

	"rapporteur/glossary"
	"rapporteur/text"
)

// typed looks for the sort of thing the question wants in a sentence and says
// whether it is there, and how much of what is asked stands close to it, in
// [0,1]. Questions that want no particular sort of thing get 0.
func (e *Engine) typed(q *question, ev *evidence) (found bool, near float64) {
	at, wants := e.candidates(q, ev.sentence)
	switch {
	case !wants:
		return true, 0
	case q.kind == KindHowMany && !e.countedHere(q, ev):
		return false, 0
	}
	for _, i := range at {
		near = math.Max(near, proximity(q, ev, i))
	}
	if role := q.role(); role >= 0 {
		if !e.holds(q, role, ev.sentence) {
			return false, 0.5 * near
		}
		return true, math.Min(1, near+0.3)
	}
	if q.kind == KindWho && e.personBeside(q, ev.sentence) {
		near = math.Min(1, near+0.2)
	}
	return len(at) > 0, near
}

// proximity is the weighted share of the terms of q that stand close to token i.
func proximity(q *question, ev *evidence, i int) float64 {
	var sum, total float64
	for k, t := range q.terms {
		total += t.weight
		v := ev.cover.ownValue[k]
		if at := ev.cover.at[k]; at >= 0 {
			switch d := abs(at - i); {
			case d <= 8:
			case d <= 16:
				v *= 0.8
			default:
				v *= 0.6
			}
			sum += t.weight * v
			continue
		}
		sum += t.weight * 0.5 * ev.cover.values[k]
	}
	if total == 0 {
		return 0
	}
	return sum / total
}

func abs(i int) int { return max(i, -i) }

// candidates returns the tokens of s that may answer q, and whether q wants a
// particular sort of thing at all.
func (e *Engine) candidates(q *question, s *sentence) (at []int, wants bool) {
	switch q.kind {
	case KindWho:
		return e.actors(q, s), true
	case KindWhere:
		return e.places(q, s), true
	case KindWhen:
		return timesIn(s), true
	case KindHowLong:
		return durations(s), true
	case KindHowMany:
		return e.counts(q, s), true
	case KindHowMuch:
		return money(s), true
	case KindHowOld:
		return ages(s), true
	}
	if q.nameOf != "" {
		return e.namesBeside(q, s), true
	}
	return nil, false
}

// namesBeside returns the names, new to the question, within two words of the
// thing whose name is asked for.
func (e *Engine) namesBeside(q *question, s *sentence) []int {
	var out []int
	for _, at := range s.stems[q.nameOf] {
		for i := range s.names {
			if n := &s.names[i]; gap(n, at) <= 2 && !q.hasName(e, n) && n.via != glossary.ByAdjective {
				out = append(out, n.first)
			}
		}
	}
	return out
}

// actors returns the people, bodies and groups in s that the question does not name.
func (e *Engine) actors(q *question, s *sentence) []int {
	var out []int
	for i := range s.names {
		n := &s.names[i]
		switch n.kind {
		case glossary.Event, glossary.Region, glossary.Place, glossary.City:
			continue
		}
		if n.via == glossary.ByAdjective || q.hasName(e, n) {
			continue
		}
		if n.kind == glossary.Person && governs(s, n) {
			continue
		}
		out = append(out, n.first)
	}
	for i, t := range s.tokens {
		if peopleWords[t.Stem] && !q.named() {
			out = append(out, i)
		}
	}
	return out
}

// named reports that a question asks for names, not for a description.
func (q *question) named() bool {
	return matchPhrase(q.words, "by name") || matchPhrase(q.words, "name of") || matchPhrase(q.words, "names of") ||
		matchPhrase(q.words, "named") || q.words[0] == "name"
}

// governs reports that a person's name only labels a government or an army.
func governs(s *sentence, n *name) bool {
	return n.last < len(s.tokens) && regimeWords[s.tokens[n.last].Fold]
}

var (
	regimeWords = wordsOf(`government regime forces administration army troops`)
	peopleWords = text.StemSet(`people rebel opposition diplomat official envoy minister ambassador militant jet civilian resident
		specialist force delegation negotiator spokesman expert analyst group government party family victim police army
		president leader citizen woman man child worker student voter doctor scientist`)
)

func (q *question) hasName(e *Engine, n *name) bool {
	for i := range q.names {
		if e.sameName(&q.names[i], n) >= sameGovernment {
			return true
		}
	}
	return false
}

func (e *Engine) places(q *question, s *sentence) []int {
	var out []int
	for i := range s.names {
		n := &s.names[i]
		switch n.kind {
		case glossary.Person, glossary.Body, glossary.Group, glossary.Event, glossary.Outlet:
			continue
		}
		if n.via != glossary.ByAdjective && (!q.hasName(e, n) || e.hosts(q, s, n)) {
			out = append(out, n.first)
		}
	}
	for i, t := range s.tokens {
		if placeWords[t.Stem] {
			out = append(out, i)
		}
	}
	return out
}

// hosts reports that n is where the meeting took place that q asks about: its
// name often holds the place that is the answer.
func (e *Engine) hosts(q *question, s *sentence, n *name) bool {
	if n.entry == nil || !q.aboutMeeting(e) || s.article == nil {
		return false
	}
	for _, m := range e.cfg.Glossary.Find(s.article.Place, text.Tokens(s.article.Place)) {
		if m.Entry == n.entry {
			return true
		}
	}
	return false
}

func (q *question) aboutMeeting(e *Engine) bool {
	return slices.ContainsFunc(q.names, func(n name) bool { return e.isMeeting(&n) })
}

var placeWords = text.StemSet(`hotel city town village province border capital region venue corridor lobby airport camp street building
	palace stadium school hospital home house office north south east west`)

func timesIn(s *sentence) []int {
	var out []int
	for _, d := range s.times() {
		if at := s.tokenFrom(d.Start); at >= 0 {
			out = append(out, at)
		}
	}
	for i, t := range s.tokens {
		if timeWords[t.Fold] {
			out = append(out, i)
		}
	}
	return out
}

var (
	timeWords = wordsOf(`today yesterday tomorrow tonight week weeks month months year years day days monday tuesday wednesday
		thursday friday saturday sunday soon recently ago`)
	unitWords = text.StemSet(`second minute hour day week month year decade century`)
)

func durations(s *sentence) []int {
	var out []int
	for i, t := range s.tokens {
		if !unitWords[t.Stem] {
			continue
		}
		if anyNumber(s.tokens[max(0, i-3):i]) {
			out = append(out, i)
		}
		if i > 0 && (s.tokens[i-1].Fold == "a" || s.tokens[i-1].Fold == "an") && i+1 < len(s.tokens) && spanWords[s.tokens[i+1].Fold] {
			out = append(out, i) // "a week after"
		}
	}
	return out
}

func anyNumber(tokens []text.Token) bool {
	return slices.ContainsFunc(tokens, func(t text.Token) bool {
		_, ok := text.Number(t.Fold)
		return ok
	})
}

var spanWords = wordsOf(`after before ago later earlier long of since`)

// counts returns the numbers in s that count what the question counts: the
// number stands at most three words before the thing.
func (e *Engine) counts(q *question, s *sentence) []int {
	counted := e.counted(q)
	var out []int
	for i, t := range s.tokens {
		if _, ok := text.Number(t.Fold); !ok || isDateToken(s, t) {
			continue
		}
		if counted < 0 {
			out = append(out, i)
			continue
		}
		if e.countsNear(&q.terms[counted], s, i) {
			out = append(out, i)
		}
	}
	return out
}

// counted returns the term after "how many", -1 when there is none.
func (e *Engine) counted(q *question) int {
	for i := range q.words {
		if q.words[i] == "many" || q.words[i] == "number" {
			for k, t := range q.terms {
				if t.first > i && t.first <= i+3 && (t.name != nil || !e.isVerb(&t)) {
					return k
				}
			}
		}
	}
	return -1
}

func (e *Engine) countsNear(t *term, s *sentence, i int) bool {
	if t.name != nil {
		for _, at := range e.spots(t, s) {
			if at > i && at <= i+4 {
				return true
			}
		}
		return false
	}
	for k := i + 1; k < len(s.tokens) && k <= i+4; k++ {
		w := s.tokens[k]
		if w.Stem == t.stem || anybody[t.stem] && person[w.Stem] {
			return true
		}
		for _, c := range t.concepts {
			for _, at := range s.concept[c] {
				if at == k {
					return true
				}
			}
		}
		if clause := s.text[s.tokens[k-1].End:w.Start]; strings.ContainsAny(clause, ".;:,") {
			return false
		}
	}
	return false
}

// anybody holds the stems of words that may stand for any of those of person.
var anybody = text.StemSet(`people person human soul victim`)

// person holds the stems of words for human beings that counts mix freely.
var person = text.StemSet(`people person civilian child woman man soul human victim resident inhabitant`)

func isDateToken(s *sentence, t text.Token) bool {
	for _, d := range s.times() {
		if d.Start <= t.Start && t.End <= d.End {
			return true
		}
	}
	return false
}

func money(s *sentence) []int {
	var out []int
	for i, t := range s.tokens {
		before := s.text[:t.Start]
		if strings.HasSuffix(before, "$") || strings.HasSuffix(before, "€") || strings.HasSuffix(before, "£") || moneyWords[t.Stem] {
			out = append(out, i)
		}
	}
	return out
}

var (
	moneyWords = text.StemSet(`dollar euro pound rouble ruble lira rial yuan yen`)
	ageWords   = wordsOf(`aged born old`)
)

func ages(s *sentence) []int {
	var out []int
	for i, t := range s.tokens {
		if ageWords[t.Fold] && anyNumber(s.tokens[max(0, i-3):min(len(s.tokens), i+4)]) {
			out = append(out, i)
		}
	}
	return out
}

// countedHere reports that a sentence speaks of the place for which a figure
// is asked: figures of another place are the likeliest mistake.
func (e *Engine) countedHere(q *question, ev *evidence) bool {
	for i := range q.terms {
		t := &q.terms[i]
		if t.name == nil || t.name.kind != glossary.City && t.name.kind != glossary.Region && t.name.kind != glossary.Place {
			continue
		}
		if v, _ := e.match(t, e.header(ev.article)); v < headerName && ev.cover.ownValue[i] < strictly {
			return false
		}
	}
	return true
}
