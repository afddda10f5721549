package glean

import (
	"rapporteur/corpus"
	"rapporteur/glossary"
)

// Bounds: an article or a corpus of any size is read in time that grows with its
// length only.
const (
	maxSentences  = 5000   // of one article
	maxNames      = 200    // of one article
	maxCandidates = 200000 // of all articles
	maxOfArticle  = 8      // suggestions from one article
	maxRoles      = 6      // of one name
	maxSpellings  = 12     // of one name
	maxName       = 100    // bytes of one
)

// Evidence is where an article shows something: a stretch of its text, and the
// sentence around it.
type Evidence struct {
	Article  *corpus.Article
	Span     corpus.Span // the name, or the words of a role
	Sentence corpus.Span
}

// Quote returns the sentence, word for word.
func (e Evidence) Quote() string { return e.Article.Text(e.Sentence) }

// Spelling is another way in which articles write a name.
type Spelling struct {
	Text string
	Evidence
}

// Role is what an article states that somebody is. Its Span is that of the title.
type Role struct {
	Title string        // as written
	When  corpus.Period // that the article states with the role, zero for none
	AsOf  corpus.Date   // date of the article: the role holds then, and may not later
	Evidence
}

// Suggestion is a name that a glossary lacks, or lacks spellings of.
type Suggestion struct {
	ID   string // for a new entry: of no other entry of the glossary
	Kind glossary.Kind
	Name string // as the articles write it most often
	// Adds is the entry of the glossary that Spellings are missing from; nil when
	// the name is new.
	Adds      *glossary.Entry
	Spellings []Spelling // besides Name
	Letters   []Spelling // "FSA"
	Roles     []Role     // in order of the articles' dates
	Mentions  int        // how often the articles have it
	Articles  int        // how many have it
	Evidence             // one of the places, and no headline
}

// Gleaner suggests names for one glossary. It is safe for concurrent use.
type Gleaner struct {
	names  *glossary.Glossary
	people map[string][]knownName // of the glossary, by the key of spell
}

type knownName struct {
	spelled
	entry *glossary.Entry
}

// New returns what finds names that are not in names; nil is an empty glossary.
func New(names *glossary.Glossary) *Gleaner {
	if names == nil {
		names = &glossary.Glossary{}
	}
	g := &Gleaner{names: names, people: map[string][]knownName{}}
	for _, e := range names.Entries() {
		if e.Kind != glossary.Person {
			continue
		}
		for _, s := range append([]string{e.Name}, e.Spellings...) {
			if spelled, key := spell(s); key != "" {
				g.people[key] = append(g.people[key], knownName{spelled, e})
			}
		}
	}
	return g
}

// Article returns the few names of one article that are most worth having, the
// best first: what to show when it is added. It takes a few milliseconds.
func (g *Gleaner) Article(a *corpus.Article) []Suggestion {
	found := g.tally([]*corpus.Article{a})
	return found[:min(len(found), maxOfArticle)]
}

// Articles returns the names that articles hold often enough, the best first:
// those in most articles, then those with most mentions.
func (g *Gleaner) Articles(articles []*corpus.Article) []Suggestion { return g.tally(articles) }
