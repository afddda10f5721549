package corpus_test

import (
	"io/fs"
	"os"
	"strings"
	"testing"

	"rapporteur/corpus"
)

func TestPeekID(t *testing.T) {
	const text = "The talks began on Monday in Astana, officials said.\n"
	for _, c := range []struct {
		name, path, head, want string
		ok                     bool
	}{
		{"stated", "a/b.md", "---\nid: first-round\ntitle: X\n---\n" + text, "first-round", true},
		{"stated, with no path", "", "---\nid: ../../etc/passwd\n---\n" + text, "../../etc/passwd", true},
		{"the body may be cut anywhere", "b.md", "---\nid: é-1\n---\nAt the caf\xc3", "é-1", true},
		{"by the name of the file", "a/First Round.md", "---\ntitle: X\n---\n" + text, "first-round", true},
		{"no front matter", "a/b.txt", text, "b", true},
		{"no front matter and no path", "", text, "", false},
		{"a stated id that is changed", "", "---\nid: first round\n---\n" + text, "first-round", true},
		{"an id that depends on the text", "🙂.md", text, "", false},
		{"front matter that is not closed yet", "b.md", "---\nid: x\ntitle: a long", "", false},
		{"front matter that begins with a comment, not closed yet", "b.md", "---\n# note\nid: x\n", "", false},
		{"malformed front matter", "b.md", "---\nid: [x\n---\n" + text, "", false},
		{"no text", "b.md", "\x7fELF\x00\x00", "", false},
		{"nothing", "", "", "", false},
	} {
		id, ok := corpus.PeekID(c.path, []byte(c.head))
		if !ok {
			id = ""
		}
		if id != c.want || ok != c.ok {
			t.Errorf("%s: PeekID(%q, %q) = %q, %v, want %q, %v", c.name, c.path, c.head, id, ok, c.want, c.ok)
		}
	}
}

// TestPeekIDAgreesWithDecode: on whole files, whatever PeekID knows is what
// Decode says.
func TestPeekIDAgreesWithDecode(t *testing.T) {
	seeds := os.DirFS("../seeds/articles")
	files, err := fs.Glob(seeds, "*.md")
	if err != nil || len(files) == 0 {
		t.Fatalf("Glob = %d files, %v, want the seeds", len(files), err)
	}
	for _, name := range files {
		data, err := fs.ReadFile(seeds, name)
		if err != nil {
			t.Fatal(err)
		}
		agrees(t, name, data)
		agrees(t, "Other Name.txt", []byte(strings.Replace(string(data), "id:", "other:", 1)))
	}
}

func FuzzPeekID(f *testing.F) {
	f.Add("a.md", []byte("---\nid: x y\n---\nThe talks began on Monday."))
	f.Add("🙂", []byte("The talks began on Monday."))
	f.Add("", []byte("---\nid: &a x\ntitle: *a\n---\nThe talks began."))
	f.Fuzz(func(t *testing.T, path string, data []byte) { agrees(t, path, data) })
}

func agrees(t *testing.T, path string, data []byte) {
	t.Helper()
	article, err := corpus.Decode(path, data, corpus.Options{MaxBytes: 1 << 16})
	if err != nil {
		return
	}
	if id, ok := corpus.PeekID(path, data); ok && id != article.ID {
		t.Errorf("PeekID(%q, %q) = %q, want %q as Decode has it", path, data, id, article.ID)
	}
}
