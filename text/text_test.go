package text_test

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"rapporteur/text"
)

func TestFold(t *testing.T) {
	for _, tt := range []struct{ name, in, want string }{
		{"capitals", "Astana TALKS", "astana talks"},
		{"diacritics", "Önal, Beşar, Château", "onal, besar, chateau"},
		{"letters that do not decompose", "łódź, Ørsted, Kırgız", "lodz, orsted, kirgiz"},
		{"decomposed letters", "O\u0308nal", "onal"},
		{"ligatures and full width", "ﬁnal Ｗｈｏ", "final who"},
		{"typographic quotation marks", "“Ja’afari” ‘x’ «y» „z“", `"ja'afari" 'x' "y" "z"`},
		{"dashes", "four–and—a‑half−x", "four-and-a-half-x"},
		{"white space", "  a\t\nb\u00a0\u2003c ", "a b c"},
		{"invisible characters", "Kor\u200btu\u00adnov\ufeff", "kortunov"},
		{"Arabic letters that interchange", "أستانة إدلب آستانة على", "استانه ادلب استانه علي"},
		{"Persian letters", "کری", "كري"},
		{"vowel signs and tatweel", "مُحَمَّد محمـــد", "محمد محمد"},
		{"Cyrillic yo", "Ёлка", "елка"},
		{"already folded", "astana talks", "astana talks"},
		{"nothing", "", ""},
		{"only space", " \t ", ""},
		{"a folded text with a space at its end", "astana ", "astana"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := text.Fold(tt.in)
			if got != tt.want {
				t.Errorf("Fold(%q) = %q, want %q", tt.in, got, tt.want)
			}
			if again := text.Fold(got); again != got {
				t.Errorf("Fold(%q) = %q: folding twice is not folding once", got, again)
			}
		})
	}
}

func folds(tokens []text.Token) []string {
	out := []string{}
	for _, t := range tokens {
		out = append(out, t.Fold)
	}
	return out
}

func TestTokens(t *testing.T) {
	for _, tt := range []struct {
		name, in string
		want     string // folds, parted by spaces
	}{
		{"words and marks", "Who, then, is Kortunov?", "who then is kortunov"},
		{"an initialism", "the U.S. and the U.N", "the us and the un"},
		{"an initialism at the end", "in the U.S.", "in the us"},
		{"a full stop between words is no initialism", "it ended.Then", "it ended then"},
		{"a name with an inner apostrophe", "Ja'afari and Ja’afari", "jaafari and jaafari"},
		{"a possessive", "Syria’s and rebels' and Assad's", "syria and rebels and assad"},
		{"an elided article", "l'opposition d’Assad qu'il", "opposition assad il"},
		{"a contraction", "didn't isn’t", "didnt isnt"},
		{"thousands", "1,200 and 31,500,000", "1200 and 31500000"},
		{"a decimal", "7.5 metres", "7.5 metres"},
		{"a comma after a number", "in 2016, 2017", "in 2016 2017"},
		{"a hyphen parts words", "four-and-a-half year", "four and a half year"},
		{"a score", "2-1", "2 1"},
		{"an ordinal", "the 8th round", "the 8th round"},
		{"letters and digits", "MI6 x2", "mi6 x2"},
		{"Arabic with vowels", "مُحَمَّد علوش", "محمد علوش"},
		{"a zero-width non-joiner joins", "می\u200cشود", "ميشود"},
		{"Cyrillic", "Кто такой Лавров?", "кто такои лавров"},
		{"no word", "?! … — 😀", ""},
		{"only combining marks", "\u0301\u0302", ""},
		{"nothing", "", ""},
		{"invalid UTF-8 parts words", "a\xffb", "a b"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(strings.Fields(tt.want), folds(text.Tokens(tt.in))); diff != "" {
				t.Errorf("Tokens(%q) (-want +got):\n%s", tt.in, diff)
			}
		})
	}
}

// Offsets are those of the text as it was passed in, so that quotations can be
// cut by them.
func TestTokenOffsets(t *testing.T) {
	const s = "“Sedat Önal’s U.S. visa – 1,200 €”"
	var got []string
	for _, tok := range text.Tokens(s) {
		got = append(got, s[tok.Start:tok.End])
	}
	if diff := cmp.Diff([]string{"Sedat", "Önal’s", "U.S", "visa", "1,200"}, got); diff != "" {
		t.Errorf("the tokens of %q cut from it (-want +got):\n%s", s, diff)
	}
}

