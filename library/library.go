package library

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"rapporteur/answer"
	"rapporteur/corpus"
	"rapporteur/near"
	"rapporteur/retrieval"
)

// Config says what a Library is of. Base or Added is required; so is Index and
// Answer, but for what Answer has of articles and index.
type Config struct {
	Base  func(corpus.Options) *corpus.Loader // nil for none
	Added Added                               // nil for none
	// Index returns how an index is built, with a vector leg that is empty or
	// keeps its vectors itself. It is called once, and again when what was kept of
	// an index is of no use.
	Index  func() (retrieval.Config, error)
	Answer answer.Config
	// Cache is the folder for what is derived; "" keeps nothing.
	Cache string
	// Swapped is called with each snapshot that takes another's place, by one
	// goroutine at a time; may be nil.
	Swapped func(*Snapshot)
	// Progress is told how far a snapshot is that is being made, by one goroutine
	// at a time; may be nil.
	Progress func(Progress)
	Log      *slog.Logger // nil for none
}

// Progress says how far a step is. A step that begins again begins at 0 again,
// and there may be none where there is nothing to do.
type Progress struct {
	Step        Step
	Done, Total int
}

// Step is a part of making a snapshot.
type Step string

const (
	Reading   Step = "reading" // files
	Indexing  Step = Step(retrieval.Indexing)
	Embedding Step = Step(retrieval.Embedding)
)

// Added are the articles that were added to the base.
type Added interface {
	Loader(corpus.Options) *corpus.Loader
	// Hidden returns the ids of base articles that were removed.
	Hidden() (map[string]bool, error)
}

// Snapshot is one state of the articles with what answers from them.
type Snapshot struct {
	*corpus.Corpus
	Index  *retrieval.Index
	Engine *answer.Engine
	Made   time.Time
	Took   time.Duration // from reading the folders until it was made

	of *Library
}

// Near returns what finds articles of the snapshot that are much the same text.
// The first call reads all articles; later ones, and those of later snapshots,
// read what is new.
func (s *Snapshot) Near() *near.Set {
	s.of.nearTurn.Lock()
	defer s.of.nearTurn.Unlock()
	if s.of.nearIn != s {
		s.of.nearIn, s.of.nearSet = s, s.of.nearSet.With(s.Articles)
	}
	return s.of.nearSet
}

// Library is safe for concurrent use.
type Library struct {
	cfg         Config
	base, added *corpus.Loader // nil for none
	current     atomic.Pointer[Snapshot]

	turn  chan struct{} // holds the one that makes the next snapshot, and guards rest and last
	begun atomic.Int64  // refreshes that have begun to read the folders
	rest  time.Time     // until when nothing is built, so that others get the processors
	last  error         // of the last refresh

	telling sync.Mutex // held while Config.Progress is called

	mu    sync.Mutex // guards state
	state State

	cache *cache // nil when nothing is kept

	nearTurn sync.Mutex // guards the two below
	nearIn   *Snapshot  // the one that nearSet is of
	nearSet  *near.Set
}

// State says how a library is doing.
type State struct {
	Building bool      // a snapshot is being made, since Since
	Since    time.Time // when that began, or the zero time
	Fault    string    // why the last refresh changed nothing, one sentence; ""
	Cache    string    // why what is derived is not kept, one sentence; ""
}

// ErrNoArticles is the error of a library whose folders hold no article. One
// whose articles were all removed, or that has no base and waits for the first
// one to be added, is empty without an error.
var ErrNoArticles = errors.New("there is no article that can be used")

// Read returns the articles alone, as Open would have them, without what answers
// from them. There may be none.
func Read(ctx context.Context, cfg Config) (*corpus.Corpus, error) {
	l, _ := begin(cfg)
	p, _, err := l.load(ctx, false)
	if err != nil && !errors.Is(err, ErrNoArticles) {
		return nil, err
	}
	return p.all, nil
}

