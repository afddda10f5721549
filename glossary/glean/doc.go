// Package glean finds in articles the names that a glossary lacks: people, places,
// bodies, and rounds of talks, for an operator to accept or leave.
//
// A Suggestion is a name with what the articles show of it: how often and where
// it stands, other spellings ("Lavrentyev", "Lavrentiev"), the letters it is
// called by ("Free Syrian Army (FSA)"), and what the articles say somebody is
// ("Russian Foreign Minister Sergei Lavrov"; "Mohammad Alloush, the head of the
// Syrian opposition delegation"). Each of these has its Evidence: an article and
// a span of it. It reads in these steps, each in a file of its own:
//
//	line.go        a sentence becomes words, and words in capitals become runs
//	person.go      runs that are people: they hold an office, or speak
//	role.go        the words before or behind a name that say what office
//	body.go        runs that are bodies, by their last word or their letters
//	place.go       runs that the text calls a city, a province …
//	round.go       rounds of talks
//	tally.go       what several articles show of one name is put together
//	unite.go       spellings that are one name (spelling.go) become one
//	suggestion.go  what is worth having becomes a Suggestion
//
// It would rather miss a name than suggest a word that is none: a run of capitals
// alone is never enough. Headlines are not read, for they capitalise what they
// like, and neither are articles in other languages than English.
//
// Nothing here changes a glossary, and a suggestion that is accepted adds no fact
// to an answer: its names say only which strings mean the same, and roles are kept
// for people to read.
package glean
