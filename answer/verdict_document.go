package answer

import (
	"slices"

	"rapporteur/text"
)

// stipulates reports that the article has the claim from the words of a document
// that lays it down: "the purpose, as stipulated in the text, is …". What a
// document provides for, it does not merely claim.
func (e *Engine) stipulates(c *claim, p proof) bool {
	found := false
	for _, g := range p.by {
		at := e.ownerIn(c, g)
		if at == nil {
			continue
		}
		if !layingDown[text.Fold(at.verb)] || !slices.ContainsFunc(text.Tokens(at.fold), func(t text.Token) bool { return documents[t.Stem] }) {
			return false
		}
		found = true
	}
	return found
}

var (
	layingDown = wordsOf(`stipulated stipulates laid set provided provides specified specifies defined defines worded written`)
	documents  = text.StemSet(`text document agreement deal treaty accord resolution communique charter constitution law contract protocol statute`)
)
