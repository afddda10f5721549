// Package vectorfile keeps vectors in a file, so that those which a server makes
// for money are made once. A vector is known by the hash of what it was made
// from: articles may change their names, and the program its version.
//
// The file is eight bytes of magic, the length of the embedder's name as 32 bits
// and the name, the count of numbers in a vector, the CRC-32C of all that, and
// records of one length: the hash, the numbers as 32-bit floats, and the CRC-32C of
// both, all little-endian.
// Records are only added, and a later one with the same hash counts. A record
// that is damaged is as good as none, and half of one at the end is cut off when
// the next is added. Two processes may use a file at the same time; each sees
// what was there when it opened it and what it added itself.
package vectorfile

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"sync"
)

const (
	magic     = "RAPVECT1"
	maxName   = 1 << 10
	maxDims   = 1 << 16
	hashBytes = 32
	sumBytes  = 4
)

// Hash names what a vector was made from.
type Hash = [hashBytes]byte

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// File is safe for concurrent use.
type File struct {
	path, name string

	mu    sync.Mutex // guards all below
	f     *os.File   // nil as long as there is none
	dims  int
	first int64          // where the records begin
	at    map[Hash]int64 // of records
	used  map[Hash]bool  // that were asked for or added
	count int            // records, also those that do not count any more
}

// Open opens the vectors of an embedder, which need not be there yet. A file that
// is something else is an error, and so is one that cannot be read. The caller
// closes it.
func Open(path, embedder string) (*File, error) {
	f := &File{path: path, name: embedder, at: map[Hash]int64{}, used: map[Hash]bool{}}
	if len(embedder) > maxName {
		return nil, fmt.Errorf("open %s: the name of the embedder is too long", path)
	}
	file, err := os.OpenFile(path, os.O_RDWR|os.O_APPEND, 0)
	if errors.Is(err, fs.ErrNotExist) {
		return f, nil
	}
	if err == nil {
		if err = f.use(file); err != nil {
			err = errors.Join(err, file.Close())
		}
	}
	if err != nil {
		return nil, fmt.Errorf("open the vectors: %w", err)
	}
	return f, nil
}

// ErrOther says that a file is no file of vectors, or those of another embedder.
var ErrOther = errors.New("the file does not hold vectors of this embedder")

// use reads the head of a file and the hashes of its records.
func (f *File) use(file *os.File) error {
	got := make([]byte, len(head(f.name, 0)))
	if _, err := io.ReadFull(io.NewSectionReader(file, 0, int64(len(got))), got); errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return ErrOther
	} else if err != nil {
		return err
	}
	dims := binary.LittleEndian.Uint32(got[len(got)-4-sumBytes:])
	if dims == 0 || dims > maxDims || !bytes.Equal(got, head(f.name, int(dims))) {
		return ErrOther
	}
	f.f, f.dims, f.first = file, int(dims), int64(len(got))
	info, err := file.Stat()
	if err != nil {
		return err
	}
	var hash Hash
	for at := f.first; at+f.size() <= info.Size(); at += f.size() {
		if _, err := file.ReadAt(hash[:], at); err != nil {
			return err
		}
		f.at[hash] = at
		f.count++
	}
	return nil
}

func head(name string, dims int) []byte {
	b := []byte(magic)
	b = binary.LittleEndian.AppendUint32(b, uint32(len(name)))
	b = append(b, name...)
	b = binary.LittleEndian.AppendUint32(b, uint32(dims))
	return binary.LittleEndian.AppendUint32(b, crc32.Checksum(b, castagnoli))
}

// size is the length of a record.
func (f *File) size() int64 { return int64(hashBytes + 4*f.dims + sumBytes) }

// Get returns the vectors of what the hashes name, in order; nil where there is
// none.
func (f *File) Get(hashes []Hash) [][]float32 {
	f.mu.Lock()
	defer f.mu.Unlock()
	out := make([][]float32, len(hashes))
	var record []byte
	for i, h := range hashes {
		at, ok := f.at[h]
		if !ok {
			continue
		}
		if record == nil {
			record = make([]byte, f.size())
		}
		if _, err := f.f.ReadAt(record, at); err != nil || !sound(record, h) {
			delete(f.at, h)
			continue
		}
		f.used[h] = true
		out[i] = numbers(record)
	}
	return out
}

func sound(record []byte, h Hash) bool {
	end := len(record) - sumBytes
	return bytes.Equal(record[:hashBytes], h[:]) && crc32.Checksum(record[:end], castagnoli) == binary.LittleEndian.Uint32(record[end:])
}

