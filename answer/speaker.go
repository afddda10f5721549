package answer

import (
	"strings"

	"rapporteur/glossary"
)

// findSpeaker turns "what did X say about …", "X's reaction to …" and their
// relatives into KindSay.
func (q *question) findSpeaker() {
	switch q.kind {
	case KindSummary, KindTimeline, KindHowMany, KindHowLong, KindWhen, KindWhere, KindChange, KindHowOld, KindHowMuch:
		return
	}
	for i, t := range q.tokens {
		var n *name
		switch {
		case sayNouns[t.Stem] && q.words[i] != "said":
			n = q.ownerOf(i)
		case sayVerbs[t.Stem] && !saidThings[t.Fold] && q.kind != KindWho:
			n = q.subjectOf(i)
		}
		if n != nil {
			q.speaker, q.kind = n, KindSay
			return
		}
	}
}

// subjectOf returns the name that is the subject of the verb at token i: it
// follows a form of "do" or "have", or opens the question.
func (q *question) subjectOf(i int) *name {
	for k := len(q.names) - 1; k >= 0; k-- {
		n := &q.names[k]
		if n.last > i || !canSpeak(n) || q.dependent(n.first) || !q.onlyPeople(n.last, i) {
			continue
		}
		if n.first == 0 || n.last == i || q.inverted(n.first) {
			return n
		}
	}
	for k := i - 1; k >= 0 && k >= i-2; k-- {
		if (peopleWords[q.tokens[k].Stem] || roleWords[q.tokens[k].Stem]) && q.inverted(k) {
			if n := q.nameBefore(k); n != nil {
				speaker := *n // "Israel's prime minister" speaks for Israel
				if roleWords[q.tokens[k].Stem] {
					speaker.role = q.tokens[k].Stem
				}
				return &speaker
			}
			q.vague = true
			return &name{fold: q.words[k], first: k, last: k + 1, kind: glossary.Group}
		}
	}
	return nil
}

// nameBefore returns the name that ends at most two words before token i.
func (q *question) nameBefore(i int) *name {
	for k := range q.names {
		if n := &q.names[k]; n.last <= i && i-n.last <= 2 && !n.inner {
			return n
		}
	}
	return nil
}

// dependent reports that what starts at token i only qualifies something else:
// Iran in "the communique of Russia, Turkey and Iran".
func (q *question) dependent(i int) bool {
	for i--; i >= 0; i-- {
		switch {
		case governors[q.words[i]]:
			return true
		case q.words[i] == "and" || q.words[i] == "the" || q.inName(i):
			continue
		}
		return false
	}
	return false
}

// governors are the words that make what follows them depend on what goes before.
var governors = wordsOf(`of in at on to for by with from about against between over`)

func (q *question) inName(i int) bool {
	for _, n := range q.names {
		if n.first <= i && i < n.last {
			return true
		}
	}
	return false
}

// saidThings are nouns that look like forms of the verbs of saying.
var saidThings = wordsOf(`proposal proposals statement statements announcement declaration description explanation expression
	quote quotes comment comments demand demands claim claims report reports promise threat`)

// onlyPeople reports that between tokens a and b there are at most three words,
// and none of them names a thing: in "the Russian draft constitution says" it
// is not Russia that speaks.
func (q *question) onlyPeople(a, b int) bool {
	if b-a > 3 {
		return false
	}
	for i := a; i < b; i++ {
		if t := q.tokens[i]; !t.Stop && !peopleWords[t.Stem] && !strings.HasSuffix(t.Fold, "ly") {
			return false
		}
	}
	return true
}

// inverted reports that a form of "do" or "have" stands shortly before token i.
func (q *question) inverted(i int) bool {
	for j := i - 1; j >= 0 && j >= i-4; j-- {
		if auxiliaries[q.words[j]] {
			return true
		}
	}
	return false
}

var auxiliaries = wordsOf(`did do does has have had was is were are will would`)

// ownerOf returns the name whose opinion, reaction or remark the noun at token
// i asks for: right before it ("Putin's opinion") or after "of", "by" or "from".
func (q *question) ownerOf(i int) *name {
	for k := range q.names {
		n := &q.names[k]
		switch {
		case !canSpeak(n):
		case n.last == i:
			return n
		case n.first > i && n.first-i <= 3 && (q.words[i+1] == "of" || q.words[i+1] == "by" || q.words[i+1] == "from"):
			return n
		}
	}
	return nil
}

func canSpeak(n *name) bool {
	if n.inner {
		return false
	}
	switch n.kind {
	case glossary.Event, glossary.Region, glossary.Place, glossary.Outlet:
		return false
	case glossary.City:
		return n.entry == nil || n.entry.StandsFor != ""
	}
	return true
}
