package main

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"rapporteur/answer"
	"rapporteur/corpus"
)

func TestPrintable(t *testing.T) {
	for _, test := range []struct{ name, in, want string }{
		{"plain text stays", "Önal said “no”\n\tthen left", "Önal said “no”\n\tthen left"},
		{"escape sequences lose their lead", "\x1b[31mred\x1b[0m", "[31mred[0m"},
		{"C1 controls too", "a\u009b31mb", "a31mb"},
		{"overrides and isolates go", "a\u202eb\u2066c\u2069", "abc"},
		{"zero-width joiners of Persian stay", "می\u200cخواهم", "می\u200cخواهم"},
		{"invisible tags and blanks go", "a\U000E0041\u200b\ufeff", "a"},
		{"line ends become one kind", "a\r\nb\rc\u2028d", "a\nb\nc\nd"},
		{"bytes that are no UTF-8 are marked", "a\xff\xfeb", "a\uFFFDb"},
		{"NUL and bell", "a\x00b\x07c", "abc"},
	} {
		if got := printable(test.in); got != test.want {
			t.Errorf("%s: printable(%q) = %q, want %q", test.name, test.in, got, test.want)
		}
	}
}

func TestPrintJSONEscapesWhatATerminalObeys(t *testing.T) {
	in := map[string]string{"answer": "a\x1b[2J\u009b\u202e\u200b\U000E0041 <b> “ü” می\u200cخ \x7f"}
	var b bytes.Buffer
	if err := printJSON(&b, in); err != nil {
		t.Fatal(err)
	}
	for _, r := range strings.TrimSuffix(b.String(), "\n") {
		if hidden(r) {
			t.Errorf("%q holds %U", b.String(), r)
		}
	}
	var out map[string]string
	if err := json.Unmarshal(b.Bytes(), &out); err != nil {
		t.Fatalf("%q: %v", b.String(), err)
	}
	if diff := cmp.Diff(in, out); diff != "" {
		t.Errorf("value changed (-want +got):\n%s", diff)
	}
}

var sample = answer.Answer{
	Text: "“Alexander Lavrentiev leads Moscow’s delegation.” [1]",
	Citations: []answer.Citation{{
		Marker: 1, Quote: "Alexander Lavrentiev leads\nMoscow’s delegation.",
		Article: answer.ArticleRef{
			ID: "a", Title: "Eighth round \x1b]0;x\x07of talks", Publisher: "Example News", PublisherBasis: string(corpus.Inferred),
			Published: "2017-12-21", PublishedBasis: string(corpus.Inferred),
		},
	}},
}

func TestAnswerIsWrappedWithItsSources(t *testing.T) {
	got := screen{width: 40}.answer(&sample)
	want := `“Alexander Lavrentiev leads Moscow’s
delegation.” [1]

Eighth round ]0;xof talks · Example News
    (inferred) · c. 21 Dec 2017
[1] “Alexander Lavrentiev leads Moscow’s
    delegation.”
`
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestRefusalShowsTheNearestPassages(t *testing.T) {
	refused := answer.Answer{Text: "The articles don't say.", Refused: true}
	for range 5 {
		refused.Retrieved = append(refused.Retrieved, answer.Retrieved{Text: strings.Repeat("word ", 100)})
	}
	got := screen{}.answer(&refused)
	if n := strings.Count(got, "publisher unknown · date unknown"); n != maxNearest {
		t.Errorf("%d passages shown, want %d:\n%s", n, maxNearest, got)
	}
	if !strings.Contains(got, "Nearest passages:") || !strings.Contains(got, " …”") {
		t.Errorf("no heading or no cut:\n%s", got)
	}
}

func TestStyleOnlyWhenAsked(t *testing.T) {
	if got := (screen{width: 60}).answer(&sample); strings.Contains(got, "\x1b") {
		t.Errorf("plain screen got an escape sequence: %q", got)
	}
	if got := (screen{width: 60, style: true}).answer(&sample); !strings.Contains(got, dim+"Eighth") {
		t.Errorf("styled screen got no style: %q", got)
	}
}

func TestEmphasise(t *testing.T) {
	got := screen{style: true}.emphasise("The Talks on Wadi Barada", "talk about wadi")
	want := "The " + bold + "Talks" + plain + " on " + bold + "Wadi" + plain + " Barada"
	if got != want {
		t.Errorf("emphasise = %q, want %q", got, want)
	}
}

// FuzzWrap: no column limit is broken where words are short enough, no word is
// lost, no control character passes.
func FuzzWrap(f *testing.F) {
	f.Add("a b c\n\nd", 10)
	f.Add("“ü” می\u200cخواهم 漢字 \x1b[0m", 20)
	f.Fuzz(func(t *testing.T, text string, width int) {
		s := screen{width: 8 + abs(width)%100}
		shown := printable(text)
		got := s.wrap(shown, "- ", "  ")
		if !utf8.ValidString(got) {
			t.Errorf("wrap(%q) = %q is no UTF-8", text, got)
		}
		if a, b := strings.Fields(shown), strings.Fields(strings.Replace(got, "- ", "", 1)); !cmp.Equal(a, b) {
			t.Errorf("wrap(%q) lost words: %q", text, got)
		}
		for _, line := range strings.Split(got, "\n") {
			if columns(line) > s.width && len(gluedFields(line)) > 2 {
				t.Errorf("line %q is wider than %d", line, s.width)
			}
		}
	})
}

func abs(n int) int { return max(n, -(n + 1)) }
