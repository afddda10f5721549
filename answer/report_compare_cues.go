package answer

import (
	"strings"

	"rapporteur/corpus"
	"rapporteur/glossary"
	"rapporteur/text"
)

// compareCue is an aspect of news at large, told by the words for it.
type compareCue struct {
	aspect string
	weight float64
	// cues tell the aspect by themselves, hints together with them, denied only
	// after a negation: "not at the table".
	cues, hints, denied map[string]bool
	actors              int  // how many different actors a sentence on it names at least
	talks               bool // only news of a meeting has it
	alone               bool // it is told of one side too when the other has none of it
	fighting            bool // only where a sentence holds a figure or names a place; of any news
}

var compareCues = []compareCue{
	{
		aspect: "Participants", weight: 95, actors: 3, talks: true,
		cues: wordsOf(`met attend attends attended attending join joins joined participate participated participating participants participant
			gathered together involving meet meets brought representatives diplomats between`),
		hints: wordsOf(`talks delegation delegations represented counterpart hosted hosting sides sponsored`),
	},
	{
		aspect: "Sponsors", weight: 94, actors: 2, talks: true, alone: true,
		cues:  wordsOf(`sponsored sponsors sponsor sponsorship presided preside guarantor guarantors guarantee brokers hosted hosts organised organized convened`),
		hints: wordsOf(`talks round conference meeting summit broker`),
	},
	{
		aspect: "Observers", weight: 93, actors: 1, talks: true, alone: true,
		cues: wordsOf(`observer observers`), hints: wordsOf(`only capacity present informally attending ambassador represented`),
	},
	{
		aspect: "Absent", weight: 93, actors: 1, talks: true, alone: true,
		cues:   wordsOf(`absent absence boycott boycotted boycotting excluded excluding exclusion uninvited sidelined`),
		hints:  wordsOf(`envoys delegation apart`),
		denied: wordsOf(`table invited include included attend attended attending present represented join`),
	},
	{
		aspect: "Outcome", weight: 91,
		cues: wordsOf(`agreed communique result results outcome yielded breakthrough progress pledged adopted signed concluded failed failure
			collapsed verdict ruled ruling settled approved elected won convicted acquitted sentenced resigned passed backed decided`),
		hints: wordsOf(`deal agreement agreements accord truce joint tangible major end yield pledge scant`),
	},
	{
		aspect: "Agenda", weight: 88, talks: true,
		cues: wordsOf(`agenda discuss discusses discussed discussing focused implementation negotiate hammer proposal proposed submitted draft
			demanded explore consult`),
		hints: wordsOf(`details document plan creation future expected focus table talks`),
	},
	{
		aspect: "Dispute", weight: 82, actors: 1,
		cues: wordsOf(`refused refuses reject rejects rejected insisted insists insisting odds loggerheads dispute disputed accused accuses condemned
			quarrelling quarrel contention denied denies criticised criticized disagree disagreed differences disagreement decried questioned
			obstacles obstacle balked baulked protested controversy unacceptable blamed slammed opposed opposes`),
		hints: wordsOf(`but although while future over demand demanded sharp sharply role`),
	},
	{
		aspect: "Fighting", weight: 79, alone: true, fighting: true,
		cues: wordsOf(`killed killing kills wounded injured dead deaths bombarded bombed bombing shelled shelling strikes airstrikes raids offensive
			siege besieged clashes attacked assault gunfire gunmen incursion captured seized massacre`),
		hints: wordsOf(`people civilians children soldiers troops police militants rebels forces air died province city town campaign launched`),
	},
	{
		aspect: "What comes next", weight: 72,
		cues:  wordsOf(`expected scheduled hoped hopes upcoming forthcoming reconvene resume relaunch tomorrow intends planned plans next will`),
		hints: wordsOf(`next month week year meeting talks could may might would`),
	},
}

