package archive

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"time"
)

// What a call can be refused for. None of them is a fault of the disk.
var (
	ErrUnknown  = errors.New("there is no such article")
	ErrRemoved  = errors.New("it is removed already")
	ErrPresent  = errors.New("it is among the articles and must be removed first")
	ErrPurged   = errors.New("it was purged, so its text is gone")
	ErrInTheWay = errors.New("another file is in the way")
	ErrRefused  = errors.New("the file cannot be an article")
	ErrBusy     = errors.New("the articles are being changed")
)

// BusyError says that another change went on for as long as this one was
// willing to wait. It is an ErrBusy.
type BusyError struct {
	PID int // the process that holds the lock; 0 when it is not known
}

func (e *BusyError) Error() string {
	if e.PID == 0 {
		return "the articles are being changed by another process; try again in a moment"
	}
	return fmt.Sprintf("the articles are being changed by process %d; try again in a moment", e.PID)
}

// Is makes every BusyError an ErrBusy.
func (e *BusyError) Is(target error) bool { return target == ErrBusy }

// A Fault is a disk or a folder that cannot be used as it has to be. Its text
// is one sentence for people; the cause is kept for errors.Is.
type Fault struct {
	Doing string // what did not work, e.g. `the article "x" was not kept`
	Cause error
}

func (f *Fault) Error() string { return f.Doing + ": " + plain(f.Cause) }

func (f *Fault) Unwrap() error { return f.Cause }

// plain says in a few words what an error of the file system means.
func plain(err error) string {
	where := ""
	var pathErr *fs.PathError
	if errors.As(err, &pathErr) && pathErr.Path != "" {
		where = ": " + filepath.ToSlash(pathErr.Path)
	}
	switch {
	case isFull(err):
		return "the disk is full"
	case errors.Is(err, syscall.EROFS):
		return "the disk is read-only"
	case errors.Is(err, fs.ErrPermission):
		return "no permission" + where
	case errors.Is(err, fs.ErrNotExist):
		return "a file or folder is missing" + where
	case errors.Is(err, syscall.EIO):
		return "the disk reports an error" + where
	case errors.Is(err, syscall.EMFILE), errors.Is(err, syscall.ENFILE):
		return "too many files are open"
	case errors.Is(err, syscall.EFBIG):
		return "the system allows no file of this size"
	}
	if pathErr != nil {
		return pathErr.Err.Error() + where
	}
	return err.Error()
}

// isFull knows a full disk also by the numbers that Windows has for it, which
// package syscall does not translate.
func isFull(err error) bool {
	if errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) {
		return true
	}
	const handleDiskFull, diskFull = syscall.Errno(39), syscall.Errno(112)
	return runtime.GOOS == "windows" && (errors.Is(err, handleDiskFull) || errors.Is(err, diskFull))
}

// isRefusal reports errors that say nothing about the disk.
func isRefusal(err error) bool {
	for _, refusal := range []error{
		ErrUnknown, ErrRemoved, ErrPresent, ErrPurged, ErrInTheWay, ErrRefused, ErrBusy,
		context.Canceled, context.DeadlineExceeded,
	} {
		if errors.Is(err, refusal) {
			return true
		}
	}
	return false
}

// Health returns why the last change could not be written, and since when none
// could; nil when all is well. It does not touch the disk.
func (a *Archive) Health() error {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.ill == nil {
		return nil
	}
	return fmt.Errorf("articles cannot be changed since %s: %w", a.illSince.UTC().Format(time.DateTime+" UTC"), a.ill)
}

// Try writes a few bytes and deletes them again, so that Health knows whether a
// disk that failed is well. It returns what Health would.
func (a *Archive) Try(ctx context.Context) error {
	return a.feel("articles cannot be changed", a.try(ctx))
}

func (a *Archive) try(ctx context.Context) error {
	s, err := a.session(ctx)
	if err != nil {
		return err
	}
	defer s.close()
	// A block's worth: a disk that is full may have room for a line.
	if err := a.writeNew(articlesDir, strings.NewReader(strings.Repeat("\n", 4096))); err != nil {
		return err
	}
	if _, err := a.drop(path.Join(articlesDir, newFile)); err != nil {
		return err
	}
	a.well()
	return nil
}

// well takes down that a change was written.
func (a *Archive) well() {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.ill = nil
}

// feel takes down a fault of the disk, and returns an error as callers see it.
func (a *Archive) feel(doing string, err error) error {
	if err == nil {
		return nil
	}
	if isRefusal(err) {
		return fmt.Errorf("%s: %w", doing, err)
	}
	fault := &Fault{doing, err}
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.ill == nil {
		a.illSince = a.opts.Now()
	}
	a.ill = fault
	return fault
}

// quoted returns an id as a message can show it: on one line and not too long.
func quoted(id string) string {
	const most = 80
	runes := []rune(id)
	if len(runes) > most {
		return fmt.Sprintf("%q", string(runes[:most])+"…")
	}
	return fmt.Sprintf("%q", id)
}
