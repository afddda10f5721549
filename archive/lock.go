package archive

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/gofrs/flock"
)

const (
	// lockPoll is how often a waiting process tries. The lock is free for about
	// a tenth of a millisecond between the changes of a busy neighbour, so this
	// has to be short for the neighbours to get their turn.
	lockPoll = time.Millisecond

	// holderAt is where the lock file says who holds it. Windows denies others
	// the first byte, which is the locked one, for reading as well.
	holderAt    = 1
	holderWidth = 20
)

// lock waits for this process's turn and then for the lock among processes, at
// most Options.Wait. The kernel frees a lock when its holder dies, so what a
// dead process left in the file blocks nobody.
func (a *Archive) lock(ctx context.Context) (release func(), err error) {
	waiting, cancel := context.WithTimeout(ctx, a.opts.Wait)
	defer cancel()
	select {
	case a.turn <- struct{}{}:
	case <-waiting.Done():
		return nil, a.gaveUp(ctx, os.Getpid())
	}
	held, err := a.lockFile(waiting)
	if err != nil {
		<-a.turn
		if waiting.Err() != nil {
			return nil, a.gaveUp(ctx, a.holder())
		}
		return nil, err
	}
	a.sign(os.Getpid())
	return func() {
		a.sign(0)
		_ = held.Close() // what is open is closed at the latest when the process ends
		<-a.turn
	}, nil
}

// gaveUp tells a caller that went away from one that waited long enough.
func (a *Archive) gaveUp(ctx context.Context, holder int) error {
	if errors.Is(ctx.Err(), context.Canceled) {
		return ctx.Err()
	}
	return &BusyError{PID: holder}
}

// lockTries bounds how often a lock file may be deleted while it is locked.
const lockTries = 10

// lockFile locks the file that is called "lock" now: one that was deleted and
// made anew while this process waited is another file.
func (a *Archive) lockFile(ctx context.Context) (held *flock.Flock, err error) {
	for range lockTries {
		if err := mayOpen(a.root, lockFile); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, err
		}
		held = flock.New(filepath.Join(a.dir, lockFile), flock.SetPermissions(0o644))
		if _, err := held.TryLockContext(ctx, lockPoll); err != nil {
			return nil, err
		}
		if err = a.isCurrent(held); err == nil {
			return held, nil
		}
		_ = held.Close() // it guards nothing
	}
	return nil, err
}

// isCurrent returns an error unless the locked file is the archive's.
func (a *Archive) isCurrent(held *flock.Flock) error {
	mine, err := held.Stat()
	if err != nil {
		return err
	}
	now, err := a.root.Lstat(lockFile)
	if err == nil && !os.SameFile(mine, now) {
		err = errors.New("the lock file was replaced")
	}
	return err
}

// sign writes into the lock file which process holds it; 0 is none. It only
// helps people, so it may fail.
func (a *Archive) sign(pid int) {
	f, err := a.root.OpenFile(lockFile, os.O_WRONLY, 0)
	if err != nil {
		return
	}
	defer f.Close()
	text := ""
	if pid != 0 {
		text = strconv.Itoa(pid)
	}
	_, _ = fmt.Fprintf(io.NewOffsetWriter(f, holderAt), "%-*s\n", holderWidth, text)
}

// holder returns the process that signed the lock file, 0 when it is not known.
func (a *Archive) holder() int {
	f, _, err := openRegular(a.root, lockFile)
	if err != nil {
		return 0
	}
	defer f.Close()
	text := make([]byte, holderWidth)
	n, _ := f.ReadAt(text, holderAt)
	pid, err := strconv.Atoi(strings.Trim(string(text[:n]), " \n\x00"))
	if err != nil || pid < 0 {
		return 0
	}
	return pid
}
