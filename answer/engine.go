package answer

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"rapporteur/corpus"
	"rapporteur/glossary"
	"rapporteur/retrieval"
	"rapporteur/text"
)

// Config is what an Engine works with. All fields but Writing are required.
type Config struct {
	Articles []*corpus.Article // in order of date
	Index    *retrieval.Index  // over the same articles
	Glossary *glossary.Glossary
	Lexicon  *glossary.Lexicon
	Words    Words
	Writing  Writing // the zero value writes in the articles' own words
	// Before is an engine over other articles, from which is taken over what it
	// read of those that are the same; nil for none. It may go on answering.
	Before *Engine
}

// Engine answers questions about the articles it was made with. It holds no
// state between questions but a cache, and is safe for concurrent use.
type Engine struct {
	cfg        Config
	analyst    *analyst
	catalog    *retrieval.Catalog
	vocabulary vocabulary
	latest     corpus.Date         // of the newest article
	coverage   string              // how many articles there are, and of what time
	reckoned   func() *Coverage    // see Coverage
	common     map[string]float64  // share of the sentences that name an entry, by id
	meetings   map[string][]string // ids of the articles that report from an event, by its id
	shelf      shelf               // articles by what they are called and where they report from
	named      *nameCounts         // for common
	chronicle  chronicle           // dated events of articles
	hearsay    hearsay             // what articles have people say
	copies     copies              // which articles print the same sentences

	writing     Writing
	canary      string   // stands in each prompt; a reply that holds it tells of the prompt
	rulesTokens int      // that a prompt takes without sources
	instructing sync.Map // paragraphKey → func() bool, see instructs
}

// New returns an engine over cfg.Articles.
func New(cfg Config) (*Engine, error) {
	switch {
	case cfg.Index == nil:
		return nil, errors.New("answer: no index")
	case cfg.Glossary == nil || cfg.Lexicon == nil || cfg.Words == nil:
		return nil, errors.New("answer: glossary, lexicon and words are needed")
	}
	e := &Engine{
		cfg:     cfg,
		analyst: &analyst{glossary: cfg.Glossary, lexicon: cfg.Lexicon, words: cfg.Words},
		catalog: cfg.Index.Catalog(),
		named:   &nameCounts{},
	}
	e.takeOver(cfg.Before)
	e.cfg.Before = nil // or each would hold the one before it for ever
	for _, a := range cfg.Articles {
		e.latest = later(e.latest, a.Published)
	}
	e.coverage = coverageOf(cfg.Articles)
	e.reckoned = sync.OnceValue(e.reckonCoverage)
	e.shelf = newShelf(cfg.Articles, cfg.Glossary, e.shelf)
	e.findMeetings()
	e.measureNames()
	if e.vocabulary.names == nil {
		e.buildVocabulary()
	}
	if err := e.prepareWriting(cfg.Writing); err != nil {
		return nil, err
	}
	return e, nil
}

// Trace records how an answer came about, for one log line and for tuning.
type Trace struct {
	Kind       Kind   // what the question was taken for
	Language   string // ISO 639-1
	Understood string // the question as it was searched for
	Hits       int    // passages found
	Signals    Signals
	Degraded   string     // what of the index was not searched, and why, for operators
	Considered []Citation // the evidence weighed, also when the question was refused
	Writer     WriterTrace
}

// Answer answers one question: in verbatim sentences of the articles, in
// sentences of a model that the articles bear out, or with a refusal. The error
// is for a cancelled context only.
func (e *Engine) Answer(ctx context.Context, r Request) (*Answer, error) {
	start := time.Now()
	a := &Answer{
		ID: r.ID, Question: r.Question, Writer: Extractive, AsOf: e.asOf(nil),
		Citations: []Citation{}, Retrieved: []Retrieved{}, Dropped: []Dropped{},
	}
	err := e.answer(ctx, r, a)
	a.Timing.Total = milliseconds(time.Since(start))
	return a, err
}

// answer is one question on its way, in the order of design: clean, stand
// alone, understand, retrieve, choose, decide, write, and, where a model
// writes, verify.
func (e *Engine) answer(ctx context.Context, r Request, a *Answer) error {
	asked, cut := cleanCut(r.Question)
	if cut {
		a.Degraded = fmt.Sprintf("Only the first %d characters of the question were read.", maxQuestionRunes)
	}
	if len(text.Tokens(asked)) == 0 {
		e.refuseWith(a, &question{}, ReasonEmpty)
		return nil
	}
	if reply, ok := e.smallTalk(asked); ok {
		a.Text = reply
		return nil
	}
	asked, ok := legitimate(calm(withoutGreeting(asked)))
	if !ok {
		e.refuseWith(a, &question{}, ReasonNotAsked)
		return nil
	}
	asked, turns := e.alone(ctx, r, asked, a)
	found, err := e.investigate(ctx, asked, turns, e.searchWords(ctx, r, asked, a), r.Articles, a)
	if err != nil {
		return err
	}
	start := time.Now()
	if !e.compose(ctx, r, asked, found, a) {
		e.report(a, found)
	}
	a.Timing.Write = milliseconds(time.Since(start))
	if errors.Is(ctx.Err(), context.Canceled) {
		return ctx.Err() // nobody waits for it; past a deadline there is still the answer without the model
	}
	return nil
}

func (e *Engine) refuseWith(a *Answer, q *question, reason string) {
	if len(e.cfg.Articles) == 0 && reason != ReasonEmpty && reason != ReasonNotAsked {
		reason = ReasonNoArticles
	}
	a.Refused, a.Reason, a.Text = true, reason, e.refuse(q, reason)
}

// newest returns the id of the newest article among ids, or of all when ids is
// empty; "" when none has a date.
func (e *Engine) newest(ids []string) string {
	var best *corpus.Article
	among := newIDSet(ids)
	for _, a := range e.cfg.Articles {
		if a.Published.IsZero() || len(ids) > 0 && !among.has(a.ID) {
			continue
		}
		if best == nil || a.Published.Compare(best.Published) > 0 {
			best = a
		}
	}
	if best == nil {
		return ""
	}
	return best.ID
}

// asOf returns the date of the newest article among the chosen sentences, or
// of the whole corpus when there are none.
func (e *Engine) asOf(chosen []evidence) string {
	if len(chosen) == 0 {
		return e.latest.String()
	}
	var last corpus.Date
	for _, ev := range chosen {
		last = later(last, ev.article.Published)
	}
	return last.String()
}

// later returns the later of two dates; an unknown one never is.
func later(a, b corpus.Date) corpus.Date {
	if b.IsZero() || !a.IsZero() && a.Compare(b) >= 0 {
		return a
	}
	return b
}

func milliseconds(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
