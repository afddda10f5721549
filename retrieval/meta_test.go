package retrieval_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rapporteur/corpus"
	"rapporteur/retrieval"
)

func date(t testing.TB, s string) corpus.Date {
	t.Helper()
	d, err := corpus.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func metaArticles(t testing.TB) []*corpus.Article {
	return []*corpus.Article{
		{ID: "astana-1", Title: "What Russia, Turkey and Iran can achieve", Publisher: "Gulf News", Event: "Astana talks, first round", Place: "Astana", Published: date(t, "2017-01-25")},
		{ID: "astana-8", Title: "Eighth round of Syria talks opens in Astana", Publisher: "Middle East Institute", Event: "Astana talks, eighth round", Place: "Astana", Published: date(t, "2017-12-21")},
		{ID: "vienna", Title: "US and Russia at loggerheads at Syria peace talks", Publisher: "Middle East Eye", Event: "Vienna talks, October 2015", Place: "Vienna", Published: date(t, "2015-10-23")},
		{ID: "geneva", Title: "Deal or no deal? Ministers meet again", Publisher: "Al Arabiya English", Event: "Geneva talks, August 2016", Place: "Geneva", Published: date(t, "2016-08-25")},
		{ID: "phones", Title: "Every new phone announced this week", Publisher: "The Verge", Published: date(t, "2023-10-07")},
		{ID: "storm", Title: "Storm leaves thousands without power", Publisher: "cnn.com", Published: date(t, "2023-10-09")},
		{ID: "startup", Title: "A startup raises money", Publisher: "TechCrunch", Published: date(t, "2023-11-01")},
		{ID: "budget", Title: "Budget passes", Publisher: "washingtonpost.com", Published: date(t, "2023-11-02")},
		{ID: "radio", Title: "Radio turns 100", Publisher: "BBC News", Published: date(t, "2022-11-14")},
		{ID: "week", Title: "The week in pictures", Publisher: "Time", Published: date(t, "2022-11-15")},
		{ID: "mehr", Title: "Envoy visits Tehran", Publisher: "Mehr News Agency", Event: "Tehran visit of the envoy", Place: "Tehran", Published: date(t, "2016-08")},
	}
}

func TestParseMeta(t *testing.T) {
	cat := retrieval.NewCatalog(metaArticles(t))
	on := func(from, to string) []corpus.Period { return []corpus.Period{{From: date(t, from), To: date(t, to)}} }
	for _, test := range []struct {
		question string
		want     retrieval.Meta
	}{
		{"What did The Verge write about phones?", retrieval.Meta{Publishers: []string{"The Verge"}}},
		{"What does the Verge say?", retrieval.Meta{Publishers: []string{"The Verge"}}},
		{"Who is on the verge of war?", retrieval.Meta{}},
		{"What did CNN report about the storm?", retrieval.Meta{Publishers: []string{"cnn.com"}}},
		{"what is on cnn.com?", retrieval.Meta{Publishers: []string{"cnn.com"}}},
		{"Does the TechCrunch article agree with The Washington Post?", retrieval.Meta{Publishers: []string{"TechCrunch", "washingtonpost.com"}}},
		{"According to Middle East Eye, who disagreed?", retrieval.Meta{Publishers: []string{"Middle East Eye"}}},
		{"What did MEE report?", retrieval.Meta{Publishers: []string{"Middle East Eye"}}},
		{"what did mee report?", retrieval.Meta{}},
		{"What is new in the Middle East?", retrieval.Meta{}},
		{"Which ships are in the Gulf?", retrieval.Meta{}},
		{"What does Gulf News say?", retrieval.Meta{Publishers: []string{"Gulf News"}}},
		{"What did the BBC say?", retrieval.Meta{Publishers: []string{"BBC News"}}},
		{"What did Al Arabiya and Mehr write?", retrieval.Meta{Publishers: []string{"Al Arabiya English", "Mehr News Agency"}}},
		{"Time is running out for whom?", retrieval.Meta{}},
		{"What time did it end?", retrieval.Meta{}},
		{"What was in Time that week?", retrieval.Meta{Publishers: []string{"Time"}}},

		{"Where was the eighth round held?", retrieval.Meta{Articles: []string{"astana-8"}}},
		{"Who came to the 8th Astana round?", retrieval.Meta{Articles: []string{"astana-8"}}},
		{"Who came to Astana 8?", retrieval.Meta{Articles: []string{"astana-8"}}},
		{"How long did the first Astana talks last?", retrieval.Meta{Articles: []string{"astana-1"}}},
		{"Who was at the talks in Astana?", retrieval.Meta{Articles: []string{"astana-1", "astana-8"}}},
		{"Who was at the January 2017 Astana talks?", retrieval.Meta{Articles: []string{"astana-1"}, Periods: on("2017-01", "2017-01")}},
		{"What happened at the Vienna meeting?", retrieval.Meta{Articles: []string{"vienna"}}},
		{"Was it the first time that Vienna was cold?", retrieval.Meta{}},
		{"What does the Tehran article say?", retrieval.Meta{Articles: []string{"mehr"}}},
		{`Sum up "Deal or no deal?" for me.`, retrieval.Meta{Articles: []string{"geneva"}}},
		{"Why were the US and Russia at loggerheads?", retrieval.Meta{Articles: []string{"vienna"}}},
		{"What do Russia and the US want?", retrieval.Meta{}},

		{"What happened on October 7, 2023?", retrieval.Meta{Periods: on("2023-10-07", "2023-10-07")}},
		{"What did they say in October 2015?", retrieval.Meta{Periods: on("2015-10", "2015-10")}},
		{"What about December 30?", retrieval.Meta{}},
		{"What is the latest round?", retrieval.Meta{Latest: true}},
		{"What do the most recent articles say?", retrieval.Meta{Latest: true, Recent: true}},
		{"Which show was recently renewed?", retrieval.Meta{Recent: true}},
		{"Who resigned this week?", retrieval.Meta{Recent: true}},
		{"How long is a week?", retrieval.Meta{}},
		{"How did the last meeting end?", retrieval.Meta{Latest: true}},
		{"How long did it last?", retrieval.Meta{}},
		{"", retrieval.Meta{}},
	} {
		t.Run(test.question, func(t *testing.T) {
			if diff := cmp.Diff(test.want, retrieval.ParseMeta(test.question, cat)); diff != "" {
				t.Errorf("ParseMeta(%q) (-want +got):\n%s", test.question, diff)
			}
		})
	}
}

func TestParseMetaNeedsNoCatalog(t *testing.T) {
	if got := retrieval.ParseMeta("What is the latest?", nil); !got.Latest {
		t.Errorf("ParseMeta without catalog = %+v, want Latest", got)
	}
}

func BenchmarkParseMeta(b *testing.B) {
	var articles []*corpus.Article
	words := []string{"talks", "storm", "Russia", "budget", "election", "police", "court", "war", "health", "market", "climate", "school"}
	for i := range 1000 {
		words = append(words, fmt.Sprint("word", i))
	}
	for i := range 10_000 {
		w := func(n int) string { return words[(i/n+i)%len(words)] }
		articles = append(articles, &corpus.Article{
			ID: fmt.Sprint("a", i), Publisher: fmt.Sprintf("Outlet %d News", i%300),
			Title: w(1) + " and " + w(3) + " over the " + w(7) + " " + fmt.Sprint(i), Place: fmt.Sprint("Place", i%100),
			Event: fmt.Sprintf("City%d talks, round %d", i%100, i/100), Published: date(b, "2017-01-25"),
		})
	}
	cat := retrieval.NewCatalog(articles)
	for b.Loop() {
		retrieval.ParseMeta("What did the Outlet 17 News article say about the war talks and the election budget at the eighth City17 round?", cat)
	}
}
