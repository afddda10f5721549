package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"rapporteur/archive"
	"rapporteur/corpus"
)

func newRemove(a *app) *cobra.Command {
	var purge bool
	cmd := &cobra.Command{
		Use:   "remove ID...",
		Short: "Take articles out; they can be restored",
		Long: `Take articles out of the answers. They are kept until they are purged, and come
back with: rapporteur restore ID. Articles of the program and of --corpus can be
removed as well; their own files stay as they are.

With --purge, the text of articles that were removed, and its earlier versions, is
deleted for good.`,
		Example: `  rapporteur remove --data ./data 2016-08-tehran
  rapporteur remove --data ./data --purge 2016-08-tehran`,
		Args: someIDs,
		RunE: func(cmd *cobra.Command, ids []string) error {
			if purge {
				return a.purge(cmd.Context(), ids)
			}
			desk, err := a.removing(cmd.Context())
			if err != nil {
				return err
			}
			return a.changeEach(cmd.Context(), ids, func(id string) (archive.Result, error) { return desk.Remove(cmd.Context(), id, a.who()) })
		},
		ValidArgsFunction: a.completions(articleIDs),
	}
	cmd.Flags().BoolVar(&purge, "purge", false, "delete what was removed, for good")
	return cmd
}

func newRestore(a *app) *cobra.Command {
	return &cobra.Command{
		Use:     "restore ID...",
		Short:   "Bring back articles that were removed",
		Long:    "Bring back articles that were removed and not purged. What there is: rapporteur history --removed",
		Example: "  rapporteur restore --data ./data 2016-08-tehran",
		Args:    someIDs,
		RunE: func(cmd *cobra.Command, ids []string) error {
			desk, err := a.removing(cmd.Context())
			if err != nil {
				return err
			}
			return a.changeEach(cmd.Context(), ids, func(id string) (archive.Result, error) { return desk.Restore(cmd.Context(), id, a.who()) })
		},
		ValidArgsFunction: a.completions(func(*corpus.Corpus) []string {
			var ids []string
			if a.kept != nil {
				removed, _ := a.kept.Removed()
				for _, r := range removed {
					ids = append(ids, r.ID)
				}
			}
			return ids
		}),
	}
}

func someIDs(cmd *cobra.Command, ids []string) error {
	if len(ids) == 0 {
		return usagef("%s needs the id of an article; for the ids: rapporteur sources", cmd.Name())
	}
	return nil
}

// resultJSON is what remove and restore print for each article.
type resultJSON struct {
	ID string `json:"id"`
	Op string `json:"op"`
}

// changeEach changes articles one after the other; one that cannot be is said,
// and the others are gone on with.
func (a *app) changeEach(ctx context.Context, ids []string, change func(id string) (archive.Result, error)) error {
	changed, failed := false, 0
	defer func() {
		if changed {
			a.follow(ctx)
		}
	}()
	for _, id := range ids {
		result, err := change(id)
		if err != nil {
			var fault *archive.Fault
			if errors.As(err, &fault) || errors.Is(err, archive.ErrBusy) || len(ids) == 1 {
				return err
			}
			failed++
			a.warnf("%s", err)
			continue
		}
		changed = true
		if err := a.printResult(result.Op, id); err != nil {
			return err
		}
	}
	if failed > 0 {
		return fmt.Errorf("%s not changed; the reasons are above", areWere(failed, "article"))
	}
	return nil
}

func (a *app) printResult(op archive.Op, id string) error {
	if a.json {
		return printJSON(a.stdout, resultJSON{id, string(op)})
	}
	line := string(op) + " " + oneLine(id)
	if op == archive.Removed {
		line += "; to bring it back: rapporteur restore " + oneLine(id)
	}
	_, err := fmt.Fprintln(a.stdout, line)
	return err
}

// purge deletes what was removed.
func (a *app) purge(ctx context.Context, ids []string) error {
	if _, err := a.keeper(ctx); err != nil {
		return err
	}
	return a.changeEach(ctx, ids, func(id string) (archive.Result, error) {
		return archive.Result{Op: archive.Purged, ID: id}, a.kept.Purge(ctx, id, a.who())
	})
}
