package answer

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/corpus"
	"rapporteur/glossary"
	"rapporteur/text"
)

// standsHow is how a sentence can stand in a summary, away from its article.
type standsHow int

const (
	standsNever  standsHow = iota // no reader would know what it is about, or it is no report
	standsBehind                  // only behind the sentence before it
	standsAlone
)

// stance is how a sentence stands by itself, and what summaries ask of it
// besides: the same for every request.
type stance struct {
	how  standsHow
	span corpus.Span // what of the sentence to quote
	tied bool        // span leaves out a word that ties it to the sentence before

	aspect string // see aspectOf
	clear  int
	words  []text.Token // see firstTokens
}

// stands returns how s can stand by itself.
func (s *sentence) stands() *stance {
	s.stood.Do(func() {
		s.alone = howStands(s)
		s.alone.aspect, s.alone.clear = aspectOf(s)
		s.alone.words = s.firstTokens()
	})
	return &s.alone
}

// howStands says how s can stand by itself, and what of it to quote then: all of
// it, but for the dateline before it ("TEHRAN –") or a word that only ties it to
// the sentence before ("But").
func howStands(s *sentence) stance {
	out := stance{span: s.src.Span}
	if n := max(datelineAt(s), labelAt(s)); n > 0 {
		out.span.Start += n
	} else if n := tieAt(s); n > 0 {
		out.span.Start += n
		out.tied = true
	}
	at := s.tokenFrom(out.span.Start - s.src.Start)
	switch {
	case !s.tellsNews(), at < 0 || len(s.tokens)-at < 5:
		out.how = standsNever
	case s.leans(at):
		return stance{how: standsBehind, span: s.src.Span}
	default:
		out.how = standsAlone
	}
	return out
}

// tellsNews reports that s tells news: it is no question, speaks to no reader, is
// no list of links and is not so long that nobody would read it.
func (s *sentence) tellsNews() bool {
	const longest = 700 // bytes
	trimmed := strings.TrimRight(s.text, " \"”’'»)")
	switch {
	case len(s.text) > longest || trimmed == "":
		return false
	case strings.HasSuffix(trimmed, "?") && s.src.Speaker == "":
		return false
	case s.siteNotice() || linkLike(s.text):
		return false
	case s.src.Role != corpus.InCaption && !ended(s.text):
		return false // a label, a list, a link
	case halfQuoted(s.text) && spokenBy(s) == "":
		return false // nobody would know whose words these are
	}
	return !s.addressesReader() && s.hasVerb()
}

// siteNotice reports that s stands among the sentences of an article and is no
// part of its report: it asks to sign up, or leads to something else.
func (s *sentence) siteNotice() bool {
	first := s.tokens[0]
	if linkLabels[first.Fold] && strings.HasPrefix(s.text[first.End:], ":") || len(s.tokens) > 1 && bidding[first.Fold] && bidTo[s.tokens[1].Fold] {
		return true
	}
	for i, t := range s.tokens {
		for _, words := range siteNotices[t.Fold] {
			if s.hasWords(i, words) {
				return true
			}
		}
	}
	return false
}

// bidding opens a sentence that bids the reader do something, with bidTo behind it:
// "watch the new series", "listen to the podcast".
var (
	bidding = wordsOf(`watch listen read see click tune subscribe join browse explore check learn sign follow find get download register`)
	bidTo   = wordsOf(`the this these our all more to here for in out below how up also now us`)
)

var linkLabels = wordsOf(`more related video photo photos watch opinion`)

// siteNotices are the phrases of such sentences, by their first word.
var siteNotices = byFirstWord("sign up for", "sign up to", "subscribe", "newsletter", "newsletters", "click here", "read more", "watch the video", "video player",
	"follow us", "getty images", "all rights reserved", "terms of use", "terms of service", "privacy policy", "advertisement",
	"this story has been updated", "follow here", "follow along", "live updates", "latest updates", "for more on", "stay tuned", "check back", "contributed to this report", "contributed to this story", "associated press writer", "associated press writers")

