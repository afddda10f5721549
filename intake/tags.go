package intake

import (
	"strings"

	"golang.org/x/net/html"
)

// unread are elements whose content nobody reads.
var unread = map[string]bool{"script": true, "style": true, "template": true, "noscript": true, "iframe": true, "title": true, "head": true, "textarea": true, "select": true, "xmp": true, "noembed": true, "noframes": true, "plaintext": true, "svg": true, "math": true, "object": true}

// stripTags takes comments, tags of pages and hidden elements out of a text;
// everything else stays byte for byte, also what only looks like a tag.
func stripTags(s string) string {
	if !strings.Contains(s, "<") {
		return s
	}
	var out strings.Builder
	z := html.NewTokenizer(strings.NewReader(s))
	z.SetMaxBuf(0)
	skipping, depth := "", 0
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			break
		}
		raw := string(z.Raw())
		name, hides := "", false
		switch kind {
		case html.StartTagToken, html.SelfClosingTagToken:
			token := z.Token()
			name = token.Data
			hides = kind == html.StartTagToken && (unread[name] || pageTags[name] && !voids[name] && isHiddenTag(token.Attr))
		case html.EndTagToken:
			name = z.Token().Data
		}
		switch {
		case skipping != "":
			if name == skipping && kind == html.StartTagToken {
				depth++
			} else if name == skipping && kind == html.EndTagToken {
				if depth--; depth == 0 {
					skipping = ""
				}
			}
		case hides:
			skipping, depth = name, 1
		case kind == html.CommentToken && (strings.HasPrefix(raw, "<!--") || strings.HasPrefix(raw, "<![CDATA[")), pageTags[name], unread[name]:
		case kind == html.DoctypeToken:
		default:
			out.WriteString(raw)
		}
	}
	return out.String()
}

// voids are elements without an end, which can hide nothing but themselves.
var voids = map[string]bool{"br": true, "hr": true, "img": true, "input": true, "link": true, "meta": true, "source": true, "wbr": true, "area": true, "base": true, "col": true, "embed": true, "track": true, "param": true}
