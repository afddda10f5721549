package eval_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"rapporteur/answer"
	"rapporteur/corpus"
	"rapporteur/eval"
	"rapporteur/seeds"
)

func seedCases(t *testing.T) []eval.ReportCase {
	t.Helper()
	cases, err := eval.ReadReportCases(bytes.NewReader(seeds.Reports()))
	if err != nil {
		t.Fatal(err)
	}
	return cases
}

func seedArticles(t *testing.T) []*corpus.Article {
	t.Helper()
	c, err := corpus.Load(seeds.Articles, corpus.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return c.Articles
}

// stands returns where a stretch stands in its article: byte for byte, and in
// no part that cleaning took out.
func stands(sources map[string]eval.Source, e eval.Evidence) (start, end int, ok bool) {
	s := sources[e.Article]
	start = strings.Index(s.Body, e.Text)
	end = start + len(e.Text)
	if e.Text == "" || start < 0 {
		return 0, 0, false
	}
	removed := slices.ContainsFunc(s.Removed, func(r corpus.Span) bool { return start < r.End && r.Start < end })
	return start, end, !removed
}

// evidenceOf returns all stretches that a case rests on, those of traps apart:
// a trap may lie in what cleaning took out.
func evidenceOf(c eval.ReportCase) (gold, traps []eval.Evidence) {
	for _, e := range c.Events {
		gold = append(gold, e.Evidence...)
	}
	for _, q := range c.Quotes {
		gold = append(gold, eval.Evidence{Article: q.Article, Text: q.Text})
	}
	for _, k := range c.Key {
		gold = append(gold, k.Evidence...)
	}
	for _, d := range slices.Concat(c.Differences, c.Same) {
		gold = append(gold, slices.Concat(d.A, d.B)...)
	}
	for _, claim := range c.Claims {
		gold = append(gold, claim.Evidence...)
	}
	for _, n := range c.Not {
		traps = append(traps, n.Evidence...)
	}
	return gold, traps
}

func TestSeedReportsRestOnTheArticles(t *testing.T) {
	articles := seedArticles(t)
	sources := eval.Sources(articles)
	ids := map[string]bool{}
	for _, a := range articles {
		ids[a.ID] = true
	}
	for _, c := range seedCases(t) {
		gold, traps := evidenceOf(c)
		for _, e := range gold {
			if _, _, ok := stands(sources, e); !ok {
				t.Errorf("%s: %q does not stand in %s, or where it was cleaned away", c.ID, e.Text, e.Article)
			}
		}
		for _, e := range traps {
			if !strings.Contains(sources[e.Article].Body, e.Text) {
				t.Errorf("%s: trap %q does not stand in %s", c.ID, e.Text, e.Article)
			}
		}
		for _, id := range c.Request.Articles {
			if !ids[id] {
				t.Errorf("%s: no article %s", c.ID, id)
			}
		}
		if len(gold) == 0 && c.Expect == eval.ExpectAnswer && c.Task != eval.TaskCheck {
			t.Errorf("%s: nothing has to come of it", c.ID)
		}
		checkClaims(t, c)
	}
}

// checkClaims: what is decided has evidence, what is not covered has none, and
// the claims stand in the text in their order.
func checkClaims(t *testing.T, c eval.ReportCase) {
	t.Helper()
	rest := c.Request.Text
	for _, claim := range c.Claims {
		if (claim.Verdict == answer.NotCovered) != (len(claim.Evidence) == 0) {
			t.Errorf("%s: %s with %d stretches of evidence", c.ID, claim.Verdict, len(claim.Evidence))
		}
		_, after, ok := strings.Cut(rest, claim.Text)
		if !ok {
			t.Errorf("%s: %q is not in the text, or out of order", c.ID, claim.Text)
		}
		rest = after
	}
	if c.Task == eval.TaskCheck && len(c.Claims) == 0 {
		t.Errorf("%s: no claim", c.ID)
	}
}

func TestSeedReportsAreOfEveryTask(t *testing.T) {
	requests, claims, refusals := map[eval.Task]int{}, map[answer.Verdict]int{}, map[eval.Task]int{}
	for _, c := range seedCases(t) {
		requests[c.Task]++
		for _, claim := range c.Claims {
			claims[claim.Verdict]++
		}
		if c.Expect == eval.ExpectRefuse {
			refusals[c.Task]++
		}
	}
	for task, least := range map[eval.Task]int{
		eval.TaskTimeline: 12, eval.TaskQuotes: 21, eval.TaskSummary: 20, eval.TaskCompare: 10, eval.TaskCheck: 90,
	} {
		if requests[task] < least {
			t.Errorf("%d requests for a %s, want %d", requests[task], task, least)
		}
		if refusals[task] == 0 && task != eval.TaskCheck {
			t.Errorf("no request for a %s is to be refused", task)
		}
	}
	for _, v := range []answer.Verdict{answer.Supported, answer.Contradicted, answer.NotCovered} {
		if claims[v] < 30 {
			t.Errorf("%d claims that are %s, want 30", claims[v], v)
		}
	}
}

func TestReadReportCasesNamesTheLine(t *testing.T) {
	for _, test := range []struct{ name, in, want string }{
		{"no JSON", "{\"id\":\"a\",\"task\":\"quotes\"}\n{", "line 2: "},
		{"no id", `{"task":"quotes"}`, "line 1: no id"},
		{"an id twice", "{\"id\":\"a\",\"task\":\"quotes\"}\n{\"id\":\"a\",\"task\":\"quotes\"}", `line 2: id "a" for the second time`},
		{"an unknown task", `{"id":"a","task":"poem"}`, `line 1: task "poem"`},
		{"an unknown expectation", `{"id":"a","task":"quotes","expect":"maybe"}`, `line 1: expect "maybe"`},
		{"a period that is none", `{"id":"a","task":"timeline","request":{"from":"yesterday"}}`, "line 1: "},
		{"a date that is none", `{"id":"a","task":"timeline","events":[{"date":"2015-02-31","evidence":[{}]}]}`, "line 1: "},
		{"an event without evidence", `{"id":"a","task":"timeline","events":[{"id":"e","date":"2015"}]}`, `line 1: event "e" has no evidence`},
		{"a quotation by nobody", `{"id":"a","task":"quotes","quotes":[{"id":"q","text":"x"}]}`, `line 1: quotation "q"`},
		{"a fact that weighs nothing", `{"id":"a","task":"summary","key":[{"id":"k","evidence":[{}]}]}`, `line 1: fact "k"`},
		{"a trap's date that is none", `{"id":"a","task":"timeline","not":[{"date":"2015","also":["May"]}]}`, "line 1: "},
		{"an unknown verdict", `{"id":"a","task":"check","claims":[{"verdict":"true"}]}`, `line 1: verdict "true"`},
		{"what is not there", `{"id":"a","task":"timeline","want":["x"]}`, `case a wants "x"`},
	} {
		if _, err := eval.ReadReportCases(strings.NewReader(test.in)); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: error %v, want %q", test.name, err, test.want)
		}
	}
}

