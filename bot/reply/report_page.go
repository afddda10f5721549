package reply

import (
	"fmt"
	"slices"
	"strings"

	"rapporteur/answer"
	"rapporteur/corpus"
)

// reportPage is what stands on one page of a report.
type reportPage struct {
	items     []item
	citations []answer.Citation // of its items, in order of their markers
	brief     bool              // the lines about its articles are shortened
}

// lay puts the items on pages.
func (p ReportPage) lay(o Options) []reportPage {
	items := p.items(o.Texts)
	l := layout{p: p, o: o, by: quoted(p.Report), frame: p.frame(items, o), names: namesFor(o.Texts)}
	for _, it := range items {
		l.add(it)
	}
	l.flush()
	return l.pages
}

// layout is pages being filled.
type layout struct {
	p     ReportPage
	o     Options
	by    citations
	frame int // what a page takes without items and sources
	names articleNames
	pages []reportPage
	page  reportPage
}

func (l *layout) flush() {
	if len(l.page.items) > 0 {
		l.pages = append(l.pages, l.page)
	}
	l.page = reportPage{}
}

// add puts an item on the page, or on the next ones.
func (l *layout) add(it item) {
	if next := l.with(it); l.fits(next) {
		l.page = next
		return
	}
	l.flush()
	next := l.with(it)
	if next.brief = !l.fits(next); l.fits(next) {
		l.page = next
		return
	}
	for _, part := range l.parts(it, next) {
		l.flush()
		l.page = l.with(part)
		l.page.brief = true
	}
}

// with returns the page with one more item.
func (l *layout) with(it item) reportPage {
	page := l.page
	page.items = append(slices.Clone(page.items), it)
	page.citations = nil
	seen := map[int]bool{}
	for _, one := range page.items {
		for _, m := range one.markers {
			if c, ok := l.by.by[m]; ok && !seen[m] {
				page.citations, seen[m] = append(page.citations, c), true
			}
		}
	}
	slices.SortStableFunc(page.citations, func(a, b answer.Citation) int { return a.Marker - b.Marker })
	return page
}

func (l *layout) fits(page reportPage) bool {
	return fits(l.p.body(page)+"\n"+page.sources(l.names), maxContent-l.frame)
}

// minPart is the least of an item that a page takes.
const minPart = 200

// parts cuts an item that is too long for a page of its own.
func (l *layout) parts(it item, alone reportPage) []item {
	room := maxContent - l.frame - size(it.heading) - size(alone.sources(l.names)) - 2*size(ellipsis) - 2
	cut := Split(it.text, max(room, minPart))
	out := make([]item, len(cut))
	for i, text := range cut {
		if i > 0 {
			mark := lineMark(text)
			text = mark + "… " + strings.TrimPrefix(text, mark)
		}
		if i < len(cut)-1 {
			text += ellipsis
		}
		out[i] = it
		out[i].text = text
	}
	return out
}

// apart reports that a blank line stands between items.
func (p ReportPage) apart() bool {
	return p.Report.Kind == answer.ReportCompare || p.Report.Kind == answer.ReportCheck
}

// body returns the items of a page.
func (p ReportPage) body(page reportPage) string {
	var b strings.Builder
	heading := ""
	for i, it := range page.items {
		if i > 0 {
			b.WriteString("\n")
			if p.apart() {
				b.WriteString("\n")
			}
		}
		if it.heading != heading && it.heading != "" {
			b.WriteString(it.heading + "\n")
		}
		heading = it.heading
		b.WriteString(it.text)
	}
	return b.String()
}

// write returns the text of page at of count.
func (p ReportPage) write(page reportPage, at, count int, o Options) string {
	foot := page.sources(namesFor(o.Texts))
	var notes []string
	for _, it := range page.items {
		if it.note != "" && !slices.Contains(notes, it.note) {
			notes = append(notes, it.note)
		}
	}
	for _, note := range append(notes, p.notes(o)...) {
		foot = join("\n", foot, smallMark+note)
	}
	if count > 1 {
		foot = join("\n", foot, smallMark+o.Texts.Say("report.page", "i", at+1, "n", count))
	}
	return join("\n", o.asked()+p.lead(o.Texts)+p.body(page), foot)
}

// maxPages stands for the number of pages where it is not known yet.
const maxPages = 999

// frame returns what a page takes at most without items and sources.
func (p ReportPage) frame(items []item, o Options) int {
	n := size(o.asked()) + size(p.lead(o.Texts))
	noted := map[string]bool{"": true}
	for _, it := range items {
		if !noted[it.note] {
			noted[it.note] = true
			n += size("\n"+smallMark) + size(it.note)
		}
	}
	for _, note := range append(p.notes(o), o.Texts.Say("report.page", "i", maxPages, "n", maxPages)) {
		n += size("\n"+smallMark) + size(note)
	}
	return n
}

