package main

import (
	"strings"

	"rapporteur/answer"
	"rapporteur/corpus"
)

// alsoIn names the other articles that print what is cited from one: a line for
// each of the citations that the same articles print, with their markers unless
// it is all of them.
func alsoIn(cited []answer.Citation) []string {
	var order []string
	markers := map[string][]int{}
	for _, c := range cited {
		names := alsoNames(c.Also)
		if markers[names] == nil {
			order = append(order, names)
		}
		markers[names] = append(markers[names], c.Marker)
	}
	var lines []string
	for _, names := range order {
		switch {
		case names == "":
		case len(order) > 1:
			lines = append(lines, markerRuns(markers[names])+" also in: "+names)
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
func (s screen) also(b *strings.Builder, cited []answer.Citation, indent string) {
	for _, line := range alsoIn(cited) {
		b.WriteString(s.as(dim, s.wrap(line, indent, indent)) + "\n")
	}
}
