package chronology_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"rapporteur/chronology"
	"rapporteur/corpus"
)

// article returns an article of one paragraph, of Thursday, 9 March 2023.
func article(tb testing.TB, body string) *corpus.Article {
	tb.Helper()
	head := "---\nid: a\ntitle: Port news\npublisher: Harbour Post\npublished: 2023-03-09\nplace: Lisbon\nlanguage: en\n---\n"
	a, err := corpus.Decode("a.md", []byte(head+body), corpus.Options{})
	if err != nil {
		tb.Fatal(err)
	}
	return a
}

// lines writes events one a line: date, marks, words.
func lines(events []chronology.Event) []string {
	var out []string
	for _, e := range events {
		s := e.When.From.String()
		if e.When.To != e.When.From {
			s += ".." + e.When.To.String()
		}
		s += " " + string(e.Basis)
		if e.Planned {
			s += " planned"
		}
		out = append(out, s+" "+e.Text)
	}
	return out
}

// TestDates reads each text as the rest of an article whose first sentence is of
// Wednesday and is left out of what is compared.
func TestDates(t *testing.T) {
	const lead = "The dockers of Lisbon ended their strike on Wednesday after the port agreed to raise their pay. "
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"a weekday is the last one", "Minister Ana Reis met the union in Porto on Monday.", []string{
			"2023-03-06 resolved “Minister Ana Reis met the union in Porto on Monday.”",
		}},
		{"and the next one of what is to come", "Minister Ana Reis will meet the union in Porto on Monday.", []string{
			"2023-03-13 resolved planned “Minister Ana Reis will meet the union in Porto on Monday.”",
		}},
		{"the saying is dated, not what is said", "The port lost four ships, the harbour master said Tuesday.", []string{
			"2023-03-07 resolved “The port lost four ships, the harbour master said Tuesday.”",
		}},
		{"a date before a noun is the noun's", "The union rejected a shaky Jan. 12 accord with the port and called for new elections.", []string{
			"2023-01-12 stated “… a shaky Jan. 12 accord with the port …”",
		}},
		{"a subordinate clause has its own", "The port was silent after the union walked out of the talks in Porto on 2 March.", []string{
			"2023-03-02 stated “… the union walked out of the talks in Porto on 2 March.”",
		}},
		{"two times in a sentence are two events", "In 2019 the port bought two cranes, and in May 2021 it sold one of them to a Spanish yard.", []string{
			"2019 stated “In 2019 the port bought two cranes …”",
			"2021-05 stated “In 2019 the port bought two cranes, and in May 2021 it sold one of them to a Spanish yard.”",
		}},
		{"a month that has passed is last year's", "In October the port lost its licence.", []string{"2022-10 stated “In October the port lost its licence.”"}},
		{"a month to come is ahead", "The port is expected to reopen its yard in July.", []string{"2023-07 stated planned “The port is expected to reopen its yard in July.”"}},
		{"what lasts has an end", "Nine ships have been lost off the coast since January, the navy said.", []string{
			"2023-01..2023-03-09 stated “Nine ships have been lost off the coast since January, the navy said.”",
		}},
		{"a week that is not over ends today", "The minister visited the yard this week.", []string{"2023-03-06..2023-03-09 resolved “The minister visited the yard this week.”"}},
		{"counted from a date in the sentence", "The yard burned down on 3 January 2020, two weeks after the inspectors closed its gates.", []string{
			"2020-01-03 stated “The yard burned down on 3 January 2020, two weeks after the inspectors closed its gates.”",
			"2019-12-20 resolved “… the inspectors closed its gates.”",
		}},
		{"counted from the article's event", "The accord comes a week after a conference in Madrid failed to end the strike.", []string{
			"2023-03-01 resolved “… a conference in Madrid failed to end the strike.”",
		}},
		{"counted on from the sentence before", "The yard opened in 1998. Two years later, the city sold its share.", []string{
			"1998 stated “The yard opened in 1998.”",
			"2000 resolved “Two years later, the city sold its share.”",
		}},
		{"a condition is no event", "If the talks are held on Friday, the minister will resign.", nil},
		{"what is denied keeps its denial", "The talks did not take place on Tuesday because the minister was ill.", []string{
			"2023-03-07 resolved “The talks did not take place on Tuesday because the minister was ill.”",
		}},
		{"a comparison is none", "Wages are lower than in 2008, the worst level since 1990.", nil},
		{"what bounds is none", "The union must answer before 14 March.", nil},
		{"a name is none", "Crowds filled the shops on Black Friday, and Studio 2000 closed its doors.", nil},
		{"a question is none", "What will the port do on Friday?", nil},
		{"what is usual is none", "Every year, crowds gather at the port on 3 March.", nil},
		{"a month of last year is one time", "The port opened a dock in June last year.", []string{"2022-06 stated “The port opened a dock in June last year.”"}},
		{"and of this one", "It burned in January this year.", []string{"2023-01 stated “It burned in January this year.”"}},
		{"last and next month by name", "The bank failed last June. The plant opens next May.", []string{"2022-06 stated “The bank failed last June.”", "2023-05 stated planned “The plant opens next May.”"}},
		{"what is told after when has the date of a comparison", "It is the first rise since July 2007, when a bank failed in Leeds.", []string{"2007-07 stated “… a bank failed in Leeds.”"}},
		{"a feast", "The harbour master resigned on New Year’s Eve.", []string{"2022-12-31 resolved “The harbour master resigned on New Year’s Eve.”"}},
		{"a feast of last year", "The harbour master resigned on Christmas Eve last year.", []string{"2022-12-24 resolved “The harbour master resigned on Christmas Eve last year.”"}},
		{"a feast by itself is none", "The Christmas shopping was slow, and so was the Fourth of July weekend.", nil},
		{"the day of publication counts", "The team will play in Porto on Thursday.", []string{"2023-03-09 resolved planned “The team will play in Porto on Thursday.”"}},
		{"the weekend to come", "The minister will travel to Porto at the weekend.", []string{"2023-03-11..2023-03-12 resolved planned “The minister will travel to Porto at the weekend.”"}},
		{"the weekend before", "The minister met the union at the weekend.", []string{"2023-03-04..2023-03-05 resolved “The minister met the union at the weekend.”"}},
		{"a timetable in the present", "The funeral is Saturday in Porto.", []string{"2023-03-11 resolved planned “The funeral is Saturday in Porto.”"}},
		{"a day that one speaks of in the present", "Saturday is the soonest the yard may open.", []string{"2023-03-11 resolved planned “Saturday is the soonest the yard may open.”"}},
		{"several days to come", "Guests who had rooms for Monday and Tuesday may call the hotel.", []string{
			"2023-03-13 resolved planned “Guests who had rooms for Monday and Tuesday may call the hotel.”",
			"2023-03-14 resolved planned “Guests who had rooms for Monday and Tuesday may call the hotel.”",
		}},
		{"after winning lies behind", "Reis, fresh off winning the race on Sunday, should do well in Porto.", []string{"2023-03-05 resolved “Reis, fresh off winning the race on Sunday, should do well in Porto.”"}},
		{"a date before the subject", "A Jan. 29 quake killed 16 people on the island.", []string{"2023-01-29 stated “A Jan. 29 quake killed 16 people on the island.”"}},
		{"cases and their report", "Cases found in January and February were reported on Wednesday by the ministry.", []string{
			"2023-01 stated “Cases found in January and February were reported on Wednesday by the ministry.”",
			"2023-02 stated “Cases found in January and February were reported on Wednesday by the ministry.”",
			"2023-03-08 resolved “Cases found in January and February were reported on Wednesday by the ministry.”",
		}},
		{"every day of a list", "It rained in Porto Saturday, Sunday and into Monday.", []string{
			"2023-03-04 resolved “It rained in Porto Saturday, Sunday and into Monday.”",
			"2023-03-05 resolved “It rained in Porto Saturday, Sunday and into Monday.”",
			"2023-03-06 resolved “It rained in Porto Saturday, Sunday and into Monday.”",
		}},
		{"the start of the week", "At the start of the week, the union broke off the talks.", []string{"2023-03-06 resolved “At the start of the week, the union broke off the talks.”"}},
		{"a season is a stretch", "Workers were laid off over the summer.", []string{"2022-06..2022-08 resolved “Workers were laid off over the summer.”"}},
		{"a season that is not over", "Prices peaked at $3 this spring.", []string{"2023-03 resolved “Prices peaked at $3 this spring.”"}},
		{"a season of a year to come", "The yard will reopen in the fall of 2024.", []string{"2024-09..2024-11 stated planned “The yard will reopen in the fall of 2024.”"}},
		{"a week ago", "The yard was sold a week ago.", []string{"2023-03-02 resolved “The yard was sold a week ago.”"}},
		{"less than a week ago", "The yard was sold less than a week ago.", []string{"2023-03-03..2023-03-09 resolved “The yard was sold less than a week ago.”"}},
		{"a decade is a stretch", "The yard was built in the 1980s.", []string{"1980..1989 stated “The yard was built in the 1980s.”"}},
		{"a length of time is none", "The strike has lasted over three years, and the works are to last about a year.", nil},
		{"in so many days", "The law takes effect in seven days.", []string{"2023-03-16 resolved planned “The law takes effect in seven days.”"}},
		{"came a day after", "The appointments came a day after Reis named a new head of the port.", []string{"2023-03-07 resolved “… Reis named a new head of the port.”"}},
		{"more than a number is no comparison", "The port has lost more than 300 ships since Monday.", []string{"2023-03-06..2023-03-09 resolved “The port has lost more than 300 ships since Monday.”"}},
		{"an earlier price is none", "Bread is double what it was a year ago, and fuel is up from $2 last year.", nil},
		{"a remark about a day is none", "“Today was a special day,” Ruud said.", nil},
		{"what was done on a day in quotation marks is one", "“We signed the accord with the port today,” Ruud said.", []string{"2023-03-09 resolved ““We signed the accord with the port today,” Ruud said.”"}},
		{"the way to another article is none", "Read more: The port closed its gates on Monday.", nil},
		{"the article of itself is none", "This story was updated on Wednesday with a reply.", nil},
		{"a teaser is none", "LATEST UPDATES:The port was damaged by floods on Monday.", nil},
		{"a contract of the present is to come", "This contract goes into effect on July 1.", []string{"2023-07-01 stated planned “This contract goes into effect on July 1.”"}},
		{"this weekend in the present", "Reis is heading into the party’s conference this weekend.", []string{"2023-03-11..2023-03-12 resolved planned “Reis is heading into the party’s conference this weekend.”"}},
		{"this weekend in the past", "The teacher was arrested this weekend protesting the ruling.", []string{"2023-03-04..2023-03-05 resolved “The teacher was arrested this weekend protesting the ruling.”"}},
		{"models of several years are none", "The yard recalls certain 2016-2018 Sea Star ferries.", nil},
		{"a model is none", "The ferry won 2021 Ship of the Year and a prize.", nil},
		{"a figure is none", "The index rose to 1972.74 points.", nil},
		{"what is agreed today is of today", "The council agreed to cut the fees of the port today.", []string{"2023-03-09 resolved “The council agreed to cut the fees of the port today.”"}},
		{"what is hoped for today is to come", "The council hopes to cut the fees of the port today.", []string{"2023-03-09 resolved planned “The council hopes to cut the fees of the port today.”"}},
		{"what stands before the comma has no verb", "Since its birth in 1966, the port has moved 40 million tons.", []string{"1966 stated “Since its birth in 1966, the port has moved 40 million tons.”"}},
		{"a day that is a name", "She was sentenced for her role in May 4.", nil},
		{"what is alleged in passing", "Ana Reis, who prosecutors allege took bribes in 2019, resigned on Monday.", []string{
			"2023-03-06 resolved “Ana Reis, who prosecutors allege took bribes in 2019, resigned on Monday.”",
		}},
		{"what is denied", "Reis denied that she had met the council on Monday.", nil},
		{"what is said to have been", "Reis is said to have met the council on Monday.", []string{"2023-03-06 resolved “Reis is said to have met the council on Monday.”"}},
		{"what was only hoped for", "Reis had hoped to reopen the yard on Monday.", []string{"2023-03-06 resolved “Reis had hoped to reopen the yard on Monday.”"}},
		{"the day of calling it off", "Nine ferries were canceled on Monday.", []string{"2023-03-06 resolved “Nine ferries were canceled on Monday.”"}},
		{"what was called off", "The talks planned for Monday were called off.", nil},
		{"what was done after the article's date", "The city closed its schools on 24 March.", []string{"2023-03-24 stated “The city closed its schools on 24 March.”"}},
		{"what is arranged for after it", "The city suspended all ferries from 24 March.", []string{"2023-03-24 stated planned “The city suspended all ferries from 24 March.”"}},
		{"a length of time that is no distance", "Reis was sentenced to 20 years after a trial in Porto.", nil},
		{"any Friday is none", "She launched the boat on a Friday.", nil},
		{"a year that is given elsewhere counts", "On 5 March 2019 the bridge fell. Families met on Sunday to remember those who died on 5 March.", []string{
			"2019-03-05 stated “On 5 March 2019 the bridge fell.”",
			"2023-03-05 resolved “Families met on Sunday to remember those who died on 5 March.”",
			"2019-03-05 stated “Families met on Sunday to remember those who died on 5 March.”",
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := lines(chronology.Of(article(t, lead+c.text+"\n"), nil))
			var rest []string
			for _, s := range got {
				if !strings.Contains(s, "dockers") {
					rest = append(rest, s)
				}
			}
			if diff := cmp.Diff(c.want, rest); diff != "" {
				t.Errorf("Of(%q) (-want +got):\n%s", c.text, diff)
			}
		})
	}
}

