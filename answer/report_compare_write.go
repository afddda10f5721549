package answer

import (
	"fmt"
	"slices"
	"strings"

	"rapporteur/corpus"
)

// write puts the points into the report: as points, and as a text that names
// both sides and gives each point three lines.
func (c *comparison) write(r *Report, points []comparePoint) {
	lines := []string{"A: " + c.a.introduce(), "B: " + c.b.introduce()}
	for i := range points {
		p := c.point(r, &points[i])
		r.Points = append(r.Points, p)
		lines = append(lines, "", p.Aspect+" — "+relationOf(&points[i], &p))
		lines = append(lines, c.sideLines(&points[i], &p)...)
	}
	r.Text = strings.Join(lines, "\n")
}

var relationWords = map[Relation]string{
	Changed: "changed", Same: "the same", OnlyA: "only in A", OnlyB: "only in B", Differ: "different",
}

// relationOf says in words how the sides of a point stand to each other.
func relationOf(p *comparePoint, out *Point) string {
	switch {
	case out.SourcesDiffer:
		return "sources differ"
	case p.relation == Differ && p.a.sentence == p.b.sentence:
		return "both in one sentence"
	}
	return relationWords[p.relation]
}

// introduce names a side: what was asked, and from which articles it is read.
func (c *comparand) introduce() string {
	name := neutral(cutTitle(c.title(), 120))
	if len(c.articles) == 1 {
		return name + " (" + origin(c.articles[0]) + ")"
	}
	of := coverageOf(c.articles)
	if c.of > len(c.articles) {
		_, time, _ := strings.Cut(of, ",")
		of = fmt.Sprintf("%d of its %d articles,%s", len(c.articles), c.of, time)
	}
	return name + " (" + of + ")"
}

// cutTitle returns the first n characters of a title, with an ellipsis when it is
// longer.
func cutTitle(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n]) + "…"
	}
	return s
}

// point cites the sentences of one point and says it in a line.
func (c *comparison) point(r *Report, p *comparePoint) Point {
	out := Point{Aspect: p.aspect, Relation: p.relation, Markers: []int{}}
	if p.a != nil {
		out.A = c.side(r, p.a)
		out.Markers = append(out.Markers, out.A.Markers...)
	}
	if p.b != nil {
		out.B = c.side(r, p.b)
		for _, m := range out.B.Markers {
			out.Markers = addMarker(out.Markers, m)
		}
	}
	out.SourcesDiffer = c.sourcesDiffer(p)
	out.Text = out.Aspect + " — " + relationOf(p, &out) + ". " + strings.Join(c.sideLines(p, &out), " / ")
	return out
}

// sideLines writes what each side says, with its date, its marker and, where the
// sentence does not name who says it, the speaker; one line when one sentence speaks of both.
func (c *comparison) sideLines(p *comparePoint, out *Point) []string {
	var lines []string
	if p.a != nil && p.b != nil && p.a.sentence == p.b.sentence {
		return []string{sideLine("A and B", p.a, out.A)}
	}
	for i, x := range []*compareCandidate{p.a, p.b} {
		if x == nil {
			continue
		}
		lines = append(lines, sideLine([]string{"A", "B"}[i], x, []*Side{out.A, out.B}[i]))
	}
	return lines
}

func sideLine(name string, x *compareCandidate, side *Side) string {
	line := fmt.Sprintf("%s%s: “%s” %s", name, when(x.article), side.Text, markersText(side.Markers))
	if side.By != "" {
		line += " (" + side.By + ")"
	}
	return line
}

// owner names whose words a quotation is, where it does not itself: somebody
// whom another sentence or a clause that was cut off names, or the publisher.
func owner(x *compareCandidate, shown corpus.Span) string {
	if who := x.src.Speaker; who != "" {
		at := x.src.SpeakerAt.Start - x.src.Start
		if !x.src.Contains(x.src.SpeakerAt) || at < shown.Start || at >= shown.End {
			return neutral(who)
		}
	}
	if x.src.Role == corpus.InComment {
		return ByPublisher
	}
	return ""
}

// when writes the date of an article in brackets, "" when it has none.
func when(a *corpus.Article) string {
	d := a.Published.Short()
	if d == "" {
		return ""
	}
	if a.PublishedBasis == corpus.Inferred {
		d = "c. " + d
	}
	return " (" + d + ")"
}

// side cites a sentence whole and shows it, or, of a long one, the clauses that
// speak of the matter.
func (c *comparison) side(r *Report, x *compareCandidate) *Side {
	cut := x.clip()
	shown := neutral(strings.TrimSpace(x.text[cut.Start:cut.End]))
	if cut.Start > 0 {
		shown = "… " + shown
	}
	if cut.End < len(x.text) {
		shown += " …"
	}
	return &Side{
		Text: shown, Date: x.article.Published.String(), Rough: x.article.PublishedBasis == corpus.Inferred,
		Markers: []int{r.citeSentence(x.sentence)}, By: owner(x, cut),
	}
}

// shownLength is how many bytes of a sentence are shown; a longer one is cut at
// the border of a clause.
const shownLength = 300

// clip returns the part of the sentence that is shown: all of it, or whole
// clauses from its start, or, where the matter comes too late for that, whole
// clauses up to its end.
func (x *compareCandidate) clip() corpus.Span {
	all := corpus.Span{Start: 0, End: len(x.text)}
	if len(x.text) <= shownLength {
		return all
	}
	from, to := x.tokens[x.first].Start, x.tokens[x.last-1].End
	borders := clauseBorders(x.sentence)
	best := all
	for _, b := range borders {
		if b >= to && b <= shownLength {
			best = corpus.Span{Start: 0, End: b}
		}
	}
	if best != all {
		return best
	}
	for _, b := range slices.Backward(borders) {
		if b <= from && len(x.text)-b <= shownLength {
			best = corpus.Span{Start: b, End: len(x.text)}
		}
	}
	return best
}

// clauseBorders returns the bytes at which a clause of s ends, in order: behind
// a comma or a dash outside a row of words, and before a word that joins clauses.
func clauseBorders(s *sentence) []int {
	var out []int
	for k := 0; k+1 < len(s.tokens); k++ {
		gap := s.text[s.tokens[k].End:s.tokens[k+1].Start]
		next := s.tokens[k+1].Fold
		switch {
		case strings.ContainsAny(gap, ";:–—") || strings.Contains(gap, " - "):
		case strings.Contains(gap, ",") && clauseOpeners[next]:
		case clauseOpeners[next] && next != "and" && next != "or" && next != "as":
		default:
			continue
		}
		if strings.ContainsAny(gap, "“”\"()‘") {
			continue // a quotation or a bracket would be cut open
		}
		out = append(out, s.tokens[k].End)
	}
	return out
}

// clauseOpeners are words with which another clause may start.
var clauseOpeners = wordsOf(`and but while which who although though because whereas as or despite with when after before saying calling
	however adding including according`)