// Open makes the first snapshot. The caller closes the library.
func Open(ctx context.Context, cfg Config) (*Library, error) {
	began := time.Now()
	l, kept := begin(cfg)
	unpacked := l.unpack(kept)
	defer unpacked() // wait for it
	parts, _, err := l.load(ctx, false)
	if err != nil {
		return nil, err
	}
	s, restored, err := l.first(ctx, parts, kept, unpacked)
	if err != nil {
		if ctx.Err() != nil && !kept.isOf(parts.all.Articles) {
			_ = l.cache.replace(nil, parts) // so that the next start need not read all again
		}
		return nil, err
	}
	s.Took = time.Since(began)
	l.current.Store(s)
	if !restored {
		l.keep(s, parts)
	}
	return l, nil
}

// begin makes a library that has loaded nothing yet.
func begin(cfg Config) (*Library, *kept) {
	if cfg.Log == nil {
		cfg.Log = slog.New(slog.DiscardHandler)
	}
	l := &Library{cfg: cfg, turn: make(chan struct{}, 1)}
	if cfg.Cache != "" {
		l.cache = openCache(cfg.Cache)
	}
	kept := l.cache.read()
	reading := func(done, total int) { l.tell(Progress{Reading, done, total}) }
	if cfg.Base != nil {
		l.base = cfg.Base(corpus.Options{Derived: kept.derived(0), Progress: reading})
	}
	if cfg.Added != nil {
		l.added = cfg.Added.Loader(corpus.Options{Derived: kept.derived(1), Progress: reading})
	}
	return l, kept
}

// Close keeps what is derived and not kept yet. Snapshots may be used on.
func (l *Library) Close() error {
	l.turn <- struct{}{}
	defer func() { <-l.turn }()
	return l.cache.flush()
}

// Current returns the newest snapshot.
func (l *Library) Current() *Snapshot { return l.current.Load() }

// State returns how the library is doing.
func (l *Library) State() State {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.state
}

func (l *Library) note(change func(*State)) {
	l.mu.Lock()
	defer l.mu.Unlock()
	change(&l.state)
}

// parts are the articles by where they come from.
type parts struct {
	base, added *corpus.Corpus // never nil
	all         *corpus.Corpus
}

// load reads the folders.
func (l *Library) load(ctx context.Context, wait bool) (p parts, settling bool, err error) {
	p.base, p.added = &corpus.Corpus{}, &corpus.Corpus{}
	read := func(loader *corpus.Loader, into **corpus.Corpus) {
		if loader == nil || err != nil {
			return
		}
		var more bool
		if wait {
			*into, more, err = loader.LoadSettled(ctx)
		} else {
			*into, err = loader.LoadContext(ctx)
		}
		settling = settling || more
	}
	read(l.added, &p.added) // first: an article that moves is in one of them
	read(l.base, &p.base)
	if err != nil {
		return p, false, err
	}
	var hidden map[string]bool
	if l.cfg.Added != nil {
		if hidden, err = l.cfg.Added.Hidden(); err != nil {
			return p, false, err
		}
	}
	p.all = corpus.Merge(func(id string) bool { return hidden[id] }, p.added, p.base)
	if len(p.all.Articles) == 0 && !l.mayBeEmpty(p) {
		return p, settling, ErrNoArticles
	}
	return p, settling, nil
}

// mayBeEmpty reports whether it is no fault that there are no articles: none was
// added yet, or all were removed. A base without any is a folder that is not
// what it should be.
func (l *Library) mayBeEmpty(p parts) bool {
	return l.added != nil && (l.base == nil || len(p.base.Articles) > 0)
}

// unpack reads the index that was kept, while the articles are loaded. The
// function returns what came of it, nil when nothing was kept.
func (l *Library) unpack(kept *kept) func() (*retrieval.Kept, error) {
	data := kept.index()
	if data == nil {
		return func() (*retrieval.Kept, error) { return nil, nil }
	}
	var (
		done  = make(chan struct{})
		index *retrieval.Kept
		err   error
	)
	go func() {
		defer close(done)
		var cfg retrieval.Config
		if cfg, err = l.indexing(); err == nil {
			index, err = retrieval.Unpack(data, cfg)
		}
	}()
	return func() (*retrieval.Kept, error) {
		<-done
		return index, err
	}
}

