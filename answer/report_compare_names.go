package answer

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/glossary"
	"rapporteur/text"
)

// compareSpot is where a sentence speaks of a matter.
type compareSpot struct {
	*sentence
	first, last int     // tokens [first, last)
	share       float64 // how much it is the matter itself: less for an official of a country than for the country
}

// compareNames knows by which key and which label the two sides of a comparison
// name the same: a government by its country, a person by the fullest name.
type compareNames struct {
	e       *Engine
	fullest map[string]string // folded name of one word → the longer one that ends with it
	entries map[string]*glossary.Entry
	labels  map[string]string        // by key, of what the glossary does not know, as first written
	kinds   map[string]glossary.Kind // by key
}

func newCompareNames(e *Engine, sides ...*comparand) *compareNames {
	n := &compareNames{e: e, fullest: map[string]string{}, entries: map[string]*glossary.Entry{}, labels: map[string]string{}, kinds: map[string]glossary.Kind{}}
	several := map[string]bool{}
	for _, side := range sides {
		for _, s := range side.read {
			for i := range s.names {
				m := &s.names[i]
				if m.entry != nil || m.last-m.first < 2 || strings.Contains(s.text[s.tokens[m.first].Start:s.tokens[m.last-1].End], "-") {
					continue
				}
				m = withoutOwner(s, m)
				if m.last-m.first < 2 {
					continue
				}
				last := m.fold[strings.LastIndexByte(m.fold, ' ')+1:]
				switch old := n.fullest[last]; {
				case old == "", strings.HasSuffix(m.fold, " "+old):
					n.fullest[last] = m.fold
				case old != m.fold && !strings.HasSuffix(old, " "+m.fold):
					several[last] = true
				}
			}
		}
	}
	for last := range several {
		delete(n.fullest, last)
	}
	return n
}

// key identifies what m names on both sides.
func (n *compareNames) key(m *name) string {
	if m.entry != nil {
		g := n.e.cfg.Glossary.Government(m.entry)
		n.entries[g.ID], n.kinds[g.ID] = g, g.Kind
		return g.ID
	}
	k := m.fold
	if full := n.fullest[k]; full != "" && m.last-m.first == 1 {
		k = full
	}
	if n.kinds[k] == "" {
		n.kinds[k] = m.kind
	}
	return k
}

// openers are words with which a sentence may start before a name.
var openers = text.Set(`unlike like despite although while several many most some both other another former meanwhile however perhaps maybe even only
	still yet when as if since after before until because for from with without under over through during amid instead later earlier then now here also`)

// withoutOwner returns a name that the glossary does not know without whose it
// is, and without the word that opens its sentence: Theranos for "Balwani's
// Theranos", Holmes for "Unlike Holmes".
func withoutOwner(s *sentence, m *name) *name {
	if m.entry != nil {
		return m
	}
	if first := s.tokens[m.first]; m.first == 0 && m.last-m.first > 1 && (openers[first.Fold] || strings.HasSuffix(first.Fold, "ly")) {
		return withoutOwner(s, &name{fold: foldTokens(s.tokens[1:m.last]), first: 1, last: m.last, via: m.via, kind: m.kind, inner: m.inner})
	}
	for k := m.last - 2; k >= m.first; k-- {
		if raw := s.text[s.tokens[k].Start:s.tokens[k].End]; strings.HasSuffix(raw, "'s") || strings.HasSuffix(raw, "’s") {
			return &name{fold: foldTokens(s.tokens[k+1 : m.last]), first: k + 1, last: m.last, via: m.via, kind: m.kind, inner: m.inner}
		}
	}
	return m
}

// see notes how s writes a name that the glossary does not know.
func (n *compareNames) see(key string, s *sentence, m *name) {
	if m.entry == nil && (n.labels[key] == "" || m.fold == key && !strings.EqualFold(n.labels[key], key)) {
		label := s.text[s.tokens[m.first].Start:s.tokens[m.last-1].End]
		for _, end := range []string{"'s", "’s"} {
			label = strings.TrimSuffix(label, end)
		}
		n.labels[key] = label
	}
}

// label is what people call it: by the glossary's name, or as the articles write it.
func (n *compareNames) label(key string) string {
	if entry := n.entries[key]; entry != nil {
		return entry.Name
	}
	if label := n.labels[key]; label != "" {
		return neutral(label)
	}
	return neutral(key)
}

// ofOfficial is how much a sentence on somebody of a country is one on the
// country.
const ofOfficial = 0.5

