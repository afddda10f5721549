package answer

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"rapporteur/corpus"
	"rapporteur/glossary"
	"rapporteur/text"
)

// The bounds of a coverage.
const (
	mostCovered = 60      // publishers, events, places and actors listed
	mostGaps    = 12      // the longest ones
	gapDays     = 60      // a shorter stretch without articles is no gap
	mostThin    = 12      // sentences on where it is thin
	mostGapsSay = 6       // of them on gaps
	namesRead   = 4 << 20 // bytes read for names in all: of each article its share, from the start
)

// reckonCoverage reads off the articles what they cover.
func (e *Engine) reckonCoverage() *Coverage {
	first, last := corpus.Coverage(e.cfg.Articles)
	c := &Coverage{Articles: len(e.cfg.Articles), From: first.String(), To: last.String()}
	c.Months = monthsOf(e.cfg.Articles)
	c.Gaps = gapsOf(e.cfg.Articles)
	c.Publishers = covered(e.cfg.Articles, func(a *corpus.Article) []string { return []string{a.Publisher} })
	c.Events = covered(e.cfg.Articles, func(a *corpus.Article) []string { return []string{a.Event} })
	c.Places = covered(e.cfg.Articles, func(a *corpus.Article) []string { return []string{e.preferredPlace(a.Place)} })
	c.Actors = e.coveredActors()
	c.Thin = e.thinSpots(c) // counts all of them
	for _, names := range []*[]CoverageName{&c.Publishers, &c.Events, &c.Places, &c.Actors} {
		*names = (*names)[:min(len(*names), mostCovered)]
	}
	return c
}

// monthsOf counts the articles of each month; those of which only the year is
// known are in none.
func monthsOf(articles []*corpus.Article) []MonthCount {
	n := map[string]int{}
	for _, a := range articles {
		if a.Published.Month > 0 {
			n[corpus.Date{Year: a.Published.Year, Month: a.Published.Month}.String()]++
		}
	}
	out := make([]MonthCount, 0, len(n))
	for _, m := range slices.Sorted(maps.Keys(n)) {
		out = append(out, MonthCount{Month: m, Articles: n[m]})
	}
	return out
}

// gapsOf returns the longest stretches between articles, in order of time.
func gapsOf(articles []*corpus.Article) []Gap {
	var dates []corpus.Date
	loose := map[int]bool{} // years in which some article is from, nobody knows when
	for _, a := range articles {
		if a.Published.Month > 0 {
			dates = append(dates, a.Published)
		} else if !a.Published.IsZero() {
			loose[a.Published.Year] = true
		}
	}
	slices.SortFunc(dates, corpus.Date.Compare)
	out := []Gap{}
	for i := 1; i < len(dates); i++ {
		days := int(dates[i].First().Sub(dates[i-1].Last()).Hours() / 24)
		filled := false
		for year := dates[i-1].Year; year <= dates[i].Year; year++ {
			filled = filled || loose[year]
		}
		if days >= gapDays && !filled {
			out = append(out, Gap{From: dates[i-1].String(), To: dates[i].String(), Days: days})
		}
	}
	return longest(out, mostGaps)
}

// covered counts the articles by a name that each has, most first. Articles
// without one are left out.
func covered(articles []*corpus.Article, namesOf func(*corpus.Article) []string) []CoverageName {
	type count struct {
		articles    int
		first, last corpus.Date
	}
	counts := map[string]*count{}
	for _, a := range articles {
		for _, n := range namesOf(a) {
			if n == "" {
				continue
			}
			c := counts[n]
			if c == nil {
				c = &count{}
				counts[n] = c
			}
			c.articles++
			if d := a.Published; !d.IsZero() {
				if c.first.IsZero() || d.Compare(c.first) < 0 {
					c.first = d
				}
				c.last = later(c.last, d)
			}
		}
	}
	out := make([]CoverageName, 0, len(counts))
	for n, c := range counts {
		out = append(out, CoverageName{Name: n, Articles: c.articles, From: c.first.String(), To: c.last.String()})
	}
	slices.SortFunc(out, func(a, b CoverageName) int {
		return cmp.Or(b.Articles-a.Articles, strings.Compare(a.From, b.From), strings.Compare(a.Name, b.Name))
	})
	return out
}

// preferredPlace returns the glossary's name of a place, or the place as it is.
func (e *Engine) preferredPlace(place string) string {
	if m := e.cfg.Glossary.Find(place, text.Tokens(place)); len(m) == 1 {
		return m[0].Entry.Name
	}
	return place
}

// coveredActors counts the articles that name each actor: persons, countries,
// bodies and groups. Persons whom the glossary does not know count by their name
// as it is written.
func (e *Engine) coveredActors() []CoverageName {
	share := namesRead / max(1, len(e.cfg.Articles))
	return covered(e.cfg.Articles, func(a *corpus.Article) []string { return e.actorsOf(a, share) })
}

