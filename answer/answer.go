package answer

import (
	"rapporteur/corpus"
	"rapporteur/retrieval"
)

// Request is one question with what was said before it.
type Request struct {
	ID       string
	Question string
	Context  []Turn // oldest first; only the last few count
	// Articles, when there are any, are the ids of those that alone are to answer.
	Articles []string
	// Server names on whose budget a model writes, "" for nobody's in particular.
	Server string
	// Grow, when not nil, is called with the answer so far each time that a
	// sentence of it has been proved, by the goroutine that answers. What it was
	// given is void when the answer that is returned differs.
	Grow func(text string)
}

// Turn is one message of the conversation so far.
type Turn struct {
	Role    string `json:"role"` // "user" or "assistant"
	Content string `json:"content"`
}

// Answer is the reply to one question. Its JSON form is a published contract:
// fields are added, never renamed or removed.
type Answer struct {
	ID       string `json:"id"`
	Question string `json:"question"`
	// Text is what is shown as the answer, with markers such as [1], without
	// the list of sources.
	Text    string `json:"answer"`
	Refused bool   `json:"refused"`
	// Reason says in one word why the question was refused (see the Reason
	// constants); "" when it was answered.
	Reason string `json:"reason"`
	// Writer is "extractive" or the name of a model.
	Writer string `json:"writer"`
	// Degraded says in one sentence what could not be used; "" when all was.
	Degraded string `json:"degraded"`
	// AsOf is the date of the newest article cited, or of the newest article of
	// the corpus when none is; ISO 8601, as short as its precision.
	AsOf      string      `json:"as_of"`
	Citations []Citation  `json:"citations"`
	Retrieved []Retrieved `json:"retrieved"`
	Dropped   []Dropped   `json:"dropped"`
	Timing    Timing      `json:"timing_ms"`

	Trace Trace `json:"-"`
}

// Citation ties a marker in the answer to a verbatim stretch of an article.
type Citation struct {
	Marker  int        `json:"marker"`
	Quote   string     `json:"quote"` // article.Body[Start:End]
	Start   int        `json:"start"` // bytes
	End     int        `json:"end"`
	Article ArticleRef `json:"article"`
	// Also are other articles that print the very same words: copies, no further
	// sources. Those that the question was not looked for in are not among them.
	Also []Also `json:"also,omitempty"`
}

// ArticleRef is what a reader needs to know of an article.
type ArticleRef struct {
	ID             string `json:"id"`
	SourceFile     string `json:"source_file"`
	Title          string `json:"title"`
	Publisher      string `json:"publisher"`
	PublisherBasis string `json:"publisher_basis"`
	Published      string `json:"published"`
	PublishedBasis string `json:"published_basis"`
	URL            string `json:"url"`
}

// Retrieved is one passage that was considered, best first.
type Retrieved struct {
	Rank    int        `json:"rank"`
	Score   float64    `json:"score"`
	Text    string     `json:"text"`
	Start   int        `json:"start"`
	End     int        `json:"end"`
	Article ArticleRef `json:"article"`
	Also    []Also     `json:"also,omitempty"` // as of a Citation
}

// Dropped is a sentence that was written and not shown.
type Dropped struct {
	Text   string `json:"text"`
	Reason string `json:"reason"`
}

// Timing holds the milliseconds that each step took.
type Timing struct {
	Retrieve float64 `json:"retrieve"`
	Write    float64 `json:"write"`
	Total    float64 `json:"total"`
}

// Reference returns what a reader needs to know of a.
func Reference(a *corpus.Article) ArticleRef {
	return ArticleRef{
		ID: a.ID, SourceFile: a.SourceFile, Title: a.Title,
		Publisher: a.Publisher, PublisherBasis: string(a.PublisherBasis),
		Published: a.Published.String(), PublishedBasis: string(a.PublishedBasis), URL: a.URL,
	}
}

// Passages returns hits in the form of the contract.
func Passages(hits []retrieval.Hit) []Retrieved {
	out := make([]Retrieved, len(hits))
	for i, h := range hits {
		out[i] = Retrieved{
			Rank: i + 1, Score: h.Score, Text: h.Passage.Text(),
			Start: h.Passage.Start, End: h.Passage.End, Article: Reference(h.Passage.Article),
		}
		for _, c := range h.Copies {
			out[i].Also = append(out[i].Also, alsoAt(c.Article, c.Span))
		}
	}
	return out
}
