package queue_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"rapporteur/bot/queue"
)

// took is how long a job of a desk takes.
const took = time.Second

// desk runs a queue inside a bubble of synctest and writes down what starts, in
// order.
type desk struct {
	*queue.Queue
	t *testing.T

	mu    sync.Mutex // guards the fields below
	began []string
	drops []string
}

// open calls f with a running desk, and closes it afterwards.
func open(t *testing.T, cfg queue.Config, f func(d *desk)) {
	synctest.Test(t, func(t *testing.T) {
		d := &desk{Queue: queue.New(cfg), t: t}
		ctx, cancel := context.WithCancel(t.Context())
		var run sync.WaitGroup
		run.Go(func() { d.Run(ctx) })
		defer run.Wait()
		defer cancel()
		synctest.Wait()
		f(d)
	})
}

// at is a place in one word: "server/channel/user".
func at(server, channel, user string) queue.Place {
	return queue.Place{Server: server, Channel: server + "-" + channel, User: user}
}

// ask submits a job of that name which takes a second, or until its context
// ends.
func (d *desk) ask(p queue.Place, name string) (*queue.Ticket, error) {
	return d.Submit(p, func(ctx context.Context) {
		d.mu.Lock()
		d.began = append(d.began, name)
		d.mu.Unlock()
		select {
		case <-time.After(took):
		case <-ctx.Done():
		}
	}, func() {
		d.mu.Lock()
		defer d.mu.Unlock()
		d.drops = append(d.drops, name)
	})
}

func (d *desk) mustAsk(p queue.Place, name string) *queue.Ticket {
	d.t.Helper()
	ticket, err := d.ask(p, name)
	if err != nil {
		d.t.Fatalf("Submit(%v) = %v", p, err)
	}
	return ticket
}

// started lists the jobs that have started, and dropped those that never will.
func (d *desk) started() []string { return d.list(&d.began) }

func (d *desk) dropped() []string {
	names := d.list(&d.drops)
	slices.Sort(names)
	return names
}

func (d *desk) list(names *[]string) []string {
	synctest.Wait()
	d.mu.Lock()
	defer d.mu.Unlock()
	return slices.Clone(*names)
}

// waitFor lets the clock go on until a time after all that is due then.
func waitFor(after time.Duration) {
	<-time.After(after)
	synctest.Wait()
}

func TestSubmitStartsAtOnceWhatMay(t *testing.T) {
	open(t, queue.Config{}, func(d *desk) {
		ticket := d.mustAsk(at("s", "c", "u"), "a")
		if n := ticket.Ahead(); n != -1 {
			t.Errorf("Ahead() = %d as Submit returns, want -1", n)
		}
		if diff := cmp.Diff([]string{"a"}, d.started()); diff != "" {
			t.Errorf("started (-want +got):\n%s", diff)
		}
		waitFor(took)
		want := queue.Stats{Accepted: 1, Done: 1}
		if diff := cmp.Diff(want, d.Stats()); diff != "" {
			t.Errorf("Stats() after all is done (-want +got):\n%s", diff)
		}
	})
}

func TestRunStartsWhatWaitedForIt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := &desk{Queue: queue.New(queue.Config{}), t: t}
		ticket := d.mustAsk(at("s", "c", "u"), "a")
		if got := d.started(); len(got) > 0 || ticket.Ahead() != 0 {
			t.Errorf("before Run %v started and Ahead() = %d, want none and 0", got, ticket.Ahead())
		}
		ctx, cancel := context.WithCancel(t.Context())
		var run sync.WaitGroup
		defer run.Wait()
		defer cancel()
		run.Go(func() { d.Run(ctx) })
		if got := d.started(); len(got) != 1 {
			t.Errorf("after Run %v started, want a", got)
		}
	})
}

func TestBoundsOfWhatRuns(t *testing.T) {
	one := func(int) string { return "x" }
	each := func(i int) string { return fmt.Sprint(i) }
	for _, test := range []struct {
		name                  string
		server, channel, user func(int) string
		want                  int
	}{
		{"all together", each, each, each, 12},
		{"one server", one, each, each, 6},
		{"one channel", one, one, each, 3},
		{"one user in one channel", one, one, one, 2},
		{"one user on many servers", each, each, one, 2},
	} {
		t.Run(test.name, func(t *testing.T) {
			cfg := queue.Config{Workers: 12, WaitingPerUser: 100}
			open(t, cfg, func(d *desk) {
				for i := range 30 {
					d.mustAsk(at(test.server(i), test.channel(i), test.user(i)), fmt.Sprint(i))
				}
				for round := 1; round*test.want <= 30; round++ {
					if got := len(d.started()); got != round*test.want {
						t.Fatalf("%d jobs have started in round %d, want %d", got, round, round*test.want)
					}
					waitFor(took)
				}
			})
		})
	}
}

// A direct message has no server, so what users ask there is bounded by user
// alone.
func TestDirectMessagesDoNotShareAServer(t *testing.T) {
	open(t, queue.Config{Workers: 20, WaitingPerServer: 1}, func(d *desk) {
		for i := range 20 {
			d.mustAsk(queue.Place{Channel: fmt.Sprint("dm", i), User: fmt.Sprint(i)}, fmt.Sprint(i))
		}
		if got := len(d.started()); got != 20 {
			t.Errorf("%d of 20 direct messages have started", got)
		}
	})
}

