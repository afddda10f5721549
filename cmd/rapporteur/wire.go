package main

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/sync/errgroup"

	"rapporteur/answer"
	"rapporteur/corpus"
	"rapporteur/glossary"
	"rapporteur/library"
	"rapporteur/llm"
	"rapporteur/retrieval"
	"rapporteur/retrieval/static"
	"rapporteur/retrieval/vectorfile"
	"rapporteur/seeds"
)

// Each step is made when the first command asks for it, so that version and
// --help cost nothing: articles → index → engine. What only looks at articles
// makes no index; all else works with a library, which has them in step.

// articles loads the corpus, once, and says on stderr what was passed over.
func (a *app) articles() (*corpus.Corpus, error) { return a.articlesUntil(context.Background()) }

// articlesUntil is articles that ends with an error when ctx does.
func (a *app) articlesUntil(ctx context.Context) (*corpus.Corpus, error) {
	if a.loaded != nil {
		return a.loaded, nil
	}
	c, err := a.load(ctx)
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

func (a *app) load(ctx context.Context) (*corpus.Corpus, error) {
	var opts corpus.Options
	if a.cfg.Corpus != "" {
		m := a.meter("reading " + a.cfg.Corpus)
		defer m.end()
		opts.Progress = func(done, total int) { m.tell("reading articles", done, total) }
	}
	return a.loader(opts).LoadContext(ctx)
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
	c, err := a.articlesUntil(ctx)
	if err != nil {
		return nil, err
	}
	cfg, err := a.indexing()
	if err != nil {
		return nil, err
	}
	m := a.meter("indexing " + plural(len(c.Articles), "article"))
	defer m.end()
	cfg.Progress = func(s retrieval.Step, done, total int) { m.tell(doing[library.Step(s)], done, total) }
	return retrieval.Build(ctx, c.Articles, cfg)
}

// indexing returns how an index is built.
func (a *app) indexing() (retrieval.Config, error) {
	embedder, err := a.embedder()
	if err != nil {
		return retrieval.Config{}, err
	}
	if a.cfg.EmbedModel != "" && a.cfg.Data != "" {
		embedder = a.keeping(embedder)
	}
	return retrieval.Config{Embedder: embedder}, nil
}

// keeping has the vectors that a server makes kept in the data folder, where each
// is paid for once. A file that cannot be used is set aside: the articles are the
// truth, and vectors can be made again.
func (a *app) keeping(embedder retrieval.Embedder) retrieval.Embedder {
	if a.vectors == nil {
		path := vectorFile(a.cfg.Data, embedder.Name())
		kept, err := vectorfile.Open(path, embedder.Name())
		if err != nil {
			a.warnf("the vectors in %s are made again: %s", a.cfg.Data, err)
			if os.Rename(path, path+".broken") != nil {
				return embedder
			}
			if kept, err = vectorfile.Open(path, embedder.Name()); err != nil {
				return embedder
			}
		}
		a.vectors = kept
	}
	return retrieval.Keeping(embedder, a.vectors, func(err error) {
		a.warnf("vectors are made again at the next start: %s", err)
	})
}

// vectorFile returns where the vectors of an embedder lie, which people can tell
// apart.
func vectorFile(data, embedder string) string {
	name := strings.Map(func(r rune) rune {
		if r < 0x80 && (r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9') {
			return r
		}
		return '-'
	}, embedder)
	hash := sha256.Sum256([]byte(embedder))
	return filepath.Join(data, "vectors", fmt.Sprintf("%.40s-%x.bin", name, hash[:4]))
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
	m := a.meter("reading the articles")
	cfg.Progress = func(p library.Progress) { m.tell(doing[p.Step], p.Done, p.Total) }
	l, err := library.Open(ctx, cfg)
	m.end()
	switch {
	case errors.Is(err, library.ErrNoArticles):
		return nil, a.noArticles()
	case err != nil:
		return nil, err
	}
	if a.vectors != nil {
		if err := a.vectors.Tidy(); err != nil {
			a.log.Info(err.Error())
		}
	}
	if fault := l.State().Cache; fault != "" {
		a.log.Info(fault)
	}
	return l, a.take(l.Current().Corpus)
}

// doing says what a step does, and what it counts.
var doing = map[library.Step]string{
	library.Reading:   "reading articles",
	library.Indexing:  "indexing passages",
	library.Embedding: "having vectors made",
}

// embedder returns what turns text into vectors: a server's model when one is
// set, else the vectors in the binary.
func (a *app) embedder() (retrieval.Embedder, error) {
	if a.cfg.EmbedModel == "" {
		return static.New(), nil
	}
	return llm.NewEmbedder(a.server(a.cfg.EmbedModel))
}

// completions offers the shell what list makes of the corpus; nothing when the
// settings or the corpus are not in order.
func (a *app) completions(list func(*corpus.Corpus) []string) cobra.CompletionFunc {
	return func(cmd *cobra.Command, _ []string, _ string) ([]string, cobra.ShellCompDirective) {
		var names []string
		if cfg, err := loadConfig(cmd.Flags(), a.lookupEnv); err == nil {
			a.cfg = cfg
			if c, err := a.load(cmd.Context()); err == nil {
				names = list(c)
			}
		}
		return names, cobra.ShellCompDirectiveNoFileComp
	}
}
