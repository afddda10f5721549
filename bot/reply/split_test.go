package reply_test

import (
	"regexp"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"rapporteur/bot/reply"
)

func TestSplit(t *testing.T) {
	tests := []struct {
		name string
		text string
		max  int
		want []string
	}{
		{"what fits is whole", "One. Two.", 20, []string{"One. Two."}},
		{"nothing has no parts", "", 20, nil},
		{"white space has no parts", " \n\n  \n", 3, nil},
		{"between lines first", "One two three.\nFour five. Six", 25, []string{"One two three.", "Four five. Six"}},
		{"then between sentences", "One two three. Four five six", 22, []string{"One two three.", "Four five six"}},
		{"then between words", "one two three four", 12, []string{"one two", "three four"}},
		{"inside a word only when there is no other way", "abcdefghij", 4, []string{"abcd", "efgh", "ij"}},
		{"a marker stays with its sentence", "The one said so [1]. The two [2] [3] did", 19, []string{"The one said", "so [1]. The", "two [2] [3] did"}},
		{"markers behind the stop too", "“The one said so.” [1] [2] “And more of it.” [3]", 30, []string{"“The one said so.” [1] [2]", "“And more of it.” [3]"}},
		{"a speaker stays with the quotation", "“One two three.” [1] (Al Said) “Four five six.” [2]", 38, []string{"“One two three.” [1] (Al Said)", "“Four five six.” [2]"}},
		{"an abbreviation ends no sentence", "aa bb c. Ddd U.S. Xx yy zz", 20, []string{"aa bb c. Ddd U.S. Xx", "yy zz"}},
		{"an escape is whole", "abc\\*def", 4, []string{"abc", "\\*de", "f"}},
		{"a surrogate pair is whole", "ab😀cd", 3, []string{"ab", "😀c", "d"}},
		{"a joined emoji is whole", "ab👨\u200d👩\u200d👧cd", 9, []string{"ab", "👨\u200d👩\u200d👧c", "d"}},
		{"a letter keeps its marks", "abe\u0301\u0302fg", 4, []string{"ab", "e\u0301\u0302f", "g"}},
		{"a flag is whole", "abc🇩🇪🇫🇷", 5, []string{"abc", "🇩🇪", "🇫🇷"}},
		{
			"a quotation goes on",
			"> " + strings.Repeat("word ", 16), 64,
			[]string{"> " + strings.TrimSpace(strings.Repeat("word ", 12)), "> word word word word"},
		},
		{
			"small print goes on",
			"-# " + strings.Repeat("word ", 16), 64,
			[]string{"-# " + strings.TrimSpace(strings.Repeat("word ", 12)), "-# word word word word"},
		},
		{
			"a code block is closed and opened again",
			"```go\n" + strings.Repeat("word word\n", 8) + "```\nAfter it.", 70,
			[]string{
				"```go\n" + strings.Repeat("word word\n", 6) + "```",
				"```go\nword word\nword word\n```\nAfter it.",
			},
		},
		{
			"no heading comes of a cut",
			strings.Repeat("word ", 12) + "cut # heading", 64,
			[]string{strings.Repeat("word ", 12) + "cut", "\\# heading"},
		},
		{
			"no list comes of a cut",
			strings.Repeat("word ", 12) + "cut 2017. Then", 64,
			[]string{strings.Repeat("word ", 12) + "cut", "2017\\. Then"},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, reply.Split(tt.text, tt.max)); diff != "" {
				t.Errorf("Split(%q, %d) mismatch (-want +got):\n%s", tt.text, tt.max, diff)
			}
		})
	}
}

// lineMarks matches the marks that Split may repeat at the start of a line.
var lineMarks = regexp.MustCompile(`(?m)^(?:> )?(?:-# )?`)

// letters returns s without what Split may add to it or leave out: marks at the
// start of lines, escapes, fences and white space.
func letters(s string) string {
	s = lineMarks.ReplaceAllString(s, "")
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || strings.ContainsRune("\\>-`", r) {
			return -1
		}
		return r
	}, s)
}

func checkSplit(t *testing.T, text string, most int) {
	t.Helper()
	parts := reply.Split(text, most)
	for i, p := range parts {
		if n := units(p); n > most || utf8.RuneCountInString(p) > most {
			t.Errorf("Split(%.200q, %d): part %d has %d units", text, most, i, n)
		}
		if !utf8.ValidString(p) || strings.TrimSpace(p) == "" {
			t.Errorf("Split(%.200q, %d): part %d is %.200q", text, most, i, p)
		}
	}
	if strings.Contains(text, "-#") || strings.Contains(text, "`") {
		return // what Split repeats cannot be told from the text
	}
	if got, want := letters(strings.Join(parts, "\n")), letters(strings.ToValidUTF8(text, "\uFFFD")); got != want {
		t.Errorf("Split(%.200q, %d) has the letters %.200q, want %.200q", text, most, got, want)
	}
}

func TestSplitKeepsToTheLimit(t *testing.T) {
	for _, tt := range hostile {
		for _, most := range []int{2, 3, 7, 31, 32, 63, 64, 65, 100, 2000} {
			checkSplit(t, tt.text, most)
			checkSplit(t, reply.Escape(tt.text), most)
			checkSplit(t, "> "+strings.ReplaceAll(tt.text, "\n", "\n> "), most)
			checkSplit(t, "```\n"+tt.text+"\n```", most)
		}
	}
}

// TestSplitLeavesNothingLive: where a text is cut, nothing in it comes to life.
func TestSplitLeavesNothingLive(t *testing.T) {
	for _, tt := range hostile {
		for most := 64; most < 90; most++ {
			for _, p := range reply.Split(strings.Repeat("word ", 10)+strings.ReplaceAll(reply.Escape(tt.text), "\n", " "), most) {
				if m := live.FindString(inert(p)); m != "" {
					t.Errorf("%s: a part of it is %q, in which %q is obeyed", tt.name, p, m)
				}
			}
		}
	}
}

func FuzzSplit(f *testing.F) {
	for i, tt := range hostile {
		f.Add(tt.text, 2+i*10)
	}
	f.Fuzz(func(t *testing.T, text string, most int) {
		if most < 2 || most > 5000 || len(text) > 20_000 {
			t.Skip("longer than what Discord and the bot take, or in pieces that nobody asks for")
		}
		checkSplit(t, text, most)
	})
}
