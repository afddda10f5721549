package main

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"sync"

	"rapporteur/archive"
	"rapporteur/corpus"
	"rapporteur/ingest"
	"rapporteur/library"
	"rapporteur/near"
	"rapporteur/seeds"
)

// noBase is the --corpus that has no articles but those that are added.
const noBase = "none"

// added are the articles that were added, as a library takes them.
type added struct{ *archive.Archive }

func (d added) Loader(opts corpus.Options) *corpus.Loader {
	return corpus.NewLoader(d.FS(), opts)
}

func (d added) Hidden() (map[string]bool, error) {
	ids, err := d.Archive.Hidden()
	hidden := make(map[string]bool, len(ids))
	for _, id := range ids {
		hidden[id] = true
	}
	return hidden, err
}

// archive opens the added articles, once; nil without --data.
func (a *app) archive() (*archive.Archive, error) {
	if a.cfg.Data == "" || a.kept != nil {
		return a.kept, nil
	}
	kept, mended, err := archive.Open(a.cfg.Data, archive.Options{})
	if err != nil {
		// Nothing was ever added to a folder that cannot be made: the base is whole.
		if _, missing := os.Stat(filepath.Join(a.cfg.Data, "articles")); errors.Is(missing, fs.ErrNotExist) && !a.changes {
			a.warnf("no article can be added: %s", err)
			return nil, nil
		}
		return nil, err
	}
	for _, m := range mended {
		a.warnf("%s", m)
	}
	a.kept = kept
	return kept, nil
}

// holdings returns where articles come from, for a library.
func (a *app) holdings() (library.Config, error) {
	cfg := library.Config{Log: a.log}
	if a.cfg.Corpus != noBase {
		cfg.Base = a.loader
	}
	kept, err := a.archive()
	if err != nil {
		return cfg, err
	}
	if kept != nil {
		cfg.Added = added{kept}
	}
	if a.cfg.Data != "" {
		cfg.Cache = filepath.Join(a.cfg.Data, "index")
	}
	return cfg, nil
}

// keeper opens the added articles for a command that is about them, which needs
// --data, and notes what was changed there by hand.
func (a *app) keeper(ctx context.Context) (*archive.Archive, error) {
	if a.cfg.Data == "" {
		return nil, usagef("articles are added to a folder; name it with --data DIR (or RAPPORTEUR_DATA), for this command and for serve")
	}
	a.changes = true
	kept, err := a.archive()
	if err != nil {
		return nil, err
	}
	if _, err := kept.Notice(ctx); err != nil {
		a.warnf("%s", err)
	}
	return kept, nil
}

// removing returns what takes articles out and back, and reads none.
func (a *app) removing(ctx context.Context) (*ingest.Desk, error) {
	kept, err := a.keeper(ctx)
	if err != nil {
		return nil, err
	}
	return ingest.New(ingest.Config{Archive: kept, BaseFile: a.baseFile}), nil
}

// adding returns what takes articles in, beside those that are there.
func (a *app) adding(ctx context.Context, cfg ingest.Config) (*ingest.Desk, error) {
	kept, err := a.keeper(ctx)
	if err != nil {
		return nil, err
	}
	c, err := a.readArticles(ctx)
	if err != nil {
		return nil, err
	}
	a.tellSkipped(c)
	set := sync.OnceValue(func() *near.Set { return near.New(c.Articles) })
	cfg.Archive, cfg.BaseFile = kept, a.baseFile
	cfg.Present = func() (*corpus.Corpus, *near.Set) { return c, set() }
	return ingest.New(cfg), nil
}

// noteByHand writes into the history what was changed by hand in the folder of
// the added articles.
func (a *app) noteByHand(ctx context.Context) {
	if a.kept == nil {
		return
	}
	if _, err := a.kept.Notice(ctx); err != nil && ctx.Err() == nil {
		a.log.Warn("what was changed by hand is not in the history", "error", err)
	}
}

// baseFile returns the file of an article of the base, nil when it has none.
func (a *app) baseFile(id string) ([]byte, error) {
	if a.cfg.Corpus == noBase {
		return nil, nil
	}
	base, err := a.loader(corpus.Options{}).Load()
	if err != nil {
		return nil, err
	}
	article := base.Article(id)
	if article == nil {
		return nil, nil
	}
	if a.cfg.Corpus == "" {
		return fs.ReadFile(seeds.Articles, article.Path)
	}
	root, err := os.OpenRoot(a.cfg.Corpus)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	return fs.ReadFile(root.FS(), article.Path)
}
