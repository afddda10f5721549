package main

import (
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
	"golang.org/x/term"

	"rapporteur/answer"
	"rapporteur/archive"
	"rapporteur/corpus"
	"rapporteur/glossary"
	"rapporteur/llm"
	"rapporteur/retrieval/vectorfile"
)

// app is one run of the program: its streams, its settings, and what has been
// made of them so far (see wire.go). Commands are methods on it.
type app struct {
	stdin          io.Reader
	stdout, stderr io.Writer
	lookupEnv      func(string) (string, bool)

	json    bool // --json
	cfg     config
	log     *slog.Logger
	watch   *watch // of serve; nil when nothing is counted
	started bool   // a command runs: what fails from here on is no wrong use of flags

	kept    *archive.Archive // the added articles; nil without --data, and until archive opened them
	changes bool             // the command changes them
	skipped map[string]bool  // by tellSkipped

	loaded  *corpus.Corpus     // by articles
	vectors *vectorfile.File   // by indexing; nil when no vectors are kept
	among   folder             // articles beside the corpus, see putAmong; "" for none
	names   *glossary.Glossary // by engine

	extractive bool         // the command wants the articles' own words
	brought    answer.Model // the command's own model, nil for that of the server
	served     answer.Model // the model that writes, once the engine is made
	budget     *llm.Budget  // of the server's model; nil while none was made
	warned     warnings
}

const rootHelp = `Rapporteur answers questions about the Syria peace talks from news articles. Each
sentence of an answer is quoted from an article or, when a language model writes,
proved from sentences of the articles; it cites them. When the articles do not
hold the answer, it says so and shows the nearest passages. In the same way it
sums up, puts events and quotations in order of time, compares, and checks claims.

It needs no key, no network and no server. Without a command it starts a
conversation or, when DISCORD_TOKEN is set, answers in Discord.`

const rootExamples = `  rapporteur ask "Who led Russia's delegation at the eighth Astana round?"
  rapporteur chat
  rapporteur lookup Wadi Barada
  rapporteur summary eighth Astana round
  rapporteur timeline Iran
  rapporteur quotes Lavrov
  rapporteur compare Iran and Turkey
  rapporteur check "Iran took part in the Vienna talks in October 2015."
  rapporteur sources`

// newRoot returns the command tree of a.
func newRoot(a *app) *cobra.Command {
	root := &cobra.Command{
		Use:     "rapporteur",
		Short:   "Cited answers about the Syria peace talks",
		Long:    rootHelp,
		Example: rootExamples,
		Args:    a.noSuchCommand,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if a.cfg.DiscordToken != "" {
				return a.serve(cmd.Context())
			}
			return a.chat(cmd.Context())
		},
		PersistentPreRunE: func(cmd *cobra.Command, _ []string) error { return a.configure(cmd) },
		SilenceErrors:     true,
		SilenceUsage:      true,

		SuggestionsMinimumDistance: 2,
	}
	root.SetIn(a.stdin)
	root.SetOut(a.stdout)
	root.SetErr(a.stderr)
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		return usagef("%s; see: %s --help", plainFlagError(err), cmd.CommandPath())
	})
	addSettingFlags(root.PersistentFlags())
	root.PersistentFlags().BoolVar(&a.json, "json", false, "print JSON")
	root.SetHelpCommand(newHelp(root))
	root.AddCommand(
		newServe(a), newAsk(a), newChat(a), newLookup(a), newSummary(a), newTimeline(a), newQuotes(a), newCompare(a), newCheck(a),
		newSources(a), newAdd(a), newRemove(a), newRestore(a), newHistory(a), newGlossary(a), newIndex(a), newDoctor(a), newEval(a), newVersion(a),
		newEnvironmentTopic(),
	)
	root.InitDefaultCompletionCmd()
	if completion, _, err := root.Find([]string{"completion"}); err == nil {
		completion.RunE = func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				return usagef("no completion for %q; there is bash, fish, powershell and zsh", args[0])
			}
			return cmd.Help()
		}
		completion.Args = cobra.ArbitraryArgs
	}
	return root
}

// configure reads the settings, before any command runs.
func (a *app) configure(cmd *cobra.Command) error {
	cfg, err := loadConfig(cmd.Flags(), a.lookupEnv)
	if err != nil {
		return err
	}
	a.cfg, a.started = cfg, true
	level := slog.LevelWarn
	if cfg.LogLevel != nil {
		level = *cfg.LogLevel
	}
	a.logAt(level)
	a.log.Debug("settings", "config", cfg)
	return nil
}

func (a *app) logAt(level slog.Level) {
	options := &slog.HandlerOptions{Level: level}
	if a.cfg.LogFormat == logJSON {
		a.log = slog.New(slog.NewJSONHandler(a.stderr, options))
		return
	}
	a.log = slog.New(slog.NewTextHandler(a.stderr, options))
}

func (a *app) noSuchCommand(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	if near := cmd.SuggestionsFor(args[0]); len(near) > 0 {
		return usagef("no command %q; did you mean %s?", args[0], strings.Join(near, " or "))
	}
	return usagef("no command %q; to ask a question: rapporteur ask %q", args[0], strings.Join(args, " "))
}

// newHelp is cobra's help command, with a usage error for unknown commands.
func newHelp(root *cobra.Command) *cobra.Command {
	return &cobra.Command{
		Use:   "help [COMMAND]",
		Short: "Help about any command",
		RunE: func(_ *cobra.Command, args []string) error {
			found, rest, err := root.Find(args)
			if err != nil || len(rest) > 0 {
				return usagef("no help on %q; for what there is: rapporteur help", strings.Join(args, " "))
			}
			return found.Help()
		},
	}
}

// noArgs is cobra.NoArgs as a usage error.
func noArgs(cmd *cobra.Command, args []string) error {
	if len(args) > 0 {
		return usagef("%s takes no arguments, and was given %q; see: %s --help", cmd.CommandPath(), args[0], cmd.CommandPath())
	}
	return nil
}

// isTerminal reports whether stream is a terminal, as nothing but a file can be.
func isTerminal(stream any) bool {
	f, ok := stream.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// warnf writes one line to stderr about something that was passed over, as a line
// of the log where machines read it.
func (a *app) warnf(format string, args ...any) {
	if a.cfg.LogFormat == logJSON && a.log != nil {
		a.log.Warn(oneLine(fmt.Sprintf(format, args...)))
		return
	}
	fmt.Fprintln(a.stderr, "rapporteur:", oneLine(fmt.Sprintf(format, args...)))
}

// plainFlagError returns err in words for a person: what the flag takes,
// rather than the Go function that refused it.
func plainFlagError(err error) error {
	var invalid *pflag.InvalidValueError
	var number *strconv.NumError
	if !errors.As(err, &invalid) || !errors.As(err, &number) {
		return err
	}
	want := "a number"
	switch flag := invalid.GetFlag(); {
	case flag.Value.Type() == "bool":
		want = "true or false"
	case errors.Is(number, strconv.ErrRange):
		want = "a smaller number"
	case strings.HasPrefix(flag.Value.Type(), "int"):
		want = "a whole number"
	}
	return fmt.Errorf("--%s takes %s, not %q", invalid.GetFlag().Name, want, invalid.GetValue())
}
