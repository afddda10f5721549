package corpus_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"testing/fstest"
	"time"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"

	"rapporteur/corpus"
)

const news = "Peace talks began on Friday. The rebels left early."

func TestLoadSkipsWhatIsNoArticle(t *testing.T) {
	file := func(s string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(s)} }
	fsys := fstest.MapFS{
		"a.md":                                file("---\nid: first\npublished: 2016\n---\n" + news),
		"b.txt":                               file("  Peace talks began on Friday.\n\nThe rebels left early.\n"),
		"sub/c.txt":                           file(news + " Once more."),
		"sub/deep/notes":                      file(news + " And again."),
		"d.text":                              file("---\nid: first\n---\nOther talks began on Monday."),
		"empty.txt":                           file(""),
		"blank.txt":                           file(" \n\t\u00a0\n"),
		"ads.txt":                             file("Read more\n\nAdvertisement\n"),
		"elf.txt":                             file("\x7fELF\x02\x01\x01\x00\x00"),
		"png.md":                              file("\x89PNG\r\n\x1a\n"),
		"pdf.txt":                             file("%PDF-1.7\n…"),
		"nul.txt":                             file("Peace\x00talks"),
		"page.txt":                            file("<!DOCTYPE html><html><body><p>Peace talks</p><script>x()</script></body></html>"),
		"yaml.md":                             file("---\ntitle: a\npublished: [2016\n---\n" + news),
		"list.md":                             file("---\nid: x\ntitle: [a, b]\n---\n" + news),
		"day.md":                              file("---\npublished: 2016-02-30\n---\n" + news),
		"basis.md":                            file("---\ntitle: T\ntitle_basis: guessed\n---\n" + news),
		"open.md":                             file("---\ntitle: T\n" + news),
		"big.txt":                             file(strings.Repeat("word ", 300)),
		"data.json":                           file("{}"),
		".hidden.md":                          file(news),
		".git/x.md":                           file(news),
		strings.Repeat("d/", 20) + "deep.txt": file("Too deep."),
	}
	c, err := corpus.Load(fsys, corpus.Options{MaxBytes: 1000})
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, a := range c.Articles {
		ids = append(ids, a.ID)
		checkArticle(t, a)
	}
	if diff := cmp.Diff([]string{"first", "c", "notes"}, ids); diff != "" {
		t.Errorf("articles (-want +got):\n%s", diff)
	}
	var skipped []string
	for _, s := range c.Skipped {
		skipped = append(skipped, s.String())
	}
	want := []string{
		"ads.txt holds no text besides navigation and notices",
		"b.txt holds the same text as a.md",
		`basis.md states title_basis "guessed": want stated, given or inferred`,
		"big.txt is too large: 1500 bytes, more than the limit of 1000",
		"blank.txt holds no text",
		`d.text has the same id "first" as a.md`,
		strings.TrimSuffix(strings.Repeat("d/", 16), "/") + " lies more than 16 folders deep",
		"data.json ends in .json, not in .md, .markdown, .txt or .text",
		`day.md states no usable date: date "2016-02-30": no such day`,
		"elf.txt is not text but a program (ELF)",
		"empty.txt holds no text",
		"list.md has malformed front matter near line 3: want one value, not a list or a map",
		"nul.txt is not text but binary (it holds NUL bytes)",
		"open.md opens front matter on line 1 and never closes it with ---",
		"page.txt is an HTML page, not an article's text",
		"pdf.txt is not text but a PDF",
		"png.md is not text but an image (PNG)",
		"yaml.md has malformed front matter near line 2: did not find expected ',' or ']'",
	}
	if diff := cmp.Diff(want, skipped); diff != "" {
		t.Errorf("skipped (-want +got):\n%s", diff)
	}
}

