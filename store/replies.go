package store

import (
	"context"
	"crypto/rand"
	"fmt"
	"strings"
	"time"
)

// Reply is an answer as it was given, kept so that its buttons work later.
type Reply struct {
	Key                    string // see [NewKey]; 1 to 100 bytes
	Server, Channel, Asker string // Server is "" in a direct message
	Message                string // id of the message that shows it; may come later
	Kind                   string // what Body is, in the caller's words
	Body                   []byte // at most [MostBody]
	At                     time.Time
}

// MostBody bounds the body of a reply, in bytes.
const MostBody = 256 << 10

// mostKey bounds a key, in bytes: a custom_id of Discord has a hundred characters.
const mostKey = 100

// NewKey returns a key that nobody can guess: 26 letters and digits, all lower
// case.
func NewKey() string { return strings.ToLower(rand.Text()) }

// Keep keeps a reply, replacing the one of the same key, whose votes stay. A
// zero At is now. A body over [MostBody] is [ErrTooMuch], an impossible key
// [ErrInvalid].
func (s *Store) Keep(ctx context.Context, r Reply) error {
	switch {
	case r.Key == "" || len(r.Key) > mostKey:
		return fmt.Errorf("keep a reply by a key of %d bytes: %w", len(r.Key), ErrInvalid)
	case checkPerson(r.Asker) != nil:
		return fmt.Errorf("keep a reply: %w", checkPerson(r.Asker))
	case len(r.Body) > MostBody:
		return fmt.Errorf("keep a reply of %d bytes: %w", len(r.Body), ErrTooMuch)
	}
	if r.At.IsZero() {
		r.At = s.cfg.Now()
	}
	err := s.update(ctx, change{size: len(r.Body), grows: true, apply: func(ctx context.Context, q session) error {
		return writeReply(ctx, q, r)
	}})
	if err != nil {
		return fmt.Errorf("keep a reply: %w", err)
	}
	return nil
}

func writeReply(ctx context.Context, q session, r Reply) error {
	asker, key, err := needPerson(ctx, q, r.Asker)
	if err != nil {
		return err
	}
	sealed, err := seal(key, r.Key, r.Body)
	if err != nil {
		return err
	}
	_, err = q.exec(ctx, `INSERT INTO replies (key, server, channel, asker, message, kind, body, at, size)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (key) DO UPDATE SET server = excluded.server, channel = excluded.channel,
			asker = excluded.asker, message = excluded.message, kind = excluded.kind,
			body = excluded.body, at = excluded.at, size = excluded.size`,
		r.Key, r.Server, r.Channel, asker, r.Message, r.Kind, sealed, stamp(r.At), len(r.Body))
	return err
}

// scanReply reads a reply and its asker's name and key, then more. It reports
// whether the body is what was kept: damage to one body costs no other.
func scanReply(scan func(...any) error, more ...any) (r Reply, sound bool, err error) {
	var at int64
	var sealed, name, key []byte
	into := []any{&r.Key, &r.Server, &r.Channel, &r.Message, &r.Kind, &sealed, &at, &name, &key}
	if err := scan(append(into, more...)...); err != nil {
		return r, false, err
	}
	r.Asker, r.At = personName(name), fromStamp(at)
	r.Body, sound = unseal(key, r.Key, sealed)
	return r, sound, nil
}

// Reply returns the reply of a key; false when none is kept, or no longer. Its
// At is in UTC, to the microsecond.
func (s *Store) Reply(ctx context.Context, key string) (Reply, bool, error) {
	s.borrow(ctx, key)
	var got Reply
	var found bool
	oldest := s.oldest()
	err := s.view(ctx, func(ctx context.Context, q session) error {
		var err error
		got, found, err = readReply(ctx, q, key, oldest)
		return err
	})
	if err != nil {
		return Reply{}, false, fmt.Errorf("read a reply: %w", err)
	}
	return got, found, nil
}

// readReply returns the reply of a key unless it is older than oldest.
func readReply(ctx context.Context, q session, key string, oldest int64) (Reply, bool, error) {
	var got Reply
	var found bool
	err := q.each(ctx, `SELECT r.key, r.server, r.channel, r.message, r.kind, r.body, r.at, p.name, p.key
		FROM replies r JOIN persons p ON p.id = r.asker WHERE r.key = ? AND r.at >= ?`, []any{key, oldest},
		func(scan func(...any) error) (err error) {
			got, found, err = scanReply(scan)
			return err
		})
	return got, found, err
}

// stamp is a time as it is stored: microseconds since 1970.
func stamp(t time.Time) int64 { return t.UnixMicro() }

func fromStamp(n int64) time.Time { return time.UnixMicro(n).UTC() }
