package reply

import (
	"slices"
	"strings"

	"rapporteur/answer"
)

// maxAlsoNames bounds the names of the articles that print the same; what does
// not fit is left out whole.
const maxAlsoNames = 300

// alsoNames returns publishers and dates of articles, escaped: "Daily Karvian, 3
// May 2022; Gulf Post, 4 May 2022".
func alsoNames(also []answer.Also, t Texts) string {
	names := ""
	for _, a := range also {
		who := publisher(a.Article, t)
		if oneLine(a.Article.Publisher) == "" {
			who = title(a.Article)
		}
		next := join("; ", names, cutTo(who, maxPublisherHere)+", "+published(a.Article, t))
		if !fits(next, maxAlsoNames) {
			return names + ellipsis
		}
		names = next
	}
	return names
}

// alsoIn returns the lines in small print that name the other articles which
// print what is cited from one: a line for all of its citations when the same
// articles print them, else a line each. None when no other does.
func alsoIn(cited []answer.Citation, t Texts) []string {
	names := make([]string, len(cited))
	for i, c := range cited {
		names[i] = alsoNames(c.Also, t)
	}
	var lines []string
	alike := len(slices.Compact(slices.Clone(names))) == 1
	for i, of := range names {
		if of == "" || alike && i > 0 {
			continue
		}
		line := t.Say("source.also", "names", of)
		if !alike {
			line = marker(cited[i].Marker) + " " + line
		}
		lines = append(lines, smallMark+line)
	}
	return lines
}

// withAlso returns a line about what is cited, and those of alsoIn below it.
func withAlso(line string, cited []answer.Citation, t Texts) string {
	return strings.Join(append([]string{line}, alsoIn(cited, t)...), "\n")
}
