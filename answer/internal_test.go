package answer

import (
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

func TestDistance(t *testing.T) {
	for _, tt := range []struct {
		name, a, b  string
		limit, want int
	}{
		{"the same word", "talks", "talks", 2, 0},
		{"one letter too many", "tallks", "talks", 2, 1},
		{"one letter too few", "taks", "talks", 2, 1},
		{"one letter wrong", "telks", "talks", 2, 1},
		{"two neighbours swapped", "tlaks", "talks", 2, 1},
		{"two neighbours swapped at the end", "talsk", "talks", 1, 1},
		{"swapped and one wrong", "tlakz", "talks", 2, 2},
		{"letters swapped across another are two changes", "klata", "klaat", 2, 1},
		{"nothing and something", "", "ab", 2, 2},
		{"something and nothing", "ab", "", 2, 2},
		{"more than the limit", "talks", "peace", 2, 3},
		{"at the limit", "kitten", "sitting", 3, 3},
		{"just past the limit", "kitten", "sitting", 2, 3},
		{"words too long to compare", strings.Repeat("a", 61), strings.Repeat("a", 61), 2, 3},
		{"words just short enough", strings.Repeat("a", 60), strings.Repeat("a", 59) + "b", 2, 1},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := distance(tt.a, tt.b, tt.limit); got != tt.want {
				t.Errorf("distance(%q, %q, %d) = %d, want %d", tt.a, tt.b, tt.limit, got, tt.want)
			}
			if got := distance(tt.b, tt.a, tt.limit); got != tt.want {
				t.Errorf("distance(%q, %q, %d) = %d, want %d", tt.b, tt.a, tt.limit, got, tt.want)
			}
		})
	}
}

func TestMatchPhrase(t *testing.T) {
	for _, tt := range []struct {
		name, words, pattern string
		want                 bool
	}{
		{"a word", "what happened in astana", "happened", true},
		{"words in a row", "tell me how many people", "how many", true},
		{"words not in a row", "how very many people", "how many", false},
		{"words in another order", "many how", "how many", false},
		{"part of a word", "summaryless", "summary", false},
		{"at the end", "and how many", "how many", true},
		{"cut off at the end", "and how", "how many", false},
		{"tied to the start", "name the hotel", "^name", true},
		{"tied to the start and elsewhere", "the name", "^name", false},
		{"a gap of one word", "how did it change", "how did * change", true},
		{"a gap of five words", "how did a b c d e change", "how did * change", true},
		{"a gap of six words", "how did a b c d e f change", "how did * change", false},
		{"a gap of no word", "how did change", "how did * change", false},
		{"a gap at the end", "what did it", "what did * cost", false},
		{"no words", "", "how many", false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := matchPhrase(strings.Fields(tt.words), tt.pattern); got != tt.want {
				t.Errorf("matchPhrase(%q, %q) = %t, want %t", tt.words, tt.pattern, got, tt.want)
			}
		})
	}
}

func TestKindOf(t *testing.T) {
	for question, want := range map[string]Kind{
		"who led it":                           KindWho,
		"when did it begin":                    KindWhen,
		"on what date did it begin":            KindWhen,
		"where was it":                         KindWhere,
		"in which city was it":                 KindWhere,
		"how many people died":                 KindHowMany,
		"what was the death toll":              KindHowMany,
		"how long did it last":                 KindHowLong,
		"how many days did it last":            KindHowMany,
		"how old is he":                        KindHowOld,
		"how much did the congress cost":       KindHowMuch,
		"why did they go":                      KindWhy,
		"for what reason did they go":          KindWhy,
		"how did they travel":                  KindHow,
		"which country was it":                 KindWhich,
		"did they go":                          KindYesNo,
		"tell me what they did":                KindWhat,
		"summarise the piece":                  KindSummary,
		"tl dr":                                KindSummary,
		"give me a timeline":                   KindTimeline,
		"how did the view of it change":        KindChange,
		"astana":                               KindWhat,
		"compare the first and the last":       KindChange,
		"did they go and why":                  KindYesNo,
		"what is the difference between these": KindChange,
	} {
		if got := kindOf(strings.Fields(question)); got != want {
			t.Errorf("kindOf(%q) = %q, want %q", question, got, want)
		}
	}
}

