package reply

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"rapporteur/answer"
	"rapporteur/corpus"
)

// KeptVersion is the version of the JSON form of Kept. Another one is not read:
// the reply counts as no longer kept.
const KeptVersion = 2

// MaxKept is the most bytes that Kept.Encode returns.
const MaxKept = 256 << 10

// maxKeptHits bounds the hits of a look-up that are kept.
const maxKeptHits = 100

// ErrKept is wrapped by the errors of ParseKept and Encode.
var ErrKept = errors.New("not a reply that can be kept")

// Kept is what is kept of a reply, so that its buttons work later: places in
// articles, with the hash that each article had, and of their words only what the
// reply says and quotes. It is read-only once made.
type Kept struct {
	Version   int            `json:"v"`
	Question  string         `json:"question,omitempty"`
	Text      string         `json:"text,omitempty"`
	Refused   bool           `json:"refused,omitempty"`
	Reason    string         `json:"reason,omitempty"`
	Writer    string         `json:"writer,omitempty"`
	Lookup    *LookupQuery   `json:"lookup,omitempty"` // nil but for a look-up
	Report    *KeptReport    `json:"report,omitempty"` // nil but for a report
	Sources   []KeptArticle  `json:"articles"`
	Citations []KeptCitation `json:"citations,omitempty"`
	Passages  []KeptPassage  `json:"passages,omitempty"` // retrieved or hit, best first
}

// KeptArticle is an article as it was, "" for the hash of one that was not there.
type KeptArticle struct {
	answer.ArticleRef
	Hash string `json:"hash"`
}

// KeptCitation is a citation; Article is an index into Kept.Sources.
type KeptCitation struct {
	Marker  int    `json:"n"`
	Quote   string `json:"quote,omitempty"`
	Start   int    `json:"start"`
	End     int    `json:"end"`
	Article int    `json:"article"`
	// Also is where other articles print the same; they have none themselves.
	Also []KeptPassage `json:"also,omitempty"`
}

// KeptPassage is a passage; Article is an index into Kept.Sources.
type KeptPassage struct {
	Start   int           `json:"start"`
	End     int           `json:"end"`
	Article int           `json:"article"`
	Also    []KeptPassage `json:"also,omitempty"` // as of a KeptCitation
}

// LookupQuery is what was looked up.
type LookupQuery struct {
	Words     string `json:"words,omitempty"`
	Article   string `json:"article,omitempty"` // id
	Publisher string `json:"publisher,omitempty"`
	Actor     string `json:"actor,omitempty"`
	From      string `json:"from,omitempty"` // ISO 8601
	To        string `json:"to,omitempty"`
}

// KeepAnswer returns what is to be kept of an answer. Articles are those that it
// was made from.
func KeepAnswer(a *answer.Answer, articles Articles) *Kept {
	k := &Kept{
		Version: KeptVersion, Question: a.Question, Text: a.Text,
		Refused: a.Refused, Reason: a.Reason, Writer: a.Writer, Sources: []KeptArticle{},
	}
	for _, c := range a.Citations {
		k.Citations = append(k.Citations, KeptCitation{
			Marker: c.Marker, Quote: c.Quote, Start: c.Start, End: c.End, Article: k.source(c.Article, articles), Also: k.keepAlso(c.Also, articles),
		})
	}
	k.addPassages(a.Retrieved, articles)
	return k
}

// KeepLookup returns what is to be kept of a look-up and its hits, best first.
func KeepLookup(q LookupQuery, hits []answer.Retrieved, articles Articles) *Kept {
	k := &Kept{Version: KeptVersion, Lookup: &q, Sources: []KeptArticle{}}
	k.addPassages(hits[:min(len(hits), maxKeptHits)], articles)
	return k
}

func (k *Kept) addPassages(list []answer.Retrieved, articles Articles) {
	for _, r := range list {
		k.Passages = append(k.Passages, KeptPassage{Start: r.Start, End: r.End, Article: k.source(r.Article, articles), Also: k.keepAlso(r.Also, articles)})
	}
}

// source returns the index of an article, which it adds when it is new.
func (k *Kept) source(ref answer.ArticleRef, articles Articles) int {
	i := slices.IndexFunc(k.Sources, func(s KeptArticle) bool { return s.ID == ref.ID })
	if i >= 0 {
		return i
	}
	kept := KeptArticle{ArticleRef: ref}
	if a := lookUp(articles, ref.ID); a != nil {
		kept.Hash = a.Hash
	}
	k.Sources = append(k.Sources, kept)
	return len(k.Sources) - 1
}

// ParseKept reads what Encode wrote.
func ParseKept(body []byte) (*Kept, error) {
	if len(body) > MaxKept {
		return nil, fmt.Errorf("%w: %d bytes", ErrKept, len(body))
	}
	k := &Kept{}
	if err := json.Unmarshal(body, k); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrKept, err)
	}
	if k.Version != KeptVersion {
		return nil, fmt.Errorf("%w: version %d, want %d", ErrKept, k.Version, KeptVersion)
	}
	for _, c := range k.Citations {
		if c.Article < 0 || c.Article >= len(k.Sources) || !k.hasAll(c.Also) {
			return nil, fmt.Errorf("%w: a citation of article %d of %d", ErrKept, c.Article, len(k.Sources))
		}
	}
	for _, p := range k.Passages {
		if p.Article < 0 || p.Article >= len(k.Sources) || !k.hasAll(p.Also) {
			return nil, fmt.Errorf("%w: a passage of article %d of %d", ErrKept, p.Article, len(k.Sources))
		}
	}
	return k, nil
}

