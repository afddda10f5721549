// Package chronology finds what an article says happened, and when.
//
// An Event is a clause of an article with the time that the article gives it.
// Of reads one article: in each sentence the dates are found (corpus.FindDates)
// and each is given to the clause, or to the noun, that it dates:
//
//	phrase.go      a sentence becomes words, verbs and clauses (words.go)
//	date.go        the dates of a sentence, and what only looks like one
//	untimed.go     those that are names, or said in passing
//	measure.go     those that something is only measured by
//	tense.go       what lies behind and what ahead
//	resolve.go     what day a weekday or a month without a year means, from the
//	               tense of its clause
//	apart.go       "three weeks after X", "a day later", "at the end of two days"
//	ahead.go       "in seven days"
//	noun.go        dates that belong to a noun: "a shaky Dec. 30 truce"
//	occur.go       dates that belong to a clause, or to the saying of it
//	leading.go     the event that the article reports on, where it gives no date
//	outcome.go     what came of it
//	tell.go        the words that tell an event, cut only where they stay true
//	people.go      who and where
//	deed.go        what is done, by which two tellings are held against each other
//	doubt.go       what no article vouches for
//
// # What it promises
//
// Every event lies in one sentence of the article, which is to be cited. Its
// text is that of the article but for the ellipsis where it is cut and for a
// name in brackets that the article gives elsewhere. A date is never made up:
// it is written in the article, or counted from one that is or from the day of
// publication. What is not dated is no event, but for the one that the article
// reports on and what came of it. What is said to be untrue, imagined or only
// alleged is no event (doubt.go); what somebody claims keeps the words that claim
// it, or its speaker in brackets.
//
// Days are counted from the day of publication, or from the next one where the
// first sentence shows that the article was finished then. Seasons are those of
// the northern hemisphere.
//
// # What it does not do
//
// It knows no grammar beyond the words listed in words.go and takes a time it
// cannot place for none. It does not know whether two events are one; English
// only.
package chronology
