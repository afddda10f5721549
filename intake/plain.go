package intake

import (
	"errors"
	"strings"

	"go.yaml.in/yaml/v3"

	"rapporteur/corpus"
)

// isPlain reports what is kept as it is: text, and Markdown that is an article
// file of ours. Other Markdown is read as the page it describes.
func isPlain(kind Kind, content string) bool {
	return kind == Text || kind == Markdown && hasFrontMatter(content)
}

// readPlain keeps the text as it was received, but for what a reader of it does
// not see: comments and tags of pages, which a text has no use for.
func readPlain(kind Kind, content string) ([]Draft, error) {
	d := Draft{Kind: kind}
	body := content
	if kind == Markdown {
		var err error
		if body, err = readFrontMatter(&d, content); err != nil {
			return nil, err
		}
	}
	seen := cleanText(body)
	if len(seen) < len(strings.ReplaceAll(body, "\r\n", "\n")) {
		d.note("Characters that cannot be seen were left out.")
	}
	d.Body = stripTags(seen)
	if len(d.Body) != len(seen) {
		d.note("Tags or comments of a web page were left out.")
	}
	return []Draft{d}, nil
}

func hasFrontMatter(content string) bool {
	return isFrontMatter(strings.TrimPrefix(content[:min(len(content), sniffBytes)], "\ufeff"))
}

// maxFrontMatter is what corpus reads of a front matter.
const maxFrontMatter = 64 << 10

// readFrontMatter fills in what an article file says about itself and returns
// its body. Values of other fields are not kept.
func readFrontMatter(d *Draft, content string) (string, error) {
	_, rest, _ := strings.Cut(strings.TrimPrefix(content, "\ufeff"), "\n")
	block, body, err := cutFrontMatter(rest)
	if err != nil {
		return "", err
	}
	var head map[string]yaml.Node
	if err := yaml.Unmarshal([]byte(block), &head); err != nil {
		return "", refuse(ErrMalformed, "The front matter of the file, between the lines of ---, is not valid YAML.")
	}
	get := func(key string) string {
		n := head[key]
		if n.Kind != yaml.ScalarNode || n.Tag == "!!null" {
			return ""
		}
		return n.Value
	}
	field := func(key string) Field {
		f := Field{Value: get(key), Basis: corpus.Basis(get(key + "_basis"))}
		switch f.Basis {
		case corpus.Stated, corpus.Given, corpus.Inferred:
		default:
			f.Basis = corpus.Given
		}
		return f
	}
	d.ID, d.SourceFile = get("id"), get("source_file")
	d.Title, d.Publisher, d.Published = field("title"), field("publisher"), field("published")
	d.Place, d.Event = field("place"), field("event")
	d.Author, d.Language, d.URL, d.Licence = get("author"), get("language"), get("url"), get("licence")
	if d.Licence == "" {
		d.Licence = get("license")
	}
	if given := d.Published.Value; given != "" {
		if d.Published.Value = isoDate(given); d.Published.Value == "" {
			d.note("The date %q is not one that can be read, and was left out.", oneLine(given))
		}
	}
	return body, nil
}

func cutFrontMatter(rest string) (block, body string, err error) {
	for at := 0; at < len(rest) && at <= maxFrontMatter; {
		line, next := rest[at:], len(rest)
		if end := strings.IndexByte(line, '\n'); end >= 0 {
			line, next = line[:end], at+end+1
		}
		if line = strings.TrimRight(line, " \t\r"); line == "---" || line == "..." {
			return rest[:at], rest[next:], nil
		}
		at = next
	}
	return "", "", refuse(ErrMalformed, "The front matter of the file is not closed with a line of ---.")
}

// errNoDate is what isoDate makes "" of.
var errNoDate = errors.New("no date")

// isoDate returns the date that s is, in ISO 8601, "" when it is none: a date
// or a time of ISO 8601, or one in words.
func isoDate(s string) string {
	d, err := readDate(strings.TrimSpace(s))
	if err != nil {
		return ""
	}
	return d.String()
}

func readDate(s string) (corpus.Date, error) {
	if len(s) > 200 {
		return corpus.Date{}, errNoDate
	}
	if len(s) >= 8 && strings.Trim(s[:8], "0123456789") == "" { // 20151023, 20151023T1000
		s = s[:4] + "-" + s[4:6] + "-" + s[6:8]
	}
	if d, err := corpus.ParseDate(s); err == nil {
		return d, nil
	}
	if strings.IndexFunc(s, func(r rune) bool { return r > '9' }) < 0 {
		return corpus.Date{}, errNoDate
	}
	for _, m := range corpus.FindDates(s, corpus.Date{}) {
		if !m.Relative && m.Period.From == m.Period.To && !m.Period.From.IsZero() {
			return m.Period.From, nil
		}
	}
	return corpus.Date{}, errNoDate
}
