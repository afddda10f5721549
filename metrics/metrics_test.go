package metrics_test

import (
	"fmt"
	"maps"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/prometheus/client_golang/prometheus/testutil"

	"rapporteur/metrics"
)

// busy returns a registry that was told of everything there is.
func busy(t *testing.T) *metrics.Registry {
	t.Helper()
	r := metrics.New(metrics.Build{Version: "v1", Revision: "abc", Go: "go1"})
	r.Question(metrics.Question{
		Outcome: "refused", Writer: "model", Place: "dm", Kind: "ask", Reason: "no_evidence", Dropped: []string{"figure", "name", "name"},
		Steps: map[string]time.Duration{"wait": time.Millisecond, "write": time.Second}, Total: 2 * time.Second, IndexDegraded: true, WriterDegraded: true,
	})
	r.Question(metrics.Question{Outcome: "turned_away", Writer: "none", Place: "server", Kind: "mention", Limit: "hour"})
	r.ModelRequest(metrics.ModelRequest{Took: time.Second, Prompt: 900, Reply: 100, Cost: .25, Fault: "timeout"})
	r.Embedding(3, "server")
	r.Request(metrics.Request{Method: "POST", Route: "/channels/{id}/messages", Status: 429, Scope: "user", Took: time.Millisecond})
	r.Request(metrics.Request{Method: "GET", Route: "/gateway/bot"})
	r.Connected(true)
	r.Lost()
	r.NotConnected()
	r.Watch(func() metrics.State {
		return metrics.State{
			Corpus:  &metrics.Corpus{Articles: 5, Passages: 34, Sentences: 200, Skipped: 1, Made: time.Unix(1_700_000_000, 0), Took: time.Second, Building: true},
			Gateway: &metrics.Gateway{Shards: 2, Connected: 1},
			Queues:  []metrics.Queue{{Name: "questions", Waiting: 3, Running: 2, Accepted: 9, Refused: 1}},
			Health:  map[string]bool{"store": true, "cache": false, "made up": true},
			Spent:   &metrics.Spent{Tokens: 1000, Limit: 5000},
		}
	})
	return r
}

// read returns the metrics as they are served, without those of Go and of the
// process.
func read(t *testing.T, r *metrics.Registry) string {
	t.Helper()
	w := httptest.NewRecorder()
	r.Handler().ServeHTTP(w, httptest.NewRequest("GET", "/metrics", nil))
	if w.Code != 200 {
		t.Fatalf("status %d: %s", w.Code, w.Body)
	}
	var b strings.Builder
	for line := range strings.Lines(w.Body.String()) {
		if strings.HasPrefix(line, "rapporteur_") {
			b.WriteString(line)
		}
	}
	return b.String()
}

func TestWhatIsToldIsServed(t *testing.T) {
	got := read(t, busy(t))
	for _, want := range []string{
		`rapporteur_questions_total{kind="ask",outcome="refused",place="dm",writer="model"} 1`,
		`rapporteur_questions_total{kind="mention",outcome="turned_away",place="server",writer="none"} 1`,
		`rapporteur_questions_turned_away_total{limit="hour"} 1`,
		`rapporteur_questions_turned_away_total{limit="full"} 0`,
		`rapporteur_refusals_total{reason="no_evidence"} 1`,
		`rapporteur_refusals_total{reason="off_topic"} 0`,
		`rapporteur_dropped_sentences_total{reason="figure"} 1`,
		`rapporteur_dropped_sentences_total{reason="name"} 2`,
		`rapporteur_degraded_answers_total{part="index"} 1`,
		`rapporteur_question_duration_seconds_sum{kind="ask"} 2`,
		`rapporteur_question_duration_seconds_count{kind="ask"} 1`,
		`rapporteur_question_step_duration_seconds_sum{step="write"} 1`,
		`rapporteur_model_requests_total 1`,
		`rapporteur_model_tokens_total{direction="prompt"} 900`,
		`rapporteur_model_cost_dollars_total 0.25`,
		`rapporteur_model_faults_total{kind="timeout"} 1`,
		`rapporteur_embedding_texts_total 3`,
		`rapporteur_embedding_faults_total{kind="server"} 1`,
		`rapporteur_discord_requests_total{method="POST",route="/channels/{id}/messages",status="429"} 1`,
		`rapporteur_discord_requests_total{method="GET",route="/gateway/bot",status="none"} 1`,
		`rapporteur_discord_rate_limited_total{scope="user"} 1`,
		`rapporteur_gateway_connects_total{how="resumed"} 1`,
		`rapporteur_gateway_losses_total 1`,
		`rapporteur_gateway_connect_failures_total 1`,
		`rapporteur_gateway_shards 2`,
		`rapporteur_gateway_shards_connected 1`,
		`rapporteur_queue_waiting{queue="questions"} 3`,
		`rapporteur_queue_accepted_total{queue="questions"} 9`,
		`rapporteur_articles 5`,
		`rapporteur_skipped_files 1`,
		`rapporteur_snapshot_timestamp_seconds 1.7e+09`,
		`rapporteur_snapshot_building 1`,
		`rapporteur_component_healthy{component="store"} 1`,
		`rapporteur_component_healthy{component="cache"} 0`,
		`rapporteur_model_tokens_today 1000`,
		`rapporteur_model_tokens_daily_limit 5000`,
		`rapporteur_build_info{goversion="go1",revision="abc",version="v1"} 1`,
	} {
		if !strings.Contains(got, want+"\n") {
			t.Errorf("no line %s", want)
		}
	}
	if t.Failed() {
		t.Log(got)
	}
}

