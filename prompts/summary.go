package prompts

// How many sentences a summary may have, point by point and in short.
const (
	summaryPoints = 10
	summaryShort  = 3
)

// Summary asks for a summary of what the sources say on a subject.
type Summary struct {
	Subject  string // as it was asked for; "" is all of it
	Language string // English name of the language to write in
	Coverage string // as in Answer
	Canary   string // see NewCanary
	Short    bool   // two or three sentences, rather than point by point
	Sources  []Source
}

// Points asks which sentences of one source a summary must not miss.
type Points struct {
	Subject string // as in Summary
	Canary  string
	Limit   int // how many points
	Source  Source
}

// What each template may use.
type (
	summarySystem struct {
		Language, NotFound, Canary, Open, Close string
		Limit                                   int
		Short                                   bool
	}
	summaryUser  struct{ Sources, Subject, Coverage, Language, NotFound string }
	pointsSystem struct {
		Canary, Open, Close string
		Limit               int
	}
	pointsUser struct{ Sources, Subject string }
)

// Summary renders the prompt that asks for a summary. Sentences and sources that
// hold no words are left out.
func (s *Set) Summary(a Summary) (Prompt, error) {
	limit := summaryPoints
	if a.Short {
		limit = summaryShort
	}
	language := Neutral(a.Language)
	return s.render("summary",
		summarySystem{
			Language: language, NotFound: NotFound, Canary: a.Canary, Open: sourcesOpen, Close: sourcesClose, Limit: limit, Short: a.Short,
		},
		summaryUser{
			Sources: fencedSources(a.Sources), Subject: subjectWords(a.Subject), Coverage: Neutral(a.Coverage),
			Language: language, NotFound: NotFound,
		})
}

// Points renders the prompt that asks for the points of one source.
func (s *Set) Points(p Points) (Prompt, error) {
	return s.render("points",
		pointsSystem{Canary: p.Canary, Open: sourcesOpen, Close: sourcesClose, Limit: p.Limit},
		pointsUser{Sources: fencedSources([]Source{p.Source}), Subject: subjectWords(p.Subject)})
}

// subjectWords returns a subject as a model reads it.
func subjectWords(subject string) string {
	if s := Neutral(subject); s != "" {
		return s
	}
	return "what the sources report"
}
