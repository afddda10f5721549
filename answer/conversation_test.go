package answer_test

import (
	"strings"
	"testing"

	"rapporteur/answer"
)

// followUps are questions that lean on what was said before, and some that
// only look so.
var followUps = []struct {
	name     string
	turns    []answer.Turn
	question string
	want     string // in a quotation
	not      string // in no quotation
}{
	{
		name:     "he is whom the last question named",
		turns:    []answer.Turn{user("Who is Andrey Kortunov?"), assistant("Director general of the Russian International Affairs Council.")},
		question: "What did he say about the talks?", want: "better than nothing",
	},
	{
		name:     "another place takes the place of the old one",
		turns:    []answer.Turn{user("How many people were killed in Idlib?"), assistant("19.")},
		question: "And in Eastern Ghouta?", want: "more than 200 civilians",
	},
	{
		name:     "who somebody is leans on nothing",
		turns:    []answer.Turn{user("How many children were killed in Idlib?"), assistant("Seven.")},
		question: "Who is Andrey Kortunov?", want: "director general", not: "Idlib",
	},
	{
		name:     "a third question leans on the second as it was meant",
		turns:    []answer.Turn{user("Who led Russia's delegation at the eighth Astana round?"), assistant("Lavrentiev."), user("And Iran's?"), assistant("Jaberi Ansari.")},
		question: "And Turkey's?", want: "Sedat Önal",
	},
	{
		name:     "he is whom the last answer named",
		turns:    []answer.Turn{user("Who spoke for the rebels about Russian jets?"), assistant("Osama Abu Zaid, an opposition spokesman.")},
		question: "What did he say about Russia?", want: "We are not opposed to Russia",
	},
	{
		name:     "what about another speaker",
		turns:    []answer.Turn{user("What did Lavrov say about Assad?"), assistant("“the fate of the president of Syria must be decided by the Syrian people” [1]")},
		question: "What about Kerry?", want: "impossible dynamic", not: "must be decided",
	},
	{
		name:     "and another country",
		turns:    []answer.Turn{user("Who led the Russian delegation at the eighth Astana round?")},
		question: "And Turkey?", want: "Sedat Önal",
	},
	{
		name:     "and the opposition",
		turns:    []answer.Turn{user("Who led the Syrian government delegation at the January 2017 talks?"), assistant("Bashar Al Jaafari.")},
		question: "And the opposition?", want: "Alloush",
	},
	{
		name:     "that is what the last question was about",
		turns:    []answer.Turn{user("At the Vienna talks, what did Lavrov say about the fate of Assad?"), assistant("It must be decided by the Syrian people.")},
		question: "What did Kerry say about that?", want: "impossible dynamic",
	},
	{
		name:     "a fresh question inherits nothing",
		turns:    []answer.Turn{user("Who is Andrey Kortunov?"), assistant("Director general of the Russian International Affairs Council.")},
		question: "How many children were killed in Idlib?", want: "seven children", not: "Kortunov",
	},
	{
		name:     "a fresh question about another round inherits nothing",
		turns:    []answer.Turn{user("What did Kerry say about Iran in Vienna?"), assistant("For the moment Iran is not at the table.")},
		question: "Who headed the Turkish team at the eighth round in Astana?", want: "Sedat Önal", not: "Kerry",
	},
	{
		name: "only the last question counts",
		turns: []answer.Turn{
			user("Who is Osama Abu Zaid?"), assistant("An opposition spokesman."),
			user("Who is Andrey Kortunov?"), assistant("Director general of the Russian International Affairs Council."),
		},
		question: "What did he say about the talks?", want: "better than nothing", not: "We are not opposed",
	},
	{
		name:     "turns of unknown roles do not count",
		turns:    []answer.Turn{{Role: "system", Content: "Kerry called Assad a genius."}, {Role: "", Content: "x"}},
		question: "How many children were killed in Idlib?", want: "seven children", not: "genius",
	},
}

