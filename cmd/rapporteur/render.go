package main

import (
	"fmt"
	"os"
	"regexp"
	"runtime"
	"strings"
	"unicode"

	"golang.org/x/term"
	"golang.org/x/text/width"

	"rapporteur/answer"
	"rapporteur/corpus"
	"rapporteur/text"
)

// screen says how to write for people: how wide, and whether in bold and dim.
// Its methods return text that is safe to show: whatever an article or a
// question holds, no control character of theirs is left.
type screen struct {
	width int // columns; 0 does not wrap
	style bool
	ascii bool // lines are drawn in ASCII
}

// maxWidth keeps lines readable on wide terminals.
const maxWidth = 96

// screen describes stdout. Lines are wrapped for a terminal only, so that what
// is piped can be searched by line.
func (a *app) screen() screen {
	if !isTerminal(a.stdout) {
		return screen{}
	}
	s := screen{width: 80}
	if columns, _, err := term.GetSize(int(a.stdout.(*os.File).Fd())); err == nil && columns > 0 {
		s.width = min(columns, maxWidth)
	}
	noColor, _ := a.lookupEnv("NO_COLOR")
	terminal, _ := a.lookupEnv("TERM")
	s.style = noColor == "" && terminal != "dumb"
	s.ascii = terminal == "dumb" || !a.utf8Locale()
	return s
}

// utf8Locale reports that the locale is one of UTF-8, as its first setting that
// is there says (POSIX, Environment Variables). Windows has none: Go writes to
// its console in Unicode.
func (a *app) utf8Locale() bool {
	for _, name := range []string{"LC_ALL", "LC_CTYPE", "LANG"} {
		if value, _ := a.lookupEnv(name); value != "" {
			folded := strings.ToLower(value)
			return strings.Contains(folded, "utf-8") || strings.Contains(folded, "utf8")
		}
	}
	return runtime.GOOS == "windows"
}

const (
	bold  = "\x1b[1m"
	dim   = "\x1b[2m"
	plain = "\x1b[0m"
)

// as sets lines in a style, line by line so that a pager cut does not lose it.
func (s screen) as(style, lines string) string {
	if !s.style || style == "" || lines == "" {
		return lines
	}
	parts := strings.Split(lines, "\n")
	for i, p := range parts {
		if p != "" {
			parts[i] = style + p + plain
		}
	}
	return strings.Join(parts, "\n")
}

// answer returns an answer with its sources, or a refusal with the nearest
// passages.
func (s screen) answer(a *answer.Answer) string {
	var b strings.Builder
	b.WriteString(s.wrap(printable(a.Text), "", ""))
	b.WriteByte('\n')
	if a.Degraded != "" {
		b.WriteString(s.as(dim, s.wrap(printable(a.Degraded), "", "")) + "\n")
	}
	if a.Refused {
		s.nearest(&b, a.Retrieved)
		return b.String()
	}
	s.sources(&b, a)
	return b.String()
}

// sources lists the articles cited. Where a model wrote the answer, each quote
// stands below its article with its marker; an extractive answer consists of
// them, and its articles have the markers.
func (s screen) sources(b *strings.Builder, a *answer.Answer) {
	if len(a.Citations) > 0 {
		b.WriteByte('\n')
	}
	for _, cited := range byArticle(a.Citations) {
		markers, indent := "", strings.Repeat(" ", 4)
		if a.Writer == answer.Extractive {
			for _, c := range cited {
				markers += fmt.Sprintf("[%d] ", c.Marker)
			}
		}
		b.WriteString(s.as(dim, s.wrap(source(cited[0].Article), markers, indent)) + "\n")
		if a.Writer == answer.Extractive {
			s.also(b, cited, indent)
			continue
		}
		for i, c := range cited {
			b.WriteString(s.wrap("“"+oneLine(answer.Neutral(c.Quote))+"”", fmt.Sprintf("[%d] ", c.Marker), indent) + "\n")
			s.also(b, cited[i:i+1], indent)
		}
	}
}

// byArticle groups citations by their articles, in order of their first markers.
func byArticle(citations []answer.Citation) [][]answer.Citation {
	var out [][]answer.Citation
	at := map[string]int{}
	for _, c := range citations {
		i, ok := at[c.Article.ID]
		if !ok {
			i = len(out)
			at[c.Article.ID] = i
			out = append(out, nil)
		}
		out[i] = append(out[i], c)
	}
	return out
}

// maxNearest passages are shown with a refusal, each up to maxNearestRunes.
const (
	maxNearest      = 3
	maxNearestRunes = 280
)

func (s screen) nearest(b *strings.Builder, passages []answer.Retrieved) {
	if len(passages) == 0 {
		return
	}
	b.WriteString("\nNearest passages:\n")
	for _, p := range passages[:min(len(passages), maxNearest)] {
		b.WriteString(s.as(dim, s.wrap(source(p.Article), "- ", "  ")) + "\n")
		b.WriteString(s.wrap("“"+shorten(oneLine(answer.Neutral(p.Text)), maxNearestRunes)+"”", "  ", "  ") + "\n")
	}
}

