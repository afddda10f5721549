package answer

import (
	"regexp"
	"slices"
	"strings"

	"rapporteur/corpus"
	"rapporteur/text"
)

// misquoted says which words of c stand in quotation marks and are not the
// article's, word by word, in a sentence that c cites.
func (e *Engine) misquoted(c *claim) string {
	if verbatim(c.written, c.given) {
		return "" // all of it is the article's, with whatever marks it has there
	}
	w := corpus.Written(c.written)
	for i := range w.Sentences {
		for _, q := range w.Sentences[i].Quotes {
			quoted := w.Text(q)
			if !verbatim(quoted, c.given) && !isTitle(quoted, c.given) {
				return dropQuote + ": " + quoted
			}
		}
	}
	if unpaired(c.written) {
		return dropQuote
	}
	return ""
}

// verbatim reports that the words of a quotation stand in a row in one of the
// sentences. An ellipsis parts rows that stand there one after the other.
func verbatim(quoted string, given []*sentence) bool {
	for _, g := range given {
		words, at := text.Words(g.text), 0
		ok := true
		for _, part := range ellipsis.Split(quoted, -1) {
			row := text.Words(part)
			k := rowAt(words[at:], row)
			if k < 0 {
				ok = false
				break
			}
			at += k + len(row)
		}
		if ok {
			return true
		}
	}
	return false
}

// isTitle reports that a quotation is the title of an article cited.
func isTitle(quoted string, given []*sentence) bool {
	return slices.ContainsFunc(given, func(g *sentence) bool {
		return len(text.Words(quoted)) > 1 && text.Fold(strings.Trim(quoted, ".,")) == text.Fold(g.article.Title)
	})
}

// rowAt returns where the words of row stand in a row, -1 when they do not.
func rowAt(words, row []string) int {
	for i := 0; i+len(row) <= len(words); i++ {
		if slices.Equal(words[i:i+len(row)], row) {
			return i
		}
	}
	return -1
}

// unpaired reports that a quotation mark has no other one.
func unpaired(s string) bool {
	low := strings.Count(s, "„")
	return strings.Count(s, `"`)%2 == 1 || strings.Count(s, "«") != strings.Count(s, "»") ||
		low == 0 && strings.Count(s, "“") != strings.Count(s, "”")
}

// ellipsis parts what a quotation leaves out.
var ellipsis = regexp.MustCompile(`[\[(]?(?:…|\.\s?\.\s?\.)[\])]?`)
