package answer_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"rapporteur/answer"
)

// cited returns the ids of the articles cited, each once, in order.
func cited(a *answer.Answer) []string {
	var out []string
	for _, c := range a.Citations {
		if !slices.Contains(out, c.Article.ID) {
			out = append(out, c.Article.ID)
		}
	}
	return out
}

const (
	vienna = "2015-10-23-vienna"
	tehran = "2016-08-tehran"
	geneva = "2016-08-25-geneva"
	first  = "2017-01-25-astana-1"
	eighth = "2017-12-21-astana-8"
)

func TestSummariesAndTimelines(t *testing.T) {
	b := syria(t)
	all := []string{vienna, tehran, geneva, first, eighth}
	for _, tt := range []struct {
		name, question string
		want           []string // articles cited, in order
	}{
		{"an article by its place", "Summarise the Vienna article", []string{vienna}},
		{"an article by what it is about", "Give me the gist of the article about de Mistura's visit to Tehran", []string{tehran}},
		{"an article by its title", `Sum up "Deal or no deal?" in short`, []string{geneva}},
		{"an article by its round", "Summarise the eighth Astana round", []string{eighth}},
		{"an article by its publisher", "Summarise the Gulf News article", []string{first}},
		{"everything", "Summarise everything", all},
		{"everything, in chat", "tl;dr of all articles", all},
		{"a timeline of everything", "Give me a timeline", all},
		{"a timeline of what all articles are about", "Give me a timeline of the talks", all},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a := b.ask(t, tt.question)
			if got := cited(a); !slices.Equal(got, tt.want) {
				t.Errorf("%q cites %q, want %q\n%s", tt.question, got, tt.want, a.Text)
			}
			keepsPromises(t, b, a)
		})
	}
}

func TestSummaryOfASubject(t *testing.T) {
	b := syria(t)
	for _, tt := range []struct {
		name, question string
		want           []string
	}{
		{"a place", "Give me an overview of the fighting in Eastern Ghouta", []string{"relentlessly bombarded Eastern Ghouta", "more than 200 civilians"}},
		{"a quarrel", "Summarise the dispute over the water of Damascus", []string{"Wadi Barada", "7 million people in Damascus"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a := b.ask(t, tt.question)
			wantQuoted(t, a, tt.want...)
		})
	}
}

func TestSummaryOfAnArticleThatDoesNotExist(t *testing.T) {
	if a := syria(t).ask(t, "Summarise the article about whales"); !a.Refused {
		t.Errorf("was answered:\n%s", a.Text)
	}
}

// Answers over several articles go in order of time.
func TestAnswersOverTimeAreInOrder(t *testing.T) {
	b := syria(t)
	for _, question := range []string{
		"How did Iran's place in the peace talks change between October 2015 and 2017?",
		"How long has the war lasted according to each article?",
		"Give me a timeline of Iran's role",
	} {
		a := b.ask(t, question)
		ids := cited(a)
		if len(ids) < 2 {
			t.Errorf("%q cites only %q\n%s", question, ids, a.Text)
		}
		for i := 1; i < len(ids); i++ {
			if b.article(ids[i-1]).Published.Compare(b.article(ids[i]).Published) > 0 {
				t.Errorf("%q cites %q before %q\n%s", question, ids[i-1], ids[i], a.Text)
			}
		}
	}
}

// Each line opens with date and publisher, and says which of them are inferred.
func TestEverySourceIsNamedAndDated(t *testing.T) {
	b := syria(t)
	line := regexp.MustCompile(`^(Not so. )?(c\. )?(\d{1,2} )?[A-Z][a-z]{2} \d{4}, [^:“]+: “`)
	for _, a := range seedAnswers(t) {
		if len(a.Citations) == 0 {
			continue
		}
		for l := range strings.SplitSeq(a.Text, "\n") {
			if !line.MatchString(l) {
				t.Errorf("%q: the line %q does not open with a date and a publisher", a.Question, l)
			}
		}
	}
	for _, tt := range []struct{ question, want string }{
		{"What did Kerry say about Iran in Vienna?", "c. 23 Oct 2015, Middle East Eye: “"},
		{"When will Erdogan visit Moscow?", "c. Aug 2016, Mehr News Agency: “"},
		{"How many children were killed in Idlib?", "c. 21 Dec 2017, Middle East Institute (inferred): “"},
	} {
		if a := b.ask(t, tt.question); !strings.HasPrefix(a.Text, tt.want) {
			t.Errorf("the answer to %q does not open with %q:\n%s", tt.question, tt.want, a.Text)
		}
	}
}

