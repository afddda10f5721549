package archive_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rapporteur/archive"
)

// A scene is a folder with something in it, and a change made to it.
type scene struct {
	name   string
	before func(t *testing.T, a *archive.Archive)
	change func(a *archive.Archive) error
}

func scenes() []scene {
	ctx := context.Background()
	doPut := func(id string, says int) func(*archive.Archive) error {
		return func(a *archive.Archive) error {
			_, err := a.Put(ctx, archive.Change{ID: id, File: text(id, says), Who: "ada"})
			return err
		}
	}
	doPutAll := func(says int, ids ...string) func(*archive.Archive) error {
		return func(a *archive.Archive) error {
			var changes []archive.Change
			for _, id := range ids {
				changes = append(changes, archive.Change{ID: id, File: text(id, says), Who: "ada"})
			}
			_, err := a.PutAll(ctx, changes)
			return err
		}
	}
	doRemove := func(id string, base []byte) func(*archive.Archive) error {
		return func(a *archive.Archive) error { _, err := a.Remove(ctx, id, base, "ada"); return err }
	}
	doRestore := func(id string, base []byte) func(*archive.Archive) error {
		return func(a *archive.Archive) error { _, err := a.Restore(ctx, id, base, "ada"); return err }
	}
	doPurge := func(a *archive.Archive) error { return a.Purge(ctx, "x", "ada") }
	after := func(steps ...func(*archive.Archive) error) func(*testing.T, *archive.Archive) {
		return func(t *testing.T, a *archive.Archive) {
			t.Helper()
			for i, step := range append([]func(*archive.Archive) error{doPut("other", 1)}, steps...) {
				if err := step(a); err != nil {
					t.Fatalf("step %d of what was before: %v", i, err)
				}
			}
		}
	}
	base := text("x", 7)
	byHand := func(name string, says int) func(*archive.Archive) error {
		return func(a *archive.Archive) error {
			return os.WriteFile(filepath.Join(a.Dir(), name), text("x", says), 0o644)
		}
	}
	return []scene{
		{"an article is added to an empty folder", func(*testing.T, *archive.Archive) {}, doPut("x", 1)},
		{"an article is added", after(), doPut("x", 1)},
		{"several articles are added to an empty folder", func(*testing.T, *archive.Archive) {}, doPutAll(1, "x", "y")},
		{"several articles are added", after(), doPutAll(1, "v", "w", "x", "y", "z")},
		{"several articles are added, one of which was removed", after(doPut("x", 1), doRemove("x", nil)), doPutAll(2, "v", "w", "x", "y", "z")},
		{"several articles are put, one of which is there", after(doPut("x", 1)), doPutAll(2, "x", "y", "z")},
		{"an article is changed", after(doPut("x", 1)), doPut("x", 2)},
		{"an article is changed back", after(doPut("x", 1), doPut("x", 2)), doPut("x", 1)},
		{"an article that was removed is put", after(doPut("x", 1), doRemove("x", nil)), doPut("x", 2)},
		{"an article that was removed is put as it was", after(doPut("x", 1), doRemove("x", nil)), doPut("x", 1)},
		{"an article that was purged is put", after(doPut("x", 1), doRemove("x", nil), doPurge), doPut("x", 2)},
		{"an article is removed", after(doPut("x", 1)), doRemove("x", nil)},
		{"an article is removed that was put back by hand", after(doPut("x", 1), doRemove("x", nil), byHand("articles/x.md", 1)), doRemove("x", nil)},
		{"an article is removed that lies among the removed as well", after(doPut("x", 1), byHand("removed/x.md", 3)), doRemove("x", nil)},
		{"an article of the base is removed", after(), doRemove("x", base)},
		{"an article is restored", after(doPut("x", 1), doRemove("x", nil)), doRestore("x", nil)},
		{"an article of the base is restored", after(doRemove("x", base)), doRestore("x", base)},
		{"an article is purged", after(doPut("x", 1), doPut("x", 2), doRemove("x", nil)), doPurge},
		{"an article of the base is purged", after(doRemove("x", base)), doPurge},
		{"an article that lies under another name is changed", after(byHand("articles/talks.txt", 1)), doPut("x", 2)},
	}
}

