package prompts

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// Instructs reports whether a sentence of an article speaks to a language model
// instead of reporting news: it wants earlier instructions ignored, says what
// the reply should be like, names the reader's role, or sets a task that only a
// program is set. Of several sentences one is enough.
//
// It goes by the form of the sentence, so it misses what is put as a statement
// or as an ordinary question, and it is no proof of good faith. A sentence that
// it takes wrongly is lost as a source; in news fewer than one in a thousand is.
func Instructs(s string) bool {
	if roleLabel.MatchString(strings.TrimSpace(s)) || chatMarkup.MatchString(s) {
		return true
	}
	for _, c := range clauses(s) {
		for _, r := range rules {
			if r.is(c) {
				return true
			}
		}
	}
	return false
}

// rule is one kind of sentence that speaks to a model. Its patterns see a
// clause in lower case without what introduces it ("Please", "Also,").
type rule struct {
	name   string
	match  *regexp.Regexp
	unless *regexp.Regexp // matches what people say to each other; may be nil
	quoted bool           // looked for in a quotation too: nobody says this to a person
	// about are letters of which a clause holds some, or the rule is not tried:
	// that is faster than the pattern. Empty: it is tried.
	about []string
	// statements: the rule is tried on clauses that start as statements do.
	statements bool
}

func (r rule) is(c clause) bool {
	switch {
	case c.quoted && !r.quoted, c.plain && !r.statements, len(r.about) > 0 && !holdsAny(c.text, r.about):
		return false
	}
	return r.match.MatchString(c.text) && (r.unless == nil || !r.unless.MatchString(c.text))
}

func holdsAny(s string, parts []string) bool {
	return slices.ContainsFunc(parts, func(p string) bool { return strings.Contains(s, p) })
}

// clause is a sentence as the rules see it.
type clause struct {
	text   string
	quoted bool // it starts inside quotation marks, as what people say does
	plain  bool // it starts as statements do: with an article, a pronoun, a preposition
}

// statement finds the first words that start most sentences of news and that
// few rules begin with.
var statement = regexp.MustCompile(`^(?:the|an?|he|she|it|they|we|i|his|her|hers|their|our|its|my|mr|mrs|ms|dr|there|those|one|no|not|by|at|on|from|since|until|both|while|although|though|because|despite|many|most|more|several|last|earlier|meanwhile|however|according)\b[^:]`)

var (
	sentenceEnd = regexp.MustCompile(`[.!?…؟。！？]+["')»”’]*\s+|[\n;]+`)
	folding     = strings.NewReplacer("’", "'", "‘", "'", "“", `"`, "”", `"`, "„", `"`, "«", `"`, "»", `"`, "ё", "е", "İ", "i", "ı", "i")
	// opening is what comes before an instruction and says nothing of it.
	opening = regexp.MustCompile(`^(?:[^\pL\pN"']+|(?:please|pls|kindly|now|also|then|next|first|finally|lastly|and|but|instead|so|ok|okay|hey|hi|hello|important|note|attention|additionally|furthermore|moreover|remember to|be sure to|make sure (?:to|that you|you)|don't forget to|do not forget to|you must(?: now)?|you should(?: now)?|you have to|you need to|you will(?: now)?|you are to|always|never|do not|don't|i want you to|i need you to|i'd like you to|i would like you to|your (?:new |next |only |first |main )?(?:task|job|goal|instruction|assignment|mission) is to|s'il (?:te|vous) pla[iî]t|por favor|bitte|пожалуйста|من فضلك|lütfen)(?:[\s,:–—-]+))`)
)

// clauses cuts a text into sentences and folds them for the rules.
func clauses(s string) []clause {
	s = folding.Replace(strings.ToLower(visibleLines(s)))
	var out []clause
	open := false // a quotation that began in an earlier clause goes on
	for _, part := range cutAfter(s, sentenceEnd) {
		text := strings.TrimSpace(part)
		start := open || strings.HasPrefix(text, `"`) || strings.HasPrefix(text, "'")
		open = open != (strings.Count(part, `"`)%2 == 1)
		text = strings.TrimLeft(text, `"'`)
		for {
			rest := opening.ReplaceAllString(text, "")
			if rest == text {
				break
			}
			text = rest
		}
		if text != "" {
			out = append(out, clause{text, start, statement.MatchString(text)})
		}
	}
	return out
}

// visibleLines is visible, but for the line ends, which end sentences.
func visibleLines(s string) string {
	lines := strings.FieldsFunc(s, func(r rune) bool { return r == '\n' || r == '\r' || r == '\u2028' || r == '\u2029' })
	for i, l := range lines {
		lines[i] = strings.Join(strings.FieldsFunc(visible(l), unicode.IsSpace), " ")
	}
	return strings.Join(lines, "\n")
}

// cutAfter cuts s behind every match of end.
func cutAfter(s string, end *regexp.Regexp) []string {
	var out []string
	start := 0
	for _, m := range end.FindAllStringIndex(s, -1) {
		out = append(out, s[start:m[1]])
		start = m[1]
	}
	return append(out, s[start:])
}