// indexing returns how an index is built.
func (l *Library) indexing() (retrieval.Config, error) {
	cfg, err := l.cfg.Index()
	if l.cfg.Progress != nil {
		cfg.Progress = func(s retrieval.Step, done, total int) { l.tell(Progress{Step(s), done, total}) }
	}
	return cfg, err
}

func (l *Library) tell(p Progress) {
	if l.cfg.Progress != nil {
		l.telling.Lock()
		defer l.telling.Unlock()
		l.cfg.Progress(p)
	}
}

// first makes the first snapshot, from what was kept where that will do.
func (l *Library) first(ctx context.Context, p parts, kept *kept, unpacked func() (*retrieval.Kept, error)) (s *Snapshot, restored bool, err error) {
	if kept.index() != nil {
		index, err := restore(ctx, p, unpacked)
		switch {
		case err == nil:
			s, err = l.snapshot(p, index)
			return s, err == nil && kept.isOf(p.all.Articles), err
		case ctx.Err() != nil:
			return nil, false, ctx.Err()
		}
		l.cfg.Log.Warn("the index that was kept is not used", "error", err)
	}
	cfg, err := l.indexing()
	if err != nil {
		return nil, false, err
	}
	index, err := retrieval.Build(ctx, p.all.Articles, cfg)
	if err != nil {
		return nil, false, err
	}
	s, err = l.snapshot(p, index)
	return s, false, err
}

func restore(ctx context.Context, p parts, unpacked func() (*retrieval.Kept, error)) (*retrieval.Index, error) {
	index, err := unpacked()
	if err != nil {
		return nil, err
	}
	return index.Restore(ctx, p.all.Articles)
}

// snapshot makes what answers from an index.
func (l *Library) snapshot(p parts, index *retrieval.Index) (*Snapshot, error) {
	cfg := l.cfg.Answer
	cfg.Articles, cfg.Index = p.all.Articles, index
	if before := l.Current(); before != nil {
		cfg.Before = before.Engine
	}
	engine, err := answer.New(cfg)
	if err != nil {
		return nil, err
	}
	return &Snapshot{Corpus: p.all, Index: index, Engine: engine, Made: time.Now(), of: l}, nil
}

// advance makes the next snapshot where there is something new.
func (l *Library) advance(ctx context.Context, wait bool) (changed, settling bool, err error) {
	began := time.Now()
	p, settling, err := l.load(ctx, wait)
	if err != nil {
		return false, settling, err
	}
	before := l.Current()
	if sameArticles(before.Articles, p.all.Articles) {
		if !slices.Equal(before.Skipped, p.all.Skipped) {
			same := *before
			same.Corpus = p.all
			l.current.Store(&same)
		}
		l.catchUp()
		return false, settling, nil
	}
	l.note(func(s *State) { s.Building, s.Since = true, time.Now() })
	index, err := before.Index.With(ctx, p.all.Articles)
	if err != nil {
		return false, settling, err
	}
	s, err := l.snapshot(p, index)
	if err != nil {
		return false, settling, err
	}
	s.Took = time.Since(began)
	l.current.Store(s)
	l.cfg.Log.Info("articles changed", "articles", len(s.Articles), "passages", index.Len(), "took", s.Took.Round(time.Millisecond))
	if l.cfg.Swapped != nil {
		l.cfg.Swapped(s)
	}
	l.keep(s, p)
	return true, settling, nil
}

func sameArticles(a, b []*corpus.Article) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i].Key() != b[i].Key() || a[i].Path != b[i].Path {
			return false
		}
	}
	return true
}

// keep has the cache follow a snapshot.
func (l *Library) keep(s *Snapshot, p parts) { l.noteCache(l.cache.write(s, p)) }

// catchUp keeps what the cache owes, once in a while.
func (l *Library) catchUp() {
	if l.cache != nil && l.cache.owed != nil && time.Since(l.cache.written) >= keepEvery {
		l.noteCache(l.cache.flush())
	}
}

func (l *Library) noteCache(err error) {
	l.note(func(st *State) {
		st.Cache = ""
		if err != nil {
			st.Cache = fmt.Sprintf("what is derived from the articles cannot be kept: %s", err)
		}
	})
}