// readNames notes where the sentences of a side name whom and what.
func (c *comparison) readNames(side *comparand) {
	side.names = map[string][]compareSpot{}
	quoted := map[*sentence]bool{}
	for _, s := range side.sentences {
		quoted[s] = true
	}
	for _, s := range side.read {
		seen := map[string]bool{}
		add := func(key string, m *name, share float64) {
			if !seen[key] {
				seen[key] = true
				if !quoted[s] {
					share = 0 // mentioned, and not to be quoted
				}
				side.names[key] = append(side.names[key], compareSpot{s, m.first, m.last, share})
			}
		}
		for _, inner := range []bool{false, true} {
			for i := range s.names {
				m := &s.names[i]
				if m.inner != inner || isNews(m) {
					continue
				}
				m = withoutOwner(s, m)
				key := c.names.key(m)
				c.names.see(key, s, m)
				share := 1.0
				if inner || describesOnly(s, m) {
					share = 0.7
				}
				add(key, m, share)
			}
		}
		for i := range s.names {
			if m := &s.names[i]; m.entry != nil && m.entry.Of != "" && !m.inner {
				if of := c.e.cfg.Glossary.Entry(m.entry.Of); of != nil {
					of = c.e.cfg.Glossary.Government(of)
					c.names.entries[of.ID], c.names.kinds[of.ID] = of, of.Kind
					add(of.ID, m, ofOfficial)
				}
			}
		}
	}
}

// emptyNames are capitalised words that name nobody to compare; newsNames end the
// names of who publishes and photographs.
var (
	emptyNames = text.Set(`god internet english christmas covid photo photos video image caption read related getty twitter facebook instagram
		youtube reuters ap afp cnn bbc nbc abc cbs hide image i`)
	newsNames = text.Set(`news times post images tribune journal shimbun herald gazette pictures caption`)
)

// isNews reports that a name is that of a publisher or of a page's furniture.
func isNews(m *name) bool {
	return m.kind == glossary.Outlet || emptyNames[m.fold] || m.entry == nil && newsNames[m.fold[strings.LastIndexByte(m.fold, ' ')+1:]]
}

// weightOfNames says how much a side speaks of what it names at spots: for each
// sentence that it is named in, more at the head of an article.
func weightOfNames(side *comparand, spots []compareSpot) float64 {
	var sum float64
	for _, at := range spots {
		w := at.share
		if at.index < leadSentences {
			w *= 1.5
		}
		sum += w
	}
	return sum
}

// leadSentences is how many sentences make the head of an article.
const leadSentences = 4

// isActor reports that what a key names can act: somebody, a country, a body.
func (n *compareNames) isActor(key string) bool {
	switch n.kinds[key] {
	case glossary.Person, glossary.Country, glossary.Body, glossary.Group:
		return true
	}
	return false
}

// actsHere says how clearly the thing named at a spot is what the sentence is
// about: the subject of a verb, or what a stance is taken on, in [0,1].
func (c *comparison) actsHere(at *compareSpot) float64 {
	s := at.sentence
	best := 0.0
	for k := at.last; k < min(len(s.tokens), at.last+4); k++ {
		if w := s.tokens[k]; c.e.isVerbAt(s, k) || sayVerbs[w.Stem] && !w.Stop || helpingVerbs[w.Fold] || modals[w.Fold] && w.Fold != "not" {
			best = 0.8
			break
		}
		if clauseParts(s, k-1, k) {
			break
		}
	}
	if at.first <= 2 {
		best += 0.2
	}
	for k := max(0, at.first-5); k < min(len(s.tokens), at.last+6); k++ {
		if stanceWords[s.tokens[k].Stem] {
			best = max(best, 0.8)
			break
		}
	}
	return min(1, best)
}

// helpingVerbs stand before the verb of a subject.
var helpingVerbs = wordsOf(`has have had is are was were will would does did do`)

// stanceWords say how somebody stands to something, as stems: what is within
// reach of one is what the stance is of or on.
var stanceWords = text.StemSet(`support back oppose reject refuse exclude include involve welcome demand insist question preside accuse blame condemn
	decry defend warn threaten agree deny admit urge call want hope fear sponsor broker lead represent attend join host guarantee observer obstacle
	role stance policy legitimacy influence interest ally enemy rival partner deal talks absent present invite withdraw attack fight ban sanction
	difference differ divide rift tension`)

// capitalised writes a label with a capital, as a heading.
func capitalised(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	if n == 0 || r == utf8.RuneError {
		return s
	}
	return string(unicode.ToUpper(r)) + s[n:]
}

// labelled reports that a label is fit to head a point.
func labelled(label string) bool {
	return len(label) >= 2 && len(label) <= 80 && !slices.Contains([]string{"the", "a"}, strings.ToLower(label))
}
