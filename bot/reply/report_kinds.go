package reply

import (
	"slices"
	"strings"

	"rapporteur/answer"
	"rapporteur/corpus"
)

// eventItem returns an event: when, whether that is certain and was still ahead,
// and what.
func eventItem(e answer.Event, by citations, t Texts) item {
	markers := by.known(e.Markers)
	when, note := happened(e.Date, e.DateEnd, e.Basis, e.Rough, t)
	line := isolated(boldMark+when.date+boldMark+when.basis, t)
	if e.Planned {
		line += " *" + t.Say("report.planned") + "*"
	}
	text := shorten(oneLine(prefix(e.Text, 2*maxItem)), maxItem)
	return item{text: line + " " + by.marked(text, markers), markers: markers, note: note}
}

// isolated keeps a text of ours together that is written from right to left,
// before one that is not: the number of the day would be torn off it.
func isolated(s string, t Texts) string {
	if t.Language() != "ar" {
		return s
	}
	return "\u2067" + s + "\u2069"
}

// when is a date as it is shown, and in brackets how it is known.
type when struct{ date, basis string }

// happened writes when something was. The note explains the brackets.
func happened(from, to string, basis answer.DateBasis, rough bool, t Texts) (w when, note string) {
	w.date = date(from, t)
	if to != "" && to != from {
		w.date = dates(from, to, t)
	}
	if from != "" && rough {
		w.date = t.Say("source.circa") + " " + w.date
	}
	switch basis {
	case answer.DateResolved:
		w.basis, note = " ("+t.Say("report.resolved")+")", t.Say("report.resolved_means")
	case answer.DatePublished:
		w.basis = " (" + t.Say("report.published") + ")"
	}
	return w, note
}

// dates writes a stretch of time: "19–23 Oct 2015" within a month.
func dates(from, to string, t Texts) string {
	last, month, day := date(to, t), len("2015-10"), len("2015-10-")
	if len(from) == maxISO && len(to) == maxISO && from[:month] == to[:month] {
		if first := strings.TrimPrefix(from[day:], "0"); strings.HasPrefix(last, strings.TrimPrefix(to[day:], "0")) {
			return first + "–" + last
		}
	}
	return t.Say("report.dates", "from", date(from, t), "to", last)
}

const maxISO = len("2015-10-19")

// maxDate is longer than any date.
const maxDate = 30

// date writes a date of ISO 8601, and says so when there is none.
func date(iso string, t Texts) string {
	if iso == "" {
		return t.Say("source.date_unknown")
	}
	return bounded(t.Date(prefix(iso, maxDate)), maxDate)
}

// Bounds of what stands above or before a quotation.
const (
	maxSpeaker = 60
	maxRole    = 90
)

// quotationItem returns what somebody said, under who, as what, when and to whom.
func quotationItem(q answer.Quotation, by citations, t Texts) item {
	markers := by.known([]int{q.Marker})
	w, note := happened(q.Date, "", q.Basis, q.Rough, t)
	if q.Before && q.Date != "" {
		w.date = t.Say("quotes.before", "date", w.date)
	}
	who := q.Speaker
	if strings.TrimSpace(who) == "" {
		who = q.AsWritten
	}
	heading := boldMark + orDash(bounded(who, maxSpeaker)) + boldMark
	if role := bounded(q.Role, maxRole); role != "" {
		heading += ", " + role
	}
	heading += " · " + w.date
	if q.Basis == answer.DateResolved {
		heading += w.basis
	}
	if via := bounded(q.Via, maxSpeaker); via != "" {
		heading += " · " + t.Say("quotes.via", "name", via)
	}
	if to := bounded(q.To, maxSpeaker); to != "" {
		heading += " · " + t.Say("quotes.to", "name", to)
	}
	return item{heading: heading, text: quotationText(q, maxItem, by, markers, t), markers: markers, note: note}
}

// quotationText returns the words: in quotation marks and framed when they are the
// speaker's own, else marked as the article's; so is a clause of the article's that
// holds some of the speaker's.
func quotationText(q answer.Quotation, most int, by citations, markers []int, t Texts) string {
	words := q.Text
	if q.Clause != "" {
		words = q.Clause
	}
	text := shorten(oneLine(prefix(words, 2*maxItem)), most)
	if q.Kind == answer.Verbatim && q.Clause == "" {
		text = strings.TrimRight(text, ", ") // of "…," she said
		return quoteMark + by.marked("“"+text+"”", markers)
	}
	return quoteMark + "*" + t.Say("quotes.reported") + ":* " + by.marked(text, markers)
}

