package retrieval

import (
	"context"
	"slices"
	"strings"
	"sync"

	"rapporteur/text"
)

// Lexical is an inverted index that ranks by BM25 over word stems. It is a Leg
// kept in memory. Beside its own words, a passage is ranked by those of its
// header, by how near to each other the words of the query stand in it, by how
// well its article as a whole fits, and by whether it opens the article:
// passages whose keys agree up to the last "#" are of one article, and "#0" is
// its first.
//
// Scores are shares of the score of an ideal passage, so that 1 means about as
// good as a passage can be and a query of which only one common word is found
// scores near 0.
type Lexical struct {
	cfg LexicalConfig

	mu sync.RWMutex // guards all below
	lexicalState
}

// LexicalConfig holds the weights of a Lexical index; zero values are replaced
// by those measured to be good, negative ones stand for zero.
type LexicalConfig struct {
	K1, B   float64 // of BM25
	Header  float64 // how many times a word of the header counts
	Article float64 // weight of the article's score beside the passage's own
	Near    float64 // weight of query words that stand near each other
	Lead    float64 // raise of an article's first passage: news begins with the news
	Extra   float64 // weight of a word of Query.Extra against one of its text
	// Rank returns the place of a word in general language by frequency, 0 when
	// unknown. It tempers the corpus' own frequencies, which mean little in a
	// small corpus. May be nil.
	Rank func(word string) int
}

// lexicalState is the index proper. Documents are numbered in order of
// arrival, so those of an article lie together; removed ones leave a gap until
// the index is compacted.
type lexicalState struct {
	docs     []lexicalDoc
	lead     []bool    // by document: the first passage of its article
	length   []float32 // words by document; negative when it was removed
	article  []uint32  // by document
	byKey    map[string]uint32
	articles map[string]uint32
	size     []float32 // words by article
	held     []int32   // live documents by article
	filled   int       // articles that hold some
	terms    map[string]uint32
	postings [][]posting
	df       []int32 // live documents by term
	live     int
	words    float64 // in live documents
}

type lexicalDoc struct {
	key string   // "" when removed
	seq []uint32 // terms in order: the header's, endOfHeader, the text's
}

const endOfHeader = ^uint32(0)

// posting says how often a term occurs in a document.
type posting struct {
	doc          uint32
	text, header uint16
}

// NewLexical returns an empty index.
func NewLexical(cfg LexicalConfig) *Lexical {
	for _, w := range []struct {
		v   *float64
		def float64
	}{{&cfg.K1, 1.2}, {&cfg.B, 0.75}, {&cfg.Header, 1}, {&cfg.Article, 0.1}, {&cfg.Near, 0.3}, {&cfg.Lead, 0.2}, {&cfg.Extra, 0.4}} {
		if *w.v == 0 {
			*w.v = w.def
		}
		*w.v = max(*w.v, 0)
	}
	return &Lexical{cfg: cfg, lexicalState: newLexicalState()}
}

func newLexicalState() lexicalState {
	return lexicalState{byKey: map[string]uint32{}, articles: map[string]uint32{}, terms: map[string]uint32{}}
}

// Len returns the number of passages held.
func (l *Lexical) Len() int {
	l.mu.RLock()
	defer l.mu.RUnlock()
	return l.live
}

// Add indexes entries, replacing those whose keys it holds. Searches wait only
// while the analysed entries are linked in.
func (l *Lexical) Add(ctx context.Context, entries []Entry) error {
	analysed, err := reader{}.read(ctx, entries)
	if err != nil {
		return err
	}
	l.takeIn(analysed)
	return nil
}

func (l *Lexical) takeIn(analysed []analysedEntry) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, e := range analysed {
		l.remove(e.key)
		l.add(e)
	}
	l.compact()
}

// Remove forgets the passages with these keys; unknown keys are ignored.
func (l *Lexical) Remove(ctx context.Context, keys []string) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, key := range keys {
		l.remove(key)
	}
	l.compact()
	return nil
}

// carriesMeaning reports whether token t of s is worth indexing. An initialism
// in lower case ("u.s.") looks like a function word once folded.
func carriesMeaning(s string, t text.Token) bool {
	return !t.Stop || strings.Contains(s[t.Start:t.End], ".")
}

