package queue

import (
	"container/list"
	"context"
	"errors"
	"runtime/debug"
	"sync"
	"time"
)

// ErrClosed says that the queue accepts nothing more.
var ErrClosed = errors.New("the queue is closed")

// Place says who asks, and where. Server is empty for a direct message.
type Place struct{ Server, Channel, User string }

// Config bounds a queue. What is not positive has the default given with it,
// except PerHour.
type Config struct {
	Workers                          int // jobs running at once; 32
	PerServer, PerChannel, PerUser   int // of these; 6, 3, 2
	Waiting                          int // jobs waiting at once; 1000
	WaitingPerServer, WaitingPerUser int // of these; 100, 10

	PerHour int              // jobs accepted of a user in any hour; 0 is no bound
	Now     func() time.Time // default [time.Now]

	// Panicked, when not nil, is told what a job or its drop function panicked
	// with, and where. It is called by several goroutines at once.
	Panicked func(p any, stack []byte)
}

// Queue holds what waits and what runs. Safe for concurrent use.
type Queue struct {
	cfg     Config
	handed  chan *Ticket  // to the workers; as many fit as may run
	closing chan struct{} // closed by the first Close
	hurry   chan struct{} // closed when the patience of a Drain ends
	idle    chan struct{} // closed when the queue is closed and nothing runs

	mu      sync.Mutex // guards the fields below and all they point to
	root    *branch
	users   map[string]*user
	recent  *list.List // of *user, by their last accepted job, oldest first
	started bool
	closed  bool
	hurried bool
	stats   Stats
}

// Stats counts what a queue holds, and what it has done since it was made.
type Stats struct {
	Running, Waiting int
	Servers          int // that have a job running or waiting; a user by direct message is one
	Users            int // that are remembered: by a job, or for the bound on an hour

	Accepted, Done, Refused, Dropped, Panicked int64 // Done includes jobs that panicked
}

// New returns a queue that accepts jobs and starts none before [Queue.Run].
func New(cfg Config) *Queue {
	setDefault(&cfg.Workers, 32)
	setDefault(&cfg.PerServer, 6)
	setDefault(&cfg.PerChannel, 3)
	setDefault(&cfg.PerUser, 2)
	setDefault(&cfg.Waiting, 1000)
	setDefault(&cfg.WaitingPerServer, 100)
	setDefault(&cfg.WaitingPerUser, 10)
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	return &Queue{
		cfg:     cfg,
		handed:  make(chan *Ticket, cfg.Workers),
		closing: make(chan struct{}),
		hurry:   make(chan struct{}),
		idle:    make(chan struct{}),
		root:    newBranch(nil, "", cfg.Workers),
		users:   map[string]*user{},
		recent:  list.New(),
	}
}

func setDefault(n *int, value int) {
	if *n <= 0 {
		*n = value
	}
}

// Submit hands in a job to be run in its turn. When the queue is closed before
// that turn comes, drop is called instead, unless it is nil. The error is a
// [*LimitError] or [ErrClosed]; neither function is called then. A job that can
// start at once is not refused for what others have waiting.
func (q *Queue) Submit(p Place, job func(ctx context.Context), drop func()) (*Ticket, error) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.closed {
		return nil, ErrClosed
	}
	now := q.cfg.Now()
	q.forgetSome(now)
	if err := q.refusal(p, now); err != nil {
		q.stats.Refused++
		return nil, err
	}
	t := &Ticket{queue: q, job: job, drop: drop}
	q.accept(t, p, now)
	q.dispatch()
	return t, nil
}

// Run owns the workers. When ctx ends it closes the queue; it returns when the
// queue is closed, by whomever, and all running jobs have returned. The end of
// ctx does not end the context of a job: what is being answered is worth
// finishing, and only [Queue.Drain] cuts it short. Run is called once.
func (q *Queue) Run(ctx context.Context) {
	jobs, cancel := context.WithCancel(context.WithoutCancel(ctx))
	defer cancel()
	var workers sync.WaitGroup
	for range q.cfg.Workers {
		workers.Go(func() { q.work(jobs) })
	}
	q.start()
	select {
	case <-ctx.Done():
		q.Close()
	case <-q.closing:
	}
	select {
	case <-q.hurry:
		cancel()
	case <-q.idle:
	}
	workers.Wait()
}

// Close stops accepting jobs and calls the drop functions of those that wait,
// as many at once as there are workers, and returns when they have returned.
// Running jobs go on. To close twice does nothing more.
func (q *Queue) Close() {
	waiting := q.shut()
	var drops sync.WaitGroup
	next := make(chan *Ticket)
	for range min(q.cfg.Workers, len(waiting)) {
		drops.Go(func() {
			for t := range next {
				q.guard(t.drop)
			}
		})
	}
	for _, t := range waiting {
		if t.drop != nil {
			next <- t
		}
	}
	close(next)
	drops.Wait()
}

// Drain closes the queue and returns when no job runs. When ctx ends first, the
// contexts of the running jobs end too, and the error, once they have returned,
// is that of ctx.
func (q *Queue) Drain(ctx context.Context) error {
	var closing sync.WaitGroup
	closing.Go(q.Close) // what is dropped may take its time; what runs is not to wait for that
	defer closing.Wait()
	select {
	case <-q.idle:
		return nil
	case <-ctx.Done():
	}
	q.hasten()
	<-q.idle
	return ctx.Err()
}

// Stats returns the counts of this moment.
func (q *Queue) Stats() Stats {
	q.mu.Lock()
	defer q.mu.Unlock()
	s := q.stats
	s.Running, s.Waiting = q.root.running, q.root.waiting
	s.Servers, s.Users = len(q.root.children), len(q.users)
	return s
}

func (q *Queue) start() {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.started = true
	q.dispatch()
}

func (q *Queue) work(ctx context.Context) {
	for {
		select {
		case t := <-q.handed:
			q.guard(func() { t.job(ctx) })
			q.finish(t)
		case <-q.idle:
			return
		}
	}
}

// guard calls f and survives its panic.
func (q *Queue) guard(f func()) {
	defer func() {
		p := recover()
		if p == nil {
			return
		}
		q.mu.Lock()
		q.stats.Panicked++
		q.mu.Unlock()
		if q.cfg.Panicked != nil {
			q.cfg.Panicked(p, debug.Stack())
		}
	}()
	f()
}

// shut closes the queue and takes out what waits.
func (q *Queue) shut() []*Ticket {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.closed {
		return nil
	}
	q.closed = true
	close(q.closing)
	var waiting []*Ticket
	for leaf := range q.root.leaves {
		for range len(leaf.jobs) {
			waiting = append(waiting, q.pull(leaf, 0))
		}
		q.forget(leaf.user, q.cfg.Now())
	}
	q.stats.Dropped += int64(len(waiting))
	q.settle()
	return waiting
}

func (q *Queue) hasten() {
	q.mu.Lock()
	defer q.mu.Unlock()
	if !q.hurried {
		q.hurried = true
		close(q.hurry)
	}
}
