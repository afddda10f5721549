package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"rapporteur/answer"
	"rapporteur/corpus"
)

const sourcesExamples = `  rapporteur sources
  rapporteur sources --show 2017-12-21-astana-8
  rapporteur sources --coverage
  rapporteur sources --corpus ./articles --json`

func newSources(a *app) *cobra.Command {
	var show string
	var coverage bool
	cmd := &cobra.Command{
		Use:   "sources",
		Short: "List the articles, and what was cleaned away",
		Long: `List the articles that answers come from, the dates they cover, and the files
that were skipped.

With --show, print everything known of one article: each piece of metadata with
its basis (stated by the article, given by whoever added it, or inferred), and
each stretch of text that is neither indexed nor quoted, with the rule that
took it out.

With --coverage, print which months, publishers, events, places and actors the
articles cover, and where that is thin.`,
		Example: sourcesExamples,
		Args:    noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			switch {
			case show != "" && coverage:
				return usagef("--show is about one article and --coverage about all; leave out one")
			case show != "":
				return a.showSource(show)
			case coverage:
				return a.showCoverage(cmd.Context())
			}
			return a.listSources()
		},
	}
	cmd.Flags().StringVar(&show, "show", "", "print everything about the article `ID`")
	cmd.Flags().BoolVar(&coverage, "coverage", false, "print what the articles cover, and where that is thin")
	_ = cmd.RegisterFlagCompletionFunc("show", a.completions(articleIDs))
	return cmd
}

func articleIDs(c *corpus.Corpus) []string {
	ids := make([]string, len(c.Articles))
	for i, article := range c.Articles {
		ids[i] = article.ID
	}
	return ids
}

// sourceJSON is an article as sources --json prints it.
type sourceJSON struct {
	answer.ArticleRef
	TitleBasis string        `json:"title_basis"`
	Place      string        `json:"place"`
	PlaceBasis string        `json:"place_basis"`
	Event      string        `json:"event"`
	EventBasis string        `json:"event_basis"`
	Language   string        `json:"language"`
	Licence    string        `json:"licence"`
	Path       string        `json:"path"`
	Hash       string        `json:"hash"`
	Bytes      int           `json:"bytes"`
	Sentences  int           `json:"sentences"`
	Passages   int           `json:"passages"`
	Removed    []removedJSON `json:"removed"`
}

type removedJSON struct {
	Start  int    `json:"start"`
	End    int    `json:"end"`
	Rule   string `json:"rule"`
	Reason string `json:"reason"`
	Text   string `json:"text"`
}

type skippedJSON struct {
	Path    string `json:"path"`
	Reason  string `json:"reason,omitempty"`  // why it was not taken in
	Warning string `json:"warning,omitempty"` // what to know though it was
}

// sourcesJSON is what sources --json prints.
type sourcesJSON struct {
	Articles []sourceJSON  `json:"articles"`
	Coverage coverageJSON  `json:"coverage"`
	Skipped  []skippedJSON `json:"skipped"`
}

type coverageJSON struct {
	From string `json:"from"`
	To   string `json:"to"`
}

func sourceOf(article *corpus.Article) sourceJSON {
	s := sourceJSON{
		ArticleRef: answer.Reference(article),
		TitleBasis: string(article.TitleBasis),
		Place:      article.Place, PlaceBasis: string(article.PlaceBasis),
		Event: article.Event, EventBasis: string(article.EventBasis),
		Language: article.Language, Licence: article.Licence,
		Path: article.Path, Hash: article.Hash, Bytes: len(article.Body),
		Sentences: len(article.Sentences), Passages: len(article.Passages),
		Removed: make([]removedJSON, len(article.Removed)),
	}
	for i, r := range article.Removed {
		s.Removed[i] = removedJSON{r.Start, r.End, r.Rule, r.Reason, article.Text(r.Span)}
	}
	return s
}

func skippedOf(c *corpus.Corpus) []skippedJSON {
	out := make([]skippedJSON, len(c.Skipped))
	for i, s := range c.Skipped {
		out[i] = skippedJSON(s)
	}
	return out
}

