package answer

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"rapporteur/corpus"
)

// ReportKind says what a Report is.
type ReportKind string

// The kinds of report.
const (
	ReportSummary  ReportKind = "summary"
	ReportTimeline ReportKind = "timeline"
	ReportQuotes   ReportKind = "quotes"
	ReportCompare  ReportKind = "compare"
	ReportCheck    ReportKind = "check"
)

// Report is what the articles hold on a scope: a summary, a timeline, who said
// what, a comparison, or the check of a claim. Its JSON form is a published
// contract: fields are added, never renamed or removed. Of Points, Events,
// Quotes and Sentences only that of the kind is not nil; the others are left out
// of the JSON.
type Report struct {
	Kind  ReportKind `json:"kind"`
	Scope string     `json:"scope"` // as it was asked, for people
	// Text is the whole report in lines, with markers such as [1], without the
	// list of sources; of a refusal, the refusal.
	Text    string `json:"answer"`
	Refused bool   `json:"refused"`
	Reason  string `json:"reason"` // as in Answer
	// Writer, Degraded and AsOf are as in Answer.
	Writer   string `json:"writer"`
	Degraded string `json:"degraded"`
	AsOf     string `json:"as_of"`

	Points    []Point     `json:"points,omitzero"`
	Events    []Event     `json:"events,omitzero"`
	Quotes    []Quotation `json:"quotes,omitzero"`
	Matrix    *Matrix     `json:"matrix,omitzero"` // of quotes, when it was asked for
	Sentences []Checked   `json:"sentences,omitzero"`

	Citations []Citation  `json:"citations"` // markers from 1 on, in order
	Retrieved []Retrieved `json:"retrieved"` // the nearest passages of a refusal
	Dropped   []Dropped   `json:"dropped"`
	Timing    Timing      `json:"timing_ms"`

	Trace WriterTrace `json:"-"`
}

// Point is one point of a summary or a comparison.
type Point struct {
	// Aspect is what the point is about: of a summary one of the Aspect
	// constants, of a comparison what is compared, as people call it.
	Aspect string `json:"aspect"`
	// Heading is what the points of an aspect are called, one of the Heading
	// constants; "" where none is needed, as in a short summary and a comparison.
	Heading Heading `json:"heading,omitempty"`
	Text    string  `json:"text"`
	Date    string  `json:"date,omitempty"` // of the article, of a summary
	// Markers are those of the citations the point rests on.
	Markers []int `json:"markers"`
	// Relation says how the sides of a comparison stand to each other; A and B
	// are what each says, one of them nil when only the other says anything.
	Relation Relation `json:"relation,omitempty"`
	A        *Side    `json:"a,omitempty"`
	B        *Side    `json:"b,omitempty"`
	// SourcesDiffer reports that the sides are different accounts of one thing,
	// by different articles.
	SourcesDiffer bool `json:"sources_differ,omitempty"`
}

// Together reports that both sides of a comparison rest on the same words, which
// need to be shown but once.
func (p Point) Together() bool {
	return p.A != nil && p.B != nil && p.A.Text == p.B.Text && slices.Equal(p.A.Markers, p.B.Markers)
}

// Aspects of what is reported.
const (
	AspectLead         = "lead"         // what it is about
	AspectParticipants = "participants" // who met, who leads, who was absent
	AspectAgenda       = "agenda"       // what was on the table
	AspectOutcome      = "outcome"      // what came of it
	AspectDispute      = "dispute"      // what was disputed
	AspectBackground   = "background"   // what else
)

// Heading is what points of one aspect are called, of talks and of other news.
type Heading string

// The headings.
const (
	HeadingTookPart   Heading = "Who took part" // in talks
	HeadingWho        Heading = "Who"
	HeadingOnTable    Heading = "On the table" // of talks
	HeadingPlans      Heading = "Plans and aims"
	HeadingHappened   Heading = "What happened"
	HeadingDispute    Heading = "In dispute"
	HeadingBackground Heading = "Background"
)

// Relation says how two sides of a comparison stand to each other.
type Relation string

// The relations.
const (
	Changed Relation = "changed" // the later side says something else than the earlier
	Same    Relation = "same"
	OnlyA   Relation = "only_a"
	OnlyB   Relation = "only_b"
	Differ  Relation = "differ" // not the same; see Point.SourcesDiffer
)

// Side is what one side of a comparison says.
type Side struct {
	Text string `json:"text"`
	Date string `json:"date"` // of the article it is from
	// Rough reports that Date is inferred.
	Rough   bool  `json:"approximate,omitempty"`
	Markers []int `json:"markers"`
	// By is whose words Text is where it does not say so itself: a speaker whom
	// another sentence names, or ByPublisher.
	By string `json:"by,omitempty"`
}

// ByPublisher is whose words a publisher's comment on the news is.
const ByPublisher = "the publisher’s comment"

// Event is one dated event of a timeline.
type Event struct {
	// Date is ISO 8601, as short as its precision; DateEnd is "" but for what
	// lasts: "since November".
	Date      string    `json:"date"`
	DateEnd   string    `json:"date_end,omitempty"`
	Precision string    `json:"date_precision"` // day, month, year
	Basis     DateBasis `json:"date_basis"`
	Rough     bool      `json:"approximate,omitempty"` // see Quotation
	Planned   bool      `json:"planned"`               // still ahead when it was reported
	Text      string    `json:"text"`
	Place     string    `json:"place"`    // "" when the sentence names none
	Actors    []string  `json:"actors"`   // by their preferred names
	Reported  string    `json:"reported"` // date of the earliest article that tells of it
	Markers   []int     `json:"markers"`
}

