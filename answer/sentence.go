package answer

import (
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"rapporteur/corpus"
	"rapporteur/glossary"
	"rapporteur/prompts"
	"rapporteur/text"
)

// sentence is one sentence of an article, analysed for matching.
type sentence struct {
	article *corpus.Article
	index   int // in article.Sentences
	src     *corpus.Sentence
	text    string
	tokens  []text.Token
	words   []int32 // handle of each token in the word vectors, 0 unknown
	stems   map[string][]int
	names   []name
	concept map[string][]int     // concept id → first token
	dates   []corpus.DateMention // see times
	dated   sync.Once            // guards dates
	said    []attribution
	orders  bool      // see instructs
	ordered sync.Once // guards orders
	alone   stance    // see stands
	stood   sync.Once // guards alone
}

// instructs reports that s tells the reader of a prompt what to do.
func (s *sentence) instructs() bool {
	s.ordered.Do(func() { s.orders = prompts.Instructs(s.text) })
	return s.orders
}

// tokenFrom returns the first token that starts at or after a byte of s, -1
// when there is none.
func (s *sentence) tokenFrom(offset int) int {
	return slices.IndexFunc(s.tokens, func(t text.Token) bool { return t.Start >= offset })
}

// times returns the dates that s names, resolved against its article's. Few
// questions ask for them, and finding them costs as much as the rest.
func (s *sentence) times() []corpus.DateMention {
	s.dated.Do(func() {
		var published corpus.Date
		if s.article != nil {
			published = s.article.Published
		}
		s.dates = corpus.FindDates(s.text, published)
	})
	return s.dates
}

// name is a name found in a text.
type name struct {
	entry       *glossary.Entry // nil when the glossary does not know it
	fold        string          // folded words as written
	first, last int             // tokens [first, last)
	via         glossary.Via
	kind        glossary.Kind
	inner       bool   // part of a longer name: Russia in "Russian foreign minister"
	role        string // stem of the office in which a country or body is to speak: "king"
	setting     bool   // it only says which articles are meant: Vienna in "the Vienna article"

	// Of names that are looked for, not of those found in articles:
	stems    []string                 // of its words
	concepts []string                 // of its last word
	within   map[*corpus.Article]bool // whether an article holds it in full; see name.heldBy
}

// heldBy reports that a holds the name in full. The name keeps what was found:
// every sentence of an article asks the same.
func (n *name) heldBy(a *corpus.Article) bool {
	held, known := n.within[a]
	if !known {
		if n.within == nil {
			n.within = map[*corpus.Article]bool{}
		}
		held = strings.Contains(text.Fold(a.Body), n.fold)
		n.within[a] = held
	}
	return held
}

// prepare makes names ready to be looked for in many sentences.
func (an *analyst) prepare(names []name) {
	for i := range names {
		tokens := text.Tokens(names[i].fold)
		names[i].stems = make([]string, len(tokens))
		for k, t := range tokens {
			names[i].stems[k] = t.Stem
		}
		if len(tokens) == 0 {
			continue
		}
		for _, f := range an.lexicon.Find("en", tokens[len(tokens)-1:]) {
			for _, c := range f.Concepts {
				names[i].concepts = append(names[i].concepts, c.ID)
			}
		}
	}
}

// id identifies what is named: the glossary's id, or the folded words.
func (n name) id() string {
	if n.entry != nil {
		return n.entry.ID
	}
	return n.fold
}

// attribution is who says (part of) a sentence.
type attribution struct {
	fold  string
	names []name
	scope corpus.Span
	verb  string
}

// analyst analyses sentences and keeps what it analysed last.
type analyst struct {
	glossary *glossary.Glossary
	lexicon  *glossary.Lexicon
	words    Words

	mu    sync.Mutex // guards old and young
	young map[sentenceKey]*sentence
	old   map[sentenceKey]*sentence
}

type sentenceKey struct {
	article *corpus.Article
	index   int
}

// cachedSentences bounds each generation of the cache: two generations of
// analysed sentences take some 60 MB.
const cachedSentences = 8192

