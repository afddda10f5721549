package answer

import (
	"cmp"
	"slices"
	"strings"

	"rapporteur/glossary"
	"rapporteur/text"
)

// office is what a sentence says that a person is or leads: "Alloush, the head
// of the rebel delegation".
type office struct {
	who         *name
	class       string          // what sort of office, see officeClass
	qualifiers  map[string]bool // deputy, foreign, special
	of          []*name         // whose: countries, bodies, sides
	thing       string          // stem of what is led: "deleg"
	first, last int             // tokens that say it, the person left aside
}

// officeClass returns the sort of office that a word names, "" for no office.
func officeClass(t text.Token) string {
	switch {
	case heads[t.Fold]:
		return "head"
	case representing[t.Fold]:
		return "head"
	case strings.HasPrefix(t.Fold, "spokes"):
		return "spokesman"
	case officeWords[t.Fold]:
		return t.Stem
	}
	return ""
}

var (
	// heads are the words for who leads, as nouns and as verbs.
	heads       = wordsOf(`head heads headed leads led leader chief chair chairs chaired chairman chairwoman heading leading`)
	officeWords = wordsOf(`minister secretary president envoy ambassador director king queen premier chancellor governor mayor undersecretary
		negotiator commander captain coach manager ceo pope judge emir sultan editor`)
	officeQualifiers = wordsOf(`deputy vice foreign prime special former assistant interior defence defense finance general state justice health under acting`)
	// soleOffices are held by one at a time.
	soleOffices = wordsOf(`head king queen pope emir sultan mayor ceo`)
	ledThings   = text.StemSet(`delegation team mission side party group council`)
)

// offices returns the offices that s gives to persons.
func (e *Engine) offices(s *sentence) []office {
	var out []office
	for i := range s.names {
		n := &s.names[i]
		if n.kind != glossary.Person || n.inner || n.via != glossary.ByName {
			continue
		}
		if o, ok := fromCountry(s, n); ok {
			out = append(out, o)
		}
		for _, at := range [][2]int{saidToBe(s, n), e.titleBefore(s, n), e.nameBehindOffice(s, n), e.apposed(s, n), e.leading(s, n), e.ledBy(s, n)} {
			if at[1] > at[0] {
				if o, ok := e.officeIn(s, n, at[0], at[1]); ok {
					out = append(out, o)
				}
			}
		}
	}
	return out
}

// fromCountry reads of which country a person is said to be: "Turkey's Feridun
// Sinirlioglu", "Sinirlioglu is from Turkey".
func fromCountry(s *sentence, who *name) (office, bool) {
	for i := range s.names {
		n := &s.names[i]
		if n.kind != glossary.Country {
			continue
		}
		o := office{who: who, class: "from", qualifiers: map[string]bool{}, of: []*name{n}, first: n.first, last: n.last}
		switch {
		case n.last == who.first && owns(s, n):
			return o, true
		case n.first == who.last+2 && s.tokens[n.first-1].Fold == "from" && beForms[s.tokens[who.last].Fold]:
			o.first = who.last
			return o, true
		}
	}
	return office{}, false
}

// officeIn reads the office that tokens [first, last) of s name.
func (e *Engine) officeIn(s *sentence, who *name, first, last int) (office, bool) {
	o := office{who: who, qualifiers: map[string]bool{}, first: first, last: last}
	owner := first
	for i := first; i < last; i++ {
		t := s.tokens[i]
		if w := strings.ReplaceAll(s.text[t.Start:t.End], "’", "'"); strings.HasSuffix(w, "'s") && slices.ContainsFunc(s.names, func(n name) bool { return n.kind == glossary.Person && n.last == i+1 }) {
			o.class, o.qualifiers, owner = "", map[string]bool{}, i+1 // what came before is of the one who has the envoy
			continue
		}
		if class := officeClass(t); class != "" && (o.class == "" || o.class == "secretary" && class == "minister") {
			o.class = class
		}
		if officeQualifiers[t.Fold] {
			o.qualifiers[t.Fold] = true
		}
		if ledThings[t.Stem] {
			o.thing = t.Stem
		}
	}
	for _, n := range append(sidesNamed(s), everyName(s)...) {
		if n.first >= owner && n.last <= last && (wordBefore(s, n) != "for" || o.class == "spokesman") && n.kind != glossary.Person && n.via != glossary.ByTitle && n.kind != glossary.Event {
			o.of = append(o.of, n)
		}
	}
	return o, o.class != ""
}

