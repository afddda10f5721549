package metrics

import (
	"sync/atomic"
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// State is how things are at one moment. What is nil is not known yet, and has
// no value.
type State struct {
	Corpus  *Corpus
	Gateway *Gateway
	Queues  []Queue
	// Health says of each component that there is whether it is well.
	Health map[string]bool
	Spent  *Spent
}

// Corpus is what is answered from.
type Corpus struct {
	Articles, Passages, Sentences int
	Skipped                       int // files that could not be used
	Made                          time.Time
	Took                          time.Duration // to make it
	Building                      bool          // the next one is being made
}

// Gateway is the connections to Discord.
type Gateway struct{ Shards, Connected int }

// Queue is one queue of questions.
type Queue struct {
	Name                        string // questions or lookups
	Waiting, Running            int
	Accepted, Refused, Panicked int64 // since the start
}

// Spent is what the model took today, and what it may take; 0 is no bound.
type Spent struct {
	Tokens, Limit int64
}

// state collects a State whenever the metrics are read.
type state struct {
	now    atomic.Pointer[func() State]
	gauges map[string]*sample
	order  []*sample
}

// sample is one metric of the state.
type sample struct {
	desc   *prometheus.Desc
	kind   prometheus.ValueType
	labels []*label
}

func newState(r *Registry) *state {
	s := &state{gauges: map[string]*sample{}}
	add := func(kind prometheus.ValueType, name, help string, labels ...*label) {
		one := &sample{prometheus.NewDesc(prefix+name, help, names(labels), nil), kind, labels}
		s.gauges[name], s.order = one, append(s.order, one)
		what := "gauge"
		if kind == prometheus.CounterValue {
			what = "counter"
		}
		r.describe(name, what, help, labels)
	}
	const gauge, counter = prometheus.GaugeValue, prometheus.CounterValue
	add(gauge, "gateway_shards", "Connections to Discord's gateway that there should be.")
	add(gauge, "gateway_shards_connected", "Connections to Discord's gateway that there are.")
	add(gauge, "queue_waiting", "Questions that wait for their turn.", queues())
	add(gauge, "queue_running", "Questions that are being answered.", queues())
	add(counter, "queue_accepted_total", "Questions that were taken in.", queues())
	add(counter, "queue_refused_total", "Questions that were turned away at a limit.", queues())
	add(counter, "queue_panicked_total", "Questions that ended in a panic.", queues())
	add(gauge, "articles", "Articles that are answered from.")
	add(gauge, "passages", "Passages in the index.")
	add(gauge, "sentences", "Sentences of the articles.")
	add(gauge, "skipped_files", "Files among the articles that could not be used.")
	add(gauge, "snapshot_timestamp_seconds", "When the articles that are answered from were indexed, in seconds since 1970.")
	add(gauge, "snapshot_build_seconds", "How long indexing them took.")
	add(gauge, "snapshot_building", "1 while changed articles are being indexed.")
	add(gauge, "component_healthy", "1 when what is named is well, 0 when it works with less: readyz and doctor say why.", components())
	add(gauge, "model_tokens_today", "Tokens that the model took today (UTC).")
	add(gauge, "model_tokens_daily_limit", "Tokens that the model may take a day; 0 for no bound.")
	return s
}

// Watch has f called whenever the metrics are read, by one goroutine at a time or
// several; it must return at once.
func (r *Registry) Watch(f func() State) { r.state.now.Store(&f) }

// Describe is that of a prometheus.Collector.
func (s *state) Describe(out chan<- *prometheus.Desc) {
	for _, one := range s.order {
		out <- one.desc
	}
}

// Collect is that of a prometheus.Collector.
func (s *state) Collect(out chan<- prometheus.Metric) {
	ask := s.now.Load()
	if ask == nil {
		return
	}
	now := (*ask)()
	give := func(name string, v float64, values ...string) {
		one := s.gauges[name]
		out <- prometheus.MustNewConstMetric(one.desc, one.kind, v, bounded(one.labels, values)...)
	}
	if g := now.Gateway; g != nil {
		give("gateway_shards", float64(g.Shards))
		give("gateway_shards_connected", float64(g.Connected))
	}
	for _, q := range now.Queues {
		give("queue_waiting", float64(q.Waiting), q.Name)
		give("queue_running", float64(q.Running), q.Name)
		give("queue_accepted_total", float64(q.Accepted), q.Name)
		give("queue_refused_total", float64(q.Refused), q.Name)
		give("queue_panicked_total", float64(q.Panicked), q.Name)
	}
	if c := now.Corpus; c != nil {
		give("articles", float64(c.Articles))
		give("passages", float64(c.Passages))
		give("sentences", float64(c.Sentences))
		give("skipped_files", float64(c.Skipped))
		give("snapshot_timestamp_seconds", float64(c.Made.UnixMilli())/1000)
		give("snapshot_build_seconds", c.Took.Seconds())
		give("snapshot_building", number(c.Building))
	}
	for _, name := range s.gauges["component_healthy"].labels[0].values {
		if well, known := now.Health[name]; known {
			give("component_healthy", number(well), name)
		}
	}
	if now.Spent != nil {
		give("model_tokens_today", float64(now.Spent.Tokens))
		give("model_tokens_daily_limit", float64(now.Spent.Limit))
	}
}

func number(b bool) float64 {
	if b {
		return 1
	}
	return 0
}
