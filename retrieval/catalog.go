package retrieval

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"rapporteur/corpus"
	"rapporteur/retrieval/static"
	"rapporteur/text"
)

// Catalog holds what the articles and their publishers are called, for
// ParseMeta. It does not change once made and is safe for concurrent use.
type Catalog struct {
	publishers map[string][]spelling // by joined words
	longest    int                   // words of the longest spelling
	titles     []title
	read       map[*corpus.Article][]text.Token // the words of the titles
	byWord     map[string][]int                 // titles by stem
	events     []event
	byName     map[string][]int // events by stem of their names
	byOrdinal  map[int][]int    // events by their ordinals
}

// spelling is one way of writing a publisher's name.
type spelling struct {
	publisher string
	initials  bool // must be written in capitals throughout
	ordinary  bool // also an everyday word: must be capitalised
}

type title struct {
	id    string
	words []text.Token
}

// event is what an article reports on, as people call it.
type event struct {
	id      string
	names   []string // stems, without occasions, dates and ordinals
	place   string   // stem of the place, "" when it is not one word
	ordinal int
	date    corpus.Date
}

// NewCatalog reads the names of the articles.
func NewCatalog(articles []*corpus.Article) *Catalog { return newCatalog(articles, nil) }

// newCatalog takes the words of titles from the catalog before, nil for none,
// where the articles are the same.
func newCatalog(articles []*corpus.Article, before *Catalog) *Catalog {
	c := &Catalog{
		publishers: map[string][]spelling{}, byWord: map[string][]int{}, byName: map[string][]int{}, byOrdinal: map[int][]int{},
		read: make(map[*corpus.Article][]text.Token, len(articles)),
	}
	known := map[string]bool{"": true}
	for _, a := range articles {
		if !known[a.Publisher] {
			known[a.Publisher] = true
			c.addPublisher(a.Publisher)
		}
		c.addTitle(a, before)
		c.addEvent(a)
	}
	return c
}

// commonRank is the frequency rank up to which a word is taken for an ordinary
// one, which is not a publisher's name by itself: Gulf News is never "Gulf".
const commonRank = 15000

func (c *Catalog) addPublisher(name string) {
	words := text.Tokens(name)
	if len(words) == 0 {
		return
	}
	c.addSpelling(name, words)
	if i := slices.IndexFunc(words, func(t text.Token) bool { return domainEnds[t.Fold] }); i > 0 && strings.Contains(name, ".") {
		words = words[:i] // "cnn.com", "bbc.co.uk"
		if words[0].Fold == "www" && len(words) > 1 {
			words = words[1:]
		}
		c.addSpelling(name, words)
	}
	if len(words) > 1 && words[0].Fold == "the" {
		words = words[1:]
		c.addSpelling(name, words)
	}
	for len(words) > 1 && mediaWords[words[len(words)-1].Fold] {
		words = words[:len(words)-1]
		if len(words) > 1 || words[0].Acronym || !common(words[0].Fold) {
			c.addSpelling(name, words)
		}
	}
	if len(words) >= 3 {
		initials := ""
		for _, w := range words {
			initials += w.Fold[:1]
		}
		c.put(initials, spelling{publisher: name, initials: true}, 1)
	}
}

var (
	domainEnds = map[string]bool{"com": true, "org": true, "net": true, "co": true, "uk": true, "go": true, "gov": true, "int": true, "info": true, "io": true, "tv": true}
	mediaWords = map[string]bool{"news": true, "agency": true, "english": true, "online": true, "com": true, "website": true}
)

func common(fold string) bool {
	rank := static.New().Rank(fold)
	return rank > 0 && rank <= commonRank
}

func (c *Catalog) addSpelling(name string, words []text.Token) {
	ordinary := len(words) == 1 && common(words[0].Fold)
	c.put(join(words), spelling{publisher: name, ordinary: ordinary}, len(words))
}

func (c *Catalog) put(key string, s spelling, words int) {
	if !slices.ContainsFunc(c.publishers[key], func(o spelling) bool { return o.publisher == s.publisher }) {
		c.publishers[key] = append(c.publishers[key], s)
		// A domain writes several words as one: "washingtonpost.com".
		c.longest = max(c.longest, words, 3)
	}
}

// join writes words as one, as domain names do.
func join(words []text.Token) string {
	var b strings.Builder
	for _, w := range words {
		b.WriteString(w.Fold)
	}
	return b.String()
}

