package answer

import (
	"strings"

	"rapporteur/text"
)

// sayings are words and short phrases of the news, in rows, that say the same of
// the same thing: what a reader of an article puts for what stands in it. They are
// narrower than the concepts of the lexicon, which help to find sentences: each may
// stand for the others in a claim. Irregular pasts are written out.
var sayings = readSayings(`
reject, rebuff, turn down, rule out, dismiss, throw out, threw out
criticise, criticize, condemn, denounce, decry, slam, lambast, deplore, blast
praise, hail, applaud, laud, commend, welcome
postpone, delay, put off, push back
cancel, scrap, call off, axe
abandon, drop, scrap, back down, give up, gave up, shelve
convict, found guilty, find guilty
kill, shot dead, shoot dead, fatally shot, slay
beat, defeat, topple, edge, overcome
visit, travel, trip
meet, held talks, hold talks, sat down
rise, rose, increase, climb, go up, went up, grow, grew, hike, raise, boost
fall, fell, drop, decline, decrease, slip, go down, went down, plunge, tumble
reduce, cut, lower, slash
buy, bought, purchase, acquire, acquisition, take over, took over
resign, quit, step down, stepped down, stand down, stood down
sack, fire, dismiss, oust
arrest, detain
injure, wound, hurt
burn, scorch, char
crash, slam, smash, collide
help, assist, aid
attend, take part, took part, participate, at the table
child, kid
militant, fighter, insurgent
specialist, expert
communique, statement
truce, ceasefire, cessation
idea, suggestion, proposal
broad, broader, wide, wider
big, large, huge, major
car, vehicle
company, firm
film, movie
doctor, physician
prison, jail
imprison, jail
lawyer, attorney
photograph, photo, picture, image
captured, took, photographed
earlier, previous, prior, former
yield, produce, result
soon, early
write, wrote, written, draft, draw up, drew up, drawn up
hand, give, gave, given, share
let, allow, permit, enable
opposite, opposing, rival
finish, complete, conclude, finalise, finalize
continue, go on, went on, carry on, carried on, keep up, kept up
quote, cite
violence, bloodshed, fighting
exhausted, weary, tired
unexpected, unexpectedly, surprise
almost, nearly
route, road
force, troop, soldier, army
release, free
choose, chose, elect, select
found, set up, establish, form, formation, creation, create
launch, start, begin, began, commence, kick off, kicked off, open
end, finish, stop, halt
work out, hammer out
expand, broaden, widen
forbid, ban, prohibit, outlaw
protest, demonstrate
demonstration, protest, rally
flee, fled, escape
destroy, wreck, demolish
earn, make, made
gather, congregate, assemble
provide, supply
disagree, differ, clash
locate, situate
bring together, brought together, unite
keep, retain
remain, stay
ask, request
build, built, construct
repair, fix, mend
ban, bar
support, endorse
determine, decide, establish
sink, sank
tank, armour
woman, female
man, male
speech, address
speak, spoke, address
win, won, clinch, secure
miss, skip
urge, call on, called on
pay, paid, spend, spent
fine, penalty
fee, charge, price
reveal, disclose, unveil
show, indicate
poll, survey
storm, hurricane, typhoon
police, officer
home, house
wage, salary, pay
teacher, instructor
illness, disease, sickness
vaccine, jab, shot
jobless, unemployed
firefighter, fireman
actor, star
song, single, track
wed, wedded, married, marry
divorce, split
born, birth
die, died, dead, death
test, trial
law, legislation, bill
judge, magistrate
ruling, verdict, decision
accord, agreement, deal, pact, treaty
negotiation, talk, discussion
`)

// saying is the stem of a word, and the words behind it, folded.
type saying struct {
	first string
	rest  []string
}

// readSayings returns the rows of a list by the stem with which their sayings
// start.
func readSayings(list string) map[string][][]saying {
	out := map[string][][]saying{}
	for _, line := range strings.Split(strings.TrimSpace(list), "\n") {
		var row []saying
		for _, part := range strings.Split(line, ",") {
			words := strings.Fields(part)
			row = append(row, saying{text.Stem(words[0]), words[1:]})
		}
		for _, s := range row {
			out[s.first] = append(out[s.first], row)
		}
	}
	return out
}

// at reports that the saying stands at token i.
func (w saying) at(tokens []text.Token, i int) bool {
	if tokens[i].Stem != w.first {
		return false
	}
	for k, word := range w.rest {
		if tokenAt(tokens, i+1+k) != word {
			return false
		}
	}
	return true
}

// otherSayings returns what can stand for the saying that starts at token i, and
// of how many words that is; those of the longest one only.
func otherSayings(tokens []text.Token, i int) (out []saying, words int) {
	for _, row := range sayings[tokens[i].Stem] {
		for _, w := range row {
			switch n := 1 + len(w.rest); {
			case n < words || !w.at(tokens, i):
				continue
			case n > words:
				out, words = nil, n
			}
			out = append(out, row...)
			break
		}
	}
	return out, words
}

// saidAs returns the token of s where one of the sayings stands, -1 for none.
func (s *sentence) saidAs(row []saying) int {
	for _, w := range row {
		for _, i := range s.stems[w.first] {
			if w.at(s.tokens, i) && !hyphened(s, i) {
				return i
			}
		}
	}
	return -1
}

// lengthAs returns how many words the longest of the sayings takes that stands at
// token i of s, 1 when none does.
func (s *sentence) lengthAs(row []saying, i int) int {
	longest := 1
	for _, w := range row {
		if w.at(s.tokens, i) {
			longest = max(longest, 1+len(w.rest))
		}
	}
	return longest
}