func TestLeading(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"its own date", "The dockers of Lisbon ended their strike on Wednesday.", "2023-03-08 resolved “The dockers of Lisbon ended their strike on Wednesday.”"},
		{"the article's", "The dockers of Lisbon ended their strike and went back to the yard.", "2023-03-09 published “The dockers of Lisbon ended their strike and went back to the yard.”"},
		{"in the perfect", "The storm has spared the port of Lisbon.", "2023-03-09 published “The storm has spared the port of Lisbon.”"},
		{"in the passive", "Two bodies were discovered in the harbour of Lisbon.", "2023-03-09 published “Two bodies were discovered in the harbour of Lisbon.”"},
		{"what is changing", "Ana Reis is stepping down as head of the port.", "2023-03-09 published “Ana Reis is stepping down as head of the port.”"},
		{"another time in it is not that of the news", "The man who sold the ship that sank off Lisbon in 2018 has been arrested.", "2018 stated “The man who sold the ship that sank off Lisbon in 2018 has been arrested.”\n" +
			"2023-03-09 published “The man who sold the ship that sank off Lisbon in 2018 has been arrested.”"},
		{"an announcement of what is to come", "Ana Reis announced that she would not play in Lisbon on Saturday.", "2023-03-11 resolved planned “Ana Reis announced that she would not play in Lisbon on Saturday.”\n" +
			"2023-03-09 published “Ana Reis announced that she would not play in Lisbon on Saturday.”"},
		{"news finished the day after", "The dockers of Lisbon ended their strike on Friday.", "2023-03-10 resolved “The dockers of Lisbon ended their strike on Friday.”"},
		{"what has long been so is none", "The dockers of Lisbon have long wanted higher pay.", ""},
		{"none in the present", "The dockers of Lisbon want higher pay and shorter hours.", ""},
		{"none for what was long before", "The dockers of Lisbon had been without a contract for years.", ""},
		{"none for the writer's own words", "I came to Lisbon and saw the yard where my father worked.", ""},
	} {
		got := strings.Join(lines(chronology.Of(article(t, c.text+"\n"), nil)), "\n")
		if got != c.want {
			t.Errorf("%s: Of(%q) = %q, want %q", c.name, c.text, got, c.want)
		}
	}
}

