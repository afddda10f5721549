package corpus

// splitPassages groups the sentences of a into passages of about
// opts.PassageTokens words, each sharing about opts.PassageOverlap words with
// the one before. A passage reads on without a gap: removed text, and the start
// of the publisher's comment, end it.
func splitPassages(a *Article, opts Options) []Passage {
	counts := make([]int, len(a.Sentences))
	for i, s := range a.Sentences {
		counts[i] = wordCount(a.Text(s.Span))
	}
	var out []Passage
	removed := a.Removed
	for first := 0; first < len(counts); {
		for len(removed) > 0 && removed[0].End <= a.Sentences[first].Start {
			removed = removed[1:]
		}
		last := runEnd(a, first, removed)
		for _, r := range windows(counts[first:last], opts) {
			i, j := first+r.Start, first+r.End
			out = append(out, Passage{
				Article: a, Ordinal: len(out), First: i, Last: j,
				Span: Span{a.Sentences[i].Start, a.Sentences[j-1].End},
			})
		}
		first = last
	}
	return out
}

// runEnd returns the end of the run of sentences from first on that neither
// the first of the removals after it nor the publisher's comment interrupts.
func runEnd(a *Article, first int, removed []Removal) int {
	for i := first + 1; i < len(a.Sentences); i++ {
		gap := len(removed) > 0 && removed[0].Start < a.Sentences[i].Start
		if gap || (a.Sentences[i].Role == InComment) != (a.Sentences[i-1].Role == InComment) {
			return i
		}
	}
	return len(a.Sentences)
}

// windows cuts sentences of the given lengths into overlapping ranges.
func windows(counts []int, opts Options) []Span {
	var out []Span
	for first := 0; first < len(counts); {
		last, words := first+1, counts[first]
		for last < len(counts) && words < opts.PassageTokens && words+counts[last] <= opts.PassageTokens*5/4 {
			words += counts[last]
			last++
		}
		if fresh := sum(counts[last:min(len(counts), last+tailLook)]); last < len(counts) && len(counts)-last <= tailLook &&
			fresh < opts.PassageTokens/4 && words+fresh <= opts.PassageTokens*3/2 {
			last = len(counts) // too little would be left for a passage of its own
		}
		out = append(out, Span{first, last})
		if last == len(counts) {
			break
		}
		next, shared := last, 0
		for next-1 > first && shared+counts[next-1] <= opts.PassageOverlap*3/2 && shared < opts.PassageOverlap {
			next--
			shared += counts[next]
		}
		// A long sentence next to come stands alone, without its neighbours.
		if counts[last] > opts.PassageTokens || shared+counts[last] > opts.PassageTokens*5/4 {
			next = last
		}
		first = next
	}
	return out
}

// tailLook is how many sentences a tail that is merged backward may have.
const tailLook = 8

func sum(counts []int) int {
	n := 0
	for _, c := range counts {
		n += c
	}
	return n
}
