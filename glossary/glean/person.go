package glean

import (
	"strings"

	"rapporteur/corpus"
	"rapporteur/glossary"
	"rapporteur/text"
)

// person is somebody whom one article names in full.
type person struct {
	name     string // as written first
	fold     string
	surname  string // folded last word
	at       []Evidence
	alone    map[string][]Evidence // by surname only, as written: "Al Jaafari"
	roles    []Role
	shown    bool // by an office, a role or an age, to be a person
	inFull   bool // where the name stands in full
	speaks   bool
	startsBy bool // the first word is only seen where any word has a capital
}

// mentions returns how often the article names p.
func (p *person) mentions() int {
	n := len(p.at)
	for _, at := range p.alone {
		n += len(at)
	}
	return n
}

// reader reads one article.
type reader struct {
	*Gleaner
	article *corpus.Article
	lines   []line
	runs    [][]run
	lower   map[string]bool // words that stand in lower case somewhere
	heard   map[string]bool // folded speakers
	sites   map[string]bool // folded words that stand alone after "in"

	people   map[string]*person
	firsts   map[string]bool // folded first words of names in full
	order    []*person
	surnames map[string][]*person
}

func (g *Gleaner) read(a *corpus.Article) *reader {
	r := &reader{
		Gleaner: g, article: a, lines: g.lines(a),
		lower: map[string]bool{}, heard: map[string]bool{}, sites: map[string]bool{},
		people: map[string]*person{}, firsts: map[string]bool{}, surnames: map[string][]*person{},
	}
	r.runs = make([][]run, len(r.lines))
	for i := range r.lines {
		l := &r.lines[i]
		r.runs[i] = l.runs()
		for _, at := range r.runs[i] {
			if at.last-at.first == 1 && at.first > 0 && inside[l.tokens[at.first-1].Fold] {
				r.sites[l.tokens[at.first].Fold] = true
			}
		}
		for _, t := range l.tokens {
			if !t.Capital {
				r.lower[t.Fold] = true
			}
		}
		for _, at := range l.src.Attributions {
			if len(r.heard) < maxNames {
				r.heard[text.Fold(at.Speaker)] = true
			}
		}
	}
	return r
}

// findPeople looks for names in full, then for the surnames that refer to them.
func (r *reader) findPeople() {
	for i := range r.lines {
		for _, at := range r.runs[i] {
			r.fullName(&r.lines[i], at)
		}
	}
	for i := range r.lines {
		for _, at := range r.runs[i] {
			r.surname(&r.lines[i], at)
		}
	}
	for _, p := range r.order {
		for speaker := range r.heard {
			p.speaks = p.speaks || speaker == p.fold || speaker == p.surname || strings.HasSuffix(speaker, " "+p.surname)
		}
	}
}

// fullName takes a run for a name of two words or more, if it is one.
func (r *reader) fullName(l *line, at run) {
	first := l.nameStart(at)
	if !r.validName(l, first, at.last) || r.knows(l, first, at.last) {
		return
	}
	name := l.named(first, at.last)
	fold := strings.Join(text.Words(name), " ")
	p := r.people[fold]
	if p == nil {
		if len(r.order) == maxNames {
			return
		}
		words := text.Words(name)
		p = &person{name: name, fold: fold, surname: words[len(words)-1], alone: map[string][]Evidence{}, startsBy: true}
		r.people[fold] = p
		r.order = append(r.order, p)
		r.surnames[p.surname] = append(r.surnames[p.surname], p)
	}
	p.at = append(p.at, l.evidence(first, at.last))
	p.startsBy = p.startsBy && first == at.first && l.opens(first)
	p.inFull = r.holds(p, l, first, at.last) || p.inFull
	r.firsts[l.tokens[first].Fold] = true
}

// holds notes the office in which l names p at tokens [first, last), and returns
// whether the words around show a person.
func (r *reader) holds(p *person, l *line, first, last int) bool {
	before, called := l.roleBefore(first)
	after, aged := l.roleAfter(last)
	ahead := l.roleAhead(first, last)
	for _, role := range []run{before, ahead, after} {
		if role.last > 0 && len(p.roles) < maxRoles {
			p.roles = append(p.roles, l.role(role))
		}
	}
	shown := called || aged || ahead.last > 0 || after.last > 0
	p.shown = p.shown || shown
	return shown
}

// surname takes a run of one word for somebody named in full elsewhere.
func (r *reader) surname(l *line, at run) {
	first := l.nameStart(at)
	words := 0
	for i := first; i < at.last; i++ {
		if fold := l.tokens[i].Fold; !particles[fold] {
			words++
		}
	}
	if words != 1 || first >= at.last {
		return
	}
	people := r.surnames[l.tokens[at.last-1].Fold]
	if len(people) != 1 || l.credited(first, at.last) {
		return
	}
	p := people[0]
	name := l.named(first, at.last)
	if len(p.alone[name]) == 0 && len(p.alone) >= maxSpellings {
		return
	}
	if first > 0 && l.joined(first) && ofFirstNames[l.tokens[first-1].Fold] {
		return
	}
	p.alone[name] = append(p.alone[name], l.evidence(first, at.last))
	r.holds(p, l, first, at.last)
}

