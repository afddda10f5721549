package intake

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"

	"rapporteur/text"
)

// blockElements begin and end a paragraph of their own.
var blockElements = text.Set("address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer h1 h2 h3 h4 h5 h6 header hgroup hr html li main ol p pre section summary table tr ul")

// writer makes paragraphs of the nodes of a page.
type writer struct {
	out   strings.Builder
	line  strings.Builder // the paragraph so far, white space folded
	space bool            // white space is due before the next word
	tight bool            // the next paragraph follows without a blank line
	pre   int             // depth of elements that keep their line breaks
}

// blocks returns the text below n: paragraphs with blank lines between them,
// the items of a list and the rows of a table on lines of their own.
func blocks(n *html.Node) string {
	if n == nil {
		return ""
	}
	var w writer
	w.walk(n)
	w.flush()
	return cleanText(strings.TrimSpace(w.out.String()))
}

func (w *writer) walk(n *html.Node) {
	switch n.Type {
	case html.TextNode:
		w.text(n.Data)
		return
	case html.CommentNode, html.DoctypeNode, html.RawNode:
		return
	case html.ElementNode:
		if furniture[n.Data] || n.Data == "head" || n.Data == "title" {
			return
		}
	}
	switch {
	case n.Data == "br":
		w.breakLine()
	case n.Data == "td" || n.Data == "th":
		w.children(n)
		if n.NextSibling != nil && w.line.Len() > 0 {
			w.line.WriteString("\t")
			w.space = false
		}
	case n.Data == "q":
		w.text("“")
		w.children(n)
		w.space = false
		w.text("”")
	case n.Data == "pre":
		w.flush()
		w.pre++
		w.children(n)
		w.pre--
		w.flush()
	case n.Type == html.ElementNode && blockElements[n.Data]:
		w.flush()
		w.children(n)
		w.flush()
		w.tight = n.Data == "li" || n.Data == "tr" || n.Data == "dt" || n.Data == "dd"
	default:
		w.children(n)
	}
	if n.Data == "ul" || n.Data == "ol" || n.Data == "table" || n.Data == "dl" {
		w.tight = false
	}
}

func (w *writer) children(n *html.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		w.walk(c)
	}
}

// text adds s with runs of white space folded to one space.
func (w *writer) text(s string) {
	for s != "" {
		r, size := utf8.DecodeRuneInString(s)
		switch {
		case w.pre > 0 && r == '\n':
			w.breakLine()
		case r == '\u00a0' || unicode.IsSpace(r):
			w.space = true
		default:
			end := strings.IndexFunc(s, unicode.IsSpace)
			if end < 0 {
				end = len(s)
			}
			w.word(s[:end])
			s = s[end:]
			continue
		}
		s = s[size:]
	}
}

func (w *writer) word(s string) {
	if w.space && w.line.Len() > 0 && !strings.HasSuffix(w.line.String(), "\n") && !strings.HasSuffix(w.line.String(), "\t") {
		w.line.WriteByte(' ')
	}
	w.space = false
	w.line.WriteString(s)
}

// breakLine ends a line; two in a row end the paragraph.
func (w *writer) breakLine() {
	w.space = false
	if strings.HasSuffix(w.line.String(), "\n") {
		w.flush()
		return
	}
	if w.line.Len() > 0 {
		w.line.WriteByte('\n')
	}
}

func (w *writer) flush() {
	s := strings.TrimSpace(w.line.String())
	w.line.Reset()
	w.space = false
	if s == "" {
		return
	}
	if w.out.Len() > 0 {
		w.out.WriteByte('\n')
		if !w.tight {
			w.out.WriteByte('\n')
		}
	}
	w.tight = false
	w.out.WriteString(s)
}
