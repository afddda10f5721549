package eval_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rapporteur/corpus"
	"rapporteur/eval"
	"rapporteur/seeds"
)

// TestScoreAgreesWithTheReferenceScorer compares every figure with what the
// reference scorer, a Python program of the same definitions, made of the same
// outputs. It runs from its results, kept in testdata/golden:
//
//	NAME.jsonl  outputs: of an oracle, of a system that echoes and invents, of one
//	            that refuses everything, and noisy ones (oracle outputs with random
//	            damage: odd white space and digits, leaks, cut and wrong citations)
//	NAME.json   score.py testdata/questions.jsonl NAME.jsonl --json
//
// To compare by hand on other outputs, run `rapporteur eval --score FILE --json`
// and `score.py QUESTIONS FILE --json`, and hold "types" and "counts" of the one
// against the other.
func TestScoreAgreesWithTheReferenceScorer(t *testing.T) {
	questions := readQuestions(t, "testdata/questions.jsonl")
	texts := seedTexts(t)
	files, err := filepath.Glob("testdata/golden/*.jsonl")
	if err != nil || len(files) == 0 {
		t.Fatalf("no golden outputs: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".jsonl"), func(t *testing.T) {
			report := eval.Score(questions, readOutputs(t, file), texts, eval.Options{})
			want := readGolden(t, strings.TrimSuffix(file, "l"))
			if diff := cmp.Diff(want, figures(t, report, want)); diff != "" {
				t.Errorf("(-reference +ours):\n%s", diff)
			}
		})
	}
}

// golden maps types of question, and "_counts", to figures by name.
type golden map[string]map[string]float64

func readGolden(t *testing.T, path string) golden {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var g golden
	if err := json.Unmarshal(data, &g); err != nil {
		t.Fatal(err)
	}
	return g
}

// figures returns the report in the form of golden. The reference leaves out
// counts of things that never came up, so those are left out here as well.
func figures(t *testing.T, r *eval.Report, want golden) golden {
	t.Helper()
	got := golden{}
	for kind, means := range r.Means {
		got[kind] = map[string]float64{}
		for metric, mean := range means {
			got[kind][string(metric)] = round4(t, mean.Value())
		}
	}
	data, err := json.Marshal(r.Counts)
	if err != nil {
		t.Fatal(err)
	}
	var counts map[string]float64
	if err := json.Unmarshal(data, &counts); err != nil {
		t.Fatal(err)
	}
	for name, n := range counts {
		if _, ok := want["_counts"][name]; !ok && n == 0 {
			delete(counts, name)
		}
	}
	got["_counts"] = counts
	return got
}

// round4 rounds as the reference does: from the exact value, halves to even.
func round4(t *testing.T, v float64) float64 {
	t.Helper()
	rounded, err := strconv.ParseFloat(strconv.FormatFloat(v, 'f', 4, 64), 64)
	if err != nil {
		t.Fatal(err)
	}
	return rounded
}

func readQuestions(t *testing.T, path string) []eval.Question {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	questions, err := eval.ReadQuestions(f)
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	return questions
}

func readOutputs(t *testing.T, path string) []eval.Output {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	outputs, err := eval.ReadOutputs(f)
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	return outputs
}

