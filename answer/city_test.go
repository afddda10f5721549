package answer_test

import (
	"slices"
	"strings"
	"sync"
	"testing"

	"rapporteur/answer"
)

var (
	cityOnce sync.Once
	cityWas  *bench
)

// city returns an engine over invented articles about a tram strike and a
// football club: nothing of it is in the glossary.
func city(tb testing.TB) *bench {
	cityOnce.Do(func() { cityWas = newBench(tb, files(cityArticles)) })
	if cityWas == nil {
		tb.Fatal("the engine over the city's articles could not be made")
	}
	return cityWas
}

var cityArticles = map[string]string{
	"2021-03-02-strike.md": `---
id: 2021-03-02-strike
title: Tram drivers of Velmora walk out
publisher: Velmora Courier
published: 2021-03-02
place: Velmora
---
Tram drivers in Velmora walked out on Tuesday after talks on night pay collapsed, leaving 140,000 commuters without a ride.

The strike was called by the Union of Rail Workers, which represents 820 drivers in the city.

“We have waited two years for a fair offer,” said Irena Solvak, the leader of the union. “Our members cannot live on promises.”

Piet Harrow, the director of the tram company, called the walkout “irresponsible” and said the company had offered a rise of 3 percent.

The company runs eleven lines and two depots. The depot in Quarry Street was closed because the drivers had blocked the gates.
`,
	"2021-03-19-deal.md": `---
id: 2021-03-19-deal
title: Strike ends after night of talks
publisher: Harbour Gazette
published: 2021-03-19
place: Velmora
---
The tram strike in Velmora ended on Friday after seventeen days, when the Union of Rail Workers accepted a rise of 5 percent.

The agreement was signed at the Old Customs House by Irena Solvak and by Piet Harrow. The mayor, Dora Linnet, chaired the last night of talks.

“Nobody won and nobody lost,” said Linnet. “The trams will run again on Saturday morning.”

Harrow said fares would not go up this year. He warned, however, that the company would lose 4 million crowns.

The union did not accept the company's plan to close the depot in Quarry Street.
`,
	"2021-06-05-cup.md": `---
id: 2021-06-05-cup
title: Velmora Rovers win the cup
publisher: Sporting Mirror
published: 2021-06-05
place: Velmora
---
Velmora Rovers won the National Cup on Saturday with a 2-1 victory over Aldern Town before 31,500 spectators at the Harbour Stadium.

Tomas Brekke scored both goals for the Rovers, the second of them in the 88th minute.

“I have dreamed of this since I was a boy,” said Brekke, who is 24 years old.

The coach, Lena Orsolo, said her players had been “brave and patient”.

Aldern Town lost their goalkeeper, Mikal Dunn, to a knee injury after half an hour.
`,
	"2022-01-14-line.md": `---
id: 2022-01-14-line
title: Twelfth tram line opens
publisher: Velmora Courier
published: 2022-01-14
place: Velmora
---
Velmora opened its twelfth tram line on Friday, linking the Harbour Stadium with the university in 22 minutes.

The line cost 90 million crowns, of which the state paid half.

Piet Harrow, who retires in April, said it was the happiest day of his career. His successor will be Wanda Maric, who ran the buses.

Irena Solvak criticised the timetable. “Drivers get four minutes of rest an hour,” she said. “That is too little.”
`,
}

func cityRequests() []answer.Request {
	var out []answer.Request
	for _, tt := range cityAnswered {
		out = append(out, answer.Request{Question: tt.question})
	}
	for _, tt := range cityRefused {
		out = append(out, answer.Request{Question: tt.question})
	}
	return out
}

