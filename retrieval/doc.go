// Package retrieval finds the passages of articles that a query asks for.
//
// A Leg is one index that ranks passages: Lexical by their words (BM25 with
// the article's header, nearness and the article as a whole), and a vector leg
// by meaning, over any Embedder: Vectors, a plain scan in memory, or package
// chromem over chromem-go. Vectors that cost money are kept by Keeping, in a
// store such as package vectorfile. Package retrievaltest states what every leg
// has to do and checks it.
//
// An Index fuses the legs and knows the articles: Build makes one, Search asks
// it. A weak embedder (the word vectors of package static) is fused by score
// and counts the less the better the words of the question are found; a strong
// one is fused by rank. What a question says of publisher, date, round or
// freshness (ParseMeta) raises passages and never hides any; a Filter hides.
//
// An Index does not change: With makes one of other articles at the cost of what
// is new, to be swapped for it, and AppendTo and Restore bring one over a restart.
// Everything is safe for concurrent use. Nothing here writes or judges text.
package retrieval
