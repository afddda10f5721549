package store

import (
	"context"
	"crypto/rand"
	"fmt"
)

// migrations lead from each version of the schema to the next: the first makes
// version 1. What is in a release is never changed, only followed by another.
//
// Times are microseconds since 1970 (stamp). An asker, a voter and the one who
// changed a setting are rows of persons (person.go), whose hashes, as that in
// marks, are base.hash.
var migrations = []string{`
CREATE TABLE meta (
	name  TEXT PRIMARY KEY, -- salt
	value BLOB NOT NULL
);
CREATE TABLE persons (
	id   INTEGER PRIMARY KEY,
	hash TEXT NOT NULL, -- '' when the row is free
	name BLOB NOT NULL, -- 64 bytes, the last ones zero
	key  BLOB NOT NULL  -- 32 bytes
);
CREATE INDEX persons_by_hash ON persons (hash);
CREATE TABLE settings (
	server     TEXT PRIMARY KEY,
	mode       TEXT NOT NULL,
	changed    BIGINT NOT NULL,
	changed_by INTEGER REFERENCES persons (id)
);
CREATE INDEX settings_by_person ON settings (changed_by);
CREATE TABLE silent (
	server  TEXT NOT NULL,
	channel TEXT NOT NULL,
	PRIMARY KEY (server, channel)
);
CREATE TABLE replies (
	key     TEXT PRIMARY KEY,
	server  TEXT NOT NULL,
	channel TEXT NOT NULL,
	asker   INTEGER NOT NULL REFERENCES persons (id),
	message TEXT NOT NULL,
	kind    TEXT NOT NULL,
	body    BLOB NOT NULL, -- sealed with the asker's key
	at      BIGINT NOT NULL,
	size    BIGINT NOT NULL -- of the body before that
);
CREATE INDEX replies_by_age ON replies (at, key, size);
CREATE INDEX replies_by_asker ON replies (asker);
CREATE INDEX replies_by_server ON replies (server);
CREATE TABLE votes (
	reply  TEXT NOT NULL REFERENCES replies (key) ON DELETE CASCADE,
	voter  INTEGER NOT NULL REFERENCES persons (id),
	server TEXT NOT NULL,
	up     INTEGER NOT NULL, -- 1 or 0
	at     BIGINT NOT NULL,
	PRIMARY KEY (reply, voter)
);
CREATE INDEX votes_by_voter ON votes (voter);
CREATE INDEX votes_by_server ON votes (server, reply);
CREATE TABLE claims (
	event TEXT PRIMARY KEY,
	run   TEXT NOT NULL, -- the process that claimed it
	at    BIGINT NOT NULL,
	done  INTEGER NOT NULL -- 1 or 0
);
CREATE INDEX claims_by_age ON claims (at, event);
CREATE INDEX claims_unfinished ON claims (done, at);
CREATE TABLE marks (
	person TEXT PRIMARY KEY, -- hash of one who was forgotten
	at     BIGINT NOT NULL
);
`}

// migrate brings the schema to the version that this program knows.
func migrate(ctx context.Context, q session) error {
	if _, err := q.exec(ctx, `CREATE TABLE IF NOT EXISTS schema_version (version INTEGER NOT NULL)`); err != nil {
		return err
	}
	var version int
	if _, err := q.one(ctx, `SELECT version FROM schema_version`, nil, &version); err != nil {
		return err
	}
	if version > len(migrations) {
		return fmt.Errorf("%w: its schema is version %d and this one knows %d; use the newer program, or another folder for the data",
			ErrNewer, version, len(migrations))
	}
	if version == len(migrations) {
		return nil
	}
	for _, step := range migrations[version:] {
		if _, err := q.tx.ExecContext(ctx, step); err != nil {
			return fault(ctx, err)
		}
	}
	if _, err := q.exec(ctx, `DELETE FROM schema_version`); err != nil {
		return err
	}
	_, err := q.exec(ctx, `INSERT INTO schema_version (version) VALUES (?)`, len(migrations))
	return err
}

// readSalt returns the secret of the database, made when it is first opened.
func readSalt(ctx context.Context, q session) ([]byte, error) {
	fresh := make([]byte, 32)
	rand.Read(fresh) // it never returns an error
	if _, err := q.exec(ctx, `INSERT INTO meta (name, value) VALUES ('salt', ?) ON CONFLICT DO NOTHING`, fresh); err != nil {
		return nil, err
	}
	var salt []byte
	_, err := q.one(ctx, `SELECT value FROM meta WHERE name = 'salt'`, nil, &salt)
	return salt, err
}
