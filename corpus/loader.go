package corpus

import (
	"cmp"
	"context"
	"fmt"
	"io/fs"
	"os"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/sync/errgroup"
)

// Loader loads a folder again and again, and reads only the files that changed.
// An article whose file did not change is the same pointer each time. Its
// methods may be called by many goroutines, which then take turns.
type Loader struct {
	open        func() (fsys fs.FS, done func() error, err error)
	followLinks bool
	opts        Options

	mu    sync.Mutex // guards known
	known map[string]file
}

// file is what a file was when it was read last.
type file struct {
	stamp   stamp
	article *Article
	reason  error // why it is no article
}

// stamp tells one state of a file from another without reading it.
type stamp struct {
	size     int64
	modified int64 // in ns since 1970
	settled  bool  // it had not been changed for a while when it was read
}

// settleTime is how long a file has to be left alone before its time of change
// is trusted to tell its next state from this one, and before a Loader that
// waits takes it for wholly written.
const settleTime = 2 * time.Second

// NewLoader returns a loader of what lies below the root of fsys. Symbolic links
// are not followed.
func NewLoader(fsys fs.FS, opts Options) *Loader {
	return &Loader{
		open: func() (fs.FS, func() error, error) { return fsys, func() error { return nil }, nil },
		opts: opts.withDefaults(),
	}
}

// NewDirLoader returns a loader of the folder dir, which need not be there yet.
// Symbolic links to files are followed as long as they stay inside dir.
func NewDirLoader(dir string, opts Options) *Loader {
	return &Loader{
		open: func() (fs.FS, func() error, error) {
			root, err := os.OpenRoot(dir)
			if err != nil {
				return nil, nil, fmt.Errorf("open corpus folder %s: %w", dir, cause(err))
			}
			return root.FS(), root.Close, nil
		},
		followLinks: true,
		opts:        opts.withDefaults(),
	}
}

// Load loads the folder as it is now. The error is that of the folder itself;
// files that are no articles are in Skipped.
func (l *Loader) Load() (*Corpus, error) { return l.LoadContext(context.Background()) }

// LoadContext is Load that ends with an error when ctx does.
func (l *Loader) LoadContext(ctx context.Context) (*Corpus, error) {
	c, _, err := l.load(ctx, false)
	return c, err
}

// LoadSettled is Load for a folder in which somebody works: a file that was
// changed a moment ago may be half written, so its last state is kept, and
// settling says that there is one to come back for.
func (l *Loader) LoadSettled(ctx context.Context) (c *Corpus, settling bool, err error) {
	return l.load(ctx, true)
}

func (l *Loader) load(ctx context.Context, wait bool) (*Corpus, bool, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	fsys, done, err := l.open()
	if err != nil {
		return nil, false, err
	}
	defer func() { _ = done() }() // what was read, was read
	paths, skipped, err := list(fsys, l.followLinks)
	if err != nil {
		return nil, false, fmt.Errorf("read the corpus folder: %w", err)
	}
	files := make([]file, len(paths))
	settling := make([]bool, len(paths))
	var group errgroup.Group
	group.SetLimit(cmp.Or(max(l.opts.Workers, 0), runtime.GOMAXPROCS(0)))
	var read atomic.Int64
	for i, p := range paths {
		if ctx.Err() != nil {
			break
		}
		group.Go(func() error {
			files[i], settling[i] = l.read(fsys, p, wait)
			if n := int(read.Add(1)); l.opts.Progress != nil && (n%progressEvery == 0 || n == len(paths)) {
				l.opts.Progress(n, len(paths))
			}
			return ctx.Err()
		})
	}
	_ = group.Wait() // none returns another error than that of ctx
	if err := ctx.Err(); err != nil {
		return nil, false, err
	}
	c := &Corpus{Skipped: skipped}
	l.known = make(map[string]file, len(paths))
	for i, p := range paths {
		l.known[p] = files[i]
	}
	c.collect(paths, files)
	l.opts.Derived = nil // what it was good for, known is now
	return c, slices.Contains(settling, true), nil
}

// progressEvery is how many files are read between two reports of progress.
const progressEvery = 32

// read returns the file as it is or, when it seems to be unchanged or is being
// written, as it was.
func (l *Loader) read(fsys fs.FS, p string, wait bool) (now file, settling bool) {
	before, met := l.known[p]
	s, err := stampOf(fsys, p)
	if err != nil {
		return file{reason: fmt.Errorf("cannot be read: %w", cause(err))}, false
	}
	if met && before.stamp == s && s.settled {
		return before, false
	}
	if wait && !s.settled {
		if !met {
			before.reason = errSettling
		}
		return before, true
	}
	a, err := read(fsys, p, l.opts)
	if met && err == nil && before.article != nil && before.article.sum == a.sum {
		a = before.article
	}
	return file{s, a, err}, false
}

var errSettling = fmt.Errorf("was changed less than %v ago and is taken in when it rests", settleTime)

func stampOf(fsys fs.FS, p string) (stamp, error) {
	info, err := fs.Stat(fsys, p)
	if err != nil {
		return stamp{}, err
	}
	age := time.Since(info.ModTime())
	// A time of change in the future is that of another clock, and says as little
	// as one that is very old says that the file is at rest.
	return stamp{info.Size(), info.ModTime().UnixNano(), age > settleTime || age < -settleTime}, nil
}

// Merge returns the articles of several corpora as those of one: of two articles
// with one id, or one text of one publisher, the first corpus has its own. Those whose ids hide
// accepts are left out of all but the first; nil hides none.
func Merge(hide func(id string) bool, parts ...*Corpus) *Corpus {
	merged := &Corpus{}
	byText, byID := texts{}, map[string]*Article{}
	for n, part := range parts {
		merged.Skipped = append(merged.Skipped, part.Skipped...)
		for _, a := range part.Articles {
			switch {
			case n > 0 && hide != nil && hide(a.ID):
			case byID[a.ID] != nil: // an article that was changed
			case byText.printed(a) != nil:
				merged.skip(a.Path, "holds the same text as "+byText.printed(a).Path)
			default:
				byText.add(a)
				byID[a.ID] = a
				merged.Articles = append(merged.Articles, a)
			}
		}
	}
	merged.sort()
	return merged
}

func (c *Corpus) sort() {
	slices.SortStableFunc(c.Articles, func(a, b *Article) int {
		return cmp.Or(a.Published.Compare(b.Published), strings.Compare(a.ID, b.ID))
	})
	slices.SortStableFunc(c.Skipped, func(a, b Skip) int { return strings.Compare(a.Path, b.Path) })
}