func (s *lexicalState) add(e analysedEntry) {
	d := lexicalDoc{key: e.key, seq: make([]uint32, 0, len(e.header)+1+len(e.text))}
	for _, w := range e.header {
		d.seq = append(d.seq, s.term(w))
	}
	d.seq = append(d.seq, endOfHeader)
	for _, w := range e.text {
		d.seq = append(d.seq, s.term(w))
	}
	s.link(d)
}

// link takes in a document whose terms are known.
func (s *lexicalState) link(d lexicalDoc) {
	doc := uint32(len(s.docs))
	header := slices.Index(d.seq, endOfHeader)
	for i, t := range d.seq {
		switch {
		case i < header:
			s.count(t, doc).header++
		case i > header:
			s.count(t, doc).text++
		}
	}
	length, article := float32(len(d.seq)-header-1), s.articleNumber(d.key)
	s.docs = append(s.docs, d)
	s.lead = append(s.lead, strings.HasSuffix(d.key, "#0"))
	s.length = append(s.length, length)
	s.article = append(s.article, article)
	s.byKey[d.key] = doc
	s.live++
	s.words += float64(length)
	s.size[article] += length
	if s.held[article]++; s.held[article] == 1 {
		s.filled++
	}
}

func (s *lexicalState) articleNumber(key string) uint32 {
	id := articleOf(key)
	if n := len(s.docs); n > 0 && articleOf(s.docs[n-1].key) == id { // passages come in order
		return s.article[n-1]
	}
	a, ok := s.articles[id]
	if !ok {
		a = uint32(len(s.size))
		s.articles[strings.Clone(id)] = a
		s.size = append(s.size, 0)
		s.held = append(s.held, 0)
	}
	return a
}

// articleOf returns the part of a passage's key that names its article.
func articleOf(key string) string {
	if i := strings.LastIndexByte(key, '#'); i >= 0 {
		return key[:i]
	}
	return key
}

func (s *lexicalState) term(word string) uint32 {
	t, ok := s.terms[word]
	if !ok {
		t = uint32(len(s.postings))
		s.terms[strings.Clone(word)] = t
		s.postings = append(s.postings, nil)
		s.df = append(s.df, 0)
	}
	return t
}

// count returns the posting of a term in the newest document.
func (s *lexicalState) count(term, doc uint32) *posting {
	list := s.postings[term]
	if n := len(list); n == 0 || list[n-1].doc != doc {
		s.postings[term] = append(list, posting{doc: doc})
		s.df[term]++
	}
	list = s.postings[term]
	return &list[len(list)-1]
}

func (s *lexicalState) remove(key string) {
	doc, ok := s.byKey[key]
	if !ok {
		return
	}
	delete(s.byKey, key)
	d := &s.docs[doc]
	seen := map[uint32]bool{endOfHeader: true}
	for _, t := range d.seq {
		if !seen[t] {
			seen[t] = true
			s.df[t]--
		}
	}
	s.live--
	s.words -= float64(s.length[doc])
	article := s.article[doc]
	s.size[article] -= s.length[doc]
	if s.held[article]--; s.held[article] == 0 {
		s.filled--
	}
	s.length[doc] = -1
	*d = lexicalDoc{}
}

// compact rebuilds the index without the gaps once they are a quarter of it.
func (s *lexicalState) compact() {
	if dead := len(s.docs) - s.live; dead < 64 || dead*4 < len(s.docs) {
		return
	}
	words := make([]string, len(s.postings))
	for w, t := range s.terms {
		words[t] = w
	}
	spell := func(seq []uint32) []string {
		out := make([]string, len(seq))
		for i, t := range seq {
			out[i] = words[t]
		}
		return out
	}
	fresh := newLexicalState()
	for _, d := range s.docs {
		if d.key == "" {
			continue
		}
		cut := 0
		for d.seq[cut] != endOfHeader {
			cut++
		}
		fresh.add(analysedEntry{key: d.key, header: spell(d.seq[:cut]), text: spell(d.seq[cut+1:])})
	}
	*s = fresh
}
