// Package static knows the meaning of English words without a model, a key or
// a network: a vector for each of 56,000 words and the synonyms and
// derivations among them, embedded in the binary.
//
// The vectors are GloVe's, 100 numbers each, pulled together between synonyms
// and stripped of what only encodes frequency; the relations are WordNet's.
// tools/wordvectors makes both files and states their licences (NOTICE holds
// the text that WordNet asks for). The news that shaped the vectors ends in
// 2014: names of later years are unknown.
//
// A Model says which texts are about similar things. It cannot tell a claim
// from its denial, nor who did what to whom: it ranks and suggests, and never
// decides what a text states.
package static