// sidesNamed is partiesIn with those that stand inside a title too: "head of the
// government delegation".
func sidesNamed(s *sentence) []*name {
	var out []*name
	for i, t := range s.tokens {
		if sidesOfWar[t.Fold] {
			out = append(out, &name{fold: t.Stem, stems: []string{t.Stem}, first: i, last: i + 1, kind: glossary.Group})
		}
	}
	return out
}

func everyName(s *sentence) []*name {
	out := make([]*name, len(s.names))
	for i := range s.names {
		out[i] = &s.names[i]
	}
	return out
}

// saidToBe returns the tokens of an office that a name at the end of s is said to
// hold: "Saudi Arabia's foreign minister is al-Jubeir".
func saidToBe(s *sentence, n *name) [2]int {
	if n.last != len(s.tokens) || n.first < 2 || !beForms[s.tokens[n.first-1].Fold] {
		return [2]int{}
	}
	return [2]int{0, n.first}
}

// titleBefore returns the tokens of the title right before a name: "Iranian
// Foreign Minister Zarif".
func (e *Engine) titleBefore(s *sentence, n *name) [2]int {
	first := n.first
	for first > 0 && n.first-first < 7 {
		t := s.tokens[first-1]
		if strings.TrimSpace(s.text[s.tokens[first-1].End:s.tokens[first].Start]) != "" || sayVerbs[t.Stem] && officeClass(t) == "" {
			break
		}
		inName := slices.ContainsFunc(s.names, func(m name) bool {
			return m.first <= first-1 && first-1 < m.last && m.kind != glossary.Person || m.inner && m.first == first-1
		})
		if officeClass(t) == "" && !officeQualifiers[t.Fold] && !titleWords[t.Fold] && !inName && t.Fold != "of" && t.Fold != "opposition" && t.Fold != "counterpart" {
			break
		}
		first--
	}
	return [2]int{first, n.first}
}

// nameBehindOffice returns the tokens of an office set before a name: "The head
// of the Russian delegation, Lavrentyev".
func (e *Engine) nameBehindOffice(s *sentence, n *name) [2]int {
	if n.first < 2 || strings.TrimSpace(s.text[s.tokens[n.first-1].End:s.tokens[n.first].Start]) != "," {
		return [2]int{}
	}
	first := n.first - 1
	for first > 0 && n.first-first < 9 && !breaksClause(s, first-1) {
		first--
	}
	return [2]int{first, n.first}
}

// apposed returns the tokens of an office set behind a name: "Alloush, the head
// of the rebel delegation", or said of it: "Alloush is the head of …".
func (e *Engine) apposed(s *sentence, n *name) [2]int {
	if n.last >= len(s.tokens) {
		return [2]int{}
	}
	between := strings.TrimSpace(s.text[s.tokens[n.last-1].End:s.tokens[n.last].Start])
	start := n.last
	if between != "," && between != "" || between == "" && !beForms[s.tokens[start].Fold] {
		return [2]int{}
	}
	last, seen := start, false
	for last < len(s.tokens) && last-start < 12 {
		t := s.tokens[last]
		if last > start && breaksClause(s, last-1) {
			break
		}
		if !seen && last-start > 7 || seen && (t.Fold == "at" || t.Fold == "in" || t.Fold == "during" || t.Fold == "said") {
			break
		}
		seen = seen || officeClass(t) != ""
		if between == "," && (auxiliaries[t.Fold] || sayVerbs[t.Stem] && officeClass(t) == "") {
			break
		}
		last++
	}
	if !seen || slices.ContainsFunc(s.names, func(m name) bool {
		return m.kind == glossary.Person && m.via == glossary.ByName && !m.inner && m.first >= start && m.last <= last && !owns(s, &m)
	}) {
		return [2]int{} // what follows is somebody else's
	}
	return [2]int{start, last}
}

