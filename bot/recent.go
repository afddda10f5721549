package bot

import (
	"container/list"
	"context"
	"sync"
	"time"
)

// recent remembers which of many keys were seen of late. Safe for concurrent
// use.
type recent struct {
	most int
	life time.Duration

	mu    sync.Mutex // guards the two below
	byKey map[string]*list.Element
	order *list.List // of seenAt, oldest first
}

type seenAt struct {
	key string
	at  time.Time
}

func newRecent(most int, life time.Duration) *recent {
	return &recent{most: most, life: life, byKey: map[string]*list.Element{}, order: list.New()}
}

// first reports that the key was not seen within the life of a key, and
// remembers it.
func (r *recent) first(key string) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	now := time.Now()
	for e := r.order.Front(); e != nil && (r.order.Len() >= r.most || now.Sub(e.Value.(seenAt).at) > r.life); e = r.order.Front() {
		r.order.Remove(e)
		delete(r.byKey, e.Value.(seenAt).key)
	}
	if r.byKey[key] != nil {
		return false
	}
	r.byKey[key] = r.order.PushBack(seenAt{key, now})
	return true
}

// has reports that the key was seen within the life of a key.
func (r *recent) has(key string) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	e := r.byKey[key]
	return e != nil && time.Since(e.Value.(seenAt).at) <= r.life
}

// underway are the questions being answered, by the message that asks: when it
// is deleted, or its channel is, nobody waits for the answer. Safe for concurrent
// use.
type underway struct {
	mu   sync.Mutex // guards work
	work map[string]working
}

type working struct {
	channel string
	cancel  context.CancelFunc
}

// begin returns a context for answering the message; done is to be called at
// the end.
func (u *underway) begin(ctx context.Context, message, channel string) (_ context.Context, done func()) {
	ctx, cancel := context.WithCancel(ctx)
	u.mu.Lock()
	u.work[message] = working{channel, cancel}
	u.mu.Unlock()
	return ctx, func() {
		u.mu.Lock()
		delete(u.work, message)
		u.mu.Unlock()
		cancel()
	}
}

// cancel ends what is being answered for the message, if anything is.
func (u *underway) cancel(message string) {
	u.mu.Lock()
	defer u.mu.Unlock()
	if w, ok := u.work[message]; ok {
		w.cancel()
	}
}

// cancelChannel ends what is being answered in a channel.
func (u *underway) cancelChannel(channel string) {
	u.mu.Lock()
	defer u.mu.Unlock()
	for _, w := range u.work {
		if w.channel == channel {
			w.cancel()
		}
	}
}