func TestTokenProperties(t *testing.T) {
	for _, tt := range []struct {
		word                   string
		capital, acronym, stop bool
	}{
		{"Astana", true, false, false},
		{"talks", false, false, false},
		{"Önal", true, false, false},
		{"US", true, true, false},
		{"us", false, false, true},
		{"U.N.", true, true, false},
		{"IS", true, true, false},
		{"is", false, false, true},
		{"The", true, false, true},
		{"A", true, false, true},
		{"8th", false, false, false},
		{"МИД", true, true, false},
	} {
		tokens := text.Tokens(tt.word)
		if len(tokens) != 1 {
			t.Errorf("Tokens(%q) are %d, want 1", tt.word, len(tokens))
			continue
		}
		got := tokens[0]
		if got.Capital != tt.capital || got.Acronym != tt.acronym || got.Stop != tt.stop {
			t.Errorf("%q: capital %t, acronym %t, stop word %t; want %t, %t, %t",
				tt.word, got.Capital, got.Acronym, got.Stop, tt.capital, tt.acronym, tt.stop)
		}
	}
}

func TestContent(t *testing.T) {
	got := folds(text.Content("What did the US say about IS in Syria, and why is it so?"))
	if diff := cmp.Diff([]string{"us", "say", "is", "syria"}, got); diff != "" {
		t.Errorf("Content (-want +got):\n%s", diff)
	}
}

func TestNumber(t *testing.T) {
	for _, tt := range []struct {
		fold string
		want float64
		ok   bool
	}{
		{"0", 0, true},
		{"19", 19, true},
		{"1200", 1200, true},
		{"7.5", 7.5, true},
		{"zero", 0, true},
		{"seven", 7, true},
		{"nineteen", 19, true},
		{"ninety", 90, true},
		{"hundreds", 100, true},
		{"million", 1e6, true},
		{"dozens", 12, true},
		{"couple", 2, true},
		{"half", 0.5, true},
		{"8th", 0, false},
		{"eighth", 0, false},
		{"2a", 0, false},
		{"1.2.3", 0, false},
		{"many", 0, false},
		{"", 0, false},
	} {
		if got, ok := text.Number(tt.fold); got != tt.want && tt.ok || ok != tt.ok {
			t.Errorf("Number(%q) = %g, %t, want %g, %t", tt.fold, got, ok, tt.want, tt.ok)
		}
	}
}

func TestOrdinal(t *testing.T) {
	for _, tt := range []struct {
		fold string
		want int
		ok   bool
	}{
		{"first", 1, true},
		{"eighth", 8, true},
		{"twentieth", 20, true},
		{"1st", 1, true},
		{"2nd", 2, true},
		{"3rd", 3, true},
		{"8th", 8, true},
		{"112th", 112, true},
		{"0th", 0, false},
		{"th", 0, false},
		{"eight", 0, false},
		{"8", 0, false},
		{"month", 0, false},
		{"99999999999999999999th", 0, false},
		{"", 0, false},
	} {
		if got, ok := text.Ordinal(tt.fold); ok != tt.ok || ok && got != tt.want {
			t.Errorf("Ordinal(%q) = %d, %t, want %d, %t", tt.fold, got, ok, tt.want, tt.ok)
		}
	}
}

// The forms of one word have one stem, regular or not.
func TestStemUnitesTheFormsOfAWord(t *testing.T) {
	for _, words := range []string{
		"talk talks talked talking",
		"say says said saying",
		"lead leads led leading",
		"meet meets met meeting",
		"hold held holding",
		"begin began begun beginning",
		"take took taken taking",
		"leave leaves left leaving",
		"fight fought fighting",
		"choose chose chosen choosing",
		"become became becoming",
		"strike struck strikes",
		"flee fled fleeing",
		"write wrote written writing",
		"pay paid paying",
		"man men",
		"child children",
		"people",
		"delegation delegations",
	} {
		forms := strings.Fields(words)
		for _, w := range forms {
			if got, want := text.Stem(w), text.Stem(forms[0]); got != want {
				t.Errorf("Stem(%q) = %q, want %q as of %q", w, got, want, forms[0])
			}
		}
	}
}

func TestStemLeavesAlone(t *testing.T) {
	for _, w := range []string{"", "is", "us", "8th", "2017", "onal's", "лавров", "علوش"} {
		if got := text.Stem(w); got != w {
			t.Errorf("Stem(%q) = %q, want it as it is", w, got)
		}
	}
}

