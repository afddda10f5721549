package main

import (
	"fmt"
	"strings"

	"rapporteur/archive"
	"rapporteur/corpus"
	"rapporteur/ingest"
)

// proposalJSON is what add --json prints for each article.
type proposalJSON struct {
	Op       string     `json:"op"` // what keeping it does: added, changed, unchanged
	Kept     bool       `json:"kept"`
	From     string     `json:"from"`
	Article  sourceJSON `json:"article"`
	Replaces string     `json:"replaces,omitempty"` // revision of the text that it takes the place of
	Near     []nearJSON `json:"near"`
	Doubts   []string   `json:"doubts"`
	Notes    []string   `json:"notes"`
	Begins   string     `json:"begins"`
	Names    []string   `json:"names"` // that the glossary lacks
}

type nearJSON struct {
	ID    string  `json:"id"`
	Share float64 `json:"share"` // of the text of the shorter one, 0.5 to 1
}

func proposalOf(p *ingest.Proposal, names []string, kept bool) proposalJSON {
	out := proposalJSON{
		Op: string(p.Op), Kept: kept, From: p.From, Article: sourceOf(p.Article),
		Near: []nearJSON{}, Doubts: append([]string{}, p.Doubts...), Notes: append([]string{}, p.Draft.Notes...),
		Begins: p.Begins(), Names: append([]string{}, names...),
	}
	if p.Before != nil && p.Op == archive.Changed {
		out.Replaces = p.Before.Revision
	}
	for _, m := range p.Near {
		out.Near = append(out.Near, nearJSON{m.Article.ID, m.Share})
	}
	return out
}

// outcome is the line that says what was done.
func (s screen) outcome(p *ingest.Proposal) string {
	id := oneLine(p.Article.ID)
	switch p.Op {
	case archive.Added:
		return "added " + s.as(bold, id) + ": " + plural(len(p.Article.Passages), "passage")
	case archive.Changed:
		return "changed " + s.as(bold, id) + "; the text before is kept"
	}
	return "there already: " + s.as(bold, id)
}

// proposal shows, with the names that the glossary lacks, what an article would be before it counts.
func (s screen) proposal(p *ingest.Proposal, names []string) string {
	var b strings.Builder
	const left = "             "
	row := func(name, value string) {
		b.WriteString(s.wrap(oneLine(value), fmt.Sprintf("  %-11s", name), left) + "\n")
	}
	based := func(name, value string, basis corpus.Basis) {
		switch {
		case value == "":
			value = "not known"
		case basis != "":
			value += " (" + string(basis) + ")"
		}
		row(name, value)
	}
	a := p.Article
	switch {
	case p.Op == archive.Unchanged:
		return s.as(bold, oneLine(a.ID)) + " is there already: " + oneLine(p.From)
	case p.Op == archive.Changed:
		b.WriteString(s.as(bold, oneLine(a.ID)) + " would be changed\n")
	default:
		b.WriteString(s.as(bold, oneLine(a.ID)) + " would be added\n")
	}
	row("from", p.From)
	based("title", a.Title, a.TitleBasis)
	based("publisher", a.Publisher, a.PublisherBasis)
	based("published", a.Published.String(), a.PublishedBasis)
	if a.Place != "" {
		based("place", a.Place, a.PlaceBasis)
	}
	if a.Event != "" {
		based("event", a.Event, a.EventBasis)
	}
	if a.URL != "" {
		row("address", a.URL)
	}
	row("begins", "“"+p.Begins()+"”")
	row("text", fmt.Sprintf("%s, %s", plural(len(a.Sentences), "sentence"), plural(len(a.Passages), "passage")))
	for _, c := range p.Cleaned() {
		row("left out", c)
	}
	for _, n := range p.Draft.Notes {
		row("note", n)
	}
	for i, m := range p.Near {
		if i == mostNear {
			row("", fmt.Sprintf("and %d more", len(p.Near)-i))
			break
		}
		row("much like", fmt.Sprintf("%s (%.0f %% the same): %s", m.Article.ID, 100*m.Share, m.Article.Title))
	}
	if len(p.Near) > 0 && p.Op == archive.Added {
		row("", "If it is a newer text of one of them, add it with --id and that id.")
	}
	if len(names) > 0 {
		row("names", strings.Join(names, ", ")+" (not in the glossary; see: rapporteur glossary suggest)")
	}
	for _, d := range p.Doubts {
		row("doubtful", d)
	}
	return b.String()
}

// mostNear is how many near articles are named.
const mostNear = 3