func (a *app) listSources() error {
	c, err := a.articles()
	if err != nil {
		return err
	}
	first, last := corpus.Coverage(c.Articles)
	if a.json {
		list := make([]sourceJSON, len(c.Articles))
		for i, article := range c.Articles {
			list[i] = sourceOf(article)
		}
		return printJSON(a.stdout, sourcesJSON{list, coverageJSON{first.String(), last.String()}, skippedOf(c)})
	}
	_, err = fmt.Fprint(a.stdout, a.screen().articles(c))
	return err
}

// articles returns the list of the articles with what they cover.
func (s screen) articles(c *corpus.Corpus) string {
	var b strings.Builder
	for _, article := range c.Articles {
		b.WriteString(s.as(bold, oneLine(article.ID)) + "\n")
		b.WriteString(s.wrap(source(answer.Reference(article)), "  ", "  ") + "\n")
		counts := plural(len(article.Passages), "passage")
		if n := removedBytes(article); n > 0 {
			counts += fmt.Sprintf(", %d bytes of %d cleaned away", n, len(article.Body))
		}
		b.WriteString(s.as(dim, "  "+counts) + "\n")
	}
	b.WriteString("\n" + coverageLine(c) + "\n")
	return b.String()
}

func coverageLine(c *corpus.Corpus) string {
	line := plural(len(c.Articles), "article")
	first, last := corpus.Coverage(c.Articles)
	switch {
	case first.IsZero():
	case first == last:
		line += ", " + first.Short()
	default:
		line += ", " + first.Short() + " to " + last.Short()
	}
	return line
}

func removedBytes(article *corpus.Article) int {
	n := 0
	for _, r := range article.Removed {
		n += r.Len()
	}
	return n
}

func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

func (a *app) showSource(id string) error {
	c, err := a.articles()
	if err != nil {
		return err
	}
	article := c.Article(id)
	if article == nil {
		return usagef("no article %q; for the ids: rapporteur sources", id)
	}
	if a.json {
		return printJSON(a.stdout, sourceOf(article))
	}
	_, err = fmt.Fprint(a.stdout, a.screen().article(article))
	return err
}

// article returns everything known of one article but its text.
func (s screen) article(article *corpus.Article) string {
	var b strings.Builder
	row := func(name, value string) {
		if value == "" {
			value = "unknown"
		}
		b.WriteString(s.wrap(oneLine(value), fmt.Sprintf("%-12s", name), strings.Repeat(" ", 12)) + "\n")
	}
	based := func(name, value string, basis corpus.Basis) {
		if value != "" && basis != "" {
			value += " (" + string(basis) + ")"
		}
		row(name, value)
	}
	row("id", article.ID)
	based("title", article.Title, article.TitleBasis)
	based("publisher", article.Publisher, article.PublisherBasis)
	based("published", article.Published.String(), article.PublishedBasis)
	based("place", article.Place, article.PlaceBasis)
	based("event", article.Event, article.EventBasis)
	row("language", article.Language)
	row("url", article.URL)
	row("licence", article.Licence)
	row("source file", article.SourceFile)
	row("path", article.Path)
	row("hash", article.Hash)
	row("size", fmt.Sprintf("%s, %s, %s", plural(len(article.Body), "byte"),
		plural(len(article.Sentences), "sentence"), plural(len(article.Passages), "passage")))
	for _, w := range article.Warnings {
		row("warning", w)
	}
	if len(article.Removed) == 0 {
		b.WriteString("\nNothing was cleaned away.\n")
		return b.String()
	}
	b.WriteString("\nCleaned away, neither indexed nor quoted:\n")
	for _, r := range article.Removed {
		head := fmt.Sprintf("%s, bytes %d to %d: %s", r.Rule, r.Start, r.End, r.Reason)
		b.WriteString(s.wrap(oneLine(head), "- ", "  ") + "\n")
		b.WriteString(s.as(dim, s.wrap("“"+oneLine(article.Text(r.Span))+"”", "  ", "  ")) + "\n")
	}
	return b.String()
}
