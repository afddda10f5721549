package store

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"modernc.org/sqlite"
	codes "modernc.org/sqlite/lib"
)

// change is something to be written. While the disk is ill it is made to the
// database in memory, and kept to be made to the file as well.
type change struct {
	apply func(context.Context, session) error
	// again is for the file later on, when the caller has long had its answer:
	// it must not touch what apply gives back. Nil when apply gives back nothing.
	again func(context.Context, session) error

	grows   bool   // adds a reply: counts towards pruning
	lasting bool   // not given up when too much is waiting
	size    int    // bytes it holds on to
	erases  string // whose replies it deletes, see ofAsker
}

// illness is the time in which the disk cannot be used. It changes only in a
// turn, under Store.mu.
type illness struct {
	spare *base // the latest of what the file holds, and all that came since
	cause error
	since time.Time

	next    time.Time // when to try the disk again
	wait    time.Duration
	waiting []change        // in order
	size    int             // of waiting
	dropped int             // changes given up
	anew    bool            // the file was begun anew and needs all that is in spare
	gone    map[string]bool // replies of these askers and servers are not borrowed any more
}

const (
	firstWait   = 30 * time.Second
	longestWait = 5 * time.Minute

	mostWaiting     = 1_000 // changes
	mostWaitingSize = 64 << 20
	mostLasting     = 10_000 // of those that are not given up otherwise
	mostReplayed    = 100    // in one transaction, so that a slow disk gets on
)

// Health returns what keeps the store from writing its file, and since when;
// nil when all is well, and without a file. It does not touch the disk.
func (s *Store) Health() error {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if s.ill == nil {
		return nil
	}
	lost := ""
	if s.ill.dropped > 0 {
		lost = fmt.Sprintf(", %d of them given up for want of room", s.ill.dropped)
	}
	return fmt.Errorf("the database cannot be used since %s; changes are kept in memory (%d waiting%s): %w",
		s.ill.since.UTC().Format(time.DateTime+" UTC"), len(s.ill.waiting), lost, s.ill.cause)
}

// lost says what was never written; nil when nothing was. It is for the end.
func (i *illness) lost() error {
	if i == nil || len(i.waiting)+i.dropped == 0 {
		return nil
	}
	return fmt.Errorf("%d changes could not be written: %w", len(i.waiting)+i.dropped, i.cause)
}

func (i *illness) spareBase() *base {
	if i == nil {
		return nil
	}
	return i.spare
}

// view reads from the database in use. When the file fails under it, it reads
// once more from memory; f must be able to begin anew.
func (s *Store) view(ctx context.Context, f func(context.Context, session) error) error {
	b, err := s.current()
	if err != nil {
		return err
	}
	err = b.view(ctx, f)
	if !isFault(err) {
		return err
	}
	if b, err = s.otherThan(ctx, b, err); err != nil {
		return err
	}
	return b.view(ctx, f)
}

// otherThan returns the database to use instead of b, which failed.
func (s *Store) otherThan(ctx context.Context, b *base, failed error) (*base, error) {
	if err := s.take(ctx); err != nil {
		return nil, err
	}
	defer s.release()
	now, err := s.current()
	if err != nil || now != b {
		return now, err
	}
	if b.memory {
		return nil, failed
	}
	if err := s.fallIll(failed); err != nil {
		return nil, err
	}
	return s.current()
}

// update makes a change, in memory if the file fails.
func (s *Store) update(ctx context.Context, c change) error {
	if err := s.take(ctx); err != nil {
		return err
	}
	defer s.release()
	s.mend(ctx, whenDue)
	b, err := s.current()
	if err != nil {
		return err
	}
	err = b.update(ctx, c.apply)
	for range busyTries {
		if !isBusy(err) {
			break
		}
		err = b.update(ctx, c.apply)
	}
	if isFault(err) && !b.memory {
		if err := s.fallIll(err); err != nil {
			return err
		}
		b = s.ill.spare
		err = b.update(ctx, c.apply)
	}
	if err != nil {
		return err
	}
	s.note(c)
	if c.erases != "" {
		s.erase(ctx, b)
	}
	s.sweep(ctx, b, c)
	return nil
}

// busyTries is how often more a file that another process writes to is tried,
// each time for as long as a statement waits. That is no illness of the disk.
const busyTries = 5

// isBusy reports that another process kept the file to itself.
func isBusy(err error) bool {
	var e *sqlite.Error
	return errors.As(err, &e) && (e.Code()&0xff == codes.SQLITE_BUSY || e.Code()&0xff == codes.SQLITE_LOCKED)
}

