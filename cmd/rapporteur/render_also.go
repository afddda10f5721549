package main

import (
	"fmt"
	"slices"
	"strings"

	"rapporteur/answer"
	"rapporteur/corpus"
)

// alsoIn names the other articles that print what is cited from one: a line for
// all of its citations when the same articles print them, else a line each.
func alsoIn(cited []answer.Citation) []string {
	same := func(c answer.Citation) bool { return alsoNames(c.Also) == alsoNames(cited[0].Also) }
	if !slices.ContainsFunc(cited, func(c answer.Citation) bool { return !same(c) }) {
		cited = cited[:min(1, len(cited))]
	}
	var lines []string
	for _, c := range cited {
		names := alsoNames(c.Also)
		switch {
		case names == "":
		case len(cited) > 1:
			lines = append(lines, fmt.Sprintf("[%d] also in: %s", c.Marker, names))
		default:
			lines = append(lines, "also in: "+names)
		}
	}
	return lines
}

// alsoNames returns "Daily Karvian, 3 May 2022; Gulf Post, 4 May 2022".
func alsoNames(also []answer.Also) string {
	names := make([]string, len(also))
	for i, a := range also {
		name := orDefault(a.Article.Publisher, orDefault(a.Article.Title, a.Article.ID))
		if a.Article.PublisherBasis == string(corpus.Inferred) {
			name += " (inferred)"
		}
		names[i] = name + ", " + publishedWords(a.Article)
	}
	return oneLine(answer.Neutral(strings.Join(names, "; ")))
}

// also writes the lines of alsoIn.
func (s screen) also(b *strings.Builder, cited []answer.Citation) {
	for _, line := range alsoIn(cited) {
		b.WriteString(s.as(dim, s.wrap(line, "    ", "    ")) + "\n")
	}
}
