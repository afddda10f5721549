package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"rapporteur/glossary"
	"rapporteur/glossary/glean"
	"rapporteur/text"
)

const acceptHelp = `Take suggestions into glossary.yaml in the folder of --data: those with the names
or ids given, or all of them. What you wrote there stays, comments and all.

An accepted name says which strings mean the same. What the articles say somebody
is goes with it as roles, each with the article, its date and the sentence; no
answer is made of a role. A running bot knows the names when it is started next.`

func newGlossaryAccept(a *app) *cobra.Command {
	var all bool
	cmd := &cobra.Command{
		Use:     "accept NAME…",
		Short:   "Take suggestions into the glossary",
		Long:    acceptHelp,
		Example: "  rapporteur glossary accept --corpus ./articles --data ./data \"Dora Linnet\"\n  rapporteur glossary accept --corpus ./articles --data ./data --all",
		Args:    cobra.ArbitraryArgs,
		RunE: func(_ *cobra.Command, names []string) error {
			switch {
			case a.cfg.Data == "":
				return usagef("accepted names are kept in --data; name that folder")
			case all == (len(names) > 0):
				return usagef("name suggestions to accept, or --all; for what there is: rapporteur glossary suggest")
			}
			return a.accept(names)
		},
	}
	cmd.Flags().BoolVar(&all, "all", false, "take every suggestion")
	return cmd
}

// accept takes the suggestions with these names, or all when there are none,
// into the glossary in --data.
func (a *app) accept(names []string) error {
	g, found, err := a.suggested(nil)
	if err != nil {
		return err
	}
	if len(names) > 0 {
		if found, err = chosen(g, found, names); err != nil {
			return err
		}
	}
	if len(found) == 0 {
		return a.say("There is nothing to accept.\n")
	}
	entries := make([]glossary.Entry, len(found))
	for i, s := range found {
		entries[i] = s.Entry()
	}
	if err := addToGlossary(a.keptGlossary(), entries); err != nil {
		return err
	}
	if a.json {
		out := make([]suggestionJSON, len(found))
		for i, s := range found {
			out[i] = suggestionOf(s)
		}
		return printJSON(a.stdout, out)
	}
	var b strings.Builder
	for _, s := range found {
		b.WriteString(oneLine(s.Name) + "\n")
	}
	fmt.Fprintf(&b, "\n%s written to %s\n", plural(len(found), "name"), a.keptGlossary())
	return a.say(b.String())
}

// chosen returns the suggestions that are called by names.
func chosen(g *glossary.Glossary, found []glean.Suggestion, names []string) ([]glean.Suggestion, error) {
	var out []glean.Suggestion
	taken := map[string]bool{}
	for _, name := range names {
		hit := false
		for _, s := range found {
			if !called(s, name) {
				continue
			}
			hit = true
			if !taken[s.ID] {
				taken[s.ID] = true
				out = append(out, s)
			}
		}
		switch {
		case hit:
		case len(named(g, name)) > 0:
			return nil, usagef("%q is in the glossary", name)
		default:
			return nil, usagef("no suggestion is called %q; for what there is: rapporteur glossary suggest", name)
		}
	}
	return out, nil
}

// called reports that a suggestion has the id or the name.
func called(s glean.Suggestion, name string) bool {
	return s.ID == name || text.Fold(s.Name) == text.Fold(name)
}

// addToGlossary adds entries to the file at path, which is written whole or not
// at all, and makes the file and its folder when they are not there. Nobody else
// may have changed the file meanwhile.
func addToGlossary(path string, entries []glossary.Entry) error {
	if target, err := filepath.EvalSymlinks(path); err == nil {
		path = target // the link stays
	}
	before, err := readGlossary(path)
	if err != nil {
		return err
	}
	after, err := glossary.Add(before, entries)
	if err != nil {
		var mistake *glossary.Mistake
		if errors.As(err, &mistake) {
			mistake.File = path
		}
		return err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return fmt.Errorf("write the glossary: %w", err)
	}
	if err := replaceFile(path, before, after); err != nil {
		return fmt.Errorf("write the glossary: %w", err)
	}
	return nil
}

var errChanged = errors.New("the file was changed meanwhile; try again")

// replaceFile writes after to the file at path if it still holds before.
func replaceFile(path string, before, after []byte) error {
	mode := fs.FileMode(0o644)
	if info, err := os.Stat(path); err == nil {
		mode = info.Mode().Perm()
	}
	dir := filepath.Dir(path)
	temporary, err := os.CreateTemp(dir, "."+glossaryFile+".*")
	if err != nil {
		return err
	}
	defer os.Remove(temporary.Name()) // gone already when all went well
	_, err = temporary.Write(after)
	if err = errors.Join(err, temporary.Chmod(mode), temporary.Sync(), temporary.Close()); err != nil {
		return err
	}
	if now, err := readGlossary(path); err != nil || string(now) != string(before) {
		return errors.Join(err, errChanged)
	}
	if err := os.Rename(temporary.Name(), path); err != nil {
		return err
	}
	return syncFolder(dir)
}

// syncFolder has a rename survive a loss of power, where the system can do that
// for folders.
func syncFolder(dir string) error {
	f, err := os.Open(dir)
	if err != nil {
		return nil //nolint:nilerr // a folder that may be written and not read
	}
	defer f.Close()
	_ = f.Sync() // not every file system has it
	return nil
}
