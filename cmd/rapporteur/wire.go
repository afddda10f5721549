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
	"rapporteur/retrieval/chromem"
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
	a.tellSkipped(c)
	if len(c.Articles) == 0 && a.kept == nil {
		return a.noArticles()
	}
	a.loaded = c
	return nil
}

// tellSkipped says, once each, what was passed over.
func (a *app) tellSkipped(c *corpus.Corpus) {
	for _, skip := range c.Skipped {
		if line := skip.String(); !a.skipped[line] {
			if a.skipped == nil {
				a.skipped = map[string]bool{}
			}
			a.skipped[line] = true
			a.warnf("%s", line)
		}
	}
}

func (a *app) noArticles() error {
	if a.cfg.Corpus == noBase {
		return usagef("--corpus none has no article but those that are added; name the folder of these with --data")
	}
	return fmt.Errorf("no article in %s can be used; put text or Markdown files there, or leave out --corpus", filepath.Clean(a.cfg.Corpus))
}

func (a *app) load(ctx context.Context) (*corpus.Corpus, error) {
	c, err := a.readArticles(ctx)
	if err == nil && len(c.Articles) == 0 && a.kept == nil {
		return nil, a.noArticles()
	}
	return c, err
}

// readArticles reads the base and what was added to it; there may be nothing.
func (a *app) readArticles(ctx context.Context) (*corpus.Corpus, error) {
	cfg, err := a.holdings()
	if err != nil {
		return nil, err
	}
	m := a.meter("reading the articles")
	defer m.end()
	cfg.Progress = func(p library.Progress) { m.tell(doing[p.Step], p.Done, p.Total) }
	return library.Read(ctx, cfg)
}

// loader returns what loads the base of the articles.
func (a *app) loader(opts corpus.Options) *corpus.Loader {
	if a.cfg.Corpus == "" {
		return corpus.NewLoader(seeds.Articles, opts)
	}
	return corpus.NewDirLoader(a.cfg.Corpus, opts)
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
	leg, err := chromem.New(chromem.Config{Embedder: embedder})
	return retrieval.Config{Embedder: embedder, Vectors: leg}, err
}

// indexingAlone is indexing without what a server would be paid for, for a
// comparison.
func (a *app) indexingAlone() (retrieval.Config, error) {
	if a.cfg.EmbedModel != "" {
		return retrieval.Config{Embedder: static.New(), VectorWeight: -1}, nil
	}
	return a.indexing()
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
	g.Go(func() (err error) { a.names, err = a.glossary(); return err })
	g.Go(func() (err error) { words, err = glossary.ParseLexicon(seeds.Lexicon()); return err })
	if err := g.Wait(); err != nil {
		return nil, err
	}
	writing, err := a.writing()
	if err != nil {
		return nil, err
	}
	cfg, err := a.holdings()
	if err != nil {
		return nil, err
	}
	if a.among != "" { // in the place of what was added, for a measurement
		cfg.Added, cfg.Cache = a.among, ""
	}
	cfg.Index = a.indexing
	cfg.Swapped = func(now *library.Snapshot) {
		a.noteManifest(now)
		a.noteByHand(ctx)
		if swapped != nil {
			swapped(now)
		}
	}
	cfg.Answer = answer.Config{Glossary: a.names, Lexicon: words, Words: static.New(), Writing: writing}
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
	if err := a.take(l.Current().Corpus); err != nil {
		return nil, err
	}
	a.noteManifest(l.Current())
	return l, nil
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
			if c, err := a.load(cmd.Context()); err == nil {
				names = list(c)
			}
		}
		return names, cobra.ShellCompDirectiveNoFileComp
	}
}
