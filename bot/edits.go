package bot

import (
	"sync"
	"time"

	"rapporteur/bot/reply"
	"rapporteur/store"
)

// edit is a change that waits for the button that confirms it. It is in memory
// only: after a restart the user is told to begin anew.
type edit struct {
	key          string
	server, user string
	until        time.Time
	size         int // bytes that it takes, about

	remove, title string // id of the article to remove, and how it is shown; "" for proposals

	mu      sync.Mutex // guards the fields below
	busy    bool       // a press is being carried out
	done    bool       // there is nothing left to confirm
	list    []Proposal
	total   int      // how many proposals there were; list has the first of them
	left    int      // those not in list that there is something to do about
	refused []string // see Proposals
}

// begin reports that a press may be carried out: no other is, and there is
// something left. Whoever began ends it.
func (e *edit) begin() bool {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.busy || e.done {
		return false
	}
	e.busy = true
	return true
}

// end gives others their turn.
func (e *edit) end() {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.busy = false
}

// close has no more presses carried out.
func (e *edit) close() {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.done = true
}

func (e *edit) proposal(n int) Proposal {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.list[n]
}

// kept takes down that the n-th proposal was kept.
func (e *edit) kept(n int) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.list[n].Kept = true
}

// open returns which proposals there is something to do about: the n-th, or all
// for -1.
func (e *edit) open(n int) []int {
	e.mu.Lock()
	defer e.mu.Unlock()
	var open []int
	for i := range e.list {
		if (n < 0 || i == n) && e.list[i].Change != reply.Nothing && !e.list[i].Kept {
			open = append(open, i)
		}
	}
	return open
}

// show returns the message that the edit waits in.
func (e *edit) show(o reply.Options) reply.Message {
	e.mu.Lock()
	defer e.mu.Unlock()
	o.Key = e.key
	if e.single() {
		return reply.Proposed(e.list[0].Proposal, e.until, o)
	}
	list := make([]reply.Proposal, len(e.list))
	for i := range e.list {
		list[i] = e.list[i].Proposal
	}
	return reply.Entries(reply.ProposalList{List: list, Total: e.total, Left: e.left, Refused: e.refused}, e.until, o)
}

// entry returns the message about the n-th proposal, false when there is none.
func (e *edit) entry(n int, o reply.Options) (reply.Message, bool) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if n < 0 || n >= len(e.list) {
		return reply.Message{}, false
	}
	o.Key = e.key
	return reply.Entry(e.list[n].Proposal, n, e.until, o), true
}

// single reports that there is one proposal and no list of them. It needs no lock:
// how many there are does not change.
func (e *edit) single() bool { return e.total == 1 && len(e.refused) == 0 }

// Bounds of what waits: in number, for one user, in bytes, and of sources that
// are read at once.
const (
	maxEdits     = 64
	maxUserEdits = 4
	maxEditBytes = 64 << 20
	maxReading   = 3
)

// editLife is how long a change waits: as long as the interaction that asked for
// it can be answered.
const editLife = tokenLife

// edits are the changes that wait, and the servers for which a source is being
// read. Safe for concurrent use.
type edits struct {
	mu      sync.Mutex // guards the fields below
	list    []*edit    // the oldest first
	bytes   int
	reading map[string]bool // by server
}

func newEdits() *edits { return &edits{reading: map[string]bool{}} }

// read takes a turn at reading a source for a server; false when one is being
// read for it, or too many are.
func (w *edits) read(server string) (done func(), ok bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.reading[server] || len(w.reading) >= maxReading {
		return nil, false
	}
	w.reading[server] = true
	return func() {
		w.mu.Lock()
		defer w.mu.Unlock()
		delete(w.reading, server)
	}, true
}

// add has an edit wait. Where there are too many, the oldest give way: of the
// user first.
func (w *edits) add(e *edit) {
	e.key = store.NewKey()
	w.mu.Lock()
	defer w.mu.Unlock()
	w.drop(func(o *edit) bool { return time.Now().After(o.until) })
	theirs := 0
	for _, o := range w.list {
		if o.user == e.user {
			theirs++
		}
	}
	w.drop(func(o *edit) bool {
		if o.user != e.user || theirs < maxUserEdits {
			return false
		}
		theirs--
		return true
	})
	w.drop(func(o *edit) bool { return len(w.list) >= maxEdits || w.bytes+e.size > maxEditBytes })
	w.list, w.bytes = append(w.list, e), w.bytes+e.size
}

// drop takes away edits for which f holds, the oldest first.
func (w *edits) drop(f func(*edit) bool) {
	all := w.list
	w.list = append([]*edit(nil), all...)
	for _, e := range all {
		if !f(e) {
			continue
		}
		for n, o := range w.list {
			if o == e {
				w.list, w.bytes = append(w.list[:n], w.list[n+1:]...), w.bytes-e.size
				break
			}
		}
	}
}

// find returns the edit with this key, nil when it does not wait any more; theirs
// is false when it is somebody else's.
func (w *edits) find(key, server, user string) (e *edit, theirs bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, e := range w.list {
		switch {
		case e.key != key:
		case e.server != server || e.user != user:
			return nil, false
		case time.Now().Before(e.until):
			return e, true
		}
	}
	return nil, true
}

// remove takes away an edit.
func (w *edits) remove(e *edit) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.drop(func(o *edit) bool { return o == e })
}
