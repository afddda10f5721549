package retrieval

import "rapporteur/packed"

// pack writes the words of the passages in order; the rest follows from them.
// That takes two runs of numbers, which are read many at a time.
func (l *Lexical) pack(w *packed.Writer) {
	l.mu.RLock()
	defer l.mu.RUnlock()
	words := make([]string, len(l.postings))
	for word, t := range l.terms {
		words[t] = word
	}
	packed.WriteList(w, words, func(s *string) { w.String(*s) })
	used := make([]uint32, len(l.df))
	for t, n := range l.df {
		used[t] = uint32(n)
	}
	w.Uint32s(used)
	live := make([]*lexicalDoc, 0, l.live)
	var terms []uint32
	for i := range l.docs {
		if d := &l.docs[i]; d.key != "" {
			live = append(live, d)
			terms = append(terms, d.seq...)
		}
	}
	packed.WriteList(w, live, func(d **lexicalDoc) {
		w.String((*d).key)
		w.Int(len((*d).seq))
	})
	for i := range terms {
		terms[i]++ // endOfHeader is 0
	}
	w.Uint32s(terms)
}

// readLexical reads what pack wrote; what it cannot read is a failure of the
// reader, and gives an empty index.
func readLexical(r *packed.Reader, cfg LexicalConfig) *Lexical {
	l := NewLexical(cfg)
	words := packed.ReadList(r, func(s *string) { *s = r.String() })
	used := r.Uint32s()
	lengths := []int{}
	docs := packed.ReadList(r, func(d *lexicalDoc) {
		d.key = r.String()
		lengths = append(lengths, r.Int())
	})
	terms := r.Uint32s()
	if r.Err() != nil || !l.take(words, used, docs, lengths, terms) {
		r.Fail()
		return NewLexical(cfg)
	}
	return l
}

// take fills an empty index, and reports whether all of it fits together.
func (s *lexicalState) take(words []string, used []uint32, docs []lexicalDoc, lengths []int, terms []uint32) bool {
	if len(used) != len(words) {
		return false
	}
	s.terms = make(map[string]uint32, len(words))
	for i, word := range words {
		s.terms[word] = uint32(i)
	}
	if len(s.terms) != len(words) || !s.reserve(used, len(docs), len(terms)) {
		return false
	}
	for i := range terms {
		terms[i]--
	}
	for i, d := range docs {
		n := lengths[i]
		if n < 0 || n > len(terms) {
			return false
		}
		d.seq, terms = terms[:n:n], terms[n:]
		if _, twice := s.byKey[d.key]; twice || !s.sound(&d) {
			return false
		}
		s.link(d)
	}
	for t, n := range used {
		if uint32(s.df[t]) != n {
			return false
		}
	}
	return len(terms) == 0
}

// sound reports that a document that was read is one: it has a key, one end of
// its header, and terms that there are.
func (s *lexicalState) sound(d *lexicalDoc) bool {
	ends, known := 0, uint32(len(s.postings))
	for _, t := range d.seq {
		if t >= known {
			if t != endOfHeader {
				return false
			}
			ends++
		}
	}
	return d.key != "" && ends == 1
}

// reserve makes room for so many documents, and for the postings of each term in
// as many as use it, of which there cannot be more than most together.
func (s *lexicalState) reserve(used []uint32, docs, most int) bool {
	total := 0
	for _, n := range used {
		if total += int(n); total > most {
			return false
		}
	}
	room := make([]posting, total)
	s.postings = make([][]posting, len(used))
	s.df = make([]int32, len(used))
	for t, n := range used {
		s.postings[t], room = room[:0:n], room[n:]
	}
	s.docs = make([]lexicalDoc, 0, docs)
	s.lead = make([]bool, 0, docs)
	s.length = make([]float32, 0, docs)
	s.article = make([]uint32, 0, docs)
	s.byKey = make(map[string]uint32, docs)
	return true
}
