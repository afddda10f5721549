package answer

import (
	"cmp"
	"hash/maphash"
	"slices"
	"strconv"

	"rapporteur/chronology"
	"rapporteur/corpus"
	"rapporteur/text"
)

// account is an event as one article tells it.
type account struct {
	*chronology.Event
	article *corpus.Article
}

// happening is an event with all that tell of it, in the words of the one that
// is embedded.
type happening struct {
	account
	told   []account
	words  eventWords
	claims claims
	print  uint64            // see chronicled
	copied []*corpus.Article // articles that only print what others do
}

func newHappening(a *corpus.Article, ev *chronicled) *happening {
	t := account{&ev.Event, a}
	return &happening{account: t, told: []account{t}, words: ev.words, claims: ev.claims, print: ev.print}
}

// seedOfWords hashes the words of events, which are compared within a process only.
var seedOfWords = maphash.MakeSeed()

// eventWords are hashes of the stems of the words that tell what happened, each
// once and in order. Dates, figures and words of saying are none of them.
type eventWords struct {
	all   []uint64
	plain []uint64 // those of all that are no names
}

// wordsOfEvent reads the words of a telling.
func wordsOfEvent(tokens []text.Token) eventWords {
	var w eventWords
	for i, t := range tokens {
		if t.Stop || t.Fold[0] <= '9' || calendar[t.Fold] || sayVerbs[t.Stem] || timeWords[t.Fold] {
			continue
		}
		h := hashOfStem(t.Stem)
		w.all = append(w.all, h)
		if i > 0 && !t.Capital {
			w.plain = append(w.plain, h)
		}
	}
	slices.Sort(w.all)
	slices.Sort(w.plain)
	w.all, w.plain = slices.Compact(w.all), slices.Compact(w.plain)
	return w
}

func hashOfStem(stem string) uint64 { return maphash.String(seedOfWords, stem) }

// holds reports that a stem is among the words.
func (w eventWords) holds(stem string) bool {
	_, ok := slices.BinarySearch(w.all, hashOfStem(stem))
	return ok
}

// weight says how much an event matters when not all can be shown: what several
// tell of, and what an article is about, comes before what somebody said.
func (h *happening) weight() int {
	articles := map[*corpus.Article]bool{}
	for _, t := range h.told {
		articles[t.article] = true
	}
	w := 3*len(articles) + min(len(h.Actors), 3) + h.When.From.Precision()
	if h.Leading {
		w += 4
	}
	if h.Saying {
		w -= 2
	}
	return w
}

// maxCited bounds the sentences that one event is cited with.
const maxCited = 6

// cited returns the tellings that are cited: the one whose words are shown, and
// the others in the order of their articles.
func (h *happening) cited() []account {
	out := []account{h.account}
	for _, t := range h.told {
		if t.Event != h.Event && len(out) < maxCited {
			out = append(out, t)
		}
	}
	return out
}

// reported returns the date of the first article that tells of it.
func (h *happening) reported() corpus.Date {
	first := h.article.Published
	for _, t := range h.told {
		if t.article.Published.Compare(first) < 0 {
			first = t.article.Published
		}
	}
	return first
}

// before orders by time: by the first day, what is known less precisely first,
// then by who reported first.
func (h *happening) before(o *happening) int {
	return cmp.Or(
		h.When.From.First().Compare(o.When.From.First()),
		cmp.Compare(h.When.From.Precision(), o.When.From.Precision()),
		h.When.To.Compare(o.When.To),
		h.article.Published.Compare(o.article.Published),
		cmp.Compare(h.article.ID, o.article.ID),
		cmp.Compare(h.Sentence, o.Sentence),
		cmp.Compare(h.Span.Start, o.Span.Start),
	)
}

// maxCompared bounds how many events of one time each is held against.
const maxCompared = 60

// mergeEvents makes one of events that are the same: of one time, and told in
// much the same words.
func (e *Engine) mergeEvents(all []*happening) []*happening {
	at := map[string][]*happening{}
	var out []*happening
	for _, h := range all {
		if same := e.findSameEvent(h, at[h.When.From.String()]); same != nil {
			same.take(h)
			continue
		}
		key := h.When.From.String()
		at[key] = append(at[key], h)
		out = append(out, h)
	}
	return dropRoughEvents(out)
}

func (e *Engine) findSameEvent(h *happening, others []*happening) *happening {
	for _, o := range others[max(0, len(others)-maxCompared):] {
		if o.When == h.When && o.Planned == h.Planned && e.sameEvent(o, h) {
			return o
		}
	}
	return nil
}

// sameEvent reports that two events of one time are told in much the same words,
// and not by their names alone: an agency is named in news of all sorts.
func (e *Engine) sameEvent(a, b *happening) bool {
	if a.article == b.article && a.Sentence == b.Sentence {
		return a.Span == b.Span
	}
	shared := sharedStems(a.words.all, b.words.all)
	least, most := len(a.words.all), len(b.words.all)
	if least > most {
		least, most = most, least
	}
	if shared < 3 || sharedStems(a.words.plain, b.words.plain) == 0 {
		return false
	}
	alike := 2*shared >= least && 3*shared >= most
	if a.Planned && a.Deed != "" && a.Deed == b.Deed || a.Leading && b.Leading && a.article != b.article {
		alike = alike || shared >= 4 && 3*shared >= least
	}
	return alike && !e.atOdds(a, b)
}

