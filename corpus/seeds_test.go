package corpus_test

import (
	"io/fs"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"rapporteur/corpus"
	"rapporteur/seeds"
)

func loadSeeds(t testing.TB) *corpus.Corpus {
	t.Helper()
	c, err := corpus.Load(seeds.Articles, corpus.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if len(c.Articles) != 5 || len(c.Skipped) != 0 {
		t.Fatalf("loaded %d articles, skipped %v; want 5 and none", len(c.Articles), c.Skipped)
	}
	return c
}

func TestSeedsAreInOrderOfTimeAndVerbatim(t *testing.T) {
	var ids []string
	for _, a := range loadSeeds(t).Articles {
		ids = append(ids, a.ID)
		file, err := fs.ReadFile(seeds.Articles, a.Path)
		if err != nil {
			t.Fatal(err)
		}
		if _, body, _ := strings.Cut(string(file), "\n---\n"); body != a.Body {
			t.Errorf("%s: body is not the file after its front matter", a.ID)
		}
		checkArticle(t, a)
	}
	want := []string{"2015-10-23-vienna", "2016-08-tehran", "2016-08-25-geneva", "2017-01-25-astana-1", "2017-12-21-astana-8"}
	if diff := cmp.Diff(want, ids); diff != "" {
		t.Errorf("order (-want +got):\n%s", diff)
	}
}

// checkArticle holds what every article promises: spans in range, in order, on
// rune boundaries and trimmed; and no word outside of sentences and removals.
func checkArticle(t testing.TB, a *corpus.Article) {
	t.Helper()
	if !utf8.ValidString(a.Body) {
		t.Fatalf("%s: body is not UTF-8", a.ID)
	}
	covered := make([]bool, len(a.Body))
	at := 0
	for i, s := range a.Sentences {
		checkSpan(t, a, s.Span)
		if s.Start < at {
			t.Fatalf("%s: sentence %d starts at %d, before the end of the last at %d", a.ID, i, s.Start, at)
		}
		at = s.End
		if s.Paragraph < 0 || s.Paragraph >= len(a.Paragraphs) || !a.Paragraphs[s.Paragraph].Contains(s.Span) {
			t.Fatalf("%s: sentence %d is not in its paragraph %d", a.ID, i, s.Paragraph)
		}
		for _, q := range s.Quotes {
			if q.Len() > 0 && !s.Contains(q) {
				t.Fatalf("%s: sentence %d does not contain its quotation %v", a.ID, i, q)
			}
		}
		for _, at := range s.Attributions {
			checkSpan(t, a, at.At)
			checkSpan(t, a, at.Scope)
			if !s.Contains(at.Scope) || at.Speaker == "" {
				t.Fatalf("%s: sentence %d %q has a bad attribution %+v", a.ID, i, a.Text(s.Span), at)
			}
		}
		mark(covered, s.Span)
	}
	at = 0
	for _, r := range a.Removed {
		if r.Start < at || r.End > len(a.Body) || r.Len() <= 0 || r.Rule == "" || r.Reason == "" {
			t.Fatalf("%s: bad removal %+v", a.ID, r)
		}
		at = r.End
		mark(covered, r.Span)
	}
	for i, r := range a.Body {
		if !covered[i] && (unicode.IsLetter(r) || unicode.IsDigit(r)) {
			t.Fatalf("%s: %q at %d is in no sentence and no removal", a.ID, a.Body[i:min(len(a.Body), i+20)], i)
		}
	}
	checkPassages(t, a)
}

func mark(covered []bool, s corpus.Span) {
	for i := s.Start; i < s.End; i++ {
		covered[i] = true
	}
}

func checkSpan(t testing.TB, a *corpus.Article, s corpus.Span) {
	t.Helper()
	if s.Start < 0 || s.End > len(a.Body) || s.Len() <= 0 {
		t.Fatalf("%s: span %v out of range", a.ID, s)
	}
	text := a.Text(s)
	if !utf8.ValidString(text) {
		t.Fatalf("%s: span %v cuts a rune", a.ID, s)
	}
	if strings.TrimSpace(text) != text {
		t.Fatalf("%s: span %q is not trimmed", a.ID, text)
	}
}

func checkPassages(t testing.TB, a *corpus.Article) {
	t.Helper()
	held := make([]bool, len(a.Sentences))
	for i, p := range a.Passages {
		if p.Article != a || p.Ordinal != i || p.First >= p.Last || p.Start != a.Sentences[p.First].Start || p.End != a.Sentences[p.Last-1].End {
			t.Fatalf("%s: bad passage %d: [%d,%d) %v", a.ID, i, p.First, p.Last, p.Span)
		}
		for j := p.First; j < p.Last; j++ {
			held[j] = true
		}
		for _, r := range a.Removed {
			if r.Start < p.End && p.Start < r.End {
				t.Fatalf("%s: passage %d holds removed text %q", a.ID, i, a.Text(r.Span))
			}
		}
	}
	for i, ok := range held {
		if !ok {
			t.Fatalf("%s: sentence %d is in no passage", a.ID, i)
		}
	}
}

func TestSeedsLoseNothingButWhatIsNoArticle(t *testing.T) {
	want := map[string][]string{
		"2015-10-23-vienna": {
			"navigation: Skip to main content",
			"photo-credit: (AFP)",
			"newsletter: Stay informed with MEE's newsletters",
			"newsletter: Sign up to get the latest alerts, insights and analysis, starting with Turkey Unpacked",
			"outlet-notice: Middle East Eye delivers indep … e about MEE can be found here.",
		},
		"2016-08-tehran": {
			"editors-initials: AK/PA",
			"licence-line: All Content by Mehr News Agency is licensed under a Creative Commons Attribution 4.0 International License.",
		},
		"2016-08-25-geneva":   {"teaser: -\nTurkey calls for fourth roun … reign interference Middle East"},
		"2017-01-25-astana-1": {"photo-credit: Image Credit: AFP"},
		"2017-12-21-astana-8": nil,
	}
	for _, a := range loadSeeds(t).Articles {
		var got []string
		for _, r := range a.Removed {
			s := a.Text(r.Span)
			if len(s) > 120 {
				s = s[:30] + " … " + s[len(s)-30:]
			}
			got = append(got, r.Rule+": "+s)
		}
		if diff := cmp.Diff(want[a.ID], got); diff != "" {
			t.Errorf("%s removed (-want +got):\n%s", a.ID, diff)
		}
	}
}

func TestSeedsRoles(t *testing.T) {
	want := map[string]map[corpus.Role][]string{
		"2015-10-23-vienna": {
			corpus.InTitle:      {"US and Russia at loggerheads at Syria peace talks"},
			corpus.InStandfirst: {"Scant progress at talks also involving"},
			corpus.InCaption:    {"US Secretary of State John Kerry (L) a"},
			corpus.InHeading:    {"Iran 'not at the table'", "Cooperation with Jordan"},
		},
		"2016-08-tehran": {},
		"2016-08-25-geneva": {
			corpus.InTitle:      {"Deal or no deal? Kerry, Lavrov in anti-ISIS talks"},
			corpus.InStandfirst: {"By reaching a deal with Russia, which "},
		},
		"2017-01-25-astana-1": {corpus.InCaption: {"UN Special Envoy for Syria Staffan de "}},
		"2017-12-21-astana-8": {corpus.InComment: {
			"Comment: The meeting in Astana is expe", "Russia, Iran and Turkey are the three ", "Despite the ceasefire agreements, howe", "Indeed, pro-Syrian regime forces have ",
			"Air strikes, for example, killed 19 pe", "The rebel-held province, which borders", "Similarly, pro-regime forces have rele", "According to the Syrian Observatory, m",
			"The ongoing Astana meeting is also exp", "The Astana talks come a week after a p",
		}},
	}
	for _, a := range loadSeeds(t).Articles {
		got := map[corpus.Role][]string{}
		for _, s := range a.Sentences {
			if s.Role != corpus.InBody {
				text := a.Text(s.Span)
				if len(text) > 50 {
					text = text[:38]
				}
				got[s.Role] = append(got[s.Role], text)
			}
		}
		if diff := cmp.Diff(want[a.ID], got); diff != "" {
			t.Errorf("%s roles (-want +got):\n%s", a.ID, diff)
		}
	}
}

// seedSpeakers lists every sentence of the five articles that somebody else
// than the article says, by its first words, with all who are said to say it.
var seedSpeakers = map[string][][]string{
	"2015-10-23-vienna": {
		{"Scant progress", "Sergey Lavrov"},
		{"But Moscow did seem", "Moscow"},
		{"US Secretary of State John Kerry, meanwhile", "John Kerry"},
		{"\"What we agreed", "John Kerry"},
		{"Lavrov said Moscow", "Sergei Lavrov"},
		{"But Kerry rejected", "John Kerry"},
		{"\"For the moment", "John Kerry"},
		{"And there will come", "John Kerry"},
		{"Another bone", "John Kerry"},
		{"Lavrov, however", "Sergei Lavrov", "Sergei Lavrov"},
		{"The US and its regional allies", "the US and its regional allies"},
		{"Russia has been frantically", "Vladimir Putin"},
		{"In a potential step", "Sergei Lavrov"},
		{"\"I hope this mechanism", "Nasser Judeh"},
		{"Later Lavrov", "Sergei Lavrov"},
		{"\"It is also important", "Sergei Lavrov"},
		{"As the talks were under way", "the Syrian Observatory for Human Rights"},
	},
	"2016-08-tehran": {
		{"The purpose of the JIG", "the text"},
		{"The U.S. has insisted", "the U.S."},
		{"Tehran has insisted", "Tehran"},
		{"In a recent interview", "al-Jubeir"},
		{"However, al-Jubeir", "al-Jubeir"},
		{"Recently, Turkish officials", "Turkish officials", "some analysts"},
	},
	"2016-08-25-geneva": {
		{"By reaching a deal with Russia, which supports Assad", "Washington"},
		{"While Kerry said", "John Kerry", "US officials"},
		{"Kerry believes", "John Kerry"},
		{"By reaching a deal with Russia, which supports Syrian", "Washington"},
	},
	"2017-01-25-astana-1": {
		{"The head of the Russian delegation", "Alexander Lavrentyev"},
		{"State media in Iran", "Iranian officials", "Alexander Lavrentyev"},
		{"“They (the Russians)", "one Western diplomat"},
		{"In previous rounds", "one Western diplomat"},
		{"Russian Foreign Minister Sergei", "Sergei Lavrov"},
		{"Lavrentyev, Russia’s chief", "Alexander Lavrentyev"},
		{"“Frankly", "one diplomat"},
		{"Why is Russia", "one diplomat"},
		{"What has changed", "one diplomat"},
		{"Back at the talks", "rebels and Western diplomats"},
		{"“The Russians have moved", "Mohammad Alloush"},
		{"They are finding", "Mohammad Alloush"},
		{"Western diplomats said", "Western diplomats", "one of the Western diplomats"},
		{"Moscow said it had given", "Moscow"},
		{"The talks yielded", "a joint communique from Russia, Turkey and Iran"},
		{"Instead, they submitted", "the rebels"},
		{"The communique legitimised", "Mohammad Alloush"},
		{"“We are not opposed", "Osama Abu Zaid"},
		{"“If this role ends", "Osama Abu Zaid"},
		{"The Syrian government delegation", "the Syrian government delegation"},
		{"And in a major setback", "Alexander Lavrentyev"},
		{"The rebels baulked", "the rebels"},
		{"Some diplomats said", "some diplomats", "others"},
		{"The opposition demanded", "the opposition"},
		{"But the government", "the government"},
		{"Alloush, the head", "Mohammad Alloush", "Bashar Al Jaafari"},
		{"Al Jaafari made clear", "Bashar Al Jaafari"},
		{"“As long as 7 million", "Bashar Al Jaafari"},
		{"Andrey Kortunov", "Andrey Kortunov"},
		{"“But there is no silver", "Andrey Kortunov"},
	},
	"2017-12-21-astana-8": {
		{"The eight round", "the Iranian media"},
		{"According to the Iran’s", "the Iran’s Tasnim News Agency"},
		{"According to the Syrian", "the Syrian Observatory"},
	},
}

func TestSeedsSpeakers(t *testing.T) {
	for _, a := range loadSeeds(t).Articles {
		want := seedSpeakers[a.ID]
		for _, s := range a.Sentences {
			text := a.Text(s.Span)
			var speakers []string
			if len(want) > 0 && strings.HasPrefix(text, want[0][0]) {
				speakers = want[0][1:]
				want = want[1:]
			}
			var got []string
			for _, at := range s.Attributions {
				got = append(got, at.Speaker)
			}
			if diff := cmp.Diff(speakers, got); diff != "" {
				t.Errorf("%s: speakers of %.60q (-want +got):\n%s", a.ID, text, diff)
			}
			if len(got) > 0 && s.Speaker != got[0] {
				t.Errorf("%s: speaker of %.60q = %q, want %q", a.ID, text, s.Speaker, got[0])
			}
		}
		if len(want) > 0 {
			t.Errorf("%s: no sentence starts with %q", a.ID, want[0][0])
		}
	}
}

func TestSeedsScopes(t *testing.T) {
	want := map[string]string{ // by the first words of the sentence
		"The head of the Russian delegation": "the talks, held in Astana, the capital of Kazakhstan, as the “birth” of a new negotiating format",
		"State media in Iran":                "any future US involvement was unacceptable",
		"What has changed for them":          "What has changed for them that they want to disengage militarily and engage politically?”",
		"Some diplomats said":                "it was the opposition that had refused",
		"Alloush, the head":                  "the Syrian government “a bloody despotic regime”",
		"But Kerry rejected":                 "the suggestion of involving Tehran for now.",
		"While Kerry said":                   "this week that technical teams from both sides were close to the end of their discussions",
	}
	found := 0
	for _, a := range loadSeeds(t).Articles {
		for _, s := range a.Sentences {
			for start, scope := range want {
				if !strings.HasPrefix(a.Text(s.Span), start) {
					continue
				}
				found++
				if got := a.Text(s.Attributions[0].Scope); got != scope {
					t.Errorf("scope of %q = %q, want %q", start, got, scope)
				}
			}
		}
	}
	if found != len(want) {
		t.Errorf("found %d of %d sentences", found, len(want))
	}
}

func BenchmarkDecode(b *testing.B) {
	var bodies []string
	for _, a := range loadSeeds(b).Articles {
		bodies = append(bodies, a.Body)
	}
	for name, n := range map[string]int{"seeds": 1, "long": 50} {
		data := []byte(strings.Repeat(strings.Join(bodies, "\n\n")+"\n\n", n))
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(data)))
			b.ReportAllocs()
			for b.Loop() {
				if _, err := corpus.Decode("a.txt", data, corpus.Options{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkLoadSeeds(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		loadSeeds(b)
	}
}
