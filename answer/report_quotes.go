package answer

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"rapporteur/corpus"
	"rapporteur/retrieval"
	"rapporteur/statements"
	"rapporteur/text"
)

// QuotesRequest asks who said what.
type QuotesRequest struct {
	// Speaker is a person, a body, a country, or a sort of people ("diplomats"),
	// in any language of the glossary; "" is anybody. A country is its government,
	// what stands for it ("Moscow", "Russian officials"), and those who speak for
	// it: its ministers and envoys, not its opposition, media or analysts.
	Speaker  string
	About    string   // what it has to be about; several issues are parted by commas
	Articles []string // ids of the only articles that count; nil for all
	Period   corpus.Period
	Matrix   bool // actors by issue; without About the issues are those spoken of most
}

// Quotes returns who said what about a thing, in order of time: of when it was
// said where the article tells, else of the article. A report without anything
// is a refusal that names some who do speak. The error is for a cancelled
// context only.
func (e *Engine) Quotes(ctx context.Context, r QuotesRequest) (*Report, error) {
	start := time.Now()
	rep := e.newReport(ReportQuotes, quotesScope(r))
	rep.Quotes = []Quotation{}
	if e.hasNothing(rep) {
		return rep, nil
	}
	w := &wanted{
		engine: e, period: r.Period, speakers: map[string]*speaker{}, roles: map[*statements.Statement]string{}, offices: map[officeOf]bool{},
	}
	reason := w.read(r)
	if reason == "" {
		found, err := w.collect(ctx)
		if err != nil {
			return rep, err
		}
		if len(found) > 0 {
			e.reportQuotes(rep, w, found, r.Matrix)
			rep.Timing.Total = milliseconds(time.Since(start))
			return rep, nil
		}
		reason = ReasonNoEvidence
	}
	err := e.refuseQuotes(ctx, rep, w, r, reason)
	rep.Timing.Total = milliseconds(time.Since(start))
	return rep, err
}

func quotesScope(r QuotesRequest) string {
	speaker, about := strings.TrimSpace(clean(r.Speaker)), strings.TrimSpace(clean(r.About))
	switch {
	case speaker == "" && about == "":
		return ""
	case about == "":
		return speaker
	case speaker == "":
		return "about " + about
	}
	return speaker + " about " + about
}

// wanted is what a request for quotations asks for.
type wanted struct {
	engine   *Engine
	who      *asked       // nil for anybody
	issues   []askedIssue // any of which will do; none for anything
	articles []*corpus.Article
	period   corpus.Period
	speakers map[string]*speaker // by the name that the articles use
	roles    map[*statements.Statement]string
	offices  map[officeOf]bool // whether a role is an office of a country
}

// maxIssues is how many issues of a request are looked at.
const maxIssues = 12

// read understands the request; reason is why nothing can come of it.
func (w *wanted) read(r QuotesRequest) (reason string) {
	e := w.engine
	w.articles = e.cfg.Articles
	if len(r.Articles) > 0 {
		w.articles = e.articlesOf(r.Articles)
	}
	if len(w.articles) == 0 {
		return ReasonNoEvidence
	}
	if strings.TrimSpace(r.Speaker) != "" {
		if w.who, reason = e.askedSpeaker(r.Speaker); reason != "" {
			return reason
		}
	}
	for about := range strings.SplitSeq(r.About, ",") {
		if strings.TrimSpace(about) == "" || len(w.issues) == maxIssues {
			continue
		}
		s, why := e.subjectOf(about, r.Articles)
		if why != "" {
			reason = why
			continue
		}
		w.issues = append(w.issues, e.askedIssue(s))
	}
	if len(w.issues) > 0 {
		return "" // some of what was asked about is known
	}
	return reason
}

// said is a statement that was asked for.
type said struct {
	*statements.Statement
	speaker *speaker
	date    corpus.Date
	basis   DateBasis
	before  bool  // at some time before date
	about   []int // which of the issues
	order   int   // of the article in the corpus
}

// collect returns what was asked for, in order of time.
func (w *wanted) collect(ctx context.Context) ([]said, error) {
	var out []said
	for n, a := range w.articles {
		if n%64 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if !w.concernsArticle(a) {
			continue
		}
		all := w.engine.hearsay.of(a)
		var twice map[int]bool
		if w.who == nil {
			twice = toldTwice(all)
		}
		for i := range all {
			if s, ok := w.wants(&all[i]); ok && !twice[i] {
				s.order = n
				out = append(out, s)
			}
		}
	}
	slices.SortStableFunc(out, func(a, b said) int {
		return cmp.Or(a.date.Compare(b.date), beforeFirst(a, b), a.Article.Published.Compare(b.Article.Published), a.order-b.order, a.Parts[0].Start-b.Parts[0].Start)
	})
	return out, nil
}