// A case that wants what another one states is given all of it: what it does
// not want may come and is judged.
func TestWhatIsStatedOnceHoldsForEveryRequest(t *testing.T) {
	const in = `{"id":"a","task":"timeline","events":[{"id":"e1","date":"2015","must":true,"evidence":[{"text":"x"}]},{"id":"e2","date":"2016","must":true,"evidence":[{"text":"y"}]}]}
{"id":"b","task":"timeline","request":{"from":"2016"},"want":["e2"]}
{"id":"c","task":"timeline","expect":"refuse"}`
	cases, err := eval.ReadReportCases(strings.NewReader(in))
	if err != nil {
		t.Fatal(err)
	}
	if got := cases[1].Events; len(got) != 2 || got[0].Must || !got[1].Must {
		t.Errorf("the events of b are %+v, want e1 that may and e2 that must come", got)
	}
	if !cases[0].Events[0].Must {
		t.Error("the wish of b has changed the events of a")
	}
	if len(cases[2].Events) != 0 {
		t.Errorf("a refusal has the events %+v", cases[2].Events)
	}
}

// FuzzReadReportCases: no file crashes the reading, nor what is scored by it.
func FuzzReadReportCases(f *testing.F) {
	f.Add(seeds.Reports()[:4096])
	f.Add([]byte(`{"id":"a","task":"timeline","request":{"from":"2016","to":"2015"},"events":[{"id":"e","date":"2016","must":true,"evidence":[]}]}`))
	f.Fuzz(func(t *testing.T, in []byte) {
		cases, err := eval.ReadReportCases(bytes.NewReader(in))
		if err != nil {
			return
		}
		for _, c := range cases {
			if len(c.Events)+len(c.Quotes)+len(c.Key) > 1000 {
				return
			}
		}
		r := eval.ScoreReports(cases, nil, nil)
		for task, means := range r.Means {
			for m, mean := range means {
				if v := mean.Value(); v < 0 || v > 1 {
					t.Errorf("%s %s = %v of nothing", task, m, v)
				}
			}
		}
	})
}
