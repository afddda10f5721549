package main

import (
	"context"
	"net/http"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"rapporteur/answer"
	"rapporteur/bot"
	"rapporteur/library"
	"rapporteur/llm"
	"rapporteur/metrics"
	"rapporteur/retrieval"
)

// watch is what serve lets operators see: it turns what the packages tell into
// metrics and readiness. A nil watch is for when no address is set: then nothing
// is counted. What it is shown as the program starts may be asked for at any
// time. Safe for concurrent use.
type watch struct {
	cfg     config
	metrics *metrics.Registry
	server  *http.Server
	ended   chan struct{} // closed when the server has ended

	library atomic.Pointer[library.Library] // nil until the articles are read
	bot     atomic.Pointer[bot.Bot]         // nil until there is one
	budget  atomic.Pointer[llm.Budget]      // nil without a model

	mu         sync.Mutex // guards all below
	components map[string]func() error
	counted    *library.Snapshot // the one that sentences is of
	sentences  int
}

func newWatch(cfg config) *watch {
	version, revision := buildVersion()
	w := &watch{
		cfg: cfg, ended: make(chan struct{}), components: map[string]func() error{},
		metrics: metrics.New(metrics.Build{Version: version, Revision: revision, Go: runtime.Version()}),
	}
	w.metrics.Watch(w.state)
	return w
}

// showArticles has the articles watched from here on.
func (w *watch) showArticles(l *library.Library, b *llm.Budget) {
	if w == nil {
		return
	}
	w.component("library", func() error { return sentence(l.State().Fault) })
	w.component("cache", func() error { return sentence(l.State().Cache) })
	if b != nil {
		w.budget.Store(b)
		w.component("spending", b.WriteError)
	}
	w.library.Store(l)
}

// showBot has the bot watched from here on.
func (w *watch) showBot(b *bot.Bot) {
	if w != nil {
		w.bot.Store(b)
	}
}

