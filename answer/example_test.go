package answer_test

import (
	"context"
	"fmt"

	"rapporteur/answer"
	"rapporteur/corpus"
	"rapporteur/glossary"
	"rapporteur/retrieval"
	"rapporteur/retrieval/static"
	"rapporteur/seeds"
)

func ExampleEngine_Answer() {
	ctx := context.Background()
	articles, err := corpus.Load(seeds.Articles, corpus.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	index, err := retrieval.Build(ctx, articles.Articles, retrieval.Config{})
	if err != nil {
		fmt.Println(err)
		return
	}
	names, err := glossary.Parse(seeds.Glossary())
	if err != nil {
		fmt.Println(err)
		return
	}
	words, err := glossary.ParseLexicon(seeds.Lexicon())
	if err != nil {
		fmt.Println(err)
		return
	}
	engine, err := answer.New(answer.Config{
		Articles: articles.Articles, Index: index, Glossary: names, Lexicon: words, Words: static.New(),
	})
	if err != nil {
		fmt.Println(err)
		return
	}

	for _, question := range []string{
		"How many children were killed in Idlib?",
		"Who headed the Turkish delegation at the January 2017 Astana talks?",
	} {
		a, err := engine.Answer(ctx, answer.Request{Question: question})
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(question)
		fmt.Println(a.Text)
		for _, c := range a.Citations {
			fmt.Printf("[%d] %s, bytes %d to %d, as of %s\n", c.Marker, c.Article.SourceFile, c.Start, c.End, a.AsOf)
		}
		if a.Refused {
			fmt.Println("refused:", a.Reason)
		}
	}
	// Output:
	// How many children were killed in Idlib?
	// c. 21 Dec 2017, Middle East Institute (inferred): “Air strikes, for example, killed 19 people, including seven children, in Idlib Province on Wednesday.” [1]
	// [1] 002_8636e36bbe29dd83.txt, bytes 1326 to 1427, as of 2017-12-21
	// Who headed the Turkish delegation at the January 2017 Astana talks?
	// The articles don't say who that was (5 articles, Oct 2015 to Dec 2017).
	// refused: no_evidence
}
