package prompts_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rapporteur/prompts"
)

const goodUser = "{{.Sources}}\nAsked: {{.Question}}\n"

// folder writes files into a new folder.
func folder(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestLoadReplacesTemplates(t *testing.T) {
	s, err := prompts.Load(folder(t, map[string]string{
		"answer.user.tmpl":      "\ufeff{{.Sources}}\r\nAsked: {{.Question}}\r\n",
		"README.md":             "{{",
		".answer.user.tmpl.swp": "{{",
		".search.user.tmpl":     "{{",
		"search.user.tmpl.bak":  "{{",
	}))
	if err != nil {
		t.Fatal(err)
	}
	a := prompts.Answer{Question: "Who?", Language: "English", Canary: canary}
	p, err := s.Answer(a)
	if want := "<<<SOURCES\nSOURCES>>>\nAsked: Who?"; err != nil || p.User != want {
		t.Errorf("Answer = %q, %v, want %q", p.User, err, want)
	}
	embedded, err := prompts.Default().Answer(a)
	if err != nil || p.System != embedded.System {
		t.Errorf("the system part is %q, %v, want the embedded one", p.System, err)
	}
}

func TestLoadReportsMistakes(t *testing.T) {
	for name, c := range map[string]struct{ file, text, want string }{
		"a name that is none of ours": {"anwser.user.tmpl", goodUser, "anwser.user.tmpl: no template has this name"},
		"what does not parse":         {"answer.user.tmpl", "ok\n\n{{.Sources", "answer.user.tmpl:3: unclosed action"},
		"a field that is not there":   {"answer.user.tmpl", goodUser + "{{.Sauces}}", "answer.user.tmpl:3:2: there is no field Sauces here"},
		"a stranger in the rules":     {"answer.system.tmpl", "{{.NotFound}} {{.Language}} {{.Canary}}\n{{.Question}}", "answer.system.tmpl:2:2: there is no field Question here"},
		"a call that fails":           {"answer.user.tmpl", goodUser + "{{index .Question 99}}", "answer.user.tmpl:3:2: error calling index"},
		"no question":                 {"answer.user.tmpl", "{{.Sources}}", "answer.user.tmpl: leaves out the question, {{.Question}}"},
		"no sources":                  {"answer.user.tmpl", "{{.Question}}", "answer.user.tmpl: leaves out the sources, {{.Sources}}"},
		"no sources for some":         {"answer.user.tmpl", "{{if .Coverage}}{{.Sources}}{{end}}{{.Question}}", "answer.user.tmpl: leaves out the sources"},
		"sources that are changed":    {"answer.user.tmpl", `{{printf "%.20s" .Sources}}{{.Question}}`, "answer.user.tmpl: leaves out the sources"},
		"no token":                    {"answer.system.tmpl", "{{.Language}} {{.Canary}}", "answer.system.tmpl: leaves out the token NOT_IN_ARTICLES"},
		"no token in a summary":       {"answer.system.tmpl", "{{.Language}} {{.Canary}}{{if not .Summary}}{{.NotFound}}{{end}}", "leaves out the token"},
		"no language":                 {"answer.system.tmpl", "{{.NotFound}} {{.Canary}}", "answer.system.tmpl: leaves out the language"},
		"no canary":                   {"answer.system.tmpl", "{{.NotFound}} {{.Language}}", "answer.system.tmpl: leaves out the canary"},
		"no canary elsewhere":         {"search.system.tmpl", "Search.", "search.system.tmpl: leaves out the canary"},
		"no canary when rewriting":    {"standalone.system.tmpl", "Rewrite.", "standalone.system.tmpl: leaves out the canary"},
		"no turns":                    {"standalone.user.tmpl", "{{.Question}}", "standalone.user.tmpl: leaves out the conversation"},
		"no question to search for":   {"search.user.tmpl", "", "search.user.tmpl: leaves out the question"},
		"too long":                    {"search.user.tmpl", "{{.Question}}" + strings.Repeat(" ", 64<<10), "search.user.tmpl: longer than 64 KiB"},
		"not text":                    {"search.user.tmpl", "{{.Question}}\xff", "search.user.tmpl: not in UTF-8"},
	} {
		t.Run(name, func(t *testing.T) {
			s, err := prompts.Load(folder(t, map[string]string{c.file: c.text}))
			if err == nil || s != nil {
				t.Fatalf("Load = %v, %v, want an error that holds %q", s, err, c.want)
			}
			if !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "\n") {
				t.Errorf("Load: %v, want one line that holds %q", err, c.want)
			}
		})
	}
}

func TestLoadReportsAllMistakesTogether(t *testing.T) {
	dir := folder(t, map[string]string{"answer.user.tmpl": "{{", "search.user.tmpl": "none", "x.TMPL": ""})
	if err := os.Mkdir(filepath.Join(dir, "search.system.tmpl"), 0o700); err != nil {
		t.Fatal(err)
	}
	_, err := prompts.Load(dir)
	if err == nil || len(strings.Split(err.Error(), "\n")) != 4 {
		t.Errorf("Load: %v, want four lines", err)
	}
}

func TestLoadNeedsAFolder(t *testing.T) {
	file := filepath.Join(folder(t, map[string]string{"a": ""}), "a")
	for _, path := range []string{"", filepath.Join(t.TempDir(), "none"), file} {
		if s, err := prompts.Load(path); err == nil || s != nil || !strings.Contains(err.Error(), "prompt folder") {
			t.Errorf("Load(%q) = %v, %v, want an error about the folder", path, s, err)
		}
	}
}

func TestLoadFollowsLinks(t *testing.T) {
	at := folder(t, map[string]string{"data": goodUser})
	dir := t.TempDir()
	if err := os.Symlink(filepath.Join(at, "data"), filepath.Join(dir, "answer.user.tmpl")); err != nil {
		t.Skip(err)
	}
	if _, err := prompts.Load(dir); err != nil {
		t.Error(err)
	}
}
