package answer

import (
	"slices"
	"strings"

	"rapporteur/glossary"
	"rapporteur/text"
)

// otherRoles reports that c has it the other way round than what it cites: who
// is named before a verb there is named behind it here, or somebody else is
// its subject.
func (e *Engine) otherRoles(c *claim) string {
	for i := range c.terms {
		t := &c.terms[i]
		if !e.isVerbAt(c.sentence, t.first) {
			continue
		}
		for _, g := range c.given {
			at := g.stems[t.stem] // of another verb, the other side may be the subject
			if len(at) == 1 && e.isVerbAt(g, at[0]) && !relative(g, at[0]) && !relative(c.sentence, t.first) && (e.swapped(c, t.first, g, at[0]) || e.otherSubject(c, t.first, g, at[0])) {
				return dropRoles + ": " + t.word
			}
		}
	}
	return ""
}

// relative reports that the verb at token i has its object before it: "the
// group that Lavrov wants".
func relative(s *sentence, i int) bool {
	for k := i - 1; k >= max(0, i-5); k-- {
		switch s.tokens[k].Fold {
		case "which", "whom", "what":
			return true
		case "that":
			return k > 0 && !s.tokens[k-1].Stop && !sayVerbs[s.tokens[k-1].Stem]
		}
	}
	return false
}

// swapped reports that who acts and who is acted upon at token i of c are the
// other way round at token k of g.
func (e *Engine) swapped(c *claim, i int, g *sentence, k int) bool {
	a, b := e.sides(c.sentence, i, g)
	x, y := e.sides(g, k, c.sentence)
	if len(b) == 0 { // "leads Moscow's delegation" says nothing of who leads Moscow
		y = slices.DeleteFunc(slices.Clone(y), func(n *name) bool { return owns(g, n) })
	}
	for _, actor := range a {
		if e.oneOf(actor, y) && !e.oneOf(actor, x) && !e.oneOf(actor, b) && len(x) > 0 {
			return true
		}
	}
	for _, target := range b {
		if e.oneOf(target, x) && !e.oneOf(target, y) && !e.oneOf(target, a) && len(y)+len(a) > 0 {
			return true
		}
	}
	return false
}

// otherSubject reports that the last who is named before token i of c stands
// in g too, but not before the same verb, at token k, where somebody else does.
func (e *Engine) otherSubject(c *claim, i int, g *sentence, k int) bool {
	a, _ := e.sides(c.sentence, i, g)
	x, _ := e.sides(g, k, c.sentence)
	if len(a) == 0 || len(x) == 0 || passive(c.sentence, i) != passive(g, k) {
		return false
	}
	mine, theirs := a[len(a)-1], x[len(x)-1]
	if slices.ContainsFunc(g.names, func(n name) bool { return theirs.last <= n.first && n.last <= k && e.sameName(mine, &n) > 0 }) {
		return false // "Lavrentiev, Russia's envoy, leads": it is done in mine's name
	}
	return !e.oneOf(mine, x) && e.namesIt(mine, g) && !e.oneOf(theirs, a) && !e.partOf(mine, g, x)
}

// partOf reports that one of a list of names of g holds n: Turkey in "Turkish
// special forces".
func (e *Engine) partOf(n *name, g *sentence, list []*name) bool {
	return slices.ContainsFunc(g.names, func(m name) bool {
		return m.inner && e.sameName(n, &m) >= bySurname && slices.ContainsFunc(list, func(o *name) bool { return o.first <= m.first && m.last <= o.last })
	})
}

func (e *Engine) oneOf(n *name, list []*name) bool {
	for _, m := range list {
		if e.sameName(n, m) >= bySurname {
			return true
		}
	}
	return false
}