// leading returns the tokens behind a name that say what the person leads: "leads
// Moscow's delegation", also past an apposition.
func (e *Engine) leading(s *sentence, n *name) [2]int {
	for i := n.last; i < min(len(s.tokens), n.last+12); i++ {
		t := s.tokens[i]
		if t.Fold != "leads" && t.Fold != "led" && t.Fold != "heads" && t.Fold != "headed" && t.Fold != "chaired" && !representing[t.Fold] && t.Fold != "heading" {
			if i == n.last && auxiliaries[t.Fold] || i == n.last && strings.Contains(s.text[s.tokens[n.last-1].End:t.Start], ",") || i > n.last {
				if slices.ContainsFunc(s.names, func(m name) bool {
					return m.kind == glossary.Person && m.first == i && m.via == glossary.ByName && !m.inner && !owned(s, &m)
				}) || t.Fold == "and" || t.Fold == "while" {
					return [2]int{}
				}
				continue
			}
			return [2]int{}
		}
		if tokenAt(s.tokens, i+1) == "by" || i > n.last+1 && !strings.Contains(s.text[s.tokens[n.last-1].End:s.tokens[n.last].Start], ",") {
			return [2]int{}
		}
		last := i + 1
		for last < len(s.tokens) && last-i < 8 && !breaksClause(s, last-1) && s.tokens[last].Fold != "at" && s.tokens[last].Fold != "in" && s.tokens[last].Fold != "to" {
			last++
		}
		return [2]int{i, last}
	}
	return [2]int{}
}

// owned reports that a name, or the run of names it ends, is in the possessive.
func owned(s *sentence, n *name) bool { return owns(s, n) }

// ledBy returns the tokens before "headed by" and a name.
func (e *Engine) ledBy(s *sentence, n *name) [2]int {
	by := n.first - 1
	for by > 0 && n.first-by < 8 && s.tokens[by].Fold != "by" {
		if breaksClause(s, by) && n.first-by > 1 {
			return [2]int{}
		}
		by--
	}
	if by < 2 || s.tokens[by].Fold != "by" || officeClass(s.tokens[by-1]) != "head" {
		return [2]int{}
	}
	first := by - 1
	for first > 0 && by-first < 9 && !breaksClause(s, first-1) {
		first--
	}
	return [2]int{first, by}
}

// sameOffice reports that two offices are of one sort.
func sameOffice(a, b *office) bool {
	if a.class != b.class {
		return false
	}
	for _, w := range []string{"deputy", "vice", "former", "prime", "foreign", "interior", "defence", "defense", "finance"} {
		if a.qualifiers[w] != b.qualifiers[w] {
			return false
		}
	}
	return a.class != "head" || a.thing == b.thing || a.thing == "" && representingOf(a) || b.thing == "" && representingOf(b)
}

// representingOf reports that an office is that of standing in for a country.
func representingOf(o *office) bool { return o.thing == "" && len(o.of) > 0 }

// ofSame and ofOther report that two offices are of the same, or of others.
func (e *Engine) ofSame(a, b *office) bool {
	return len(a.of) > 0 && len(b.of) > 0 && e.comparableRows(a.of, b.of) && e.agree(a.of, b.of) && e.agree(b.of, a.of)
}

func (e *Engine) ofOther(a, b *office) bool {
	return len(a.of) > 0 && len(b.of) > 0 && e.comparableRows(a.of, b.of) && !e.agree(a.of, b.of) && !e.agree(b.of, a.of)
}

func (e *Engine) comparableRows(a, b []*name) bool {
	return slices.ContainsFunc(a, func(n *name) bool { return e.comparable(n, b) })
}

// inOtherOffice reports that the sentence c cites gives the person of an office
// in c an office of the same sort elsewhere.
func (e *Engine) inOtherOffice(c *claim) string {
	for _, o := range e.offices(c.sentence) {
		for _, g := range c.given {
			same, other := false, false
			for _, p := range e.offices(g) {
				if e.sameName(o.who, p.who) < bySurname || o.class != p.class {
					continue
				}
				same = same || !e.ofOther(&o, &p)
				other = other || e.ofOther(&o, &p)
			}
			if other && !same {
				return looseRoles + ": " + o.who.fold
			}
		}
	}
	return ""
}

// officeClash returns how g contradicts an office that c gives to a person: it
// gives it to another one, or gives that person another one's.
func (e *Engine) officeClash(c *claim, g *sentence) (clash, bool) {
	for _, o := range e.offices(c.sentence) {
		if len(o.of) == 0 || len(negated(c.sentence)) > 0 {
			continue
		}
		theirs := e.offices(g)
		if slices.ContainsFunc(theirs, func(p office) bool {
			return e.sameName(o.who, p.who) >= bySurname && sameOffice(&o, &p) && !e.ofOther(&o, &p)
		}) {
			continue
		}
		for _, p := range theirs {
			if !sameOffice(&o, &p) || !e.sameSetting(c, g) || !e.sameOccasion(c, o.who, g) {
				continue
			}
			same := e.sameName(o.who, p.who) >= bySurname
			switch {
			case same && e.ofOther(&o, &p):
				return clash{by: g, kind: clashName, mine: rows(c.sentence, o.of), theirs: rows(g, p.of)}, true
			case !same && e.ofSame(&o, &p) && (soleOffices[p.class] || p.class == text.Stem("minister") || p.class == text.Stem("president") || p.class == text.Stem("chancellor")) && !e.alsoNames(c.sentence, p.who) && !e.alsoNames(g, o.who):
				return clash{by: g, kind: clashName, mine: bare(c.sentence, o.who), theirs: bare(g, p.who)}, true
			}
		}
	}
	return clash{}, false
}

