package intake

import (
	"strings"

	"golang.org/x/net/html"
)

// Bounds on what is read of the style sheets in a page.
const (
	maxSheet   = 512 << 10 // bytes
	maxHidings = 2000      // selectors that hide
)

// sheet is what the style sheets in a page hide by selectors of one name. More
// complicated selectors are left alone: they mostly hide menus until they are
// opened.
type sheet struct {
	classes, ids map[string]bool
}

// readSheet reads the style elements below n.
func readSheet(n *html.Node) sheet {
	s := sheet{map[string]bool{}, map[string]bool{}}
	room := maxSheet
	for d := range n.Descendants() {
		if d.Type != html.ElementNode || d.Data != "style" || d.FirstChild == nil {
			continue
		}
		css := d.FirstChild.Data
		css = css[:min(len(css), room)]
		room -= len(css)
		s.read(dropComments(css))
	}
	return s
}

// read takes the rules at the top level; those inside of @media and the like
// hold for paper or for small screens only.
func (s sheet) read(css string) {
	for css != "" {
		open := strings.IndexByte(css, '{')
		if open < 0 {
			return
		}
		selectors := css[:open]
		if semicolon := strings.LastIndexByte(selectors, ';'); semicolon >= 0 { // @import …;
			selectors = selectors[semicolon+1:]
		}
		end := blockEnd(css[open:])
		block := css[open+1 : open+end]
		css = css[min(len(css), open+end+1):]
		if strings.HasPrefix(strings.TrimSpace(selectors), "@") || len(block) > maxStyle || !hidesByStyle(declarations(strings.ToLower(block))) {
			continue
		}
		for selector := range strings.SplitSeq(selectors, ",") {
			s.add(strings.TrimSpace(selector))
		}
	}
}

// blockEnd returns where the block that css opens with ends.
func blockEnd(css string) int {
	depth := 0
	for i := 0; i < len(css); i++ {
		switch css[i] {
		case '{':
			depth++
		case '}':
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return len(css)
}

func (s sheet) add(selector string) {
	if len(s.classes)+len(s.ids) >= maxHidings || strings.ContainsAny(selector, " >+~:[*\\\n\t") {
		return
	}
	if tag, class, found := strings.Cut(selector, "."); found && !strings.ContainsAny(tag+class, ".#") && class != "" {
		s.classes[class] = true
	}
	if tag, id, found := strings.Cut(selector, "#"); found && !strings.ContainsAny(tag+id, ".#") && id != "" {
		s.ids[id] = true
	}
}

// hides reports an element that one of the rules hides.
func (s sheet) hides(n *html.Node) bool {
	for _, a := range n.Attr {
		switch a.Key {
		case "id":
			if s.ids[a.Val] {
				return true
			}
		case "class":
			if len(s.classes) == 0 {
				continue
			}
			for name := range strings.FieldsSeq(a.Val) {
				if s.classes[name] {
					return true
				}
			}
		}
	}
	return false
}

func dropComments(css string) string {
	var out strings.Builder
	for {
		before, rest, found := strings.Cut(css, "/*")
		out.WriteString(before)
		if !found {
			return out.String()
		}
		if _, css, found = strings.Cut(rest, "*/"); !found {
			return out.String()
		}
	}
}