func TestFalsePremise(t *testing.T) {
	b := syria(t)
	for _, tt := range []struct {
		name, question string
		marked         bool
	}{
		{"denied by the articles", "Why did the rebels endorse the joint communique?", true},
		{"denied by the articles, in other words", "Why did the opposition endorse the communiqué in Astana?", true},
		{"true", "Why did the rebels refuse direct talks?", false},
		{"denied of somebody else", "Why did Iran endorse the communique?", false},
		{"denied of another place", "Why was Russia able to call the shots in Kazakhstan?", false},
		{"denied of other targets", "Why is Moscow focusing on other groups?", false},
		{"denied in the question too", "Why did the rebels not endorse the communique?", false},
		{"asked whether, not why", "Did the rebels endorse the communique?", false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a := b.ask(t, tt.question)
			if got := strings.Contains(a.Text, "Not so. "); got != tt.marked || tt.marked && a.Refused {
				t.Errorf("%q: marked as untrue: %t, want %t\n%s", tt.question, got, tt.marked, a.Text)
			}
		})
	}
}

// A sentence of a longer quotation is followed by its speaker, one that names
// its speaker is not.
func TestSpeakerIsNamedAfterAQuotation(t *testing.T) {
	b := syria(t)
	for _, tt := range []struct{ name, question, want string }{
		{"he said", "What did Kerry say about talking to Iran?", `he said\.” (\[\d\] )?\(John Kerry\)`},
		{"the beginning of a quotation", "What did Alloush say about Russia becoming a guarantor?", `to become a guarantor\.” (\[\d\] )?\(Mohammad Alloush\)`},
		{"named in the sentence", "What did Abu Zaid say about Russian jets?", `an opposition spokesman\.” \[\d\]( “|\n|$)`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a := b.ask(t, tt.question)
			if !regexp.MustCompile(tt.want).MatchString(a.Text) {
				t.Errorf("%q: want %s in\n%s", tt.question, tt.want, a.Text)
			}
		})
	}
}

func TestBothArticlesAreHeard(t *testing.T) {
	b := syria(t)
	for _, tt := range []struct {
		name, question string
		articles       []string
		want           []string
	}{
		{
			"two rounds", "Who led the Russian delegation at the first Astana round and at the eighth Astana round?",
			[]string{first, eighth},
			[]string{"The head of the Russian delegation, Alexander Lavrentyev", "leads Moscow’s delegation"},
		},
		{
			"a meeting and a round", "What role did Iran play at the Vienna talks and at the eighth Astana round?",
			[]string{vienna, eighth},
			[]string{"involving Tehran", "sponsored by Russia, Iran and Turkey"},
		},
		{
			"how a side was represented twice", "How was the US represented at the first Astana round and at the eighth Astana round?",
			[]string{first, eighth},
			[]string{"in an observer capacity", "the U.S. are also attending"},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a := b.ask(t, tt.question)
			got := cited(a)
			slices.Sort(got)
			if !slices.Equal(got, tt.articles) {
				t.Errorf("%q cites %q, want %q\n%s", tt.question, got, tt.articles, a.Text)
			}
			wantQuoted(t, a, tt.want...)
		})
	}
}

func TestSeveralQuestionsInOneMessage(t *testing.T) {
	b := syria(t)
	for _, tt := range []struct {
		name, question string
		want           []string
	}{
		{"two sentences", "How many children were killed in Idlib? What did Alloush say about the communique?", []string{"seven children", "“bloodletting” in Syria"}},
		{"joined by and", "When did Russia launch its bombing campaign, and who is Andrey Kortunov?", []string{"On 30 September", "director general"}},
		{"three", "How many children were killed in Idlib? What did Alloush say about the communique? Which province borders Turkey?", []string{"seven children", "“bloodletting” in Syria", "which borders Turkey"}},
		{"one that has no answer", "Who is the president of Kazakhstan? How many children were killed in Idlib?", []string{"seven children"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a := b.ask(t, tt.question)
			wantQuoted(t, a, tt.want...)
			keepsPromises(t, b, a)
		})
	}
	a := b.ask(t, "Who is the president of Kazakhstan? How much did hosting the Astana talks cost?")
	if !a.Refused {
		t.Errorf("two questions without an answer were answered:\n%s", a.Text)
	}
}
