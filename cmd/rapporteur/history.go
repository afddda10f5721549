package main

import (
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"rapporteur/archive"
)

func newHistory(a *app) *cobra.Command {
	var removed bool
	var limit int
	var version string
	cmd := &cobra.Command{
		Use:   "history [ID]",
		Short: "Who added, changed and removed which article",
		Long: `Print who added, changed, removed and restored articles, the newest first: all, or
one. Changes that were made by hand in the folder are in it as well.

With --removed, list what can be restored. With --version and the first letters of
a hash from the history, print that text of the article.`,
		Example: `  rapporteur history --data ./data
  rapporteur history --data ./data 2016-03-14-geneva-talks
  rapporteur history --data ./data 2016-03-14-geneva-talks --version 5f2c91
  rapporteur history --data ./data --removed`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 1 {
				return usagef("history is of one article or of all")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if _, err := a.keeper(cmd.Context()); err != nil {
				return err
			}
			id := ""
			if len(args) > 0 {
				id = args[0]
			}
			switch {
			case removed:
				return a.listRemoved()
			case version != "" && id == "":
				return usagef("--version is of one article; name it")
			case version != "":
				return a.printVersion(id, version)
			}
			return a.listHistory(id, limit)
		},
		ValidArgsFunction: a.completions(articleIDs),
	}
	cmd.Flags().BoolVar(&removed, "removed", false, "list what was removed and can be restored")
	cmd.Flags().IntVar(&limit, "limit", archive.DefaultEvents, "print at most `N` events")
	cmd.Flags().StringVar(&version, "version", "", "print the text with this `HASH`")
	return cmd
}

func (a *app) listHistory(id string, limit int) error {
	if limit < 1 {
		return usagef("--limit is 1 or more")
	}
	events, damaged, err := a.kept.History(archive.Past{ID: id, Limit: limit})
	if err != nil {
		return err
	}
	if damaged > 0 {
		a.warnf("%s of the history cannot be read and left out", plural(damaged, "line"))
	}
	if len(events) == 0 && !a.json {
		_, err := fmt.Fprintln(a.stdout, "nothing was added, changed or removed yet")
		return err
	}
	for _, e := range events {
		if a.json {
			err = printJSON(a.stdout, e)
		} else {
			_, err = fmt.Fprintln(a.stdout, eventLine(e))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// eventLine is an event in one line: when, what, which, who, from where.
func eventLine(e archive.Event) string {
	line := fmt.Sprintf("%s  %-8s  %s", e.Time.Local().Format(time.DateTime), e.Op, oneLine(e.ID))
	add := func(before, value, after string) {
		if value != "" {
			line += before + oneLine(value) + after
		}
	}
	add("  by ", e.Who, "")
	add("  from ", e.From, "")
	add("  (before: ", short(e.Was), ")")
	add("  ", e.Note, "")
	return line
}

// short is as much of a hash as tells one text of an article from another.
func short(hash string) string { return hash[:min(12, len(hash))] }

// removedArticleJSON is what history --removed --json prints for each article.
type removedArticleJSON struct {
	ID  string    `json:"id"`
	At  time.Time `json:"at"`
	Who string    `json:"who,omitempty"`
}

func (a *app) listRemoved() error {
	list, err := a.kept.Removed()
	if err != nil {
		return err
	}
	if len(list) == 0 && !a.json {
		_, err := fmt.Fprintln(a.stdout, "nothing is removed")
		return err
	}
	for _, r := range list {
		if a.json {
			err = printJSON(a.stdout, removedArticleJSON{r.ID, r.At, r.Who})
		} else {
			_, err = fmt.Fprintln(a.stdout, eventLine(archive.Event{Time: r.At, Op: archive.Removed, ID: r.ID, Who: r.Who}))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// printVersion prints an earlier text of an article, front matter and body.
func (a *app) printVersion(id, hash string) error {
	versions, err := a.kept.Versions(id)
	if err != nil {
		return err
	}
	for _, v := range versions {
		if len(hash) < 4 || len(hash) > len(v.Hash) || v.Hash[:len(hash)] != hash {
			continue
		}
		data, err := a.kept.ReadVersion(id, v.Hash)
		if err != nil {
			return err
		}
		_, err = fmt.Fprint(a.stdout, printable(string(data)))
		return err
	}
	return usagef("%s has no earlier text %q; for the hashes: rapporteur history %s", id, hash, id)
}