// nameStart returns where a person's name begins in a run: behind the offices,
// nations and bodies that stand before it.
func (l *line) nameStart(at run) int {
	first := at.first
	behindOffice := at.first >= 2 && (l.tokens[at.first-1].Fold == "of" || l.tokens[at.first-1].Fold == "for") && offices[l.tokens[at.first-2].Fold]
	for i := at.first; i < at.last; i++ {
		fold := l.tokens[i].Fold
		m := l.known[i]
		switch {
		case m != nil && m.Via == glossary.ByTitle,
			m != nil && (m.Entry.Kind != glossary.Person || m.Via != glossary.ByName) && m.Last <= at.last:
			first = m.Last
		case (offices[fold] || honorifics[fold] || relations[fold]) && i+1 < at.last,
			qualifiers[fold] && i+1 < at.last && i == first && (offices[l.tokens[i+1].Fold] || qualifiers[l.tokens[i+1].Fold]):
			first = i + 1
		case fold == "affairs" && i+1 < at.last, behindOffice && i+1 < at.last && departments[fold]:
			first = i + 1
		}
	}
	if first == at.first && behindOffice {
		return at.last // "envoy for Syria Staffan de Mistura": where does the name begin?
	}
	if first < at.last && l.opens(first) && openers[l.tokens[first].Fold] {
		first++
	}
	return min(first, at.last)
}

// validName reports that tokens [first, last) look like a name in full.
func (r *reader) validName(l *line, first, last int) bool {
	if last-first < 2 {
		return false
	}
	words, spaced := 0, false
	_, called := l.roleBefore(first)
	for i := first; i < last; i++ {
		t := &l.tokens[i]
		spaced = spaced || i > first && l.gap(i) != "-"
		letters := len([]rune(t.Fold))
		switch {
		case particles[t.Fold] && i > first:
			continue
		case t.Fold == "al" || t.Fold == "el" || t.Fold == "abu":
			continue
		case noPerson[t.Fold] || bodyHeads[t.Fold] || offices[t.Fold] || roundNouns[t.Fold] || regionNouns[t.Fold] || openers[t.Fold] || t.Stop:
			return false
		case t.Acronym && (i == first || !ordinalName[t.Fold]):
			return false
		case letters == 1 && i == last-1:
			return false
		case l.known[i] != nil && l.known[i].Entry.Kind != glossary.Person:
			return false
		case r.lower[t.Fold] && (i == last-1 && !called || i == first && l.opens(i)):
			return false
		}
		words++
	}
	return spaced && words >= 2 && words <= 4 && !l.credited(first, last)
}

// credited reports that a name stands in a by-line or in the credit of a picture.
func (l *line) credited(first, last int) bool {
	if strings.ContainsAny(l.after(last), "/@|") || first > 0 && strings.ContainsAny(l.gap(first), "/@|") {
		return true
	}
	return first == 1 && l.tokens[0].Fold == "by"
}

// knows reports that the glossary has the name at tokens [first, last), in full
// or by its surname.
func (r *reader) knows(l *line, first, last int) bool {
	for i := first; i < last; i++ {
		if m := l.known[i]; m != nil && (m.First <= first && m.Last >= last || m.Last == last && mayBe(m.Entry, l.tokens[first].Fold)) {
			return true
		}
	}
	return false
}

// mayBe reports that a first name may be a person's of the glossary, whose
// surname it stands before.
func mayBe(e *glossary.Entry, first string) bool {
	if e.Kind != glossary.Person {
		return false
	}
	for _, s := range append([]string{e.Name}, e.Spellings...) {
		if w := text.Words(s); len(w) > 1 && (w[0] == first || len(first) == 1 && w[0][0] == first[0]) {
			return true
		}
	}
	return false
}

func (l *line) evidence(first, last int) Evidence {
	return Evidence{Article: l.article, Span: l.span(first, last), Sentence: l.at}
}

// believable reports that p is a person for all that the article shows.
func (p *person) believable() bool {
	if p.startsBy {
		return p.inFull // "Englishman Smith": the first word may be none of the name
	}
	return p.shown || p.speaks && p.mentions() > len(p.at)
}

// writes reports that all that p is said to be is one of those who write.
func (p *person) writes() bool {
	for _, role := range p.roles {
		words := text.Words(role.Title)
		if len(words) == 0 || !newsroom[words[len(words)-1]] && !newsroom[words[0]] {
			return false
		}
	}
	return len(p.roles) > 0
}