// sentence returns the analysed sentence i of a, or its setting for headerIndex.
func (an *analyst) sentence(a *corpus.Article, i int) *sentence {
	key := sentenceKey{a, i}
	an.mu.Lock()
	s := an.young[key]
	if s == nil {
		if s = an.old[key]; s != nil {
			an.keep(key, s)
		}
	}
	an.mu.Unlock()
	if s != nil {
		return s
	}
	s = an.analyse(a, i)
	an.mu.Lock()
	defer an.mu.Unlock()
	if first := an.young[key]; first != nil { // another question was quicker
		return first
	}
	an.keep(key, s)
	return s
}

// readAhead analyses sentences, and those that are read with them, on all
// processors: with a question that nobody asked before this is most of the work.
func (an *analyst) readAhead(order []sentenceKey) {
	const few = 16 // not worth a worker
	workers := min(runtime.GOMAXPROCS(0), len(order)/few)
	if workers < 2 {
		return
	}
	var next atomic.Int64
	var wg sync.WaitGroup
	for range workers {
		wg.Go(func() {
			for n := int(next.Add(1)) - 1; n < len(order); n = int(next.Add(1)) - 1 {
				at := order[n]
				for i := max(0, at.index-2); i <= min(at.index+1, len(at.article.Sentences)-1); i++ {
					an.sentence(at.article, i)
				}
			}
		})
	}
	wg.Wait()
}

// keep stores s in the young generation; an.mu is held.
func (an *analyst) keep(key sentenceKey, s *sentence) {
	if an.young == nil || len(an.young) >= cachedSentences {
		an.old, an.young = an.young, make(map[sentenceKey]*sentence)
	}
	an.young[key] = s
}

// headerIndex stands for the setting of an article among its sentences.
const headerIndex = -1

func (an *analyst) analyse(a *corpus.Article, i int) *sentence {
	if i == headerIndex {
		s := an.text(setting(a))
		s.article = a
		return s
	}
	src := &a.Sentences[i]
	s := an.text(a.Text(src.Span))
	s.article, s.index, s.src = a, i, src
	for _, at := range src.Attributions {
		tokens := text.Tokens(at.Speaker)
		s.said = append(s.said, attribution{
			fold: text.Fold(at.Speaker), names: an.names(at.Speaker, tokens), scope: at.Scope, verb: at.Verb,
		})
	}
	return s
}

func (an *analyst) concepts(tokens []text.Token) map[string][]int {
	out := map[string][]int{}
	for _, f := range an.lexicon.Find("en", tokens) {
		for _, c := range f.Concepts {
			out[c.ID] = append(out[c.ID], f.First)
		}
	}
	return out
}

// names returns the names in a text: those of the glossary, and runs of
// capitalised words between them.
func (an *analyst) names(s string, tokens []text.Token) []name {
	var out []name
	covered := make([]bool, len(tokens))
	for _, m := range an.glossary.Find(s, tokens) {
		out = append(out, name{
			entry: m.Entry, first: m.First, last: m.Last, via: m.Via, kind: m.Entry.Kind,
			fold: foldTokens(tokens[m.First:m.Last]),
		})
		for k := m.First; k < m.Last; k++ {
			covered[k] = true
		}
		if m.Via == glossary.ByTitle || m.Last-m.First > 1 && m.Entry.Kind != glossary.Person && m.Entry.Kind != glossary.Outlet {
			out = append(out, an.within(s, tokens, m)...)
		}
	}
	for i := 0; i < len(tokens); {
		if covered[i] || !nameLike(tokens, i) {
			i++
			continue
		}
		j := i + 1
		for j < len(tokens) && !covered[j] && (nameLike(tokens, j) && adjacent(s, tokens, j) || joins(tokens, covered, i, j)) {
			j++
		}
		if k := surnameAfter(out, i, j); k >= 0 && i > 0 {
			if !mayBeCalled(out[k].entry, tokens[i].Fold) {
				// George Kerry is not the Kerry whom the glossary knows.
				out[k] = name{fold: foldTokens(tokens[i:out[k].last]), first: i, last: out[k].last, kind: glossary.Person}
			}
		} else if i > 0 || j > i+1 {
			n := name{fold: foldTokens(tokens[i:j]), first: i, last: j}
			switch {
			case bodyWords.any(tokens[i:j]):
				n.kind = glossary.Body
			case j-i >= 2 && j-i <= 4:
				n.kind = glossary.Person
			}
			out = append(out, n)
		}
		i = j
	}
	return out
}

