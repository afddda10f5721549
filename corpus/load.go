package corpus

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"strings"
)

// Corpus is what a folder held.
type Corpus struct {
	Articles []*Article // in order of Published, then ID; unknown dates last
	Skipped  []Skip     // in order of Path
}

// Article returns the article with the given id, nil when there is none.
func (c *Corpus) Article(id string) *Article {
	for _, a := range c.Articles {
		if a.ID == id {
			return a
		}
	}
	return nil
}

// Skip is a file that is not in the corpus, or only partly as it was.
type Skip struct {
	Path    string
	Reason  string // completes "PATH …", e.g. "holds no text"; "" when the file was taken in
	Warning string // what to know about a file that was taken in; "" when it was not
}

// String returns the skip as one sentence.
func (s Skip) String() string { return s.Path + " " + cmp.Or(s.Reason, "was taken in: "+s.Warning) }

// maxDepth is how far below the corpus folder articles are looked for.
const maxDepth = 16

// LoadDir loads the folder dir of the file system. Symbolic links to files are
// followed as long as they stay inside dir.
func LoadDir(dir string, opts Options) (*Corpus, error) { return NewDirLoader(dir, opts).Load() }

// Load reads every article below the root of fsys. Files that are no articles
// are reported in Skipped and are no error; symbolic links are not followed.
func Load(fsys fs.FS, opts Options) (*Corpus, error) { return NewLoader(fsys, opts).Load() }

// collect keeps the first of each text of a publisher and each id in path order.
func (c *Corpus) collect(paths []string, files []file) {
	byText, byID := texts{}, map[string]string{}
	for i, p := range paths {
		a := files[i].article
		switch {
		case files[i].reason != nil:
			c.skip(p, oneLine(files[i].reason))
			continue
		case byText.printed(a) != nil:
			c.skip(p, "holds the same text as "+byText.printed(a).Path)
			continue
		case byID[a.ID] != "":
			c.skip(p, fmt.Sprintf("has the same id %q as %s", a.ID, byID[a.ID]))
			continue
		}
		byText.add(a)
		byID[a.ID] = p
		c.Articles = append(c.Articles, a)
		for _, w := range a.Warnings {
			c.Skipped = append(c.Skipped, Skip{Path: p, Warning: w})
		}
	}
	c.sort()
}

func (c *Corpus) skip(path, reason string) {
	c.Skipped = append(c.Skipped, Skip{Path: path, Reason: reason})
}

func oneLine(err error) string { return strings.ReplaceAll(err.Error(), "\n", "; ") }

// list returns the files to read, in path order, and those that are not to be.
// Only the root itself may fail; what lies below is skipped.
func list(fsys fs.FS, followLinks bool) (paths []string, skipped []Skip, err error) {
	skip := func(p, reason string) { skipped = append(skipped, Skip{Path: p, Reason: reason}) }
	err = fs.WalkDir(fsys, ".", func(p string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil && p == ".":
			return cause(err)
		case err != nil:
			skip(p, "cannot be read: "+cause(err).Error())
			return nil
		case p == ".":
			return nil
		case strings.HasPrefix(entry.Name(), "."):
			if entry.IsDir() {
				return fs.SkipDir
			}
			return nil
		case entry.IsDir():
			if strings.Count(p, "/")+1 >= maxDepth {
				skip(p, fmt.Sprintf("lies more than %d folders deep", maxDepth))
				return fs.SkipDir
			}
			return nil
		}
		if reason := refuse(fsys, p, entry, followLinks); reason != "" {
			skip(p, reason)
		} else {
			paths = append(paths, p)
		}
		return nil
	})
	return paths, skipped, err
}

// refuse says why the file is not to be opened, "" when it may be.
func refuse(fsys fs.FS, p string, entry fs.DirEntry, followLinks bool) string {
	switch mode := entry.Type(); {
	case mode&fs.ModeSymlink != 0 && !followLinks:
		return "is a symbolic link, which is not followed"
	case mode&fs.ModeSymlink != 0:
		info, err := fs.Stat(fsys, p)
		if err != nil {
			return "is a symbolic link that leads out of the folder or nowhere"
		}
		if !info.Mode().IsRegular() {
			return "is a symbolic link to something that is not a file"
		}
	case !mode.IsRegular():
		return "is not a regular file"
	}
	switch ext := strings.ToLower(path.Ext(p)); ext {
	case "", ".md", ".markdown", ".txt", ".text":
		return ""
	default:
		return fmt.Sprintf("ends in %s, not in .md, .markdown, .txt or .text", ext)
	}
}

// read opens one file, never reading more than the limit.
func read(fsys fs.FS, p string, opts Options) (*Article, error) {
	f, err := fsys.Open(p)
	if err != nil {
		return nil, fmt.Errorf("cannot be opened: %w", cause(err))
	}
	defer f.Close()
	info, err := f.Stat()
	switch {
	case err != nil:
		return nil, fmt.Errorf("cannot be read: %w", cause(err))
	case !info.Mode().IsRegular():
		return nil, errors.New("is not a regular file")
	case info.Size() > opts.MaxBytes:
		return nil, tooLarge(info.Size(), opts.MaxBytes)
	}
	data, err := io.ReadAll(io.LimitReader(f, opts.MaxBytes+1))
	if err != nil {
		return nil, fmt.Errorf("cannot be read: %w", cause(err))
	}
	if a := opts.Derived.article(p, data, opts); a != nil {
		return a, nil
	}
	return Decode(p, data, opts)
}

// cause strips the path from an error of the file system: the message that it
// goes into names the file already.
func cause(err error) error {
	var pathErr *fs.PathError
	if errors.As(err, &pathErr) {
		return pathErr.Err
	}
	return err
}
