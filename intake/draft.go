package intake

import (
	"fmt"
	"path"
	"strings"
	"unicode"

	"rapporteur/corpus"
	"rapporteur/text"
)

// Source is what was handed in.
type Source struct {
	Name string // name of the file, "" when it had none
	Type string // media type that was declared for it, "" when none
	URL  string // address it was fetched from, "" when it was not
	Data []byte
}

// Draft is an article as it was found in a source, before anybody confirmed it.
// Every string is valid UTF-8 without control characters.
type Draft struct {
	ID         string // proposed; made of date and title, so not unique by itself
	SourceFile string // base name of the file it came from, "" when there was none
	Kind       Kind   // of the source

	Title     Field
	Publisher Field
	Published Field // ISO 8601, as short as its precision
	Place     Field
	Event     Field

	Author   string
	Language string // ISO 639-1, "" when unknown
	URL      string // absolute, http or https
	Licence  string

	// Body is the text: paragraphs with blank lines between them, one line
	// feed at the end. Of a text, and of an article file of ours, it is what
	// the file holds.
	Body string
	// Teaser says that Body is only the start of the article or a summary of
	// it; the article is at URL.
	Teaser bool
	// Notes say what a person should know before confirming: what was left out
	// and what does not agree. One sentence each.
	Notes []string
}

// Field is a piece of metadata with where it comes from. Without a value it has
// no basis.
type Field struct {
	Value string
	Basis corpus.Basis
}

func stated(s string) Field {
	if s = oneLine(s); s == "" {
		return Field{}
	}
	return Field{s, corpus.Stated}
}

func (d *Draft) note(format string, args ...any) {
	d.Notes = append(d.Notes, fmt.Sprintf(format, args...))
}

// Bounds of what a source may say about itself; a front matter stays far below
// what corpus reads.
const (
	maxField = 600 // bytes
	maxURL   = 2048
	maxNotes = 20
	maxID    = 80
)

// tidied returns the draft with every field in the form that an article file
// can hold, so that reading the file gives the same again.
func (d Draft) tidied() Draft {
	for _, f := range []*Field{&d.Title, &d.Publisher, &d.Place, &d.Event, &d.Published} {
		f.Value = oneLine(f.Value)
		switch {
		case f.Value == "":
			f.Basis = ""
		case f.Basis != corpus.Stated && f.Basis != corpus.Inferred:
			f.Basis = corpus.Given
		}
	}
	date, err := corpus.ParseDate(d.Published.Value)
	if d.Published.Value = date.String(); err != nil || date.IsZero() {
		d.Published = Field{}
	}
	for _, s := range []*string{&d.Author, &d.Licence, &d.SourceFile} {
		*s = oneLine(*s)
	}
	d.SourceFile = baseName(d.SourceFile)
	d.Language = languageCode(d.Language)
	d.URL = webAddress(d.URL)
	d.Body = strings.TrimLeft(cleanText(d.Body), "\n")
	if d.Body = strings.TrimRight(d.Body, " \t\n"); d.Body != "" {
		d.Body += "\n"
	}
	d.Notes = d.Notes[:min(len(d.Notes), maxNotes):min(len(d.Notes), maxNotes)]
	notes := make([]string, len(d.Notes))
	for i, n := range d.Notes {
		notes[i] = oneLine(n)
	}
	d.Notes = notes
	if d.ID = slug(d.ID); d.ID == "" {
		d.ID = d.proposeID()
	}
	return d
}

// proposeID makes an id of the date and the title, else of the file's name;
// "article" when there is neither.
func (d Draft) proposeID() string {
	name := d.Title.Value
	if name == "" {
		base := baseName(d.SourceFile)
		name = strings.TrimSuffix(base, path.Ext(base))
	}
	id := slug(d.Published.Value + " " + name)
	if id == "" {
		return "article"
	}
	return id
}

// slug folds s to lower-case letters and digits joined by single hyphens.
func slug(s string) string {
	var b strings.Builder
	gap := false
	for _, r := range text.Fold(s) {
		switch {
		case !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '_':
			gap = b.Len() > 0
			continue
		case b.Len()+5 > maxID:
			return b.String()
		case gap:
			b.WriteByte('-')
			gap = false
		}
		b.WriteRune(r)
	}
	return b.String()
}

// baseName returns the last element of a path of any system, "" for none.
func baseName(name string) string {
	base := path.Base(strings.ReplaceAll(name, `\`, "/"))
	if base == "." || base == "/" {
		return ""
	}
	return base
}

// languageCode returns the two-letter code that opens a language tag or a
// locale, "" when there is none.
func languageCode(tag string) string {
	code, _, _ := strings.Cut(strings.ReplaceAll(strings.TrimSpace(tag), "_", "-"), "-")
	code = strings.ToLower(code)
	if len(code) != 2 || strings.Trim(code, "abcdefghijklmnopqrstuvwxyz") != "" {
		return ""
	}
	return code
}
