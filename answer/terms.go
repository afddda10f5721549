package answer

import (
	"slices"
	"strings"

	"rapporteur/corpus"
	"rapporteur/glossary"
	"rapporteur/text"
)

// term is one thing the question speaks of and an answer should speak of.
type term struct {
	first, last int // tokens
	word        string
	stem        string
	head        string // stem of the last word, where the term is a phrase
	id          int32  // in the word vectors
	name        *name  // nil for a plain word
	concepts    []string
	weight      float64
	number      bool
	date        *corpus.DateMention
	sayings     []saying          // of a claim: what can stand for it
	related     map[int32]float64 // nearness of words met so far; see Engine.related
}

// questionWords carry the form of a question, not its subject, as stems.
var questionWords = text.StemSet(`who what when where why how which whose whom please tell give list show describe explain say name mention
	article articles piece story text according report reported know happen happened exactly actually really
	want wanna gonna lol abt u r pls plz thing things kind sort type many much long old time times did does do
	question answer word words call called got new recent recently currently also besides else think
	appear capacity position job post title function suppose mean intend far part lot state last late latest newest cover statement ask go get way say be`)

func (q *question) findTerms(e *Engine) {
	inName := make([]int, len(q.tokens))
	for k := range q.names {
		if q.names[k].inner {
			continue
		}
		for i := q.names[k].first; i < q.names[k].last; i++ {
			inName[i] = k + 1
		}
	}
	found := map[int]glossary.Found{}
	for _, f := range e.cfg.Lexicon.Find("en", q.tokens) {
		found[f.First] = f
	}
	seen := map[string]bool{}
	for i := 0; i < len(q.tokens); i++ {
		t := q.tokens[i]
		if k := inName[i]; k > 0 {
			n := &q.names[k-1]
			if n.first == i && !seen[n.id()] {
				seen[n.id()] = true
				q.addTerm(e, term{first: n.first, last: n.last, word: n.fold, name: n})
			}
			continue
		}
		f, ok := found[i]
		if ok && (f.Last-i > 1 && slices.Max(inName[i:f.Last]) > 0 || isFormWord(f)) {
			ok = false
		}
		if presentWords[t.Fold] {
			continue
		}
		phrase := ok && f.Last-i > 1 && !onlyForm(q.tokens[i:f.Last])
		if phrase && wantedWords[q.kind][t.Stem] || (q.kind == KindWhere || q.kind == KindWhen) && heldWords[t.Stem] && q.aboutMeeting(e) {
			if ok {
				i = f.Last - 1
			}
			continue
		}
		if !phrase && (t.Stop || questionWords[t.Stem] || wantedWords[q.kind][t.Stem] || seen[t.Stem] || len(t.Fold) < 2 && t.Fold[0] > '9') {
			continue
		}
		seen[t.Stem] = true
		next := term{first: i, last: i + 1, word: t.Fold, stem: t.Stem, head: t.Stem, number: isNumber(t.Fold)}
		if ok {
			next.last, next.head = f.Last, q.tokens[f.Last-1].Stem
			for _, c := range f.Concepts {
				next.concepts = append(next.concepts, c.ID)
			}
		}
		if r := e.analyst.words.Rank(t.Fold); !phrase && (r == 0 || r > lightRank) {
			next.id = e.analyst.words.ID(t.Fold)
		}
		q.addTerm(e, next)
		i = next.last - 1
	}
}

// isNumber reports that a folded word is a number or an ordinal.
func isNumber(fold string) bool {
	_, ordinal := text.Ordinal(fold)
	return ordinal || fold[0] >= '0' && fold[0] <= '9'
}

// heldWords say of a meeting that it was held; where or when, is what is asked.
var heldWords = text.StemSet(`hold host take`)

// lightRank is how far up the list of English words by frequency those stand
// that mean too many things to be matched by meaning: take, put, make.
const lightRank = 500

// onlyForm reports that tokens say nothing of what a question is about.
func onlyForm(tokens []text.Token) bool {
	for _, t := range tokens {
		if !t.Stop && !questionWords[t.Stem] {
			return false
		}
	}
	return true
}

// isFormWord reports that a concept only gives a question its form.
func isFormWord(f glossary.Found) bool {
	for _, c := range f.Concepts {
		if c.Class != "question" && c.Class != "other" {
			return false
		}
	}
	return true
}

