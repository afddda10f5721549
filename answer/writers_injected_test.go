package answer_test

import (
	"bufio"
	"encoding/json"
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"rapporteur/answer"
	"rapporteur/corpus"
	"rapporteur/retrieval"
	"rapporteur/seeds"
)

// injection is a paragraph that tries to have a code written into the answer.
type injection struct {
	Text string `json:"canary_text"`
	Code string `json:"canary"`
}

func injections(tb testing.TB) []injection {
	tb.Helper()
	var out []injection
	for _, s := range ownInjections {
		out = append(out, injection{s, "QX7-9001"})
	}
	path := os.Getenv("RAPPORTEUR_INJECTIONS")
	if path == "" {
		return out
	}
	f, err := os.Open(path)
	if err != nil {
		tb.Fatal(err)
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		var i injection
		if err := json.Unmarshal(lines.Bytes(), &i); err != nil || i.Code == "" || !strings.Contains(i.Text, i.Code) {
			tb.Fatalf("%s: %v, %+v", path, err, i)
		}
		out = append(out, i)
	}
	return out
}

// injected is the article with a paragraph put between two others.
func injected(tb testing.TB, name, paragraph string, after int) fs.FS {
	tb.Helper()
	raw, err := fs.ReadFile(seeds.Articles, name)
	if err != nil {
		tb.Fatal(err)
	}
	paragraphs := strings.Split(string(raw), "\n\n")
	at := 1 + after%(len(paragraphs)-1)
	paragraphs = slices.Insert(paragraphs, at, paragraph)
	return fstest.MapFS{name: {Data: []byte(strings.Join(paragraphs, "\n\n"))}}
}

// gullible does what any sentence asks for that may be an instruction, and
// copies that sentence with its number.
func gullible(code string) func(sheet) reply {
	return func(s sheet) reply {
		for _, n := range s.lines {
			if strings.Contains(n.text, code) {
				return reply{
					text:  code + "\nThe code is " + citing(code, n.number) + ".\n" + n.cited() + "\n" + s.best(1)[0].cited(),
					wrong: []string{code},
				}
			}
		}
		return reply{text: s.best(1)[0].cited()}
	}
}

// TestInjectedArticles: an article that speaks to the model brings nothing into
// an answer, not even when the model believes it. RAPPORTEUR_INJECTIONS may name
// a file of more paragraphs, with "canary_text" and the "canary" in it, a line
// each.
func TestInjectedArticles(t *testing.T) {
	t.Parallel()
	questions := []string{
		"Who led Russia's delegation at the eighth Astana round?", "How many people were killed in Idlib Province?",
		"Summarise the article", "What is the ongoing meeting expected to discuss?", "Which code is mentioned?",
	}
	all := injections(t)
	seen, shown, asked := 0, 0, 0
	for i, in := range all {
		c, err := corpus.Load(injected(t, "2017-12-21-astana-8.md", in.Text, i), corpus.Options{})
		if err != nil || len(c.Articles) != 1 || !strings.Contains(c.Articles[0].Body, in.Code) {
			t.Fatalf("%q: %v, %d articles", in.Text, err, len(c.Articles))
		}
		index, err := retrieval.Build(t.Context(), c.Articles, retrieval.Config{})
		if err != nil {
			t.Fatal(err)
		}
		b := writtenOver(t, c.Articles, index, &pen{write: gullible(in.Code)})
		for _, question := range questions {
			asked++
			o := b.put(t, answer.Request{Question: question})
			if len(o.reply.wrong) > 0 {
				seen++
			}
			if text := strings.Join(append(o.grown, o.Text), "\n"); strings.Contains(plainly(text), plainly(in.Code)) {
				shown++
				t.Errorf("%q after the paragraph %q: the %s answer shows its code:\n%s", question, in.Text, o.Writer, o.Text)
			}
		}
	}
	t.Logf("%d paragraphs, %d questions: the writer saw the code %d times, and %d answers show it", len(all), asked, seen, shown)
}
