package answer

import (
	"slices"
	"strings"

	"rapporteur/corpus"
	"rapporteur/text"
)

// informed reports that the article has the claim from those whose work it is to
// lay it down or to report it: a document that provides for it, news media and
// observers that are cited for it. What a party to the matter says of it stays in
// its own name.
func (e *Engine) informed(c *claim, p proof) bool {
	for _, g := range p.by {
		at := e.ownerIn(c, g)
		if at != nil && !informs(at) {
			return false
		}
	}
	return true
}

// byTheWay reports that the article itself says what c does, of somebody whom a
// speaker only mentions: "Lavrov wanted to include Iran - which is also backing".
func (e *Engine) byTheWay(c *claim, g *sentence) bool {
	doer, at := e.opener(c), e.verbIn(c, g)
	if doer == nil || at < 0 {
		return false
	}
	which := at - 1
	for which > 0 && g.tokens[which].Fold != "which" && g.tokens[which].Fold != "who" {
		if which <= at-5 || breaksClause(g, which-1) {
			return false
		}
		which--
	}
	if which < 1 || !strings.ContainsAny(g.text[g.tokens[which-1].End:g.tokens[which].Start], ",-–—") {
		return false
	}
	where := g.src.Start + g.tokens[at].Start
	return !slices.ContainsFunc(g.src.Quotes, func(q corpus.Span) bool { return q.Start <= where && where < q.End }) &&
		slices.ContainsFunc(g.names, func(m name) bool { return m.last == which && (e.isSame(doer, &m) || e.isSame(&m, doer)) })
}

// opener returns the name that opens c, before its verb; nil when none does.
func (e *Engine) opener(c *claim) *name {
	row, _ := opening(c.sentence)
	if len(row) != 1 {
		return nil
	}
	return row[0]
}

func informs(at *attribution) bool {
	if len(at.names) == 0 && bareOfficials[text.Fold(strings.TrimPrefix(at.fold, "the "))] {
		return true // of the matter: no party's
	}
	verb, _, _ := strings.Cut(text.Fold(at.verb), " ")
	who := text.Tokens(at.fold)
	for _, s := range informants {
		if s.verbs[verb] && slices.ContainsFunc(who, func(t text.Token) bool { return s.nouns[t.Stem] }) {
			return true
		}
	}
	return false
}

var bareOfficials = wordsOf(`officials authorities police firefighters`)

// informants are who informs, as stems, each sort by verbs of its own: of a verb
// of several words, the first.
var informants = []struct {
	verbs wordSet
	nouns wordSet
}{
	{
		wordsOf(`reported reports report said says announced confirmed wrote according`),
		text.StemSet(`media agency news observatory newspaper television channel radio bureau survey study police hospital statistic office
			institute university centre center broadcaster court department service authority commission`),
	},
	{
		wordsOf(`stipulated stipulates laid set provided provides specified specifies defined defines worded written`),
		text.StemSet(`text document agreement deal treaty accord resolution communique charter constitution law contract protocol statute`),
	},
}
