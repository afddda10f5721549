package archive_test

import (
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"rapporteur/archive"
)

func TestStem(t *testing.T) {
	for _, c := range []struct{ id, want string }{
		{"2017-12-21-astana-8", "2017-12-21-astana-8"},
		{"004_175e92e2922cc121", "004_175e92e2922cc121"},
		{"v1.2", "v1.2"},
		{"connect", "connect"},
		{"Astana 8", "astana-8~"},
		{"con", "con~"},
		{"aux.txt", "aux-txt~"},
		{"../../etc/passwd", "etc-passwd~"},
		{"🙂", "article~"},
		{"", "article~"},
		{"ends-in.", "ends-in~"},
	} {
		got := archive.Stem(c.id)
		if prefix, hash, hashed := strings.Cut(got, "~"); hashed {
			if len(hash) != 32 {
				t.Errorf("Stem(%q) = %q, want 32 digits of a hash", c.id, got)
			}
			got = prefix + "~"
		}
		if got != c.want {
			t.Errorf("Stem(%q) = %q, want %q", c.id, got, c.want)
		}
	}
}

var (
	safe   = regexp.MustCompile(`^[a-z0-9][a-z0-9._~-]*$`)
	device = regexp.MustCompile(`^(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)`)
)

func FuzzStem(f *testing.F) {
	for _, pair := range [][2]string{
		{"../../etc/passwd", "etc-passwd"},
		{"CON", "con"},
		{"a/b", "a-b"},
		{"Astana", "astana"},
		{"\u00e9", "e\u0301"},
		{strings.Repeat("x", 300), strings.Repeat("x", 301)},
		{archive.Stem("Astana"), "Astana"},
		{"", "\x00"},
	} {
		f.Add(pair[0], pair[1])
	}
	f.Fuzz(func(t *testing.T, a, b string) {
		x, y := archive.Stem(a), archive.Stem(b)
		if !safe.MatchString(x) || device.MatchString(x) || strings.HasSuffix(x, ".") || len(x) > 120 || !filepath.IsLocal(x+".md") {
			t.Errorf("Stem(%q) = %q, want a name that is safe everywhere", a, x)
		}
		if (x == y) != (a == b) {
			t.Errorf("Stem(%q) = %q, Stem(%q) = %q, want different names for different ids", a, x, b, y)
		}
		if x != archive.Stem(a) {
			t.Errorf("Stem(%q) changes from call to call", a)
		}
	})
}
