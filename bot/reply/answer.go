package reply

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"rapporteur/answer"
	"rapporteur/corpus"
)

// Answer returns an answer or a refusal as messages, at least one. The first is
// to take the place of the message that said to wait; the last has the buttons.
//
// The sources stand below the text. An answer in the articles' own words is its
// own quotations, and its articles follow in a line each, with their markers;
// what a model wrote is followed by the quotations that it rests on, framed where
// embeds are allowed. A refusal is followed by the nearest passages.
func Answer(a *answer.Answer, o Options) []Message {
	text := join("\n", o.question()+answerText(a, o.Texts), degraded(a, o.Texts))
	var messages []Message
	switch {
	case a.Refused:
		messages = inMessages(o.question() + refusal(a, o))
	case a.Writer == answer.Extractive:
		messages = inMessages(text, articleLines(a, o.Texts))
	case o.Embeds:
		messages = withEmbeds(inMessages(text), quotations(a, o.Texts))
	default:
		messages = inMessages(text, quotations(a, o.Texts))
	}
	messages[len(messages)-1].Components = answerRows(a, o)
	return messages
}

// Growing returns the answer so far, to be shown while the rest is written. What
// does not fit into one message loses its beginning, up to a sentence.
func Growing(text string, o Options) Message {
	grown := withMarkers(text, func(int) bool { return true })
	return message(o.question() + lastPart(grown, maxContent-size(o.question())-size(ellipsis)) + ellipsis)
}

// lastPart returns the end of s, at most max units from a sentence border on, or
// from a word when there is none.
func lastPart(s string, max int) string {
	if fits(s, max) {
		return s
	}
	word := -1
	for i := len(s) - len(suffix(s, max-size("… "))); i < len(s); i++ {
		switch {
		case s[i] == '\n', s[i] == ' ' && endsSentence(s[:i], s[i+1:]):
			return "… " + strings.TrimLeft(s[i:], " \n")
		case s[i] == ' ' && word < 0:
			word = i
		}
	}
	if word < 0 {
		return ""
	}
	return "… " + s[word+1:]
}

// inMessages returns texts as messages, at least one. A text follows the one
// before it in the same message where it fits there whole, and else begins a
// message of its own.
func inMessages(texts ...string) []Message {
	var parts []string
	for _, text := range texts {
		if last := len(parts) - 1; last >= 0 && text != "" && fits(parts[last]+"\n"+text, maxContent) {
			parts[last] += "\n" + text
			continue
		}
		parts = append(parts, Split(text, maxContent)...)
	}
	if len(parts) == 0 {
		parts = []string{strings.TrimSpace(ellipsis)} // Discord takes no empty message
	}
	out := make([]Message, len(parts))
	for i, p := range parts {
		out[i] = message(p)
	}
	return out
}

// withEmbeds adds a text to messages as the description of embeds, one a message:
// two long ones would break the limit over all embeds of a message.
func withEmbeds(messages []Message, description string) []Message {
	for i, part := range Split(description, maxDescription) {
		if i > 0 {
			messages = append(messages, message(""))
		}
		messages[len(messages)-1].Embeds = []Embed{{Description: part}}
	}
	return messages
}

// maxQuestion bounds how much of a question is shown above its answer.
const maxQuestion = 300

// question returns the question as a quotation line, with its line break, ""
// when none is to be shown.
func (o Options) question() string {
	q := EscapeLine(shorten(oneLine(o.Question), maxQuestion))
	if q == "" {
		return ""
	}
	return quoteMark + q + "\n"
}

// join joins the parts that are not empty.
func join(separator string, parts ...string) string {
	var filled []string
	for _, p := range parts {
		if p != "" {
			filled = append(filled, p)
		}
	}
	return strings.Join(filled, separator)
}

// ours matches markers. Those that an article holds have zero-width spaces in
// them when they come from package answer.
var ours = regexp.MustCompile(`\[(\d{1,3})\]`)

// answerText returns the text of an answer with the markers of its citations.
func answerText(a *answer.Answer, t Texts) string {
	is := func(n int) bool {
		for _, c := range a.Citations {
			if c.Marker == n {
				return true
			}
		}
		return false
	}
	lines := strings.Split(a.Text, "\n")
	for i, line := range lines {
		lead, rest := origin(a, line, t)
		quotes := []string{rest}
		if lead != "" && len(ours.FindAllString(rest, manyQuotes)) == manyQuotes {
			quotes = strings.Split(betweenQuotes.ReplaceAllString(rest, "$1\n$2"), "\n")
		}
		if lead != "" && (len(lines) > 1 || len(quotes) > 1) {
			lead = boldMark + strings.TrimSuffix(lead, " ") + boldMark + " "
		}
		if len(quotes) == 1 {
			lines[i] = lead + withMarkers(rest, is)
			continue
		}
		listed := []string{strings.TrimSpace(lead)}
		for _, q := range quotes {
			listed = append(listed, "- "+withMarkers(q, is))
		}
		lines[i] = strings.Join(listed, "\n")
	}
	return strings.TrimSpace(strings.Join(lines, "\n"))
}

