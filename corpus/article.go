package corpus

import (
	"crypto/sha256"
	"strconv"
	"strings"
)

// Span is the half-open byte range [Start, End) of an article's stored text.
type Span struct{ Start, End int }

// Len returns the number of bytes the span covers.
func (s Span) Len() int { return s.End - s.Start }

// Contains reports whether o lies wholly inside s.
func (s Span) Contains(o Span) bool { return s.Start <= o.Start && o.End <= s.End }

// Basis says where a piece of metadata comes from.
type Basis string

const (
	Stated   Basis = "stated"   // the article says so
	Given    Basis = "given"    // written by whoever added the article
	Inferred Basis = "inferred" // concluded from the text
)

// Article is one news article as it was received, with what is known of it.
// Once loaded it is not changed, so it may be shared between goroutines.
type Article struct {
	ID         string // stable; unique in a corpus
	SourceFile string // file it came from, "" when unknown
	Path       string // where it was loaded from, relative to the corpus

	Title, Publisher, Place, Event                     string // "" when unknown
	TitleBasis, PublisherBasis, PlaceBasis, EventBasis Basis
	Published                                          Date
	PublishedBasis                                     Basis
	Language                                           string // ISO 639-1, "" when unknown
	URL, Licence                                       string

	// Body is the stored text: every span points into it. It is valid UTF-8.
	Body string
	// Hash is the SHA-256 of Body with white space folded, in hexadecimal.
	Hash string
	// Revision is the first 64 bits of the SHA-256 of the file as it was received,
	// front matter and all, in hexadecimal: what is derived from an article belongs
	// to one revision of it.
	Revision string
	// Warnings say what was not stored as received, one sentence each.
	Warnings []string

	Removed    []Removal // what cleaning took out, in order of Start
	Paragraphs []Span    // in order; cleaned-away text is in none
	Sentences  []Sentence
	Passages   []Passage

	sum    [sha256.Size]byte // of the file as received
	bodyAt int               // where in the file Body begins; -1 when it is not stored as received
}

// Removal is a stretch of Body that is neither indexed nor quoted.
type Removal struct {
	Span
	Rule   string // name of the rule, e.g. "licence-line"
	Reason string // one clause for people
}

// Role says what part of an article a sentence stands in.
type Role string

const (
	InBody       Role = "body"
	InTitle      Role = "title"      // the headline, where the text holds it
	InStandfirst Role = "standfirst" // the line under the headline
	InCaption    Role = "caption"
	InHeading    Role = "heading" // a cross-heading
	InComment    Role = "comment" // the publisher's own analysis, set off as such
)

// Sentence is the unit of quotation.
type Sentence struct {
	Span
	Paragraph int // index into Article.Paragraphs
	Role      Role

	// Speaker is the person or body to whom the article attributes the sentence
	// or the quotation in it, as the article writes it ("Mohammad Alloush",
	// "one Western diplomat"); "" when the sentence is the article's own voice.
	Speaker string
	// SpeakerAt is where Speaker is named; it can lie in another sentence, as
	// when a quotation runs over two paragraphs.
	SpeakerAt Span
	// Quotes are the stretches inside quotation marks, marks excluded. A
	// quotation of several sentences has a part in each of them.
	Quotes []Span
	// Subject is whom the "he" or "she" means that the sentence starts with, by the
	// name that the article gives them; "" when it starts otherwise or that is open.
	Subject string
	// Attributions say who is said to say what, in order of Scope; Speaker is
	// that of the first.
	Attributions []Attribution
}

// Attribution is a stretch of a sentence that the article puts in somebody's
// mouth.
type Attribution struct {
	Speaker string // as in Sentence.Speaker
	At      Span   // where the speaker is named
	Scope   Span   // what is attributed, inside the sentence
	Verb    string // the word that attributes ("said", "according to"); "" after a colon
	Direct  bool   // Scope holds words in quotation marks
}

// Passage is a run of whole sentences of one article: the unit of retrieval.
type Passage struct {
	Article     *Article
	Ordinal     int // position among Article.Passages
	First, Last int // sentences [First, Last)
	Span
}

// Key identifies the passage in every index: the key of its article, "#" and
// its ordinal. A passage of a changed article has another key.
func (p *Passage) Key() string { return p.Article.Key() + "#" + strconv.Itoa(p.Ordinal) }

// Text returns the passage as stored.
func (p *Passage) Text() string { return p.Article.Body[p.Start:p.End] }

// Key identifies the article as it is now: "<id>@<revision>", or the id alone
// when it has no revision.
func (a *Article) Key() string {
	if a.Revision == "" {
		return a.ID
	}
	return a.ID + "@" + a.Revision
}

// Text returns the stretch of the stored text that s covers.
func (a *Article) Text(s Span) string { return a.Body[s.Start:s.End] }

// Header returns what the passages of the article carry into the index besides
// their own words: title, publisher, event, place and date in words.
func (a *Article) Header() string {
	parts := make([]string, 0, 5)
	for _, s := range []string{a.Title, a.Publisher, a.Event, a.Place, a.Published.Words()} {
		if s != "" {
			parts = append(parts, s)
		}
	}
	return strings.Join(parts, " · ")
}

// Coverage returns the earliest and the latest date of publication of the
// articles, as short as their precision; zero when no article has one.
func Coverage(articles []*Article) (first, last Date) {
	for _, a := range articles {
		d := a.Published
		if d.IsZero() {
			continue
		}
		if first.IsZero() || d.First().Before(first.First()) {
			first = d
		}
		if last.IsZero() || d.Last().After(last.Last()) {
			last = d
		}
	}
	return first, last
}
