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
and why. With --data, a manifest of what was indexed is kept there.

With --check, verify that every passage and sentence points into the text it was
made from and, with --data, that the articles are those of the manifest; exit
code 1 when something differs.`,
		Example: indexExamples,
		Args:    noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if check {
				return a.checkIndex()
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
	c, err := a.articlesUntil(ctx)
	if err != nil {
		return err
	}
	start := time.Now()
	index, err := a.index(ctx)
	if err != nil {
		return err
	}
	took := time.Since(start)
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
		if result.Manifest, err = writeManifest(a.cfg.Data, m); err != nil {
			return err
		}
	}
	return a.printIndex(result)
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

// checkIndex verifies the articles' spans and the manifest.
func (a *app) checkIndex() error {
	c, err := a.articles()
	if err != nil {
		return err
	}
	m, err := a.manifestOf(c)
	if err != nil {
		return err
	}
	result := summarise(c, m)
	for _, article := range c.Articles {
		result.Problems = append(result.Problems, spanProblems(article)...)
	}
	if a.cfg.Data != "" {
		result.Manifest = filepath.Join(a.cfg.Data, manifestFile)
		if kept, err := readManifest(a.cfg.Data); err != nil {
			result.Problems = append(result.Problems, err.Error())
		} else {
			result.Problems = append(result.Problems, manifestProblems(kept, m)...)
		}
	}
	if err := a.printIndex(result); err != nil || len(result.Problems) == 0 {
		return err
	}
	for _, p := range result.Problems {
		a.warnf("%s", p)
	}
	return fmt.Errorf("%s found; to mend them: rapporteur index", plural(len(result.Problems), "problem"))
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
