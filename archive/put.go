package archive

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path"

	"rapporteur/corpus"
)

// Change is an article to keep.
type Change struct {
	ID   string // as the front matter of File states it
	File []byte // front matter and body, as it is to stand on the disk
	Who  string // who asked for it, as the history is to say it
	From string // the address or file it came from, "" when there is none

	// Expect is asked, when no other process can change anything any more, about
	// the file that this one would replace, nil when there is none. With an
	// error nothing is changed; that of Put wraps it and ErrRefused. May be nil.
	Expect func(now []byte) error
}

// Result says what a change did.
type Result struct {
	Op   Op
	ID   string
	File string // path of the article, relative to the archive
	Hash string // SHA-256 of the file's bytes, in hexadecimal
	Was  string // Hash of the earlier text, which Versions keeps; "" when there was none
}

// Put adds an article or changes the one with its id: Added, Changed, or
// Unchanged when its file has these bytes already. An article of this id that
// was removed is there again; the text that was removed is kept as a version.
//
// When Put returns without an error the article is on the disk, whatever
// happens to the program or the machine. With an error the article is as it was
// before, unless the disk failed in the last moment; the next change and the
// next Open leave either the old text or the new one, whole.
//
// Put checks the id, not whether the file makes a good article; see
// corpus.Decode.
func (a *Archive) Put(ctx context.Context, c Change) (Result, error) {
	r, err := a.put(ctx, c)
	return r, a.feel("the article "+quoted(c.ID)+" was not kept", err)
}

func (a *Archive) put(ctx context.Context, c Change) (Result, error) {
	if err := a.accept(c); err != nil {
		return Result{}, err
	}
	s, err := a.session(ctx)
	if err != nil {
		return Result{}, err
	}
	defer s.close()
	old, err := s.find(a.articles, c.ID)
	if err != nil {
		return Result{}, err
	}
	if err := s.expected(c, old); err != nil {
		return Result{}, err
	}
	e := Event{Op: Added, ID: c.ID, Who: c.Who, From: c.From, Hash: hashOf(c.File), Size: int64(len(c.File))}
	if e.File, err = s.place(a.articles, c.ID, ".md"); err != nil {
		return Result{}, err
	}
	if old != "" {
		if e.Was, _, err = hashFile(a.root, old); err != nil {
			return Result{}, err
		}
		if e.Was == e.Hash {
			return Result{Unchanged, c.ID, old, e.Hash, e.Hash}, nil
		}
		e.Op = Changed
		if err := s.keepVersion(c.ID, old, e.Was); err != nil {
			return Result{}, err
		}
	}
	if e.Dropped, err = s.takeOver(c.ID); err != nil {
		return Result{}, err
	}
	if err := a.writeNew(articlesDir, bytes.NewReader(c.File)); err != nil {
		return Result{}, err
	}
	if err := s.commit(ctx, e); err != nil {
		return Result{}, err
	}
	return Result{e.Op, c.ID, e.File, e.Hash, e.Was}, nil
}

// expected returns what the caller says of the file that is there.
func (s *session) expected(c Change, old string) error {
	if c.Expect == nil {
		return nil
	}
	var now []byte
	if old != "" {
		var err error
		if now, err = s.a.readFile(old); err != nil {
			return err
		}
	}
	if err := c.Expect(now); err != nil {
		return fmt.Errorf("%w: %w", ErrRefused, err)
	}
	return nil
}

// accept refuses what could not be read back under the id it was given.
func (a *Archive) accept(c Change) error {
	if c.ID == "" || len(c.ID) > maxID {
		return fmt.Errorf("%w: its id has %d bytes, and 1 to %d are possible", ErrRefused, len(c.ID), maxID)
	}
	if size := int64(len(c.File)); size > a.opts.MaxBytes {
		return fmt.Errorf("%w: it has %d bytes, more than the limit of %d", ErrRefused, size, a.opts.MaxBytes)
	}
	id, ok := corpus.PeekID("", c.File)
	switch {
	case !ok:
		return fmt.Errorf("%w: its front matter states no id", ErrRefused)
	case id != c.ID:
		return fmt.Errorf("%w: its front matter states the id %s", ErrRefused, quoted(id))
	}
	return nil
}

// takeOver keeps what is removed under this id as a version, since an article
// of that id is there again, and returns what is to be dropped for it.
func (s *session) takeOver(id string) (drop []string, err error) {
	text, err := s.find(s.a.removed, id)
	if err != nil {
		return nil, err
	}
	if text != "" {
		if err := s.keepVersionOf(id, text); err != nil {
			return nil, err
		}
		drop = append(drop, text)
	}
	if mark := s.a.removed.mark(id); mark != "" {
		drop = append(drop, mark)
	}
	return drop, nil
}

// place returns the path on a shelf for the text with this id: where it is now,
// or else a name that no other file has. Operators may have put anything there.
func (s *session) place(on *shelf, id, ext string) (string, error) {
	now := on.text(id)
	if ext == purgedExt {
		now = on.mark(id)
	}
	if now != "" {
		return now, nil
	}
	for _, name := range []string{stem(id), hashedStem(id)} {
		p := path.Join(on.dir, name+ext)
		if _, err := s.a.root.Lstat(p); errors.Is(err, fs.ErrNotExist) {
			return p, nil
		} else if err != nil {
			return "", err
		}
	}
	return "", fmt.Errorf("%w: %s", ErrInTheWay, path.Join(on.dir, hashedStem(id)+ext))
}
