package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"rapporteur/intake"
)

func main() { os.Exit(run()) }

// run is main with an exit code, so that tests can be the program.
func run() int {
	intake.Main() // a child that reads a source does nothing else
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop) // a second signal ends the program at once
	a := &app{stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr, lookupEnv: os.LookupEnv}
	root := newRoot(a)
	root.SetArgs(os.Args[1:])
	err := root.ExecuteContext(ctx)
	if err != nil && !a.started {
		err = asUsage(err) // cobra's own: flags, arguments, commands
	}
	return report(a.stderr, err)
}

// Exit codes; scripts rely on them.
const (
	exitDone    = 0
	exitFailed  = 1
	exitUsage   = 2 // wrong use: nothing was done
	exitRefused = 3 // ask found no evidence
)

// usageError is a mistake in how the program was called. Its text is one
// sentence that says what to change.
type usageError struct{ msg string }

func (e *usageError) Error() string { return e.msg }

func usagef(format string, args ...any) error {
	return &usageError{fmt.Sprintf(format, args...)}
}

// asUsage makes err a usageError, if it is none yet.
func asUsage(err error) error {
	var usage *usageError
	if errors.As(err, &usage) {
		return err
	}
	return usagef("%s; see: rapporteur --help", err)
}

// errRefused makes the exit code of a refusal, which has been shown already.
var errRefused = errors.New("refused")

// report writes err as one line, if it needs one, and returns the exit code.
func report(w io.Writer, err error) int {
	var usage *usageError
	switch {
	case err == nil:
		return exitDone
	case errors.Is(err, errRefused):
		return exitRefused
	case errors.Is(err, context.Canceled):
		err = errors.New("interrupted")
	}
	fmt.Fprintln(w, "rapporteur:", oneLine(err.Error()))
	if errors.As(err, &usage) {
		return exitUsage
	}
	return exitFailed
}