func byFirstWord(phrases ...string) map[string][][]string {
	out := map[string][][]string{}
	for _, p := range phrases {
		words := strings.Fields(p)
		out[words[0]] = append(out[words[0]], words)
	}
	return out
}

// ended reports that whoever wrote s ended it: with a stop, and not with three.
func ended(s string) bool {
	s = strings.TrimRight(s, " \t\n\"'”’)]»")
	return strings.HasSuffix(s, "!") || strings.HasSuffix(s, "?") || strings.HasSuffix(s, "…") ||
		strings.HasSuffix(s, ".") && !strings.HasSuffix(s, "..")
}

// linkLike reports that s leads elsewhere: it holds an address, or opens with a
// label that nothing parts from its link ("In memoriam:The doctor …").
func linkLike(s string) bool {
	if strings.Contains(s, "://") || strings.Contains(s, "www.") {
		return true
	}
	for _, domain := range []string{".com", ".org", ".net", ".gov"} {
		if _, after, ok := strings.Cut(s, domain); ok && !strings.HasPrefix(after, "m") {
			return true
		}
	}
	label, rest, ok := strings.Cut(s[:min(len(s), 44)], ":")
	r, _ := utf8.DecodeRuneInString(rest)
	return ok && len(label) > 1 && unicode.IsLetter(r)
}

// halfQuoted reports that a text opens a quotation that it does not close, or the
// other way round.
func halfQuoted(s string) bool {
	opened, closed, straight := strings.Count(s, "“"), strings.Count(s, "”"), strings.Count(s, `"`)
	return (opened+closed+straight)%2 == 1 || max(opened-closed, closed-opened) > straight
}

// addressesReader reports that s speaks as its author or to its reader, outside
// quotation marks: an article's own opinion, a service.
func (s *sentence) addressesReader() bool {
	for _, t := range s.tokens {
		fold := t.Fold
		if raw := s.text[t.Start:t.End]; len(raw) != len(fold) {
			fold, _, _ = strings.Cut(strings.ReplaceAll(strings.ToLower(raw), "’", "'"), "'") // I'd, we're
		}
		if ownWords[fold] && !t.Acronym && !s.quotedAt(t) {
			return true
		}
	}
	return false
}

// ownWords are the words for who writes and who reads.
var ownWords = wordsOf(`i me my mine we our ours ourselves you your yours yourself`)

// quotedAt reports that a token of s stands inside quotation marks.
func (s *sentence) quotedAt(t text.Token) bool {
	for _, q := range s.src.Quotes {
		if q.Start <= s.src.Start+t.Start && s.src.Start+t.End <= q.End {
			return true
		}
	}
	return false
}

// hasVerb guesses that s has a verb: a form of be, have or do, a modal, or a word
// with the ending of a past or a third person behind the first one.
func (s *sentence) hasVerb() bool {
	for i, t := range s.tokens {
		if plainVerbForms[t.Fold] || i > 0 && !t.Capital && (strings.HasSuffix(t.Fold, "ed") || strings.HasSuffix(t.Fold, "s") && !strings.HasSuffix(t.Fold, "ss") || sayVerbs[t.Stem]) {
			return true
		}
	}
	return false
}

var plainVerbForms = wordsOf(`is are was were be been has have had do does did will would can could may might must should shall
	made went came took gave got became began said says told kept left led lost met put ran saw sent set shot spent
	stood struck won wrote fell rose held found hit cut`)