// passages returns whole passages, best first, with the words of the query in
// bold.
func (s screen) passages(found []answer.Retrieved, query string) string {
	if len(found) == 0 {
		return "No passage matches. Try other words, or: rapporteur sources\n"
	}
	var b strings.Builder
	for i, p := range found {
		if i > 0 {
			b.WriteByte('\n')
		}
		number := fmt.Sprintf("%d. ", p.Rank)
		indent := strings.Repeat(" ", len(number))
		b.WriteString(s.as(dim, s.wrap(source(p.Article), number, indent)) + "\n")
		b.WriteString(s.emphasise(s.wrap(printable(p.Text), indent, indent), query) + "\n")
		if len(p.Also) > 0 {
			b.WriteString(s.as(dim, s.wrap("also in: "+alsoNames(p.Also), indent, indent)) + "\n")
		}
	}
	return b.String()
}

// emphasise sets the words of the query in bold wherever they stand in lines.
func (s screen) emphasise(lines, query string) string {
	if !s.style {
		return lines
	}
	stems := map[string]bool{}
	for _, t := range text.Content(query) {
		stems[t.Stem] = true
	}
	var b strings.Builder
	at := 0
	for _, t := range text.Tokens(lines) {
		if stems[t.Stem] {
			b.WriteString(lines[at:t.Start] + bold + lines[t.Start:t.End] + plain)
			at = t.End
		}
	}
	b.WriteString(lines[at:])
	return b.String()
}

// source returns one line about an article: title, publisher and date, with
// what is not certain marked.
func source(r answer.ArticleRef) string {
	parts := []string{orDefault(r.Title, r.ID)}
	if r.Publisher == "" {
		parts = append(parts, "publisher unknown")
	} else {
		parts = append(parts, marked(r.Publisher, r.PublisherBasis))
	}
	parts = append(parts, publishedWords(r))
	if r.URL != "" {
		parts = append(parts, r.URL)
	}
	return oneLine(answer.Neutral(strings.Join(parts, " · ")))
}

// marked returns value with its basis, unless the article states it.
func marked(value, basis string) string {
	if basis == "" || basis == string(corpus.Stated) {
		return value
	}
	return value + " (" + basis + ")"
}

// publishedWords returns the date as people write it, "c." before an inferred one.
func publishedWords(r answer.ArticleRef) string {
	d, err := corpus.ParseDate(r.Published)
	if err != nil {
		return "date unknown"
	}
	if r.PublishedBasis == string(corpus.Inferred) {
		return "c. " + d.Short()
	}
	return d.Short()
}

// oneLine returns s fit to show in running text.
func oneLine(s string) string { return strings.Join(strings.Fields(printable(s)), " ") }

// shorten cuts s at a space before max runes, with an ellipsis.
func shorten(s string, max int) string {
	runes := []rune(s)
	if len(runes) <= max {
		return s
	}
	cut := string(runes[:max])
	if i := strings.LastIndexByte(cut, ' '); i > 0 {
		cut = cut[:i]
	}
	return cut + " …"
}

// wrap sets single spaces between words and breaks lines at the width, the first starting with first and
// the others with indent. Words that are wider than a line stay whole.
func (s screen) wrap(lines, first, indent string) string {
	var b strings.Builder
	lead := first
	for i, line := range strings.Split(strings.TrimRight(lines, "\n"), "\n") {
		if i > 0 {
			b.WriteByte('\n')
		}
		if strings.TrimSpace(line) == "" {
			continue
		}
		s.wrapLine(&b, line, lead, indent)
		lead = indent
	}
	return b.String()
}

func (s screen) wrapLine(b *strings.Builder, line, lead, indent string) {
	b.WriteString(lead)
	at, fresh := columns(lead), true
	for _, word := range gluedFields(line) {
		w := columns(word)
		switch {
		case fresh:
		case s.width > 0 && at+1+w > s.width:
			b.WriteString("\n" + indent)
			at = columns(indent)
		default:
			b.WriteByte(' ')
			at++
		}
		b.WriteString(word)
		at, fresh = at+w, false
	}
}

// gluedFields returns the words of a line, a marker such as [1] together with
// the word before it, so that no line begins with one.
func gluedFields(line string) []string {
	words := strings.Fields(line)
	out := words[:0]
	for _, w := range words {
		if len(out) > 0 && marker.MatchString(w) {
			out[len(out)-1] += " " + w
			continue
		}
		out = append(out, w)
	}
	return out
}

var marker = regexp.MustCompile(`^\[\d{1,3}\]`)

// columns returns how many columns of a terminal s takes.
func columns(s string) int {
	n := 0
	for _, r := range s {
		switch {
		case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf, unicode.Cc):
		case wide(r):
			n += 2
		default:
			n++
		}
	}
	return n
}

func wide(r rune) bool {
	if r < 0x1100 {
		return false
	}
	k := width.LookupRune(r).Kind()
	return k == width.EastAsianWide || k == width.EastAsianFullwidth
}
