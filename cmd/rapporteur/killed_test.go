package main

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// kills is how often the program is killed. The figures of the README are of
// `go test ./cmd/rapporteur -run TestKilledWhileChanging -kills 200 -timeout 30m`.
var kills = flag.Int("kills", 5, "how often TestKilledWhileChanging kills the program")

// victim is a folder of articles that the program works on, and what it has
// acknowledged so far.
type victim struct {
	t             *testing.T
	program, work string
	rand          *rand.Rand
	took          time.Duration     // a command that was not killed, about
	has           map[string]string // by id, a word that the text of the article holds
	maybe         map[string]string // what a command that was killed was about to do: "" removes
}

// command runs the program, kills it after a while when that is not 0, and
// returns what it said.
func (v *victim) command(after time.Duration, args ...string) (stdout string, err error) {
	v.t.Helper()
	ctx := context.Background()
	if after > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, after) // ends with SIGKILL
		defer cancel()
	}
	cmd := exec.CommandContext(ctx, v.program, args...)
	cmd.Dir, cmd.Env = v.work, []string{"RAPPORTEUR_DATA=data"}
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	if err = cmd.Run(); err != nil {
		err = fmt.Errorf("%w: %s", err, errs.String())
	}
	return out.String(), err
}

// TestKilledWhileChanging kills the program while it adds, changes, removes and
// rebuilds. Afterwards everything that it acknowledged is so, nothing is there by
// half, the index is the one that is made of the articles, and the first question
// is answered.
func TestKilledWhileChanging(t *testing.T) {
	if testing.Short() {
		t.Skip("starts many processes")
	}
	program, err := exec.LookPath("rapporteur")
	if err != nil {
		t.Fatal(err)
	}
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	v := &victim{t: t, program: program, work: t.TempDir(), rand: rand.New(rand.NewPCG(seed, 1)), has: map[string]string{}}
	began := time.Now()
	if _, err := v.command(0, "sources"); err != nil {
		t.Fatal(err)
	}
	v.took = 2 * time.Since(began)
	for round := range *kills {
		v.maybe = map[string]string{}
		v.step(round)
		v.survived(round)
		if t.Failed() {
			return
		}
	}
}

// step starts something and kills it at a random moment.
func (v *victim) step(round int) {
	after := time.Duration(1 + v.rand.Int64N(int64(v.took)))
	switch v.rand.IntN(4) {
	case 0: // remove or restore one
		for id, word := range v.has {
			if word == "" {
				v.maybe[id] = "?"
				if out, _ := v.command(after, "restore", id); strings.Contains(out, "restored "+id) {
					v.has[id] = v.maybe[id]
				}
				return
			}
			v.maybe[id] = ""
			if out, _ := v.command(after, "remove", id); strings.Contains(out, "removed "+id) {
				v.has[id] = ""
			}
			return
		}
	case 1:
		if v.rand.IntN(2) == 0 { // so that there is something to make
			if err := os.RemoveAll(filepath.Join(v.work, "data", "index")); err != nil {
				v.t.Fatal(err)
			}
		}
		_, _ = v.command(after, "index")
	default: // add or change a few
		args := []string{"add", "--yes"}
		for range 1 + v.rand.IntN(5) {
			id, word := fmt.Sprintf("article-%d", v.rand.IntN(8)), fmt.Sprintf("harbour%dround%d", v.rand.IntN(1000), round)
			if v.maybe[id] != "" {
				continue
			}
			text := fmt.Sprintf("---\nid: %s\npublished: 2016-05-02\n---\nThe envoys met at %s on Monday. %s", id, word, strings.Repeat("They spoke of a bridge and of a harvest. ", 1+v.rand.IntN(2000)))
			if err := os.WriteFile(filepath.Join(v.work, id+".md"), []byte(text), 0o644); err != nil {
				v.t.Fatal(err)
			}
			v.maybe[id] = word
			args = append(args, id+".md")
		}
		out, _ := v.command(after, args...)
		for id, word := range v.maybe {
			if strings.Contains(out, "added "+id+":") || strings.Contains(out, "changed "+id+";") {
				v.has[id] = word
			}
		}
	}
}

// survived looks at what is there now.
func (v *victim) survived(round int) {
	t := v.t
	t.Helper()
	out, err := v.command(0, "ask", "--json", "Who led Russia's delegation at the eighth Astana round?")
	if err != nil || !strings.Contains(out, "Lavrentiev") {
		t.Fatalf("round %d: the first question is answered with %s (%v)", round, out, err)
	}
	for id := range v.maybe { // done or not done, and whole
		data, err := os.ReadFile(filepath.Join(v.work, "data", "articles", id+".md"))
		switch text := string(data); {
		case os.IsNotExist(err) && (v.has[id] == "" || v.maybe[id] == ""):
			v.has[id] = ""
		case err != nil:
			t.Errorf("round %d: %s: %v; it was acknowledged with %q", round, id, err, v.has[id])
		case v.maybe[id] == "?" || v.maybe[id] == "": // restored or not removed: what it was
			_, rest, _ := strings.Cut(text, " met at ")
			v.has[id], _, _ = strings.Cut(rest, " ")
		case strings.Contains(text, " "+v.maybe[id]+" on Monday."):
			v.has[id] = v.maybe[id]
		case v.has[id] == "" || !strings.Contains(text, " "+v.has[id]+" on Monday."):
			t.Errorf("round %d: %s holds neither %q nor %q", round, id, v.has[id], v.maybe[id])
		}
	}
	for id, word := range v.has {
		data, err := os.ReadFile(filepath.Join(v.work, "data", "articles", id+".md"))
		if word == "" && err == nil || word != "" && (err != nil || !strings.Contains(string(data), " "+word+" on Monday.") || !strings.HasSuffix(strings.TrimSpace(string(data)), "harvest.")) {
			t.Errorf("round %d: %s is %d bytes (%v), want %q in it", round, id, len(data), err, word)
		}
	}
	if out, err := v.command(0, "index", "--check"); err != nil {
		t.Errorf("round %d: %v\n%s", round, err, out)
	}
}
