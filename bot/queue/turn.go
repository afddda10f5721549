package queue

import (
	"container/list"
	"context"
	"slices"
	"time"
)

// Ticket is an accepted job. Safe for concurrent use.
type Ticket struct {
	queue *Queue
	job   func(ctx context.Context)
	drop  func()

	place *branch // guarded by the queue; where it waits or runs
	began bool    // guarded by the queue; or was dropped
}

// branch is a node of the tree of places: the root, a server, a channel, or a
// user in a channel (a leaf). It exists while it has a job.
type branch struct {
	parent   *branch // nil at the root
	key      string  // among the children of the parent
	children map[string]*branch
	ready    *list.List    // of those children that may start a job now: whose turn is next comes first
	turn     *list.Element // its own place among the ready of the parent, nil when it is not ready

	running, most int // jobs below it
	waiting       int

	user *user     // of a leaf, else nil
	jobs []*Ticket // of a leaf: what waits, oldest first
}

func newBranch(parent *branch, key string, most int) *branch {
	b := &branch{parent: parent, key: key, most: most, children: map[string]*branch{}, ready: list.New()}
	if parent != nil {
		parent.children[key] = b
	}
	return b
}

// child returns the child of that key, a new one if there was none.
func (b *branch) child(key string, most int) *branch {
	if c := b.children[key]; c != nil {
		return c
	}
	return newBranch(b, key, most)
}

// leaves yields the leaves below b. They may be removed meanwhile.
func (b *branch) leaves(yield func(*branch) bool) {
	for _, server := range b.children {
		for _, channel := range server.children {
			for _, leaf := range channel.children {
				if !yield(leaf) {
					return
				}
			}
		}
	}
}

func (b *branch) startable() bool {
	if b.running >= b.most {
		return false
	}
	if b.user != nil {
		return len(b.jobs) > 0 && b.user.running < b.user.most
	}
	return b.ready.Len() > 0
}

// refresh gives b and what is above it a turn or takes it away, after
// something that b depends on has changed. Who becomes ready comes last.
func (b *branch) refresh() {
	for ; b.parent != nil; b = b.parent {
		switch ok := b.startable(); {
		case ok && b.turn == nil:
			b.turn = b.parent.ready.PushBack(b)
		case !ok && b.turn != nil:
			b.parent.ready.Remove(b.turn)
			b.turn = nil
		}
	}
}

// count adds to the jobs of b and of what is above it, and removes what has
// none left.
func (b *branch) count(running, waiting int) {
	for ; b != nil; b = b.parent {
		b.running += running
		b.waiting += waiting
		if b.parent == nil || b.running+b.waiting > 0 {
			continue
		}
		delete(b.parent.children, b.key)
		if b.user != nil {
			b.user.places = slices.DeleteFunc(b.user.places, func(p *branch) bool { return p == b })
		}
	}
}

// next returns the leaf whose turn it is, and puts each branch on the way to it
// behind its siblings. Some branch must be ready.
func (b *branch) next() *branch {
	for b.user == nil {
		turn := b.ready.Front()
		b.ready.MoveToBack(turn)
		b = turn.Value.(*branch)
	}
	return b
}

// before says how many jobs of b start before the n-th (from 0) of its child c
// does, if the turn goes round undisturbed.
func (b *branch) before(c *branch, n int) int {
	sum := n
	for _, sibling := range b.children {
		if sibling != c {
			sum += min(sibling.waiting, n)
		}
	}
	for turn := b.ready.Front(); turn != nil && turn != c.turn; turn = turn.Next() {
		if turn.Value.(*branch).waiting > n {
			sum++
		}
	}
	return sum
}

// Ahead says how many jobs will likely start before this one: 0 when it is next,
// -1 when it has started or was dropped. Others who come later in places that
// have asked less may still pass it.
func (t *Ticket) Ahead() int {
	t.queue.mu.Lock()
	defer t.queue.mu.Unlock()
	if t.began {
		return -1
	}
	n := slices.Index(t.place.jobs, t)
	for b := t.place; b.parent != nil; b = b.parent {
		n = b.parent.before(b, n)
	}
	return n
}

// accept makes t wait at its place. The caller holds the lock.
func (q *Queue) accept(t *Ticket, p Place, now time.Time) {
	u := q.user(p.User)
	q.remember(u, now)
	channel := q.root.child(p.serverKey(), q.cfg.PerServer).child(p.Channel, q.cfg.PerChannel)
	leaf := channel.children[p.User]
	if leaf == nil {
		leaf = newBranch(channel, p.User, q.cfg.PerUser)
		leaf.user = u
		u.places = append(u.places, leaf)
	}
	t.place = leaf
	leaf.jobs = append(leaf.jobs, t)
	u.waiting++
	leaf.count(0, 1)
	leaf.refresh()
	q.stats.Accepted++
}

// dispatch hands every job that may start to the workers. The caller holds the
// lock. It does not wait: no more are handed out than fit into the channel.
func (q *Queue) dispatch() {
	for q.started && q.root.startable() {
		leaf := q.root.next()
		leaf.user.running++
		q.handed <- q.pull(leaf, 1)
		leaf.user.refresh()
	}
}

// pull takes the oldest job out of those that wait at a leaf; started is 1 when
// it is to run, 0 when it is dropped. The caller holds the lock.
func (q *Queue) pull(leaf *branch, started int) *Ticket {
	t := leaf.jobs[0]
	leaf.jobs[0] = nil
	leaf.jobs = leaf.jobs[1:]
	t.began = true
	leaf.user.waiting--
	leaf.count(started, -1)
	leaf.refresh()
	return t
}

// finish makes room after a job.
func (q *Queue) finish(t *Ticket) {
	q.mu.Lock()
	defer q.mu.Unlock()
	u := t.place.user
	u.running--
	t.place.count(-1, 0)
	t.place.refresh()
	u.refresh()
	q.stats.Done++
	q.forget(u, q.cfg.Now())
	q.dispatch()
	q.settle()
}

// settle notes that nothing runs any more and nothing ever will. The caller
// holds the lock, and has just closed the queue or ended a job.
func (q *Queue) settle() {
	if q.closed && q.root.running == 0 {
		close(q.idle)
	}
}

func (p Place) serverKey() string {
	if p.Server == "" {
		return "user " + p.User
	}
	return "server " + p.Server
}