// sides returns who is named as doing and as suffering what the verb at token i
// says, in its clause. Whose or where something is does neither. other is the
// sentence that s is compared with.
func (e *Engine) sides(s *sentence, i int, other *sentence) (actors, targets []*name) {
	by := byAt(s, i)
	if n := opensWith(s, other); n != nil && i > 0 && !clauseParts(s, 0, i) {
		actors = append(actors, n)
	}
	named := append(partiesIn(s), outermost(s)...)
	slices.SortFunc(named, func(a, b *name) int { return a.first - b.first })
	aside := -1 // where the last name ends that is neither, for those in a row with it
	for _, n := range named {
		if aside >= 0 && inRow(s, aside, n.first) && n.first > aside {
			aside = n.last
			continue
		}
		if !canAct(n) || describesOnly(s, n) || owns(s, n) {
			continue
		}
		switch {
		case n.last <= i && !clauseParts(s, n.last-1, i) && !beside(s, n, governing):
			actors = append(actors, n)
		case n.first <= i || clauseParts(s, i, n.first):
		case by >= 0:
			if n.first > by && (len(targets) == 0 && n.first <= by+3 || len(targets) > 0 && inRow(s, targets[len(targets)-1].last, n.first)) {
				targets = append(targets, n)
			}
		case beside(s, n, placing) || isPlace(n) && beside(s, n, heading):
			aside = n.last
		case len(targets) > 0 && inRow(s, targets[len(targets)-1].last, n.first) || !andBetween(s, i+1, n.first):
			targets = append(targets, n)
		}
	}
	if len(actors) == 0 {
		actors = described(s, i)
	}
	if !passive(s, i) {
		return actors, targets
	}
	if by < 0 {
		return nil, actors
	}
	return targets, actors
}

// outermost returns the names of s that are not part of longer ones.
func outermost(s *sentence) []*name {
	var out []*name
	for i := range s.names {
		if !s.names[i].inner {
			out = append(out, &s.names[i])
		}
	}
	return out
}

// partiesIn returns the words of s that name a side without being a name: "the
// rebels", each by its stem.
func partiesIn(s *sentence) []*name {
	var out []*name
	for i, t := range s.tokens {
		if sidesOfWar[t.Fold] && !slices.ContainsFunc(s.names, func(n name) bool { return n.first <= i && i < n.last }) {
			out = append(out, &name{fold: t.Stem, stems: []string{t.Stem}, first: i, last: i + 1, kind: glossary.Group})
		}
	}
	return out
}

// sidesOfWar are the nouns for those who fight.
var sidesOfWar = wordsOf(`rebel rebels opposition government governments regime militant militants militia militias insurgent insurgents protester
	protesters police coalition`)

// opensWith returns the word that opens s as a name when other has it as one: by
// itself a capital at the start of a sentence tells nothing.
func opensWith(s, other *sentence) *name {
	if len(s.tokens) == 0 || slices.ContainsFunc(s.names, func(n name) bool { return n.first == 0 }) {
		return nil
	}
	w := s.tokens[0].Fold
	for i := range other.names {
		if n := &other.names[i]; n.entry == nil && (n.fold == w || hasWordSuffix(n.fold, w)) {
			return &name{fold: w, first: 0, last: 1, kind: n.kind}
		}
	}
	return nil
}

// described returns the subject of the verb at token i that an apposition parts
// from it: "Alloush, the head of the delegation, called".
func described(s *sentence, i int) []*name {
	if i < 2 || !strings.Contains(s.text[s.tokens[i-1].End:s.tokens[i].Start], ",") {
		return nil
	}
	var best *name
	for k := range s.names {
		n := &s.names[k]
		if n.inner || n.kind != glossary.Person || n.via != glossary.ByName || n.last >= i-1 {
			continue
		}
		if strings.HasPrefix(s.text[s.tokens[n.last-1].End:], ",") && (best == nil || n.first > best.first) {
			best = n
		}
	}
	if best == nil {
		return nil
	}
	return []*name{best}
}

// owns reports that a name is in the possessive: Russia in "Russia's campaign".
func owns(s *sentence, n *name) bool {
	raw := s.text[s.tokens[n.last-1].Start:s.tokens[n.last-1].End]
	return strings.HasSuffix(raw, "'s") || strings.HasSuffix(raw, "’s") ||
		strings.HasPrefix(s.text[s.tokens[n.last-1].End:], "'") || strings.HasPrefix(s.text[s.tokens[n.last-1].End:], "’")
}

// andBetween reports that more than a row parts tokens a and b, with an "and"
// in it: what follows may be about somebody else.
func andBetween(s *sentence, a, b int) bool {
	if b <= a || inRow(s, a, b) {
		return false
	}
	return slices.ContainsFunc(s.tokens[a:b], func(t text.Token) bool { return t.Fold == "and" })
}

func isPlace(n *name) bool {
	return n.kind == glossary.City || n.kind == glossary.Region || n.kind == glossary.Place || n.kind == glossary.Country
}

// heading says where somebody goes.
var heading = wordsOf(`to into towards`)

