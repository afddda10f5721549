package answer

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"rapporteur/glossary"
)

// issue is a column of a matrix.
type issue struct {
	label string
	id    string       // of what the clauses are to name, "" when at decides
	at    map[int]bool // statements on it, by index among those found
}

// The size of a matrix whose issues are not given.
const (
	matrixIssues     = 6
	matrixActors     = 12
	matrixStatements = 3000 // that are looked at for issues
)

// issuesOf returns the columns: what was asked about, or else what most actors
// speak of.
func (w *wanted) issuesOf(found []said) []issue {
	if len(w.issues) == 0 {
		return w.engine.commonIssues(found[:min(len(found), matrixStatements)])
	}
	out := make([]issue, len(w.issues))
	for i, s := range w.issues {
		out[i] = issue{label: s.text, at: map[int]bool{}}
	}
	for k := range found {
		for _, i := range found[k].about {
			out[i].at[k] = true
		}
	}
	return out
}

// commonIssues finds the names and words that several actors speak of. What
// nearly every article is about says little, and counts less.
func (e *Engine) commonIssues(found []said) []issue {
	topics := map[string]*topic{}
	for k := range found {
		clause := e.analyst.text(found[k].Article.Text(found[k].Clause))
		actor := e.actor(&found[k])
		for id, label := range e.topicsOf(clause) {
			t := topics[id]
			if t == nil {
				t = &topic{issue: issue{id: id, at: map[int]bool{}}, labels: map[string]int{}, actors: map[string]bool{}}
				topics[id] = t
			}
			if label == actor {
				continue // what somebody says of themselves is no issue between actors
			}
			t.at[k] = true
			t.labels[label]++
			t.actors[actor] = true
		}
	}
	ranked := make([]*topic, 0, len(topics))
	for _, t := range topics {
		if len(t.actors) > 1 {
			t.label = mostFrequent(t.labels)
			t.score = float64(len(t.actors)) + 0.25*float64(len(t.at))
			t.score *= 1 - min(0.9, 3*max(e.common[t.id], float64(len(t.at))/float64(2*len(found))))
			if strings.HasPrefix(t.id, conceptPrefix) {
				t.score *= 0.7 // a name says better than a word what is at issue
			}
			ranked = append(ranked, t)
		}
	}
	slices.SortFunc(ranked, func(a, b *topic) int { return cmp.Or(cmp.Compare(b.score, a.score), strings.Compare(a.id, b.id)) })
	var out []issue
	for _, t := range ranked {
		if len(out) < matrixIssues && !slices.ContainsFunc(out, func(o issue) bool { return sameStatements(o.at, t.at) }) {
			out = append(out, t.issue)
		}
	}
	return out
}

// topic is an issue that is still counted.
type topic struct {
	issue
	labels map[string]int // as the articles write it
	actors map[string]bool
	score  float64
}

// topicsOf returns what a clause speaks of, by id, with the label to show.
func (e *Engine) topicsOf(clause *sentence) map[string]string {
	out := map[string]string{}
	named := make([]bool, len(clause.tokens))
	for i := range clause.names {
		n := &clause.names[i]
		for k := n.first; k < n.last; k++ {
			named[k] = true
		}
		if n.entry == nil || n.inner || n.via == glossary.ByAdjective || n.kind == glossary.Outlet {
			continue
		}
		g := e.cfg.Glossary.Government(n.entry)
		out[g.ID] = g.Name
	}
	for _, f := range e.cfg.Lexicon.Find("en", clause.tokens) {
		if named[f.First] {
			continue
		}
		for _, c := range f.Concepts {
			if c.Class == "noun" && !plainNouns[c.ID] && !meetingForm[clause.tokens[f.First].Stem] {
				out[conceptPrefix+c.ID] = strings.ToLower(clause.text[clause.tokens[f.First].Start:clause.tokens[f.Last-1].End])
				break
			}
		}
	}
	return out
}

const conceptPrefix = "concept:"

// plainNouns are concepts of the lexicon that are no issue: people, places and
// times in general, and what is said itself.
var plainNouns = wordsOf(`involvement name-noun chance goal region family-friend role stance position person people man woman child country city day week month year time date place name thing way part number
	statement minister official diplomat spokesman president leader delegation envoy head question answer government side group news article source`)

func mostFrequent(labels map[string]int) string {
	best := ""
	for l, n := range labels {
		if best == "" || n > labels[best] || n == labels[best] && l < best {
			best = l
		}
	}
	return best
}

// sameStatements reports that two issues rest on the same statements.
func sameStatements(a, b map[int]bool) bool {
	if len(a) != len(b) {
		return false
	}
	for k := range a {
		if !b[k] {
			return false
		}
	}
	return true
}

// actor returns the name under which a statement stands in a matrix: the person,
// the country whose government or capital speaks, or who the article says:
// "Western diplomats" are not the West.
func (e *Engine) actor(s *said) string {
	if s.speaker.entry != nil && s.speaker.display == s.speaker.entry.Name {
		return e.cfg.Glossary.Government(s.speaker.entry).Name
	}
	return s.speaker.display
}

// inMatrix returns which of the statements stand in a cell of a matrix on the
// issues: those on one of them, by whoever has a row.
func (e *Engine) inMatrix(found []said, issues []issue) []int {
	in := map[int]bool{}
	for _, row := range e.matrixOf(found, issues).Rows {
		for _, cell := range row.Cells {
			for _, k := range cell {
				in[k] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(in))
}

// matrixOf sets the statements side by side: those who speak on most issues
// first.
func (e *Engine) matrixOf(found []said, issues []issue) *Matrix {
	m := &Matrix{Issues: make([]string, len(issues)), Rows: []MatrixRow{}}
	rows := map[string]*MatrixRow{}
	for i := range issues {
		m.Issues[i] = issues[i].label
		for k := range found {
			if !issues[i].at[k] {
				continue
			}
			actor := e.actor(&found[k])
			if rows[actor] == nil {
				rows[actor] = &MatrixRow{Actor: actor, Cells: make([][]int, len(issues))}
				for c := range rows[actor].Cells {
					rows[actor].Cells[c] = []int{}
				}
			}
			rows[actor].Cells[i] = append(rows[actor].Cells[i], k)
		}
	}
	for _, r := range rows {
		m.Rows = append(m.Rows, *r)
	}
	slices.SortFunc(m.Rows, func(a, b MatrixRow) int {
		af, an := a.filled()
		bf, bn := b.filled()
		return cmp.Or(bf-af, bn-an, strings.Compare(a.Actor, b.Actor))
	})
	m.Rows = m.Rows[:min(len(m.Rows), matrixActors)]
	return m
}

// filled returns how many cells hold something, and how much they hold.
func (r MatrixRow) filled() (cells, statements int) {
	for _, c := range r.Cells {
		if len(c) > 0 {
			cells++
		}
		statements += len(c)
	}
	return cells, statements
}

// matrixText writes a matrix in lines: issue, actors, markers.
func (r *Report) matrixText() string {
	var lines []string
	for i, label := range r.Matrix.Issues {
		var cells []string
		for _, row := range r.Matrix.Rows {
			var markers []int
			for _, k := range row.Cells[i] {
				markers = addMarker(markers, r.Quotes[k].Marker)
			}
			if len(markers) > 0 {
				cells = append(cells, neutral(row.Actor)+" "+markersText(markers))
			}
		}
		if len(cells) == 0 {
			cells = []string{"nobody"}
		}
		lines = append(lines, neutral(label)+": "+strings.Join(cells, "; "))
	}
	return strings.Join(lines, "\n")
}
