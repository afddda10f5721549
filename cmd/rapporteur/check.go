package main

import (
	"context"
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"rapporteur/answer"
)

const checkExamples = `  rapporteur check "Iran took part in the Vienna talks in October 2015."
  rapporteur check --article 2017-01-25-astana-1 "The rebels endorsed the communique."
  rapporteur check - < message.txt`

// maxChecked bounds what check reads from stdin.
const maxChecked = 1 << 20

// checkFlags are the flags of check.
type checkFlags struct {
	within
	stdin bool // - is stdin
}

func newCheck(a *app) *cobra.Command {
	return newReportCommand(a, &cobra.Command{
		Use:   "check TEXT",
		Short: "Check a claim against the articles",
		Long: `Check a claim or a message, sentence by sentence: the articles support it, they
contradict it, or they do not cover it; each with the sentences that decide. It
says what the articles bear out, which is not what is true.

With - in the place of the text, it is read from stdin.`,
		Example: checkExamples,
	}, &checkFlags{stdin: true})
}

func (f *checkFlags) declare(flags *pflag.FlagSet) { f.declareArticles(flags) }

func (f *checkFlags) read(a *app, words []string) (reporting, error) {
	if err := f.readArticles(a); err != nil {
		return reporting{}, err
	}
	claim := joined(words)
	if claim == "-" && f.stdin {
		data, err := io.ReadAll(io.LimitReader(a.stdin, maxChecked+1))
		switch {
		case err != nil:
			return reporting{}, fmt.Errorf("read the text from stdin: %w", err)
		case len(data) > maxChecked:
			return reporting{}, usagef("the text is longer than %d KiB; check a part of it", maxChecked>>10)
		}
		claim = strings.TrimSpace(unwrapped(string(data)))
	}
	if claim == "" {
		return reporting{}, usagef("nothing to check; try: rapporteur check \"Iran took part in the Vienna talks.\"")
	}
	request := answer.CheckRequest{Text: claim, Articles: f.articles}
	return reporting{
		question: request.Question(),
		make: func(ctx context.Context, e *answer.Engine, _ func(string)) (*answer.Report, error) {
			return e.Check(ctx, request)
		},
		show: screen.checked,
	}, nil
}

// leastWrapped is how many letters a line has that was broken for its width.
const leastWrapped = 50

// unwrapped joins the lines of a text that was broken for its width, as letters
// and files are: each line may end a sentence otherwise.
func unwrapped(text string) string {
	lines := strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n")
	var b strings.Builder
	for i, line := range lines {
		line = strings.TrimRightFunc(line, unicode.IsSpace)
		b.WriteString(line)
		if i == len(lines)-1 {
			break
		}
		next, _ := utf8.DecodeRuneInString(lines[i+1])
		last, _ := utf8.DecodeLastRuneInString(line)
		long := utf8.RuneCountInString(line) >= leastWrapped && unicode.IsLetter(next)
		if line != "" && !strings.ContainsRune(".!?:;", last) && (unicode.IsLower(next) || long) {
			b.WriteByte(' ')
		} else {
			b.WriteByte('\n')
		}
	}
	return b.String()
}
