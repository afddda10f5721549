package main

import (
	"bufio"
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// synset is one meaning: the words that share it and what it is linked to.
type synset struct {
	lemmas   []string
	pointers []pointer
}

// pointer is a link of WordNet: "+" derivation, "@" the broader meaning, "&"
// a similar adjective, and others. from and to are 1-based positions among the
// lemmas of the two synsets, 0 for the whole synset.
type pointer struct {
	symbol   string
	target   synsetKey
	from, to int
}

type synsetKey struct {
	pos    byte
	offset int
}

// number maps a meaning to 16 bits. Two that meet there make siblings of words
// that are none, which lowers how related they seem; it is rare enough.
func (k synsetKey) number() int { return (k.offset*31 + int(k.pos)) % 65521 }

func (wn *wordNet) children(k synsetKey) int {
	n := 0
	for _, p := range wn.synsets[k].pointers {
		if p.symbol == "~" || p.symbol == "~i" {
			n++
		}
	}
	return n
}

// sense is one meaning of a lemma; tagged is how often it was met in
// WordNet's annotated texts, order its place among the senses of its part of
// speech.
type sense struct {
	key           synsetKey
	order, tagged int
}

type wordNet struct {
	synsets map[synsetKey]synset
	senses  map[string][]sense // by lemma, commonest first
}

var files = []struct {
	name string
	pos  byte
}{{"noun", 'n'}, {"verb", 'v'}, {"adj", 'a'}, {"adv", 'r'}}

// readWordNet reads the database files that wndb(5WN) describes.
func readWordNet(dir string) (*wordNet, error) {
	wn := &wordNet{synsets: map[synsetKey]synset{}, senses: map[string][]sense{}}
	for _, f := range files {
		if err := eachLine(filepath.Join(dir, "data."+f.name), func(line string) error {
			return wn.addSynset(f.pos, line)
		}); err != nil {
			return nil, err
		}
	}
	if err := eachLine(filepath.Join(dir, "index.sense"), wn.addSense); err != nil {
		return nil, err
	}
	for _, senses := range wn.senses {
		slices.SortStableFunc(senses, func(a, b sense) int {
			return cmp.Or(cmp.Compare(b.tagged, a.tagged), cmp.Compare(a.order, b.order))
		})
	}
	return wn, nil
}

func eachLine(path string, f func(string) error) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 1<<20)
	for n := 1; lines.Scan(); n++ {
		if strings.HasPrefix(lines.Text(), "  ") {
			continue // the licence stands before the data
		}
		if err := f(lines.Text()); err != nil {
			return fmt.Errorf("%s:%d: %w", path, n, err)
		}
	}
	return lines.Err()
}

// addSynset reads "offset lexfile pos count (lemma id)... count (symbol offset
// pos fromto)... | gloss"; the lemma count and from-to are hexadecimal.
func (wn *wordNet) addSynset(pos byte, line string) error {
	head, _, _ := strings.Cut(line, " | ")
	f := strings.Fields(head)
	offset, err := strconv.Atoi(f[0])
	if err != nil {
		return err
	}
	n, err := strconv.ParseInt(f[3], 16, 32)
	if err != nil {
		return err
	}
	var s synset
	at := 4
	for range n {
		lemma, _, _ := strings.Cut(f[at], "(") // adjectives carry "(a)", "(p)", "(ip)"
		s.lemmas = append(s.lemmas, closed(strings.ToLower(lemma)))
		at += 2
	}
	count, err := strconv.Atoi(f[at])
	if err != nil {
		return err
	}
	at++
	for range count {
		target, err := strconv.Atoi(f[at+1])
		if err != nil {
			return err
		}
		fromTo, err := strconv.ParseInt(f[at+3], 16, 32)
		if err != nil {
			return err
		}
		s.pointers = append(s.pointers, pointer{
			symbol: f[at], target: synsetKey{f[at+2][0], target},
			from: int(fromTo >> 8), to: int(fromTo & 0xff),
		})
		at += 4
	}
	wn.synsets[synsetKey{pos, offset}] = s
	return nil
}

// closed writes a hyphenated word as one, as newspapers do: "cease-fire".
func closed(lemma string) string { return strings.ReplaceAll(lemma, "-", "") }

// addSense reads "lemma%type:… offset order tagged".
func (wn *wordNet) addSense(line string) error {
	f := strings.Fields(line)
	lemma, rest, _ := strings.Cut(f[0], "%")
	offset, err1 := strconv.Atoi(f[1])
	order, err2 := strconv.Atoi(f[2])
	tagged, err3 := strconv.Atoi(f[3])
	if err := cmp.Or(err1, err2, err3); err != nil {
		return err
	}
	pos := map[byte]byte{'1': 'n', '2': 'v', '3': 'a', '4': 'r', '5': 'a'}[rest[0]]
	lemma = closed(lemma)
	wn.senses[lemma] = append(wn.senses[lemma], sense{synsetKey{pos, offset}, order, tagged})
	return nil
}

// relation lists, for one word of the vocabulary, the positions of others:
// those of the same meaning, commonest meaning first; those derived from it or
// it from them; and its opposites. parents are not positions but numbers for
// the broader meanings, by which siblings (Monday, Tuesday) are known.
type relation struct{ synonyms, derived, opposites, parents []int }

const (
	maxSenses   = 6  // of one word; rarer senses mislead more than they help
	maxSynonyms = 12 // of one word
	maxDerived  = 8
	maxOpposite = 6
	maxParents  = 6
	// maxChildren is how many meanings a broader one may have for them to be
	// siblings: those of "person" are not.
	maxChildren = 400
)

// relate finds the relations between the words, which are sorted by text.
func relate(words []word, wn *wordNet) []relation {
	at := make(map[string]int, len(words))
	for i, w := range words {
		at[w.text] = i
	}
	out := make([]relation, len(words))
	for i, w := range words {
		r := &out[i]
		add := func(list *[]int, lemma string, limit int) {
			j, ok := at[lemma]
			if ok && j != i && len(*list) < limit && !slices.Contains(*list, j) {
				*list = append(*list, j)
			}
		}
		for n, s := range wn.senses[w.text] {
			if n == maxSenses {
				break
			}
			set := wn.synsets[s.key]
			for _, lemma := range set.lemmas {
				add(&r.synonyms, lemma, maxSynonyms)
			}
			self := slices.Index(set.lemmas, w.text) + 1
			for _, p := range set.pointers {
				target := wn.synsets[p.target]
				switch {
				case (p.symbol == "+" || p.symbol == "\\" || p.symbol == "<") && p.from == self && p.to > 0:
					add(&r.derived, target.lemmas[p.to-1], maxDerived)
				case p.symbol == "!" && p.from == self && p.to > 0:
					add(&r.opposites, target.lemmas[p.to-1], maxOpposite)
				case (p.symbol == "@" || p.symbol == "@i") && n < 3 && wn.children(p.target) <= maxChildren && len(r.parents) < maxParents:
					r.parents = append(r.parents, p.target.number())
				}
			}
		}
	}
	return out
}
