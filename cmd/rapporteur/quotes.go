package main

import (
	"context"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"rapporteur/answer"
	"rapporteur/bot/suggest"
)

const quotesExamples = `  rapporteur quotes Lavrov
  rapporteur quotes --speaker Kerry --about Assad
  rapporteur quotes --from 2017
  rapporteur quotes --matrix --about "Assad, Iran, ceasefire"`

// quotesFlags are the flags of quotes.
type quotesFlags struct {
	within
	speaker, about string
	matrix         bool
}

func newQuotes(a *app) *cobra.Command {
	cmd := newReportCommand(a, &cobra.Command{
		Use:   "quotes [SPEAKER]",
		Short: "Show who said what, when and to whom",
		Long: `Show who said what: the words in quotation marks are the speaker's own, what is
marked as reported is in the article's words. Each has its date, its publisher
and, where the article says so, to whom it was said.

The speaker is a person under any spelling, a body, a government, or people whom
the articles do not name ("diplomats"); without one, everybody. --matrix sets the
speakers side by side, by issue; the issues are those of --about, parted by
commas, or else those that most is said on.`,
		Example: quotesExamples,
	}, &quotesFlags{})
	cmd.ValidArgsFunction = a.suggestions((*suggest.Names).Speakers)
	return cmd
}

func (f *quotesFlags) declare(flags *pflag.FlagSet) {
	flags.StringVar(&f.speaker, "speaker", "", "only what `NAME` said; the same as the words without a flag")
	flags.StringVar(&f.about, "about", "", "only what was said about `WHAT`")
	flags.BoolVar(&f.matrix, "matrix", false, "set speakers side by side, by issue")
	f.within.declare(flags, "statements of")
}

func (f *quotesFlags) read(a *app, words []string) (reporting, error) {
	period, err := f.within.read(a)
	if err != nil {
		return reporting{}, err
	}
	speaker, about := f.speaker, f.about
	// "quotes Kerry about Assad": no name holds that word.
	if i := slices.Index(words, "about"); i >= 0 && about == "" {
		words, about = words[:i], joined(words[i+1:])
	}
	if said := joined(words); said != "" && strings.TrimSpace(speaker) != "" {
		return reporting{}, usagef("two speakers, %q and %q; leave out one", said, speaker)
	} else if said != "" {
		speaker = said
	}
	request := answer.QuotesRequest{
		Speaker: strings.TrimSpace(speaker), About: about, Articles: f.articles, Period: period, Matrix: f.matrix,
	}
	return reporting{
		question: request.Question(),
		make: func(ctx context.Context, e *answer.Engine, _ func(string)) (*answer.Report, error) {
			return e.Quotes(ctx, request)
		},
		show: screen.quotes,
	}, nil
}
