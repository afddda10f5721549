package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/testscript"

	"rapporteur/intake"
)

func TestMain(m *testing.M) {
	intake.Main()
	testscript.Main(m, map[string]func(){"rapporteur": func() { os.Exit(run()) }})
}

// TestScripts runs the program as a user does: each script of testdata/script
// is a session in an empty folder, without a key and without an environment.
// `go test -run 'TestScripts/ask$' -v ./cmd/rapporteur` runs one.
func TestScripts(t *testing.T) {
	embeddings := httptest.NewServer(http.HandlerFunc(embed))
	t.Cleanup(embeddings.Close) // the scripts run on after this function returns
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Setup: func(env *testscript.Env) error {
			env.Setenv("EMBEDDINGS", embeddings.URL+"/v1")
			env.Setenv("TAKEN", embeddings.Listener.Addr().String())
			return nil
		},
		UpdateScripts:       *update,
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits":   exits,
			"keys":    keys,
			"binary":  binary,
			"no-raw":  noRaw,
			"long":    long,
			"oneline": oneLineOnly,
		},
	})
}

// embed stands in for a server of embeddings: three numbers a text, from the
// counts of three letters, for whoever brings the key.
func embed(w http.ResponseWriter, r *http.Request) {
	var request struct{ Input []string }
	switch {
	case r.URL.Path != "/v1/embeddings":
		http.NotFound(w, r)
		return
	case r.Header.Get("Authorization") != "Bearer sesame":
		http.Error(w, `{"error":{"message":"who are you?"}}`, http.StatusUnauthorized)
		return
	case json.NewDecoder(r.Body).Decode(&request) != nil:
		http.Error(w, "{}", http.StatusBadRequest)
		return
	}
	type vector struct {
		Index     int       `json:"index"`
		Embedding []float32 `json:"embedding"`
	}
	var data []vector
	for i, text := range request.Input {
		numbers := make([]float32, 3)
		for k, letter := range []string{"a", "s", "t"} {
			numbers[k] = 1 + float32(strings.Count(text, letter))
		}
		data = append(data, vector{i, numbers})
	}
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(map[string]any{"data": data})
}

// exits CODE ARGS... runs the program and compares its exit code.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 1 {
		ts.Fatalf("usage: exits CODE ARGS...")
	}
	err := ts.Exec("rapporteur", args[1:]...)
	code := 0
	if exit, ok := err.(interface{ ExitCode() int }); ok {
		code = exit.ExitCode()
	} else if err != nil {
		ts.Fatalf("%v", err)
	}
	if strconv.Itoa(code) != args[0] {
		ts.Fatalf("exit code %d, want %s", code, args[0])
	}
}

// keys FILE LINE PATH KEY... reads the JSON object at PATH (such as
// .citations.0) of a line and compares its keys, all of them.
func keys(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 3 {
		ts.Fatalf("usage: keys FILE LINE PATH KEY...")
	}
	n, err := strconv.Atoi(args[1])
	ts.Check(err)
	lines := strings.Split(strings.TrimSpace(ts.ReadFile(args[0])), "\n")
	if n < 1 || n > len(lines) {
		ts.Fatalf("line %d of %d", n, len(lines))
	}
	var value any
	ts.Check(json.Unmarshal([]byte(lines[n-1]), &value))
	for _, step := range strings.FieldsFunc(args[2], func(r rune) bool { return r == '.' }) {
		switch v := value.(type) {
		case map[string]any:
			value = v[step]
		case []any:
			i, err := strconv.Atoi(step)
			ts.Check(err)
			if i >= len(v) {
				ts.Fatalf("%s: %d of %d", args[2], i, len(v))
			}
			value = v[i]
		}
	}
	object, ok := value.(map[string]any)
	if !ok {
		ts.Fatalf("%s is %T, not an object", args[2], value)
	}
	var got []string
	for k := range object {
		got = append(got, k)
	}
	want := args[3:]
	slices.Sort(got)
	slices.Sort(want)
	if diff := cmp.Diff(want, got); diff != "" {
		ts.Fatalf("keys of %s (-want +got):\n%s", args[2], diff)
	}
}

// binary FILE TEXT writes TEXT, in which Go escapes are resolved, to FILE.
func binary(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: binary FILE TEXT")
	}
	text, err := strconv.Unquote(`"` + args[1] + `"`)
	ts.Check(err)
	path := ts.MkAbs(args[0])
	ts.Check(os.MkdirAll(filepath.Dir(path), 0o755))
	ts.Check(os.WriteFile(path, []byte(text), 0o644))
}

// long FILE N writes one line of N times the letter x, within a JSON question.
func long(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: long FILE N")
	}
	n, err := strconv.Atoi(args[1])
	ts.Check(err)
	line := fmt.Sprintf("{\"id\":\"long\",\"question\":%q}\n", strings.Repeat("who x ", n/6))
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(line), 0o644))
}

// no-raw FILE... fails when a file holds what a terminal would obey.
func noRaw(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) == 0 {
		ts.Fatalf("usage: no-raw FILE...")
	}
	for _, file := range args {
		for i, r := range ts.ReadFile(file) {
			if r != '\n' && r != '\t' && hidden(r) {
				ts.Fatalf("%s holds %U at %d", file, r, i)
			}
		}
	}
}

// oneline FILE fails unless the file is exactly one line.
func oneLineOnly(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: oneline FILE")
	}
	if text := ts.ReadFile(args[0]); strings.Count(text, "\n") != 1 || !strings.HasSuffix(text, "\n") {
		ts.Fatalf("%s is not one line:\n%s", args[0], text)
	}
}
