package answer

import (
	"slices"
	"strings"

	"rapporteur/corpus"
	"rapporteur/glossary"
	"rapporteur/text"
)

// shared are the acts in which another one may well take part too, as stems:
// that somebody else did the same is no contradiction.
var shared = text.StemSet(`attend join participate take part meet talk say tell visit support back oppose want call border include discuss praise criticise
	criticize welcome condemn reject speak come go arrive travel believe think know see hope like love hate need use help warn urge demand accept
	fight attack bomb strike hit kill agree negotiate live work play stay send buy sell face suffer`)

// otherNamed puts names of c as g has them, where only one can be meant.
func (e *Engine) otherNamed(c *claim, g *sentence, misplaced bool) []variant {
	var out []variant
	for _, n := range outermost(c.sentence) {
		if n.kind == glossary.Event || n.kind == glossary.Outlet || !misplaced && e.holdsName(c, n) ||
			n.kind == glossary.Person && len(quotedIn(c)) == 0 && !e.sameOccasion(c, n, g) {
			continue
		}
		if m := e.metIn(c, n, g); m != nil {
			header := e.header(g.article)
			out = append(out, variant{put(c, n.first, n.last, bare(header, m)), clashName, bare(c.sentence, n), bare(header, m)})
		}
		if e.alsoThere(c, n, g) && !e.doesOther(c, n, g) || e.doesThere(c, n, g) {
			continue
		}
		for _, m := range outermost(g) {
			if !sameSortOf(n, m) || e.isSame(n, m) || e.alsoNames(c.sentence, m) || !e.sameSlot(c, n, g, m) {
				continue
			}
			out = append(out, variant{put(c, n.first, n.last, e.inForm(c.sentence, n, g, m)), clashName, bare(c.sentence, n), bare(g, m)})
		}
	}
	return out
}

// alsoThere reports that g names n itself: what it tells of another one then
// is told beside it.
func (e *Engine) alsoThere(c *claim, n *name, g *sentence) bool {
	if n.kind == glossary.City {
		return slices.ContainsFunc(g.names, func(m name) bool { return m.entry == n.entry && meetingBeside(g, &m) })
	}
	return e.namesIt(n, g) && !describesOnly(c.sentence, n)
}

// doesOther reports that n is who does what c tells, and that another one does it
// in g, where n is named behind it.
func (e *Engine) doesOther(c *claim, n *name, g *sentence) bool {
	if c.verb < 0 || n.entry == nil {
		return false
	}
	t := &c.terms[c.verb]
	doer, at := e.doer(c), g.stems[t.stem]
	return doer != nil && doer.first == n.first && len(at) == 1 && e.actsAt(g, at[0]) && e.turned(c.sentence, t.first, g, at[0])
}

// metIn returns the city in which the talks of g's article are held, where c has
// talks in another one, n; nil otherwise.
func (e *Engine) metIn(c *claim, n *name, g *sentence) *name {
	if n.kind != glossary.City && n.kind != "" || !sitedAt(c.sentence, n) || e.namesIt(n, g) ||
		!slices.ContainsFunc(c.tokens, func(t text.Token) bool { return meetingWords[t.Stem] }) {
		return nil
	}
	for _, m := range outermost(e.header(g.article)) {
		if m.kind == glossary.City && m.entry != n.entry {
			return m
		}
	}
	return nil
}

// isSame reports that two names are of one thing, or one of a part of the other.
// Cities are told apart, whatever governments they stand for.
func (e *Engine) isSame(n, m *name) bool {
	if n.kind == glossary.City && m.entry != n.entry && m.kind != glossary.Country && m.kind != glossary.Person && m.kind != glossary.Body {
		return n.fold == m.fold
	}
	return e.sameName(n, m) >= inCountry || e.sameName(m, n) >= inCountry
}