// beforeFirst orders what was said before a day before what was said on it.
func beforeFirst(a, b said) int {
	switch {
	case a.before == b.before:
		return 0
	case a.before:
		return -1
	}
	return 1
}

// wants reports that a statement is asked for, and completes it.
func (w *wanted) wants(st *statements.Statement) (said, bool) {
	s := said{Statement: st, speaker: w.speaker(st)}
	if w.who != nil && !w.speaksAs(w.who, s.speaker, st) {
		return s, false
	}
	if len(w.issues) > 0 {
		if s.about = w.aboutIssues(st); len(s.about) == 0 {
			return s, false
		}
	}
	s.date, s.basis = saidOn(st)
	s.before = s.basis == DatePublished && !s.date.IsZero() && st.Earlier()
	return s, w.period.Overlaps(s.date)
}

// saidOn returns when something was said: when the sentence says, else the date
// of the article.
func saidOn(st *statements.Statement) (corpus.Date, DateBasis) {
	m, ok := st.When()
	if !ok {
		return st.Article.Published, DatePublished
	}
	d := m.Period.From
	switch to := m.Period.To; {
	case d == to:
	case d.Year == to.Year && d.Month == to.Month:
		d.Day = 0 // a week within a month
	case d.Year == to.Year:
		d = corpus.Date{Year: d.Year}
	default:
		return st.Article.Published, DatePublished
	}
	if m.Stated() {
		return d, DateStated
	}
	return d, DateResolved
}

// maxQuotes is how many statements a report holds.
const maxQuotes = 200

// reportQuotes writes what was found into the report.
func (e *Engine) reportQuotes(rep *Report, w *wanted, found []said, matrix bool) {
	found, repeats, copied := e.copies.withoutRepeats(found)
	var issues []issue
	if matrix {
		issues = w.issuesOf(found)
		found = only(found, e.inMatrix(found, issues), issues)
	}
	total := len(found)
	kept, most := evenly(found, maxQuotes)
	found = only(found, kept, issues)
	for i := range found {
		rep.Quotes = append(rep.Quotes, quotation(rep, &found[i], w.role(found[i].Statement)))
	}
	if matrix {
		rep.Matrix = e.matrixOf(found, issues)
		rep.Text = rep.matrixText()
	} else {
		rep.Text = quotesText(found, rep.Quotes)
	}
	if note := quotesNote(len(found), total, most, repeats); note != "" {
		rep.Text += "\n" + note
	}
	e.nameCopiesIn(rep, copied)
	e.dateCited(rep)
}

func quotation(rep *Report, s *said, role string) Quotation {
	q := Quotation{
		Speaker: s.speaker.display, AsWritten: text.OneLine(s.Article.Text(s.At)), Role: role, Kind: Reported,
		Text: s.Text(), Clause: s.Context(), Via: s.Via, To: s.To(), Date: s.date.String(), Basis: s.basis, Rough: roughlyDated(s.Article, s.basis),
		Before: s.before, Publisher: s.Article.Publisher, Marker: rep.cite(s.Article, s.Source),
	}
	if s.Verbatim {
		q.Kind = Verbatim
	}
	return q
}

// refuseQuotes says that nothing of what was asked for was said, and who does
// speak in the articles.
func (e *Engine) refuseQuotes(ctx context.Context, rep *Report, w *wanted, r QuotesRequest, reason string) error {
	others, err := w.othersWhoSpeak(ctx)
	if err != nil {
		return err
	}
	rep.Refused, rep.Reason = true, reason
	elsewhere := false
	if reason == ReasonNoEvidence && w.who != nil && (len(w.issues) > 0 || r.About != "" || !w.period.IsZero()) {
		if elsewhere, err = w.speaksElsewhere(ctx); err != nil {
			return err
		}
	}
	rep.Text = e.quotesRefusal(w, r, others, elsewhere, reason)
	return e.offerNearest(ctx, rep, retrieval.Query{
		Text: rep.Scope, Meta: retrieval.ParseMeta(rep.Scope, e.catalog), Filter: retrieval.Filter{Articles: r.Articles, Period: r.Period},
	})
}
