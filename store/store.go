package store

import (
	"context"
	"errors"
	"sync"
	"time"
)

// Config says where things are kept and how many. Only Path decides anything of
// weight; the zero value keeps the usual number in memory.
type Config struct {
	Path string           // of the file, "" for memory only
	Now  func() time.Time // default [time.Now]
	Days int              // how long replies are kept; default 30
	Most int              // how many replies are kept at most; default 20,000
}

// Errors that a caller may want to tell apart.
var (
	ErrNewer   = errors.New("the file was written by a newer version of the program")
	ErrNoReply = errors.New("no such reply is kept")
	ErrTooMuch = errors.New("more than is kept")
	ErrInvalid = errors.New("not a valid value")
	ErrClosed  = errors.New("the store is closed")
)

// Store keeps things. Safe for concurrent use.
type Store struct {
	cfg      Config
	run      string        // names this process among those that made claims
	turn     chan struct{} // held by whoever writes
	settings settingsCache

	mu       sync.RWMutex // guards the fields below; they change only in a turn
	disk     *base        // nil in memory, and as long as the file cannot be opened
	ill      *illness     // nil when all is well
	memory   *base        // without a path
	setAside error
	closed   bool

	// Guarded by the turn:
	kept    int       // replies since the last pruning
	swept   time.Time // when that was
	lingers bool      // something deleted may still be in the log
}

// Open opens or makes the file at path, with its folder when that is missing;
// "" keeps everything in memory. A disk that is full or cannot be written is no
// error, see [Store.Health]; a file by a newer version is one, [ErrNewer].
func Open(ctx context.Context, path string, now func() time.Time) (*Store, error) {
	return New(ctx, Config{Path: path, Now: now})
}

// New is [Open] with bounds of the caller's.
func New(ctx context.Context, cfg Config) (*Store, error) {
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	if cfg.Days <= 0 {
		cfg.Days = 30
	}
	if cfg.Most <= 0 {
		cfg.Most = 20_000
	}
	s := &Store{cfg: cfg, run: NewKey(), turn: make(chan struct{}, 1), swept: cfg.Now()}
	s.settings.now = cfg.Now
	if cfg.Path == "" {
		memory, err := openMemory(ctx)
		if err != nil {
			return nil, err
		}
		s.memory = memory
		return s, nil
	}
	disk, setAside, err := openFile(ctx, cfg.Path)
	s.disk, s.setAside = disk, setAside
	if err == nil {
		return s, nil
	}
	if errors.Is(err, ErrNewer) || ctx.Err() != nil {
		return nil, err
	}
	if err := s.fallIll(err); err != nil {
		return nil, err
	}
	return s, nil
}

// SetAside returns why a damaged file was renamed, to the same name with
// ".corrupt" behind it, and begun anew; nil when all was well. It can happen
// when the store is opened, and later when a file that broke under way is
// replaced.
func (s *Store) SetAside() error {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.setAside
}

// Days returns for how many days replies are kept.
func (s *Store) Days() int { return s.cfg.Days }

// Persistent reports that the store has a file to keep things in.
func (s *Store) Persistent() bool { return s.cfg.Path != "" }

// Close writes what is still in memory, if the disk allows it, and closes the
// file. It waits for calls under way; later ones return [ErrClosed]. What could
// not be written is the error.
func (s *Store) Close() error {
	s.turn <- struct{}{}
	defer s.release()
	s.mu.RLock()
	closed := s.closed
	s.mu.RUnlock()
	if closed {
		return nil
	}
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	s.mend(ctx, atOnce)

	s.mu.Lock()
	defer s.mu.Unlock()
	s.closed = true
	err := s.ill.lost()
	for _, b := range []*base{s.memory, s.disk, s.ill.spareBase()} {
		err = errors.Join(err, b.close())
	}
	return err
}

// take waits for the turn to write.
func (s *Store) take(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	select {
	case s.turn <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (s *Store) release() { <-s.turn }

// current returns the database in use.
func (s *Store) current() (*base, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	switch {
	case s.closed:
		return nil, ErrClosed
	case s.memory != nil:
		return s.memory, nil
	case s.ill != nil:
		return s.ill.spare, nil
	}
	return s.disk, nil
}
