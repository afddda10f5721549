package suggest_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"rapporteur/bot/suggest"
	"rapporteur/corpus"
	"rapporteur/glossary"
	"rapporteur/seeds"
)

var seedNames = sync.OnceValue(func() *suggest.Names {
	c, err := corpus.Load(seeds.Articles, corpus.Options{})
	if err != nil {
		panic(err)
	}
	return suggest.New(c.Articles, seedGlossary())
})

var seedGlossary = sync.OnceValue(func() *glossary.Glossary {
	g, err := glossary.Parse(seeds.Glossary())
	if err != nil {
		panic(err)
	}
	return g
})

// ways are the methods that offer choices.
func ways(n *suggest.Names) map[string]func(string) []suggest.Choice {
	return map[string]func(string) []suggest.Choice{
		"articles": n.Articles, "publishers": n.Publishers, "actors": n.Actors, "scopes": n.Scopes, "speakers": n.Speakers,
	}
}

// labels returns the first most labels of choices.
func labels(choices []suggest.Choice, most int) []string {
	out := []string{}
	for _, c := range choices[:min(len(choices), most)] {
		out = append(out, c.Label)
	}
	return out
}

// TestFirst: what is typed, and the first choice for it.
func TestFirst(t *testing.T) {
	n := seedNames()
	for _, test := range []struct {
		way, typed string
		want       string // "" when nothing is to be offered
	}{
		{"actors", "lavrov", "Sergei Lavrov"},
		{"actors", "LAVR", "Sergei Lavrov"},
		{"actors", "Sergueï", "Sergei Lavrov"},
		{"actors", "Лавров", "Sergei Lavrov"},
		{"actors", "لافروف", "Sergei Lavrov"},
		{"actors", "avrov", "Sergei Lavrov"},
		{"actors", "lavrvo", "Sergei Lavrov"},
		{"actors", "kery", "John Kerry"},
		{"actors", "kerry john", "John Kerry"},
		{"actors", "the russia", "Russia"},
		{"actors", "иран", "Iran"},
		{"actors", "zzzz", ""},
		{"speakers", "kerr", "John Kerry"},
		{"speakers", "alloush", "Mohammad Alloush"},
		{"articles", "deal or", "Deal or no deal? Kerry, Lavrov in anti-ISIS talks · 25 Aug 2016"},
		{"articles", "2015", "US and Russia at loggerheads at Syria peace talks · 23 Oct 2015"},
		{"articles", "middle east eye", "US and Russia at loggerheads at Syria peace talks · 23 Oct 2015"},
		{"articles", "tehran", "Staffan de Mistura's visit to Tehran · Aug 2016"},
		{"articles", "december", "Eighth round of Syria talks opens in Astana · 21 Dec 2017"},
		{"publishers", "gulf", "Gulf News"},
		{"publishers", "MEE", "Middle East Eye"},
		{"publishers", "وكالة مهر", "Mehr News Agency"},
		{"scopes", "astana talks, eig", "Astana talks, eighth round"},
		{"scopes", "vienn", "Vienna talks, October 2015"},
		{"scopes", "раунд", "Astana talks, eighth round"},
		{"scopes", "assad", "Bashar al-Assad"},
	} {
		got := labels(ways(n)[test.way](test.typed), 1)
		if strings.Join(got, "") != test.want {
			t.Errorf("%s for %q begin with %q, want %q", test.way, test.typed, got, test.want)
		}
	}
}