// manyQuotes of one article are shown in a line each: run together they are a
// wall of text.
const manyQuotes = 3

// betweenQuotes matches where one quotation of an extractive answer ends, with
// its marker and its speaker, and the next begins.
var betweenQuotes = regexp.MustCompile(`(\[\d{1,3}\](?: \([^()\n]*\))?) (“)`)

// origin takes date and publisher off the start of a line of an extractive answer
// and returns them in the language of t, and the rest of the line.
func origin(a *answer.Answer, line string, t Texts) (lead, rest string) {
	if a.Writer != answer.Extractive {
		return "", line
	}
	for _, c := range byArticle(a.Citations) {
		d, err := corpus.ParseDate(c.article.Published)
		name := answer.Neutral(c.article.Publisher)
		if err != nil || name == "" {
			continue
		}
		english := d.Short() + ", " + name
		if c.article.PublishedBasis == string(corpus.Inferred) {
			english = "c. " + english
		}
		if c.article.PublisherBasis == string(corpus.Inferred) {
			english += " (inferred)"
		}
		if rest, ok := strings.CutPrefix(line, english+": "); ok {
			comma := ", "
			if t.Language() == "ar" {
				comma = "، "
			}
			return published(c.article, t) + comma + publisher(c.article, t) + ": ", rest
		}
	}
	return "", line
}

// withMarkers escapes a text except for its markers with the numbers that is
// accepts. It has no white space at its ends.
func withMarkers(s string, is func(n int) bool) string {
	var b strings.Builder
	at, escaped := 0, escape
	add := func(part string) {
		part = escaped(clean(part))
		if at > 0 && strings.HasPrefix(part, "(") {
			part = "\\" + part // behind a marker it would make a link
		}
		b.WriteString(part)
	}
	for _, m := range ours.FindAllStringSubmatchIndex(s, -1) {
		if n, err := strconv.Atoi(s[m[2]:m[3]]); err != nil || !is(n) {
			continue
		}
		add(s[at:m[0]])
		b.WriteString(s[m[0]:m[1]])
		at, escaped = m[1], escapeInLine
	}
	add(s[at:])
	return strings.TrimSpace(b.String())
}

const smallMark = "-# "

// articleLines returns a line for each article cited, with its markers.
func articleLines(a *answer.Answer, t Texts) string {
	var lines []string
	for _, c := range byArticle(a.Citations) {
		lines = append(lines, withAlso(smallMark+c.markers()+" "+SourceLine(c.article, t), c.citations, t))
	}
	return strings.Join(lines, "\n")
}

// quotations returns each article cited with what is cited from it.
func quotations(a *answer.Answer, t Texts) string {
	var lines []string
	for _, c := range byArticle(a.Citations) {
		lines = append(lines, withAlso(smallMark+SourceLine(c.article, t), c.citations, t))
		for _, one := range c.citations {
			lines = append(lines, fmt.Sprintf("[%d] “%s”", one.Marker, escapeInLine(oneLine(one.Quote))))
		}
	}
	return strings.Join(lines, "\n")
}

// The sentences with which package answer says what could not be used and for
// which there are words in other languages.
var (
	wasCut   = regexp.MustCompile(`Only the first (\d+) characters of the question were read\.`)
	ownWords = regexp.MustCompile(`[^.]*own words\.`)
)

// degraded returns what could not be used as a line in small print, "" when all
// was.
func degraded(a *answer.Answer, t Texts) string {
	said := a.Degraded
	if t.Language() != "en" {
		cut := ""
		if m := wasCut.FindStringSubmatch(said); m != nil {
			n, _ := strconv.Atoi(m[1])
			cut, said = t.Say("answer.cut", "n", n), wasCut.ReplaceAllString(said, "")
		}
		if ownWords.MatchString(said) {
			said = ownWords.ReplaceAllLiteralString(said, t.Say("answer.degraded"))
		}
		said = join(" ", cut, strings.TrimSpace(said))
	}
	if said = EscapeLine(said); said == "" {
		return ""
	}
	return smallMark + said
}
