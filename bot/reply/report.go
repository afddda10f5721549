package reply

import (
	"strings"

	"rapporteur/answer"
)

// ReportPage is a page of a report that was not refused.
type ReportPage struct {
	Report *answer.Report
	A, B   string // what is compared, as it was asked; "" but for a comparison
	Left   int    // how many more items there were than the report holds
	Page   int    // which page is shown, from 0; the last one when there are fewer
}

// Report returns one page of a report: as many of its items as fit, with the
// articles that they are from below them. An item is parted only when it does not
// fit on a page alone. How many fit depends on the report, its question and the
// language, nothing else, so that pages may be turned from one message to the
// next. The select opens a citation by its index in the report.
func Report(p ReportPage, o Options) Message {
	pages := p.lay(o)
	if len(pages) == 0 {
		return Text(o.asked() + o.Texts.Say("report.none"))
	}
	at := min(max(p.Page, 0), len(pages)-1)
	m := message(cutTo(p.write(pages[at], at, len(pages), o), maxContent))
	m.Components = p.rows(pages[at], at, len(pages), o)
	return m
}

// Cited returns the sources of one page of a report, as Sources returns those of
// an answer. Articles may be nil.
func Cited(p ReportPage, articles Articles, o Options) []Message {
	pages := p.lay(o)
	if len(pages) == 0 {
		return []Message{Text(o.Texts.Say("sources.none"))}
	}
	on := pages[min(max(p.Page, 0), len(pages)-1)]
	return Sources(&answer.Answer{Citations: on.citations}, articles, o)
}

// Refusal returns a report as the answer that it would be, which is what Answer
// and KeepAnswer show and keep of one that was refused.
func Refusal(r *answer.Report, question string) *answer.Answer {
	return &answer.Answer{
		Question: question, Text: r.Text, Refused: r.Refused, Reason: r.Reason, Writer: r.Writer, Degraded: r.Degraded, AsOf: r.AsOf,
		Citations: r.Citations, Retrieved: r.Retrieved, Dropped: r.Dropped, Timing: r.Timing, Trace: answer.Trace{Writer: r.Trace},
	}
}

// item is what is shown together of a report: an event, a quotation, a point, a
// sentence that was checked.
type item struct {
	heading string // shown above it, unless that of the item before is the same
	text    string
	markers []int
	note    string // small print for the foot of its page, once
}

// items returns what the report holds, in order.
func (p ReportPage) items(t Texts) []item {
	r, by := p.Report, quoted(p.Report)
	var out []item
	switch {
	case r.Kind == answer.ReportSummary:
		return summaryItems(r, by, t)
	case r.Kind == answer.ReportTimeline:
		for _, e := range r.Events {
			out = append(out, eventItem(e, by, t))
		}
	case r.Kind == answer.ReportQuotes && r.Matrix != nil:
		return matrixItems(r, by, t)
	case r.Kind == answer.ReportQuotes:
		for i, q := range r.Quotes {
			if i == 0 || !q.StandsIn(r.Quotes[i-1]) {
				out = append(out, quotationItem(q, by, t))
			}
		}
	case r.Kind == answer.ReportCompare:
		for _, point := range r.Points {
			out = append(out, comparedItem(point, p, by, t))
		}
	case r.Kind == answer.ReportCheck:
		for _, s := range r.Sentences {
			out = append(out, checkedItem(s, by, t))
		}
	}
	return out
}

// citations are those of a report by their markers.
type citations struct {
	by         map[int]answer.Citation
	extractive bool
	articles   int // how many there are
}

func quoted(r *answer.Report) citations {
	c := citations{by: make(map[int]answer.Citation, len(r.Citations)), extractive: r.Writer == answer.Extractive}
	articles := map[string]bool{}
	for _, one := range r.Citations {
		c.by[one.Marker] = one
		articles[one.Article.ID] = true
	}
	c.articles = len(articles)
	return c
}

// maxMarkers bounds how many citations of one item are shown with it.
const maxMarkers = 5

// known returns the markers that there are citations for, each once.
func (c citations) known(markers []int) []int {
	var out []int
	seen := map[int]bool{}
	for _, m := range markers {
		if _, ok := c.by[m]; ok && !seen[m] && len(out) < maxMarkers {
			out, seen[m] = append(out, m), true
		}
	}
	return out
}

// maxItem bounds how much is shown of one item; it is several pages.
const maxItem = 6000

// say returns a text of a report, escaped and on one line, with its markers
// behind it. What stands so in an article is put in quotation marks, unless it
// stands in some already.
func (c citations) say(text string, markers []int) string {
	text = shorten(oneLine(prefix(text, 2*maxItem)), maxItem)
	if c.extractive && c.verbatim(text, markers) {
		text = "“" + text + "”"
	}
	return c.marked(text, markers)
}

// marked returns a text, escaped, with those of the markers behind it that do not
// stand in it.
func (c citations) marked(text string, markers []int) string {
	inside := map[int]bool{}
	said := withMarkers(text, func(n int) bool {
		_, ok := c.by[n]
		inside[n] = inside[n] || ok
		return ok
	})
	for _, m := range markers {
		if !inside[m] {
			said += " " + marker(m)
		}
	}
	return strings.TrimSpace(said)
}

// verbatim reports that a text stands in one of the citations.
func (c citations) verbatim(text string, markers []int) bool {
	if text == "" {
		return false
	}
	for _, m := range markers {
		if strings.Contains(oneLine(prefix(c.by[m].Quote, 4*maxItem)), text) {
			return true
		}
	}
	return false
}
