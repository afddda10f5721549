// Package suggest completes what a user types in an option of a command:
// articles, rounds of talks, actors, publishers, places, speakers.
//
// Names is an index over one corpus, made once and never changed, safe for
// concurrent use. It holds lists; a list holds names in the order of their
// usefulness, each with the words by which it is found (list.go). What the
// names are is gathered from the articles, united through the glossary
// (gather.go): the label shows the preferred name, and every spelling in every
// language of the glossary finds it. Letters are compared folded, so case and
// accents do not matter.
//
// A choice that begins a word beats one that is inside a word, and that beats
// one a typing error away; among equals the more useful comes first, which is
// the later article and the name that is named more often. Nothing typed gives
// the most useful ones. There are never more than 25 choices, and no label or
// value is empty, longer than 100 characters as Discord counts, or there twice.
//
// What a user sends need not be one of the choices: Article and Publisher find
// what is meant. The package finds no actors, events and places in that way:
// they are names in a text, and reading them is the engine's work.
package suggest

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"rapporteur/corpus"
	"rapporteur/glossary"
	"rapporteur/text"
)

// Most is the number of choices that Discord takes.
const Most = 25

// Choice is one line of what autocomplete offers.
type Choice struct {
	Label string // what the user sees
	Value string // what the option gets
}

// Names is what can be offered over a corpus.
type Names struct {
	articles, publishers, actors, places, scopes, speakers *list

	byValue     map[string]*corpus.Article // by id, and by the value of its choice
	byTitle     map[string]*corpus.Article // folded; the latest of a title
	byPublisher map[string]string          // folded

	glossary *glossary.Glossary
	readings map[*corpus.Article]*reading
}

// New makes the index. The articles must not change afterwards. A nil glossary
// knows no names.
func New(articles []*corpus.Article, names *glossary.Glossary) *Names {
	if names == nil {
		names = &glossary.Glossary{}
	}
	return (&Names{glossary: names}).With(articles)
}

// Titles is New without what stands inside the articles: it offers articles and
// publishers only. Reading thousands of articles takes seconds, and this does not;
// With makes the whole index of it.
func Titles(articles []*corpus.Article, names *glossary.Glossary) *Names {
	if names == nil {
		names = &glossary.Glossary{}
	}
	return index(articles, names, &findings{names: unite(names)})
}

// With makes the index of other articles over the same glossary; those that are
// in n are not read again. n stays as it is.
func (n *Names) With(articles []*corpus.Article) *Names {
	return index(articles, n.glossary, gather(articles, n.glossary, n.readings))
}

func index(articles []*corpus.Article, names *glossary.Glossary, found *findings) *Names {
	n := &Names{glossary: names, readings: found.readings, byValue: map[string]*corpus.Article{}, byTitle: map[string]*corpus.Article{}, byPublisher: map[string]string{}}
	latest := slices.Clone(articles)
	slices.SortStableFunc(latest, func(a, b *corpus.Article) int {
		return cmp.Or(b.Published.Last().Compare(a.Published.Last()), cmp.Compare(a.ID, b.ID))
	})
	listed := n.nameArticles(latest)
	n.articles = newList(listed)
	n.publishers = newList(n.namePublishers(latest, found))
	actors := found.actors.names(found)
	n.actors = newList(actors)
	n.speakers = newList(found.speakers.names(found))
	places := found.places.names(found)
	n.places = newList(places)
	n.scopes = newList(interleave(found.events.names(found), listed, actors, places))
	return n
}

// Articles offers articles by title, date, event, place, publisher and id. The
// value is the article's id, or a short form of it when that is too long: see
// [Names.Article].
func (n *Names) Articles(typed string) []Choice { return n.articles.find(typed) }

// Publishers offers those of the articles.
func (n *Names) Publishers(typed string) []Choice { return n.publishers.find(typed) }

// Actors offers people, bodies, groups and countries that the articles name,
// and speakers that the glossary does not know.
func (n *Names) Actors(typed string) []Choice { return n.actors.find(typed) }

// Places offers cities, regions and other places that the articles name.
func (n *Names) Places(typed string) []Choice { return n.places.find(typed) }

