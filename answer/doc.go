// Package answer turns a question into an answer whose every sentence is cited
// and quoted from an article, or written by a model and proved from sentences
// that are, or into a refusal that says why.
//
// The path of one question is Engine.Answer in engine.go, and from there, in
// the order in which things happen:
//
//	clean.go, smalltalk.go   markup and tricks out, greetings answered
//	followup.go, parts.go    made to stand alone; several questions parted
//	question.go, kind.go     what is asked: kind of answer, names, dates,
//	speaker.go, terms.go,    who is to speak, the terms that count and their
//	scope.go, spelling.go    weight, the articles that are meant
//	evidence.go              passages retrieved, their sentences weighed by
//	match.go, cover.go,      how much of the question they speak of (cover),
//	typed.go, role.go        and whether they hold the sort of thing asked for
//	choose.go, summary.go    the sentences that answer it, in order
//	decide.go                answer or refuse, from all signals together
//	premise.go, write.go     the answer in the articles' words, with markers
//
// Where a model writes (model.go, and see Writing), two things are added:
//
//	rewrite.go               before: a follow-up made to stand alone, a question
//	                         put into search words
//	compose.go, given.go     after: the sentences that the model is given under
//	                         numbers, its reply, and what is done when it cannot
//	                         be had or proved
//	draft.go, writer.go      the reply cut into sentences as they are completed,
//	                         each shown if it is proved
//	claim.go, claim_*.go,    the proof: numbers, dates, names, speakers, words in
//	support.go               quotation marks, negation, who does what to whom, and
//	                         how much of it the cited sentences speak of
//	bear.go                  what is proved and not about the question
//
// Engine.Check asks the same proof of a stranger's sentences, and more:
//
//	report_check*.go         a pasted message read sentence by sentence
//	verdict.go               supported, contradicted or not covered, from the
//	                         sentences nearest to a claim
//	verdict_strict.go,       what a claim needs besides the proof: no more than
//	_sure.go, _doer.go,      the text says, no surer, of the same doer and the
//	_whose.go, _denied.go,   same thing, and not as what is denied, tried or meant
//	_guard.go, _subject.go,  by others
//	_against.go, _nominal.go
//	_informed.go
//	verdict_clash.go,        a claim is contradicted by a sentence that bears it
//	_counts.go, _slots.go,   out once one thing in it is put as the sentence has
//	_opposites.go,           it: a number, a date, a name, an opposite, a "not",
//	_polarity.go, _office.go, who holds an office; and the words that say so
//	_why.go
//
// # Reports
//
// A Report (report.go) is what the articles hold on a scope, made by a method of
// the engine of its own. What the scope means is read once for all of them, in
// subject.go: which articles, what in them, and what time. Each kind starts in
// the file that is called after it and goes on, in this order, in
//
//	report_summary_*.go   matter: the articles or sentences that there are to sum
//	                      up; digest, choose, alone: the points, of sentences that
//	                      can stand by themselves, by aspect.go; write: in the
//	                      articles' words; model, written: by a model, and proved
//	report_timeline_*.go  gather: events of package chronology, filtered; merge:
//	                      those that are one; label: how their dates are known
//	report_quotes_*.go    speaker, about: statements of package statements by who
//	                      speaks and of what; share: repeats folded, room shared
//	                      between articles; text; matrix: actors by issue
//	report_compare_*.go   side: what is read for each; about, roles, cues, figures,
//	                      names, topics: what can be compared (matters); kin,
//	                      choose: the pair of sentences for each; relate, facts: how
//	                      they stand to each other, by what they tell and when; write
//	report_check_*.go     message: a text cut into claims; verdict.go and
//	                      verdict_*.go: the proof of claim.go, made stricter, and
//	                      what contradicts a claim
//	shelf.go, hearsay.go  articles by what they are called and where they report from;
//	                      what they have people say, kept
//	coverage.go           which dates, publishers, actors and events there are, and
//	                      where they are few (coverage_reckon.go)
//
// # What it promises
//
// A Citation is a span of an article's stored text and its quote is cut from
// there; markers and citations correspond one to one; every line names date
// and publisher, and what is inferred is marked; text that cleaning took out
// is never quoted. Nothing is answered from anything but the articles: the
// glossary and the word vectors help to find sentences and add none. A model's
// sentence that cannot be proved is not shown; the proof would rather lose a
// right sentence than show a wrong one, and is no proof of every kind of wrong:
// see the bounds in support_test.go.
//
// # What it does not do
//
// It does not know what day it is: "today" in a question is about a time that no
// article covers. It does not know where a model runs or what it costs.
package answer
