package answer

import (
	"cmp"
	"math"
	"slices"
)

// limits says how many sentences an answer of each kind shows, and how far
// behind the best one a sentence may lie.
func limits(k Kind) (most int, behind float64) {
	switch k {
	case KindChange:
		return 6, 0.55
	case KindSay:
		return 4, 0.25
	case KindSummary:
		return 5, 0.6
	case KindWhy, KindHow, KindWhat, KindWhich:
		return 3, 0.18
	}
	return 3, 0.14
}

// choose picks the sentences that answer q from the ranked ones: the best, those
// nearly as good, and those that speak of what the others leave out.
func (e *Engine) choose(q *question, ranked []evidence) []evidence {
	ranked = slices.DeleteFunc(slices.Clone(ranked), func(ev evidence) bool { return !saidBy(q, &ev) })
	if len(ranked) == 0 {
		return nil
	}
	most, behind := limits(q.kind)
	if q.each {
		most, behind = limits(KindChange)
	}
	top := ranked[0]
	chosen := []evidence{top}
	for _, ev := range ranked[1:] {
		if len(chosen) == most {
			break
		}
		if ev.score >= top.score-behind && onSubject(q, &top, &ev) && asGood(q, &top, &ev) && !repeats(ev, chosen) {
			chosen = append(chosen, ev)
		}
	}
	chosen = e.complete(q, chosen, ranked, most+1)
	if q.kind == KindChange || q.each || len(q.scope) > 1 {
		chosen = e.spread(q, chosen, ranked, max(most, 2*len(q.scope)))
	}
	return e.introduce(q, chosen)
}

// introduce adds the sentence before one that cannot be understood without it:
// one that opens with "they", or with "the province" of which the sentence
// before speaks.
func (e *Engine) introduce(q *question, chosen []evidence) []evidence {
	out := chosen
	for _, ev := range chosen {
		if ev.index == 0 || len(out) >= len(chosen)+2 || !leansBack(ev.sentence, e.analyst.sentence(ev.article, ev.index-1)) {
			continue
		}
		before := e.weighOne(q, e.analyst.sentence(ev.article, ev.index-1), ev.prior)
		if !saidBy(q, &before) {
			continue
		}
		if !repeats(before, out) && len(before.tokens) >= 4 {
			out = append(out, before)
		}
	}
	return out
}

// leansBack reports that s takes up the sentence before it.
func leansBack(s, before *sentence) bool {
	if len(s.tokens) < 3 || s.src.Paragraph > before.src.Paragraph+1 {
		return false
	}
	if backWords[s.tokens[0].Fold] {
		return true
	}
	if s.tokens[0].Fold != "the" {
		return false
	}
	for _, t := range s.tokens[1:min(4, len(s.tokens))] {
		if t.Capital || before.src.Paragraph != s.src.Paragraph {
			return false
		}
		if !t.Stop && before.stems[t.Stem] != nil {
			return true
		}
	}
	return false
}

// backWords open a sentence that points to the one before it.
var backWords = wordsOf(`he she they it this that these those such instead similarly indeed therefore thus`)

// asGood reports that ev answers a question for a fact as well as the best
// sentence does: it holds such a fact, and says as much of what is asked.
func asGood(q *question, top, ev *evidence) bool {
	switch q.kind {
	case KindWho, KindWhen, KindWhere, KindHowMany, KindHowLong, KindHowMuch, KindHowOld:
		return ev.hit && ev.cover.strict >= 0.85*top.cover.strict
	}
	return true
}

// saidBy reports that ev may stand in an answer to what somebody said: the
// article gives it to them. Other questions take any sentence.
func saidBy(q *question, ev *evidence) bool {
	return q.kind != KindSay || q.vague || ev.speaker >= 0.5
}

// onSubject reports that ev speaks of the heaviest name of the question that
// the best sentence names: the others are about something else.
func onSubject(q *question, top, ev *evidence) bool {
	heaviest := -1
	for i, t := range q.terms {
		if t.name == nil || top.cover.at[i] < 0 || top.cover.ownValue[i] < sameHead {
			continue
		}
		if heaviest < 0 || t.weight > q.terms[heaviest].weight {
			heaviest = i
		}
	}
	return heaviest < 0 || ev.cover.ownValue[heaviest] >= ofCountry || ev.speaker >= 0.5
}

// complete adds the sentence that speaks of the heaviest terms which the
// chosen ones leave out, as long as there is one.
func (e *Engine) complete(q *question, chosen, ranked []evidence, most int) []evidence {
	for len(chosen) < most {
		best, gain := -1, 0.35
		for i := range ranked {
			if ranked[i].score < 0.45*chosen[0].score || repeats(ranked[i], chosen) || q.each && !onSubject(q, &chosen[0], &ranked[i]) {
				continue
			}
			if g := gainOf(q, chosen, &ranked[i]); g > gain {
				best, gain = i, g
			}
		}
		if best < 0 {
			break
		}
		chosen = append(chosen, ranked[best])
	}
	return chosen
}

// gainOf is the weight of the terms that ev names itself and chosen does not.
func gainOf(q *question, chosen []evidence, ev *evidence) float64 {
	var gain float64
	for i, t := range q.terms {
		have := 0.0
		for k := range chosen {
			have = math.Max(have, chosen[k].cover.ownValue[i])
		}
		gain += t.weight * math.Max(0, ev.cover.ownValue[i]-have)
	}
	return gain
}

// spread makes sure that each article with something to say is heard.
func (e *Engine) spread(q *question, chosen, ranked []evidence, most int) []evidence {
	heard := map[string]bool{}
	for _, ev := range chosen {
		heard[ev.article.ID] = true
	}
	for _, ev := range ranked {
		if len(chosen) >= most {
			break
		}
		if !heard[ev.article.ID] && ev.score >= 0.6*ranked[0].score && onSubject(q, &ranked[0], &ev) {
			heard[ev.article.ID] = true
			chosen = append(chosen, ev)
		}
	}
	return chosen
}

// repeats reports that one of the chosen sentences says the same: it is the
// same sentence, or shares most of its words.
func repeats(ev evidence, chosen []evidence) bool {
	for _, c := range chosen {
		if c.sentence == ev.sentence || overlapWords(c.sentence, ev.sentence) > 0.8 {
			return true
		}
	}
	return false
}

func overlapWords(a, b *sentence) float64 {
	n, shared := 0, 0
	for stem := range b.stems {
		n++
		if a.stems[stem] != nil {
			shared++
		}
	}
	if n == 0 {
		return 1
	}
	return float64(shared) / float64(n)
}

// arrange puts sentences in the order of reading: by date of their articles
// where the question is about time or several articles, else by worth, always
// with the sentences of one article together and in its order.
func arrange(q *question, chosen []evidence) []evidence {
	out := slices.Clone(chosen)
	best := map[string]int{}
	for i, ev := range chosen {
		if _, ok := best[ev.article.ID]; !ok {
			best[ev.article.ID] = i
		}
	}
	byDate := q.kind == KindChange || q.each || q.kind == KindTimeline || q.kind == KindSummary
	slices.SortStableFunc(out, func(a, b evidence) int {
		if a.article == b.article {
			return a.index - b.index
		}
		if byDate {
			return cmp.Or(a.article.Published.Compare(b.article.Published), cmp.Compare(a.article.ID, b.article.ID))
		}
		return best[a.article.ID] - best[b.article.ID]
	})
	return out
}
