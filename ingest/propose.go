package ingest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"rapporteur/archive"
	"rapporteur/corpus"
	"rapporteur/intake"
	"rapporteur/near"
)

// Proposal is an article that somebody may want to keep. It is not changed once
// a Batch has ended.
type Proposal struct {
	Op      archive.Op      // what keeping it does: Added, Changed or Unchanged
	Article *corpus.Article // as it would be loaded
	Before  *corpus.Article // the one whose place it takes; nil when it takes none
	Draft   intake.Draft    // what it was made of
	File    []byte          // front matter and body, as it would be kept
	From    string          // the address or file it came from

	// Near are articles that are much the same text, Before not among them, the
	// nearest first; Batch.End finds them.
	Near []near.Match
	// Doubts say why nobody should keep it unseen, one sentence each; whoever has
	// seen them may.
	Doubts []string
}

// Batch is a number of sources that are proposed together, so that two of them
// do not propose the same article. It is for one goroutine.
type Batch struct {
	desk      *Desk
	present   *corpus.Corpus
	near      *near.Set
	removed   map[string]bool
	byURL     map[string]*corpus.Article
	byHash    map[string]*corpus.Article
	proposed  map[string]bool // by id
	proposals []*Proposal
}

// Batch begins one.
func (d *Desk) Batch() (*Batch, error) {
	b := &Batch{
		desk: d, removed: map[string]bool{}, proposed: map[string]bool{},
		byURL: map[string]*corpus.Article{}, byHash: map[string]*corpus.Article{},
	}
	b.present, b.near = d.cfg.Present()
	for _, a := range b.present.Articles {
		b.byHash[a.Hash] = a
		if a.URL != "" {
			b.byURL[a.URL] = a
		}
	}
	hidden, err := d.cfg.Archive.Hidden()
	if err != nil {
		return nil, err
	}
	for _, id := range hidden {
		b.removed[id] = true
	}
	return b, nil
}

// Propose returns the proposals that a source makes: one, or one for each entry
// of a feed. From says where the source came from, for the history. The error
// is an *intake.Refusal, one sentence for people, or that of the context; of
// entries of a feed that cannot be articles, the others are proposed and the
// sentences returned beside them.
func (b *Batch) Propose(ctx context.Context, src intake.Source, from string, details Details) (proposals []*Proposal, refused []string, err error) {
	drafts, err := b.desk.cfg.Extractor.Extract(ctx, src)
	if err != nil {
		return nil, nil, err
	}
	statedID := ""
	if len(drafts) == 1 {
		if id, ok := corpus.PeekID("", src.Data); ok {
			statedID = id
		}
	}
	for _, draft := range drafts {
		p, err := b.propose(draft, from, details, statedID)
		switch {
		case err != nil && len(drafts) == 1:
			return nil, nil, err
		case err != nil:
			refused = append(refused, draft.Title.Value+": "+err.Error())
		default:
			proposals = append(proposals, p)
		}
	}
	b.proposals = append(b.proposals, proposals...)
	return proposals, refused, nil
}

// propose makes a proposal of a draft.
func (b *Batch) propose(draft intake.Draft, from string, details Details, statedID string) (*Proposal, error) {
	stated := details.ID
	if stated == "" {
		stated = statedID
	}
	if err := details.apply(&draft); err != nil {
		return nil, err
	}
	p := &Proposal{Op: archive.Added, Draft: draft, From: from}
	p.Before = b.earlier(&draft, stated)
	switch {
	case stated != "":
		p.Draft.ID = stated
	case p.Before != nil:
		p.Draft.ID = p.Before.ID
	default:
		p.Draft.ID = b.free(draft.ID)
	}
	if err := p.decode(); err != nil {
		return nil, err
	}
	switch twin := b.byHash[p.Article.Hash]; {
	case b.proposed[p.Draft.ID]:
		return nil, refusal("Another source of this batch is the article %s already.", p.Draft.ID)
	case p.Before != nil && p.Before.Revision == p.Article.Revision:
		p.Op = archive.Unchanged
	case twin != nil && twin != p.Before && (p.Before != nil || details == (Details{})):
		// The same text under another id: indexed once, so nothing would come of it.
		p.Op, p.Before = archive.Unchanged, twin
		p.Draft.ID = twin.ID
		if err := p.decode(); err != nil {
			return nil, err
		}
	case twin != nil && p.Before == nil:
		p.Op, p.Before, p.Draft.ID = archive.Changed, twin, twin.ID // what is said of it is new
		if err := p.decode(); err != nil {
			return nil, err
		}
	case p.Before != nil:
		p.Op = archive.Changed
	}
	if p.Op != archive.Unchanged {
		b.proposed[p.Draft.ID] = true
	}
	p.doubt()
	return p, nil
}

