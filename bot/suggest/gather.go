package suggest

import (
	"cmp"
	"maps"
	"runtime"
	"slices"
	"sync"
	"unicode"

	"rapporteur/corpus"
	"rapporteur/glossary"
	"rapporteur/text"
)

// findings are the names in a corpus by how often they are named.
type findings struct {
	names                            united
	actors, speakers, events, places tally

	readings map[*corpus.Article]*reading
}

// tally counts by preferred name.
type tally map[string]int

func (t *tally) add(s string, n int) {
	if *t == nil {
		*t = tally{}
	}
	(*t)[s] += n
}

// names returns what was counted, the most often first, with all spellings.
func (t tally) names(found *findings) []name {
	order := slices.SortedFunc(maps.Keys(t), func(a, b string) int {
		return cmp.Or(cmp.Compare(t[b], t[a]), cmp.Compare(a, b))
	})
	out := make([]name, 0, len(order))
	labels := map[string]bool{}
	for _, s := range order {
		label := clean(s)
		if !fits(s) || label == "" || labels[label] {
			continue
		}
		labels[label] = true
		out = append(out, name{Choice{Label: label, Value: label}, found.names.spellings[s]})
	}
	return out
}

// united knows which names of the glossary mean one thing.
type united struct {
	glossary  *glossary.Glossary
	spellings map[string][]string // by preferred name
}

func unite(g *glossary.Glossary) united {
	u := united{g, map[string][]string{}}
	for _, e := range g.Entries() {
		all := slices.Concat(u.spellings[e.Name], e.Spellings, e.Adjectives, e.Exact, e.Titles)
		for _, lang := range slices.Sorted(maps.Keys(e.Languages)) {
			all = append(all, e.Languages[lang]...)
		}
		u.spellings[e.Name] = all
	}
	return u
}

// speaker returns who is meant by the words with which an article names a
// speaker: the person named in them, what they name as a whole, or themselves.
func (u united) speaker(s string) (who string, known bool) {
	tokens := text.Tokens(s)
	mentions := u.glossary.Find(s, tokens)
	for _, m := range slices.Backward(mentions) {
		if m.Entry.Kind == glossary.Person && m.Via == glossary.ByName {
			return m.Entry.Name, true
		}
	}
	if len(mentions) == 1 && mentions[0].Last-mentions[0].First == len(tokens) && mentions[0].Via != glossary.ByAdjective {
		return mentions[0].Entry.Name, true
	}
	return s, false
}

// publisher adds the spellings of the glossary to those of a publisher, whose
// name stays as the articles give it.
func (u united) publisher(s string) string {
	for _, m := range u.glossary.Find(s, text.Tokens(s)) {
		if m.Entry.Kind == glossary.Outlet && u.spellings[s] == nil {
			u.spellings[s] = append([]string{m.Entry.Name}, u.spellings[m.Entry.Name]...)
		}
	}
	return s
}

// gather reads the articles that have not been read before, as many at a time as
// there are processors.
func gather(articles []*corpus.Article, g *glossary.Glossary, before map[*corpus.Article]*reading) *findings {
	found := &findings{names: unite(g), readings: make(map[*corpus.Article]*reading, len(articles))}
	var fresh []*corpus.Article
	for _, a := range articles {
		if r := before[a]; r != nil {
			found.readings[a] = r
		} else {
			fresh = append(fresh, a)
		}
	}
	var mu sync.Mutex // guards found.readings
	var wg sync.WaitGroup
	part := max(1, (len(fresh)+runtime.GOMAXPROCS(0)-1)/runtime.GOMAXPROCS(0))
	for some := range slices.Chunk(fresh, part) {
		wg.Go(func() {
			r := reader{names: found.names, who: map[string]speaker{}}
			for _, a := range some {
				read := r.read(a)
				mu.Lock()
				found.readings[a] = read
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	strangers := tally{}
	for _, r := range found.readings {
		found.count(r, strangers)
	}
	// A name that stands once may be a slip of the reading; with nothing better,
	// it will do.
	least := 2
	if len(found.actors) == 0 {
		least = 1
	}
	for s, n := range strangers {
		if n >= least {
			found.actors.add(s, n)
		}
	}
	return found
}

// reading is what one article names, and how often.
type reading struct {
	mentioned      map[*glossary.Entry]int
	said           map[speaker]int
	events, places tally
}

// speaker is one as the articles name them.
type speaker struct {
	name  string
	known bool // to the glossary
}

// reader reads articles, one after the other.
type reader struct {
	names united
	who   map[string]speaker // by the words of an article
}

func (r *reader) read(a *corpus.Article) *reading {
	out := &reading{mentioned: map[*glossary.Entry]int{}, said: map[speaker]int{}}
	mention := func(s string) {
		for _, m := range r.names.glossary.Find(s, text.Tokens(s)) {
			out.mentioned[m.Entry]++
		}
	}
	mention(a.Title)
	for _, s := range a.Sentences {
		mention(a.Text(s.Span))
		if len(s.Attributions) == 0 && s.Speaker != "" {
			out.said[r.speaker(s.Speaker)]++
		}
		for _, by := range s.Attributions {
			if by.Speaker != "" {
				out.said[r.speaker(by.Speaker)]++
			}
		}
	}
	r.at(&out.events, a.Event, glossary.Event)
	r.at(&out.places, a.Place, glossary.City, glossary.Region, glossary.Place, glossary.Country)
	return out
}

func (r *reader) speaker(s string) speaker {
	w, met := r.who[s]
	if !met {
		w.name, w.known = r.names.speaker(s)
		r.who[s] = w
	}
	return w
}

// atOnce is what it weighs that an article is about an event or from a place:
// more than that another one mentions it.
const atOnce = 100

// at counts what an article says it reports from.
func (r *reader) at(count *tally, s string, kinds ...glossary.Kind) {
	if s == "" {
		return
	}
	for _, m := range r.names.glossary.Find(s, text.Tokens(s)) {
		if slices.Contains(kinds, m.Entry.Kind) {
			count.add(m.Entry.Name, atOnce)
			return
		}
	}
	count.add(s, atOnce)
}

func (f *findings) count(r *reading, strangers tally) {
	for e, n := range r.mentioned {
		switch e.Kind {
		case glossary.Person, glossary.Body, glossary.Group, glossary.Country:
			f.actors.add(e.Name, n)
		case glossary.Event:
			f.events.add(e.Name, n)
		case glossary.City, glossary.Region, glossary.Place:
			f.places.add(e.Name, n)
		}
	}
	for who, n := range r.said {
		f.speakers.add(who.name, n)
		if !who.known && named(who.name) {
			strangers.add(who.name, n)
		}
	}
	for s, n := range r.events {
		f.events.add(s, n)
	}
	for s, n := range r.places {
		f.places.add(s, n)
	}
}

// named reports that s is a name and no description ("one Western diplomat"):
// all its words but particles begin with a capital, and the first one does.
func named(s string) bool {
	for i, t := range text.Tokens(s) {
		if !t.Capital && (i == 0 || len(t.Fold) > 3) && hasCase(t.Fold) {
			return false
		}
	}
	return true
}

// hasCase reports that a word is written in letters that have capitals.
func hasCase(fold string) bool {
	for _, r := range fold {
		if unicode.ToUpper(r) != r {
			return true
		}
	}
	return false
}
