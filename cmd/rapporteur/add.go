package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"

	"github.com/spf13/cobra"

	"rapporteur/glossary/glean"
	"rapporteur/ingest"
	"rapporteur/intake"
)

const addExamples = `  # See what would be added, then say yes
  rapporteur add --data ./data report.html
  rapporteur add --data ./data https://example.org/news/geneva-talks

  # A folder of files, without being asked
  rapporteur add --data ./data --yes ./articles

  # What the file does not say
  rapporteur add --data ./data --publisher "Daily News" --published 2016-03-14 scan.pdf

  # Whatever is put into a folder from now on
  rapporteur add --data ./data --yes --watch ./incoming`

// adding is one run of add.
type adding struct {
	app     *app
	desk    *ingest.Desk
	gleaner *glean.Gleaner
	details ingest.Details
	yes     bool
	unsure  bool // what is doubtful is added as well
}

func newAdd(a *app) *cobra.Command {
	run := &adding{app: a}
	var watch bool
	cmd := &cobra.Command{
		Use:   "add SOURCE...",
		Short: "Take articles in: files, folders, web addresses, feeds",
		Long: `Take in articles and keep them in the folder named by --data, beside those that
answers come from already. A SOURCE is a file, a folder, an address of the web, or
"-" for stdin: text, Markdown, an HTML page, a PDF, or a feed (each entry of it).

What would be added is shown first: title, publisher and date, each with where it
comes from (stated by the source, inferred, or given by you), the first lines,
what is cleaned away, and the articles that are much the same text. With a yes it
counts. What came from the same address, or has the same id, is changed; the text
before is kept. What is there already is left as it is, so the same command can be
run again after an interruption. A bot that runs with the same --data answers from
it a few seconds later.

Addresses are fetched only by this command, only from public hosts, and only where
the site's robots.txt allows it; of a feed, no more than the feed.`,
		Example: addExamples,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usagef("add needs a file, a folder, an address, or - for stdin")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if watch {
				return run.watch(cmd.Context(), args)
			}
			return run.run(cmd.Context(), args)
		},
	}
	flags := cmd.Flags()
	flags.BoolVarP(&run.yes, "yes", "y", false, "add without asking; what is doubtful is left out, which is no failure")
	flags.BoolVar(&run.unsure, "doubtful", false, "add what is doubtful as well: without a date, or only a summary")
	flags.BoolVar(&watch, "watch", false, "look for new files in the folders until interrupted; needs --yes")
	d := &run.details
	flags.StringVar(&d.ID, "id", "", "`ID` of the article; one that is there is changed")
	flags.StringVar(&d.Title, "title", "", "its title")
	flags.StringVar(&d.Publisher, "publisher", "", "who published it")
	flags.StringVar(&d.Published, "published", "", "when: a `DATE` like 2017-12-21, a month or a year")
	flags.StringVar(&d.Place, "place", "", "where it reports from")
	flags.StringVar(&d.Event, "event", "", "what people call the event")
	flags.StringVar(&d.Language, "language", "", "two `LETTERS` (ISO 639-1)")
	flags.StringVar(&d.Licence, "licence", "", "the terms it may be used under")
	flags.StringVar(&d.URL, "url", "", "where it can be read")
	return cmd
}

// sourceOf one argument, read when its turn comes.
type incoming struct {
	name string // as it was given, or found in a folder
	open func(ctx context.Context) (intake.Source, error)
}

// sources returns what the arguments name, with the files of folders in order.
func (r *adding) sources(args []string) ([]incoming, error) {
	var out []incoming
	for _, arg := range args {
		switch {
		case arg == "-":
			out = append(out, incoming{"stdin", func(context.Context) (intake.Source, error) { return readSource(r.app.stdin, "") }})
		case strings.Contains(arg, "://"):
			out = append(out, incoming{orDefault(plainAddress(arg), "the address"), func(ctx context.Context) (intake.Source, error) { return r.desk.Fetch(ctx, arg) }})
		default:
			found, err := filesOf(arg)
			if err != nil {
				return nil, usagef("%s", err)
			}
			out = append(out, found...)
		}
	}
	return out, nil
}

// filesOf returns the file at path or those of the folder there, but for hidden
// ones and what is no file. Links inside a folder are not followed.
func filesOf(path string) ([]incoming, error) {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return nil, fileError(path, err)
	case info.Mode().IsRegular():
		return []incoming{fileAt(path)}, nil
	case !info.IsDir():
		return nil, fmt.Errorf("%s is neither a file nor a folder", path)
	}
	var out []incoming
	err = filepath.WalkDir(path, func(p string, entry fs.DirEntry, err error) error {
		hidden := p != path && strings.HasPrefix(entry.Name(), ".")
		switch {
		case err != nil && p == path:
			return err
		case err != nil: // of a folder inside: said, and the rest is taken in
			out = append(out, incoming{p, func(context.Context) (intake.Source, error) { return intake.Source{}, fileError(p, err) }})
			return fs.SkipDir
		case hidden && entry.IsDir():
			return fs.SkipDir
		case entry.Type().IsRegular() && !hidden:
			out = append(out, fileAt(p))
		}
		return nil
	})
	if err != nil {
		return nil, fileError(path, err)
	}
	return out, nil
}

func fileAt(path string) incoming {
	return incoming{path, func(context.Context) (intake.Source, error) {
		f, err := openRegular(path)
		if err != nil {
			return intake.Source{}, fileError(path, err)
		}
		defer f.Close()
		return readSource(f, filepath.Base(path))
	}}
}

// openRegular opens a file that is one, without waiting for a pipe's other end.
func openRegular(path string) (*os.File, error) {
	f, err := os.OpenFile(path, os.O_RDONLY|syscall.O_NONBLOCK, 0)
	if err != nil {
		return nil, err
	}
	info, err := f.Stat()
	if err == nil && !info.Mode().IsRegular() {
		err = errors.New("it is no file")
	}
	if err != nil {
		f.Close()
		return nil, err
	}
	return f, nil
}

// readSource reads at most one byte more than is taken in; that byte makes the
// extractor refuse it.
func readSource(r io.Reader, name string) (intake.Source, error) {
	data, err := io.ReadAll(io.LimitReader(r, intake.DefaultMaxInput+1))
	return intake.Source{Name: name, Data: data}, err
}
