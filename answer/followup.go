package answer

import (
	"slices"
	"strings"

	"rapporteur/corpus"
	"rapporteur/glossary"
	"rapporteur/text"
)

// maxTurns is how many turns of a conversation are looked at.
const maxTurns = 6

// standalone makes a question that leans on the conversation stand alone. It
// returns the question, and the words of the earlier one that give its
// subject, "" when it needs none. Nothing but the users' own questions and the
// names in the last answer is carried over.
func (e *Engine) standalone(asked string, turns []Turn) (question, carried string) {
	if len(turns) > maxTurns {
		turns = turns[len(turns)-maxTurns:]
	}
	before, reply := "", ""
	for _, t := range turns {
		switch t.Role {
		case "user":
			// What was asked may itself have leaned on what came before it.
			said := clean(t.Content)
			if before != "" {
				said, _ = e.lean(said, before, reply)
			}
			before, reply = said, ""
		case "assistant":
			reply = clean(t.Content)
		}
	}
	if before == "" {
		return asked, ""
	}
	return e.lean(asked, before, reply)
}

// lean makes one question stand alone by the question and the reply before it.
func (e *Engine) lean(asked, before, reply string) (question, carried string) {
	tokens := text.Tokens(asked)
	if e.elliptic(asked, tokens) {
		return e.substitute(asked, tokens, before), ""
	}
	return e.resolve(asked, tokens, before, reply)
}

// elliptic reports that a question names something new and leaves the rest to
// the question before: "And the opposition?", "What about Turkey?".
func (e *Engine) elliptic(asked string, tokens []text.Token) bool {
	if len(tokens) == 0 || len(tokens) > 9 {
		return false
	}
	for i := 1; i < len(tokens); i++ {
		if _, ok := wordKinds[tokens[i-1].Fold]; ok && copulas[tokens[i].Fold] && i+1 < len(tokens) && tokens[i+1].Capital {
			if !strings.HasSuffix(asked[tokens[len(tokens)-1].Start:tokens[len(tokens)-1].End], "s") || tokens[0].Fold != "and" {
				return false // "Who is Andrey Kortunov?" stands alone
			}
		}
	}
	opens := tokens[0].Fold == "and" || tokens[0].Fold == "or" || len(tokens) > 1 && tokens[1].Fold == "about" &&
		(tokens[0].Fold == "what" || tokens[0].Fold == "how")
	content := 0
	named := make([]bool, len(tokens))
	for _, n := range e.analyst.names(asked, tokens) {
		for i := n.first; i < n.last; i++ {
			named[i] = true
		}
	}
	for i, t := range tokens {
		if !t.Stop && !named[i] && !calendar[t.Fold] && t.Fold[0] > '9' {
			content++
		}
		if pronouns[t.Fold] != "" {
			return false
		}
	}
	return content == 0 && (opens || len(tokens) <= 4) || opens && content <= 1
}

// substitute puts what asked names in the place of its like in the question
// before.
func (e *Engine) substitute(asked string, tokens []text.Token, before string) string {
	names := e.analyst.names(asked, tokens)
	if slices.ContainsFunc(names, func(n name) bool { return e.isMeeting(&n) }) {
		before = withoutDates(before) // the meeting has its own
	}
	out := before
	oldTokens := text.Tokens(before)
	old := outer(e.analyst.names(before, oldTokens))
	named := outer(names)
	used := map[int]bool{}
	cuts := map[int]string{} // first token of an old name → replacement
	var extra []string
	for _, n := range named {
		written := asked[tokens[n.first].Start:tokens[n.last-1].End]
		if k := likeOf(n, old, used); k >= 0 {
			used[k] = true
			cuts[k] = written
		} else {
			extra = append(extra, written)
		}
	}
	for k := len(old) - 1; k >= 0; k-- {
		if r, ok := cuts[k]; ok {
			out = out[:oldTokens[old[k].first].Start] + r + out[oldTokens[old[k].last-1].End:]
		}
	}
	for _, t := range tokens {
		if !t.Stop && !inNames(named, tokens, t) {
			extra = append(extra, asked[t.Start:t.End])
		}
	}
	if k := kindWord(tokens); k != "" {
		if words := strings.Fields(out); len(words) > 1 && questionStart[text.Fold(words[0])] && text.Fold(words[0]) != k {
			out = k + " " + strings.Join(words[1:], " ")
		}
	}
	if len(extra) > 0 {
		out = strings.TrimRight(out, "?!. ") + " " + strings.Join(extra, " ") + "?"
	}
	return out
}

// outer returns the names that are not part of longer ones, in order.
func outer(names []name) []name {
	var out []name
	for _, n := range names {
		if !n.inner {
			out = append(out, n)
		}
	}
	slices.SortFunc(out, func(a, b name) int { return a.first - b.first })
	return out
}

