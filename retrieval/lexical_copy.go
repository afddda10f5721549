package retrieval

import (
	"maps"
	"slices"
)

// Clone returns an index with the same passages and weights. Changing either
// leaves the other as it is; they share the lists of words, so a copy costs a
// small part of building one anew.
func (l *Lexical) Clone() *Lexical {
	l.mu.RLock()
	defer l.mu.RUnlock()
	s := l.lexicalState
	s.docs = slices.Clone(s.docs)
	s.lead = slices.Clone(s.lead)
	s.length = slices.Clone(s.length)
	s.article = slices.Clone(s.article)
	s.byKey = maps.Clone(s.byKey)
	s.articles = maps.Clone(s.articles)
	s.size = slices.Clone(s.size)
	s.held = slices.Clone(s.held)
	s.terms = maps.Clone(s.terms)
	s.df = slices.Clone(s.df)
	s.postings = make([][]posting, len(l.postings))
	for i, list := range l.postings {
		s.postings[i] = slices.Clip(list) // adding to it makes a list of its own
	}
	return &Lexical{cfg: l.cfg, lexicalState: s}
}