// Encode returns the JSON form, at most MaxKept bytes. What is too long loses what
// names other articles that print the same, then its text, which the message itself has, and then the quotes, which are cut from the
// articles as long as these are what they were.
func (k *Kept) Encode() ([]byte, error) {
	less := *k
	for _, leaveOut := range []func(){
		func() {},
		func() { less.dropAlso() },
		func() { less.Text, less.Question = "", "" },
		func() {
			less.Citations = slices.Clone(less.Citations)
			for i := range less.Citations {
				less.Citations[i].Quote = ""
			}
		},
	} {
		leaveOut()
		body, err := json.Marshal(&less)
		if err != nil {
			return nil, fmt.Errorf("%w: %w", ErrKept, err)
		}
		if len(body) <= MaxKept {
			return body, nil
		}
	}
	return nil, fmt.Errorf("%w: longer than %d bytes", ErrKept, MaxKept)
}

// Articles returns those of the articles that the reply is made from and that
// are still what they were.
func (k *Kept) Articles(articles Articles) Articles { return unchanged{k.Sources, articles} }

type unchanged struct {
	kept     []KeptArticle
	articles Articles
}

func (u unchanged) Article(id string) *corpus.Article {
	i := slices.IndexFunc(u.kept, func(s KeptArticle) bool { return s.ID == id })
	a := lookUp(u.articles, id)
	if i < 0 || a == nil || u.kept[i].Hash != a.Hash {
		return nil
	}
	return a
}

// Answer returns the answer as far as it is kept, which is what Sources and
// Nearest need: the passages have their text where their article is unchanged.
// For a look-up it is an answer without text and citations.
func (k *Kept) Answer(articles Articles) *answer.Answer {
	a := &answer.Answer{
		Question: k.Question, Text: k.Text, Refused: k.Refused, Reason: k.Reason, Writer: k.Writer,
		Citations: []answer.Citation{}, Retrieved: k.Nearest(articles), Dropped: []answer.Dropped{},
	}
	same := k.Articles(articles)
	for _, c := range k.Citations {
		ref := k.Sources[c.Article].ArticleRef
		quote := c.Quote
		if quote == "" {
			quote = cutFrom(same.Article(ref.ID), c.Start, c.End)
		}
		a.Citations = append(a.Citations, answer.Citation{Marker: c.Marker, Quote: quote, Start: c.Start, End: c.End, Article: ref, Also: k.also(c.Also, same)})
	}
	return a
}

// Nearest returns the passages that were retrieved or hit, best first, with "" for
// the text of those whose article has changed or gone.
func (k *Kept) Nearest(articles Articles) []answer.Retrieved {
	same := k.Articles(articles)
	out := make([]answer.Retrieved, len(k.Passages))
	for i, p := range k.Passages {
		ref := k.Sources[p.Article].ArticleRef
		out[i] = answer.Retrieved{
			Rank: i + 1, Text: cutFrom(same.Article(ref.ID), p.Start, p.End), Start: p.Start, End: p.End, Article: ref,
			Also: k.also(p.Also, same),
		}
	}
	return out
}

// cutFrom returns a stretch of an article, "" for nil or one that it has not.
func cutFrom(a *corpus.Article, start, end int) string {
	if a == nil || start < 0 || start > end || end > len(a.Body) {
		return ""
	}
	return a.Body[start:end]
}

// Own stands for the passage that an entry itself is, in Kept.Reading.
const Own = -1

// Reading returns the passage with an ordinal of the article of an entry, Own for
// the entry's own. Its Article is nil when that has changed or gone. It reports
// false when the reply has no such entry, or the article no such passage: the
// numbers come from a custom id.
func (k *Kept) Reading(n, ordinal int, articles Articles) (Reading, bool) {
	list := k.entries(articles)
	if n < 0 || n >= len(list) || ordinal < Own {
		return Reading{}, false
	}
	e := list[n]
	r := Reading{Article: k.Articles(articles).Article(e.article.ID), Passage: ordinal, Mark: e.marks, Ref: n}
	if k.Lookup != nil {
		r.Query = k.Lookup.Words
	}
	if r.Article == nil {
		return r, true
	}
	if ordinal == Own {
		p := passageAt(r.Article, e.at)
		if p == nil {
			return Reading{}, false
		}
		r.Passage = p.Ordinal
	}
	return r, r.Passage < len(r.Article.Passages)
}

// entries returns what can be opened: the hits of a look-up, the citations of a
// report, or the entries of an answer.
func (k *Kept) entries(articles Articles) []entry {
	switch {
	case k.Report != nil:
		return k.cited()
	case k.Lookup == nil:
		return entries(k.Answer(articles))
	}
	out := make([]entry, len(k.Passages))
	for i, p := range k.Passages {
		out[i] = entry{article: k.Sources[p.Article].ArticleRef, at: corpus.Span{Start: p.Start, End: p.End}}
	}
	return out
}

// cited returns the citations of a report, each an entry: there are more than a
// select has options, and each page offers its own.
func (k *Kept) cited() []entry {
	out := make([]entry, len(k.Citations))
	for i, c := range k.Citations {
		at := corpus.Span{Start: c.Start, End: c.End}
		out[i] = entry{article: k.Sources[c.Article].ArticleRef, at: at, marks: []corpus.Span{at}}
	}
	return out
}

// Page returns a page of a look-up, counted from 0; false for any other. Hits
// whose article has changed or gone have no text, and say so when they are shown.
func (k *Kept) Page(n int, articles Articles) (LookupPage, bool) {
	if k.Lookup == nil || n < 0 {
		return LookupPage{}, false
	}
	return LookupPage{Query: k.Lookup.Words, Hits: Hits(k.Nearest(articles), k.Articles(articles)), Page: n}, true
}