func (q *question) addTerm(e *Engine, t term) {
	for k := range q.dates {
		d := &q.dates[k]
		if d.Start <= q.tokens[t.first].Start && q.tokens[t.first].Start < d.End {
			if t.first > 0 && q.tokens[t.first-1].Start >= d.Start {
				return // the date is one term
			}
			if t.name == nil || t.name.kind != glossary.Event {
				t.date, t.name = d, nil
			}
		}
	}
	t.weight = e.weight(t)
	switch {
	case q.kind == KindWho && personWords[t.stem]:
		t.weight = 0.2 // says what is wanted
	case t.name != nil && t.name.setting:
		t.weight *= 0.2
	case t.name != nil && e.isMeeting(t.name) || t.date != nil && t.date.Period.From.Day == 0:
		t.weight *= 0.4 // narrows the articles rather than the sentences
	}
	q.terms = append(q.terms, t)
}

// findPairs finds the terms with at most two function words between them.
func (q *question) findPairs() {
	for i := 1; i < len(q.terms); i++ {
		if gap := q.terms[i].first - q.terms[i-1].last; gap >= 0 && gap <= 2 && !q.parted(q.terms[i-1].last, q.terms[i].first) {
			q.pairs = append(q.pairs, [2]int{i - 1, i})
		}
	}
}

// parted reports that a word between tokens a and b starts another phrase.
func (q *question) parted(a, b int) bool {
	for i := a; i < b; i++ {
		switch q.tokens[i].Fold {
		case "of", "the", "a", "an", "for", "to", "s", "in":
		default:
			return true
		}
	}
	return false
}

// findFocus finds the sort of thing wanted: the noun after which or what.
func (q *question) findFocus(e *Engine) {
	for i, w := range q.words {
		if w != "which" && w != "what" && w != "whose" {
			continue
		}
		last := -1
		for k, t := range q.terms {
			if t.first <= i || t.name != nil && t.last-t.first > 1 {
				continue
			}
			if last < 0 && t.first == i+1 || last >= 0 && t.first == q.terms[last].last && !e.isVerb(&t) {
				last = k
				continue
			}
			break
		}
		if last >= 0 && q.terms[last].name == nil && !sayVerbs[q.terms[last].stem] {
			q.terms[last].weight *= 1.4
			q.focus = append(q.focus, last)
		}
		return
	}
}

// isVerb guesses whether a term is a verb: by its ending, or because the
// lexicon knows it as nothing else.
func (e *Engine) isVerb(t *term) bool {
	if strings.HasSuffix(t.word, "ed") || strings.HasSuffix(t.word, "ing") {
		return true
	}
	found := e.cfg.Lexicon.Find("en", text.Tokens(t.word))
	if len(found) == 0 {
		return false
	}
	for _, c := range found[0].Concepts {
		if c.Class != "verb" {
			return false
		}
	}
	return true
}

// findVerb finds the word for what is said to happen: the first plain word
// after the subject of "did" or "has" ("When did Assad flee Syria?"), or after
// "who".
func (q *question) findVerb() {
	q.verb = -1
	from, needName := -1, true
	for i, w := range q.words {
		if w == "who" && i+1 < len(q.words) && !q.tokens[i+1].Stop {
			from, needName = i, false
			break
		}
		if auxiliaries[w] {
			from = i
			break
		}
	}
	if from < 0 {
		return
	}
	named := false
	for k, t := range q.terms {
		switch {
		case t.first <= from:
		case t.name != nil && q.verb < 0, !named && t.date == nil && (peopleWords[t.stem] || sideWords[t.stem]):
			named = true // the subject
		case t.name == nil && t.date == nil && (named || !needName):
			q.verb = k
			return
		}
	}
}

// findThing finds the noun of "what is the weather", "what are the terms of".
func (q *question) findThing() {
	q.thing = -1
	for i := 0; i+1 < len(q.words); i++ {
		if q.words[i] != "what" || !copulas[q.words[i+1]] {
			continue
		}
		for k, t := range q.terms {
			if t.first > i+1 && t.first <= i+5 && t.name == nil && t.date == nil {
				q.thing = k
				return
			}
		}
		return
	}
}

var copulas = wordsOf(`is are was were`)

// findPresent notes that a question is about now. No article of the past
// answers what is true today.
func (q *question) findPresent() {
	for i, w := range q.words {
		if presentWords[w] || w == "now" && i == len(q.words)-1 {
			q.present = true
		}
	}
}

var presentWords = wordsOf(`today tomorrow tonight nowadays currently yesterday`)