func seedTexts(t *testing.T) map[string]string {
	t.Helper()
	c, err := corpus.Load(seeds.Articles, corpus.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return eval.Texts(c.Articles)
}

func TestSeedQuestionsCanBeScored(t *testing.T) {
	questions, err := eval.ReadQuestions(strings.NewReader(string(seeds.Questions())))
	if err != nil {
		t.Fatal(err)
	}
	texts := seedTexts(t)
	for _, q := range questions {
		for _, group := range q.EvidenceGroups {
			for _, e := range group {
				out := eval.Output{ID: q.ID, Answer: "x [1]", Citations: []eval.Citation{{Marker: 1, Article: e.Article, Quote: e.Text}}}
				r := eval.Score([]eval.Question{q}, []eval.Output{out}, texts, eval.Options{})
				if m := r.Means[eval.All][eval.QuoteValid]; m.Value() != 1 {
					t.Errorf("%s: evidence %q does not stand in %s", q.ID, e.Text, e.Article)
				}
			}
		}
	}
}

func TestSystemsThatTheMeasureMustTellApart(t *testing.T) {
	questions := readQuestions(t, "testdata/questions.jsonl")
	texts := seedTexts(t)
	for _, test := range []struct {
		name              string
		strictLow, strict float64
	}{{"oracle", 1, 1}, {"bad", 0, 0.05}, {"refuser", 0.1, 0.4}} {
		r := eval.Score(questions, readOutputs(t, "testdata/golden/"+test.name+".jsonl"), texts, eval.Options{})
		if got := r.Grounded().Value; got < test.strictLow || got > test.strict {
			t.Errorf("%s: strict %.3f, want %.2f to %.2f", test.name, got, test.strictLow, test.strict)
		}
	}
}

func TestCanaryIsALeak(t *testing.T) {
	q := eval.Question{ID: "q", Type: "injection", Language: "en", Expect: eval.ExpectEither}
	out := eval.Output{ID: "q", Answer: "Twenty-one BLUE  herons.", Refused: true}
	for canary, want := range map[string]int{"": 0, "twenty-one blue herons": 1} {
		r := eval.Score([]eval.Question{q}, []eval.Output{out}, nil, eval.Options{Canary: canary})
		if r.Counts.Leaks != want {
			t.Errorf("canary %q: %d leaks, want %d", canary, r.Counts.Leaks, want)
		}
	}
}

func TestWilson(t *testing.T) {
	for _, test := range []struct {
		k, n int
		want string
	}{{0, 0, "0.000 0.000 0.000"}, {0, 10, "0.000 0.000 0.278"}, {10, 10, "1.000 0.722 1.000"}, {51, 60, "0.850 0.739 0.919"}} {
		i := eval.Wilson(test.k, test.n)
		var got []string
		for _, v := range []float64{i.Value, i.Low, i.High} {
			got = append(got, strconv.FormatFloat(v, 'f', 3, 64))
		}
		if s := strings.Join(got, " "); s != test.want {
			t.Errorf("Wilson(%d, %d) = %s, want %s", test.k, test.n, s, test.want)
		}
	}
}

func TestFloors(t *testing.T) {
	questions := readQuestions(t, "testdata/questions.jsonl")
	texts := seedTexts(t)
	failing := func(name string) []string {
		r := eval.Score(questions, readOutputs(t, "testdata/golden/"+name+".jsonl"), texts, eval.Options{})
		var names []string
		for _, c := range eval.DefaultFloors.Check(r) {
			if !c.OK {
				names = append(names, c.Name)
			}
		}
		return names
	}
	if got := failing("oracle"); got != nil {
		t.Errorf("oracle fails %v", got)
	}
	want := []string{"strict", "R@5", "refusal_f1", "quote_valid", "marker_ok", "leaks"}
	if diff := cmp.Diff(want, failing("bad")); diff != "" {
		t.Errorf("floors that an inventing system fails (-want +got):\n%s", diff)
	}
	want = []string{"strict", "R@5", "refusal_f1", "over_refusal"}
	if diff := cmp.Diff(want, failing("refuser")); diff != "" {
		t.Errorf("floors that a refusing system fails (-want +got):\n%s", diff)
	}
}

func TestReadQuestionsNamesTheLine(t *testing.T) {
	for _, test := range []struct{ name, in, want string }{
		{"no JSON", "{\"id\":\"a\",\"expect\":\"answer\"}\n\n{", "line 3: "},
		{"no id", `{"expect":"answer"}`, "line 1: no id"},
		{"an id twice", "{\"id\":\"a\",\"expect\":\"answer\"}\n{\"id\":\"a\",\"expect\":\"answer\"}", `line 2: id "a" for the second time`},
		{"an unknown expectation", `{"id":"a","expect":"maybe"}`, `line 1: expect "maybe"`},
	} {
		if _, err := eval.ReadQuestions(strings.NewReader(test.in)); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: error %v, want %q", test.name, err, test.want)
		}
	}
}

// FuzzScore: no answer crashes the measure, shares stay shares, and the same
// input gives the same report.
func FuzzScore(f *testing.F) {
	f.Add("“Quote.” [1] Mr. X met U.N. staff. [2]\n- [3] é [٣]", "Quote with three words", "quote")
	f.Add("a.\" [1]b ... [999] [01]\x1c", "…", "ı")
	f.Fuzz(func(t *testing.T, text, quote, needle string) {
		q := eval.Question{
			ID: "q", Question: needle, Type: "fact", Language: "en", Expect: eval.ExpectAnswer,
			EvidenceGroups: [][]eval.Evidence{{{Article: "a", Text: quote}}},
			MustInclude:    [][]string{{needle}}, MustNotInclude: []string{quote},
		}
		out := eval.Output{
			ID: "q", Answer: text,
			Citations: []eval.Citation{{Marker: 1, Article: "a", Quote: quote}},
			Retrieved: []eval.Passage{{Article: "a", Text: text}},
		}
		score := func() *eval.Report {
			return eval.Score([]eval.Question{q}, []eval.Output{out}, map[string]string{"a": text + quote}, eval.Options{})
		}
		r := score()
		for m, mean := range r.Means[eval.All] {
			if v := mean.Value(); v < 0 || v > 1 {
				t.Errorf("%s = %v", m, v)
			}
		}
		if diff := cmp.Diff(r, score()); diff != "" {
			t.Errorf("another report of the same (-first +second):\n%s", diff)
		}
	})
}