// TestOutcomes: what came of the meeting that an article reports on is of its last
// day.
func TestOutcomes(t *testing.T) {
	const lead = "Ministers of the fishing states opened talks on cod in Lisbon on Monday. "
	for _, c := range []struct{ name, text, want string }{
		{"it led to something", "The talks ended without a deal on cod.", "2023-03-06 resolved “The talks ended without a deal on cod.”"},
		{"somebody made it public", "Reis announced that Norway and Spain had signed a pact on herring.", "2023-03-06 resolved “Reis announced that Norway and Spain had signed a pact on herring.”"},
		{"somebody made public what is to come", "Reis announced that Norway and Spain would sign a pact on herring.", ""},
		{"after so many days of it", "After three days of talks, the ministers shook hands and left.", "2023-03-08 resolved “After three days of talks, the ministers shook hands and left.”"},
		{"at the end of so many days", "At the end of two long days the ministers shook hands.", "2023-03-07 resolved “At the end of two long days the ministers shook hands.”"},
		{"after so many days of something else", "After three days of rain, the ministers shook hands and left.", ""},
	} {
		var rest []string
		for _, s := range lines(chronology.Of(article(t, lead+c.text+"\n"), nil)) {
			if !strings.Contains(s, "opened talks") {
				rest = append(rest, s)
			}
		}
		if got := strings.Join(rest, "\n"); got != c.want {
			t.Errorf("%s: Of(%q) = %q, want %q", c.name, c.text, got, c.want)
		}
	}
}