// datelinePattern matches what agencies put before the first sentence of an article:
// "TEHRAN –", "(CNN)", "WASHINGTON (AP) —", "Washington (CNN)".
var datelinePattern = regexp.MustCompile(`^(?:[A-Z][A-Za-z .,]{2,30} ?\((?:CNN|AP|AFP|Reuters|UPI|BBC|dpa|Xinhua)[A-Za-z /]{0,12}\)\s*(?:[–—-]+\s*)?|[•►▪●■*–—-]\s*|\([A-Z][A-Za-z .]{1,20}\)\s*(?:[–—-]+\s*)?|[A-Z][A-Z .,'/]{2,40}(?:,? [A-Z][a-z]{1,12}\.?(?: \d{1,2})?)?(?:\s*\([A-Za-z .]{2,20}\))?\s*(?:[–—]|-{1,2})\s+)`)

// datelineAt returns the bytes of the dateline that s starts with.
func datelineAt(s *sentence) int {
	if at := strings.IndexAny(s.text[:min(len(s.text), 90)], "(–—-•►▪●■*"); at < 0 {
		return 0
	}
	at := datelinePattern.FindStringIndex(s.text)
	if at == nil || at[1] >= len(s.text) {
		return 0
	}
	return at[1]
}

// labelAt returns the bytes of what a sentence opens with and is no part of it: the
// label of a comment, or, before a colon, the place that its article is from.
func labelAt(s *sentence) int {
	label, _, ok := strings.Cut(s.text, ": ")
	switch {
	case !ok || len(label) > 40:
		return 0
	case s.src.Role == corpus.InComment && !strings.Contains(label, " "):
	case s.article.Place != "" && slices.Contains(strings.FieldsFunc(text.Fold(label), func(r rune) bool { return r == '/' || r == ',' }), text.Fold(s.article.Place)):
	default:
		return 0
	}
	return len(label) + len(": ")
}

// tieAt returns the bytes of the word with which s only takes up the sentence
// before: without it s says the same.
func tieAt(s *sentence) int {
	if len(s.tokens) < 6 || s.tokens[0].Start != 0 {
		return 0
	}
	first := s.tokens[0]
	gap := s.text[first.End:s.tokens[1].Start]
	switch {
	case gap == " " && barTies[first.Fold], gap == ", " && (barTies[first.Fold] || commaTies[first.Fold]):
		if next := s.tokens[1].Fold; next == "so" || next == "if" || next == "then" || next == "not" {
			return 0
		}
		return s.tokens[1].Start
	}
	return 0
}

var (
	barTies   = wordsOf(`but and yet`)
	commaTies = wordsOf(`however meanwhile indeed additionally also moreover furthermore similarly still particularly nevertheless nonetheless besides finally`)
)

// leans reports that s, from token at on, cannot be understood without the
// sentence before it.
func (s *sentence) leans(at int) bool {
	first := s.tokens[at].Fold
	switch {
	case first == "it" && s.impersonal(at):
	case leanOpeners[first], s.opens(at, "for example"), s.opens(at, "as a result"), s.opens(at, "in addition"), s.opens(at, "the other"),
		s.opens(at, "this time"), s.opens(at, "at one point"), s.opens(at, "so far"), s.opens(at, "the two"), s.opens(at, "the pair"):
		return !s.spokenElsewhere(first)
	}
	return s.quoteLeans() || s.opensWithPointer(at) || s.thenAgain(at) || s.unboundPronoun(at)
}

// opensWithPointer reports that s, from token at on, opens by placing itself
// against what was said before: "in it", "on top of that", "if this happens",
// "days later".
func (s *sentence) opensWithPointer(at int) bool {
	for i := at; i < min(len(s.tokens)-1, at+5); i++ {
		t, next := s.tokens[i], s.tokens[i+1]
		if t.Capital && i > at || s.quotedAt(t) {
			return false
		}
		gap := s.text[t.End:next.Start]
		switch t.Fold {
		case "it", "that", "this", "these", "those", "them":
			if i > at && pointingWords[s.tokens[i-1].Fold] && (strings.Contains(gap, ",") || i == at+1 && next.Fold != "is" && thirdPerson(next)) {
				return true
			}
		case "later":
			return i > at && timeSpanWords[s.tokens[i-1].Stem] || i > at && s.tokens[i-1].Fold == "moments"
		}
		if strings.ContainsAny(gap, ",;:") {
			return false
		}
	}
	return false
}

