package archive

import (
	"cmp"
	"os"
	"path"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"
)

// maxDepth is how deep package corpus looks for articles.
const maxDepth = 16

// purgedExt ends the name of a file that holds nothing but the id of a purged
// article.
const purgedExt = ".purged"

// A File is an article's file.
type File struct {
	ID       string // "" when the file does not tell; such a file is no article
	Path     string // relative to the archive, with slashes
	Size     int64
	Modified time.Time
}

// shelf knows which ids a part of the folder holds, from the heads of its
// files. It looks again when a folder has changed.
type shelf struct {
	root *os.Root
	dir  string

	mu    sync.Mutex           // guards what follows
	seen  map[string]time.Time // folders, and when they last changed
	files map[string]File
	byID  map[string][]string // the paths of the texts with an id, in order
	marks map[string][]string // the same for marks of purged ids
}

func newShelf(root *os.Root, dir string) *shelf { return &shelf{root: root, dir: dir} }

// refresh looks whether a folder has changed since, and if so lists them all.
func (s *shelf) refresh() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	for folder, then := range s.seen {
		info, err := s.root.Lstat(folder)
		if err != nil || !info.ModTime().Equal(then) {
			return s.list()
		}
	}
	if s.seen == nil {
		return s.list()
	}
	return nil
}

// relist lists the folders whatever their times say.
func (s *shelf) relist() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.list()
}

// list reads the names, and the heads of files that are new or changed.
func (s *shelf) list() error {
	seen := map[string]time.Time{}
	var found []File
	err := s.walk(s.dir, 1, seen, &found)
	if err != nil {
		return err
	}
	var readers errgroup.Group
	readers.SetLimit(runtime.GOMAXPROCS(0))
	for i := range found {
		f := &found[i]
		if known, ok := s.files[f.Path]; ok && known.Size == f.Size && known.Modified.Equal(f.Modified) {
			f.ID = known.ID
			continue
		}
		readers.Go(func() error {
			f.ID = readID(s.root, f.Path)
			return nil
		})
	}
	if err := readers.Wait(); err != nil {
		return err
	}
	s.seen = seen
	s.files = make(map[string]File, len(found))
	for _, f := range found {
		s.files[f.Path] = f
	}
	s.index()
	return nil
}

// walk collects the files and folders below folder. Only the part itself has to
// be readable.
func (s *shelf) walk(folder string, depth int, seen map[string]time.Time, found *[]File) error {
	info, err := s.root.Lstat(folder)
	if err != nil {
		return err
	}
	dir, err := s.root.Open(folder)
	if err != nil {
		return err
	}
	entries, err := dir.ReadDir(-1)
	_ = dir.Close() // only read from
	if err != nil {
		return err
	}
	seen[folder] = info.ModTime()
	for _, entry := range entries {
		name := path.Join(folder, entry.Name())
		switch {
		case strings.HasPrefix(entry.Name(), "."):
		case entry.IsDir():
			if depth < maxDepth {
				_ = s.walk(name, depth+1, seen, found) // Check says what cannot be read
			}
		case entry.Type().IsRegular() && (isArticleName(name) || isMark(name)):
			if info, err := entry.Info(); err == nil {
				*found = append(*found, File{Path: name, Size: info.Size(), Modified: info.ModTime()})
			}
		}
	}
	return nil
}

// index lists the paths of each id. Of several with one id the first in order of
// path counts, as in package corpus.
func (s *shelf) index() {
	s.byID, s.marks = make(map[string][]string, len(s.files)), map[string][]string{}
	for _, f := range s.files {
		s.enter(f)
	}
}

func (s *shelf) enter(f File) {
	if f.ID == "" {
		return
	}
	of := s.kind(f.Path)
	at, there := slices.BinarySearchFunc(of[f.ID], f.Path, comparePaths)
	if !there {
		of[f.ID] = slices.Insert(of[f.ID], at, f.Path)
	}
}

// kind returns where the id of a file is entered.
func (s *shelf) kind(name string) map[string][]string {
	if isMark(name) {
		return s.marks
	}
	return s.byID
}

// comparePaths orders paths as fs.WalkDir meets them: folder by folder, so "/"
// comes before all else.
func comparePaths(a, b string) int {
	for i := range min(len(a), len(b)) {
		switch x, y := a[i], b[i]; {
		case x == y:
		case x == '/':
			return -1
		case y == '/':
			return 1
		default:
			return cmp.Compare(x, y)
		}
	}
	return cmp.Compare(len(a), len(b))
}

// text returns the path of the text with this id, "" when there is none.
func (s *shelf) text(id string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return first(s.byID[id])
}

// texts returns the paths of all texts with this id, in order.
func (s *shelf) texts(id string) []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.byID[id])
}

// mark returns the path of the mark of a purged id, "" when there is none.
func (s *shelf) mark(id string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return first(s.marks[id])
}

func first(paths []string) string {
	if len(paths) == 0 {
		return ""
	}
	return paths[0]
}

// all returns the files in order of path, marks left out.
func (s *shelf) all() []File {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := make([]File, 0, len(s.files))
	for name, f := range s.files {
		if !isMark(name) {
			out = append(out, f)
		}
	}
	slices.SortFunc(out, func(a, b File) int { return comparePaths(a.Path, b.Path) })
	return out
}

// take adds a file that was written by this process, so that the folder need
// not be listed again.
func (s *shelf) take(name, id string) {
	info, err := s.root.Lstat(name)
	s.mu.Lock()
	defer s.mu.Unlock()
	if err != nil || s.files == nil {
		s.seen = nil // look again
		return
	}
	s.remove(name)
	f := File{ID: id, Path: name, Size: info.Size(), Modified: info.ModTime()}
	s.files[name] = f
	s.enter(f)
	s.stamp(path.Dir(name))
}

// forget takes out a file that was moved away or deleted by this process.
func (s *shelf) forget(name string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.remove(name)
	s.stamp(path.Dir(name))
}

func (s *shelf) remove(name string) {
	f, ok := s.files[name]
	if !ok {
		return
	}
	delete(s.files, name)
	of := s.kind(name)
	of[f.ID] = slices.DeleteFunc(of[f.ID], func(p string) bool { return p == name })
	if len(of[f.ID]) == 0 {
		delete(of, f.ID)
	}
}

// stamp keeps a change of our own from counting as one of somebody else. What
// somebody puts there in the same moment shows when the folder changes next,
// or is listed.
func (s *shelf) stamp(folder string) {
	for _, name := range []string{folder, s.dir} { // new files are made in s.dir
		if info, err := s.root.Lstat(name); err == nil && s.seen[name] != (time.Time{}) {
			s.seen[name] = info.ModTime()
		}
	}
}

func isMark(name string) bool {
	return part(name) == removedDir && path.Ext(name) == purgedExt
}

// isArticleName reports names that package corpus takes for an article's.
func isArticleName(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case "", ".md", ".markdown", ".txt", ".text":
		return true
	}
	return false
}
