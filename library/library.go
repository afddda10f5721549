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
	// keeps its vectors itself. It is called once.
	Index  func() (retrieval.Config, error)
	Answer answer.Config
	// Cache is the folder for what is derived; "" keeps nothing.
	Cache string
	// Swapped is called with each snapshot that takes another's place, by one
	// goroutine at a time; may be nil.
	Swapped func(*Snapshot)
	Log     *slog.Logger // nil for none
}

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

	turn chan struct{} // holds the one that makes the next snapshot

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

// ErrNoArticles is the error of a library without an article.
var ErrNoArticles = errors.New("there is no article that can be used")

// Open makes the first snapshot. The caller closes the library.
func Open(ctx context.Context, cfg Config) (*Library, error) {
	if cfg.Log == nil {
		cfg.Log = slog.New(slog.DiscardHandler)
	}
	l := &Library{cfg: cfg, turn: make(chan struct{}, 1)}
	if cfg.Cache != "" {
		l.cache = openCache(cfg.Cache)
	}
	began := time.Now()
	kept := l.cache.read()
	if cfg.Base != nil {
		l.base = cfg.Base(corpus.Options{Derived: kept.derived(0)})
	}
	if cfg.Added != nil {
		l.added = cfg.Added.Loader(corpus.Options{Derived: kept.derived(1)})
	}
	parts, _, err := l.load(false)
	if err != nil {
		return nil, err
	}
	s, restored, err := l.first(ctx, parts, kept)
	if err != nil {
		return nil, err
	}
	s.Took = time.Since(began)
	l.current.Store(s)
	if !restored {
		l.keep(s, parts)
	}
	return l, nil
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
func (l *Library) load(wait bool) (p parts, settling bool, err error) {
	p.base, p.added = &corpus.Corpus{}, &corpus.Corpus{}
	read := func(loader *corpus.Loader, into **corpus.Corpus) {
		if loader == nil || err != nil {
			return
		}
		var more bool
		if wait {
			*into, more, err = loader.LoadSettled()
		} else {
			*into, err = loader.Load()
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
	if len(p.all.Articles) == 0 {
		return p, settling, ErrNoArticles
	}
	return p, settling, nil
}

// first makes the first snapshot, from what was kept where that will do.
func (l *Library) first(ctx context.Context, p parts, kept *kept) (s *Snapshot, restored bool, err error) {
	cfg, err := l.cfg.Index()
	if err != nil {
		return nil, false, err
	}
	if data := kept.index(); data != nil {
		index, err := retrieval.Restore(ctx, data, p.all.Articles, cfg)
		switch {
		case err == nil:
			s, err = l.snapshot(p, index)
			return s, err == nil && kept.isOf(p.all.Articles), err
		case ctx.Err() != nil:
			return nil, false, ctx.Err()
		}
		l.cfg.Log.Warn("the index that was kept is not used", "error", err)
		if cfg, err = l.cfg.Index(); err != nil { // the leg may be half filled
			return nil, false, err
		}
	}
	index, err := retrieval.Build(ctx, p.all.Articles, cfg)
	if err != nil {
		return nil, false, err
	}
	s, err = l.snapshot(p, index)
	return s, false, err
}

// snapshot makes what answers from an index.
func (l *Library) snapshot(p parts, index *retrieval.Index) (*Snapshot, error) {
	cfg := l.cfg.Answer
	cfg.Articles, cfg.Index = p.all.Articles, index
	engine, err := answer.New(cfg)
	if err != nil {
		return nil, err
	}
	return &Snapshot{Corpus: p.all, Index: index, Engine: engine, Made: time.Now(), of: l}, nil
}

// Refresh reads the folders and, when an article is not as it was, makes the
// next snapshot. It returns whether it did. One refresh runs at a time; others
// wait for their turn.
func (l *Library) Refresh(ctx context.Context) (changed bool, err error) {
	changed, _, err = l.refresh(ctx, false)
	return changed, err
}

func (l *Library) refresh(ctx context.Context, wait bool) (changed, settling bool, err error) {
	select {
	case l.turn <- struct{}{}:
	case <-ctx.Done():
		return false, false, ctx.Err()
	}
	defer func() { <-l.turn }()
	changed, settling, err = l.advance(ctx, wait)
	if ctx.Err() == nil {
		l.note(func(s *State) {
			s.Building, s.Since, s.Fault = false, time.Time{}, ""
			if err != nil {
				s.Fault = err.Error()
			}
		})
	}
	return changed, settling, err
}

// advance makes the next snapshot where there is something new.
func (l *Library) advance(ctx context.Context, wait bool) (changed, settling bool, err error) {
	began := time.Now()
	p, settling, err := l.load(wait)
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
