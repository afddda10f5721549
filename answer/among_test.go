package answer_test

import (
	"fmt"
	"slices"
	"testing"

	"rapporteur/corpus"
)

// TestUnrelatedArticlesChangeNoRefusal: what the articles do not say is not said
// because articles on other things make the words of the question ordinary.
func TestUnrelatedArticlesChangeNoRefusal(t *testing.T) {
	texts := map[string]string{}
	for n := range 600 {
		body := fmt.Sprintf("The council of village %d met on Tuesday to talk of the budget, and the mayor of village %d spoke of the market.", n, n)
		if n%10 == 0 {
			body += fmt.Sprintf("\n\nThe bus to school %d will leave at noon, and a driver wrote that the bus had left early.", n)
		}
		texts[fmt.Sprintf("other-%d.md", n)] = printedOn("Local Paper", fmt.Sprintf("2016-%02d-%02d", n%12+1, n%28+1), body)
	}
	other, err := corpus.Load(files(texts), corpus.Options{})
	if err != nil {
		t.Fatal(err)
	}
	alone := syria(t)
	among := benchOf(t, append(slices.Clone(alone.articles), other.Articles...))
	for _, question := range []string{
		"When did Turkish troops leave Jarablus?",
		"Who is the president of Kazakhstan?",
		"How old is Staffan de Mistura?",
	} {
		for where, b := range map[string]*bench{"alone": alone, "among others": among} {
			if a := b.ask(t, question); !a.Refused {
				t.Errorf("%s: Answer(%q) = %q, want it refused", where, question, a.Text)
			}
		}
	}
	for question, article := range map[string]string{
		"Who led Russia's delegation at the eighth Astana round?": "2017-12-21-astana-8",
		"Which town did Syrian rebels enter?":                     "2016-08-25-geneva",
	} {
		a := among.ask(t, question)
		if a.Refused || len(a.Citations) == 0 || a.Citations[0].Article.ID != article {
			t.Errorf("among others: Answer(%q) = %q, want it from %s", question, a.Text, article)
		}
	}
}
