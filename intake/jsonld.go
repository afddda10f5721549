package intake

import (
	"encoding/json"
	"strings"

	"golang.org/x/net/html"

	"rapporteur/text"
)

// Bounds on what is read of the data that a page carries for search engines.
const (
	maxLD      = 1 << 20 // bytes of a script
	maxLDNodes = 5000
	maxLDDepth = 12
)

// articleTypes are the types of https://schema.org that are articles of news,
// the more special before the more general.
var articleTypes = text.Set("NewsArticle ReportageNewsArticle AnalysisNewsArticle BackgroundNewsArticle OpinionNewsArticle ReviewNewsArticle AskPublicNewsArticle AdvertiserContentArticle LiveBlogPosting SatiricalArticle Report ScholarlyArticle BlogPosting Article TechArticle SocialMediaPosting")

// linkedData is what one object says about an article.
type linkedData struct {
	headline, published, publisher, author, place string
	language, licence, url                        string
	closed                                        bool // not free to read
}

// ldReader collects the objects of all scripts of a page, so that one can refer
// to another by its id.
type ldReader struct {
	articles []map[string]any
	byID     map[string]map[string]any
	nodes    int
}

// readLinkedData returns what the JSON-LD of the page says about its article:
// the first of the most special type. It is zero when there is none.
func readLinkedData(doc *html.Node) linkedData {
	r := ldReader{byID: map[string]map[string]any{}}
	for n := range doc.Descendants() {
		if n.Type == html.ElementNode && n.Data == "script" && isLD(attr(n, "type")) && n.FirstChild != nil {
			r.script(n.FirstChild.Data)
		}
	}
	var best map[string]any
	for _, a := range r.articles {
		if best == nil || strings.Contains(typeOf(a), "News") && !strings.Contains(typeOf(best), "News") {
			best = a
		}
	}
	if best == nil {
		return linkedData{}
	}
	return linkedData{
		headline:  r.string(best, "headline", "name"),
		published: r.string(best, "datePublished", "dateCreated"),
		publisher: r.name(best, "publisher", "sourceOrganization", "provider"),
		author:    r.name(best, "author", "creator"),
		place:     firstOf(r.string(best, "dateline"), r.name(best, "locationCreated")),
		language:  r.name(best, "inLanguage"),
		licence:   r.string(best, "license"),
		url:       firstOf(r.string(best, "url"), r.reference(best, "mainEntityOfPage")),
		closed:    strings.EqualFold(r.string(best, "isAccessibleForFree"), "false"),
	}
}

func isLD(mediaType string) bool {
	mediaType, _, _ = strings.Cut(strings.ToLower(mediaType), ";")
	return strings.TrimSpace(mediaType) == "application/ld+json"
}

// script reads one script. What is no JSON says nothing; line breaks inside of
// strings, a common fault, are forgiven.
func (r *ldReader) script(s string) {
	if len(s) > maxLD {
		return
	}
	s = strings.TrimSpace(s)
	for _, wrap := range []string{"//<![CDATA[", "<![CDATA[", "<!--", "//]]>", "]]>", "-->"} {
		s = strings.TrimSpace(strings.TrimSuffix(strings.TrimPrefix(s, wrap), wrap))
	}
	s = strings.TrimSuffix(s, ";")
	var v any
	if json.Unmarshal([]byte(s), &v) != nil {
		s = strings.NewReplacer("\r", " ", "\n", " ", "\t", " ").Replace(s)
		if json.Unmarshal([]byte(s), &v) != nil {
			return
		}
	}
	r.collect(v, 0)
}

func (r *ldReader) collect(v any, depth int) {
	if r.nodes++; r.nodes > maxLDNodes || depth > maxLDDepth {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			r.collect(e, depth+1)
		}
	case map[string]any:
		if id, _ := v["@id"].(string); id != "" && len(v) > 1 && r.byID[id] == nil {
			r.byID[id] = v
		}
		if articleTypes[lastSegment(typeOf(v))] {
			r.articles = append(r.articles, v)
		}
		for _, key := range []string{"@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item", "hasPart", "publisher", "author", "subjectOf"} {
			if next := v[key]; next != nil {
				r.collect(next, depth+1)
			}
		}
	}
}

// typeOf returns the type of an object; of several, the first that is one of an
// article.
func typeOf(v map[string]any) string {
	switch t := v["@type"].(type) {
	case string:
		return t
	case []any:
		first := ""
		for _, e := range t[:min(len(t), 10)] {
			s, _ := e.(string)
			if articleTypes[lastSegment(s)] {
				return s
			}
			first = firstOf(first, s)
		}
		return first
	}
	return ""
}

// lastSegment returns what follows the last "/" or ":" of a type.
func lastSegment(s string) string { return s[strings.LastIndexAny(s, "/:#")+1:] }

// string returns the first of the properties that is a string or a list with
// one; booleans are in words.
func (r *ldReader) string(v map[string]any, keys ...string) string {
	for _, key := range keys {
		if s := plainString(v[key]); s != "" {
			return s
		}
	}
	return ""
}

func plainString(v any) string {
	switch v := v.(type) {
	case string:
		return oneLine(html.UnescapeString(v))
	case bool:
		if !v {
			return "false"
		}
		return "true"
	case []any:
		if len(v) > 0 {
			if s, ok := v[0].(string); ok {
				return plainString(s)
			}
		}
	case map[string]any:
		s, _ := v["@value"].(string)
		return oneLine(html.UnescapeString(s))
	}
	return ""
}

// name returns the first of the properties that is a name or a thing with one;
// of several things, all their names.
func (r *ldReader) name(v map[string]any, keys ...string) string {
	for _, key := range keys {
		if s := r.nameOf(v[key], 0); s != "" {
			return s
		}
	}
	return ""
}

func (r *ldReader) nameOf(v any, depth int) string {
	if depth > 3 {
		return ""
	}
	switch v := v.(type) {
	case string:
		if webAddress(v) != "" {
			return ""
		}
		return plainString(v)
	case []any:
		var names []string
		for _, e := range v[:min(len(v), 10)] {
			if s := r.nameOf(e, depth+1); s != "" {
				names = append(names, s)
			}
		}
		return oneLine(strings.Join(names, ", "))
	case map[string]any:
		if s := plainString(v["name"]); s != "" {
			return s
		}
		if s := plainString(v["alternateName"]); s != "" {
			return s
		}
		if id, _ := v["@id"].(string); id != "" && r.byID[id] != nil {
			return r.nameOf(r.byID[id], depth+1)
		}
	}
	return ""
}

// reference returns a property that is an address or an object with one as id.
func (r *ldReader) reference(v map[string]any, key string) string {
	switch v := v[key].(type) {
	case string:
		return v
	case map[string]any:
		id, _ := v["@id"].(string)
		return firstOf(id, plainString(v["url"]))
	}
	return ""
}

func firstOf(values ...string) string {
	for _, v := range values {
		if v != "" {
			return v
		}
	}
	return ""
}