// sameOccasion reports that what c says of somebody can be about what g tells: c
// says when or where, or the article knows that person, or none does.
func (e *Engine) sameOccasion(c *claim, who *name, g *sentence) bool {
	if len(c.times()) > 0 || slices.ContainsFunc(figures(c.sentence), func(f figure) bool { return f.ordinal }) ||
		slices.ContainsFunc(c.names, func(n name) bool {
			return n.kind == glossary.Event || n.kind == glossary.City && locates(c.sentence, &n)
		}) {
		return true
	}
	surname := c.tokens[who.last-1]
	return e.cfg.Index.DocFreq(surname.Stem) == 0 || strings.Contains(text.Fold(g.article.Body), surname.Fold)
}

// rows returns names as written, for people.
func rows(s *sentence, names []*name) string {
	var out []string
	end := 0
	names = slices.SortedStableFunc(slices.Values(names), func(a, b *name) int { return cmp.Or(a.first-b.first, b.last-a.last) })
	for _, n := range names {
		if n.last <= end {
			continue // part of a longer one
		}
		end = n.last
		if w := bare(s, n); !slices.Contains(out, w) {
			out = append(out, w)
		}
	}
	return strings.Join(out, " ")
}

// sameSetting reports that the dates, rounds and places that c names are those of
// g or its article.
func (e *Engine) sameSetting(c *claim, g *sentence) bool {
	try := *c
	try.given = []*sentence{g}
	if e.otherDates(&try) != "" || e.otherDays(&try) != "" {
		return false
	}
	for _, f := range figures(c.sentence) {
		if f.ordinal && !e.holdsFigure(&try, f) {
			return false
		}
	}
	for _, n := range outermost(c.sentence) {
		if n.kind != glossary.Event && !(n.kind == glossary.City && locates(c.sentence, n)) {
			continue
		}
		if v, _ := e.matchName(n, e.header(g.article)); v < sameHead && !e.namesIt(n, g) {
			return false
		}
	}
	return true
}

// isOffice reports that a claim says no more than that somebody holds an office,
// and that a sentence it cites says so.
func (e *Engine) isOffice(c *claim) bool {
	for _, o := range e.offices(c.sentence) {
		if len(negated(c.sentence)) > 0 {
			continue
		}
		said := o.who.first == 0 && o.first == o.who.last && o.last == len(c.tokens) && (beForms[c.tokens[o.first].Fold] || officeClass(c.tokens[o.first]) == "head")
		by := firstWord(c.sentence, o.first) && o.who.last == len(c.tokens) && o.last == o.who.first-1 && c.tokens[o.last].Fold == "by"
		if !said && !by && (o.first > 0 || o.last != o.who.first || o.who.last < len(c.tokens) || !beForms[c.tokens[o.last-1].Fold]) {
			continue
		}
		for _, g := range c.given {
			if e.holdsOffice(c, &o, g) {
				return true
			}
		}
	}
	return false
}

// firstWord reports that no more than an article stands before token i.
func firstWord(s *sentence, i int) bool { return i == 0 || i == 1 && s.tokens[0].Stop }

// holdsOffice reports that g gives the person the office, in full.
func (e *Engine) holdsOffice(c *claim, o *office, g *sentence) bool {
	for _, p := range e.offices(g) {
		if e.sameName(o.who, p.who) < bySurname || !sameOffice(o, &p) || len(o.of) > 0 && !e.ofSame(o, &p) {
			continue
		}
		held := true
		for i := o.first; i < o.last; i++ {
			t := c.tokens[i]
			inOf := slices.ContainsFunc(o.of, func(n *name) bool { return n.first <= i && i < n.last })
			persons := slices.ContainsFunc(c.names, func(n name) bool { return n.first <= i && i < n.last && e.namesIt(&n, g) })
			at := slices.ContainsFunc(g.stems[t.Stem], func(k int) bool { return k >= p.first-1 && k < p.last+1 })
			held = held && (t.Stop || inOf || persons || at || officeClass(t) == p.class)
		}
		if held {
			return true
		}
	}
	return false
}