// world is what callers see of the article of a scene and of the other one.
func world(t *testing.T, a *archive.Archive) map[string]string {
	t.Helper()
	w := map[string]string{}
	for _, id := range []string{"x", "other"} {
		for where, read := range map[string]func(string) ([]byte, error){"there": a.Read, "removed": a.ReadRemoved} {
			data, err := read(id)
			if err != nil && !errors.Is(err, archive.ErrUnknown) {
				t.Errorf("read %s = %v", id, err)
			}
			w[where+" "+id] = string(data)
		}
	}
	hidden, err := a.Hidden()
	if err != nil {
		t.Errorf("Hidden = %v", err)
	}
	w["hidden"] = fmt.Sprint(hidden)
	return w
}

// shown returns what of a world is shown: an article that is there is, whatever
// is said to be removed.
func shown(w map[string]string) map[string]string {
	w = maps.Clone(w)
	if w["there x"] != "" {
		w["removed x"], w["hidden"] = "", ""
	}
	return w
}

// staged returns the folder of a scene, what it is before the change and after,
// and how many steps on the disk the change takes.
func (sc scene) staged(t *testing.T) (before, after map[string]string, steps int) {
	t.Helper()
	a := open(t, sc.folder(t), archive.Before(func(string, string) error { steps++; return nil }))
	before = world(t, a)
	if err := sc.change(a); err != nil {
		t.Fatalf("the change = %v", err)
	}
	n := steps
	after = world(t, a)
	if cmp.Equal(before, after) {
		t.Fatal("the change changes nothing")
	}
	if diff := cmp.Diff(after, world(t, open(t, a.Dir(), archive.Hurried()))); diff != "" {
		t.Fatalf("opened anew it is not the same (-was +is):\n%s", diff)
	}
	return before, after, n
}

func (sc scene) folder(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	sc.before(t, open(t, dir, archive.Hurried()))
	return dir
}

// killed is thrown to end a change in the middle, as a kill would.
type killed struct{}

// TestInterruptedAtEachStep ends every change before each of its steps on the
// disk. What is there afterwards is the old or the new, and nothing is in the
// way of making the change again.
func TestInterruptedAtEachStep(t *testing.T) {
	for _, sc := range scenes() {
		t.Run(sc.name, func(t *testing.T) {
			t.Parallel()
			before, after, steps := sc.staged(t)
			if steps < 4 {
				t.Errorf("%d steps, want some to interrupt", steps)
			}
			for at := range steps {
				dir := sc.folder(t)
				interrupt(t, sc, dir, at)
				// The first recovery is interrupted as well.
				interruptOpen(t, dir, at%5)
				sc.verify(t, dir, at, before, after)
			}
		})
	}
}

func interrupt(t *testing.T, sc scene, dir string, at int) {
	t.Helper()
	n := 0
	a := open(t, dir, archive.Before(func(string, string) error {
		if n == at {
			panic(killed{})
		}
		n++
		return nil
	}))
	defer func() {
		if r := recover(); r != (killed{}) {
			t.Errorf("step %d: recovered %v, want the end that was staged", at, r)
		}
	}()
	_ = sc.change(a)
}

func interruptOpen(t *testing.T, dir string, at int) {
	t.Helper()
	n := 0
	defer func() {
		if r := recover(); r != nil && r != (killed{}) {
			panic(r)
		}
	}()
	a, _, err := archive.Open(dir, archive.Before(func(string, string) error {
		if n == at {
			panic(killed{})
		}
		n++
		return nil
	}))
	if err != nil {
		t.Errorf("Open after step %d = %v", at, err)
		return
	}
	a.Close()
}

