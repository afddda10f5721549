package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"modernc.org/sqlite"
	codes "modernc.org/sqlite/lib"
)

const (
	// patience is how long a statement waits for another process. The busy
	// timeout in the addresses below says the same in milliseconds.
	patience = time.Second
	// checkTime bounds the look for damage when a file is opened. What it does
	// not reach shows when it is read.
	checkTime = 5 * time.Second
	// readers may read at the same time, beside the one that writes.
	readers = 4
)

// What a connection to a file is opened with. NORMAL loses at most the last
// moments when the power fails, and nothing when the process is killed;
// secure_delete overwrites what is deleted.
var (
	writing = url.Values{
		"_txlock": {"immediate"},
		"_pragma": {
			"busy_timeout(1000)", "journal_mode(WAL)", "synchronous(NORMAL)", "foreign_keys(1)",
			"secure_delete(1)", "temp_store(MEMORY)", "journal_size_limit(16777216)",
		},
	}
	reading   = url.Values{"_pragma": {"busy_timeout(1000)", "query_only(1)", "temp_store(MEMORY)"}}
	untouched = url.Values{"mode": {"ro"}, "immutable": {"1"}}
)

// errDamaged says that a file is no sound database.
var errDamaged = errors.New("the file is damaged")

// openFile opens or makes the database at path. One that is damaged is renamed
// first: setAside says why.
func openFile(ctx context.Context, path string) (b *base, setAside, err error) {
	before, _ := os.Stat(path)
	b, err = openDisk(ctx, path)
	if !isDamage(err) {
		return b, nil, err
	}
	if moved := putAside(path, before); moved != nil {
		return nil, nil, fmt.Errorf("%w; it cannot be set aside: %w", err, moved)
	}
	b, again := openDisk(ctx, path)
	return b, fmt.Errorf("the database was set aside and begun anew: %w", err), again
}

// putAside renames a damaged file and what was written ahead of it, unless
// another process has done so since before.
func putAside(path string, before fs.FileInfo) error {
	now, err := os.Stat(path)
	if err != nil || before == nil || !os.SameFile(before, now) {
		return err
	}
	// The log goes first: beside a new file it would be taken for its own.
	for _, suffix := range []string{"-wal", ""} {
		err := os.Rename(path+suffix, path+".corrupt"+suffix)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	today := time.Now()
	_ = os.Chtimes(path+".corrupt", today, today) // its age is since now, see dropAside
	if err := os.Remove(path + "-shm"); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// dropAside deletes a file that was set aside before the time of its replies is
// over: what is in it is as personal as in any other.
func dropAside(path string, oldest time.Time) {
	info, err := os.Stat(path + ".corrupt")
	if err != nil || !info.ModTime().Before(oldest) {
		return
	}
	_ = os.Remove(path + ".corrupt-wal") // what cannot be deleted now is tried again
	_ = os.Remove(path + ".corrupt")
}

func isDamage(err error) bool {
	var e *sqlite.Error
	if errors.As(err, &e) {
		primary := e.Code() & 0xff // the rest says where it was met
		return primary == codes.SQLITE_CORRUPT || primary == codes.SQLITE_NOTADB
	}
	return errors.Is(err, errDamaged)
}

// openDisk opens the database at path for reading and writing.
func openDisk(ctx context.Context, path string) (*base, error) {
	if err := makeFile(path); err != nil {
		return nil, &dbError{fmt.Errorf("make the database: %w", err)}
	}
	write, err := connect(path, writing, 1)
	if err != nil {
		return nil, err
	}
	read, err := connect(path, reading, readers)
	if err != nil {
		return nil, errors.Join(err, write.Close())
	}
	b := &base{write: write, read: read}
	err = b.check(ctx, path)
	if err == nil {
		err = b.begin(ctx)
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("open the database %s: %w", path, err), b.close())
	}
	return b, nil
}

// makeFile makes an empty file for its owner alone, and its folder, where they
// are missing. SQLite gives the files beside it the same permissions.
func makeFile(path string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return err
	}
	return f.Close()
}

// openReadOnly opens a file that cannot be written, as it was last closed; the
// caller closes it.
func openReadOnly(path string) (*base, error) {
	db, err := connect(path, untouched, 1)
	if err != nil {
		return nil, err
	}
	return &base{write: db, read: db}, nil
}

func connect(path string, with url.Values, most int) (*sql.DB, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return nil, fmt.Errorf("open the database %s: %w", path, err)
	}
	address := url.URL{Scheme: "file", Path: "/" + strings.TrimPrefix(filepath.ToSlash(abs), "/"), RawQuery: with.Encode()}
	db, err := sql.Open("sqlite", address.String())
	if err != nil {
		return nil, fmt.Errorf("open the database %s: %w", path, err)
	}
	db.SetMaxOpenConns(most)
	db.SetMaxIdleConns(most)
	return db, nil
}

// check looks for damage, as far as the time allows.
func (b *base) check(ctx context.Context, path string) error {
	if err := b.checkSize(ctx, path); err != nil {
		return err
	}
	within, cancel := context.WithTimeout(ctx, checkTime)
	defer cancel()
	var verdict string
	err := b.write.QueryRowContext(within, `PRAGMA quick_check(1)`).Scan(&verdict)
	switch {
	case within.Err() != nil:
		return ctx.Err()
	case err != nil:
		return fault(ctx, err)
	case verdict != "ok":
		return fmt.Errorf("%w: %s", errDamaged, verdict)
	}
	return nil
}

// checkSize looks whether a file ends inside a page, which SQLite fills up with
// zeros. With a log beside it, it may: a copy from there was broken off, and is
// made again.
func (b *base) checkSize(ctx context.Context, path string) error {
	if log, err := os.Stat(path + "-wal"); err == nil && log.Size() > 0 {
		return nil
	}
	file, err := os.Stat(path)
	if err != nil {
		return fault(ctx, err)
	}
	var page int64
	if err := b.write.QueryRowContext(ctx, `PRAGMA page_size`).Scan(&page); err != nil {
		return fault(ctx, err)
	}
	if file.Size()%page != 0 {
		return fmt.Errorf("%w: it ends inside a page", errDamaged)
	}
	return nil
}
