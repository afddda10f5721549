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
	told    []account
	words   []uint64 // see eventWords
	claimed *claims  // see claims; nil until asked for
}

func newHappening(a *corpus.Article, ev *chronicled) *happening {
	t := account{&ev.Event, a}
	return &happening{account: t, told: []account{t}, words: ev.words}
}

// seedOfWords hashes the words of events, which are compared within a process only.
var seedOfWords = maphash.MakeSeed()

// eventWords returns hashes of the stems of the words that tell what happened, each
// once and in order; dates and words of saying are none.
func eventWords(s string) []uint64 {
	var out []uint64
	for _, t := range text.Tokens(s) {
		if !t.Stop && !calendar[t.Fold] && !sayVerbs[t.Stem] && !timeWords[t.Fold] {
			out = append(out, maphash.String(seedOfWords, t.Stem))
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
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
		if same := findSameEvent(h, at[h.When.From.String()]); same != nil {
			same.take(h)
			continue
		}
		key := h.When.From.String()
		at[key] = append(at[key], h)
		out = append(out, h)
	}
	return dropRoughEvents(out)
}

func findSameEvent(h *happening, others []*happening) *happening {
	for _, o := range others[max(0, len(others)-maxCompared):] {
		if o.When == h.When && o.Planned == h.Planned && sameEvent(o, h) {
			return o
		}
	}
	return nil
}

// sameEvent reports that two events of one time are told in much the same words.
func sameEvent(a, b *happening) bool {
	shared := sharedStems(a, b)
	least := min(len(a.words), len(b.words))
	switch {
	case least == 0:
		return false
	case a.article == b.article && a.Sentence == b.Sentence:
		return a.Span == b.Span
	case shared >= 3 && 2*shared >= least:
		return !atOdds(a, b)
	}
	return shared >= 4 && 3*shared >= least && len(a.told) == 1 && (a.Planned || a.Leading && b.Leading) && !atOdds(a, b)
}

// atOdds reports that two tellings cannot be of one event, whatever words they
// share: one of them is denied, they count otherwise, or others do it.
func atOdds(a, b *happening) bool {
	x, y := a.claims(), b.claims()
	if x.denied != y.denied || len(x.counted) > 0 && len(y.counted) > 0 && !shares(x.counted, y.counted) {
		return true
	}
	return len(a.Actors) > 0 && len(b.Actors) > 0 && !shares(a.Actors, b.Actors)
}

// claims is what an account denies and counts.
type claims struct {
	denied  bool
	counted []string
}

// claims returns what the account of h denies and counts, which is read once.
func (h *happening) claims() *claims {
	if h.claimed == nil {
		tokens := text.Tokens(h.article.Text(h.Span))
		h.claimed = &claims{denying(tokens), counted(tokens)}
	}
	return h.claimed
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
		if n, ok := text.Number(t.Fold); ok && (n < 1900 || n > 2100) {
			out = append(out, strconv.FormatFloat(n, 'f', -1, 64))
		}
	}
	return out
}

func shares(a, b []string) bool {
	return slices.ContainsFunc(a, func(s string) bool { return slices.Contains(b, s) })
}

func sharedStems(a, b *happening) int {
	n := 0
	for i, k := 0, 0; i < len(a.words) && k < len(b.words); {
		switch cmp.Compare(a.words[i], b.words[k]) {
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
	h.told = append(h.told, o.told...)
	if h.rank() < o.rank() {
		h.account, h.words, h.claimed = o.account, o.words, o.claimed
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
				if o.When.From.Day != 0 && days >= -5 && days <= 5 && o.Planned == h.Planned && sharedStems(o, h) >= 3 {
					o.told = append(o.told, h.told...)
					continue next
				}
			}
		}
		out = append(out, h)
	}
	return out
}