// lead is what stands before the items, with its line break.
func (p ReportPage) lead(t Texts) string {
	switch p.Report.Kind {
	case answer.ReportCheck:
		return verdicts(p.Report, t) + "\n"
	case answer.ReportCompare:
		return p.compared()
	}
	return ""
}

const maxDegraded = 150

// notes are what is said of the report as a whole, in small print.
func (p ReportPage) notes(o Options) []string {
	var out []string
	if p.Report.Kind == answer.ReportCheck {
		out = append(out, o.Texts.Say("check.note"))
	}
	if p.Left > 0 {
		out = append(out, o.Texts.Say("report.left", "n", p.Left))
	}
	said := degraded(&answer.Answer{Degraded: p.Report.Degraded}, o.Texts)
	if said = strings.TrimPrefix(said, smallMark); said != "" {
		out = append(out, cutTo(said, maxDegraded))
	}
	return out
}

// maxAsked bounds what was asked, above a report.
const maxAsked = 200

// asked is question for a report, which leaves less room.
func (o Options) asked() string {
	q := bounded(o.Question, maxAsked)
	if q == "" {
		return ""
	}
	return quoteMark + q + "\n"
}

// bounded returns a text from outside on one line, escaped, and of at most max
// units with what escapes it.
func bounded(s string, max int) string {
	return cutTo(EscapeLine(shorten(oneLine(prefix(s, previewRead*max)), max)), max)
}

// Bounds of the names in the lines about a page's articles: of a title, of a
// publisher, and of both where there is little room. Addresses would take more
// than what is cited; they stand in what Cited shows.
const (
	maxTitleHere     = 90
	maxPublisherHere = 60
	maxNameBrief     = 40
)

// articleNames writes the lines about articles, each once: they are weighed with
// every item that is tried on a page.
type articleNames struct {
	t       Texts
	written map[string][2]string // by id: as it is, and in little room
}

func namesFor(t Texts) articleNames { return articleNames{t, map[string][2]string{}} }

func (n articleNames) line(r answer.ArticleRef, brief bool) string {
	both, ok := n.written[r.ID]
	if !ok {
		if r.PublisherBasis == string(corpus.Given) {
			r.PublisherBasis = "" // what the article says itself is certain enough here
		}
		name, by, date := title(r), publisher(r, n.t), published(r, n.t)
		both[0] = cutTo(name, maxTitleHere) + " · " + cutTo(by, maxPublisherHere) + " · " + date
		both[1] = cutTo(name, maxNameBrief) + " · " + cutTo(by, maxNameBrief) + " · " + date
		n.written[r.ID] = both
	}
	if brief {
		return both[1]
	}
	return both[0]
}

// sources returns a line for each article cited on the page.
func (page reportPage) sources(names articleNames) string {
	var lines []string
	for _, c := range byArticle(page.citations) {
		line := smallMark + c.markers() + " " + names.line(c.article, page.brief)
		if !page.brief {
			line = withAlso(line, c.citations, names.t)
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}

func marker(n int) string { return fmt.Sprintf("[%d]", n) }

// rows returns the buttons of a page, and the select of what it cites.
func (p ReportPage) rows(page reportPage, at, count int, o Options) []Row {
	t := o.Texts
	var buttons []Component
	if count > 1 {
		buttons = append(
			buttons,
			button(ID{ActionPage, o.Key, at - 1, 0}, t.Say("button.previous"), "◀️", at == 0),
			button(ID{ActionPage, o.Key, at + 1, 0}, t.Say("button.next"), "▶️", at == count-1),
		)
	}
	if len(page.citations) > 0 {
		buttons = append(buttons, button(ID{Action: ActionCited, Key: o.Key, N: at}, t.Say("button.sources"), "", false))
	}
	buttons = append(
		buttons,
		button(ID{Action: ActionUp, Key: o.Key}, "", "👍", false),
		button(ID{Action: ActionDown, Key: o.Key}, "", "👎", false),
	)
	var options []Option
	for _, c := range page.citations {
		i := slices.IndexFunc(p.Report.Citations, func(other answer.Citation) bool { return other.Marker == c.Marker })
		options = append(options, entry{article: c.Article, text: c.Quote, markers: []int{c.Marker}}.option(i, t))
	}
	return rows(o, buttons, readSelect(options, o))
}