// sameSlot reports that n stands in c where m stands in g: as who does what only
// one can do, or beside the same words.
func (e *Engine) sameSlot(c *claim, n *name, g *sentence, m *name) bool {
	for i := range c.terms {
		t := &c.terms[i]
		if !e.actsAt(c.sentence, t.first) || sayVerbs[t.stem] {
			continue
		}
		doer, at := e.doerAt(c.sentence, t.first), e.actAt(t, g)
		if doer == nil || doer.first != n.first || at < 0 || shared[t.stem] {
			continue
		}
		if other := e.doerAt(g, at); other != nil && other.first == m.first || byAt(g, at) >= 0 && byAt(g, at) < m.first {
			return true
		}
	}
	if c.verb >= 0 && mutual[c.terms[c.verb].stem] && wordBefore(c.sentence, n) == "and" && wordBefore(g, m) == "and" && e.rowMates(c.sentence, n, g, m) || e.rowMatesAhead(c.sentence, n, g, m) {
		return true // what two do together, or is between two, is not of another pair
	}
	if c.verb >= 0 && shared[c.terms[c.verb].stem] {
		if doer := e.doer(c); doer != nil && doer.first == n.first {
			return false
		}
	}
	if isPlace(n) && isPlace(m) && sameGovernor(c.sentence, n, g, m) && !anyOf(c.sentence) && (len(c.times()) > 0 || len(c.terms) > 2) {
		return true
	}
	if n.kind == glossary.Person && n.last < len(c.tokens) && sayVerbs[c.tokens[n.last].Stem] && len(quotedIn(c)) > 0 {
		return e.saysIn(m, g) // the very words, and another speaker
	}
	x, y := wordBefore(c.sentence, n), wordBefore(g, m)
	if x == "and" && y == "and" {
		return e.rowMates(c.sentence, n, g, m)
	}
	if x != "" && n.kind != glossary.Person {
		if x == y && x != "and" && x != "with" && besideSame(c.sentence, n.first, g, m.first) {
			return x != "in" && x != "at" || !anyOf(c.sentence)
		}
	}
	if n.kind == glossary.City && m.kind == glossary.City && c.verb >= 0 && sitedAt(c.sentence, n) && sitedAt(g, m) && e.told(c, &c.terms[c.verb]) >= strictly {
		return !anyOf(c.sentence)
	}
	if n.last < len(c.tokens) && m.last < len(g.tokens) && (describesOnly(c.sentence, n) || owns(c.sentence, n)) {
		return c.tokens[n.last].Stem == g.tokens[m.last].Stem
	}
	if x == "by" {
		return y == "by" && besideSame(c.sentence, n.first, g, m.first)
	}
	return false
}

// sameGovernor reports that the word on which two names depend is the same: the
// visit in "will visit Berlin" and "his visit to Moscow".
func sameGovernor(a *sentence, n *name, b *sentence, m *name) bool {
	x, y := fullWord(a, n.first, -1), fullWord(b, m.first, -1)
	return x >= n.first-2 && y >= m.first-2 && x >= 0 && y >= 0 && a.tokens[x].Stem == b.tokens[y].Stem
}

// quotedIn returns what stands in quotation marks in a claim.
func quotedIn(c *claim) []string {
	var out []string
	w := corpus.Written(c.written)
	for i := range w.Sentences {
		for _, q := range w.Sentences[i].Quotes {
			if quoted := w.Text(q); len(text.Words(quoted)) > 1 {
				out = append(out, quoted)
			}
		}
	}
	return out
}

// saysIn reports that the article gives g, or words in it, to m.
func (e *Engine) saysIn(m *name, g *sentence) bool {
	return e.speakerIs(m, g) || m.first < 8 && !slices.ContainsFunc(outermost(g), func(o *name) bool { return o.kind == glossary.Person && o.first < m.first })
}

// wordBefore returns the word before a name, an article left aside; "" when there
// is none.
func wordBefore(s *sentence, n *name) string {
	for i := n.first - 1; i >= max(0, n.first-2); i-- {
		if w := s.tokens[i].Fold; w != "the" && w != "a" {
			return w
		}
	}
	return ""
}

// rowMates reports that the name before "and n" is the one before "and m".
func (e *Engine) rowMates(s *sentence, n *name, o *sentence, m *name) bool {
	for _, a := range outermost(s) {
		for _, b := range outermost(o) {
			if a.last < n.first && b.last < m.first && inRow(s, a.last, n.first) && inRow(o, b.last, m.first) && e.isSame(a, b) {
				return true
			}
		}
	}
	return false
}

// rowMatesAhead reports that n opens a pair behind "between", and m one with the
// same second name.
func (e *Engine) rowMatesAhead(s *sentence, n *name, o *sentence, m *name) bool {
	if wordBefore(s, n) != "between" {
		return false
	}
	for _, a := range outermost(s) {
		for _, b := range outermost(o) {
			if a.first >= n.last && b.first >= m.last && inRow(s, n.last, a.first) && inRow(o, m.last, b.first) && e.isSame(a, b) {
				return true
			}
		}
	}
	return false
}