// TestCaptions: a picture from the archive tells nothing of the news.
func TestCaptions(t *testing.T) {
	const news = "The dockers of Lisbon ended their strike and went back to the yard.\n\n"
	for _, c := range []struct {
		name, text string
		want       int
	}{
		{"of the news", "Dockers cheer in Lisbon on Wednesday. Image Credit: AFP", 1},
		{"of last year", "Dockers cheer in Lisbon on 3 May 2022. Image Credit: AFP", 0},
		{"of a whole month", "Dockers cheer in Lisbon in March 2023. Image Credit: AFP", 0},
		{"a gallery", strings.Repeat("A docker cheers in Lisbon on Wednesday. Hide Caption 1 of 9 ", 9), 2},
	} {
		n := 0
		for _, s := range lines(chronology.Of(article(t, news+c.text+"\n"), nil)) {
			if strings.Contains(s, "cheer") {
				n++
			}
		}
		if n != c.want {
			t.Errorf("%s: Of(%q) has %d events of captions, want %d", c.name, c.text, n, c.want)
		}
	}
}

// TestNamedMay holds that the month is not read out of somebody's name.
func TestNamedMay(t *testing.T) {
	a := article(t, "Prime Minister Theresa May left Lisbon on Wednesday.\n\nThat left the job to May, and the party met in May.\n")
	want := []string{"2023-03-08 resolved “Prime Minister Theresa May left Lisbon on Wednesday.”", "2022-05 stated “That left the job to May, and the party met in May.”"}
	if diff := cmp.Diff(want, lines(chronology.Of(a, nil))); diff != "" {
		t.Errorf("Of (-want +got):\n%s", diff)
	}
}

