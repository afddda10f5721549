package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"
)

// The states of what doctor looked at.
const (
	findOK   = "ok"
	findInfo = "info" // not set, or worth knowing
	findWarn = "warn" // works with less
	findFail = "fail" // does not work
)

// finding is what doctor found out about one thing.
type finding struct {
	Part  string `json:"part"`
	State string `json:"state"` // ok, info, warn or fail
	What  string `json:"what"`
	Mend  string `json:"mend,omitempty"` // what to do, "" when there is nothing
}

// doctor collects findings.
type doctor struct {
	app     *app
	offline bool
	found   []finding
}

func (d *doctor) add(part, state, what, mend string) {
	d.found = append(d.found, finding{part, state, oneLine(what), mend})
}

func newDoctor(a *app) *cobra.Command {
	d := &doctor{app: a}
	var mistake error
	cmd := &cobra.Command{
		Use:   "doctor",
		Short: "Check settings, articles, model, Discord and disk",
		Long: `Check everything that can be wrong before it is: the settings, the articles, the
model and the embeddings, the token and what Discord says of it, and the folder
of --data. Each line says how it is and, where it is not well, what to do.

It changes nothing, and prints no secret. What is not set is no failure. Exit
code 1 when something failed. It can run beside a running serve.`,
		Example: "  rapporteur doctor\n  rapporteur doctor --offline --json",
		Args:    noArgs,
		// Mistakes in the settings are a finding like others.
		PersistentPreRunE: func(cmd *cobra.Command, _ []string) error {
			var usage *usageError
			if mistake = a.configure(cmd); mistake != nil && !errors.As(mistake, &usage) {
				return mistake
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, _ []string) error {
			a.started = true
			if mistake != nil {
				d.add("settings", findFail, mistake.Error(), "mend these first; see: rapporteur help environment")
				return d.report()
			}
			d.add("settings", findOK, "all are in order", "")
			d.examine(cmd.Context())
			return d.report()
		},
	}
	cmd.Flags().BoolVar(&d.offline, "offline", false, "ask no server: neither Discord nor a model")
	return cmd
}

// examine looks at one part after the other.
func (d *doctor) examine(ctx context.Context) {
	d.articles(ctx)
	d.glossary()
	d.embeddings(ctx)
	d.model(ctx)
	d.discord(ctx)
	d.data(ctx)
	d.http(ctx)
}

// report prints the findings; the error counts those that failed.
func (d *doctor) report() error {
	failed := 0
	for _, f := range d.found {
		if f.State == findFail {
			failed++
		}
	}
	if d.app.json {
		out := struct {
			OK       bool      `json:"ok"`
			Findings []finding `json:"findings"`
		}{failed == 0, d.found}
		if err := printJSON(d.app.stdout, out); err != nil {
			return err
		}
	} else {
		var b strings.Builder
		for _, f := range d.found {
			fmt.Fprintf(&b, "%-4s  %-10s  %s\n", f.State, f.Part, f.What)
			if f.Mend != "" {
				fmt.Fprintf(&b, "                  → %s\n", f.Mend)
			}
		}
		if _, err := fmt.Fprint(d.app.stdout, printable(b.String())); err != nil {
			return err
		}
	}
	if failed > 0 {
		return fmt.Errorf("%s failed", plural(failed, "check"))
	}
	return nil
}
