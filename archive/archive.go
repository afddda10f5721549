package archive

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"time"

	"rapporteur/corpus"
)

// The folder's parts. Paths in this package are relative to the folder, with
// slashes.
const (
	articlesDir = "articles"
	removedDir  = "removed"
	versionsDir = "versions"
	historyFile = "history.jsonl"
	lockFile    = "lock"

	// newFile is the file in each part that is being written. One is enough:
	// there is one writer at a time. What reads articles skips its name.
	newFile = ".new"
)

// DefaultWait is how long a change waits for another process by default.
const DefaultWait = 10 * time.Second

// Options say how an archive behaves. The zero value is useful.
type Options struct {
	MaxBytes int64            // largest file taken in; 0 means corpus.DefaultMaxBytes
	Wait     time.Duration    // longest wait for another writer; 0 means DefaultWait
	Now      func() time.Time // the clock of the history; nil means time.Now

	// before is called ahead of each step that changes the disk, for tests: its
	// error takes the place of the step.
	before func(step, path string) error
	// hurried leaves out the waiting for the disk, for tests of something else.
	hurried bool
}

func (o Options) withDefaults() Options {
	if o.MaxBytes <= 0 {
		o.MaxBytes = corpus.DefaultMaxBytes
	}
	if o.Wait <= 0 {
		o.Wait = DefaultWait
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.before == nil {
		o.before = func(string, string) error { return nil }
	}
	return o
}

// Archive is an open folder of articles. All methods may be called by many
// goroutines at once, and several processes may have the same folder open.
type Archive struct {
	dir  string // absolute
	root *os.Root
	opts Options

	turn              chan struct{} // holds the one change of this process
	ended             int64         // length of the history after it; guarded by turn
	articles, removed *shelf

	mu       sync.Mutex // guards ill and illSince
	ill      error      // why the last change failed, nil when it did not
	illSince time.Time
}

// Open opens the folder dir, makes what is missing of it, and brings to an end
// what a crash left: mended says what, one sentence each. It reads no articles.
//
// A folder that can be read and not written opens as well; Health says so when
// something had to be mended. The caller closes the archive.
func Open(dir string, opts Options) (a *Archive, mended []string, err error) {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return nil, nil, fmt.Errorf("open the folder of articles %s: %w", dir, err)
	}
	root, err := openFolder(abs)
	if err != nil {
		return nil, nil, &Fault{"the folder of articles " + dir + " cannot be opened", err}
	}
	a = &Archive{
		dir: abs, root: root, opts: opts.withDefaults(),
		turn: make(chan struct{}, 1), articles: newShelf(root, articlesDir), removed: newShelf(root, removedDir),
	}
	mended, err = a.recover()
	if err != nil && !errors.Is(err, ErrBusy) {
		// Reading works all the same; the next change tries again.
		_ = a.feel("what an interrupted change left in "+dir+" was not mended", err)
	}
	return a, mended, nil
}

// openFolder makes the folder and its parts.
func openFolder(dir string) (*os.Root, error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, err
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	if err := makeParts(root); err != nil {
		return nil, errors.Join(err, root.Close())
	}
	return root, nil
}

// makeParts makes what is missing of the folder's parts.
func makeParts(root *os.Root) error {
	made := false
	for _, part := range []string{articlesDir, removedDir, versionsDir} {
		fresh, err := makeFolder(root, part)
		if err != nil {
			return err
		}
		made = made || fresh
	}
	if !made {
		return nil
	}
	return syncFolder(root, ".")
}

// makeFolder makes a folder unless it is there already. A symbolic link to one
// is none.
func makeFolder(root *os.Root, name string) (made bool, err error) {
	info, err := root.Lstat(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return true, root.Mkdir(name, 0o755)
	case err != nil:
		return false, err
	case !info.IsDir():
		return false, &fs.PathError{Op: "open", Path: name, Err: errors.New("is not a folder (a link to one is not followed)")}
	}
	return false, nil
}

// Close lets go of the folder; the archive is not to be used afterwards.
func (a *Archive) Close() error { return a.root.Close() }

// Dir returns the path of the folder.
func (a *Archive) Dir() string { return a.dir }
