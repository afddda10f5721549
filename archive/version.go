package archive

import (
	"cmp"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"
)

// Version is an earlier text of an article.
type Version struct {
	Hash string    // SHA-256 of the file's bytes, in hexadecimal: its name
	Size int64     // bytes
	Kept time.Time // when it stopped being the article's text
}

// Versions returns the earlier texts that are kept of an article, the last one
// first; none for an id that is not known.
func (a *Archive) Versions(id string) ([]Version, error) {
	folder := versionsOf(id)
	if err := mayEnter(a.root, folder); errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	} else if err != nil {
		return nil, &Fault{"the versions of " + quoted(id) + " cannot be read", err}
	}
	entries, err := fs.ReadDir(a.root.FS(), folder)
	if err != nil {
		return nil, &Fault{"the versions of " + quoted(id) + " cannot be read", err}
	}
	var out []Version
	for _, entry := range entries {
		hash, ok := versionHash(entry.Name())
		info, err := entry.Info()
		if ok && err == nil && info.Mode().IsRegular() {
			out = append(out, Version{hash, info.Size(), info.ModTime()})
		}
	}
	slices.SortFunc(out, func(a, b Version) int {
		return cmp.Or(b.Kept.Compare(a.Kept), cmp.Compare(a.Hash, b.Hash))
	})
	return out, nil
}

func versionsOf(id string) string { return path.Join(versionsDir, stem(id)) }

func versionPath(id, hash string) string { return path.Join(versionsOf(id), hash+".md") }

// versionHash returns the hash that a version is named by.
func versionHash(name string) (string, bool) {
	hash, ok := strings.CutSuffix(name, ".md")
	return hash, ok && isHash(hash)
}

func isHash(s string) bool {
	b, err := hex.DecodeString(s)
	return err == nil && len(b) == 32 && strings.ToLower(s) == s
}

// keepVersion keeps the file at name as a version before it is replaced. One
// that is kept already is not written again, unless it is damaged.
func (s *session) keepVersion(id, name, hash string) error {
	a := s.a
	to := versionPath(id, hash)
	if there, _, err := hashFile(a.root, to); err == nil && there == hash {
		return nil
	}
	fresh, err := makeFolder(a.root, versionsOf(id))
	if err == nil && fresh {
		err = a.sync(versionsDir)
	}
	if err != nil {
		return err
	}
	f, _, err := openRegular(a.root, name)
	if err != nil {
		return err
	}
	err = a.writeNew(versionsDir, io.Reader(f))
	if closing := f.Close(); err == nil {
		err = closing
	}
	if err != nil {
		return err
	}
	if _, err := a.move(path.Join(versionsDir, newFile), to); err != nil {
		_, dropping := a.drop(path.Join(versionsDir, newFile))
		return errors.Join(err, dropping)
	}
	return nil
}

func (s *session) keepVersionOf(id, name string) error {
	hash, _, err := hashFile(s.a.root, name)
	if err != nil {
		return err
	}
	return s.keepVersion(id, name, hash)
}

// dropVersions deletes the versions of an article.
func (a *Archive) dropVersions(id string) error {
	folder := versionsOf(id)
	if _, err := a.root.Lstat(folder); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err := a.opts.before("remove", folder); err != nil {
		return err
	}
	if err := a.root.RemoveAll(folder); err != nil {
		return err
	}
	return a.sync(versionsDir)
}
