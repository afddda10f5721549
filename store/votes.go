package store

import (
	"context"
	"fmt"
	"time"
)

// Vote is what somebody thinks of a reply.
type Vote struct {
	Key, User, Server string
	Up                bool
}

// Change is what a vote came to.
type Change int

// What a vote can come to.
const (
	Unchanged Change = iota // there was an error
	Added                   // the first vote of this person on this reply
	Replaced                // it was the other way round before
	Withdrawn               // the same again takes it back
)

// Vote counts a vote: each person has one on each reply. The same vote again
// withdraws it, the other one replaces it. A reply that is not kept, or no
// longer, cannot be voted on: [ErrNoReply].
func (s *Store) Vote(ctx context.Context, v Vote) (Change, error) {
	if err := checkPerson(v.User); err != nil {
		return Unchanged, fmt.Errorf("count a vote: %w", err)
	}
	s.borrow(ctx, v.Key)
	at, oldest := stamp(s.cfg.Now()), s.oldest()
	var done Change
	err := s.update(ctx, change{
		apply: func(ctx context.Context, q session) (err error) {
			done, err = castVote(ctx, q, v, at, oldest)
			return err
		},
		// A toggle must not be toggled again: what it came to is what counts.
		again: func(ctx context.Context, q session) error {
			return settleVote(ctx, q, v, at, done != Withdrawn)
		},
	})
	if err != nil {
		return Unchanged, fmt.Errorf("count a vote: %w", err)
	}
	return done, nil
}

func castVote(ctx context.Context, q session, v Vote, at, oldest int64) (Change, error) {
	var size int
	found, err := q.one(ctx, `SELECT size FROM replies WHERE key = ? AND at >= ?`, []any{v.Key, oldest}, &size)
	if err == nil && !found {
		err = ErrNoReply
	}
	if err != nil {
		return Unchanged, err
	}
	voter, _, err := needPerson(ctx, q, v.User)
	if err != nil {
		return Unchanged, err
	}
	var before bool
	voted, err := q.one(ctx, `SELECT up FROM votes WHERE reply = ? AND voter = ?`, []any{v.Key, voter}, &before)
	if err != nil {
		return Unchanged, err
	}
	done := Added
	if voted {
		done = Replaced
		if before == v.Up {
			done = Withdrawn
		}
	}
	return done, settleVote(ctx, q, v, at, done != Withdrawn)
}

// settleVote leaves v as the vote of its person, or none, whatever was before.
// On a reply that is gone there is nothing to leave.
func settleVote(ctx context.Context, q session, v Vote, at int64, stands bool) error {
	voter, _, err := needPerson(ctx, q, v.User)
	if err != nil {
		return err
	}
	if _, err := q.exec(ctx, `DELETE FROM votes WHERE reply = ? AND voter = ?`, v.Key, voter); err != nil || !stands {
		return err
	}
	_, err = q.exec(ctx, `INSERT INTO votes (reply, voter, server, up, at)
		SELECT key, ?, ?, ?, ? FROM replies WHERE key = ?`, voter, v.Server, asInt(v.Up), at, v.Key)
	return err
}

func asInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

// Tally is what the people of a server think of the replies that are kept.
type Tally struct {
	Up, Down int
	Worst    []Voted // voted down, the latest such vote first
}

// Voted is a reply that was voted down.
type Voted struct {
	Reply    Reply
	Up, Down int
	At       time.Time // of the latest vote down
}

// mostWorst bounds Tally.Worst: their bodies are read into memory.
const mostWorst = 100

// Votes returns the votes cast in a server on the replies that are kept; ""
// stands for direct messages. At most limit replies, and never over a hundred,
// are in Worst.
func (s *Store) Votes(ctx context.Context, server string, limit int) (Tally, error) {
	limit = min(max(limit, 0), mostWorst)
	var got Tally
	err := s.view(ctx, func(ctx context.Context, q session) error {
		got = Tally{}
		_, err := q.one(ctx, `SELECT COALESCE(SUM(up), 0), COALESCE(SUM(1 - up), 0) FROM votes WHERE server = ?`,
			[]any{server}, &got.Up, &got.Down)
		if err != nil {
			return err
		}
		got.Worst, err = readWorst(ctx, q, server, limit)
		return err
	})
	if err != nil {
		return Tally{}, fmt.Errorf("read the votes of a server: %w", err)
	}
	return got, nil
}

func readWorst(ctx context.Context, q session, server string, limit int) ([]Voted, error) {
	var worst []Voted
	err := q.each(ctx, `SELECT r.key, r.server, r.channel, r.message, r.kind, r.body, r.at, p.name, p.key, v.ups, v.downs, v.latest
		FROM (SELECT reply, SUM(up) AS ups, SUM(1 - up) AS downs, MAX(CASE WHEN up = 0 THEN at END) AS latest
			FROM votes WHERE server = ? GROUP BY reply) v
		JOIN replies r ON r.key = v.reply JOIN persons p ON p.id = r.asker
		WHERE v.downs > 0 ORDER BY v.latest DESC, r.key LIMIT ?`, []any{server, limit},
		func(scan func(...any) error) error {
			var v Voted
			var latest int64
			var sound bool
			var err error
			v.Reply, sound, err = scanReply(scan, &v.Up, &v.Down, &latest)
			v.At = fromStamp(latest)
			if sound {
				worst = append(worst, v)
			}
			return err
		})
	return worst, err
}
