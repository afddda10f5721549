// Package near finds articles that are much the same text: wire copy that
// several publishers print, shortened or with a paragraph of their own.
//
// An article is reduced to fingerprints: hashes of runs of words, chosen by
// winnowing (Schleimer, Wilkerson, Aiken 2003) so that any run of span+window-1
// words which two articles share gives both of them a fingerprint in common,
// wherever it stands. Two articles are near when they share most of those of
// the shorter one. Standing text, as the lines with which an outlet ends each of
// its reports, makes none near: it is in many articles, or in articles of
// different months.
//
// A Set does not change; With makes another from it at the cost of what differs.
// Everything is safe for concurrent use.
package near

import (
	"cmp"
	"hash/fnv"
	"maps"
	"slices"

	"rapporteur/corpus"
	"rapporteur/text"
)

const (
	// span is how many words a fingerprint is of: chance hardly repeats so many.
	span = 8
	// window is of how many runs that follow each other one is chosen.
	window = 8
	// common is in how many articles a fingerprint may be before it says nothing.
	common = 64
	// standing is how far apart three or more articles are published that share a
	// fingerprint only because it stands in each of their kind, in days.
	standing = 31
	// Least is the share of the fingerprints of the shorter of two articles from
	// which on they are near.
	Least = 0.5
	// fewest is how many fingerprints they share at least: some three sentences.
	fewest = 6
)

// Set finds the articles near to one.
type Set struct {
	marks map[*corpus.Article][]uint64 // sorted, each once
	held  map[uint64][]*corpus.Article // by fingerprint, those that tell something
}

// New returns the set of the articles.
func New(articles []*corpus.Article) *Set { return (*Set)(nil).With(articles) }

// With returns the set of other articles; those that are in s are not read
// again.
func (s *Set) With(articles []*corpus.Article) *Set {
	out := &Set{marks: make(map[*corpus.Article][]uint64, len(articles)), held: map[uint64][]*corpus.Article{}}
	for _, a := range articles {
		var marks []uint64
		if s != nil {
			marks = s.marks[a]
		}
		if marks == nil {
			marks = Fingerprints(a)
		}
		out.marks[a] = marks
		for _, m := range marks {
			if len(out.held[m]) <= common {
				out.held[m] = append(out.held[m], a)
			}
		}
	}
	maps.DeleteFunc(out.held, func(_ uint64, in []*corpus.Article) bool { return isStanding(in) })
	return out
}

// isStanding reports that what is in these articles is no news of any of them.
func isStanding(in []*corpus.Article) bool {
	if len(in) > common {
		return true
	}
	if len(in) < 3 {
		return false
	}
	first, last := corpus.Coverage(in)
	return !first.IsZero() && last.First().Sub(first.Last()).Hours() > 24*standing
}

// Match is an article that is much the same as another.
type Match struct {
	Article *corpus.Article
	Share   float64 // of the fingerprints of the shorter one, Least to 1
}

// To returns the articles near to a, the nearest first, then in order of id,
// without a itself; a need not be in the set.
func (s *Set) To(a *corpus.Article) []Match {
	marks, held := s.marks[a]
	if !held {
		marks = Fingerprints(a)
	}
	shared := map[*corpus.Article]int{}
	telling := 0
	for _, m := range marks {
		others, tells := s.held[m]
		if tells || !held {
			telling++
		}
		for _, o := range others {
			shared[o]++
		}
	}
	var out []Match
	for o, n := range shared {
		if o == a || n < fewest {
			continue
		}
		if share := float64(n) / float64(max(1, min(telling, s.telling(o)))); share >= Least {
			out = append(out, Match{o, min(1, share)})
		}
	}
	slices.SortFunc(out, func(x, y Match) int {
		return cmp.Or(cmp.Compare(y.Share, x.Share), cmp.Compare(x.Article.ID, y.Article.ID))
	})
	return out
}

// telling counts the fingerprints of an article that are no standing text.
func (s *Set) telling(a *corpus.Article) int {
	n := 0
	for _, m := range s.marks[a] {
		if _, tells := s.held[m]; tells {
			n++
		}
	}
	return n
}

// Fingerprints returns those of the sentences of an article, sorted, each once.
func Fingerprints(a *corpus.Article) []uint64 {
	var runs []uint64
	var words []uint64
	for i := range a.Sentences {
		for _, w := range text.Words(a.Text(a.Sentences[i].Span)) {
			words = append(words, hash(w))
			if len(words) >= span {
				runs = append(runs, join(words[len(words)-span:]))
			}
		}
	}
	chosen := map[uint64]bool{}
	for at := range runs {
		if at+window > len(runs) && at > 0 {
			break
		}
		chosen[slices.Min(runs[at:min(at+window, len(runs))])] = true
	}
	return slices.Sorted(maps.Keys(chosen))
}

func hash(word string) uint64 {
	h := fnv.New64a()
	h.Write([]byte(word))
	return h.Sum64()
}

// join hashes a run of words in order.
func join(words []uint64) uint64 {
	h := uint64(14695981039346656037)
	for _, w := range words {
		h = (h ^ w) * 1099511628211
		h ^= h >> 29
	}
	return h
}
