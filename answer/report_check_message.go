package answer

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"

	"rapporteur/corpus"
	"rapporteur/text"
)

// message is a text to be checked, in sentences.
type message struct {
	scope     string // as it was given, for people
	sentences []string
}

const (
	maxMessageRunes  = 12000
	maxSentenceRunes = 600
	maxScopeRunes    = 200
)

var (
	linkText  = regexp.MustCompile(`!?\[([^\[\]\n]{1,200})\]\(https?://[^\s()]{1,500}\)`)
	lineStart = regexp.MustCompile(`^(?:\s*(?:>+|#{1,6}|-#|[-*•‣▪]|\d{1,2}[.)])\s+|>+)+`)
	emphasis  = regexp.MustCompile("\\*{1,3}|__|~~|\\|\\||`{1,3}")
	shortcode = regexp.MustCompile(`<a?:\w{2,32}:\d+>|:\w{2,32}:`)
)

// readMessage reads the sentences of a pasted message: its lines without the
// marks of quotations, lists and emphasis, without links and pictures. What of it
// is not read is said in left, for people, "" when all is.
func readMessage(s string) (m message, left string) {
	s = strings.ToValidUTF8(s, " ")
	long, shortened := false, false
	if len(s) > 4*maxMessageRunes {
		s, long = strings.ToValidUTF8(s[:4*maxMessageRunes], ""), true
	}
	var lines []string
	for _, line := range strings.Split(s, "\n") {
		line, cut := plainLine(line)
		long = long || cut
		if line != "" {
			lines = append(lines, line)
		}
	}
	all := strings.Join(lines, "\n")
	m.scope = headline(strings.Join(lines, " "))
	w := corpus.Written(all)
	for _, sentence := range w.Sentences {
		one := strings.TrimSpace(w.Text(sentence.Span))
		if len(text.Tokens(one)) == 0 {
			continue
		}
		if len(m.sentences) == maxChecked {
			return m, fmt.Sprintf("Only the first %d sentences were checked.", maxChecked)
		}
		if runes := []rune(one); len(runes) > maxSentenceRunes {
			one, shortened = strings.TrimSpace(string(runes[:maxSentenceRunes])), true
		}
		m.sentences = append(m.sentences, one)
	}
	switch {
	case long:
		return m, "The text is too long; only its beginning was checked."
	case shortened:
		return m, fmt.Sprintf("Of a sentence of more than %d characters only the beginning was checked.", maxSentenceRunes)
	}
	return m, ""
}

// plainLine returns a line without markup, links and pictures.
func plainLine(line string) (plain string, cut bool) {
	line = lineStart.ReplaceAllString(line, "")
	line = linkText.ReplaceAllString(line, "$1")
	line = shortcode.ReplaceAllString(line, " ")
	line = emphasis.ReplaceAllString(line, "")
	line = strings.Map(func(r rune) rune {
		if unicode.Is(unicode.So, r) || unicode.Is(unicode.Sk, r) && r > unicode.MaxASCII || r == '\ufe0f' {
			return ' '
		}
		return r
	}, line)
	return cleanLine(line)
}

// cleanLine is cleanCut for a line of a message that may be long: it is cleaned
// in pieces.
func cleanLine(line string) (string, bool) {
	var out []string
	for i := 0; line != ""; i++ {
		if i == maxMessageRunes/maxQuestionRunes {
			return strings.Join(out, " "), true
		}
		piece := line
		if len(piece) > maxQuestionRunes {
			at := strings.LastIndexByte(piece[:maxQuestionRunes], ' ')
			if at <= 0 {
				at = maxQuestionRunes
			}
			piece = piece[:at]
		}
		line = line[len(piece):]
		if p := clean(piece); p != "" {
			out = append(out, p)
		}
	}
	return strings.Join(out, " "), false
}

// headline cuts a text for a headline.
func headline(s string) string {
	if runes := []rune(s); len(runes) > maxScopeRunes {
		return strings.TrimSpace(string(runes[:maxScopeRunes])) + "…"
	}
	return s
}

// Why a sentence is no claim.
const (
	aQuestion = "It is a question, not a claim."
	anOpinion = "It is an opinion, not a claim."
	noClaim   = "It is not a claim."
)

// notClaimed says why a sentence claims nothing that could be looked up, "" when
// it may claim something.
func notClaimed(s string) string {
	tokens := text.Tokens(s)
	end := strings.TrimRight(s, " )]}\"'”’»")
	if strings.HasSuffix(end, "?") || strings.HasSuffix(end, "؟") {
		return aQuestion
	}
	if len(tokens) < 3 && text.Script(s) == "latin" {
		return noClaim
	}
	full, judging := 0, false
	for i, t := range tokens {
		if i == 0 && greetingStarts[t.Fold] && len(tokens) < 6 {
			return noClaim
		}
		if feelings[t.Fold] {
			judging = true
		}
		if !t.Stop && !feelings[t.Fold] && !thinking[t.Fold] && !fillers[t.Fold] {
			full++
		}
	}
	if first := tokens[0].Fold; thinking[tokenAt(tokens, 1)] && (first == "i" || first == "we") && (judging || tokenAt(tokens, 1) == "hope" || tokenAt(tokens, 1) == "wish" || tokenAt(tokens, 1) == "feel" || tokenAt(tokens, 1) == "love" || tokenAt(tokens, 1) == "hate") {
		return anOpinion
	}
	if full == 0 {
		if judging {
			return anOpinion
		}
		return noClaim
	}
	return ""
}

var (
	greetingStarts = wordsOf(`hello hi hey thanks thank please welcome greetingStarts bye goodbye morning evening cheers ok okay lol`)
	thinking       = wordsOf(`think believe feel guess hope wish suppose love hate heard read reckon`)
	fillers        = wordsOf(`really very just so quite pretty totally honestly everyone all guys folks people thing things`)
	feelings       = wordsOf(`sad good bad great terrible horrible awful nice shame shameful disgusting tragic interesting funny amazing wonderful crazy
		ridiculous stupid unfair fair boring scary heartbreaking beautiful ugly best worst wrong right important outrageous unbelievable`)
)

// claimLead matches what a claim is introduced with in a chat.
var claimLead = regexp.MustCompile(`^(?i:(?:(?:i|we)\s+(?:think|believe|guess|heard|read|reckon|suppose)|fyi|btw|apparently|so|well|also|fact|claim|breaking|update)(?:\s+that)?\s*[,:]?\s+)`)

// withoutLead returns a claim without the words that introduce it, unless hardly
// anything is left.
func withoutLead(s string) string {
	rest := claimLead.ReplaceAllString(s, "")
	if len(text.Tokens(rest)) < 3 {
		return s
	}
	return rest
}