func TestPlaceAndActors(t *testing.T) {
	a := article(t, "Sergei Lavrov met Kerry in Geneva on Tuesday, and Moscow announced a deal with Northern Star Lines.\n")
	events := chronology.Of(a, parsed(t))
	if len(events) == 0 {
		t.Fatal("no event")
	}
	if got := events[0].Place; got != "Geneva" {
		t.Errorf("Place = %q, want Geneva", got)
	}
	want := []string{"Sergei Lavrov", "John Kerry", "Russia", "Northern Star Lines"}
	if diff := cmp.Diff(want, events[0].Actors); diff != "" {
		t.Errorf("Actors (-want +got):\n%s", diff)
	}
}

// TestPlaces: an event is where its own clause puts it.
func TestPlaces(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"As the ministers met in Porto, dockers blocked the harbour in Faro on Monday.", "Faro"},
		{"As the ministers met in Porto, dockers blocked the harbour on Monday.", ""},
		{"Dockers on Monday blocked the only road between the towns of Faro and Olhos.", "Faro"},
		{"The congress is to be held in the Portuguese city of Evora next year.", "Evora"},
		{"The hope is that a deal, made in Porto, will let talks take place in Evora next month.", "Evora"},
		{"Reis met the dockers in Faro on Monday.", "Faro"},
	} {
		const lead = "The dockers of Lisbon ended their strike on Wednesday after the port agreed to raise their pay. "
		events := chronology.Of(article(t, lead+c.text), nil)
		if n := len(events); n != 2 || events[1].Place != c.want {
			t.Errorf("Of(%q) = %v, want its place to be %q", c.text, events, c.want)
		}
	}
}