func TestLoadDirOpensOnlyFiles(t *testing.T) {
	outside := t.TempDir()
	write(t, filepath.Join(outside, "secret.txt"), "A secret report.")
	dir := t.TempDir()
	write(t, filepath.Join(dir, "a.txt"), news)
	if err := os.Mkdir(filepath.Join(dir, "sub"), 0o755); err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(dir, ".data"), "Talks go on in Geneva. They do.")
	for link, target := range map[string]string{
		"out.txt":  filepath.Join(outside, "secret.txt"),
		"up.txt":   "../" + filepath.Base(outside) + "/secret.txt",
		"loop.txt": "loop.txt",
		"in.txt":   ".data", // as in a mounted ConfigMap
		"sub/self": "../sub",
	} {
		if err := os.Symlink(target, filepath.Join(dir, link)); err != nil {
			t.Fatal(err)
		}
	}
	if err := syscall.Mkfifo(filepath.Join(dir, "fifo.txt"), 0o644); err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		c, err := corpus.LoadDir(dir, corpus.Options{})
		if err != nil {
			t.Error(err)
			return
		}
		var got []string
		for _, a := range c.Articles {
			got = append(got, a.Path)
		}
		for _, s := range c.Skipped {
			got = append(got, s.String())
		}
		want := []string{
			"a.txt", "in.txt",
			"fifo.txt is not a regular file",
			"loop.txt is a symbolic link that leads out of the folder or nowhere",
			"out.txt is a symbolic link that leads out of the folder or nowhere",
			"sub/self is a symbolic link to something that is not a file",
			"up.txt is a symbolic link that leads out of the folder or nowhere",
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("loaded and skipped (-want +got):\n%s", diff)
		}
	}()
	select {
	case <-done:
	case <-time.After(10 * time.Second):
		t.Fatal("LoadDir hangs")
	}
	c, err := corpus.Load(os.DirFS(dir), corpus.Options{})
	if err != nil || len(c.Articles) != 1 {
		t.Errorf("Load followed a link: %v, %v", c.Articles, err)
	}
}

