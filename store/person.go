package store

import (
	"bytes"
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"fmt"
)

// A person's id, as Discord gives it, stands in one row of the file, beside a
// key with which the bodies of their replies are sealed. Everything else refers
// to the row.
//
// That is for the sake of forgetting. SQLite overwrites what it deletes, but
// not the copies that it left behind when it moved rows to other pages, so a
// text once written cannot be deleted for certain short of writing the whole
// file anew. Rows of persons are never moved: they are only appended, have all
// the same size, are overwritten where they are, and then used for somebody
// else. Without the key, what is left of a body is noise.

const (
	nameSize = 64 // of the column with a person's id
	keySize  = 32 // AES-256
)

// findPerson returns the row of a user, 0 when there is none.
func findPerson(ctx context.Context, q session, user string) (int64, error) {
	var id int64
	_, err := q.one(ctx, `SELECT id FROM persons WHERE hash = ?`, []any{q.base.hash(user)}, &id)
	return id, err
}

// needPerson returns the row of a user, made where there is none, and their
// key.
func needPerson(ctx context.Context, q session, user string) (id int64, key []byte, err error) {
	found, err := q.one(ctx, `SELECT id, key FROM persons WHERE hash = ?`, []any{q.base.hash(user)}, &id, &key)
	if err != nil || found {
		return id, key, err
	}
	key = make([]byte, keySize)
	rand.Read(key) // it never returns an error
	name := append([]byte(user), make([]byte, nameSize-len(user))...)
	found, err = q.one(ctx, `SELECT id FROM persons WHERE hash = '' LIMIT 1`, nil, &id)
	switch {
	case err != nil:
		return 0, nil, err
	case found:
		_, err = q.exec(ctx, `UPDATE persons SET hash = ?, name = ?, key = ? WHERE id = ?`, q.base.hash(user), name, key, id)
		return id, key, err
	}
	_, err = q.exec(ctx, `INSERT INTO persons (hash, name, key) VALUES (?, ?, ?)`, q.base.hash(user), name, key)
	if err != nil {
		return 0, nil, err
	}
	id, err = findPerson(ctx, q, user)
	return id, key, err
}

// checkPerson refuses an id that is longer than any.
func checkPerson(user string) error {
	if len(user) > nameSize {
		return fmt.Errorf("a person's id of %d bytes: %w", len(user), ErrInvalid)
	}
	return nil
}

// personName undoes the padding of the column.
func personName(column []byte) string { return string(bytes.TrimRight(column, "\x00")) }

// dropPersons overwrites the rows of persons to whom nothing refers any more.
func dropPersons(ctx context.Context, q session) error {
	_, err := q.exec(ctx, `UPDATE persons SET hash = '', name = ?, key = ? WHERE hash <> ''
		AND NOT EXISTS (SELECT 1 FROM replies WHERE asker = persons.id)
		AND NOT EXISTS (SELECT 1 FROM votes WHERE voter = persons.id)
		AND NOT EXISTS (SELECT 1 FROM settings WHERE changed_by = persons.id)`,
		make([]byte, nameSize), make([]byte, keySize))
	return err
}

// dropPerson overwrites the row of one to whom nothing refers any more.
func dropPerson(ctx context.Context, q session, id int64) error {
	_, err := q.exec(ctx, `UPDATE persons SET hash = '', name = ?, key = ? WHERE id = ?`,
		make([]byte, nameSize), make([]byte, keySize), id)
	return err
}

// seal encrypts the body of the reply of that name for a person.
func seal(personKey []byte, reply string, body []byte) ([]byte, error) {
	aead, err := sealer(personKey)
	if err != nil {
		return nil, err
	}
	return aead.Seal(nil, nil, body, []byte(reply)), nil
}

// unseal undoes seal; false when the bytes are not what was sealed.
func unseal(personKey []byte, reply string, sealed []byte) ([]byte, bool) {
	aead, err := sealer(personKey)
	if err != nil {
		return nil, false
	}
	body, err := aead.Open([]byte{}, nil, sealed, []byte(reply))
	return body, err == nil
}

func sealer(personKey []byte) (cipher.AEAD, error) {
	block, err := aes.NewCipher(personKey)
	if err != nil {
		return nil, fmt.Errorf("use the key of a person: %w", err)
	}
	return cipher.NewGCMWithRandomNonce(block)
}
