package answer

import (
	"regexp"
	"strings"

	"rapporteur/text"
)

// joint is where a second question starts within a sentence: "…, and how did
// Damascus see it?"
var joint = regexp.MustCompile(`(?i)[,;?]?\s+(?:and|but|or)\s+(?:also\s+|then\s+|if so,?\s+)?((?:(?:in|at|on|to|for|by|with|from)\s+)?(?:what|who|whom|whose|when|where|why|how|which|did|does|do|is|was|were|are|has|have)\b)|\?\s+(\S)`)

// maxParts bounds the questions that are found in one message.
const maxParts = 3

// parts splits a message into the questions it asks. One that says too little
// to be looked up by itself ("and when?") stays with the one before it.
func parts(asked string) []string {
	var out []string
	last := 0
	for _, m := range joint.FindAllStringSubmatchIndex(asked, -1) {
		start := m[2]
		if start < 0 {
			start = m[4]
		}
		head, tail := strings.TrimSpace(asked[last:m[0]]), asked[start:]
		if len(out) == maxParts-1 || contentCount(text.Tokens(head)) < 2 || contentCount(text.Tokens(tail)) < 2 {
			continue
		}
		out = append(out, head+"?")
		last = start
	}
	return append(out, strings.TrimSpace(asked[last:]))
}
