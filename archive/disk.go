package archive

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"runtime"
	"syscall"
)

// errNotFile says that a path is a link, a pipe, a device or a folder.
var errNotFile = errors.New("is not a regular file, and is not opened")

// mayOpen returns an error unless the path leads over folders, and no links, to
// a regular file.
func mayOpen(root *os.Root, name string) error {
	if err := mayEnter(root, path.Dir(name)); err != nil {
		return err
	}
	info, err := root.Lstat(name)
	if err != nil {
		return err
	}
	if !info.Mode().IsRegular() {
		return &fs.PathError{Op: "open", Path: name, Err: errNotFile}
	}
	return nil
}

// mayEnter returns an error unless all of the path are folders and no links.
func mayEnter(root *os.Root, folder string) error {
	for at := 0; at < len(folder) && folder != "."; at++ {
		for at < len(folder) && folder[at] != '/' {
			at++
		}
		info, err := root.Lstat(folder[:at])
		if err != nil {
			return err
		}
		if !info.IsDir() {
			return &fs.PathError{Op: "open", Path: folder[:at], Err: errors.New("is not a folder, and is not followed")}
		}
	}
	return nil
}

// openRegular opens a regular file for reading. The caller closes it.
func openRegular(root *os.Root, name string) (*os.File, fs.FileInfo, error) {
	if err := mayOpen(root, name); err != nil {
		return nil, nil, err
	}
	f, err := root.Open(name)
	if err != nil {
		return nil, nil, err
	}
	info, err := f.Stat()
	if err == nil && !info.Mode().IsRegular() {
		err = &fs.PathError{Op: "open", Path: name, Err: errNotFile}
	}
	if err != nil {
		return nil, nil, errors.Join(err, f.Close())
	}
	return f, info, nil
}

// hashOf returns the SHA-256 of data in hexadecimal.
func hashOf(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// hashFile returns the SHA-256 of a file's bytes in hexadecimal, and how many
// there are.
func hashFile(root *os.Root, name string) (hash string, size int64, err error) {
	f, _, err := openRegular(root, name)
	if err != nil {
		return "", 0, err
	}
	defer f.Close()
	h := sha256.New()
	if size, err = io.Copy(h, f); err != nil {
		return "", 0, err
	}
	return hex.EncodeToString(h.Sum(nil)), size, nil
}

// writeNew writes what from holds to the new file of a part and waits until it
// is on the disk. Whatever had this name before is gone.
func (a *Archive) writeNew(part string, from io.Reader) (err error) {
	name := path.Join(part, newFile)
	if err := a.opts.before("write", name); err != nil {
		return err
	}
	if err := a.root.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	f, err := a.root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, a.root.Remove(name))
		}
	}()
	_, err = io.Copy(f, from)
	if err == nil {
		err = a.syncFile(f, name)
	}
	if closing := f.Close(); err == nil {
		err = closing
	}
	if err == nil {
		now := a.opts.Now()
		err = a.root.Chtimes(name, now, now)
	}
	return err
}

// move renames a file, also over another, and waits until that is on the disk.
// moved tells a rename that did not happen from one that is not known to last.
func (a *Archive) move(from, to string) (moved bool, err error) {
	if err := a.opts.before("rename", to); err != nil {
		return false, err
	}
	if err := a.root.Rename(from, to); err != nil {
		return false, err
	}
	if err := a.sync(path.Dir(to)); err != nil {
		return true, err
	}
	if path.Dir(from) == path.Dir(to) || path.Base(from) == newFile {
		return true, nil
	}
	return true, a.sync(path.Dir(from))
}

// drop deletes a file, if it is there, and waits until that is on the disk.
// dropped tells a deletion that did not happen from one that is not known to
// last.
func (a *Archive) drop(name string) (dropped bool, err error) {
	if err := a.opts.before("remove", name); err != nil {
		return false, err
	}
	err = a.root.Remove(name)
	if errors.Is(err, fs.ErrNotExist) {
		return true, nil
	}
	if err != nil {
		return false, err
	}
	return true, a.sync(path.Dir(name))
}

// syncFile waits until the bytes of a file are on the disk.
func (a *Archive) syncFile(f *os.File, name string) error {
	if err := a.opts.before("sync", name); err != nil || a.opts.hurried {
		return err
	}
	return f.Sync()
}

// sync waits until the names in a folder are on the disk.
func (a *Archive) sync(folder string) error {
	if err := a.opts.before("sync", folder); err != nil || a.opts.hurried {
		return err
	}
	return syncFolder(a.root, folder)
}

// syncFolder waits until the names in a folder are on the disk, where the
// system has a way to ask for that: Windows has none, and some network file
// systems refuse.
func syncFolder(root *os.Root, folder string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	f, err := root.Open(folder)
	if err != nil {
		return err
	}
	err = f.Sync()
	if errors.Is(err, syscall.EINVAL) || errors.Is(err, errors.ErrUnsupported) {
		err = nil
	}
	return errors.Join(err, f.Close())
}
