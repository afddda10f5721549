package corpus_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"rapporteur/corpus"
)

func TestWrittenReadsATextByTheRulesOfAnArticle(t *testing.T) {
	a := corpus.Written("According to Western diplomats, the U.S. stayed away. “We tried,” said Sergei Lavrov.\n- A line\n\n")
	var sentences, speakers, quotes []string
	for _, s := range a.Sentences {
		sentences = append(sentences, a.Text(s.Span))
		speakers = append(speakers, s.Speaker)
		for _, q := range s.Quotes {
			quotes = append(quotes, a.Text(q))
		}
	}
	if diff := cmp.Diff([]string{
		"According to Western diplomats, the U.S. stayed away.", "“We tried,” said Sergei Lavrov.", "- A line",
	}, sentences); diff != "" {
		t.Errorf("sentences (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"Western diplomats", "Sergei Lavrov", ""}, speakers); diff != "" {
		t.Errorf("speakers (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"We tried,"}, quotes); diff != "" {
		t.Errorf("quotations (-want +got):\n%s", diff)
	}
	if n := len(corpus.Written(" \n").Sentences); n != 0 {
		t.Errorf("%d sentences in a blank text, want none", n)
	}
}