// Bounds of a cell of a matrix: of its quotation, and of how many are cited.
const (
	maxCell        = 160
	maxCellMarkers = 3
)

// matrixItems returns for each issue who said what about it: the first quotation
// of each actor in short, and the markers of the others.
func matrixItems(r *answer.Report, by citations, t Texts) []item {
	var out []item
	for i, issue := range r.Matrix.Issues {
		for _, row := range r.Matrix.Rows {
			if i < len(row.Cells) {
				if it, ok := cellItem(r, row.Actor, row.Cells[i], by, t); ok {
					it.heading = boldMark + orDash(bounded(issue, maxRole)) + boldMark
					out = append(out, it)
				}
			}
		}
	}
	return out
}

func cellItem(r *answer.Report, actor string, cell []int, by citations, t Texts) (item, bool) {
	var first *answer.Quotation
	var markers []int
	for _, n := range cell {
		if n < 0 || n >= len(r.Quotes) {
			continue
		}
		if first == nil {
			first = &r.Quotes[n]
		}
		markers = append(markers, r.Quotes[n].Marker)
	}
	if first == nil {
		return item{}, false
	}
	more := ""
	if len(markers) > maxCellMarkers {
		markers, more = markers[:maxCellMarkers], ellipsis
	}
	markers = by.known(markers)
	said := strings.TrimPrefix(quotationText(*first, maxCell, by, markers, t), quoteMark)
	return item{text: quoteMark + orDash(bounded(actor, maxSpeaker)) + ": " + said + more, markers: markers}, true
}

// Bounds of what names a side of a comparison: above the points, and in each of
// them, where a longer one is called by a letter.
const (
	maxSide     = 100
	maxSideHere = 24
)

// sides returns what the sides are called in each point.
func (p ReportPage) sides() (a, b string) {
	if p.lettered() {
		return "A", "B"
	}
	return bounded(p.A, maxSide), bounded(p.B, maxSide)
}

func (p ReportPage) lettered() bool {
	for _, name := range []string{p.A, p.B} {
		if n := size(bounded(name, maxSide)); n == 0 || n > maxSideHere {
			return true
		}
	}
	return false
}

// compared says what the letters of the sides stand for, "" when there are none.
func (p ReportPage) compared() string {
	if !p.lettered() {
		return ""
	}
	var lines []string
	for _, one := range [][2]string{{"A", p.A}, {"B", p.B}} {
		if name := bounded(one[1], maxSide); name != "" {
			lines = append(lines, boldMark+one[0]+boldMark+" "+name+"\n")
		}
	}
	return strings.Join(lines, "")
}

// comparedItem returns a point of a comparison: what it is about and how the sides
// stand to each other, and under it what each says.
func comparedItem(point answer.Point, p ReportPage, by citations, t Texts) item {
	a, b := p.sides()
	lines := []string{boldMark + orDash(bounded(point.Aspect, maxRole)) + boldMark}
	if how := relation(point, a, b, t); how != "" {
		lines[0] += " · " + how
	}
	if said := both(point, by, t); said.text != "" {
		return item{text: lines[0] + "\n" + said.text, markers: said.markers}
	}
	var markers []int
	for _, one := range []struct {
		name string
		side *answer.Side
	}{{a, point.A}, {b, point.B}} {
		if one.side == nil {
			continue
		}
		said := sideItem(*one.side, by, t)
		lines = append(lines, one.name+" · "+said.text)
		markers = append(markers, said.markers...)
	}
	if point.A == nil && point.B == nil {
		markers = by.known(point.Markers)
		lines = append(lines, by.say(point.Text, markers))
	}
	return item{text: strings.Join(lines, "\n"), markers: markers}
}

// sideItem returns what a side says, and of when that is.
func sideItem(s answer.Side, by citations, t Texts) item {
	markers := by.known(s.Markers)
	markers = markers[:min(len(markers), maxMarkers/2)]
	w, _ := happened(s.Date, "", answer.DatePublished, s.Rough, t)
	text := w.date + ": " + by.say(s.Text, markers)
	if s.By == answer.ByPublisher {
		text += " (" + t.Say("compare.publisher") + ")"
	} else if who := bounded(s.By, maxSpeaker); who != "" {
		text += " (" + who + ")"
	}
	return item{text: text, markers: markers}
}

// both returns what the sides of a point say in the same words, nothing when they
// do not.
func both(point answer.Point, by citations, t Texts) item {
	if !point.Together() {
		return item{}
	}
	side := *point.A
	side.Markers = append(slices.Clone(side.Markers), point.B.Markers...)
	return sideItem(side, by, t)
}

