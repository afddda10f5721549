package main

import (
	"context"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"rapporteur/answer"
)

const summaryExamples = `  # Of an article, a round of talks, a person, a place or a time
  rapporteur summary 2015-10-23-vienna
  rapporteur summary eighth Astana round
  rapporteur summary --length short Iran
  rapporteur summary --from 2017 --to 2017

  # Of everything, in the articles' own words though a model is set
  rapporteur summary --writer extractive`

// The values of --length.
const (
	lengthShort = "short"
	lengthFull  = "full"
)

// summaryFlags are the flags of summary.
type summaryFlags struct {
	within
	length string
}

func newSummary(a *app) *cobra.Command {
	var writer string
	f := &summaryFlags{}
	cmd := newReportCommand(a, &cobra.Command{
		Use:   "summary [SCOPE]",
		Short: "Sum up an article, an event, an actor, a place or a time",
		Long: `Sum up what the articles hold on a scope: an article (its id or title), an event
such as a round of talks, an actor, a place, a time or a subject; without one, all
articles. It goes point by point: who took part, what was on the table, what came
of it, what was disputed. With --length short, it is two or three sentences,
of a few articles one for each.

Without a model the sentences are the articles' own; a model's are proved from
them. When the articles hold nothing on the scope, that is said.`,
		Example: summaryExamples,
	}, f)
	run := cmd.RunE
	cmd.RunE = func(cmd *cobra.Command, words []string) error {
		if err := a.chooseWriter(writer); err != nil {
			return err
		}
		return run(cmd, words)
	}
	addWriterFlag(cmd, &writer, modelIfSet)
	cmd.ValidArgsFunction = a.scopes()
	_ = cmd.RegisterFlagCompletionFunc("length", cobra.FixedCompletions([]string{lengthShort, lengthFull}, cobra.ShellCompDirectiveNoFileComp))
	return cmd
}

func (f *summaryFlags) declare(flags *pflag.FlagSet) {
	flags.StringVar(&f.length, "length", lengthFull, "`HOW` long: short or full")
	f.within.declare(flags, "articles that report on")
}

func (f *summaryFlags) read(a *app, words []string) (reporting, error) {
	if f.length != lengthShort && f.length != lengthFull {
		return reporting{}, usagef("--length takes short or full, not %q", f.length)
	}
	period, err := f.within.read(a)
	if err != nil {
		return reporting{}, err
	}
	request := answer.SummaryRequest{
		Scope: scopeOf(words), Articles: f.articles, Period: period, Short: f.length == lengthShort,
	}
	return reporting{
		question: request.Question(),
		make: func(ctx context.Context, e *answer.Engine, grow func(string)) (*answer.Report, error) {
			request.Grow = grow
			return e.Summary(ctx, request)
		},
		show: func(s screen, r *answer.Report) string { return s.summary(r, request.Short) },
	}, nil
}
