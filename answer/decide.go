package answer

import (
	"math"
	"slices"

	"rapporteur/glossary"
	"rapporteur/text"
)

// The reasons for which a question is refused.
const (
	ReasonNoEvidence  = "no_evidence"    // the articles do not say it
	ReasonOutOfRange  = "outside_period" // it asks about a time that no article covers
	ReasonUnknownName = "unknown_name"   // it asks about somebody no article names
	ReasonOffTopic    = "off_topic"      // it has nothing to do with the articles
	ReasonNotAsked    = "not_a_question" // it asks for something other than an answer
	ReasonEmpty       = "empty"          // it holds no word
	ReasonSameSides   = "same_sides"     // what is to be compared is one thing
	ReasonNoArticles  = "no_articles"    // there is no article to answer from
)

// Signals are what the decision to answer rests on. Each lies in [0,1]; none
// of them separates answerable questions from others by itself.
type Signals struct {
	Coverage  float64 // of the question by the best sentence and its context
	Own       float64 // by the best sentence alone
	Strict    float64 // by the best sentence and its setting, in the same or synonymous words
	Bound     float64 // share of the pairs of the question that stand together in it
	Prior     float64 // rank of its passage
	Union     float64 // by all chosen sentences together, context included
	Missing   float64 // weight of the heaviest term that none of them speaks of
	Loose     float64 // weight of the heaviest term that the best sentence has no same or synonymous word for
	NamesLost float64 // weight of the heaviest name that the best sentence itself and its article's header lack
	Foreign   float64 // share of the question's weight that the whole corpus has no word for
	Focus     float64 // how well the sort of thing asked for ("which hotel") is matched, 1 when none is named
	Topic     float64 // of what somebody is to have spoken of, by the chosen sentences and their context, 1 when nothing is named
	Verb      float64 // how well what is said to happen is matched, 1 when that is not clear
	Thing     float64 // how well the thing of "what is the …" is matched, 1 when there is none
	Typed     float64 // nearness of the sort of thing wanted, 1 when none is
	Hit       float64 // 1 when the sort of thing wanted is there at all
	Speaker   float64 // 1 when no speaker is asked for
	Wants     bool    // a particular sort of thing is wanted
}

func (e *Engine) signals(q *question, chosen []evidence) Signals {
	if len(chosen) == 0 {
		return Signals{Missing: 1, NamesLost: 1, Foreign: 1}
	}
	top := chosen[0]
	s := Signals{
		Coverage: top.cover.total, Own: top.cover.own, Focus: 1, Typed: 1, Hit: 1, Speaker: 1,
		Strict: top.cover.strict, Bound: top.cover.bound, Prior: top.prior,
	}
	var sum, total, foreign float64
	header := e.header(top.article)
	for i := range q.terms {
		t := &q.terms[i]
		best := bestMatch(chosen, i)
		total += t.weight
		sum += t.weight * best
		if top.cover.values[i] < strictly && !(t.name != nil && isSpeaker(q, t)) {
			s.Loose = math.Max(s.Loose, t.weight)
		}
		if best < 0.3 {
			s.Missing = math.Max(s.Missing, t.weight)
			if !e.knows(t) {
				foreign += t.weight
			}
		}
		if t.name != nil && !isSpeaker(q, t) {
			own := top.cover.ownValue[i]
			if h, _ := e.match(t, header); h > own {
				own = h
			}
			if own < 0.3 {
				s.NamesLost = math.Max(s.NamesLost, t.weight)
			}
		}
	}
	if total > 0 {
		s.Union, s.Foreign = sum/total, foreign/total
	}
	for _, k := range q.focus {
		v := top.cover.values[k]
		if v < nearMeaning {
			v = top.cover.ownValue[k] // a sentence nearby does not hold it
		}
		s.Focus = math.Min(s.Focus, v)
	}
	s.Verb, s.Thing = 1, 1
	if q.verb >= 0 {
		s.Verb = top.cover.ownValue[q.verb]
	}
	if q.thing >= 0 {
		s.Thing = top.cover.values[q.thing]
	}
	if _, wants := e.candidates(q, top.sentence); wants {
		s.Wants = true
		s.Typed = top.typed
		if !top.hit {
			s.Hit = 0
		}
	}
	if q.speaker != nil {
		s.Topic = topicShare(q, chosen)
		s.Speaker = top.speaker
		if q.vague {
			s.Speaker = math.Max(s.Speaker, 0.5)
		}
	}
	return s
}

// bestMatch is how well the chosen sentences and their context speak of term i.
func bestMatch(chosen []evidence, i int) float64 {
	best := 0.0
	for _, ev := range chosen {
		best = math.Max(best, ev.cover.values[i])
	}
	return best
}

func isSpeaker(q *question, t *term) bool {
	return q.speaker != nil && t.name.id() == q.speaker.id()
}

// decide says whether the chosen sentences answer q; if not, why not.
func (e *Engine) decide(q *question, chosen []evidence) (reason string) {
	switch {
	case q.broken != "":
		return q.broken
	case e.stranger(q, chosen):
		return ReasonUnknownName
	case len(chosen) == 0 || !q.speaks():
		return ReasonNoEvidence
	}
	s := e.signals(q, chosen)
	switch {
	case s.Foreign > 0.6 || s.Strict < 0.3 && s.Foreign > 0.2 && !q.namesKnown(e):
		return ReasonOffTopic
	case e.misdated(q, chosen) || e.misnumbered(q, chosen[0]):
		return ReasonOutOfRange
	case q.present:
		return ReasonNoEvidence
	case !q.asks && (s.Strict < 0.6 || len(q.names) == 0):
		return ReasonNoEvidence
	case s.Hit == 0 || !s.enough(q.kind) && !(q.each && s.Union >= 0.55):
		return ReasonNoEvidence
	}
	return ""
}

