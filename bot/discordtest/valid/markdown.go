package valid

import "strings"

// reading is a text as Discord's markdown reads it, with what is not read as
// markdown blotted out. Positions are those of the text.
type reading struct {
	prose string // without code
	live  string // without code and escaped signs
	open  bool   // a fence is opened and never closed
}

const blot = 0 // stands in no text that Discord takes

// readMarkdown finds code and escaped signs. Code that one or two backticks open
// ends at the next run of as many, code that three or more open at the next
// three; what is not closed is not code.
func readMarkdown(text string) reading {
	prose, live := []byte(text), []byte(text)
	open := false
	for i := 0; i < len(text); {
		switch {
		case text[i] == '\\' && i+1 < len(text) && isSign(text[i+1]):
			live[i], live[i+1] = blot, blot
			i += 2
		case text[i] == '`':
			ticks := run(text[i:])
			end := codeEnd(text[i+ticks:], ticks)
			if end < 0 {
				open = open || ticks >= 3
				i += ticks
				continue
			}
			end += i + ticks
			clear(prose[i:end])
			clear(live[i:end])
			i = end
		default:
			i++
		}
	}
	return reading{prose: string(prose), live: string(live), open: open}
}

// run returns the number of backticks at the start.
func run(s string) int { return len(s) - len(strings.TrimLeft(s, "`")) }

// codeEnd returns where code ends that was opened by so many backticks, -1 if
// it does not.
func codeEnd(s string, ticks int) int {
	if ticks >= 3 {
		i := strings.Index(s, "```")
		if i < 0 {
			return -1
		}
		return i + 3
	}
	for i := 0; i < len(s); {
		if s[i] != '`' {
			i++
			continue
		}
		n := run(s[i:])
		if n == ticks {
			return i + n
		}
		i += n
	}
	return -1
}

// isSign reports a byte that a backslash makes plain.
func isSign(c byte) bool {
	return c > ' ' && c < 0x7f && !('0' <= c && c <= '9' || 'A' <= c && c <= 'Z' || 'a' <= c && c <= 'z')
}
