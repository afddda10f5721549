// Package reply turns answers, passages and hits into the messages that Discord
// shows: text, embeds, buttons and selects, within every limit of Discord and
// safe whatever an article, a user or a model wrote. It is made of pure functions
// and knows neither the network nor a Discord library.
//
// A Message is the body of a request as Discord takes it. What is said comes from
// three places: from articles, users and models, which always passes Escape; from
// the fixed texts of an interface, Texts, in the reader's language; and from this
// package, which adds nothing but marks: quotation lines, bold, small print,
// markers such as [1], and addresses of articles in angle brackets.
//
//	answer.go, refusal.go   an answer with its sources, a refusal with the nearest
//	                        passages, an answer that is still being written
//	report.go               a report by pages, made of items: what an item is of each
//	report_kinds.go         kind, and how items, sources and buttons stand on a page
//	report_page.go
//	sources.go, nearest.go  what the buttons below them show
//	passage.go, lookup.go   one passage to read, a page of hits
//	proposal.go, …_list.go  an article that may be added, several of them, a removal
//	source.go, excerpt.go   the line about an article, a stretch of one in bold
//	buttons.go, entries.go  components, and what they lead to
//	id.go, kept.go          their custom ids, and what is kept of a reply for them,
//	kept_report.go          or of a report
//	clean.go, escape.go     text from outside made safe
//	split.go, limits.go     text cut to length
//
// # What it promises
//
// No message is over a limit, empty or with a live mention, and none has a link
// but those to addresses in the corpus. Lengths are counted in UTF-16 units, which
// keeps them within limits that are counted in code points too. A quote is shown
// with all its visible characters, and every marker in the text of an answer
// stands before a source line or a quote of the same reply. The same input gives
// the same messages: custom ids and pages may rely on that.
//
// # What it does not do
//
// It does not send, keep or fetch anything: Kept is a value that somebody else
// stores. It uses the older components only, as a deferred reply cannot become a
// message of the newer ones.
package reply
