package retrieval

// Len returns the number of passages indexed.
func (x *Index) Len() int { return x.lexical.Len() }

// DocFreq returns the number of passages that hold the stem (see text.Stem),
// in their own words or in their header.
func (x *Index) DocFreq(stem string) int { return x.lexical.docFreq(stem) }

func (l *Lexical) docFreq(stem string) int {
	l.mu.RLock()
	defer l.mu.RUnlock()
	if t, ok := l.terms[stem]; ok {
		return int(l.df[t])
	}
	return 0
}
