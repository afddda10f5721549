package text

import "strings"

// OneLine returns s on one line, with every run of white space as one blank and
// none at the ends.
func OneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
