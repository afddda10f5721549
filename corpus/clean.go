package corpus

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// cleaning is what the cleaning of one article found.
type cleaning struct {
	removals []Removal
	captions map[int]bool // lines whose rest is the caption of a picture
}

// maxGuessed is the share of an article's bytes, in percent, that rules which
// go by position may remove together. Past it their removals are not made:
// the article is then more likely one that looks like a list of teasers.
const maxGuessed = 40

// clean finds the stretches that are neither indexed nor quoted. Each rule
// looks at one line; teasers, which only show over several, come last.
func clean(body string, lines []line) cleaning {
	c := cleaning{captions: map[int]bool{}}
	for _, s := range codeSpans(body) {
		c.remove("script", s)
	}
	for i, l := range lines {
		c.cleanLine(body, l.Span, i, len(lines)-1-i)
	}
	guessed := c.guess(body, lines)
	if share(guessed, body) <= maxGuessed {
		c.removals = append(c.removals, guessed...)
	}
	c.removals = tidy(c.removals)
	return c
}

func (c *cleaning) remove(rule string, s Span) {
	c.removals = append(c.removals, Removal{Span: s, Rule: rule, Reason: reasons[rule]})
}

// reasons says for people why a rule removes what it removes.
var reasons = map[string]string{
	"script":            "a script or style sheet of the page",
	"gallery":           "the controls of a gallery of pictures",
	"separator":         "a line without words between parts of the page",
	"markup":            "marks of the layout, not of the text",
	"navigation":        "a control or link of the site the article was copied from",
	"player":            "controls and messages of a video or advertisement",
	"related-link":      "a link to another article",
	"newsletter":        "an invitation to a newsletter or to alerts",
	"cookie-notice":     "a notice about cookies or scripts",
	"outlet-notice":     "the outlet speaking about itself",
	"licence-line":      "a copyright or licence notice",
	"editors-initials":  "the initials of the editors",
	"photo-credit":      "the credit of a picture",
	"teaser":            "headlines and summaries of other articles",
	"outlet-self-image": "the outlet describing itself at the end of the page",
}

// Lines longer than these are no notice, and not worth a search for one.
const (
	maxControl = 160
	maxNotice  = 3000
)

// cleanLine applies the rules to one line; below is the number of lines after
// it.
func (c *cleaning) cleanLine(body string, l Span, index, below int) {
	s := body[l.Start:l.End]
	if !hasWord(s) {
		c.remove("separator", l)
		return
	}
	if n := headingMarks(s); n > 0 {
		c.remove("markup", Span{l.Start, l.Start + n})
		l = trim(body, Span{l.Start + n, l.End})
		s = body[l.Start:l.End]
	}
	if controls := galleryControls(s); len(controls) > 0 {
		for _, g := range controls {
			c.remove("gallery", Span{l.Start + g.Start, l.Start + g.End})
		}
		c.captions[index] = true
		return
	}
	if len(s) <= maxControl {
		lower := strings.ToLower(s)
		switch {
		case isControl(lower):
			c.remove("navigation", l)
			return
		case isRelatedLink(s, lower):
			c.remove("related-link", l)
			return
		case isPlayer(lower):
			c.remove("player", l)
			return
		}
	}
	if below < 3 {
		if n := initials(s); n > 0 {
			c.remove("editors-initials", Span{l.Start, l.Start + n})
			l = trim(body, Span{l.Start + n, l.End})
			s = body[l.Start:l.End]
		}
	}
	if at, caption := creditAt(s); at >= 0 {
		c.remove("photo-credit", Span{l.Start + at, l.End})
		c.captions[index] = caption
		l = trim(body, Span{l.Start, l.Start + at})
		s = body[l.Start:l.End]
	}
	if len(s) > 0 && len(s) <= maxNotice {
		c.cleanNotices(l, s, below)
	}
}

// cleanNotices removes the sentences of a line that are notices, or the whole
// line where most of it is and it stands at the end.
func (c *cleaning) cleanNotices(l Span, s string, below int) {
	if !mayHoldNotice(s) {
		return
	}
	var found []Removal
	sentences := 0
	for at := 0; at < len(s); {
		end := at + roughEnd(s[at:])
		if rule := noticeRule(s[at:end]); rule != "" {
			span := Span{l.Start + at, l.Start + len(strings.TrimRightFunc(s[:end], isSpace))}
			found = append(found, Removal{span, rule, reasons[rule]})
		}
		sentences++
		at = end
	}
	if 2*len(found) > sentences && len(found) < sentences && below < 4 && len(s) <= 700 && !strings.ContainsAny(s, "\"“") {
		c.remove(found[0].Rule, l)
		return
	}
	c.removals = append(c.removals, found...)
}

// roughEnd returns the end of the first sentence of s and of the space after
// it. For notices a stop before a space and a capital will do.
func roughEnd(s string) int {
	for i := 0; i+1 < len(s); i++ {
		if c := s[i]; c != '.' && c != '!' && c != '?' || s[i+1] != ' ' && s[i+1] != 0xc2 {
			continue
		}
		if s[i] == '.' && abbreviations[strings.ToLower(lastWord(s[:i]))] {
			continue
		}
		rest := strings.TrimLeftFunc(s[i+1:], isSpace)
		if r, _ := utf8.DecodeRuneInString(rest); rest != "" && !unicode.IsLower(r) {
			return len(s) - len(rest)
		}
	}
	return len(s)
}

// hasWord reports that s holds a letter or a digit.
func hasWord(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) >= 0
}

// headingMarks returns the length of the marks of a Markdown heading.
func headingMarks(s string) int {
	n := len(s) - len(strings.TrimLeft(s, "#"))
	if n == 0 || n > 6 || n == len(s) || s[n] != ' ' {
		return 0
	}
	return n + 1
}

// initials returns the length of editors' initials ("AK/PA") that s consists
// of or that stand before a notice.
func initials(s string) int {
	n, parts, letters := 0, 1, 0
	for n < len(s) && (s[n] >= 'A' && s[n] <= 'Z' || s[n] == '/') {
		if s[n] == '/' {
			parts, letters = parts+1, 0
		} else if letters++; letters > 4 {
			return 0
		}
		n++
	}
	if parts < 2 || parts > 3 || letters < 2 {
		return 0
	}
	rest := strings.TrimLeftFunc(s[n:], isSpace)
	if rest == "" || len(rest) < len(s)-n && noticeRule(rest[:roughEnd(rest)]) != "" {
		return n
	}
	return 0
}

// share returns how much of the body the removals take, in percent.
func share(removed []Removal, body string) int {
	n := 0
	for _, r := range removed {
		n += r.Len()
	}
	return n * 100 / max(len(body), 1)
}

// tidy puts removals in order and joins those that overlap.
func tidy(removals []Removal) []Removal {
	slices.SortStableFunc(removals, func(a, b Removal) int { return cmp.Compare(a.Start, b.Start) })
	out := removals[:0]
	for _, r := range removals {
		if last := len(out) - 1; last >= 0 && r.Start < out[last].End {
			if r.Len() > out[last].Len() {
				out[last].Rule, out[last].Reason = r.Rule, r.Reason
			}
			out[last].End = max(out[last].End, r.End)
			continue
		}
		out = append(out, r)
	}
	return slices.Clip(out)
}