var cityAnswered = []struct{ name, question, want string }{
	{"who leads a body", "Who is the leader of the Union of Rail Workers?", "Irena Solvak, the leader of the union"},
	{"who did something", "Who scored both goals for the Rovers?", "Tomas Brekke scored both goals"},
	{"who signed", "Who signed the agreement?", "by Irena Solvak and by Piet Harrow"},
	{"who won", "Who won the National Cup?", "Velmora Rovers won the National Cup"},
	{"who holds an office", "Who is the mayor of Velmora?", "The mayor, Dora Linnet"},
	{"where", "Where was the agreement signed?", "the Old Customs House"},
	{"how many commuters", "How many commuters were left without a ride?", "140,000 commuters"},
	{"how many drivers", "How many drivers does the union represent?", "820 drivers"},
	{"how many lines", "How many lines does the company run?", "eleven lines"},
	{"how long", "How long did the tram strike last?", "after seventeen days"},
	{"when", "When did the twelfth tram line open?", "on Friday"},
	{"why", "Why was the depot in Quarry Street closed?", "because the drivers had blocked the gates"},
	{"yes or no", "Did the union accept the plan to close the depot in Quarry Street?", "The union did not accept"},
	{"what happened to somebody", "What happened to Mikal Dunn?", "a knee injury"},
	{"what somebody said", "What did Irena Solvak say about the offer?", "two years for a fair offer"},
	{"what somebody called it", "What did Piet Harrow say about the walkout?", "“irresponsible”"},
	{"what somebody said, by office", "What did the coach say about her players?", "“brave and patient”"},
	{"what one agreed to", "What rise did the union accept?", "a rise of 5 percent"},
	{"in French", "Qui a marqué les buts ?", "Tomas Brekke"},
}

var cityRefused = []struct{ name, question string }{
	{"who followed somebody", "Who replaced Irena Solvak?"},
	{"a figure of somebody else", "How many goals did Mikal Dunn save?"},
	{"a stranger's words", "What did Boris Johnson say about the strike?"},
	{"another year", "When did the strike in 2019 end?"},
	{"a country", "What is the capital of France?"},
	{"what only the embedded articles say", "Who led the Turkish delegation at the eighth round?"},
	{"what only the embedded articles say of a name", "Who is Andrey Kortunov?"},
}

// Nothing in the engine is keyed to the embedded articles: it answers and
// refuses over others, whose names no glossary knows.
func TestAnotherCorpus(t *testing.T) {
	b := city(t)
	for _, tt := range cityAnswered {
		t.Run(tt.name, func(t *testing.T) {
			a := b.ask(t, tt.question)
			keepsPromises(t, b, a)
			wantQuoted(t, a, tt.want)
		})
	}
	for _, tt := range cityRefused {
		t.Run("refuses "+tt.name, func(t *testing.T) {
			a := b.ask(t, tt.question)
			keepsPromises(t, b, a)
			if !a.Refused {
				t.Errorf("%q was answered:\n%s", tt.question, a.Text)
			}
		})
	}
}

func TestAnotherCorpusInOrderOfTime(t *testing.T) {
	b := city(t)
	for _, tt := range []struct {
		name, question string
		want           []string
	}{
		{"everything", "Summarise everything", []string{"2021-03-02-strike", "2021-03-19-deal", "2021-06-05-cup", "2022-01-14-line"}},
		{"a timeline of a subject", "Give me a timeline of the strike", []string{"2021-03-02-strike", "2021-03-19-deal"}},
		{"one article", "Summarise the article about the cup", []string{"2021-06-05-cup"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a := b.ask(t, tt.question)
			if got := cited(a); !slices.Equal(got, tt.want) {
				t.Errorf("%q cites %q, want %q\n%s", tt.question, got, tt.want, a.Text)
			}
		})
	}
}

func TestAnotherCorpusInConversation(t *testing.T) {
	b := city(t)
	a := b.ask(t, "And Piet Harrow?", user("What did Irena Solvak say about the offer?"))
	if !strings.Contains(quotes(a), "irresponsible") || strings.Contains(quotes(a), "two years for a fair offer") {
		t.Errorf("asked for Harrow after Solvak:\n%s", a.Text)
	}
	a = b.ask(t, "Why did the union accept the plan to close the depot?")
	if !strings.HasPrefix(a.Text, "Not so. 19 Mar 2021, Harbour Gazette: ") {
		t.Errorf("a false premise is not marked:\n%s", a.Text)
	}
	if a = b.ask(t, "what can you do?"); !strings.Contains(a.Text, "4 articles, Mar 2021 to Jan 2022") {
		t.Errorf("does not say what it covers: %s", a.Text)
	}
}
