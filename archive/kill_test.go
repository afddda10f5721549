package archive_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"slices"
	"testing"
	"time"

	"rapporteur/archive"
)

var rounds = flag.Int("rounds", 40, "how often the writers are killed in TestKilled")

// writerEnv makes this program a writer, see write.
const writerEnv = "ARCHIVE_TEST_WRITER"

func TestMain(m *testing.M) {
	if job := os.Getenv(writerEnv); job != "" {
		if err := write(job); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	flag.Parse()
	os.Exit(m.Run())
}

// act is one change that a writer makes, and says before it tries and when it
// is done.
type act struct {
	Op   string   `json:"op"`
	ID   string   `json:"id"`
	New  []string `json:"new,omitempty"` // ids that are put together, not known before
	Says int      `json:"says"`
	Done bool     `json:"done"`
	Err  string   `json:"err,omitempty"`
}

// writer is the work of a child: which folder, and which ids.
type writer struct {
	Dir  string
	IDs  []string
	Seed uint64
}

// write changes articles at random until it is killed. Each line it writes is
// one call, so that a line is there whole or not at all.
func write(job string) error {
	var w writer
	if err := json.Unmarshal([]byte(job), &w); err != nil {
		return err
	}
	a, _, err := archive.Open(w.Dir, archive.Options{})
	if err != nil {
		return err
	}
	defer a.Close()
	out := json.NewEncoder(os.Stdout)
	for random := rand.New(rand.NewPCG(w.Seed, 1)); ; {
		next := act{
			Op:   []string{"put", "put", "put", "remove", "remove", "restore", "purge", "base", "all"}[random.IntN(9)],
			ID:   w.IDs[random.IntN(len(w.IDs))],
			Says: random.IntN(1_000_000),
		}
		if next.Op == "all" {
			for n := range 2 + random.IntN(8) {
				next.New = append(next.New, fmt.Sprintf("%s-%x-%d", next.ID, random.Uint32(), n))
			}
		}
		if err := out.Encode(next); err != nil {
			return err
		}
		err := next.on(a)
		if err != nil && !isExpected(err) {
			next.Err = err.Error()
		}
		next.Done = true
		if err := out.Encode(next); err != nil {
			return err
		}
	}
}

func (c act) on(a *archive.Archive) (err error) {
	ctx := context.Background()
	switch c.Op {
	case "put":
		_, err = a.Put(ctx, archive.Change{ID: c.ID, File: text(c.ID, c.Says), Who: "writer"})
	case "all":
		var changes []archive.Change
		for _, id := range c.New {
			changes = append(changes, archive.Change{ID: id, File: text(id, c.Says), Who: "writer"})
		}
		_, err = a.PutAll(ctx, changes)
	case "remove":
		_, err = a.Remove(ctx, c.ID, nil, "writer")
	case "base":
		_, err = a.Remove(ctx, c.ID, text(c.ID, c.Says), "writer")
	case "restore":
		_, err = a.Restore(ctx, c.ID, nil, "writer")
	case "purge":
		err = a.Purge(ctx, c.ID, "writer")
	}
	return err
}

func isExpected(err error) bool {
	return slices.ContainsFunc([]error{archive.ErrUnknown, archive.ErrRemoved, archive.ErrPresent, archive.ErrPurged},
		func(expected error) bool { return errors.Is(err, expected) })
}

// fate is what must be found of one id.
type fate struct {
	there, removed string // texts, "" when there is none
	purged         bool
}

// after is what the archive promises that the change makes of an article.
func (f fate) after(c act) fate {
	switch {
	case c.Op == "put":
		return fate{there: string(text(c.ID, c.Says))}
	case (c.Op == "remove" || c.Op == "base") && f.there != "":
		return fate{removed: f.there}
	case c.Op == "base" && f.removed == "" && !f.purged:
		return fate{removed: string(text(c.ID, c.Says))}
	case c.Op == "restore" && f.removed != "":
		return fate{there: f.removed}
	case c.Op == "purge" && f.removed != "":
		return fate{purged: true}
	}
	return f
}

// TestKilled lets two processes change articles of one folder, kills both at a
// random moment, and proves that whatever they said was done is there. The
// folder lives on from round to round.
func TestKilled(t *testing.T) {
	if testing.Short() {
		t.Skip("starts processes")
	}
	dir := t.TempDir()
	a := open(t, dir, archive.Options{})
	fates := map[string]fate{}
	acts, mendings := 0, 0
	for round := range *rounds {
		var lines [2]*bytes.Buffer
		var children [2]*exec.Cmd
		ctx, cancel := context.WithTimeout(t.Context(), time.Duration(rand.IntN(150_000))*time.Microsecond)
		for i := range children {
			lines[i] = &bytes.Buffer{}
			children[i] = child(ctx, t, writer{Dir: dir, IDs: idsOf(i), Seed: rand.Uint64()}, lines[i])
			if err := children[i].Start(); err != nil && ctx.Err() == nil {
				t.Fatal(err)
			}
		}
		var stderr []byte
		for _, c := range children {
			if c.Process != nil {
				_ = c.Wait() // it was killed
			}
			stderr = append(stderr, c.Stderr.(*bytes.Buffer).Bytes()...)
		}
		cancel()
		if len(stderr) > 0 {
			t.Errorf("round %d: a writer said %s", round, stderr)
		}
		b, mended, err := archive.Open(dir, archive.Options{})
		if err != nil {
			t.Fatalf("round %d: Open = %v", round, err)
		}
		mendings += len(mended)
		for i := range lines {
			n, pending := follow(t, fates, lines[i])
			acts += n
			verifyFates(t, b, round, fates, known(fates, i, pending), pending)
		}
		whole(t, b)
		if b.Health() != nil {
			t.Errorf("round %d: Health = %v", round, b.Health())
		}
		b.Close()
		if t.Failed() {
			t.FailNow()
		}
	}
	// An archive that was open all the time sees what others did.
	put(t, a, "last", 1)
	whole(t, a)
	if acts < *rounds {
		t.Errorf("%d changes in %d rounds, want more for this to prove anything", acts, *rounds)
	}
	t.Logf("%d changes, %d mendings in %d rounds", acts, mendings, *rounds)
}

func idsOf(i int) []string {
	if i == 0 {
		return []string{"a", "b", "C/d", "e"}
	}
	return []string{"f", "g", "../h", "🙂"}
}

// known returns the ids that are to be looked at: those of a writer, and those
// that were put together.
func known(fates map[string]fate, i int, pending *act) []string {
	ids := idsOf(i)
	for id := range fates {
		if !slices.Contains(idsOf(0), id) && !slices.Contains(idsOf(1), id) {
			ids = append(ids, id)
		}
	}
	if pending != nil {
		ids = append(ids, pending.New...)
	}
	return ids
}

// each returns the changes that an act consists of.
func (c act) each() []act {
	if c.Op != "all" {
		return []act{c}
	}
	var out []act
	for _, id := range c.New {
		out = append(out, act{Op: "put", ID: id, Says: c.Says})
	}
	return out
}

// about returns what an act does to an article; ok is false when it does nothing.
func (c *act) about(id string) (of act, ok bool) {
	if c == nil {
		return act{}, false
	}
	all := c.each()
	n := slices.IndexFunc(all, func(of act) bool { return of.ID == id })
	if n < 0 {
		return act{}, false
	}
	return all[n], true
}

func child(ctx context.Context, t *testing.T, w writer, out *bytes.Buffer) *exec.Cmd {
	t.Helper()
	job, err := json.Marshal(w)
	if err != nil {
		t.Fatal(err)
	}
	c := exec.CommandContext(ctx, os.Args[0]) // killed, not asked, when ctx ends
	c.Env = append(os.Environ(), writerEnv+"="+string(job))
	c.Stdout, c.Stderr = out, &bytes.Buffer{}
	return c
}

// follow applies what a writer said was done to the fates, and returns how much
// that was and what it had begun last.
func follow(t *testing.T, fates map[string]fate, said *bytes.Buffer) (n int, pending *act) {
	t.Helper()
	lines := bufio.NewScanner(said)
	for lines.Scan() {
		var c act
		if err := json.Unmarshal(lines.Bytes(), &c); err != nil {
			continue // the kill cut it short; it was tried at most
		}
		if c.Err != "" {
			t.Errorf("%s %q = %s", c.Op, c.ID, c.Err)
		}
		if !c.Done {
			pending = &c
			continue
		}
		for _, each := range c.each() {
			fates[each.ID] = fates[each.ID].after(each)
		}
		pending = nil
		n++
	}
	return n, pending
}

func verifyFates(t *testing.T, a *archive.Archive, round int, fates map[string]fate, ids []string, pending *act) {
	t.Helper()
	hidden, err := a.Hidden()
	if err != nil {
		t.Errorf("round %d: Hidden = %v", round, err)
	}
	for _, id := range ids {
		there, err := a.Read(id)
		if err != nil && !errors.Is(err, archive.ErrUnknown) {
			t.Errorf("round %d: Read(%q) = %v", round, id, err)
		}
		removed, err := a.ReadRemoved(id)
		if err != nil && !errors.Is(err, archive.ErrUnknown) {
			t.Errorf("round %d: ReadRemoved(%q) = %v", round, id, err)
		}
		got := fate{string(there), string(removed), slices.Contains(hidden, id) && len(removed) == 0}
		want := fates[id]
		if of, ok := pending.about(id); ok && got == want.after(of) {
			fates[id] = got // begun and not acknowledged: it may have been made
			continue
		}
		if got != want {
			t.Errorf("round %d: %q is %+v, want %+v (begun: %+v)", round, id, got, want, pending)
		}
	}
}