func TestWhatIsNotKnownHasNoValue(t *testing.T) {
	got := read(t, metrics.New(metrics.Build{}))
	for _, name := range []string{"rapporteur_articles", "rapporteur_gateway_shards", "rapporteur_component_healthy"} {
		if strings.Contains(got, name) {
			t.Errorf("%s has a value before anything is known", name)
		}
	}
}

// TestNames holds the names to Prometheus's own rules.
func TestNames(t *testing.T) {
	problems, err := testutil.GatherAndLint(busy(t).Gatherer())
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range problems {
		t.Errorf("%s: %s", p.Metric, p.Text)
	}
}

// TestDescribe: what is described is what is served.
func TestDescribe(t *testing.T) {
	r := busy(t)
	families, err := r.Gatherer().Gather()
	if err != nil {
		t.Fatal(err)
	}
	served := map[string]string{}
	for _, f := range families {
		if strings.HasPrefix(f.GetName(), "rapporteur_") {
			labels := map[string]bool{}
			for _, l := range f.GetMetric()[0].GetLabel() {
				labels[l.GetName()] = true
			}
			served[f.GetName()] = fmt.Sprint(strings.ToLower(f.GetType().String()), slices.Sorted(maps.Keys(labels)), f.GetHelp())
		}
	}
	described := map[string]string{}
	for _, m := range r.Describe() {
		slices.Sort(m.Labels)
		described[m.Name] = fmt.Sprint(m.Type, m.Labels, m.Help)
	}
	if diff := cmp.Diff(served, described); diff != "" {
		t.Errorf("described and served (-served +described):\n%s", diff)
	}
}

// TestLabelsAreBounded: whatever is told, the number of series has a bound, and
// nothing that somebody made up becomes a label.
func TestLabelsAreBounded(t *testing.T) {
	r := busy(t)
	for i := range 2000 {
		odd := fmt.Sprintf("made-up-%d", i)
		r.Question(metrics.Question{
			Outcome: odd, Writer: odd, Place: odd, Kind: odd, Reason: odd, Limit: odd, Dropped: []string{odd},
			Steps: map[string]time.Duration{odd: time.Second},
		})
		r.Question(metrics.Question{Outcome: "refused", Reason: odd})
		r.Question(metrics.Question{Outcome: "turned_away", Limit: odd})
		r.ModelRequest(metrics.ModelRequest{Fault: odd})
		r.Embedding(1, odd)
		r.Request(metrics.Request{Method: odd, Route: "/" + odd, Status: i, Scope: odd})
		r.Request(metrics.Request{Method: "GET", Route: "/" + strings.Repeat("x", 1000), Status: 429, Scope: odd})
	}
	got := read(t, r)
	for line := range strings.Lines(got) {
		if strings.Contains(line, "made-up") && !strings.Contains(line, `route="/made-up`) {
			t.Fatalf("a made-up value is a label: %s", line)
		}
	}
	if strings.Contains(got, "xxx") {
		t.Error("a route of 1,000 bytes is a label")
	}
	if routes := distinct(got, `route="([^"]*)"`); routes > 70 {
		t.Errorf("%d routes, want a bound", routes)
	}
	if statuses := distinct(got, `status="([^"]*)"`); statuses > 90 {
		t.Errorf("%d statuses, want a bound", statuses)
	}
	if !strings.Contains(got, `rapporteur_questions_total{kind="other",outcome="other",place="other",writer="other"} 2000`) {
		t.Error("what is not known is not counted as other")
	}
}