// atOdds reports that two tellings cannot be of one event, whatever words they
// share: one of them is denied, they count otherwise, something else is done, it
// is done elsewhere, or others do it.
func (e *Engine) atOdds(a, b *happening) bool {
	x, y := &a.claims, &b.claims
	switch {
	case x.denied != y.denied || countOtherwise(x.counted, y.counted, a.article == b.article):
		return true
	case len(a.Actors) > 0 && len(b.Actors) > 0 && !shares(a.Actors, b.Actors):
		return true
	case len(a.Places) > 0 && len(b.Places) > 0 && !shares(a.Places, b.Places) && !(a.Leading && b.Leading && a.Deed != "" && a.Deed == b.Deed):
		return true // but for the news of a day, which one puts in a city and another in its country
	}
	return otherDoers(a, b) || !e.sameDeed(a, b)
}

// countOtherwise reports that two tellings differ in their numbers. Two articles
// may each count something else of one event; within one, figures that differ
// are of two.
func countOtherwise(a, b []string, within bool) bool {
	if len(a) == 0 || len(b) == 0 {
		return false
	}
	if !within {
		return !shares(a, b)
	}
	if len(a) > len(b) {
		a, b = b, a
	}
	return slices.ContainsFunc(a, func(s string) bool { return !slices.Contains(b, s) })
}

// otherDoers reports that each telling has somebody do it whom the other does not
// know.
func otherDoers(a, b *happening) bool {
	strange := func(doers []string, w eventWords) bool {
		return len(doers) > 0 && !slices.ContainsFunc(doers, func(d string) bool { return w.holds(text.Stem(d)) })
	}
	return strange(a.Doers, b.words) && strange(b.Doers, a.words)
}

// sameDeed reports that two tellings may tell of one deed: the verb of one is in
// the other, or means the same as its verb. What is told by a noun, or as a
// saying, has none.
func (e *Engine) sameDeed(a, b *happening) bool {
	if a.Deed == "" || b.Deed == "" || a.Saying || b.Saying || a.words.holds(b.Deed) || b.words.holds(a.Deed) {
		return true
	}
	mine := e.analyst.concepts(text.Tokens(a.Deed))
	for concept := range e.analyst.concepts(text.Tokens(b.Deed)) {
		if _, ok := mine[concept]; ok {
			return true
		}
	}
	return false
}

// claims is what an account denies and counts.
type claims struct {
	denied  bool
	counted []string
}

func denying(tokens []text.Token) bool {
	return slices.ContainsFunc(tokens, func(t text.Token) bool { return negators[t.Fold] || refusals[t.Stem] })
}

// counted returns the numbers in a text but those of dates.
func counted(tokens []text.Token) []string {
	var out []string
	for i, t := range tokens {
		if i > 0 && calendar[tokens[i-1].Fold] || i+1 < len(tokens) && calendar[tokens[i+1].Fold] {
			continue
		}
		if i > 0 && magnitudes[t.Fold] && tokens[i-1].Fold[0] <= '9' {
			continue // the figure before it counts: "1.36 million"
		}
		if n, ok := text.Number(t.Fold); ok && (n < 1900 || n > 2100) {
			out = append(out, strconv.FormatFloat(n, 'f', -1, 64))
		}
	}
	return out
}

var magnitudes = wordsOf(`hundred thousand million billion trillion`)

func shares(a, b []string) bool {
	return slices.ContainsFunc(a, func(s string) bool { return slices.Contains(b, s) })
}

// sharedStems counts what two ordered lists share.
func sharedStems(a, b []uint64) int {
	n := 0
	for i, k := 0, 0; i < len(a) && k < len(b); {
		switch cmp.Compare(a[i], b[k]) {
		case -1:
			i++
		case 1:
			k++
		default:
			n, i, k = n+1, i+1, k+1
		}
	}
	return n
}

// take adds what tells of the same event, and keeps the better words.
func (h *happening) take(o *happening) {
	h.told, h.copied = append(h.told, o.told...), append(h.copied, o.copied...)
	if h.rank() < o.rank() {
		h.account, h.words, h.claims = o.account, o.words, o.claims
	}
}

// rank orders the tellings of one event: a written date before a counted one,
// a sentence that says what happened before one that says who said so.
func (h *happening) rank() int {
	r := 0
	if h.Basis == chronology.Stated {
		r += 2
	}
	if h.Leading {
		r += 3
	}
	if h.Saying {
		r--
	}
	if h.Rough {
		r -= 2
	}
	return r
}

// dropRoughEvents merges events whose time is only roughly known with what the same
// article dates exactly within a few days.
func dropRoughEvents(all []*happening) []*happening {
	exact := map[*corpus.Article][]*happening{}
	for _, h := range all {
		if !h.Rough {
			exact[h.article] = append(exact[h.article], h)
		}
	}
	var out []*happening
next:
	for _, h := range all {
		if h.Rough && h.When.From.Day != 0 {
			for _, o := range exact[h.article] {
				days := h.When.From.First().Sub(o.When.From.First()).Hours() / 24
				if o.When.From.Day != 0 && days >= -5 && days <= 5 && o.Planned == h.Planned && sharedStems(o.words.all, h.words.all) >= 3 {
					o.told, o.copied = append(o.told, h.told...), append(o.copied, h.copied...)
					continue next
				}
			}
		}
		out = append(out, h)
	}
	return out
}
