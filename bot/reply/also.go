package reply

import (
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
// print what is cited from one: a line for each of the citations that the same
// articles print, with their markers unless it is all of them.
func alsoIn(cited []answer.Citation, t Texts) []string {
	var order []string
	markers := map[string]string{}
	for _, c := range cited {
		names := alsoNames(c.Also, t)
		if markers[names] == "" {
			order = append(order, names)
		}
		markers[names] = join(" ", markers[names], marker(c.Marker))
	}
	var lines []string
	for _, names := range order {
		if names == "" {
			continue
		}
		line := t.Say("source.also", "names", names)
		if len(order) > 1 {
			line = markers[names] + " " + line
		}
		lines = append(lines, smallMark+line)
	}
	return lines
}

// withAlso returns a line about what is cited, and those of alsoIn below it.
func withAlso(line string, cited []answer.Citation, t Texts) string {
	return strings.Join(append([]string{line}, alsoIn(cited, t)...), "\n")
}
