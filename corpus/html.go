package corpus

import "strings"

// pageTags are elements that a page has and an article's text does not.
var pageTags = []string{"p", "div", "span", "a", "br", "li", "ul", "td", "tr", "table", "img", "meta", "link", "section", "article", "h1", "h2", "h3", "strong", "em", "nav", "header", "footer", "button", "title"}

// looksLikeHTML reports that body is the source of a page rather than a text
// in which a tag is mentioned.
func looksLikeHTML(body string) bool {
	head := strings.ToLower(strings.TrimLeftFunc(body[:min(len(body), sniffBytes)], isSpace))
	for _, p := range []string{"<!doctype html", "<html", "<head", "<body", "<?xml"} {
		if strings.HasPrefix(head, p) {
			return true
		}
	}
	if strings.Contains(head, "<html") || strings.Contains(head, "<!doctype html") {
		return true
	}
	tags := 0
	for i := strings.IndexByte(body, '<'); i >= 0; {
		rest := body[i+1:]
		if name := tagName(rest); name != "" && isPageTag(name) {
			tags++
		}
		next := strings.IndexByte(rest, '<')
		if next < 0 {
			break
		}
		i += 1 + next
	}
	return tags >= 10 && tags*200 >= len(body)
}

func isPageTag(name string) bool {
	for _, t := range pageTags {
		if t == name {
			return true
		}
	}
	return false
}

// tagName returns the lower-cased name of the tag whose inside s starts with.
func tagName(s string) string {
	s = strings.TrimPrefix(s, "/")
	n := 0
	for n < len(s) && n < 10 && (s[n]|0x20 >= 'a' && s[n]|0x20 <= 'z' || n > 0 && s[n] >= '0' && s[n] <= '9') {
		n++
	}
	if n == 0 || n == len(s) || !strings.ContainsRune(" \t\r\n/>", rune(s[n])) {
		return ""
	}
	return strings.ToLower(s[:n])
}
