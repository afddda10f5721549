package answer

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"

	"rapporteur/corpus"
	"rapporteur/prompts"
)

// What is asked of a model for one summary.
const (
	maxArticlesAsked = 6 // articles whose points the model picks; of more, those chosen without it do
	pointsAsked      = 5 // of each
)

// composeSummary has the model write the summary from numbered sentences, and
// shows of it what is proved. points are those chosen without the model: their
// sentences are given to it in any case. It reports false, with the reason in
// the report, when the articles' own words have to do.
func (e *Engine) composeSummary(ctx context.Context, r SummaryRequest, m matter, points []digestPoint, report *Report) bool {
	if e.writing.Model == nil {
		return false
	}
	s := &summaryWriting{e: e, r: r, m: m, report: report}
	w, err := s.write(ctx, points)
	report.Trace.record(w, err)
	report.Dropped = w.dropped
	switch {
	case w.leaked:
		report.degrade(writerUnproved)
	case errors.Is(err, ErrBudget):
		report.degrade(writerSpent)
	case err != nil:
		report.degrade(writerAway)
	case w.refused || len(w.shown) == 0 || len(w.shown) < w.unproved:
		report.degrade(writerUnproved)
	default:
		e.tellWritten(w, r.Short, report)
		return true
	}
	return false
}

// summaryWriting is the writing of one summary by a model.
type summaryWriting struct {
	e      *Engine
	r      SummaryRequest
	m      matter
	report *Report
}

// write asks the model for the summary; once more with half the sentences when
// its window is smaller than it was said to be.
func (s *summaryWriting) write(ctx context.Context, points []digestPoint) (*writer, error) {
	tokens := s.e.room(summaryTokens)
	order, err := s.sentences(ctx, points, tokens)
	if err != nil {
		return s.writer(&given{}, prompts.Prompt{}), err
	}
	w, err := s.writeOnce(ctx, s.e.fitting(order, tokens))
	if errors.Is(err, ErrPromptTooLong) {
		w, err = s.writeOnce(ctx, s.e.fitting(order, tokens/2))
	}
	return w, err
}

// sentences returns the sentences that the summary is to be written from, the
// most important first: those of the points, then all of the matter where that
// fits. Of several articles that do not fit, the model first picks what each
// must not be summed up without.
func (s *summaryWriting) sentences(ctx context.Context, points []digestPoint, tokens int) ([]sentenceKey, error) {
	var order keyList
	for i := range points {
		order.addPoint(&points[i])
	}
	all := s.all(points)
	if len(s.m.articles) < 2 || len(s.e.fitting(all, tokens)) == len(all) {
		order.add(all...)
		return order.keys, nil
	}
	for _, a := range s.m.articles[:min(len(s.m.articles), maxArticlesAsked)] {
		picked, err := s.pick(ctx, a)
		if err != nil {
			return nil, err
		}
		order.add(picked...)
	}
	return order.keys, nil
}

// all returns the sentences of the matter, in order: those of its articles, and
// those on its subject, of many the best.
func (s *summaryWriting) all(points []digestPoint) []sentenceKey {
	var order keyList
	for _, a := range s.m.articles {
		for _, sen := range s.e.readable(a) {
			order.add(sentenceKey{a, sen.index})
		}
	}
	byRate := make([]int, len(s.m.sentences))
	for i := range byRate {
		byRate[i] = i
	}
	slices.SortStableFunc(byRate, func(a, b int) int { return cmp.Compare(s.m.rate[b], s.m.rate[a]) })
	for _, i := range byRate[:min(len(byRate), 6*max(mostPoints, len(points)))] {
		order.add(sentenceKey{s.m.sentences[i].article, s.m.sentences[i].index})
	}
	return order.keys
}