func numbers(record []byte) []float32 {
	data := record[hashBytes : len(record)-sumBytes]
	out := make([]float32, len(data)/4)
	for i := range out {
		out[i] = math.Float32frombits(binary.LittleEndian.Uint32(data[4*i:]))
	}
	return out
}

func appendRecord(b []byte, h Hash, vector []float32) []byte {
	start := len(b)
	b = append(b, h[:]...)
	for _, x := range vector {
		b = binary.LittleEndian.AppendUint32(b, math.Float32bits(x))
	}
	return binary.LittleEndian.AppendUint32(b, crc32.Checksum(b[start:], castagnoli))
}

// Put adds vectors, one for each of the hashes, all of one length. They are on
// the disk when it returns; with an error, some may be.
func (f *File) Put(hashes []Hash, vectors [][]float32) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if len(hashes) == 0 {
		return nil
	}
	if err := f.make(len(vectors[0])); err != nil {
		return fmt.Errorf("keep %d vectors: %w", len(hashes), plain(err))
	}
	var b []byte
	for i, h := range hashes {
		if len(vectors[i]) != f.dims {
			return fmt.Errorf("keep %d vectors: %d numbers in a file of %d", len(hashes), len(vectors[i]), f.dims)
		}
		b = appendRecord(b, h, vectors[i])
	}
	end, err := f.add(b)
	if err != nil {
		return fmt.Errorf("keep %d vectors: %w", len(hashes), plain(err))
	}
	for i, h := range hashes {
		f.at[h] = end - int64(len(hashes)-i)*f.size()
		f.used[h] = true
	}
	f.count += len(hashes)
	return nil
}

// make makes the file when there is none.
func (f *File) make(dims int) error {
	switch {
	case dims == 0 || dims > maxDims:
		return fmt.Errorf("a vector of %d numbers", dims)
	case f.f != nil:
		return nil
	}
	if err := os.MkdirAll(filepath.Dir(f.path), 0o755); err != nil {
		return err
	}
	file, err := os.OpenFile(f.path, os.O_RDWR|os.O_APPEND|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	head := head(f.name, dims)
	if _, err := file.Write(head); err != nil {
		return errors.Join(err, file.Close(), os.Remove(f.path))
	}
	f.f, f.dims, f.first = file, dims, int64(len(head))
	return nil
}

// add writes whole records behind the last whole one, and returns where they end.
func (f *File) add(records []byte) (end int64, err error) {
	info, err := f.f.Stat()
	if err != nil {
		return 0, err
	}
	if odd := (info.Size() - f.first) % f.size(); odd > 0 { // what an interruption left
		if err := f.f.Truncate(info.Size() - odd); err != nil {
			return 0, err
		}
	}
	if _, err := f.f.Write(records); err != nil {
		return 0, err
	}
	if end, err = f.f.Seek(0, io.SeekCurrent); err != nil { // others may have added some
		return 0, err
	}
	return end, f.f.Sync()
}

// tidyFrom is how many records a file has at least before it is written anew.
const tidyFrom = 4096

// Tidy writes the file anew without what was not asked for since it was opened,
// when that is more than half of it.
func (f *File) Tidy() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.f == nil || f.count < tidyFrom || 2*len(f.used) > f.count {
		return nil
	}
	if err := f.rewrite(); err != nil {
		return fmt.Errorf("write the vectors anew: %w", plain(err))
	}
	return nil
}

func (f *File) rewrite() (err error) {
	fresh, err := os.CreateTemp(filepath.Dir(f.path), filepath.Base(f.path)+".*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, fresh.Close(), os.Remove(fresh.Name()))
		}
	}()
	if _, err := fresh.Write(head(f.name, f.dims)); err != nil {
		return err
	}
	record := make([]byte, f.size())
	for h, at := range f.at {
		if !f.used[h] {
			continue
		}
		if _, err := f.f.ReadAt(record, at); err != nil {
			return err
		}
		if _, err := fresh.Write(record); err != nil {
			return err
		}
	}
	if err := errors.Join(fresh.Chmod(0o644), fresh.Sync()); err != nil {
		return err
	}
	if err := os.Rename(fresh.Name(), f.path); err != nil {
		return err
	}
	if err := fresh.Close(); err != nil {
		return err
	}
	again, err := Open(f.path, f.name)
	if err != nil {
		return err
	}
	_ = f.f.Close() // the old file, only read from since
	f.f, f.at, f.count = again.f, again.at, again.count
	return nil
}

// Close closes the file.
func (f *File) Close() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.f == nil {
		return nil
	}
	return f.f.Close()
}

// plain is an error of the file system without the path, which callers know.
func plain(err error) error {
	var pathErr *fs.PathError
	if errors.As(err, &pathErr) {
		return pathErr.Err
	}
	return err
}
