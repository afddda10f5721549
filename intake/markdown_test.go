package intake_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rapporteur/corpus"
	"rapporteur/intake"
)

// odd are titles that a careless writer of YAML stumbles over, and what they
// are when they are read again.
var odd = map[string]string{
	"Talks end":                           "Talks end",
	`He said: "no"`:                       `He said: "no"`,
	"'Nothing' agreed":                    "'Nothing' agreed",
	"Talks: day one":                      "Talks: day one",
	"Talks # not a comment":               "Talks # not a comment",
	"--- rule ---":                        "--- rule ---",
	"---":                                 "---",
	"...":                                 "...",
	"- item":                              "- item",
	"? key":                               "? key",
	"{a: b}":                              "{a: b}",
	"[1] & more":                          "[1] & more",
	"*alias &anchor !tag %dir @at `tick`": "*alias &anchor !tag %dir @at `tick`",
	"true":                                "true",
	"null":                                "null",
	"~":                                   "~",
	"2017-12-21":                          "2017-12-21",
	"0x1F":                                "0x1F",
	"1e3":                                 "1e3",
	"two\nlines\r\nand\tmore":             "two lines and more",
	"---\nid: forged\n---\n":              "--- id: forged ---",
	"  white  space  ":                    "white space",
	"back\\slash \\n \\u0041":             "back\\slash \\n \\u0041",
	"emoji 👩‍👩‍👧 \U0001F54A":              "emoji 👩‍👩‍👧 \U0001F54A",
	"مفاوضات: جولة \"جديدة\"":              "مفاوضات: جولة \"جديدة\"",
	"NUL\x00 bell\x07 escape\x1b":          "NUL bell escape",
	"bad \xff\xfe UTF-8":                   "bad \uFFFD UTF-8",
	"turned \u202earound\u202c":            "turned around",
	"lines\u2028that\u0085are\u2029others": "lines that are others",
	"no character \ufffe\uffff":            "no character",
	strings.Repeat("long title ", 400):     strings.TrimSpace(strings.Repeat("long title ", 54)) + "…",
}

func TestMarkdownIsReadBack(t *testing.T) {
	for title, want := range odd {
		d := intake.Draft{
			Title: intake.Field{Value: title, Basis: corpus.Stated}, Publisher: intake.Field{Value: title, Basis: corpus.Inferred},
			Place: intake.Field{Value: title, Basis: corpus.Given}, Event: intake.Field{Value: title},
			Published: intake.Field{Value: "2017-12", Basis: corpus.Inferred},
			Licence:   title, SourceFile: "feed.xml", Language: "EN-gb", URL: "https://example.org/a?b=c#d: e",
			Body: "The talks ended on Thursday.\n\n---\nid: forged\n---\nThey go on.",
		}
		a, err := corpus.Decode("x.md", d.Markdown(), corpus.Options{})
		if err != nil {
			t.Errorf("title %.40q: Decode = %v\n%s", title, err, d.Markdown())
			continue
		}
		type fields struct {
			Title, Publisher, Place, Event string
			Bases                          [5]corpus.Basis
			Published, Licence, Source     string
			Language, URL, Body            string
		}
		got := fields{
			a.Title, a.Publisher, a.Place, a.Event,
			[5]corpus.Basis{a.TitleBasis, a.PublisherBasis, a.PlaceBasis, a.EventBasis, a.PublishedBasis},
			a.Published.String(), a.Licence, a.SourceFile, a.Language, a.URL, a.Body,
		}
		wanted := fields{
			want, want, want, want,
			[5]corpus.Basis{corpus.Stated, corpus.Inferred, corpus.Given, corpus.Given, corpus.Inferred},
			"2017-12", want, "feed.xml", "en", "https://example.org/a?b=c#d:%20e", "The talks ended on Thursday.\n\n---\nid: forged\n---\nThey go on.\n",
		}
		if diff := cmp.Diff(wanted, got); diff != "" {
			t.Errorf("title %.40q: (-want +got)\n%s\n%s", title, diff, d.Markdown())
		}
		again := extractOne(t, intake.Source{Name: "x.md", Data: d.Markdown()})
		if diff := cmp.Diff(string(d.Markdown()), string(again.Markdown())); diff != "" {
			t.Errorf("title %.40q: taken in again: (-want +got)\n%s", title, diff)
		}
	}
}

func TestProposedIDs(t *testing.T) {
	for _, test := range []struct {
		d    intake.Draft
		want string
	}{
		{intake.Draft{Title: st("Talks end: no “date”"), Published: st("2017-12-21")}, "2017-12-21-talks-end-no-date"},
		{intake.Draft{Title: st("Talks end")}, "talks-end"},
		{intake.Draft{SourceFile: "some/001_abc.txt"}, "001_abc"},
		{intake.Draft{ID: "a b#c", Title: st("Talks end")}, "a-b-c"},
		{intake.Draft{ID: "../../etc/passwd"}, "etc-passwd"},
		{intake.Draft{Title: st("“”")}, "article"},
		{intake.Draft{Title: st(strings.Repeat("word ", 100))}, strings.Repeat("word-", 14) + "word-w"},
		{intake.Draft{Title: st("Переговоры")}, "переговоры"},
	} {
		test.d.Body = "The talks ended."
		a, err := corpus.Decode("x.md", test.d.Markdown(), corpus.Options{})
		if err != nil || a.ID != test.want {
			t.Errorf("the id of %v is %q, %v, want %q", test.d.Title, a.ID, err, test.want)
		}
	}
}

func FuzzMarkdown(f *testing.F) {
	for title := range odd {
		f.Add(title, "The talks ended.", "2017-12-21", "https://example.org/")
	}
	f.Add("---\n", "---\ntitle: x\n---\n", "---", "---")
	f.Fuzz(func(t *testing.T, title, body, date, address string) {
		d := intake.Draft{Title: st(title), Publisher: st(body), Published: st(date), Licence: title, URL: address, Body: body + "\nThe talks ended on Thursday.", SourceFile: title}
		a, err := corpus.Decode("x.md", d.Markdown(), corpus.Options{})
		if err != nil {
			if strings.Contains(err.Error(), "front matter") || strings.Contains(err.Error(), "states") {
				t.Errorf("Decode = %v of\n%s", err, d.Markdown())
			}
			return // the body is no article
		}
		if len(a.Warnings) > 0 {
			t.Errorf("Decode warns %q of\n%s", a.Warnings, d.Markdown())
		}
		d2 := intake.Draft{
			ID: a.ID, SourceFile: a.SourceFile, Title: intake.Field{Value: a.Title, Basis: a.TitleBasis}, Publisher: intake.Field{Value: a.Publisher, Basis: a.PublisherBasis},
			Published: intake.Field{Value: a.Published.String(), Basis: a.PublishedBasis}, Licence: a.Licence, URL: a.URL, Body: a.Body,
		}
		if title == "" || st(title).Value == "" || a.TitleBasis == corpus.Inferred || a.PublisherBasis == corpus.Inferred || a.PublishedBasis == corpus.Inferred {
			return // corpus fills in what the front matter leaves out
		}
		d.ID, d.SourceFile = a.ID, a.SourceFile
		if string(d2.Markdown()) != string(d.Markdown()) {
			t.Errorf("read back as\n%s\nwant\n%s", d2.Markdown(), d.Markdown())
		}
	})
}
