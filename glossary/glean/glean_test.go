package glean_test

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"

	"rapporteur/corpus"
	"rapporteur/glossary"
	"rapporteur/glossary/glean"
	"rapporteur/seeds"
	"rapporteur/text"
)

// norland is a glossary of what the articles of these tests share.
const norland = `
version: 1
entries:
  - {id: norland, kind: country, name: Norland, adjectives: [Norlandic]}
  - {id: velmora, kind: city, name: Velmora, in: norland}
  - {id: ana-lavrenteva, kind: person, name: Anna Lavrentyeva, spellings: [Lavrentyeva]}
`

func parse(t testing.TB, data string) *glossary.Glossary {
	t.Helper()
	g, err := glossary.Parse([]byte(data))
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// article makes an article of a text, published on a day of March 2020.
func article(t testing.TB, day int, body string) *corpus.Article {
	t.Helper()
	head := fmt.Sprintf("---\nid: day-%d\ntitle: A day\npublisher: The Norland Gazette\npublished: 2020-03-%02d\nlanguage: en\n---\n", day, day)
	a, err := corpus.Decode(fmt.Sprintf("day-%d.md", day), []byte(head+body+"\n"), corpus.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// shown renders suggestions: "person Dora Linnet (Linnet) [mayor of Velmora]".
func shown(list []glean.Suggestion) string {
	var out []string
	for _, s := range list {
		line := string(s.Kind) + " " + s.Name
		if s.Adds != nil {
			line = "+" + s.Adds.ID
		}
		var names, roles []string
		for _, x := range slices.Concat(s.Spellings, s.Letters) {
			names = append(names, x.Text)
		}
		for _, r := range s.Roles {
			roles = append(roles, r.Title)
		}
		if names != nil {
			line += " (" + strings.Join(names, ", ") + ")"
		}
		if roles != nil {
			line += " [" + strings.Join(roles, "; ") + "]"
		}
		out = append(out, line)
	}
	return strings.Join(out, "\n")
}

func TestArticle(t *testing.T) {
	g := glean.New(parse(t, norland))
	for _, tt := range []struct{ name, body, want string }{
		{
			"an office before the name",
			"The tram will run, Norlandic Transport Minister Dora Linnet told parliament in the spring. Then Linnet left for the coast.",
			"person Dora Linnet (Linnet) [Norlandic Transport Minister]",
		},
		{
			"an office in lower case",
			"It was up to opposition spokesman Karl Vester to reply. The tram, Vester said, was late.",
			"person Karl Vester (Vester) [opposition spokesman]",
		},
		{
			"an office behind the name",
			"The tram was late, said Dora Linnet, the mayor of Velmora. People waited for Linnet in the rain.",
			"person Dora Linnet (Linnet) [mayor of Velmora]",
		},
		{
			"an office behind the name that names somebody else",
			"The tram was late, said Dora Linnet, President Karl Vester’s special envoy for Norland. People waited for Linnet.",
			"person Dora Linnet (Linnet) [President Karl Vester’s special envoy for Norland]",
		},
		{
			"an office ahead of the name, behind a comma",
			"The head of the Norlandic delegation, Dora Linnet, praised the talks. Later that day Linnet left.",
			"person Dora Linnet (Linnet) [head of the Norlandic delegation]",
		},
		{
			"an office that names a place",
			"A visit by UN Special Envoy for Norland Dora Linnet ended in the rain. It was a cold day when Linnet left.",
			"person Dora Linnet (Linnet) [UN Special Envoy for Norland]",
		},
		{
			"an office of two words of its own",
			"A visit by Director of National Intelligence Dora Linnet ended in the rain. It was a cold day when Linnet left.",
			"person Dora Linnet (Linnet) [Director of National Intelligence]",
		},
		{
			"a list, and no office",
			"The talks were about Dora Linnet, Foreign Minister Karl Vester and others, and Karl Vester left early.",
			"person Karl Vester [Foreign Minister]",
		},
		{
			"a name with particles",
			"It was up to foreign minister Adel al-Jubran to reply. The tram, al-Jubran said, was late.",
			"person Adel al-Jubran (al-Jubran) [foreign minister]",
		},
		{
			"two people with one surname",
			"The mayors met when Mayor Dora Linnet saw Mayor Karl Linnet in town. Dora Linnet and Karl Linnet shook hands, and a smile came from Linnet.",
			"person Dora Linnet [Mayor]\nperson Karl Linnet [Mayor]",
		},
		{
			"a surname that is a first name",
			"They waited for Mayor Dora James in the rain. The tram of James was late.",
			"person Dora James [Mayor]",
		},
		{
			"a surname that is a word",
			"They waited for Mayor Dora Rain in the rain. The tram of Rain was late.",
			"person Dora Rain [Mayor]",
		},
		{
			"another spelling of a known name",
			"They waited for Mayor Anna Lavrentieva in the cold. The tram came and Lavrentieva left.",
			"+ana-lavrenteva (Anna Lavrentieva, Lavrentieva) [Mayor]",
		},
		{
			"letters in brackets",
			"The Free Norland Army (FNA) held the bridge. A day later the FNA gave it up.",
			"group Free Norland Army (FNA)",
		},
		{
			"letters with small words between",
			"It was a plan of the Bureau of Tramway Safety (BTS) in the south. The plan of the BTS failed.",
			"body Bureau of Tramway Safety (BTS)",
		},
		{
			"a place by what it is called",
			"Rain fell in the Norlandic town of Harrowby on the coast. Trams in Harrowby were late, and people left Harrowby.",
			"city Harrowby",
		},
		{
			"a province",
			"Rain fell in Idril Province in the spring. People left Idril by tram and came back to Idril.",
			"region Idril",
		},
		{
			"a round of talks",
			"It was the eighth round of the Harrowby talks that failed.",
			"event eighth round of the Harrowby talks",
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := shown(g.Article(article(t, 1, tt.body))); got != tt.want {
				t.Errorf("Article(%q) =\n%s\nwant\n%s", tt.body, got, tt.want)
			}
		})
	}
}

func TestArticleSuggestsNoSuchThing(t *testing.T) {
	g := glean.New(parse(t, norland))
	for _, tt := range []struct{ name, body string }{
		{"nothing", "It rained all day and the trams were late."},
		{"words at the beginnings of sentences", "Critics said no. Critics said it again. Officials waited. Officials left. Critics Officials met, and Critics Officials left."},
		{"days and months", "On Monday Morning it rained. By Monday and Tuesday in March and April it was dry on Monday."},
		{"a headline in title case", "Mayor Dora Linnet Opens New Tram\n\nMayor Dora Linnet Opens The Gate\n\nThe trams were late."},
		{"an office without a name", "The US President and the Foreign Minister met the US President, and the US President left."},
		{"an outlet", "The mayor told the Harrowby Morning News that it was late, and told the Harrowby Morning News again."},
		{"the publisher", "The mayor told Norland Gazette of it, said Norland Gazette, the spokesman of trams. Norland Gazette asked."},
		{"whose it is", "It was Norland's Foreign Ministry and Norland's Foreign Ministry again, said Norland's Foreign Ministry."},
		{"a body that every country has", "The Foreign Ministry and the Supreme Court met. The Foreign Ministry and the Supreme Court met again."},
		{"by-lines and credits", "By Dora Linnet\n\nA tram in the rain, photographed by journalist Dora Linnet/AFP. Another tram by journalist Dora Linnet/AFP."},
		{"somebody known", "It was Mayor Anna Lavrentyeva who came. The tram waited for Lavrentyeva, and Lavrentyeva left."},
		{"a name without anything said of it", "They read Silver Harbour in the rain and spoke of Silver Harbour and of Silver Harbour in the tram."},
		{"a press conference", "At the Velmora press conference and at another Velmora press conference it rained."},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := shown(g.Article(article(t, 1, tt.body))); got != "" {
				t.Errorf("Article(%q) = %s, want nothing", tt.body, got)
			}
		})
	}
}