// publishersIn returns the publishers that the question names, in the order in
// which it does; of overlapping names the longest counts.
func (c *Catalog) publishersIn(tokens []text.Token) []string {
	cased := slices.ContainsFunc(tokens, func(t text.Token) bool { return t.Capital })
	var out []string
	for i := 0; i < len(tokens); {
		n := min(c.longest, len(tokens)-i)
		for ; n > 0; n-- {
			names := c.namedBy(tokens[i:i+n], i == 0, cased)
			for _, name := range names {
				if !slices.Contains(out, name) {
					out = append(out, name)
				}
			}
			if len(names) > 0 {
				break
			}
		}
		i += max(n, 1)
	}
	return out
}

func (c *Catalog) namedBy(words []text.Token, first, cased bool) []string {
	var out []string
	for _, s := range c.publishers[join(words)] {
		switch {
		case s.initials && !(len(words) == 1 && words[0].Acronym):
		case s.ordinary && (!words[0].Capital || first):
		case len(words) > 1 && cased && !words[len(words)-1].Capital && !domainEnds[words[len(words)-1].Fold]:
		default:
			out = append(out, s.publisher)
		}
	}
	return out
}

func (c *Catalog) addTitle(a *corpus.Article, before *Catalog) {
	var words []text.Token
	known := false
	if before != nil {
		words, known = before.read[a]
	}
	if !known {
		words = text.Tokens(a.Title)
	}
	c.read[a] = words
	if len(words) == 0 {
		return
	}
	n := len(c.titles)
	c.titles = append(c.titles, title{a.ID, words})
	seen := map[string]bool{}
	for _, w := range words {
		if !w.Stop && !seen[w.Stem] {
			seen[w.Stem] = true
			c.byWord[w.Stem] = append(c.byWord[w.Stem], n)
		}
	}
}

func (c *Catalog) addEvent(a *corpus.Article) {
	name := a.Event
	if name == "" && a.Place == "" {
		return
	}
	e := event{id: a.ID, date: a.Published}
	dates := corpus.FindDates(name, corpus.Date{})
	for _, w := range text.Tokens(name) {
		inDate := slices.ContainsFunc(dates, func(d corpus.DateMention) bool { return d.Start <= w.Start && w.End <= d.End })
		switch n, isOrdinal := text.Ordinal(w.Fold); {
		case inDate || w.Stop || occasions[w.Stem]:
		case isOrdinal || number(w.Fold) > 0:
			e.ordinal = cmp.Or(n, number(w.Fold))
		case w.Capital:
			e.names = append(e.names, w.Stem)
		}
	}
	if words := text.Tokens(a.Place); len(words) == 1 {
		e.place = words[0].Stem
		e.names = append(e.names, e.place)
	}
	slices.Sort(e.names)
	e.names = slices.Compact(e.names)
	if len(e.names) == 0 {
		return
	}
	for _, name := range e.names {
		c.byName[name] = append(c.byName[name], len(c.events))
	}
	c.byOrdinal[e.ordinal] = append(c.byOrdinal[e.ordinal], len(c.events))
	c.events = append(c.events, e)
}

// articlesIn returns the ids of the articles meant by title or event,
// sorted.
func (c *Catalog) articlesIn(question string, tokens []text.Token, periods []corpus.Period) []string {
	ids := append(c.titledIn(question, tokens), c.eventsIn(tokens, periods)...)
	slices.Sort(ids)
	return slices.Compact(ids)
}

var quoted = regexp.MustCompile(`["“«]([^"“”«»]{5,200})["”»]`)

// maxMeant is how many articles a reference may fit before it says nothing.
const maxMeant = 3

// titledIn finds the articles whose title is quoted, or shares with the
// question a run of words that hardly happens by chance.
func (c *Catalog) titledIn(question string, tokens []text.Token) []string {
	var found []string
	for _, m := range quoted.FindAllStringSubmatch(question, -1) {
		phrase := text.Tokens(m[1])
		if len(phrase) < 2 {
			continue
		}
		for _, n := range c.sharing(phrase, distinctContent(phrase)) {
			if longestRun(phrase, c.titles[n].words) == len(phrase) {
				found = append(found, c.titles[n].id)
			}
		}
	}
	if len(found) == 0 {
		for _, n := range c.sharing(tokens, 3) {
			if tellingRun(tokens, c.titles[n].words) {
				found = append(found, c.titles[n].id)
			}
		}
	}
	if len(found) > maxMeant {
		return nil
	}
	return found
}

func distinctContent(words []text.Token) int {
	seen := map[string]bool{}
	for _, w := range words {
		if !w.Stop {
			seen[w.Stem] = true
		}
	}
	return len(seen)
}