// TestNothingTyped offers the most useful.
func TestNothingTyped(t *testing.T) {
	n := seedNames()
	want := []string{
		"Eighth round of Syria talks opens in Astana · 21 Dec 2017",
		"Astana talks show what Russia, Turkey and Iran can and cannot achieve · 25 Jan 2017",
		"Staffan de Mistura's visit to Tehran · Aug 2016",
		"Deal or no deal? Kerry, Lavrov in anti-ISIS talks · 25 Aug 2016",
		"US and Russia at loggerheads at Syria peace talks · 23 Oct 2015",
	}
	if diff := cmp.Diff(want, labels(n.Articles(""), 25)); diff != "" {
		t.Errorf("articles (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(n.Articles(""), n.Articles(" ?! ")); diff != "" {
		t.Errorf("articles without a word (-nothing +signs):\n%s", diff)
	}
	actors := labels(n.Actors(""), 5)
	for _, want := range []string{"Syria", "Russia", "Iran"} {
		if !slices.Contains(actors, want) {
			t.Errorf("the five actors named most are %q, without %s", actors, want)
		}
	}
	scopes := n.Scopes("")
	for _, kind := range [][]suggest.Choice{n.Articles(""), n.Actors(""), {{Label: "Astana talks, eighth round", Value: "Astana talks, eighth round"}}} {
		if !slices.Contains(scopes, kind[0]) {
			t.Errorf("scopes do not offer %q: %q", kind[0].Label, labels(scopes, 25))
		}
	}
	if len(scopes) != suggest.Most {
		t.Errorf("%d scopes are offered, want %d", len(scopes), suggest.Most)
	}
}

// TestOnlyWhatTheArticlesName: the glossary knows more.
func TestOnlyWhatTheArticlesName(t *testing.T) {
	g, err := glossary.Parse([]byte("version: 1\nentries:\n  - {id: a, kind: person, name: Ann Named}\n  - {id: b, kind: person, name: Bob Unnamed}\n"))
	if err != nil {
		t.Fatal(err)
	}
	body := "Ann Named arrived in the capital on Monday.\n\n\"It is time,\" Carl Stranger said. \"We wait,\" Carl Stranger said on Tuesday.\n"
	n := suggest.New(load(t, body), g)
	if got := labels(n.Actors(""), 25); !slices.Contains(got, "Ann Named") || slices.Contains(got, "Bob Unnamed") {
		t.Errorf("actors = %q", got)
	}
	if got := labels(n.Actors("stranger"), 25); !slices.Equal(got, []string{"Carl Stranger"}) {
		t.Errorf("actors for a speaker that the glossary does not know = %q", got)
	}
	if got := labels(suggest.New(load(t, body), nil).Actors(""), 25); !slices.Equal(got, []string{"Carl Stranger"}) {
		t.Errorf("actors without a glossary = %q", got)
	}
}

// load returns a corpus of one article.
func load(t *testing.T, body string) []*corpus.Article {
	t.Helper()
	c, err := corpus.Load(mapFS("a.md", body), corpus.Options{})
	if err != nil || len(c.Articles) != 1 {
		t.Fatalf("load an article: %d, %v", len(c.Articles), err)
	}
	return c.Articles
}

func TestOrder(t *testing.T) {
	titles := []string{"Solar plant opens", "A parsol found", "The sola talks", "Solar storms", "Sola", "Consolation"}
	var articles []*corpus.Article
	for i, title := range titles { // the first is the latest
		articles = append(articles, &corpus.Article{ID: fmt.Sprint("id-", i), Title: title, Published: corpus.Date{Year: 2020 - i}})
	}
	n := suggest.New(articles, nil)
	got := []string{}
	for _, c := range n.Articles("sol") {
		got = append(got, n.Article(c.Value).Title)
	}
	want := []string{"Solar plant opens", "Solar storms", "Sola", "The sola talks", "A parsol found", "Consolation"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("articles for sol (-want +got):\n%s", diff)
	}
	if got := labels(n.Articles("sola"), 2); got[0] != "Sola · 2016" || got[1] != "The sola talks · 2018" {
		t.Errorf("a word as a whole is not before one that begins so: %q", got)
	}
	if got := labels(n.Articles("stroms"), 25); !slices.Equal(got, []string{"Solar storms · 2017"}) {
		t.Errorf("articles for stroms = %q", got)
	}
	if got := n.Articles("abc"); len(got) != 0 {
		t.Errorf("articles for three letters that do not occur = %q", labels(got, 25))
	}
}

func TestArticle(t *testing.T) {
	long := strings.Repeat("long/", 40) + "id"
	articles := []*corpus.Article{
		{ID: "old", Title: "Talks in Genève", Published: corpus.Date{Year: 2015}},
		{ID: "new", Title: "Talks in Geneve", Published: corpus.Date{Year: 2017}},
		{ID: long, Title: "A title of its own"},
		{ID: "line\nbreak", Title: "  "},
	}
	n := suggest.New(articles, nil)
	for value, want := range map[string]string{
		"old": "old", " new ": "new", "OLD": "old", "talks in GENEVE": "new", "Talks in Genève · 2015": "old",
		"geneve 2015": "old", "its own": long, long: long, "": "", "?": "", "tolks in geneve": "", "nowhere": "",
	} {
		got := ""
		if a := n.Article(value); a != nil {
			got = a.ID
		}
		if got != want {
			t.Errorf("Article(%q) = %q, want %q", value, got, want)
		}
	}
	choices := n.Articles("")
	if len(choices) != len(articles) {
		t.Errorf("%d articles are offered, want %d", len(choices), len(articles))
	}
	again := suggest.New(articles[2:], nil)
	for _, c := range choices {
		a := n.Article(c.Value)
		if a == nil {
			t.Errorf("Article(%q) = nil for a choice", c.Value)
			continue
		}
		if a == articles[2] && again.Article(c.Value) != a {
			t.Errorf("the short form %q means nothing in another index", c.Value)
		}
	}
}

func TestPublisher(t *testing.T) {
	n := seedNames()
	for typed, want := range map[string]string{
		"Gulf News": "Gulf News", "gulf NEWS": "Gulf News", "gulf": "Gulf News", "MEE": "Middle East Eye",
		"MiddleEastEye": "Middle East Eye", "": "", "Reuters": "", "gulv": "",
	} {
		if got, ok := n.Publisher(typed); got != want || ok != (want != "") {
			t.Errorf("Publisher(%q) = %q, %v, want %q", typed, got, ok, want)
		}
	}
}

func TestPublishersAreUnited(t *testing.T) {
	n := suggest.New([]*corpus.Article{{ID: "a", Publisher: "Le Monde"}, {ID: "b", Publisher: "LE MONDE"}}, nil)
	if got := labels(n.Publishers("monde"), 25); !slices.Equal(got, []string{"Le Monde"}) {
		t.Errorf("publishers = %q, want one", got)
	}
}

// check holds the limits of what Discord takes.
func check(t *testing.T, way, typed string, choices []suggest.Choice) {
	t.Helper()
	if len(choices) > suggest.Most {
		t.Errorf("%s for %q: %d choices", way, typed, len(choices))
	}
	seen := map[string]bool{}
	for _, c := range choices {
		for _, s := range []string{"label " + c.Label, "value " + c.Value} {
			text := s[6:]
			if n := len(utf16.Encode([]rune(text))); n == 0 || n > 100 || !utf8.ValidString(s) || seen[s] || strings.TrimSpace(text) != text {
				t.Errorf("%s for %q: %q has %d characters, or is there twice", way, typed, s, n)
			}
			seen[s] = true
		}
	}
}

// TestStrangeNames: whatever a corpus holds, the limits hold.
func TestStrangeNames(t *testing.T) {
	var articles []*corpus.Article
	for i, s := range []string{
		"", " ", "\x00", "\xff\xfe", strings.Repeat("🕊", 80), strings.Repeat("word ", 60), strings.Repeat("x", 300),
		"line\nbreak", "\u202eright to left", "same", "same", "same", strings.Repeat("same ", 50), strings.Repeat("same ", 50),
	} {
		articles = append(articles, &corpus.Article{
			ID: fmt.Sprint(s, i), Title: s, Publisher: s, Event: s, Place: s, Body: "body",
			Sentences: []corpus.Sentence{{Span: corpus.Span{End: 4}, Speaker: s}},
		})
	}
	n := suggest.New(articles, seedGlossary())
	for way, find := range ways(n) {
		for _, typed := range []string{"", "same", "x", "🕊", "line", "wrod"} {
			check(t, way, typed, find(typed))
		}
	}
	for _, c := range n.Articles("") {
		if n.Article(c.Value) == nil {
			t.Errorf("Article(%q) = nil for a choice", c.Value)
		}
	}
	for way, find := range ways(suggest.New(nil, nil)) {
		if got := find("any"); len(got) != 0 {
			t.Errorf("%s of nothing = %q", way, got)
		}
	}
}

// TestWith: an index made from another is the one made anew, and the other stays
// as it was.
func TestWith(t *testing.T) {
	c, err := corpus.Load(seeds.Articles, corpus.Options{})
	if err != nil {
		t.Fatal(err)
	}
	all := c.Articles
	three := suggest.New(all[:3], seedGlossary())
	for name, pair := range map[string][2]*suggest.Names{
		"two more, one fewer": {three.With(all[1:]), suggest.New(all[1:], seedGlossary())},
		"none":                {three.With(nil), suggest.New(nil, seedGlossary())},
		"as before":           {three, suggest.New(all[:3], seedGlossary())},
		"titles, and more":    {suggest.Titles(all[:2], seedGlossary()).With(all), suggest.New(all, seedGlossary())},
	} {
		fresh := ways(pair[1])
		for way, find := range ways(pair[0]) {
			for _, typed := range []string{"", "l", "kerry", "astana", "2017"} {
				if diff := cmp.Diff(fresh[way](typed), find(typed)); diff != "" {
					t.Errorf("%s: %s for %q (-anew +changed):\n%s", name, way, typed, diff)
				}
			}
		}
	}
}

func TestTitles(t *testing.T) {
	c, err := corpus.Load(seeds.Articles, corpus.Options{})
	if err != nil {
		t.Fatal(err)
	}
	titles, whole := suggest.Titles(c.Articles, seedGlossary()), seedNames()
	if diff := cmp.Diff(whole.Articles("astana"), titles.Articles("astana")); diff != "" {
		t.Errorf("articles (-whole +titles):\n%s", diff)
	}
	if diff := cmp.Diff(whole.Publishers("MEE"), titles.Publishers("MEE")); diff != "" {
		t.Errorf("publishers (-whole +titles):\n%s", diff)
	}
	if got := titles.Actors("lavrov"); len(got) != 0 {
		t.Errorf("actors without reading the articles: %v", got)
	}
}

func FuzzTyped(f *testing.F) {
	for _, s := range []string{"", "lavrov", "Лав", "ال", "a b c d e f g h", "\xff", "\x00", "'", "U.S.", "e\u0301", "🕊", strings.Repeat("a ", 500)} {
		f.Add(s)
	}
	n := seedNames()
	f.Fuzz(func(t *testing.T, typed string) {
		for way, find := range ways(n) {
			check(t, way, typed, find(typed))
		}
		if name, ok := n.Publisher(typed); ok == (name == "") {
			t.Errorf("Publisher(%q) = %q, %v", typed, name, ok)
		}
		_ = n.Article(typed)
	})
}

// large is a corpus of ten thousand articles that name fifty thousand speakers.
var large = sync.OnceValue(func() []*corpus.Article {
	random := rand.New(rand.NewPCG(1, 2))
	syllables := strings.Fields("ka ri mo la ve tu san del bor ghi nus pel tra wi zo")
	word := func() string {
		var b strings.Builder
		for range 2 + random.IntN(3) {
			b.WriteString(syllables[random.IntN(len(syllables))])
		}
		s := b.String()
		return strings.ToUpper(s[:1]) + s[1:]
	}
	out := make([]*corpus.Article, 10_000)
	for i := range out {
		a := &corpus.Article{ID: fmt.Sprint("article-", i), Title: word() + " talks with " + word() + " in " + word(), Published: corpus.Date{Year: 2000 + i%20}}
		a.Publisher, a.Event, a.Place = word()+" News", word()+" talks", word()
		a.Body = "Russia and Turkey said on Monday that the talks in Astana would go on."
		for range 5 {
			a.Sentences = append(a.Sentences, corpus.Sentence{Span: corpus.Span{End: len(a.Body)}, Speaker: word() + " " + word() + fmt.Sprint(i)})
		}
		out[i] = a
	}
	return out
})

func BenchmarkNew(b *testing.B) {
	articles := large()
	b.ReportAllocs()
	for b.Loop() {
		suggest.New(articles, seedGlossary())
	}
}

func BenchmarkTyped(b *testing.B) {
	n := suggest.New(large(), seedGlossary())
	for _, typed := range []string{"", "k", "karimo", "armol", "karimso", "ka la mo sa de", "karimxx lavexx tusaxx sandxx delbxx"} {
		for _, way := range []string{"speakers", "scopes"} {
			b.Run(way+"/"+typed, func(b *testing.B) {
				find := ways(n)[way]
				b.ReportAllocs()
				for b.Loop() {
					find(typed)
				}
			})
		}
	}
}

// mapFS is a folder with one file.
func mapFS(name, body string) fstest.MapFS {
	return fstest.MapFS{name: &fstest.MapFile{Data: []byte(body)}}
}