// cueMatters sets side by side what each side says of the aspects of its news.
func (c *comparison) cueMatters() []compareMatter {
	if c.within {
		return nil // an actor has no participants and no agenda
	}
	talks := c.onTalks(c.a) && c.onTalks(c.b)
	var out []compareMatter
	for i := range compareCues {
		q := &compareCues[i]
		if q.talks && !talks {
			continue
		}
		m := compareMatter{class: classCue, aspect: q.aspect, weight: q.weight, a: c.cued(c.a, q), b: c.cued(c.b, q)}
		if !talks && !q.fighting {
			m.weight, m.kin = m.weight-20, 0.5
		}
		switch {
		case len(m.a) > 0 && len(m.b) > 0:
			out = append(out, m)
		case q.alone && (talks || q.fighting) && len(m.a)+len(m.b) > 0:
			m.weight -= 12
			out = append(out, m)
		}
	}
	return append(out, c.placeMatter()...)
}

// onTalks reports that a side is news of a meeting: its head speaks of one, and
// so does much of it.
func (c *comparison) onTalks(side *comparand) bool {
	n, lead := 0, false
	for _, s := range side.sentences {
		if speaksOfMeeting(s) {
			n++
			lead = lead || s.index < leadSentences
		}
	}
	return lead && 5*n >= len(side.sentences)
}

// speaksOfMeeting reports that s speaks of people who sit together: a round may
// be one of votes, and a conference one of the press.
func speaksOfMeeting(s *sentence) bool {
	for i, t := range s.tokens {
		switch {
		case t.Fold == "round", t.Fold == "rounds", t.Fold == "session":
		case t.Fold == "conference" && i > 0 && (s.tokens[i-1].Fold == "news" || s.tokens[i-1].Fold == "press"):
		case meetingWords[t.Stem] && t.Fold != "talk" && t.Fold != "talking" && t.Fold != "talked", t.Fold == "delegation", t.Fold == "delegations":
			return true
		}
	}
	return false
}

// cued returns the sentences of a side that speak of an aspect.
func (c *comparison) cued(side *comparand, q *compareCue) []compareCandidate {
	var out []compareCandidate
	for _, s := range side.sentences {
		at, cues, denied, hints := cuesIn(s, q)
		if cues+denied == 0 {
			continue
		}
		actors := c.actorsNamed(s)
		if actors < q.actors || q.fighting && !holdsNumber(s) && len(c.placesIn(s)) == 0 {
			continue
		}
		score := 0.6 + 0.3*float64(min(cues, 3)) + 0.15*float64(min(denied, 3)) + 0.15*float64(min(hints, 3)) + standing(s)
		if q.actors > 1 {
			score += 0.25 * float64(min(actors, 6))
		}
		if lookingAside(s) {
			score -= 0.8
		}
		if q.fighting {
			score += countsVictims(s, at)
		}
		out = append(out, compareCandidate{compareSpot{s, at, at + 1, 1}, score})
	}
	return topCandidates(out)
}

// cuesIn counts the different cues, denied words and hints in s; at is the first
// of the former two. A word
// in a name or in a compound ("UN-sponsored talks") tells of something else.
func cuesIn(s *sentence, q *compareCue) (at, cues, denied, hints int) {
	seen := map[string]bool{}
	for i, t := range s.tokens {
		if seen[t.Fold] || insideAnyName(s, i) || hyphened(s, i) {
			continue
		}
		switch {
		case q.cues[t.Fold]:
			if cues++; cues+denied == 1 {
				at = i
			}
		case q.denied[t.Fold] && deniedNear(s, i):
			if denied++; cues+denied == 1 {
				at = i
			}
		case q.hints[t.Fold]:
			hints++
		default:
			continue
		}
		seen[t.Fold] = true
	}
	return at, cues, denied, hints
}

// countsVictims is what a sentence on fighting gains for a figure close to the
// word for it at token i, and for being about it from its start.
func countsVictims(s *sentence, i int) float64 {
	v := 0.3 / (1 + 0.2*float64(i))
	for k := max(0, i-8); k < min(len(s.tokens), i+5); k++ {
		if _, number := text.Number(s.tokens[k].Fold); number {
			return v + 0.5
		}
	}
	return v
}

// lookingAside reports that s is about another time than its article: "in
// previous rounds", "had previously".
func lookingAside(s *sentence) bool {
	for i, t := range s.tokens {
		switch t.Fold {
		case "previously", "formerly", "previous", "earlier":
			return true
		case "last":
			if i+1 < len(s.tokens) && (s.tokens[i+1].Fold == "year" || s.tokens[i+1].Fold == "month") {
				return true
			}
		}
	}
	return false
}