// sharing returns the titles that hold at least so many of the words, and one.
func (c *Catalog) sharing(words []text.Token, least int) []int {
	count := make([]uint8, len(c.titles))
	seen := map[string]bool{}
	for _, w := range words {
		if seen[w.Stem] || len(seen) == 255 {
			continue
		}
		seen[w.Stem] = true
		for _, n := range c.byWord[w.Stem] {
			count[n]++
		}
	}
	return atLeast(count, max(least, 1))
}

// atLeast returns the positions of the counts that reach n, in order.
func atLeast(count []uint8, n int) []int {
	var out []int
	for i, c := range count {
		if int(c) >= n {
			out = append(out, i)
		}
	}
	return out
}

// tellingRun reports whether question and title share a run of at least four
// words, three of which carry meaning.
func tellingRun(question, title []text.Token) bool {
	for i := range question {
		for j := range title {
			n, content := 0, 0
			for i+n < len(question) && j+n < len(title) && question[i+n].Fold == title[j+n].Fold {
				if !title[j+n].Stop {
					content++
				}
				n++
			}
			if n >= 4 && content >= 3 {
				return true
			}
		}
	}
	return false
}

// longestRun returns the length of the longest run of words in both.
func longestRun(a, b []text.Token) int {
	best := 0
	for i := range a {
		for j := range b {
			n := 0
			for i+n < len(a) && j+n < len(b) && a[i+n].Fold == b[j+n].Fold {
				n++
			}
			best = max(best, n)
		}
	}
	return best
}

// reference is what the question says of an event: names and occasions by
// stem, and the ordinals that stand before one or behind a name.
type reference struct {
	words    map[string]bool
	occasion bool
	ordinals []int
}

func (c *Catalog) refer(tokens []text.Token) reference {
	r := reference{words: map[string]bool{}}
	isName := func(t text.Token) bool { return len(c.byName[t.Stem]) > 0 }
	for i, t := range tokens {
		r.words[t.Stem] = true
		r.occasion = r.occasion || occasions[t.Stem]
		if n, ok := text.Ordinal(t.Fold); ok {
			ahead := tokens[i+1 : min(len(tokens), i+4)]
			if slices.ContainsFunc(ahead, func(t text.Token) bool { return occasions[t.Stem] || isName(t) }) {
				r.ordinals = append(r.ordinals, n)
			}
		}
		if n := number(t.Fold); n > 0 && i > 0 && (isName(tokens[i-1]) || tokens[i-1].Fold == "round") {
			r.ordinals = append(r.ordinals, n)
			r.occasion = true
		}
	}
	return r
}

// eventsIn finds the articles about the events that the question names: by a
// name of the event together with an occasion ("the Vienna meeting"), or by
// the ordinal alone where it is enough ("the eighth round"). Ordinals and
// dates in the question choose among events of one name.
func (c *Catalog) eventsIn(tokens []text.Token, periods []corpus.Period) []string {
	r := c.refer(tokens)
	var named, numbered, both []int
	for _, n := range c.candidates(r) {
		e := &c.events[n]
		hasOrdinal := slices.Contains(r.ordinals, e.ordinal)
		isNumbered := r.occasion && e.ordinal > 0 && hasOrdinal
		isNamed := (r.occasion || hasOrdinal) && r.names(e)
		if isNumbered {
			numbered = append(numbered, n)
		}
		if isNamed {
			named = append(named, n)
		}
		if isNumbered && isNamed {
			both = append(both, n)
		}
	}
	found := named
	switch {
	case len(both) > 0:
		found = both
	case len(named) == 0:
		found = numbered
	}
	found = c.dated(found, periods)
	if len(found) > maxMeant {
		return nil
	}
	var ids []string
	for _, n := range found {
		ids = append(ids, c.events[n].id)
	}
	return ids
}

// candidates returns the events that share a name or an ordinal with r.
func (c *Catalog) candidates(r reference) []int {
	found := make([]uint8, len(c.events))
	for word := range r.words {
		for _, n := range c.byName[word] {
			found[n] = 1
		}
	}
	for _, o := range r.ordinals {
		for _, n := range c.byOrdinal[o] {
			found[n] = 1
		}
	}
	return atLeast(found, 1)
}

// names reports whether the reference holds a name of the event; the place
// alone is enough.
func (r reference) names(e *event) bool {
	if e.place != "" && r.words[e.place] {
		return true
	}
	for _, name := range e.names {
		if !r.words[name] {
			return false
		}
	}
	return true
}

// dated returns the events in one of the periods, all when there are none.
func (c *Catalog) dated(events []int, periods []corpus.Period) []int {
	var fits []int
	for _, n := range events {
		if slices.ContainsFunc(periods, func(p corpus.Period) bool { return p.Overlaps(c.events[n].date) }) {
			fits = append(fits, n)
		}
	}
	if len(fits) > 0 {
		return fits
	}
	return events
}
