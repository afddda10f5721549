package answer

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"rapporteur/corpus"
	"rapporteur/glossary"
	"rapporteur/statements"
	"rapporteur/text"
)

// speaker is somebody whom articles have speak.
type speaker struct {
	display string // by the preferred name, or as the articles write it
	fold    string
	names   []name          // in the articles' name
	entry   *glossary.Entry // that the whole name is, nil when there is none
	stems   map[string]bool
	concept map[string][]int
}

// speaker returns who makes a statement.
func (w *wanted) speaker(st *statements.Statement) *speaker {
	if s := w.speakers[st.Speaker]; s != nil {
		return s
	}
	an := w.engine.analyst
	tokens := text.Tokens(st.Speaker)
	s := &speaker{display: st.Speaker, fold: text.Fold(st.Speaker), names: an.names(st.Speaker, tokens), stems: map[string]bool{}, concept: an.concepts(tokens)}
	for _, t := range tokens {
		s.stems[t.Stem] = true
	}
	for i := range s.names {
		n := &s.names[i]
		if n.entry != nil && n.via == glossary.ByName && !n.inner && onlyDeterminer(tokens[:n.first]) && n.last == len(tokens) {
			s.entry = n.entry
			if tokens[n.last-1].Capital { // "Western diplomats" stay what the article calls them
				s.display = n.entry.Name
			}
		}
	}
	w.speakers[st.Speaker] = s
	return s
}

// onlyDeterminer reports that the tokens are at most an article.
func onlyDeterminer(tokens []text.Token) bool {
	return len(tokens) == 0 || len(tokens) == 1 && (tokens[0].Fold == "the" || tokens[0].Fold == "a")
}

// asked is whose words are asked for.
type asked struct {
	text  string
	names []name
	words []text.Token // besides names; all must hold of the speaker
	means [][]string   // concepts of each of the words
}

// askedSpeaker understands whose words are asked for.
func (e *Engine) askedSpeaker(s string) (*asked, string) {
	s = strings.TrimSpace(clean(s))
	a := &asked{text: s}
	q := e.understand(s)
	spent := make([]bool, len(q.tokens))
	person := false
	for _, n := range q.names {
		if n.inner {
			continue
		}
		a.names = append(a.names, n)
		person = person || n.kind == glossary.Person
		for k := n.first; k < n.last; k++ {
			spent[k] = true
		}
	}
	for k, t := range q.tokens {
		if spent[k] || t.Stop || person {
			continue
		}
		a.words = append(a.words, t)
		var means []string
		for _, f := range e.cfg.Lexicon.Find("en", q.tokens[k:k+1]) {
			for _, c := range f.Concepts {
				means = append(means, c.ID)
			}
		}
		a.means = append(a.means, means)
	}
	if len(a.names) == 0 && len(a.words) == 0 {
		return a, ReasonEmpty
	}
	for i := range a.names {
		if !e.knows(&term{name: &a.names[i]}) {
			return a, ReasonUnknownName
		}
	}
	unknown := len(a.words) > 0
	for i, t := range a.words {
		unknown = unknown && e.cfg.Index.DocFreq(t.Stem) == 0 && len(a.means[i]) == 0
	}
	if unknown {
		return a, ReasonUnknownName
	}
	return a, ""
}

// speaksAs reports that what s says counts as said by whom was asked for.
func (w *wanted) speaksAs(a *asked, s *speaker, st *statements.Statement) bool {
	for i := range a.names {
		if !w.isSpeaker(&a.names[i], s, st) {
			return false
		}
	}
	var role *sentence
	for i, t := range a.words {
		if s.stems[t.Stem] || means(a.means[i], s.concept) {
			continue
		}
		if role == nil {
			role = w.engine.analyst.text(w.role(st))
		}
		if role.stems[t.Stem] == nil && !means(a.means[i], role.concept) {
			return false
		}
	}
	return true
}

// means reports that one of the concepts is among those found.
func means(concepts []string, found map[string][]int) bool {
	return slices.ContainsFunc(concepts, func(c string) bool { return found[c] != nil })
}

func stemsOf(s string) map[string]bool {
	out := map[string]bool{}
	for _, t := range text.Tokens(s) {
		out[t.Stem] = true
	}
	return out
}

// isSpeaker reports that s is, or speaks for, what n names.
func (w *wanted) isSpeaker(n *name, s *speaker, st *statements.Statement) bool {
	if n.entry == nil {
		return n.fold == s.fold || hasWordSuffix(n.fold, s.fold) || hasWordSuffix(s.fold, n.fold) || holdsWords(s.fold, n.fold)
	}
	if s.entry == n.entry || n.kind == glossary.Person {
		return s.entry == n.entry
	}
	for i := range s.names {
		m := &s.names[i]
		if m.entry != nil && w.engine.speaksFor(m.entry, n.entry) && (!m.inner && m.via == glossary.ByName || official(s.stems)) && !private(s.stems) {
			return true
		}
	}
	if s.entry != nil || len(s.names) == 0 || s.names[0].kind != glossary.Person {
		return false
	}
	return w.isOffice(w.role(st), n.entry)
}

