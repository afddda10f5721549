package store

import (
	"context"
	"fmt"
	"time"
)

// Kept counts what is kept about a person.
type Kept struct {
	Replies, Votes int
}

// Kept counts what is kept about a person: replies that they asked for, and
// votes of theirs. While the disk is ill it counts what is in memory.
func (s *Store) Kept(ctx context.Context, user string) (Kept, error) {
	var got Kept
	err := s.view(ctx, func(ctx context.Context, q session) (err error) {
		got, err = countKept(ctx, q, user)
		return err
	})
	if err != nil {
		return Kept{}, fmt.Errorf("count what is kept about a person: %w", err)
	}
	return got, nil
}

func countKept(ctx context.Context, q session, user string) (Kept, error) {
	var got Kept
	_, err := q.one(ctx, `SELECT (SELECT COUNT(*) FROM replies WHERE asker = p.id), (SELECT COUNT(*) FROM votes WHERE voter = p.id)
		FROM persons p WHERE p.hash = ?`, []any{q.base.hash(user)}, &got.Replies, &got.Votes)
	return got, err
}

// Forget deletes the replies that a person asked for, with everybody's votes on
// them, the votes of theirs on other replies, and their name beside settings.
// It returns what was deleted. Nothing of it can be read from the file any
// more. The mark that is left, see [Store.ForgottenSince], is a hash and a time.
func (s *Store) Forget(ctx context.Context, user string) (Kept, error) {
	at := stamp(s.cfg.Now())
	var gone Kept
	err := s.update(ctx, change{
		lasting: true, erases: ofAsker(user),
		apply: func(ctx context.Context, q session) (err error) {
			gone, err = forget(ctx, q, user, at)
			return err
		},
		again: func(ctx context.Context, q session) error {
			_, err := forget(ctx, q, user, at)
			return err
		},
	})
	if err != nil {
		return Kept{}, fmt.Errorf("forget a person: %w", err)
	}
	s.settings.dropAll()
	return gone, nil
}

func forget(ctx context.Context, q session, user string, at int64) (Kept, error) {
	gone, err := countKept(ctx, q, user)
	if err != nil {
		return Kept{}, err
	}
	person, err := findPerson(ctx, q, user)
	if err != nil {
		return Kept{}, err
	}
	for _, step := range []struct {
		query string
		args  []any
	}{
		{`DELETE FROM votes WHERE voter = ?`, []any{person}},
		{`DELETE FROM replies WHERE asker = ?`, []any{person}},
		{`UPDATE settings SET changed_by = NULL WHERE changed_by = ?`, []any{person}},
		{`INSERT INTO marks (person, at) VALUES (?, ?) ON CONFLICT (person) DO UPDATE SET at = excluded.at`, []any{q.base.hash(user), at}},
	} {
		if _, err := q.exec(ctx, step.query, step.args...); err != nil {
			return Kept{}, err
		}
	}
	return gone, dropPerson(ctx, q, person)
}

// ForgottenSince returns until when a conversation with a person is not to be
// read back; zero when they were never forgotten, or longer ago than a day,
// further than which no conversation reaches.
func (s *Store) ForgottenSince(ctx context.Context, user string) (time.Time, error) {
	oldest := stamp(s.cfg.Now().Add(-markLife))
	var since time.Time
	err := s.view(ctx, func(ctx context.Context, q session) error {
		var at int64
		found, err := q.one(ctx, `SELECT at FROM marks WHERE person = ? AND at >= ?`,
			[]any{q.base.hash(user), oldest}, &at)
		since = time.Time{}
		if found {
			since = fromStamp(at)
		}
		return err
	})
	if err != nil {
		return time.Time{}, fmt.Errorf("read whether a person was forgotten: %w", err)
	}
	return since, nil
}

// ForgetServer deletes everything of a server, from which the bot was removed:
// settings, replies and votes. "" is no server: [ErrInvalid].
func (s *Store) ForgetServer(ctx context.Context, server string) error {
	if server == "" {
		return fmt.Errorf("forget a server without an id: %w", ErrInvalid)
	}
	defer s.settings.drop(server)
	err := s.update(ctx, change{lasting: true, erases: ofServer(server), apply: func(ctx context.Context, q session) error {
		for _, query := range []string{
			`DELETE FROM votes WHERE server = ?`,
			`DELETE FROM replies WHERE server = ?`,
			`DELETE FROM silent WHERE server = ?`,
			`DELETE FROM settings WHERE server = ?`,
		} {
			if _, err := q.exec(ctx, query, server); err != nil {
				return err
			}
		}
		return dropPersons(ctx, q)
	}})
	if err != nil {
		return fmt.Errorf("forget a server: %w", err)
	}
	return nil
}
