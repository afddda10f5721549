package locale_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// use is a call of Say or Localisations somewhere in the bot.
type use struct {
	at      string
	key     string   // "" when it is put together at run time
	prefix  string   // of such a key, as far as the source tells
	names   []string // of the arguments
	checked bool     // whether names are known to be all
}

// Whatever the bot says there must be a text for, with the arguments it has.
func TestTheBotSaysOnlyWhatThereIs(t *testing.T) {
	english := read(t)["en"]
	for _, u := range uses(t) {
		if u.key == "" {
			if u.prefix != "" && !anyWithPrefix(english, u.prefix) {
				t.Errorf("%s: no key begins with %q", u.at, u.prefix)
			}
			continue
		}
		if english[u.key] == nil {
			t.Errorf("%s: there is no key %q", u.at, u.key)
			continue
		}
		want := needed(english, u.key)
		for _, name := range want {
			if u.checked && !slices.Contains(u.names, name) {
				t.Errorf("%s: %s wants the argument %q", u.at, u.key, name)
			}
		}
		for _, name := range u.names {
			if !slices.Contains(want, name) {
				t.Errorf("%s: %s knows no argument %q", u.at, u.key, name)
			}
		}
	}
}

// needed returns the arguments of a text and of those it holds.
func needed(english map[string]entry, key string) []string {
	var names []string
	if len(english[key]) > 1 {
		names = append(names, "n")
	}
	for _, name := range english[key].arguments() {
		if strings.Contains(name, ".") {
			names = append(names, needed(english, name)...)
			continue
		}
		names = append(names, name)
	}
	return names
}

func anyWithPrefix(english map[string]entry, prefix string) bool {
	for key := range english {
		if strings.HasPrefix(key, prefix) {
			return true
		}
	}
	return false
}

func uses(t *testing.T) []use {
	t.Helper()
	var found []use
	err := filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && d.Name() == "locale":
			return fs.SkipDir
		case !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go"):
			return nil
		}
		files := token.NewFileSet()
		file, err := parser.ParseFile(files, path, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if call, ok := n.(*ast.CallExpr); ok && says(call) {
				u := useOf(call)
				u.at = files.Position(call.Pos()).String()
				found = append(found, u)
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func says(call *ast.CallExpr) bool {
	method, ok := call.Fun.(*ast.SelectorExpr)
	return ok && len(call.Args) > 0 && (method.Sel.Name == "Say" || method.Sel.Name == "Localisations")
}

func useOf(call *ast.CallExpr) use {
	u := use{key: literal(call.Args[0]), checked: !call.Ellipsis.IsValid()}
	key := call.Args[0]
	for {
		sum, ok := key.(*ast.BinaryExpr)
		if !ok {
			break
		}
		key = sum.X
		u.prefix = literal(key)
	}
	for i := 1; i < len(call.Args); i += 2 {
		name := literal(call.Args[i])
		if name == "" {
			u.checked = false
			continue
		}
		u.names = append(u.names, name)
	}
	return u
}

// literal returns the value of a string literal, "" of anything else.
func literal(e ast.Expr) string {
	lit, ok := e.(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return ""
	}
	s, err := strconv.Unquote(lit.Value)
	if err != nil {
		return ""
	}
	return s
}