func TestArticleInAnotherLanguageIsNotRead(t *testing.T) {
	a := article(t, 1, "It was up to Mayor Dora Linnet to reply. The tram, Linnet said, was late.")
	a.Language = "de"
	if got := glean.New(nil).Article(a); len(got) != 0 {
		t.Errorf("Article in German = %s, want nothing", shown(got))
	}
}

func TestArticles(t *testing.T) {
	g := glean.New(parse(t, norland))
	got := g.Articles([]*corpus.Article{
		article(t, 3, "Norlandic President Dora Linnet came by tram. It was a cold day, and the doors opened for Linnet."),
		article(t, 1, "It rained on Transport Minister Dora Linnet in the spring. The tram, Linnet said, was late."),
		article(t, 2, "The tram waited for President Dora Linet, who was late. It was the first tram for Linet."),
	})
	want := "person Dora Linnet (Dora Linet, Linnet, Linet) [Transport Minister; President; Norlandic President]"
	if shown(got) != want {
		t.Fatalf("Articles = %s, want %s", shown(got), want)
	}
	s := got[0]
	if s.Articles != 3 || s.Mentions != 6 {
		t.Errorf("%s stands %d times in %d articles, want 6 in 3", s.Name, s.Mentions, s.Articles)
	}
	var dates []string
	for _, r := range s.Roles {
		dates = append(dates, r.AsOf.String())
	}
	if got, want := strings.Join(dates, " "), "2020-03-01 2020-03-02 2020-03-03"; got != want {
		t.Errorf("roles are as of %s, want %s", got, want)
	}
}

