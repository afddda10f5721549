// Package seeds holds what Rapporteur knows before anybody gives it anything:
// five articles about the Syria peace talks of 2015 to 2017, a glossary of the
// names of diplomacy, a lexicon of its vocabulary in eight languages, and the
// questions and the requests for reports on which the project measures itself.
//
// All of it is embedded into the binary. An article is a Markdown file whose
// front matter says what is known about it, and on what basis; its body is the
// text byte for byte as it was received, mistakes included, because quotations
// are cut from it. The glossary says that two strings name one thing, and the
// lexicon that two words mean about the same: neither adds a fact to an answer.
//
// The package gives bytes and reads none of them: decoding is for those who use
// them.
package seeds

import (
	"embed"
	"io/fs"
)

//go:embed articles/*.md
var articles embed.FS

// Articles holds one Markdown file per article at its top level, named after
// the article's id. It is read-only and safe for concurrent use.
var Articles fs.FS = mustSub(articles, "articles")

//go:embed glossary.yaml
var glossary string

// Glossary returns the YAML of people, places, bodies, groups, events and
// outlets with their spellings. Each call returns a copy of its own.
func Glossary() []byte { return []byte(glossary) }

//go:embed lexicon.yaml
var lexicon string

// Lexicon returns the YAML of concepts, each with the words for it in English,
// Arabic, French, Russian, Turkish, Persian, Spanish and German. Each call
// returns a copy of its own.
func Lexicon() []byte { return []byte(lexicon) }

//go:embed questions.jsonl
var questions string

// Questions returns the development questions with their gold evidence, one
// JSON object a line. Each call returns a copy of its own.
func Questions() []byte { return []byte(questions) }

//go:embed reports.jsonl
var reports string

// Reports returns the development requests for timelines, quotations, summaries,
// comparisons and checks with what has to come of them, written by reading the
// articles, one JSON object a line. Each call returns a copy of its own.
func Reports() []byte { return []byte(reports) }

// mustSub panics when dir is missing, which the embed directive rules out.
func mustSub(fsys fs.FS, dir string) fs.FS {
	sub, err := fs.Sub(fsys, dir)
	if err != nil {
		panic(err)
	}
	return sub
}