// earlier returns the article that a draft is another text of: the one with the
// id that was said, or that came from the same address, or from a file of the
// same name with the same title and date. Nil when there is none.
func (b *Batch) earlier(draft *intake.Draft, stated string) *corpus.Article {
	if stated != "" {
		return b.present.Article(stated)
	}
	if at := b.byURL[draft.URL]; at != nil {
		return at
	}
	at := b.present.Article(draft.ID)
	if at != nil && draft.SourceFile != "" && at.SourceFile == draft.SourceFile {
		return at
	}
	return nil
}

// decode makes the file and the article of the draft.
func (p *Proposal) decode() error {
	p.File = p.Draft.Markdown()
	article, err := corpus.Decode(p.Draft.ID+".md", p.File, corpus.Options{})
	switch {
	case errors.Is(err, corpus.ErrEmpty):
		return refusal("There is no text of an article in it.")
	case err != nil:
		return refusal("It cannot be an article: it %s.", err)
	}
	p.Article = article
	return nil
}

// doubt says what should be seen before it is kept.
func (p *Proposal) doubt() {
	if p.Draft.Teaser {
		doubt := "This is only the beginning or a summary of the article."
		if p.Draft.URL != "" {
			doubt = "This is only the beginning or a summary of the article; the whole of it is at " + p.Draft.URL + "."
		}
		p.Doubts = append(p.Doubts, doubt)
	}
	if p.Article.Published.IsZero() {
		p.Doubts = append(p.Doubts, "No date of publication was found, so what it says cannot be dated.")
	}
}

// free returns an id that no article has or had.
func (b *Batch) free(id string) string {
	if id == "" {
		id = "article"
	}
	for n, try := 2, id; ; n++ {
		if b.present.Article(try) == nil && !b.removed[try] && !b.proposed[try] {
			return try
		}
		try = fmt.Sprintf("%s-%d", id, n)
	}
}

// End finds, for each proposal, the articles that are much the same text, among
// those that are there and those of the batch.
func (b *Batch) End() []*Proposal {
	var fresh []*corpus.Article
	for _, p := range b.proposals {
		if p.Op != archive.Unchanged {
			fresh = append(fresh, p.Article)
		}
	}
	set := b.near.With(slices.Concat(b.present.Articles, fresh))
	for _, p := range b.proposals {
		if p.Op == archive.Unchanged {
			continue
		}
		p.Near = slices.DeleteFunc(set.To(p.Article), func(m near.Match) bool {
			return p.Before != nil && m.Article.ID == p.Before.ID
		})
	}
	return b.proposals
}

// apply puts what a person says in the place of what the source says.
func (d Details) apply(draft *intake.Draft) error {
	field := func(into *intake.Field, value string) {
		if value != "" {
			*into = intake.Field{Value: value, Basis: corpus.Given}
		}
	}
	if d.Published != "" {
		if _, err := corpus.ParseDate(d.Published); err != nil {
			return refusal("%q is no date; write it like 2017-12-21, 2017-12 or 2017.", d.Published)
		}
	}
	field(&draft.Title, d.Title)
	field(&draft.Publisher, d.Publisher)
	field(&draft.Published, d.Published)
	field(&draft.Place, d.Place)
	field(&draft.Event, d.Event)
	text := func(into *string, value string) {
		if value != "" {
			*into = value
		}
	}
	text(&draft.Language, strings.ToLower(d.Language))
	text(&draft.Licence, d.Licence)
	text(&draft.URL, d.URL)
	return nil
}

// refusal is a sentence on why something cannot be taken in.
func refusal(format string, args ...any) error {
	return &intake.Refusal{Sentence: fmt.Sprintf(format, args...)}
}