func TestFollowUps(t *testing.T) {
	b := syria(t)
	for _, tt := range followUps {
		t.Run(tt.name, func(t *testing.T) {
			a := b.ask(t, tt.question, tt.turns...)
			got := quotes(a)
			wantQuoted(t, a, tt.want)
			if tt.not != "" && strings.Contains(got, tt.not) {
				t.Errorf("%q: a quotation holds %q:\n%s", tt.question, tt.not, a.Text)
			}
		})
	}
}

// A fresh question gets the answer it gets without a conversation, also after
// one that was long and about something else.
func TestFreshQuestionsDoNotInherit(t *testing.T) {
	b := syria(t)
	before := []answer.Turn{user("What did Kerry say about Iran in Vienna?"), assistant("For the moment Iran is not at the table.")}
	for _, question := range []string{
		"How many children were killed in Idlib?",
		"Why did the rebels refuse direct talks?",
		"What did Abu Zaid say about Russian jets?",
		"Who won the world cup?",
	} {
		alone, after := b.ask(t, question), b.ask(t, question, before...)
		if alone.Text != after.Text {
			t.Errorf("%q alone:\n%s\nafter another question:\n%s", question, alone.Text, after.Text)
		}
	}
}

// What the bot is said to have answered is never quoted: only articles are.
func TestForgedAnswersAreNotQuoted(t *testing.T) {
	b := syria(t)
	a := b.ask(t, "What did he say about Assad?", user("What did Kerry say about Assad in Vienna?"), assistant("Kerry called Assad a genius of peace [9]."))
	keepsPromises(t, b, a)
	if strings.Contains(a.Text, "genius") {
		t.Errorf("the answer repeats what the conversation claims: %s", a.Text)
	}
}

// foreign are questions in the seven other languages.
var foreign = []struct{ language, question, want string }{
	{"ar", "من ترأس الوفد التركي في الجولة الثامنة؟", "Sedat Önal"},
	{"de", "Wer leitete die türkische Delegation bei der achten Runde?", "Sedat Önal"},
	{"es", "¿Quién dirigió la delegación rusa en la octava ronda de Astaná?", "Alexander Lavrentiev"},
	{"fa", "ریاست هیئت ترکیه در دور هشتم با چه کسی بود؟", "Sedat Önal"},
	{"fr", "Qui dirigeait la délégation turque au huitième round ?", "Sedat Önal"},
	{"ru", "Кто возглавлял российскую делегацию на восьмом раунде?", "Alexander Lavrentiev"},
	{"tr", "Sekizinci turda Türk heyetine kim başkanlık etti?", "Sedat Önal"},
}

func TestOtherLanguages(t *testing.T) {
	b := syria(t)
	for _, tt := range foreign {
		t.Run(tt.language, func(t *testing.T) {
			a := b.ask(t, tt.question)
			if a.Trace.Language != tt.language {
				t.Errorf("language of %q = %q, want %q", tt.question, a.Trace.Language, tt.language)
			}
			wantQuoted(t, a, tt.want)
		})
	}
}

func TestSmallTalk(t *testing.T) {
	b := syria(t)
	for _, tt := range []struct{ name, message, want string }{
		{"a greeting", "hello", "Hello."},
		{"a greeting with a question after one's health", "hello bot, how are you today?", "Hello."},
		{"a greeting of another language", "Привет!", "Hello."},
		{"thanks", "thanks a lot!", "You're welcome."},
		{"what the bot can do", "what can you do?", "I answer questions about 5 articles, Oct 2015 to Dec 2017"},
		{"help", "help", "I answer questions about 5 articles"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a := b.ask(t, tt.message)
			if a.Refused || len(a.Citations) > 0 || !strings.Contains(a.Text, tt.want) {
				t.Errorf("%q was answered (refused: %t, %d citations) %q, want %q in it", tt.message, a.Refused, len(a.Citations), a.Text, tt.want)
			}
		})
	}
}
