package chronology

import (
	"strings"
	"unicode"

	"rapporteur/corpus"
	"rapporteur/text"
)

// Not everything that a sentence dates is told by it: what is denied, said to be
// false or only a rumour did not happen on that day, and the date before a dash
// at the start of an article is that of the report.

// doubters say of what follows them that it is not so, or that nobody knows it.
var doubters = text.Set(`denied denies deny denying falsely untrue rumour rumours rumor rumors hoax fictional allege alleges alleged alleging`)

// believed leaves out of the dates of a sentence those of what it does not tell as
// a fact. first says that it is among the first sentences of the article.
func believed(s string, mentions []corpus.DateMention, first bool) []corpus.DateMention {
	if len(mentions) == 0 {
		return mentions
	}
	low := strings.ToLower(s)
	if imagined(low) {
		return nil
	}
	var kept []corpus.DateMention
	for _, m := range mentions {
		if !first || !inDateline(s, m) {
			kept = append(kept, m)
		}
	}
	return kept
}

// imagined reports that a sentence in lower case is about what is not so as a
// whole: "Had the treaty been signed …", "… are false", "no evidence that …".
func imagined(low string) bool {
	if strings.HasPrefix(low, "had ") && strings.Contains(low, " been ") && strings.Contains(low, ",") {
		return true
	}
	for _, part := range []string{" no evidence ", " are false", " is false", " was false", " were false", " proved false", " untrue", " would have "} {
		if strings.Contains(low, part) {
			return true
		}
	}
	return false
}

// doubted reports that a doubter stands before the date and not right before it:
// "denied on Monday" is dated, what was denied is not. What is said in passing
// about somebody who then does something on a day doubts nothing of that.
func (p *phrase) doubted(d dated) bool {
	for k := d.first - 3; k >= 0; k-- {
		if !doubters[p.low(k)] {
			continue
		}
		if c := p.clauseAt(k); k >= d.clause.first || c.kind != relative && c.kind != participial || d.clause.kind != resumed && d.clause.kind != mainClause {
			return true
		}
	}
	return false
}

// callOff are words for what is to be no more.
var callOff = text.Set(`cancelled canceled cancels cancel scrapped scrap scrubbed abandoned`)

// calledOff reports that near the date at word i the sentence says that what was to
// come will not: "cancelled the ceremony planned for 12 March", "was called off",
// "never took place".
func (p *phrase) calledOff(i int) bool {
	const near = 12
	for k := max(0, i-near); k < min(len(p.words), i+near); k++ {
		low := p.low(k)
		if callOff[low] || low == "called" && p.low(k+1) == "off" || low == "never" && (p.low(k+1) == "took" || p.low(k+1) == "happened") {
			return true
		}
	}
	return false
}

// maxDateline is how far into a sentence a dateline reaches, in bytes.
const maxDateline = 60

// inDateline reports that a date ends a dateline: "Oslo, 6 May 2019 - ".
func inDateline(s string, m corpus.DateMention) bool {
	if m.End > maxDateline || m.End >= len(s) {
		return false
	}
	rest := strings.TrimLeftFunc(s[m.End:], unicode.IsSpace)
	if !strings.HasPrefix(rest, "-") && !strings.HasPrefix(rest, "–") && !strings.HasPrefix(rest, "—") && !strings.HasPrefix(rest, "(") && !strings.HasPrefix(rest, ":") {
		return false
	}
	for _, w := range strings.Fields(s[:m.Start]) {
		if r := []rune(w)[0]; !unicode.IsUpper(r) && r != '(' && r != '-' && r != '–' {
			return false
		}
	}
	return true
}