// relation says how the sides stand to each other, "" when it is not known.
func relation(p answer.Point, a, b string, t Texts) string {
	switch p.Relation {
	case answer.OnlyA:
		return t.Say("relation.only", "name", orDash(a))
	case answer.OnlyB:
		return t.Say("relation.only", "name", orDash(b))
	case answer.Changed:
		return t.Say("relation.changed")
	case answer.Same:
		return t.Say("relation.same")
	case answer.Differ:
		switch {
		case p.SourcesDiffer:
			return t.Say("relation.sources")
		case p.Together():
			return t.Say("relation.together")
		}
		return t.Say("relation.differ")
	}
	return ""
}

// The marks beside the words of a verdict.
const (
	markSupported    = "✅"
	markContradicted = "❌"
	markNotCovered   = "◻️"
)

// maxDeciding bounds each of the quotations that decide about a sentence, and
// maxWhy the clause that says why.
const (
	maxDeciding = 400
	maxWhy      = 250
)

// checkedItem returns a sentence with what the articles make of it, why, and the
// quotations that decide it.
func checkedItem(s answer.Checked, by citations, t Texts) item {
	sentence := shorten(oneLine(prefix(s.Text, 2*maxItem)), maxItem)
	lines := []string{boldMark + verdict(s.Verdict, t) + boldMark + " · “" + escapeInLine(sentence) + "”"}
	if why := bounded(s.Why, maxWhy); why != "" {
		lines = append(lines, smallMark+why)
	}
	markers := by.known(s.Markers)
	for _, m := range markers {
		quote := shorten(oneLine(prefix(by.by[m].Quote, 2*maxItem)), maxDeciding)
		lines = append(lines, quoteMark+"“"+escapeInLine(quote)+"” "+marker(m))
	}
	return item{text: strings.Join(lines, "\n"), markers: markers}
}

func verdict(v answer.Verdict, t Texts) string {
	switch v {
	case answer.Supported:
		return t.Say("check.supported") + " " + markSupported
	case answer.Contradicted:
		return t.Say("check.contradicted") + " " + markContradicted
	}
	return t.Say("check.not_covered") + " " + markNotCovered
}

// verdicts counts the verdicts of a check.
func verdicts(r *answer.Report, t Texts) string {
	count := map[answer.Verdict]int{}
	for _, s := range r.Sentences {
		count[s.Verdict]++
	}
	supported, contradicted := count[answer.Supported], count[answer.Contradicted]
	return t.Say("check.count", "supported", supported, "contradicted", contradicted, "uncovered", len(r.Sentences)-supported-contradicted)
}

// summaryItems returns the points of a summary: of one article under their
// headings, of several under the articles that they are from.
func summaryItems(r *answer.Report, by citations, t Texts) []item {
	var out []item
	for _, p := range r.Points {
		markers := by.known(p.Markers)
		it := item{text: by.say(p.Text, markers), markers: markers}
		if by.articles > 1 && len(markers) > 0 {
			it.heading = boldMark + origins(markers, by, t) + boldMark
		} else if about := heading(p.Heading, t); about != "" {
			it.heading = boldMark + about + boldMark
		}
		out = append(out, it)
	}
	return out
}

// origins names date and publisher of the articles of a point; of more than two,
// the first and the last.
func origins(markers []int, by citations, t Texts) string {
	var list []string
	for _, m := range markers {
		a := by.by[m].Article
		if a.PublisherBasis == string(corpus.Given) {
			a.PublisherBasis = "" // as in the lines about a page's articles
		}
		from := published(a, t) + ", " + cutTo(publisher(a, t), maxSpeaker)
		if !slices.Contains(list, from) {
			list = append(list, from)
		}
	}
	if len(list) > 2 {
		list = []string{list[0], "…", list[len(list)-1]}
	}
	return strings.Join(list, "; ")
}

// heading returns what points of a summary are called, "" for those that need no
// word about them.
func heading(h answer.Heading, t Texts) string {
	switch h {
	case answer.HeadingTookPart:
		return t.Say("summary.took_part")
	case answer.HeadingWho:
		return t.Say("summary.who")
	case answer.HeadingOnTable:
		return t.Say("summary.on_table")
	case answer.HeadingPlans:
		return t.Say("summary.plans")
	case answer.HeadingHappened:
		return t.Say("summary.happened")
	case answer.HeadingDispute:
		return t.Say("summary.dispute")
	case answer.HeadingBackground:
		return t.Say("summary.background")
	}
	return ""
}
