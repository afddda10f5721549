package archive

import (
	"bytes"
	"errors"
	"io"
)

// chunk is how much of the history is read at a time, from its end.
const chunk = 64 << 10

// endOfLines returns the offset behind the last line end in the first size
// bytes of f, 0 when there is none.
func endOfLines(f io.ReaderAt, size int64) (int64, error) {
	if size == 0 {
		return 0, nil
	}
	buf := make([]byte, 1) // mostly the last byte is it
	for end := size; end > 0; buf = make([]byte, min(end, chunk)) {
		n := int64(len(buf))
		part := buf[:n]
		if _, err := f.ReadAt(part, end-n); err != nil && !errors.Is(err, io.EOF) {
			return 0, err
		}
		if i := bytes.LastIndexByte(part, '\n'); i >= 0 {
			return end - n + int64(i) + 1, nil
		}
		end -= n
	}
	return 0, nil
}

// linesBackwards calls each with the ended lines in the first size bytes of f,
// the last one first and without their ends, until it returns false. Of a line
// longer than maxLine it hands out the end, longer than maxLine still. The
// slice is only good until each returns.
func linesBackwards(f io.ReaderAt, size int64, each func(line []byte) bool) error {
	end, err := endOfLines(f, size)
	if err != nil || end == 0 {
		return err
	}
	end--           // the end of the last line
	var tail []byte // what was read of a line whose beginning was not
	buf := make([]byte, min(end, chunk))
	for end > 0 {
		n := min(end, chunk)
		part := buf[:n]
		if _, err := f.ReadAt(part, end-n); err != nil {
			return err
		}
		end -= n
		for {
			i := bytes.LastIndexByte(part, '\n')
			if i < 0 {
				break
			}
			if !each(joined(part[i+1:], tail)) {
				return nil
			}
			part, tail = part[:i], nil
		}
		if len(tail) <= maxLine {
			tail = joined(part, tail)
		}
	}
	each(tail)
	return nil
}

func joined(head, tail []byte) []byte {
	out := make([]byte, 0, len(head)+len(tail))
	return append(append(out, head...), tail...)
}