// describesOnly reports that a name is an adjective: the Russian in "Russian
// jets", not the Russians.
func describesOnly(s *sentence, n *name) bool {
	return n.via == glossary.ByAdjective && !strings.HasSuffix(s.tokens[n.last-1].Fold, "s")
}

// beside reports that one of the words stands right before a name, an article
// left aside.
func beside(s *sentence, n *name, words wordSet) bool {
	for i := n.first - 1; i >= max(0, n.first-2); i-- {
		if w := s.tokens[i].Fold; w != "the" && w != "and" {
			return words[w]
		}
	}
	return false
}

var (
	// placing says where, whose or with whom; governing also what is no subject.
	placing   = wordsOf(`in at of from near for about than between across with by`)
	governing = wordsOf(`in at of from near for about than between across with by on over into around to against under`)
)

// canAct reports that a name can be who does something or to whom it is done.
func canAct(n *name) bool {
	switch n.kind {
	case glossary.Event, glossary.Outlet:
		return false
	}
	return true
}

// passive reports that the verb at token i is said of whom it happens to: a
// form of "be" stands before it, or "by" behind it.
func passive(s *sentence, i int) bool {
	w := s.tokens[i].Fold
	if strings.HasSuffix(w, "ing") {
		return false
	}
	for k := i - 1; k >= max(0, i-3); k-- {
		if beForms[s.tokens[k].Fold] {
			return true
		}
		if !s.tokens[k].Stop && !strings.HasSuffix(s.tokens[k].Fold, "ly") {
			break
		}
	}
	return byAt(s, i) >= 0
}

// byAt returns the "by" closely behind token i, -1 when there is none.
func byAt(s *sentence, i int) int {
	for k := i + 1; k < len(s.tokens) && k <= i+3; k++ {
		if s.tokens[k].Fold == "by" {
			return k
		}
	}
	return -1
}

// isVerbAt guesses that token i of s is a verb with its subject before it, not
// a noun, an infinitive or a participle that describes something.
func (e *Engine) isVerbAt(s *sentence, i int) bool {
	w := s.tokens[i]
	if i == 0 || w.Capital || hyphened(s, i) {
		return false
	}
	for _, end := range []string{"tion", "sion", "ment", "ity", "ance", "ence", "ness"} {
		if strings.HasSuffix(w.Fold, end) {
			return false
		}
	}
	known := e.cfg.Lexicon.Find("en", s.tokens[i:i+1])
	for _, f := range known {
		if !slices.ContainsFunc(f.Concepts, func(c *glossary.Concept) bool { return c.Class == "verb" }) {
			return false
		}
	}
	before := s.tokens[i-1]
	switch {
	case strings.HasSuffix(w.Fold, "ing"):
		return beForms[before.Fold] || strings.HasSuffix(before.Fold, "ly") && i > 1 && beForms[s.tokens[i-2].Fold]
	case modals[before.Fold] || auxiliaries[before.Fold] || beForms[before.Fold] || subjects[before.Fold]:
		return true
	case before.Stop:
		return false
	}
	return strings.HasSuffix(w.Fold, "ed") || irregularPast[w.Fold] || before.Capital && len(known) > 0
}

var (
	beForms       = wordsOf(`be is are was were been being`)
	subjects      = wordsOf(`he she they it we who which`)
	modals        = wordsOf(`could can may might must should would will not`)
	irregularPast = wordsOf(`cut hit led met held told gave took began saw sent brought kept built won lost paid struck drew broke chose fought beat shot put
		left met fled drove overthrew withdrew overtook undertook oversaw rose fell threw grew knew became swore spoke`)
)

// clauseParts reports that another clause starts between tokens a and b.
func clauseParts(s *sentence, a, b int) bool {
	for k := a; k < b; k++ {
		if breaksClause(s, k) {
			return true
		}
	}
	return false
}

// otherPlace says that c has something happen in a place that a sentence cited
// does not name, or names only for its government or to tell which talks are
// meant, while it names another one as the place.
func (e *Engine) otherPlace(c *claim) string {
	for _, n := range outermost(c.sentence) {
		if n.kind != glossary.City && n.kind != glossary.Country || !sited(c.sentence, n) || addressed(c.sentence, n) {
			continue
		}
		if !slices.ContainsFunc(c.given, func(g *sentence) bool { return e.placeIn(c, n, g) }) {
			return dropName + ": " + c.text[c.tokens[n.first].Start:c.tokens[n.last-1].End]
		}
	}
	return ""
}

