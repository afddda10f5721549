package vectorfile_test

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"rapporteur/retrieval/vectorfile"
)

func hash(n int) vectorfile.Hash { return sha256.Sum256(fmt.Append(nil, n)) }

func vector(n int) []float32 { return []float32{float32(n), 0.5, -1} }

func open(t *testing.T, path string) *vectorfile.File {
	t.Helper()
	f, err := vectorfile.Open(path, "model")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

func put(t *testing.T, f *vectorfile.File, from, to int) {
	t.Helper()
	var hashes []vectorfile.Hash
	var vectors [][]float32
	for n := from; n < to; n++ {
		hashes = append(hashes, hash(n))
		vectors = append(vectors, vector(n))
	}
	if err := f.Put(hashes, vectors); err != nil {
		t.Fatal(err)
	}
}

// holds wants the vectors below n, but for some.
func holds(t *testing.T, f *vectorfile.File, n int, but ...int) {
	t.Helper()
	for i := range n {
		got := f.Get([]vectorfile.Hash{hash(i)})
		want := vector(i)
		if slices.Contains(but, i) {
			want = nil
		}
		if len(got) != 1 || !slices.Equal(got[0], want) {
			t.Errorf("vector %d is %v, want %v", i, got, want)
		}
	}
}

func TestKeepsVectors(t *testing.T) {
	path := filepath.Join(t.TempDir(), "made", "v.bin")
	f := open(t, path)
	holds(t, f, 3, 0, 1, 2)
	if err := f.Put(nil, nil); err != nil {
		t.Errorf("Put of nothing: %v", err)
	}
	put(t, f, 0, 3)
	put(t, f, 3, 5)
	holds(t, f, 6, 5)
	holds(t, open(t, path), 6, 5)
	if err := f.Put([]vectorfile.Hash{hash(9)}, [][]float32{{1}}); err == nil {
		t.Error("a vector of another length was taken in")
	}
	got := open(t, path).Get([]vectorfile.Hash{hash(4), hash(7), hash(0)})
	if !slices.Equal(got[0], vector(4)) || got[1] != nil || !slices.Equal(got[2], vector(0)) {
		t.Errorf("Get = %v, want those of 4, none, and 0", got)
	}
}

// TestTwoAtOnce: both add, and who opens it afterwards has all.
func TestTwoAtOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "v.bin")
	a := open(t, path)
	put(t, a, 0, 2)
	b := open(t, path)
	put(t, b, 2, 4)
	put(t, a, 4, 6)
	put(t, b, 6, 7)
	holds(t, a, 7, 2, 3, 6)
	holds(t, b, 7, 4, 5)
	holds(t, open(t, path), 7)
}

func TestDamage(t *testing.T) {
	whole := filepath.Join(t.TempDir(), "v.bin")
	put(t, open(t, whole), 0, 4)
	data, err := os.ReadFile(whole)
	if err != nil {
		t.Fatal(err)
	}
	const record = 32 + 3*4 + 4
	first := len(data) - 4*record
	for at := range data {
		path := filepath.Join(t.TempDir(), "v.bin")
		damaged := slices.Clone(data)
		damaged[at] ^= 4
		if err := os.WriteFile(path, damaged, 0o644); err != nil {
			t.Fatal(err)
		}
		f, err := vectorfile.Open(path, "model")
		switch {
		case at < first:
			if !errors.Is(err, vectorfile.ErrOther) {
				t.Errorf("byte %d of the head: Open = %v, want %v", at, err, vectorfile.ErrOther)
			}
		case err != nil:
			t.Errorf("byte %d: Open = %v", at, err)
		default:
			n := (at - first) / record
			holds(t, f, 4, n)
			put(t, f, n, n+1)
			holds(t, f, 4)
			holds(t, open(t, path), 4)
		}
		if f != nil {
			f.Close()
		}
	}
	for cut := first; cut < len(data); cut++ {
		path := filepath.Join(t.TempDir(), "v.bin")
		if err := os.WriteFile(path, data[:cut], 0o644); err != nil {
			t.Fatal(err)
		}
		f := open(t, path)
		n := (cut - first) / record
		put(t, f, n, 4)
		holds(t, f, 4)
		holds(t, open(t, path), 4)
	}
}

func TestOther(t *testing.T) {
	path := filepath.Join(t.TempDir(), "v.bin")
	put(t, open(t, path), 0, 1)
	if _, err := vectorfile.Open(path, "other"); !errors.Is(err, vectorfile.ErrOther) {
		t.Errorf("Open with another embedder = %v, want %v", err, vectorfile.ErrOther)
	}
	for _, text := range []string{"", "RAPVECT1", "hello, this is a text and no vectors"} {
		path := filepath.Join(t.TempDir(), "v.bin")
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		if _, err := vectorfile.Open(path, "model"); !errors.Is(err, vectorfile.ErrOther) {
			t.Errorf("Open of %q = %v, want %v", text, err, vectorfile.ErrOther)
		}
	}
}

func TestTidy(t *testing.T) {
	path := filepath.Join(t.TempDir(), "v.bin")
	put(t, open(t, path), 0, 5000)
	size := func() int64 {
		info, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		return info.Size()
	}
	before := size()
	f := open(t, path)
	for n := range 3000 {
		f.Get([]vectorfile.Hash{hash(n)})
	}
	if err := f.Tidy(); err != nil || size() != before {
		t.Errorf("Tidy of a file that is mostly used: %v, %d bytes of %d", err, size(), before)
	}
	f = open(t, path)
	for n := range 1000 {
		f.Get([]vectorfile.Hash{hash(n)})
	}
	if err := f.Tidy(); err != nil || size() > before/4 {
		t.Errorf("Tidy: %v, %d bytes of %d, want a fifth", err, size(), before)
	}
	holds(t, f, 1001, 1000)
	put(t, f, 1000, 1001)
	holds(t, f, 1001)
	holds(t, open(t, path), 1001)
	if left, err := filepath.Glob(path + ".*"); err != nil || len(left) > 0 {
		t.Errorf("there is %q left, %v", left, err)
	}
}