// withoutDates returns s without the months and years it names.
func withoutDates(s string) string {
	dates := corpus.FindDates(s, corpus.Date{})
	for i := len(dates) - 1; i >= 0; i-- {
		head := strings.TrimSpace(s[:dates[i].Start])
		for _, p := range []string{" in", " on", " of"} {
			head = strings.TrimSuffix(head, p)
		}
		s = head + " " + strings.TrimSpace(s[dates[i].End:])
	}
	return s
}

func inNames(names []name, tokens []text.Token, t text.Token) bool {
	for _, n := range names {
		if tokens[n.first].Start <= t.Start && t.End <= tokens[n.last-1].End {
			return true
		}
	}
	return false
}

// likeOf returns the old name that n replaces, -1 when none is of its sort.
func likeOf(n name, old []name, used map[int]bool) int {
	for k, o := range old {
		if !used[k] && o.id() != n.id() && slot(o) == slot(n) {
			return k
		}
	}
	return -1
}

// slot groups names that can stand for one another in a question.
func slot(n name) string {
	switch n.kind {
	case glossary.City, glossary.Region, glossary.Place, glossary.Event:
		return "place"
	}
	return "actor"
}

var questionStart = wordsOf(`who what when where why how which whom did does is was`)

// kindWord returns the question word of an elliptic question, "" when it has none.
func kindWord(tokens []text.Token) string {
	for i, t := range tokens {
		if i < len(tokens)-1 && tokens[i+1].Fold == "about" {
			return ""
		}
		switch t.Fold {
		case "who", "when", "where", "why":
			return t.Fold
		}
	}
	return ""
}

// pronouns maps the words that point back to the sort of thing they point to.
var pronouns = map[string]string{
	"he": "person", "him": "person", "his": "person", "she": "person", "her": "person",
	"they": "group", "them": "group", "their": "group", "it": "thing", "its": "thing", "that": "thing",
	"this": "thing", "those": "thing", "these": "thing", "there": "thing", "then": "thing", "same": "thing",
}

// resolve replaces the pronouns of asked by what they point to and returns the
// subject of the question before where one points to a thing.
func (e *Engine) resolve(asked string, tokens []text.Token, before, reply string) (question, carried string) {
	var b strings.Builder
	last := 0
	leans := false
	own := e.analyst.names(asked, tokens)
	for i, t := range tokens {
		sort := pronouns[t.Fold]
		if sort == "" || refersInside(own, tokens, i, sort) {
			continue
		}
		leans = true
		if sort != "person" {
			continue
		}
		if who := e.lastPerson(before, reply); who != "" {
			b.WriteString(asked[last:t.Start])
			b.WriteString(who)
			last = t.End
		}
	}
	b.WriteString(asked[last:])
	if !leans && contentCount(tokens) >= 2 {
		return asked, ""
	}
	return b.String(), e.subject(before)
}

func contentCount(tokens []text.Token) int {
	n := 0
	for _, t := range tokens {
		if !t.Stop && !questionWords[t.Stem] {
			n++
		}
	}
	return n
}

// refersInside reports that the pronoun at i finds what it points to in the
// question itself, or points to nothing.
func refersInside(own []name, tokens []text.Token, i int, sort string) bool {
	next := ""
	if i+1 < len(tokens) {
		next = tokens[i+1].Fold
	}
	switch tokens[i].Fold {
	case "that", "this", "these", "those", "same", "then", "there":
		// A pronoun ends its clause; before another word it is an article or a
		// conjunction.
		return i+1 < len(tokens) && !clauseWords[next]
	}
	for _, n := range own {
		if n.last > i {
			break
		}
		if sort != "person" && n.kind != glossary.Person || sort == "person" && n.kind == glossary.Person {
			return true
		}
	}
	return false
}

var clauseWords = wordsOf(`and or in at on to by for with from about when before after during while happen change happened as`)

// lastPerson returns the person whom the conversation spoke of last.
func (e *Engine) lastPerson(before, reply string) string {
	for _, s := range []string{before, reply} {
		tokens := text.Tokens(s)
		names := e.analyst.names(s, tokens)
		for i := len(names) - 1; i >= 0; i-- {
			if names[i].kind == glossary.Person {
				if names[i].entry != nil {
					return names[i].entry.Name
				}
				return s[tokens[names[i].first].Start:tokens[names[i].last-1].End]
			}
		}
	}
	return ""
}

// subject returns what a question is about: its words without those that only
// make it a question.
func (e *Engine) subject(before string) string {
	q := e.understand(before)
	var parts []string
	for _, t := range q.terms {
		if t.name != nil && isSpeaker(q, &t) {
			continue
		}
		parts = append(parts, q.text[q.tokens[t.first].Start:q.tokens[t.last-1].End])
	}
	return strings.Join(parts, " ")
}
