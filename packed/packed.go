// Package packed writes numbers and strings into bytes and reads them back, for
// what is derived and kept so that it need not be derived again.
//
// A Writer appends; a Reader takes in the same order. Numbers are varints, a
// string that was written before is a number, and nothing says what stands
// where: who writes and who reads are the same version of one program. Reading
// bytes that were damaged is an error or gives wrong values, and never a panic
// or more memory than a small multiple of the bytes; a checksum over them is
// the caller's work.
package packed

import (
	"encoding/binary"
	"errors"
	"math"
)

// Writer collects bytes. The zero value is empty. One goroutine uses it.
type Writer struct {
	b    []byte
	seen map[string]uint64
}

// Bytes returns what was written.
func (w *Writer) Bytes() []byte { return w.b }

// Int writes a number; small ones, also below zero, take a byte.
func (w *Writer) Int(n int) { w.b = binary.AppendVarint(w.b, int64(n)) }

// Uint32 writes a number that is not below zero.
func (w *Writer) Uint32(n uint32) { w.b = binary.AppendUvarint(w.b, uint64(n)) }

// Bool writes a truth value.
func (w *Writer) Bool(v bool) {
	n := 0
	if v {
		n = 1
	}
	w.Int(n)
}

// String writes a string, once however often it comes.
func (w *Writer) String(s string) {
	if n, ok := w.seen[s]; ok {
		w.b = binary.AppendUvarint(w.b, n)
		return
	}
	if w.seen == nil {
		w.seen = map[string]uint64{}
	}
	w.seen[s] = uint64(len(w.seen)) + 1
	w.b = append(w.b, 0) // a new one
	w.b = binary.AppendUvarint(w.b, uint64(len(s)))
	w.b = append(w.b, s...)
}

// Floats writes numbers as they are.
func (w *Writer) Floats(list []float32) {
	w.Int(len(list))
	for _, f := range list {
		w.b = binary.LittleEndian.AppendUint32(w.b, math.Float32bits(f))
	}
}

// Uint32s writes numbers that are not below zero.
func (w *Writer) Uint32s(list []uint32) {
	w.Int(len(list))
	for _, n := range list {
		w.Uint32(n)
	}
}

// Block writes bytes that another Writer collected, to be read by themselves.
func (w *Writer) Block(b []byte) {
	w.Int(len(b))
	w.b = append(w.b, b...)
}

// ErrDamaged is the error of reading what cannot have been written.
var ErrDamaged = errors.New("packed data is damaged")

// Reader takes back what a Writer wrote. After an error everything is zero; Err
// tells. One goroutine uses it.
type Reader struct {
	b       []byte
	strings []string
	failed  bool
}

// NewReader returns a reader of b, which must not change meanwhile.
func NewReader(b []byte) *Reader { return &Reader{b: b} }

// Err returns ErrDamaged when something could not be read.
func (r *Reader) Err() error {
	if r.failed {
		return ErrDamaged
	}
	return nil
}

// Int reads what Writer.Int wrote.
func (r *Reader) Int() int {
	n, size := binary.Varint(r.b)
	if !r.take(size) {
		return 0
	}
	return int(n)
}

// Uint32 reads what Writer.Uint32 wrote.
func (r *Reader) Uint32() uint32 {
	n := r.uvarint()
	if n > 1<<32-1 {
		r.failed = true
		return 0
	}
	return uint32(n)
}

// Bool reads what Writer.Bool wrote.
func (r *Reader) Bool() bool { return r.Int() == 1 }

// String reads what Writer.String wrote. It does not keep the bytes.
func (r *Reader) String() string {
	if n := r.uvarint(); n > 0 {
		if n > uint64(len(r.strings)) {
			r.failed = true
			return ""
		}
		return r.strings[n-1]
	}
	n := r.uvarint()
	if r.failed || n > uint64(len(r.b)) {
		r.failed = true
		return ""
	}
	s := string(r.b[:n])
	r.b = r.b[n:]
	r.strings = append(r.strings, s)
	return s
}

// Floats reads what Writer.Floats wrote; nil when there are none.
func (r *Reader) Floats() []float32 {
	n := r.Int()
	if r.failed || n < 0 || n > len(r.b)/4 {
		r.failed = true
		return nil
	}
	if n == 0 {
		return nil
	}
	out := make([]float32, n)
	for i := range out {
		out[i] = math.Float32frombits(binary.LittleEndian.Uint32(r.b[4*i:]))
	}
	r.b = r.b[4*n:]
	return out
}

// Uint32s reads what Writer.Uint32s wrote; nil when there are none.
func (r *Reader) Uint32s() []uint32 {
	n := r.Int()
	if r.failed || n < 0 || n > len(r.b) { // each takes a byte or more
		r.failed = true
		return nil
	}
	if n == 0 {
		return nil
	}
	out := make([]uint32, n)
	at := 0
	for i := range out {
		if at < len(r.b) && r.b[at] < 0x80 { // most take one byte
			out[i] = uint32(r.b[at])
			at++
			continue
		}
		v, size := binary.Uvarint(r.b[at:])
		if size <= 0 || v > math.MaxUint32 {
			r.failed = true
			return nil
		}
		out[i] = uint32(v)
		at += size
	}
	r.b = r.b[at:]
	return out
}

// Block returns the bytes that Writer.Block wrote, a part of those of the Reader;
// nil when there are none.
func (r *Reader) Block() []byte {
	n := r.Int()
	if r.failed || n < 0 || n > len(r.b) {
		r.failed = true
		return nil
	}
	block := r.b[:n:n]
	r.b = r.b[n:]
	return block
}

// Fail has Err return ErrDamaged: what was read cannot have been written.
func (r *Reader) Fail() { r.failed = true }

func (r *Reader) uvarint() uint64 {
	n, size := binary.Uvarint(r.b)
	if !r.take(size) {
		return 0
	}
	return n
}

// take goes past a number of so many bytes; none or fewer means there was none.
func (r *Reader) take(size int) bool {
	if r.failed || size <= 0 {
		r.failed = true
		return false
	}
	r.b = r.b[size:]
	return true
}

// WriteList writes the length of a list, and its elements by write.
func WriteList[T any](w *Writer, list []T, write func(*T)) {
	w.Int(len(list))
	for i := range list {
		write(&list[i])
	}
}

// ReadList reads a list back; nil when it has no elements. It ends at the first
// thing that cannot be read.
func ReadList[T any](r *Reader, read func(*T)) []T {
	n := r.Int()
	if n < 0 || n > len(r.b) { // an element takes a byte or more
		r.failed = true
	}
	if r.failed || n == 0 {
		return nil
	}
	out := make([]T, 0, min(n, 1024))
	for len(out) < n && !r.failed {
		var e T
		read(&e)
		out = append(out, e)
	}
	return out
}
