package archive_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rapporteur/archive"
)

func change(id string, says int) archive.Change {
	return archive.Change{ID: id, File: text(id, says), Who: "ada", From: "feed"}
}

func TestPutAll(t *testing.T) {
	a := open(t, t.TempDir(), archive.Hurried())
	put(t, a, "there", 1)
	put(t, a, "same", 1)
	var changes []archive.Change
	var want []string
	add := func(op archive.Op, id string, says int) {
		changes = append(changes, change(id, says))
		want = append(want, fmt.Sprintf("%s %s", op, id))
	}
	for n := range 150 {
		add(archive.Added, fmt.Sprintf("new-%03d", n), n)
	}
	add(archive.Changed, "there", 2)
	add(archive.Unchanged, "same", 1)
	add(archive.Added, "twice", 1)
	add(archive.Changed, "twice", 2)
	add(archive.Added, "C/d", 1)
	add(archive.Added, "../e", 1)
	results, err := a.PutAll(t.Context(), changes)
	if err != nil {
		t.Fatalf("PutAll = %v", err)
	}
	var got []string
	for i, r := range results {
		got = append(got, fmt.Sprintf("%s %s", r.Op, r.ID))
		if r.Hash != archive.HashOf(changes[i].File) || r.File == "" {
			t.Errorf("result %d is %+v, want the file and its hash", i, r)
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("results (-want +got):\n%s", diff)
	}
	last := map[string]archive.Change{}
	for _, c := range changes {
		last[c.ID] = c
	}
	for id, c := range last {
		if file, err := a.Read(id); err != nil || string(file) != string(c.File) {
			t.Errorf("Read(%q) = %q, %v", id, file, err)
		}
	}
	whole(t, a)

	events, damaged, err := a.History(archive.Past{Limit: 1000})
	if err != nil || damaged > 0 {
		t.Fatalf("History: %d damaged, %v", damaged, err)
	}
	var told []string
	for _, e := range slices.Backward(events[:len(events)-2]) {
		told = append(told, fmt.Sprintf("%s %s", e.Op, e.ID))
		if e.Time.IsZero() || e.Who != "ada" || e.From != "feed" || len(e.Batch) > 0 {
			t.Errorf("event %+v, want time and who", e)
		}
	}
	if diff := cmp.Diff(slices.DeleteFunc(want, func(s string) bool { return strings.HasPrefix(s, "unchanged") }), told); diff != "" {
		t.Errorf("history (-want +got):\n%s", diff)
	}
	if of, _, err := a.History(archive.Past{ID: "new-007"}); err != nil || len(of) != 1 {
		t.Errorf("the history of one of many is %v, %v", of, err)
	}
}

// TestPutAllStopsAtWhatItCannotTake: what comes before it is kept.
func TestPutAllStopsAtWhatItCannotTake(t *testing.T) {
	a := open(t, t.TempDir(), archive.Hurried())
	results, err := a.PutAll(t.Context(), []archive.Change{change("a", 1), change("b", 1), {ID: "c", File: text("d", 1)}, change("e", 1)})
	if !errors.Is(err, archive.ErrRefused) || len(results) != 2 {
		t.Errorf("PutAll = %v, %v; want two, and %v", results, err, archive.ErrRefused)
	}
	if got := ids(t, a); !slices.Equal(got, []string{"a", "b"}) {
		t.Errorf("there are %q, want a and b", got)
	}
	if results, err := a.PutAll(t.Context(), nil); err != nil || len(results) != 0 {
		t.Errorf("PutAll of nothing = %v, %v", results, err)
	}
	whole(t, a)
}

// TestBatchLostInPart: a machine that went down may have lost new files before
// they were on the disk. The others are there.
func TestBatchLostInPart(t *testing.T) {
	for lost := range 3 {
		dir := t.TempDir()
		renames := 0
		func() {
			a := open(t, dir, archive.Before(func(step, path string) error {
				if step == "rename" && strings.HasSuffix(path, "new-0.md") {
					renames++
					panic(killed{})
				}
				return nil
			}))
			defer func() { _ = recover() }()
			_, _ = a.PutAll(t.Context(), []archive.Change{change("new-0", 1), change("new-1", 1), change("new-2", 1)})
		}()
		files, err := filepath.Glob(filepath.Join(dir, "articles", ".batch", "*"))
		if err != nil || len(files) != 3 || renames != 1 {
			t.Fatalf("%d renames and %q, %v; want three new files before the first rename", renames, files, err)
		}
		if err := os.Truncate(files[lost], 3); err != nil {
			t.Fatal(err)
		}
		a, mended, err := archive.Open(dir, archive.Hurried())
		if err != nil || len(mended) == 0 || !strings.Contains(mended[0], "2 of 3") {
			t.Fatalf("Open = %q, %v; want that two of three were added", mended, err)
		}
		got := ids(t, a)
		want := slices.DeleteFunc([]string{"new-0", "new-1", "new-2"}, func(id string) bool { return id == fmt.Sprint("new-", lost) })
		if !slices.Equal(got, want) {
			t.Errorf("there are %q, want %q", got, want)
		}
		whole(t, a)
		put(t, a, fmt.Sprint("new-", lost), 1)
		whole(t, a)
		a.Close()
	}
}

// BenchmarkPutMany keeps a thousand articles, and waits for the disk.
func BenchmarkPutMany(b *testing.B) {
	var changes []archive.Change
	for i := range 1000 {
		id := fmt.Sprintf("2017-01-%05d", i)
		changes = append(changes, archive.Change{ID: id, File: long(id, i), Who: "ada"})
	}
	b.Run("one by one", func(b *testing.B) {
		for b.Loop() {
			a := open(b, b.TempDir(), archive.Options{})
			for _, c := range changes {
				if _, err := a.Put(b.Context(), c); err != nil {
					b.Fatal(err)
				}
			}
		}
	})
	b.Run("together", func(b *testing.B) {
		for b.Loop() {
			a := open(b, b.TempDir(), archive.Options{})
			if _, err := a.PutAll(b.Context(), changes); err != nil {
				b.Fatal(err)
			}
		}
	})
}
