package glean

import (
	"cmp"
	"runtime"
	"slices"
	"strings"
	"sync"

	"rapporteur/corpus"
	"rapporteur/glossary"
	"rapporteur/text"
)

// candidate is a name with what the articles read so far show of it.
type candidate struct {
	kind      glossary.Kind
	fold      string
	surname   string // of a person
	forms     []form // as written, in full
	alone     []form // by surname only
	letters   []form
	roles     []Role
	articles  int
	last      *corpus.Article
	shown     bool // more than once a capital: by an office, by its letters, by what it is called
	ambiguous bool // others have the surname
	adds      *glossary.Entry
	spelled   spelled
}

// form is one way of writing a name, where it stands first, and how often.
type form struct {
	text  string
	at    Evidence
	count int
}

func count(forms []form) int {
	n := 0
	for _, f := range forms {
		n += f.count
	}
	return n
}

func (c *candidate) mentions() int { return count(c.forms) + count(c.alone) + count(c.letters) }

// add counts n more places where a name is written in a way.
func add(forms []form, name string, at Evidence, n int) []form {
	for i := range forms {
		if forms[i].text == name {
			forms[i].count += n
			return forms
		}
	}
	if len(forms) == maxSpellings || len(name) > maxName {
		return forms
	}
	return append(forms, form{name, at, n})
}

// tally is the candidates of all articles.
type tally struct {
	*Gleaner
	byName map[string]*candidate // kind and folded name
	order  []*candidate
	common map[string]bool // words that are not a surname only: in lower case, first names, places
}

func (g *Gleaner) tally(articles []*corpus.Article) []Suggestion {
	t := &tally{Gleaner: g, byName: map[string]*candidate{}, common: map[string]bool{}}
	for some := range slices.Chunk(articles, atOnce) {
		for _, r := range g.readAll(some) {
			t.take(r)
		}
	}
	t.unite()
	var out []Suggestion
	ids := map[string]bool{}
	for _, c := range t.order {
		if c.often() {
			if s := t.suggestion(c); s.Adds == nil || len(s.Spellings) > 0 {
				s.ID = t.freeID(s, ids)
				out = append(out, s)
			}
		}
	}
	slices.SortStableFunc(out, func(a, b Suggestion) int {
		return cmp.Or(cmp.Compare(b.Articles, a.Articles), cmp.Compare(b.Mentions, a.Mentions), cmp.Compare(a.Name, b.Name))
	})
	return out
}

// atOnce is how many articles are held in words at a time.
const atOnce = 64

// readAll reads articles side by side, and returns what they show in their order.
func (g *Gleaner) readAll(articles []*corpus.Article) []*reader {
	out := make([]*reader, len(articles))
	next := make(chan int)
	var workers sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(articles)) {
		workers.Go(func() {
			for i := range next {
				out[i] = g.read(articles[i])
				out[i].findPeople()
			}
		})
	}
	for i := range articles {
		next <- i
	}
	close(next)
	workers.Wait()
	return out
}

// take adds what one article shows.
func (t *tally) take(r *reader) {
	a := r.article
	for _, words := range []map[string]bool{r.lower, r.firsts, r.sites} {
		for word := range words {
			if len(t.common) < maxCandidates {
				t.common[word] = true
			}
		}
	}
	publisher := strings.Join(text.Words(a.Publisher), " ")
	for _, p := range r.order {
		if !p.believable() || p.writes() || p.fold == publisher {
			continue
		}
		c := t.candidate(glossary.Person, p.fold, a)
		if c == nil {
			continue
		}
		c.surname, c.shown = p.surname, c.shown || p.shown
		c.ambiguous = c.ambiguous || len(r.surnames[p.surname]) > 1
		for _, at := range p.at {
			c.forms = add(c.forms, text.OneLine(a.Text(at.Span)), at, 1)
		}
		for name, at := range p.alone {
			c.alone = add(c.alone, name, at[0], len(at))
		}
		c.roles = append(c.roles, p.roles...)
	}
	t.others(r, publisher)
}

// others adds the names of an article that are not people's.
func (t *tally) others(r *reader, publisher string) {
	here := map[string]*candidate{} // by folded name and by letters
	n := 0
	for i := range r.lines {
		l := &r.lines[i]
		for _, f := range slices.Concat(r.bodies(l, r.runs[i]), r.places(l, r.runs[i]), r.rounds(l, r.runs[i])) {
			fold := strings.Join(text.Words(f.name), " ")
			if fold == publisher || r.people[fold] != nil && r.people[fold].believable() {
				continue
			}
			if n++; n > maxNames {
				return
			}
			c := t.candidate(f.kind, fold, r.article)
			if c == nil {
				return
			}
			c.shown = c.shown || f.known
			if f.kind != glossary.City && f.kind != glossary.Region {
				c.forms = add(c.forms, f.name, f.at, 1)
			} else if len(c.forms) == 0 {
				c.forms = add(c.forms, f.name, f.at, 0) // counted below
			}
			if f.letters != nil {
				c.letters = add(c.letters, f.letters.Text, f.letters.Evidence, 0)
				here[strings.ToLower(f.letters.Text)] = c
			}
			here[fold] = c
		}
	}
	for i := range r.lines {
		l := &r.lines[i]
		for _, at := range r.runs[i] {
			if at.last-at.first > 1 && regionNouns[l.tokens[at.last-1].Fold] {
				at.last-- // Idlib Province
			}
			name := l.named(at.first, at.last)
			switch c := here[strings.Join(text.Words(name), " ")]; {
			case c == nil:
			case c.kind == glossary.City || c.kind == glossary.Region:
				c.forms = add(c.forms, name, l.evidence(at.first, at.last), 1)
			case len(c.letters) > 0 && c.letters[0].text == name:
				c.letters = add(c.letters, name, l.evidence(at.first, at.last), 1)
			}
		}
	}
}

// candidate returns the candidate of this name, and counts the article once; nil
// when there are too many.
func (t *tally) candidate(kind glossary.Kind, fold string, a *corpus.Article) *candidate {
	key := string(kind) + " " + fold
	c := t.byName[key]
	if c == nil {
		if len(t.order) == maxCandidates {
			return nil
		}
		c = &candidate{kind: kind, fold: fold}
		t.byName[key] = c
		t.order = append(t.order, c)
	}
	if c.last != a {
		c.last = a
		c.articles++
	}
	return c
}

// often reports that a name is worth having.
func (c *candidate) often() bool {
	n := c.mentions()
	switch {
	case len(c.forms) == 0:
		return false
	case c.adds != nil:
		return true
	case c.kind == glossary.Event:
		return c.shown || n >= 2
	case !c.shown:
		return n >= 4 || c.articles >= 2 && n >= 3
	case len(c.letters) > 0 || len(c.roles) > 0:
		return n >= 2
	}
	return n >= 3 || c.articles >= 2
}
