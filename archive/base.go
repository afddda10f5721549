package archive

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"

	"rapporteur/corpus"
)

// removeBase keeps a copy of an article that only the base corpus has.
func (s *session) removeBase(ctx context.Context, e Event, base []byte) (_ Result, err error) {
	a := s.a
	switch {
	case a.removed.text(e.ID) != "" || a.removed.mark(e.ID) != "":
		return Result{}, ErrRemoved
	case len(base) == 0:
		return Result{}, ErrUnknown
	}
	if base, err = stating(e.ID, base); err != nil {
		return Result{}, err
	}
	if err := a.accept(Change{ID: e.ID, File: base}); err != nil {
		return Result{}, err
	}
	e.Base, e.Hash, e.Size = true, hashOf(base), int64(len(base))
	e.Was = e.Hash
	if e.File, err = s.place(a.removed, e.ID, ".md"); err != nil {
		return Result{}, err
	}
	if err := a.writeNew(removedDir, bytes.NewReader(base)); err != nil {
		return Result{}, err
	}
	if err := s.commit(ctx, e); err != nil {
		return Result{}, err
	}
	return Result{Removed, e.ID, e.File, e.Hash, e.Was}, nil
}

// stating returns a file of the base corpus with its id in the front matter: as
// it is when it states that, and otherwise with a line or a block put before
// the rest. It is ErrRefused for a file that states another id, and for one
// that nothing can be put before, such as UTF-16.
func stating(id string, file []byte) ([]byte, error) {
	if stated, ok := corpus.PeekID("", file); ok && stated == id {
		return file, nil
	} else if ok {
		return nil, fmt.Errorf("%w: its front matter states the id %s", ErrRefused, quoted(stated))
	}
	var value bytes.Buffer
	enc := json.NewEncoder(&value) // a JSON string is one of YAML
	enc.SetEscapeHTML(false)
	if err := enc.Encode(id); err != nil {
		return nil, err
	}
	line := append([]byte("id: "), value.Bytes()...)
	file = bytes.TrimPrefix(file, []byte("\ufeff"))
	fence, rest, _ := bytes.Cut(file, []byte("\n"))
	for _, out := range [][]byte{
		bytes.Join([][]byte{fence, []byte("\n"), line, rest}, nil),
		bytes.Join([][]byte{[]byte("---\n"), line, []byte("---\n"), file}, nil),
	} {
		if stated, ok := corpus.PeekID("", out); ok && stated == id {
			return out, nil
		}
	}
	return nil, fmt.Errorf("%w: its id cannot be written into it", ErrRefused)
}
