package intake

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/net/html"

	"rapporteur/text"
)

// furniture are elements that a page consists of besides its text. What is
// struck out is no longer said.
var furniture = text.Set("script style template noscript iframe object embed applet canvas svg annotation annotation-xml audio video form button input select textarea datalist option nav menu dialog footer aside progress meter map del s strike")

// furnitureRoles are roles of elements that are none of the text.
var furnitureRoles = text.Set("navigation banner contentinfo search complementary dialog alertdialog alert menu menubar toolbar tablist form status tooltip")

// furnitureNames are parts of the names that sites give to what stands around
// an article.
var furnitureNames = text.Set("cookie cookies cookiebar consent gdpr newsletter newsletters related share sharing sharebar social advert adverts advertisement advertising ads ad adslot sponsored promo promos breadcrumb breadcrumbs subscribe subscription recirc recirculation recommended recommendations outbrain taboola trending toolbar skip comments disqus readmore morelike pagination paywall popup modal teaser teasers mostread toplists relatedposts masthead navbar topnav sharedaddy")

// furnitureClasses are such names as a whole, of parts that say nothing alone.
var furnitureClasses = text.Set("site-header site-title site-branding site-footer site-info page-header comment-list comments-area comment-respond post-navigation entry-footer tag-list tags-links cat-links author-bio about-author")

// lineNames are parts of the names of the lines under a headline, which say who
// wrote the article and when; both are read as such.
var lineNames = text.Set("meta byline posted timestamp pubdate publishdate author")

// maxLine bounds such a line, so that no text goes with it.
const maxLine = 150

// strip removes below n what is no text of an article: comments, what is
// hidden, and the furniture of the page. It returns how many hidden elements
// with text it removed.
func strip(n *html.Node) (hidden int) {
	hides := readSheet(n)
	total := textLen(n)
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		for c := n.FirstChild; c != nil; {
			next := c.NextSibling
			switch {
			case c.Type == html.CommentNode || c.Type == html.DoctypeNode || c.Type == html.RawNode:
				n.RemoveChild(c)
			case c.Type != html.ElementNode || isFrame(c):
				walk(c)
			case isFurniture(c, total), c.Data == "sup" && isReference(c):
				n.RemoveChild(c)
			case isHiddenTag(c.Attr) || hides.hides(c):
				if textLen(c) > 0 {
					hidden++
				}
				n.RemoveChild(c)
			default:
				c.Attr = slices.DeleteFunc(c.Attr, isUnneeded)
				if inText(c) {
					c.Attr = nil // the library, too, goes by the names of classes
				}
				walk(c)
			}
			c = next
		}
	}
	walk(n)
	return hidden
}

// neededAttrs are those that finding the article and its text looks at.
var neededAttrs = text.Set("class id role itemprop href src rel colspan rowspan type")

// maxAttr bounds one of them; longer ones only cost time.
const maxAttr = 2048

func isUnneeded(a html.Attribute) bool { return !neededAttrs[a.Key] || len(a.Val) > maxAttr }

// isFrame reports the elements around everything: what hides them hides the
// page until a script shows it.
func isFrame(n *html.Node) bool {
	switch n.Data {
	case "html", "body", "main":
		return true
	}
	return false
}

// isFurniture reports an element that is no text by its name, its role, or the
// names the site gave it. By the latter alone nothing goes that holds a good
// part of the page.
func isFurniture(n *html.Node, total int) bool {
	if furniture[n.Data] || n.Namespace == "svg" {
		return true
	}
	if furnitureRoles[strings.ToLower(attr(n, "role"))] {
		return true
	}
	if inText(n) {
		return false
	}
	names := attr(n, "class")
	if id := attr(n, "id"); isPlainID(id) {
		names += " " + id
	}
	switch n.Data {
	case "article", "blockquote":
		return false
	case "header":
		return !insideOf(n, "article", "main") && firstElement(n, "h1") == nil
	case "p", "div", "span", "ul", "time", "address":
		if hasPart(names, lineNames) && textLen(n) < maxLine && firstElement(n, "h1") == nil {
			return true
		}
	}
	if n.Data == "p" || n.Data == "time" {
		return false
	}
	return (hasPart(names, furnitureNames) || hasClass(names, furnitureClasses)) && textLen(n) < total*2/5
}

// companions stand beside a name in the ids of furniture. Other ids of several
// words are made of headings ("comments-on-the-agreement").
var companions = text.Set("a the bar box block area list links link wrap wrapper container section widget module panel content articles stories posts items slot form buttons tools icons banner notice signup top bottom left right main page site jp")

func isPlainID(id string) bool {
	words := strings.FieldsFunc(id, func(r rune) bool { return !unicode.IsLetter(r) })
	if len(words) > 3 {
		return false
	}
	known := 0
	for _, w := range words {
		if w = strings.ToLower(w); companions[w] || furnitureNames[w] || furnitureClasses[w] {
			known++
		}
	}
	return len(words) == 1 || known == len(words)
}

// inText reports an element inside of running text. A sentence must not lose
// words for the name of a class.
func inText(n *html.Node) bool {
	return insideOf(n, "p", "li", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "td", "dd", "figcaption", "pre")
}

func insideOf(n *html.Node, names ...string) bool {
	for p := n.Parent; p != nil; p = p.Parent {
		if slices.Contains(names, p.Data) {
			return true
		}
	}
	return false
}

func hasClass(names string, set map[string]bool) bool {
	for name := range strings.FieldsSeq(names) {
		if set[strings.ToLower(name)] {
			return true
		}
	}
	return false
}

// hasPart splits names at their seams ("relatedLinks", "share-bar") and reports
// that a part is in the set.
func hasPart(names string, set map[string]bool) bool {
	if strings.TrimSpace(names) == "" {
		return false
	}
	start, runes := 0, []rune(names[:min(len(names), 1000)])
	for i := 0; i <= len(runes); i++ {
		seam := i == len(runes) || !unicode.IsLetter(runes[i])
		hump := !seam && i > start && unicode.IsUpper(runes[i]) && unicode.IsLower(runes[i-1])
		if !seam && !hump {
			continue
		}
		if set[strings.ToLower(string(runes[start:i]))] {
			return true
		}
		if start = i; seam {
			start = i + 1
		}
	}
	return false
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// textLen returns the bytes of text below n besides white space, roughly.
func textLen(n *html.Node) int {
	size := 0
	for d := range n.Descendants() {
		if d.Type == html.TextNode && !(d.Parent != nil && (d.Parent.Data == "script" || d.Parent.Data == "style" || d.Parent.Data == "noscript")) {
			size += len(strings.TrimSpace(d.Data))
		}
	}
	return size
}

// isReference reports the mark of a footnote: a link inside the page. In an
// answer it would look like a citation.
func isReference(n *html.Node) bool {
	for d := range n.Descendants() {
		if d.Type == html.ElementNode && d.Data == "a" && strings.HasPrefix(attr(d, "href"), "#") {
			return true
		}
	}
	return false
}
