package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"rapporteur/answer"
	"rapporteur/bot/suggest"
	"rapporteur/corpus"
)

// inquiry is what one of the commands summary, timeline, quotes, compare and
// check was asked: its flags, from a command line or from a line of chat, and
// what they and the words beside them make.
type inquiry interface {
	// declare declares the flags.
	declare(flags *pflag.FlagSet)
	// read takes the words once the flags are parsed, and returns what is to be
	// reported. Its errors are of wrong use.
	read(a *app, words []string) (reporting, error)
}

// reporting is a report that can be made and shown.
type reporting struct {
	question string // the same as a question, for those that follow in a conversation
	// make has the engine make it; grow is called with what a model has written so far.
	make func(ctx context.Context, e *answer.Engine, grow func(string)) (*answer.Report, error)
	show func(s screen, r *answer.Report) string
}

// inquiries are the commands that report, by name, as chat has them too.
var inquiries = map[string]func() inquiry{
	"summary":  func() inquiry { return &summaryFlags{} },
	"timeline": func() inquiry { return &timelineFlags{} },
	"quotes":   func() inquiry { return &quotesFlags{} },
	"compare":  func() inquiry { return &compareFlags{} },
	"check":    func() inquiry { return &checkFlags{} },
}

// inquire runs a command that reports.
func (a *app) inquire(ctx context.Context, i inquiry, words []string) error {
	wanted, err := i.read(a, words)
	if err != nil {
		return err
	}
	engine, err := a.engine(ctx)
	if err != nil {
		return err
	}
	r, err := a.report(ctx, a.stdout, engine, wanted)
	if err != nil {
		return err
	}
	if a.json {
		return printJSON(a.stdout, r)
	}
	_, err = fmt.Fprint(a.stdout, wanted.show(a.screen(), r))
	return err
}

// report has a report made, within the time that one question may take, and logs
// one line. What a model writes of it grows on out.
func (a *app) report(ctx context.Context, out io.Writer, engine *answer.Engine, wanted reporting) (*answer.Report, error) {
	limited, cancel := context.WithTimeout(ctx, a.cfg.maxWait())
	defer cancel()
	g := a.growth(out)
	r, err := wanted.make(limited, engine, g.show)
	g.clear()
	switch {
	case errors.Is(err, context.DeadlineExceeded) && ctx.Err() == nil:
		return nil, fmt.Errorf("no report within %s; ask for less, by --from, --to or --article", a.cfg.maxWait())
	case err != nil:
		return nil, err
	}
	a.log.LogAttrs(ctx, slog.LevelInfo, "reported",
		slog.String("kind", string(r.Kind)), slog.Bool("refused", r.Refused), slog.String("reason", r.Reason),
		slog.String("writer", r.Writer), slog.Int("citations", len(r.Citations)), slog.Int("dropped", len(r.Dropped)),
		slog.Float64("total_ms", r.Timing.Total))
	a.logWriter(ctx, string(r.Kind), "", r.Trace)
	a.log.Debug("scope", "text", r.Scope)
	return r, nil
}

// within are the flags by which a report is kept to some articles or to a time.
type within struct {
	periodFlags
	articles []string
}

// declare declares the flags; what is what --from and --to bound: "events of".
func (w *within) declare(flags *pflag.FlagSet, what string) {
	w.periodFlags.declare(flags, what)
	w.declareArticles(flags)
}

func (w *within) declareArticles(flags *pflag.FlagSet) {
	flags.StringArrayVar(&w.articles, "article", nil, "only from the article `ID`; may be repeated")
}

// read returns the period and checks the ids of the articles.
func (w *within) read(a *app) (corpus.Period, error) {
	p, err := w.periodFlags.read()
	if err != nil {
		return p, err
	}
	return p, w.readArticles(a)
}

func (w *within) readArticles(a *app) error {
	if len(w.articles) == 0 {
		return nil
	}
	c, err := a.articles()
	if err != nil {
		return err
	}
	for _, id := range w.articles {
		if c.Article(id) == nil {
			return usagef("no article %q; for the ids: rapporteur sources", id)
		}
	}
	return nil
}

// newReportCommand completes cmd, a command that reports what i is asked.
func newReportCommand(a *app, cmd *cobra.Command, i inquiry) *cobra.Command {
	cmd.RunE = func(cmd *cobra.Command, words []string) error {
		return a.inquire(cmd.Context(), i, words)
	}
	i.declare(cmd.Flags())
	if cmd.Flags().Lookup("article") != nil {
		_ = cmd.RegisterFlagCompletionFunc("article", a.completions(articleIDs))
	}
	for flag, offer := range map[string]func(*suggest.Names, string) []suggest.Choice{
		"actor": (*suggest.Names).Actors, "speaker": (*suggest.Names).Speakers,
		"about": (*suggest.Names).Actors, "place": (*suggest.Names).Places,
	} {
		if cmd.Flags().Lookup(flag) != nil {
			_ = cmd.RegisterFlagCompletionFunc(flag, a.suggestions(offer))
		}
	}
	return cmd
}

// suggestions offers the shell the names in the corpus that fit what is typed.
func (a *app) suggestions(offer func(*suggest.Names, string) []suggest.Choice) cobra.CompletionFunc {
	return func(cmd *cobra.Command, words []string, typed string) ([]string, cobra.ShellCompDirective) {
		list := func(c *corpus.Corpus) []string {
			names, err := a.glossary()
			if err != nil {
				return nil
			}
			var values []string
			for _, choice := range offer(suggest.New(c.Articles, names), typed) {
				values = append(values, choice.Value)
			}
			return values
		}
		return a.completions(list)(cmd, words, typed)
	}
}

// scopes completes what a report is of.
func (a *app) scopes() cobra.CompletionFunc { return a.suggestions((*suggest.Names).Scopes) }

// scopeOf returns the words as a scope: none are everything, which blanks are
// not.
func scopeOf(words []string) string { return strings.Join(words, " ") }

// joined returns words as one text; blank when there is none.
func joined(words []string) string { return strings.TrimSpace(strings.Join(words, " ")) }
