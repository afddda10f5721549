package intake

import (
	"bytes"
	"encoding/json"
	"mime"
	"path"
	"strings"
	"unicode"

	"rapporteur/text"
)

// Kind is what a source turned out to be.
type Kind string

const (
	Text     Kind = "text"
	Markdown Kind = "markdown"
	HTML     Kind = "html"
	PDF      Kind = "pdf"
	Feed     Kind = "feed"
)

// magics are the first bytes of files that hold no article we can read.
var magics = []struct{ prefix, kind string }{
	{"\x7fELF", "a program"},
	{"MZ\x90", "a program"},
	{"\x89PNG", "a picture"},
	{"\xff\xd8\xff", "a picture"},
	{"GIF8", "a picture"},
	{"RIFF", "a picture, a sound or a film"},
	{"II*\x00", "a picture"},
	{"MM\x00*", "a picture"},
	{"\x00\x00\x00\x18ftyp", "a film"},
	{"\x00\x00\x00\x20ftyp", "a film"},
	{"ID3", "a sound"},
	{"OggS", "a sound or a film"},
	{"%!PS", "PostScript"},
	{"{\\rtf", "rich text (RTF)"},
	{"PK\x03\x04", "an archive or an office document"},
	{"PK\x05\x06", "an archive"},
	{"\x1f\x8b", "an archive"},
	{"BZh", "an archive"},
	{"7z\xbc\xaf", "an archive"},
	{"Rar!", "an archive"},
	{"\xfd7zXZ", "an archive"},
	{"\x28\xb5\x2f\xfd", "an archive"},
	{"\xd0\xcf\x11\xe0", "an old office document"},
	{"SQLite format 3", "a database"},
	{"\xff\xfe\x00\x00", "text in UTF-32"},
	{"\x00\x00\xfe\xff", "text in UTF-32"},
}

// detect returns the kind of a source, and its text unless it is a PDF. What a
// source contains decides; the declared type and the name are asked where the
// content fits several kinds.
func detect(src Source) (Kind, string, error) {
	if len(bytes.TrimSpace(src.Data)) == 0 {
		return "", "", refuse(ErrNoText, "The file is empty.")
	}
	// The standard allows bytes before the mark, and old programs wrote some.
	if bytes.Contains(src.Data[:min(len(src.Data), 1024)], []byte("%PDF-")) {
		return PDF, "", nil
	}
	for _, m := range magics {
		if bytes.HasPrefix(src.Data, []byte(m.prefix)) {
			return "", "", refuse(ErrKind, "The file is %s, not an article.", m.kind)
		}
	}
	s, _ := toUTF8(src.Data, src.Type)
	if isBinary(s) {
		return "", "", refuse(ErrKind, "The file is not text.")
	}
	kind, err := kindOfText(s, src)
	return kind, s, err
}

func kindOfText(s string, src Source) (Kind, error) {
	head := strings.ToLower(strings.TrimLeftFunc(s[:min(len(s), sniffBytes)], isBlank))
	declared := declaredKind(src)
	switch root := rootElement(head); {
	case root == "rss", root == "feed", root == "rdf:rdf", root == "rdf":
		return Feed, nil
	case isFrontMatter(head):
		return Markdown, nil
	case strings.HasPrefix(head, "{") && strings.Contains(head, "jsonfeed.org/version"):
		return Feed, nil
	case (strings.HasPrefix(head, "{") || strings.HasPrefix(head, "[")) && json.Valid([]byte(strings.TrimSpace(s))):
		return "", refuse(ErrKind, "The file holds data (JSON), not an article.")
	case strings.HasPrefix(head, "<?xml") && root != "html" && !strings.Contains(head, "<html"):
		return "", refuse(ErrKind, "The file holds data (XML), not an article.")
	case looksLikePage(s, head, root, declared):
		return HTML, nil
	case declared == Markdown:
		return Markdown, nil
	}
	return Text, nil
}

// declaredKind returns what the name of the source says, else its type, since
// servers call most things plain text; "" when neither says anything.
func declaredKind(src Source) Kind {
	switch strings.ToLower(path.Ext(baseName(src.Name))) {
	case ".md", ".markdown":
		return Markdown
	case ".html", ".htm", ".xhtml":
		return HTML
	case ".txt", ".text":
		return Text
	}
	mediaType, _, err := mime.ParseMediaType(src.Type)
	if err != nil {
		return ""
	}
	switch mediaType {
	case "text/markdown", "text/x-markdown":
		return Markdown
	case "text/html", "application/xhtml+xml":
		return HTML
	case "text/plain":
		return Text
	}
	return ""
}

