package answer

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"rapporteur/corpus"
	"rapporteur/glossary"
	"rapporteur/text"
)

// claim is a sentence that somebody wrote, with the sentences of articles on
// which it is said to rest. The sentence part is in English: a claim in another
// language is carried over by the glossary and the lexicon, word by word.
type claim struct {
	*sentence
	written  string // as it was written, without markers
	before   string // the sentence before it, to which it may point back; "" for none
	language string
	given    []*sentence
	terms    []term // what it speaks of besides names, numbers and dates
	verb     int    // which of terms says what is done, -1 for none; see mainVerb
	// polarityAside leaves aside whether it is affirmed or denied: all else is
	// looked at.
	polarityAside bool
	// guardAside leaves aside what guarded looks for: c is a claim put as a
	// sentence has it, to see whether that is what contradicts it.
	guardAside bool
	// certaintyAside leaves aside how sure it is, see Engine.stricter.
	certaintyAside bool
}

// newClaim analyses what was written. given must not be empty; before is the
// sentence that a reader has just read.
func (e *Engine) newClaim(written, before, language string, given []*sentence) *claim {
	written = strings.NewReplacer("`", "'", "´", "'").Replace(asciiDigits(written))
	c := &claim{written: written, before: before, language: language, given: given}
	english := leadIn.ReplaceAllString(undecorated(written), "")
	if language != "en" {
		english, _ = e.cfg.Lexicon.Translate(language, undecorated(written), e.cfg.Glossary)
		before, _ = e.cfg.Lexicon.Translate(language, before, e.cfg.Glossary)
	}
	c.sentence = e.analyst.text(english)
	e.analyst.prepare(c.names)
	lead := ""
	if before != "" {
		lead = before + " "
	}
	for _, s := range corpus.Written(lead + english).Sentences {
		if s.End <= len(lead) {
			continue
		}
		for _, at := range s.Attributions {
			c.said = append(c.said, attribution{
				fold: text.Fold(at.Speaker), names: e.analyst.names(at.Speaker, text.Tokens(at.Speaker)), scope: at.Scope, verb: at.Verb,
			})
		}
	}
	if at := accordingTo.FindStringSubmatch(english); len(c.said) == 0 && at != nil {
		c.said = []attribution{{fold: text.Fold(at[1]), names: e.analyst.names(at[1], text.Tokens(at[1]))}}
	}
	if len(c.said) == 0 && saysHimself(c.sentence) {
		for _, n := range e.personsBefore(before) {
			c.said = []attribution{{fold: n.fold, names: []name{n}}}
			if e.speaksIn(c, &c.said[0]) {
				break
			}
		}
	}
	c.terms = e.claimTerms(c.sentence)
	c.verb = e.mainVerb(c)
	return c
}

// accordingTo matches a speaker whom the parser of articles leaves alone, for
// being nobody in particular: "According to state media, …".
var accordingTo = regexp.MustCompile(`(?i)\baccording to (?:the |an? )?([^,.;:]{2,60})`)

// leadIn matches "They did not: …": what follows says it in full.
var leadIn = regexp.MustCompile(`^(?i:they|he|she|it|both|neither)\s+(?:did|do|does|was|were|is|has|have|had)(?:\s+not|n['’]t)?\s*[:;—–]\s*`)

// saysHimself reports that "he" or "she" says something in s.
func saysHimself(s *sentence) bool {
	for i, t := range s.tokens {
		if t.Fold != "he" && t.Fold != "she" {
			continue
		}
		if i+1 < len(s.tokens) && sayVerbs[s.tokens[i+1].Stem] || i > 0 && sayVerbs[s.tokens[i-1].Stem] {
			return true
		}
	}
	return false
}

// personsBefore returns the persons of whom a reader thinks at "he": those in
// the last sentence of a text that names any.
func (e *Engine) personsBefore(s string) []name {
	sentences := corpus.Written(s)
	for i := len(sentences.Sentences) - 1; i >= 0; i-- {
		names := e.analyst.text(sentences.Text(sentences.Sentences[i].Span)).names
		e.analyst.prepare(names)
		if names = slices.DeleteFunc(names, func(n name) bool { return n.kind != glossary.Person || n.inner }); len(names) > 0 {
			return names
		}
	}
	return nil
}

// asciiDigits writes the decimal digits of all scripts as 0 to 9.
func asciiDigits(s string) string {
	return strings.Map(func(r rune) rune {
		if r <= unicode.MaxASCII || !unicode.IsDigit(r) {
			return r
		}
		// Digits stand in tens, from 0 to 9, in each of Unicode's ranges of them.
		for _, at := range unicode.Nd.R16 {
			if rune(at.Lo) <= r && r <= rune(at.Hi) {
				return '0' + (r-rune(at.Lo))%10
			}
		}
		for _, at := range unicode.Nd.R32 {
			if rune(at.Lo) <= r && r <= rune(at.Hi) {
				return '0' + (r-rune(at.Lo))%10
			}
		}
		return r
	}, s)
}