// pointingWords stand before a pronoun that points back.
var pointingWords = wordsOf(`in on at to of for with by from after before since during despite without beyond under like as if when because amid given following`)

// thirdPerson guesses that t is a verb behind "that" or "it": "if that happens".
func thirdPerson(t text.Token) bool {
	return !t.Capital && (plainVerbForms[t.Fold] || strings.HasSuffix(t.Fold, "s") && !strings.HasSuffix(t.Fold, "ss"))
}

// thenAgain reports that s tells what came next: "the letter was then taken".
func (s *sentence) thenAgain(at int) bool {
	for i := at + 1; i < min(len(s.tokens)-1, at+7); i++ {
		switch t := s.tokens[i]; {
		case t.Fold == "when" || t.Fold == "if" || t.Fold == "since" || t.Fold == "until" || t.Fold == "by" || s.quotedAt(t):
			return false
		case t.Fold == "then" && !s.tokens[i+1].Capital && s.text[t.End:s.tokens[i+1].Start] == " ":
			return true
		}
	}
	return false
}

// quoteLeans reports that the first quotation of s opens with a word for what was
// said before it: al-Jubeir said, "It cannot be at the cost of …".
func (s *sentence) quoteLeans() bool {
	if len(s.src.Quotes) == 0 {
		return false
	}
	at := s.tokenFrom(s.src.Quotes[0].Start - s.src.Start)
	if at < 0 || s.src.Quotes[0].Len() < 30 {
		return false
	}
	switch s.tokens[at].Fold {
	case "it":
		return !s.impersonal(at)
	case "they", "this", "these", "those", "he", "she", "that":
		return true
	}
	return false
}

// leanOpeners open a sentence that takes up the one before.
var leanOpeners = wordsOf(`he she they it this that these those such instead nor so then later there his her their its him them both others either
	neither another thus therefore hence consequently otherwise also additionally plus`)

// impersonal reports that the "it" at token at stands for nothing: "it was the
// first time that", "it is unclear whether".
func (s *sentence) impersonal(at int) bool {
	if at+2 >= len(s.tokens) || !copulas[s.tokens[at+1].Fold] && s.tokens[at+1].Fold != "will" {
		return false
	}
	for _, t := range s.tokens[at+2 : min(len(s.tokens), at+10)] {
		switch t.Fold {
		case "that", "whether", "what", "who", "how", "if", "since", "unclear", "to", "time":
			return true
		}
	}
	return false
}

// opens reports that the tokens from at on are these words.
func (s *sentence) opens(at int, words string) bool { return s.hasWords(at, strings.Fields(words)) }

// spokenElsewhere reports that a pronoun is the speaker whom the article names
// in another sentence, and whom a summary names in brackets.
func (s *sentence) spokenElsewhere(pronoun string) bool {
	return (pronoun == "he" || pronoun == "she") && spokenBy(s) != ""
}

// unboundPronoun reports that a pronoun of s, from token at on, has nothing
// before it in s that it may stand for. What is quoted names nobody for what
// stands outside.
func (s *sentence) unboundPronoun(at int) bool {
	var person, plural, several [2]bool // outside quotation marks, and anywhere
	for i := at; i < len(s.tokens); i++ {
		t := s.tokens[i]
		in := 0
		if s.quotedAt(t) {
			in = 1
		}
		switch t.Fold {
		case "he", "she", "him", "his", "her", "hers":
			if !person[in] && !s.spokenElsewhere("he") && !s.namedLater(i) {
				return true
			}
		case "them":
			if !several[in] {
				return true
			}
		case "they", "their", "theirs":
			says := t.Fold == "they" && i+1 < len(s.tokens) && sayVerbs[s.tokens[i+1].Stem]
			if !plural[in] && !person[in] && !s.namedLater(i) || says && !several[in] && !s.spokenElsewhere("he") {
				return true
			}
		}
		if s.pointsBack(i) {
			return true
		}
		isPerson := s.namesPerson(i) || personWords[t.Stem] || roleWords[t.Stem]
		isSeveral := !t.Stop && (!t.Capital && strings.HasSuffix(t.Fold, "s") || collectiveWords[t.Fold])
		isPlural := isSeveral || t.Capital && !t.Stop
		for k := in; k < 2; k++ {
			person[k] = person[k] || isPerson
			several[k] = several[k] || isSeveral || isPerson && i > 0 && s.tokens[i-1].Fold == "and"
			plural[k] = plural[k] || isPlural
		}
	}
	return false
}

