package store

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"sync"

	_ "modernc.org/sqlite" // registers the driver "sqlite"
)

// base is one SQLite database, in a file or in memory.
type base struct {
	write, read *sql.DB // one and the same in memory
	memory      bool
	salt        []byte // keys the hashes of persons; a secret of this database

	mu    sync.Mutex             // guards stmts
	stmts map[prepared]*sql.Stmt // nil when closed
}

type prepared struct {
	db    *sql.DB
	query string
}

// openMemory makes an empty database in memory. It lives in its only
// connection, which is therefore never given up: statements run to their end,
// whatever becomes of the caller's context.
func openMemory(ctx context.Context) (*base, error) {
	db, err := sql.Open("sqlite", "file::memory:?_pragma=foreign_keys(1)&_pragma=temp_store(MEMORY)")
	if err != nil {
		return nil, fmt.Errorf("open a database in memory: %w", err)
	}
	db.SetMaxOpenConns(1)
	b := &base{write: db, read: db, memory: true}
	if err := b.begin(ctx); err != nil {
		db.Close()
		return nil, fmt.Errorf("open a database in memory: %w", err)
	}
	return b, nil
}

// begin brings the schema up to date and reads the salt.
func (b *base) begin(ctx context.Context) error {
	b.stmts = map[prepared]*sql.Stmt{}
	return b.update(ctx, func(ctx context.Context, q session) error {
		if err := migrate(ctx, q); err != nil {
			return err
		}
		salt, err := readSalt(ctx, q)
		b.salt = salt
		return err
	})
}

// close closes the database; nil is closed already.
func (b *base) close() error {
	if b == nil {
		return nil
	}
	b.mu.Lock()
	stmts := b.stmts
	b.stmts = nil
	b.mu.Unlock()
	var err error
	for _, stmt := range stmts {
		err = errors.Join(err, stmt.Close())
	}
	if b.read != b.write {
		err = errors.Join(err, b.read.Close())
	}
	// The last connection that closes copies what was written ahead into the
	// file, so it has to be the one that may write.
	return errors.Join(err, b.write.Close())
}

// update runs f in a transaction that may write. It is undone when f returns
// an error.
func (b *base) update(ctx context.Context, f func(context.Context, session) error) error {
	return b.transact(ctx, b.write, f)
}

// view runs f in a transaction that only reads: f sees one moment.
func (b *base) view(ctx context.Context, f func(context.Context, session) error) error {
	return b.transact(ctx, b.read, f)
}

func (b *base) transact(ctx context.Context, db *sql.DB, f func(context.Context, session) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if b.memory {
		ctx = context.WithoutCancel(ctx)
	}
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return fault(ctx, err)
	}
	q := session{base: b, db: db, tx: tx, seen: map[string]bool{}}
	if err := f(ctx, q); err != nil {
		_ = tx.Rollback() // f's error says more, and nothing was committed
		return err
	}
	if err := tx.Commit(); err != nil {
		return fault(ctx, err)
	}
	b.prepare(ctx, db, q.seen)
	return nil
}

// prepare readies queries that were not ready in a transaction, for the next.
// It comes after, since there may be only one connection. Without it they are
// slower, no more.
func (b *base) prepare(ctx context.Context, db *sql.DB, queries map[string]bool) {
	for query := range queries {
		stmt, err := db.PrepareContext(ctx, query) // waits for a connection, so not under b.mu
		if err != nil {
			return
		}
		if !b.ready(prepared{db, query}, stmt) {
			_ = stmt.Close() // somebody else was faster, or closed the database
		}
	}
}

func (b *base) ready(key prepared, stmt *sql.Stmt) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.stmts == nil || b.stmts[key] != nil {
		return false
	}
	b.stmts[key] = stmt
	return true
}

// hash returns what tells a user from others without telling who it is.
func (b *base) hash(user string) string {
	mac := hmac.New(sha256.New, b.salt)
	mac.Write([]byte(user))
	return hex.EncodeToString(mac.Sum(nil)[:16])
}

// dbError is a failure of the database, as opposed to a refusal of ours: no
// statement here fails while the disk and the file are well.
type dbError struct{ err error }

func (e *dbError) Error() string { return e.err.Error() }
func (e *dbError) Unwrap() error { return e.err }

// fault marks a failure of the database. That of a context that has ended is
// the context's.
func fault(ctx context.Context, err error) error {
	switch {
	case err == nil:
		return nil
	case ctx.Err() != nil:
		return ctx.Err()
	}
	return &dbError{err}
}

// isFault reports that err is a failure of the database.
func isFault(err error) bool {
	var e *dbError
	return errors.As(err, &e)
}

// session is an open transaction.
type session struct {
	base *base
	db   *sql.DB
	tx   *sql.Tx
	seen map[string]bool // queries that had to be prepared for it
}

// stmt returns the statement for a query, prepared once for each database. All
// queries are constants, so there are few.
func (q session) stmt(ctx context.Context, query string) (*sql.Stmt, error) {
	key := prepared{q.db, query}
	q.base.mu.Lock()
	stmt := q.base.stmts[key]
	q.base.mu.Unlock()
	if stmt != nil {
		return q.tx.StmtContext(ctx, stmt), nil
	}
	q.seen[query] = true
	return q.tx.PrepareContext(ctx, query) // closed with the transaction
}

func (q session) exec(ctx context.Context, query string, args ...any) (int, error) {
	stmt, err := q.stmt(ctx, query)
	if err != nil {
		return 0, fault(ctx, err)
	}
	done, err := stmt.ExecContext(ctx, args...)
	if err != nil {
		return 0, fault(ctx, err)
	}
	n, err := done.RowsAffected()
	return int(n), fault(ctx, err)
}

// one reads the only row of a query into dest and reports whether there is one.
func (q session) one(ctx context.Context, query string, args []any, dest ...any) (bool, error) {
	stmt, err := q.stmt(ctx, query)
	if err != nil {
		return false, fault(ctx, err)
	}
	err = stmt.QueryRowContext(ctx, args...).Scan(dest...)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	return err == nil, fault(ctx, err)
}

// each calls f for every row of a query.
func (q session) each(ctx context.Context, query string, args []any, f func(scan func(dest ...any) error) error) error {
	stmt, err := q.stmt(ctx, query)
	if err != nil {
		return fault(ctx, err)
	}
	rows, err := stmt.QueryContext(ctx, args...)
	if err != nil {
		return fault(ctx, err)
	}
	defer rows.Close()
	for rows.Next() {
		if err := f(rows.Scan); err != nil {
			return fault(ctx, err)
		}
	}
	return fault(ctx, rows.Err())
}