func TestOddArticles(t *testing.T) {
	for name, body := range map[string]string{
		"empty":           "",
		"no words":        "… — !!! ;;; ,,,\n",
		"dates only":      strings.Repeat("2017-12-21 ", 5000),
		"one sentence":    strings.Repeat("on Friday after ", 20000) + ".",
		"many clauses":    strings.Repeat("and, since Monday, a week after, ", 5000) + "he said.",
		"broken quotes":   "\"He said “on Friday' that ‘the talks” in 2016 ended.",
		"other languages": "يوم الجمعة 2017. В пятницу 21 декабря 2017. 2017年12月21日。",
	} {
		a, err := corpus.Decode("a.md", []byte(body), corpus.Options{})
		if err != nil {
			continue // nothing to read
		}
		a.Published = corpus.Date{Year: 2023, Month: 3, Day: 9}
		for _, e := range chronology.Of(a, nil) {
			if !utf8.ValidString(e.Text) {
				t.Errorf("%s: Text %q is not valid", name, e.Text)
			}
		}
	}
	if got := chronology.Of(&corpus.Article{}, nil); got != nil {
		t.Errorf("Of(an empty article) = %v, want nil", got)
	}
}

func FuzzOf(f *testing.F) {
	for _, s := range []string{
		"At the end of two days, on Monday, a week after Kerry said.", "The 2015 nuclear deal’s end — Friday", "In May, two years later; since 2014, days before X fell.",
		"\"Today\" he said, the Jan. 6 attack, Friday's talks in 2016.",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		a, err := corpus.Decode("a.md", []byte(s), corpus.Options{})
		if err != nil {
			return
		}
		a.Published = corpus.Date{Year: 2023, Month: 3, Day: 9}
		for _, e := range chronology.Of(a, nil) {
			sentence := a.Sentences[e.Sentence]
			if !sentence.Contains(e.Span) || !strings.Contains(e.Text, a.Text(e.Span)) {
				t.Fatalf("event %q is not from its sentence %q", e.Text, a.Text(sentence.Span))
			}
			if e.When.From.IsZero() || e.When.To.IsZero() || e.When.From.First().After(e.When.To.Last()) {
				t.Fatalf("event %q lasts from %v to %v", e.Text, e.When.From, e.When.To)
			}
		}
	})
}

func BenchmarkOf(b *testing.B) {
	a := article(b, strings.Repeat("The dockers of Lisbon ended their strike on Wednesday after the port agreed to raise their pay. The yard has been closed for good.\n\n", 20))
	names := parsed(b)
	b.ReportAllocs()
	for b.Loop() {
		chronology.Of(a, names)
	}
}
