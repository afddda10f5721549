package store

import (
	"context"
	"fmt"
	"slices"
	"time"
)

// claimLife is how long claims are kept. Discord replays events of minutes, not
// of days.
const claimLife = 48 * time.Hour

// mostClaims bounds the claims kept, the oldest out first.
const mostClaims = 200_000

// mostUnfinished bounds what one call of Unfinished returns.
const mostUnfinished = 100

// Claim reports whether the caller is the first to take up this event, over
// all processes on the file and all restarts of the last two days: only then
// is it to be answered. The claim is on the disk when it returns, so that after
// a crash nothing is answered twice. An empty event is [ErrInvalid].
func (s *Store) Claim(ctx context.Context, event string) (first bool, err error) {
	if event == "" {
		return false, fmt.Errorf("claim an event without a name: %w", ErrInvalid)
	}
	at := stamp(s.cfg.Now())
	claim := func(ctx context.Context, q session) (int, error) {
		return q.exec(ctx, `INSERT INTO claims (event, run, at, done) VALUES (?, ?, ?, 0) ON CONFLICT DO NOTHING`,
			event, s.run, at)
	}
	err = s.update(ctx, change{
		apply: func(ctx context.Context, q session) error {
			n, err := claim(ctx, q)
			first = n > 0
			return err
		},
		again: func(ctx context.Context, q session) error {
			_, err := claim(ctx, q)
			return err
		},
	})
	if err != nil {
		return false, fmt.Errorf("claim an event: %w", err)
	}
	return first, nil
}

// Answered notes that nothing is left to do for an event. One that was never
// claimed is claimed by it.
func (s *Store) Answered(ctx context.Context, event string) error {
	if event == "" {
		return fmt.Errorf("finish an event without a name: %w", ErrInvalid)
	}
	at := stamp(s.cfg.Now())
	err := s.update(ctx, change{apply: func(ctx context.Context, q session) error {
		_, err := q.exec(ctx, `INSERT INTO claims (event, run, at, done) VALUES (?, ?, ?, 1)
			ON CONFLICT (event) DO UPDATE SET done = 1`, event, s.run, at)
		return err
	}})
	if err != nil {
		return fmt.Errorf("finish an event: %w", err)
	}
	return nil
}

// Claimed is an event that was taken up.
type Claimed struct {
	Event string
	At    time.Time
}

// Unfinished returns events that another run of the program claimed at least
// age ago and never finished, the oldest first, at most a hundred. Each is
// returned once, whoever asks.
//
// The answer to such an event may have gone out in the last moment before the
// crash: whoever gives it again has to look for it first. Zero fits where
// one process uses the file. Where several share it, the others are at work on
// theirs, so age has to be longer than any answer takes: 15 minutes, the life
// of an interaction.
func (s *Store) Unfinished(ctx context.Context, age time.Duration) ([]Claimed, error) {
	until := stamp(s.cfg.Now().Add(-age))
	var got []Claimed
	err := s.update(ctx, change{
		apply: func(ctx context.Context, q session) error {
			got = nil
			if err := readUnfinished(ctx, q, s.run, until, &got); err != nil {
				return err
			}
			return finish(ctx, q, got)
		},
		again: func(ctx context.Context, q session) error { return finish(ctx, q, got) },
	})
	if err != nil {
		return nil, fmt.Errorf("read what was left unfinished: %w", err)
	}
	return slices.Clone(got), nil
}

func readUnfinished(ctx context.Context, q session, run string, until int64, into *[]Claimed) error {
	return q.each(ctx, `SELECT event, at FROM claims WHERE done = 0 AND run <> ? AND at <= ? ORDER BY at, event LIMIT ?`,
		[]any{run, until, mostUnfinished},
		func(scan func(...any) error) error {
			var c Claimed
			var at int64
			err := scan(&c.Event, &at)
			c.At = fromStamp(at)
			*into = append(*into, c)
			return err
		})
}

func finish(ctx context.Context, q session, claims []Claimed) error {
	for _, c := range claims {
		if _, err := q.exec(ctx, `UPDATE claims SET done = 1 WHERE event = ?`, c.Event); err != nil {
			return err
		}
	}
	return nil
}