// actorsOf returns the names of the actors in the first bytes of an article, each
// once.
func (e *Engine) actorsOf(a *corpus.Article, bytes int) []string {
	seen := map[string]bool{}
	for i := range a.Sentences {
		if i == maxRead || a.Sentences[i].Start >= bytes {
			break
		}
		s := a.Text(a.Sentences[i].Span)
		tokens := text.Tokens(s)
		for _, m := range e.cfg.Glossary.Find(s, tokens) {
			if isActor(m.Entry.Kind) {
				seen[m.Entry.Name] = true
			}
		}
		for _, at := range a.Sentences[i].Attributions {
			if who := e.unknownPerson(at.Speaker); who != "" {
				seen[who] = true
			}
		}
	}
	return slices.Collect(maps.Keys(seen))
}

func isActor(k glossary.Kind) bool {
	return k == glossary.Person || k == glossary.Country || k == glossary.Body || k == glossary.Group
}

// unknownPerson returns the name of a speaker whom the glossary does not know, ""
// when it is no full name.
func (e *Engine) unknownPerson(speaker string) string {
	tokens := text.Tokens(speaker)
	if len(tokens) < 2 || len(tokens) > 3 || len(e.cfg.Glossary.Find(speaker, tokens)) > 0 || bodyWords.any(tokens) {
		return ""
	}
	for i := range tokens {
		if !nameLike(tokens, i) || i > 0 && !adjacent(speaker, tokens, i) {
			return ""
		}
	}
	return speaker[tokens[0].Start:tokens[len(tokens)-1].End]
}

// thinSpots says in sentences for people where the coverage is thin.
func (e *Engine) thinSpots(c *Coverage) []string {
	out := []string{}
	add := func(format string, args ...any) { out = append(out, fmt.Sprintf(format, args...)) }
	switch {
	case c.Articles == 0:
		return []string{"There are no articles."}
	case c.Articles == 1:
		return []string{"There is only one article."}
	}
	none := "No article"
	if undated(e.cfg.Articles) > 0 {
		none = "No article with a date"
	}
	gaps := longest(c.Gaps, mostGapsSay)
	for _, g := range gaps {
		if between := monthsBetween(g); between != "" {
			add("%s %s.", none, between)
		}
	}
	if len(c.Publishers) == 1 {
		add("Only one publisher: %s.", neutral(c.Publishers[0].Name))
	}
	if once := withOne(c.Publishers); len(c.Publishers) > 1 && len(once) == len(c.Publishers) {
		add("Each publisher has only one article.")
	}
	if once := withOne(c.Events); len(once) > 0 {
		add("One article each on %s.", listed(once, 6))
	}
	if n := undated(e.cfg.Articles); n > 0 {
		add("%s without a date.", articlesWords(n))
	}
	return out[:min(len(out), mostThin)]
}

// longest returns the n longest gaps in order of time.
func longest(gaps []Gap, n int) []Gap {
	if len(gaps) <= n {
		return gaps
	}
	out := slices.Clone(gaps)
	slices.SortStableFunc(out, func(a, b Gap) int { return b.Days - a.Days })
	out = out[:n]
	slices.SortFunc(out, func(a, b Gap) int { return strings.Compare(a.From, b.From) })
	return out
}

// monthsBetween says which months a gap leaves without an article: "between Nov
// 2015 and Jul 2016"; "" for none as a whole.
func monthsBetween(g Gap) string {
	from, err := corpus.ParseDate(g.From)
	if err != nil {
		return ""
	}
	to, err := corpus.ParseDate(g.To)
	if err != nil {
		return ""
	}
	start, end := nextMonth(from, 1), nextMonth(to, -1)
	switch start.Compare(end) {
	case -1:
		return "between " + start.Short() + " and " + end.Short()
	case 0:
		return "in " + start.Short()
	}
	return ""
}

// nextMonth returns the month n months after that of d.
func nextMonth(d corpus.Date, n int) corpus.Date {
	m := d.Year*12 + d.Month - 1 + n
	return corpus.Date{Year: m / 12, Month: m%12 + 1}
}

// withOne returns the names that have one article.
func withOne(names []CoverageName) []string {
	var out []string
	for _, n := range names {
		if n.Articles == 1 {
			out = append(out, neutral(n.Name))
		}
	}
	return out
}

// listed writes names as a list, of many the first few.
func listed(names []string, most int) string {
	if len(names) > most {
		return strings.Join(names[:most], "; ") + fmt.Sprintf("; and %d more", len(names)-most)
	}
	return strings.Join(names, "; ")
}

func undated(articles []*corpus.Article) int {
	n := 0
	for _, a := range articles {
		if a.Published.IsZero() {
			n++
		}
	}
	return n
}

func articlesWords(n int) string {
	if n == 1 {
		return "One article"
	}
	return fmt.Sprintf("%d articles", n)
}