// withoutPeople returns the seeds' glossary without people, bodies and events.
func withoutPeople(t testing.TB) *glossary.Glossary {
	t.Helper()
	var b strings.Builder
	b.WriteString("version: 1\nentries:\n")
	for _, e := range parse(t, string(seeds.Glossary())).Entries() {
		if e.Kind == glossary.Country || e.Kind == glossary.City {
			fmt.Fprintf(&b, "- {id: %q, kind: %q, name: %q, spellings: [%s], adjectives: [%s], exact: [%s]}\n",
				e.ID, e.Kind, e.Name, quoted(e.Spellings), quoted(e.Adjectives), quoted(e.Exact))
		}
	}
	return parse(t, b.String())
}

func quoted(list []string) string {
	var out []string
	for _, s := range list {
		out = append(out, fmt.Sprintf("%q", s))
	}
	return strings.Join(out, ", ")
}

func seedArticles(t testing.TB) []*corpus.Article {
	t.Helper()
	c, err := corpus.Load(seeds.Articles, corpus.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return c.Articles
}

// Whom the seeds' articles name often is found in them, under the names that
// people gave them in the seeds' glossary, and nothing else is.
func TestSeedsAreFoundAgain(t *testing.T) {
	full := parse(t, string(seeds.Glossary()))
	found := glean.New(withoutPeople(t)).Articles(seedArticles(t))
	for _, s := range found {
		for _, name := range append([]string{s.Name}, texts(s)...) {
			if m := full.Find(name, text.Tokens(name)); len(m) != 1 || m[0].Entry.Kind != s.Kind {
				t.Errorf("%s %q is suggested, and the seeds' glossary has no such name", s.Kind, name)
			}
		}
	}
	for _, id := range []string{"bashar-al-assad", "sergei-lavrov", "john-kerry", "vladimir-putin", "alexander-lavrentyev", "staffan-de-mistura", "mohammad-alloush", "joint-implementation-group"} {
		name := full.Entry(id).Name
		if !slices.ContainsFunc(found, func(s glean.Suggestion) bool { return s.Name == name }) {
			t.Errorf("%s is not suggested", name)
		}
	}
	if got := glean.New(full).Articles(seedArticles(t)); len(got) != 0 {
		t.Errorf("with the seeds' glossary there is still %s", shown(got))
	}
}

func texts(s glean.Suggestion) []string {
	var out []string
	for _, x := range slices.Concat(s.Spellings, s.Letters) {
		out = append(out, x.Text)
	}
	return out
}

// Everything that is suggested stands in an article.
func TestEvidenceIsVerbatim(t *testing.T) {
	for _, s := range glean.New(nil).Articles(seedArticles(t)) {
		checkEvidence(t, s)
	}
}

func checkEvidence(t *testing.T, s glean.Suggestion) {
	t.Helper()
	check := func(want string, e glean.Evidence) {
		t.Helper()
		if !e.Sentence.Contains(e.Span) {
			t.Errorf("%s: %v is outside of its sentence %v", s.Name, e.Span, e.Sentence)
			return
		}
		if got := text.OneLine(e.Article.Text(e.Span)); got != want || !strings.Contains(text.OneLine(e.Quote()), want) {
			t.Errorf("%s: %q is said to stand where %q stands, in %q", s.Name, want, got, e.Quote())
		}
	}
	if s.Adds == nil {
		check(s.Name, s.Evidence)
	}
	for _, x := range slices.Concat(s.Spellings, s.Letters) {
		check(x.Text, x.Evidence)
	}
	for _, r := range s.Roles {
		check(r.Title, r.Evidence)
	}
}

// An accepted role is for people to read: with it, the same names are found as
// without, and its title is none of them.
func TestAcceptedRoleNamesNobody(t *testing.T) {
	g := parse(t, norland)
	a := article(t, 1, "The tram will run, Norlandic Transport Minister Dora Linnet told parliament. Then Linnet left for the coast.")
	found := glean.New(g).Article(a)
	if len(found) != 1 || len(found[0].Roles) != 1 {
		t.Fatalf("Article = %s, want one name with one role", shown(found))
	}
	data, err := glossary.Add(nil, []glossary.Entry{found[0].Entry()})
	if err != nil {
		t.Fatal(err)
	}
	g, err = g.Extend("own", data)
	if err != nil {
		t.Fatal(err)
	}
	e := g.Entry("dora-linnet")
	if e == nil || len(e.Titles) != 0 || len(e.Roles) != 1 {
		t.Fatalf("the entry is %+v, want one without titles and with a role", e)
	}
	if r := e.Roles[0]; r.Title != "Norlandic Transport Minister" || r.Article != "day-1" || r.AsOf != "2020-03-01" || !strings.Contains(a.Body, r.Quote) {
		t.Errorf("the role is %+v", r)
	}
	s := "the Norlandic Transport Minister resigned"
	for _, m := range g.Find(s, text.Tokens(s)) {
		if m.Entry == e {
			t.Errorf("%q is found to name %s", s, e.ID)
		}
	}
	if got := glean.New(g).Article(a); len(got) != 0 {
		t.Errorf("what was accepted is suggested again: %s", shown(got))
	}
}

func TestIDsAreNew(t *testing.T) {
	g := parse(t, "version: 1\nentries:\n  - {id: dora-linnet, kind: place, name: Linnet Hall}\n")
	got := glean.New(g).Article(article(t, 1, "It was up to Mayor Dora Linnet to reply. The tram, Dora Linnet said, was late."))
	if len(got) != 1 || got[0].ID != "dora-linnet-2" {
		t.Errorf("Article = %+v, want one with the id dora-linnet-2", got)
	}
}

func TestWholeCorpusIsBounded(t *testing.T) {
	var b strings.Builder
	for i := range 4000 {
		fmt.Fprintf(&b, "Mayor Dora%c Linnet%c%c met the press on the %dth day. ", 'a'+i%26, 'a'+i/26%26, 'a'+i/676, i)
	}
	b.WriteString(strings.Repeat("Very Long Name Of Capitals ", 20000))
	got := glean.New(nil).Article(article(t, 1, b.String()))
	if len(got) > 8 {
		t.Errorf("%d suggestions from one article, want at most 8", len(got))
	}
}

func FuzzArticle(f *testing.F) {
	f.Add("It was up to Mayor Dora Linnet, 62, the head of Norland’s X (Y) team, to reply. Dr. Linnet’s.")
	f.Add("The Free Norland Army (FNA) and the FNA, al-Sham of the town of al-Sham, a city.")
	f.Add("its director, Dr. Robert Redfield, answer; U.S. President J. R. O'Neill's envoy for of the de la")
	f.Fuzz(func(t *testing.T, body string) {
		a, err := corpus.Decode("a.txt", []byte(body), corpus.Options{})
		if err != nil {
			return
		}
		for _, s := range glean.New(nil).Articles([]*corpus.Article{a}) {
			checkEvidence(t, s)
			if _, err := glossary.Add(nil, []glossary.Entry{s.Entry()}); err != nil {
				t.Errorf("%s cannot be accepted: %s", s.Name, err)
			}
		}
	})
}

// BenchmarkArticle reads an article of some 2,000 words.
func BenchmarkArticle(b *testing.B) {
	g := glean.New(parse(b, string(seeds.Glossary())))
	articles := seedArticles(b)
	longest := slices.MaxFunc(articles, func(x, y *corpus.Article) int { return cmp.Compare(len(x.Body), len(y.Body)) })
	a := article(b, 1, longest.Body+"\n\n"+longest.Body)
	b.ReportMetric(float64(len(text.Words(a.Body))), "words")
	for b.Loop() {
		g.Article(a)
	}
}
