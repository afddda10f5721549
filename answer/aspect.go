package answer

import (
	"slices"
	"strings"

	"rapporteur/glossary"
	"rapporteur/text"
)

// aspectOf says what a sentence is about, as one of the Aspect constants but
// AspectLead: who was there, what was on the table, what came of it, what was
// disputed, or, when nothing in it tells, the background. It goes by the words
// that any news uses for these, not by any subject; what a sentence says last
// weighs no more than what it says first.
//
// weight is how clearly the sentence shows it, in tenths of a plain word for it: 0
// for a sentence without any cue.
func aspectOf(s *sentence) (aspect string, weight int) {
	var sums [len(aspects)]int
	for i, t := range s.tokens {
		c, ok := wordCues[t.Fold]
		if ok && s.stems[t.Stem][0] == i && !hyphened(s, i) && !withinName(s, i) && !(c.aspect == cameOf && s.quotedAt(t)) && !(c.aspect == disputed && cueDenied(s, i)) {
			sums[c.aspect] += c.weight
		}
		for _, p := range phraseCues[t.Fold] {
			if s.hasWords(i, p.words) {
				sums[p.aspect] += p.weight
			}
		}
	}
	sums[whoMet] += 4 * min(3, max(0, peopleIn(s)-1))
	switch {
	case stillAhead(s, aheadWords):
		sums[onTable] += 4
		sums[cameOf] /= 3
	case stillAhead(s, maybeWords):
		sums[cameOf] /= 2
	}
	if lookingBack(s) {
		sums[backgrounds] += 12
		for i := range sums[:backgrounds] {
			sums[i] /= 2
		}
	}
	best := backgrounds
	for i := range sums {
		if sums[i] > sums[best] {
			best = i
		}
	}
	return aspects[best], sums[best]
}

// aspects are the aspects in the order in which a summary has them, which also
// decides between equals; the constants are indexes into it.
var aspects = [...]string{AspectParticipants, AspectAgenda, AspectOutcome, AspectDispute, AspectBackground}

const (
	whoMet = iota
	onTable
	cameOf
	disputed
	backgrounds
)

// aspectCue is what a word says of the aspect of its sentence; the weight is in
// tenths, so that sums do not depend on their order.
type aspectCue struct{ aspect, weight int }

// phraseCue is one that several words give together.
type phraseCue struct {
	words []string // folded
	aspectCue
}

// wordCues are the words that tell an aspect, in the forms in which they do: all
// news has meetings, but "met" says who; phraseCues are several words that do,
// by the first.
var wordCues, phraseCues = readCues()

func readCues() (words map[string]aspectCue, phrases map[string][]phraseCue) {
	words, phrases = map[string]aspectCue{}, map[string][]phraseCue{}
	for _, c := range aspectWords {
		for w := range strings.FieldsSeq(c.words) {
			if parts := strings.Split(w, "_"); len(parts) > 1 {
				phrases[parts[0]] = append(phrases[parts[0]], phraseCue{parts, aspectCue{c.aspect, c.weight}})
				continue
			}
			words[w] = aspectCue{c.aspect, c.weight}
		}
	}
	return words, phrases
}

