package archive

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path"
	"slices"
	"strings"
)

// List returns the files of the articles in order of path, with the ids that
// their heads state, also those that were put there by hand. Of several files
// with one id the first is the article.
func (a *Archive) List() ([]File, error) {
	if err := a.articles.relist(); err != nil {
		return nil, &Fault{"the articles cannot be listed", err}
	}
	return a.articles.all(), nil
}

// Read returns the file of an article, ErrUnknown when there is none.
func (a *Archive) Read(id string) ([]byte, error) { return a.readFrom(a.articles, id) }

// ReadRemoved returns the file of an article that was removed and not purged,
// ErrUnknown when there is none.
func (a *Archive) ReadRemoved(id string) ([]byte, error) { return a.readFrom(a.removed, id) }

// ReadVersion returns an earlier text of an article, ErrUnknown when there is
// no such version or its file is damaged.
func (a *Archive) ReadVersion(id, hash string) ([]byte, error) {
	if !isHash(hash) {
		return nil, fmt.Errorf("version %s of %s: %w", quoted(hash), quoted(id), ErrUnknown)
	}
	data, err := a.readFile(versionPath(id, hash))
	switch {
	case errors.Is(err, fs.ErrNotExist), err == nil && hashOf(data) != hash:
		return nil, fmt.Errorf("version %s of %s: %w", hash, quoted(id), ErrUnknown)
	case err != nil:
		return nil, &Fault{"a version of " + quoted(id) + " cannot be read", err}
	}
	return data, nil
}

func (a *Archive) readFrom(on *shelf, id string) ([]byte, error) {
	err := on.refresh()
	name := on.text(id)
	if err == nil && name == "" {
		return nil, fmt.Errorf("read %s: %w", quoted(id), ErrUnknown)
	}
	if err == nil {
		var data []byte
		if data, err = a.readFile(name); err == nil {
			return data, nil
		}
	}
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("read %s: %w", quoted(id), ErrUnknown) // removed just now
	}
	return nil, &Fault{"the article " + quoted(id) + " cannot be read", err}
}

// readFile reads a file of at most Options.MaxBytes.
func (a *Archive) readFile(name string) ([]byte, error) {
	f, info, err := openRegular(a.root, name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	if info.Size() > a.opts.MaxBytes {
		return nil, fmt.Errorf("it has %d bytes, more than the limit of %d", info.Size(), a.opts.MaxBytes)
	}
	return io.ReadAll(io.LimitReader(f, a.opts.MaxBytes))
}

func sortByTime(removed []RemovedArticle) {
	slices.SortStableFunc(removed, func(a, b RemovedArticle) int {
		return cmp.Or(b.At.Compare(a.At), cmp.Compare(a.ID, b.ID))
	})
}

// ids returns the ids that a shelf holds, marks included, in order.
func (s *shelf) ids() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	all := slices.AppendSeq(slices.Collect(maps.Keys(s.byID)), maps.Keys(s.marks))
	slices.Sort(all)
	return slices.Compact(all)
}

// FS returns the articles as a file system, for corpus.Load. What it opens is a
// regular file or a folder: never a link, a pipe or a device, although it lists
// them, so that a loader can say what it leaves out. Files that are being
// written are listed under names with a leading dot and cannot be opened.
func (a *Archive) FS() fs.FS { return folder{a.root} }

type folder struct{ root *os.Root }

// Open implements fs.FS.
func (f folder) Open(name string) (fs.File, error) {
	opened, err := f.open(name)
	if err != nil {
		var pathErr *fs.PathError
		if errors.As(err, &pathErr) {
			err = pathErr.Err
		}
		return nil, &fs.PathError{Op: "open", Path: name, Err: err}
	}
	return opened, nil
}

func (f folder) open(name string) (fs.File, error) {
	if !fs.ValidPath(name) {
		return nil, fs.ErrInvalid
	}
	if name != "." && strings.HasPrefix(path.Base(name), ".") {
		return nil, fs.ErrNotExist
	}
	inside := path.Join(articlesDir, name)
	if err := mayEnter(f.root, inside); err == nil {
		return f.root.Open(inside)
	}
	opened, _, err := openRegular(f.root, inside)
	if err != nil {
		return nil, err
	}
	return opened, nil
}
