package answer

import (
	"slices"

	"rapporteur/corpus"
	"rapporteur/glossary"
	"rapporteur/retrieval"
)

// reportingDelay is how long after it happened news still reports a thing: a
// question about July may be answered by an article of August.
const reportingDelay = 45

// findScope narrows the question to the articles it names, by round, event,
// place or date, when it does. Where it names several separately, it keeps
// them apart: each is asked in turn.
func (q *question) findScope(e *Engine) {
	q.periods = q.meta.Periods
	groups := append(e.byEvent(q), e.byPlace(q)...)
	dated := e.byPeriod(q)
	switch {
	case len(dated) == 0:
	case len(groups) == 0:
		groups = dated
	default:
		groups = narrow(groups, dated)
	}
	groups = separate(groups)
	for _, g := range groups {
		q.scope = distinct(append(q.scope, g...))
	}
	if len(groups) > 1 {
		q.groups = groups
	}
	if len(q.meta.Articles) > 0 && q.kind == KindSummary {
		q.scope, q.groups = intersect(q.scope, q.meta.Articles), nil
	}
	if len(q.meta.Publishers) > 0 && len(q.scope) == 0 {
		q.scope = e.byPublisher(q.meta)
	}
}

// narrow restricts the groups by the dates where they agree, and adds the
// dates that agree with none: they are about other articles.
func narrow(groups, dated [][]string) [][]string {
	var out [][]string
	used := make([]bool, len(dated))
	for _, g := range groups {
		kept := g
		for i, d := range dated {
			if both := common(g, d); len(both) > 0 {
				kept, used[i] = both, true
				break
			}
		}
		out = append(out, kept)
	}
	for i, d := range dated {
		if !used[i] {
			out = append(out, d)
		}
	}
	return out
}

// separate drops groups that hold another one, for the smaller one says more;
// of equal ones the first stays.
func separate(groups [][]string) [][]string {
	var out [][]string
	for i, g := range groups {
		held := len(g) == 0
		for k, other := range groups {
			inside := len(other) > 0 && len(common(g, other)) == len(other)
			held = held || inside && (len(other) < len(g) || len(other) == len(g) && k < i)
		}
		if !held {
			out = append(out, g)
		}
	}
	return out
}

func common(a, b []string) []string {
	var out []string
	in := newIDSet(b)
	for _, id := range a {
		if in.has(id) {
			out = append(out, id)
		}
	}
	return out
}

// intersect returns what is in both sets, where an empty set stands for all;
// when nothing is, both: they speak of different articles.
func intersect(a, b []string) []string {
	switch {
	case len(a) == 0:
		return b
	case len(b) == 0:
		return a
	}
	if both := common(a, b); len(both) > 0 {
		return both
	}
	return distinct(append(slices.Clone(a), b...))
}

// byEvent returns, for each round and meeting that q names, the articles on
// it. A named round leaves out the series it belongs to.
func (e *Engine) byEvent(q *question) [][]string {
	var rounds, series [][]string
	for i := range q.names {
		n := &q.names[i]
		if !e.isMeeting(n) {
			continue
		}
		held := e.meetings[n.entry.ID]
		if n.entry.Ordinal > 0 || len(held) == 1 {
			rounds = append(rounds, held)
		} else {
			series = append(series, held)
		}
	}
	rounds = append(rounds, e.byOrdinal(q)...)
	if len(rounds) > 0 {
		return rounds
	}
	return series
}

// byOrdinal returns the articles on rounds that q gives by number apart from
// their name: the first in "at the first and at the eighth Astana round".
func (e *Engine) byOrdinal(q *question) [][]string {
	var out [][]string
	for _, n := range q.rounds() {
		var any, named [][]string
		for _, entry := range e.cfg.Glossary.Entries() {
			if entry.Ordinal != n || len(e.meetings[entry.ID]) == 0 {
				continue
			}
			any = append(any, e.meetings[entry.ID])
			if q.namesPlace(entry) {
				named = append(named, e.meetings[entry.ID])
			}
		}
		if len(named) == 0 && len(any) == 1 {
			named = any // there is but one round of that number
		}
		out = append(out, named...)
	}
	return out
}

// namesPlace reports that q names another round of the same series, or the
// place of the event.
func (q *question) namesPlace(event *glossary.Entry) bool {
	for _, n := range q.names {
		if n.entry != nil && (n.entry.ID == event.Where || n.entry.Series != "" && n.entry.Series == event.Series) {
			return true
		}
	}
	return false
}

// byPlace returns the articles that q calls by where they report from: "the
// Vienna and Tehran articles", "the Geneva story".
func (e *Engine) byPlace(q *question) [][]string {
	var out [][]string
	for i := range q.names {
		n := &q.names[i]
		if n.entry == nil || n.kind != glossary.City ||
			q.kind != KindChange && !calledArticle(q.words[n.last:min(len(q.words), n.last+4)]) {
			continue
		}
		at := e.shelf.reported[n.entry.ID]
		if len(at) == 0 {
			continue
		}
		n.setting = true
		if calledSeveral(q.words[n.last:min(len(q.words), n.last+4)]) {
			for _, id := range at {
				out = append(out, []string{id})
			}
			continue
		}
		out = append(out, at)
	}
	return out
}

// calledSeveral reports that words speak of articles in the plural.
func calledSeveral(words []string) bool {
	return slices.ContainsFunc(words, func(w string) bool {
		return w == "articles" || w == "stories" || w == "reports" || w == "pieces" || w == "texts"
	})
}

func calledArticle(words []string) bool {
	for _, w := range words {
		switch w {
		case "article", "articles", "story", "stories", "report", "reports", "piece", "pieces", "text", "texts":
			return true
		}
	}
	return false
}

// byPeriod returns, for each month or year that q names, the articles that can
// report on it.
func (e *Engine) byPeriod(q *question) [][]string {
	var out [][]string
	for _, d := range q.dates {
		if d.Relative || d.Period.From.Year == 0 || d.Period.From.Day > 0 {
			continue
		}
		var at []string
		for _, a := range e.cfg.Articles {
			if reports(a, d.Period) {
				at = append(at, a.ID)
			}
		}
		if len(at) > 0 {
			out = append(out, at)
		}
	}
	return out
}

// reports says whether a was published in the period, or so soon after that it
// may report on it. Articles of the period itself go first: the delay counts
// for days only at the end of the period.
func reports(a *corpus.Article, p corpus.Period) bool {
	if a.Published.IsZero() {
		return false
	}
	end := p.To
	if end.IsZero() {
		end = p.From
	}
	return !a.Published.Last().Before(p.From.First()) &&
		!a.Published.First().After(end.Last().AddDate(0, 0, reportingDelay))
}

func (e *Engine) byPublisher(m retrieval.Meta) []string {
	var out []string
	for _, a := range e.cfg.Articles {
		if slices.Contains(m.Publishers, a.Publisher) {
			out = append(out, a.ID)
		}
	}
	return out
}

func distinct(ids []string) []string {
	out := make([]string, 0, len(ids))
	seen := make(map[string]struct{}, len(ids))
	for _, id := range ids {
		if _, twice := seen[id]; !twice {
			seen[id] = struct{}{}
			out = append(out, id)
		}
	}
	if len(out) == 0 {
		return nil // of a scope: all
	}
	return out
}