// joins reports that token j is the "of" inside the name of a body that starts
// at token i: the Union of Rail Workers.
func joins(tokens []text.Token, covered []bool, i, j int) bool {
	return tokens[j].Fold == "of" && bodyWords[tokens[i].Fold] && j+1 < len(tokens) && !covered[j+1] && nameLike(tokens, j+1)
}

// surnameAfter returns which of the known names is a person's that tokens
// [i, j), an unfamiliar first name, stand right before; -1 when none is.
func surnameAfter(known []name, i, j int) int {
	for k, n := range known {
		if j-i == 1 && n.entry != nil && n.kind == glossary.Person && n.via == glossary.ByName && n.first >= j && n.first <= j+1 {
			return k
		}
	}
	return -1
}

// mayBeCalled reports that a first name may be a person's: it begins like one
// of those that the glossary gives, for spellings differ.
func mayBeCalled(e *glossary.Entry, first string) bool {
	for _, s := range append([]string{e.Name}, e.Spellings...) {
		if w := text.Words(s); len(w) > 1 && w[0][0] == first[0] {
			return true
		}
	}
	return false
}

// within returns the names inside a longer one: Russia in "Russian foreign
// minister", Syria in "Syrian Army".
func (an *analyst) within(s string, tokens []text.Token, title glossary.Mention) []name {
	var out []name
	for i := title.First; i < title.Last; i++ {
		for n := min(3, title.Last-i, title.Last-title.First-1); n >= 1; n-- {
			m := an.glossary.Find(s, tokens[i:i+n])
			if len(m) != 1 || m[0].First != 0 || m[0].Last != n || m[0].Via == glossary.ByTitle {
				continue
			}
			out = append(out, name{
				entry: m[0].Entry, first: i, last: i + n, via: m[0].Via, kind: m[0].Entry.Kind,
				fold: foldTokens(tokens[i : i+n]), inner: true,
			})
			i += n - 1
			break
		}
	}
	return out
}

func nameLike(tokens []text.Token, i int) bool {
	t := tokens[i]
	return t.Capital && !t.Stop && !calendar[t.Fold] && !titleWords[t.Fold] && t.Fold[0] > '9'
}

// adjacent reports that only a space or a hyphen parts token j from the one before.
func adjacent(s string, tokens []text.Token, j int) bool {
	gap := s[tokens[j-1].End:tokens[j].Start]
	return gap == " " || gap == "-"
}

func foldTokens(tokens []text.Token) string {
	parts := make([]string, len(tokens))
	for i, t := range tokens {
		parts[i] = t.Fold
	}
	return strings.Join(parts, " ")
}

type wordSet map[string]bool

func wordsOf(s string) wordSet { return text.Set(s) }

func (ws wordSet) any(tokens []text.Token) bool {
	for _, t := range tokens {
		if ws[t.Fold] {
			return true
		}
	}
	return false
}

var (
	calendar = wordSet(text.Calendar())
	// bodyWords mark a run of capitals as an institution or a place.
	bodyWords = wordsOf(`ministry council university party house agency institute committee court union league bank group
		company corporation office department senate congress parliament army force forces front movement association
		organization organisation commission airport city street river sea gulf province state states united north south
		east west republic kingdom islands times post news journal tribune observatory committee international national
		foundation centre center airlines act law treaty agreement cup award awards prize games hotel school college hospital`)
	// titleWords stand before a name and are no part of it.
	titleWords = wordsOf(`president minister secretary prime foreign deputy ambassador envoy general colonel king queen prince
		princess chancellor senator governor mayor mr mrs ms dr sir chief director chairman spokesman spokeswoman pope
		judge professor sen rep gov gen col special comment`)
)