// DateBasis says how the date of something is known.
type DateBasis string

// The bases of dates.
const (
	DateStated    DateBasis = "stated"    // the article writes it; the year may be the article's
	DateResolved  DateBasis = "resolved"  // counted from the article's date: "on Friday"
	DatePublished DateBasis = "published" // the article's own date, for nothing else is said
)

// Quotation is what somebody said, as an article reports it.
type Quotation struct {
	Speaker   string        `json:"speaker"`    // by the preferred or fullest name
	AsWritten string        `json:"as_written"` // as the sentence or its neighbour names the speaker
	Role      string        `json:"role"`       // as an article states it, "" when none does
	Kind      QuotationKind `json:"kind"`
	Text      string        `json:"text"`
	// Clause is the article's clause, verbatim, in which quoted words that make
	// no sentence stand; "" when Text stands alone.
	Clause string `json:"clause,omitempty"`
	// Via is who is said to tell that it was said, "" when the article itself does.
	Via   string    `json:"via,omitempty"`
	To    string    `json:"to"`   // to whom or where it was said, "" when the article does not say
	Date  string    `json:"date"` // when it was said
	Basis DateBasis `json:"date_basis"`
	// Rough reports that the date is only roughly known: the words leave days
	// open, or it is that of an article whose own date is inferred, or counted
	// from it.
	Rough bool `json:"approximate,omitempty"`
	// Before reports that it was said at some time before Date.
	Before    bool   `json:"before,omitempty"`
	Publisher string `json:"publisher"`
	Marker    int    `json:"marker"`
}

// StandsIn reports that what q quotes is in the clause or the words of another
// quotation, so that who is shown that one need not be shown q.
func (q Quotation) StandsIn(other Quotation) bool {
	if q.Marker != other.Marker || q.Speaker != other.Speaker {
		return false
	}
	shown := cmp.Or(other.Clause, other.Text)
	if q.Clause != "" {
		return strings.Contains(shown, q.Clause)
	}
	return q.Kind == Verbatim && strings.Contains(shown, q.Text)
}

// roughlyDated reports that a date on this basis, told by a, is no surer than the
// inferred one of a.
func roughlyDated(a *corpus.Article, basis DateBasis) bool {
	return basis != DateStated && a.PublishedBasis == corpus.Inferred
}

// QuotationKind tells the speaker's own words from the article's.
type QuotationKind string

// The kinds of quotation.
const (
	Verbatim QuotationKind = "verbatim" // Text stood in quotation marks
	Reported QuotationKind = "reported" // Text is the article's wording of what was said
)

// Matrix sets what actors said side by side, by issue.
type Matrix struct {
	Issues []string    `json:"issues"`
	Rows   []MatrixRow `json:"rows"`
}

// MatrixRow is one actor's; Cells are in the order of Matrix.Issues, each with
// indexes into Report.Quotes.
type MatrixRow struct {
	Actor string  `json:"actor"`
	Cells [][]int `json:"cells"`
}

// Checked is one sentence of what was to be checked.
type Checked struct {
	Text    string  `json:"text"` // as it was given
	Verdict Verdict `json:"verdict"`
	Markers []int   `json:"markers"` // of the sentences that decide it
	Why     string  `json:"why"`     // one clause for people, "" when there is nothing to add
}

// Verdict is what the articles make of a claim.
type Verdict string

// The verdicts.
const (
	Supported    Verdict = "supported"
	Contradicted Verdict = "contradicted"
	NotCovered   Verdict = "not_covered"
)

// hasNothing reports that there is no article, and has the report say so.
func (e *Engine) hasNothing(r *Report) bool {
	if len(e.cfg.Articles) > 0 {
		return false
	}
	r.Refused, r.Reason, r.Text = true, ReasonNoArticles, noArticles
	return true
}

// newReport returns a report that holds nothing yet.
func (e *Engine) newReport(kind ReportKind, scope string) *Report {
	return &Report{
		Kind: kind, Scope: scope, Writer: Extractive, AsOf: e.asOf(nil),
		Citations: []Citation{}, Retrieved: []Retrieved{}, Dropped: []Dropped{},
	}
}

// cite returns the marker of a stretch of an article, which is cited once.
func (r *Report) cite(a *corpus.Article, span corpus.Span) int {
	for _, c := range r.Citations {
		if c.Article.ID == a.ID && c.Start == span.Start && c.End == span.End {
			return c.Marker
		}
	}
	c := Citation{Marker: len(r.Citations) + 1, Quote: a.Text(span), Start: span.Start, End: span.End, Article: Reference(a)}
	r.Citations = append(r.Citations, c)
	return c.Marker
}

// citeSentence returns the marker of a sentence, which is cited once.
func (r *Report) citeSentence(s *sentence) int { return r.cite(s.article, s.src.Span) }

// dateCited sets the report's date to that of the newest article it cites.
func (e *Engine) dateCited(r *Report) {
	var last corpus.Date
	for _, c := range r.Citations {
		if a := e.cfg.Index.Article(c.Article.ID); a != nil {
			last = later(last, a.Published)
		}
	}
	if !last.IsZero() {
		r.AsOf = last.String()
	}
}

// markersText writes markers as they stand in a text: "[1][3]".
func markersText(markers []int) string {
	var b strings.Builder
	for _, m := range markers {
		fmt.Fprintf(&b, "[%d]", m)
	}
	return b.String()
}

// addMarker adds m to markers unless it is there.
func addMarker(markers []int, m int) []int {
	if slices.Contains(markers, m) {
		return markers
	}
	return append(markers, m)
}
