package chronology

import (
	"strings"

	"rapporteur/corpus"
	"rapporteur/text"
)

// outcomes are verbs that say what came of a meeting or who was at it.
var outcomes = text.Set(`brought yielded ended agreed signed produced concluded broke collapsed failed adopted approved gathered led resulted`)

// maxOutcomes bounds how many undated sentences are taken for what came of the
// article's event.
const maxOutcomes = 3

// addOutcomes adds undated sentences that say what came of the meeting that the
// article reports from: "The talks yielded a joint communique".
func (r *reader) addOutcomes(main Event) {
	stems := r.leadMeetings()
	if len(stems) == 0 {
		return
	}
	n := 0
	for i := range r.article.Sentences[:min(len(r.article.Sentences), maxSentences)] {
		s := &r.article.Sentences[i]
		if n == maxOutcomes || i == r.lead || s.Role != corpus.InBody || !readable(s) || !r.mayTellOutcome(s) {
			continue
		}
		if p := r.phrase(i); p.isOutcome(stems) {
			when := main.When
			if !r.mainEnd.IsZero() {
				when = corpus.Period{From: r.mainEnd, To: r.mainEnd}
			}
			basis := Resolved
			if when.From == r.pub {
				basis = Published
			}
			e := p.told(dated{first: 0, last: 1, when: when, basis: basis}, 0, len(p.words))
			e.Planned = false
			if v := p.mainVerb(); v >= 0 {
				p.setDeed(&e, p.clauseAt(v), v)
			}
			r.events = append(r.events, e)
			n++
		}
	}
}

// mayTellOutcome reports, without reading the sentence, that isOutcome may hold
// for it; a sentence with a date of its own tells of that.
func (r *reader) mayTellOutcome(s *corpus.Sentence) bool {
	words := r.article.Text(s.Span)
	if !strings.HasPrefix(words, "The ") && !announced(s) {
		return false
	}
	return !corpus.MayDate(words) || len(corpus.FindDates(words, r.pub)) == 0
}

// isOutcome reports that the sentence starts with the meeting as its subject and
// says in the past what it led to.
func (p *phrase) isOutcome(stems map[string]bool) bool {
	if p.ifs || p.asks() || len(p.words) < 6 {
		return false
	}
	if p.low(0) != "the" {
		return p.announces()
	}
	named := false
	for i := 1; i < min(len(p.words), 10); i++ {
		if p.finite(i) {
			return named && outcomes[p.low(i)] && !p.attributed(i) || p.announces()
		}
		named = named || stems[p.words[i].Stem] && i < 4
	}
	return false
}

// attributed reports that somebody is said to have said what word i stands in.
// "The talks yielded a communique which pledged …" is the article's own word.
func (p *phrase) attributed(i int) bool {
	at := p.src.Start + p.words[i].Start
	for _, a := range p.src.Attributions {
		if a.Scope.Start <= at && at < a.Scope.End {
			return true
		}
	}
	return false
}

// announces reports that the sentence says that somebody announced what had been
// agreed or signed.
func (p *phrase) announces() bool {
	if !announced(p.src) {
		return false
	}
	for i := range p.words {
		if settled[p.low(i)] && (p.low(i-1) == "had" || p.low(i-1) == "been" && p.low(i-2) == "had") {
			return true
		}
	}
	return false
}

// announced reports that all of s is what one party made public.
func announced(s *corpus.Sentence) bool {
	return len(s.Attributions) == 1 && newsworthy[strings.ToLower(s.Attributions[0].Verb)]
}

// settled are participles for what parties come to.
var settled = text.Set(`agreed signed reached adopted approved accepted decided settled concluded`)