// sitedAt reports that something takes place where a name says: "in Astana", "in
// the capital of Astana".
func sitedAt(s *sentence, n *name) bool {
	switch s.tokens[max(0, n.first-1)].Fold {
	case "in", "at":
		return true
	case "of":
		return n.first > 1 && !s.tokens[n.first-2].Stop
	}
	return false
}

// anyOf reports that a sentence is of some of a sort, "air strikes killed": there
// may be others elsewhere.
func anyOf(s *sentence) bool {
	for i, t := range s.tokens {
		if t.Stop || slices.ContainsFunc(s.names, func(n name) bool { return n.first <= i && i < n.last }) || sureness[t.Fold] != 0 {
			return false
		}
		if i+1 < len(s.tokens) && s.tokens[i+1].Stop || i >= 2 || strings.HasSuffix(t.Fold, "s") {
			return strings.HasSuffix(t.Fold, "s")
		}
	}
	return false
}

// alsoNames reports that s names what m names.
func (e *Engine) alsoNames(s *sentence, m *name) bool {
	return slices.ContainsFunc(s.names, func(n name) bool { return !n.inner && n.via != glossary.ByTitle && e.sameName(m, &n) >= bySurname })
}

// sameSortOf reports that a name can stand where another one does.
func sameSortOf(a, b *name) bool {
	if a.kind == glossary.Person || b.kind == glossary.Person {
		return a.kind == b.kind && (a.via == glossary.ByTitle) == (b.via == glossary.ByTitle)
	}
	return b.kind != glossary.Event && b.kind != glossary.Outlet
}

// inForm returns the name m of g in the form in which n stands in s: as a noun,
// as an adjective, or with its "'s".
func (e *Engine) inForm(s *sentence, n *name, g *sentence, m *name) string {
	out := bare(g, m)
	if m.entry != nil {
		switch adjective := n.via == glossary.ByAdjective; {
		case adjective && m.via != glossary.ByAdjective && len(m.entry.Adjectives) > 0:
			out = m.entry.Adjectives[0]
		case !adjective && m.via == glossary.ByAdjective:
			out = m.entry.Name
		}
	}
	if owns(s, n) && strings.HasSuffix(raw(s, n.first, n.last), "s") && !strings.HasSuffix(out, "s") {
		out += "'s"
	}
	return out
}

// bare returns a name as written, without its "'s".
func bare(s *sentence, n *name) string {
	out := raw(s, n.first, n.last)
	for _, end := range []string{"'s", "’s"} {
		out = strings.TrimSuffix(out, end)
	}
	return out
}

// exchanged exchanges two who are named in c.
func (e *Engine) exchanged(c *claim, g *sentence) []variant {
	if c.verb < 0 || mutual[c.terms[c.verb].stem] {
		return nil
	}
	i, at := c.terms[c.verb].first, e.verbIn(c, g)
	if v, _ := e.match(&c.terms[c.verb], g); v < strictly || at < 0 {
		return nil
	}
	doer := e.doer(c)
	if doer == nil || undergone(c.sentence, i) != undergone(g, at) || undergone(g, at) && tokenAt(g.tokens, at+1) != "by" ||
		slices.ContainsFunc(c.tokens[doer.last:i], func(t text.Token) bool { return sayVerbs[t.Stem] || telling[t.Stem] }) ||
		!e.turned(c.sentence, i, g, at) && !e.turned(g, at, c.sentence, i) {
		return nil
	}
	var held []*name
	for _, n := range append(partiesIn(c.sentence), outermost(c.sentence)...) {
		if canAct(n) && n.kind != glossary.Event && (n.entry == nil && len(n.stems) == 0 && g.stems[n.fold] != nil || e.namesIt(n, g)) {
			held = append(held, n)
		}
	}
	slices.SortFunc(held, func(a, b *name) int { return a.first - b.first })
	var out []variant
	for i, a := range held {
		for _, b := range held[i+1:] {
			if a.first != doer.first || b.first < a.last || e.sameName(a, b) >= inCountry || inRow(c.sentence, a.last, b.first) {
				continue
			}
			x, y := e.inForm(c.sentence, b, c.sentence, a), e.inForm(c.sentence, a, c.sentence, b)
			text := c.text[:c.tokens[a.first].Start] + y + c.text[c.tokens[a.last-1].End:c.tokens[b.first].Start] + x + c.text[c.tokens[b.last-1].End:]
			out = append(out, variant{text, clashSwapped, "", ""})
		}
	}
	return out
}

// mutual are the acts of two on each other, as stems.
var mutual = text.StemSet(`meet talk negotiate agree border fight cooperate coordinate discuss clash marry share differ disagree`)
