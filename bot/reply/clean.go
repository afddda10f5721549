package reply

import (
	"strings"
	"unicode"
)

// maxMarks is how many combining marks may stand on one base. Arabic and Hebrew
// with all their points, Vietnamese and Thai stay below; stacks that run over
// the lines above do not.
const maxMarks = 4

// clean returns s without what is not meant to be seen: control characters,
// what turns the direction of writing, what hides text or takes no room. Joiners
// stay between the letters and emoji that need them. Invalid bytes become
// U+FFFD, and white space becomes one space, one line break, or, from two line
// breaks on, a blank line.
func clean(s string) string {
	c := cleaner{}
	c.b.Grow(len(s))
	for _, r := range s {
		c.add(r)
	}
	c.space()
	return c.b.String()
}

// cleaner holds what clean knows of the text before a rune.
type cleaner struct {
	b      strings.Builder
	last   rune // the last rune written
	marks  int  // how many marks stand on it
	joiner rune // a joiner that is written if something to join follows; 0 for none
	spaces int  // white space seen since
	breaks int  // line breaks in it
	tags   int  // tag characters of a flag written
}

func (c *cleaner) add(r rune) {
	switch {
	case unicode.IsSpace(r):
		c.spaces++
		if strings.ContainsRune("\n\v\f\u0085\u2028", r) || r == '\u2029' {
			c.breaks++
		}
		return
	case r == '\u200c' || r == '\u200d':
		if c.spaces == 0 && c.last != 0 {
			c.joiner = r
		}
		return
	case isTag(r):
		c.tag(r)
		return
	case hidden(r):
		return
	}
	c.space()
	c.write(r)
}

// write appends a visible rune, with the joiner before it.
func (c *cleaner) write(r rune) {
	switch {
	case r == unicode.ReplacementChar && c.last == r:
		return // one stands for a run of invalid bytes
	case unicode.In(r, unicode.Mn, unicode.Me):
		if c.marks++; c.marks > maxMarks {
			return
		}
	default:
		c.marks, c.tags = 0, 0
		if c.joiner != 0 {
			c.b.WriteRune(c.joiner)
		}
	}
	c.joiner = 0
	c.b.WriteRune(r)
	c.last = r
}

// space writes what the white space before this point is folded to.
func (c *cleaner) space() {
	if c.spaces == 0 {
		return
	}
	switch c.breaks {
	case 0:
		c.b.WriteByte(' ')
	case 1:
		c.b.WriteByte('\n')
	default:
		c.b.WriteString("\n\n")
	}
	c.spaces, c.breaks, c.joiner, c.marks, c.last = 0, 0, 0, 0, 0
}

// Tag characters are invisible and can carry a hidden text. They have one good
// use: the flags of England, Scotland and Wales are a black flag and at most
// seven of them.
const (
	blackFlag = '\U0001F3F4'
	maxTags   = 7
)

func isTag(r rune) bool { return r >= 0xE0000 && r <= 0xE007F }

func (c *cleaner) tag(r rune) {
	if c.last == blackFlag && c.spaces == 0 && c.tags < maxTags {
		c.tags++
		c.b.WriteRune(r)
	}
}

// hidden reports that a rune shows nothing by itself, or changes how others are
// shown. The signs that stand before Arabic and Syriac numbers are of the same
// Unicode category and are visible.
func hidden(r rune) bool {
	switch {
	case unicode.Is(unicode.Cc, r):
		return true
	case unicode.Is(unicode.Cf, r):
		return !unicode.Is(unicode.Prepended_Concatenation_Mark, r)
	case r == '\u034f', r == '\u115f', r == '\u1160', r == '\u17b4', r == '\u17b5',
		r == '\u2800', r == '\u3164', r == '\uffa0': // fillers that look like nothing
		return true
	case r >= '\u180b' && r <= '\u180f', r >= 0xE0100 && r <= 0xE01EF: // variants nobody sees
		return true
	}
	return r >= 0xFDD0 && r <= 0xFDEF || r&0xFFFE == 0xFFFE // never characters
}

// oneLine returns s cleaned, on one line and without white space at its ends.
func oneLine(s string) string { return strings.Join(strings.Fields(clean(s)), " ") }
