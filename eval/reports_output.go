package eval

import (
	"rapporteur/answer"
	"rapporteur/corpus"
)

// ReportOutput is what a system reported, in its least form. Of Events, Quotes,
// Points and Sentences only those of the task matter.
type ReportOutput struct {
	ID        string
	Answer    string // as shown, without the list of sources
	Refused   bool
	Citations []ReportCitation
	Events    []answer.Event
	Quotes    []answer.Quotation
	Points    []answer.Point
	Sentences []answer.Checked
}

// ReportCitation is what a marker points at, and where that stands.
type ReportCitation struct {
	Citation
	Start, End int // of the quote in the article's stored text, in bytes
}

// FromReport returns r in the form that is scored. A nil report is one that
// holds nothing.
func FromReport(id string, r *answer.Report) ReportOutput {
	if r == nil {
		return ReportOutput{ID: id}
	}
	out := ReportOutput{
		ID: id, Answer: r.Text, Refused: r.Refused,
		Events: r.Events, Quotes: r.Quotes, Points: r.Points, Sentences: r.Sentences,
	}
	for _, c := range r.Citations {
		out.Citations = append(out.Citations, ReportCitation{Citation{c.Marker, c.Article.SourceFile, c.Quote}, c.Start, c.End})
	}
	return out
}

// Source is an article as quotes are held against it.
type Source struct {
	Body    string
	Removed []corpus.Span // what cleaning took out, which is never quoted
}

// Sources returns the articles by source file.
func Sources(articles []*corpus.Article) map[string]Source {
	out := make(map[string]Source, len(articles))
	for _, a := range articles {
		s := Source{Body: a.Body}
		for _, r := range a.Removed {
			s.Removed = append(s.Removed, r.Span)
		}
		out[a.SourceFile] = s
	}
	return out
}

// valid reports that a citation is cut from its article where it says, and from
// no part that cleaning took out.
func (c ReportCitation) valid(sources map[string]Source) bool {
	s, ok := sources[c.Article]
	if !ok || c.Start < 0 || c.End > len(s.Body) || c.Start >= c.End || s.Body[c.Start:c.End] != c.Quote {
		return false
	}
	for _, r := range s.Removed {
		if c.Start < r.End && r.Start < c.End {
			return false
		}
	}
	return true
}
