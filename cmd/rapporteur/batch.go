package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"os"
	"runtime"
	"strings"
	"unicode/utf8"
)

// maxBatchLine bounds one line of a batch file; a question of 4,000 characters
// with a long conversation before it stays far below.
const maxBatchLine = 1 << 20

// readBatch reads a file of JSON objects, one a line ("-" is stdin), and
// decodes each with decode. Nothing is returned unless every line is right, so
// that a batch is never half answered because of its last line. Empty lines
// are passed over. A mistake is a usageError that names the line.
func readBatch[T any](path string, stdin io.Reader, decode func(object) (T, error)) ([]T, error) {
	r, name := stdin, "stdin"
	if path != "-" {
		f, err := os.Open(path)
		if err != nil {
			return nil, usagef("--batch: %s", fileError(path, err))
		}
		defer f.Close()
		r, name = f, path
	}
	var items []T
	seen := map[string]int{} // id to its line
	lines := bufio.NewScanner(r)
	lines.Buffer(make([]byte, 0, 64<<10), maxBatchLine)
	n := 0
	for lines.Scan() {
		n++
		line := lines.Bytes()
		if n == 1 {
			line = bytes.TrimPrefix(line, []byte("\uFEFF"))
		}
		if len(bytes.TrimSpace(line)) == 0 {
			continue
		}
		o, err := readObject(line)
		if err != nil {
			return nil, usagef("%s line %d: %s; nothing was answered", name, n, err)
		}
		key := o.id.key()
		if first, ok := seen[key]; ok {
			return nil, usagef("%s line %d: id %s was used on line %d; nothing was answered", name, n, o.id, first)
		}
		seen[key] = n
		item, err := decode(o)
		if err != nil {
			return nil, usagef("%s line %d: %s; nothing was answered", name, n, err)
		}
		items = append(items, item)
	}
	switch err := lines.Err(); {
	case errors.Is(err, bufio.ErrTooLong):
		return nil, usagef("%s line %d: longer than %d bytes; nothing was answered", name, n+1, maxBatchLine)
	case err != nil:
		return nil, usagef("--batch: %s", fileError(name, err))
	case len(items) == 0:
		return nil, usagef("%s has no line to answer", name)
	}
	return items, nil
}

// object is one line of a batch.
type object struct {
	id     batchID
	fields map[string]json.RawMessage
}

// batchID is an id as it was given: a JSON string or number.
type batchID json.RawMessage

func (id batchID) MarshalJSON() ([]byte, error) { return id, nil }

func (id batchID) String() string { return string(id) }

// key returns what makes two ids the same one.
func (id batchID) key() string {
	var s string
	if json.Unmarshal(id, &s) == nil {
		return "s" + s
	}
	return "n" + string(id)
}

// readObject reads one line. Field names are matched exactly, which
// encoding/json does not do for structs.
func readObject(line []byte) (object, error) {
	var o object
	switch {
	case !utf8.Valid(line):
		return o, errors.New("not UTF-8")
	case json.Unmarshal(line, &o.fields) != nil || o.fields == nil:
		return o, errors.New("not a JSON object")
	}
	raw := bytes.TrimSpace(o.fields["id"])
	switch {
	case len(raw) == 0:
		return o, errors.New(`no "id"`)
	case raw[0] != '"' && raw[0] != '-' && (raw[0] < '0' || raw[0] > '9'):
		return o, errors.New(`"id" is neither a string nor a number`)
	}
	o.id = batchID(raw)
	return o, nil
}

// text returns the string in a field that must be there.
func (o object) text(field string) (string, error) {
	raw, ok := o.fields[field]
	if !ok {
		return "", errors.New(`no "` + field + `"`)
	}
	var s *string
	if json.Unmarshal(raw, &s) != nil || s == nil {
		return "", errors.New(`"` + field + `" is not a string`)
	}
	return strings.ToValidUTF8(*s, "\uFFFD"), nil
}

// inOrder calls do for every item, several at once, and emit with the results
// in the order of the items. It stops at the first error, of ctx too, and
// returns after the last call has. What was emitted until then is a prefix.
func inOrder[T, R any](ctx context.Context, items []T, do func(context.Context, T) (R, error), emit func(R) error) error {
	type outcome struct {
		value R
		err   error
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	workers := runtime.GOMAXPROCS(0)
	// The queue holds the outcomes that are awaited, so it bounds both how many
	// run at once and how many wait for a slow one before them.
	queue := make(chan chan outcome, workers-1)
	go func() {
		defer close(queue)
		for _, item := range items {
			if ctx.Err() != nil {
				return
			}
			done := make(chan outcome, 1)
			queue <- done
			go func() {
				v, err := do(ctx, item)
				done <- outcome{v, err}
			}()
		}
	}()
	var first error
	emitted := 0
	for done := range queue {
		o := <-done
		if first != nil {
			continue // only waiting for those that run
		}
		if first = o.err; first == nil {
			first = emit(o.value)
		}
		if first != nil {
			cancel()
			continue
		}
		emitted++
	}
	if first == nil && emitted < len(items) {
		first = ctx.Err()
	}
	return first
}
