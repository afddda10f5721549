// Package corpus turns files into articles that can be quoted.
//
// The stored text of an article, Article.Body, is the file after its front
// matter, byte for byte when the file is valid UTF-8. Everything else is a
// byte span of it: what cleaning took out (Removal), paragraphs, sentences,
// the stretches that somebody else than the article says (Attribution), and
// passages, the unit of retrieval. A span always lies on rune boundaries, and
// sentences, removals and white space together cover the whole body.
//
// One article passes these steps, each in a file of its own:
//
//	load.go         a folder becomes files, files become a Corpus; loader.go does
//	                so again when some of them have changed, derived.go keeps
//	                what was derived from them for the next run
//	decode.go       bytes become UTF-8 text, or a reason why not (html.go)
//	frontmatter.go  what the file says about itself
//	infer.go        what can be read off the text where the file says nothing
//	clean.go        what is no article is removed, with reasons: notices and
//	                controls of the site (notice.go), credits of pictures
//	                (credit.go), teasers of other articles (teaser.go)
//	paragraph.go    lines become paragraphs, each with its role
//	quote.go        quotation marks become pairs
//	sentence.go     paragraphs become sentences (abbreviation.go)
//	speaker.go      sentences get the person or body that says them: the verb
//	                (verbs.go, report.go), its subject (naming.go, subject.go),
//	                what it covers (scope.go), whom a name or a pronoun means
//	                (resolve.go), and the rest of a quotation (govern.go)
//	passage.go      sentences become passages
//
// dates.go finds dates in texts and questions alike (date_*.go).
//
// The rules are general: none names an outlet or an article. They prefer to
// leave something in over taking out what the article says, and no speaker
// over a wrong one. Nothing here writes, fetches or runs anything: a file with
// instructions in it is a text with instructions in it.
package corpus
