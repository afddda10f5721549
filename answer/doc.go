// Package answer turns a question into an answer whose every sentence is
// quoted from an article and cited, or into a refusal that says why.
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
// # What it promises
//
// A Citation is a span of an article's stored text and its quote is cut from
// there; markers and citations correspond one to one; every line names date
// and publisher, and what is inferred is marked; text that cleaning took out
// is never quoted. Nothing is answered from anything but the articles: the
// glossary and the word vectors help to find sentences and add none.
//
// # What it does not do
//
// It writes no sentences of its own about the world, and it does not know what
// day it is: "today" in a question is about a time that no article covers.
package answer
