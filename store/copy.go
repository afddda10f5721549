package store

import (
	"context"
	"errors"
)

// Bounds of what is copied into memory when the disk falls ill: the latest of
// everything.
const (
	mostSpare        = 500      // replies
	mostSpareBytes   = 64 << 20 // of their bodies
	mostSpareRows    = 20_000   // of each other table
	mostSparePersons = 50_000   // more, since replies and votes refer to them
)

// copied lists what is copied, in an order that keeps references whole.
var copied = []struct {
	columns     int
	read, write string
	args        []any
}{
	{
		1, `SELECT value FROM meta WHERE name = 'salt'`,
		`UPDATE meta SET value = ? WHERE name = 'salt'`, nil,
	},
	{
		4, `SELECT id, hash, name, key FROM persons WHERE hash <> '' ORDER BY id DESC LIMIT ?`,
		`INSERT INTO persons (id, hash, name, key) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING`,
		[]any{mostSparePersons},
	},
	{
		4, `SELECT server, mode, changed, changed_by FROM settings ORDER BY changed DESC LIMIT ?`,
		`INSERT INTO settings (server, mode, changed, changed_by)
			VALUES (?, ?, ?, (SELECT id FROM persons WHERE id = ?)) ON CONFLICT DO NOTHING`,
		[]any{mostSpareRows},
	},
	{
		2, `SELECT server, channel FROM silent LIMIT ?`,
		`INSERT INTO silent (server, channel) VALUES (?, ?) ON CONFLICT DO NOTHING`,
		[]any{mostSpareRows},
	},
	{
		9, `SELECT r.key, r.server, r.channel, r.message, r.kind, r.body, r.at, r.size, r.asker
			FROM (SELECT key, SUM(size) OVER (ORDER BY at DESC, key DESC) AS total FROM replies) t
			JOIN replies r ON r.key = t.key WHERE t.total <= ? ORDER BY r.at DESC, r.key DESC LIMIT ?`,
		`INSERT INTO replies (key, server, channel, message, kind, body, at, size, asker)
			SELECT ?, ?, ?, ?, ?, ?, ?, ?, id FROM persons WHERE id = ? ON CONFLICT DO NOTHING`,
		[]any{mostSpareBytes, mostSpare},
	},
	{
		5, `SELECT server, up, at, reply, voter FROM votes ORDER BY at DESC LIMIT ?`,
		`INSERT INTO votes (reply, voter, server, up, at)
			SELECT r.key, p.id, ?, ?, ? FROM replies r, persons p WHERE r.key = ? AND p.id = ? ON CONFLICT DO NOTHING`,
		[]any{mostSpareRows},
	},
	{
		4, `SELECT event, run, at, done FROM claims ORDER BY at DESC LIMIT ?`,
		`INSERT INTO claims (event, run, at, done) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING`,
		[]any{mostSpareRows},
	},
	{
		2, `SELECT person, at FROM marks LIMIT ?`,
		`INSERT INTO marks (person, at) VALUES (?, ?) ON CONFLICT DO NOTHING`,
		[]any{mostSpareRows},
	},
}

// copyLatest copies the latest of what is in one database to another, which
// takes over its salt. What cannot be read is left out and is the error.
func copyLatest(ctx context.Context, from, to *base) error {
	var missed error
	err := to.update(ctx, func(ctx context.Context, write session) error {
		for _, table := range copied {
			row := make([]any, table.columns)
			into := make([]any, table.columns)
			for i := range row {
				into[i] = &row[i]
			}
			var failed error
			err := from.view(ctx, func(ctx context.Context, read session) error {
				return read.each(ctx, table.read, table.args, func(scan func(...any) error) error {
					if err := scan(into...); err != nil {
						return err
					}
					_, failed = write.exec(ctx, table.write, row...)
					return failed
				})
			})
			if failed != nil {
				return failed
			}
			missed = errors.Join(missed, err)
		}
		var err error
		to.salt, err = readSalt(ctx, write)
		return err
	})
	return errors.Join(missed, err)
}

// borrow brings a reply that memory does not hold over from the file, for as
// long as the disk cannot be written. What fails is not found, that is all.
func (s *Store) borrow(ctx context.Context, key string) {
	s.mu.RLock()
	ill, disk := s.ill, s.disk
	s.mu.RUnlock()
	if ill == nil || disk == nil {
		return
	}
	oldest := s.oldest()
	var r Reply
	var found bool
	if ill.spare.view(ctx, func(ctx context.Context, q session) (err error) {
		_, found, err = readReply(ctx, q, key, oldest)
		return err
	}) != nil || found {
		return
	}
	err := disk.view(ctx, func(ctx context.Context, q session) (err error) {
		r, found, err = readReply(ctx, q, key, oldest)
		return err
	})
	if err != nil || !found || s.take(ctx) != nil {
		return
	}
	defer s.release()
	if s.ill != ill || ill.gone[ofAsker(r.Asker)] || ill.gone[ofServer(r.Server)] {
		return
	}
	_ = ill.spare.update(ctx, func(ctx context.Context, q session) error {
		return writeReply(ctx, q, r)
	})
}

// ofAsker and ofServer name those whose replies are gone.
func ofAsker(user string) string { return "asker " + user }

func ofServer(server string) string { return "server " + server }
