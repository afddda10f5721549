package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"

	"github.com/spf13/cobra"
	"golang.org/x/sync/errgroup"

	"rapporteur/answer"
	"rapporteur/corpus"
	"rapporteur/glossary"
	"rapporteur/library"
	"rapporteur/llm"
	"rapporteur/retrieval"
	"rapporteur/retrieval/chromem"
	"rapporteur/retrieval/static"
	"rapporteur/seeds"
)

// Each step is made when the first command asks for it, so that version and
// --help cost nothing: articles → index → engine. What only looks at articles
// makes no index; all else works with a library, which has them in step.

// articles loads the corpus, once, and says on stderr what was passed over.
func (a *app) articles() (*corpus.Corpus, error) {
	if a.loaded != nil {
		return a.loaded, nil
	}
	c, err := a.load()
	if err != nil {
		return nil, err
	}
	return c, a.take(c)
}

// take has the commands work with these articles.
func (a *app) take(c *corpus.Corpus) error {
	for _, skip := range c.Skipped {
		a.warnf("%s", skip)
	}
	if len(c.Articles) == 0 {
		return a.noArticles()
	}
	a.loaded = c
	return nil
}

func (a *app) noArticles() error {
	return fmt.Errorf("no article in %s can be used; put text or Markdown files there, or leave out --corpus", a.cfg.Corpus)
}

func (a *app) load() (*corpus.Corpus, error) {
	if a.cfg.Corpus != "" {
		defer a.progress("reading " + a.cfg.Corpus)()
	}
	return a.loader(corpus.Options{}).Load()
}

// loader returns what loads the base of the articles.
func (a *app) loader(opts corpus.Options) *corpus.Loader {
	if a.cfg.Corpus == "" {
		return corpus.NewLoader(seeds.Articles, opts)
	}
	return corpus.NewDirLoader(a.cfg.Corpus, opts)
}

// index builds the index of the corpus, from its words.
func (a *app) index(ctx context.Context) (*retrieval.Index, error) {
	c, err := a.articles()
	if err != nil {
		return nil, err
	}
	cfg, err := a.indexing()
	if err != nil {
		return nil, err
	}
	done := a.progress("indexing " + plural(len(c.Articles), "article"))
	defer done()
	return retrieval.Build(ctx, c.Articles, cfg)
}

// indexing returns how an index is built.
func (a *app) indexing() (retrieval.Config, error) {
	embedder, err := a.embedder()
	if err != nil {
		return retrieval.Config{}, err
	}
	leg, err := a.vectors(embedder)
	return retrieval.Config{Embedder: embedder, Vectors: leg}, err
}

// vectors returns the vector leg, in memory unless a server makes the vectors
// and there is a place to keep them: those are worth keeping, while the
// built-in ones are made faster than they are read back.
func (a *app) vectors(embedder retrieval.Embedder) (*chromem.Leg, error) {
	cfg := chromem.Config{Embedder: embedder}
	if a.cfg.EmbedModel != "" && a.cfg.Data != "" {
		cfg.Dir = filepath.Join(a.cfg.Data, "vectors")
	}
	leg, err := chromem.New(cfg)
	if err != nil {
		return nil, err
	}
	if err := leg.SetAside(); err != nil {
		a.warnf("the vectors in %s could not be read and are made again: %s", a.cfg.Data, err)
	}
	return leg, nil
}

// engine returns what answers questions.
func (a *app) engine(ctx context.Context) (*answer.Engine, error) {
	l, err := a.library(ctx, nil)
	if err != nil {
		return nil, err
	}
	return l.Current().Engine, nil
}

// library opens the articles with what answers from them; swapped is called
// when others take their place.
func (a *app) library(ctx context.Context, swapped func(*library.Snapshot)) (*library.Library, error) {
	var (
		g     errgroup.Group // two things to read at start, side by side
		words *glossary.Lexicon
	)
	g.Go(func() (err error) { a.names, err = glossary.Parse(seeds.Glossary()); return err })
	g.Go(func() (err error) { words, err = glossary.ParseLexicon(seeds.Lexicon()); return err })
	if err := g.Wait(); err != nil {
		return nil, err
	}
	writing, err := a.writing()
	if err != nil {
		return nil, err
	}
	cfg := library.Config{
		Base: a.loader, Index: a.indexing, Swapped: swapped, Log: a.log,
		Answer: answer.Config{Glossary: a.names, Lexicon: words, Words: static.New(), Writing: writing},
	}
	if a.cfg.Data != "" {
		cfg.Cache = filepath.Join(a.cfg.Data, "index")
	}
	done := a.progress("reading the articles")
	l, err := library.Open(ctx, cfg)
	done()
	switch {
	case errors.Is(err, library.ErrNoArticles):
		return nil, a.noArticles()
	case err != nil:
		return nil, err
	}
	if fault := l.State().Cache; fault != "" {
		a.log.Info(fault)
	}
	return l, a.take(l.Current().Corpus)
}

// embedder returns what turns text into vectors: a server's model when one is
// set, else the vectors in the binary.
func (a *app) embedder() (retrieval.Embedder, error) {
	if a.cfg.EmbedModel == "" {
		return static.New(), nil
	}
	e, err := llm.NewEmbedder(a.server(a.cfg.EmbedModel))
	if err != nil {
		return nil, err
	}
	return a.watch.embedder(e), nil
}

// completions offers the shell what list makes of the corpus; nothing when the
// settings or the corpus are not in order.
func (a *app) completions(list func(*corpus.Corpus) []string) cobra.CompletionFunc {
	return func(cmd *cobra.Command, _ []string, _ string) ([]string, cobra.ShellCompDirective) {
		var names []string
		if cfg, err := loadConfig(cmd.Flags(), a.lookupEnv); err == nil {
			a.cfg = cfg
			if c, err := a.load(); err == nil {
				names = list(c)
			}
		}
		return names, cobra.ShellCompDirectiveNoFileComp
	}
}
