package corpus_test

import (
	"fmt"
	"testing/fstest"

	"rapporteur/corpus"
)

func ExampleLoad() {
	folder := fstest.MapFS{
		"vienna.md": {Data: []byte("---\ntitle: Talks in Vienna\npublished: 2015-10-23\n---\nJohn Kerry arrived on Friday. “We will consult with all parties,” he said.\n\nSign up for our newsletter\n")},
		"empty.txt": {},
	}
	c, err := corpus.Load(folder, corpus.Options{})
	if err != nil {
		panic(err)
	}
	for _, a := range c.Articles {
		fmt.Println(a.Header())
		for _, s := range a.Sentences {
			fmt.Printf("%d-%d %s [%s]\n", s.Start, s.End, a.Text(s.Span), s.Speaker)
		}
		for _, r := range a.Removed {
			fmt.Printf("removed %q: %s\n", a.Text(r.Span), r.Reason)
		}
	}
	for _, s := range c.Skipped {
		fmt.Println(s)
	}
	// Output:
	// Talks in Vienna · 23 October 2015
	// 0-29 John Kerry arrived on Friday. []
	// 30-78 “We will consult with all parties,” he said. [John Kerry]
	// removed "Sign up for our newsletter": an invitation to a newsletter or to alerts
	// empty.txt holds no text
}
