package answer

import (
	"slices"
	"strings"

	"rapporteur/corpus"
	"rapporteur/glossary"
	"rapporteur/text"
)

// otherSpeaker says that c gives words or views to somebody to whom nothing
// that it cites gives them.
func (e *Engine) otherSpeaker(c *claim) string {
	for i := range c.said {
		if !e.speaksIn(c, &c.said[i]) {
			return dropSpeaker + ": " + c.said[i].fold
		}
	}
	return ""
}

// speaksIn reports that the speaker at is one in a sentence cited too, or is
// the article or its publisher.
func (e *Engine) speaksIn(c *claim, at *attribution) bool {
	for _, g := range c.given {
		if oneOfThem[at.fold] && len(g.said) > 0 {
			return true
		}
		if publishes(g.article, at) || e.isArticle(g.article, at) {
			return true // whose own words they are, or whose report of another's
		}
		for k := range g.said {
			if e.sameSpeaker(at, &g.said[k]) && !e.saidByOther(c, g, &g.said[k]) {
				return true
			}
		}
		if e.reportsOf(c, at, g) || e.describes(at, g) && !e.saidByOther(c, g, at) || onlyParties(at) {
			return true
		}
		for _, a := range g.src.Attributions {
			if s := e.sentenceAt(g.article, a.At.Start); s != nil && e.describes(at, s) {
				return true
			}
		}
	}
	return false
}

// onlyParties reports that a speaker is several who were named, counted: "the
// three sponsors".
func onlyParties(at *attribution) bool {
	words := text.Content(at.fold)
	counted := false
	for _, w := range words {
		_, number := text.Number(w.Fold)
		counted = counted || number
		if !number && !partyWords[w.Stem] {
			return false
		}
	}
	return counted
}

// sentenceAt returns the sentence of an article that holds a byte, nil when
// none does.
func (e *Engine) sentenceAt(a *corpus.Article, offset int) *sentence {
	for i := range a.Sentences {
		if a.Sentences[i].Start <= offset && offset < a.Sentences[i].End {
			return e.analyst.sentence(a, i)
		}
	}
	return nil
}

// publishes reports that a speaker is the publisher of the article.
func publishes(a *corpus.Article, at *attribution) bool {
	words := text.Content(at.fold)
	publisher := text.Words(a.Publisher)
	return len(words) > 0 && !slices.ContainsFunc(words, func(w text.Token) bool { return !slices.Contains(publisher, w.Fold) && !outletWords[w.Fold] })
}

// describes reports that a speaker who is named by what they are ("the chief
// negotiator") is somebody whom g calls that.
func (e *Engine) describes(at *attribution, g *sentence) bool {
	for i := range at.names {
		if at.names[i].kind == glossary.Person && at.names[i].via == glossary.ByName {
			return false
		}
	}
	words := text.Content(at.fold)
	held := 0
	for _, w := range words {
		_, number := text.Number(w.Fold)
		if number || g.stems[w.Stem] != nil || sharesConcept(e.conceptsOf([]text.Token{w}), g) {
			held++
		}
	}
	for i := range at.names {
		n := &at.names[i]
		switch {
		case n.inner:
		case e.namesIt(n, g) || e.impliedIn(n, g) || e.topical(n, g):
			held += n.last - n.first
		default:
			return false // an Iranian diplomat is no Western one
		}
	}
	return held > 0 && 2*held > len(words)
}

// oneOfThem are speakers of whom only the sentence before tells who they are.
var oneOfThem = map[string]bool{"one of them": true, "some of them": true, "one": true, "some": true, "others": true, "another": true}

// saidByOther reports that what c takes from g stands in the words of another
// speaker than at.
func (e *Engine) saidByOther(c *claim, g *sentence, at *attribution) bool {
	other := e.ownerIn(c, g)
	if other == nil || e.sameSpeaker(at, other) {
		return false
	}
	return e.within(c, g, at.scope) < 0.4
}

// isArticle reports that a speaker is the article itself: "the report", "the
// Vienna article of October 2015".
func (e *Engine) isArticle(a *corpus.Article, at *attribution) bool {
	setting := text.Set(text.Fold(setting(a) + " " + a.Title + " the"))
	for i := range at.names {
		if v, _ := e.matchName(&at.names[i], e.header(a)); v >= inCountry {
			for _, w := range strings.Fields(at.names[i].fold) {
				setting[w] = true // the Iranian agency, in Tehran
			}
		}
	}
	self := false
	for _, t := range text.Tokens(at.fold) {
		switch {
		case selfWords[t.Fold]:
			self = true
		case !t.Stop && !setting[t.Fold] && !calendar[t.Fold]:
			return false
		}
	}
	return self
}

// selfWords are what an article is called, and who wrote it.
var selfWords = wordsOf(`article articles report author writer outlet source sources commentary comment analysis piece agency newspaper`)

// outletWords are what an article is called as the source of what it says.
var outletWords = wordsOf(`article articles report reports author writer outlet source sources commentary comment agency analysis newspaper publisher piece media`)

