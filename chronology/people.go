package chronology

import (
	"strings"

	"rapporteur/corpus"
	"rapporteur/glossary"
	"rapporteur/text"
)

// populate names the place and the actors of an event from its words; an event
// that the article reports on is at the article's place when it names none.
func (r *reader) populate(e *Event) {
	s := r.article.Text(e.Span)
	tokens := text.Tokens(s)
	covered := make([]bool, len(tokens))
	var best site
	clause := r.clauseOf(e)
	for _, m := range r.mentions(s, tokens) {
		for k := m.First; k < m.Last; k++ {
			covered[k] = true
		}
		if v := placing(tokens, m.First); isPlace(m.Entry.Kind) && m.Via == glossary.ByName && v > 0 {
			best = best.or(site{m.Entry.Name, v, clause(tokens[m.First].Start), m.Entry.Kind != glossary.Country, away(e, tokens[m.First].Start)})
			e.Places = append(e.Places, m.Entry.Name)
			continue
		}
		switch m.Entry.Kind {
		case glossary.Event, glossary.Outlet, glossary.Place, glossary.Region:
		default:
			if who := r.glossary.Government(m.Entry); who.Kind != glossary.City {
				r.act(e, who.Name)
			}
		}
	}
	for i := 0; i < len(tokens); {
		j := i
		for j < len(tokens) && !covered[j] && nameWord(tokens[j]) && (j == i || s[tokens[j-1].End:tokens[j].Start] == " ") {
			j++
		}
		if j == i {
			i++
			continue
		}
		name := strings.TrimSuffix(strings.TrimSuffix(s[tokens[i].Start:tokens[j-1].End], "’s"), "'s")
		switch v := placing(tokens, i); {
		case v > 1 && (i == 0 || tokens[i-1].Fold != "at") && j-i <= 3 && !tokens[i].Acronym && name == s[tokens[i].Start:tokens[j-1].End] && !strings.HasPrefix(s[tokens[j-1].End:], "’s") && !strings.HasPrefix(s[tokens[j-1].End:], "'s"):
			best = best.or(site{name, v, clause(tokens[i].Start), false, away(e, tokens[i].Start)})
			e.Places = append(e.Places, name)
		case j-i >= 2 && j-i <= 5 || tokens[i].Acronym && i > 0 && len(name) > 2 && !notActors[tokens[i].Fold]:
			r.act(e, name)
		}
		i = j
	}
	if who := r.article.Sentences[e.Sentence].Subject; who != "" && e.Span.Start == r.article.Sentences[e.Sentence].Start {
		r.act(e, r.preferred(who))
	}
	if e.Place = best.name; e.Place == "" && e.Leading && e.Basis != Stated {
		e.Place = r.article.Place
		e.Places = append(e.Places, e.Place)
	}
}

// nearness says how near to what happened the clause is that names a place, the
// nearest first.
type nearness int

const (
	inEvent nearness = iota // in the clause that tells the event, or dates it
	inAside                 // in one that describes something in it: "who had been in Paris"
	apart                   // in one of something else: "while fighting went on in Aleppo"
)

// site is a place that an event may be at.
type site struct {
	name   string
	sure   int // see placing
	clause nearness
	narrow bool // less than a country
	far    int  // bytes from the date
}

// or returns the likelier of two places: one in the clause that tells the event,
// the surer one, a city rather than its country, and the one nearer to the date.
func (s site) or(o site) site {
	switch {
	case o.clause == apart:
		return s
	case s.name == "" || o.name == "":
		if s.name == "" {
			return o
		}
	case s.clause != o.clause:
		if o.clause < s.clause {
			return o
		}
	case s.sure != o.sure:
		if o.sure > s.sure {
			return o
		}
	case s.narrow != o.narrow:
		if o.narrow {
			return o
		}
	case o.far < s.far:
		return o
	}
	return s
}

// clauseOf tells of a byte of the text of e how far from the event its clause is.
func (r *reader) clauseOf(e *Event) func(offset int) nearness {
	var p *phrase // read when it is needed: few events name places
	var first, last, dated int
	return func(offset int) nearness {
		if p == nil {
			p = r.phrase(e.Sentence)
			first, last = p.wordsOf(corpus.Span{Start: e.Span.Start - p.src.Start, End: e.Span.End - p.src.Start})
			dated = p.wordAt(e.at - p.src.Start)
		}
		i := p.wordAt(e.Span.Start - p.src.Start + offset)
		for _, c := range p.clauses {
			switch {
			case i < c.first || i >= c.last:
				continue
			case dated > 0 && c.first <= dated && dated < c.last, first >= c.first && c.last >= last:
				return inEvent
			case c.kind == relative:
				return inAside
			case c.kind == adverbial || c.kind == condition:
				return apart
			}
		}
		return inEvent
	}
}

// away returns how far from the date of e a byte of its text stands.
func away(e *Event, offset int) int {
	d := e.Span.Start + offset - e.at
	return max(d, -d)
}

func (r *reader) mentions(s string, tokens []text.Token) []glossary.Mention {
	if r.glossary == nil {
		return nil
	}
	return r.glossary.Find(s, tokens)
}

// preferred returns the glossary's name of somebody, or the name as it is.
func (r *reader) preferred(name string) string {
	if m := r.mentions(name, text.Tokens(name)); len(m) == 1 {
		return m[0].Entry.Name
	}
	return name
}

// act adds an actor to an event once.
func (r *reader) act(e *Event, name string) {
	for _, a := range e.Actors {
		if a == name {
			return
		}
	}
	e.Actors = append(e.Actors, name)
}

func isPlace(k glossary.Kind) bool {
	return k == glossary.City || k == glossary.Country || k == glossary.Region || k == glossary.Place
}

// placing says how surely the words before token i make it a place: "in Geneva"
// more than "to Moscow", and "Russia" not.
func placing(tokens []text.Token, i int) int {
	kind := false // "the Russian city of" stands between
	for k := i - 1; k >= 0 && k >= i-5; k-- {
		switch t := tokens[k]; t.Fold {
		case "in", "at", "near", "outside", "inside", "entered":
			return 3
		case "across", "into", "over", "around":
			return 2
		case "to", "toward", "towards":
			return 1
		case "between":
			if kind {
				return 2 // "between the towns of A and B"; "between Moscow and Ankara" says who
			}
			return 0
		case "the", "northern", "southern", "eastern", "western", "central", "a", "of":
		default:
			switch {
			case placeNouns[t.Stem]:
				kind = true
			case kind && t.Capital:
			default:
				return 0
			}
		}
	}
	return 0
}

var placeNouns = text.StemSet(`city cities town towns village villages province provinces district districts region regions capital port island suburb`)

// nameWord reports that a token may be part of a name.
func nameWord(t text.Token) bool {
	return t.Capital && !t.Stop && !weekdays[t.Fold] && !months[t.Fold] && t.Fold[0] > '9'
}