// note keeps a change for the file, if the disk is ill. It needs the turn.
func (s *Store) note(c change) {
	s.mu.Lock()
	defer s.mu.Unlock()
	i := s.ill
	if i == nil {
		return
	}
	i.waiting = append(i.waiting, c)
	i.size += c.size
	if c.erases != "" {
		i.gone[c.erases] = true
	}
	for len(i.waiting) > mostWaiting || i.size > mostWaitingSize {
		oldest := slices.IndexFunc(i.waiting, func(c change) bool { return !c.lasting })
		if oldest < 0 {
			if len(i.waiting) <= mostLasting {
				return
			}
			oldest = 0
		}
		i.size -= i.waiting[oldest].size
		i.waiting = slices.Delete(i.waiting, oldest, oldest+1)
		i.dropped++
	}
}

// fallIll goes over to memory, with the latest of what can be read from the
// file. It needs the turn.
func (s *Store) fallIll(cause error) error {
	ctx, cancel := context.WithTimeout(context.Background(), checkTime)
	defer cancel()
	spare, err := openMemory(ctx)
	if err != nil {
		return errors.Join(cause, err)
	}
	s.salvage(ctx, spare)
	now := s.cfg.Now()
	s.mu.Lock()
	defer s.mu.Unlock()
	s.ill = &illness{spare: spare, cause: cause, since: now, next: now.Add(firstWait), wait: firstWait, gone: map[string]bool{}}
	return nil
}

// salvage copies into spare what the file still gives.
func (s *Store) salvage(ctx context.Context, spare *base) {
	from := s.disk
	if from == nil {
		var err error
		if from, err = openReadOnly(s.cfg.Path); err != nil {
			return
		}
		defer from.close()
	}
	// What cannot be read is missed, and nothing else: there is no better copy.
	_ = copyLatest(ctx, from, spare)
}

// when says whether to wait before the disk is tried again.
type when bool

const (
	whenDue when = false
	atOnce  when = true
)

// mend tries the disk again and writes what is waiting. It needs the turn.
func (s *Store) mend(ctx context.Context, w when) {
	i := s.ill
	now := s.cfg.Now()
	if i == nil || (w == whenDue && now.Before(i.next)) {
		return
	}
	// A caller that gives up must not make the disk look ill for longer.
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), checkTime)
	defer cancel()
	err := s.recover(ctx, i)
	s.mu.Lock()
	defer s.mu.Unlock()
	if err != nil {
		i.wait = min(2*i.wait, longestWait)
		i.cause, i.next = err, now.Add(i.wait)
		return
	}
	s.ill = nil
	s.settings.dropAll()
	_ = i.spare.close() // a reader that still has it asks again
}

// recover brings the file up to what is in memory.
func (s *Store) recover(ctx context.Context, i *illness) error {
	if s.disk == nil || isDamage(i.cause) {
		if err := s.reopen(ctx, i); err != nil {
			return err
		}
	}
	if i.anew {
		return copyLatest(ctx, i.spare, s.disk)
	}
	for len(i.waiting) > 0 {
		some := i.waiting[:min(len(i.waiting), mostReplayed)]
		err := s.disk.update(ctx, func(ctx context.Context, q session) error { return replay(ctx, q, some) })
		if err != nil {
			return err
		}
		s.mu.Lock()
		for _, c := range some {
			i.size -= c.size
		}
		i.waiting = i.waiting[len(some):]
		s.mu.Unlock()
	}
	if len(i.gone) > 0 {
		s.erase(ctx, s.disk)
	}
	return nil
}

// reopen opens the file again. The old connection goes first: what SQLite
// tidies up on closing, it finds by name.
func (s *Store) reopen(ctx context.Context, i *illness) error {
	old := s.disk
	s.mu.Lock()
	s.disk = nil
	s.mu.Unlock()
	_ = old.close() // of a file that is damaged
	disk, setAside, err := openFile(ctx, s.cfg.Path)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.disk = disk
	if setAside != nil {
		s.setAside, i.anew = setAside, true
	}
	return err
}

// replay makes changes in order. One that the file refuses by now, as a vote on
// a reply that another process deleted, is passed over.
func replay(ctx context.Context, q session, changes []change) error {
	for _, c := range changes {
		f := c.apply
		if c.again != nil {
			f = c.again
		}
		if err := f(ctx, q); isFault(err) || ctx.Err() != nil {
			return err
		}
	}
	return nil
}