// verify opens the folder and looks whether it is before or after the change.
func (sc scene) verify(t *testing.T, dir string, at int, before, after map[string]string) {
	t.Helper()
	a, mended, err := archive.Open(dir, archive.Hurried())
	if err != nil {
		t.Fatalf("Open after step %d = %v", at, err)
	}
	defer a.Close()
	for _, m := range mended {
		if strings.Contains(m, "\n") || m == "" {
			t.Errorf("Open after step %d mended %q, want a sentence", at, m)
		}
	}
	if err := a.Health(); err != nil {
		t.Errorf("Health after step %d = %v", at, err)
	}
	got := world(t, a)
	if !cmp.Equal(got, before) && !cmp.Equal(got, after) {
		t.Errorf("after step %d it is neither as before nor as after (-before +got):\n%s", at, cmp.Diff(before, got))
	}
	sc.noteByHand(t, a)
	if problems, err := a.Check(t.Context()); err != nil || hasNew(problems) {
		t.Errorf("Check after step %d = %q, %v, want nothing", at, problems, err)
	}
	if cmp.Equal(got, before) {
		if err := sc.change(a); err != nil {
			t.Errorf("the change after step %d, made again = %v", at, err)
		}
		if diff := cmp.Diff(after, world(t, a)); diff != "" {
			t.Errorf("after step %d, made again (-want +got):\n%s", at, diff)
		}
	}
	if left, err := filepath.Glob(filepath.Join(dir, "*", ".new")); len(left) > 0 || err != nil {
		t.Errorf("after step %d there is %q, %v, want nothing unfinished", at, left, err)
	}
	if again, _, err := archive.Open(dir, archive.Hurried()); err != nil {
		t.Errorf("Open again after step %d = %v", at, err)
	} else {
		again.Close()
	}
}

// noteByHand takes into the history what the scene did by hand.
func (sc scene) noteByHand(t *testing.T, a *archive.Archive) {
	t.Helper()
	if _, err := a.Notice(t.Context()); err != nil {
		t.Errorf("Notice = %v", err)
	}
}

// hasNew leaves out what scenes stage by hand.
func hasNew(problems []string) bool {
	for _, p := range problems {
		if !strings.Contains(p, "is removed and there at the same time") {
			return true
		}
	}
	return false
}

// texts returns the files of the articles and the removed ones.
func texts(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	for _, part := range []string{"articles", "removed"} {
		names, err := filepath.Glob(filepath.Join(dir, part, "[^.]*"))
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			out[name] = string(data)
		}
	}
	return out
}

// TestFaultAtEachStep lets each step on the disk fail, once or from then on.
// A change that returns no error is made; the disk once well, all goes on.
func TestFaultAtEachStep(t *testing.T) {
	for _, sc := range scenes() {
		for _, lasting := range []bool{false, true} {
			name := sc.name + ", a fault that passes"
			if lasting {
				name = sc.name + ", a fault that lasts"
			}
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				before, after, steps := sc.staged(t)
				for at := range steps {
					sc.fail(t, at, lasting, before, after)
				}
			})
		}
	}
}

func (sc scene) fail(t *testing.T, at int, lasting bool, before, after map[string]string) {
	t.Helper()
	n, well := 0, false
	dir := sc.folder(t)
	a := open(t, dir, archive.Before(func(step, path string) error {
		n++
		if !well && (n-1 == at || lasting && n > at) {
			return &os.PathError{Op: step, Path: path, Err: syscall.ENOSPC}
		}
		return nil
	}))
	was := texts(t, dir)
	err := sc.change(a)
	got := world(t, a)
	switch {
	case err == nil && !cmp.Equal(got, after):
		t.Errorf("step %d: the change returned no error and is not made (-want +got):\n%s", at, cmp.Diff(after, got))
	case err != nil && !cmp.Equal(shown(got), shown(before)) && !cmp.Equal(shown(got), shown(after)):
		t.Errorf("step %d: neither as before nor as after (-before +got):\n%s", at, cmp.Diff(before, got))
	case err != nil:
		if !errors.Is(err, syscall.ENOSPC) || !strings.HasSuffix(err.Error(), ": the disk is full") {
			t.Errorf("step %d: the error = %q, want one that says the disk is full", at, err)
		}
		if health := a.Health(); health == nil || !strings.Contains(health.Error(), "the disk is full") {
			t.Errorf("step %d: Health = %v, want the disk to be full", at, health)
		}
	}
	if err != nil && !lasting && cmp.Equal(texts(t, dir), was) {
		if problems, err := a.Check(t.Context()); err != nil || strings.Contains(fmt.Sprint(problems), "interrupted") {
			t.Errorf("step %d: Check after a change that was not made = %q, %v", at, problems, err)
		}
	}
	well = true
	if err := a.Try(t.Context()); err != nil {
		t.Errorf("step %d: Try = %v, with the disk well again", at, err)
	}
	if err := a.Health(); err != nil {
		t.Errorf("step %d: Health = %v, with the disk well again", at, err)
	}
	sc.verify(t, dir, at, before, after)
}
