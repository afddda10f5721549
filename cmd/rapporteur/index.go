package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"rapporteur/corpus"
	"rapporteur/library"
	"rapporteur/retrieval"
)

const indexExamples = `  # Build the index of a folder and say what was taken in, skipped and cleaned away
  rapporteur index --corpus ./articles

  # Remember what was indexed; later, see whether it still is what is there
  rapporteur index --corpus ./articles --data ./data
  rapporteur index --corpus ./articles --data ./data --check`

func newIndex(a *app) *cobra.Command {
	var check bool
	cmd := &cobra.Command{
		Use:   "index",
		Short: "Build or check the index of the articles",
		Long: `Build the index of the articles, and print what was taken in, what was skipped
and why. With --data, the index and a manifest of it are kept there, so that the
next start is quick.

With --check, verify that every passage and sentence points into the text it was
made from. With --data, verify as well that the folder of added articles is whole,
and that manifest and index are of these articles and the same as if they were
made anew; exit code 1 when something differs. Manifest and index follow from the
articles: what is wrong with them is mended by the next start.`,
		Example: indexExamples,
		Args:    noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if check {
				return a.checkIndex(cmd.Context())
			}
			return a.buildIndex(cmd.Context())
		},
	}
	cmd.Flags().BoolVar(&check, "check", false, "build nothing; exit 1 when articles and manifest disagree")
	return cmd
}

// indexJSON is what index --json prints.
type indexJSON struct {
	Articles     int           `json:"articles"`
	Passages     int           `json:"passages"`
	Sentences    int           `json:"sentences"`
	Removed      int           `json:"removed"`       // pieces cleaned away
	RemovedBytes int           `json:"removed_bytes"` // their length
	Skipped      []skippedJSON `json:"skipped"`
	Embedder     string        `json:"embedder"`
	Manifest     string        `json:"manifest"`           // where it lies; "" when none is kept
	Problems     []string      `json:"problems,omitempty"` // of --check
	BuildMS      float64       `json:"build_ms"`
}

func summarise(c *corpus.Corpus, m manifest) indexJSON {
	out := indexJSON{Articles: len(c.Articles), Embedder: m.Embedder, Skipped: skippedOf(c)}
	for _, article := range c.Articles {
		out.Passages += len(article.Passages)
		out.Sentences += len(article.Sentences)
		out.Removed += len(article.Removed)
		out.RemovedBytes += removedBytes(article)
	}
	return out
}

// buildIndex builds the index and, with --data, writes the manifest.
func (a *app) buildIndex(ctx context.Context) error {
	a.extractive = true
	start := time.Now()
	l, err := a.library(ctx, nil)
	if err != nil {
		return err
	}
	took := time.Since(start)
	c, index := l.Current().Corpus, l.Current().Index
	// An index whose vectors could not be made still answers, so only a search
	// tells; whoever builds one on purpose wants to know.
	probe, err := index.SearchDetailed(ctx, retrieval.Query{Text: "talks", Limit: 1})
	switch {
	case err != nil:
		return err
	case probe.Degraded != "":
		return errors.New(probe.Degraded)
	}
	m, err := a.manifestOf(c)
	if err != nil {
		return err
	}
	result := summarise(c, m)
	result.BuildMS = float64(took.Microseconds()) / 1000
	if a.cfg.Data != "" {
		if fault := l.State().Cache; fault != "" {
			return errors.New(fault)
		}
		if result.Manifest, err = writeManifest(a.cfg.Data, m); err != nil {
			return err
		}
	}
	return a.printIndex(result)
}

// follow has the index that is kept follow the articles, after a change of them.
// They are safe already, so what goes wrong is for the next start to mend.
func (a *app) follow(ctx context.Context) {
	a.extractive = true
	a.loaded = nil
	l, err := a.library(ctx, nil)
	if err == nil {
		err = l.Close()
	}
	if err != nil && ctx.Err() == nil {
		a.log.Info("the index is made at the next start", "error", err)
	}
}

func (a *app) printIndex(r indexJSON) error {
	if a.json {
		return printJSON(a.stdout, r)
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s, %s, %s\n", plural(r.Articles, "article"), plural(r.Passages, "passage"), plural(r.Sentences, "sentence"))
	fmt.Fprintf(&b, "cleaned away: %s (%s); see: rapporteur sources --show ID\n", plural(r.Removed, "piece"), plural(r.RemovedBytes, "byte"))
	fmt.Fprintf(&b, "vectors: %s\n", oneLine(r.Embedder))
	if r.BuildMS > 0 {
		fmt.Fprintf(&b, "built in %.0f ms\n", r.BuildMS)
	}
	if r.Manifest != "" {
		fmt.Fprintf(&b, "manifest: %s\n", oneLine(r.Manifest))
	}
	_, err := fmt.Fprint(a.stdout, b.String())
	return err
}

// checkIndex verifies the articles' spans and, with --data, the folder of the
// added articles, the manifest and the index that is kept.
func (a *app) checkIndex(ctx context.Context) error {
	cfg, err := a.holdings()
	if err != nil {
		return err
	}
	cfg.Index = a.indexingAlone
	done := a.progress("checking")
	c, problems, err := library.Check(ctx, cfg)
	done()
	if err != nil {
		return err
	}
	if err := a.take(c); err != nil {
		return err
	}
	m, err := a.manifestOf(c)
	if err != nil {
		return err
	}
	result := summarise(c, m)
	if a.kept != nil {
		if result.Problems, err = a.kept.Check(ctx); err != nil {
			return err
		}
	}
	for _, article := range c.Articles {
		result.Problems = append(result.Problems, spanProblems(article)...)
	}
	if a.cfg.Data != "" {
		result.Manifest = filepath.Join(a.cfg.Data, manifestFile)
		// What the manifest says differs need not be said of the index as well.
		if kept, err := readManifest(a.cfg.Data); err != nil {
			problems = []string{err.Error()}
		} else if differ := manifestProblems(kept, m); len(differ) > 0 {
			problems = differ
		}
	}
	ofArticles := len(result.Problems)
	result.Problems = append(result.Problems, problems...)
	if err := a.printIndex(result); err != nil || len(result.Problems) == 0 {
		return err
	}
	for _, p := range result.Problems {
		a.warnf("%s", p)
	}
	found := plural(len(result.Problems), "problem") + " found; "
	if ofArticles > 0 {
		return errors.New(found + "a backup mends those of articles and history, rapporteur index those of index and manifest")
	}
	return errors.New(found + "to mend them: rapporteur index")
}

// spanProblems reports sentences and passages that do not point into the text,
// or into what was cleaned away.
func spanProblems(article *corpus.Article) []string {
	var problems []string
	check := func(kind string, n int, s corpus.Span) {
		if s.Start < 0 || s.Start >= s.End || s.End > len(article.Body) {
			problems = append(problems, fmt.Sprintf("%s: %s %d has the span %d to %d of %d bytes", article.ID, kind, n, s.Start, s.End, len(article.Body)))
		}
	}
	for i, s := range article.Sentences {
		check("sentence", i, s.Span)
		for _, r := range article.Removed {
			if s.Start < r.End && r.Start < s.End {
				problems = append(problems, fmt.Sprintf("%s: sentence %d holds text cleaned away by %s", article.ID, i, r.Rule))
			}
		}
	}
	for i := range article.Passages {
		check("passage", i, article.Passages[i].Span)
	}
	return problems
}
