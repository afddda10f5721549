package ingest

import (
	"context"
	"errors"
	"fmt"

	"rapporteur/archive"
	"rapporteur/corpus"
	"rapporteur/intake"
	"rapporteur/intake/fetch"
	"rapporteur/near"
)

// Config says what a Desk works with. Archive is required, and so is Present
// where anything is proposed.
type Config struct {
	Archive *archive.Archive
	// Present returns the articles that answers come from now, and what finds the
	// near ones among them.
	Present func() (*corpus.Corpus, *near.Set)
	// BaseFile returns the file of an article of the base, which the archive does
	// not hold, and nothing when the base has none with this id. Nil is no base.
	BaseFile func(id string) ([]byte, error)
	// Extractor and Fetcher have the default limits when nil.
	Extractor *intake.Extractor
	Fetcher   *fetch.Client
}

// Desk takes articles in and out. It is safe for concurrent use.
type Desk struct{ cfg Config }

// New returns a desk.
func New(cfg Config) *Desk {
	if cfg.Extractor == nil {
		cfg.Extractor = intake.New(intake.Config{})
	}
	if cfg.Fetcher == nil {
		cfg.Fetcher = fetch.New(fetch.Config{})
	}
	return &Desk{cfg}
}

// Fetch returns what lies at an address. The error is a *fetch.Error, one
// sentence, or that of the context.
func (d *Desk) Fetch(ctx context.Context, address string) (intake.Source, error) {
	page, err := d.cfg.Fetcher.Get(ctx, address)
	if err != nil {
		return intake.Source{}, err
	}
	return intake.Source{Type: page.Type, URL: page.URL, Data: page.Data}, nil
}

// Details are what a person says of an article; what is not "" goes before what
// the source says.
type Details struct {
	ID, Title, Publisher, Published, Place, Event, Language, Licence, URL string
}

// ErrTaken is the error of keeping a proposal that was overtaken: since it was
// made, an article with its id was added or changed.
var ErrTaken = errors.New("the articles have changed since this was proposed; propose it anew")

// Keep does what the proposal says, for who; the history names them. When it
// returns without an error the article is on the disk, whatever happens then.
// Nothing is done when the proposal's Op is archive.Unchanged.
func (d *Desk) Keep(ctx context.Context, p *Proposal, who string) (archive.Result, error) {
	if p.Op == archive.Unchanged {
		return archive.Result{Op: p.Op, ID: p.Article.ID}, nil
	}
	now, _ := d.cfg.Present()
	if at := now.Article(p.Article.ID); !same(at, p.Before) {
		if at != nil && at.Hash == p.Article.Hash { // by another process, or this very proposal
			return archive.Result{Op: archive.Unchanged, ID: at.ID}, nil
		}
		return archive.Result{}, ErrTaken
	}
	return d.cfg.Archive.Put(ctx, archive.Change{ID: p.Article.ID, File: p.File, Who: who, From: p.From, Expect: func(now []byte) error { return d.expect(p, now) }})
}

// expect returns ErrTaken unless the file that would be replaced is that of the
// article the proposal was compared with. Present may be older than what another
// process has kept since.
func (d *Desk) expect(p *Proposal, now []byte) error {
	if now == nil {
		if p.Before == nil {
			return nil
		}
		base, err := d.baseFile(p.Before.ID)
		if err == nil && base == nil {
			err = ErrTaken // it was removed
		}
		return err
	}
	at, err := corpus.Decode(p.Article.ID+".md", now, corpus.Options{})
	switch {
	case err != nil: // by hand, and not among the articles: a version keeps it
		return nil
	case at.Revision == p.Article.Revision:
		return nil // this very text; Put changes nothing
	case !same(at, p.Before):
		return ErrTaken
	}
	return nil
}

func same(a, b *corpus.Article) bool {
	if a == nil || b == nil {
		return a == b
	}
	return a.Key() == b.Key()
}

// Remove takes out an article; it can be restored until it is purged. The error
// of an id that is not there is archive.ErrUnknown or archive.ErrRemoved.
func (d *Desk) Remove(ctx context.Context, id, who string) (archive.Result, error) {
	base, err := d.baseFile(id)
	if err != nil {
		return archive.Result{}, err
	}
	return d.cfg.Archive.Remove(ctx, id, base, who)
}

// Restore brings back an article that was removed.
func (d *Desk) Restore(ctx context.Context, id, who string) (archive.Result, error) {
	base, err := d.baseFile(id)
	if err != nil {
		return archive.Result{}, err
	}
	return d.cfg.Archive.Restore(ctx, id, base, who)
}

// baseFile returns the file of an article of the base, nil when there is none.
func (d *Desk) baseFile(id string) ([]byte, error) {
	if d.cfg.BaseFile == nil {
		return nil, nil
	}
	data, err := d.cfg.BaseFile(id)
	if err != nil {
		return nil, fmt.Errorf("the file of %s cannot be read: %w", id, err)
	}
	return data, nil
}
