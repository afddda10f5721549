package answer

import (
	"strings"

	"rapporteur/corpus"
	"rapporteur/statements"
	"rapporteur/text"
)

// toldTwice returns which statements of an article stand in others where one tells
// what somebody else said: of "the agency said that police had said so" the agency's
// stays, and of "police said so, the agency reported" that of the police.
func toldTwice(all []statements.Statement) map[int]bool {
	const near = 4 // statements of one sentence follow each other
	out := map[int]bool{}
	for i := range all {
		inner := &all[i]
		if inner.Via == "" {
			continue
		}
		for k := max(0, i-near); k < min(len(all), i+near+1); k++ {
			outer := &all[k]
			if outer.First != inner.First || outer.Speaker != inner.Via || outer.Verbatim {
				continue
			}
			switch {
			case outer.At.Start < inner.At.Start && !inner.Verbatim && outer.Clause.Contains(inner.Clause):
				out[i] = true
			case outer.At.Start > inner.At.Start && !out[i]:
				out[k] = true
			}
		}
	}
	return out
}

// withoutRepeats leaves out what the same speaker says in the same words again,
// and what only the line under a headline cuts short; n is how many were left
// out, but for those that one article has from another: the articles of these are
// copied. The first telling stays, which is the earliest.
func (c *copies) withoutRepeats(found []said) (out []said, n int, copied []*corpus.Article) {
	type words struct{ speaker, words string }
	seen := map[words]int{} // one more than its place in out
	for i := range found {
		spoken := text.Words(found[i].Text())
		key := words{found[i].speaker.display, strings.Join(spoken, " ")}
		if at := seen[key] - 1; at >= 0 && len(spoken) >= leastRepeat {
			if a, b := out[at].Article, found[i].Article; a != b && c.taken(a, b, len(spoken)) {
				copied = append(copied, b)
			} else {
				n++
			}
			continue
		}
		out = append(out, found[i])
		seen[key] = len(out)
	}
	return out, n, copied
}

// leastRepeat is how many words make a repeat: "no" may be said twice.
const leastRepeat = 4

// evenly returns which of the statements are shown where there is room for n: all
// when they fit, and else so many of each article that no article crowds out the
// rest. most is how many of one article are shown, 0 when all are.
func evenly(found []said, n int) (kept []int, most int) {
	counts := map[string]int{}
	for i := range found {
		counts[found[i].Article.ID]++
	}
	if len(found) > n {
		most = evenShare(counts, n)
	}
	taken := map[string]int{}
	for i := range found {
		id := found[i].Article.ID
		if taken[id]++; (most == 0 || taken[id] <= most) && len(kept) < n {
			kept = append(kept, i)
		}
	}
	return kept, most
}

// evenShare returns the largest number of which each may have that many, or all
// it has, without all of them together having more than n; at least 1.
func evenShare(counts map[string]int, n int) int {
	least, most := 1, n
	for least < most {
		share, sum := (least+most+1)/2, 0
		for _, c := range counts {
			sum += min(c, share)
		}
		if sum <= n {
			least = share
		} else {
			most = share - 1
		}
	}
	return least
}

// only returns the statements that are kept, and numbers those of the issues anew.
func only(found []said, kept []int, issues []issue) []said {
	for i := range issues {
		at := map[int]bool{}
		for n, k := range kept {
			if issues[i].at[k] {
				at[n] = true
			}
		}
		issues[i].at = at
	}
	out := make([]said, len(kept))
	for n, k := range kept {
		out[n] = found[k]
	}
	return out
}