func write(t *testing.T, name, text string) {
	t.Helper()
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestLoadDirWithoutFolder(t *testing.T) {
	_, err := corpus.LoadDir(filepath.Join(t.TempDir(), "none"), corpus.Options{})
	if !errors.Is(err, os.ErrNotExist) {
		t.Errorf("err = %v, want one that is os.ErrNotExist", err)
	}
}

func TestDecodeEncodings(t *testing.T) {
	units := utf16.Encode([]rune("Sedat Önal met 😀 them."))
	le, be := []byte{0xff, 0xfe}, []byte{0xfe, 0xff}
	for _, u := range units {
		le = append(le, byte(u), byte(u>>8))
		be = append(be, byte(u>>8), byte(u))
	}
	for name, c := range map[string]struct {
		data     []byte
		body     string
		warnings int
	}{
		"UTF-8":               {[]byte("Sedat Önal.\r\nHe left.\r\n"), "Sedat Önal.\r\nHe left.\r\n", 0},
		"UTF-8 with a mark":   {[]byte("\ufeffSedat Önal."), "Sedat Önal.", 0},
		"UTF-16 LE":           {le, "Sedat Önal met 😀 them.", 0},
		"UTF-16 BE":           {be, "Sedat Önal met 😀 them.", 0},
		"half a UTF-16 unit":  {append(bytes.Clone(le), 'x'), "Sedat Önal met 😀 them.", 1},
		"Latin-1":             {[]byte("Sedat \xd6nal met."), "Sedat \ufffdnal met.", 1},
		"mark, front matter":  {[]byte("\ufeff---\r\nid: x\r\n---\r\nHe left."), "He left.", 0},
		"a rule at the start": {[]byte("---\nHe left, and more.\n"), "---\nHe left, and more.\n", 0},
		"late NUL":            {[]byte(strings.Repeat("He left. ", 200) + "\x00"), strings.Repeat("He left. ", 200) + "\ufffd", 1},
	} {
		t.Run(name, func(t *testing.T) {
			a, err := corpus.Decode("a.txt", c.data, corpus.Options{})
			if err != nil {
				t.Fatal(err)
			}
			checkArticle(t, a)
			if a.Body != c.body || len(a.Warnings) != c.warnings {
				t.Errorf("body %q with warnings %q, want %q with %d", a.Body, a.Warnings, c.body, c.warnings)
			}
		})
	}
}

func TestDecodeKinds(t *testing.T) {
	for text, want := range map[string]error{
		"":                     corpus.ErrEmpty,
		"%PDF-1.4":             corpus.ErrBinary,
		"<html><p>Hi</html>":   corpus.ErrHTML,
		"\xff\xfe\x00\x00a":    corpus.ErrBinary,
		strings.Repeat("x", 9): corpus.ErrTooLarge,
	} {
		opts := corpus.Options{}
		if want == corpus.ErrTooLarge {
			opts.MaxBytes = 8
		}
		if _, err := corpus.Decode("a.txt", []byte(text), opts); !errors.Is(err, want) {
			t.Errorf("Decode(%q) = %v, want %v", text, err, want)
		}
	}
}

func TestHashIgnoresWhiteSpace(t *testing.T) {
	hash := func(s string) string { return decode(t, s).Hash }
	long := strings.Repeat("Talks began. ", 2000)
	for _, same := range [][2]string{
		{"Talks began.\nThey left.", " Talks  began. They\r\n\r\nleft.\u00a0"},
		{long, strings.ReplaceAll(long, " ", "\n")},
	} {
		if hash(same[0]) != hash(same[1]) {
			t.Errorf("hashes of %.40q and %.40q differ", same[0], same[1])
		}
	}
	if hash("Talks began. They left.") == hash("Talksbegan. They left.") {
		t.Error("a space inside makes no difference")
	}
}

func TestFrontMatter(t *testing.T) {
	a := decode(t, "---\nid: \"talks-1\"\nsource_file: 002.txt\ntitle: \"Kerry: \\\"No\\\"\"\ntitle_basis: stated\npublisher: Reuters\npublished: 2017-12-21T10:00:00Z\n"+
		"published_basis: inferred\nplace: ~\nunknown: [1, 2]\nlanguage: EN\nurl: https://example.org/a\nlicence: CC BY\n---\n"+news)
	got := []string{a.ID, a.SourceFile, a.Title, string(a.TitleBasis), a.Publisher, string(a.PublisherBasis), a.Published.String(), string(a.PublishedBasis), a.Place, a.Language, a.URL, a.Licence}
	want := []string{"talks-1", "002.txt", `Kerry: "No"`, "stated", "Reuters", "given", "2017-12-21", "inferred", "", "en", "https://example.org/a", "CC BY"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("front matter (-want +got):\n%s", diff)
	}
	if a.Body != news {
		t.Errorf("body = %q", a.Body)
	}
}

func TestFrontMatterDates(t *testing.T) {
	for in, want := range map[string]string{"2016-08": "2016-08", "2015": "2015", "'2017-12-21'": "2017-12-21", "21 December 2017": "2017-12-21", "Dec. 21, 2017": "2017-12-21", "": ""} {
		if got := decode(t, "---\nid: x\npublished: "+in+"\n---\n"+news).Published.String(); got != want {
			t.Errorf("published %q = %q, want %q", in, got, want)
		}
	}
}

func TestIDs(t *testing.T) {
	for path, want := range map[string]string{
		"002_8636e36bbe29dd83.txt": "002_8636e36bbe29dd83",
		"x/Önal & Kerry meet!.md":  "onal-kerry-meet",
		"محادثات.txt":              "محادثات",
		"!!!.txt":                  "article-",
	} {
		a, err := corpus.Decode(path, []byte(news), corpus.Options{})
		if err != nil || !strings.HasPrefix(a.ID, want) {
			t.Errorf("id of %q = %q, %v; want %q", path, a.ID, err, want)
		}
	}
	if a := decode(t, "---\nid: a b#c\n---\n"+news); a.ID != "a-b-c" || len(a.Warnings) != 1 {
		t.Errorf("id = %q, warnings %q", a.ID, a.Warnings)
	}
}

func TestURL(t *testing.T) {
	for stated, want := range map[string]string{
		"https://example.org/a?b=1#c":  "https://example.org/a?b=1#c",
		"HTTP://example.org":           "HTTP://example.org",
		"javascript:alert(1)":          "",
		"file:///etc/passwd":           "",
		"example.org/a":                "",
		"'https://example.org/a ) [b'": "",
		"'https:///a'":                 "",
	} {
		a := decode(t, "---\nurl: "+stated+"\n---\n"+news)
		if a.URL != want || (len(a.Warnings) == 0) != (want != "") {
			t.Errorf("url %s = %q with warnings %q, want %q", stated, a.URL, a.Warnings, want)
		}
	}
}

func TestInference(t *testing.T) {
	for name, c := range map[string]struct {
		text, title, place, published string
	}{
		"capitals and dash":     {"TEHRAN – As the army advances, the envoy came. He left.", "", "Tehran", ""},
		"two places":            {"Astana/Moscow: Peace talks were a coup. They ended.", "", "Astana", ""},
		"agency":                {"GENEVA (Reuters) - Talks began. They ended.", "", "Geneva", ""},
		"with a day":            {"ASTANA, Dec. 21, 2017 (AFP) — Talks began. They ended.", "", "Astana", "2017-12-21"},
		"day without a year":    {"ASTANA, Dec 21 (Reuters) - Talks began. They ended.", "", "Astana", ""},
		"headline":              {"Scant progress at talks\n\nDiplomats failed on Friday to make any progress.", "Scant progress at talks", "", ""},
		"headline and date":     {"Scant progress at talks\nPublished: Friday 23 October 2015\nDiplomats failed on Friday to make any progress.", "Scant progress at talks", "", "2015-10-23"},
		"Markdown headline":     {"# Scant progress at talks\n\nDiplomats failed on Friday to make any progress.", "Scant progress at talks", "", ""},
		"an aside is no place":  {"Turkey - which backs the rebels - went home. It left.", "", "", ""},
		"a speaker is no place": {"Kerry: “We will go.” He left.", "", "", ""},
		"a date in the text":    {"On 30 September 2015, Russia launched a campaign. It went on.", "", "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			a := decode(t, c.text)
			if a.Title != c.title || a.Place != c.place || a.Published.String() != c.published {
				t.Errorf("got title %q, place %q, date %q; want %q, %q, %q", a.Title, a.Place, a.Published, c.title, c.place, c.published)
			}
			for value, basis := range map[string]corpus.Basis{a.Title: a.TitleBasis, a.Place: a.PlaceBasis, a.Published.String(): a.PublishedBasis} {
				if value != "" && basis != corpus.Inferred {
					t.Errorf("%q is %q, want inferred", value, basis)
				}
			}
		})
	}
}

