// Command rapporteur answers questions about the Syria peace talks from news
// articles, with the source of every sentence, or says that it cannot.
//
// # A tour of the code, following one question
//
//	rapporteur ask "Who led Russia's delegation at the eighth Astana round?"
//
// Before the question there are the articles. Package seeds embeds five of them,
// with a glossary of names and a lexicon of words in eight languages. Package
// corpus turns the bytes of a file into an article: it strips what belongs to
// the page and not to the report (and remembers what and why), finds sentences
// and who says them, and cuts passages. Everything it finds is a span, a
// stretch of bytes of the stored text; that is what makes every quotation
// verbatim. Package retrieval indexes the passages twice, by words and by
// meaning: retrieval/chromem holds the vectors, retrieval/static makes them of words
// without a key, package llm asks a server for better ones, and
// retrieval/vectorfile keeps those on disk.
//
// Articles are added by add.go: package intake reads a file or a page in a process
// of its own (intake/fetch gets pages), package ingest makes of it what a person is
// to confirm (package near finds what is much the same text), and package archive
// keeps it in --data so that it is never lost. kept.go opens that. Package library
// keeps articles, index and engine in step with the folders, and swaps what answers
// while questions go on; index.go checks it against one made anew.
//
// This package puts the parts together. main.go runs the command line and turns
// errors into exit codes; root.go declares the commands; settings.go has the one
// table of settings; wire.go makes articles, index and engine when a command
// first asks for them. doctor.go looks at all of it; http.go and package metrics
// let others watch.
//
// The question enters in ask.go (or, many at once, through batch.go; in a
// conversation, through chat.go) and goes to answer.Engine.Answer, in
// answer/engine.go: that function is the line along which a question becomes an
// answer. It cleans the question, makes it stand alone, understands what kind of
// thing is asked and of whom (package glossary knows the names), retrieves
// passages, weighs their sentences as evidence, decides whether that is enough,
// and writes the answer out of the sentences or the refusal with its reason.
//
// With a server set, a model writes: writer.go wraps llm.Chat and its budget as
// the answer.Model that the engine asks, with the prompts of package prompts.
// The model is given numbered sentences; each sentence of its reply is proved
// from those it cites before it is shown (answer/writer.go, answer/claim.go), on
// a terminal as soon as it is complete (growth.go).
//
// What comes back is an answer.Answer. render.go shows it to people, wrapped and
// with nothing in it that a terminal would obey (output.go); with --json it is
// printed as it is. lookup.go and sources.go show what lies underneath; glossary.go
// makes the glossary in effect, and the files beside it show it and take what
// package glossary/glean suggests from the articles.
//
// Besides answers there are reports: summary.go, timeline.go, quotes.go,
// compare.go and check.go each turn words and flags, of a command line or of a line
// of chat (chat_report.go), into a request for the method of answer.Engine of
// that name; report_run.go runs them, and what comes back is an answer.Report.
// What happened when, and who said what, is read off the articles by packages
// chronology and statements. report_render.go and the files beside it show a
// report to people: on a terminal a timeline is drawn and two sides stand beside
// each other, while what is piped stays plain lines. coverage.go shows what the
// articles cover.
//
// In Discord (serve.go) the same question comes through package bot, whose doc.go
// tells its way from the gateway to the reply; bot/reply makes messages of the
// answer, bot/locale has what is said besides, bot/queue shares the workers out,
// and package store keeps what outlives the answer. bot/discordtest stands in for
// Discord in tests. Articles are added and removed there through editing.go, which
// joins the bot to package ingest and to the library that answers come from.
//
// Whether all this is any good is measured by package eval, on questions whose
// evidence is known, through the eval command (evaluate.go). It can record what a
// model wrote (recording.go) and replay it without one.
//
// Package text is at the bottom: it folds, splits and stems words for all of
// them. Arrows between packages point one way, and imports_test.go at the root
// of the module holds the table of them.
package main
