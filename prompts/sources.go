package prompts

import (
	"cmp"
	"fmt"
	"strings"
)

// The fences. No text inside can close one: each sentence and each turn is on
// one line that starts with something else, and Neutral leaves no "<" or ">".
const (
	sourcesOpen  = "<<<SOURCES"
	sourcesClose = "SOURCES>>>"
	turnsOpen    = "<<<CONVERSATION"
	turnsClose   = "CONVERSATION>>>"
)

const (
	maxTurns     = 8   // of a conversation, the last ones
	maxTurnRunes = 600 // of each turn
)

// fencedSources returns the sources between their fences, a heading and then a
// line a sentence for each.
func fencedSources(sources []Source) string {
	var b strings.Builder
	b.WriteString(sourcesOpen + "\n")
	for _, s := range sources {
		lines := sentenceLines(s)
		if lines != "" {
			b.WriteString(heading(s) + "\n" + lines)
		}
	}
	b.WriteString(sourcesClose)
	return b.String()
}

// heading returns the line above the sentences of a source. It must not look
// like the number of a sentence, or a model cites it.
func heading(s Source) string {
	title, publisher, date := Neutral(s.Title), Neutral(s.Publisher), Neutral(s.Date)
	if title != "" {
		title = `"` + strings.ReplaceAll(title, `"`, "'") + `"`
	}
	if event := Neutral(s.Event); event != "" {
		title = strings.TrimSpace(title + " (" + event + ")")
	}
	if publisher != "" && s.PublisherInferred {
		publisher += " (inferred)"
	}
	if date != "" && s.DateInferred && !strings.HasPrefix(date, "c.") {
		date = "c. " + date
	}
	return fmt.Sprintf("Source %d: %s, %s, %s", s.Number,
		cmp.Or(title, "no title"), cmp.Or(publisher, "publisher unknown"), cmp.Or(date, "date unknown"))
}

func sentenceLines(s Source) string {
	var b strings.Builder
	for _, sentence := range s.Sentences {
		text := Neutral(sentence.Text)
		if text == "" {
			continue
		}
		fmt.Fprintf(&b, "[%d.%d] %s", s.Number, sentence.Number, text)
		if speaker := Neutral(sentence.Speaker); speaker != "" {
			b.WriteString(" (said by " + speaker + ")")
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// fencedTurns returns the last turns between their fences, a line each.
func fencedTurns(turns []Turn) string {
	var b strings.Builder
	b.WriteString(turnsOpen + "\n")
	for _, t := range turns[max(0, len(turns)-maxTurns):] {
		text := cut(Neutral(t.Text), maxTurnRunes)
		if text == "" {
			continue
		}
		who := "Assistant"
		if t.User {
			who = "User"
		}
		b.WriteString(who + ": " + text + "\n")
	}
	b.WriteString(turnsClose)
	return b.String()
}

// cut returns the first n runes of s, and an ellipsis where more followed.
func cut(s string, n int) string {
	for i := range s {
		if n == 0 {
			return strings.TrimSpace(s[:i]) + "…"
		}
		n--
	}
	return s
}
