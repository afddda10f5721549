package prompts

// Prompt is what a model is sent.
type Prompt struct{ System, User string }

// NotFound is what a model writes, and nothing else, when the sources do not
// hold the answer.
const NotFound = "NOT_IN_ARTICLES"

const (
	answerSentences  = 4 // how many sentences an answer may have
	summarySentences = 8 // and a summary or a timeline
)

// Answer asks for an answer from sources.
type Answer struct {
	Question string
	Language string // English name of the language to answer in: "English", "French"
	Coverage string // what all the articles cover: "5 articles, Oct 2015 to Dec 2017"; may be empty
	Canary   string // see NewCanary
	Summary  bool   // a summary or a timeline is wanted, which may be longer
	Sources  []Source
}

// Source is an article, or a passage of one, with the sentences that may be
// cited. What is not known of it is empty.
type Source struct {
	Number                 int
	Title, Publisher, Date string // Date as people write it: "21 Dec 2017"
	Event                  string // that it reports from: "Astana talks, eighth round"; or empty
	PublisherInferred      bool
	DateInferred           bool
	Sentences              []Sentence
}

// Sentence is a sentence of a source; a model cites it as [Source.Number].[Number].
type Sentence struct {
	Number  int
	Speaker string // who says it, where the sentence itself does not name them; or empty
	Text    string
}

// Standalone asks for a follow-up question to be made to stand alone.
type Standalone struct {
	Turns            []Turn // in order of time; of many, the last ones are used
	Question, Canary string
}

// Turn is one message of a conversation, by the user or by us.
type Turn struct {
	User bool
	Text string
}

// Search asks for an English search query for a question in any language.
type Search struct{ Question, Canary string }

// What each template may use. The system parts have no field that holds a
// stranger's words.
type (
	answerSystem struct {
		Language, NotFound, Canary, Open, Close string
		Limit                                   int
		Summary                                 bool
	}
	answerUser struct {
		Sources, Question, Coverage, Language, NotFound string
	}
	standaloneSystem struct{ Open, Close, Canary string }
	standaloneUser   struct{ Turns, Question string }
	searchSystem     struct{ Canary string }
	searchUser       struct{ Question string }
)

// Answer renders the prompt that asks for an answer. Sentences and sources that
// hold no words are left out.
func (s *Set) Answer(a Answer) (Prompt, error) {
	limit := answerSentences
	if a.Summary {
		limit = summarySentences
	}
	language := Neutral(a.Language)
	return s.render("answer",
		answerSystem{
			Language: language, NotFound: NotFound, Canary: a.Canary,
			Open: sourcesOpen, Close: sourcesClose, Limit: limit, Summary: a.Summary,
		},
		answerUser{
			Sources: fencedSources(a.Sources), Question: Neutral(a.Question), Coverage: Neutral(a.Coverage),
			Language: language, NotFound: NotFound,
		})
}

// Standalone renders the prompt that asks for a question that stands alone.
func (s *Set) Standalone(q Standalone) (Prompt, error) {
	return s.render("standalone",
		standaloneSystem{Open: turnsOpen, Close: turnsClose, Canary: q.Canary},
		standaloneUser{Turns: fencedTurns(q.Turns), Question: Neutral(q.Question)})
}

// Search renders the prompt that asks for an English search query.
func (s *Set) Search(q Search) (Prompt, error) {
	return s.render("search", searchSystem{Canary: q.Canary}, searchUser{Question: Neutral(q.Question)})
}

// render fills the system and the user template of one kind of prompt.
func (s *Set) render(kind string, system, user any) (Prompt, error) {
	var p Prompt
	var err error
	if p.System, err = s.execute(kind+".system"+suffix, system); err != nil {
		return Prompt{}, err
	}
	if p.User, err = s.execute(kind+".user"+suffix, user); err != nil {
		return Prompt{}, err
	}
	return p, nil
}
