package answer_test

import (
	"strings"
	"testing"
)

// freshNews are three reports on one matter, one of them printed again later, and
// a newer article on something else that says “latest” itself.
var freshNews = map[string]string{
	"repair.md": printedOn("Herald", "2022-05-02", "Engineers repaired the pumping station in Marrin on Monday, ending a shortage of water.\n\n"+
		"Lena Orsk, head of the water board, said the pressure was back in every district of the city.\n\n"+
		"Some 40,000 households had been without running water since the flood of April, the board said in a statement.\n\n"+
		"Two pumps were brought by ferry from Denmark, and a Danish company will train the staff until summer."),
	"reprint.md": printedOn("Mirror", "2022-06-03", "Engineers repaired the pumping station in Marrin on Monday, ending a shortage of water.\n\n"+
		"Lena Orsk, head of the water board, said the pressure was back in every district of the city.\n\n"+
		"Some 40,000 households had been without running water since the flood of April, the board said in a statement.\n\n"+
		"Two pumps were brought by ferry from Denmark, and a Danish company will train the staff until summer."),
	"prices.md": printedOn("Herald", "2022-05-20", "The water board of Marrin raised its prices by four percent on Friday to pay for the pumping station.\n\n"+
		"Lena Orsk said the board had no choice."),
	"undated.md": printedOn("Leaflet", "", "The pumping station in Marrin is to be painted blue, residents of Marrin said."),
	"cup.md": printedOn("Sport Daily", "2022-07-20", "Rovers beat United in the cup final on Saturday in front of 20,000 people.\n\n"+
		"The latest signing, striker Ole Brun, scored twice."),
}

func printedOn(publisher, published, body string) string {
	return "---\npublisher: " + publisher + "\npublished: " + published + "\n---\n" + body
}

func TestTheLatestIsOfWhatIsAsked(t *testing.T) {
	b := newBench(t, files(freshNews))
	for _, tt := range []struct{ question, article, asOf string }{
		{"What is the latest on the pumping station in Marrin?", "prices", "2022-05-20"},
		{"What is the newest on the water board of Marrin?", "prices", "2022-05-20"},
		{"What did Lena Orsk say most recently?", "prices", "2022-05-20"},
		{"Was ist das Neueste zum Wasser in Marrin?", "prices", "2022-05-20"},
		{"What does the latest article say?", "cup", "2022-07-20"},
		{"Who is the latest signing?", "cup", "2022-07-20"},
		{"What is the latest on the shortage of water?", "repair", "2022-05-02"}, // the later one is no newer report
	} {
		a := b.ask(t, tt.question)
		if a.Refused || len(a.Citations) == 0 || a.Citations[0].Article.ID != tt.article || a.AsOf != tt.asOf {
			t.Errorf("Answer(%q) = %q as of %s, want %s as of %s", tt.question, a.Text, a.AsOf, tt.article, tt.asOf)
		}
	}
}

// TestNewerIsNoBetter: without a word of asking for it, an article gains nothing
// by being newer, and one on something else gains nothing with it.
func TestNewerIsNoBetter(t *testing.T) {
	b := newBench(t, files(freshNews))
	for question, article := range map[string]string{
		"What did Lena Orsk say about the pressure?":    "repair",
		"How many households had been without water?":   "repair",
		"Where did the two pumps come from?":            "repair",
		"Where were the pumps brought from this spring": "repair",
	} {
		a := b.ask(t, question)
		if len(a.Citations) == 0 || a.Citations[0].Article.ID != article {
			t.Errorf("Answer(%q) = %q, want it from %s", question, a.Text, article)
		}
		if strings.Contains(a.Text, "Sport Daily") {
			t.Errorf("Answer(%q) = %q, which is of something else", question, a.Text)
		}
	}
}
