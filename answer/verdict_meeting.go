package answer

import (
	"slices"
	"strings"

	"rapporteur/glossary"
	"rapporteur/text"
)

// ofNoMeeting reports that all that c says is done is done at or to a meeting, as
// in "Turkey hosted the Astana talks", and that g speaks of none. That its article
// is about the meeting does not make what it tells part of it.
func (e *Engine) ofNoMeeting(c *claim, g *sentence) bool {
	if c.verb < 0 || !takesMeeting(c) {
		return false
	}
	return !slices.ContainsFunc(g.tokens, func(t text.Token) bool { return meetingWords[t.Stem] || gatherings[t.Stem] }) &&
		!slices.ContainsFunc(g.names, func(n name) bool { return n.kind == glossary.Event })
}

// gatherings are further words for what one takes part in, as stems, and for
// where it is.
var gatherings = text.StemSet(`gathering forum assembly event table consultations discussions there process track`)

// takesMeeting reports that behind the verb of c there is a meeting, with what
// tells which one, and nothing else.
func takesMeeting(c *claim) bool {
	meeting := false
	for i := c.terms[c.verb].last; i < len(c.tokens); i++ {
		t := c.tokens[i]
		switch _, ordinal := text.Ordinal(t.Fold); {
		case meetingWords[t.Stem]:
			meeting = true
		case t.Stop || ordinal || isNumber(t.Fold) || c.inName(i) || isDateToken(c.sentence, t):
		default:
			return false
		}
	}
	return meeting
}

// inName reports that token i is of a name of a place or an event.
func (c *claim) inName(i int) bool {
	return slices.ContainsFunc(c.names, func(n name) bool {
		return n.first <= i && i < n.last && (n.kind == glossary.Event || n.kind == glossary.City || n.kind == glossary.Place || n.kind == glossary.Region || n.kind == glossary.Country || n.entry == nil)
	})
}

// onlyNear reports that what c says is done is in g nothing but a word of its
// field, and no act: a host and the parties.
func (e *Engine) onlyNear(c *claim, g *sentence, at int) bool {
	if at < 0 {
		return false
	}
	v, _ := e.match(&c.terms[c.verb], g)
	return v < sameConcept && !e.actsAt(g, at) && !strings.HasSuffix(g.tokens[at].Fold, "ing")
}
