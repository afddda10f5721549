package queue_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"rapporteur/bot/queue"
)

// fate counts what became of one job.
type fate struct{ runs, drops atomic.Int32 }

// meter measures how many jobs run at once by some key.
type meter struct {
	mu   sync.Mutex // guards the maps
	now  map[string]int
	most map[byte]int // by the first letter of the key
}

func (m *meter) add(n int, keys ...string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, key := range keys {
		m.now[key] += n
		m.most[key[0]] = max(m.most[key[0]], m.now[key])
	}
}

// Whatever comes in whatever order: every accepted job is run or dropped, once,
// no refused one is, no bound is passed, and nothing is left behind.
func TestNoJobIsLostOrRunTwice(t *testing.T) {
	for seed := range uint64(20) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) { storm(t, seed) })
		})
	}
}

func storm(t *testing.T, seed uint64) {
	random := rand.New(rand.NewPCG(seed, 1))
	cfg := queue.Config{
		Workers: 1 + random.IntN(8), PerServer: 1 + random.IntN(4), PerChannel: 1 + random.IntN(3), PerUser: 1 + random.IntN(3),
		Waiting: 1 + random.IntN(60), WaitingPerServer: 1 + random.IntN(20), WaitingPerUser: 1 + random.IntN(9),
		Panicked: func(any, []byte) {},
	}
	q := queue.New(cfg)
	running := &meter{now: map[string]int{}, most: map[byte]int{}}
	fates := make([]fate, 2000)
	accepted := make([]bool, len(fates))
	submit := func(i int) {
		p := at(fmt.Sprint(random.IntN(5)), fmt.Sprint(random.IntN(3)), fmt.Sprint(random.IntN(12)))
		if p.Server == "0" {
			p = queue.Place{Channel: "dm" + p.User, User: p.User}
		}
		length, panics := time.Duration(random.IntN(30))*time.Millisecond, random.IntN(20) == 0
		keys := []string{"workers", "user " + p.User, "channel " + p.Channel, "server " + p.Server + "/" + p.User}
		if p.Server != "" {
			keys[3] = "server " + p.Server
		}
		_, err := q.Submit(p, func(context.Context) {
			fates[i].runs.Add(1)
			running.add(1, keys...)
			defer running.add(-1, keys...)
			<-time.After(length)
			if panics {
				panic("oh")
			}
		}, func() { fates[i].drops.Add(1) })
		accepted[i] = err == nil
	}

	ctx, cancel := context.WithCancel(t.Context())
	var run sync.WaitGroup
	run.Go(func() { q.Run(ctx) })
	for i := range fates {
		submit(i)
		if random.IntN(4) == 0 {
			<-time.After(time.Duration(random.IntN(20)) * time.Millisecond)
		}
	}
	if random.IntN(2) == 0 {
		<-time.After(time.Minute) // nothing is left to drop
	}
	cancel()
	run.Wait()

	for i := range fates {
		runs, drops := fates[i].runs.Load(), fates[i].drops.Load()
		if sum := runs + drops; accepted[i] && sum != 1 || !accepted[i] && sum != 0 {
			t.Errorf("job %d, accepted %v: run %d times, dropped %d times", i, accepted[i], runs, drops)
		}
	}
	for key, most := range map[byte]int{'w': cfg.Workers, 's': cfg.PerServer, 'c': cfg.PerChannel, 'u': cfg.PerUser} {
		if got := running.most[key]; got > most || got == 0 {
			t.Errorf("%d jobs ran at once by %c, want 1 to %d", got, key, most)
		}
	}
	s := q.Stats()
	if s.Running+s.Waiting+s.Servers+s.Users != 0 {
		t.Errorf("Stats() = %+v at the end, want nothing held", s)
	}
	if s.Done+s.Dropped != s.Accepted || s.Accepted+s.Refused != int64(len(fates)) || s.Refused == 0 {
		t.Errorf("Stats() = %+v do not add up to %d", s, len(fates))
	}
}

// The same from many goroutines at once, for the race detector.
func TestSubmitFromEverywhere(t *testing.T) {
	q := queue.New(queue.Config{Workers: 4, PerHour: 1000})
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	var run, askers sync.WaitGroup
	run.Go(func() { q.Run(ctx) })
	var ran, dropped, accepted atomic.Int64
	for i := range 8 {
		askers.Go(func() {
			for j := range 300 {
				ticket, err := q.Submit(at(fmt.Sprint(j%3), fmt.Sprint(j%2), fmt.Sprint(i)),
					func(context.Context) { ran.Add(1) }, func() { dropped.Add(1) })
				if err == nil {
					accepted.Add(1)
					ticket.Ahead()
				}
				q.Stats()
			}
		})
		if i == 5 {
			cancel()
		}
	}
	askers.Wait()
	run.Wait()
	if ran.Load()+dropped.Load() != accepted.Load() {
		t.Errorf("%d run and %d dropped of %d accepted", ran.Load(), dropped.Load(), accepted.Load())
	}
}
