package main

import (
	"context"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"rapporteur/answer"
)

const timelineExamples = `  rapporteur timeline
  rapporteur timeline Iran --from 2016
  rapporteur timeline --place Astana --actor "Staffan de Mistura"
  rapporteur timeline --article 2015-10-23-vienna
  rapporteur timeline --json eighth Astana round`

// timelineFlags are the flags of timeline.
type timelineFlags struct {
	within
	actor, place string
}

func newTimeline(a *app) *cobra.Command {
	cmd := newReportCommand(a, &cobra.Command{
		Use:   "timeline [SCOPE]",
		Short: "Show what happened in order of time",
		Long: `Show the dated events that the articles tell of, in order of when they happened;
that is another day than when they were reported. A date that is counted from the
article's ("on Friday", "next month") is marked as resolved, what was only planned
when it was reported as planned.

The scope is an article, an event, an actor, a place, a time or a subject; without
one, everything. --from and --to are about when things happened.`,
		Example: timelineExamples,
	}, &timelineFlags{})
	cmd.ValidArgsFunction = a.scopes()
	return cmd
}

func (f *timelineFlags) declare(flags *pflag.FlagSet) {
	flags.StringVar(&f.actor, "actor", "", "only events that name `NAME`")
	flags.StringVar(&f.place, "place", "", "only events in `NAME`")
	f.within.declare(flags, "events of")
}

func (f *timelineFlags) read(a *app, words []string) (reporting, error) {
	period, err := f.within.read(a)
	if err != nil {
		return reporting{}, err
	}
	request := answer.TimelineRequest{
		Scope: scopeOf(words), Articles: f.articles, Actor: f.actor, Place: f.place, Period: period,
	}
	return reporting{
		question: request.Question(),
		make: func(ctx context.Context, e *answer.Engine, _ func(string)) (*answer.Report, error) {
			return e.Timeline(ctx, request)
		},
		show: screen.timeline,
	}, nil
}