func TestPanicsEndTheirJobAlone(t *testing.T) {
	var seen atomic.Int32
	cfg := queue.Config{Workers: 1, Panicked: func(p any, stack []byte) {
		if p != "oh" || len(stack) == 0 {
			t.Errorf("Panicked(%v, %d bytes), want oh and a stack", p, len(stack))
		}
		seen.Add(1)
	}}
	open(t, cfg, func(d *desk) {
		for range 3 {
			if _, err := d.Submit(at("s", "c", "u"), func(context.Context) { panic("oh") }, nil); err != nil {
				t.Fatal(err)
			}
		}
		d.mustAsk(at("s", "c", "u"), "after")
		if got := d.started(); len(got) != 1 || seen.Load() != 3 {
			t.Errorf("%v started after %d panics, want one after 3", got, seen.Load())
		}
		if _, err := d.Submit(at("s", "c", "v"), func(context.Context) {}, func() { panic("oh") }); err != nil {
			t.Fatal(err)
		}
		d.Close()
		if s := d.Stats(); s.Panicked != 4 || seen.Load() != 4 {
			t.Errorf("%d panics counted, %d told, want 4: the last in a drop function", s.Panicked, seen.Load())
		}
	})
}

func TestCloseDropsWhatWaits(t *testing.T) {
	open(t, queue.Config{Workers: 1}, func(d *desk) {
		d.mustAsk(at("s", "c", "u"), "running")
		waits := d.mustAsk(at("s", "c", "u"), "b")
		d.mustAsk(at("s", "d", "v"), "c")
		d.mustAsk(at("z", "d", "w"), "d")
		if _, err := d.Submit(at("y", "d", "w"), func(context.Context) { t.Error("a dropped job ran") }, nil); err != nil {
			t.Fatal(err)
		}
		d.Close()
		d.Close()
		if diff := cmp.Diff([]string{"b", "c", "d"}, d.dropped()); diff != "" {
			t.Errorf("dropped (-want +got):\n%s", diff)
		}
		if n := waits.Ahead(); n != -1 {
			t.Errorf("Ahead() = %d of a dropped job, want -1", n)
		}
		if _, err := d.ask(at("s", "c", "u"), "late"); !errors.Is(err, queue.ErrClosed) {
			t.Errorf("Submit after Close = %v, want ErrClosed", err)
		}
		want := queue.Stats{Running: 1, Servers: 1, Users: 1, Accepted: 5, Dropped: 4}
		if diff := cmp.Diff(want, d.Stats()); diff != "" {
			t.Errorf("Stats() after Close (-want +got):\n%s", diff)
		}
		waitFor(took)
		if diff := cmp.Diff(queue.Stats{Accepted: 5, Dropped: 4, Done: 1}, d.Stats()); diff != "" {
			t.Errorf("Stats() at the end (-want +got):\n%s", diff)
		}
	})
}

// Goodbyes are said over the network: many at once, and not more than that.
func TestCloseDropsSeveralAtOnce(t *testing.T) {
	open(t, queue.Config{Workers: 2, WaitingPerUser: 100}, func(d *desk) {
		for range 12 {
			_, err := d.Submit(at("s", "c", "u"), func(context.Context) { waitFor(took) }, func() { <-time.After(took) })
			if err != nil {
				t.Fatal(err)
			}
		}
		begin := time.Now()
		d.Close()
		if got := time.Since(begin); got != 5*took {
			t.Errorf("Close took %v for 10 jobs in two hands, want %v", got, 5*took)
		}
	})
}

func TestRunReturnsAfterTheLastJob(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := &desk{Queue: queue.New(queue.Config{}), t: t}
		ctx, cancel := context.WithCancel(t.Context())
		begin := time.Now()
		var ended time.Duration
		var run sync.WaitGroup
		run.Go(func() {
			d.Run(ctx)
			ended = time.Since(begin)
		})
		for i := range 3 {
			d.mustAsk(at("s", "c", "u"), fmt.Sprint(i))
		}
		waitFor(took / 4)
		cancel()
		run.Wait()
		if ended != took {
			t.Errorf("Run returned after %v, want %v: what runs is finished", ended, took)
		}
		if diff := cmp.Diff([]string{"2"}, d.dropped()); diff != "" {
			t.Errorf("dropped (-want +got):\n%s", diff)
		}
		if err := d.Drain(t.Context()); err != nil {
			t.Errorf("Drain of a queue at rest = %v", err)
		}
	})
}

func TestDrainHasPatience(t *testing.T) {
	for _, test := range []struct {
		name           string
		patience, took time.Duration
		want           error
	}{
		{"longer than the job takes", 2 * took, took, nil},
		{"shorter", took / 2, took / 2, context.DeadlineExceeded},
	} {
		t.Run(test.name, func(t *testing.T) {
			open(t, queue.Config{}, func(d *desk) {
				d.mustAsk(at("s", "c", "u"), "a")
				begin := time.Now()
				ctx, cancel := context.WithTimeout(d.t.Context(), test.patience)
				defer cancel()
				if err := d.Drain(ctx); !errors.Is(err, test.want) || time.Since(begin) != test.took {
					t.Errorf("Drain = %v after %v, want %v after %v", err, time.Since(begin), test.want, test.took)
				}
			})
		})
	}
}

func TestDrainWithoutRun(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := &desk{Queue: queue.New(queue.Config{}), t: t}
		d.mustAsk(at("s", "c", "u"), "a")
		if err := d.Drain(t.Context()); err != nil || len(d.dropped()) != 1 {
			t.Errorf("Drain = %v with %v dropped, want nil and a", err, d.dropped())
		}
		d.Run(t.Context()) // returns, having nothing to do
	})
}