// speaks reports that the question has a word or a name to look for, and not
// only figures.
func (q *question) speaks() bool {
	return slices.ContainsFunc(q.terms, func(t term) bool { return !t.number })
}

// topicShare is how much of a question to a speaker, the speaker set aside, the
// best of the chosen sentences speaks of.
func topicShare(q *question, chosen []evidence) float64 {
	best := 0.0
	for _, ev := range chosen {
		var sum, total float64
		for i := range q.terms {
			t := &q.terms[i]
			if t.name != nil && isSpeaker(q, t) || sayVerbs[t.stem] || sayNouns[t.stem] {
				continue
			}
			total += t.weight
			sum += t.weight * ev.cover.values[i]
		}
		if total == 0 {
			return 1
		}
		best = math.Max(best, sum/total)
	}
	return best
}

// namesKnown reports that the question names something the corpus knows.
func (q *question) namesKnown(e *Engine) bool {
	for i := range q.terms {
		if q.terms[i].name != nil && e.knows(&q.terms[i]) {
			return true
		}
	}
	return false
}

// stranger reports that the question names somebody or something of which the
// corpus has never heard.
func (e *Engine) stranger(q *question, chosen []evidence) bool {
	for i := range q.terms {
		t := &q.terms[i]
		if t.name == nil || t.date != nil || t.name.kind == glossary.Event || e.knows(t) {
			continue
		}
		if bestMatch(chosen, i) < 0.3 {
			return true
		}
	}
	return false
}

// misnumbered reports that the question is about a round of talks that is not
// the one its best evidence speaks of.
func (e *Engine) misnumbered(q *question, top evidence) bool {
	for _, n := range q.rounds() {
		if !speaksOfOrdinal(top.sentence, n) && !speaksOfOrdinal(e.header(top.article), n) {
			return true
		}
	}
	return false
}

// rounds returns the numbers of the rounds that q gives apart from the names
// of events: 8 for "the eighth round", 9 for "the round after the eighth".
func (q *question) rounds() []int {
	var out []int
	for i, t := range q.tokens {
		n, ok := text.Ordinal(t.Fold)
		if !ok || q.inName(i) {
			continue
		}
		switch {
		case i >= 3 && q.words[i-1] == "the" && isRound(q.words[i-3]) && q.words[i-2] == "after":
			out = append(out, n+1)
		case i >= 3 && q.words[i-1] == "the" && isRound(q.words[i-3]) && q.words[i-2] == "before":
			out = append(out, n-1)
		case slices.ContainsFunc(q.words[i+1:min(len(q.words), i+9)], isRound):
			out = append(out, n)
		}
	}
	return out
}

func isRound(w string) bool {
	switch w {
	case "round", "rounds", "meeting", "session", "conference", "summit":
		return true
	}
	return false
}

func speaksOfOrdinal(s *sentence, n int) bool {
	for _, tok := range s.tokens {
		if k, ok := text.Ordinal(tok.Fold); ok && k == n {
			return true
		}
	}
	return false
}

// enough says whether the signals suffice for a question of the kind. Facts of
// a sort (a person, a date, a figure) have to be asked for in the words of the
// evidence, for a wrong one is worse than none; explanations and views may be
// worded otherwise.
func (s Signals) enough(k Kind) bool {
	switch k {
	case KindWho:
		return s.Strict >= 0.55 && s.Union >= 0.55
	case KindWhere:
		return s.Strict >= 0.55 && s.NamesLost < 0.9
	case KindWhen:
		return s.Strict >= 0.6 && s.Loose < 0.62 || s.Strict >= 0.8
	case KindHowMany, KindHowMuch, KindHowOld, KindHowLong:
		return s.Strict >= 0.65 && s.Loose < 0.8
	case KindSay:
		return s.Speaker >= 0.5 && s.Strict >= 0.25 && s.NamesLost < 0.9 && s.Topic >= 0.35
	case KindChange:
		return s.Union >= 0.5
	case KindWhich:
		return s.Focus >= 0.3 && s.Strict >= 0.4 && (s.Missing < 0.65 || s.Strict >= 0.6 && s.Missing < 0.9) || s.Strict >= 0.8
	case KindWhat:
		return s.Strict >= 0.45 && s.Thing >= 0.3 && (s.NamesLost < 0.9 || s.Strict >= 0.6)
	case KindYesNo:
		return s.Strict >= 0.28 && s.Union >= 0.5
	}
	return s.Strict >= 0.4
}

// misdated reports that the question is about a time of which none of the
// chosen sentences speaks, and in which none of their articles appeared.
func (e *Engine) misdated(q *question, chosen []evidence) bool {
	for i := range q.terms {
		t := &q.terms[i]
		if t.date == nil || t.date.Relative {
			continue
		}
		best := bestMatch(chosen, i)
		for _, ev := range chosen {
			if reports(ev.article, t.date.Period) && t.date.Period.From.Day == 0 {
				best = math.Max(best, headerName)
			}
		}
		if best < strictly {
			return true
		}
	}
	return false
}