// pick has the model pick the sentences of an article that a summary must not
// miss. What it writes of them is not kept.
func (s *summaryWriting) pick(ctx context.Context, a *corpus.Article) ([]sentenceKey, error) {
	var order keyList
	for _, sen := range s.e.readable(a) {
		order.add(sentenceKey{a, sen.index})
	}
	g := s.e.number(s.e.fitting(order.keys, s.e.room(summaryTokens)))
	if len(g.sources) == 0 {
		return nil, nil
	}
	// Its sentences follow one another but for those left out: one source for all.
	source := g.sources[0]
	source.Sentences = nil
	at := map[ref]sentenceKey{}
	for _, part := range g.sources {
		for _, sen := range part.Sentences {
			from := g.sentences[ref{part.Number, sen.Number}]
			sen.Number = len(source.Sentences) + 1
			source.Sentences = append(source.Sentences, sen)
			at[ref{source.Number, sen.Number}] = sentenceKey{from.article, from.index}
		}
	}
	p, err := s.e.writing.Prompts.Points(prompts.Points{Subject: s.subject(), Canary: s.e.canary, Limit: pointsAsked, Source: source})
	if err != nil {
		return nil, err
	}
	picker := &pointPicker{}
	picker.Start()
	used, err := s.e.writing.Model.Write(ctx, ModelRequest{
		Prompt: p, Question: s.subject(), Canary: s.e.canary, MaxTokens: replyTokens, Server: s.r.Server,
	}, picker)
	s.report.Trace.Usage.add(used)
	if err != nil && !errors.Is(err, ErrUnfinished) && !errors.Is(err, errEnough) {
		return nil, err
	}
	var out []sentenceKey
	for _, r := range picker.picked() {
		if key, ok := at[r]; ok && len(out) < pointsAsked {
			out = append(out, key)
		}
	}
	return out, nil
}

func (s *summaryWriting) writeOnce(ctx context.Context, keys []sentenceKey) (*writer, error) {
	g := s.e.number(keys)
	p, err := s.e.writing.Prompts.Summary(prompts.Summary{
		Subject: s.subject(), Language: languageNames[s.language()], Coverage: s.e.coverage, Canary: s.e.canary,
		Short: s.r.Short, Sources: g.sources,
	})
	w := s.writer(g, p)
	if err != nil || len(g.sources) == 0 {
		return w, errors.Join(err, errNoSources)
	}
	used, err := s.e.ask(ctx, ModelRequest{Prompt: p, Question: s.subject(), MaxTokens: summaryTokens, Server: s.r.Server}, w)
	s.report.Trace.Usage.add(used)
	return w, err
}

// writer returns a writer that proves each sentence of the summary.
func (s *summaryWriting) writer(g *given, p prompts.Prompt) *writer {
	w := &writer{engine: s.e, given: g, prompt: p, question: s.subject(), language: s.language()}
	if s.r.Grow != nil {
		w.grow = func(string) { s.r.Grow(strings.Join(writtenLines(w), "\n")) }
	}
	w.Start()
	return w
}

// subject is what is summed up, as the model reads it; "" is everything.
func (s *summaryWriting) subject() string {
	if len(s.m.articles) == 1 && s.m.sub.whole() {
		return harmless(s.m.articles[0].Title)
	}
	return harmless(s.m.sub.text)
}

func (s *summaryWriting) language() string { return cmp.Or(s.m.sub.q.language, "en") }

// keyList is a list of sentences, each once, in the order in which they came.
type keyList struct {
	keys []sentenceKey
	has  map[sentenceKey]bool
}

func (l *keyList) add(keys ...sentenceKey) {
	if l.has == nil {
		l.has = map[sentenceKey]bool{}
	}
	for _, k := range keys {
		if !l.has[k] {
			l.has[k] = true
			l.keys = append(l.keys, k)
		}
	}
}

// addPoint adds the sentences of a point.
func (l *keyList) addPoint(x *digestPoint) {
	if x.before != nil {
		l.add(sentenceKey{x.article, x.before.index})
	}
	l.add(sentenceKey{x.article, x.index})
}

// pointPicker takes what a model writes of the points of an article and keeps
// the numbers. It is a Sink, used by one goroutine.
type pointPicker struct{ text strings.Builder }

// maxPicked bounds what is read of a list of points, in bytes.
const maxPicked = 16 << 10

// Start forgets what was written before.
func (p *pointPicker) Start() { p.text.Reset() }

// Write takes the next piece.
func (p *pointPicker) Write(delta string) error {
	p.text.WriteString(delta)
	if p.text.Len() > maxPicked {
		return errEnough
	}
	return nil
}

// picked returns the numbers written, in order, each once.
func (p *pointPicker) picked() []ref {
	var all written
	_, marks := mask(p.text.String())
	for _, m := range marks {
		for _, r := range m.refs {
			all.cite(r)
		}
	}
	return all.refs
}