func distinct(s, re string) int {
	seen := map[string]bool{}
	for _, m := range regexp.MustCompile(re).FindAllStringSubmatch(s, -1) {
		seen[m[1]] = true
	}
	return len(seen)
}

// TestNothingNegative: clocks that jump and wrong sums end no program.
func TestNothingNegative(t *testing.T) {
	r := metrics.New(metrics.Build{})
	r.Question(metrics.Question{Kind: "ask", Total: -time.Hour, Steps: map[string]time.Duration{"write": -1}})
	r.ModelRequest(metrics.ModelRequest{Took: -1, Prompt: -5, Reply: -5, Cost: -1})
	got := read(t, r)
	for _, want := range []string{
		`rapporteur_model_tokens_total{direction="prompt"} 0`, `rapporteur_model_cost_dollars_total 0`, `rapporteur_question_duration_seconds_sum{kind="ask"} 0`,
	} {
		if !strings.Contains(got, want+"\n") {
			t.Errorf("no line %s in\n%s", want, got)
		}
	}
}

func TestManyAtOnce(t *testing.T) {
	r := busy(t)
	var all sync.WaitGroup
	for i := range 8 {
		all.Go(func() {
			for n := range 100 {
				r.Question(metrics.Question{Outcome: "answered", Writer: "model", Place: "server", Kind: "check", Total: time.Second})
				r.Request(metrics.Request{Method: "GET", Route: fmt.Sprint("/", i, n), Status: 200})
			}
		})
	}
	_ = read(t, r)
	all.Wait()
	if got := read(t, r); !strings.Contains(got, `rapporteur_questions_total{kind="check",outcome="answered",place="server",writer="model"} 800`) {
		t.Errorf("800 questions are counted otherwise:\n%s", got)
	}
}

// TestOpsNamesExist: every metric that the sample alerts and the dashboard name is
// there, and with the labels that they choose by.
func TestOpsNamesExist(t *testing.T) {
	known := map[string]bool{}
	labels := map[string][]string{}
	for _, m := range metrics.New(metrics.Build{}).Describe() {
		known[m.Name], labels[m.Name] = true, m.Labels
		if m.Type == "histogram" {
			for _, suffix := range []string{"_bucket", "_sum", "_count"} {
				known[m.Name+suffix], labels[m.Name+suffix] = true, append([]string{"le"}, m.Labels...)
			}
		}
	}
	word, chosen := regexp.MustCompile(`\brapporteur_\w+`), regexp.MustCompile(`(rapporteur_\w+)\{([^}]*)\}`)
	label := regexp.MustCompile(`(\w+)\s*[=!]~?\\?"`)
	for _, name := range []string{"alerts.yml", "dashboard.json", "README.md"} {
		data, err := os.ReadFile(filepath.Join("..", "ops", name))
		if err != nil {
			t.Fatal(err)
		}
		found := word.FindAllString(string(data), -1)
		if len(found) == 0 && name != "README.md" {
			t.Errorf("%s names no metric", name)
		}
		for _, metric := range found {
			if !known[metric] {
				t.Errorf("%s names %s, which is no metric", name, metric)
			}
		}
		for _, m := range chosen.FindAllStringSubmatch(string(data), -1) {
			for _, l := range label.FindAllStringSubmatch(m[2], -1) {
				if !slices.Contains(labels[m[1]], l[1]) && l[1] != "job" && l[1] != "instance" {
					t.Errorf("%s chooses %s by the label %s, which it has not", name, m[1], l[1])
				}
			}
		}
	}
}

func BenchmarkQuestion(b *testing.B) {
	r := metrics.New(metrics.Build{})
	q := metrics.Question{
		Outcome: "answered", Writer: "extractive", Place: "server", Kind: "mention", Total: time.Millisecond,
		Steps: map[string]time.Duration{"wait": 1, "retrieve": 2, "write": 3, "deliver": 4},
	}
	for b.Loop() {
		r.Question(q)
	}
}
