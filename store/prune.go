package store

import (
	"context"
	"errors"
	"fmt"
	"time"
)

const (
	sweepEvery = time.Hour
	sweepKept  = 200      // replies kept, or a tenth of the most if that is less
	mostBytes  = 64 << 20 // of all bodies in memory
	mostOnDisk = 2 << 30  // and in a file
	markLife   = 24 * time.Hour
)

// Run prunes and tries an ill disk again, every hour and at once, until its
// context ends. Writing prunes as well, so that a store without Run stays
// within its bounds; with it, what is too old also goes while nobody asks.
func (s *Store) Run(ctx context.Context) error {
	tick := time.NewTicker(sweepEvery)
	defer tick.Stop()
	for {
		if err := s.Prune(ctx); errors.Is(err, ErrClosed) {
			return err // any other failure is the disk's, and Health's to tell
		}
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
	}
}

// Prune deletes what is too old, and the oldest of what is too much: replies
// after Config.Days or beyond Config.Most, claims after two days, marks of
// forgotten persons after one, a damaged file Config.Days after it was set
// aside. It tries the disk again first if that is ill.
func (s *Store) Prune(ctx context.Context) error {
	if err := s.take(ctx); err != nil {
		return err
	}
	defer s.release()
	s.mend(ctx, atOnce)
	b, err := s.current()
	if err != nil {
		return err
	}
	if s.Persistent() {
		dropAside(s.cfg.Path, fromStamp(s.oldest()))
	}
	if err := s.prune(ctx, b); err != nil {
		return fmt.Errorf("prune: %w", err)
	}
	return nil
}

// sweep prunes after a change when it is time to. It needs the turn. A failure
// is not the caller's; it is met again by the next change.
func (s *Store) sweep(ctx context.Context, b *base, c change) {
	if c.grows {
		s.kept++
	}
	since := s.cfg.Now().Sub(s.swept)
	if s.kept < min(sweepKept, max(s.cfg.Most/10, 1)) && since >= 0 && since < sweepEvery {
		return
	}
	_ = s.prune(ctx, b)
}

// prune deletes what is to go from b. It needs the turn.
func (s *Store) prune(ctx context.Context, b *base) error {
	s.kept, s.swept = 0, s.cfg.Now()
	most, size := s.cfg.Most, mostOnDisk
	if b.memory {
		size = mostBytes
	}
	if s.Persistent() && b.memory {
		most, size = min(most, mostSpare), mostSpareBytes
	}
	now := s.cfg.Now()
	if s.lingers {
		s.erase(ctx, b)
	}
	return b.update(ctx, func(ctx context.Context, q session) error {
		for _, step := range []struct {
			query string
			args  []any
		}{
			{`DELETE FROM replies WHERE at < ?`, []any{s.oldest()}},
			{`DELETE FROM claims WHERE at < ?`, []any{stamp(now.Add(-claimLife))}},
			{
				`DELETE FROM claims WHERE event IN (SELECT event FROM claims ORDER BY at DESC, event DESC LIMIT ? OFFSET ?)`,
				[]any{mostClaims, mostClaims},
			},
			{`DELETE FROM marks WHERE at < ?`, []any{stamp(now.Add(-markLife))}},
		} {
			if _, err := q.exec(ctx, step.query, step.args...); err != nil {
				return err
			}
		}
		if err := makeRoom(ctx, q, most, size); err != nil {
			return err
		}
		return dropPersons(ctx, q)
	})
}

// makeRoom deletes the oldest replies until no more than so many are left, with
// bodies of no more than so many bytes.
func makeRoom(ctx context.Context, q session, most, size int) error {
	for {
		var count, total int
		if _, err := q.one(ctx, `SELECT COUNT(*), COALESCE(SUM(size), 0) FROM replies`, nil, &count, &total); err != nil {
			return err
		}
		over := count - most
		if total > size { // as many as make up for it if they are no smaller than most
			over = max(over, ((total-size)*count+total-1)/total)
		}
		if over <= 0 {
			return nil
		}
		_, err := q.exec(ctx, `DELETE FROM replies WHERE key IN (SELECT key FROM replies ORDER BY at, key LIMIT ?)`, over)
		if err != nil {
			return err
		}
	}
}

// erase sees to it that what was deleted does not linger in the log of what was
// written ahead. When a reader of another process holds that up, pruning tries
// again. It needs the turn.
func (s *Store) erase(ctx context.Context, b *base) {
	if b.memory {
		return
	}
	var busy, inLog, moved int
	err := b.write.QueryRowContext(ctx, `PRAGMA wal_checkpoint(TRUNCATE)`).Scan(&busy, &inLog, &moved)
	s.lingers = err != nil || busy != 0
}

// oldest is the age at which replies are no longer given.
func (s *Store) oldest() int64 { return stamp(s.cfg.Now().AddDate(0, 0, -s.cfg.Days)) }
