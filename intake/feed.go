package intake

import (
	"encoding/xml"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/mmcdole/gofeed"
	"golang.org/x/net/html"

	"rapporteur/corpus"
)

const (
	// maxEntries is how many entries of a feed become drafts, the first ones:
	// feeds have the newest first.
	maxEntries = 500
	// shortText is the text that an article has at least, in bytes; less is
	// taken for a teaser.
	shortText = 600
)

// readFeed makes a draft of each entry of an RSS, Atom or JSON feed.
func readFeed(src Source, s string) ([]Draft, error) {
	s, more := firstEntries(withoutDeclaration(s))
	parser := gofeed.NewParser()
	parser.RSSTranslator = &gofeed.DefaultRSSTranslator{DisableContentImageScan: true}
	feed, err := parser.ParseString(s)
	if err != nil {
		return nil, refuse(ErrMalformed, "The feed is damaged and cannot be read.")
	}
	if len(feed.Items) > maxEntries {
		feed.Items, more = feed.Items[:maxEntries], true
	}
	drafts := make([]Draft, 0, len(feed.Items))
	for _, item := range feed.Items {
		d := entry(feed, item, src)
		if strings.TrimSpace(d.Body) == "" {
			continue
		}
		if more && len(drafts) == 0 {
			d.note("The feed has more than %d entries; the first ones were read.", maxEntries)
		}
		drafts = append(drafts, d)
	}
	if len(drafts) == 0 {
		return nil, refuse(ErrNoText, "The feed has no entries with text.")
	}
	return drafts, nil
}

// entry makes a draft of one entry. An entry without any text of its own is the
// teaser of its title.
func entry(feed *gofeed.Feed, item *gofeed.Item, src Source) Draft {
	d := Draft{Kind: Feed, Title: stated(plainLine(item.Title)), Language: firstOf(languageCode(feed.Language))}
	if item.Content != "" {
		d.Body = fragment(item.Content)
	}
	summary := fragment(item.Description)
	if len(d.Body) < len(summary) {
		d.Body = summary
	}
	d.Teaser = isTeaser(d.Body, item.Content != "")
	if d.Body == "" && d.Title.Value != "" {
		d.Body, d.Teaser = d.Title.Value, true
	}
	if item.Link != "" {
		d.URL = absolute(item.Link, firstOf(src.URL, webAddress(feed.Link)))
	}
	if d.URL == "" && d.Teaser {
		d.note("The entry gives only a summary and no address of the article.")
	}
	d.Publisher = stated(plainLine(feed.Title))
	if len(item.Authors) > 0 && item.Authors[0] != nil {
		d.Author = plainLine(item.Authors[0].Name)
	}
	d.Licence = plainLine(feed.Copyright)
	d.Published = entryDate(item)
	if host := hostOf(firstOf(d.URL, src.URL)); host != "" && d.Publisher.Value != "" && !nameFitsHost(d.Publisher.Value, host) {
		d.note("The feed calls itself “%s”, but the article is on %s.", d.Publisher.Value, host)
	}
	return d
}

// entryDate prefers the date as it is written to the time it was converted to,
// which can be of another day.
func entryDate(item *gofeed.Item) Field {
	for _, at := range []struct {
		written string
		parsed  *time.Time
	}{{item.Published, item.PublishedParsed}, {item.Updated, item.UpdatedParsed}} {
		if date := isoDate(at.written); date != "" {
			return Field{date, corpus.Stated}
		}
		if at.parsed != nil && at.parsed.Year() >= 1000 && at.parsed.Year() <= 9999 {
			return Field{at.parsed.Format(time.DateOnly), corpus.Stated}
		}
	}
	return Field{}
}

// fragment returns the text of a piece of HTML, or of plain text. Feeds often
// escape their HTML once more than they should.
func fragment(s string) string {
	out := unescaped(s)
	if tags, _ := countTags(out); tags > 0 {
		return unescaped(out)
	}
	return out
}

func unescaped(s string) string {
	doc, err := html.Parse(strings.NewReader(s))
	if err != nil {
		return ""
	}
	strip(doc)
	return blocks(doc)
}

// plainLine returns s on one line without tags and references.
func plainLine(s string) string {
	if len(s) > 8*maxField {
		s = s[:8*maxField]
	}
	if !strings.ContainsAny(s, "<&") {
		return oneLine(s)
	}
	return oneLine(strings.ReplaceAll(fragment(s), "\n", " "))
}

// teaserEnds are what summaries end with that were cut off.
var teaserEnds = []string{"…", "...", "[…]", "[...]", "read more", "continue reading", "weiterlesen", "lire la suite", "leer más", "подробнее", "devamını oku", "read more »", "continue reading →", "read the full article", "full story"}

// isTeaser reports a text that is only the start of an article or a summary:
// cut off, or short, or not given as content and less than long.
func isTeaser(body string, isContent bool) bool {
	end := strings.ToLower(body[max(0, len(body)-60):])
	end = strings.TrimRight(end, " \n\t.»→>")
	for _, t := range teaserEnds {
		if strings.HasSuffix(end, strings.TrimRight(t, ".»→ ")) && strings.TrimRight(t, ".»→ ") != "" {
			return true
		}
	}
	if strings.HasSuffix(strings.TrimRight(body, " \n"), "...") {
		return true
	}
	limit := shortText
	if !isContent {
		limit *= 3
	}
	return len(body) < limit
}

// firstEntries cuts a feed of XML after the entries that are read, so that a
// feed without end costs no more than a long one. JSON is left as it is.
func firstEntries(s string) (string, bool) {
	for _, end := range []string{"</item>", "</entry>"} {
		at := 0
		for range maxEntries {
			next := strings.Index(s[at:], end)
			if next < 0 {
				break
			}
			at += next + len(end)
		}
		if at == 0 {
			continue
		}
		if !strings.Contains(s[at:], end) {
			return s, false
		}
		tail := "</feed>"
		if end == "</item>" {
			tail = closing(s)
		}
		return s[:at] + tail, true
	}
	return s, false
}

// closing returns the ends of the elements that the items of RSS stand in; in
// RSS 1.0 they stand in the root.
func closing(s string) string {
	head := strings.ToLower(s[:min(len(s), sniffBytes)])
	if strings.Contains(head, "<rdf:rdf") {
		return "</rdf:RDF>"
	}
	return "</channel></rss>"
}

// withoutDeclaration drops the declaration of an encoding, which the text is no
// longer in, and a document type with entities, which no feed needs.
func withoutDeclaration(s string) string {
	s = strings.TrimLeftFunc(s, isBlank)
	if strings.HasPrefix(s, "<?xml") {
		if _, rest, found := strings.Cut(s, "?>"); found {
			s = strings.TrimLeftFunc(rest, isBlank)
		}
	}
	if len(s) > 9 && strings.EqualFold(s[:9], "<!doctype") {
		s = strings.TrimLeftFunc(afterDoctype(s), isBlank)
	}
	return s
}

// afterDoctype returns what follows a document type and its entities.
func afterDoctype(s string) string {
	d := xml.NewDecoder(strings.NewReader(s))
	d.Strict = false
	if _, err := d.RawToken(); err != nil {
		return s
	}
	rest := s[d.InputOffset():]
	if !utf8.ValidString(rest) {
		return s
	}
	return rest
}
