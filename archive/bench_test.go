package archive_test

import (
	"fmt"
	"testing"

	"rapporteur/archive"
	"rapporteur/corpus"
)

const many = 10_000

// filled returns a folder with many articles of some kilobytes.
func filled(b *testing.B) string {
	b.Helper()
	dir := b.TempDir()
	a := open(b, dir, archive.Hurried())
	for i := range many {
		id := fmt.Sprintf("2017-01-%05d", i)
		if _, err := a.Put(b.Context(), archive.Change{ID: id, File: long(id, i), Who: "ada", From: "feed"}); err != nil {
			b.Fatal(err)
		}
	}
	return dir
}

func long(id string, says int) []byte {
	out := text(id, says)
	for i := range 40 {
		out = fmt.Appendf(out, "\nThe envoy said on Monday that round %d of %d had ended without an agreement.\n", i, says)
	}
	return out
}

func BenchmarkOpen(b *testing.B) {
	dir := filled(b)
	b.Run("open", func(b *testing.B) {
		for b.Loop() {
			open(b, dir, archive.Options{}).Close()
		}
	})
	b.Run("open and first list", func(b *testing.B) {
		for b.Loop() {
			a := open(b, dir, archive.Options{})
			if files, err := a.List(); err != nil || len(files) != many {
				b.Fatalf("List = %d, %v", len(files), err)
			}
			a.Close()
		}
	})
	b.Run("open and first put", func(b *testing.B) {
		i := 0
		for b.Loop() {
			i++
			a := open(b, dir, archive.Options{})
			put(b, a, "new", i)
			a.Close()
		}
	})
	a := open(b, dir, archive.Options{})
	b.Run("list again", func(b *testing.B) {
		for b.Loop() {
			if _, err := a.List(); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("hidden", func(b *testing.B) {
		for b.Loop() {
			if _, err := a.Hidden(); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("history", func(b *testing.B) {
		for b.Loop() {
			if _, _, err := a.History(archive.Past{}); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("notice", func(b *testing.B) {
		for b.Loop() {
			if _, err := a.Notice(b.Context()); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("check", func(b *testing.B) {
		for b.Loop() {
			whole(b, a)
		}
	})
	b.Run("load", func(b *testing.B) {
		for b.Loop() {
			if _, err := corpus.Load(a.FS(), corpus.Options{}); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func BenchmarkPut(b *testing.B) {
	dir := filled(b)
	a := open(b, dir, archive.Options{})
	b.Run("add", func(b *testing.B) {
		i := 0
		for b.Loop() {
			i++
			put(b, a, fmt.Sprint("added-", i), i)
		}
	})
	b.Run("change", func(b *testing.B) {
		i := 0
		for b.Loop() {
			i++
			put(b, a, "changed", i)
		}
	})
	put(b, a, "same", 1)
	b.Run("unchanged", func(b *testing.B) {
		for b.Loop() {
			put(b, a, "same", 1)
		}
	})
	quick := open(b, dir, archive.Hurried())
	b.Run("add, without waiting for the disk", func(b *testing.B) {
		i := 0
		for b.Loop() {
			i++
			put(b, quick, fmt.Sprint("quick-", i), i)
		}
	})
}
