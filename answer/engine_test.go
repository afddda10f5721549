package answer_test

import (
	"io/fs"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"rapporteur/answer"
	"rapporteur/corpus"
	"rapporteur/glossary"
	"rapporteur/retrieval"
	"rapporteur/retrieval/static"
	"rapporteur/seeds"
)

// bench is an engine together with the articles it answers from.
type bench struct {
	*answer.Engine
	articles []*corpus.Article
}

// article returns the article with the id, nil when there is none.
func (b *bench) article(id string) *corpus.Article {
	for _, a := range b.articles {
		if a.ID == id {
			return a
		}
	}
	return nil
}

// newBench wires an engine over a corpus as cmd/rapporteur does.
func newBench(tb testing.TB, fsys fs.FS) *bench {
	tb.Helper()
	c, err := corpus.Load(fsys, corpus.Options{})
	if err != nil {
		tb.Fatal(err)
	}
	for _, s := range c.Skipped {
		tb.Logf("corpus: %s", s)
	}
	return benchOf(tb, c.Articles)
}

func benchOf(tb testing.TB, articles []*corpus.Article) *bench {
	tb.Helper()
	index, err := retrieval.Build(tb.Context(), articles, retrieval.Config{})
	if err != nil {
		tb.Fatal(err)
	}
	e, err := answer.New(answer.Config{
		Articles: articles, Index: index, Glossary: names(), Lexicon: lexicon(), Words: static.New(),
	})
	if err != nil {
		tb.Fatal(err)
	}
	return &bench{e, articles}
}

var names = sync.OnceValue(func() *glossary.Glossary {
	g, err := glossary.Parse(seeds.Glossary())
	if err != nil {
		panic(err)
	}
	return g
})

var lexicon = sync.OnceValue(func() *glossary.Lexicon {
	l, err := glossary.ParseLexicon(seeds.Lexicon())
	if err != nil {
		panic(err)
	}
	return l
})

var (
	syriaOnce sync.Once
	syriaWas  *bench
)

// syria returns the engine over the five embedded articles, one for the whole
// test binary.
func syria(tb testing.TB) *bench {
	syriaOnce.Do(func() { syriaWas = newBench(tb, seeds.Articles) })
	if syriaWas == nil {
		tb.Fatal("the engine over the embedded articles could not be made")
	}
	return syriaWas
}

func (b *bench) ask(tb testing.TB, question string, turns ...answer.Turn) *answer.Answer {
	tb.Helper()
	a, err := b.Answer(tb.Context(), answer.Request{Question: question, Context: turns})
	if err != nil {
		tb.Fatalf("Answer(%q): %v", question, err)
	}
	return a
}

func user(s string) answer.Turn      { return answer.Turn{Role: "user", Content: s} }
func assistant(s string) answer.Turn { return answer.Turn{Role: "assistant", Content: s} }

var marker = regexp.MustCompile(`\[(\d+)\]`)

// markers returns the numbers in square brackets of an answer, in order.
func markers(text string) []int {
	var out []int
	for _, m := range marker.FindAllStringSubmatch(text, -1) {
		n, _ := strconv.Atoi(m[1])
		out = append(out, n)
	}
	return out
}

// quotes returns all quotations of an answer as one text.
func quotes(a *answer.Answer) string {
	var out []string
	for _, c := range a.Citations {
		out = append(out, c.Quote)
	}
	return strings.Join(out, "\n")
}

// wantQuoted reports each of want that no quotation of a holds.
func wantQuoted(tb testing.TB, a *answer.Answer, want ...string) {
	tb.Helper()
	got := quotes(a)
	for _, w := range want {
		if !strings.Contains(got, w) {
			tb.Errorf("%q (%s): no quotation holds %q:\n%s", a.Question, a.Trace.Understood, w, a.Text)
		}
	}
}

// files makes a corpus of files by name.
func files(texts map[string]string) fstest.MapFS {
	out := fstest.MapFS{}
	for name, text := range texts {
		out[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return out
}

// TestArticlesThatAloneAnswer: a request may name the articles that alone are
// to answer, as a summary of one of them does.
func TestArticlesThatAloneAnswer(t *testing.T) {
	b := syria(t)
	for _, question := range []string{"Summary", "Short summary", "Who leads the Russian delegation?", "What did Kerry say?"} {
		a, err := b.Answer(t.Context(), answer.Request{Question: question, Articles: []string{eighth}})
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range a.Citations {
			if c.Article.ID != eighth {
				t.Errorf("Answer(%q) within %s cites %s", question, eighth, c.Article.ID)
			}
		}
		if wantRefused := question == "What did Kerry say?"; a.Refused != wantRefused {
			t.Errorf("Answer(%q) within %s: refused %v, want %v: %s", question, eighth, a.Refused, wantRefused, a.Text)
		}
	}
}
