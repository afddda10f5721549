package queue

import (
	"container/list"
	"fmt"
	"time"
)

// Kind says which bound a refused job met.
type Kind string

// The bounds, in the order in which they are looked at.
const (
	Hour       Kind = "hour"        // the user's accepted jobs in an hour
	FullUser   Kind = "full user"   // the user's waiting jobs
	FullServer Kind = "full server" // the server's
	Full       Kind = "full"        // all
)

// LimitError says why a job was refused.
type LimitError struct {
	Kind  Kind
	Count int       // of the jobs that the bound counts
	Until time.Time // for Hour: when the next job can be accepted; else zero
}

// Error names the bound.
func (e *LimitError) Error() string {
	switch e.Kind {
	case Hour:
		return fmt.Sprintf("%d jobs of the user were accepted within an hour", e.Count)
	case FullUser:
		return fmt.Sprintf("%d jobs of the user wait", e.Count)
	case FullServer:
		return fmt.Sprintf("%d jobs of the server wait", e.Count)
	}
	return fmt.Sprintf("%d jobs wait", e.Count)
}

// user is somebody who has a job or had one accepted within the hour.
type user struct {
	id            string
	running, most int
	waiting       int
	places        []*branch // the leaves where they have a job: no more than those jobs

	accepted []time.Time   // of the last hour, oldest first; only when there is a bound
	seen     *list.Element // in Queue.recent while accepted is not empty
}

// refresh updates the turns of all places of u, because what the user may start
// has changed.
func (u *user) refresh() {
	for _, leaf := range u.places {
		leaf.refresh()
	}
}

// trim removes what was accepted an hour ago or earlier.
func (u *user) trim(now time.Time) {
	for len(u.accepted) > 0 && !now.Before(u.accepted[0].Add(time.Hour)) {
		u.accepted = u.accepted[1:]
	}
}

// refusal returns why a job from p cannot be accepted now, or nil. The caller
// holds the lock.
func (q *Queue) refusal(p Place, now time.Time) error {
	u := q.users[p.User]
	if u == nil {
		u = &user{most: q.cfg.PerUser}
	}
	u.trim(now)
	if n := len(u.accepted); q.cfg.PerHour > 0 && n >= q.cfg.PerHour {
		return &LimitError{Kind: Hour, Count: n, Until: u.accepted[0].Add(time.Hour)}
	}
	server := q.root.children[p.serverKey()]
	if q.roomFor(p, server, u) {
		return nil
	}
	if u.waiting >= q.cfg.WaitingPerUser {
		return &LimitError{Kind: FullUser, Count: u.waiting}
	}
	if server != nil && server.waiting >= q.cfg.WaitingPerServer {
		return &LimitError{Kind: FullServer, Count: server.waiting}
	}
	if q.root.waiting >= q.cfg.Waiting {
		return &LimitError{Kind: Full, Count: q.root.waiting}
	}
	return nil
}

// roomFor says whether a job from p would start at once. Nobody can be waiting
// for the same room: who may start has started. The server is nil when it has no
// job.
func (q *Queue) roomFor(p Place, server *branch, u *user) bool {
	if !q.started || q.root.running >= q.root.most || u.running >= u.most {
		return false
	}
	if server == nil {
		return true
	}
	channel := server.children[p.Channel]
	return server.running < server.most && (channel == nil || channel.running < channel.most)
}

// user returns the user of that id, a new one if there was none. The caller
// holds the lock.
func (q *Queue) user(id string) *user {
	u := q.users[id]
	if u == nil {
		u = &user{id: id, most: q.cfg.PerUser}
		q.users[id] = u
	}
	return u
}

// remember counts a job of u for the hour. The caller holds the lock.
func (q *Queue) remember(u *user, now time.Time) {
	if q.cfg.PerHour <= 0 {
		return
	}
	u.accepted = append(u.accepted, now)
	if u.seen == nil {
		u.seen = q.recent.PushBack(u)
		return
	}
	q.recent.MoveToBack(u.seen)
}

// forgetSome drops users whose hour is over. It looks at two for each job, so
// that it is always ahead of those who come and never takes long. The caller
// holds the lock.
func (q *Queue) forgetSome(now time.Time) {
	for range 2 {
		if first := q.recent.Front(); first != nil {
			q.forget(first.Value.(*user), now)
		}
	}
}

// forget drops u when nothing is left to know. The caller holds the lock.
func (q *Queue) forget(u *user, now time.Time) {
	u.trim(now)
	if len(u.accepted) > 0 {
		return
	}
	if u.seen != nil {
		q.recent.Remove(u.seen)
		u.seen = nil
	}
	if u.running+u.waiting == 0 {
		delete(q.users, u.id)
	}
}
