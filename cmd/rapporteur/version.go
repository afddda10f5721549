package main

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"

	"rapporteur/retrieval/static"
)

// version is set by the linker: -ldflags "-X main.version=v1.2.3".
var version string

func newVersion(a *app) *cobra.Command {
	var notices bool
	cmd := &cobra.Command{
		Use:     "version",
		Short:   "Print the version",
		Example: "  rapporteur version\n  rapporteur version --json\n\n  # The notices of the language data in the program\n  rapporteur version --notices",
		Args:    noArgs,
		RunE: func(*cobra.Command, []string) error {
			if notices {
				_, err := fmt.Fprint(a.stdout, static.Notice)
				return err
			}
			v, revision := buildVersion()
			if a.json {
				return printJSON(a.stdout, map[string]string{"version": v, "revision": revision, "go": runtime.Version()})
			}
			line := "rapporteur " + v
			if revision != "" {
				line += " (" + revision + ")"
			}
			_, err := fmt.Fprintln(a.stdout, line+" "+runtime.Version())
			return err
		},
	}
	cmd.Flags().BoolVar(&notices, "notices", false, "print the notices of GloVe and WordNet, whose data is in the program")
	return cmd
}

// buildVersion returns the linked version, or the one the go command recorded,
// and the commit it was built from, "" when unknown.
func buildVersion() (v, revision string) {
	v = version
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return orDefault(v, "unknown"), ""
	}
	if v == "" {
		v = info.Main.Version
	}
	dirty := ""
	for _, s := range info.Settings {
		switch s.Key {
		case "vcs.revision":
			revision = s.Value[:min(len(s.Value), 12)]
		case "vcs.modified":
			if s.Value == "true" {
				dirty = "+changes"
			}
		}
	}
	if revision != "" {
		revision += dirty
	}
	return orDefault(v, "(devel)"), revision
}

func orDefault(s, def string) string {
	if s == "" {
		return def
	}
	return s
}