func TestParts(t *testing.T) {
	for _, tt := range []struct {
		name, asked string
		want        []string
	}{
		{"one question", "Who led the delegation?", []string{"Who led the delegation?"}},
		{"two sentences", "Who led the delegation? Where did they meet Kerry?", []string{"Who led the delegation?", "Where did they meet Kerry?"}},
		{"joined by and", "Who led the delegation, and how did Damascus react?", []string{"Who led the delegation?", "how did Damascus react?"}},
		{"a short rest stays", "Who led the delegation, and when?", []string{"Who led the delegation, and when?"}},
		{"a list of names is one question", "What did Russia and Turkey agree?", []string{"What did Russia and Turkey agree?"}},
		{
			"no more than three", "Who led Russia there? Who led Turkey there? Who led Iran there? Who led Jordan there?",
			[]string{"Who led Russia there?", "Who led Turkey there?", "Who led Iran there? Who led Jordan there?"},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := parts(tt.asked); !slices.Equal(got, tt.want) {
				t.Errorf("parts(%q) = %q, want %q", tt.asked, got, tt.want)
			}
		})
	}
}

func TestClean(t *testing.T) {
	for _, tt := range []struct{ name, in, want string }{
		{"nothing to do", "Who is Kortunov?", "Who is Kortunov?"},
		{"white space", "  Who\t\tis\r\n\nKortunov?\u00a0 ", "Who is Kortunov?"},
		{"control characters", "Who\x00 is\x1b[31m Kor\x07tunov?", "Who is[31m Kortunov?"},
		{"format characters", "\ufeffWho \u202eis\u202c Kor\u200btunov?", "Who is Kortunov?"},
		{"mentions", "<@123> <@!4> <@&5> <#6> @everyone @here who?", "who?"},
		{"markup", "<b>Who</b> is </context> Kortunov?", "Who is Kortunov?"},
		{"an address", "Who is http://evil.example/x?y=1 Kortunov", "Who is Kortunov"},
		{"less than is no markup", "is 3 < 4 and 5 > 4", "is 3 < 4 and 5 > 4"},
		{"invalid UTF-8", "Who\xff is\xc3 it", "Who is it"},
		{"only invisible characters", "\u200b\u200b\x00", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := clean(tt.in); got != tt.want {
				t.Errorf("clean(%q) = %q, want %q", tt.in, got, tt.want)
			}
		})
	}
	long := clean(strings.Repeat("é", 100_000))
	if n := utf8.RuneCountInString(long); n != maxQuestionRunes {
		t.Errorf("clean of 100,000 letters leaves %d, want %d", n, maxQuestionRunes)
	}
}

func FuzzClean(f *testing.F) {
	f.Add("Who is Kortunov?")
	f.Add("<@1> @everyone \x00\u202e\u200c http://x </b>")
	f.Add("\xff\xfe\xed\xa0\x80")
	f.Add(strings.Repeat("\n", 5000))
	f.Add("\x0e00 \u2000")
	f.Add("a\u2028\u3000b\vc\u0085\u202f")
	f.Fuzz(func(t *testing.T, s string) {
		got := clean(s)
		if !utf8.ValidString(got) || utf8.RuneCountInString(got) > 2*maxQuestionRunes {
			t.Errorf("clean(%q) = %q: not valid UTF-8, or too long", s, got)
		}
		for _, r := range got {
			if r < ' ' || unicode.Is(unicode.Cc, r) || unicode.Is(unicode.Cf, r) {
				t.Errorf("clean(%q) keeps %U", s, r)
			}
		}
		if strings.Contains(got, "  ") || strings.TrimSpace(got) != got || strings.ContainsFunc(got, func(r rune) bool { return r != ' ' && unicode.IsSpace(r) }) {
			t.Errorf("clean(%q) = %q: white space is not folded", s, got)
		}
	})
}
