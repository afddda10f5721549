package intake

import (
	"bytes"
	"net/url"
	"strings"

	"codeberg.org/readeck/go-readability/v2"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	markup "github.com/yuin/goldmark/renderer/html"
	"golang.org/x/net/html"

	"rapporteur/text"
)

// readPage makes a draft of a web page.
func readPage(src Source, s string) ([]Draft, error) {
	doc, err := html.Parse(strings.NewReader(s))
	if err != nil {
		return nil, refuse(ErrMalformed, "The page is nested too deeply to be read.")
	}
	d := Draft{Kind: HTML}
	readFacts(doc, src.URL).describe(&d, src.URL)
	if hidden := strip(doc); hidden > 0 {
		d.note("Text that a reader of the page does not see was left out (%d places).", hidden)
	}
	d.Body = articleText(doc, src.URL, d.Title.Value)
	if _, script := countTags(d.Body); script { // a page that shows scripts as text
		d.Body = stripTags(d.Body)
		d.note("Scripts that the page shows as text were left out.")
	}
	if strings.TrimSpace(d.Body) == "" {
		return nil, refuse(ErrNoText, "No text of an article was found in the page. It may need scripts to show it.")
	}
	if n := len(strings.Fields(d.Body)); n < 60 {
		d.note("The text is very short (%d words); the page may show only the start of the article.", n)
	}
	return []Draft{d}, nil
}

// shortest is the text that the library finds in a page at least when it finds
// the article, in bytes.
const shortest = 200

// articleText finds the article in a stripped page. The library decides, unless
// it finds much less than the page itself marks as its article.
func articleText(doc *html.Node, address, title string) string {
	element, certain := markedArticle(doc)
	marked := blocks(element)
	lead := standfirst(doc)
	found := ""
	base, err := url.Parse(address)
	if err != nil || address == "" {
		base = &url.URL{}
	}
	whole := ""
	if marked == "" {
		whole = blocks(doc)
	}
	parser := readability.NewParser()
	parser.DisableJSONLD = true // meta.go reads it
	if article, err := parser.ParseAndMutate(doc, base); err == nil && article.Node != nil {
		found = blocks(article.Node)
	}
	best := found
	switch {
	case certain && len(found) < len(marked)*2/3, marked != "" && len(found) < shortest:
		best = marked
	case len(found) < shortest && len(found) < len(whole)/2:
		best = whole
	}
	best = dropTitle(best, title)
	if lead != "" && !strings.Contains(best, lead) {
		best = lead + "\n\n" + best
	}
	return best
}

// standfirstNames are parts of the names that sites give to the line under a
// headline, which the library takes for a part of the page's head.
var standfirstNames = text.Set("standfirst dek deck subtitle subhead subheadline subheading lede summary intro")

// standfirst returns the line under the headline, "" when the page marks none.
func standfirst(doc *html.Node) string {
	title := false
	for n := range doc.Descendants() {
		switch {
		case n.Type != html.ElementNode:
		case n.Data == "h1":
			title = true
		case title && (n.Data == "p" || n.Data == "h2" || n.Data == "div") && (hasPart(attr(n, "class"), standfirstNames) || attr(n, "itemprop") == "alternativeHeadline"):
			if s := textOf(n); len(s) >= 30 && len(s) < maxField {
				return s
			}
		}
	}
	return ""
}

// markedArticle returns the element that the page says holds its article, nil
// when it marks none or several; and whether it says so for machines, since
// article and main hold other things on many pages.
func markedArticle(doc *html.Node) (*html.Node, bool) {
	var body, article, main *html.Node
	articles := 0
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		switch {
		case body == nil && strings.EqualFold(attr(n, "itemprop"), "articleBody"):
			body = n
		case n.Data == "article":
			article = n
			articles++
		case n.Data == "main" || attr(n, "role") == "main":
			main = n
		}
	}
	switch {
	case body != nil:
		return body, true
	case articles == 1:
		return article, false
	case articles == 0:
		return main, false
	}
	return nil, false
}

// dropTitle takes the headline off the top of the text: it is in the title.
func dropTitle(s, title string) string {
	first, rest, found := strings.Cut(s, "\n\n")
	if found && title != "" && strings.EqualFold(strings.Join(strings.Fields(first), " "), title) {
		return rest
	}
	return s
}

// readMarkdown reads Markdown from elsewhere as the page it describes, so that
// no mark of it is quoted.
func readMarkdown(_ Source, s string) ([]Draft, error) {
	var page bytes.Buffer
	convert := goldmark.New(goldmark.WithExtensions(extension.Table, extension.Strikethrough), goldmark.WithRendererOptions(markup.WithUnsafe()))
	if err := convert.Convert([]byte(s), &page); err != nil {
		return nil, refuse(ErrMalformed, "The file is not Markdown that can be read.")
	}
	doc, err := html.Parse(&page)
	if err != nil {
		return nil, refuse(ErrMalformed, "The file is nested too deeply to be read.")
	}
	d := Draft{Kind: Markdown}
	if title := firstElement(doc, "h1"); title != nil {
		d.Title = stated(textOf(title))
	}
	if hidden := strip(doc); hidden > 0 {
		d.note("Text that a reader does not see was left out (%d places).", hidden)
	}
	d.Body = dropTitle(blocks(doc), d.Title.Value)
	return []Draft{d}, nil
}

func firstElement(n *html.Node, name string) *html.Node {
	for d := range n.Descendants() {
		if d.Type == html.ElementNode && d.Data == name {
			return d
		}
	}
	return nil
}

// textOf returns the text below n on one line.
func textOf(n *html.Node) string {
	if n == nil {
		return ""
	}
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode && b.Len() < 4*maxField {
			b.WriteString(d.Data)
		}
	}
	return oneLine(b.String())
}