// pointsBack reports that token i, with the noun behind it, points to what s
// does not hold: "in some of these areas".
func (s *sentence) pointsBack(i int) bool {
	t := s.tokens[i]
	switch t.Fold {
	case "this", "these", "those":
	default:
		return false
	}
	if s.quotedAt(t) || i+1 == len(s.tokens) {
		return false
	}
	next := s.tokens[i+1]
	if next.Stop || next.Capital || timeSpanWords[next.Stem] || calendar[next.Fold] || strings.HasSuffix(next.Fold, "ing") || strings.HasSuffix(next.Fold, "ed") {
		return false // this week; those who, those killed
	}
	return s.stems[next.Stem][0] == i+1 // it was not named before
}

// timeSpanWords are spans of time: "this week" points to no sentence.
var timeSpanWords = text.StemSet(`day week weekend month year summer winter spring autumn fall season morning evening afternoon night time century decade`)

// collectiveWords are singulars that a plural pronoun takes up.
var collectiveWords = wordsOf(`people public government police army military team group family company party union country delegation community someone anyone everyone person nobody couple crowd staff crew`)

func (s *sentence) namesPerson(i int) bool {
	return slices.ContainsFunc(s.names, func(n name) bool {
		return n.first <= i && i < n.last && (n.kind == glossary.Person || n.entry == nil)
	})
}

// namedLater reports that who a pronoun stands for is named right behind the
// clause it stands in: "In his speech, Kerry said", "As he left, Kerry said".
func (s *sentence) namedLater(i int) bool {
	switch s.tokens[i].Fold {
	case "he", "she", "they":
		if !subordinate[s.tokens[0].Fold] {
			return false
		}
	}
	for k := i + 1; k < min(len(s.tokens), i+8); k++ {
		if strings.Contains(s.text[s.tokens[k-1].End:s.tokens[k].Start], ",") {
			return s.tokens[k].Capital || k+1 < len(s.tokens) && s.tokens[k+1].Capital
		}
	}
	return false
}

// subordinate open a clause that stands before the main one.
var subordinate = wordsOf(`as when after while before because since if although though once until`)

// leftOut stands before a quotation that leaves out how its sentence begins.
const leftOut = "… "

// pointQuote sets what of a sentence stands by itself in quotation marks, as write
// does, with who says it where it does not say so itself.
func pointQuote(s *sentence) string {
	cut := s.article.Text(s.stands().span)
	if !utf8.ValidString(cut) {
		cut = s.text
	}
	cut = withoutOpenQuote(cut)
	if s.stands().tied {
		cut = leftOut + cut
	}
	return quoted(cut) + spokenBy(s)
}

// withoutOpenQuote takes off the quotation mark at the start or the end of what
// belongs to a longer quotation: it is shown in marks of its own, with its speaker.
func withoutOpenQuote(s string) string {
	if !halfQuoted(s) {
		return s
	}
	for _, mark := range []string{"“", `"`} {
		if rest, ok := strings.CutPrefix(s, mark); ok && !halfQuoted(rest) {
			return rest
		}
	}
	for _, mark := range []string{"”", `"`} {
		if rest, ok := strings.CutSuffix(s, mark); ok && !halfQuoted(rest) {
			return rest
		}
	}
	return s
}
