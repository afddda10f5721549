package corpus_test

import (
	"bytes"
	"errors"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"rapporteur/corpus"
	"rapporteur/packed"
	"rapporteur/seeds"
)

// sameArticle compares all of two articles but the way from a passage back.
var sameArticle = cmp.Options{cmpopts.IgnoreFields(corpus.Passage{}, "Article"), cmp.AllowUnexported(corpus.Article{})}

func load(t *testing.T, fsys fs.FS, opts corpus.Options) *corpus.Corpus {
	t.Helper()
	c, err := corpus.Load(fsys, opts)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func derivedOf(t *testing.T, c *corpus.Corpus, opts corpus.Options) *corpus.Derived {
	t.Helper()
	d, err := corpus.ReadDerived(corpus.AppendDerived(nil, c.Articles, opts))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// TestDerived: articles loaded with what was derived before are those loaded
// without, to the last field.
func TestDerived(t *testing.T) {
	odd := fstest.MapFS{
		"she.md":      {Data: []byte("---\npublished: 2020-03-04\n---\nMinister Maria Costa arrived in Porto on Monday.\n\nShe left the city on Tuesday after a short meeting.\n")},
		"plain.txt":   {Data: []byte("\xef\xbb\xbfVIENNA — Envoys met on Friday.\n\n“We agreed,” said Anna Roth.\n")},
		"utf16.txt":   {Data: []byte("\xff\xfeE\x00n\x00v\x00o\x00y\x00s\x00 \x00m\x00e\x00t\x00.\x00")},
		"invalid.txt": {Data: []byte("Envoys met \xff on Friday in Geneva.")},
		"head.md":     {Data: []byte("---\ntitle: Talks\npublished: 2016-08\nurl: ftp://x\n---\nEnvoys met. Photo: AFP\n")},
	}
	for name, fsys := range map[string]fs.FS{"seeds": seeds.Articles, "odd files": odd} {
		t.Run(name, func(t *testing.T) {
			fresh := load(t, fsys, corpus.Options{})
			again := load(t, fsys, corpus.Options{Derived: derivedOf(t, fresh, corpus.Options{})})
			if diff := cmp.Diff(fresh, again, sameArticle); diff != "" {
				t.Errorf("loaded with what was derived before (-fresh +again):\n%s", diff)
			}
			for _, a := range again.Articles {
				for i := range a.Passages {
					if a.Passages[i].Article != a {
						t.Errorf("passage %d of %s leads to another article", i, a.ID)
					}
				}
			}
		})
	}
}

// TestDerivedOfOther: what was derived of another text, at another path or in
// another way is not taken.
func TestDerivedOfOther(t *testing.T) {
	fsys := func(path, text string) fstest.MapFS { return fstest.MapFS{path: {Data: []byte(text)}} }
	const text = "Envoys met on Friday. They parted on Sunday, as planned."
	before := load(t, fsys("a.txt", text), corpus.Options{})
	d := derivedOf(t, before, corpus.Options{})
	for name, now := range map[string]struct {
		fsys fstest.MapFS
		opts corpus.Options
	}{
		"one letter differs": {fsys("a.txt", strings.Replace(text, "Sunday", "Monday", 1)), corpus.Options{}},
		"another path":       {fsys("b.txt", text), corpus.Options{}},
		"other passages":     {fsys("a.txt", text), corpus.Options{PassageTokens: 8, PassageOverlap: -1}},
	} {
		want := load(t, now.fsys, now.opts)
		now.opts.Derived = d
		if diff := cmp.Diff(want, load(t, now.fsys, now.opts), sameArticle); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

// FuzzReadDerived: damaged bytes are an error, or give articles whose spans lie
// in their texts; never a panic.
func FuzzReadDerived(f *testing.F) {
	fsys := fstest.MapFS{"a.txt": {Data: []byte("GENEVA — “We met,” said Anna Roth on Friday.\n\nPhoto: AFP\n\nThey parted.")}}
	c, err := corpus.Load(fsys, corpus.Options{})
	if err != nil {
		f.Fatal(err)
	}
	whole := corpus.AppendDerived(nil, c.Articles, corpus.Options{})
	f.Add(whole, 0, byte(0))
	f.Add(whole[:len(whole)/2], 3, byte(7))
	f.Add(whole, len(whole)-3, byte(0x80))
	f.Fuzz(func(t *testing.T, data []byte, at int, with byte) {
		data = bytes.Clone(data)
		if at >= 0 && at < len(data) {
			data[at] ^= with
		}
		d, err := corpus.ReadDerived(data)
		if err != nil {
			if d != nil {
				t.Errorf("ReadDerived = %v beside %v", d, err)
			}
			return
		}
		c, err := corpus.Load(fsys, corpus.Options{Derived: d})
		if err != nil {
			t.Fatal(err)
		}
		for _, a := range c.Articles {
			for _, s := range a.Sentences {
				_ = a.Text(s.Span)
				_ = a.Text(s.SpeakerAt)
			}
			for i := range a.Passages {
				_ = a.Passages[i].Text()
			}
		}
	})
}

func TestReadDerivedRefuses(t *testing.T) {
	c := load(t, seeds.Articles, corpus.Options{})
	whole := corpus.AppendDerived(nil, c.Articles, corpus.Options{})
	for name, data := range map[string][]byte{"nothing": nil, "half": whole[:len(whole)/2], "all but a byte": whole[:len(whole)-1]} {
		if _, err := corpus.ReadDerived(data); !errors.Is(err, packed.ErrDamaged) {
			t.Errorf("ReadDerived of %s: %v, want %v", name, err, packed.ErrDamaged)
		}
	}
}