// rootElement returns the name of the first element of a document, after
// declarations, comments and instructions; "" when the text starts otherwise.
func rootElement(head string) string {
	for range 20 {
		head = strings.TrimLeftFunc(head, isBlank)
		end := ""
		switch {
		case strings.HasPrefix(head, "<!--"):
			end = "-->"
		case strings.HasPrefix(head, "<?"):
			end = "?>"
		case strings.HasPrefix(head, "<!doctype html"):
			return "html"
		case strings.HasPrefix(head, "<!doctype"):
			return doctypeRoot(head)
		default:
			return tagName(head)
		}
		_, rest, found := strings.Cut(head, end)
		if !found {
			return ""
		}
		head = rest
	}
	return ""
}

// doctypeRoot returns the name that a document type declares as the root.
func doctypeRoot(head string) string {
	fields := strings.FieldsFunc(head[len("<!doctype"):], func(r rune) bool { return isBlank(r) || r == '>' || r == '[' })
	if len(fields) == 0 {
		return ""
	}
	return fields[0]
}

// tagName returns the lower-cased name of the tag that s opens with, "" when it
// opens with none.
func tagName(s string) string {
	s, found := strings.CutPrefix(s, "<")
	if !found {
		return ""
	}
	s = strings.TrimPrefix(s, "/")
	end := strings.IndexFunc(s[:min(len(s), 24)], func(r rune) bool {
		return !(r|0x20 >= 'a' && r|0x20 <= 'z' || r >= '0' && r <= '9' || r == ':')
	})
	if end <= 0 || !strings.ContainsRune(" \t\r\n/>", rune(s[end])) {
		return ""
	}
	return strings.ToLower(s[:end])
}

// pageTags are elements that a page has and a text does not.
var pageTags = text.Set("html head body p div span a br hr li ul ol td tr th table img meta link section article main h1 h2 h3 h4 strong em b i u nav header footer aside button form input title script style template noscript iframe figure figcaption blockquote svg center font")

// looksLikePage reports the source of a page rather than a text in which tags
// are mentioned.
func looksLikePage(s, head, root string, declared Kind) bool {
	switch root {
	case "html", "head", "body":
		return true
	}
	if strings.Contains(head, "<html") || strings.Contains(head, "<!doctype html") {
		return true
	}
	tags, script := countTags(s)
	switch {
	case script:
		return declared != Markdown
	case declared == HTML:
		return tags > 0
	case declared == Markdown:
		return false
	}
	return tags >= 5 && tags*400 >= len(s) || tags > 0 && pageTags[root] && tags*400 >= len(s)
}

// countTags counts the tags of pages in s, and reports whether one of them
// starts a script or a style that is closed again.
func countTags(s string) (tags int, script bool) {
	for i := strings.IndexByte(s, '<'); i >= 0; {
		name := tagName(s[i:])
		if pageTags[name] {
			tags++
		}
		if (name == "script" || name == "style") && s[i+1] == '/' {
			script = true
		}
		next := strings.IndexByte(s[i+1:], '<')
		if next < 0 {
			break
		}
		i += 1 + next
	}
	return tags, script
}

// isFrontMatter reports a text that opens with a line of --- and a field.
func isFrontMatter(head string) bool {
	first, rest, _ := strings.Cut(head, "\n")
	if strings.TrimRight(first, " \t\r") != "---" {
		return false
	}
	line, _, _ := strings.Cut(rest, "\n")
	key, _, found := strings.Cut(line, ":")
	return found && key != "" && strings.Trim(key, "abcdefghijklmnopqrstuvwxyz_") == ""
}

// isBinary reports what has more control characters than a text.
func isBinary(s string) bool {
	head := s[:min(len(s), sniffBytes)]
	controls := 0
	for _, r := range head {
		if r < ' ' && !isBlank(r) && r != 0x1b || r == unicode.ReplacementChar {
			controls++
		}
	}
	return controls > 4 && controls > len(head)/20
}

func isBlank(r rune) bool { return r == '\ufeff' || unicode.IsSpace(r) }