// placeIn reports that g, or the place of its article, bears out that something
// happens in n.
func (e *Engine) placeIn(c *claim, n *name, g *sentence) bool {
	there, named, other := false, false, false
	for _, m := range outermost(g) {
		if m.kind != glossary.City && m.kind != glossary.Country && m.kind != glossary.Region && m.kind != glossary.Place {
			named = named || m.entry == n.entry && n.entry != nil
			continue
		}
		same := m.entry == n.entry || m.entry != nil && n.entry != nil && m.entry.In == n.entry.ID
		switch {
		case same && (locates(g, m) || owns(g, m) || describesOnly(g, m)):
			there = true
		case same:
			named = true
		case sited(g, m) && !e.namesIt(m, c.sentence):
			other = true
		}
	}
	v, _ := e.matchName(n, e.header(g.article))
	return there || named && !other || !other && v >= inCountry || e.impliedIn(n, g) || e.speakerIs(n, g)
}

// sited reports that something is said to be, or to go, where a name says.
func sited(s *sentence, n *name) bool {
	return n.first > 0 && (s.tokens[n.first-1].Fold == "in" || s.tokens[n.first-1].Fold == "at" || s.tokens[n.first-1].Fold == "to")
}

// addressed reports that "to" before a name means somebody and no place: "talk
// to Tehran".
func addressed(s *sentence, n *name) bool {
	return n.first > 1 && s.tokens[n.first-1].Fold == "to" && !going[s.tokens[n.first-2].Stem]
}

// going are the words before "to" and a place, as stems.
var going = text.StemSet(`visit trip travel fly flew go went come came return arrive send flight move bring`)

// otherOwner says which name of c stands before a noun where, in what it cites,
// another one does: "their Jordanian counterpart" for "their Saudi counterpart";
// or behind a noun and a preposition of place: "a visit to Geneva" for "a visit
// to Moscow".
func (e *Engine) otherOwner(c *claim) string {
	if c.language != "en" {
		return "" // words carried over one by one stand in another order
	}
	for _, n := range outermost(c.sentence) {
		ahead, behind := nounAhead(c.sentence, n.last), boundTo(c.sentence, n)
		same, other := false, false
		for _, g := range c.given {
			for _, m := range outermost(g) {
				if ahead != "" && nounAhead(g, m.last) == ahead || behind != "" && boundTo(g, m) == behind {
					equal := e.sameName(n, m) >= ofCountry || e.sameName(m, n) >= ofCountry
					same, other = same || equal, other || !equal
				}
			}
		}
		if other && !same {
			return dropName + ": " + c.text[c.tokens[n.first].Start:c.tokens[n.last-1].End]
		}
	}
	return ""
}

// nounAhead returns the stem of the word at token i when it can be a noun that
// the name before it belongs to, "" otherwise.
func nounAhead(s *sentence, i int) string {
	if i == 0 || i >= len(s.tokens) || breaksClause(s, i-1) {
		return ""
	}
	t := s.tokens[i]
	if t.Stop || t.Capital || strings.HasSuffix(t.Fold, "ed") || sayVerbs[t.Stem] || auxiliaries[t.Fold] || modals[t.Fold] || irregularPast[t.Fold] || negators[t.Fold] ||
		strings.HasSuffix(t.Fold, "ing") || strings.HasSuffix(t.Fold, "ly") || strings.HasSuffix(t.Fold, "s") && !strings.HasSuffix(t.Fold, "ss") {
		return ""
	}
	return t.Stem
}

// boundTo returns the noun and the preposition of place before a name: "visit
// to"; "" when there is none.
func boundTo(s *sentence, n *name) string {
	if n.first < 2 || !locates(s, n) || !isPlace(n) {
		return ""
	}
	before, at := s.tokens[n.first-2], s.tokens[n.first-1].Fold
	if before.Stop || before.Capital || breaksClause(s, n.first-2) {
		return ""
	}
	return before.Stem + " " + at
}

// locates reports that a preposition of place stands before a name.
func locates(s *sentence, n *name) bool {
	if n.first == 0 {
		return false
	}
	switch s.tokens[n.first-1].Fold {
	case "in", "at", "of", "to", "from", "before", "after", "since", "until", "during":
		return true
	}
	return false
}
