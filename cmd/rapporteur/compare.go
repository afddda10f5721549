package main

import (
	"context"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"rapporteur/answer"
)

const compareExamples = `  rapporteur compare 2015-10-23-vienna 2017-12-21-astana-8
  rapporteur compare "first Astana round" "eighth Astana round" --about Turkey
  rapporteur compare Iran and Turkey
  rapporteur compare 2015 2017`

// compareFlags are the flags of compare.
type compareFlags struct{ about string }

func newCompare(a *app) *cobra.Command {
	cmd := newReportCommand(a, &cobra.Command{
		Use:   "compare A B",
		Short: "Compare two events, articles, actors, places or times",
		Long: `Compare what the articles say of two events, articles, actors, places or times,
point by point: what changed, what stayed, what only one side mentions, and where
sources differ. Each side is quoted, with its date.

A side of several words stands in quotation marks, or "and" stands between the
sides.`,
		Example: compareExamples,
	}, &compareFlags{})
	cmd.ValidArgsFunction = a.scopes()
	return cmd
}

func (f *compareFlags) declare(flags *pflag.FlagSet) {
	flags.StringVar(&f.about, "about", "", "compare only what is about `WHAT`")
}

func (f *compareFlags) read(_ *app, words []string) (reporting, error) {
	a, b, ok := sides(words)
	if !ok {
		return reporting{}, usagef("compare takes two sides; try: rapporteur compare \"first Astana round\" \"eighth Astana round\"")
	}
	request := answer.CompareRequest{A: a, B: b, About: f.about}
	return reporting{
		question: request.Question(),
		make: func(ctx context.Context, e *answer.Engine, _ func(string)) (*answer.Report, error) {
			return e.Compare(ctx, request)
		},
		show: func(s screen, r *answer.Report) string { return s.comparison(r, a, b) },
	}, nil
}

// betweenSides are the words that may stand between two sides, the surest first.
var betweenSides = [][]string{{"|"}, {"vs", "vs.", "versus"}, {"and", "with", "&"}}

// sides parts words into the two sides of a comparison: two words or texts in
// quotation marks as they are, others at the one word that stands between them.
// ok is false when they are not two.
func sides(words []string) (a, b string, ok bool) {
	if len(words) == 2 && !between(words[0]) && !between(words[1]) {
		a, b = strings.TrimSpace(words[0]), strings.TrimSpace(words[1])
		return a, b, a != "" && b != ""
	}
	parts := strings.Fields(strings.ReplaceAll(joined(words), "|", " | "))
	for _, these := range betweenSides {
		at := -1
		for i, word := range parts {
			if !slices.Contains(these, strings.ToLower(word)) {
				continue
			}
			if at >= 0 {
				return "", "", false // which of them parts the sides is a guess
			}
			at = i
		}
		if at >= 0 {
			return joined(parts[:at]), joined(parts[at+1:]), at > 0 && at < len(parts)-1
		}
	}
	return "", "", false
}

// between reports that a word stands between two sides.
func between(word string) bool {
	return slices.ContainsFunc(betweenSides, func(these []string) bool { return slices.Contains(these, strings.ToLower(word)) })
}
