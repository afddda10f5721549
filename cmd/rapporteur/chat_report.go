package main

import (
	"context"
	"errors"
	"io"
	"strings"

	"github.com/spf13/pflag"

	"rapporteur/answer"
)

// lastShown is what /sources and /passages tell of: the last answer or report.
type lastShown struct {
	asked     string
	citations []answer.Citation
	retrieved []answer.Retrieved
}

// maxRemembered letters of a report are kept for the questions that refer to it.
const maxRemembered = 2000

// report makes the report that a line of chat asks for, with the words and the
// flags of the command of that name. Wrong use is told and ends nothing.
func (c *conversation) report(ctx context.Context, name, rest string) error {
	wanted, err := c.wanted(name, rest)
	var usage *usageError
	if errors.As(err, &usage) {
		return c.say(inChat(oneLine(usage.msg)) + "\n")
	}
	if err != nil {
		return err
	}
	r, err := c.app.report(ctx, c.out, c.engine, wanted)
	if err != nil {
		return err
	}
	c.last = &lastShown{rest, r.Citations, r.Retrieved}
	c.remember(wanted.question, shorten(r.Text, maxRemembered))
	return c.say(wanted.show(c.app.screen(), r))
}

// wanted reads the rest of the line. What is to be checked is somebody's text,
// in which nothing is a flag.
func (c *conversation) wanted(name, rest string) (reporting, error) {
	asked := inquiries[name]()
	flags := pflag.NewFlagSet(name, pflag.ContinueOnError)
	flags.SetOutput(io.Discard)
	asked.declare(flags)
	words := []string{rest}
	if name != "check" {
		if err := flags.Parse(chatWords(rest)); err != nil {
			return reporting{}, usagef("%s; /%s takes: %s", plainFlagError(err), name, flagNames(flags))
		}
		words = flags.Args()
	}
	return asked.read(c.app, words)
}

// chatWords splits a line at spaces, but for what stands in double quotation
// marks. An apostrophe is none.
func chatWords(line string) []string {
	var words []string
	var word strings.Builder
	begun, quoted := false, false
	end := func() {
		if begun {
			words = append(words, word.String())
		}
		word.Reset()
		begun = false
	}
	for _, r := range line {
		switch {
		case strings.ContainsRune("\"“”„", r):
			quoted, begun = !quoted, true
		case r == ' ' && !quoted:
			end()
		default:
			word.WriteRune(r)
			begun = true
		}
	}
	end()
	return words
}

func flagNames(flags *pflag.FlagSet) string {
	var names []string
	flags.VisitAll(func(f *pflag.Flag) { names = append(names, "--"+f.Name) })
	return strings.Join(names, " ")
}

// inChat says in the words of a conversation what was said for a command line.
func inChat(msg string) string {
	return strings.NewReplacer("rapporteur sources", "/articles", "rapporteur ", "/").Replace(msg)
}
