package ingest

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"

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

	Returns bool // an article with this id was removed, and would be back

	// Near are articles that are much the same text, Before not among them, the
	// nearest first; Batch.End finds them.
	Near []near.Match
	// claims says what of the source alone makes it another text of Before: what
	// two articles may have in common. "" for what a person or an address says.
	claims string

	// Doubts say why nobody should keep it unseen, one sentence each; whoever has
	// seen them may.
	Doubts []string
}

// Batch is a number of sources that are proposed together, so that two of them
// do not propose the same article. It is for one goroutine.
type Batch struct {
	desk     *Desk
	present  *corpus.Corpus
	near     *near.Set
	articles []*corpus.Article // those of near
	removed  map[string]bool
	byURL    map[string]*corpus.Article
	byHash   map[string][]*corpus.Article
	proposed map[string]bool              // by id
	texts    map[string][]*corpus.Article // proposed ones, by hash
	fresh    []*Proposal                  // since End
}

// Batch begins one.
func (d *Desk) Batch() (*Batch, error) {
	b := &Batch{
		desk: d, removed: map[string]bool{}, proposed: map[string]bool{}, texts: map[string][]*corpus.Article{},
		byURL: map[string]*corpus.Article{}, byHash: map[string][]*corpus.Article{},
	}
	b.present, b.near = d.cfg.Present()
	b.articles = slices.Clip(b.present.Articles)
	for _, a := range b.present.Articles {
		b.byHash[a.Hash] = append(b.byHash[a.Hash], a)
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

// ErrSeveral is the error of saying of a whole feed what can be true of one of
// its entries only.
var ErrSeveral = errors.New("it holds several articles, and an id, a title, a date or an address is that of one")

// Reading is what a source turned out to hold.
type Reading struct {
	source intake.Source
	drafts []intake.Draft
}

// Read reads a source; many may be read at the same time. The error is an
// *intake.Refusal, one sentence for people, or that of the context.
func (d *Desk) Read(ctx context.Context, src intake.Source) (*Reading, error) {
	drafts, err := d.cfg.Extractor.Extract(ctx, src)
	if err != nil {
		return nil, err
	}
	return &Reading{src, drafts}, nil
}

// Propose reads a source and takes what it holds.
func (b *Batch) Propose(ctx context.Context, src intake.Source, from string, details Details) (proposals []*Proposal, refused []string, err error) {
	r, err := b.desk.Read(ctx, src)
	if err != nil {
		return nil, nil, err
	}
	return b.Take(r, from, details)
}

// Take returns the proposals that a source makes: one, or one for each entry of
// a feed. From says where the source came from, for the history. Of entries that
// cannot be articles, the others are proposed and a sentence for each is
// returned beside them; of a source with a single draft it is the error.
func (b *Batch) Take(r *Reading, from string, details Details) (proposals []*Proposal, refused []string, err error) {
	if len(r.drafts) > 1 && details.single() {
		return nil, nil, ErrSeveral
	}
	statedID := ""
	if len(r.drafts) == 1 {
		if id, ok := corpus.PeekID("", r.source.Data); ok {
			statedID = id
		}
	}
	for _, draft := range r.drafts {
		if r.source.URL != "" {
			notGiven(&draft)
		}
		p, err := b.propose(draft, from, details, statedID)
		switch {
		case err != nil && len(r.drafts) == 1:
			return nil, nil, err
		case err != nil:
			refused = append(refused, draft.Title.Value+": "+err.Error())
		default:
			proposals = append(proposals, p)
		}
	}
	b.fresh = append(b.fresh, proposals...)
	return proposals, refused, nil
}

// propose makes a proposal of a draft.
func (b *Batch) propose(draft intake.Draft, from string, details Details, statedID string) (*Proposal, error) {
	stated := details.ID
	if stated == "" {
		stated = statedID
	}
	if details.URL != "" {
		draft.URL = details.URL // it tells which article it is
	}
	if stated != "" {
		id, err := written(draft, stated)
		if err != nil {
			return nil, err
		}
		stated = id
	}
	p := &Proposal{Op: archive.Added, Before: b.earlier(&draft, stated), From: from}
	again := cmp.Or(stated, draft.ID)
	back := details.ID == "" && p.Before == nil && b.removed[again] && b.present.Article(again) == nil
	switch {
	case p.Before == nil || details.ID != "":
	case statedID != "":
		p.claims = "states the id"
	case b.byURL[draft.URL] != p.Before:
		p.claims = "has the file name"
	}
	switch {
	case stated != "":
		draft.ID = stated
	case p.Before != nil:
		draft.ID = p.Before.ID
	case !back:
		draft.ID = b.free(draft.ID)
	}
	keepGiven(&draft, p.Before)
	if err := details.apply(&draft); err != nil {
		return nil, err
	}
	if err := p.decode(draft); err != nil {
		return nil, err
	}
	if twin := printed(b.texts, p.Article); twin != nil {
		p.Op, p.Article = archive.Unchanged, twin // it will be there
		return p, nil
	}
	if p.Before != nil && p.Before.ID != p.Article.ID {
		// A file made by hand, whose id is not one that is written.
		return nil, refusal("It is another text of the article %s; edit the file of that one, whose id can only be written by hand.", p.Before.ID)
	}
	if b.proposed[p.Article.ID] {
		return nil, refusal("Another source of this batch is the article %s already.", p.Article.ID)
	}
	if err := b.compare(p, details); err != nil {
		return nil, err
	}
	if p.Op != archive.Unchanged {
		b.proposed[p.Article.ID] = true
		b.texts[p.Article.Hash] = append(b.texts[p.Article.Hash], p.Article)
	}
	p.doubt()
	if back && p.Op == archive.Added {
		p.Returns = true
		p.Doubts = append(p.Doubts, "An article with this id was removed; this would bring it back.")
	}
	return p, nil
}

// written returns the id that an article file has for the one that was stated:
// other characters than letters, digits and "_" are hyphens in it.
func written(draft intake.Draft, stated string) (string, error) {
	draft.ID, draft.Body = stated, ""
	id, ok := corpus.PeekID("", draft.Markdown())
	if !ok || strings.IndexFunc(stated, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) < 0 {
		return "", refusal("%q cannot be the id of an article; letters, digits and hyphens can.", stated)
	}
	return id, nil
}

// compare says what keeping the proposal does. A text that is there already
// under another id is indexed once, so it is that article, with what is said of
// it now.
func (b *Batch) compare(p *Proposal, details Details) error {
	if twin := printed(b.byHash, p.Article); twin != nil && p.Before != twin && details.ID == "" {
		p.Before = twin
		draft := p.Draft
		draft.ID = twin.ID
		keepGiven(&draft, twin)
		if err := details.apply(&draft); err != nil {
			return err
		}
		if err := p.decode(draft); err != nil {
			return err
		}
	}
	switch {
	case p.Before == nil:
	case p.Before.Revision == p.Article.Revision,
		// The same text, and nothing that somebody says of it.
		p.Before.Hash == p.Article.Hash && details == (Details{}):
		p.Op = archive.Unchanged
	default:
		p.Op = archive.Changed
	}
	return nil
}

// printed returns the article with the text of a that a adds nothing to, as
// corpus.Load judges it: of the same publisher, or one of the two has none. Wire
// copy of several publishers is an article of each.
func printed(by map[string][]*corpus.Article, a *corpus.Article) *corpus.Article {
	for _, other := range by[a.Hash] {
		if other.Publisher == a.Publisher || other.Publisher == "" || a.Publisher == "" {
			return other
		}
	}
	return nil
}

// notGiven has what a page from elsewhere claims to be given by whoever added it
// be what the page states: nobody here said so.
func notGiven(draft *intake.Draft) {
	for _, f := range []*intake.Field{&draft.Title, &draft.Publisher, &draft.Published, &draft.Place, &draft.Event} {
		if f.Basis == corpus.Given {
			f.Basis = corpus.Stated
		}
	}
}

// keepGiven has a draft say what somebody said of the article before.
func keepGiven(draft *intake.Draft, before *corpus.Article) {
	if before == nil {
		return
	}
	field := func(into *intake.Field, value string, basis corpus.Basis) {
		if basis == corpus.Given || into.Value == "" {
			*into = intake.Field{Value: value, Basis: basis}
		}
	}
	field(&draft.Title, before.Title, before.TitleBasis)
	field(&draft.Publisher, before.Publisher, before.PublisherBasis)
	field(&draft.Published, before.Published.String(), before.PublishedBasis)
	field(&draft.Place, before.Place, before.PlaceBasis)
	field(&draft.Event, before.Event, before.EventBasis)
	draft.Language = cmp.Or(draft.Language, before.Language)
	draft.URL = cmp.Or(draft.URL, before.URL)
	draft.Licence = cmp.Or(draft.Licence, before.Licence)
	draft.SourceFile = cmp.Or(draft.SourceFile, before.SourceFile)
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
func (p *Proposal) decode(draft intake.Draft) error {
	p.Draft, p.File = draft, draft.Markdown()
	article, err := corpus.Decode(draft.ID+".md", p.File, corpus.Options{})
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

// End finds the articles that are much the same text as what was proposed since
// the last End, among those that are there and those of the batch, and returns
// the proposals.
func (b *Batch) End() []*Proposal {
	fresh, held := b.fresh, len(b.articles)
	b.fresh = nil
	for _, p := range fresh {
		if p.Op != archive.Unchanged {
			b.articles = append(b.articles, p.Article)
		}
	}
	if len(b.articles) > held {
		b.near = b.near.With(b.articles)
	}
	for _, p := range fresh {
		if p.Op == archive.Unchanged {
			continue
		}
		known := false // its text is that of Before, or nearly
		p.Near = slices.DeleteFunc(b.near.To(p.Article), func(m near.Match) bool {
			before := p.Before != nil && m.Article.ID == p.Before.ID
			known = known || before
			return before
		})
		if p.claims != "" && !known && p.Before.Hash != p.Article.Hash {
			p.Doubts = append(p.Doubts, "It "+p.claims+" of the article "+p.Before.ID+" and is another text; it would take its place.")
		}
	}
	return fresh
}

// single reports that some of it can be true of one article only.
func (d Details) single() bool {
	return d.ID != "" || d.Title != "" || d.Published != "" || d.URL != ""
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
