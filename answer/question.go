package answer

import (
	"rapporteur/corpus"
	"rapporteur/glossary"
	"rapporteur/retrieval"
	"rapporteur/text"
)

// question is a question as understood.
type question struct {
	asked    string // as the user wrote it, cleaned
	language string
	text     string // in English, standing alone
	tokens   []text.Token
	words    []string // folded tokens
	names    []name
	kind     Kind
	present  bool // it asks about the day on which it is asked
	asks     bool // it is put as a question or a request
	each     bool // what each of several articles says is wanted
	terms    []term
	speaker  *name      // of a KindSay question
	vague    bool       // the speaker is a sort of people, not a name
	nameOf   string     // stem of the thing whose name is asked for, "" when none is
	groups   [][]string // articles named separately, when there are several: "in Vienna and at the eighth round"
	pairs    [][2]int   // terms that stand together
	verb     int        // term of what is said to happen, -1 none
	thing    int        // term of the thing asked for in "what is the … of", -1 none
	focus    []int      // terms that name the sort of thing wanted ("which hotel")
	meta     retrieval.Meta
	scope    []string // ids of the only articles that may answer; nil: all
	within   *idSet   // of scope, see inScope
	periods  []corpus.Period
	dates    []corpus.DateMention
	search   string                // other words to search with, "" for none
	fresh    bool                  // the newest of what is found is wanted, see findFresh
	broken   string                // why it cannot be about the articles, "" when it can
	memo     map[*sentence][]match // what Engine.matched found so far
}

// understand reads a question that stands alone.
func (e *Engine) understand(asked string) *question {
	q := &question{asked: asked, language: glossary.Language(asked)}
	q.text = e.english(q.language, asked)
	q.read(e)
	return q
}

// english renders a question of another language in English words; one that
// the lexicon does not understand by half stays as it is.
func (e *Engine) english(language, asked string) string {
	if language == "en" {
		return e.correct(asked)
	}
	if english, share := e.cfg.Lexicon.Translate(language, asked, e.cfg.Glossary); share >= 0.4 {
		return english
	}
	return asked
}

// help takes other words to search with. A question in another language is read
// by them: a model translates better than the lexicon.
func (q *question) help(e *Engine, words string) {
	if words == "" {
		return
	}
	q.search = words
	if q.language != "en" {
		*q = question{asked: q.asked, language: q.language, text: words, search: words}
		q.read(e)
	}
}

func (q *question) read(e *Engine) {
	q.tokens = text.Tokens(q.text)
	q.words = make([]string, len(q.tokens))
	for i, t := range q.tokens {
		q.words[i] = t.Fold
	}
	q.names = e.analyst.names(q.text, q.tokens)
	e.analyst.prepare(q.names)
	q.kind = kindOf(q.words)
	q.each = asksForEach(q.words)
	q.asks = q.kind != KindWhat || asksSomething(q.words, len(q.names))
	if q.each && q.kind == KindWhere {
		q.kind = KindWhat // where in the articles, not where in the world
	}
	q.findNamed()
	q.narrowKind()
	if q.kind == KindWho {
		// Who holds a title is what is asked: the title is no name here.
		q.dropTitles()
	}
	q.dates = corpus.FindDates(q.text, corpus.Date{})
	q.meta = retrieval.ParseMeta(q.text, e.catalog)
	q.findSpeaker()
	q.findScope(e)
	q.findTerms(e)
	q.findFresh(e)
	q.findPairs()
	q.findFocus(e)
	q.findVerb()
	if q.verb >= 0 {
		t := &q.terms[q.verb]
		t.weight = max(t.weight, e.verbWeight(*t))
	}
	q.findPresent()
	q.findThing()
}

// dropTitles takes titles off the names and leaves what stands inside them.
func (q *question) dropTitles() {
	var kept []name
	until := 0 // token up to which a dropped title reaches
	for _, n := range q.names {
		switch {
		case n.via == glossary.ByTitle && !n.inner:
			until = n.last
			continue
		case n.inner && n.last <= until:
			n.inner = false
		}
		kept = append(kept, n)
	}
	q.names = kept
}

// narrowKind takes "which official" for who, "which weekday" for when, and so
// on: the noun after which or what says what sort of thing is wanted.
func (q *question) narrowKind() {
	if q.kind != KindWhich && q.kind != KindWhat {
		return
	}
	for i, w := range q.words {
		if w != "which" && w != "what" {
			continue
		}
		for k := i + 1; k < len(q.words) && k <= i+3; k++ {
			if q.tokens[k].Stop {
				return
			}
			if personWords[q.tokens[k].Stem] || roleWords[q.tokens[k].Stem] && !leadVerbs[q.words[k]] {
				q.kind = KindWho
				return
			}
			for kind, nouns := range wantedWords {
				if nouns[q.tokens[k].Stem] && (kind == KindWhen || kind == KindWhere || kind == KindWho) {
					q.kind = kind
					return
				}
			}
		}
		return
	}
}

// wantedWords are the nouns that only say what sort of thing is wanted, as stems.
var wantedWords = map[Kind]map[string]bool{
	KindWhen:  text.StemSet(`date day weekday month year time schedule due`),
	KindWhere: text.StemSet(`city town place location`),
	KindWhich: text.StemSet(`country nation area region zone side`),
	KindWho:   text.StemSet(`person politician name`),

	KindChange:   text.StemSet(`change differ different difference compare comparison contrast evolve shift versus vs role place`),
	KindSummary:  summaryWords,
	KindTimeline: summaryWords,
}

// findNamed notes that a name is asked for, and of what: "the name of the
// hotel". What is no person or group is no who-question.
func (q *question) findNamed() {
	for i, w := range q.words {
		if w != "name" && w != "names" || i+1 >= len(q.words) || q.words[i+1] != "of" {
			continue
		}
		for _, t := range q.tokens[i+2 : min(len(q.tokens), i+6)] {
			if t.Stop || t.Capital {
				continue
			}
			if !peopleWords[t.Stem] && !roleWords[t.Stem] && !personWords[t.Stem] {
				q.kind, q.nameOf = KindWhich, t.Stem
			}
			return
		}
	}
}