// sameSpeaker reports that two attributions are to the same speaker.
func (e *Engine) sameSpeaker(a, b *attribution) bool {
	named := false
	for i := range a.names {
		for k := range b.names {
			if e.sameName(&a.names[i], &b.names[k]) >= bySurname {
				if a.names[i].kind == glossary.Person || b.names[k].kind == glossary.Person || len(a.names) == 1 {
					return true
				}
				named = true
			}
		}
	}
	if len(a.names) > 0 && len(b.names) > 0 && !named {
		return false
	}
	// "one Western diplomat" is among "Western diplomats".
	words := text.Content(a.fold)
	shared := 0
	for _, w := range words {
		if slices.ContainsFunc(text.Content(b.fold), func(o text.Token) bool { return o.Stem == w.Stem }) {
			shared++
		}
	}
	return named || len(a.names) == 0 && shared > 0 && 2*shared >= len(words)
}

// reportsOf reports that g tells of the speaker's words or acts in a way that
// the parser of articles does not take for an attribution: the speaker is a
// subject in it, and nobody else speaks.
func (e *Engine) reportsOf(c *claim, at *attribution, g *sentence) bool {
	if e.ownerIn(c, g) != nil {
		return false
	}
	for i := range at.names {
		n := &at.names[i]
		if e.namesIt(n, g) || e.impliedIn(n, g) {
			return true
		}
	}
	words := text.Content(at.fold)
	return len(g.said) == 0 && len(at.names) == 0 && len(words) > 0 && slices.ContainsFunc(words, func(w text.Token) bool { return g.stems[w.Stem] != nil })
}

// owner returns who has to be named with c: all that it cites is said by
// somebody, and c names none of them. "" when nobody has to.
func (e *Engine) owner(c *claim) string {
	if slices.ContainsFunc(c.said, func(at attribution) bool {
		return !slices.ContainsFunc(c.given, func(g *sentence) bool { return publishes(g.article, &at) || e.isArticle(g.article, &at) })
	}) {
		return "" // somebody else than the article is named
	}
	who := ""
	for _, g := range c.given {
		at := e.ownerIn(c, g)
		if at == nil {
			return "" // something it rests on is the article's own voice
		}
		if oneOfThem[at.fold] || e.namesSpeaker(c, at) {
			return ""
		}
		if who == "" {
			who = neutral(speakerName(g, at))
		}
	}
	return who
}

// ownerIn returns the attribution under which most of what c takes from g
// stands, nil when that is the article's own voice.
func (e *Engine) ownerIn(c *claim, g *sentence) *attribution {
	for k := range g.said {
		if e.within(c, g, g.said[k].scope) >= 0.6 {
			return &g.said[k]
		}
	}
	return nil
}

// within returns the share, by weight, of what c takes from g that stands in a
// stretch of g's article; 0 when it takes nothing.
func (e *Engine) within(c *claim, g *sentence, scope corpus.Span) float64 {
	inside, all := 0.0, 0.0
	for i := range c.terms {
		v, where := e.match(&c.terms[i], g)
		if v < nearMeaning || where < 0 {
			continue
		}
		all += c.terms[i].weight
		spots := append(e.standsAt(&c.terms[i], g), where)
		if slices.ContainsFunc(spots, func(k int) bool {
			at := g.src.Start + g.tokens[k].Start
			return scope.Start <= at && at < scope.End
		}) {
			inside += c.terms[i].weight
		}
	}
	if all == 0 {
		return 0
	}
	return inside / all
}

// ownerless says that c states as a fact what somebody only says, where the
// article names that somebody by no more than a pronoun: "they said …".
func (e *Engine) ownerless(c *claim) string {
	if len(c.said) > 0 || slices.ContainsFunc(c.tokens, func(t text.Token) bool { return sayVerbs[t.Stem] }) {
		return ""
	}
	for _, g := range c.given {
		at := reportedFrom(g)
		if at < 0 || e.ownerIn(c, g) != nil {
			return ""
		}
		if e.within(c, g, corpus.Span{Start: g.src.Start + g.tokens[at].End, End: g.src.End}) < 0.6 {
			return ""
		}
	}
	return dropOwner
}

// reportedFrom returns the token with which s starts to give somebody's view:
// "they said", "interpreted as"; -1 when there is none.
func reportedFrom(s *sentence) int {
	for i := 1; i < len(s.tokens); i++ {
		before := s.tokens[i-1].Fold
		switch w := s.tokens[i].Fold; {
		case (w == "said" || w == "say" || w == "says" || w == "claim" || w == "claims" || w == "claimed") && (personPronouns[before] || groupPronouns[before]),
			w == "as" && (before == "interpreted" || before == "described" || before == "seen" || before == "regarded" || before == "viewed"):
			return i
		}
	}
	return -1
}

// namesSpeaker reports that c names the speaker anywhere: the person, or the
// country or body as such, not as an adjective.
func (e *Engine) namesSpeaker(c *claim, at *attribution) bool {
	for i := range at.names {
		if at.names[i].inner {
			continue
		}
		for k := range c.names {
			m := &c.names[k]
			if e.sameName(m, &at.names[i]) >= bySurname && !describesOnly(c.sentence, m) && !owns(c.sentence, m) {
				return true
			}
		}
	}
	words := text.Content(at.fold)
	if len(words) > 0 && c.stems[words[len(words)-1].Stem] != nil {
		return true
	}
	return false
}

// speakerName returns the speaker as the article writes it.
func speakerName(g *sentence, at *attribution) string {
	for _, a := range g.src.Attributions {
		if text.Fold(a.Speaker) == at.fold {
			return a.Speaker
		}
	}
	return at.fold
}

// withOwner adds to a sentence who says it, before its full stop.
func withOwner(s, owner string) string {
	if owner == "" {
		return s
	}
	body := withoutStop(s)
	return body + " (according to " + owner + ")" + s[len(body):]
}