// component has readiness and metrics tell of something that works with less
// while health returns an error, a sentence about what is wrong.
func (w *watch) component(name string, health func() error) {
	if w == nil {
		return
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.components[name] = health
}

// sentence is a fault that is told as a text; nil for "".
func sentence(fault string) error {
	if fault == "" {
		return nil
	}
	return faultText(fault)
}

type faultText string

func (f faultText) Error() string { return string(f) }

// watcher returns what the bot tells, nil when nobody counts it.
func (w *watch) watcher() bot.Watcher {
	if w == nil {
		return nil
	}
	return w
}

// Done counts a question.
func (w *watch) Done(d bot.Done) { w.metrics.Question(questionOf(d)) }

// questionOf turns what became of a question into what is counted of it.
func questionOf(d bot.Done) metrics.Question {
	q := metrics.Question{
		Outcome: string(d.Outcome), Writer: "none", Place: "server", Kind: d.Kind, Limit: d.Limit, Total: d.Total,
		Steps: map[string]time.Duration{"wait": d.Waited},
	}
	if d.Direct {
		q.Place = "dm"
	}
	if d.Kind == "Ask about this" {
		q.Kind = "ask_about"
	}
	if d.Delivered > 0 {
		q.Steps["deliver"] = d.Delivered
	}
	a := d.Answer
	if a == nil {
		return q
	}
	q.Reason, q.Writer = a.Reason, writerOf(a)
	q.WriterDegraded, q.IndexDegraded = q.Writer == "fallback", a.Trace.Degraded != ""
	for _, dropped := range a.Dropped {
		q.Dropped = append(q.Dropped, dropped.Kind())
	}
	if a.Timing.Retrieve > 0 {
		q.Steps["retrieve"] = milliseconds(a.Timing.Retrieve)
	}
	if a.Timing.Write > 0 {
		q.Steps["write"] = milliseconds(a.Timing.Write) - a.Trace.Writer.Verifying
	}
	if a.Trace.Writer.Asked {
		q.Steps["verify"] = a.Trace.Writer.Verifying
	}
	return q
}

func milliseconds(ms float64) time.Duration { return time.Duration(ms * float64(time.Millisecond)) }

// writerOf says who wrote an answer: a model, or the articles' own words, which
// are a fallback where a model was asked and cannot be shown.
func writerOf(a *answer.Answer) string {
	switch {
	case a.Writer != answer.Extractive:
		return "model"
	case a.Trace.Writer.Asked:
		return "fallback"
	}
	return "extractive"
}

// Sent counts a request to Discord's API.
func (w *watch) Sent(s bot.Sent) {
	w.metrics.Request(metrics.Request{Method: s.Method, Route: s.Route, Status: s.Status, Took: s.Took, Scope: s.Scope})
}

// Gateway counts what happens to the connections.
func (w *watch) Gateway(l bot.Link) {
	switch l {
	case bot.LinkBegun, bot.LinkResumed:
		w.metrics.Connected(l == bot.LinkResumed)
	case bot.LinkLost:
		w.metrics.Lost()
	case bot.LinkFailed:
		w.metrics.NotConnected()
	}
}

// model has a model's requests counted.
func (w *watch) model(m answer.Model) answer.Model {
	if w == nil {
		return m
	}
	return countedModel{m, w}
}

// countedModel is a model whose requests are counted.
type countedModel struct {
	answer.Model
	watch *watch
}

// Write has the model write.
func (m countedModel) Write(ctx context.Context, r answer.ModelRequest, to answer.Sink) (answer.Usage, error) {
	began := time.Now()
	used, err := m.Model.Write(ctx, r, to)
	m.watch.metrics.ModelRequest(metrics.ModelRequest{
		Took: time.Since(began), Prompt: used.Prompt, Reply: used.Reply, Fault: llm.Fault(err),
		Cost: (float64(used.Prompt)*m.watch.cfg.PriceIn + float64(used.Reply)*m.watch.cfg.PriceOut) / 1e6,
	})
	return used, err
}

// embedder has the requests of an embedder counted.
func (w *watch) embedder(e retrieval.Embedder) retrieval.Embedder {
	if w == nil {
		return e
	}
	return countedEmbedder{e, w.metrics}
}

// countedEmbedder is an embedder whose requests are counted.
type countedEmbedder struct {
	retrieval.Embedder
	metrics *metrics.Registry
}

// Embed has the embedder embed.
func (e countedEmbedder) Embed(ctx context.Context, texts []string) ([][]float32, error) {
	vectors, err := e.Embedder.Embed(ctx, texts)
	e.metrics.Embedding(len(texts), llm.Fault(err))
	return vectors, err
}

// state is how things are at this moment.
func (w *watch) state() metrics.State {
	s := metrics.State{Health: map[string]bool{}}
	w.mu.Lock()
	for name, health := range w.components {
		s.Health[name] = health() == nil
	}
	w.mu.Unlock()
	if l := w.library.Load(); l != nil {
		now := l.Current()
		s.Corpus = &metrics.Corpus{
			Articles: len(now.Articles), Passages: now.Index.Len(), Sentences: w.sentencesOf(now), Skipped: len(now.Skipped),
			Made: now.Made, Took: now.Took, Building: l.State().Building,
		}
	}
	if b := w.bot.Load(); b != nil {
		now := b.Status()
		s.Gateway = &metrics.Gateway{Shards: now.Shards, Connected: now.Connected}
		q, l := now.Questions, now.Lookups
		s.Queues = []metrics.Queue{
			{Name: "questions", Waiting: q.Waiting, Running: q.Running, Accepted: q.Accepted, Refused: q.Refused, Panicked: q.Panicked},
			{Name: "lookups", Waiting: l.Waiting, Running: l.Running, Accepted: l.Accepted, Refused: l.Refused, Panicked: l.Panicked},
		}
	}
	if b := w.budget.Load(); b != nil {
		s.Spent = &metrics.Spent{Tokens: b.Spent("").Total, Limit: w.cfg.DailyTokens}
	}
	return s
}

// sentencesOf counts the sentences of a snapshot, once.
func (w *watch) sentencesOf(now *library.Snapshot) int {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.counted != now {
		w.counted, w.sentences = now, 0
		for _, a := range now.Articles {
			w.sentences += len(a.Sentences)
		}
	}
	return w.sentences
}