// Scopes offers what a summary, a timeline or a comparison can be of: events,
// articles, actors and places. The value of an article is as in
// [Names.Articles], that of anything else its name.
func (n *Names) Scopes(typed string) []Choice { return n.scopes.find(typed) }

// Speakers offers people and bodies to whom the articles attribute words.
func (n *Names) Speakers(typed string) []Choice { return n.speakers.find(typed) }

// Article returns the article that a value or a user's words mean: by id, by
// the value or the label of a choice, by title, or else the first of those
// that have all the words; nil when there is none.
func (n *Names) Article(value string) *corpus.Article {
	if a := n.Named(value); a != nil {
		return a
	}
	if c, ok := n.articles.contains(value); ok {
		return n.byValue[c.Value]
	}
	return nil
}

// Named is Article for where other things may be meant too: only an id, the
// value or the label of a choice, and a whole title name an article.
func (n *Names) Named(value string) *corpus.Article {
	value = strings.TrimSpace(value)
	if a := n.byValue[value]; a != nil {
		return a
	}
	return n.byTitle[text.Fold(value)]
}

// Publisher returns the name, as the articles give it, of the publisher that a
// value or a user's words mean; false when there is none.
func (n *Names) Publisher(value string) (name string, ok bool) {
	if name, ok := n.byPublisher[text.Fold(value)]; ok {
		return name, true
	}
	c, ok := n.publishers.contains(value)
	if !ok {
		return "", false
	}
	return n.byPublisher[text.Fold(c.Value)], true
}

func (n *Names) nameArticles(latest []*corpus.Article) []name {
	out := make([]name, 0, len(latest))
	taken := map[string]bool{}
	for _, a := range latest {
		value := a.ID
		if !fits(value) || value != clean(value) {
			sum := sha256.Sum256([]byte(a.ID))
			value = "article:" + hex.EncodeToString(sum[:16])
		}
		label := articleLabel(a, taken)
		taken[label] = true
		n.byValue[a.ID], n.byValue[value] = a, a
		for _, s := range []string{a.Title, a.ID, label} {
			if fold := text.Fold(s); fold != "" && n.byTitle[fold] == nil {
				n.byTitle[fold] = a
			}
		}
		out = append(out, name{
			Choice: Choice{Label: label, Value: value},
			keys:   []string{a.Title, a.ID, a.Event, a.Place, a.Publisher, a.Published.Words()},
		})
	}
	return out
}

// articleLabel returns title and date, and what it takes to tell the article
// from others of that name.
func articleLabel(a *corpus.Article, taken map[string]bool) string {
	title := cmp.Or(clean(a.Title), clean(a.ID), "untitled")
	tail := ""
	for _, more := range []string{a.Published.Short(), a.Publisher, a.ID} {
		if more = clean(more); more != "" {
			tail += " · " + more
		}
		if label := fit(title, tail); !taken[label] {
			return label
		}
	}
	sum := sha256.Sum256([]byte(a.ID))
	return fit(title, " · "+hex.EncodeToString(sum[:8]))
}

func (n *Names) namePublishers(latest []*corpus.Article, found *findings) []name {
	var count tally
	first := map[string]string{} // of the spellings that fold to the same
	for _, a := range latest {
		fold := text.Fold(a.Publisher)
		if first[fold] == "" {
			first[fold] = a.Publisher
		}
		if fits(a.Publisher) {
			count.add(found.names.publisher(first[fold]), 1)
		}
	}
	out := count.names(found)
	for _, p := range out {
		for _, s := range append(p.keys, p.Label) {
			if fold := text.Fold(s); n.byPublisher[fold] == "" {
				n.byPublisher[fold] = p.Value
			}
		}
	}
	return out
}

// interleave returns the first of each list, then the second of each, and so
// on: all kinds are near the top. A value or a label that was there is left
// out.
func interleave(lists ...[]name) []name {
	var out []name
	seen := map[string]bool{}
	for i, more := 0, true; more; i++ {
		more = false
		for _, l := range lists {
			if i >= len(l) {
				continue
			}
			more = true
			label, value := "label "+l[i].Label, "value "+text.Fold(l[i].Value)
			if !seen[label] && !seen[value] {
				out = append(out, l[i])
			}
			seen[label], seen[value] = true, true
		}
	}
	return out
}
