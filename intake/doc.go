// Package intake turns the bytes of a file or a page into drafts of articles.
//
// An Extractor takes a Source, decides by its content what it is, and gives a
// Draft for each article in it: the text without what is no text, and what the
// source says about itself, each thing with its basis. Draft.Markdown renders a
// draft as the article file that package corpus reads. A draft is a proposal:
// what it says is shown to a person before it counts.
//
// One source passes these steps, each in a file of its own:
//
//	kind.go       what it is, by content first, then by type and name
//	charset.go    bytes become UTF-8 (clean.go: and lose what cannot be seen)
//	plain.go      text, and Markdown with our front matter: kept as it is
//	page.go       HTML: the article found in the page (a library), as blocks of
//	              text (blocks.go), after hidden.go and furniture.go took out
//	              what a reader does not see or did not come for
//	meta.go       what a page says about itself (jsonld.go), with what does not
//	              agree noted (publisher.go)
//	feed.go       RSS, Atom and JSON feeds: a draft for each entry
//	pdf.go        PDF: glyphs become lines, lines become paragraphs (pdf_*.go)
//	markdown.go   a draft becomes an article file
//
// Everything but plain text is read in a child process (parent.go, child.go):
// the same program, started with a hidden argument, without environment, files
// or network, and with limits on time, memory and output. What goes wrong there
// is one plain sentence here. The program must call Main first thing in its
// main function, and tests in TestMain.
//
// Nothing is ever run, fetched or followed because a source says so. The
// package writes no files and has no network; package intake/fetch has.
package intake