func TestStemKeepsWordsApart(t *testing.T) {
	for _, pair := range [][2]string{{"leave", "leaf"}, {"lead", "leader"}, {"say", "see"}, {"strike", "stride"}} {
		if a, b := text.Stem(pair[0]), text.Stem(pair[1]); a == b {
			t.Errorf("Stem(%q) and Stem(%q) are both %q", pair[0], pair[1], a)
		}
	}
}

func TestStemIn(t *testing.T) {
	for _, tt := range []struct{ lang, a, b string }{
		{"en", "talks", "talked"},
		{"en", "led", "lead"},
		{"ru", "делегация", "делегацию"},
		{"ru", "делегация", "делегации"},
		{"de", "delegation", "delegationen"},
		{"fr", "delegation", "delegations"},
		{"es", "negociador", "negociadores"},
		{"tr", "heyet", "heyetler"},
		{"ar", "وفد", "وفدا"},
		{"fa", "مذاكره", "مذاكره"},
		{"fa", "كشورها", "كشور"},
		{"fa", "كشورهاي", "كشور"},
	} {
		a, b := text.StemIn(tt.lang, tt.a), text.StemIn(tt.lang, tt.b)
		if a != b || a == "" {
			t.Errorf("StemIn(%q) of %q is %q and of %q is %q, want one stem", tt.lang, tt.a, a, tt.b, b)
		}
	}
	if got := text.StemIn("xx", "talks"); got != "talks" {
		t.Errorf(`StemIn("xx", "talks") = %q, want the word itself`, got)
	}
}

func TestIsStop(t *testing.T) {
	for _, w := range []string{"the", "of", "who", "didnt", "is"} {
		if !text.IsStop(w) {
			t.Errorf("IsStop(%q) = false", w)
		}
	}
	for _, w := range []string{"talks", "war", "no1", "", "The"} {
		if text.IsStop(w) {
			t.Errorf("IsStop(%q) = true", w)
		}
	}
}

func TestScript(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		{"Who is Kortunov?", "latin"},
		{"Кто такой Kortunov?", "cyrillic"},
		{"من هو السيد Kerry؟", "arabic"},
		{"Ποιος είναι;", "greek"},
		{"מי זה?", "hebrew"},
		{"谁是", "han"},
		{"ქართული", "other"},
		{"2017 – 19 %", ""},
		{"", ""},
	} {
		if got := text.Script(tt.in); got != tt.want {
			t.Errorf("Script(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
}

func FuzzTokens(f *testing.F) {
	for _, s := range []string{
		"Who is Andrey Kortunov?", "U.S. Ja'afari 1,200 l'opposition four-and-a-half", "من هو؟ مُحَمَّد \u200c", "Önal’s 8th",
		"\xff\x00\u0301's", "''' l'\u0301 qu' d'", "1.2,3.4, U.S.A.N", "\u202eabc\u200b", "ﬁﬂ№½Å İIıi", "ʼn ſ K",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		at := 0
		for _, tok := range text.Tokens(s) {
			if tok.Start < at || tok.End <= tok.Start || tok.End > len(s) {
				t.Fatalf("Tokens(%q): [%d, %d) after %d is out of order or range", s, tok.Start, tok.End, at)
			}
			at = tok.End
			if utf8.ValidString(s) && !utf8.ValidString(s[tok.Start:tok.End]) {
				t.Errorf("Tokens(%q): %q is cut inside a character", s, s[tok.Start:tok.End])
			}
			if tok.Fold == "" || tok.Stem == "" {
				t.Errorf("Tokens(%q): %q has the fold %q and the stem %q", s, s[tok.Start:tok.End], tok.Fold, tok.Stem)
			}
			if strings.Contains(tok.Fold, " ") {
				t.Errorf("Tokens(%q): the fold %q holds a space", s, tok.Fold)
			}
		}
		if again := text.Tokens(s); !slices.Equal(again, text.Tokens(s)) {
			t.Errorf("Tokens(%q) differ from call to call", s)
		}
	})
}

func FuzzFold(f *testing.F) {
	for _, s := range []string{"Önal “x” – y", " a  b ", "\xff\x00\u0301", "ﷺ ½ ﬃ İ", "\u0640\u200c"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := text.Fold(s)
		if !utf8.ValidString(got) && utf8.ValidString(s) {
			t.Errorf("Fold(%q) = %q is not valid UTF-8", s, got)
		}
		if strings.Contains(got, "  ") || strings.TrimSpace(got) != got {
			t.Errorf("Fold(%q) = %q: white space is not folded", s, got)
		}
	})
}
