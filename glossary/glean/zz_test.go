package glean

import (
	"fmt"
	"os"
	"testing"
	"time"

	"rapporteur/corpus"
	"rapporteur/glossary"
	"rapporteur/seeds"
)

func show(list []Suggestion, n int) {
	for i, s := range list {
		if i == n {
			break
		}
		fmt.Printf("%-7s %s [%s] %dm %da", s.Kind, s.Name, s.ID, s.Mentions, s.Articles)
		if s.Adds != nil {
			fmt.Print(" ADDS")
		}
		fmt.Println()
		for _, x := range s.Spellings {
			fmt.Printf("      = %s\n", x.Text)
		}
		for _, x := range s.Letters {
			fmt.Printf("      # %s\n", x.Text)
		}
		for _, x := range s.Roles {
			fmt.Printf("      @ %s | %s %s | %s\n", x.Title, x.When, x.AsOf, x.Evidence.Article.ID)
		}
		q := s.Quote()
		if len(q) > 160 {
			q = q[:160]
		}
		fmt.Printf("      > %s\n", q)
	}
}

func TestZZ(t *testing.T) {
	var c *corpus.Corpus
	var err error
	if d := os.Getenv("D"); d != "" {
		c, err = corpus.LoadDir(d, corpus.Options{})
	} else {
		c, err = corpus.Load(seeds.Articles, corpus.Options{})
	}
	if err != nil {
		t.Fatal(err)
	}
	g, _ := glossary.Parse(seeds.Glossary())
	if os.Getenv("E") != "" {
		g = nil
	}
	t0 := time.Now()
	gl := New(g)
	t1 := time.Now()
	out := gl.Articles(c.Articles)
	t2 := time.Now()
	show(out, 2000)
	fmt.Println(len(out), len(c.Articles), t1.Sub(t0), t2.Sub(t1))
}