func TestPublisherOfALicenceLine(t *testing.T) {
	for line, want := range map[string]string{
		"All Content by Mehr News Agency is licensed under a Creative Commons Attribution 4.0 International License.": "Mehr News Agency",
		"© 2016 News of the Day. All rights reserved.":                                                                "News of the Day",
		"Copyright 2020 Agence Example":                                                                               "Agence Example",
		"All rights reserved.":                                                                                        "",
	} {
		if a := decode(t, news+"\n"+line); a.Publisher != want || (want != "") != (a.PublisherBasis == corpus.Inferred) {
			t.Errorf("publisher of %q = %q (%s), want %q", line, a.Publisher, a.PublisherBasis, want)
		}
	}
}

func TestDecodeIsLinear(t *testing.T) {
	if testing.Short() {
		t.Skip("-short: texts of 1 MB of every shape take a quarter of a minute")
	}
	const size = 1 << 20
	for name, unit := range map[string]string{
		"one line":        "word ",
		"no space":        "x",
		"short lines":     "word\n",
		"stops":           ". ",
		"open quotes":     "“word ",
		"straight quotes": "\" a",
		"single quotes":   " 'a",
		"separators":      "-\nword word.\n",
		"brackets":        "a (",
		"commas":          "Kerry, ",
		"capitals":        "Kerry ",
		"verbs":           "said ",
		"speakers":        "“Yes,” said Kerry. ",
		"tags":            "a < b ",
		"scripts":         "<script ",
		"hashes":          "# \n",
		"credits":         "Photo: ",
		"initials":        "A. ",
		"carriage":        "a\r",
		"they":            "They said. ",
		"and":             "Kerry and ",
		"of":              "minister of ",
	} {
		t.Run(name, func(t *testing.T) {
			data := []byte(strings.Repeat(unit, size/len(unit)))
			// Four times as much takes four times as long, or sixteen times where the
			// time grows with the square. A machine that has other things to do adds
			// to either, so that a factor between them has to show three times.
			const most = 10
			factor := 0.0
			if a, err := corpus.Decode("a.txt", data, corpus.Options{}); err == nil && name == "one line" {
				checkArticle(t, a)
			}
			for range 3 {
				quarter := decodes(t, data[:len(data)/4])
				factor = float64(decodes(t, data)) / float64(max(quarter, 5*time.Millisecond))
				if factor < most {
					return
				}
			}
			t.Errorf("four times as much takes %.1f times as long", factor)
		})
	}
}

// decodes returns how long it takes to decode a file.
func decodes(t *testing.T, data []byte) time.Duration {
	t.Helper()
	start := time.Now()
	_, err := corpus.Decode("a.txt", data, corpus.Options{})
	t.Logf("%d bytes: %v, %v", len(data), time.Since(start), err)
	return time.Since(start)
}

func FuzzDecode(f *testing.F) {
	for _, s := range []string{news, "---\nid: x\n---\nA b.", "\xff\xfea\x00", "\xfe\xff\x00a", "---\n---\n", "---\nid: [\n---\nx", "<p>x</p>", "-\n# A\nAK/PA © 2016", "A (AFP)\nB -\nC D e f g H -", "“A,” said B, the head of C, while D accused E of F.", "According to X, y. He said z."} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		a, err := corpus.Decode("f.md", data, corpus.Options{MaxBytes: 1 << 16})
		if err != nil {
			return
		}
		checkArticle(t, a)
	})
}