// oddRunes reports that s holds numbers that are no digits (⑳, ⁹): they are not
// read, and not shown.
func oddRunes(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return unicode.IsNumber(r) && !unicode.IsDigit(r) })
}

// claimTerms returns the words of a claim that its sources have to speak of.
func (e *Engine) claimTerms(s *sentence) []term {
	skip := make([]bool, len(s.tokens))
	for _, n := range s.names {
		for i := n.first; i < n.last; i++ {
			skip[i] = true
		}
	}
	for _, d := range s.times() {
		for i, t := range s.tokens {
			skip[i] = skip[i] || d.Start <= t.Start && t.Start < d.End
		}
	}
	concepts := map[int][]string{} // by first token, those of phrases too
	for _, f := range e.cfg.Lexicon.Find("en", s.tokens) {
		for _, c := range f.Concepts {
			concepts[f.First] = append(concepts[f.First], c.ID)
		}
	}
	var out []term
	inSaying := 0 // the token behind the last one
	for i, t := range s.tokens {
		if skip[i] || i < inSaying {
			continue
		}
		others, words := otherSayings(s.tokens, i)
		if words < 2 && (t.Stop || claimForm[t.Stem] || negators[t.Fold] || isNumber(t.Fold)) {
			continue
		}
		if _, ok := text.Number(t.Fold); ok {
			continue
		}
		next := e.wordTerm(s, i)
		next.concepts = append(next.concepts, concepts[i]...)
		next.sayings = others
		switch {
		case words > 1: // what its first word says by itself is something else
			next.stem, next.concepts, next.id = "", nil, 0
			next.last = i + words
			inSaying = i + words
		case lightWords[t.Stem]:
			next.weight = lightWeight
		}
		out = append(out, next)
	}
	return out
}

// wordTerm returns token i of s as a term by itself.
func (e *Engine) wordTerm(s *sentence, i int) term {
	t := s.tokens[i]
	out := term{first: i, last: i + 1, word: t.Fold, stem: t.Stem, head: t.Stem, concepts: e.conceptsOf(s.tokens[i : i+1])}
	if r := e.analyst.words.Rank(t.Fold); r == 0 || r > lightRank {
		out.id = e.analyst.words.ID(t.Fold)
	}
	out.weight = e.weight(out)
	return out
}

func (e *Engine) conceptsOf(tokens []text.Token) []string {
	var out []string
	for _, f := range e.cfg.Lexicon.Find("en", tokens) {
		for _, c := range f.Concepts {
			out = append(out, c.ID)
		}
	}
	return out
}

// claimForm are words that give a sentence its form and claim nothing of their
// own, as stems.
var claimForm = text.StemSet(`article report say state tell note add mention describe account according also however while whereas both
	meanwhile still then time part side take have be become due supposed set schedule way seem appear fact question matter thing
	premise short yes no word`)

// lightWords claim little, and count little beside others, as stems.
var lightWords = text.StemSet(`make go come remain plan expect able want place hold`)

// lightWeight is what a light word weighs.
const lightWeight = 0.25

// Why a sentence that was written is not shown. The reasons of the contract's
// "dropped" are these, some with the word at fault behind a colon.
const (
	dropUncited   = "it cites nothing"
	dropUnknown   = "it cites a number that was not given"
	dropCut       = "it is not finished"
	dropUnsafe    = "it holds a link, a mention or markup"
	dropRepeated  = "it repeats another"
	dropQuote     = "words in quotation marks are not those of the article"
	dropFigure    = "a number is not in what it cites"
	dropDate      = "a date is not in what it cites"
	dropName      = "a name is not in what it cites"
	dropSpeaker   = "somebody else says it in what it cites"
	dropOwner     = "it leaves out who says it"
	dropNegation  = "what it cites says the opposite"
	dropRoles     = "what it cites has it the other way round"
	dropUncovered = "too little of it stands in what it cites"
	dropLong      = "it is too long to be checked"
	dropStitched  = "no sentence that it cites says it by itself"
	dropPronoun   = "it does not say of whom it speaks"
)

// unsupported says why the sentences that c cites do not bear it out, "" when
// they do. What c takes nothing from is no longer among c.given then. owner is
// who has to be named with it, because the articles say it only in their name
// and c does not say so.
func (e *Engine) unsupported(c *claim) (reason, owner string) {
	c.given = e.relevant(c)
	for _, check := range []func(*claim) string{
		e.nameless, e.misquoted, e.otherFigures, e.otherUnits, e.otherDates, e.otherDays, e.otherNames, e.otherSpeaker, e.otherPolarity, e.otherRoles, e.otherPlace, e.otherOwner, e.uncovered, e.stitched, e.ownerless,
	} {
		if reason := check(c); reason != "" {
			return reason, ""
		}
	}
	owner = e.owner(c)
	if owner != "" && slices.ContainsFunc(c.tokens, func(t text.Token) bool { return tellVerbs[t.Stem] }) {
		return dropSpeaker, "" // it names another speaker, in a way that is not understood
	}
	return "", owner
}

// tellVerbs are the plainest verbs of saying, as stems.
var tellVerbs = text.StemSet(`say tell claim announce warn believe declare`)
