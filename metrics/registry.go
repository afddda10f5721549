package metrics

import (
	"net/http"
	"strings"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// prefix is that of all names but those of Go and the process.
const prefix = "rapporteur_"

// Registry holds the metrics of one program. Safe for concurrent use.
type Registry struct {
	registry *prometheus.Registry
	rows     []Metric

	questions, refusals, dropped, degraded, turnedAway counter
	duration, step                                     histogram

	modelRequests, modelTokens, modelCost, modelFaults counter
	modelDuration                                      histogram
	embedRequests, embedTexts, embedFaults             counter

	sent, limited counter
	sentDuration  histogram

	connects, losses, failures counter

	state *state
}

// Build says which program it is.
type Build struct{ Version, Revision, Go string }

// Metric describes one metric.
type Metric struct {
	Name, Type, Help string
	Labels           []string
}

// Buckets, in seconds. What the program does by itself takes milliseconds; a
// model takes up to the bound on all its tries.
var (
	stepBuckets    = []float64{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 20, 40, 80, 160}
	questionBucket = []float64{.05, .1, .25, .5, 1, 2, 3, 5, 10, 20, 40, 80, 160}
	requestBuckets = []float64{.025, .05, .1, .25, .5, 1, 2.5, 5, 10, 20}
)

// New returns a registry that holds all metrics, and those of Go and of the
// process.
func New(build Build) *Registry {
	r := &Registry{registry: prometheus.NewRegistry()}

	r.questions = r.counter("questions_total", "Questions, reports and look-ups that came to an end, by what became of them, who wrote the answer, where they were asked and how.",
		outcomes(), writers(), places(), kinds())
	r.duration = r.histogram("question_duration_seconds", "Time from a question's arrival until its reply was delivered.", questionBucket, kinds())
	r.step = r.histogram("question_step_duration_seconds", "Time that one step of a question took; verify is the proof of a model's sentences, and not part of write.", stepBuckets, steps())
	r.refusals = r.counter("refusals_total", "Questions that were refused, by reason.", reasons())
	r.dropped = r.counter("dropped_sentences_total", "Sentences that a model wrote and that were not shown, by reason.", dropReasons())
	r.degraded = r.counter("degraded_answers_total", "Answers for which the model or a part of the index could not be used.", parts())
	r.turnedAway = r.counter("questions_turned_away_total", "Questions that were turned away, by the limit that they met.", limits())

	r.modelRequests = r.counter("model_requests_total", "Requests to the model that writes.")
	r.modelDuration = r.histogram("model_request_duration_seconds", "Time that a request to the model took, with all its tries and the wait for its turn.", stepBuckets)
	r.modelTokens = r.counter("model_tokens_total", "Tokens of the model that writes, of prompts and of replies.", directions())
	r.modelCost = r.counter("model_cost_dollars_total", "Estimated cost of the model in dollars, from the prices that are set; 0 without them.")
	r.modelFaults = r.counter("model_faults_total", "Requests to the model that brought no whole reply, by kind.", faults())
	r.embedRequests = r.counter("embedding_requests_total", "Requests to the server of embeddings; none for the built-in vectors.")
	r.embedTexts = r.counter("embedding_texts_total", "Texts sent to the server of embeddings.")
	r.embedFaults = r.counter("embedding_faults_total", "Requests for embeddings that failed, by kind.", faults())

	r.sent = r.counter("discord_requests_total", "Requests to Discord's API that were answered, by route and status; status none for those that were not.", methods(), routes(), statuses())
	r.sentDuration = r.histogram("discord_request_duration_seconds", "Time until Discord's API answered, without waiting for rate limits.", requestBuckets, methods(), routes())
	r.limited = r.counter("discord_rate_limited_total", "Requests that Discord refused with 429, by scope of the limit.", scopes())

	r.connects = r.counter("gateway_connects_total", "Connections to Discord's gateway that were made, begun anew or resumed.", connects())
	r.losses = r.counter("gateway_losses_total", "Connections to the gateway that were lost.")
	r.failures = r.counter("gateway_connect_failures_total", "Tries to connect to the gateway that failed.")

	r.state = newState(r)
	r.registry.MustRegister(r.state)

	info := prometheus.NewGauge(prometheus.GaugeOpts{
		Name: prefix + "build_info", Help: "1, with the version of the program.",
		ConstLabels: prometheus.Labels{"version": build.Version, "revision": build.Revision, "goversion": build.Go},
	})
	info.Set(1)
	r.registry.MustRegister(info)
	r.rows = append(r.rows, Metric{prefix + "build_info", "gauge", "1, with the version of the program.", []string{"version", "revision", "goversion"}})
	r.registry.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return r
}

// Describe returns the metrics in the order in which they are told of, without
// those of Go and of the process.
func (r *Registry) Describe() []Metric { return r.rows }

// Handler serves the metrics, a few requests at once.
func (r *Registry) Handler() http.Handler {
	return promhttp.HandlerFor(r.registry, promhttp.HandlerOpts{MaxRequestsInFlight: 4, Timeout: 10 * time.Second})
}

// Gatherer returns what a test reads the metrics from.
func (r *Registry) Gatherer() prometheus.Gatherer { return r.registry }

// Table returns the metrics as Markdown, as the README has them.
func (r *Registry) Table() string {
	var b strings.Builder
	b.WriteString("| metric | type | labels | meaning |\n|---|---|---|---|\n")
	for _, m := range r.rows {
		labels := ""
		if len(m.Labels) > 0 {
			labels = "`" + strings.Join(m.Labels, "`, `") + "`"
		}
		b.WriteString("| `" + m.Name + "` | " + m.Type + " | " + labels + " | " + m.Help + " |\n")
	}
	return b.String()
}

// counter only grows.
type counter struct {
	vec    *prometheus.CounterVec
	labels []*label
}

func (r *Registry) counter(name, help string, labels ...*label) counter {
	c := counter{prometheus.NewCounterVec(prometheus.CounterOpts{Name: prefix + name, Help: help}, names(labels)), labels}
	r.registry.MustRegister(c.vec)
	r.describe(name, "counter", help, labels)
	switch {
	case len(labels) == 0:
		c.vec.WithLabelValues()
	case len(labels) == 1: // at zero from the start, so that the first one is an increase
		for _, v := range labels[0].values {
			c.vec.WithLabelValues(v)
		}
	}
	return c
}

func (c counter) add(n float64, values ...string) {
	if n > 0 { // a counter panics at less
		c.vec.WithLabelValues(bounded(c.labels, values)...).Add(n)
	}
}

// histogram counts durations.
type histogram struct {
	vec    *prometheus.HistogramVec
	labels []*label
}

func (r *Registry) histogram(name, help string, buckets []float64, labels ...*label) histogram {
	h := histogram{prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: prefix + name, Help: help, Buckets: buckets}, names(labels)), labels}
	r.registry.MustRegister(h.vec)
	r.describe(name, "histogram", help, labels)
	return h
}

func (h histogram) observe(d time.Duration, values ...string) {
	h.vec.WithLabelValues(bounded(h.labels, values)...).Observe(max(d, 0).Seconds())
}

func (r *Registry) describe(name, kind, help string, labels []*label) {
	r.rows = append(r.rows, Metric{prefix + name, kind, help, names(labels)})
}

func names(labels []*label) []string {
	out := make([]string, len(labels))
	for i, l := range labels {
		out[i] = l.name
	}
	return out
}

func bounded(labels []*label, values []string) []string {
	out := make([]string, len(labels))
	for i, l := range labels {
		out[i] = l.of(values[i])
	}
	return out
}