// speaksFor reports that a stands for, or is an officer or office of, what was
// asked for: Moscow and Lavrov for Russia.
func (e *Engine) speaksFor(a, asked *glossary.Entry) bool {
	g := e.cfg.Glossary
	home := g.Government(asked)
	if a == asked || g.Government(a) == home {
		return true
	}
	if a.Kind != glossary.Person && a.Kind != glossary.Body && a.Kind != glossary.City {
		return false
	}
	of := g.Entry(a.Of)
	if of == nil || privateWords.any(text.Tokens(a.Name)) {
		return false
	}
	if g.Government(of) == home {
		return true
	}
	// Officers of a country's government speak for the country, and those of the
	// country, in the news, for its government.
	return of.Kind == glossary.Body && of.Of == asked.ID && officialWords.any(text.Tokens(of.Name)) || a.Kind == glossary.Person && of.ID == asked.Of && officialWords.any(text.Tokens(asked.Name))
}

// role returns what the article says that the speaker of a statement is.
func (w *wanted) role(st *statements.Statement) string {
	role, ok := w.roles[st]
	if !ok {
		role = st.Role()
		w.roles[st] = role
	}
	return role
}

// officeOf is a role and the country that it may be an office of.
type officeOf struct {
	role    string
	country *glossary.Entry
}

// isOffice is roleFor, worked out once in a request.
func (w *wanted) isOffice(role string, country *glossary.Entry) bool {
	of := officeOf{role, country}
	is, ok := w.offices[of]
	if !ok {
		is = w.engine.roleFor(role, country)
		w.offices[of] = is
	}
	return is
}

// roleFor reports that a role is an office of the country: "Jordanian Foreign
// Minister". In "special envoy for Syria" the country is not whose the office is.
func (e *Engine) roleFor(role string, country *glossary.Entry) bool {
	tokens := text.Tokens(role)
	stems := stemsOf(role)
	if !official(stems) || private(stems) {
		return false
	}
	for i, m := range e.cfg.Glossary.Find(role, tokens) {
		if i == 0 && m.First <= 1 && e.cfg.Glossary.Government(m.Entry) == e.cfg.Glossary.Government(country) {
			return true
		}
	}
	return false
}

func official(stems map[string]bool) bool { return share(stems, officialStems) }

func private(stems map[string]bool) bool { return share(stems, privateStems) }

// share reports that some word is in both sets.
func share(a, b map[string]bool) bool {
	for w := range a {
		if b[w] {
			return true
		}
	}
	return false
}

const officialList = `government official officials ministry minister ministers president presidency premier prime chancellor secretary ambassador envoy envoys diplomat diplomats
	army military force forces authorities administration delegation negotiator negotiators regime state kremlin department leadership leader king`

const privateList = `opposition rebel rebels media newspaper press news agency television analyst analysts activist activists expert experts resident residents people observatory council institute centre center
	university think tank former militia militias protesters refugees critics`

var (
	officialWords = wordsOf(officialList)
	officialStems = text.StemSet(officialList)
	privateWords  = wordsOf(privateList)
	privateStems  = text.StemSet(privateList)
)

// holdsWords reports that every word of short is one of long.
func holdsWords(long, short string) bool {
	words := strings.Fields(long)
	for w := range strings.FieldsSeq(short) {
		if !slices.Contains(words, w) {
			return false
		}
	}
	return short != ""
}

// othersNamed is how many speakers a refusal names.
const othersNamed = 5

// othersWhoSpeak returns who says most on what was asked about, or else in the
// articles at all.
func (w *wanted) othersWhoSpeak(ctx context.Context) ([]string, error) {
	counts := map[string]int{}
	for _, strict := range []bool{true, false} {
		all := *w
		all.who, all.speakers = nil, map[string]*speaker{}
		if !strict {
			all.issues, all.period = nil, corpus.Period{}
		}
		const enough = 200 // articles looked at
		all.articles = all.articles[:min(len(all.articles), enough)]
		found, err := all.collect(ctx)
		if err != nil {
			return nil, err
		}
		for _, s := range found {
			if len(s.speaker.names) > 0 {
				counts[s.speaker.display]++
			}
		}
		if len(counts) > 0 {
			break
		}
	}
	names := make([]string, 0, len(counts))
	for n := range counts {
		names = append(names, n)
	}
	slices.SortFunc(names, func(a, b string) int { return cmp.Or(counts[b]-counts[a], strings.Compare(a, b)) })
	return names[:min(len(names), othersNamed)], nil
}

// speaksElsewhere reports that whom was asked for says something, of other
// things or at other times.
func (w *wanted) speaksElsewhere(ctx context.Context) (bool, error) {
	all := *w
	all.issues, all.period = nil, corpus.Period{}
	found, err := all.collect(ctx)
	return len(found) > 0, err
}
