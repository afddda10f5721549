package answer

// Coverage is what the articles cover, and where that is thin.
type Coverage struct {
	Articles   int            `json:"articles"`
	From       string         `json:"from"` // date of the first and the last article
	To         string         `json:"to"`
	Months     []MonthCount   `json:"months"`     // with articles, in order
	Gaps       []Gap          `json:"gaps"`       // long stretches between articles
	Publishers []CoverageName `json:"publishers"` // most articles first
	Events     []CoverageName `json:"events"`
	Places     []CoverageName `json:"places"`
	Actors     []CoverageName `json:"actors"` // that most articles name, most first
	Thin       []string       `json:"thin"`   // sentences for people on where it is thin
}

// MonthCount is how many articles are of a month; Month is "2017-01".
type MonthCount struct {
	Month    string `json:"month"`
	Articles int    `json:"articles"`
}

// Gap is a stretch without articles, both dates those of articles.
type Gap struct {
	From string `json:"from"`
	To   string `json:"to"`
	Days int    `json:"days"`
}

// CoverageName is a publisher, an event, a place or an actor, with how many
// articles it has and the dates of the first and the last.
type CoverageName struct {
	Name     string `json:"name"`
	Articles int    `json:"articles"`
	From     string `json:"from"`
	To       string `json:"to"`
}

// Coverage returns what the articles cover. It is reckoned once, when it is first
// asked for; callers share it and do not change it.
func (e *Engine) Coverage() *Coverage { return e.reckoned() }
