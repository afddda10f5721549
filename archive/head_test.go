package archive_test

import (
	"slices"
	"testing"

	"rapporteur/archive"
	"rapporteur/corpus"
)

// FuzzQuickID: what is read without YAML is what package corpus reads.
func FuzzQuickID(f *testing.F) {
	const text = "\n---\nThe talks began on Monday in Astana.\n"
	for _, front := range []string{
		"id: first\ntitle: X", "id: \"first\"\ntitle: X", "id: first\n  second\ntitle: X", "id: first\n\n  second", "id: null\ntitle: X",
		"id: first\nid: second", "id: first # not this\ntitle: X", "id: 0x10\ntitle: X", "id: 2017-12-21\nlicence: X", "id: \"a\nb: \"\nc: d",
		"id: .nan\ntitle: X", "id: first\r\ntitle: X", "id: \"\"\ntitle: X", "id: 1_000\ntitle: X", "id: a.b\n...", "id: \"\ntitle: \"",
	} {
		f.Add([]byte("---\n" + front + text))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		quick, ok := archive.QuickID(data)
		if !ok {
			return
		}
		article, err := corpus.Decode("x.md", data, corpus.Options{MaxBytes: 1 << 16})
		if err == nil && article.ID != quick {
			t.Errorf("quickID(%q) = %q, want %q", data, quick, article.ID)
		}
	})
}

// TestIDsInHeads: the id is found wherever in the front matter it stands.
func TestIDsInHeads(t *testing.T) {
	dir := t.TempDir()
	a := open(t, dir, archive.Hurried())
	filler := func(n int) string {
		return "event: " + string(slices.Repeat([]byte("word "), n)) + "\n"
	}
	const body = "---\nThe talks began on Monday in Astana.\n"
	for name, file := range map[string]string{
		"articles/1.md": "---\nid: first-line\ntitle: X\n" + body,
		"articles/2.md": "---\n" + filler(80) + "id: after-400-bytes\n" + body,
		"articles/3.md": "---\n" + filler(200) + "id: after-1000-bytes\n" + body,
		"articles/4.md": "---\n" + filler(2_000) + "id: after-10000-bytes\n" + body,
		"articles/5.md": "---\n" + filler(20_000) + "id: after-100000-bytes\n" + body,
		"articles/6.md": "\ufeff---\nid: after-a-mark\n" + body,
		"articles/7.md": "---\r\nid: windows\r\n---\r\nThe talks began on Monday in Astana.\r\n",
		"articles/8.md": "---\nid: [malformed\n" + body,
		"articles/9.md": "---\ntitle: The talks\nwent on\nid: unclosed\n",
		"articles/a.md": "---\nThe talks began on Monday in Astana.\n",
	} {
		writeByHand(t, dir, name, []byte(file))
	}
	want := []string{"", "", "", "a", "after-1000-bytes", "after-10000-bytes", "after-400-bytes", "after-a-mark", "first-line", "windows"}
	if got := ids(t, a); !slices.Equal(got, want) {
		t.Errorf("ids = %q, want %q", got, want)
	}
	if got, err := a.Read("windows"); err != nil || len(got) == 0 {
		t.Errorf("Read = %q, %v, want a file", got, err)
	}
}
