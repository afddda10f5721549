package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/spf13/cobra"
)

// TestShownCommandsParse: every command line that help or the README shows is
// one that the program takes. What they do is run by the scripts.
func TestShownCommandsParse(t *testing.T) {
	var shown []string
	var walk func(cmd *cobra.Command)
	walk = func(cmd *cobra.Command) {
		if cmd.Runnable() && cmd.HasParent() && !cmd.Parent().HasParent() && cmd.Example == "" && cmd.Name() != "help" && cmd.Name() != "completion" {
			t.Errorf("%s has no example", cmd.CommandPath())
		}
		shown = append(shown, strings.Split(cmd.Example, "\n")...)
		for _, sub := range cmd.Commands() {
			walk(sub)
		}
	}
	walk(newRoot(&app{}))
	for _, file := range []string{"README.md", "CONTRIBUTING.md", "Dockerfile"} {
		data, err := os.ReadFile(filepath.Join("..", "..", file))
		if err != nil {
			t.Fatal(err)
		}
		shown = append(shown, strings.Split(string(data), "\n")...)
	}
	n := 0
	for _, line := range shown {
		args, ok := commandIn(line)
		if !ok {
			continue
		}
		n++
		root := newRoot(&app{}) // flags keep what was parsed into them
		cmd, rest, err := root.Find(args)
		if err == nil {
			err = cmd.ParseFlags(rest)
		}
		if err == nil {
			err = cmd.ValidateArgs(cmd.Flags().Args())
		}
		if err != nil {
			t.Errorf("%q: %v", strings.TrimSpace(line), err)
		}
	}
	if n < 20 {
		t.Errorf("only %d commands found", n)
	}
}

// commandIn returns the arguments of the program in a line of a shell session.
func commandIn(line string) (args []string, ok bool) {
	line = strings.TrimLeft(line, " \t#$")
	for _, name := range []string{"go run ./cmd/rapporteur", "./rapporteur", "docker run --rm rapporteur", "rapporteur"} {
		if rest, found := strings.CutPrefix(line, name+" "); found {
			return shellWords(rest), true
		}
		if _, rest, found := strings.Cut(line, "| "+name+" "); found {
			return shellWords(rest), true
		}
	}
	return nil, false
}

// shellWords splits as a shell does, up to a redirection, a pipe or a comment.
func shellWords(s string) []string {
	var words []string
	var word strings.Builder
	var quote rune
	begun := false
	end := func() {
		if begun {
			words = append(words, word.String())
		}
		word.Reset()
		begun = false
	}
	for _, r := range s {
		switch {
		case quote != 0 && r == quote:
			quote = 0
		case quote != 0:
			word.WriteRune(r)
		case r == '"' || r == '\'':
			quote, begun = r, true
		case r == ' ':
			end()
		case !begun && strings.ContainsRune("|>#&;", r):
			return words
		default:
			word.WriteRune(r)
			begun = true
		}
	}
	end()
	return words
}