// aspectWords are the words of each aspect with their weight; the words of a
// phrase are joined by underscores.
var aspectWords = []struct {
	aspect, weight int
	words          string
}{
	{whoMet, 10, `met meets attended attending attend attends represented represents representing headed chaired chairs hosted
			presided convened gathered participated participating attendees brought_together took_part taking_part
			takes_part sat_down were_present was_present is_present were_absent was_absent not_invited`},
	{whoMet, 6, `leads heads mediated joined joins delegates participants counterpart counterparts observer observers panel lineup squad
			guests jurors cast face_to_face led_by delegation delegations turned_up absent boycotted`},
	{whoMet, 3, `head_of_the envoy envoys accompanied alongside invited`},

	{onTable, 11, `discuss discussed discusses discussing agenda proposal proposals proposed proposes proposing on_the_table to_explore
			would_allow would_require is_to was_to`},
	{onTable, 8, `hope hopes hoped hoping aim aims aimed aiming goal wanted wants seek seeks seeking sought demand demands demanded
			demanding plan plans planned planning expected intends intended called_for calls_for calling_for called_on urged draft considering
			scheduled initiative put_forward focus_on focused_on`},
	{onTable, 4, `upcoming topic topics issues offer offered consider`},

	{cameOf, 12, `agreed failed breakthrough outcome yielded signed adopted approved concluded convicted sentenced acquitted ruled resigned
			elected killed died arrested charged fired pledged backed endorsed ended_with resulted_in led_to no_agreement reached_a reached_an
			at_the_end_of major_setback`},
	{cameOf, 9, `progress result results failure setback decided announced announcing declared communique banned lifted awarded
			won lost beat defeated destroyed injured wounded evacuated rescued recovered settled launched unveiled released issued struck
			passed voted ordered suspended cancelled canceled postponed step_forward set_up`},
	{cameOf, -12, `backed_by endorsed_by charged_with`},
	{cameOf, 4, `agreement deal accord ended rose fell closed opened`},

	{disputed, 12, `loggerheads contention disagreed disagree disagreement disagreements refused refuses refusing rejected rejects rejecting
			accused accuses accusing condemned condemns condemning criticized criticised criticizes criticizing criticising denounced decried
			lamented unacceptable quarrelling quarreling disputed disputes objected objects opposed opposes deadlock stalemate at_odds
			struck_out red_line sticking_point stumbling_block bone_of_contention sharp_differences opposing_sides`},
	{disputed, 9, `insisted insists insisting blamed blames denied denies denying questioned questioning complained complaining divided divisions
			 obstacles obstacle controversy controversial backlash sued lawsuit critics allegations alleged slammed baulked balked
			resisted clashed conflicting warned unclear dispute`},
	{disputed, 4, `however although despite fears concerns doubts threatened`},
}

// hasWords reports that the tokens from at on are these words.
func (s *sentence) hasWords(at int, words []string) bool {
	for _, w := range words {
		if at >= len(s.tokens) || s.tokens[at].Fold != w {
			return false
		}
		at++
	}
	return true
}

// withinName reports that token i belongs to a name: the Council of
// Representatives does not represent anybody.
func withinName(s *sentence, i int) bool {
	for k := range s.names {
		if n := &s.names[k]; n.first <= i && i < n.last && n.last-n.first > 1 && n.via != glossary.ByTitle {
			return true
		}
	}
	return false
}

// peopleIn counts the persons whom s names.
func peopleIn(s *sentence) int {
	var seen []string
	for i := range s.names {
		if n := &s.names[i]; n.kind == glossary.Person && !n.inner && !slices.Contains(seen, n.id()) {
			seen = append(seen, n.id())
		}
	}
	return len(seen)
}

// cueDenied reports that one of the three words before token i denies it.
func cueDenied(s *sentence, i int) bool {
	for k := max(0, i-3); k < i; k++ {
		if negations[s.tokens[k].Fold] {
			return true
		}
	}
	return false
}

// stillAhead reports that s tells first of all of what is yet to come, as these
// words do: what it says of agreements is no outcome.
func stillAhead(s *sentence, words wordSet) bool {
	for i, t := range s.tokens {
		switch {
		case words[t.Fold]:
			return !s.quotedAt(t)
		case wordCues[t.Fold].aspect == cameOf && wordCues[t.Fold].weight >= 9 && strings.HasSuffix(t.Fold, "ed"):
			return false // it has happened before anything is said of what will
		case t.Fold == "by" && i == 0, t.Fold == "to" && i == 0:
			return true // by reaching a deal, to reach one
		}
	}
	return false
}

var (
	aheadWords = wordsOf(`will hope hopes hoped hoping expected expects aims plans scheduled seeks upcoming`)
	maybeWords = wordsOf(`if could may might would`)
)

// lookingBack reports that s tells of what was before the news: "had
// previously", "in previous rounds", "last year".
func lookingBack(s *sentence) bool {
	for i, t := range s.tokens {
		switch {
		case t.Fold == "previously", t.Fold == "formerly", t.Fold == "historically", t.Fold == "decades":
			return true
		case backwardWords[t.Fold] && i+1 < len(s.tokens) && pastTimeWords[s.tokens[i+1].Stem]:
			return true
		}
	}
	return false
}

var (
	backwardWords = wordsOf(`previous earlier past last former`)
	pastTimeWords = text.StemSet(`round year month decade century talks negotiation season attempt effort`)
)
