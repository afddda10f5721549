// Package rapporteur_test holds what no single package can: the direction of
// the arrows between packages, and who may use which library.
package rapporteur_test

import (
	"fmt"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "rapporteur"

// arrows lists every package and which of ours it may import. A package that is
// not listed fails the test: adding one is deciding where it stands.
//
//	cmd → bot, eval → answer → retrieval → corpus → text
//
// Adapters of indexes import retrieval. What talks to the outside or holds data
// (llm, seeds) knows none of ours.
var arrows = map[string][]string{
	"text":     {},
	"packed":   {},
	"metrics":  {},
	"corpus":   {"packed", "text"},
	"near":     {"corpus", "text"},
	"library":  {"answer", "corpus", "near", "retrieval"},
	"glossary": {"text"},
	"seeds":    {},
	"llm":      {},
	"store":    {},
	"prompts":  {},

	"archive": {"corpus"},
	"ingest":  {"archive", "corpus", "intake", "intake/fetch", "near"},

	"glossary/glean": {"corpus", "glossary", "text"},

	"chronology": {"corpus", "glossary", "text"},
	"statements": {"corpus", "text"},

	"intake":       {"corpus", "text"},
	"intake/fetch": {},

	"llm/llmtest": {},

	"bot":                         {"answer", "bot/locale", "bot/queue", "bot/reply", "bot/suggest", "corpus", "glossary", "retrieval", "store"},
	"bot/discordtest":             {"bot/discordtest/valid"},
	"bot/discordtest/fakediscord": {"bot/discordtest", "bot/discordtest/valid"},
	"bot/suggest":                 {"corpus", "glossary", "text"},
	"bot/locale":                  {},
	"bot/queue":                   {},
	"bot/reply":                   {"answer", "corpus", "text"},
	"bot/discordtest/valid":       {},

	"retrieval":               {"corpus", "packed", "text", "retrieval/static"},
	"retrieval/static":        {"text"},
	"retrieval/chromem":       {"retrieval"},
	"retrieval/vectorfile":    {},
	"retrieval/retrievaltest": {"retrieval"},

	"answer": {"chronology", "corpus", "glossary", "near", "prompts", "retrieval", "statements", "text"},
	"eval":   {"answer", "corpus"},

	"cmd/rapporteur": {
		"answer", "archive", "bot", "bot/reply", "bot/suggest", "corpus", "eval", "glossary", "glossary/glean", "ingest", "intake", "intake/fetch", "library", "near", "llm", "metrics", "prompts", "retrieval", "retrieval/chromem", "retrieval/static", "retrieval/vectorfile", "seeds", "store", "text",
	},
	"tools/wordvectors": {},
}

// libraries lists which packages may import what from outside the standard
// library. One package an outside thing, so that replacing it is one package's
// work; what everybody may use is listed for everybody that does.
var libraries = map[string][]string{
	"github.com/spf13/cobra":              {"cmd/rapporteur"},
	"github.com/spf13/pflag":              {"cmd/rapporteur"},
	"golang.org/x/term":                   {"cmd/rapporteur"},
	"golang.org/x/text/width":             {"cmd/rapporteur"},
	"github.com/sashabaranov/go-openai":   {"llm"},
	"github.com/cenkalti/backoff":         {"llm"},
	"github.com/sony/gobreaker":           {"llm"},
	"github.com/philippgille/chromem-go":  {"retrieval/chromem"},
	"github.com/blevesearch/snowballstem": {"text"},
	"golang.org/x/text/unicode/norm":      {"text", "eval"},
	"github.com/gofrs/flock":              {"archive"},
	"github.com/prometheus/client_golang": {"metrics"},
	"golang.org/x/net/netutil":            {"cmd/rapporteur"},
	"golang.org/x/sync":                   {"archive", "bot", "corpus", "retrieval", "retrieval/static", "llm", "cmd/rapporteur"},
	"go.yaml.in/yaml":                     {"corpus", "glossary", "intake", "bot/locale", "cmd/rapporteur"},
	"github.com/bwmarrin/discordgo":       {"bot"},
	"github.com/gorilla/websocket":        {"bot", "bot/discordtest"},
	"golang.org/x/time/rate":              {"bot"},
	"modernc.org/sqlite":                  {"store"},
	"github.com/nicksnyder/go-i18n/v2":    {"bot/locale"},
	"golang.org/x/text/language":          {"bot/locale"},
	"github.com/getkin/kin-openapi":       {"bot/discordtest/valid"},
	"codeberg.org/readeck/go-readability": {"intake"},
	"github.com/ledongthuc/pdf":           {"intake"},
	"github.com/mmcdole/gofeed":           {"intake"},
	"github.com/yuin/goldmark":            {"intake"},
	"golang.org/x/net/html":               {"intake"},
	"golang.org/x/net/publicsuffix":       {"intake"},
	"golang.org/x/text/encoding":          {"intake"},
	"github.com/temoto/robotstxt":         {"intake/fetch"},
	"golang.org/x/net/idna":               {"intake/fetch"},
	"github.com/google/go-cmp":            {"retrieval/retrievaltest"},
}

// TestImports reads the import lines of all files but tests, which may import
// what they need.
func TestImports(t *testing.T) {
	imports := readImports(t)
	for _, pkg := range slices.Sorted(maps.Keys(imports)) {
		allowed, known := arrows[pkg]
		if !known {
			t.Errorf("package %s is not in the table of arrows", pkg)
			continue
		}
		for _, imported := range imports[pkg] {
			if err := mayImport(pkg, allowed, imported); err != nil {
				t.Error(err)
			}
		}
	}
	for pkg := range arrows {
		if imports[pkg] == nil {
			t.Errorf("package %s is in the table of arrows and has no files", pkg)
		}
		for _, ours := range arrows[pkg] {
			if !slices.Contains(imports[pkg], module+"/"+ours) {
				t.Errorf("%s may import %s and does not", pkg, ours)
			}
		}
	}
	for library, users := range libraries {
		for _, pkg := range users {
			if !slices.ContainsFunc(imports[pkg], func(imported string) bool { return isOf(imported, library) }) {
				t.Errorf("%s may import %s and does not", pkg, library)
			}
		}
	}
}

// isOf reports that an imported package is the library or a part of it.
func isOf(imported, library string) bool {
	return imported == library || strings.HasPrefix(imported, library+"/")
}

// TestArrowsPointOneWay: nothing in the table leads back to where it started,
// not even over packages that do not import each other yet.
func TestArrowsPointOneWay(t *testing.T) {
	const visiting, done = 1, 2
	state := map[string]int{}
	var visit func(pkg string, from []string)
	visit = func(pkg string, from []string) {
		switch state[pkg] {
		case visiting:
			t.Errorf("a circle: %s", strings.Join(append(from, pkg), " → "))
			return
		case done:
			return
		}
		state[pkg] = visiting
		for _, next := range arrows[pkg] {
			visit(next, append(from, pkg))
		}
		state[pkg] = done
	}
	for _, pkg := range slices.Sorted(maps.Keys(arrows)) {
		visit(pkg, nil)
	}
}

// mayImport reports why pkg, which may import those of ours in allowed, may not
// import the package named.
func mayImport(pkg string, allowed []string, imported string) error {
	if ours, ok := strings.CutPrefix(imported, module+"/"); ok {
		if !slices.Contains(allowed, ours) {
			return fmt.Errorf("%s imports %s, which is not in its row of the table of arrows", pkg, ours)
		}
		return nil
	}
	if first, _, _ := strings.Cut(imported, "/"); !strings.Contains(first, ".") {
		return nil // the standard library
	}
	for library, users := range libraries {
		if isOf(imported, library) {
			if !slices.Contains(users, pkg) {
				return fmt.Errorf("%s imports %s, which is for %s", pkg, imported, strings.Join(users, ", "))
			}
			return nil
		}
	}
	return fmt.Errorf("%s imports %s, which is not in the table of libraries", pkg, imported)
}

// readImports returns what the files of each package import, tests left out.
func readImports(t *testing.T) map[string][]string {
	t.Helper()
	found := map[string][]string{}
	err := fs.WalkDir(os.DirFS("."), ".", func(file string, entry fs.DirEntry, err error) error {
		switch name := entry.Name(); {
		case err != nil:
			return err
		case entry.IsDir():
			if file != "." && (strings.HasPrefix(name, ".") || name == "testdata") {
				return fs.SkipDir
			}
			return nil
		case path.Ext(file) != ".go" || strings.HasSuffix(file, "_test.go"):
			return nil
		}
		pkg := path.Dir(file)
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		if found[pkg] == nil {
			found[pkg] = []string{}
		}
		for _, spec := range parsed.Imports {
			imported, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			found[pkg] = append(found[pkg], imported)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}
