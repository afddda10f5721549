package intake

import (
	"bytes"
	"errors"
	"path"
	"strings"

	"github.com/ledongthuc/pdf"

	"rapporteur/corpus"
)

const (
	maxPages    = 2000
	maxPageTree = 20_000 // nodes looked at to find the pages
	maxTreeDeep = 50
)

// readPDF makes a draft of a PDF. The library reads the file's objects and
// fonts; what is on a page, and which of it belongs together, is found here.
func readPDF(src Source) ([]Draft, error) {
	reader, err := openPDF(src.Data)
	if err != nil {
		return nil, err
	}
	d := Draft{Kind: PDF}
	var pages []pdfPage
	failed, white := 0, false
	for _, p := range pageTree(reader) {
		page, err := readPDFPage(p)
		if err != nil {
			failed++
			continue
		}
		white = white || page.unseen
		pages = append(pages, page)
	}
	lines := withoutRunningLines(pages)
	if len(lines) == 0 {
		if failed > 0 {
			return nil, refuse(ErrMalformed, "The PDF is damaged and cannot be read.")
		}
		return nil, refuse(ErrNoText, "The PDF holds only pictures, no text that could be quoted.")
	}
	if failed > 0 {
		d.note("%d of %d pages could not be read.", failed, failed+len(pages))
	}
	if white {
		d.note("Text that cannot be seen on the page was left out.")
	}
	d.Body = paragraphsOf(lines)
	describePDF(&d, reader, lines)
	return []Draft{d}, nil
}

// openPDF opens a file; the library panics at some of what is wrong with one.
func openPDF(data []byte) (r *pdf.Reader, err error) {
	defer func() {
		if recover() != nil {
			r, err = nil, refuse(ErrMalformed, "The PDF is damaged and cannot be read.")
		}
	}()
	if at := bytes.Index(data[:min(len(data), 1024)], []byte("%PDF-")); at > 0 {
		data = data[at:]
	}
	r, err = pdf.NewReader(bytes.NewReader(data), int64(len(data)))
	switch {
	case err == nil:
		return r, nil
	case errors.Is(err, pdf.ErrInvalidPassword), strings.Contains(err.Error(), "encrypt"):
		return nil, refuse(ErrEncrypted, "The PDF is encrypted and needs a password; save it without one and add it again.")
	}
	return nil, refuse(ErrMalformed, "The PDF is damaged and cannot be read.")
}

// pdfSheet is a page with what it inherits from the tree above it.
type pdfSheet struct {
	page, resources, box pdf.Value
}

// pageTree returns the pages in order. It walks the tree itself, since the
// number of pages that a file claims to have need not be true.
func pageTree(r *pdf.Reader) (pages []pdfSheet) {
	defer func() { _ = recover() }() // a damaged branch ends the tree
	budget := maxPageTree
	var walk func(n, resources, box pdf.Value, depth int)
	walk = func(n, resources, box pdf.Value, depth int) {
		if budget--; budget < 0 || depth > maxTreeDeep || len(pages) >= maxPages {
			return
		}
		if own := n.Key("Resources"); own.Kind() == pdf.Dict {
			resources = own
		}
		if own := n.Key("MediaBox"); own.Len() == 4 {
			box = own
		}
		kids := n.Key("Kids")
		if kids.Kind() != pdf.Array {
			pages = append(pages, pdfSheet{n, resources, box})
			return
		}
		for i := range kids.Len() {
			walk(kids.Index(i), resources, box, depth+1)
		}
	}
	walk(r.Trailer().Key("Root").Key("Pages"), pdf.Value{}, pdf.Value{}, 0)
	return pages
}

// describePDF reads what the file says about itself, with little trust: titles
// are often names of files, and the date is that of the file.
func describePDF(d *Draft, r *pdf.Reader, lines []pdfLine) {
	defer func() { _ = recover() }()
	info := r.Trailer().Key("Info")
	printed := printedTitle(lines)
	title := oneLine(info.Key("Title").Text())
	switch {
	case printed != "" && strings.Contains(printed, title):
		d.Title = stated(printed)
	case title != "" && !isFileName(title) && strings.Contains(strings.Join(strings.Fields(d.Body), " "), title):
		d.Title = stated(title)
	case printed != "":
		d.Title = stated(printed)
	case title != "" && !isFileName(title):
		d.Title = Field{title, corpus.Inferred}
		d.note("The title comes from the properties of the file and does not stand in its text.")
	}
	d.Author = oneLine(info.Key("Author").Text())
	if s, found := strings.CutPrefix(info.Key("CreationDate").Text(), "D:"); found {
		if date := isoDate(s[:min(len(s), 8)]); date != "" {
			d.Published = Field{date, corpus.Inferred}
			d.note("The date is the one on which the file was made.")
		}
	}
	d.Language = languageCode(r.Trailer().Key("Root").Key("Lang").Text())
}

// isFileName reports a title that a program made of the name of a file.
func isFileName(title string) bool {
	low := strings.ToLower(title)
	switch ext := path.Ext(low); ext {
	case ".doc", ".docx", ".pdf", ".indd", ".tex", ".dvi", ".odt", ".rtf", ".qxd", ".txt", ".html":
		return true
	}
	return strings.HasPrefix(low, "microsoft word") || strings.HasPrefix(low, "untitled") || !strings.Contains(title, " ")
}