// actorsNamed counts the different actors that s names.
func (c *comparison) actorsNamed(s *sentence) int {
	seen := map[string]bool{}
	for i := range s.names {
		if n := &s.names[i]; !n.inner {
			if k := c.names.key(n); c.names.isActor(k) {
				seen[k] = true
			}
		}
	}
	return len(seen)
}

// standing says how well a sentence stands by itself at its place in the
// article: the head before the rest, whole sentences before captions, and what
// leans on the sentence before it last.
func standing(s *sentence) float64 {
	v := 0.4 / (1 + 0.15*float64(s.index))
	switch {
	case !dangling(s) || len(s.tokens) > 1 && pointingStarts[s.tokens[0].Fold] && pointsNowhere(s):
	case backWords[s.tokens[0].Fold]:
		v -= 0.6
	default:
		v -= 0.25
	}
	switch s.src.Role {
	case corpus.InCaption, corpus.InStandfirst:
		v -= 0.9
	case corpus.InComment:
		v -= 0.05
	}
	switch n := len(s.tokens); {
	case n < 9:
		v -= 0.25
	case n > 45:
		v -= 0.25
	case n > 34:
		v -= 0.1
	}
	if ofPicture(s) {
		v -= 0.8
	}
	if spokenBy(s) != "" {
		v -= 0.15 // somebody is quoted whom another sentence names
	}
	return v
}

// ofPicture reports that a sentence of an article's text is the caption of a
// picture: it names who took it, or says that it is one.
func ofPicture(s *sentence) bool {
	for i, t := range s.tokens {
		switch {
		case pictureWords[t.Fold]:
			return true
		case agencies[t.Fold] && i > 0 && s.text[s.tokens[i-1].End:t.Start] == "/":
			return true
		}
	}
	return false
}

var (
	pictureWords = wordsOf(`getty photos caption photograph pictured`)
	agencies     = wordsOf(`ap afp reuters getty epa zuma shutterstock redux bloomberg anadolu`)
)

// placeMatter sets the places beside each other from which two articles report.
func (c *comparison) placeMatter() []compareMatter {
	at := func(side *comparand) (out []compareCandidate) {
		for _, s := range side.sentences {
			for i := range s.names {
				n := &s.names[i]
				if n.kind != glossary.City && n.kind != glossary.Place && n.entry != nil || n.via != glossary.ByName || !namesPlaceOf(n, s.article) {
					continue
				}
				score := 1 + standing(s)
				if n.first > 0 && placing[s.tokens[n.first-1].Fold] {
					score += 0.3
				}
				if meetsAt(s, n) {
					score += 0.8
				}
				score -= 0.15 * float64(len(c.placesIn(s))-1)
				out = append(out, compareCandidate{compareSpot{s, n.first, n.last, 1}, score})
				break
			}
		}
		return topCandidates(out)
	}
	m := compareMatter{class: classCue, aspect: "Place", weight: 98, alien: true, a: at(c.a), b: at(c.b)}
	if len(m.a) == 0 || len(m.b) == 0 {
		return nil
	}
	if text.Fold(m.a[0].article.Place) == text.Fold(m.b[0].article.Place) {
		m.relation, m.weight = Same, 60
	}
	return []compareMatter{m}
}

// meetsAt reports that a word for a meeting stands near the place n: "talks at a
// Vienna hotel".
func meetsAt(s *sentence, n *name) bool {
	for k := max(0, n.first-6); k < min(len(s.tokens), n.last+4); k++ {
		if meetingWords[s.tokens[k].Stem] || heldWords[s.tokens[k].Stem] {
			return true
		}
	}
	return false
}

// namesPlaceOf reports that a name is the place from which an article reports.
func namesPlaceOf(n *name, a *corpus.Article) bool {
	if a.Place == "" {
		return false
	}
	place := text.Fold(a.Place)
	return strings.HasPrefix(place, n.fold) || n.entry != nil && text.Fold(n.entry.Name) == place
}
