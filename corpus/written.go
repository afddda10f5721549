package corpus

// Written reads a text that is no article, such as a sentence of an answer: its
// sentences, what stands in quotation marks, and who is said to say what. It is
// read by the same rules as an article, so that the two can be compared; each
// line is a paragraph, and nothing is cleaned away. The result has a Body and
// Sentences and nothing else; an empty text has no sentences.
func Written(s string) *Article {
	a := &Article{Body: s}
	var blocks []paragraph
	for _, l := range splitLines(s) {
		if span := trim(s, l.Span); span.Len() > 0 {
			blocks = append(blocks, paragraph{Span: span, role: InBody})
		}
	}
	quotes := findQuotes(s, blocks)
	a.Sentences = splitSentences(s, blocks, quotes)
	attribute(a, quotes)
	return a
}
