// Package statements reads who said what out of an article: the attributions
// and quotation marks of package corpus, put together into statements as a
// reader would list them.
//
// A Statement is one thing that somebody said. It is verbatim when its words
// stood in quotation marks: a quotation of several sentences or paragraphs is
// one statement, however many sentences it runs through. It is reported when
// the words are the article's. A sentence that wraps a few quoted words in the
// article's own gives one statement for the quoted words and, when the article's
// words say more than what they were said of, one for the whole clause.
//
// Everything of a statement is a span of the article, or read from the sentence
// it stands in: to whom it was said and when (frame.go), and what the article
// says the speaker is (role.go). What the article does not say is left empty.
//
// One may tell what another said (nested.go): the words are then the other's, and
// Via says who tells. A clause that only says that something was said, or that is
// no sentence without what stands before it, is no statement.
//
// Words in quotation marks that nobody is said to have said are no statement;
// neither are headlines, for the text below says it with its context. It reads a
// name where a sentence gives one, with the title or the apposition beside it, and
// keeps no list of people: that two spellings are one person is for the caller,
// who has a glossary. The work is linear in the article, and no function keeps
// state, so all may be called at the same time.
package statements
