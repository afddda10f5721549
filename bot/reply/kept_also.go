package reply

import (
	"slices"

	"rapporteur/answer"
)

// keepAlso returns where other articles print the same, nil when none does.
func (k *Kept) keepAlso(list []answer.Also, articles Articles) []KeptPassage {
	var out []KeptPassage
	for _, a := range list {
		out = append(out, KeptPassage{Start: a.Start, End: a.End, Article: k.source(a.Article, articles)})
	}
	return out
}

// also returns what keepAlso kept, but for articles that have changed or gone:
// what they said can no longer be shown.
func (k *Kept) also(list []KeptPassage, same Articles) []answer.Also {
	var out []answer.Also
	for _, p := range list {
		ref := k.Sources[p.Article].ArticleRef
		if quote := cutFrom(same.Article(ref.ID), p.Start, p.End); quote != "" {
			out = append(out, answer.Also{Article: ref, Start: p.Start, End: p.End, Quote: quote})
		}
	}
	return out
}

// hasAll reports that the articles of passages are among the sources.
func (k *Kept) hasAll(list []KeptPassage) bool {
	return !slices.ContainsFunc(list, func(p KeptPassage) bool { return p.Article < 0 || p.Article >= len(k.Sources) })
}

// dropAlso forgets what keepAlso kept.
func (k *Kept) dropAlso() {
	k.Citations, k.Passages = slices.Clone(k.Citations), slices.Clone(k.Passages)
	for i := range k.Citations {
		k.Citations[i].Also = nil
	}
	for i := range k.Passages {
		k.Passages[i].Also = nil
	}
}
